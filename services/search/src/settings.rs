//! Settings, and how to open what they name.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::backend::embedded::EmbeddedIndex;
use crate::error::IndexError;
use crate::index::{Index, IndexResult};

/// Which backend to use, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchSettings {
    /// The backend.
    pub backend: BackendKind,
    /// Settings of the embedded backend.
    pub embedded: EmbeddedSettings,
}

/// The backends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackendKind {
    /// In a directory of this process.
    #[default]
    Embedded,
}

/// Settings of the embedded backend.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmbeddedSettings {
    /// Directory of the index, used by nothing else.
    pub directory: PathBuf,
    /// Memory for documents on their way to disk, in MiB; 15 to 4,000.
    pub writer_memory_mib: u32,
}

impl Default for EmbeddedSettings {
    fn default() -> Self {
        Self {
            directory: PathBuf::from("data/index"),
            writer_memory_mib: 64,
        }
    }
}

/// Opens the backend that the settings name.
///
/// # Errors
/// A setting out of its range, a directory in use by another process, or unreadable files.
pub async fn open(settings: &SearchSettings) -> IndexResult<Arc<dyn Index>> {
    match settings.backend {
        BackendKind::Embedded => {
            let EmbeddedSettings {
                directory,
                writer_memory_mib,
            } = settings.embedded.clone();
            if !(15..=4_000).contains(&writer_memory_mib) {
                return Err(IndexError::Refused(format!(
                    "`search.embedded.writer_memory_mib` is {writer_memory_mib}: give 15 to 4000"
                )));
            }
            let memory = writer_memory_mib as usize * (1 << 20);
            let opened =
                tokio::task::spawn_blocking(move || EmbeddedIndex::open(directory, memory));
            let index = opened
                .await
                .map_err(|error| IndexError::Broken(format!("opening the index: {error}")))??;
            Ok(Arc::new(index))
        }
    }
}
