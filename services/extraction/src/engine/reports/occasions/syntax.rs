//! How a name stands in its sentence: which preposition governs it, whose it is said to be, which
//! words that tell of something else stand nearer.

use std::ops::Range;

use communique_model::Label;

use super::super::scene::Scene;
use super::words::{is_telling, lower};

/// Prepositions that govern a name.
pub(super) const PREPOSITIONS: &[&str] = &[
    "with",
    "by",
    "between",
    "of",
    "in",
    "at",
    "to",
    "from",
    "for",
    "on",
    "among",
    "as",
    "under",
    "including",
    "alongside",
];

/// Words between a preposition and the name that it governs.
const PASSED: &[&str] = &[
    "the",
    "mr",
    "ms",
    "mrs",
    "dr",
    "h.e",
    "his",
    "her",
    "its",
    "excellency",
    "minister",
    "president",
    "ambassador",
    "counterpart",
    "colleague",
    "then",
    "acting",
    "former",
    "senior",
    "visiting",
    "federal",
    "first",
    "deputy",
    "state",
];

/// The preposition that governs the name at `start`, over its title and over those with whom
/// it is listed.
pub(super) fn governing(scene: &Scene<'_>, sentence: &Range<usize>, start: usize) -> u64 {
    let text = scene.text;
    let floor = sentence.start.max(start.saturating_sub(40));
    let mut at = start;
    while at > floor {
        at -= 1;
        if let Some(mention) = scene.at(at) {
            at = mention.tokens.start;
            continue;
        }
        if text.is_any_word(at, PREPOSITIONS) && !text.is_word(at, "of") {
            return lower(text.word(at));
        }
        let passed = text.is_any_word(at, PASSED)
            || text.is_any_word(at, &["of", "and", "as", "well", "general"])
            || !text.is_plain_word(at) && !text.is(at, ".");
        if !passed {
            return 3;
        }
    }
    4
}
/// The word of which the one named at `start` is said to be the owner: "margins" of "the
/// margins of the Assembly"; 0 if none.
pub(super) fn owned_by(scene: &Scene<'_>, sentence: &Range<usize>, start: usize) -> u64 {
    let text = scene.text;
    let floor = sentence.start.max(start.saturating_sub(16));
    let mut at = start;
    while at > floor {
        at -= 1;
        if let Some(mention) = scene.at(at) {
            if mention.label != Label::Office {
                return 0;
            }
            at = mention.tokens.start;
            continue;
        }
        if text.is_word(at, "of") && at > floor {
            return lower(text.word(at - 1));
        }
        if !text.is_any_word(at, PASSED) {
            return 0;
        }
    }
    0
}

/// How many other words between a name and the word may tell of an occasion, at most 3; and
/// whether one of them, or one on the other side of the name, stands nearer to it.
pub(super) fn others(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    word: usize,
    name: &Range<usize>,
) -> (u64, u64) {
    let text = scene.text;
    let tells = |&at: &usize| scene.at(at).is_none() && is_telling(text.word(at));
    let between = if name.start > word {
        word + 1..name.start
    } else {
        name.end..word
    };
    let others = between.clone().take(60).filter(tells).count().min(3) as u64;
    let distance = between.len().min(20);
    let mut beyond = if name.start > word {
        name.end..sentence.end.min(name.end + distance)
    } else {
        sentence.start.max(name.start.saturating_sub(distance))..name.start
    };
    (others, u64::from(beyond.any(|at| tells(&at))))
}

/// Words that bring in what an occasion is told as: a time, a place, a topic.
const BRINGING: &[&str] = &[
    "during",
    "following",
    "after",
    "before",
    "until",
    "since",
    "about",
    "regarding",
];

/// How far before a word the preposition is looked for that governs it, in tokens.
const LEADING: usize = 8;

/// As what the word at `at` is told of in its sentence: the preposition that governs it and the word
/// before that ("for" and "preparations" of "preparations for the summit"); 0 each if none.
pub(super) fn told_as(scene: &Scene<'_>, sentence: &Range<usize>, at: usize) -> (u64, u64) {
    let text = scene.text;
    let start = scene
        .at(at)
        .map_or(at, |mention| mention.tokens.start.min(at));
    let floor = sentence.start.max(start.saturating_sub(LEADING));
    for before in (floor..start).rev() {
        if text.is_any_word(before, PREPOSITIONS) || text.is_any_word(before, BRINGING) {
            let word = before
                .checked_sub(1)
                .filter(|&word| word >= sentence.start)
                .map_or(1, |word| lower(text.word(word)));
            return (lower(text.word(before)), word);
        }
        if !text.is_plain_word(before) || is_telling(text.word(before)) {
            return (0, 0);
        }
    }
    (0, 0)
}
