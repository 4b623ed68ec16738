//! Meetings, calls and visits as verbs: "X met with Y", "X received Y", "spoke by phone", "visited".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add_all};
use super::frame::Draft;
use super::scene::Scene;

/// "met", "meets", "meet", "receive", "welcomed": a meeting with those who follow.
pub(super) fn meets(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let Some(draft) = meeting(scene, verb, sentence) else {
        return Vec::new();
    };
    let apart = (verb + 1..verb + 3).any(|at| scene.text.is_word(at, "separately"));
    let others = draft
        .participants
        .iter()
        .filter(|actor| actor.tokens.start > verb)
        .count();
    if !apart || others < 2 {
        return vec![draft];
    }
    // "met separately with A, B and C": one meeting each.
    let each = draft
        .participants
        .iter()
        .filter(|actor| actor.tokens.start > verb);
    each.map(|other| {
        let mut single = draft.clone();
        single
            .participants
            .retain(|actor| actor == other || actor.tokens.start < verb);
        single.tokens = other.tokens.clone();
        single.single = true;
        single
    })
    .collect()
}

/// One meeting with those who follow the verb.
fn meeting(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let receives = text.is_any_word(
        verb,
        &[
            "received", "receives", "receive", "host", "hosts", "hosted", "welcomed", "welcomes",
            "greeted", "greets",
        ],
    );
    let mut at = verb + 1;
    // "met today in Moscow with X", "met on May 5 with"
    let limit = sentence.end.min(verb + 14);
    let mut with = false;
    while at < limit {
        if let Some(mention) = scene.at(at) {
            if matches!(mention.label, Label::Date | Label::Time)
                || mention.label == Label::Gpe && text.is_any(at - 1, &["in", "at"])
            {
                at = mention.tokens.end;
                continue;
            }
            break;
        }
        if text.is_word(at, "with") {
            with = true;
            at += 1;
            break;
        }
        if !text.is_any_word(
            at,
            &[
                "today",
                "on",
                "in",
                "here",
                "separately",
                "also",
                "again",
                "briefly",
                "down",
                "privately",
                "the",
                "a",
                "at",
                ",",
            ],
        ) {
            break;
        }
        at += 1;
    }
    if text.is_word(at, "by") {
        at += 1;
    }
    let (mut object, mut last) = scene.list_after(at, sentence.end);
    let delegation = (at..limit.max(at)).find(|&word| text.is_word(word, "delegation"));
    if let Some(led) = delegation.filter(|_| receives) {
        let by = (led..limit.min(led + 12)).find(|&word| {
            text.is_word(word, "by") && text.is_any_word(word - 1, &["led", "headed"])
        });
        if let Some(by) = by {
            let (more, end) = scene.list_after(by + 1, sentence.end);
            add_all(&mut object, more);
            last = end;
        }
    }
    // "called on X to stop" is an appeal.
    let calls_on = text.is_any_word(verb, &["call", "calls", "called", "calling"]);
    if calls_on && text.is_any_word(last, &["to", "for"]) {
        return None;
    }
    let persons = object.iter().any(|actor| is_person(scene, actor));
    // "met the requirements", "received a letter": no persons there.
    if receives && !persons && (delegation.is_none() || object.is_empty()) {
        return None;
    }
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"]);
    if passive && !text.is_word(verb + 1, "by") {
        return None;
    }
    let subject = scene.subject(verb, sentence);
    if object.is_empty() && subject.len() < 2 {
        return None;
    }
    if !with && !persons && delegation.is_none() && subject.len() < 2 {
        return None;
    }
    let mut participants = subject;
    let before = participants.len();
    add_all(&mut participants, object);
    let draft_end = last;
    if participants.len() < 2 || before == 0 && !scene.in_head(verb) {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Meeting, verb, participants);
    draft.tokens.end = draft.tokens.end.max(draft_end.min(sentence.end));
    Some(draft)
}

/// "X presented his credentials to Y", "Y received the letters of credence of X".
pub(super) fn credentials(
    scene: &Scene<'_>,
    noun: usize,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(6));
    let limit = sentence.end.min(noun + 12);
    let gives = ["presented", "presents", "handed", "submitted", "delivered"];
    let takes = ["received", "receives", "accepted", "accepts"];
    let verb = (floor..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &gives) || text.is_any_word(at, &takes))?;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let prepositions: &[&str] = if text.is_any_word(verb, &gives) {
        &["to"]
    } else {
        &["from", "of", "by"]
    };
    let preposition = (noun + 1..limit).find(|&at| text.is_any_word(at, prepositions))?;
    let mut participants = scene.subject(verb, sentence);
    add_all(
        &mut participants,
        scene.list_after(preposition + 1, sentence.end).0,
    );
    participants.retain(|actor| is_person(scene, actor));
    (participants.len() > 1).then(|| Draft::new(scene, EventKind::Meeting, noun, participants))
}

/// "A and B discussed trade": where the head of a text says so of two persons, they met, or
/// called where it speaks of a telephone.
pub(super) fn discusses(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if !scene.in_head(verb) || scene.irrealis(verb, sentence) {
        return None;
    }
    let mut participants = scene.subject(verb, sentence);
    let limit = sentence.end.min(verb + 24);
    let with = (verb + 1..limit).find(|&at| text.is_word(at, "with"));
    if let (1, Some(with)) = (participants.len(), with) {
        add_all(
            &mut participants,
            scene.list_after(with + 1, sentence.end).0,
        );
    }
    participants.retain(|actor| is_person(scene, actor));
    if participants.len() != 2 {
        return None;
    }
    let head = scene.title.start..scene.lead.end.max(scene.title.end);
    let by_telephone = head
        .into_iter()
        .any(|at| text.is_any_word(at, &["telephone", "phone", "call", "videoconference"]));
    let kind = if by_telephone {
        EventKind::Call
    } else {
        EventKind::Meeting
    };
    Some(Draft::new(scene, kind, verb, participants))
}

pub(super) fn is_person(scene: &Scene<'_>, actor: &Actor) -> bool {
    if actor.office.is_some() {
        return true;
    }
    match &actor.who {
        Who::Entity(key) => scene.knowledge.get(*key).kind == communique_model::EntityKind::Person,
        Who::Name(_) => scene
            .at(actor.tokens.start)
            .is_none_or(|mention| mention.label != Label::Org),
    }
}
