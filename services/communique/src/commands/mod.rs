//! The commands, one file each. They see services, never how those are reached.

pub mod describe;
pub mod extract;
pub mod ingest;
pub mod knowledge;
pub mod list;
pub mod probe;
pub mod reindex;
pub mod search;
pub mod serve;
pub mod show;
pub mod suggest;
