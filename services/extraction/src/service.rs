//! The extraction service in this process: an engine on a pool of bounded size, behind a cache.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use communique_cache::{Cache, CacheKey, CacheKind};
use communique_model::api::{
    ApiResult, ApiStream, ExtractRequest, ExtractionApi, ExtractionDescription, StreamedExtraction,
};
use communique_model::{ApiError, ErrorKind, Extraction};
use futures::StreamExt;
use futures::stream::BoxStream;
use metrics::{counter, gauge, histogram};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::engine::Engine;

/// Names of the metrics that the service records.
pub mod metric_names {
    /// Histogram: seconds of one extraction on the pool, waiting not counted.
    pub const DURATION: &str = "communique_extraction_duration_seconds";
    /// Counter: bytes of text that were extracted from; what the cache answered is not counted.
    pub const TEXT_BYTES: &str = "communique_extraction_text_bytes_total";
    /// Gauge: extractions that wait for a thread or run on one.
    pub const IN_FLIGHT: &str = "communique_extraction_in_flight";
}

/// How the service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtractionOptions {
    /// Threads that extract at the same time; 0 is one per core.
    pub threads: usize,
    /// Longest text taken, in bytes of UTF-8.
    pub max_text_bytes: u64,
}

impl Default for ExtractionOptions {
    /// One thread per core, 4 MiB.
    fn default() -> Self {
        Self {
            threads: 0,
            max_text_bytes: 4 << 20,
        }
    }
}

impl ExtractionOptions {
    fn thread_count(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
    }
}

/// Calls that may wait for each thread before new ones are turned away.
const WAITING_PER_THREAD: usize = 64;

/// When a caller that was turned away may try again: a queue of this length is gone by then.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// An engine as a service. Clones share everything.
#[derive(Clone)]
pub struct LocalExtraction {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Arc<dyn Engine>,
    cache: Cache,
    max_text_bytes: u64,
    threads: usize,
    /// One permit per thread.
    running: Arc<Semaphore>,
    /// One permit per call that waits or runs.
    admitted: Arc<Semaphore>,
}

impl std::fmt::Debug for LocalExtraction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LocalExtraction")
            .field("engine", &self.shared.engine.fingerprint())
            .field("threads", &self.shared.threads)
            .field("max_text_bytes", &self.shared.max_text_bytes)
            .finish_non_exhaustive()
    }
}

impl LocalExtraction {
    /// The service of an engine.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>, options: ExtractionOptions, cache: Cache) -> Self {
        let threads = options.thread_count();
        Self {
            shared: Arc::new(Shared {
                engine,
                cache,
                max_text_bytes: options.max_text_bytes,
                threads,
                running: Arc::new(Semaphore::new(threads)),
                admitted: Arc::new(Semaphore::new(threads * (WAITING_PER_THREAD + 1))),
            }),
        }
    }

    fn check(&self, request: &ExtractRequest) -> ApiResult<()> {
        let length = request.text.len() as u64;
        let limit = self.shared.max_text_bytes;
        if length > limit {
            return Err(ApiError::invalid_field(
                "text",
                format!("{length} bytes long, at most {limit} are taken: split the text"),
            ));
        }
        Ok(())
    }

    /// Answers from the cache, else computes under the permit of an admitted call.
    async fn answer(
        &self,
        request: ExtractRequest,
        admitted: OwnedSemaphorePermit,
    ) -> ApiResult<Extraction> {
        let reference = request
            .reference_date
            .map_or_else(String::new, |date| date.to_string());
        let key = CacheKey::new(
            CacheKind::Extraction,
            self.shared.engine.fingerprint(),
            &[request.text.as_bytes(), reference.as_bytes()],
        );
        self.shared
            .cache
            .get_or_compute(&key, self.compute(request, admitted))
            .await
    }

    async fn compute(
        &self,
        request: ExtractRequest,
        admitted: OwnedSemaphorePermit,
    ) -> ApiResult<Extraction> {
        let running = Arc::clone(&self.shared.running)
            .acquire_owned()
            .await
            .map_err(|_| ApiError::internal("the pool for extraction is closed"))?;
        let engine = Arc::clone(&self.shared.engine);
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even if the caller has gone: the pool stays bounded.
            let _permits = (admitted, running);
            gauge!(metric_names::IN_FLIGHT).increment(1.0);
            let start = Instant::now();
            let extraction = engine.extract(&request.text, request.reference_date);
            histogram!(metric_names::DURATION).record(start.elapsed().as_secs_f64());
            counter!(metric_names::TEXT_BYTES).increment(request.text.len() as u64);
            gauge!(metric_names::IN_FLIGHT).decrement(1.0);
            extraction
        });
        let extracted = work.await.map_err(|error| {
            tracing::error!(%error, "extraction broke off");
            ApiError::internal("extraction from this text broke off; the log says why")
        })?;
        extracted.map_err(|error| {
            tracing::error!(%error, "the engine gave up on a text");
            ApiError::internal("the engine gave up on this text; the log says why")
        })
    }
}

#[async_trait]
impl ExtractionApi for LocalExtraction {
    async fn extract(&self, request: ExtractRequest) -> ApiResult<Extraction> {
        self.check(&request)?;
        let admitted = Arc::clone(&self.shared.admitted)
            .try_acquire_owned()
            .map_err(|_| {
                let mut error = ApiError::new(
                    ErrorKind::ResourceExhausted,
                    "EXTRACTION_BUSY",
                    "too many texts wait for extraction; try again later or run more copies",
                );
                error.retry_after = Some(RETRY_AFTER);
                error
            })?;
        self.answer(request, admitted).await
    }

    /// A stream waits for its turn instead of being turned away, and has no more texts in work
    /// than there are threads.
    fn extract_stream(
        &self,
        requests: BoxStream<'static, ExtractRequest>,
    ) -> ApiStream<StreamedExtraction> {
        let service = self.clone();
        let threads = self.shared.threads;
        requests
            .enumerate()
            .map(move |(sequence, request)| {
                let service = service.clone();
                async move {
                    let outcome = match service.check(&request) {
                        Err(error) => Err(error),
                        Ok(()) => {
                            match Arc::clone(&service.shared.admitted).acquire_owned().await {
                                Ok(admitted) => service.answer(request, admitted).await,
                                Err(_) => {
                                    Err(ApiError::internal("the pool for extraction is closed"))
                                }
                            }
                        }
                    };
                    Ok(StreamedExtraction {
                        sequence: sequence as u64,
                        outcome,
                    })
                }
            })
            .buffered(threads)
            .boxed()
    }

    async fn describe(&self) -> ApiResult<ExtractionDescription> {
        Ok(ExtractionDescription {
            engine: self.shared.engine.fingerprint().to_owned(),
            knowledge_version: self.shared.engine.knowledge_version().to_owned(),
            max_text_bytes: self.shared.max_text_bytes,
        })
    }
}
