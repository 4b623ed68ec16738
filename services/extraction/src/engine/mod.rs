//! Engines: a text in, an extraction out.

pub(crate) mod board;
mod body_names;
mod context;
mod document;
mod full_names;
mod furniture;
mod greetings;
mod kinds;
mod labelling;
pub(crate) mod layers;
mod linking;
pub mod onnx;
mod recase;
mod reports;
pub(crate) mod resolve;
mod rules;
mod states;
pub(crate) mod text;
mod triggers;

use communique_model::{Extraction, PartialDate};

pub(crate) use layers::dates::days_of_week;
pub use onnx::OnnxEngine;
pub use rules::{Composition, RuleEngine};

/// Why an engine gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The model that the engine runs failed on the text.
    #[error(transparent)]
    Model(#[from] onnx::ModelError),
}

/// A way of extracting. The same text, reference date and engine give the same extraction on
/// every machine.
pub trait Engine: Send + Sync + 'static {
    /// Fingerprint of code, model and knowledge base: it changes whenever an answer may change.
    fn fingerprint(&self) -> &str;

    /// Version of the knowledge base for people.
    fn knowledge_version(&self) -> &str;

    /// Extracts from a text. `reference` is what relative dates are relative to: a year, a month
    /// or a day; without it they stay without a value.
    ///
    /// # Errors
    /// If what the engine runs on gives up on the text.
    fn extract(
        &self,
        text: &str,
        reference: Option<PartialDate>,
    ) -> Result<Extraction, EngineError>;
}
