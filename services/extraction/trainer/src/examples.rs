//! Documents as what is learnt from: sequences of tokens, their features by number, and the tags
//! that each may have.

use std::collections::HashMap;

use communique_extraction::labeller::{Observer, Tag};

use crate::corpus::{Document, Gold};
use crate::mapping::{ALL_TAGS, trimmed};

/// A sequence of tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Example {
    /// Features of all tokens, one after the other.
    pub(crate) features: Vec<u32>,
    /// Where the features of each token end.
    pub(crate) ends: Vec<u32>,
    /// The tags that each token may have, as bits.
    pub(crate) allowed: Vec<u16>,
    pub(crate) weight: f32,
}

/// The sequences and the hashes of their features.
#[derive(Clone, Debug, Default)]
pub(crate) struct Examples {
    pub(crate) sequences: Vec<Example>,
    /// Hash of each feature by its number.
    pub(crate) features: Vec<u64>,
}

/// Sees the documents and numbers the features that stand at `cutoff` tokens or more.
pub(crate) fn examples(observer: &Observer, documents: &[Document], cutoff: u32) -> Examples {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut seen = Vec::new();
    for document in documents {
        let observation = observer.observe(&document.text);
        let allowed = allowed_tags(&observation.tokens, &document.text, &document.spans);
        for stretch in observation.stretches {
            for hash in stretch.features.iter().flatten() {
                *counts.entry(*hash).or_insert(0) += 1;
            }
            let allowed = consistent(&allowed[stretch.tokens.clone()]);
            seen.push((stretch.features, allowed, document.weight));
        }
    }
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut features = Vec::new();
    let mut sequences = Vec::with_capacity(seen.len());
    for (tokens, allowed, weight) in seen {
        let mut example = Example {
            allowed,
            weight,
            ..Example::default()
        };
        for token in tokens {
            for hash in token {
                if counts[&hash] < cutoff {
                    continue;
                }
                let number = *numbers.entry(hash).or_insert_with(|| {
                    features.push(hash);
                    number(features.len() - 1)
                });
                example.features.push(number);
            }
            example.ends.push(number(example.features.len()));
        }
        sequences.push(example);
    }
    Examples {
        sequences,
        features,
    }
}

/// Corpora hold far fewer tokens and features than 2³².
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The tags that each token of a text may have.
fn allowed_tags(tokens: &[std::ops::Range<usize>], text: &str, spans: &[Gold]) -> Vec<u16> {
    let mut allowed = vec![1 << Tag::OUTSIDE.0; tokens.len()];
    for span in spans {
        let words = &text[span.bytes.clone()];
        let cut = trimmed(words, span.allowed);
        let bytes = span.bytes.start + cut.start..span.bytes.start + cut.end;
        let first = tokens.partition_point(|token| token.end <= bytes.start);
        for at in first..tokens.len() {
            if tokens[at].start >= bytes.end {
                break;
            }
            allowed[at] = span.allowed.tags(at == first);
        }
    }
    allowed
}

/// Makes sure that some path obeys: a name cut by the edge of a stretch begins at the edge.
fn consistent(allowed: &[u16]) -> Vec<u16> {
    let mut before = 1_u16 << Tag::OUTSIDE.0;
    allowed
        .iter()
        .map(|&tags| {
            let follows = (0..Tag::OUTSIDE.0 + 16)
                .filter(|&tag| tags & 1 << tag != 0)
                .any(|tag| {
                    (0..16).any(|from| before & 1 << from != 0 && Tag(from).may_precede(Tag(tag)))
                });
            let tags = if follows || tags == ALL_TAGS {
                tags
            } else {
                // Every tag that goes on becomes the one that begins.
                (0..16)
                    .filter(|&tag| tags & 1 << tag != 0)
                    .fold(0, |begun, tag| {
                        begun | 1 << if Tag(tag).goes_on() { tag - 1 } else { tag }
                    })
            };
            before = tags;
            tags
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use communique_model::Label;

    #[test]
    fn a_name_cut_by_an_edge_begins_there() {
        let inside = Tag::inside(Label::Org).unwrap().0;
        let begin = Tag::begin(Label::Org).unwrap().0;
        assert_eq!(
            consistent(&[1 << inside, 1 << inside, 1]),
            [1 << begin, 1 << inside, 1]
        );
    }
}
