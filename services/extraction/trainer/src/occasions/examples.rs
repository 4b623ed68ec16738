//! Documents as what is learnt from.

use communique_extraction::RuleEngine;
use communique_extraction::labeller::WordClasses;
use communique_extraction::occasions::kind_number;
use communique_extraction::occasions::view::Past;

use super::alignment::align;
use super::gold::{Document, plain};

/// A word and what it tells of.
#[derive(Clone, Debug)]
pub(super) struct LearntWord {
    pub(super) stem: u64,
    pub(super) features: Vec<u64>,
    /// 0 for nothing, else one more than the number of the kind.
    pub(super) outcome: usize,
}

/// Somebody, and whether they take part in an occasion.
#[derive(Clone, Debug)]
pub(super) struct LearntPart {
    pub(super) features: Vec<u64>,
    pub(super) takes_part: bool,
}

/// What is learnt from a document.
#[derive(Clone, Debug)]
pub(super) struct Learnt {
    pub(super) words: Vec<LearntWord>,
    pub(super) parts: Vec<LearntPart>,
    /// Occasions for which a word was found that tells of them.
    pub(super) aligned: usize,
}

/// Reads a document as the engine does and compares with its record.
pub(super) fn look_at(engine: &RuleEngine, classes: &WordClasses, document: &Document) -> Learnt {
    let blind = document.looked_at;
    engine.look_at_occasions(&document.text, document.reference_date, |view| {
        let words = view.words(classes, blind);
        let aligned = align(&document.text, &document.events, &words);
        let mut outcomes = vec![0; words.len()];
        let mut told: Vec<(usize, usize)> = Vec::new();
        for (event, place) in aligned.iter().enumerate() {
            if let Some(place) = *place {
                if outcomes[place] == 0 {
                    outcomes[place] = kind_number(document.events[event].kind) + 1;
                }
                told.push((place, event));
            }
        }
        told.sort_unstable();
        let mut parts = Vec::new();
        let mut before: Vec<Past> = Vec::new();
        for &(place, event) in &told {
            let event = &document.events[event];
            let mut part = Vec::new();
            for candidate in view.candidates(words[place].at, event.kind, &before, blind) {
                let takes_part = view
                    .names(candidate.who)
                    .iter()
                    .any(|name| event.participants.contains(&plain(name)));
                if takes_part {
                    part.push(candidate.who);
                }
                parts.push(LearntPart {
                    features: candidate.features,
                    takes_part,
                });
            }
            before.push(Past {
                at: words[place].at,
                kind: event.kind,
                part,
            });
        }
        Learnt {
            words: words
                .into_iter()
                .zip(outcomes)
                .map(|(word, outcome)| LearntWord {
                    stem: word.stem,
                    features: word.features,
                    outcome,
                })
                .collect(),
            parts,
            aligned: told.len(),
        }
    })
}
