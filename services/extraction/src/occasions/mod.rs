//! The trained part of the reading of occasions: two linear models, one that says which words tell
//! of an occasion and of what kind, and one that says who takes part in it (event triggers and
//! arguments, as in Ahn 2006, "The stages of event extraction").
//!
//! Here are the weights and their file; what the models see of a text, and what becomes of their
//! answers, is in `engine::reports::occasions`. The weights come from the trainer beside this crate,
//! which calls the same code for its features through [`view::View`].

mod embedded;
mod error;
mod features;
mod model;
pub mod view;

pub use embedded::embedded;
pub use error::WeightsError;
pub(crate) use features::Features;
pub use model::{KINDS, Model, OUTCOMES, Parameters, Thresholds, kind_number};
