//! Documents adopted: resolutions, declarations, concepts.

use std::ops::Range;

use communique_model::{EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add};
use super::frame::Draft;
use super::masthead;
use super::publisher::nation_of_words;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

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
    "programme",
    "program",
    "conclusions",
    "recommendations",
    "loan",
    "instruments",
    "amendments",
    "roadmaps",
    "communiqués",
    "compact",
    "treaties",
    "conventions",
    "strategies",
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

/// A document that is the title of its text: "Joint Communiqué of A and B".
pub(super) fn titled(scene: &Scene<'_>, law: &Candidate, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let kinds = [
        "statement",
        "communiqué",
        "communique",
        "declaration",
        "message",
    ];
    let opens = scene.title.contains(&law.tokens.start)
        && (scene.title.start..law.tokens.start).all(|at| !text.is_plain_word(at));
    let noun = law
        .tokens
        .clone()
        .find(|&at| text.is_any_word(at, &kinds))
        .filter(|_| opens)?;
    let mut authors = joined_pair(scene, law);
    if authors.is_empty() {
        authors = document_owner(scene, law.tokens.start, Some(law), sentence);
    }
    if authors.len() < 2 && text.is_any_word(noun + 1, &["of", "by", "between"]) {
        let listed = scene.list_after(law.tokens.end, sentence.end).0;
        for actor in listed {
            add(&mut authors, actor);
        }
    }
    for issuer in masthead::issuers(scene) {
        add(&mut authors, issuer);
    }
    if authors.is_empty() {
        authors = scene.side_actors(law.tokens.clone());
    }
    (!authors.is_empty()).then(|| {
        let mut draft = Draft::new(scene, EventKind::Statement, law.tokens.start, authors);
        draft.tokens = law.tokens.clone();
        draft
    })
}

/// The two countries that a dash joins at the start of a document's name: "A-B Joint Statement".
fn joined_pair(scene: &Scene<'_>, law: &Candidate) -> Vec<Actor> {
    let text = scene.text;
    let tokens = law.tokens.clone();
    let dash = (tokens.start + 1..tokens.end.min(tokens.start + LONGEST_NATION))
        .find(|&at| text.is_any(at, &["-", "–"]));
    let Some(dash) = dash else {
        return Vec::new();
    };
    let second = dash + 1..tokens.end.min(dash + LONGEST_NATION);
    [tokens.start..dash, second]
        .into_iter()
        .map(|name| {
            let nation = nation_of_words(scene, name.start..name.start + 1)?;
            Some(Actor::of(Who::Entity(nation), name))
        })
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}

/// Longest name of a nation before a dash, in tokens.
const LONGEST_NATION: usize = 6;

/// Verbs of bodies and meetings: what they do to a document is their doing.
const ADOPTING: &[&str] = &[
    "adopted",
    "adopts",
    "adopt",
    "approved",
    "approves",
    "approve",
    "endorsed",
    "endorses",
    "endorse",
    "issued",
    "passed",
    "agreed",
    "adopting",
    "approving",
    "endorsing",
];

/// "adopted", "approved", "passed", "endorsed", "issued": a document of somebody’s.
pub(super) fn adopts(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.doubtful(verb, sentence) {
        return None;
    }
    if text.is_word(verb, "agreed") && !is_agreed_text(scene, verb, sentence) {
        return None;
    }
    let nominal = text.is_any_word(verb, &["adoption", "endorsement", "approval"]);
    let passive = !nominal
        && (text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be", "is"])
            || text.is(verb.wrapping_sub(1), ",")
                && !text.is_any_word(verb + 1, &["a", "an", "the"])
            || text.is_any_word(verb + 1, &["by", "on", "in", "at"])
            || text.is_any_word(verb.wrapping_sub(2), &["was", "were", "been", "be"]));
    let draft_word = |range: Range<usize>| range.into_iter().any(|at| text.is_word(at, "draft"));
    let find = |at: usize| document_at(scene, at).map(|law| (at, law));
    let (at, law) = if passive {
        let floor = sentence.start.max(verb.saturating_sub(36));
        let told = (floor..verb).rev().find_map(find);
        // "Adopted by the Council at its meeting", below the word that says what
        let opens = scene.in_head(verb) && text.is_word(verb + 1, "by");
        told.or_else(|| opens.then_some((verb, None)))?
    } else {
        let limit = sentence.end.min(verb + 14);
        let mut stop = verb + 1;
        while stop < limit && !text.is_any(stop, &[".", ";", ":"]) {
            stop += 1;
        }
        (verb + 1..stop).find_map(find)?
    };
    if draft_word(at.saturating_sub(3)..at) || nominal && !is_told(scene, verb, sentence) {
        return None;
    }
    let adopting = nominal || text.is_any_word(verb, ADOPTING);
    let mut participants: Vec<Actor> = Vec::new();
    let by = if nominal {
        (at..sentence.end.min(at + 12)).find(|&word| text.is_word(word, "by"))
    } else {
        Some(verb + 1).filter(|&by| passive && text.is_word(by, "by"))
    };
    if let Some(by) = by {
        participants = scene.list_after(by + 1, sentence.end).0;
    }
    let together = !passive && !nominal && scene.acts_as_one(verb, sentence);
    if !passive && !nominal && !together {
        participants = scene.agents(verb, sentence);
    }
    if participants.is_empty() && !together {
        participants = document_owner(scene, at, law, sentence);
    }
    if together {
        let end = scene.before_verb(verb, sentence);
        // "X and other like-minded countries adopted"
        let others = (sentence.start.max(end.saturating_sub(8))..end)
            .any(|at| text.is_any_word(at, &["other", "its"]));
        if others {
            participants.extend(scene.first_actor(verb, sentence));
        } else if scene.is_member_states(end) {
            // "the heads of state": the two who met, else of the body whose members they are.
            match scene.pair(end, sentence) {
                Some(two) => participants = two,
                None => participants.extend(scene.last_body(verb)),
            }
        }
    }
    let of_gathering = participants.is_empty() && adopting;
    if participants.is_empty() && !of_gathering {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Statement, verb, participants);
    draft.tokens.start = draft.tokens.start.min(at);
    draft.tokens.end = draft
        .tokens
        .end
        .max(law.map_or(at + 1, |law| law.tokens.end));
    draft.single = true;
    draft.of_gathering = of_gathering;
    draft.of_group = adopting && !passive && !nominal && acts_as_group(scene, verb, sentence);
    Some(draft)
}

