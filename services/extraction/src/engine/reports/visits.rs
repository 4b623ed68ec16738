//! Visits: "X visited Y", "arrived in Y", "a visit to Y", the stops of a tour.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add_all};
use super::circumstances::time_value;
use super::encounters::is_person;
use super::frame::Draft;
use super::localities::{area_behind, lie_in};
use super::scene::Scene;
use crate::engine::board::Candidate;

/// "X visited Y", "X arrived in Y", "a visit to Y", "to visit Y".
pub(super) fn visits(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let Some(first) = visit(scene, at, sentence) else {
        return staying(scene, at, sentence)
            .filter(|_| scene.text.is_any_word(at, &["visit", "trip"]))
            .into_iter()
            .collect();
    };
    let text = scene.text;
    let persons: Vec<Actor> = first
        .participants
        .iter()
        .filter(|actor| is_person(scene, actor))
        .cloned()
        .collect();
    let end = scene.before_verb(at, sentence);
    // "they will visit C": one visit together.
    let together = scene.pair(end, sentence).is_some();
    if persons.len() > 1 && !together {
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
        // "to A on 18 July and to B on 19 July", "A (16–18 March) and B (19–21 March)"
        if let Some(past) = past_own_date(scene, next) {
            next = past;
            continue;
        }
        if let Some(area) = area_behind(scene, next) {
            lie_in(scene, drafts.last_mut(), area);
            next = area.tokens.end;
            continue;
        }
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
        if let Some(value) = own_date(scene, place.tokens.end) {
            draft.date = Some(value);
        }
        drafts.push(draft);
        next = place.tokens.end;
    }
    drafts
}

/// The date that directly follows a place: "on 18 July", "(16–18 March)".
fn date_after<'a>(scene: &Scene<'a>, place: usize) -> Option<&'a Candidate> {
    let skip = usize::from(scene.text.is_any(place, &["on", "(", "from"]));
    scene
        .at(place + skip)
        .filter(|date| skip > 0 && date.label == Label::Date)
}

fn own_date(scene: &Scene<'_>, place: usize) -> Option<String> {
    time_value(date_after(scene, place)?.value.as_deref()).map(str::to_owned)
}

/// Past the date of a place to the next destination: the token after "and to" or "and" behind a
/// bracket.
fn past_own_date(scene: &Scene<'_>, place: usize) -> Option<usize> {
    let text = scene.text;
    let mut next = date_after(scene, place)?.tokens.end;
    let bracket = text.is(next, ")");
    next += usize::from(bracket);
    next += usize::from(text.is(next, ","));
    let and = text.is(next, "and");
    next += usize::from(and);
    let to = text.is(next, "to");
    (and && (to || bracket)).then_some(next + usize::from(to))
}

