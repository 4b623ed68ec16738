//! Numbers for the words that stand in names.

use std::collections::HashMap;

use super::fold::normalise_word;
use super::russian::is_cyrillic;
use super::trie::{FastHash, Symbol, UNKNOWN};
use crate::token::{Piece, TokenKind, pieces};

/// Words and their symbols.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    symbols: HashMap<Box<str>, Symbol, FastHash>,
}

impl Vocabulary {
    /// The symbol of a word in its compared form, new if need be.
    pub(crate) fn add(&mut self, word: &str) -> Symbol {
        if let Some(&symbol) = self.symbols.get(word) {
            return symbol;
        }
        let symbol = Symbol::try_from(self.symbols.len() + 1).unwrap_or(Symbol::MAX);
        self.symbols.insert(word.into(), symbol);
        symbol
    }

    /// The symbol of a word in its compared form; [`UNKNOWN`] for a word in no name.
    pub(crate) fn get(&self, word: &str) -> Symbol {
        self.symbols.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// The words in the order of their symbols, from 1.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words = vec![""; self.symbols.len()];
        for (word, &symbol) in &self.symbols {
            words[symbol as usize - 1] = word;
        }
        words
    }

    /// The symbol of a word as it stands in a text.
    pub(crate) fn of_text(&self, word: &str) -> Symbol {
        // Longer words are in no name; comparing them would only cost.
        if word.len() > LONGEST_WORD {
            return UNKNOWN;
        }
        if is_cyrillic(word) {
            return self.get(&normalise_word(word));
        }
        match self.get(word) {
            UNKNOWN => match normalise_word(word) {
                std::borrow::Cow::Borrowed(same) if same == word => UNKNOWN,
                form => self.get(&form),
            },
            symbol => symbol,
        }
    }

    /// The symbols of a name, new ones added. Hyphens between words do not count.
    pub(crate) fn add_name(&mut self, name: &str) -> Vec<Symbol> {
        name_words(name)
            .into_iter()
            .map(|word| self.add(&normalise_word(word)))
            .collect()
    }
}

/// Longest word that a name may hold, in bytes.
const LONGEST_WORD: usize = 64;

/// The pieces of a name that count when names are compared.
pub(crate) fn name_words(name: &str) -> Vec<&str> {
    pieces(name)
        .filter(|piece| !is_hyphen(name, piece))
        .map(|piece| &name[piece.start..piece.end])
        .collect()
}

/// The words of a person's name: marks do not count.
pub(crate) fn person_words(name: &str) -> Vec<&str> {
    pieces(name)
        .filter(|piece| piece.kind == TokenKind::Word)
        .map(|piece| &name[piece.start..piece.end])
        .collect()
}

fn is_hyphen(name: &str, piece: &Piece) -> bool {
    matches!(&name[piece.start..piece.end], "-" | "–" | "‑" | "‐")
}
