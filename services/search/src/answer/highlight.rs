//! Where a text says what was asked for.

use std::collections::{BTreeSet, HashMap};

use communique_model::{EntityId, Extraction, Highlight, Span};

use crate::document::name_key;
use crate::query::{Phrase, Plan};
use crate::text::{Token, Tokens};

/// All highlights of a text in order, not overlapping: phrases as wholes, words, and mentions of
/// entities whose name the question holds.
pub(crate) fn highlights(plan: &Plan, tokens: &Tokens, extraction: &Extraction) -> Vec<Highlight> {
    let mut found = Vec::new();
    for phrase in &plan.phrases {
        add_phrase(phrase, tokens.as_slice(), &mut found);
    }
    let mut found = without_overlaps(found);
    let words = word_highlights(plan, tokens.as_slice());
    found = joined(found, words);
    joined(found, mention_highlights(plan, extraction))
}

fn add_phrase(phrase: &Phrase, tokens: &[Token], found: &mut Vec<Highlight>) {
    for window in tokens.windows(phrase.terms.len()) {
        let same = window
            .iter()
            .zip(&phrase.terms)
            .all(|(token, term)| token.term == *term);
        if same && let (Some(first), Some(last)) = (window.first(), window.last()) {
            found.push(Highlight {
                span: Span::new(first.span.start, last.span.end),
                word: phrase.typed.clone(),
            });
        }
    }
}

fn word_highlights(plan: &Plan, tokens: &[Token]) -> Vec<Highlight> {
    // Texts repeat their words: each is compared once.
    let mut known: HashMap<&str, Option<&str>> = HashMap::new();
    tokens
        .iter()
        .filter_map(|token| {
            let word = *known.entry(&token.term).or_insert_with(|| {
                let nearest = plan
                    .words
                    .iter()
                    .filter_map(|word| Some((word.pattern.closeness(&token.term)?, word)))
                    .min_by_key(|(closeness, _)| *closeness);
                nearest.map(|(_, word)| word.typed.as_str())
            });
            Some(Highlight {
                span: token.span,
                word: word?.to_owned(),
            })
        })
        .collect()
}

fn mention_highlights(plan: &Plan, extraction: &Extraction) -> Vec<Highlight> {
    let mut found = Vec::new();
    for name in &plan.names {
        let decides = |term: &String| plan.words.iter().any(|w| w.pattern.term() == term);
        if !name.terms.iter().all(decides) {
            continue;
        }
        let named: BTreeSet<&EntityId> = extraction
            .entities
            .iter()
            .filter(|entity| {
                let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
                names.any(|other| name_key(other).as_ref() == Some(&name.name))
            })
            .map(|entity| &entity.id)
            .collect();
        for mention in &extraction.mentions {
            let mut entities = mention.entity.iter().chain(&mention.parts);
            if !mention.span.is_empty() && entities.any(|entity| named.contains(entity)) {
                found.push(Highlight {
                    span: mention.span,
                    word: name.typed.clone(),
                });
            }
        }
    }
    without_overlaps(found)
}

/// In order; of two that overlap the one that starts first stays, of two that start together the
/// longer.
fn without_overlaps(mut highlights: Vec<Highlight>) -> Vec<Highlight> {
    highlights.sort_by_key(|highlight| (highlight.span.start, u32::MAX - highlight.span.end));
    let mut end = 0;
    highlights.retain(|highlight| {
        let free = highlight.span.start >= end;
        if free {
            end = highlight.span.end;
        }
        free
    });
    highlights
}

/// Both lists in order; of `second` only what overlaps nothing of `first`.
fn joined(first: Vec<Highlight>, second: Vec<Highlight>) -> Vec<Highlight> {
    let mut free: Vec<Highlight> = second
        .into_iter()
        .filter(|highlight| {
            let after = first.partition_point(|other| other.span.end <= highlight.span.start);
            first
                .get(after)
                .is_none_or(|other| !other.span.overlaps(highlight.span))
        })
        .collect();
    free.extend(first);
    free.sort_by_key(|highlight| highlight.span.start);
    free
}