/// One visit: to the first place named.
pub(super) fn visit(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.doubtful(at, sentence) && !scene.title.contains(&at)
        || falls_through(scene, at, sentence)
    {
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
    let place =
        place.take(6).flatten().next().filter(|mention| {
            mention.label == Label::Gpe || travels && mention.label == Label::Loc
        })?;
    let destination = place.entity?;
    // "visited the U.S. Gulf Coast" names a part of the country.
    let names_more = scene.is_country(destination)
        && scene
            .at(place.tokens.end)
            .is_some_and(|next| matches!(next.label, Label::Loc | Label::Fac | Label::Org));
    if names_more {
        return None;
    }
    let verb = if noun {
        support(scene, at, sentence)
    } else {
        at
    };
    let mut visitors = if noun {
        visitor_of(scene, at, verb, sentence)
    } else {
        invited(scene, at, sentence).unwrap_or_else(|| scene.agents(at, sentence))
    };
    let delegation =
        noun && (at..limit).any(|word| text.is_any_word(word, &["delegation", "mission", "team"]));
    visitors.retain(|actor| is_person(scene, actor) || !noun || delegation);
    if visitors.is_empty() && noun {
        visitors = while_visiting(scene, at, place.tokens.end, sentence);
    }
    if visitors.is_empty() {
        return None;
    }
    // At home one is on no visit.
    if scene.is_country(destination)
        && visitors
            .iter()
            .all(|actor| scene.country_of(&actor.who) == Some(destination))
    {
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

/// Whether a journey is called off, or somebody is only asked to let it be made.
fn falls_through(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let floor = sentence.start.max(at.saturating_sub(7));
    let off = [
        "canceled",
        "cancelled",
        "postponed",
        "scrapped",
        "cancels",
        "cancelling",
        "allow",
        "allowed",
        "asked",
        "asking",
        "urged",
        "urging",
        "persuade",
        "forbid",
        "banned",
        "barred",
    ];
    // "the most senior official to visit"
    let superlative = (floor..at).any(|word| text.is_any_word(word, &["most"]))
        && text.is_word(at.wrapping_sub(1), "to");
    superlative || (floor..at).any(|word| text.is_any_word(word, &off))
}

/// "during a visit to Moscow, X met", "X said on a trip to Doha": whoever the sentence is about.
fn while_visiting(
    scene: &Scene<'_>,
    noun: usize,
    end: usize,
    sentence: &Range<usize>,
) -> Vec<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(5));
    let during = (floor..noun).find(|&at| {
        text.is_any_word(at, &["during", "on", "in", "after", "following", "before"])
            || text.is_word(at, "of") && text.is_any_word(at - 1, &["end", "start", "day", "part"])
    });
    let Some(during) = during else {
        return Vec::new();
    };
    let before = scene.first_actor(during, sentence);
    before
        .or_else(|| behind_comma(scene, end, sentence))
        .filter(|actor| is_person(scene, actor))
        .into_iter()
        .collect()
}

/// Longest destination behind a visit with its preposition, in tokens.
const PLACE: usize = 12;

/// "During a visit to A, X met": the person of whom a sentence speaks that tells first of a journey,
/// which ends at `end`.
fn behind_comma(scene: &Scene<'_>, end: usize, sentence: &Range<usize>) -> Option<Actor> {
    let text = scene.text;
    let comma = (end..sentence.end.min(end + PLACE)).find(|&at| text.is(at, ","))?;
    scene
        .inside(comma..sentence.end.min(comma + 10))
        .find(|mention| mention.label == Label::Person)
        .and_then(|mention| scene.actor(mention))
}

/// "X is in Moscow on a working visit": the place stands before.
fn staying(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(at.saturating_sub(10));
    let on = (floor..at)
        .rev()
        .take(6)
        .find(|&on| text.is_any(on, &["on", "for"]))?;
    // "is in Cuba on Thursday, for a visit"
    let mut end = on;
    while let Some(before) = end.checked_sub(1).filter(|_| end + 8 > on) {
        match scene.ending(end) {
            Some(date) if matches!(date.label, Label::Date | Label::Time) => {
                end = date.tokens.start;
            }
            None if text.is_any(before, &[",", "on"]) => end = before,
            _ => break,
        }
    }
    let place = scene.ending(end).filter(|place| {
        place.label == Label::Gpe && text.is_any_word(place.tokens.start.wrapping_sub(1), &["in"])
    })?;
    let verb = place.tokens.start - 2;
    let stays = ["is", "be", "was", "stays", "arrived", "currently"];
    if !text.is_any_word(verb, &stays) || scene.irrealis(at, sentence) {
        return None;
    }
    let mut visitors = scene.subject(verb, sentence);
    visitors.retain(|actor| is_person(scene, actor));
    if visitors.is_empty() {
        return None;
    }
    if scene.is_country(place.entity?) {
        add_all(&mut visitors, scene.actor(place).into_iter().collect());
    }
    let mut draft = Draft::new(scene, EventKind::Visit, at, visitors);
    draft.place = place.entity;
    Some(draft)
}

/// What tells a stop of a tour’s programme from other visits.
pub(super) const STOP: &str = "stop";

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
    draft.name = Some(STOP.to_owned());
    Some(draft)
}

/// Whether "visit" is a noun: an article, an adjective or a possessive stands before it.
pub(super) fn noun_before(scene: &Scene<'_>, at: usize) -> bool {
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
pub(super) fn support(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> usize {
    let text = scene.text;
    (sentence.start.max(noun.saturating_sub(12))..noun)
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
                    "be",
                    "was",
                    "began",
                    "begins",
                    "arrived",
                    "arrives",
                    "completed",
                    "started",
                    "begun",
                    "undertook",
                ],
            )
        })
        .unwrap_or(noun)
}

