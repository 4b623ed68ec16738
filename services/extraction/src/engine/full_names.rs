//! By what name a text itself calls a person in full, where the knowledge base holds none.

use std::borrow::Cow;
use std::collections::HashMap;

use communique_model::Label;

use super::board::Candidate;
use super::text::Text;

/// The names in several words of persons who are linked to nothing, by their last word, else by
/// their first: of two persons of one last name the one named first.
#[derive(Debug, Default)]
pub(super) struct FullNames<'a> {
    by_word: HashMap<&'a str, Cow<'a, str>>,
    /// By the two words of a name turned round, the name: "Petrova Anna" of lists is Anna Petrova.
    turned: HashMap<(&'a str, &'a str), &'a str>,
}

impl<'a> FullNames<'a> {
    /// The full names among resolved mentions.
    pub(super) fn new(text: &'a Text<'a>, mentions: &[Candidate]) -> Self {
        let mut names = Self::default();
        let full = |mention: &&Candidate| is_unknown(mention) && mention.tokens.len() > 1;
        for mention in mentions.iter().filter(full) {
            let first = text.word(mention.tokens.start);
            let last = text.word(mention.tokens.end - 1);
            let known = names
                .by_word
                .entry(last_word(text, mention))
                .or_insert_with(|| in_order(text, mention));
            // "P. Orlova" of a heading stands behind the "Petra Orlova" of the text.
            if known.get(1..2) == Some(".") && text.word(mention.tokens.start).len() > 1 {
                let full = in_order(text, mention);
                if full.get(..1) == known.get(..1) {
                    *known = full;
                }
            }
            if mention.tokens.len() == 2 && !names.turned.contains_key(&(first, last)) {
                names
                    .turned
                    .entry((last, first))
                    .or_insert_with(|| text.words(mention.tokens.clone()));
            }
        }
        // Names that begin with the family name, or persons called by their first: "President Lee".
        for mention in mentions.iter().filter(full) {
            names
                .by_word
                .entry(text.word(mention.tokens.start))
                .or_insert_with(|| in_order(text, mention));
        }
        names
    }

    /// The full name of the person of a mention that is linked to nothing; its own words where the
    /// text has none.
    pub(super) fn of(&self, text: &'a Text<'a>, mention: &Candidate) -> Option<Cow<'a, str>> {
        if !is_unknown(mention) {
            return None;
        }
        let words = text.words(mention.tokens.clone());
        let last = text.word(mention.tokens.end - 1);
        Some(match mention.tokens.len() {
            _ if last_word(text, mention) == words => self
                .by_word
                .get(with_small_article(words).as_deref().unwrap_or(words))
                .or_else(|| self.by_word.get(words))
                .cloned()
                .unwrap_or(Cow::Borrowed(words)),
            2 if self
                .turned
                .contains_key(&(text.word(mention.tokens.start), last)) =>
            {
                Cow::Borrowed(self.turned[&(text.word(mention.tokens.start), last)])
            }
            _ => match self.by_word.get(last_word(text, mention)) {
                Some(fuller) if is_fuller(text, mention, fuller) => fuller.clone(),
                _ => in_order(text, mention),
            },
        })
    }
}

/// Whether a name with the same last word says more of the given names than a mention does: "P.
/// Okonta" or "Mira Okonta" of "Mira Ada Okonta".
fn is_fuller(text: &Text<'_>, mention: &Candidate, fuller: &str) -> bool {
    let first = text.word(mention.tokens.start);
    let words = text
        .words(mention.tokens.clone())
        .split_whitespace()
        .count();
    let initial = first.chars().count() == 1 && text.is(mention.tokens.start + 1, ".");
    let given = fuller.split_whitespace().next().unwrap_or_default();
    let said = fuller.split_whitespace().count();
    given == first && said > words || initial && given.len() > 1 && given.starts_with(first)
}

