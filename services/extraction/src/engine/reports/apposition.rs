//! What stands beside a name and names nobody else: courtesies, titles, appositions between commas.

use std::ops::Range;

use communique_model::Label;

use super::actors::is_role;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::lexicon::is_honorific;

/// Courtesies and ranks, abbreviated or not, that the lexicon of names does not hold.
const COURTESIES: &[&str] = &[
    "H",
    "E",
    "HE",
    "HRH",
    "HM",
    "R",
    "Hon",
    "Honourable",
    "Honorable",
    "Rt",
    "Right",
    "Amb",
    "Gen",
    "Lt",
    "Col",
    "Maj",
    "Adm",
    "Excellency",
    "His",
    "Her",
    "Majesty",
    "Royal",
    "Mrs",
    "Messrs",
    "Dato",
    "Datuk",
    "Tan",
    "Sri",
    "Pak",
    "Ibu",
    "Eng",
];

/// Longest run of courtesies before a name: "H.E. Dr.".
const LONGEST_COURTESY: usize = 10;

/// Longest insertion between commas after a name.
const LONGEST_INSERTION: usize = 24;

impl Scene<'_> {
    /// Whether a token is part of a courtesy.
    pub(super) fn is_courtesy(&self, at: usize) -> bool {
        let word = self.text.word(at);
        self.at(at).is_none() && (is_honorific(word) || COURTESIES.contains(&word))
    }

    /// Whether a title belongs to the person named right after it: "Minister X", "Secretary-General
    /// of BODY, H.E. Dr. X".
    pub(super) fn is_title_of_next(&self, title: &Candidate) -> bool {
        self.named_by(title).is_some()
    }

    /// Where the name or the further title begins to which a title belongs that stands before it.
    pub(super) fn named_by(&self, title: &Candidate) -> Option<usize> {
        let mut at = title.tokens.end;
        while at < title.tokens.end + LONGEST_COURTESY {
            if self.is_courtesy(at) || self.text.is_any(at, &[".", ","]) {
                at += 1;
                continue;
            }
            let next = self.at(at)?;
            let belongs = match next.label {
                Label::Person => self.text.continues_line(at),
                // "Deputy Prime Minister – Foreign Minister X"
                Label::Office => at == title.tokens.end && self.named_by(next).is_some(),
                _ => false,
            };
            return belongs.then_some(at);
        }
        None
    }

    /// Whether a name or a title of one begins at a token, courtesies before it not counted.
    pub(super) fn name_after(&self, at: usize) -> bool {
        let mut name = at;
        while name < at + LONGEST_COURTESY && (self.is_courtesy(name) || self.text.is(name, ".")) {
            name += 1;
        }
        self.at(name)
            .is_some_and(|next| matches!(next.label, Label::Person | Label::Office))
    }

    /// Whether what follows a comma is one more of the list: an actor after which the list goes on
    /// or ends, or "and" and an actor.
    pub(super) fn list_goes_on(&self, comma: usize, end: usize) -> bool {
        let text = self.text;
        let mut at = comma + 1;
        if text.is_any(at, &["and", "&"]) {
            return true;
        }
        let mut named = false;
        while at < end.min(comma + 40) {
            if let Some(mention) = self.at(at) {
                let actor = self.actor(mention).is_some()
                    || mention.label == Label::Norp && self.delegate(mention).is_some();
                if !actor && mention.label != Label::Office {
                    return false;
                }
                named |=
                    actor && !(mention.label == Label::Office && self.is_title_of_next(mention));
                at = mention.tokens.end;
                continue;
            }
            if text.is_any(at, &[",", "and", "&", ";"]) {
                return named;
            }
            if text.is_plain_word(at) && !is_role(text.word(at)) && !self.is_courtesy(at) {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Where an insertion that ends at the comma `comma` names who acts: "the Secretary-General, Dr.
    /// X, accepted", "the two presidents, X and Y, talked". A relative clause does not.
    pub(super) fn names_inside(&self, comma: usize, floor: usize) -> bool {
        let Some(inside) = self.insertion(comma, floor) else {
            return false;
        };
        let text = self.text;
        let before = self.ending(inside.start - 1);
        let titled = before.is_some_and(|title| matches!(title.label, Label::Office | Label::Gpe))
            || text.is_plain_word(inside.start.saturating_sub(2));
        let mut at = inside.start;
        let mut named = false;
        while at < inside.end {
            if let Some(mention) = self.at(at) {
                if !matches!(mention.label, Label::Person | Label::Office) {
                    return false;
                }
                named |= mention.label == Label::Person;
                at = mention.tokens.end;
                continue;
            }
            let passes = text.is_any(at, &["and", "&", "."])
                || self.is_courtesy(at)
                || !text.is_plain_word(at);
            if !passes {
                return false;
            }
            at += 1;
        }
        named && titled
    }

    /// What stands between two commas, the second at `comma`.
    fn insertion(&self, comma: usize, floor: usize) -> Option<Range<usize>> {
        let floor = floor.max(comma.saturating_sub(LONGEST_INSERTION));
        let first = (floor..comma).rev().find(|&at| self.text.is(at, ","))?;
        (first > 0).then_some(first + 1..comma)
    }

    /// Where the title of somebody stands between commas behind the name, the token after the
    /// name: "X, Chairman of the Board, and …".
    pub(super) fn name_before_title(&self, comma: usize, floor: usize) -> Option<usize> {
        let inside = self.insertion(comma, floor)?;
        let named = self.ending(inside.start - 1)?.label == Label::Person;
        let person = self
            .inside(inside.clone())
            .any(|mention| matches!(mention.label, Label::Person | Label::Date));
        let relative = self
            .text
            .is_any_word(inside.start, &["who", "which", "where", "and"]);
        (named && !person && !relative && !inside.is_empty()).then_some(inside.start - 1)
    }
}
