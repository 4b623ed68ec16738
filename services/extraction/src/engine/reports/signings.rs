//! Documents signed.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add_all};
use super::adoptions::{document_at, main_bodies};
use super::frame::Draft;
use super::own_clause::is_recalled;
use super::scene::Scene;

/// Nouns of the act: "the signing of".
const NOUNS: &[&str] = &[
    "signing",
    "signature",
    "exchange",
    "initialling",
    "conclusion",
];

/// Verbs that tell of a signature whatever is signed.
const ONLY_SIGNING: &[&str] = &["initialled", "initialed", "inked", "initial"];

/// "signed", "sign", "signing of", "exchanged": a document by somebody.
pub(super) fn signs(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let noun = text.is_any_word(verb, NOUNS);
    let suggested = noun
        && (verb.saturating_sub(3)..verb)
            .any(|at| text.is_any_word(at, &["suggest", "suggests", "propose", "proposes"]));
    if scene.doubtful(verb, sentence) && !suggested
        || text.is_word(verb, "signing") && text.is_word(verb + 1, "up")
        || scene.at(verb).is_some()
    {
        return None;
    }
    let limit = sentence.end.min(verb + 24);
    let object = (verb + 1..limit)
        .take_while(|&at| !text.is_any(at, &[".", ";"]))
        .find(|&at| document_at(scene, at).is_some());
    let auxiliary = (verb.saturating_sub(3)..verb)
        .any(|at| text.is_any_word(at, &["was", "were", "been", "be"]));
    let by = (verb + 1..limit.min(verb + 12)).find(|&at| text.is_word(at, "by"));
    // "Recalling the treaty signed in 1952, A and B …": not by those who act in the sentence.
    if by.is_none() && !noun && is_recalled(scene, sentence, verb) {
        return None;
    }
    let floor = sentence.start.max(verb.saturating_sub(30));
    let subject_document = (floor..verb)
        .rev()
        .find(|&at| document_at(scene, at).is_some());
    let exchanges = text.is_any_word(verb, &["exchanged", "exchange"]);
    // Talks and visits are concluded too.
    if text.is_word(verb, "concluded")
        && !(verb + 1..sentence.end.min(verb + 6))
            .take_while(|&at| !text.is_any_word(at, &["negotiations", "talks", "with", "by", "in"]))
            .any(|at| {
                text.is_any_word(
                    at,
                    &[
                        "agreement",
                        "agreements",
                        "treaty",
                        "contract",
                        "contracts",
                        "accord",
                    ],
                )
            })
    {
        return None;
    }
    // Messages and views are exchanged too.
    if exchanges
        && !exchanges_documents(
            scene,
            verb,
            subject_document.filter(|_| auxiliary),
            sentence,
        )
    {
        return None;
    }
    // "the agreements signed earlier" tell of no signing unless they say when or by whom.
    let passive = auxiliary && subject_document.is_some() && !noun;
    let participle = !passive
        && !noun
        && subject_document.is_some_and(|at| {
            let end = scene.at(at).map_or(at + 1, |law| law.tokens.end);
            end == verb || end + 1 == verb && text.is(end, ",")
        });
    let mut participants: Vec<Actor> = Vec::new();
    let mut settled = false;
    if passive || participle {
        if let Some(by) = by {
            participants = scene.list_after(by + 1, sentence.end).0;
            // "signed by A and B": by nobody else whom the sentence names.
            settled = !participants.is_empty();
        } else if text.is_any_word(verb + 1, &["between", "with"]) {
            participants = scene.list_after(verb + 2, sentence.end).0;
        }
        let parties = subject_document
            .and_then(|at| (at..verb).find(|&word| text.is_any_word(word, &["between", "with"])));
        if let (true, Some(parties)) = (participants.is_empty(), parties) {
            participants = scene.list_after(parties + 1, verb).0;
            if participants.len() == 1 && text.is_word(parties, "with") {
                let other = other_party(scene, &participants, parties);
                add_all(&mut participants, other);
            }
        }
    } else if noun {
        object.or_else(|| foreseen(scene, verb, sentence).then_some(verb))?;
        let between = (verb..limit).find(|&word| text.is_any_word(word, &["between", "by"]));
        if let Some(between) = between {
            participants = scene.list_after(between + 1, sentence.end).0;
        }
        if participants.len() < 2 && between.is_none_or(|at| text.is_word(at, "between")) {
            participants = halves(scene, verb, limit).unwrap_or(participants);
        }
        if participants.is_empty() {
            participants = scene.side_actors(verb..verb + 1);
        }
    } else {
        let any = text.is_any_word(verb, ONLY_SIGNING) && !auxiliary;
        object.or_else(|| any.then_some(verb))?;
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
        participants = scene
            .inside(verb..sentence.end)
            .filter(|mention| mention.label == Label::Org)
            .filter_map(|mention| scene.actor(mention))
            .take(1)
            .collect();
    }
    let of_gathering = participants.is_empty() && (!participle || exchanges);
    let mut draft = Draft::new(scene, EventKind::Signing, verb, participants);
    draft.of_gathering = of_gathering;
    draft.settled = settled;
    if let Some(at) = object {
        draft.tokens.end = draft
            .tokens
            .end
            .max(scene.at(at).map_or(at + 1, |law| law.tokens.end));
    } else if let Some(at) = subject_document {
        draft.tokens.start = draft.tokens.start.min(at);
    }
    let known = !participle || draft.date.is_some() && !draft.participants.is_empty();
    (known && (of_gathering || !draft.participants.is_empty())).then_some(draft)
}

