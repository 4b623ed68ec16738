//! What can go wrong with the archive.

use std::time::Duration;

use communique_model::{ApiError, ErrorKind};

/// A failure of the archive.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The configured location cannot be used as it is written.
    #[error("the archive location `{given}` cannot be used: {problem}")]
    Location {
        /// The location as configured.
        given: String,
        /// What is wrong and what is expected.
        problem: String,
    },
    /// The store behind the archive failed.
    #[error("the archive could not {operation} `{path}`: {source}")]
    Store {
        /// What was tried: `read`, `write`, `list`, `delete`.
        operation: &'static str,
        /// The object or prefix.
        path: String,
        /// What the store said.
        #[source]
        source: object_store::Error,
    },
    /// An object does not hold what its name promises.
    #[error("`{path}` in the archive is damaged: {problem}; restore it from a backup")]
    Damaged {
        /// The object.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// An object was written by a newer program.
    #[error(
        "`{path}` has archive layout {found}, and this program reads layouts up to {supported}: \
         install a newer version"
    )]
    NewerLayout {
        /// The object.
        path: String,
        /// The layout that it names.
        found: u32,
        /// The newest layout that this program reads.
        supported: u32,
    },
    /// A background thread of the runtime did not finish.
    #[error("work for the archive was cut off: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl ArchiveError {
    pub(super) fn store(
        operation: &'static str,
        path: impl ToString,
        source: object_store::Error,
    ) -> Self {
        Self::Store {
            operation,
            path: path.to_string(),
            source,
        }
    }

    pub(super) fn damaged(path: impl ToString, problem: impl ToString) -> Self {
        Self::Damaged {
            path: path.to_string(),
            problem: problem.to_string(),
        }
    }
}

impl From<ArchiveError> for ApiError {
    fn from(error: ArchiveError) -> Self {
        let message = error.to_string();
        match error {
            ArchiveError::Location { .. } => {
                Self::new(ErrorKind::InvalidArgument, "ARCHIVE_LOCATION", message)
            }
            // Whether a full disk or a network: the same call may succeed once it is mended.
            ArchiveError::Store { .. } | ArchiveError::Interrupted(_) => {
                Self::unavailable("ARCHIVE_UNAVAILABLE", message, Duration::from_secs(5))
            }
            ArchiveError::Damaged { .. } => {
                Self::new(ErrorKind::Internal, "ARCHIVE_DAMAGED", message)
            }
            ArchiveError::NewerLayout { .. } => Self::new(
                ErrorKind::FailedPrecondition,
                "ARCHIVE_NEWER_LAYOUT",
                message,
            ),
        }
    }
}
