//! Persons: whom a full name, a surname or an initial with a surname means in this text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::{Label, LinkReason, PartialDate};

use super::evidence::{Reading, Verdict, decide};
use super::holders::Holders;
use super::offices::{Fit, Title, heads_state, titles_of};
use super::setting::Setting;
use crate::engine::board::Candidate;
use crate::engine::text::{Reading as Words, Text};
use crate::knowledge::fold::skeleton;
use crate::knowledge::trie::UNKNOWN;
use crate::knowledge::{EntityKey, Knowledge, Names};

/// Decides whom every mention of a person means: full names first, then what is short for them.
pub(super) fn link(kept: &mut [Candidate], setting: &Setting<'_>) {
    let mut named = Named::default();
    let mut holders = Holders::default();
    let mut short = Vec::new();
    for index in 0..kept.len() {
        if kept[index].label != Label::Person {
            continue;
        }
        let mut readings = readings(&kept[index], setting);
        without_sons(&mut readings, &kept[index], setting);
        let full = readings.full || kept[index].tokens.len() > 1 && readings.list.is_empty();
        if !full {
            short.push((index, readings));
            continue;
        }
        let verdict = weigh(kept, index, readings, setting, (None, &mut holders));
        named.add(&kept[index], &verdict, setting);
        settle(&mut kept[index], verdict);
    }
    for (index, readings) in short {
        let verdict = weigh(kept, index, readings, setting, (Some(&named), &mut holders));
        named.add_by_office(&kept[index], &verdict, setting);
        settle(&mut kept[index], verdict);
    }
}

fn settle(mention: &mut Candidate, verdict: Verdict) {
    mention.entity = verdict.meaning.as_ref().map(|(entity, _)| *entity);
    mention.link = verdict.meaning.map(|(_, link)| link);
    mention.others = verdict.others;
}

/// Who is named in full in the text.
#[derive(Debug, Default)]
struct Named {
    known: HashSet<EntityKey>,
    /// Surnames of those whom the knowledge base does not hold, by sound.
    unknown: HashSet<String>,
    /// Persons that the knowledge base holds, by the first word of the names given in full.
    first: HashMap<String, Option<EntityKey>>,
    /// For each surname by sound, where those of that name were named, in order.
    last: HashMap<String, Vec<(usize, Option<EntityKey>)>>,
}

impl Named {
    fn add(&mut self, mention: &Candidate, verdict: &Verdict, setting: &Setting<'_>) {
        let surname = skeleton(setting.text.word(mention.tokens.end - 1));
        let meaning = verdict.meaning.as_ref().map(|(entity, _)| *entity);
        match meaning {
            Some(entity) => {
                self.known.insert(entity);
                if mention.tokens.len() > 1 {
                    let word = skeleton(setting.text.word(mention.tokens.start));
                    let one = self.first.entry(word).or_insert(Some(entity));
                    if *one != Some(entity) {
                        *one = None;
                    }
                }
            }
            None if verdict.others.is_empty() => {
                self.unknown.insert(surname.clone());
                // "Lu Wenqing" is "Lu" afterwards: the family name stands in front.
                let front = mention.tokens.start;
                let given = setting
                    .knowledge
                    .people()
                    .is_first_name(setting.text.name_symbol(front));
                if (2..=4).contains(&mention.tokens.len()) && !given {
                    self.unknown.insert(skeleton(setting.text.word(front)));
                }
            }
            None => {}
        }
        let place = (mention.tokens.start, meaning);
        self.last.entry(surname).or_default().push(place);
    }

    /// "President Bush": from here on the surname means the holder of that office.
    fn add_by_office(&mut self, mention: &Candidate, verdict: &Verdict, setting: &Setting<'_>) {
        let by_office = verdict
            .meaning
            .as_ref()
            .filter(|(_, link)| link.reasons.contains(&LinkReason::OfficeOnDate));
        if let Some(&(entity, _)) = by_office
            && self.known.insert(entity)
        {
            let surname = skeleton(setting.text.word(mention.tokens.end - 1));
            let places = self.last.entry(surname).or_default();
            let at = places.partition_point(|&(token, _)| token < mention.tokens.start);
            places.insert(at, (mention.tokens.start, Some(entity)));
        }
    }

    /// The person whose full name, with this surname, was linked last before a mention.
    fn nearest(&self, word: &str, mention: &Candidate) -> Option<EntityKey> {
        let places = self.last.get(&skeleton(word))?;
        let before = places.partition_point(|&(token, _)| token < mention.tokens.start);
        let (_, named) = places.get(before.checked_sub(1)?)?;
        (*named).filter(|person| self.known.contains(person))
    }

