//! Hashtags: one country or organisation, or a compound of known names, or a campaign's slogan.

use communique_model::Label;

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::fold::collapse;
use crate::knowledge::lexicon::is_common;
use crate::knowledge::{EntityKey, Knowledge, Meaning};

/// Finds every hashtag and decomposes it.
pub(crate) struct Hashtags;

/// Longest hashtag that is decomposed, in bytes; nobody reads longer ones.
const LONGEST: usize = 120;

impl Layer for Hashtags {
    fn name(&self) -> &'static str {
        "hashtags"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        while at < board.text.len() {
            let Some(end) = hashtag_end(board.text, at) else {
                at += 1;
                continue;
            };
            let candidate = self.candidate(board, at, end);
            board.push(candidate);
            at = end;
        }
    }
}

impl Hashtags {
    fn candidate(&self, board: &Board<'_>, at: usize, end: usize) -> Candidate {
        let body = board.text.words(at + 1..end);
        let whole = whole_tag(board.knowledge, body);
        let label = match whole {
            Some(meaning) if meaning.label == Label::Gpe => Some(Label::Gpe),
            Some(meaning) => (meaning.label == Label::Org).then_some(Label::Org),
            None => None,
        };
        if let (Some(meaning), Some(label)) = (whole, label) {
            return Candidate::new(at + 1..end, label, Rank::Name, self.name())
                .linked(Some(meaning.entity));
        }
        let parts = match whole {
            Some(meaning) => vec![meaning.entity],
            None if body.len() <= LONGEST => decompose(board.knowledge, body),
            None => Vec::new(),
        };
        Candidate::new(at..end, Label::Hashtag, Rank::Notation, self.name()).with_parts(parts)
    }
}

/// If a hashtag begins at `at`, the token after it.
fn hashtag_end(text: &Text<'_>, at: usize) -> Option<usize> {
    let is_sign = text.is_any(at, &["#", "＃"]);
    let belongs = |next: usize| {
        text.joined(next)
            && (text.is_plain_word(next)
                || text.is_number(next)
                || text.word(next).starts_with('_'))
    };
    if !is_sign || !belongs(at + 1) {
        return None;
    }
    let mut end = at + 2;
    while belongs(end) {
        end += 1;
    }
    Some(end)
}

fn whole_tag(knowledge: &Knowledge, body: &str) -> Option<Meaning> {
    let meaning = knowledge.by_collapsed(&collapse(body))?;
    // "#who" and "#us" are words; the bodies write themselves in capitals.
    let is_lower = !body.contains(char::is_uppercase);
    (!is_lower || body.len() > SHORTEST_LOWER).then_some(meaning)
}

/// Shortest name that is taken from letters all of one case, in bytes.
const SHORTEST_LOWER: usize = 3;

/// Words after a body's name that make it the name of a document, which has no entity.
const DOCUMENT_WORDS: [&str; 8] = [
    "charter",
    "treaty",
    "convention",
    "resolution",
    "resolutions",
    "declaration",
    "agreement",
    "accords",
];

/// The known names that a compound hashtag is made of, longest first at each humped word.
pub(super) fn decompose(knowledge: &Knowledge, body: &str) -> Vec<EntityKey> {
    let humps = humps(body);
    if let [only] = humps[..] {
        return run_together(knowledge, only);
    }
    let mut parts: Vec<EntityKey> = Vec::new();
    let mut at = 0;
    while at < humps.len() {
        let Some((entity, taken)) = longest_name(knowledge, &humps[at..]) else {
            at += 1;
            continue;
        };
        at += taken;
        let document = humps
            .get(at)
            .is_some_and(|word| DOCUMENT_WORDS.contains(&word.to_lowercase().as_str()));
        if !document && !parts.contains(&entity) {
            parts.push(entity);
        }
    }
    parts
}

fn longest_name(knowledge: &Knowledge, humps: &[&str]) -> Option<(EntityKey, usize)> {
    (1..=humps.len().min(8)).rev().find_map(|taken| {
        let name = collapse(&humps[..taken].concat());
        let code = (taken == 1 && humps[0].len() == 2 && is_upper(humps[0]))
            .then(|| knowledge.country(humps[0]))
            .flatten();
        let known = knowledge
            .by_collapsed(&name)
            .filter(|meaning| meaning.label != Label::Person || taken > 1 || !is_common(humps[0]))
            .filter(|_| is_upper(humps[0]) || name.len() > SHORTEST_LOWER)
            .map(|meaning| meaning.entity);
        Some((known.or(code)?, taken))
    })
}

fn is_upper(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// A hashtag without humps, all in one case: names that cover it without rest.
fn run_together(knowledge: &Knowledge, word: &str) -> Vec<EntityKey> {
    let letters: Vec<char> = collapse(word).chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let longest = (SHORTEST_LOWER + 1..=(letters.len() - at).min(40))
            .rev()
            .find_map(|length| {
                let name: String = letters[at..at + length].iter().collect();
                let meaning = knowledge.by_collapsed(&name)?;
                Some((meaning.entity, length))
            });
        let Some((entity, length)) = longest else {
            return Vec::new();
        };
        parts.push(entity);
        at += length;
    }
    parts
}

/// Cuts "UNGeneralAssembly_79" into "UN", "General", "Assembly", "79".
fn humps(body: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = body.char_indices().collect();
    let mut humps = Vec::new();
    let mut start = 0;
    let mut cut = |from: usize, to: usize| {
        if from < to {
            humps.push(&body[from..to]);
        }
    };
    for (index, &(byte, letter)) in letters.iter().enumerate() {
        if letter == '_' {
            cut(start, byte);
            start = byte + 1;
            continue;
        }
        let Some(&(_, before)) = index.checked_sub(1).and_then(|last| letters.get(last)) else {
            continue;
        };
        let next_is_lower = letters
            .get(index + 1)
            .is_some_and(|(_, next)| next.is_lowercase());
        let rises = letter.is_uppercase() && (before.is_lowercase() || next_is_lower);
        let turns = letter.is_numeric() != before.is_numeric() && before != '_';
        if rises || turns {
            cut(start, byte);
            start = byte;
        }
    }
    cut(start, body.len());
    humps
}

#[cfg(test)]
mod tests {
    use super::humps;

    #[test]
    fn humps_are_words() {
        assert_eq!(humps("RussiaKazakhstan"), ["Russia", "Kazakhstan"]);
        assert_eq!(humps("UNGA79"), ["UNGA", "79"]);
        assert_eq!(humps("UNCharter"), ["UN", "Charter"]);
        assert_eq!(humps("SCO_Summit2024"), ["SCO", "Summit", "2024"]);
        assert_eq!(humps("russia"), ["russia"]);
        assert_eq!(humps("__"), [""; 0]);
    }
}
