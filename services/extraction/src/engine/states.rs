//! Whose a state's body is that stands without its country: the "Cabinet of Ministers" of the minister
//! named beside it, of the country spoken of just before, else of the text's main country.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::board::Candidate;
use super::context::most_named;
use super::text::Text;
use crate::knowledge::{EntityKey, Knowledge};

/// Where countries are named or known by their people.
#[derive(Debug)]
pub(super) struct States {
    /// Token and country, in the order of the text; persons stand for the countries they serve.
    named: Vec<(usize, EntityKey)>,
    /// The first tokens of persons, with their countries.
    persons: HashMap<usize, EntityKey>,
    /// The country of the person named first.
    first_person: Option<EntityKey>,
    main: Option<EntityKey>,
}

impl States {
    pub(super) fn new(knowledge: &Knowledge, mentions: &[Candidate]) -> Self {
        let mut named = Vec::new();
        let mut persons = HashMap::new();
        let mut first_person = None;
        let mut told = Vec::new();
        for mention in mentions {
            let own = matches!(mention.label, Label::Gpe | Label::Norp | Label::Person)
                .then_some(mention.entity)
                .flatten();
            let Some(country) = own.and_then(|key| knowledge.country_of(key)) else {
                continue;
            };
            let place = own.is_some_and(|key| knowledge.get(key).kind == EntityKind::Place);
            if mention.label == Label::Person {
                first_person = first_person.or(Some(country));
                persons.insert(mention.tokens.start, country);
            }
            if !place {
                named.push((mention.tokens.start, country));
            }
            told.push(country);
        }
        Self {
            named,
            persons,
            first_person,
            main: most_named(told.into_iter()),
        }
    }

    /// The country of a state's body whose name says none.
    pub(super) fn owner(&self, text: &Text<'_>, mention: &Candidate) -> Option<EntityKey> {
        let range = mention.tokens.clone();
        if !is_of_a_state(text, mention) || self.names_a_country(mention) {
            return None;
        }
        let leader = self.persons.get(&range.end).copied();
        let first = self.named.partition_point(|&(at, _)| at < range.start);
        let sentence = text.sentence(range.start, REACH).start;
        let before = first
            .checked_sub(1)
            .map(|index| self.named[index])
            .filter(|&(at, _)| at >= sentence)
            .map(|(_, country)| country);
        // A presidency without a country is that of whom the text names first.
        let host = is_presidency(text, range)
            .then_some(self.first_person)
            .flatten();
        leader.or(before).or(host).or(self.main)
    }

    fn names_a_country(&self, mention: &Candidate) -> bool {
        let range = &mention.tokens;
        let first = self.named.partition_point(|&(at, _)| at < range.start);
        !mention.parts.is_empty() || self.named.get(first).is_some_and(|&(at, _)| at < range.end)
    }
}

/// Whether a body is the office of a head of state: its officers are named for it.
pub(super) fn is_presidency(text: &Text<'_>, body: Range<usize>) -> bool {
    let at = |word: &str| body.clone().find(|&at| text.is(at, word));
    let office = at("Office").or_else(|| at("Administration"));
    let of_president = office.is_some_and(|office| {
        text.is(office + 1, "of") && text.is(text.past_the(office + 2), "President")
    });
    at("Presidency").is_some_and(|head| head == body.start)
        || of_president
        || at("Presidential").is_some() && office.is_some()
}

/// How far back, in tokens, a country counts as that of the same sentence.
const REACH: usize = 40;

/// Whether a name is one that states give their bodies, with nothing in it that is one state's own.
fn is_of_a_state(text: &Text<'_>, mention: &Candidate) -> bool {
    let range = mention.tokens.clone();
    let (first, second) = (text.word(range.start), text.word(range.start + 1));
    let words = text.words(range.clone());
    let whole = is_name_of_many(words);
    let begins = range.len() > 2 && BEGINNINGS.contains(&(first, second));
    whole || begins
}

/// Whether many states have bodies of a name.
pub(super) fn is_name_of_many(words: &str) -> bool {
    WHOLE.contains(&words)
}

/// Names that many states' bodies have.
const WHOLE: [&str; 52] = [
    "Presidency",
    "Presidency of the Republic",
    "Presidency of the Council of Ministers",
    "Presidential Executive Office",
    "Office of the President of the Republic",
    "National Congress",
    "Congress of the Republic",
    "Federal Senate",
    "Federal Government",
    "Federal Police",
    "National Police",
    "Electoral Court",
    "Supreme Electoral Court",
    "Supreme Electoral Tribunal",
    "Electoral Commission",
    "National Council",
    "Cabinet of Ministers",
    "Council of Ministers",
    "Cabinet",
    "National Assembly",
    "House of Representatives",
    "House of Commons",
    "House of Lords",
    "Chamber of Deputies",
    "Federal Assembly",
    "Supreme Court",
    "Constitutional Court",
    "Supreme Council",
    "Presidential Court",
    "Presidential Administration",
    "Presidential Office",
    "Senate",
    "Parliament",
    "Armed Forces",
    "Defence Forces",
    "General Staff",
    "Central Bank",
    "National Bank",
    "Central Election Commission",
    "National Security Council",
    "Privy Council",
    "National Security Service",
    "State Customs Committee",
    "State Border Service",
    "State Statistics Committee",
    "National Statistics Committee",
    "Secretariat of State",
    "Office of the Security Council",
    "Office of the President",
    "Office of the Prime Minister",
    "Prosecutor General’s Office",
    "Prime Minister’s Office",
];

/// How the names of ministries and agencies of states begin.
const BEGINNINGS: [(&str, &str); 9] = [
    ("Ministry", "of"),
    ("Ministry", "for"),
    ("Department", "of"),
    ("Agency", "on"),
    ("Agency", "for"),
    ("Directorate", "of"),
    ("State", "Committee"),
    ("State", "Agency"),
    ("State", "Service"),
];

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::rules::RuleEngine;

    #[test]
    fn bodies_without_a_country_are_of_the_one_spoken_of() {
        let text =
            "Uruguay has a new customs code. In Uruguay the State Customs Committee applies it.";
        let extraction = RuleEngine::embedded().unwrap().extract(text, None);
        let names: Vec<_> = extraction
            .mentions
            .iter()
            .filter(|mention| mention.label == Label::Org)
            .filter_map(|mention| mention.full_name.as_deref())
            .collect();
        assert_eq!(names, ["State Customs Committee of Uruguay"]);
    }
}
