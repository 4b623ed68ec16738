//! Documents adopted: resolutions, declarations, concepts.

use std::ops::Range;

use communique_model::{EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add};
use super::frame::Draft;
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
    let mut authors = document_owner(scene, law.tokens.start, Some(law), sentence);
    if authors.len() < 2 && text.is_any_word(noun + 1, &["of", "by", "between"]) {
        let listed = scene.list_after(law.tokens.end, sentence.end).0;
        for actor in listed {
            add(&mut authors, actor);
        }
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
            participants.extend(scene.last_body(verb));
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
    Some(draft)
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

/// Whose documents or signatures a gathering’s are: those of its body, else of the countries that
/// meet, else of the persons.
pub(super) fn settle(scene: &Scene<'_>, gathering: Option<&Draft>, draft: &mut Draft) {
    if !draft.of_gathering {
        return;
    }
    draft.of_gathering = false;
    if draft.kind == EventKind::Signing {
        let witnesses = in_presence(scene, draft.head);
        if witnesses.len() > 1 {
            draft.participants = witnesses;
            return;
        }
    }
    let present: &[Actor] = gathering.map_or(&[], |gathering| &gathering.participants);
    let mut bodies: Vec<Actor> = Vec::new();
    let mut countries: Vec<Actor> = Vec::new();
    for actor in present {
        let kind = match actor.who {
            Who::Entity(key) => Some(scene.knowledge.get(key).kind),
            Who::Name(_) => None,
        };
        let named = || {
            let mention = scene.at(actor.tokens.start);
            mention.is_some_and(|mention| mention.label == Label::Org)
        };
        if kind == Some(EntityKind::Organisation) || kind.is_none() && named() {
            add(&mut bodies, actor.clone());
            let whole = match actor.who {
                Who::Entity(key) => whole_of(scene, key),
                Who::Name(_) => None,
            };
            if let Some(key) = whole {
                add(
                    &mut bodies,
                    Actor::of(Who::Entity(key), actor.tokens.clone()),
                );
            }
        } else if let Some(country) = scene.country_of(&actor.who) {
            add(
                &mut countries,
                Actor::of(Who::Entity(country), actor.tokens.clone()),
            );
        }
    }
    // Countries that take part stand before those of persons.
    let lands: Vec<Actor> = present
        .iter()
        .filter(|actor| scene.is_land(&actor.who))
        .cloned()
        .collect();
    if draft.kind == EventKind::Statement && !lands.is_empty() {
        countries = lands;
    }
    let bilateral = countries.len() > 1;
    let at = draft.head..draft.head + 1;
    let beside =
        gathering.is_some_and(|gathering| scene.sentence(draft.head).contains(&gathering.head));
    draft.participants = if draft.kind == EventKind::Signing && bilateral && bodies.is_empty() {
        countries
    } else if draft.kind == EventKind::Signing && !beside && !scene.sides.is_empty() {
        scene.side_actors(at)
    } else if !bodies.is_empty() {
        bodies
    } else if bilateral || !countries.is_empty() && draft.kind == EventKind::Statement {
        countries
    } else {
        let mains = main_bodies(scene);
        if !mains.is_empty() {
            mains
        } else if draft.kind == EventKind::Statement && gathering.is_none() {
            Vec::new()
        } else if scene.sides.is_empty() && draft.kind == EventKind::Signing {
            parties_below(scene, draft.head)
        } else {
            scene.side_actors(at)
        }
    };
    let near = |gathering: &&Draft| gathering.head + STAGE_OF_DATE > draft.head;
    if let Some(gathering) = gathering.filter(near) {
        let day = gathering
            .date
            .as_deref()
            .is_none_or(|date| !date.contains('/'));
        if day && draft.date.is_none() {
            draft.date.clone_from(&gathering.date);
        }
        draft.place = draft.place.or(gathering.place);
    }
}

/// "In the presence of X and Y": their countries.
fn in_presence(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    let text = scene.text;
    let sentence = scene.sentence(at);
    let presence = (sentence.start.max(at.saturating_sub(40))..sentence.end.min(at + 24))
        .find(|&word| text.is_word(word, "presence") && text.is_word(word + 1, "of"));
    let mut countries = Vec::new();
    if let Some(presence) = presence {
        for actor in scene.list_after(presence + 2, sentence.end).0 {
            if let Some(country) = scene.country_of(&actor.who) {
                add(
                    &mut countries,
                    Actor::of(Who::Entity(country), actor.tokens),
                );
            }
        }
    }
    countries
}

/// How near a gathering stands whose day is that of the documents, in tokens.
const STAGE_OF_DATE: usize = 60;

/// The countries that the sentence after names: "Representatives of A, B and C took their seats".
fn parties_below(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    let end = scene.sentence(at).end;
    let next = scene.sentence(end.min(scene.end.saturating_sub(1)));
    let mut parties = Vec::new();
    for mention in scene.inside(end..next.end.max(end)) {
        if mention.label == Label::Gpe
            && let Some(actor) = scene.actor(mention)
        {
            add(&mut parties, actor);
        }
    }
    if parties.len() < 2 {
        parties.clear();
    }
    parties
}

/// The organisation whose organ a body is, where the text names it by itself.
fn whole_of(scene: &Scene<'_>, organ: EntityKey) -> Option<EntityKey> {
    let whole = scene.knowledge.whole_of(organ)?;
    scene
        .inside(0..scene.end.min(MOST_LOOKED))
        .any(|mention| mention.entity == Some(whole))
        .then_some(whole)
}

/// How far from the start of a text an organisation is looked for, in tokens.
const MOST_LOOKED: usize = 400;

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
