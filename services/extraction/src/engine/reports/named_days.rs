//! Named days and years: when they are marked, whose they are, who proclaims them.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add};
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::board::Candidate;

/// Whether two anniversaries are one: that of the independence is marked on its day.
pub(super) fn are_of_independence(scene: &Scene<'_>, told: &Draft, draft: &Draft) -> bool {
    let independence = |draft: &Draft| {
        let mut words = draft.tokens.clone().take(super::scene::REACH);
        words.any(|at| scene.text.is_word(at, "independence"))
    };
    draft.participants.is_empty() && independence(told) && independence(draft)
}

/// "June 26 – International Day against X": a line of a programme that opens with the date.
pub(super) fn is_dated(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let line = scene.text.line_start(mention.tokens.start);
    (line..mention.tokens.start).len() < 10
        && (line..mention.tokens.start)
            .all(|at| scene.at(at).is_some() || !scene.text.is_plain_word(at))
        && scene
            .inside(line..mention.tokens.start)
            .any(|date| date.label == Label::Date)
}

/// "Africa Day, which we celebrate on 25 May", "X Day will be marked on", "which falls on".
pub(super) fn celebrated_on(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
) -> Option<String> {
    let text = scene.text;
    let limit = sentence.end.min(mention.tokens.end + 12);
    let verb = (mention.tokens.end..limit).find(|&at| {
        text.is_any_word(
            at,
            &[
                "celebrate",
                "celebrated",
                "celebrates",
                "marked",
                "observed",
                "falls",
                "fell",
            ],
        )
    })?;
    let date = scene
        .inside(verb..sentence.end.min(verb + 6))
        .find(|date| date.label == Label::Date)?;
    super::circumstances::time_value(date.value.as_deref()).map(str::to_owned)
}

/// "The year 2023 was proclaimed the Year of X by the heads of state": the body named last where
/// those who proclaim are its members.
pub(super) fn proclaimed_by(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
) -> Vec<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(mention.tokens.start.saturating_sub(8));
    let passive = (floor..mention.tokens.start).any(|at| {
        text.is_any_word(at, &["proclaimed", "declared", "announced"])
            && text.is_any_word(at.wrapping_sub(1), &["was", "been", "is"])
    });
    if !passive {
        return Vec::new();
    }
    let end = mention.tokens.end;
    let by = (end..sentence.end.min(end + 4)).find(|&at| text.is_word(at, "by"));
    let named = by.map_or_else(Vec::new, |by| scene.list_after(by + 1, sentence.end).0);
    if named.is_empty() {
        return scene.last_body(mention.tokens.start).into_iter().collect();
    }
    named
}

/// "Africa Day; it marks 61 years since the founding of X": whose day it is.
pub(super) fn founded(scene: &Scene<'_>, mention: &Candidate) -> Vec<Actor> {
    let text = scene.text;
    let end = mention.tokens.end;
    let founding = (end..(end + 24).min(scene.end))
        .take_while(|&at| text.continues_line(at))
        .find(|&at| {
            text.is_any_word(at, &["founding", "establishment", "foundation", "creation"])
                && text.is_word(at + 1, "of")
        });
    founding.map_or_else(Vec::new, |at| scene.list_after(at + 2, at + 12).0)
}

/// Words of the day of a state itself.
const NATIONAL: &[&str] = &[
    "independence",
    "national",
    "republic",
    "constitution",
    "unity",
    "statehood",
    "sovereignty",
];

/// Whether a named day is that of a state: "Independence Day".
pub(super) fn is_national(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let mut words = mention.tokens.clone();
    words.any(|at| scene.text.is_any_word(at, NATIONAL))
}

/// The countries of those who are congratulated on the day of their state, else these themselves.
pub(super) fn nations_of(scene: &Scene<'_>, congratulated: Vec<Actor>) -> Vec<Actor> {
    let mut nations = Vec::new();
    for actor in congratulated {
        let country = scene.country_of(&actor.who).map(Who::Entity);
        let who = country.unwrap_or(actor.who);
        add(&mut nations, Actor::of(who, actor.tokens));
    }
    nations
}

/// The country whose day it is by the words beside it: "Discoverers’ Day in Ruritania", "the Ruritanian
/// Diplomats’ Day".
pub(super) fn of_country(scene: &Scene<'_>, mention: &Candidate) -> Vec<Actor> {
    let end = mention.tokens.end;
    let within = scene
        .at(end + 1)
        .filter(|place| scene.text.is_word(end, "in") && place.label == Label::Gpe)
        .and_then(|place| scene.actor(place));
    let people = scene
        .ending(mention.tokens.start)
        .filter(|people| people.label == Label::Norp)
        .and_then(|people| {
            let country = scene.knowledge.country_of(people.entity?)?;
            Some(Actor::of(Who::Entity(country), people.tokens.clone()))
        });
    within.or(people).into_iter().collect()
}

/// How far around the noun of an anniversary it is told what is marked, in tokens.
const MARKED: usize = 12;

/// Words of wars, of days that every state marks, and of days of those who do some work.
const OF_THE_WORLD: &[&str] = &[
    "victory",
    "liberation",
    "battle",
    "war",
    "defeat",
    "invasion",
    "genocide",
    "holocaust",
    "international",
    "world",
    "africa",
    "worker",
    "workers",
    "women",
    "children",
    "teachers",
    "fatherland",
];

/// Words of those who mark something with one another.
const TOGETHER: &[&str] = &["together", "jointly", "joint", "both", "countries"];

/// Whether the day or anniversary that a noun tells of is that of a war or one that the whole world
/// marks: it is nobody’s, unless some mark it together.
pub(super) fn is_of_the_world(scene: &Scene<'_>, noun: usize) -> bool {
    let text = scene.text;
    let sentence = scene.sentence(noun);
    let near = sentence.start.max(noun.saturating_sub(MARKED / 2))..sentence.end.min(noun + MARKED);
    let together = sentence.start.max(noun.saturating_sub(MARKED))..near.end;
    near.into_iter()
        .any(|at| text.is_any_word(at, OF_THE_WORLD))
        && !together
            .into_iter()
            .any(|at| text.is_any_word(at, TOGETHER))
}
