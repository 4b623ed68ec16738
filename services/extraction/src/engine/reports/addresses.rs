//! Speaking before an audience: "addressed the delegates", "spoke at the forum", "will speak by video
//! link", "took the floor", "faced reporters".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;
use super::speeches::at_occasion;

/// Those before whom one speaks.
const AUDIENCES: &[&str] = &[
    "session",
    "meeting",
    "participants",
    "forum",
    "conference",
    "summit",
    "parliament",
    "assembly",
    "delegates",
    "nation",
    "audience",
    "students",
    "gathering",
    "congress",
    "council",
    "ceremony",
    "plenary",
    "opening",
    "closing",
    "reporters",
    "journalists",
    "media",
    "press",
    "members",
    "lawmakers",
    "guests",
    "people",
    "crowd",
    "seminar",
    "symposium",
    "workshop",
    "event",
    "debate",
    "committee",
    "board",
    "ambassadors",
    "diplomats",
    "table",
    "university",
    "academy",
    "reception",
    "proceedings",
    "dialogue",
    "commission",
    "chamber",
    "senate",
    "troops",
    "graduates",
    "country",
    "representatives",
    "rally",
    "parliamentarians",
    "legislators",
    "congregation",
    "public",
];

/// Whether those before whom one speaks are named within a few tokens.
fn audience(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    let text = scene.text;
    (from..end)
        .take_while(|&at| !text.is_any(at, &[",", ".", ";", ":", "and"]))
        .any(|at| {
            scene
                .at(at)
                .is_some_and(|mention| matches!(mention.label, Label::Org | Label::Event))
                || text.is_any_word(at, AUDIENCES)
        })
}

/// "addressed the delegates", "spoke at the forum", "will speak by video link", "took the floor",
/// "faced reporters", "briefed the Council".
pub(super) fn speaks(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.at(verb).is_some() || scene.doubtful(verb, sentence) {
        return None;
    }
    let limit = sentence.end.min(verb + 12);
    let speaks = text.is_any_word(verb, &["spoke", "speak", "speaks", "speaking", "spoken"]);
    let told = if speaks {
        let next = verb + 1;
        let remote = text.is_any_word(next, &["by", "via", "over", "through"])
            && (next..limit.min(next + 3)).any(|at| text.is_any_word(at, &["video", "videolink"]))
            && !(next..limit).any(|at| text.is_word(at, "with"));
        let placed = text.is_any_word(next, &["at", "before", "to", "during", "in"])
            && audience(scene, next + 1, limit.min(next + 9));
        let first = text.is_any_word(next, &["first", "next", "last"]);
        remote || placed || first && text.is_word(verb, "spoke")
    } else if text.is_any_word(verb, &["took", "takes", "take"]) {
        text.is_word(verb + 1, "the") && text.is_word(verb + 2, "floor")
    } else if text.is_any_word(verb, &["faced", "faces", "briefed", "briefs"]) {
        let press = [
            "reporters",
            "journalists",
            "media",
            "press",
            "correspondents",
        ];
        let briefs = text.is_any_word(verb, &["briefed", "briefs"]);
        (verb + 1..limit.min(verb + 5)).any(|at| {
            text.is_any_word(at, &press)
                || briefs
                    && scene
                        .at(at)
                        .is_some_and(|mention| mention.label == Label::Org)
        }) && !text.is_any_word(verb.wrapping_sub(1), &["be", "was", "were", "been"])
    } else {
        audience(scene, verb + 1, limit)
    };
    if !told
        || is_wished(scene, verb)
        || text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"])
    {
        return None;
    }
    let participle = text.is_any_word(verb, &["addressing", "speaking"]);
    let mut participants = if participle {
        opener(scene, verb, sentence)
    } else {
        scene.agents(verb, sentence)
    };
    participants.retain(|actor| is_person(scene, actor));
    (!participants.is_empty()).then(|| {
        let draft = Draft::new(scene, EventKind::Statement, verb, participants);
        at_occasion(scene, draft, sentence)
    })
}

/// Whether a verb after "to" is only wished: "invited X to speak", where "is to speak" tells of it.
pub(super) fn is_wished(scene: &Scene<'_>, verb: usize) -> bool {
    let text = scene.text;
    text.is_word(verb.wrapping_sub(1), "to")
        && !scene.title.contains(&verb)
        && !text.is_any_word(
            verb.wrapping_sub(2),
            &[
                "is",
                "are",
                "was",
                "were",
                "expected",
                "due",
                "set",
                "scheduled",
                "continued",
                "going",
                "planned",
            ],
        )
}

/// Who a participle is of: the first actor of its sentence; after "Speaking at X, " whoever follows.
fn opener(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let before = scene
        .inside(sentence.start..verb)
        .find(|mention| mention.label == Label::Person)
        .and_then(|mention| scene.actor(mention));
    if let Some(actor) = before {
        return vec![actor];
    }
    let comma = (verb..sentence.end.min(verb + 24)).find(|&at| scene.text.is(at, ","));
    let mut actors = Vec::new();
    if let Some(comma) = comma {
        let follows = scene
            .inside(comma..sentence.end.min(comma + 10))
            .find_map(|mention| scene.actor(mention));
        if let Some(actor) = follows {
            add(&mut actors, actor);
        }
    }
    actors
}

/// Whether "address" is a noun: an article, a possessive or an adjective stands before it.
pub(super) fn is_noun(scene: &Scene<'_>, at: usize) -> bool {
    let opens = scene.text.opens_line(at) && scene.title.contains(&at);
    let of = scene.text.is_any_word(at + 1, &["by", "of", "from", "at"]);
    opens
        || of
        || scene.text.is_any_word(
            at.wrapping_sub(1),
            &[
                "a",
                "an",
                "the",
                "his",
                "her",
                "s",
                "opening",
                "closing",
                "welcoming",
                "keynote",
                "annual",
                "festive",
                "welcome",
                "video",
                "by",
                "of",
                "with",
                "this",
                "their",
            ],
        )
}
