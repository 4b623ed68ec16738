//! The contract of a store of cached values.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use crate::CacheKey;

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// It does not answer, or not in time. Likely to be the same for the next call.
    #[error("the cache at {place} is out of reach: {reason}")]
    Unreachable {
        /// Where it should be, without credentials.
        place: String,
        /// What happened.
        reason: String,
    },
    /// It answered, and refused this one operation.
    #[error("the cache at {place} refused: {reason}")]
    Refused {
        /// Where it is, without credentials.
        place: String,
        /// Its answer.
        reason: String,
    },
    /// Its settings are wrong.
    #[error("{0}")]
    Settings(String),
}

impl CacheError {
    /// The name used as the label `error_type` of metrics.
    #[must_use]
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "unreachable",
            Self::Refused { .. } => "refused",
            Self::Settings(_) => "settings",
        }
    }
}

/// A store of bytes by key. It may forget anything at any time, and it may be shared.
#[async_trait]
pub trait CacheBackend: Send + Sync + 'static {
    /// The name used as the label `backend` of metrics and in log lines.
    fn name(&self) -> &'static str;

    /// The value, or nothing if there is none (any more).
    async fn get(&self, key: &CacheKey) -> Result<Option<Bytes>, CacheError>;

    /// Keeps a value, in the place of any that is there.
    async fn put(&self, key: &CacheKey, value: Bytes) -> Result<(), CacheError>;

    /// Forgets a value; one that is not there is no error.
    async fn delete(&self, key: &CacheKey) -> Result<(), CacheError>;
}

/// A shared backend, such as one chosen by configuration.
#[async_trait]
impl<B: CacheBackend + ?Sized> CacheBackend for Arc<B> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    async fn get(&self, key: &CacheKey) -> Result<Option<Bytes>, CacheError> {
        (**self).get(key).await
    }

    async fn put(&self, key: &CacheKey, value: Bytes) -> Result<(), CacheError> {
        (**self).put(key, value).await
    }

    async fn delete(&self, key: &CacheKey) -> Result<(), CacheError> {
        (**self).delete(key).await
    }
}
