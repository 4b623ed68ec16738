//! What the words around a place in the text speak of: which country, which body.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::board::{Board, Candidate};
use super::layers::headline_verb_at;
use crate::knowledge::{EntityKey, Organ};

/// Where countries and bodies were named, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// Token and country, of countries, nationalities and persons.
    countries: Vec<(usize, EntityKey)>,
    /// Tokens at which each body or an organ of it was named.
    bodies: HashMap<EntityKey, Vec<usize>>,
    /// The country that most of the text is about.
    main_country: Option<EntityKey>,
    /// The country that the text is dated from or signed in.
    seat: Option<EntityKey>,
}

/// How far back, in tokens, a country counts as that of the same sentence.
const REACH: usize = 40;

/// Most words of a title between a country and the name of its official.
const LONGEST_TITLE: usize = 4;

impl Context {
    pub(crate) fn new(board: &Board<'_>) -> Self {
        let mut context = Self::default();
        let mut officials: Option<EntityKey> = None;
        let mut own_officials: Option<EntityKey> = None;
        let mut nation_end: Option<usize> = None;
        let mut sorted: Vec<_> = board.candidates().iter().collect();
        sorted.sort_by_key(|candidate| (candidate.tokens.start, candidate.tokens.end));
        let seat = sorted
            .iter()
            .find(|candidate| is_dateline(board, candidate))
            .and_then(|place| place.entity);
        for candidate in sorted {
            let at = candidate.tokens.start;
            for &entity in candidate.entity.iter().chain(&candidate.parts) {
                context.note_body(board, at, entity);
                let counted = matches!(candidate.label, Label::Gpe | Label::Norp | Label::Person);
                let Some(country) = board.knowledge.country_of(entity).filter(|_| counted) else {
                    continue;
                };
                // A city stands for its own place, not for its country's offices.
                let kind = board.knowledge.get(entity).kind;
                if kind == EntityKind::Place {
                    continue;
                }
                if kind == EntityKind::Person {
                    officials.get_or_insert(country);
                    // "President of Ruritania X" is named as another country's would be.
                    let with_country = nation_end.is_some_and(|end| {
                        end <= at
                            && at - end <= LONGEST_TITLE
                            && (end..at).all(|word| board.text.is_capitalised(word))
                    });
                    if !with_country {
                        own_officials.get_or_insert(country);
                    }
                } else {
                    nation_end = Some(candidate.tokens.end);
                }
                context.countries.push((at, country));
            }
        }
        let most = most_named(context.named());
        let subject = board
            .candidates()
            .iter()
            .filter(|candidate| candidate.label == Label::Gpe)
            .filter(|country| board.text.line_start(country.tokens.start) == 0)
            .filter(|country| headline_verb_at(board.text, country.tokens.end))
            .min_by_key(|country| country.tokens.start)
            .and_then(|country| board.knowledge.country_of(country.entity?));
        context.main_country = own_officials.or(subject).or(officials).or(most);
        // Correspondents abroad date from where they are: their own officials say whose they are.
        context.seat = seat.and_then(|seat| {
            let country = board.knowledge.country_of(seat)?;
            let at_home = own_officials.is_none_or(|own| own == country);
            (at_home || board.knowledge.is_capital(seat)).then_some(country)
        });
        context
    }

    fn note_body(&mut self, board: &Board<'_>, at: usize, entity: EntityKey) {
        let knowledge = board.knowledge;
        let record = knowledge.get(entity);
        if record.kind != EntityKind::Organisation {
            return;
        }
        let wholes = record.part_of.iter().filter_map(|id| knowledge.key(&id.0));
        for body in std::iter::once(entity).chain(wholes) {
            self.bodies.entry(body).or_default().push(at);
        }
    }

    /// The country spoken of just before `at` in its sentence.
    pub(crate) fn country_in_sentence(&self, board: &Board<'_>, at: usize) -> Option<EntityKey> {
        let sentence = board.text.sentence(at, REACH).start;
        let before = self.countries.partition_point(|&(token, _)| token < at);
        let nearest = before
            .checked_sub(1)
            .map(|index| self.countries[index])
            .filter(|&(token, _)| token >= sentence);
        nearest.map(|(_, country)| country)
    }

    /// The country whose town stands in the date line: that of the ministry that needs no name.
    pub(crate) fn seat(&self) -> Option<EntityKey> {
        self.seat
    }

    /// The country that most of the text is about.
    pub(crate) fn main_country(&self) -> Option<EntityKey> {
        self.main_country
    }

    /// The country that most of the text is about besides `topic`, where others are named.
    pub(crate) fn main_country_besides(&self, topic: EntityKey) -> Option<EntityKey> {
        if self.main_country != Some(topic) {
            return self.main_country;
        }
        let others = self.named().filter(|country| *country != topic);
        most_named(others).or(self.main_country)
    }

    /// The countries in the order in which they are named.
    fn named(&self) -> impl Iterator<Item = EntityKey> + '_ {
        self.countries.iter().map(|&(_, country)| country)
    }

    /// The token at which a body was last named before `at`, or first after it, as a distance that
    /// is smaller for what stands before.
    fn distance(&self, body: EntityKey, at: usize) -> Option<usize> {
        let tokens = self.bodies.get(&body)?;
        let before = tokens.partition_point(|&token| token < at);
        match before.checked_sub(1) {
            Some(last) => Some(at - tokens[last]),
            None => tokens
                .get(before)
                .map(|next| (next - at).saturating_add(AFTER)),
        }
    }

    /// The organ meant by a local name: that of the body last spoken of, or of the next one.
    pub(crate) fn organ(&self, organs: &[Organ], at: usize) -> Option<EntityKey> {
        organs
            .iter()
            .filter_map(|organ| Some((self.distance(organ.parent, at)?, organ.entity)))
            .min_by_key(|&(distance, _)| distance)
            .map(|(_, entity)| entity)
    }
}

/// The country that is named most often, of several the first by key.
pub(super) fn most_named(countries: impl Iterator<Item = EntityKey>) -> Option<EntityKey> {
    let mut counts: HashMap<EntityKey, usize> = HashMap::new();
    for country in countries {
        *counts.entry(country).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(key, count)| (count, std::cmp::Reverse(key)))
        .map(|(key, _)| key)
}

/// Added to the distance of what comes only later in the text.
const AFTER: usize = 1 << 32;

/// How many tokens at the start of a text may hold its date line.
const HEAD: usize = 80;

/// Whether a place opens a line with a date after it ("Tehran, 27 June", "ANKARA"), or stands under
/// the name of a ministry that signs.
fn is_dateline(board: &Board<'_>, place: &Candidate) -> bool {
    let text = board.text;
    let Range { start, end } = place.tokens.clone();
    if place.label != Label::Gpe || !text.opens_line(start) {
        return false;
    }
    let alone = text.line_end(start) == end;
    if alone && start > 0 && text.is_any(start - 1, &["Affairs", "Ministry"]) {
        return true;
    }
    let town = place
        .entity
        .is_some_and(|key| board.knowledge.get(key).kind == EntityKind::Place);
    let dated = (end..end + 5).any(|at| {
        text.continues_line(at)
            && board
                .starting_at(at)
                .any(|candidate| candidate.label == Label::Date)
    });
    let marked = text.is_any(end, &[",", ".", "(", "–", "—", "-"]);
    town && start < HEAD && (alone && start > 0 || marked && dated)
}
