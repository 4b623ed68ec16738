//! A text as whoever trains the models sees it.

use std::ops::Range;

use communique_model::EventKind;

use crate::engine::OccasionReading;
use crate::labeller::WordClasses;

/// A text that the engine has read, and what the models would be asked of it.
pub struct View<'v> {
    reading: &'v dyn OccasionReading,
}

/// A word that may tell of an occasion.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its place among the tokens of the text, by which it is asked about.
    pub at: usize,
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Hash of its stem.
    pub stem: u64,
    /// What the model sees of it.
    pub features: Vec<u64>,
    /// The kinds of occasions that rules read from it.
    pub by_rules: Vec<EventKind>,
}

/// Somebody who may take part in an occasion.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its number in the text.
    pub who: usize,
    /// What the model sees of its taking part.
    pub features: Vec<u64>,
}

impl<'v> View<'v> {
    pub(crate) fn new(reading: &'v dyn OccasionReading) -> Self {
        Self { reading }
    }

    /// Every word that may tell of an occasion. With `blind` nothing is said of what the rules
    /// read, as befits texts on which the rules were made.
    #[must_use]
    pub fn words(&self, classes: &WordClasses, blind: bool) -> Vec<Word> {
        self.reading.words(classes, blind)
    }

    /// Those who may take part in an occasion of a kind that the word at token `at` tells of, after
    /// occasions in which those of `before` took part.
    #[must_use]
    pub fn candidates(
        &self,
        at: usize,
        kind: EventKind,
        before: &[Vec<usize>],
        blind: bool,
    ) -> Vec<Candidate> {
        self.reading.candidates(at, kind, before, blind)
    }

    /// All names of somebody.
    #[must_use]
    pub fn names(&self, who: usize) -> Vec<String> {
        self.reading.names(who)
    }
}