    /// Whether the person of this surname who was named last before `at` is this one.
    fn is_nearest(&self, surname: &str, at: usize, person: EntityKey) -> bool {
        self.last.get(surname).is_some_and(|places| {
            let before = places.partition_point(|&(token, _)| token < at);
            let nearest = before
                .checked_sub(1)
                .map_or_else(|| places.first(), |last| places.get(last));
            nearest.is_some_and(|(_, named)| *named == Some(person))
        })
    }
}

/// The readings that the words alone allow.
#[derive(Debug, Default)]
struct Readings {
    list: Vec<Reading>,
    /// Whether the words are full names, so that they name somebody by themselves.
    full: bool,
}

/// What the ways of naming somebody weigh.
const EXACT: i32 = 75;
const ALIAS: i32 = 70;
const SPELT_OTHERWISE: i32 = 65;
pub(super) const GIVEN_NAME_FITS: i32 = 55;
const INITIAL_FITS: i32 = 42;
pub(super) const SURNAME: i32 = 30;

/// What the text around adds.
const NAMED_IN_FULL: i32 = 45;
const NAMED_LAST: i32 = 10;
const HELD_OFFICE: i32 = 40;
const HELD_OFFICE_ONCE: i32 = 14;
const COUNTRY_BESIDE: i32 = 14;
const COUNTRY_IN_TEXT: i32 = 7;
const IN_OFFICE: i32 = 13;
const ONLY_ONE: i32 = 10;
const WELL_KNOWN: i32 = 16;

/// What speaks against a reading.
const OTHER_COUNTRY: i32 = 40;
const OTHER_OF_THAT_NAME: i32 = 45;
const OFFICE_LATER: i32 = 30;
const OFFICE_OF_ANOTHER: i32 = 20;

fn readings(mention: &Candidate, setting: &Setting<'_>) -> Readings {
    let (text, people) = (setting.text, setting.knowledge.people());
    let range = without_suffix(text, mention.tokens.clone());
    let words = text.words(range.clone());
    let mut found = Readings::default();
    if range.len() > 1 {
        let mut full = None;
        let mut before_last = None;
        let mut of_fathers = None;
        text.follow(
            people.trie(Names::Full),
            Words::Sounds,
            range.start,
            |end, payload| {
                if end == range.end {
                    full = Some(payload);
                } else if text.is_any(end, &["bin", "ibn", "bint"]) && end < range.end {
                    // "Faisal bin Salem bin Abdullah": more fathers of the same one.
                    of_fathers = Some(payload);
                } else if end + 1 == range.end && end > range.start + 1 {
                    before_last = Some(payload);
                }
            },
        );
        // "Ana Solar Quiroga" of Ana Solar, where people have two surnames.
        let of_two = |payload: &u32| {
            let mut persons = people.persons(*payload).iter();
            persons.all(|&key| has_two_surnames(setting.knowledge, key))
        };
        let full = full.or(of_fathers).or_else(|| before_last.filter(of_two));
        if let Some(payload) = full {
            found.full = true;
            found.list = people
                .persons(payload)
                .iter()
                .map(|&key| full_name(key, words, setting))
                .collect();
            return found;
        }
    }
    for start in range.clone() {
        let mut surname = None;
        text.follow(
            people.trie(Names::Surnames),
            Words::Sounds,
            start,
            |end, payload| {
                if end == range.end {
                    surname = Some(payload);
                }
            },
        );
        let Some(payload) = surname else { continue };
        for &key in people.persons(payload) {
            if let Some(reading) = by_surname(key, range.start..start, start..range.end, setting) {
                found.full |= reading.score() >= GIVEN_NAME_FITS;
                found.list.push(reading);
            }
        }
        if !found.list.is_empty() {
            break;
        }
    }
    found
}

/// Takes out of the readings of a name with "Sr." those whose own name has "Jr.": the father is meant.
fn without_sons(readings: &mut Readings, mention: &Candidate, setting: &Setting<'_>) {
    let mut name = mention.tokens.clone();
    if name.any(|at| setting.text.is(at, "Sr")) {
        readings.list.retain(|reading| {
            let record = setting.knowledge.get(reading.entity);
            let own = record.name.trim_end_matches('.');
            !own.ends_with("Jr")
        });
        readings.full &= !readings.list.is_empty();
    }
}

