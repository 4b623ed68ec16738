//! The extraction role: built from settings, mounted in a process.

use std::sync::Arc;

use communique_cache::Cache;
use communique_model::api::ExtractionApi;
use communique_runtime::config::Settings;
use communique_runtime::process::{BoxError, Context, Mounts};

use crate::engine::RuleEngine;
use crate::grpc::ExtractionGrpc;
use crate::service::{ExtractionOptions, LocalExtraction};

/// The service with the engine of this build.
///
/// # Errors
/// A table of the build's knowledge base is wrong.
pub fn open(settings: &Settings, cache: Cache) -> Result<Arc<dyn ExtractionApi>, BoxError> {
    let options = ExtractionOptions {
        threads: settings.extraction.threads,
        max_text_bytes: settings.extraction.max_text_bytes,
    };
    let engine = Arc::new(RuleEngine::embedded()?);
    Ok(Arc::new(LocalExtraction::new(engine, options, cache)))
}

/// Opens the service and serves it.
///
/// # Errors
/// See [`open`].
pub fn mount(context: &Context, mounts: &mut Mounts) -> Result<Arc<dyn ExtractionApi>, BoxError> {
    let api = open(&context.settings, context.cache.clone())?;
    mounts.add(ExtractionGrpc::server(
        Arc::clone(&api),
        context.settings.server.max_message_bytes,
    ));
    Ok(api)
}
