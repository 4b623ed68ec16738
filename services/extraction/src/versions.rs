//! What `--version` tells of the engine.

use crate::{Engine, RuleEngine};

/// The versions of engine, knowledge and schema, a line each. Reads the whole knowledge base, so it
/// is made only for who asks.
#[must_use]
pub fn versions() -> String {
    let schema = communique_model::SCHEMA_VERSION;
    match RuleEngine::embedded() {
        Ok(engine) => format!(
            "engine    {}\nknowledge {}\nschema    {schema}",
            engine.fingerprint(),
            engine.knowledge_version(),
        ),
        Err(error) => format!("engine    unusable: {error}\nschema    {schema}"),
    }
}
