//! Writing to Meilisearch.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};
use communique_model::{ArchiveId, DocumentId, SCHEMA_VERSION};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::client::{Body, Client, StateRecord};
use super::layout;
use crate::document::PreparedDocument;
use crate::error::{IndexError, NotReady};
use crate::index::{IndexResult, Stamp};

/// Bytes of records sent at once; Meilisearch takes 100 MB.
const SEND_BYTES: usize = 40 << 20;
/// Records of words and values of one index that are remembered as written.
const MAX_REMEMBERED: usize = 1_000_000;
/// The first version with filter features by attribute and fetching by id.
const OLDEST_VERSION: (u64, u64) = (1, 14);

/// Writes to the index in use and, while one is built, to that too.
pub(super) struct Writer {
    pub(super) client: Arc<Client>,
    /// One write of this process at a time; guards what is known to be written.
    pub(super) turn: Mutex<Remembered>,
}

/// Ids of records that stand in an index already: words and values are the same for all documents
/// that have them, and need not be written again. Kept for each name and build of an index.
#[derive(Default)]
pub(super) struct Remembered(BTreeMap<(String, u64), HashSet<String>>);

/// The lines of a batch.
struct Lines {
    parts: Vec<Bytes>,
    current: BytesMut,
    remembered: Vec<String>,
}

impl Writer {
    pub(super) fn new(client: Arc<Client>) -> Self {
        Self {
            client,
            turn: Mutex::new(Remembered::default()),
        }
    }

    /// Makes the index in use, which has no documents, one of `stamp`.
    ///
    /// Several copies may do so at once: each leaves the records of the others alone, and the
    /// stamp of the last one stays. Only an index that another version or archive left behind is
    /// emptied first.
    pub(super) async fn create(&self, stamp: Stamp) -> IndexResult<()> {
        let mut remembered = self.turn.lock().await;
        remembered.0.clear();
        self.check_version().await?;
        let live = self.client.live();
        self.prepare(&live).await?;
        let left = self.client.state(&live).await?;
        if let Some(left) = left.and_then(|state| state.stamp())
            && (left.archive, left.schema_version) != (stamp.archive, stamp.schema_version)
        {
            self.perform_on(&live, Method::DELETE, "documents", Body::Empty)
                .await?;
        }
        self.put(&live, &[layout::state(&stamp)?]).await
    }

    /// Makes an index with our settings, unless it is there.
    pub(super) async fn prepare(&self, uid: &str) -> IndexResult<()> {
        let body = Body::Json(json!({ "uid": uid, "primaryKey": "id" }));
        match self.client.attempt(Method::POST, "indexes", body).await? {
            Err(failure) if !failure.is_present() => return Err(failure.broken()),
            _ => {}
        }
        let settings = Body::Json(layout::settings());
        self.perform_on(uid, Method::PATCH, "settings", settings)
            .await
    }

