//! Calls by telephone as verbs, and several calls or meetings told at once.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::add_all;
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// "spoke by phone with X", "spoke with X", "called X", "phoned X".
pub(super) fn calls(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let spoke = text.is_any_word(verb, &["spoke", "speaks", "spoken", "talked"]);
    let titled = scene
        .title
        .clone()
        .any(|at| text.is_any_word(at, &["call", "telephone", "phone"]));
    let limit = sentence.end.min(verb + 12);
    let mut at = verb + 1;
    let mut by_telephone = text.is_any_word(verb, &["phoned", "telephoned"]);
    let mut with = false;
    while at < limit {
        if let Some(mention) = scene.at(at) {
            if !matches!(mention.label, Label::Date | Label::Time) {
                break;
            }
            at = mention.tokens.end;
            continue;
        }
        if text.is_any_word(at, &["phone", "telephone", "videoconference", "video"]) {
            by_telephone = true;
        } else if text.is_word(at, "with") || spoke && text.is_word(at, "to") {
            with = true;
            at += 1;
            break;
        } else if !text.is_any_word(
            at,
            &[
                "by",
                "over",
                "via",
                "the",
                "on",
                "today",
                "again",
                "earlier",
                "separately",
                "also",
            ],
        ) {
            break;
        }
        at += 1;
    }
    if spoke && !with {
        return None;
    }
    let (object, _) = scene.list_after(at, sentence.end);
    if !object.iter().any(|actor| is_person(scene, actor)) || !by_telephone && !spoke {
        return None;
    }
    if !by_telephone && !scene.in_head(verb) && !titled {
        return None;
    }
    let mut participants = scene.subject(verb, sentence);
    add_all(&mut participants, object);
    (participants.len() > 1).then(|| Draft::new(scene, EventKind::Call, verb, participants))
}

/// "received phone calls from" a list, "held separate meetings with A and B": one occasion each.
pub(super) fn several(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let by_telephone = (noun.saturating_sub(3)..noun)
        .any(|at| text.is_any_word(at, &["telephone", "phone", "video"]));
    let apart = text.is_word(noun, "meetings")
        && (noun.saturating_sub(3)..noun).any(|at| {
            text.is_any_word(at, &["separate", "bilateral", "individual", "had", "held"])
        });
    let kind = if by_telephone {
        EventKind::Call
    } else {
        EventKind::Meeting
    };
    if !(by_telephone || apart) || !text.is_any_word(noun + 1, &["with", "from", "to"]) {
        return Vec::new();
    }
    let verb = (sentence.start..noun).rev().find(|&at| {
        text.is_any_word(
            at,
            &[
                "received",
                "held",
                "had",
                "made",
                "receives",
                "holds",
                "conducted",
            ],
        )
    });
    let Some(verb) = verb else { return Vec::new() };
    let subject = scene.subject(verb, sentence);
    let mut others = scene.list_after(noun + 2, sentence.end).0;
    if others.is_empty() {
        others = scene.list_on_lines(noun + 2).0;
    }
    others
        .into_iter()
        .filter(|other| is_person(scene, other))
        .map(|other| {
            let evidence = other.tokens.clone();
            let mut participants = subject.clone();
            add_all(&mut participants, vec![other]);
            let mut draft = Draft::new(scene, kind, noun, participants);
            draft.tokens = evidence;
            draft.single = true;
            draft
        })
        .collect()
}
