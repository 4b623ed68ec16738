//! Caches of results that can be computed again: parsed captures and extractions.
//!
//! [`Cache`] is what the services use. It computes a value at most once at a time in this process,
//! keeps it in a [`CacheBackend`] (in memory, or in Redis, shared between copies of a service) and
//! never lets the backend fail a call: a value that is missing, damaged, foreign or out of reach is
//! computed.
//!
//! ```
//! # use std::convert::Infallible;
//! # use communique_cache::{Cache, CacheKey, CacheKind, MemoryCache, MemoryOptions};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Infallible> {
//! let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
//! let key = CacheKey::new(CacheKind::Extraction, "engine-1", &[b"the text", b"2024-06-21"]);
//! let words: usize = cache
//!     .get_or_compute(&key, async { Ok::<_, Infallible>("the text".split(' ').count()) })
//!     .await?;
//! assert_eq!(words, 2);
//! # Ok(())
//! # }
//! ```

mod backend;
mod cache;
mod circuit;
mod envelope;
mod flight;
mod key;
mod memory;
mod redis;

pub use backend::{CacheBackend, CacheError};
pub use cache::{Cache, CacheOptions};
pub use envelope::EnvelopeError;
pub use key::{CacheKey, CacheKind};
pub use memory::{MemoryCache, MemoryOptions};
pub use redis::{RedisCache, RedisOptions};

/// Names of the metrics of this crate.
pub mod metric_names {
    /// Counter by `backend` and `kind`: values found and used.
    pub const HITS: &str = "communique_cache_hits_total";
    /// Counter by `backend` and `kind`: values that were looked for and had to be computed.
    pub const MISSES: &str = "communique_cache_misses_total";
    /// Counter by `backend`, `operation` (`get`, `put`, `encode`, `decode`) and `error_type`.
    pub const ERRORS: &str = "communique_cache_errors_total";
    /// Gauge by `backend`: 1 while it answers, 0 while work goes on without it.
    pub const AVAILABLE: &str = "communique_cache_available";
}
