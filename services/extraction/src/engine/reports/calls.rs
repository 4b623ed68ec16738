//! Calls by telephone as verbs, and several calls or meetings told at once.

use std::ops::Range;

use communique_model::EventKind;

use super::actors::{Actor, Who, add, add_all};
use super::encounters::{is_person, one_a_line, one_each};
use super::frame::Draft;
use super::role::Role;
use super::scene::Scene;

/// "spoke by phone with X", "spoke with X", "phoned X", "X and Y talked by telephone".
pub(super) fn calls(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return Vec::new();
    }
    let spoke = text.is_any_word(verb, SPOKE);
    let titled = scene
        .title
        .clone()
        .any(|at| text.is_any_word(at, &["call", "calls", "telephone", "phone"]));
    let phoned = text.is_any_word(
        verb,
        &["phoned", "telephoned", "phones", "telephones", "rang"],
    );
    let limit = sentence.end.min(verb + 24);
    let past = past_manner(scene, verb + 1, limit);
    let by_telephone = phoned || (verb + 1..past).any(|at| by_line(scene, at));
    let with = text.is_word(past, "with") || spoke && text.is_word(past, "to");
    let start = if with { past + 1 } else { past };
    let mut object = if spoke && !with {
        Vec::new()
    } else {
        scene.list_after(start, sentence.end).0
    };
    object.retain(|actor| is_person(scene, actor));
    let mut subject = scene.subject(verb, sentence);
    if object.is_empty() {
        // "X telephoned today": the one whom the text is about was called.
        if phoned {
            object = scene.main_person(verb);
            object.retain(|actor| subject.iter().all(|caller| caller.who != actor.who));
        } else if !(by_telephone && subject.len() > 1) {
            return Vec::new();
        }
    }
    if !by_telephone && (!spoke || !scene.in_head(verb) && !titled) {
        return Vec::new();
    }
    let apart = (verb..limit.max(verb)).any(|at| text.is_any_word(at, &["separate", "separately"]));
    if apart && object.len() > 1 {
        // "spoke by telephone with A and B in two separate conversations"
        return object
            .into_iter()
            .filter_map(|other| {
                let evidence = other.tokens.clone();
                let mut draft = call(scene, verb, subject.clone(), vec![other])?;
                draft.tokens = evidence;
                draft.single = true;
                Some(draft)
            })
            .collect();
    }
    if subject.is_empty() && phoned {
        subject = scene.main_person(verb);
    }
    let mut drafts: Vec<Draft> = call(scene, verb, subject, object).into_iter().collect();
    // "talked to X in A": they met there.
    if !by_telephone && !titled && drafts.iter().all(|draft| draft.place.is_some()) {
        for draft in &mut drafts {
            draft.kind = EventKind::Meeting;
        }
    }
    drafts
}

/// Verbs of talking that a telephone makes a call.
const SPOKE: &[&str] = &[
    "spoke",
    "speaks",
    "spoken",
    "speak",
    "talked",
    "talks",
    "conversed",
];

/// One call between those named.
fn call(
    scene: &Scene<'_>,
    verb: usize,
    mut participants: Vec<Actor>,
    object: Vec<Actor>,
) -> Option<Draft> {
    add_all(&mut participants, object);
    (participants.len() > 1).then(|| Draft::new(scene, EventKind::Call, verb, participants))
}

/// Whether a word says that one speaks over a line.
fn by_line(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is_any_word(
        at,
        &[
            "phone",
            "telephone",
            "videoconference",
            "video",
            "videolink",
            "line",
            "telephonically",
        ],
    )
}

/// The token after what tells how and when one spoke: "by phone today", "on the telephone".
fn past_manner(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    let text = scene.text;
    let mut at = at;
    loop {
        at = scene.past_adjuncts(at, end);
        let manner = text.is_any_word(at, &["by", "over", "via", "on", "through"])
            && (at + 1..at + 4).any(|word| by_line(scene, word));
        if at >= end || !manner && !by_line(scene, at) {
            return at;
        }
        at += 1;
        while at < end
            && (by_line(scene, at)
                || text.is_any_word(at, &["the", "a", "secure", "conference", "link", "call"]))
        {
            at += 1;
        }
    }
}

