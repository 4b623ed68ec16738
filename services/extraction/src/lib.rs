//! Extraction: mentions and entities in a text, as a pure function of text, reference date and
//! engine.
//!
//! [`engine`] holds the engines behind one trait, [`knowledge`] what they know, [`predicted`] the
//! format in which their output is scored.

pub mod engine;
pub mod knowledge;
pub mod predicted;

mod language;
mod token;

pub use engine::{Engine, RuleEngine};
pub use language::language;
pub use predicted::Predicted;
