//! The embedded backend in a temporary directory.

use std::sync::Arc;

use communique_search::index::Index;
use communique_search::{EmbeddedSettings, SearchSettings, open};
use tempfile::TempDir;

use crate::bench::{Backend, Task};

pub(crate) struct Embedded {
    directory: TempDir,
}

impl Embedded {
    pub(crate) fn new() -> Self {
        Self {
            directory: TempDir::new().expect("a temporary directory"),
        }
    }
}

impl Backend for Embedded {
    fn open(&self) -> Task<Arc<dyn Index>> {
        let settings = SearchSettings {
            embedded: EmbeddedSettings {
                directory: self.directory.path().join("index"),
                writer_memory_mib: 15,
            },
            ..SearchSettings::default()
        };
        Box::pin(async move { open(&settings).await.expect("the index opens") })
    }

    fn wipe(&self) -> Task<()> {
        let directory = self.directory.path().join("index");
        Box::pin(async move {
            std::fs::remove_dir_all(directory).expect("the index is removed");
        })
    }
}
