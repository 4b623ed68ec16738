//! What `--version` tells.

use std::sync::LazyLock;

use communique_extraction::{Engine, RuleEngine};

static LONG: LazyLock<String> = LazyLock::new(|| {
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
});

/// The version of the program.
#[must_use]
pub(crate) fn short() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The same with the versions of engine, knowledge and schema.
#[must_use]
pub(crate) fn long() -> &'static str {
    &LONG
}
