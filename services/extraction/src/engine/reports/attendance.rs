//! Who takes part in what the head of a text tells of: "X chaired both", "Present were X and Y",
//! "A was represented by Z".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who};
use super::encounters::is_person;
use super::frame::Draft;
use super::gatherings::is_gathering_noun;
use super::scene::Scene;

/// How far below the head who takes part may be told without naming the occasion, in tokens.
const BELOW_HEAD: usize = 160;

/// Openings of sentences that name who is there behind the verb.
const INVERTED: &[&str] = &["taking", "present", "attendance", "attending"];

/// "X chaired both", "Y joined by video link", "Taking part are A, B and C": who takes part in what
/// the head of the text tells of. Only right below the head: further on it may be anything.
pub(super) fn joins(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let head = scene.lead.end.max(scene.title.end);
    let below = verb >= head + BELOW_HEAD;
    let by = text.is_word(verb + 1, "by");
    if below && !(by && follows_gathering(scene, sentence) || names_meeting(scene, verb)) {
        return None;
    }
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let participants = if text.is_any_word(verb, INVERTED) {
        inverted(scene, verb, sentence)?
    } else if text.is_word(verb, "among") {
        let are = text.is_any_word(verb.wrapping_sub(1), &["were", "are", "was"]);
        let guests = (verb + 1..verb + 5).any(|at| {
            text.is_any_word(
                at,
                &["guests", "participants", "attendees", "speakers", "present"],
            )
        });
        if !are || !guests {
            return None;
        }
        scene.subject(verb - 1, sentence)
    } else if by {
        represented(scene, verb, sentence)
    } else {
        let mut persons = scene.subject(verb, sentence);
        persons.retain(|actor| is_person(scene, actor));
        persons
    };
    if participants.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Meeting, verb, participants);
    draft.refers = true;
    draft.attends = !below && !names_meeting(scene, verb);
    Some(draft)
}

/// "Taking part in the meeting were": of the one that the text is of, though it is of two.
fn names_meeting(scene: &Scene<'_>, verb: usize) -> bool {
    let text = scene.text;
    text.is_any_word(verb, INVERTED)
        && (verb + 1..verb + 5)
            .any(|at| text.is_any_word(at, &["meeting", "talks", "conversation"]))
}

/// Whether the sentence before, of the same paragraph, names a gathering.
fn follows_gathering(scene: &Scene<'_>, sentence: &Range<usize>) -> bool {
    let Some(last) = sentence.start.checked_sub(1) else {
        return false;
    };
    let text = scene.text;
    let before = scene.sentence(last);
    let here = text.line_start(last) == text.line_start(sentence.start);
    here && before.into_iter().any(|at| {
        let named = scene.at(at);
        named.is_some_and(|mention| mention.label == Label::Event)
            || named.is_none() && is_gathering_noun(scene, at)
    })
}

/// "Present, among others, were X and Y", "In attendance, besides the leaders of A and B, are X".
fn inverted(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Vec<Actor>> {
    let text = scene.text;
    let limit = sentence.end.min(verb + 32);
    let are = (verb + 1..limit).find(|&at| {
        scene.at(at).is_none() && text.is_any_word(at, &["are", "were", "is", "was"])
    })?;
    let mut actors = Vec::new();
    if let Some(of) = (verb + 1..are).find(|&at| text.is(at, "of")) {
        actors = scene.list_after(of + 1, are).0;
    }
    super::actors::add_all(&mut actors, scene.list_after(are + 1, sentence.end).0);
    if actors.is_empty() && text.is(are + 1, ":") {
        actors = scene.list_on_lines(are + 2).0;
    }
    Some(actors)
}

/// "The A side was led by X, the B delegation by Y"; "A was represented by its ambassador".
fn represented(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let mut found: Vec<Actor> = Vec::new();
    let limit = sentence.end.min(verb + 60);
    for by in (verb + 1..limit).filter(|&at| text.is(at, "by")) {
        let (mut more, _) = scene.list_after(by + 1, sentence.end);
        if more.is_empty() {
            more = scene.list_on_lines(by + 1).0;
        }
        // "by representatives of A, B and C": the countries
        let several = more.len() > 1;
        more.retain(|actor| is_person(scene, actor) || several && scene.is_land(&actor.who));
        super::actors::add_all(&mut found, more);
    }
    if found.is_empty() && text.is_word(verb, "represented") {
        found = scene.subject(verb, sentence);
        found.retain(|actor| matches!(actor.who, Who::Entity(_)));
    }
    found
}

/// "X addressed the closing session": one who takes part in what the head tells of.
pub(super) fn addresses(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let here = (verb + 1..sentence.end.min(verb + 6)).any(|at| {
        text.is_any_word(
            at,
            &[
                "delegates",
                "participants",
                "session",
                "gathering",
                "meeting",
                "forum",
                "plenary",
            ],
        )
    });
    if here {
        joins(scene, verb, sentence)
    } else {
        None
    }
}
