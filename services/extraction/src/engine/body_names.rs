//! By what name a body is known in full, where the knowledge base holds none: its words in the text,
//! with the country it belongs to by the country's usual name.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::board::Candidate;
use super::states::{States, is_name_of_many};
use super::text::{Reading, Text};
use crate::knowledge::{EntityKey, Knowledge};

/// The full names of a text's bodies, and of its places, that are linked to nothing.
#[derive(Debug)]
pub(super) struct BodyNames<'a> {
    text: &'a Text<'a>,
    knowledge: &'a Knowledge,
    /// The names that acronyms in brackets were given for, by acronym.
    explained: HashMap<&'a str, String>,
    /// The first mission of each kind whose country and seat the text names, or of which it names
    /// one of the two.
    missions: HashMap<&'static str, Mission>,
    /// Whose a state's body without a country's name is.
    states: States,
}

/// Whose mission it is and where it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Mission {
    owner: Option<EntityKey>,
    seat: Option<EntityKey>,
}

/// Kinds of mission abroad, the longer name first.
const MISSIONS: [(&str, &str); 3] = [("Consulate", "General"), ("Consulate", ""), ("Embassy", "")];

impl<'a> BodyNames<'a> {
    pub(super) fn new(
        text: &'a Text<'a>,
        knowledge: &'a Knowledge,
        mentions: &[Candidate],
    ) -> Self {
        let mut names = Self {
            text,
            knowledge,
            explained: HashMap::new(),
            missions: HashMap::new(),
            states: States::new(knowledge, mentions),
        };
        let bodies = || mentions.iter().filter(|mention| is_unknown_body(mention));
        for mention in bodies() {
            if let Some((kind, mission)) = names.mission(mention)
                && (mission.owner.is_some() || mission.seat.is_some())
            {
                let known = names.missions.entry(kind).or_default();
                known.owner = known.owner.or(mission.owner);
                known.seat = known.seat.or(mission.seat);
            }
        }
        if let Some(posted) = names.ambassador() {
            for (first, second) in MISSIONS {
                let kind = kind_of(first, second);
                let known = names.missions.entry(kind).or_default();
                known.owner = known.owner.or(posted.owner);
                known.seat = known.seat.or(posted.seat);
            }
        }
        for mention in bodies() {
            let acronym = mention.tokens.end + 1;
            let bracketed = text.is(mention.tokens.end, "(")
                && text.is(acronym + 1, ")")
                && text.is_all_capitals(acronym);
            if bracketed && mention.tokens.len() > 1 {
                let name = names.in_full(mention);
                names.explained.entry(text.word(acronym)).or_insert(name);
            }
        }
        names
    }

    /// The full name of a body that is linked to nothing; of a place so, its own words.
    pub(super) fn of(&self, mention: &Candidate) -> Option<String> {
        if mention.entity.is_some() || mention.tokens.is_empty() {
            return None;
        }
        match mention.label {
            Label::Org => {
                let words = self.text.words(mention.tokens.clone());
                let explained = self.explained.get(words).cloned();
                Some(explained.unwrap_or_else(|| self.in_full(mention)))
            }
            Label::Gpe | Label::Loc => Some(self.text.words(mention.tokens.clone()).to_owned()),
            _ => None,
        }
    }

    fn in_full(&self, mention: &Candidate) -> String {
        let own = || {
            if let Some(name) = self.of_a_nation(mention.tokens.clone()) {
                return name;
            }
            let mut name = self.with_usual_country(mention.tokens.clone());
            // "Office of the President of the Republic": the country says which one.
            if let Some(short) = name.strip_suffix(" of the Republic") {
                name.truncate(short.len());
            }
            match self.states.owner(self.text, mention) {
                Some(country) => {
                    format!("{name} of {}", as_named(&self.knowledge.get(country).name))
                }
                None => name,
            }
        };
        let Some((kind, mission)) = self.mission(mention) else {
            return self.ministry(mention).unwrap_or_else(own);
        };
        let known = self.missions.get(kind).copied().unwrap_or_default();
        let owner = mission.owner.or(known.owner);
        let seat = mission.seat.or(known.seat);
        let name = |key: EntityKey| self.knowledge.get(key).name.as_str();
        match (owner, seat) {
            (Some(owner), Some(seat)) => {
                let in_country = kind == "Embassy";
                let country = self.knowledge.country_of(seat).filter(|_| in_country);
                let seat = as_named(name(country.unwrap_or(seat)));
                format!("{kind} of {} in {seat}", as_named(name(owner)))
            }
            (Some(owner), None) => format!("{kind} of {}", as_named(name(owner))),
            _ => own(),
        }
    }

