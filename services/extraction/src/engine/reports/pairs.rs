//! Whom "the two leaders", "both ministers", "they" mean: persons of the rank that is told, the body
//! that meets, or the countries where nobody of that rank is named.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who, add};
use super::role::Role;
use super::scene::Scene;
use super::sides::{self, whole_body};
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Persons of one sentence beyond whom nobody can tell which are meant.
const MOST_TOGETHER: usize = 4;

/// How many sentences back, that of the description itself included, two persons stand so near that
/// they are meant rather than the body whose gathering the text is of.
const NEAR: usize = 2;

/// What a description says of those whom it means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Described {
    /// The kinds of offices that they hold; none if they may hold any.
    pub(super) roles: &'static [Role],
    /// Whether it says that they are two: "the two leaders", "both".
    pub(super) two: bool,
}

impl Described {
    /// "they", "both": anybody.
    pub(super) const ANYBODY: Self = Self {
        roles: &[],
        two: false,
    };
}

impl Scene<'_> {
    /// Those whom a description at `at` means, with the tokens of it as evidence.
    pub(super) fn pair_named(
        &self,
        at: usize,
        tokens: Range<usize>,
        described: Described,
    ) -> Vec<Actor> {
        // "the ministers" are prime ministers only where two of these are all that is named.
        let without_leaders: Vec<Role> = described
            .roles
            .iter()
            .copied()
            .filter(|&role| role != Role::Leader)
            .collect();
        let ranks: [&[Role]; 2] = [&without_leaders, described.roles];
        let roles = ranks
            .into_iter()
            .find(|roles| {
                let holds = |who: &Who| roles.contains(&self.role_of(who));
                !roles.is_empty() && !self.pair_among(at, usize::MAX, holds).is_empty()
            })
            .unwrap_or(described.roles);
        let ranked = !roles.is_empty();
        let known = |who: &Who| !ranked || roles.contains(&self.role_of(who));
        let near = self.pair_among(at, NEAR, known);
        if near.is_empty()
            && ranked
            && !described.two
            && let Some(body) = self.body_of_head(at)
        {
            return vec![Actor::of(Who::Entity(body), tokens)];
        }
        let principals = self.principals(at, known);
        let mut pair = if near.is_empty() {
            principals.clone()
        } else {
            near
        };
        if pair.is_empty() {
            pair = self.pair_among(at, usize::MAX, known);
        }
        // One of the two of whom the text is, and somebody named in between.
        let displaced = ranked
            && principals.len() == 2
            && pair.len() == 2
            && principals.iter().any(|who| pair.contains(who));
        if displaced {
            pair = principals;
        }
        if pair.is_empty() && ranked {
            pair = self.pair_among(at, usize::MAX, |who| {
                known(who) || self.role_of(who) == Role::Unknown
            });
        }
        if pair.is_empty() && ranked {
            return self.side_countries(at, &tokens);
        }
        pair.into_iter()
            .map(|who| Actor::of(who, tokens.clone()))
            .collect()
    }

    /// The kind of office that somebody holds, as the text tells it, else as is known of the text's
    /// day.
    pub(super) fn role_of(&self, who: &Who) -> Role {
        match (self.office_of(who), who) {
            (None, Who::Entity(key)) => {
                let mut held = self
                    .knowledge
                    .tenures(*key)
                    .iter()
                    .filter(|tenure| self.date.is_none_or(|date| tenure.covers(date)))
                    .map(|tenure| Role::of(Some(&tenure.office)));
                let first = held.next().unwrap_or(Role::Unknown);
                // Of two offices the one that meets: a deputy prime minister who is foreign minister.
                let meets = |role: &Role| matches!(role, Role::Leader | Role::ForeignMinister);
                std::iter::once(first)
                    .chain(held)
                    .find(meets)
                    .unwrap_or(first)
            }
            (told, _) => Role::of(told),
        }
    }

    /// The persons that fit in the nearest of `most` sentences that names two of them, else the two
    /// of them last named. Whoever speaks there speaks of others.
    fn pair_among(&self, at: usize, most: usize, fits: impl Fn(&Who) -> bool) -> Vec<Who> {
        let speaker = self.speaker(at);
        let mut last: Vec<Who> = Vec::new();
        for sentence in self.before(at).take(most) {
            let mut named = self.persons_in(sentence);
            named.retain(|who| {
                fits(who) && Some(who) != speaker && self.role_of(who) != Role::Spokesperson
            });
            if named.len() == 2 {
                return named;
            }
            if named.len() > 2 {
                if last.len() >= 2 {
                    break;
                }
                return if named.len() > MOST_TOGETHER {
                    Vec::new()
                } else {
                    named
                };
            }
            for who in named {
                if !last.contains(&who) {
                    last.push(who);
                }
            }
        }
        if last.len() < 2 {
            return Vec::new();
        }
        last.truncate(2);
        last
    }

    /// The persons whom title and lead name before a token, each once.
    pub(super) fn persons_of_head(&self, at: usize) -> Vec<Who> {
        let mut named = self.persons_in(self.title.start..self.title.end.min(at));
        for who in self.persons_in(self.lead.start..self.lead.end.min(at)) {
            if !named.contains(&who) {
                named.push(who);
            }
        }
        named
    }

    /// The two of whom the text is: the persons that fit whom title and lead name, where they are
    /// two and not of one country.
    fn principals(&self, at: usize, fits: impl Fn(&Who) -> bool) -> Vec<Who> {
        let mut named = self.persons_of_head(at);
        named.retain(|who| fits(who));
        let of_one = || {
            let country = self.country_of(&named[0]);
            country.is_some() && country == self.country_of(&named[1])
        };
        if named.len() != 2 || of_one() {
            named.clear();
        }
        named
    }

    /// The body of several states whose gathering title and lead tell of.
    pub(super) fn body_of_head(&self, at: usize) -> Option<EntityKey> {
        let head = self.title.start..self.lead.end.max(self.title.end).min(at);
        self.inside(head).find_map(|mention| {
            let key = match mention.label {
                Label::Org => mention.entity,
                Label::Event => mention
                    .entity
                    .into_iter()
                    .chain(mention.parts.iter().copied())
                    .find(|&key| self.knowledge.get(key).kind == EntityKind::Organisation)
                    .or_else(|| sides::body_inside(self, &mention.tokens)),
                _ => None,
            }?;
            let states = self.knowledge.get(key).kind == EntityKind::Organisation
                && self.knowledge.country_of(key).is_none();
            (states && self.gathers(mention, key)).then_some(key)
        })
    }

    /// Whether a body is told of as one that meets: by its own name or by the words beside it.
    fn gathers(&self, mention: &Candidate, key: EntityKey) -> bool {
        let gatherings = [
            "meeting",
            "summit",
            "session",
            "council",
            "conference",
            "ministerial",
            "sitting",
        ];
        let organ = whole_body(self, key) != key;
        let tokens = &mention.tokens;
        organ
            || (tokens.start.saturating_sub(4)..tokens.end + 3)
                .any(|at| self.text.is_any_word(at, &gatherings))
    }

    /// The two countries that a text is between, else those last named.
    fn side_countries(&self, at: usize, tokens: &Range<usize>) -> Vec<Actor> {
        if self.sides.len() == 2 {
            return self.side_actors(tokens.clone());
        }
        let mut countries = Vec::new();
        for country in self.last_two_countries(at) {
            add(&mut countries, Actor::of(country.who, tokens.clone()));
        }
        countries
    }
}
