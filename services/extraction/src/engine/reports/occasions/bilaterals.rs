//! Meetings that one sentence tells of together: "had bilateral talks with A and B" are two.

use communique_model::EventKind;

use super::super::actors::Actor;
use super::super::frame::Draft;
use super::super::scene::Scene;

/// Words that say that each had a meeting of its own.
const EACH: &[&str] = &[
    "separate",
    "separately",
    "bilateral",
    "individual",
    "individually",
    "respectively",
];

/// Nouns of more than one meeting.
const SEVERAL: &[&str] = &["meetings", "conversations", "calls", "contacts"];

/// Verbs of a meeting of two.
const OF_TWO: &[&str] = &[
    "met", "meets", "meet", "spoke", "speaks", "speak", "talked", "received",
];

/// Words that say that all met together.
const TOGETHER: &[&str] = &["together", "trilateral", "joint", "jointly", "both"];

/// How far before the word that tells of a meeting the words about it stand, in tokens.
const NEAR: usize = 5;

/// One meeting or call each, where somebody had them with several who are listed; else the draft.
pub(super) fn one_each(scene: &Scene<'_>, draft: Draft) -> Vec<Draft> {
    match hosts_and_others(scene, &draft) {
        Some((hosts, others)) => draft.one_with_each(&hosts, others),
        None => vec![draft],
    }
}

/// Whose meetings they are, and with whom.
fn hosts_and_others(scene: &Scene<'_>, draft: &Draft) -> Option<(Vec<Actor>, Vec<Actor>)> {
    if !matches!(draft.kind, EventKind::Meeting | EventKind::Call) || draft.single {
        return None;
    }
    let text = scene.text;
    let sentence = scene.sentence(draft.head);
    let head = draft.head;
    let limit = sentence.end.min(head + NEAR + 3);
    let with = (head..limit)
        .find(|&at| text.is_word(at, "with"))
        .or_else(|| text.is_any_word(head, OF_TWO).then_some(head))?;
    let listed = listed(scene, with + 1, sentence.end);
    let (others, hosts): (Vec<Actor>, Vec<Actor>) = draft
        .participants
        .iter()
        .cloned()
        .partition(|actor| listed.iter().any(|other| other.who == actor.who));
    if hosts.len() != 1 || others.len() < 2 || others.len() != listed.len() {
        return None;
    }
    let about = sentence.start.max(head.saturating_sub(NEAR))..with + 1;
    let says = |words: &[&str]| about.clone().any(|at| text.is_any_word(at, words));
    let told_apart = says(EACH) || says(SEVERAL) || says(&["also"]);
    let of_two = text.is_any_word(head, OF_TWO)
        && !(about.start..with).any(|at| text.is_any_word(at, TOGETHER))
        && are_of_different_sides(scene, &others);
    (told_apart || of_two).then_some((hosts, others))
}

/// Those of a list, which may say "with" again: "with A and with B".
fn listed(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Actor> {
    let (mut actors, mut next) = scene.list_after(from, end);
    while !actors.is_empty()
        && scene.text.is_word(next, "and")
        && scene.text.is_word(next + 1, "with")
    {
        let (more, after) = scene.list_after(next + 2, end);
        if more.is_empty() {
            break;
        }
        actors.extend(more);
        next = after;
    }
    actors
}

/// Whether each is of another country or body.
fn are_of_different_sides(scene: &Scene<'_>, actors: &[Actor]) -> bool {
    let sides: Vec<_> = actors
        .iter()
        .map(|actor| scene.country_of(&actor.who))
        .collect();
    sides
        .iter()
        .enumerate()
        .all(|(index, side)| side.is_some() && !sides[..index].contains(side))
}
