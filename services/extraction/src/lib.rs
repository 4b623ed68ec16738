//! Extraction: mentions and entities in a text, as a pure function of text, reference date and
//! engine.
//!
//! [`engine`] holds the engines behind one trait, [`knowledge`] what they know, [`labeller`] what
//! they learnt, [`predicted`] the
//! format in which their output is scored. [`service`] puts an engine on a pool of bounded size
//! behind a cache; [`grpc`] puts the service on the wire, [`role`] into a process.

pub mod engine;
pub mod grpc;
pub mod knowledge;
pub mod labeller;
pub mod occasions;
pub mod predicted;
pub mod role;
pub mod service;

mod language;
mod token;
mod versions;
mod weights;

pub use engine::{Composition, Engine, EngineError, OnnxEngine, RuleEngine};
pub use language::language;
pub use predicted::Predicted;
pub use service::{ExtractionOptions, LocalExtraction};
pub use versions::versions;
