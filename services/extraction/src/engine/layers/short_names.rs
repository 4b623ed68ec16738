//! Short names of bodies, "the Council", "the Commonwealth", linked to the body last spoken of.

use std::collections::HashMap;

use communique_model::Label;

use super::Layer;
use super::known::GENERIC_BODIES;
use super::offices::is_head;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::context::Context;
use crate::engine::text::{Reading, Text};
use crate::knowledge::EntityKey;
use crate::knowledge::fold::collapse;

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
        let context = Context::new(board);
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
                    .or_else(|| organ_of_spoken(board, &context, at).map(Some))
                    .or_else(|| later.get(&word).copied())
                    .or_else(|| own.map(Some))
                    .or_else(|| of_the_state(board, &context, at));
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
    let resident = body
        .tokens
        .clone()
        .skip(1)
        .take(6)
        .find(|&at| text.is_any(at, &["Embassy", "Consulate"]));
    let ends = [body.tokens.start, body.tokens.end - 1];
    for word in ends.into_iter().chain(resident).map(|at| text.word(at)) {
        if GENERIC_BODIES.contains(&word) {
            forms.push(word.to_owned());
        }
    }
    // "Kuwait Fund for Arab Economic Development" is "the Fund".
    let head = body.tokens.clone().skip(1).take(6).find(|&at| {
        GENERIC_BODIES.contains(&text.word(at)) && text.is_any(at + 1, &["for", "of", "on"])
    });
    if let Some(head) = head.filter(|&head| head + 1 < body.tokens.end) {
        forms.push(text.word(head).to_owned());
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
        // "ECOWAS Commission" is a way of speaking of the whole, "Commission" is not.
        let of_itself = name.strip_prefix(entity.name.as_str());
        if of_itself.is_some_and(|rest| rest.starts_with(' ')) {
            continue;
        }
        let mut words = name.split_whitespace();
        let Some(first) = words.next() else { continue };
        // "Commonwealth of … Executive Committee": the word is the whole’s, not its organ’s.
        let of_whole = entity.part_of.iter().any(|whole| {
            let whole = board.knowledge.entity(whole);
            whole.is_some_and(|whole| {
                std::iter::once(&whole.name)
                    .chain(&whole.aliases)
                    .any(|whole| whole.starts_with(first) && name.starts_with(whole.as_str()))
            })
        });
        // "Commonwealth" of "Commonwealth of Independent States"; not "Union" of "Union State".
        let second = words.clone().next();
        if !of_whole && second.is_none_or(|second| matches!(second, "of" | "for" | "on")) {
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
    let short = GENERIC_BODIES.contains(&word) || STATE_BODIES.contains(&word);
    if !text.is_capitalised(at) || !short || text.opens_sentence(at) && !is_head(text.word(at + 1))
    {
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

/// The organ of that name of the body last spoken of: the "Commission" of the African Union.
fn organ_of_spoken(board: &Board<'_>, context: &Context, at: usize) -> Option<EntityKey> {
    let names = board.knowledge.organ_names();
    let (end, payload) = board.text.longest(names, Reading::Words, at)?;
    (end == at + 1)
        .then(|| context.organ(board.knowledge.organs(payload), at))
        .flatten()
}

/// Bodies that every state has one of, with the name that they are looked up by: they are named
/// even where no list holds them.
const STATE_BODIES: [&str; 7] = [
    "Presidency",
    "Ministry",
    "Embassy",
    "Consulate",
    "Senate",
    "Parliament",
    "Majlis",
];

/// A body of the state that the text is about; `Some(None)` if it is one that no list holds.
fn of_the_state(board: &Board<'_>, context: &Context, at: usize) -> Option<Option<EntityKey>> {
    let text = board.text;
    let word = text.word(at);
    let introduced = at > 0 && text.is_any(at - 1, &["the", "The"]) || is_head(text.word(at + 1));
    if !STATE_BODIES.contains(&word) || !introduced {
        return None;
    }
    let country = context
        .country_in_sentence(board, at)
        .or_else(|| context.main_country());
    let known = country.and_then(|country| {
        if word == "Ministry" {
            return board.knowledge.ministry("Foreign Affairs", country);
        }
        let name = format!("{word} of {}", board.knowledge.get(country).name);
        let meaning = board.knowledge.by_collapsed(&collapse(&name))?;
        (meaning.label == Label::Org).then_some(meaning.entity)
    });
    Some(known)
}

/// The body that has the word as a name of its own in the knowledge base.
fn own_name(board: &Board<'_>, at: usize) -> Option<EntityKey> {
    let (end, payload) = board
        .text
        .longest(board.knowledge.names(), Reading::Words, at)?;
    let meaning = board.knowledge.meanings(payload).first()?;
    (end == at + 1 && meaning.label == Label::Org).then_some(meaning.entity)
}