/// Those who are at a gathering, without names.
const GROUP: &[&str] = &[
    "ministers",
    "leaders",
    "presidents",
    "participants",
    "delegations",
    "heads",
];

/// Whether "the ministers", "the heads of state" or "they" do what a verb says, nobody named between.
pub(super) fn acts_as_group(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let counted = |at: usize| {
        (at.saturating_sub(2)..at).any(|before| text.is_any_word(before, &["two", "both"]))
    };
    let group = (sentence.start..verb).rev().find(|&at| {
        scene.at(at).is_none() && (text.is_any_word(at, GROUP) || text.is_word(at, "they"))
    });
    group.is_some_and(|group| {
        !counted(group)
            && scene
                .inside(group..verb)
                .all(|mention| !matches!(mention.label, Label::Person | Label::Org | Label::Gpe))
    })
}

/// "agreed a joint statement", "agreed on a roadmap", "was agreed": a text, not a course.
fn is_agreed_text(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let texts = [
        "statement",
        "declaration",
        "communiqué",
        "communique",
        "roadmap",
        "conclusions",
        "resolution",
    ];
    (verb + 1..sentence.end.min(verb + 7))
        .take_while(|&at| !text.is_any_word(at, &["to", "that", "with", "in"]))
        .any(|at| text.is_any_word(at, &texts))
}

/// Whether "the adoption of" tells of one: "ended with the adoption of", "culminated in", "the
/// adoption of X by Y", "saw the adoption".
fn is_told(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(8));
    text.is_any_word(noun + 1, &["of", "in", "there", "by", "yesterday", "today"])
        && (floor..sentence.end.min(noun + 20)).any(|at| {
            text.is_any_word(
                at,
                &[
                    "ended",
                    "ends",
                    "concluded",
                    "culminated",
                    "resulted",
                    "crowned",
                    "saw",
                    "closed",
                    "welcomed",
                    "welcome",
                    "recalled",
                    "following",
                    "after",
                    "by",
                    "there",
                    "led",
                    "marked",
                ],
            )
        })
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
        let after = subject_of(scene, law);
        owners.retain(|owner: &Actor| match owner.who {
            Who::Entity(key) => !after.contains(&key),
            Who::Name(_) => true,
        });
        // "Joint Statement on Support for X": the words before say of nobody. "Bahrain Declaration":
        // adopted there.
        let place = law.tokens.start + 1;
        let named_after_place = owners.len() == 1
            && scene.text.is_any_word(
                place,
                &[
                    "Declaration",
                    "Communiqué",
                    "Consensus",
                    "Accord",
                    "Accords",
                    "Call",
                    "Appeal",
                ],
            )
            && matches!(owners[0].who, Who::Entity(key) if scene.is_country(key)
                && scene.knowledge.get(key).name == scene.text.word(law.tokens.start));
        if is_anonymous(scene, law) || named_after_place {
            owners.clear();
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

/// Words that name a sort of document, not somebody.
const SORTS: &[&str] = &[
    "joint",
    "final",
    "political",
    "ministerial",
    "common",
    "general",
    "annual",
    "draft",
    "the",
    "outcome",
    "framework",
    "action",
];

/// Whether the name of a document says only its sort before it says what it is about.
fn is_anonymous(scene: &Scene<'_>, law: &Candidate) -> bool {
    let text = scene.text;
    let cut = law
        .tokens
        .clone()
        .find(|&at| text.is_any(at, &["on", "for", "against", "regarding", "concerning"]));
    cut.is_some_and(|cut| {
        (law.tokens.start..cut)
            .all(|at| text.is_any_word(at, DOCUMENTS) || text.is_any_word(at, SORTS))
    })
}

/// What a document is about, by its name: "Joint Statement on Support for X".
fn subject_of(scene: &Scene<'_>, law: &Candidate) -> Vec<EntityKey> {
    let about = [
        "on",
        "for",
        "against",
        "regarding",
        "concerning",
        "in",
        "about",
    ];
    let Some(cut) = law.tokens.clone().find(|&at| scene.text.is_any(at, &about)) else {
        return Vec::new();
    };
    let keys = |range: Range<usize>| -> Vec<EntityKey> {
        scene
            .parts_of(law)
            .filter(|part| range.contains(&part.tokens.start) && part.tokens != law.tokens)
            .filter_map(|part| part.entity)
            .flat_map(|key| [Some(key), scene.knowledge.country_of(key)])
            .flatten()
            .collect()
    };
    let own = keys(law.tokens.start..cut);
    let mut after = keys(cut..law.tokens.end);
    after.retain(|key| !own.contains(key));
    after
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
