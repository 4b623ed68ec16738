//! What the rest of the document says of a word: whether it stands in small letters elsewhere, after
//! a title of courtesy, or under a label.

use std::collections::HashMap;

use communique_model::Label;

use super::clues::{AFTER_HONORIFIC, AFTER_OFFICE, Clue, label_code, label_of};
use super::word::Word;
use crate::engine::text::Text;
use crate::knowledge::trie::FastHash;

/// The word stands with a capital inside a sentence.
const CAPITAL_INSIDE: u16 = 1;
/// The word stands in small letters.
const SMALL: u16 = 1 << 1;
/// The word stands after a title of courtesy or a post.
const INTRODUCED: u16 = 1 << 2;
/// The word stands beside another capitalised word.
const IN_RUN: u16 = 1 << 3;
/// The word stands alone with its capital.
const ALONE: u16 = 1 << 4;
/// The rules hold the word for a person's name, or a part of one.
const PERSON: u16 = 1 << 5;
const ORG: u16 = 1 << 6;
const PLACE: u16 = 1 << 7;
const NORP: u16 = 1 << 8;
/// The word stands more than once.
const AGAIN: u16 = 1 << 9;
/// Number of these bits.
pub(super) const BITS: u32 = 10;

/// The words of a document that stand with a capital, by the hash of their lower case.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    words: HashMap<u64, u16, FastHash>,
}

impl Repeats {
    pub(super) fn read(text: &Text<'_>, words: &[Word], clues: &[Clue]) -> Self {
        let mut repeats = Self::default();
        for (at, (word, clue)) in words.iter().zip(clues).enumerate() {
            if !text.is_capitalised(at) {
                continue;
            }
            let bits = repeats.words.entry(word.lower).or_insert(u16::MAX);
            if *bits == u16::MAX {
                *bits = 0;
            } else {
                *bits |= AGAIN;
            }
            if !text.opens_sentence(at) {
                *bits |= CAPITAL_INSIDE;
            }
            if clue.flags & (AFTER_HONORIFIC | AFTER_OFFICE) != 0 {
                *bits |= INTRODUCED;
            }
            let beside = at > 0 && text.is_capitalised(at - 1) && text.continues_line(at)
                || text.is_capitalised(at + 1) && text.continues_line(at + 1);
            *bits |= if beside { IN_RUN } else { ALONE };
            *bits |= match label_of(clue.rule) {
                0 => 0,
                code if code == label_code(Label::Person) => PERSON,
                code if code == label_code(Label::Org) => ORG,
                code if code == label_code(Label::Gpe) || code == label_code(Label::Loc) => PLACE,
                code if code == label_code(Label::Norp) => NORP,
                _ => 0,
            };
        }
        for (at, word) in words.iter().enumerate() {
            if text.is_plain_word(at)
                && !text.is_capitalised(at)
                && let Some(bits) = repeats.words.get_mut(&word.lower)
            {
                *bits |= SMALL;
            }
        }
        repeats
    }

    /// What the document says of the word, as bits.
    pub(super) fn of(&self, word: &Word) -> u16 {
        self.words.get(&word.lower).copied().unwrap_or(0)
    }
}
