//! The sequence labeller: a linear-chain conditional random field that decides what no list knows,
//! new persons, organisations, places and occasions, from the words around them and from what the
//! rules say (Lafferty, McCallum, Pereira 2001; features after Ratinov, Roth 2009).
//!
//! A token's features are hashes that are looked up in one flat table of weights; the best sequence
//! of tags is found by the Viterbi algorithm, and each name gets its probability by the
//! forward-backward algorithm. The weights come from the trainer beside this crate, which calls the
//! same code for its features.

mod classes;
mod clues;
mod decode;
mod embedded;
mod features;
pub mod hash;
mod model;
mod observe;
mod reader;
mod repeats;
mod tag;
mod word;

pub use classes::{NO_CLASS, WordClasses};
pub use decode::Labelled;
pub(crate) use decode::{Decoder, exp};
pub use embedded::embedded;
pub(crate) use features::Observed;
pub use model::{Model, ModelError, Parameters, Thresholds};
pub use observe::{Observation, Observer, Stretch};
pub use tag::{KINDS, TAGS, Tag, WIDTH};

/// The names that a model sees in a text, tokens counted in the text.
pub(crate) fn label(model: &Model, observed: &Observed<'_, '_>) -> Vec<Labelled> {
    let mut decoder = Decoder::default();
    let mut found = Vec::new();
    for stretch in observed.stretches() {
        decoder.clear();
        for at in stretch.clone() {
            let mut sums = [0_i32; WIDTH];
            observed.features(at, |hash| {
                if let Some(row) = model.row(hash) {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += i32::from(*weight);
                    }
                }
            });
            decoder.push(model, &sums);
        }
        for mut name in decoder.decode(model) {
            name.tokens = name.tokens.start + stretch.start..name.tokens.end + stretch.start;
            found.push(name);
        }
    }
    found
}