pub(super) fn visitor_of(
    scene: &Scene<'_>,
    noun: usize,
    verb: usize,
    sentence: &Range<usize>,
) -> Vec<Actor> {
    let text = scene.text;
    if let Some(actors) = invited(scene, verb, sentence) {
        return actors;
    }
    // "visit by X", "visit of X"; "a visit by a Foreign Secretary" is of any.
    if text.is_any_word(noun + 1, &["by", "of"]) && text.is_any_word(noun + 2, &["a", "an"]) {
        return delegates(scene, noun + 2, sentence);
    }
    if text.is_any_word(noun + 1, &["by", "of"]) {
        let (actors, _) = scene.list_after(noun + 2, sentence.end);
        if !actors.is_empty() {
            return actors;
        }
    }
    // "a visit to X by Y"
    if text.is_word(noun + 1, "to") {
        let limit = sentence.end.min(noun + 12);
        let by = (noun + 2..limit)
            .take_while(|&at| !text.is_any(at, &[",", ";", "."]))
            .find(|&at| text.is_word(at, "by") && scene.at(at).is_none());
        let mut actors = by.map_or_else(Vec::new, |by| scene.list_after(by + 1, sentence.end).0);
        actors.retain(|actor| is_person(scene, actor));
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
            let opens = scene.persons_in(sentence.start..before).is_empty();
            let tells = (sentence.start..before)
                .find(|&at| text.is_any_word(at, &["briefed", "informed", "told"]));
            return opens
                .then(|| behind_comma(scene, noun + 1, sentence))
                .flatten()
                // "briefed X on the results of his visit": of the one who tells.
                .or_else(|| tells.and_then(|verb| scene.first_actor(verb, sentence)))
                .or_else(|| scene.last_person(before))
                .into_iter()
                .collect();
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
        return scene.agents(verb, sentence);
    }
    let floor = sentence.start.max(noun.saturating_sub(12));
    let done = (floor..noun)
        .rev()
        .find(|&at| text.is_any_word(at, super::tours::DOING) && scene.at(at).is_none());
    done.map_or_else(Vec::new, |done| scene.agents(done, sentence))
}

/// "a visit of a delegation of X": the body or country that sends it.
fn delegates(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let limit = sentence.end.min(at + 5);
    let noun = (at..limit)
        .find(|&word| text.is_any_word(word, &["delegation", "mission", "team", "group"]));
    noun.map_or_else(Vec::new, |_| scene.list_after(at, sentence.end).0)
}

/// "inviting me to pay a visit", "your invitation to visit": the one who speaks goes.
pub(super) fn invited(
    scene: &Scene<'_>,
    verb: usize,
    sentence: &Range<usize>,
) -> Option<Vec<Actor>> {
    let text = scene.text;
    let to = verb
        .checked_sub(1)
        .filter(|&to| text.is(to, "to") && to > sentence.start)?;
    let who = to - 1;
    // "invited the President to visit"
    let guest = scene.ending(to).filter(|guest| {
        matches!(guest.label, Label::Person | Label::Office)
            && (guest.tokens.start.saturating_sub(6).max(sentence.start)..guest.tokens.start)
                .any(|at| text.is_any_word(at, &["invited", "invites", "inviting"]))
    });
    if let Some(guest) = guest {
        return scene.actor(guest).map(|actor| vec![actor]);
    }
    // "invited the pontiff to visit": somebody whom no name tells.
    let invites = (sentence.start.max(who.saturating_sub(6))..who)
        .any(|at| text.is_any_word(at, &["invited", "invites", "inviting"]));
    if invites && !text.is(who, "me") {
        return Some(Vec::new());
    }
    if text.is(who, "me")
        || text.is_word(who, "invitation") && text.is_word(who.wrapping_sub(1), "your")
    {
        let actors = scene.speaking(who);
        return (!actors.is_empty()).then_some(actors);
    }
    None
}
