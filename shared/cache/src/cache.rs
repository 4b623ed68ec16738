//! What the services call: look up, else compute once, and keep.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use metrics::{counter, gauge};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::{error, info, warn};

use crate::circuit::{Circuit, Pauses, Permit};
use crate::flight::Flights;
use crate::metric_names as names;
use crate::{CacheBackend, CacheError, CacheKey, CacheKind, EnvelopeError, envelope};

/// Values up to this length are checked and packed on the spot; longer ones would hold up the
/// reactor for too long and go to the pool for blocking work.
const INLINE_LIMIT_BYTES: usize = 16 << 10;

/// Behaviour of a [`Cache`] that does not depend on its backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheOptions {
    /// Longest value kept or read, in bytes of JSON. Longer ones are computed each time.
    pub max_value_bytes: usize,
    /// How long a backend that failed is left alone before one call tries it again.
    pub shortest_pause: Duration,
    /// What that pause grows to while trials fail.
    pub longest_pause: Duration,
}

impl Default for CacheOptions {
    /// 64 MiB; 500 ms growing to 5 s.
    fn default() -> Self {
        Self {
            max_value_bytes: 64 << 20,
            shortest_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(5),
        }
    }
}

/// A cache that cannot fail. Clones share everything.
#[derive(Clone)]
pub struct Cache {
    shared: Arc<Shared>,
}

struct Shared {
    backend: Option<Box<dyn CacheBackend>>,
    options: CacheOptions,
    circuit: Circuit,
    flights: Arc<Flights>,
    refusal_was_logged: AtomicBool,
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Cache")
            .field("backend", &self.backend_name())
            .field("options", &self.shared.options)
            .finish_non_exhaustive()
    }
}

impl Cache {
    /// A cache that keeps its values in this backend.
    pub fn new(backend: impl CacheBackend) -> Self {
        Self::with_options(backend, CacheOptions::default())
    }

    /// A cache that keeps its values in this backend, with these options.
    pub fn with_options(backend: impl CacheBackend, options: CacheOptions) -> Self {
        gauge!(names::AVAILABLE, "backend" => backend.name()).set(1.0);
        Self::build(Some(Box::new(backend)), options)
    }

    /// A cache that keeps nothing. Concurrent calls for one key still compute once.
    #[must_use]
    pub fn none() -> Self {
        Self::build(None, CacheOptions::default())
    }

    fn build(backend: Option<Box<dyn CacheBackend>>, options: CacheOptions) -> Self {
        let pauses = Pauses {
            shortest: options.shortest_pause,
            longest: options.longest_pause,
        };
        Self {
            shared: Arc::new(Shared {
                backend,
                options,
                circuit: Circuit::new(pauses),
                flights: Arc::default(),
                refusal_was_logged: AtomicBool::new(false),
            }),
        }
    }

