//! Subjects that several predicates share, and offices told in the plural for their holders.

use std::ops::Range;

use communique_model::EntityKind;

use super::actors::{Actor, Who, add};
use super::scene::Scene;
use crate::knowledge::EntityKey;

/// Plural offices that a head of state or government holds, or a minister; how their titles end.
const PLURALS: &[(&str, &[&str])] = &[
    (
        "leaders",
        &[
            "President",
            "Prime Minister",
            "King",
            "Emir",
            "Chancellor",
            "Premier",
        ],
    ),
    ("presidents", &["President"]),
    (
        "heads",
        &[
            "President",
            "Prime Minister",
            "King",
            "Emir",
            "Chancellor",
            "Premier",
        ],
    ),
    (
        "premiers",
        &["Prime Minister", "Premier", "Premier of the State Council"],
    ),
    (
        "ministers",
        &[
            "Minister",
            "Foreign Minister",
            "Minister of Foreign Affairs",
            "Minister for Foreign Affairs",
            "Prime Minister",
        ],
    ),
];

/// Verbs of what people who come together do besides.
const PREDICATES: &[&str] = &[
    "met",
    "meet",
    "meets",
    "held",
    "hold",
    "holds",
    "took",
    "take",
    "takes",
    "spoke",
    "speak",
    "visited",
    "visit",
    "visits",
    "addressed",
    "address",
    "signed",
    "sign",
    "received",
    "receive",
    "attended",
    "attend",
    "attends",
    "delivered",
    "deliver",
    "chaired",
    "chair",
    "discussed",
    "discuss",
    "had",
    "paid",
    "pay",
    "gave",
    "laid",
    "lay",
    "travelled",
    "traveled",
    "travel",
    "agreed",
    "adopted",
    "adopt",
    "reviewed",
    "review",
    "exchanged",
    "exchange",
    "expressed",
    "called",
    "congratulated",
    "invited",
    "thanked",
    "welcomed",
    "participated",
    "participate",
    "toured",
    "lead",
    "led",
    "stressed",
    "noted",
    "confirmed",
    "approved",
    "approve",
    "opened",
    "inaugurated",
    "handed",
    "presented",
    "briefed",
    "flew",
    "went",
    "arrived",
];

impl Scene<'_> {
    /// Whether "and" or a comma at a token brings in what else the same subject does: "held talks with
    /// X and met Y".
    pub(super) fn goes_on_to_do(&self, joint: usize) -> bool {
        let text = self.text;
        if !text.is_any(joint, &["and", ","]) {
            return false;
        }
        let mut verb = joint + 1;
        while verb < joint + 5
            && self.at(verb).is_none()
            && (text.is_any_word(verb, &["and", "will", "would", "also", "then", "to"])
                || text.is_plain_word(verb) && text.word(verb).ends_with("ly"))
        {
            verb += 1;
        }
        self.at(verb).is_none() && text.is_any(verb, PREDICATES)
    }

    /// With whom the sentence begins before a verb: "X and his guest took photographs and met".
    pub(super) fn first_subject(&self, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
        let text = self.text;
        let single = text.word(verb).ends_with('s');
        let first = self.first_actor(verb, sentence);
        let named = first.as_ref().map_or(verb, |actor| actor.tokens.start);
        let opens = |at: usize| {
            at == sentence.start
                || text.is(at - 1, ",")
                || !text.is_plain_word(at - 1) && self.at(at - 1).is_none()
        };
        let near = sentence.start..named.min(sentence.start + 24);
        let referred = near
            .into_iter()
            .filter(|&at| opens(at))
            .find_map(|at| self.referents_at(at));
        if let Some((referents, _)) = referred {
            return referents;
        }
        let Some(first) = first else {
            return Vec::new();
        };
        let (mut listed, _) = self.list_after(first.tokens.start, verb);
        if single || listed.first() != Some(&first) {
            return vec![first];
        }
        listed.truncate(8);
        listed
    }

    /// "The presidents of A and B": the persons of the text who hold these offices, in place of
    /// their countries.
    pub(super) fn holders_for(&self, actors: Vec<Actor>, range: Range<usize>) -> Vec<Actor> {
        let text = self.text;
        let mut range = range;
        let titles = range.find_map(|at| {
            let told =
                |(word, _): &&(&str, &'static [&'static str])| text.is_any_word(at, &[*word]);
            PLURALS.iter().find(told).map(|(_, titles)| *titles)
        });
        let Some(titles) = titles else {
            return actors;
        };
        let mut found: Vec<Actor> = Vec::new();
        for actor in actors {
            let country = match actor.who {
                Who::Entity(key) if self.knowledge.get(key).kind == EntityKind::Country => {
                    Some(key)
                }
                _ => None,
            };
            let holder = country.and_then(|country| self.holder_among(titles, country));
            let who = holder.unwrap_or(actor.who);
            add(
                &mut found,
                Actor {
                    who,
                    office: actor.office,
                    tokens: actor.tokens,
                },
            );
        }
        found
    }

    /// The person of the text who holds one of these offices of a country.
    fn holder_among(&self, titles: &[&str], country: EntityKey) -> Option<Who> {
        let told = titles
            .iter()
            .find_map(|title| self.holder_of(title, Some(country)));
        told.or_else(|| self.known_holder(titles, country))
    }
}