/// "al-Busaidi" of "Al-Busaidi": behind a given name the article begins small.
fn with_small_article(name: &str) -> Option<String> {
    let rest = name.strip_prefix("Al-").map(|rest| ("al-", rest));
    let (article, rest) = rest.or_else(|| Some(("el-", name.strip_prefix("El-")?)))?;
    Some(format!("{article}{rest}"))
}

/// The last word of a name, all of it where hyphens join its parts.
fn last_word<'a>(text: &'a Text<'a>, mention: &Candidate) -> &'a str {
    let mut start = mention.tokens.end - 1;
    while start >= mention.tokens.start + 2 && text.is_inner_hyphen(start - 1) {
        start -= 2;
    }
    text.words(start..mention.tokens.end)
}

/// A name with the given name first: the family name that capitals set off and that stands in
/// front goes behind ("SATO Hana" is Hana Sato).
fn in_order<'a>(text: &'a Text<'a>, mention: &Candidate) -> Cow<'a, str> {
    let words = text.words(mention.tokens.clone());
    let family = mention.tokens.start;
    let set_off = text.is_all_capitals(family)
        && text.word(family).chars().count() > 2
        && mention.tokens.len() == 2
        && text.word(family + 1).chars().any(char::is_lowercase);
    if !set_off {
        return Cow::Borrowed(words);
    }
    let mut letters = text.word(family).chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    let rest = letters.as_str().to_lowercase();
    Cow::Owned(format!("{} {first}{rest}", text.word(family + 1)))
}

fn is_unknown(mention: &Candidate) -> bool {
    mention.label == Label::Person && mention.entity.is_none() && !mention.tokens.is_empty()
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use super::*;
    use crate::engine::board::Rank;
    use crate::knowledge;

    fn full_names(source: &str, persons: &[&str]) -> Vec<String> {
        let knowledge = knowledge::embedded().unwrap();
        let text = Text::new(source, &knowledge);
        let mut mentions: Vec<Candidate> = Vec::new();
        for person in persons {
            let from = mentions.last().map_or(0, |last| last.tokens.end);
            let tokens = (from..text.len())
                .flat_map(|start| (start + 1..=text.len()).map(move |end| start..end))
                .find(|tokens| text.words(tokens.clone()) == *person)
                .unwrap();
            mentions.push(Candidate::new(tokens, Label::Person, Rank::Name, "test"));
        }
        let names = FullNames::new(&text, &mentions);
        mentions
            .iter()
            .map(|mention| names.of(&text, mention).unwrap().into_owned())
            .collect()
    }

    #[test]
    fn a_last_name_stands_for_the_name_in_full() {
        assert_eq!(
            full_names(
                "Mira Okonta-Bly spoke. Then Okonta-Bly left with Jon Ferrant; Ferrant drove.",
                &["Mira Okonta-Bly", "Okonta-Bly", "Jon Ferrant", "Ferrant"]
            ),
            [
                "Mira Okonta-Bly",
                "Mira Okonta-Bly",
                "Jon Ferrant",
                "Jon Ferrant"
            ]
        );
    }

    #[test]
    fn initials_and_left_out_names_stand_for_the_name_in_full() {
        assert_eq!(
            full_names(
                "Mira Okonta spoke. M. Okonta left. Ada bin Omar Saleh and Ada Saleh.",
                &[
                    "Mira Okonta",
                    "M. Okonta",
                    "Ada bin Omar Saleh",
                    "Ada Saleh"
                ]
            ),
            [
                "Mira Okonta",
                "Mira Okonta",
                "Ada bin Omar Saleh",
                "Ada bin Omar Saleh"
            ]
        );
    }

    #[test]
    fn a_family_name_in_front_goes_behind() {
        assert_eq!(
            full_names(
                "MORITA Hanae met Jon Ferrant.\nMorita\nFerrant Jon",
                &["MORITA Hanae", "Jon Ferrant", "Ferrant Jon"]
            ),
            ["Hanae Morita", "Jon Ferrant", "Jon Ferrant"]
        );
    }
}
