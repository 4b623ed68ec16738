//! Search: owns the index, writes documents to it in batches and answers questions.
//!
//! [`LocalSearch`] is the service without a network. It cuts words, reads questions, plans them
//! and makes highlights itself, so that the two backends behind [`index::Index`] can only differ
//! in the order of answers: [`backend::embedded`] needs nothing but a directory,
//! [`backend::meilisearch`] is shared by any number of copies of the service.

mod answer;
pub mod backend;
pub mod document;
mod error;
mod grpc;
pub mod index;
mod indexing;
pub mod query;
pub mod role;
mod service;
mod settings;
mod suggest;
mod telemetry;
pub mod text;

pub use error::{IndexError, NotReady, REINDEX_COMMAND};
pub use grpc::SearchGrpc;
pub use indexing::BatchLimits;
pub use service::{Clock, LocalSearch};
pub use settings::{BackendKind, EmbeddedSettings, MeilisearchSettings, SearchSettings, open};
