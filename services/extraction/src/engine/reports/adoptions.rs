//! Documents adopted: resolutions, declarations, concepts.

use std::ops::Range;

use communique_model::{EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add};
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::board::Candidate;

/// Nouns of documents that are adopted or signed.
pub(super) const DOCUMENTS: &[&str] = &[
    "resolution",
    "resolutions",
    "declaration",
    "declarations",
    "statement",
    "statements",
    "communiqué",
    "communique",
    "appeal",
    "document",
    "documents",
    "concept",
    "strategy",
    "treaty",
    "agreement",
    "agreements",
    "memorandum",
    "memorandums",
    "memoranda",
    "protocol",
    "protocols",
    "convention",
    "charter",
    "plan",
    "roadmap",
    "road",
    "decision",
    "decisions",
    "decree",
    "law",
    "contract",
    "contracts",
    "accord",
    "accords",
    "pact",
    "doctrine",
    "action",
    "mou",
    "package",
    "deal",
    "mous",
    "arrangement",
    "arrangements",
    "report",
    "reports",
    "findings",
    "guidelines",
];

/// Whether a document is named at a token: a noun of one, or a mention.
pub(super) fn document_at<'a>(scene: &Scene<'a>, at: usize) -> Option<Option<&'a Candidate>> {
    let mention = scene.at(at);
    match mention {
        Some(law) if law.label == Label::Law => Some(Some(law)),
        Some(_) => None,
        None => scene.text.is_any_word(at, DOCUMENTS).then_some(None),
    }
}

/// "adopted", "approved", "passed", "endorsed", "issued": a document of somebody’s.
pub(super) fn adopts(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let passive = text.is_any_word(
        verb.wrapping_sub(1),
        &["was", "were", "been", "be", "is", ","],
    ) || text.is_any_word(verb + 1, &["by", "on", "in"])
        || text.is_any_word(verb.wrapping_sub(2), &["was", "were", "been", "be"]);
    let draft_word = |range: Range<usize>| range.into_iter().any(|at| text.is_word(at, "draft"));
    let find = |at: usize| document_at(scene, at).map(|law| (at, law));
    let (at, law) = if passive {
        let floor = sentence.start.max(verb.saturating_sub(36));
        let told = (floor..verb).rev().find_map(find);
        // "Adopted by the Council at its meeting", below the word that says what
        let opens = scene.in_head(verb) && text.is_word(verb + 1, "by");
        told.or_else(|| opens.then_some((verb, None)))?
    } else {
        let limit = sentence.end.min(verb + 12);
        let mut stop = verb + 1;
        while stop < limit && !text.is_any(stop, &[".", ";", ":"]) {
            stop += 1;
        }
        (verb + 1..stop).find_map(find)?
    };
    if draft_word(at.saturating_sub(3)..at) {
        return None;
    }
    let mut participants: Vec<Actor> = Vec::new();
    if passive {
        if text.is_word(verb + 1, "by") {
            participants = scene.list_after(verb + 2, sentence.end).0;
        }
    } else {
        participants = scene.subject(verb, sentence);
    }
    if participants.is_empty() {
        participants = document_owner(scene, at, law, sentence);
    }
    if participants.is_empty()
        && scene
            .text
            .is_any_word(verb, &["adopted", "approved", "issued"])
    {
        participants = main_bodies(scene);
    }
    if participants.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Statement, verb, participants);
    draft.tokens.start = draft.tokens.start.min(at);
    draft.tokens.end = draft
        .tokens
        .end
        .max(law.map_or(at + 1, |law| law.tokens.end));
    draft.single = true;
    Some(draft)
}

/// Whose document it is: what its name holds, or the name right before the noun.
pub(super) fn document_owner(
    scene: &Scene<'_>,
    at: usize,
    law: Option<&Candidate>,
    sentence: &Range<usize>,
) -> Vec<Actor> {
    if let Some(law) = law {
        let mut owners = Vec::new();
        for &part in law.entity.iter().chain(&law.parts) {
            add(
                &mut owners,
                Actor::of(Who::Entity(part), law.tokens.clone()),
            );
        }
        if owners.is_empty() {
            let first = law.tokens.start;
            let named = scene.parts_of(law).find_map(|part| {
                let key = part.entity?;
                let country = scene.knowledge.country_of(key).unwrap_or(key);
                Some(Actor::of(Who::Entity(country), first..first + 1))
            });
            owners.extend(named);
        }
        // A declaration named after a city is of those who met there.
        owners.retain(|owner: &Actor| match owner.who {
            Who::Entity(key) => !matches!(
                scene.knowledge.get(key).kind,
                EntityKind::Place | EntityKind::Region | EntityKind::People
            ),
            Who::Name(_) => true,
        });
        if !owners.is_empty() {
            return owners;
        }
    }
    // "At Russia’s initiative, the joint statement …": whoever the sentence names first.
    let text = scene.text;
    let by_initiative = (sentence.start..at).any(|word| text.is_word(word, "initiative"));
    if by_initiative {
        let first = scene
            .inside(sentence.start..at)
            .find_map(|mention| scene.actor(mention));
        return first.into_iter().collect();
    }
    scene
        .inside(at.saturating_sub(4)..at)
        .filter(|mention| mention.label == Label::Org)
        .filter_map(|mention| scene.actor(mention))
        .collect()
}

/// The bodies whose meeting the head tells of.
pub(super) fn main_bodies(scene: &Scene<'_>) -> Vec<Actor> {
    let range = scene.title.start..scene.lead.end.max(scene.title.end);
    scene
        .inside(range)
        .filter(|mention| mention.label == Label::Org)
        .filter_map(|mention| scene.actor(mention))
        .take(1)
        .collect()
}
