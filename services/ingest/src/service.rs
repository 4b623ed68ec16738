//! The ingest service in this process: [`IngestApi`] over the archive, extraction and search.

mod backoff;
mod capture;
mod census;
mod document;
mod feeder;
mod intake;
mod maintenance;
mod rebuild;
mod removal;
mod settle;
mod slots;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use communique_cache::Cache;
use communique_model::api::{
    ApiResult, ApiStream, DocumentRecord, ExtractionApi, IngestApi, IngestDescription, IngestInput,
    ReindexProgress, SearchApi,
};
use communique_model::{ApiError, DocumentId, ErrorKind, Receipt};
use futures::StreamExt;
use futures::stream::BoxStream;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use self::backoff::Backoff;
use self::census::Census;
use self::feeder::IndexFeeder;
use self::slots::DocumentSlots;
use crate::archive::Archive;
use crate::clock::Clock;
use crate::parser::CaptureReader;
use crate::settings::IngestSettings;

pub use self::maintenance::Sweep;

/// What the ingest service works with.
pub struct IngestParts {
    /// Where everything is kept.
    pub archive: Archive,
    /// Reads captures.
    pub parser: Arc<dyn CaptureReader>,
    /// Where parsed captures are kept for the next time.
    pub cache: Cache,
    /// Finds mentions and entities.
    pub extraction: Arc<dyn ExtractionApi>,
    /// Holds the index.
    pub search: Arc<dyn SearchApi>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Limits and times, checked.
    pub settings: IngestSettings,
}

/// [`IngestApi`] in this process. Clones share everything.
#[derive(Clone)]
pub struct LocalIngest {
    core: Arc<Core>,
}

/// What all work of the service shares.
struct Core {
    archive: Archive,
    parser: Arc<dyn CaptureReader>,
    cache: Cache,
    extraction: Arc<dyn ExtractionApi>,
    search: Arc<dyn SearchApi>,
    clock: Arc<dyn Clock>,
    settings: IngestSettings,
    feeder: IndexFeeder,
    engine: EngineMemory,
    slots: DocumentSlots,
    census: Census,
    backoff: Backoff,
    uploads: Semaphore,
    /// In units of 1 KiB of raw capture.
    parsed: Arc<Semaphore>,
    documents: Semaphore,
    extractions: Semaphore,
    rebuilds: Semaphore,
    preparing: tokio::sync::Mutex<()>,
    tasks: TaskTracker,
    stopping: CancellationToken,
    /// Cancelled when everything else has stopped: ends the stream to the index.
    stopped: CancellationToken,
}

/// The fingerprint of the engine that answered last.
#[derive(Debug, Default)]
struct EngineMemory(Mutex<Option<String>>);

impl EngineMemory {
    fn note(&self, engine: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_deref() != Some(engine) {
            *known = Some(engine.to_owned());
        }
    }

    fn get(&self) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }
}

impl Core {
    /// A place among the documents that are worked on at the same time, until it is dropped.
    async fn turn(&self) -> ApiResult<SemaphorePermit<'_>> {
        self.documents.acquire().await.map_err(|_| settle::closed())
    }

    /// Tries a call again, with growing pauses, while it fails in a way that may pass.
    async fn with_attempts<T, F>(&self, mut call: impl FnMut() -> F) -> ApiResult<T>
    where
        F: Future<Output = ApiResult<T>>,
    {
        let mut pause = Duration::from_millis(self.settings.attempt_pause_millis);
        for _ in 1..self.settings.attempts {
            match call().await {
                Err(error) if may_pass(&error) && !self.stopping.is_cancelled() => {
                    tokio::time::sleep(error.retry_after.map_or(pause, |after| after.min(pause)))
                        .await;
                    pause *= 2;
                }
                outcome => return outcome,
            }
        }
        call().await
    }

    /// The fingerprint of the engine behind extraction.
    async fn engine_fingerprint(&self) -> ApiResult<String> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let description = self.extraction.describe().await?;
        self.engine.note(&description.engine);
        Ok(description.engine)
    }
}

/// Whether the same call may succeed in a moment. A defect counts as one that may: a connection
/// that breaks in the middle of an answer looks like one.
fn may_pass(error: &ApiError) -> bool {
    error.kind.is_transient() || error.kind == ErrorKind::Internal
}

