//! The extraction role: built from settings, mounted in a process.

use std::path::Path;
use std::sync::Arc;

use communique_cache::Cache;
use communique_model::api::ExtractionApi;
use communique_runtime::config::{ExtractionEngineKind, Settings};
use communique_runtime::process::{BoxError, Context, Mounts};

use crate::engine::{Engine, OnnxEngine, RuleEngine};
use crate::grpc::ExtractionGrpc;
use crate::knowledge::Directory;
use crate::service::{ExtractionOptions, LocalExtraction};

/// The service with the engine that the settings ask for.
///
/// # Errors
/// A table of the knowledge base is wrong, of the build's or of the folder that the settings name,
/// or the model cannot be used.
pub fn open(settings: &Settings, cache: Cache) -> Result<Arc<dyn ExtractionApi>, BoxError> {
    let options = ExtractionOptions {
        threads: settings.extraction.threads,
        max_text_bytes: settings.extraction.max_text_bytes,
    };
    let engine = engine(settings)?;
    Ok(Arc::new(LocalExtraction::new(engine, options, cache)))
}

fn engine(settings: &Settings) -> Result<Arc<dyn Engine>, BoxError> {
    let rules = rules(&settings.extraction.knowledge_dir)?;
    Ok(match settings.extraction.engine {
        ExtractionEngineKind::Rules => Arc::new(rules),
        ExtractionEngineKind::Onnx => {
            Arc::new(OnnxEngine::open(&settings.extraction.model_dir, rules)?)
        }
    })
}

/// The rules with the knowledge base of the build, and with the tables of a folder if one is named.
fn rules(knowledge_dir: &Path) -> Result<RuleEngine, BoxError> {
    if knowledge_dir.as_os_str().is_empty() {
        return Ok(RuleEngine::embedded()?);
    }
    let directory = Directory::read(knowledge_dir)?;
    let name = format!("embedded+{}", directory.hash());
    Ok(RuleEngine::new(Arc::new(directory.knowledge()?), &name))
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
