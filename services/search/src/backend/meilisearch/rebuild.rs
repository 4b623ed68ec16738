//! Building an index beside the one in use.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::Body;
use super::layout::{self, TOUCHED, touched_id};
use super::matching;
use super::writer::Writer;
use crate::document::PreparedDocument;
use crate::error::IndexError;
use crate::index::{IndexResult, Rebuild, Stamp};

/// An index under construction.
///
/// The index in use names it in its own record, so that every copy of the service writes to both.
/// A rebuild begun later takes its place; the earlier one then cannot finish, and is removed.
struct MeilisearchRebuild {
    writer: Arc<Writer>,
    uid: String,
    generation: u64,
}

/// Begins to build an index of `stamp`.
pub(super) async fn begin(writer: Arc<Writer>, stamp: Stamp) -> IndexResult<Box<dyn Rebuild>> {
    let uid = writer.client.build(stamp.generation);
    let turn = writer.turn.lock().await;
    writer.check_version().await?;
    let live = writer.client.live();
    let before = writer.client.state(&live).await?;
    if before.is_none() {
        writer.prepare(&live).await?;
    }
    writer.prepare(&uid).await?;
    writer.put(&uid, &[layout::state(&stamp)?]).await?;
    name_building(&writer, &live, Some(&uid)).await?;
    if let Some(left) = before.and_then(|state| state.building) {
        delete(&writer, &left).await?;
    }
    drop(turn);
    Ok(Box::new(MeilisearchRebuild {
        writer,
        uid,
        generation: stamp.generation,
    }))
}

#[async_trait]
impl Rebuild for MeilisearchRebuild {
    async fn write(&mut self, mut documents: Vec<PreparedDocument>) -> IndexResult<()> {
        let mut turn = self.writer.turn.lock().await;
        self.must_be_current().await?;
        let touched = self.touched(&documents).await?;
        documents.retain(|document| !touched.contains(&touched_id(&document.id.to_string())));
        if documents.is_empty() {
            return Ok(());
        }
        let documents = Arc::new(documents);
        self.writer
            .put_documents(&mut turn, &self.uid, self.generation, &documents)
            .await?;
        // Another copy of the service may have written one of them since we looked.
        for mark in self.touched(&documents).await? {
            self.copy(mark.trim_start_matches("t-")).await?;
        }
        Ok(())
    }

    async fn finish(self: Box<Self>) -> IndexResult<()> {
        let _turn = self.writer.turn.lock().await;
        self.must_be_current().await?;
        let marks = json!({ "filter": format!("type = {TOUCHED}") });
        self.writer
            .perform_on(
                &self.uid,
                Method::POST,
                "documents/delete",
                Body::Json(marks),
            )
            .await?;
        let live = self.writer.client.live();
        let swap = json!([{ "indexes": [live, self.uid] }]);
        self.writer
            .client
            .perform(Method::POST, "swap-indexes", Body::Json(swap))
            .await?;
        // What is now under the other name is the index that was in use.
        delete(&self.writer, &self.uid).await
    }

    async fn discard(self: Box<Self>) -> IndexResult<()> {
        let _turn = self.writer.turn.lock().await;
        if self.is_current().await? {
            name_building(&self.writer, &self.writer.client.live(), None).await?;
        }
        delete(&self.writer, &self.uid).await
    }
}

impl MeilisearchRebuild {
    async fn is_current(&self) -> IndexResult<bool> {
        let state = self.writer.client.state(&self.writer.client.live()).await?;
        let building = state.and_then(|state| state.building);
        Ok(building.as_ref() == Some(&self.uid))
    }

    async fn must_be_current(&self) -> IndexResult<()> {
        if self.is_current().await? {
            return Ok(());
        }
        Err(IndexError::Refused(
            "another rebuild was begun meanwhile, or the index was emptied: begin anew".to_owned(),
        ))
    }

    /// Makes a document here what it is in the index in use.
    async fn copy(&self, document: &str) -> IndexResult<()> {
        let live = self.writer.client.live();
        let path = format!("documents/{document}");
        let found: Option<Value> = self
            .writer
            .client
            .get(&format!("indexes/{live}/{path}"))
            .await?;
        match found {
            Some(record) => self.writer.put(&self.uid, &[record]).await,
            None => {
                let writer = &self.writer;
                writer
                    .perform_on(&self.uid, Method::DELETE, &path, Body::Empty)
                    .await
            }
        }
    }

    /// Marks of those documents that were written or removed by other means since the beginning.
    async fn touched(&self, documents: &[PreparedDocument]) -> IndexResult<BTreeSet<String>> {
        #[derive(Deserialize)]
        struct Hits {
            hits: Vec<Mark>,
        }
        #[derive(Deserialize)]
        struct Mark {
            id: String,
        }
        let marks: Vec<String> = documents
            .iter()
            .map(|document| touched_id(&document.id.to_string()))
            .collect();
        let those = matching::one_of("id", marks.iter().map(String::as_str));
        let question = json!({
            "q": "",
            "filter": format!("type = {TOUCHED} AND {those}"),
            "limit": marks.len(),
            "attributesToRetrieve": ["id"],
        });
        let path = format!("indexes/{}/search", self.uid);
        let found: Hits = self.writer.client.ask(&path, question).await?;
        Ok(found.hits.into_iter().map(|mark| mark.id).collect())
    }
}

/// Notes in the index in use which one is to take its place.
async fn name_building(writer: &Writer, live: &str, uid: Option<&str>) -> IndexResult<()> {
    let record: Value = json!([{ "id": "state", "type": "state", "building": uid }]);
    // PUT changes the fields given and leaves the stamp as it is.
    writer
        .perform_on(live, Method::PUT, "documents", Body::Json(record))
        .await
}

async fn delete(writer: &Writer, uid: &str) -> IndexResult<()> {
    let path = format!("indexes/{uid}");
    let deleted = writer
        .client
        .attempt(Method::DELETE, &path, Body::Empty)
        .await?;
    match deleted {
        Err(failure) if !failure.is_not_found() => Err(failure.broken()),
        _ => Ok(()),
    }
}