    /// "Senate of Ruritania" for "Ruritanian Senate": what every state calls its own.
    fn of_a_nation(&self, range: Range<usize>) -> Option<String> {
        let (nation, end) = self.place_at(range.start)?;
        let start = self.text.after_possessive(end).unwrap_or(end);
        let country = self.knowledge.country_of(nation)?;
        let rest = (start < range.end).then(|| self.text.words(start..range.end))?;
        let name = &self.knowledge.get(country).name;
        is_name_of_many(rest).then(|| format!("{rest} of {}", as_named(name)))
    }

    /// Whose ambassador the text names and where: "Ambassador of Kenya to Oman", "Kenyan Ambassador
    /// to Oman".
    fn ambassador(&self) -> Option<Mission> {
        let text = self.text;
        (1..text.len())
            .filter(|&at| text.is(at, "Ambassador"))
            .find_map(|at| {
                let country = |next: usize| {
                    self.place_at(next)
                        .filter(|&(place, _)| self.knowledge.get(place).kind == EntityKind::Country)
                };
                let after = match text.is(at + 1, "of") {
                    true => country(text.past_the(at + 2)),
                    false => None,
                };
                let to = after.map_or(at + 1, |(_, end)| end);
                let seat = text
                    .is_any(to, &["to", "in"])
                    .then(|| country(text.past_the(to + 1)))
                    .flatten();
                // "Kenya’s Ambassador to Oman"
                let before = match at
                    .checked_sub(2)
                    .and_then(|mark| text.after_possessive(mark))
                {
                    Some(end) if end == at => at.checked_sub(3),
                    _ => Some(at - 1),
                };
                let owner = after
                    .or_else(|| before.and_then(country))
                    .map(|(owner, _)| owner);
                let seat = seat.map(|(seat, _)| seat)?;
                Some(Mission {
                    owner,
                    seat: Some(seat),
                })
            })
    }

    /// The kind of mission abroad that a body is, with what its words and those right after it say.
    fn mission(&self, mention: &Candidate) -> Option<(&'static str, Mission)> {
        let text = self.text;
        let range = mention.tokens.clone();
        let (at, &(first, second)) = range.clone().find_map(|at| {
            let kind = MISSIONS.iter().find(|(first, second)| {
                text.is(at, first) && (second.is_empty() || text.is(at + 1, second))
            })?;
            Some((at, kind))
        })?;
        let kind = kind_of(first, second);
        let seat_word = (at..range.end + 1).find(|&next| text.is(next, "in"));
        let seat = seat_word
            .filter(|&word| text.continues_line(word + 1))
            .and_then(|word| self.place_at(text.past_the(word + 1)))
            .map(|(place, _)| place);
        let owner = (range.start..seat_word.unwrap_or(range.end))
            .filter_map(|next| self.place_at(next))
            .map(|(place, _)| place)
            .find(|&place| self.knowledge.get(place).kind == EntityKind::Country);
        Some((kind, Mission { owner, seat }))
    }

    /// "Ministry of X of the country" for "Turkish Ministry of X" and for a bare ministry of the
    /// country that it was found to belong to.
    fn ministry(&self, mention: &Candidate) -> Option<String> {
        let text = self.text;
        let range = mention.tokens.clone();
        let country = mention
            .parts
            .iter()
            .copied()
            .find(|&part| self.knowledge.get(part).kind == EntityKind::Country)?;
        let head = range.clone().find(|&at| text.is(at, "Ministry"))?;
        let country_name = &self.knowledge.get(country).name;
        let named_last =
            |at: usize| text.is(at, "of") && self.place_at(text.past_the(at + 1)).is_some();
        let last = (head + 1..range.end).rev().find(|&at| named_last(at));
        if text.is_any(head + 1, &["of", "for"]) && head + 1 < range.end {
            let end = last.filter(|&at| at > head + 1).unwrap_or(range.end);
            // Whatever else a ministry of foreign affairs is for, it is known as that.
            let foreign = text.is(head + 2, "Foreign")
                && text.is(head + 3, "Affairs")
                && text.is_any(head + 4, &["and", ","]);
            if foreign {
                return Some(format!(
                    "Ministry of Foreign Affairs of {}",
                    as_named(country_name)
                ));
            }
            return Some(format!("{} of {country_name}", text.words(head..end)));
        }
        // "Turkish Ministry", whose subject stands in front of the noun.
        let start = match self.place_at(range.start) {
            Some((_, end)) if end < head => end,
            _ => range.start,
        };
        let start = text.after_possessive(start).unwrap_or(start);
        (start < head).then(|| format!("Ministry of {} of {country_name}", text.words(start..head)))
    }

