//! Short names of bodies, "the Council", "the Commonwealth", linked to the body last spoken of.

use std::collections::HashMap;

use communique_model::Label;

use super::Layer;
use super::known::GENERIC_BODIES;
use super::offices::is_head;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::{Reading, Text};
use crate::knowledge::EntityKey;

/// Links short names.
pub(crate) struct ShortNames;

impl Layer for ShortNames {
    fn name(&self) -> &'static str {
        "short_names"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut bodies: Vec<usize> = (0..board.candidates().len())
            .filter(|&index| {
                let body = &board.candidates()[index];
                // The body in a document's or occasion's name is not what is spoken of.
                let inside = board
                    .covering(body.tokens.start)
                    .is_some_and(|candidate| candidate.rank == Rank::Composite);
                body.label == Label::Org && !inside
            })
            .collect();
        bodies.sort_by_key(|&index| board.candidates()[index].tokens.start);
        let mut known = KnownForms::new();
        let later = later_names(board, &mut known, &bodies);
        let mut spoken: HashMap<String, Option<EntityKey>> = HashMap::new();
        let mut found = Vec::new();
        let mut next = bodies.iter().peekable();
        for at in 0..board.text.len() {
            if let Some(word) = short_name(board, at) {
                let own = own_name(board, at);
                let entity = spoken
                    .get(&word)
                    .copied()
                    .or_else(|| later.get(&word).copied())
                    .or_else(|| own.map(Some));
                if let Some(entity) = entity {
                    found.push((at, entity));
                }
            }
            while let Some(&&index) = next.peek() {
                if board.candidates()[index].tokens.start > at {
                    break;
                }
                next.next();
                let body = &board.candidates()[index];
                if body.entity.is_none() {
                    // A part of a name heard before: "Orthodox Church" after "… Orthodox Church".
                    let words = board.text.words(body.tokens.clone()).to_owned();
                    let known = spoken.get(&words).copied().flatten();
                    if known.is_some() {
                        board.candidate_mut(index).entity = known;
                        continue;
                    }
                }
                for name in short_forms(board, &mut known, &board.candidates()[index]) {
                    spoken.insert(name, board.candidates()[index].entity);
                }
            }
        }
        for (at, entity) in found {
            board.push(
                Candidate::new(at..at + 1, Label::Org, Rank::Name, self.name()).linked(entity),
            );
        }
    }
}

/// Short forms of the bodies of the text, each for the first body that has it.
fn later_names(
    board: &Board<'_>,
    known: &mut KnownForms,
    bodies: &[usize],
) -> HashMap<String, Option<EntityKey>> {
    let mut names = HashMap::new();
    for &index in bodies {
        let body = &board.candidates()[index];
        if body.entity.is_some() && body.rank >= Rank::Name {
            for name in short_forms(board, known, body) {
                names.entry(name).or_insert(body.entity);
            }
        }
    }
    names
}

/// The generic words that a body goes by, and the endings of its name in the text.
fn short_forms(board: &Board<'_>, known: &mut KnownForms, body: &Candidate) -> Vec<String> {
    let text = board.text;
    let mut forms = Vec::new();
    for start in body.tokens.clone().skip(1).take(6) {
        if text.is_capitalised(start) && body.tokens.end - start > 1 {
            forms.push(text.words(start..body.tokens.end).to_owned());
        }
    }
    for word in [text.word(body.tokens.start), text.word(body.tokens.end - 1)] {
        if GENERIC_BODIES.contains(&word) {
            forms.push(word.to_owned());
        }
    }
    if let Some(entity) = body.entity {
        let generic = known
            .entry(entity)
            .or_insert_with(|| generic_forms(board, entity));
        forms.extend(generic.iter().map(|word| (*word).to_owned()));
    }
    forms
}

/// The generic words of the bodies met so far.
type KnownForms = HashMap<EntityKey, Vec<&'static str>>;

/// The generic words that a known body goes by, from all its names.
fn generic_forms(board: &Board<'_>, entity: EntityKey) -> Vec<&'static str> {
    let entity = board.knowledge.get(entity);
    let mut forms = Vec::new();
    let mut generic = |given: &str| {
        let known = GENERIC_BODIES.iter().find(|word| **word == given);
        if let Some(word) = known.filter(|word| !forms.contains(*word)) {
            forms.push(*word);
        }
    };
    for name in std::iter::once(&entity.name).chain(&entity.aliases) {
        let mut words = name.split_whitespace();
        let Some(first) = words.next() else { continue };
        // "Commonwealth" of "Commonwealth of Independent States"; not "Union" of "Union State".
        let second = words.clone().next();
        if second.is_none_or(|second| matches!(second, "of" | "for" | "on")) {
            generic(first);
        }
        if let Some(last) = words.next_back()
            && !name.contains(" of ")
        {
            generic(last);
        }
    }
    forms
}

/// The generic word at `at` if it is used as a short name there.
fn short_name(board: &Board<'_>, at: usize) -> Option<String> {
    let text = board.text;
    let word = text.word(at);
    if !text.is_capitalised(at) || !GENERIC_BODIES.contains(&word) || text.opens_sentence(at) {
        return None;
    }
    let covered = board
        .covering(at)
        .is_some_and(|candidate| candidate.tokens.len() > 1 && candidate.label != Label::Office);
    if covered || !stands_alone(text, at) {
        return None;
    }
    Some(word.to_owned())
}

fn stands_alone(text: &Text<'_>, at: usize) -> bool {
    // "Commission President", "Ministry Spokesperson"
    let titled = is_head(text.word(at + 1));
    let after = text.continues_line(at + 1)
        && (text.is_capitalised(at + 1) && !titled
            || text.is_any(at + 1, &["of", "for", "on"])
                && !text.is(at, "Commonwealth")
                && (text.is_capitalised(at + 2) || text.is_any(at + 2, &["the"]))
            || text.is_inner_hyphen(at + 1));
    if after || at == 0 || !text.continues_line(at) {
        return false;
    }
    // "our Organisation" is a way of speaking, "Human Rights Council" a longer name.
    let before = at - 1;
    titled
        || text.is_any(before, &["the", "The"])
        || !(text.is_capitalised(before)
            || text.is_any_word(
                before,
                &[
                    "our", "their", "his", "her", "its", "your", "my", "a", "an", "this", "any",
                ],
            )
            || text.is_inner_hyphen(before)
            || text.is(before, "#"))
}

/// The body that has the word as a name of its own in the knowledge base.
fn own_name(board: &Board<'_>, at: usize) -> Option<EntityKey> {
    let (end, payload) = board
        .text
        .longest(board.knowledge.names(), Reading::Words, at)?;
    let meaning = board.knowledge.meanings(payload).first()?;
    (end == at + 1 && meaning.label == Label::Org).then_some(meaning.entity)
}
