//! The three services as a command sees them, wherever they run.

use std::sync::Arc;

use communique_model::api::{ExtractionApi, IngestApi, SearchApi};

/// The services that a command works with. It cannot tell whether they are in this process.
#[derive(Clone)]
pub struct Services {
    /// Accepts captures, owns the archive.
    pub ingest: Arc<dyn IngestApi>,
    /// Finds mentions and entities.
    pub extraction: Arc<dyn ExtractionApi>,
    /// Holds the index.
    pub search: Arc<dyn SearchApi>,
}
