//! Who holds an office that stands without a name: "the Minister", "the Head of State", "President of X".

use communique_model::Label;

use super::actors::{Actor, Who};
use super::role::Role;
use super::scene::Scene;
use super::titles::title_words;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Titles under which nobody is introduced who is called by them afterwards.
const LEADING: &[&str] = &["Head of State", "Head of Government", "Leader"];

impl Scene<'_> {
    /// Who a title without a name stands for: the person of the text who holds it, else the
    /// country or body whose office it is.
    pub(super) fn holder(&self, title: &Candidate) -> Option<Actor> {
        let words = title_words(self.text, self.knowledge, self.mentions, title);
        let owner = self.owner(title);
        let person = match owner {
            None => self.holder_before(&words, title.tokens.start),
            Some(_) => None,
        }
        .or_else(|| self.holder_of(&words, owner));
        // "President of X", where somebody known to hold that office is named elsewhere.
        let known = || self.known_holder(&[&words], owner?);
        let who = person.or_else(known).or_else(|| owner.map(Who::Entity))?;
        Some(Actor {
            who,
            office: Some(words),
            tokens: title.tokens.clone(),
        })
    }

    /// The person named in the text who is known to hold one of these offices of a country or body on the
    /// day of the text.
    pub(super) fn known_holder(&self, titles: &[&str], owner: EntityKey) -> Option<Who> {
        let holds = |person: EntityKey| {
            let mut tenures = self.knowledge.tenures(person).iter();
            tenures.any(|tenure| {
                titles.contains(&&*tenure.office)
                    && tenure.of == Some(owner)
                    && self.date.is_none_or(|date| tenure.covers(date))
            })
        };
        let named = self.persons.iter().find(|&&person| holds(person));
        named.map(|&person| Who::Entity(person))
    }

    /// The actor that a mention is by its own words, not by those of whom the text speaks.
    pub(super) fn named_by_itself(&self, mention: &Candidate) -> Option<Actor> {
        match mention.label {
            Label::Office => self.holder(mention),
            _ => self.actor(mention),
        }
    }

    /// Who of those named before `at` is meant by a title that says nothing of whose it is: the
    /// first of them, unless somebody holds an office of these very words.
    fn holder_before(&self, words: &str, at: usize) -> Option<Who> {
        let held = self.offices_held();
        if held.iter().any(|held| held.office == words) {
            return None;
        }
        let leads = LEADING.contains(&words);
        let meant = held.iter().find(|held| {
            let called = if leads {
                Role::of(Some(&held.office)) == Role::Leader
            } else {
                is_called(words, &held.office)
            };
            held.at < at && called
        });
        meant.map(|held| held.who.clone())
    }

    /// Who of the text holds an office of these words, of that country or body if one is given.
    pub(super) fn holder_of(&self, words: &str, owner: Option<EntityKey>) -> Option<Who> {
        self.offices_held()
            .iter()
            .find(|held| is_called(words, &held.office) && (owner.is_none() || owner == held.of))
            .map(|held| held.who.clone())
    }
}

/// Whether the holder of an office is called by these words: a foreign minister is "the Minister", a
/// deputy is not.
fn is_called(words: &str, office: &str) -> bool {
    if office == words {
        return true;
    }
    let deputy = |title: &str| Role::of(Some(title)) == Role::Deputy;
    office.ends_with(words) && (deputy(words) || !deputy(office))
}
