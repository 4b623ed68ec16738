//! What `--version` tells.

use communique_extraction::{Engine, RuleEngine};

/// The version of the program.
#[must_use]
pub(crate) fn short() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The same with the versions of engine, knowledge and schema. Reads the whole knowledge base, so
/// it is made only for who asks.
#[must_use]
pub(crate) fn long() -> String {
    let schema = communique_model::SCHEMA_VERSION;
    match RuleEngine::embedded() {
        Ok(engine) => format!(
            "{}\nengine    {}\nknowledge {}\nschema    {schema}",
            short(),
            engine.fingerprint(),
            engine.knowledge_version(),
        ),
        Err(error) => format!(
            "{}\nengine    unusable: {error}\nschema    {schema}",
            short()
        ),
    }
}
