//! Meetings, calls and visits as verbs: "X met with Y", "X received Y", "spoke by phone", "visited".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add_all};
use super::frame::Draft;
use super::scene::Scene;

/// "met", "meets", "meet", "receive", "welcomed": a meeting with those who follow.
pub(super) fn meets(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let drafts = meetings(scene, verb, sentence);
    let [draft] = drafts.as_slice() else {
        return drafts;
    };
    let apart = (verb + 1..verb + 3).any(|at| scene.text.is_word(at, "separately"));
    let (others, hosts): (Vec<Actor>, Vec<Actor>) = draft
        .participants
        .iter()
        .cloned()
        .partition(|actor| actor.tokens.start > verb);
    if !apart || others.len() < 2 {
        return drafts;
    }
    // "met separately with A, B and C": one meeting each.
    draft.one_with_each(&hosts, others)
}

/// How far behind a verb it is said how often, in tokens.
const HOW_OFTEN: usize = 14;

/// Whether a verb tells of many occasions at once: "met him on a number of occasions", "met more than
/// once".
pub(super) fn is_repeated(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let counted = |at: usize| {
        (at.saturating_sub(3)..at).any(|before| {
            text.is_any_word(
                before,
                &["number", "numerous", "several", "many", "various"],
            )
        })
    };
    (verb + 1..sentence.end.min(verb + HOW_OFTEN)).any(|at| {
        text.is_any_word(at, &["occasions", "times"]) && counted(at)
            || text.is_word(at, "once") && text.is_word(at - 1, "than")
    })
}

/// Verbs of hosts: their object is received.
const RECEIVES: &[&str] = &[
    "received",
    "receives",
    "receive",
    "receiving",
    "host",
    "hosts",
    "hosted",
    "welcome",
    "welcomed",
    "welcomes",
    "greeted",
    "greets",
    "greet",
];

/// Verbs that govern whom one meets by "with" only.
const WITH_ONLY: &[&str] = &[
    "conferred",
    "confers",
    "confer",
    "conversed",
    "sat",
    "sits",
    "consulted",
    "consults",
    "negotiated",
    "negotiates",
    "dined",
    "lunched",
    "breakfasted",
    "huddled",
    "sit",
];

/// The meetings with those who follow the verb; "received by A and by B" are two.
fn meetings(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence)
        || scene.at(verb).is_some()
        || is_repeated(scene, verb, sentence)
    {
        return Vec::new();
    }
    let receives = text.is_any_word(verb, RECEIVES);
    // "was met at the airport by X": no talks.
    let airport = (verb + 1..sentence.end.min(verb + 12)).any(|at| text.is_word(at, "airport"));
    if airport && !text.is_any_word(verb, &["received", "receives"]) {
        return Vec::new();
    }
    // "met today in Moscow with X", "received there by X"
    let limit = sentence.end.min(verb + 30);
    let past = scene.past_adjuncts(verb + 1, limit);
    let with = text.is_word(past, "with");
    let by = text.is_word(past, "by");
    let on = text.is_any_word(verb, &["call", "calls", "called", "calling"]);
    if text.is_any_word(verb, WITH_ONLY) && !with {
        return Vec::new();
    }
    // "a summit hosted by X" is no reception of X.
    let meal = (verb + 1..past).any(|at| text.is_any_word(at, super::tail::MEALS));
    if by && text.is_any_word(verb, &["hosted", "host", "hosts"]) && !meal {
        return Vec::new();
    }
    // A verb in the passive needs whoever acts.
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"]);
    if passive && receives && !by {
        return first_received(scene, verb, sentence).into_iter().collect();
    }
    if passive && !by && !with {
        return Vec::new();
    }
    let start = if with || by || on && text.is_any_word(past, &["on", "upon"]) {
        past + 1
    } else if receives {
        past + usize::from(past > verb + 1 && text.is(past, ","))
    } else {
        verb + 1
    };
    let (mut object, mut last) = scene.list_after(start, sentence.end);
    if object.is_empty() && with {
        return one_a_line(scene, verb, start, sentence);
    }
    let delegation = (start..limit.max(start)).find(|&word| text.is_word(word, "delegation"));
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
    if on && text.is_any_word(last, &["to", "for"]) {
        return Vec::new();
    }
    let persons = object.iter().any(|actor| is_person(scene, actor));
    // "met the requirements", "received a letter": no persons there.
    if receives && !persons && (delegation.is_none() || object.is_empty()) {
        return Vec::new();
    }
    let mut subject = scene.subject(verb, sentence);
    if by && subject.is_empty() {
        subject = scene.main_person(verb);
    }
    if object.is_empty() && subject.len() < 2 {
        return Vec::new();
    }
    if !with && !persons && delegation.is_none() && subject.len() < 2 {
        return Vec::new();
    }
    // "The presidents of A and B met": the persons, where the text names them.
    subject = scene.holders_for(subject, sentence.start.max(verb.saturating_sub(24))..verb);
    let object = scene.holders_for(object, start..last.max(start));
    let before = subject.len();
    let one = |object: Vec<Actor>, last: usize| {
        let mut participants = subject.clone();
        add_all(&mut participants, object);
        if participants.len() < 2 || before == 0 && !scene.in_head(verb) {
            return None;
        }
        let mut draft = Draft::new(scene, EventKind::Meeting, verb, participants);
        draft.tokens.end = draft.tokens.end.max(last.min(sentence.end));
        Some(draft)
    };
    let mut drafts: Vec<Draft> = one(object, last).into_iter().collect();
    // "received by A and by B"
    let mut next = last;
    while by && drafts.len() < 8 {
        if text.is(next, ",") {
            next += 1;
        }
        if text.is_any(next, &["and", "then"]) {
            next += 1;
        }
        if next == last || !text.is_word(next, "by") {
            break;
        }
        let (more, end) = scene.list_after(next + 1, sentence.end);
        if more.is_empty() {
            break;
        }
        drafts.extend(one(more, end));
        next = end;
        last = end;
    }
    drafts
}

