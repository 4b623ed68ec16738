//! The order of the first answers, the same on every backend.
//!
//! Backends rank each in their own way: by frequency of words, or by rules. What they put first
//! is put in order once more by one score, so that the best answers do not depend on the backend;
//! where no more documents match than are looked at here, the whole order is the same.

use std::collections::HashMap;

use communique_model::IndexedDocument;

use crate::document::name_key;
use crate::query::{Closeness, Plan};
use crate::text::Tokens;

/// How many of the first answers are put in order.
pub(crate) const RANKED: usize = 100;

/// A word found near outweighs all that follows, so that a document with the word itself stands
/// before one with a word like it.
const NEARNESS_WEIGHT: f64 = 10.0;
const PROXIMITY_WEIGHT: f64 = 2.0;
/// Length of a text, in words, in which a word counts as in BM25 at average length.
const USUAL_LENGTH: f64 = 300.0;
/// The usual parameters of BM25: saturation, and the weight of length.
const SATURATION: f64 = 1.2;
const LENGTH_WEIGHT: f64 = 0.75;

/// Puts documents in order, best first, ties by id.
pub(crate) fn ranked(plan: &Plan, documents: Vec<IndexedDocument>) -> Vec<IndexedDocument> {
    let mut scored: Vec<(f64, IndexedDocument)> = documents
        .into_iter()
        .map(|document| (score(plan, &document), document))
        .collect();
    scored.sort_by(|(one, one_document), (other, other_document)| {
        let by_score = other.total_cmp(one);
        by_score.then_with(|| one_document.document.id.cmp(&other_document.document.id))
    });
    scored.into_iter().map(|(_, document)| document).collect()
}

fn score(plan: &Plan, indexed: &IndexedDocument) -> f64 {
    let text = WordPlaces::of(plan, &indexed.document.text);
    let title = WordPlaces::of(plan, &indexed.document.title);
    let words = plan.words.len();
    let mut nearness = 0.0;
    let mut frequency = 0.0;
    let mut in_title = 0.0;
    for (number, word) in plan.words.iter().enumerate() {
        let nearest = nearer(text.nearest[number], title.nearest[number]);
        nearness += match nearest {
            Some(closeness) => weight(closeness),
            None if named(indexed, &word.clause.names) => 0.4,
            None => 0.0,
        };
        frequency += text.frequency(number);
        if title.nearest[number].is_some() {
            in_title += 1.0;
        }
    }
    let share = |sum: f64| if words == 0 { 0.0 } else { sum / words as f64 };
    NEARNESS_WEIGHT * nearness
        + PROXIMITY_WEIGHT * text.proximity().max(title.proximity())
        + share(frequency)
        + share(in_title)
        + phrase_frequency(plan, indexed)
}

fn weight(closeness: Closeness) -> f64 {
    match closeness {
        Closeness::Exact => 1.0,
        Closeness::Completion => 0.8,
        Closeness::OneTypo => 0.5,
        Closeness::TwoTypos => 0.3,
    }
}

fn named(indexed: &IndexedDocument, names: &[String]) -> bool {
    !names.is_empty()
        && indexed.extraction.entities.iter().any(|entity| {
            let mut own = std::iter::once(&entity.name).chain(&entity.aliases);
            own.any(|name| name_key(name).is_some_and(|name| names.contains(&name)))
        })
}

/// How often phrases stand in the text, between 0 and 1.
fn phrase_frequency(plan: &Plan, indexed: &IndexedDocument) -> f64 {
    if plan.phrases.is_empty() {
        return 0.0;
    }
    let tokens = Tokens::of(&indexed.document.text);
    let mut times = 0;
    for phrase in &plan.phrases {
        let windows = tokens.as_slice().windows(phrase.terms.len());
        times += windows
            .filter(|window| window.iter().map(|token| &token.term).eq(&phrase.terms))
            .count();
    }
    saturated(times, tokens.as_slice().len())
}

fn saturated(times: usize, length: usize) -> f64 {
    let times = times as f64;
    let length = 1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length as f64 / USUAL_LENGTH;
    times / (times + SATURATION * length)
}

/// Where the words of a question stand in a text.
struct WordPlaces {
    /// For each word how near the nearest word of the text is. `None` if not found.
    nearest: Vec<Option<Closeness>>,
    times: Vec<usize>,
    /// Place and word of everything found, in order.
    places: Vec<(usize, usize)>,
    length: usize,
}

/// The nearer of two; what is found is nearer than what is not.
fn nearer(one: Option<Closeness>, other: Option<Closeness>) -> Option<Closeness> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl WordPlaces {
    fn of(plan: &Plan, text: &str) -> Self {
        let tokens = Tokens::of(text);
        let mut places = Self {
            nearest: vec![None; plan.words.len()],
            times: vec![0; plan.words.len()],
            places: Vec::new(),
            length: tokens.as_slice().len(),
        };
        let mut known: HashMap<&str, Vec<(usize, Closeness)>> = HashMap::new();
        for (place, token) in tokens.as_slice().iter().enumerate() {
            let meant = known.entry(&token.term).or_insert_with(|| {
                let words = plan.words.iter().enumerate();
                words
                    .filter_map(|(number, word)| {
                        Some((number, word.pattern.closeness(&token.term)?))
                    })
                    .collect()
            });
            for &(number, closeness) in meant.iter() {
                places.nearest[number] = nearer(places.nearest[number], Some(closeness));
                places.times[number] += 1;
                places.places.push((place, number));
            }
        }
        places
    }

    fn frequency(&self, word: usize) -> f64 {
        saturated(self.times[word], self.length)
    }

    /// 1 where all words found stand next to each other, less the farther apart they stand at
    /// their nearest; 0 for fewer than two.
    fn proximity(&self) -> f64 {
        let wanted = self.times.iter().filter(|&&times| times > 0).count();
        if wanted < 2 {
            return 0.0;
        }
        let mut inside = vec![0_usize; self.times.len()];
        let (mut distinct, mut first, mut shortest) = (0, 0, usize::MAX);
        for &(place, word) in &self.places {
            distinct += usize::from(inside[word] == 0);
            inside[word] += 1;
            while distinct == wanted {
                let (begin, leaving) = self.places[first];
                shortest = shortest.min(place - begin);
                inside[leaving] -= 1;
                distinct -= usize::from(inside[leaving] == 0);
                first += 1;
            }
        }
        (wanted - 1) as f64 / shortest.max(wanted - 1) as f64
    }
}
