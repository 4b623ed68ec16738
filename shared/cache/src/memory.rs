//! The cache in this process.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use crate::{CacheBackend, CacheError, CacheKey};

/// What an entry costs beside its value: key, hash table slot and bookkeeping, roughly.
const ENTRY_OVERHEAD_BYTES: usize = 160;

/// Bounds of a [`MemoryCache`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryOptions {
    /// Most bytes of values and bookkeeping. What is used least goes first.
    pub capacity_bytes: u64,
    /// How long a value is kept after it was put.
    pub time_to_live: Duration,
}

impl Default for MemoryOptions {
    /// 256 MiB, 7 days.
    fn default() -> Self {
        Self {
            capacity_bytes: 256 << 20,
            time_to_live: Duration::from_secs(7 * 24 * 3600),
        }
    }
}

/// A cache in this process, bounded by bytes and age. It never fails.
#[derive(Clone, Debug)]
pub struct MemoryCache {
    entries: moka::future::Cache<CacheKey, Bytes>,
}

impl MemoryCache {
    /// An empty cache within these bounds.
    #[must_use]
    pub fn new(options: MemoryOptions) -> Self {
        let entries = moka::future::Cache::builder()
            .max_capacity(options.capacity_bytes)
            .time_to_live(options.time_to_live)
            .weigher(|_key, value: &Bytes| {
                u32::try_from(value.len() + ENTRY_OVERHEAD_BYTES).unwrap_or(u32::MAX)
            })
            .build();
        Self { entries }
    }

    /// Bytes held now, after what is due was thrown out.
    pub async fn weighted_bytes(&self) -> u64 {
        self.entries.run_pending_tasks().await;
        self.entries.weighted_size()
    }
}

#[async_trait]
impl CacheBackend for MemoryCache {
    fn name(&self) -> &'static str {
        "memory"
    }

    async fn get(&self, key: &CacheKey) -> Result<Option<Bytes>, CacheError> {
        Ok(self.entries.get(key).await)
    }

    async fn put(&self, key: &CacheKey, value: Bytes) -> Result<(), CacheError> {
        self.entries.insert(*key, value).await;
        Ok(())
    }

    async fn delete(&self, key: &CacheKey) -> Result<(), CacheError> {
        self.entries.invalidate(key).await;
        Ok(())
    }
}
