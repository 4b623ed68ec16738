//! What can be wrong with a model folder.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A model folder cannot be used, or its model failed on a text. Says which file, what is wrong
/// and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}; {remedy}", file.display())]
pub struct ModelError {
    kind: ModelErrorKind,
    file: PathBuf,
    problem: String,
    remedy: String,
}

/// What kind of thing is wrong with a model folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelErrorKind {
    /// A file is not there or cannot be read.
    Unreadable,
    /// A file is larger than is taken.
    TooLarge,
    /// A file is not in its format, or a value in it is out of range.
    Malformed,
    /// The labels of the model cannot be mapped.
    Labels,
    /// The network has other inputs or outputs than a token classifier.
    Shape,
    /// The network cannot be run.
    Run,
}

impl ModelError {
    pub(super) fn new(
        kind: ModelErrorKind,
        file: &Path,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            file: file.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// What kind of thing is wrong.
    #[must_use]
    pub fn kind(&self) -> ModelErrorKind {
        self.kind
    }

    /// The file that is wrong.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// Runs code of a library on data that nobody has checked. Where the library gives up by a panic,
/// the words of the panic are the error.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(panic.as_ref()))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "the runtime gave up".to_owned())
}
