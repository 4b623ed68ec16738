//! The extraction role: built from settings, mounted in a process.

use std::sync::Arc;

use communique_cache::Cache;
use communique_model::api::ExtractionApi;
use communique_runtime::config::{ExtractionEngineKind, Settings};
use communique_runtime::process::{BoxError, Context, Mounts};

use crate::engine::{Engine, OnnxEngine, RuleEngine};
use crate::grpc::ExtractionGrpc;
use crate::service::{ExtractionOptions, LocalExtraction};

/// The service with the engine that the settings name.
///
/// # Errors
/// A table of the build's knowledge base is wrong, or the model cannot be used.
pub fn open(settings: &Settings, cache: Cache) -> Result<Arc<dyn ExtractionApi>, BoxError> {
    let options = ExtractionOptions {
        threads: settings.extraction.threads,
        max_text_bytes: settings.extraction.max_text_bytes,
    };
    let engine = engine(settings)?;
    Ok(Arc::new(LocalExtraction::new(engine, options, cache)))
}

fn engine(settings: &Settings) -> Result<Arc<dyn Engine>, BoxError> {
    let rules = RuleEngine::embedded()?;
    Ok(match settings.extraction.engine {
        ExtractionEngineKind::Rules => Arc::new(rules),
        ExtractionEngineKind::Onnx => {
            let folder = settings.extraction.model_dir.as_deref();
            let folder = folder.ok_or("extraction.engine is onnx and no model is named")?;
            Arc::new(OnnxEngine::open(folder, rules)?)
        }
    })
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
