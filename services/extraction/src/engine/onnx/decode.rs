//! From scores of pieces to names.

use std::ops::Range;

use super::folder::Aggregation;
use super::labels::{Labels, Position};
use crate::token::Piece;

/// What the model says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answer {
    /// Number of the label.
    pub(super) label: usize,
    /// Its probability, from 0 to 1.
    pub(super) probability: f32,
}

/// A name that the model sees.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeenName {
    /// Words covered.
    pub(super) words: Range<usize>,
    /// Index into [`Labels::meanings`].
    pub(super) kind: usize,
    /// Mean of the probabilities of its words, from 0 to 1.
    pub(super) score: f32,
}

/// The answer for a word from the scores of its pieces, one row of `labels` scores each; none
/// without pieces.
pub(super) fn answer(scores: &[f32], labels: usize, how: Aggregation) -> Option<Answer> {
    let mut rows = scores.chunks_exact(labels);
    match how {
        Aggregation::First => rows.next().map(|row| best(&softmax(row))),
        Aggregation::Average => {
            let pieces = rows.len();
            let mut sums = vec![0.0_f32; labels];
            for row in rows {
                for (sum, probability) in sums.iter_mut().zip(softmax(row)) {
                    *sum += probability;
                }
            }
            sums.iter_mut().for_each(|sum| *sum /= pieces as f32);
            (pieces > 0).then(|| best(&sums))
        }
        Aggregation::Max => rows.map(|row| best(&softmax(row))).reduce(|one, other| {
            if other.probability > one.probability {
                other
            } else {
                one
            }
        }),
    }
}

/// Probabilities from scores; the highest score is taken off first, so that nothing overflows.
fn softmax(row: &[f32]) -> Vec<f32> {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = row.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// The most probable label; of equals the first.
fn best(probabilities: &[f32]) -> Answer {
    let mut best = Answer {
        label: 0,
        probability: f32::NEG_INFINITY,
    };
    for (label, &probability) in probabilities.iter().enumerate() {
        if probability > best.probability {
            best = Answer { label, probability };
        }
    }
    best
}

/// Puts words together to names. Whatever the scheme, a name begins where its kind begins, at a
/// first or only token, and after a last one: models break their own scheme, and one reading
/// serves BIO, BILOU, BIOES and labels without position. No name goes over the end of a line.
pub(super) fn names(answers: &[Option<Answer>], labels: &Labels, words: &[Piece]) -> Vec<SeenName> {
    let mut names = Vec::new();
    let mut open: Option<SeenName> = None;
    let mut closed = false;
    for (at, answer) in answers.iter().enumerate() {
        let tag = answer.and_then(|answer| Some((labels.tags[answer.label]?, answer.probability)));
        let continued = tag.is_some_and(|(tag, _)| {
            let same = open.as_ref().is_some_and(|name| name.kind == tag.kind);
            let goes_on = !matches!(tag.position, Position::Begin | Position::Unit);
            same && goes_on && !closed && !words[at].opens_line
        });
        if !continued {
            names.extend(open.take().map(finished));
        }
        let Some((tag, probability)) = tag else {
            continue;
        };
        match &mut open {
            Some(name) => {
                name.words.end = at + 1;
                name.score += probability;
            }
            None => {
                open = Some(SeenName {
                    words: at..at + 1,
                    kind: tag.kind,
                    score: probability,
                });
            }
        }
        closed = matches!(tag.position, Position::Last | Position::Unit);
    }
    names.extend(open.take().map(finished));
    names
}

fn finished(name: SeenName) -> SeenName {
    SeenName {
        score: name.score / name.words.len() as f32,
        ..name
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::{Meaning, Tag};
    use super::*;
    use crate::token::pieces;

    /// Labels by number: O, then B I L U and no position of kind 0, then `B` of kind 1.
    fn labels() -> Labels {
        let tag = |position, kind| Some(Tag { position, kind });
        Labels {
            tags: vec![
                None,
                tag(Position::Begin, 0),
                tag(Position::Inside, 0),
                tag(Position::Last, 0),
                tag(Position::Unit, 0),
                tag(Position::Any, 0),
                tag(Position::Inside, 1),
            ],
            meanings: vec![Meaning::Ignored; 2],
        }
    }

    fn found(text: &str, answers: &[usize]) -> Vec<(Range<usize>, usize)> {
        let words: Vec<Piece> = pieces(text).collect();
        let answers: Vec<_> = answers
            .iter()
            .map(|&label| {
                Some(Answer {
                    label,
                    probability: 0.5,
                })
            })
            .collect();
        let names = names(&answers, &labels(), &words);
        names
            .into_iter()
            .map(|name| (name.words, name.kind))
            .collect()
    }

    #[test]
    fn every_scheme_is_read() {
        let text = "a b c d e f";
        // BIO.
        assert_eq!(
            found(text, &[1, 2, 0, 1, 1, 2]),
            [(0..2, 0), (3..4, 0), (4..6, 0)]
        );
        // BILOU.
        assert_eq!(
            found(text, &[1, 3, 4, 4, 1, 3]),
            [(0..2, 0), (2..3, 0), (3..4, 0), (4..6, 0)]
        );
        // Labels without position, and a scheme that begins with I.
        assert_eq!(found(text, &[5, 5, 0, 2, 2, 0]), [(0..2, 0), (3..5, 0)]);
        // Another kind begins another name.
        assert_eq!(
            found(text, &[1, 2, 6, 6, 2, 0]),
            [(0..2, 0), (2..4, 1), (4..5, 0)]
        );
    }

    #[test]
    fn a_name_ends_with_its_line() {
        assert_eq!(found("a b\nc", &[1, 2, 2]), [(0..2, 0), (2..3, 0)]);
    }

    #[test]
    fn pieces_of_a_word_become_one_answer() {
        // Two pieces, three labels.
        let scores = [2.0, 1.0, 0.0, 0.0, 9.0, 0.0];
        let by = |how| answer(&scores, 3, how).map(|answer| answer.label);
        assert_eq!(by(Aggregation::First), Some(0));
        assert_eq!(by(Aggregation::Average), Some(1));
        assert_eq!(by(Aggregation::Max), Some(1));
        assert_eq!(answer(&[], 3, Aggregation::First), None);
    }

    #[test]
    fn scores_however_large_become_probabilities() {
        let found = answer(&[1e38, -1e38, 1e38], 3, Aggregation::First).unwrap();
        assert_eq!(found.label, 0);
        assert!((found.probability - 0.5).abs() < 1e-6);
    }
}
