//! The error that crosses a service's boundary.
//!
//! Libraries have their own typed errors; each service turns them once into this one, and
//! `communique-proto` turns this one once into a gRPC status with `google.rpc` details.

use std::collections::BTreeMap;
use std::time::Duration;

/// What sort of failure it is. The names are those of the gRPC status codes they become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// The request is wrong and will be wrong again.
    InvalidArgument,
    /// What was asked for is not there.
    NotFound,
    /// The system must be brought into another state first; the message says how.
    FailedPrecondition,
    /// A limit was reached.
    ResourceExhausted,
    /// Something needed is not reachable now; try again.
    Unavailable,
    /// It took too long.
    DeadlineExceeded,
    /// The caller gave no valid token.
    Unauthenticated,
    /// The caller went away.
    Cancelled,
    /// A defect of ours, or a damaged store.
    Internal,
}

impl ErrorKind {
    /// Whether the same call may succeed later without anything being changed by hand.
    #[must_use]
    pub fn is_transient(self) -> bool {
        matches!(
            self,
            Self::Unavailable | Self::DeadlineExceeded | Self::ResourceExhausted
        )
    }
}

/// A field of a request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldViolation {
    /// Path of the field in the request: `filter.all[1].date_range.from`.
    pub field: String,
    /// What is wrong with it and what is expected.
    pub description: String,
}

/// A failure, ready to be told to a caller: no secrets and no document text in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// What sort of failure.
    pub kind: ErrorKind,
    /// Stable name of the reason in capitals: `INDEX_NOT_READY`.
    pub reason: String,
    /// One sentence that says what happened and what to do.
    pub message: String,
    /// Fields that are wrong.
    pub violations: Vec<FieldViolation>,
    /// When to try again, for transient failures.
    pub retry_after: Option<Duration>,
    /// Further facts, such as `command` with the command to run.
    pub metadata: BTreeMap<String, String>,
}

impl ApiError {
    /// An error of this kind, with the stable name of its reason and a sentence.
    pub fn new(kind: ErrorKind, reason: &str, message: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.to_owned(),
            message: message.into(),
            violations: Vec::new(),
            retry_after: None,
            metadata: BTreeMap::new(),
        }
    }

    /// An `InvalidArgument` error about one field.
    pub fn invalid_field(field: impl Into<String>, description: impl Into<String>) -> Self {
        let (field, description) = (field.into(), description.into());
        let mut error = Self::new(
            ErrorKind::InvalidArgument,
            "INVALID_FIELD",
            format!("`{field}`: {description}"),
        );
        error.violations.push(FieldViolation { field, description });
        error
    }

    /// An `Unavailable` error that is worth another try after `retry_after`.
    pub fn unavailable(reason: &str, message: impl Into<String>, retry_after: Duration) -> Self {
        let mut error = Self::new(ErrorKind::Unavailable, reason, message);
        error.retry_after = Some(retry_after);
        error
    }

    /// An `Internal` error: a broken invariant or a damaged store.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, "INTERNAL", message)
    }

    /// The same error with one more fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.metadata.insert(key.to_owned(), value.into());
        self
    }
}
