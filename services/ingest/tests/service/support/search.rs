//! A search service that keeps documents in a map and fails on demand.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use communique_model::api::{
    ApiResult, ApiStream, IndexAck, IndexInput, SearchApi, SearchDescription,
};
use communique_model::{
    ApiError, ArchiveId, DocumentId, ErrorKind, IndexMode, IndexedDocument, Query, SearchResults,
    Suggestion,
};
use futures::StreamExt;
use futures::stream::BoxStream;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

/// Documents acknowledged together unless a flush comes first.
const BATCH: usize = 8;

#[derive(Debug, Default)]
struct State {
    archive: Option<ArchiveId>,
    documents: BTreeMap<DocumentId, IndexedDocument>,
    generation: u64,
    away: bool,
    refused: HashSet<DocumentId>,
    /// Documents that break the stream they come in.
    chokes_on: HashSet<DocumentId>,
    /// Every write in its order: what was indexed under which revision.
    writes: Vec<(DocumentId, String)>,
    /// Documents that one stream still takes before it breaks.
    breaks_after: Option<usize>,
    streams: usize,
}

/// Keeps documents in a map; queries are none of its business.
#[derive(Debug)]
pub(crate) struct FakeSearch {
    state: Arc<Mutex<State>>,
    /// While false, streams read documents and acknowledge none.
    acknowledges: watch::Sender<bool>,
}

impl Default for FakeSearch {
    fn default() -> Self {
        Self {
            state: Arc::default(),
            acknowledges: watch::Sender::new(true),
        }
    }
}

fn away() -> ApiError {
    ApiError::new(ErrorKind::Unavailable, "SEARCH_AWAY", "search is away")
}

fn not_ready() -> ApiError {
    ApiError::new(
        ErrorKind::FailedPrecondition,
        "INDEX_NOT_READY",
        "run `communique reindex`",
    )
}

impl FakeSearch {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn go_away(&self) {
        self.state().away = true;
    }

    pub(crate) fn come_back(&self) {
        self.state().away = false;
    }

    /// Forgets everything, as an index whose disk was lost.
    pub(crate) fn lose(&self) {
        let mut state = self.state();
        state.archive = None;
        state.documents.clear();
    }

    /// Forgets the documents and nothing else.
    pub(crate) fn forget_documents(&self) {
        self.state().documents.clear();
    }

    pub(crate) fn refuse(&self, document: DocumentId) {
        self.state().refused.insert(document);
    }

    pub(crate) fn choke_on(&self, document: DocumentId) {
        self.state().chokes_on.insert(document);
    }

    /// Breaks every stream after it has read this many documents.
    pub(crate) fn break_streams_after(&self, documents: Option<usize>) {
        self.state().breaks_after = documents;
    }

    /// Stops acknowledging until [`Self::acknowledge`].
    pub(crate) fn hold_acknowledgements(&self) {
        self.acknowledges.send_replace(false);
    }

    pub(crate) fn acknowledge(&self) {
        self.acknowledges.send_replace(true);
    }

    pub(crate) fn documents(&self) -> Vec<IndexedDocument> {
        self.state().documents.values().cloned().collect()
    }

    pub(crate) fn writes(&self) -> Vec<(DocumentId, String)> {
        self.state().writes.clone()
    }

    pub(crate) fn streams(&self) -> usize {
        self.state().streams
    }
}