    /// Name of the backend; `none` without one.
    #[must_use]
    pub fn backend_name(&self) -> &'static str {
        self.shared
            .backend
            .as_ref()
            .map_or("none", |backend| backend.name())
    }

    /// Whether the backend answered when it was last asked; true without one.
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.shared.circuit.is_closed()
    }

    /// The value of `key`: from the cache, else from a concurrent call for the same key, else from
    /// `compute`, whose result is then kept.
    ///
    /// If the call that computes fails or is dropped, one of those waiting computes with its own
    /// future. A backend that is away or answers nonsense costs time, never the value.
    ///
    /// # Errors
    /// The error of `compute`, and no other. Errors are not kept.
    pub async fn get_or_compute<T, E, F>(&self, key: &CacheKey, compute: F) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
        F: Future<Output = Result<T, E>>,
    {
        let flight = self.shared.flights.join(key);
        let mut compute = Some(compute);
        let mut mine = None;
        let outcome = flight
            .cell()
            .get_or_try_init(|| async {
                if let Some((value, json)) = self.look_up::<T>(key).await {
                    mine = Some(Mine {
                        value,
                        is_new: false,
                    });
                    return Ok(json);
                }
                let compute = compute
                    .take()
                    .expect("a cell is initialised by a caller once");
                let value = Box::pin(compute).await.map_err(NotShared::Failed)?;
                let (value, json) = to_json(key, value).await;
                let Some(json) = json else {
                    return Err(NotShared::Unserialisable(value));
                };
                mine = Some(Mine {
                    value,
                    is_new: true,
                });
                Ok(json)
            })
            .await;

        match outcome {
            Err(NotShared::Failed(error)) => Err(error),
            Err(NotShared::Unserialisable(value)) => Ok(value),
            Ok(json) => match mine {
                Some(Mine { value, is_new }) => {
                    if is_new {
                        self.keep(key, json.clone()).await;
                    }
                    Ok(value)
                }
                // Another call of this process found or computed it.
                None => match from_json::<T>(json.clone()).await {
                    Some(value) => Ok(value),
                    None => {
                        count_error(self.backend_name(), "decode", "foreign");
                        let compute = compute
                            .take()
                            .expect("only a call that computes takes its future");
                        compute.await
                    }
                },
            },
        }
    }

    /// Asks the backend whether it answers, however long ago it failed, so that the gauge and
    /// [`Cache::is_available`] are up to date on a server without calls.
    pub async fn probe(&self) -> bool {
        let key = CacheKey::new(CacheKind::Extraction, "probe", &[]);
        if let Some(backend) = &self.shared.backend {
            let permit = Permit::trial();
            self.note("get", permit, &backend.get(&key).await);
        }
        self.is_available()
    }

    /// Whether a value is there and fits `T`: anything else is a miss and will be written over.
    async fn look_up<T>(&self, key: &CacheKey) -> Option<(T, Bytes)>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let backend = self.shared.backend.as_ref()?;
        let labels = [("backend", backend.name()), ("kind", key.kind().as_str())];
        let found = match self.shared.circuit.admit(Instant::now()) {
            None => None,
            Some(permit) => {
                let answer = backend.get(key).await;
                self.note("get", permit, &answer);
                answer.ok().flatten()
            }
        };
        let opened = match found {
            None => None,
            Some(sealed) => {
                let (key, limit) = (*key, self.shared.options.max_value_bytes);
                let opened = off_reactor(sealed.len(), move || {
                    let json = envelope::open(&key, &sealed, limit)?;
                    let value =
                        serde_json::from_slice(&json).map_err(|_| EnvelopeError::Foreign)?;
                    Ok((value, json))
                })
                .await;
                match opened {
                    Ok(opened) => Some(opened),
                    Err(reason) => {
                        count_error(backend.name(), "decode", EnvelopeError::error_type(reason));
                        None
                    }
                }
            }
        };
        let name = if opened.is_some() {
            names::HITS
        } else {
            names::MISSES
        };
        counter!(name, &labels).increment(1);
        opened
    }

    /// Keeps a value if the backend takes it.
    async fn keep(&self, key: &CacheKey, json: Bytes) {
        let Some(backend) = &self.shared.backend else {
            return;
        };
        let Some(permit) = self.shared.circuit.admit(Instant::now()) else {
            return;
        };
        let (owned_key, limit) = (*key, self.shared.options.max_value_bytes);
        let sealed =
            off_reactor(json.len(), move || envelope::seal(&owned_key, &json, limit)).await;
        match sealed {
            Ok(sealed) => {
                let answer = backend.put(key, sealed).await;
                self.note("put", permit, &answer);
            }
            Err(reason) => count_error(backend.name(), "encode", reason.error_type()),
        }
    }

    /// Draws the conclusions from an answer of the backend.
    fn note<T>(&self, operation: &'static str, permit: Permit, answer: &Result<T, CacheError>) {
        let name = self.backend_name();
        let circuit = &self.shared.circuit;
        match answer {
            Err(error @ (CacheError::Unreachable { .. } | CacheError::Settings(_))) => {
                count_error(name, operation, error.error_type());
                if circuit.failed(permit, Instant::now()) {
                    gauge!(names::AVAILABLE, "backend" => name).set(0.0);
                    warn!(backend = name, error = %error, "working without the cache");
                }
                return;
            }
            Err(error @ CacheError::Refused { .. }) => {
                count_error(name, operation, error.error_type());
                if !self.shared.refusal_was_logged.swap(true, Ordering::Relaxed) {
                    warn!(backend = name, operation, error = %error, "the cache refuses");
                }
            }
            Ok(_) if operation == "put" => {
                self.shared
                    .refusal_was_logged
                    .store(false, Ordering::Relaxed);
            }
            Ok(_) => {}
        }
        if circuit.succeeded() {
            gauge!(names::AVAILABLE, "backend" => name).set(1.0);
            info!(backend = name, "the cache is back");
        }
    }
}

/// The value of the call that found or computed it.
struct Mine<T> {
    value: T,
    is_new: bool,
}

/// Why a call has nothing for those that wait.
enum NotShared<T, E> {
    Failed(E),
    Unserialisable(T),
}

fn count_error(backend: &'static str, operation: &'static str, error_type: &'static str) {
    let labels = [
        ("backend", backend),
        ("operation", operation),
        ("error_type", error_type),
    ];
    counter!(names::ERRORS, &labels).increment(1);
}

/// The value, and its JSON if it has one. A value without (a map whose keys are no strings, say)
/// is a defect of its type, never a reason to lose it.
async fn to_json<T>(key: &CacheKey, value: T) -> (T, Option<Bytes>)
where
    T: Serialize + Send + Sync + 'static,
{
    let value = Arc::new(value);
    let shared = Arc::clone(&value);
    // How long the JSON gets is not known before it is made.
    let json = off_reactor(usize::MAX, move || serde_json::to_vec(&*shared)).await;
    let value = Arc::into_inner(value).expect("the closure and its handle are gone");
    match json {
        Ok(json) => (value, Some(json.into())),
        Err(error) => {
            error!(kind = %key.kind(), error = %error, "a value cannot be cached: its type has no JSON");
            (value, None)
        }
    }
}

async fn from_json<T: DeserializeOwned + Send + 'static>(json: Bytes) -> Option<T> {
    off_reactor(json.len(), move || serde_json::from_slice(&json).ok()).await
}

/// Runs CPU work of about `bytes` bytes where it holds nobody up.
async fn off_reactor<T: Send + 'static>(
    bytes: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    if bytes <= INLINE_LIMIT_BYTES {
        return work();
    }
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is going down and nobody will see an answer any more.
            Err(_cancelled) => std::future::pending().await,
        },
    }
}
