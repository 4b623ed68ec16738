//! What `--version` tells.

/// The version of the program.
#[must_use]
pub(crate) fn short() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The same with the versions of engine, knowledge and schema.
#[must_use]
pub(crate) fn long() -> String {
    format!("{}\n{}", short(), communique_extraction::versions())
}
