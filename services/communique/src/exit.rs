//! Exit codes: what a script may rely on.

use std::process::ExitCode;

use communique_extraction::knowledge::DirectoryError;
use communique_model::{ApiError, ErrorKind};
use communique_runtime::process::BoxError;

/// How a command ended. The codes are part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Outcome {
    /// Everything was done.
    Done = 0,
    /// Something failed that fits none of the others.
    Failed = 1,
    /// Wrong arguments or settings.
    Usage = 2,
    /// Something was rejected; everything else was done.
    Rejected = 3,
    /// Archived, but not yet indexed.
    Pending = 4,
    /// The index must be built first.
    NotReady = 5,
    /// A service or store cannot be reached.
    Unavailable = 6,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

impl Outcome {
    /// The exit code that tells of this error.
    #[must_use]
    pub fn of_error(error: &anyhow::Error) -> Self {
        if let Some(error) = error.downcast_ref::<ApiError>() {
            return match error.kind {
                ErrorKind::InvalidArgument | ErrorKind::Unauthenticated => Self::Usage,
                // Being built, not to be built.
                ErrorKind::FailedPrecondition if error.reason == "REINDEX_RUNNING" => Self::Failed,
                ErrorKind::FailedPrecondition => Self::NotReady,
                kind if kind.is_transient() => Self::Unavailable,
                _ => Self::Failed,
            };
        }
        if error.is::<communique_runtime::ConfigError>() || error.is::<DirectoryError>() {
            return Self::Usage;
        }
        Self::Failed
    }
}

/// The error of a role as the command line carries errors: what is wrong with own tables keeps
/// its type, by which the exit code is chosen.
#[must_use]
pub fn of_role(error: BoxError) -> anyhow::Error {
    match error.downcast::<DirectoryError>() {
        Ok(tables) => anyhow::Error::new(*tables),
        Err(other) => anyhow::Error::from_boxed(other),
    }
}
