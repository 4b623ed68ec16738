//! The backends.

pub mod embedded;
pub mod meilisearch;
