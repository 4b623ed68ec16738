//! What is computed once for every token: hashes of the word, its shape, beginnings and endings.

use super::classes::WordClasses;
use super::hash::{self, LONGEST_WORD, mix};
use crate::engine::text::Text;

/// A token as the features see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) lower: u64,
    /// Runs of kinds of characters: "Xx", "X", "0-0".
    pub(super) shape: u64,
    pub(super) beginning: [u64; 2],
    pub(super) ending: [u64; 3],
    pub(super) class: u16,
    pub(super) coarse: u16,
}

/// Lengths of the beginnings, in characters.
const BEGINNINGS: [usize; 2] = [2, 4];
/// Lengths of the endings, in characters.
const ENDINGS: [usize; 3] = [2, 3, 4];

impl Word {
    fn new(word: &str, classes: &WordClasses) -> Self {
        let mut letters = ['\0'; LONGEST_WORD];
        let mut length = 0;
        let mut shape = 0;
        let mut last = 0;
        for letter in word.chars().take(LONGEST_WORD) {
            let kind = kind_of(letter);
            if kind != last {
                shape = mix(shape, kind);
                last = kind;
            }
            letters[length] = hash::simple_lower(letter);
            length += 1;
        }
        if length == 1 {
            shape = mix(shape, 99);
        }
        let letters = &letters[..length];
        let lower = hash::letters(letters.iter().copied());
        let piece = |piece: &[char]| hash::letters(piece.iter().copied());
        let class = classes.of_hash(lower);
        Self {
            lower,
            shape,
            beginning: BEGINNINGS.map(|count| piece(&letters[..count.min(length)])),
            ending: ENDINGS.map(|count| piece(&letters[length - count.min(length)..])),
            class,
            coarse: classes.coarse(class),
        }
    }
}

fn kind_of(letter: char) -> u64 {
    if letter.is_ascii_lowercase() {
        1
    } else if letter.is_ascii_uppercase() {
        2
    } else if letter.is_ascii_digit() {
        3
    } else if letter.is_ascii() {
        // Marks keep their identity: a full stop is no dash.
        16 + u64::from(u32::from(letter))
    } else if letter.is_lowercase() {
        1
    } else if letter.is_uppercase() {
        2
    } else if letter.is_alphabetic() {
        4
    } else if letter.is_numeric() {
        3
    } else {
        5
    }
}

/// Every token of a text.
pub(super) fn read(text: &Text<'_>, classes: &WordClasses) -> Vec<Word> {
    (0..text.len())
        .map(|at| Word::new(text.word(at), classes))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Word {
        Word::new(text, &WordClasses::default())
    }

    #[test]
    fn shapes_are_runs() {
        assert_eq!(word("Astana").shape, word("Omsk").shape);
        assert_eq!(word("ASTANA").shape, word("UN").shape);
        assert_ne!(word("A").shape, word("UN").shape);
        assert_ne!(word("McDonald").shape, word("Donald").shape);
        assert_eq!(word("Москва").shape, word("Omsk").shape);
    }

    #[test]
    fn the_hash_of_a_word_is_that_of_its_class_table() {
        for text in ["Astana", "Ташкент", "İzmir", &"long".repeat(30)] {
            assert_eq!(word(text).lower, hash::lower(text), "{text}");
        }
    }
}