/// A name without "Jr." or "Sr." at its end.
fn without_suffix(text: &Text<'_>, name: Range<usize>) -> Range<usize> {
    let point = name.end - usize::from(text.is(name.end - 1, "."));
    let Some(suffix) = point
        .checked_sub(1)
        .filter(|&at| at > name.start && text.is_any(at, &["Jr", "Sr"]))
    else {
        return name;
    };
    let end = suffix - usize::from(text.is(suffix - 1, ","));
    name.start..end.max(name.start + 1)
}

/// Whether a person’s country is one where people have two surnames.
pub(in crate::engine) fn has_two_surnames(knowledge: &Knowledge, person: EntityKey) -> bool {
    knowledge
        .country_of(person)
        .and_then(|country| knowledge.get(country).country.as_deref())
        .is_some_and(|code| OF_TWO_SURNAMES.contains(&code))
}

/// Countries where people have two surnames.
const OF_TWO_SURNAMES: [&str; 22] = [
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GQ", "GT", "HN", "MX", "NI", "PA", "PE",
    "PH", "PR", "PY", "SV", "UY", "VE",
];

fn full_name(key: EntityKey, words: &str, setting: &Setting<'_>) -> Reading {
    let record = setting.knowledge.get(key);
    if record.name == words {
        Reading::new(key, LinkReason::ExactName, EXACT)
    } else if record.aliases.iter().any(|alias| alias == words) {
        Reading::new(key, LinkReason::Alias, ALIAS)
    } else {
        Reading::new(key, LinkReason::SpellingVariant, SPELT_OTHERWISE)
    }
}

/// Somebody by the surname, if the words before it may be given names or initials of theirs.
fn by_surname(
    key: EntityKey,
    given: Range<usize>,
    surname: Range<usize>,
    setting: &Setting<'_>,
) -> Option<Reading> {
    let (text, record) = (setting.text, setting.knowledge.get(key));
    let mut words = given.filter(|&at| text.is_plain_word(at));
    let Some(first) = words.next() else {
        let mut reading = Reading::new(key, LinkReason::Surname, SURNAME);
        let alone = text.words(surname);
        let by_surname_alone = skeleton(alone);
        let well_known = record
            .aliases
            .iter()
            .any(|alias| !alias.contains(' ') && skeleton(alias) == by_surname_alone);
        if well_known {
            reading.support(LinkReason::BestKnown, WELL_KNOWN);
        }
        return Some(reading);
    };
    let word = text.word(first);
    let mut names = std::iter::once(&record.name).chain(&record.aliases);
    let short = word.chars().count();
    if short == 1 || short == 2 && text.is(first + 1, ".") {
        // "Ts. Dorj" of Dorj Tserendulam: a father’s name, wherever the record has it.
        let last = text.word(surname.end - 1);
        let fits = record.name.starts_with(word)
            || names.any(|name| {
                let mut words = name.split(' ');
                words.any(|part| part != last && part.starts_with(word))
            });
        return fits.then(|| Reading::new(key, LinkReason::Surname, INITIAL_FITS));
    }
    let sound = skeleton(word);
    let fits = text.name_symbol(first) != UNKNOWN
        && names.any(|name| {
            let mut given = name.split([' ', '-']);
            let first = given.next().map(skeleton);
            first.as_ref() == Some(&sound)
        });
    fits.then(|| Reading::new(key, LinkReason::SpellingVariant, GIVEN_NAME_FITS))
}

