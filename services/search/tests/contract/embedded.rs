//! The embedded backend in a temporary directory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use communique_search::index::Index;
use communique_search::{EmbeddedSettings, IndexError, SearchSettings, open};
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
        Box::pin(async move {
            // A service that was just let go may still hold the lock for a moment.
            let deadline = Instant::now() + Duration::from_secs(20);
            loop {
                match open(&settings).await {
                    Ok(index) => return index,
                    Err(IndexError::Refused(_)) if Instant::now() < deadline => {
                        tokio::task::yield_now().await;
                    }
                    Err(error) => panic!("the index does not open: {error}"),
                }
            }
        })
    }

    fn wipe(&self) -> Task<()> {
        let directory = self.directory.path().join("index");
        Box::pin(async move {
            std::fs::remove_dir_all(directory).expect("the index is removed");
        })
    }
}
