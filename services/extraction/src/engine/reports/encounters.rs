//! Meetings, calls and visits as verbs: "X met with Y", "X received Y", "spoke by phone", "visited".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add_all};
use super::frame::Draft;
use super::scene::Scene;

/// "met", "meets", "meet", "receive", "welcomed": a meeting with those who follow.
pub(super) fn meets(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let receives = text.is_any_word(
        verb,
        &[
            "received", "receives", "receive", "hosts", "hosted", "welcomed", "welcomes",
        ],
    );
    let mut at = verb + 1;
    // "met today in Moscow with X", "met on May 5 with"
    let limit = sentence.end.min(verb + 14);
    let mut with = false;
    while at < limit {
        if let Some(mention) = scene.at(at) {
            if matches!(mention.label, Label::Date | Label::Time)
                || mention.label == Label::Gpe && text.is_any(at - 1, &["in", "at"])
            {
                at = mention.tokens.end;
                continue;
            }
            break;
        }
        if text.is_word(at, "with") {
            with = true;
            at += 1;
            break;
        }
        if !text.is_any_word(
            at,
            &[
                "today",
                "on",
                "in",
                "here",
                "separately",
                "also",
                "again",
                "briefly",
                "the",
                "a",
                "at",
                ",",
            ],
        ) {
            break;
        }
        at += 1;
    }
    if text.is_word(at, "by") {
        at += 1;
    }
    let (mut object, mut last) = scene.list_after(at, sentence.end);
    let delegation = (at..limit.max(at)).find(|&word| text.is_word(word, "delegation"));
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
    let persons = object.iter().any(|actor| is_person(scene, actor));
    // "met the requirements", "received a letter": no persons there.
    if receives && !persons && (delegation.is_none() || object.is_empty()) {
        return None;
    }
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"]);
    if passive && !text.is_word(verb + 1, "by") {
        return None;
    }
    let subject = scene.subject(verb, sentence);
    if object.is_empty() && subject.len() < 2 {
        return None;
    }
    if !with && !persons && delegation.is_none() && subject.len() < 2 {
        return None;
    }
    let mut participants = subject;
    let before = participants.len();
    add_all(&mut participants, object);
    let draft_end = last;
    if participants.len() < 2 || before == 0 && !scene.in_head(verb) {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Meeting, verb, participants);
    draft.tokens.end = draft.tokens.end.max(draft_end.min(sentence.end));
    Some(draft)
}

/// "spoke by phone with X", "spoke with X", "called X", "phoned X".
pub(super) fn calls(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let spoke = text.is_any_word(verb, &["spoke", "speaks", "spoken", "talked"]);
    let titled = scene
        .title
        .clone()
        .any(|at| text.is_any_word(at, &["call", "telephone", "phone"]));
    let limit = sentence.end.min(verb + 12);
    let mut at = verb + 1;
    let mut by_telephone = text.is_any_word(verb, &["phoned", "telephoned"]);
    let mut with = false;
    while at < limit {
        if let Some(mention) = scene.at(at) {
            if !matches!(mention.label, Label::Date | Label::Time) {
                break;
            }
            at = mention.tokens.end;
            continue;
        }
        if text.is_any_word(at, &["phone", "telephone", "videoconference", "video"]) {
            by_telephone = true;
        } else if text.is_word(at, "with") || spoke && text.is_word(at, "to") {
            with = true;
            at += 1;
            break;
        } else if !text.is_any_word(
            at,
            &[
                "by",
                "over",
                "via",
                "the",
                "on",
                "today",
                "again",
                "earlier",
                "separately",
                "also",
            ],
        ) {
            break;
        }
        at += 1;
    }
    if spoke && !with {
        return None;
    }
    let (object, _) = scene.list_after(at, sentence.end);
    if !object.iter().any(|actor| is_person(scene, actor)) || !by_telephone && !spoke {
        return None;
    }
    if !by_telephone && !scene.in_head(verb) && !titled {
        return None;
    }
    let mut participants = scene.subject(verb, sentence);
    add_all(&mut participants, object);
    (participants.len() > 1).then(|| Draft::new(scene, EventKind::Call, verb, participants))
}

