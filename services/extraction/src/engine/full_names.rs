//! By what name a text itself calls a person in full, where the knowledge base holds none.

use std::collections::HashMap;

use communique_model::Label;

use super::board::Candidate;
use super::text::Text;

/// The names in several words of persons who are linked to nothing, by their last word: of two
/// persons of one last name the one named first.
#[derive(Debug, Default)]
pub(super) struct FullNames<'a> {
    by_last_word: HashMap<&'a str, &'a str>,
}

impl<'a> FullNames<'a> {
    /// The full names among resolved mentions.
    pub(super) fn new(text: &'a Text<'a>, mentions: &[Candidate]) -> Self {
        let mut by_last_word = HashMap::new();
        for mention in mentions.iter().filter(|mention| is_unknown(mention)) {
            if mention.tokens.len() > 1 {
                by_last_word
                    .entry(text.word(mention.tokens.end - 1))
                    .or_insert_with(|| text.words(mention.tokens.clone()));
            }
        }
        Self { by_last_word }
    }

    /// The full name of the person of a mention that is linked to nothing; its own words where the
    /// text has none.
    pub(super) fn of(&self, text: &'a Text<'a>, mention: &Candidate) -> Option<&'a str> {
        is_unknown(mention).then(|| {
            let words = text.words(mention.tokens.clone());
            let last = text.word(mention.tokens.end - 1);
            let full = self.by_last_word.get(last).copied().unwrap_or(words);
            if mention.tokens.len() == 1 {
                full
            } else {
                words
            }
        })
    }
}

fn is_unknown(mention: &Candidate) -> bool {
    mention.label == Label::Person && mention.entity.is_none() && !mention.tokens.is_empty()
}
