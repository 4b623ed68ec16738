//! Adverbials between a verb and its object: when, where, how.

use communique_model::Label;

use super::scene::Scene;

/// Adverbs that stand between a verb and what it governs.
const ADVERBS: &[&str] = &[
    "today",
    "here",
    "there",
    "separately",
    "also",
    "again",
    "briefly",
    "down",
    "privately",
    "then",
    "first",
    "later",
    "earlier",
    "afterwards",
    "warmly",
    "cordially",
    "yesterday",
    "jointly",
    "virtually",
    "online",
    "remotely",
    "one-on-one",
    "tete-a-tete",
    "upon",
    "individually",
    "directly",
    "once",
    "more",
    "in-person",
    "informally",
    "together",
    "up",
    "now",
    "today’s",
    "too",
    "personally",
    "face",
    "to-face",
];

/// Prepositions of adverbials of time and place.
const OPENERS: &[&str] = &[
    "in",
    "at",
    "on",
    "during",
    "after",
    "before",
    "within",
    "over",
    "following",
    "via",
    "through",
    "by",
    "as",
    "for",
];

/// Most words between the preposition of an adverbial and its name: "on the sidelines of the".
const LONGEST: usize = 7;

impl Scene<'_> {
    /// The token after the adverbials that begin at `at`: "met *today in Moscow* with X".
    pub(super) fn past_adjuncts(&self, at: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = at;
        while at < end {
            if let Some(mention) = self.at(at) {
                if !matches!(mention.label, Label::Date | Label::Time) {
                    break;
                }
                at = mention.tokens.end;
                continue;
            }
            if text.is_any_word(at, ADVERBS) {
                at += 1;
                continue;
            }
            if text.is(at, "one") && text.is(at + 2, "on") && text.is(at + 4, "one") {
                at += 5;
                continue;
            }
            let past = self.past_phrase(at, end);
            if let Some(past) = past {
                at = past;
                continue;
            }
            // "met, at the request of …, with": the commas of an insertion.
            let goes_on = text.is(at, ",")
                && (text.is_any_word(at + 1, &["with", "by"])
                    || self.past_phrase(at + 1, end).is_some()
                    || text.is_any_word(at + 1, ADVERBS));
            if !goes_on {
                break;
            }
            at += 1;
        }
        at
    }

    /// The token after the prepositional phrase of time or place that begins at `at`.
    fn past_phrase(&self, at: usize, end: usize) -> Option<usize> {
        let text = self.text;
        if self.at(at).is_some() || !text.is_any_word(at, OPENERS) {
            return None;
        }
        let manner = text.is_any_word(at, &["by", "via", "over", "through", "as"]);
        let mut next = at + 1;
        while next < end.min(at + 1 + LONGEST) {
            if let Some(mention) = self.at(next) {
                let adverbial = matches!(
                    mention.label,
                    Label::Date
                        | Label::Time
                        | Label::Gpe
                        | Label::Fac
                        | Label::Loc
                        | Label::Event
                        | Label::Org
                        | Label::Hashtag
                );
                return (adverbial && !manner).then_some(mention.tokens.end);
            }
            if text.is_any_word(next, &["with", "by", "and", "to"])
                || !text.is_plain_word(next) && !text.is(next, "-")
            {
                // "at the residence", "via video link", "in the afternoon"
                return (next > at + 1 && next <= at + 5).then_some(next);
            }
            next += 1;
        }
        None
    }
}