/// "received phone calls from" a list, "held separate meetings with A and B": one occasion each.
pub(super) fn several(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let by_telephone = (noun.saturating_sub(3)..noun)
        .any(|at| text.is_any_word(at, &["telephone", "phone", "video"]));
    let apart = text.is_word(noun, "meetings")
        && (noun.saturating_sub(3)..noun).any(|at| {
            text.is_any_word(at, &["separate", "bilateral", "individual", "had", "held"])
        });
    let kind = if by_telephone {
        EventKind::Call
    } else {
        EventKind::Meeting
    };
    if !(by_telephone || apart) || !text.is_any_word(noun + 1, &["with", "from", "to"]) {
        return Vec::new();
    }
    let verb = (sentence.start..noun).rev().find(|&at| {
        text.is_any_word(
            at,
            &[
                "received",
                "held",
                "had",
                "made",
                "receives",
                "holds",
                "conducted",
            ],
        )
    });
    let Some(verb) = verb else { return Vec::new() };
    let subject = scene.subject(verb, sentence);
    let mut others = scene.list_after(noun + 2, sentence.end).0;
    if others.is_empty() {
        others = scene.list_on_lines(noun + 2).0;
    }
    others
        .into_iter()
        .filter(|other| is_person(scene, other))
        .map(|other| {
            let evidence = other.tokens.clone();
            let mut participants = subject.clone();
            add_all(&mut participants, vec![other]);
            let mut draft = Draft::new(scene, kind, noun, participants);
            draft.tokens = evidence;
            draft.single = true;
            draft
        })
        .collect()
}

/// "X visited Y", "X arrived in Y", "a visit to Y", "to visit Y".
pub(super) fn visits(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let Some(first) = visit(scene, at, sentence) else {
        return Vec::new();
    };
    let text = scene.text;
    let persons: Vec<Actor> = first
        .participants
        .iter()
        .filter(|actor| is_person(scene, actor))
        .cloned()
        .collect();
    if persons.len() > 1 {
        // "The prime ministers of A and B, X and Y, are visiting C": one visit each.
        let others = persons.len();
        return (0..others)
            .map(|index| {
                let mut draft = first.clone();
                let own = &persons[index];
                draft
                    .participants
                    .retain(|actor| actor == own || !persons.contains(actor));
                draft.single = true;
                draft
            })
            .collect();
    }
    let mut drafts = vec![first];
    // "will visit A, B and C"
    let mut next = drafts[0].tokens.end;
    while next < sentence.end && drafts.len() < 16 {
        if text.is_any(next, &[",", "and", "the", "&"]) {
            next += 1;
            continue;
        }
        let Some(place) = scene.at(next).filter(|place| place.label == Label::Gpe) else {
            break;
        };
        let Some(key) = place.entity else { break };
        let mut draft = drafts[0].clone();
        draft.participants.retain(|actor| is_person(scene, actor));
        if scene.is_country(key) {
            add_all(
                &mut draft.participants,
                scene.actor(place).into_iter().collect(),
            );
        }
        draft.place = Some(key);
        draft.tokens = at.min(place.tokens.start)..place.tokens.end;
        draft.single = true;
        drafts.push(draft);
        next = place.tokens.end;
    }
    drafts
}

/// One visit: to the first place named.
fn visit(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(at, sentence) && !scene.title.contains(&at) {
        return None;
    }
    let arrives = text.is_any_word(at, &["arrived", "arrives"]);
    let travels = text.is_any_word(at, &["travelled", "traveled", "travels", "travel"]);
    let noun = text.is_word(at, "trip") && text.is_word(at + 1, "to")
        || text.is_word(at, "visit")
            && (text.is_any_word(at + 1, &["to", "by", "of"]) || noun_before(scene, at));
    let mut next = at + 1;
    let limit = sentence.end.min(at + 12);
    let wanted: &[&str] = if arrives { &["in", "at"] } else { &["to"] };
    if arrives || noun || travels {
        let found = (at + 1..limit).find(|&word| text.is_any_word(word, wanted))?;
        if found > at + 1
            && !(at + 1..found).all(|word| {
                scene.at(word).is_some()
                    || text.is_any_word(
                        word,
                        &[
                            "by", "of", "on", "today", "here", "the", "a", "working", "official",
                            "state",
                        ],
                    )
            })
        {
            return None;
        }
        next = found + 1;
    }
    // "this wonderful city – Sochi", "the city of Kazan"
    let place = (next..limit).map_while(|word| match scene.at(word) {
        Some(mention) => Some(Some(mention)),
        None => (!text.is_any(word, &[".", ";", "?"])).then_some(None),
    });
    let place = place
        .take(6)
        .flatten()
        .next()
        .filter(|mention| mention.label == Label::Gpe)?;
    let destination = place.entity?;
    let verb = if noun {
        support(scene, at, sentence)
    } else {
        at
    };
    let mut visitors = if noun {
        visitor_of(scene, at, verb, sentence)
    } else {
        invited(scene, at, sentence).unwrap_or_else(|| scene.subject(at, sentence))
    };
    visitors.retain(|actor| is_person(scene, actor) || !noun);
    if visitors.is_empty() {
        return None;
    }
    let mut participants = visitors;
    if scene.is_country(destination) {
        add_all(&mut participants, scene.actor(place).into_iter().collect());
    }
    let mut draft = Draft::new(scene, EventKind::Visit, at, participants);
    draft.place = Some(destination);
    draft.tokens.end = place.tokens.end;
    draft.tokens.start = draft.tokens.start.min(at);
    Some(draft)
}

