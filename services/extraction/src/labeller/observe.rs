//! Texts as the trainer sees them: the tokens of every stretch and their features.

use std::ops::Range;
use std::sync::Arc;

use super::classes::WordClasses;
use super::features::Observed;
use crate::engine::board::Board;
use crate::engine::layers::{self, Layer};
use crate::engine::resolve;
use crate::engine::text::Text;
use crate::knowledge::Knowledge;

/// Sees texts as the engine's labeller does, after the layers of rules.
pub struct Observer {
    knowledge: Arc<Knowledge>,
    layers: Vec<Box<dyn Layer>>,
    classes: WordClasses,
}

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer").finish_non_exhaustive()
    }
}

/// A text cut into tokens, with the stretches that the labeller decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Every token, in bytes of the text.
    pub tokens: Vec<Range<usize>>,
    /// What is labelled; tokens in no stretch are outside of names.
    pub stretches: Vec<Stretch>,
}

/// Tokens that are labelled as one sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Places in [`Observation::tokens`].
    pub tokens: Range<usize>,
    /// The hashes of each token's features.
    pub features: Vec<Vec<u64>>,
}

impl Observer {
    /// An observer with the knowledge base and the word classes that the model will have.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, classes: WordClasses) -> Self {
        Self {
            knowledge,
            layers: layers::before_labeller(),
            classes,
        }
    }

    /// Sees a text.
    #[must_use]
    pub fn observe(&self, source: &str) -> Observation {
        let knowledge = self.knowledge.as_ref();
        let text = Text::new(source, knowledge);
        let mut board = Board::new(&text, knowledge, None);
        for layer in &self.layers {
            layer.find(&mut board);
        }
        let kept = resolve::kept(board.candidates());
        let observed = Observed::new(&board, &kept, &self.classes);
        let stretches = observed
            .stretches()
            .into_iter()
            .map(|tokens| Stretch {
                features: tokens
                    .clone()
                    .map(|at| {
                        let mut features = Vec::new();
                        observed.features(at, |hash| features.push(hash));
                        features
                    })
                    .collect(),
                tokens,
            })
            .collect();
        Observation {
            tokens: (0..text.len()).map(|at| text.bytes(at..at + 1)).collect(),
            stretches,
        }
    }
}
