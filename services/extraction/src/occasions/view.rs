//! A text as whoever trains the models sees it.

use std::ops::Range;

use communique_model::EventKind;

use crate::labeller::WordClasses;

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

/// An occasion that the text has told of before.
#[derive(Clone, Debug)]
pub struct Past {
    /// The place of the word that tells of it among the tokens of the text.
    pub at: usize,
    /// What it is.
    pub kind: EventKind,
    /// The numbers of those who take part.
    pub part: Vec<usize>,
}

/// A text that the engine has read, and what the models would be asked of it.
pub trait View {
    /// Every word that may tell of an occasion. With `blind` nothing is said of what the rules
    /// read, as befits texts on which the rules were made.
    fn words(&self, classes: &WordClasses, blind: bool) -> Vec<Word>;

    /// Those who may take part in an occasion of a kind that the word at token `at` tells of, after
    /// the occasions of `before`, in order.
    fn candidates(
        &self,
        at: usize,
        kind: EventKind,
        before: &[Past],
        blind: bool,
    ) -> Vec<Candidate>;

    /// All names of somebody.
    fn names(&self, who: usize) -> Vec<String>;
}
