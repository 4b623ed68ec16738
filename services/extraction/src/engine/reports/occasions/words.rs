//! Words as the models of occasions see them: in lower case, by their stem, by their class.

use communique_model::Label;

use super::super::scene::Scene;
use crate::labeller::WordClasses;
use crate::labeller::hash;

/// Longest word of which the stem is looked for, in bytes.
const LONGEST: usize = 40;

/// Endings that are taken off, if at least [`SHORTEST`] bytes are left; the first that fits.
const ENDINGS: [&[u8]; 14] = [
    b"ations", b"ation", b"ings", b"ing", b"ies", b"ied", b"ions", b"ion", b"ments", b"ment",
    b"ed", b"es", b"s", b"e",
];
const SHORTEST: usize = 3;

/// Before the first and after the last word of a sentence.
pub(super) const EDGE: u64 = 1;

/// Values of labels as words begin here; hashes of words are far from it in all likelihood.
const LABELS: u64 = 100;

/// Words that most often tell of an occasion: whoever stands behind the next of them takes part in
/// that.
const TELLING: &[&str] = &[
    "met",
    "meet",
    "meets",
    "meeting",
    "meetings",
    "talks",
    "received",
    "receive",
    "receives",
    "hosted",
    "hosts",
    "consultations",
    "negotiations",
    "conversation",
    "conversations",
    "call",
    "calls",
    "visit",
    "visits",
    "visited",
    "visiting",
    "arrived",
    "trip",
    "summit",
    "session",
    "statement",
    "remarks",
    "address",
    "speech",
    "interview",
    "signed",
    "signing",
    "sign",
    "conference",
    "forum",
    "congress",
    "anniversary",
    "ceremony",
    "dinner",
    "reception",
    "adopted",
    "adoption",
    "declaration",
    "briefing",
    "spoke",
    "dialogue",
    "round",
    "attended",
    "attend",
    "addressed",
    "delivered",
    "travelled",
    "traveled",
    "travel",
    "discussed",
    "welcomed",
    "congratulated",
    "message",
    "telegram",
    "contacts",
    "exchange",
];

/// Whether a word most often tells of an occasion.
pub(super) fn is_telling(word: &str) -> bool {
    TELLING.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// The hash of a word in lower case.
pub(super) fn lower(word: &str) -> u64 {
    hash::lower(word)
}

/// The hash of the stem of a word.
pub(super) fn stem(word: &str) -> u64 {
    let mut buffer = [0_u8; LONGEST];
    let Some(letters) = buffer.get_mut(..word.len()) else {
        return lower(word);
    };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    let letters = &*letters;
    let stem = ENDINGS
        .iter()
        .filter_map(|ending| letters.strip_suffix(*ending))
        .find(|stem| stem.len() >= SHORTEST)
        .unwrap_or(letters);
    std::str::from_utf8(stem).map_or_else(|_| lower(word), lower)
}

/// The number of a label.
pub(super) fn label(label: Label) -> u64 {
    LABELS + label as u64
}

/// What the models see of a token: the label of the mention that covers it, where that is a name,
/// else the word. Names of occasions and documents are seen as their words.
pub(super) fn seen(scene: &Scene<'_>, at: usize) -> u64 {
    match scene.at(at) {
        Some(mention) if !matches!(mention.label, Label::Event | Label::Law) => {
            label(mention.label)
        }
        _ => lower(scene.text.word(at)),
    }
}

/// The class of the word at a token and the class of that class.
pub(super) fn class(scene: &Scene<'_>, classes: &WordClasses, at: usize) -> (u64, u64) {
    let class = classes.of(scene.text.word(at));
    (u64::from(class), u64::from(classes.coarse(class)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["meeting", "meetings"],
            ["signed", "signing"],
            ["visits", "visited"],
            ["negotiations", "negotiation"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("signed"), stem("sighed"));
        assert_eq!(stem("Встреча"), lower("встреча"));
    }
}