    pub(super) async fn check_version(&self) -> IndexResult<()> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Version {
            pkg_version: String,
        }
        let version: Option<Version> = self.client.get("version").await?;
        let version = version.map_or_else(String::new, |version| version.pkg_version);
        let mut numbers = version.split('.').map_while(|part| part.parse().ok());
        let found = (
            numbers.next().unwrap_or_default(),
            numbers.next().unwrap_or_default(),
        );
        if found < OLDEST_VERSION {
            let (major, minor) = OLDEST_VERSION;
            return Err(IndexError::Refused(format!(
                "Meilisearch is version `{version}`: version {major}.{minor} or later is needed"
            )));
        }
        Ok(())
    }

    /// Writes documents to the index in use, which must be of `archive`.
    pub(super) async fn write(
        &self,
        archive: ArchiveId,
        documents: Vec<PreparedDocument>,
    ) -> IndexResult<()> {
        let mut remembered = self.turn.lock().await;
        let (state, stamp) = self.ready_state().await?;
        if stamp.archive != archive {
            return Err(NotReady::Foreign.into());
        }
        let documents = Arc::new(documents);
        let live = self.client.live();
        self.put_documents(&mut remembered, &live, stamp.generation, &documents)
            .await?;
        if let Some(building) = self.building(&state).await? {
            let marks: Vec<Value> = documents
                .iter()
                .map(|document| layout::touched(&document.id.to_string()))
                .collect();
            self.put(&building, &marks).await?;
            self.put_documents(&mut remembered, &building, 0, &documents)
                .await?;
        }
        Ok(())
    }

    /// Takes a document out of the index in use.
    pub(super) async fn remove(&self, document: DocumentId) -> IndexResult<()> {
        let _turn = self.turn.lock().await;
        let (state, _) = self.ready_state().await?;
        let path = format!("documents/{document}");
        self.perform_on(&self.client.live(), Method::DELETE, &path, Body::Empty)
            .await?;
        if let Some(building) = self.building(&state).await? {
            self.put(&building, &[layout::touched(&document.to_string())])
                .await?;
            self.perform_on(&building, Method::DELETE, &path, Body::Empty)
                .await?;
        }
        Ok(())
    }

    async fn ready_state(&self) -> IndexResult<(StateRecord, Stamp)> {
        let state = self.client.state(&self.client.live()).await?;
        let state = state.ok_or(NotReady::Empty)?;
        let stamp = state.stamp().ok_or(NotReady::Empty)?;
        if stamp.schema_version != SCHEMA_VERSION {
            return Err(NotReady::Outdated.into());
        }
        Ok((state, stamp))
    }

    /// Name of the index under construction, if it is still there: writing to one that is not
    /// would make it anew, without settings.
    async fn building(&self, state: &StateRecord) -> IndexResult<Option<String>> {
        let Some(building) = &state.building else {
            return Ok(None);
        };
        let there = self.client.state(building).await?.is_some();
        Ok(there.then(|| building.clone()))
    }

    /// Writes documents with the words and values that they bring, in as few tasks as will do.
    pub(super) async fn put_documents(
        &self,
        remembered: &mut Remembered,
        uid: &str,
        generation: u64,
        documents: &Arc<Vec<PreparedDocument>>,
    ) -> IndexResult<()> {
        let known_as = (uid.to_owned(), generation);
        // Of builds that were replaced nothing needs to be known.
        remembered
            .0
            .retain(|(name, number), _| name != uid || *number == generation);
        let mut known = remembered.0.remove(&known_as).unwrap_or_default();
        if known.len() > MAX_REMEMBERED {
            known.clear();
        }
        let documents = Arc::clone(documents);
        // Making records of long texts takes time that the reactor does not have.
        let work = move || lines(&documents, &known).map(|lines| (lines, known));
        let (lines, mut known) = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| IndexError::Broken(format!("making records broke off: {error}")))??;
        for part in lines.parts {
            self.perform_on(uid, Method::POST, "documents", Body::Lines(part))
                .await?;
        }
        known.extend(lines.remembered);
        remembered.0.insert(known_as, known);
        Ok(())
    }

    /// Writes a few records.
    pub(super) async fn put(&self, uid: &str, records: &[Value]) -> IndexResult<()> {
        let body = Body::Json(Value::Array(records.to_vec()));
        self.perform_on(uid, Method::POST, "documents", body).await
    }

    pub(super) async fn perform_on(
        &self,
        uid: &str,
        method: Method,
        path: &str,
        body: Body,
    ) -> IndexResult<()> {
        self.client
            .perform(method, &format!("indexes/{uid}/{path}"), body)
            .await
    }
}

fn lines(documents: &[PreparedDocument], known: &HashSet<String>) -> IndexResult<Lines> {
    let mut shared: BTreeMap<String, Value> = BTreeMap::new();
    for document in documents {
        for term in document.terms() {
            shared.extend(layout::word(term));
        }
        for (&field, values) in &document.values {
            for (key, value) in values {
                let (id, record) = layout::value(field, key, value)?;
                shared.insert(id, record);
            }
        }
    }
    shared.retain(|id, _| !known.contains(id));
    let mut lines = Lines {
        parts: Vec::new(),
        current: BytesMut::new(),
        remembered: shared.keys().cloned().collect(),
    };
    // Words and values first: a document whose words are not yet known would be hard to find.
    for record in shared.values() {
        lines.add(record)?;
    }
    for document in documents {
        lines.add(&layout::document(document)?)?;
    }
    lines.cut();
    Ok(lines)
}

impl Lines {
    fn add(&mut self, record: &Value) -> IndexResult<()> {
        let start = self.current.len();
        serde_json::to_writer((&mut self.current).writer(), record)
            .map_err(|error| IndexError::Broken(format!("a record as JSON: {error}")))?;
        self.current.put_u8(b'\n');
        if self.current.len() > SEND_BYTES && start > 0 {
            let record = self.current.split_off(start);
            self.cut();
            self.current = record;
        }
        Ok(())
    }

    fn cut(&mut self) {
        if !self.current.is_empty() {
            self.parts.push(self.current.split().freeze());
        }
    }
}
