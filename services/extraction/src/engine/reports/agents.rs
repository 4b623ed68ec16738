//! Who acts where no name stands before a verb: "they", "the two leaders", "both ministers", "the
//! guest".

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who};
use super::scene::Scene;

/// How far back those are looked for whom a common noun stands for, in tokens.
const BACK: usize = 400;

/// Words for bodies and gatherings whose members act as one.
const MEMBERS: &[&str] = &[
    "participants",
    "members",
    "delegates",
    "attendees",
    "partners",
    "gathering",
    "session",
    "summit",
    "meeting",
    "conference",
    "forum",
    "talks",
    "negotiations",
    "council",
    "assembly",
    "organisation",
    "organization",
    "visit",
    "programme",
];

/// Words for countries that act through those who talk.
const COUNTRIES: &[&str] = &[
    "sides",
    "parties",
    "countries",
    "ministries",
    "governments",
    "delegations",
    "nations",
    "capitals",
    "we",
];

impl Scene<'_> {
    /// Who does what the verb at `verb` says, also where a pronoun or a common noun stands for
    /// those who are named elsewhere. Empty where only the occasion tells who they are.
    pub(super) fn agents(&self, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
        let text = self.text;
        // "added that X had done one thing and would do another": the clause has its own subject.
        let floor = sentence.start.max(verb.saturating_sub(60));
        let clause = (floor..verb)
            .rev()
            .find(|&at| text.is_word(at, "that") && !text.is(at.wrapping_sub(1), ","))
            .filter(|&that| {
                self.inside(that + 1..verb)
                    .any(|mention| matches!(mention.label, Label::Person | Label::Office))
            })
            .map_or(sentence.start, |that| that + 1);
        let sentence = &(clause..sentence.end);
        let end = self.before_verb(verb, sentence);
        if let Some(pair) = self.pair(end, sentence) {
            return pair;
        }
        if end > sentence.start && text.is_any_word(end - 1, &["he", "she"]) {
            return self.pronoun(end - 1).into_iter().collect();
        }
        let own = (sentence.start.max(end.saturating_sub(3))..end).any(|at| {
            self.at(at).is_none()
                && (text.is_any_word(at, COUNTRIES) || text.is_any_word(at, MEMBERS))
        });
        if own && self.ending(end).is_none() {
            return self.list_before(end, sentence.start);
        }
        let capitals = self.capitals(end, sentence);
        if !capitals.is_empty() {
            return capitals;
        }
        let mut actors = self.subject(verb, sentence);
        if let [only] = actors.as_slice()
            && let Some(first) = self.apposed_first(only, sentence)
        {
            actors.insert(0, first);
        }
        actors
    }

    /// "Moscow and Tehran signed": the countries of the cities right before a verb.
    fn capitals(&self, end: usize, sentence: &Range<usize>) -> Vec<Actor> {
        let text = self.text;
        let city = |end: usize| {
            self.ending(end).filter(|mention| {
                mention.label == Label::Gpe
                    && mention.entity.is_some_and(|key| !self.is_country(key))
                    && mention.tokens.start >= sentence.start
            })
        };
        let Some(last) = city(end) else {
            return Vec::new();
        };
        let mut cities = vec![last];
        if let Some(and) = last
            .tokens
            .start
            .checked_sub(1)
            .filter(|&at| text.is(at, "and"))
            && let Some(first) = city(and)
        {
            cities.insert(0, first);
        }
        let governed = text.is_any_word(
            cities[0].tokens.start.wrapping_sub(1),
            &[
                "in", "at", "to", "from", "of", "near", "for", ",", "via", "through",
            ],
        ) && cities[0].tokens.start > sentence.start;
        if governed {
            return Vec::new();
        }
        cities
            .into_iter()
            .filter_map(|city| {
                let country = self.knowledge.country_of(city.entity?)?;
                Some(Actor::of(Who::Entity(country), city.tokens.clone()))
            })
            .collect()
    }

    /// "X, Chairman of the Board, and Y signed": X, where Y was found.
    fn apposed_first(&self, last: &Actor, sentence: &Range<usize>) -> Option<Actor> {
        let text = self.text;
        let start = self
            .ending(last.tokens.start)
            .filter(|title| title.label == Label::Office)
            .map_or(last.tokens.start, |title| title.tokens.start);
        let and = start.checked_sub(1).filter(|&at| text.is(at, "and"))?;
        let comma = and.checked_sub(1).filter(|&at| text.is(at, ","))?;
        let floor = sentence.start.max(comma.saturating_sub(16));
        (floor..comma)
            .rev()
            .filter(|&at| text.is(at, ","))
            .find_map(|at| self.ending(at))
            .filter(|mention| mention.label == Label::Person)
            .and_then(|mention| self.actor(mention))
    }

    /// The two countries last named before a token, those in adjectives too.
    pub(super) fn last_two_countries(&self, at: usize) -> Vec<Actor> {
        let mut countries: Vec<Actor> = Vec::new();
        let floor = at.saturating_sub(120);
        let first = self
            .mentions
            .partition_point(|mention| mention.tokens.start < floor);
        for mention in self.mentions[first..]
            .iter()
            .take_while(|mention| mention.tokens.start < at)
            .filter(|mention| matches!(mention.label, Label::Gpe | Label::Norp))
        {
            let country = mention
                .entity
                .and_then(|key| self.knowledge.country_of(key));
            if let Some(key) = country {
                countries.retain(|other| other.who != Who::Entity(key));
                countries.push(Actor::of(Who::Entity(key), mention.tokens.clone()));
            }
        }
        let first = countries.len().checked_sub(2);
        first.map_or_else(Vec::new, |first| countries.split_off(first))
    }

    /// The body last named before a token.
    pub(super) fn last_body(&self, at: usize) -> Option<Actor> {
        self.inside(at.saturating_sub(BACK)..at)
            .filter_map(|mention| match mention.label {
                Label::Org => self.actor(mention),
                // "the 24th Meeting of the Council": the body of a named occasion
                Label::Event => mention
                    .entity
                    .into_iter()
                    .chain(mention.parts.iter().copied())
                    .find(|&key| self.knowledge.get(key).kind == EntityKind::Organisation)
                    .map(|key| Actor::of(Who::Entity(key), mention.tokens.clone())),
                _ => None,
            })
            .last()
    }

    /// Whether countries or those present act, of whom no name stands before the verb.
    pub(super) fn acts_as_one(&self, verb: usize, sentence: &Range<usize>) -> bool {
        let end = self.before_verb(verb, sentence);
        end > sentence.start
            && self.at(end - 1).is_none()
            && (self.text.is_any_word(end - 1, COUNTRIES)
                || self.text.is_any_word(end - 1, MEMBERS)
                || self.is_member_states(end))
    }

    /// "member states", "the heads of government": the body that they make up acts.
    pub(super) fn is_member_states(&self, end: usize) -> bool {
        let text = self.text;
        text.is_any_word(end - 1, &["states", "state", "government", "governments"])
            && (end.saturating_sub(4)..end - 1)
                .any(|at| text.is_any_word(at, &["member", "heads", "participating"]))
    }

    /// The token after the last one of the phrase before a verb: auxiliaries, adverbs and dates lie
    /// between.
    pub(super) fn before_verb(&self, verb: usize, sentence: &Range<usize>) -> usize {
        let text = self.text;
        let floor = sentence.start.max(verb.saturating_sub(16));
        let mut at = verb;
        while at > floor {
            if let Some(mention) = self.ending(at) {
                if !matches!(mention.label, Label::Date | Label::Time) {
                    break;
                }
                at = mention.tokens.start;
                if at > floor && text.is_any(at - 1, &["on", "in", "at"]) {
                    at -= 1;
                }
                continue;
            }
            let adverb = text.word(at - 1).ends_with("ly") && self.at(at - 1).is_none();
            if !adverb && !text.is_any_word(at - 1, super::frame::AUXILIARIES) {
                break;
            }
            if text.is_any_word(at - 1, &["both", "all"]) {
                break;
            }
            at -= 1;
        }
        at
    }

    /// The two for whom the words before `end` stand: "they", "the two presidents", "both
    /// ministers", "the heads of state".
    pub(super) fn pair(&self, end: usize, sentence: &Range<usize>) -> Option<Vec<Actor>> {
        let noun = end.checked_sub(1).filter(|&at| at >= sentence.start)?;
        if self.text.is_any_word(noun, COUNTRIES) {
            return None;
        }
        let (meant, _) = self.referents_before(end, sentence.start)?;
        let body = |actor: &Actor| {
            matches!(actor.who, Who::Entity(key)
            if self.knowledge.get(key).kind == EntityKind::Organisation)
        };
        (meant.len() == 2 || meant.iter().all(body)).then_some(meant)
    }

    /// Whether somebody is a country.
    pub(super) fn is_land(&self, who: &Who) -> bool {
        matches!(who, Who::Entity(key) if self.is_country(*key))
    }

    /// Whether what follows makes an occasion doubtful; what is reported as future ("said that she
    /// would leave") is not.
    pub(super) fn doubtful(&self, at: usize, sentence: &Range<usize>) -> bool {
        let text = self.text;
        let floor = sentence.start.max(at.saturating_sub(5));
        let would = (floor..at).find(|&before| text.is_word(before, "would"));
        let told = || {
            (sentence.start..at).any(|before| {
                text.is_any_word(
                    before,
                    &[
                        "said",
                        "added",
                        "announced",
                        "confirmed",
                        "told",
                        "noted",
                        "stated",
                        "informed",
                    ],
                )
            })
        };
        match would {
            Some(would) if told() => {
                self.irrealis(would, sentence)
                    || (would + 1..at).any(|word| text.is_any_word(word, &["not", "like"]))
            }
            _ => self.irrealis(at, sentence),
        }
    }
}