/// One occasion of the subject with each of several persons, or with each of several countries, kept
/// apart and told by the name.
pub(super) fn one_each(
    scene: &Scene<'_>,
    kind: EventKind,
    head: usize,
    subject: &[Actor],
    others: Vec<Actor>,
) -> Vec<Draft> {
    let lands = others.len() > 1 && others.iter().all(|other| scene.is_land(&other.who));
    others
        .into_iter()
        .filter(|other| is_person(scene, other) || lands)
        .map(|other| {
            let evidence = other.tokens.clone();
            let mut participants = subject.to_vec();
            add_all(&mut participants, vec![other]);
            let mut draft = Draft::new(scene, kind, head, participants);
            draft.tokens = evidence;
            draft.single = true;
            draft
        })
        .collect()
}

/// "X met with" and those whom X met on the lines below: one meeting each.
pub(super) fn one_a_line(
    scene: &Scene<'_>,
    verb: usize,
    after: usize,
    sentence: &Range<usize>,
) -> Vec<Draft> {
    let subject = scene.subject(verb, sentence);
    if subject.is_empty() {
        return Vec::new();
    }
    let (listed, _) = scene.list_on_lines(after);
    one_each(scene, EventKind::Meeting, verb, &subject, listed)
}

/// "The first guest to be received was X": whoever the text is about received X.
fn first_received(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if !text.is_any_word(verb + 1, &["was", "were", "is", "are", "will"]) {
        return None;
    }
    let mut participants = scene.main_person(verb);
    let (guests, last) = scene.list_after(verb + 2, sentence.end);
    participants.retain(|host| guests.iter().all(|guest| guest.who != host.who));
    if participants.is_empty() || !guests.iter().any(|guest| is_person(scene, guest)) {
        return None;
    }
    add_all(&mut participants, guests);
    let mut draft = Draft::new(scene, EventKind::Meeting, verb, participants);
    draft.tokens.end = draft.tokens.end.max(last);
    Some(draft)
}

/// "A and B discussed trade": where the head of a text says so of two persons, they met, or
/// called where it speaks of a telephone.
pub(super) fn discusses(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let mut participants = scene.subject(verb, sentence);
    let limit = sentence.end.min(verb + 24);
    // Below the head the sentence itself names the two.
    let named = |actor: &Actor| {
        sentence.contains(&actor.tokens.start)
            && scene
                .at(actor.tokens.start)
                .is_some_and(|mention| mention.label == Label::Person)
    };
    let line = ["telephone", "phone", "call", "videoconference"];
    let over_it = (verb..limit).any(|at| text.is_any_word(at, &line));
    let both = participants.len() == 2 || over_it;
    if !(scene.in_head(verb) || both && participants.iter().all(named)) {
        return None;
    }
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
    let by_telephone =
        over_it || scene.in_head(verb) && head.into_iter().any(|at| text.is_any_word(at, &line));
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