/// "X put his name to a roadmap", "the ministers put their signatures to it".
pub(super) fn puts_name(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let verb = (sentence.start.max(noun.saturating_sub(4))..noun)
        .rev()
        .find(|&at| {
            text.is_any_word(at, &["put", "puts", "affixed", "set", "append", "appended"])
        })?;
    let own = text.is_any_word(noun - 1, &["his", "her", "their"]);
    let to = text.is_any_word(noun + 1, &["to", "under"]) || text.is_word(verb, "affixed");
    if !own || !to || scene.doubtful(verb, sentence) {
        return None;
    }
    let mut participants = subject(scene, verb, sentence);
    let limit = sentence.end.min(noun + 12);
    if let Some(with) = (noun + 1..limit).find(|&at| text.is_word(at, "with")) {
        add_all(
            &mut participants,
            scene.list_after(with + 1, sentence.end).0,
        );
    }
    (!participants.is_empty()).then(|| Draft::new(scene, EventKind::Signing, verb, participants))
}

/// Whether what is exchanged is a document: "exchanged the agreements", "Six MoUs were exchanged",
/// "exchanged with X the memorandum".
fn exchanges_documents(
    scene: &Scene<'_>,
    verb: usize,
    subject: Option<usize>,
    sentence: &Range<usize>,
) -> bool {
    let text = scene.text;
    let exchanged = [
        "agreement",
        "agreements",
        "memorandum",
        "memorandums",
        "memoranda",
        "mou",
        "mous",
        "instruments",
        "documents",
        "contracts",
        "contract",
        "copies",
        "treaty",
        "protocol",
        "protocols",
        "papers",
        "texts",
    ];
    if let Some(at) = subject {
        return text.is_any_word(at, &exchanged) || scene.at(at).is_some();
    }
    let limit = sentence.end.min(verb + 20);
    (verb + 1..limit)
        .take_while(|&at| !text.is_any(at, &[".", ";", ","]))
        .find(|&at| {
            text.is_any_word(at, &exchanged)
                || text.is_any_word(
                    at,
                    &[
                        "views",
                        "opinions",
                        "messages",
                        "letters",
                        "words",
                        "prisoners",
                    ],
                )
        })
        .is_some_and(|at| text.is_any_word(at, &exchanged))
}

/// "Signature is foreseen for September".
fn foreseen(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> bool {
    (noun + 1..sentence.end.min(noun + 4)).any(|at| {
        scene.text.is_any_word(
            at,
            &[
                "foreseen",
                "scheduled",
                "planned",
                "expected",
                "due",
                "set",
                "envisaged",
                "slated",
            ],
        )
    })
}

/// The two countries or bodies of a named document: "the Agreement between the UK and Kazakhstan".
fn halves(scene: &Scene<'_>, from: usize, end: usize) -> Option<Vec<Actor>> {
    let law = scene
        .inside(from..end)
        .find(|mention| mention.label == Label::Law)?;
    let between = law
        .tokens
        .clone()
        .find(|&at| scene.text.is_any_word(at, &["between", "with"]))?;
    let mut parties: Vec<Actor> = Vec::new();
    for part in scene.parts_of(law) {
        let key = part.entity.filter(|_| part.tokens.start > between);
        if let (Some(key), Label::Gpe | Label::Org) = (key, part.label) {
            let actor = Actor::of(super::actors::Who::Entity(key), part.tokens.clone());
            super::actors::add(&mut parties, actor);
        }
    }
    (parties.len() > 1).then_some(parties)
}

/// "a trade agreement with Mongolia was signed": the other party is the body or country that the
/// text is about.
fn other_party(scene: &Scene<'_>, named: &[Actor], at: usize) -> Vec<Actor> {
    let mut others = main_bodies(scene);
    if others.is_empty() {
        others = scene.side_actors(at..at + 1);
    }
    others.retain(|actor| !named.iter().any(|other| other.who == actor.who));
    others.truncate(1);
    others
}

/// Who signs: named, or "the sides", "you" of two countries that talk. Empty where only the
/// occasion tells.
fn subject(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(verb.saturating_sub(10));
    let together = (floor..verb).rev().find(|&at| {
        text.is_any_word(
            at,
            &[
                "we",
                "sides",
                "parties",
                "countries",
                "governments",
                "ministries",
            ],
        )
    });
    let named = scene
        .inside(floor..verb)
        .any(|mention| matches!(mention.label, Label::Person | Label::Org | Label::Office));
    if let (Some(at), false, false) = (together, named, scene.sides.is_empty()) {
        return scene.side_actors(at..at + 1);
    }
    let actors = scene.agents(verb, sentence);
    // "the two foreign ministries signed": of the countries of which the text spoke last.
    if actors.is_empty() && together.is_some() {
        return scene.last_two_countries(verb);
    }
    actors
}