/// "received phone calls from" a list, "held separate meetings with A and B": one occasion each.
pub(super) fn several(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let by_telephone = (noun.saturating_sub(3)..noun)
        .any(|at| text.is_any_word(at, &["telephone", "phone", "video"]));
    let about =
        |words: &[&str]| (noun.saturating_sub(3)..noun).any(|at| text.is_any_word(at, words));
    let courtesy = about(&["courtesy"]) && text.is_any_word(noun + 1, &["on", "upon"]);
    let apart = courtesy
        || about(&["separate", "bilateral", "individual"])
        || text.is_word(noun, "meetings") && about(&["had", "held"])
        || is_followed_by_lines(scene, noun + 1);
    let kind = if by_telephone {
        EventKind::Call
    } else {
        EventKind::Meeting
    };
    let leads = courtesy || text.is_any_word(noun + 1, &["with", "from", "to"]);
    if !(by_telephone || apart) || !leads {
        return Vec::new();
    }
    let verb = (sentence.start..noun).rev().find(|&at| {
        text.is_any_word(
            at,
            &[
                "received",
                "held",
                "hold",
                "had",
                "have",
                "made",
                "receives",
                "holds",
                "conducted",
                "paid",
                "pay",
                "pays",
            ],
        )
    });
    let Some(verb) = verb else { return Vec::new() };
    let subject = scene.subject(verb, sentence);
    let mut others = scene.list_after(noun + 2, sentence.end).0;
    if others.is_empty() {
        others = scene.list_on_lines(noun + 2).0;
    }
    one_each(scene, kind, noun, &subject, others)
}

/// How far behind the noun "with each of" stands, which may follow day and place, in tokens.
const FAR: usize = 16;

/// How far before "each of them" those are named who are meant, in tokens.
const BACK: usize = 400;

/// "had a conversation with each of the diplomats": one with each of the envoys named before.
pub(super) fn with_each(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let each = (noun + 1..sentence.end.min(noun + FAR)).find(|&at| {
        text.is_word(at, "with") && text.is_word(at + 1, "each") && text.is_word(at + 2, "of")
    });
    let verb = (sentence.start.max(noun.saturating_sub(8))..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &["had", "held", "has", "have", "hold", "will"]));
    let (Some(each), Some(verb)) = (each, verb) else {
        return Vec::new();
    };
    let is_envoy = |who: &Who| scene.role_of(who) == Role::Envoy;
    let mut subject = scene.subject(verb, sentence);
    subject.retain(|actor| is_person(scene, actor) && !is_envoy(&actor.who));
    subject.truncate(1);
    if subject.is_empty() {
        subject = scene.main_person(each);
    }
    let mut envoys: Vec<Actor> = Vec::new();
    for who in scene.persons_in(each.saturating_sub(BACK)..each) {
        if is_envoy(&who) {
            add(&mut envoys, Actor::of(who, each..each + 3));
        }
    }
    if envoys.len() < 2 {
        return Vec::new();
    }
    one_each(scene, EventKind::Meeting, noun, &subject, envoys)
}

/// "spoke separately with" and those on the lines below: a meeting with each.
pub(super) fn with_those_below(
    scene: &Scene<'_>,
    verb: usize,
    sentence: &Range<usize>,
) -> Vec<Draft> {
    let with = (verb + 1..verb + 4).find(|&at| scene.text.is_word(at, "with"));
    match with.filter(|&with| is_followed_by_lines(scene, with)) {
        Some(with) => one_a_line(scene, verb, with + 1, sentence),
        None => Vec::new(),
    }
}

/// Whether "with" ends its line: those meant stand on the lines below.
fn is_followed_by_lines(scene: &Scene<'_>, with: usize) -> bool {
    let text = scene.text;
    let end = if text.is(with + 1, ":") {
        with + 2
    } else {
        with + 1
    };
    text.is_word(with, "with") && end < scene.end && !text.continues_line(end)
}
