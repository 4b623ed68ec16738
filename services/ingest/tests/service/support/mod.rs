//! What the tests of the service share: services that fail on demand, a store that stops on
//! demand, a clock that can be set, and a parser small enough to see through.

mod extraction;
mod parser;
mod search;
mod store;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use communique_cache::Cache;
use communique_ingest::archive::Archive;
use communique_ingest::{Clock, IngestParts, IngestSettings, LocalIngest};
use communique_model::api::{ApiStream, CaptureHeader, IngestApi, IngestInput};
use communique_model::{ApiError, ArchiveId, Receipt};
use futures::StreamExt;
use futures::stream::BoxStream;
use jiff::Timestamp;
use object_store::ObjectStore;
use object_store::memory::InMemory;

pub(crate) use self::extraction::FakeExtraction;
pub(crate) use self::parser::{LineParser, line};
pub(crate) use self::search::FakeSearch;
pub(crate) use self::store::StoppingStore;

/// The machine's clock, put forward on demand.
#[derive(Debug, Default)]
pub(crate) struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    pub(crate) fn advance(&self, by: Duration) {
        self.0.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        let ahead = Duration::from_millis(self.0.load(Ordering::SeqCst) as u64);
        Timestamp::now() + ahead
    }
}

/// Everything around a service under test; it outlives the service.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) store: Arc<dyn ObjectStore>,
    pub(crate) extraction: Arc<FakeExtraction>,
    pub(crate) search: Arc<FakeSearch>,
    pub(crate) clock: Arc<ShiftedClock>,
    pub(crate) parser: Arc<LineParser>,
    pub(crate) cache: Cache,
    pub(crate) settings: IngestSettings,
}

impl Default for World {
    fn default() -> Self {
        Self::on(Arc::new(InMemory::new()))
    }
}

impl World {
    pub(crate) fn on(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            extraction: Arc::default(),
            search: Arc::default(),
            clock: Arc::default(),
            parser: Arc::new(LineParser::revision(1)),
            cache: Cache::none(),
            settings: IngestSettings {
                attempts: 2,
                attempt_pause_millis: 1,
                index_linger_millis: 1,
                ..IngestSettings::default()
            },
        }
    }

    pub(crate) async fn archive(&self) -> Archive {
        let fresh = ArchiveId::from_bytes([7; 16]);
        Archive::open_in(Arc::clone(&self.store), fresh, self.clock.now())
            .await
            .unwrap()
    }

    /// A service over this world, its index prepared if search can be reached.
    pub(crate) async fn start(&self) -> LocalIngest {
        let ingest = self.start_unprepared().await;
        let _ = ingest.prepare().await;
        ingest
    }

    pub(crate) async fn start_unprepared(&self) -> LocalIngest {
        LocalIngest::new(IngestParts {
            archive: self.archive().await,
            parser: self.parser.clone(),
            cache: self.cache.clone(),
            extraction: self.extraction.clone(),
            search: self.search.clone(),
            clock: self.clock.clone(),
            settings: self.settings.clone(),
        })
    }
}

/// The messages of a capture, cut into small chunks.
pub(crate) fn upload(
    source: &str,
    bytes: &str,
) -> BoxStream<'static, Result<IngestInput, ApiError>> {
    let header = IngestInput::Header(CaptureHeader {
        name: "capture.jsonl".to_owned(),
        source: source.to_owned(),
    });
    let chunks: Vec<_> = bytes
        .as_bytes()
        .chunks(7)
        .map(|chunk| IngestInput::Chunk(Bytes::copy_from_slice(chunk)))
        .collect();
    futures::stream::iter(std::iter::once(header).chain(chunks))
        .map(Ok)
        .boxed()
}

/// Reads a stream of receipts to its end or first error.
pub(crate) async fn collect(receipts: ApiStream<Receipt>) -> Result<Vec<Receipt>, ApiError> {
    futures::TryStreamExt::try_collect(receipts).await
}

/// Takes a capture and gives its receipts.
pub(crate) async fn take(ingest: &dyn IngestApi, source: &str, bytes: &str) -> Vec<Receipt> {
    collect(ingest.ingest(upload(source, bytes))).await.unwrap()
}

/// Waits for a condition that is sure to come.
pub(crate) async fn until(mut condition: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(30), async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    waited.await.expect("the condition came true in time");
}
