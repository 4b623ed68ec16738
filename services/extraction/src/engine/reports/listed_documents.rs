//! Documents on the lines below what says that they were signed or adopted: one occasion each.
//!
//! "The sides signed:", and below it "– an agreement on oil products; – a memorandum on health".

use std::ops::Range;

use communique_model::EventKind;

use super::actors::Actor;
use super::adoptions::{acts_as_group, document_at};
use super::frame::Draft;
use super::scene::Scene;
use super::stage::countries;

/// Most lines that are read.
const MOST: usize = 24;

/// How many tokens after its beginning a line names its document.
const NEAR: usize = 6;

/// Most tokens of a line that tell of its document.
const EVIDENCE: usize = 16;

/// The drafts of a sentence, with one for each document listed below in the place of that which
/// opens the list.
pub(super) fn one_each(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    found: Vec<Draft>,
) -> Vec<Draft> {
    let opens = scene.text.is(sentence.end.wrapping_sub(1), ":") && sentence.end < scene.end;
    if !opens {
        return found;
    }
    let documents = documents(scene, sentence.end);
    if documents.len() < 2 {
        return found;
    }
    let mut drafts = found;
    let told = drafts
        .iter()
        .rposition(|draft| matches!(draft.kind, EventKind::Signing | EventKind::Statement))
        .map(|last| drafts.remove(last));
    let Some(opening) = told.or_else(|| opening(scene, sentence)) else {
        return drafts;
    };
    drafts.extend(documents.into_iter().map(|(head, tokens)| {
        let mut draft = opening.clone();
        if let Some(between) = between(scene, &tokens) {
            draft.participants = between;
        }
        draft.head = head;
        draft.tokens = tokens;
        draft.single = true;
        draft
    }));
    drafts
}

/// "The sides also signed:": whose doing the list is.
fn opening(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let verb = sentence.clone().rev().find(|&at| {
        text.is_any_word(at, &["signed", "inked", "adopted", "approved", "endorsed"])
    })?;
    let kind = if text.is_any_word(verb, &["signed", "inked"]) {
        EventKind::Signing
    } else {
        EventKind::Statement
    };
    let agents = scene.agents(verb, sentence);
    let participants = match kind {
        EventKind::Signing => states_of(scene, agents),
        _ => agents,
    };
    let mut draft = Draft::new(scene, kind, verb, participants);
    draft.of_gathering = draft.participants.is_empty();
    draft.of_group = acts_as_group(scene, verb, sentence);
    Some(draft)
}

/// The two states for which those who sign stand, if they are two: what is listed without signatories
/// is theirs.
fn states_of(scene: &Scene<'_>, agents: Vec<Actor>) -> Vec<Actor> {
    let states = countries(scene, &agents);
    if states.len() == 2 { states } else { agents }
}

/// The documents of a list: the token that names each, and the words that tell of it.
fn documents(scene: &Scene<'_>, list: usize) -> Vec<(usize, Range<usize>)> {
    let text = scene.text;
    let mut documents = Vec::new();
    let mut line = list;
    while line < scene.end && documents.len() < MOST {
        let end = text.line_end(line).min(scene.end);
        let Some(first) = (line..end).find(|&at| text.is_plain_word(at) || scene.at(at).is_some())
        else {
            break;
        };
        let named = (first..end.min(first + NEAR)).find(|&at| document_at(scene, at).is_some());
        let Some(named) = named else { break };
        documents.push((named, first..end.min(first + EVIDENCE)));
        line = end;
    }
    documents
}

/// Whose a document is by its own words: "a memorandum between A and B".
fn between(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Vec<Actor>> {
    let mark = tokens
        .clone()
        .find(|&at| scene.text.is_word(at, "between"))?;
    let parties = scene.list_after(mark + 1, tokens.end).0;
    (parties.len() > 1).then_some(parties)
}
