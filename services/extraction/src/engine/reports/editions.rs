//! The next or the previous of a series: "The next round will be held in Moscow", "its last session
//! took place in May", "Kyrgyzstan will host the next one".
//!
//! Such words name nobody: the next meeting is of the body, or of the countries, whose gathering the
//! text is about, else told of last; that with "its" is of the body named before.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who};
use super::frame::Draft;
use super::scene::Scene;
use super::stage::{bodies, countries, is_gathering};

/// Words for one of a series, and the kind that they tell; the others are of the kind of the series.
const NOUNS: &[(&str, Option<EventKind>)] = &[
    ("meeting", None),
    ("round", None),
    ("session", None),
    ("sitting", None),
    ("edition", None),
    ("gathering", None),
    ("one", None),
    ("dialogue", None),
    ("consultations", Some(EventKind::Meeting)),
    ("talks", Some(EventKind::Meeting)),
    ("summit", Some(EventKind::Summit)),
    ("forum", Some(EventKind::Conference)),
    ("conference", Some(EventKind::Conference)),
];

const WHICH: &[&str] = &["next", "previous", "following", "last"];

/// Numbers of one of a series; what they count must be told to be held.
const NUMBERS: &[&str] = &["second", "third", "fourth", "fifth", "sixth", "seventh"];

/// What sort of gathering it is, between "next" and its noun.
const SORTS: &[&str] = &["plenary", "ministerial", "annual", "joint", "regular"];

/// Words for a body that the text has named before: "the next meeting of the council".
const OF_BODY: &[&str] = &[
    "council",
    "commission",
    "committee",
    "group",
    "dialogue",
    "forum",
    "association",
    "organisation",
    "organization",
];

/// What such a word stands after and before.
const DETERMINERS: &[&str] = &["the", "its", "their", "whose", "a"];

/// Words that go on with what is held, where nobody else is named.
const HELD: &[&str] = &[
    "will", "is", "was", "took", "takes", "would", "should", "to", "in", "are", "were", "later",
    "next", "on",
];

/// How far behind the gathering may stand whose next is told of, in tokens.
const SERIES: usize = 400;

/// Among how many of the occasions told first that of the head is looked for.
const FIRST: usize = 24;

/// How far before "its" the body stands that is meant, in tokens.
const ITS: usize = 24;

/// The next of a gathering told before, the last of which is `last`, if the word at `at` tells of it.
pub(super) fn another(
    scene: &Scene<'_>,
    at: usize,
    kept: &[Draft],
    last: Option<&Draft>,
) -> Option<Draft> {
    let text = scene.text;
    let (_, kind) = NOUNS.iter().find(|(noun, _)| text.is_word(at, noun))?;
    let before = at.checked_sub(1)?;
    let which = if text.is_any_word(before, SORTS) {
        before.checked_sub(1)?
    } else {
        before
    };
    let first = which.checked_sub(1)?;
    let said = text.is_any_word(which, WHICH) && text.is_any_word(first, DETERMINERS);
    let counted = text.is_any_word(which, NUMBERS) && text.is_any_word(first, DETERMINERS);
    let of_body = text.is(at + 1, "of")
        && text.is_word(at + 2, "the")
        && scene.at(at + 3).is_none()
        && text.is_any_word(at + 3, OF_BODY);
    let end = if of_body { at + 4 } else { at + 1 };
    let held = text.is_any_word(end, HELD) || text.is(end, ",") && text.is_word(end + 1, "to");
    let held_only = ["will", "is", "was", "took", "to"];
    if !(said && (held || of_body) || counted && text.is_any_word(end, &held_only)) {
        return None;
    }
    if scene.irrealis(at, &scene.sentence(at)) {
        return None;
    }
    let main = kept
        .iter()
        .take(FIRST)
        .find(|told| is_gathering(told.kind) && scene.in_head(told.head));
    let near = last.filter(|last| last.head + SERIES > at);
    let told = main.or(near).filter(|told| told.head < first)?;
    let participants = if text.is_any_word(first, &["its", "whose"]) {
        let before = scene.inside(first.saturating_sub(ITS)..first);
        let body = before.filter(|mention| mention.label == Label::Org).last();
        scene.actor(body?).into_iter().collect()
    } else {
        series(scene, told, &(first..at + 1))
    };
    if participants.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, kind.unwrap_or(told.kind), at, participants);
    draft.single = true;
    Some(draft)
}

/// Whose the series is: the bodies that met, else the countries, in person or by those who speak
/// for them.
fn series(scene: &Scene<'_>, told: &Draft, evidence: &Range<usize>) -> Vec<Actor> {
    let mut series = bodies(scene, told);
    if series.is_empty() && scene.in_head(told.head) {
        let body = scene.body_of_head(evidence.start);
        series.extend(body.map(|body| Actor::of(Who::Entity(body), evidence.clone())));
    }
    if series.is_empty() {
        series = countries(scene, &told.participants);
    }
    for actor in &mut series {
        actor.tokens = evidence.clone();
    }
    series
}