/// The answer of a service that is stopping.
fn shutting_down() -> ApiError {
    ApiError::unavailable(
        "SHUTTING_DOWN",
        "this ingest service is stopping: send again, to another copy or in a moment, what has \
         no receipt",
        Duration::from_secs(2),
    )
}

impl LocalIngest {
    /// A service over these parts. Must be called inside a Tokio runtime, which then drives the
    /// stream to the index until [`Self::shutdown`] or until the last clone is dropped.
    #[must_use]
    pub fn new(parts: IngestParts) -> Self {
        let settings = parts.settings;
        let (feeder, feeding) =
            IndexFeeder::new(Arc::clone(&parts.search), parts.archive.id(), &settings);
        let stopped = CancellationToken::new();
        let core = Arc::new(Core {
            archive: parts.archive,
            parser: parts.parser,
            cache: parts.cache,
            extraction: parts.extraction,
            search: parts.search,
            clock: parts.clock,
            feeder,
            engine: EngineMemory::default(),
            slots: DocumentSlots::default(),
            census: Census::default(),
            backoff: Backoff::default(),
            uploads: Semaphore::new(settings.max_uploads),
            parsed: Arc::new(Semaphore::new(
                capture::kibibytes(settings.max_parsed_bytes) as usize,
            )),
            documents: Semaphore::new(settings.max_documents_in_flight),
            extractions: Semaphore::new(settings.max_extractions),
            rebuilds: Semaphore::new(1),
            preparing: tokio::sync::Mutex::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            stopped: stopped.clone(),
            settings,
        });
        let span = tracing::info_span!("index feeder");
        tokio::spawn(
            async move {
                tokio::select! {
                    () = feeding => {}
                    () = stopped.cancelled() => {}
                }
            }
            .instrument(span),
        );
        Self { core }
    }

    /// Reads the archive's own file: whether the archive can be reached now.
    ///
    /// # Errors
    /// If it cannot.
    pub async fn archive_answers(&self) -> ApiResult<()> {
        Ok(self.core.archive.probe().await?)
    }

    /// Takes no more work, waits until what was begun is finished and has its receipt, and closes
    /// the stream to the index. What takes too long for the caller may be cut off: its markers
    /// stand.
    pub async fn shutdown(&self) {
        self.core.stopping.cancel();
        self.core.tasks.close();
        self.core.tasks.wait().await;
        self.core.stopped.cancel();
    }
}

#[async_trait]
impl IngestApi for LocalIngest {
    fn ingest(
        &self,
        input: BoxStream<'static, Result<IngestInput, ApiError>>,
    ) -> ApiStream<Receipt> {
        let (receipts, reader) = mpsc::channel(self.core.settings.max_unread_receipts);
        let work = capture::run(Arc::clone(&self.core), input, receipts);
        let span = tracing::info_span!("capture", capture = tracing::field::Empty);
        self.core.tasks.spawn(work.instrument(span));
        ReceiverStream::new(reader).boxed()
    }

    async fn get_document(&self, document: DocumentId) -> ApiResult<DocumentRecord> {
        let archive = &self.core.archive;
        let holdings = archive.holdings(document).await?;
        match archive.fold(document, &holdings).await? {
            Some(fold) => Ok(fold.record),
            None => Err(unknown_document(document)),
        }
    }

    async fn remove(&self, document: DocumentId, reason: String) -> ApiResult<()> {
        removal::remove(&self.core, document, reason).await
    }

    fn reindex(&self) -> ApiStream<ReindexProgress> {
        let (progress, reader) = mpsc::channel(1);
        let work = rebuild::run(Arc::clone(&self.core), progress);
        let span = tracing::info_span!("reindex");
        self.core.tasks.spawn(work.instrument(span));
        ReceiverStream::new(reader).boxed()
    }

    async fn describe(&self) -> ApiResult<IngestDescription> {
        let archive = &self.core.archive;
        let documents = self.core.census.documents(archive);
        let pending = maintenance::pending_documents(archive);
        let (documents, pending) = tokio::try_join!(documents, pending).map_err(ApiError::from)?;
        Ok(IngestDescription {
            archive: archive.id(),
            layout_version: archive.layout_version(),
            documents,
            pending,
            max_capture_bytes: self.core.settings.max_capture_bytes,
        })
    }
}

fn unknown_document(document: DocumentId) -> ApiError {
    ApiError::new(
        ErrorKind::NotFound,
        "DOCUMENT_NOT_FOUND",
        format!("the archive holds no document {document}"),
    )
}
