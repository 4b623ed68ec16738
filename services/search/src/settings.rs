//! Settings, and how to open what they name.

use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use serde::Deserialize;

use crate::backend::embedded::EmbeddedIndex;
use crate::backend::meilisearch::MeilisearchIndex;
use crate::error::IndexError;
use crate::index::{Index, IndexResult};

/// Which backend to use, and how.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchSettings {
    /// The backend.
    pub backend: BackendKind,
    /// Settings of the embedded backend.
    pub embedded: EmbeddedSettings,
    /// Settings of the Meilisearch backend.
    pub meilisearch: MeilisearchSettings,
}

/// The backends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackendKind {
    /// In a directory of this process.
    #[default]
    Embedded,
    /// In a Meilisearch server, shared with other copies of the service.
    Meilisearch,
}

/// Settings of the embedded backend.
#[derive(Clone, Debug, Deserialize)]
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

/// Settings of the Meilisearch backend.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeilisearchSettings {
    /// `http://host:port`.
    pub url: String,
    /// Key that may do everything with the indexes of the prefix.
    pub api_key: Option<SecretString>,
    /// What the names of our indexes start with: letters, digits, `-` and `_`.
    pub prefix: String,
    /// How long a connection may take, in milliseconds.
    pub connect_timeout_ms: u64,
    /// How long a call may take, in milliseconds.
    pub request_timeout_ms: u64,
    /// How long the server may take to index a batch, in milliseconds.
    pub task_timeout_ms: u64,
}

impl Default for MeilisearchSettings {
    fn default() -> Self {
        Self {
            url: "http://127.0.0.1:7700".to_owned(),
            api_key: None,
            prefix: "communique".to_owned(),
            connect_timeout_ms: 2_000,
            request_timeout_ms: 60_000,
            task_timeout_ms: 600_000,
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
        BackendKind::Meilisearch => Ok(Arc::new(MeilisearchIndex::new(&settings.meilisearch)?)),
    }
}
