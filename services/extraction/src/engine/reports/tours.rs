//! Journeys through several places, or told of at their end: "wound up a five-day tour of Central
//! Asia", "a trip through the region".

use std::ops::Range;

use communique_model::{EventKind, Label, PartialDate};
use jiff::ToSpan;

use super::actors::add_all;
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::layers::numbers;

/// "wound up a tour of Central Asia", "completed a three-day visit to Nouakchott", "a trip through
/// the region": journeys through several places, or told of at their end.
pub(super) fn tours(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let Some(first) = tour(scene, noun, sentence) else {
        return Vec::new();
    };
    // "a tour of A, B and C": one visit each.
    let place = scene
        .inside(noun + 1..sentence.end)
        .find(|place| place.entity.is_some() && place.entity == first.place);
    let mut next = place.map_or(sentence.end, |place| place.tokens.end);
    let mut drafts = vec![first];
    while drafts[0].name.is_none() && drafts.len() < MOST_STOPS && next < sentence.end {
        if scene.text.is_any(next, &[",", "and", "the", "&"]) {
            next += 1;
            continue;
        }
        let country = scene.at(next).filter(|place| {
            place.label == Label::Gpe && place.entity.is_some_and(|key| scene.is_country(key))
        });
        let Some(place) = country else {
            break;
        };
        let mut draft = drafts[0].clone();
        draft.participants.retain(|actor| is_person(scene, actor));
        add_all(
            &mut draft.participants,
            scene.actor(place).into_iter().collect(),
        );
        draft.place = place.entity;
        draft.tokens = noun.min(place.tokens.start)..place.tokens.end;
        draft.single = true;
        next = place.tokens.end;
        drafts.push(draft);
    }
    drafts
}

/// Most countries of one tour.
const MOST_STOPS: usize = 12;

fn tour(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.doubtful(noun, sentence) {
        return None;
    }
    let preposition = noun + 1;
    if !text.is_any_word(
        preposition,
        &["of", "to", "through", "across", "around", "in"],
    ) {
        return None;
    }
    let limit = sentence.end.min(noun + 8);
    let place = (preposition + 1..limit)
        .take_while(|&at| {
            scene.at(at).is_some() || text.is_any_word(at, &["the", "several", "region"])
        })
        .find_map(|at| scene.at(at))
        .filter(|place| matches!(place.label, Label::Loc | Label::Gpe));
    let region = text.is_word(preposition + 1, "the")
        && text.is_any_word(preposition + 2, &["region", "continent", "area"]);
    if place.is_none() && !region {
        return None;
    }
    let country = place.filter(|place| place.entity.is_some_and(|key| scene.is_country(key)));
    let verb = super::visits::support(scene, noun, sentence);
    // "a visit of X" is that of X, "a tour of X" leads there.
    let of_place = text.is(preposition, "of") && text.is_any_word(noun, &["tour", "journey"]);
    let mut visitors = if country.is_some() && !of_place {
        super::visits::visitor_of(scene, noun, verb, sentence)
    } else {
        Vec::new()
    };
    if visitors.is_empty() {
        let floor = sentence.start.max(noun.saturating_sub(8));
        let done = (floor..noun)
            .rev()
            .find(|&at| text.is_any_word(at, DOING))?;
        visitors = scene.agents(done, sentence);
    }
    visitors.retain(|actor| is_person(scene, actor));
    if visitors.is_empty() {
        return None;
    }
    if let Some(place) = country {
        add_all(&mut visitors, scene.actor(place).into_iter().collect());
    }
    let mut draft = Draft::new(scene, EventKind::Visit, noun, visitors);
    if let Some(days) = days_of(scene, noun)
        && let Some(period) = draft.date.as_deref().and_then(|end| ending(end, days))
    {
        draft.date = Some(period);
    }
    draft.place = place.and_then(|place| place.entity);
    draft.name = country.is_none().then(|| TOUR.to_owned());
    if let Some(place) = place {
        draft.tokens.end = draft.tokens.end.max(place.tokens.end);
    }
    Some(draft)
}

/// How many days it took: "a five-day journey".
fn days_of(scene: &Scene<'_>, noun: usize) -> Option<i32> {
    let text = scene.text;
    let day = (noun.saturating_sub(4)..noun).find(|&at| text.is_any_word(at, &["day", "days"]))?;
    let number = (day.saturating_sub(2)..day).find_map(|at| numbers::number(text, at))?;
    number
        .value
        .as_small()
        .filter(|&days| (2..60).contains(&days))
}

/// The period of so many days that ends on a day.
fn ending(end: &str, days: i32) -> Option<String> {
    let last = end.parse::<PartialDate>().ok()?.to_date()?;
    let first = last.checked_sub((days - 1).days()).ok()?;
    Some(format!("{}/{end}", PartialDate::from_date(first)?))
}

/// What tells a journey through a region from the visits on it.
pub(super) const TOUR: &str = "tour";

/// Verbs that go with a journey.
pub(super) const DOING: &[&str] = &[
    "wound",
    "winds",
    "wrapped",
    "wraps",
    "concluded",
    "concludes",
    "completed",
    "completes",
    "ended",
    "ends",
    "finished",
    "began",
    "begins",
    "starts",
    "started",
    "kicked",
    "kicks",
    "embarked",
    "embarks",
    "undertook",
    "undertakes",
    "undertake",
    "made",
    "makes",
    "make",
    "returned",
    "returns",
];