/// Weighs the readings of one mention against the text.
fn weigh(
    kept: &[Candidate],
    index: usize,
    readings: Readings,
    setting: &Setting<'_>,
    (named, holders): (Option<&Named>, &mut Holders),
) -> Verdict {
    let mention = &kept[index];
    let titles = titles_of(kept, index, setting);
    let mut list = readings.list;
    if list.is_empty() {
        list = holders.alike(mention, &titles, &dates_of(mention, setting), setting);
    }
    // A surname alone that is spelt as in the full name of somebody who is linked.
    if list.is_empty()
        && mention.tokens.len() == 1
        && let Some(named) = named
        && let Some(entity) = named.nearest(setting.text.word(mention.tokens.start), mention)
    {
        list.push(Reading::new(
            entity,
            LinkReason::SurnameInDocument,
            GIVEN_NAME_FITS,
        ));
    }
    // "Retno" after "Retno Marsudi": called by the name in front.
    if list.is_empty()
        && mention.tokens.len() == 1
        && let Some(named) = named
        && let Some(Some(entity)) = named
            .first
            .get(&skeleton(setting.text.word(mention.tokens.start)))
    {
        list.push(Reading::new(
            *entity,
            LinkReason::SurnameInDocument,
            GIVEN_NAME_FITS,
        ));
    }
    if list.is_empty() {
        return Verdict::default();
    }
    let only = list.len() == 1;
    let dates: Vec<PartialDate> = dates_of(mention, setting);
    let surname = skeleton(setting.text.word(mention.tokens.end - 1));
    for reading in &mut list {
        if only {
            reading.support(LinkReason::OnlyBearer, ONLY_ONE);
        }
        if let Some(named) = named {
            if named.known.contains(&reading.entity) {
                reading.support(LinkReason::SurnameInDocument, NAMED_IN_FULL);
                if named.is_nearest(&surname, mention.tokens.start, reading.entity) {
                    reading.support(LinkReason::SurnameInDocument, NAMED_LAST);
                }
            } else if named.unknown.contains(&surname) {
                reading.oppose(OTHER_OF_THAT_NAME);
            }
        }
        by_leadership(reading, &titles, &dates, setting);
        by_country(reading, mention, setting);
    }
    let fits = fits(&list, &titles, &dates, setting);
    by_titles(&mut list, &fits, readings.full);
    in_office(&mut list, &dates, setting);
    decide(list)
}

/// The dates that decide who holds an office: those of the sentence, if it has any, and that of
/// the text.
fn dates_of(mention: &Candidate, setting: &Setting<'_>) -> Vec<PartialDate> {
    setting
        .years_beside(mention.tokens.start)
        .take(MOST_DATES)
        .chain(setting.reference)
        .collect()
}

/// Most dates of one sentence that are asked.
const MOST_DATES: usize = 4;

/// The best fit of the titles beside a mention to the offices of each reading.
fn fits(
    list: &[Reading],
    titles: &[Title],
    dates: &[PartialDate],
    setting: &Setting<'_>,
) -> Vec<Fit> {
    let best = |reading: &Reading| {
        let fit = |title: &Title| title.fit(reading.entity, dates, setting.knowledge);
        titles.iter().map(fit).max().unwrap_or(Fit::None)
    };
    list.iter().map(best).collect()
}

fn by_titles(list: &mut [Reading], fits: &[Fit], full: bool) {
    let held = fits.iter().any(|fit| *fit > Fit::None);
    for (reading, fit) in list.iter_mut().zip(fits) {
        match fit {
            Fit::OnDate => reading.support(LinkReason::OfficeOnDate, HELD_OFFICE),
            Fit::Held => reading.support(LinkReason::OfficeHeld, HELD_OFFICE_ONCE),
            Fit::Later => reading.oppose(OFFICE_LATER),
            // A full name is seldom somebody else's; posts abroad are not all known.
            Fit::Foreign if full => reading.oppose(OTHER_COUNTRY / 2),
            Fit::Foreign => reading.oppose(OTHER_COUNTRY),
            // Another of that name is known in such an office, this one is not.
            Fit::None if held && !full => reading.oppose(OFFICE_OF_ANOTHER),
            Fit::None => {}
        }
    }
}

/// Of two who lead a country, "leader" means the head of state.
fn by_leadership(
    reading: &mut Reading,
    titles: &[Title],
    dates: &[PartialDate],
    setting: &Setting<'_>,
) {
    let leader = titles.iter().any(Title::is_leader);
    if leader && heads_state(reading.entity, dates, setting.knowledge) {
        reading.support(LinkReason::OfficeOnDate, IN_OFFICE);
    }
}

fn by_country(reading: &mut Reading, mention: &Candidate, setting: &Setting<'_>) {
    let Some(country) = setting.knowledge.country_of(reading.entity) else {
        return;
    };
    let sentence = setting.sentence(mention.tokens.start);
    if setting.names_country_in(country, &sentence, &mention.tokens) {
        reading.support(LinkReason::ContextCountry, COUNTRY_BESIDE);
    } else if setting.names_country(country, &mention.tokens) {
        reading.support(LinkReason::ContextCountry, COUNTRY_IN_TEXT);
    }
}

/// Who holds an office on the date is likelier meant than who does not.
fn in_office(list: &mut [Reading], dates: &[PartialDate], setting: &Setting<'_>) {
    for reading in list {
        let holds = setting
            .knowledge
            .tenures(reading.entity)
            .iter()
            .any(|tenure| dates.iter().any(|date| tenure.covers(*date)));
        if holds {
            reading.support(LinkReason::InOfficeOnDate, IN_OFFICE);
        }
    }
}
