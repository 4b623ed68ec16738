//! The text around the mentions, as far as it tells what they mean.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use communique_model::{EntityKind, Label, PartialDate};

use crate::engine::board::Candidate;
use crate::engine::text::Text;
use crate::knowledge::{EntityKey, Knowledge};

/// What the whole text speaks of, and when.
#[derive(Debug)]
pub(super) struct Setting<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) reference: Option<PartialDate>,
    /// Places of each country in the text: the tokens at which it, its people or its towns are
    /// named.
    countries: BTreeMap<EntityKey, Vec<usize>>,
    /// Tokens at which each body or one of its organs is named.
    bodies: HashMap<EntityKey, Vec<usize>>,
    /// Token and year of every date.
    years: Vec<(usize, PartialDate)>,
}

/// How far, in tokens, words count as those of one sentence.
const REACH: usize = 40;

impl<'a> Setting<'a> {
    pub(super) fn new(
        kept: &[Candidate],
        text: &'a Text<'a>,
        knowledge: &'a Knowledge,
        reference: Option<PartialDate>,
    ) -> Self {
        let mut setting = Self {
            text,
            knowledge,
            reference,
            countries: BTreeMap::new(),
            bodies: HashMap::new(),
            years: Vec::new(),
        };
        for mention in kept {
            setting.note(mention);
        }
        setting
    }

    fn note(&mut self, mention: &Candidate) {
        let (at, knowledge) = (mention.tokens.start, self.knowledge);
        match mention.label {
            Label::Gpe | Label::Norp | Label::Hashtag | Label::Org => {
                for &entity in mention.entity.iter().chain(&mention.parts) {
                    if let Some(country) = knowledge.country_of(entity) {
                        let places = self.countries.entry(country).or_default();
                        if places.last() != Some(&at) {
                            places.push(at);
                        }
                    }
                    let record = knowledge.get(entity);
                    if record.kind == EntityKind::Organisation {
                        let wholes = record.part_of.iter().filter_map(|id| knowledge.key(&id.0));
                        for body in std::iter::once(entity).chain(wholes) {
                            self.bodies.entry(body).or_default().push(at);
                        }
                    }
                }
            }
            Label::Date => {
                let year = mention
                    .value
                    .as_deref()
                    .and_then(|value| value.get(..4)?.parse::<PartialDate>().ok());
                self.years.extend(year.map(|year| (at, year)));
            }
            _ => {}
        }
    }

    /// The sentence around a token, bounded.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.text.sentence(at, REACH)
    }

    /// The tokens at which a country, its people or its towns are named, in order.
    pub(super) fn places_of(&self, country: EntityKey) -> &[usize] {
        self.countries.get(&country).map_or(&[], Vec::as_slice)
    }

    /// Whether a country is named in the text outside `without`.
    pub(super) fn names_country(&self, country: EntityKey, without: &Range<usize>) -> bool {
        self.countries
            .get(&country)
            .is_some_and(|places| places.iter().any(|at| !without.contains(at)))
    }

    /// Whether a country is named in a range of tokens outside `without`.
    pub(super) fn names_country_in(
        &self,
        country: EntityKey,
        range: &Range<usize>,
        without: &Range<usize>,
    ) -> bool {
        self.countries.get(&country).is_some_and(|places| {
            let first = places.partition_point(|&at| at < range.start);
            places[first..]
                .iter()
                .take_while(|&&at| at < range.end)
                .any(|at| !without.contains(at))
        })
    }

    /// The countries named in a range of tokens, in the order of the tables.
    pub(super) fn countries_in<'s>(
        &'s self,
        range: &'s Range<usize>,
    ) -> impl Iterator<Item = EntityKey> + 's {
        self.countries
            .iter()
            .filter(|(_, places)| {
                let first = places.partition_point(|&at| at < range.start);
                places.get(first).is_some_and(|&at| at < range.end)
            })
            .map(|(&country, _)| country)
    }

    /// Whether a body or one of its organs is named outside `without`.
    pub(super) fn names_body(&self, body: EntityKey, without: &Range<usize>) -> bool {
        self.bodies
            .get(&body)
            .is_some_and(|places| places.iter().any(|at| !without.contains(at)))
    }

    /// The years of the dates in the sentence around a token.
    pub(super) fn years_beside(&self, at: usize) -> impl Iterator<Item = PartialDate> + '_ {
        let sentence = self.sentence(at);
        let first = self
            .years
            .partition_point(|&(token, _)| token < sentence.start);
        self.years[first..]
            .iter()
            .take_while(move |&&(token, _)| token < sentence.end)
            .map(|&(_, year)| year)
    }
}
