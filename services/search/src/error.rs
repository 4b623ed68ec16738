//! What can go wrong in a backend, and how callers are told.

use std::time::Duration;

use communique_model::{ApiError, ErrorKind};

/// Command that builds the index anew.
pub const REINDEX_COMMAND: &str = "communique reindex";

/// A failure of a backend.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index cannot be used before it is built.
    #[error("{0}")]
    NotReady(NotReady),
    /// The backend is not reachable, or too busy.
    #[error("{message}")]
    Unavailable {
        /// What happened.
        message: String,
        /// When to try again.
        retry_after: Duration,
    },
    /// Something else uses what we need for ourselves, or a setting is wrong.
    #[error("{0}")]
    Refused(String),
    /// A damaged store, or an answer that makes no sense.
    #[error("{0}")]
    Broken(String),
}

/// Why an index cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// It was never built, or somebody emptied it.
    #[error("the index is empty: it was never built, or has been emptied")]
    Empty,
    /// It was built from another archive.
    #[error("the index was built from another archive")]
    Foreign,
    /// It was built by another version of this program.
    #[error("the index has another schema version than this program")]
    Outdated,
}

impl NotReady {
    /// The sentence for people, with the command to run.
    #[must_use]
    pub fn sentence(self) -> String {
        format!("{self}; run `{REINDEX_COMMAND}`")
    }
}

impl From<NotReady> for IndexError {
    fn from(reason: NotReady) -> Self {
        Self::NotReady(reason)
    }
}

impl From<NotReady> for ApiError {
    fn from(reason: NotReady) -> Self {
        Self::new(
            ErrorKind::FailedPrecondition,
            "INDEX_NOT_READY",
            reason.sentence(),
        )
        .with("command", REINDEX_COMMAND)
    }
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::NotReady(reason) => reason.into(),
            IndexError::Unavailable {
                message,
                retry_after,
            } => Self::unavailable("INDEX_UNAVAILABLE", message, retry_after),
            IndexError::Refused(message) => {
                Self::new(ErrorKind::FailedPrecondition, "INDEX_REFUSED", message)
            }
            IndexError::Broken(message) => Self::internal(message),
        }
    }
}