/// "April 18, Caracas." in the programme of a tour.
pub(super) fn stop(scene: &Scene<'_>, date: usize) -> Option<Draft> {
    let place = scene.at(super::head::stop_of_tour(scene, date)?)?;
    let country = scene.knowledge.country_of(place.entity?)?;
    let mut participants = scene.main_person(date);
    if participants.is_empty() {
        return None;
    }
    add_all(
        &mut participants,
        vec![Actor::of(Who::Entity(country), place.tokens.clone())],
    );
    let mut draft = Draft::new(scene, EventKind::Visit, place.tokens.start, participants);
    draft.place = place.entity;
    draft.tokens = date..place.tokens.end;
    Some(draft)
}

/// Whether "visit" is a noun: an article, an adjective or a possessive stands before it.
fn noun_before(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    at > 0
        && (text.is_any_word(
            at - 1,
            &[
                "a", "the", "his", "her", "my", "their", "official", "working", "state", "brief",
                "upcoming", "s", "first", "friendly", "this", "your", "pays", "paid",
            ],
        ))
}

/// The verb that carries the noun: "paid a visit", "is on a visit".
fn support(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> usize {
    let text = scene.text;
    (sentence.start.max(noun.saturating_sub(7))..noun)
        .rev()
        .find(|&at| {
            text.is_any_word(
                at,
                &[
                    "paid",
                    "pay",
                    "pays",
                    "make",
                    "made",
                    "makes",
                    "paying",
                    "is",
                    "was",
                    "began",
                    "begins",
                    "arrived",
                    "arrives",
                    "completed",
                    "started",
                ],
            )
        })
        .unwrap_or(noun)
}

fn visitor_of(scene: &Scene<'_>, noun: usize, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    if let Some(actors) = invited(scene, verb, sentence) {
        return actors;
    }
    // "visit by X", "visit of X"
    if text.is_any_word(noun + 1, &["by", "of"]) {
        let (actors, _) = scene.list_after(noun + 2, sentence.end);
        if !actors.is_empty() {
            return actors;
        }
    }
    // "X’s visit", "my visit"
    for before in (sentence.start.max(noun.saturating_sub(6))..noun).rev() {
        if text.is_word(before, "my") {
            return scene.speaking(before);
        }
        if text.is_any_word(before, &["his", "her"]) {
            return scene.last_person(before).into_iter().collect();
        }
        let possessor = text
            .after_possessive(before)
            .and_then(|_| scene.ending(before))
            .and_then(|mention| scene.actor(mention));
        if let Some(actor) = possessor {
            return vec![actor];
        }
    }
    if verb < noun {
        scene.subject(verb, sentence)
    } else {
        Vec::new()
    }
}

/// "inviting me to pay a visit", "your invitation to visit": the one who speaks goes.
fn invited(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Vec<Actor>> {
    let text = scene.text;
    let to = verb
        .checked_sub(1)
        .filter(|&to| text.is(to, "to") && to > sentence.start)?;
    let who = to - 1;
    if text.is(who, "me")
        || text.is_word(who, "invitation") && text.is_word(who.wrapping_sub(1), "your")
    {
        let actors = scene.speaking(who);
        return (!actors.is_empty()).then_some(actors);
    }
    None
}

pub(super) fn is_person(scene: &Scene<'_>, actor: &Actor) -> bool {
    if actor.office.is_some() {
        return true;
    }
    match &actor.who {
        Who::Entity(key) => scene.knowledge.get(*key).kind == communique_model::EntityKind::Person,
        Who::Name(_) => scene
            .at(actor.tokens.start)
            .is_some_and(|mention| mention.label == Label::Person),
    }
}