    /// A name with the country after its last "of" by its usual name: "of the Kyrgyz Republic" is of
    /// Kyrgyzstan.
    fn with_usual_country(&self, range: Range<usize>) -> String {
        let text = self.text;
        for at in range.clone().rev() {
            if !text.is(at, "of") {
                continue;
            }
            let name = text.past_the(at + 1);
            let country = self
                .place_at(name)
                .filter(|&(place, end)| {
                    end == range.end && self.knowledge.get(place).kind == EntityKind::Country
                })
                .map(|(place, _)| &self.knowledge.get(place).name);
            // "of Chad" may be the end of "of the Republic of Chad".
            if country.is_some_and(|_| !text.words(name..range.end).contains(' ')) {
                continue;
            }
            if let Some(country) = country
                && at > range.start
            {
                return format!("{} of {}", text.words(range.start..at), as_named(country));
            }
            break;
        }
        let owner = self.place_at(range.start).filter(|&(place, end)| {
            end > range.start + 1
                && end < range.end
                && self.knowledge.get(place).kind == EntityKind::Country
        });
        match owner {
            // "Viet Nam People’s Army"
            Some((place, end)) if text.is(range.start, "Viet") => {
                let rest = text.words(end..range.end);
                format!("{} {rest}", self.knowledge.get(place).name)
            }
            _ => text.words(range).to_owned(),
        }
    }

    /// The country, nation or place that is named at a token, and the token after it.
    fn place_at(&self, at: usize) -> Option<(EntityKey, usize)> {
        let (end, payload) = self
            .text
            .longest(self.knowledge.names(), Reading::Words, at)?;
        let meaning = self
            .knowledge
            .meanings(payload)
            .iter()
            .find(|meaning| matches!(meaning.label, Label::Gpe | Label::Norp))?;
        Some((meaning.entity, end))
    }
}

/// A country's name as names of bodies have it: with the article that goes with it, and as the
/// country itself writes it.
fn as_named(country: &str) -> String {
    const WITH_ARTICLE: [&str; 8] = [
        "United States",
        "United Kingdom",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Maldives",
        "Gambia",
        "Holy See",
    ];
    match country {
        "Turkey" => "Türkiye".to_owned(),
        "United Arab Emirates" => "the UAE".to_owned(),
        name if WITH_ARTICLE.contains(&name) => format!("the {name}"),
        name => name.to_owned(),
    }
}

fn kind_of(first: &str, second: &str) -> &'static str {
    match (first, second) {
        ("Consulate", "General") => "Consulate General",
        ("Consulate", _) => "Consulate",
        _ => "Embassy",
    }
}

fn is_unknown_body(mention: &Candidate) -> bool {
    mention.label == Label::Org && mention.entity.is_none() && !mention.tokens.is_empty()
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::rules::RuleEngine;

    fn full_names(text: &str) -> Vec<(String, Option<String>)> {
        let engine = RuleEngine::embedded().unwrap();
        let extraction = engine.extract(text, None);
        let points: Vec<char> = text.chars().collect();
        extraction
            .mentions
            .iter()
            .filter(|mention| mention.label == Label::Org)
            .map(|mention| {
                let span = mention.span.start as usize..mention.span.end as usize;
                (points[span].iter().collect(), mention.full_name.clone())
            })
            .collect()
    }

    #[test]
    fn missions_are_of_a_country_and_in_one() {
        let found = full_names(
            "The Embassy of the Kyrgyz Republic in Hanoi opened a reading room. The Embassy lends books.",
        );
        let name = Some("Embassy of Kyrgyzstan in Vietnam".to_owned());
        assert!(found.iter().all(|(_, full)| *full == name), "{found:?}");
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn acronyms_stand_for_the_name_they_were_given_for() {
        let found = full_names(
            "The Northern Rivers Research Institute (NRRI) has moved. NRRI now sits in Oslo.",
        );
        let name = Some("Northern Rivers Research Institute".to_owned());
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().all(|(_, full)| *full == name), "{found:?}");
    }
}
