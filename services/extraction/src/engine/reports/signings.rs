//! Documents signed.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::Actor;
use super::adoptions::{document_at, main_bodies};
use super::frame::Draft;
use super::scene::Scene;

/// "signed", "sign", "signing of": a document by somebody.
pub(super) fn signs(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence)
        || text.is_word(verb, "signing") && text.is_word(verb + 1, "up")
    {
        return None;
    }
    let limit = sentence.end.min(verb + 16);
    let object = (verb + 1..limit)
        .take_while(|&at| !text.is_any(at, &[".", ";"]))
        .find(|&at| document_at(scene, at).is_some());
    let auxiliary = (verb.saturating_sub(3)..verb)
        .any(|at| text.is_any_word(at, &["was", "were", "been", "be"]));
    let by = (verb + 1..limit.min(verb + 12)).find(|&at| text.is_word(at, "by"));
    let floor = sentence.start.max(verb.saturating_sub(30));
    let subject_document = (floor..verb)
        .rev()
        .find(|&at| document_at(scene, at).is_some());
    // "the agreements signed earlier" tell of no signing unless they say when or by whom.
    let passive = auxiliary && subject_document.is_some();
    let participle = !passive
        && subject_document.is_some_and(|at| {
            let end = scene.at(at).map_or(at + 1, |law| law.tokens.end);
            end == verb || end + 1 == verb && text.is(end, ",")
        });
    let mut participants: Vec<Actor> = Vec::new();
    if passive || participle {
        if let Some(by) = by {
            participants = scene.list_after(by + 1, sentence.end).0;
        } else if text.is_any_word(verb + 1, &["between", "with"]) {
            participants = scene.list_after(verb + 2, sentence.end).0;
        }
        let between =
            subject_document.and_then(|at| (at..verb).find(|&word| text.is_word(word, "between")));
        if let (true, Some(between)) = (participants.is_empty(), between) {
            participants = scene.list_after(between + 1, verb).0;
        }
    } else if text.is_any_word(verb, &["signing", "signature"]) {
        object?;
        let between = (verb..limit).find(|&word| text.is_any_word(word, &["between", "by"]));
        if let Some(between) = between {
            participants = scene.list_after(between + 1, sentence.end).0;
        }
        if participants.is_empty() {
            participants = scene.side_actors(verb..verb + 1);
        }
    } else {
        object?;
        participants = subject(scene, verb, sentence);
        let with = (verb..limit).find(|&word| text.is_word(word, "with"));
        if let (true, Some(with)) = (participants.len() == 1, with) {
            super::actors::add_all(
                &mut participants,
                scene.list_after(with + 1, sentence.end).0,
            );
        }
    }
    if participants.is_empty() && passive {
        let bodies: Vec<Actor> = scene
            .inside(verb..sentence.end)
            .filter(|mention| mention.label == Label::Org)
            .filter_map(|mention| scene.actor(mention))
            .take(1)
            .collect();
        participants = if !scene.sides.is_empty() {
            scene.side_actors(verb..verb + 1)
        } else if bodies.is_empty() {
            main_bodies(scene)
        } else {
            bodies
        };
    }
    let mut draft = Draft::new(scene, EventKind::Signing, verb, participants);
    if let Some(at) = object {
        draft.tokens.end = draft
            .tokens
            .end
            .max(scene.at(at).map_or(at + 1, |law| law.tokens.end));
    } else if let Some(at) = subject_document {
        draft.tokens.start = draft.tokens.start.min(at);
    }
    let known = !participle || draft.date.is_some() && !draft.participants.is_empty();
    (known && !draft.participants.is_empty()).then_some(draft)
}

/// Words for those who sign where they are named elsewhere.
const SIDES: &[&str] = &[
    "we",
    "sides",
    "parties",
    "countries",
    "ministers",
    "presidents",
    "leaders",
    "heads",
    "governments",
    "delegations",
    "they",
];

/// Who signs: named, or "we", "the sides", "you" of two countries that talk.
fn subject(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(verb.saturating_sub(10));
    let together = (floor..verb).rev().find(|&at| text.is_any_word(at, SIDES));
    let named = scene
        .inside(floor..verb)
        .any(|mention| matches!(mention.label, Label::Person | Label::Org | Label::Office));
    if let (Some(at), false, false) = (together, named, scene.sides.is_empty()) {
        return scene.side_actors(at..at + 1);
    }
    // "The ministers signed": the two last named.
    if let (Some(at), false) = (together, named) {
        return scene.last_two_persons(at);
    }
    scene.subject(verb, sentence)
}