/// Serves one stream.
async fn serve(
    state: Arc<Mutex<State>>,
    mut acknowledges: watch::Receiver<bool>,
    mut input: BoxStream<'static, IndexInput>,
    acks: mpsc::Sender<ApiResult<IndexAck>>,
) -> Result<(), ApiError> {
    let Some(IndexInput::Header(header)) = input.next().await else {
        return Err(ApiError::internal("no header"));
    };
    {
        let mut state = state.lock().unwrap();
        state.streams += 1;
        match header.mode {
            IndexMode::Create if state.archive.is_none() => state.archive = Some(header.archive),
            IndexMode::Create | IndexMode::Update if state.archive != Some(header.archive) => {
                return Err(not_ready());
            }
            _ => {}
        }
    }
    let mut rebuilt = BTreeMap::new();
    let mut batch: Vec<(u64, IndexedDocument)> = Vec::new();
    let mut sequence = 0;
    loop {
        let message = input.next().await;
        if state.lock().unwrap().away {
            return Err(away());
        }
        let ended = message.is_none();
        let (flush, finish) = match message {
            Some(IndexInput::Header(_)) => return Err(ApiError::internal("second header")),
            Some(IndexInput::Document { document, .. }) => {
                if state
                    .lock()
                    .unwrap()
                    .chokes_on
                    .contains(&document.document.id)
                {
                    return Err(ApiError::new(
                        ErrorKind::InvalidArgument,
                        "CHOKED",
                        "too large",
                    ));
                }
                batch.push((sequence, *document));
                sequence += 1;
                let breaks = state.lock().unwrap().breaks_after;
                if breaks.is_some_and(|after| sequence > after as u64) {
                    return Err(ApiError::new(ErrorKind::Unavailable, "BROKEN", "broke off"));
                }
                (batch.len() >= BATCH, false)
            }
            Some(IndexInput::Flush) => (true, false),
            Some(IndexInput::Finish) => (true, true),
            None => (true, false),
        };
        if flush {
            acknowledges.wait_for(|yes| *yes).await.unwrap();
            if header.mode == IndexMode::Update
                && state.lock().unwrap().archive != Some(header.archive)
            {
                return Err(not_ready());
            }
            for (sequence, document) in batch.drain(..) {
                let id = document.document.id;
                let outcome = {
                    let mut state = state.lock().unwrap();
                    if state.refused.contains(&id) {
                        Err(ApiError::new(ErrorKind::InvalidArgument, "REFUSED", "no"))
                    } else {
                        state.writes.push((id, document.revision.clone()));
                        let target = match header.mode {
                            IndexMode::Rebuild => &mut rebuilt,
                            _ => &mut state.documents,
                        };
                        target.insert(id, document);
                        Ok(())
                    }
                };
                let ack = IndexAck {
                    sequence,
                    document: Some(id),
                    outcome,
                };
                if acks.send(Ok(ack)).await.is_err() {
                    return Ok(());
                }
            }
        }
        if finish {
            {
                let mut state = state.lock().unwrap();
                state.documents = std::mem::take(&mut rebuilt);
                state.archive = Some(header.archive);
                state.generation += 1;
            }
            let ack = IndexAck {
                sequence,
                document: None,
                outcome: Ok(()),
            };
            let _ = acks.send(Ok(ack)).await;
        }
        if ended {
            return Ok(());
        }
    }
}

#[async_trait]
impl SearchApi for FakeSearch {
    fn index(&self, input: BoxStream<'static, IndexInput>) -> ApiStream<IndexAck> {
        if self.state().away {
            return futures::stream::iter([Err(away())]).boxed();
        }
        let (acks, reader) = mpsc::channel(4);
        let state = Arc::clone(&self.state);
        let acknowledges = self.acknowledges.subscribe();
        tokio::spawn(async move {
            if let Err(error) = serve(state, acknowledges, input, acks.clone()).await {
                let _ = acks.send(Err(error)).await;
            }
        });
        ReceiverStream::new(reader).boxed()
    }

    async fn remove(&self, _archive: ArchiveId, document: DocumentId) -> ApiResult<()> {
        let mut state = self.state();
        if state.away {
            return Err(away());
        }
        state.documents.remove(&document);
        Ok(())
    }

    async fn search(&self, _query: Query) -> ApiResult<SearchResults> {
        Err(not_ready())
    }

    async fn suggest(&self, _prefix: String, _limit: u32) -> ApiResult<Vec<Suggestion>> {
        Err(not_ready())
    }

    async fn get_document(&self, document: DocumentId) -> ApiResult<IndexedDocument> {
        let state = self.state();
        let found = state.documents.get(&document).cloned();
        found.ok_or_else(|| ApiError::new(ErrorKind::NotFound, "DOCUMENT_NOT_FOUND", "none"))
    }

    async fn describe(&self) -> ApiResult<SearchDescription> {
        let state = self.state();
        if state.away {
            return Err(away());
        }
        let ready = state.archive.is_some();
        Ok(SearchDescription {
            backend: "fake".to_owned(),
            ready,
            not_ready: (!ready).then(|| "run `communique reindex`".to_owned()),
            documents: state.documents.len() as u64,
            generation: state.generation,
            schema_version: 1,
            engine: super::extraction::ENGINE.to_owned(),
            archive: state.archive,
        })
    }
}
