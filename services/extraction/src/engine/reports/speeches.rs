//! Speeches, briefings and press conferences told of in a text: "delivered an address", "spoke at
//! the forum", "opened the proceedings with a speech", "the briefing by X", "faced reporters".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add_all};
use super::circumstances::{date_near, place_near};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::layers::SPEECH;

/// Verbs that go with what is said: "gave a lecture", "held a briefing".
const GIVING: &[&str] = &[
    "gave",
    "give",
    "gives",
    "giving",
    "given",
    "delivered",
    "deliver",
    "delivers",
    "delivering",
    "made",
    "make",
    "makes",
    "making",
    "read",
    "reads",
    "pronounced",
    "contributed",
];

/// Verbs that go with meetings of the press and reports: "held a press conference".
const HOLDING: &[&str] = &[
    "held",
    "hold",
    "holds",
    "holding",
    "hosted",
    "gave",
    "give",
    "gives",
    "giving",
    "convened",
    "addressed",
    "presented",
    "presents",
    "present",
    "submitted",
    "delivered",
    "deliver",
    "delivers",
];

/// Verbs that open or close a gathering with what is said.
const OPENING: &[&str] = &[
    "opened",
    "opens",
    "open",
    "opening",
    "began",
    "begin",
    "started",
    "launched",
    "closed",
    "closes",
    "close",
    "concluded",
    "inaugurated",
    "welcomed",
];

/// Participles of passives: "a speech was delivered by X".
const GIVEN: &[&str] = &[
    "given",
    "delivered",
    "made",
    "held",
    "read",
    "presented",
    "pronounced",
];

/// What is said by somebody at a place and time.
const SPOKEN: &[&str] = &[
    "remarks",
    "statement",
    "statements",
    "speech",
    "speeches",
    "address",
    "briefing",
    "lecture",
    "keynote",
    "intervention",
    "presentation",
    "report",
    "toast",
];

/// What may be of somebody without a word that it was said: "a statement by X".
const ATTRIBUTED: &[&str] = &[
    "remarks",
    "statement",
    "statements",
    "speech",
    "address",
    "briefing",
    "lecture",
    "keynote",
    "intervention",
    "article",
];

/// Whether a noun names what is said, in a text below its title.
pub(super) fn is_spoken(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is_any_word(at, SPOKEN) || is_press(scene, at)
}

/// "press conference", "news briefing".
fn is_press(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    text.is_any_word(at, &["conference", "briefing", "briefings", "availability"])
        && text.is_any_word(at.wrapping_sub(1), &["press", "news", "media"])
}

/// What is said, by its noun.
pub(super) fn said(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    told(scene, noun, sentence).map(|draft| at_occasion(scene, draft, sentence))
}

/// A speech is of the day and place of the occasion that it is made at: "at the Conference on 12
/// March".
pub(super) fn at_occasion(scene: &Scene<'_>, mut draft: Draft, sentence: &Range<usize>) -> Draft {
    let text = scene.text;
    // Only what follows directly: another clause may tell of something else.
    let end = (draft.head + 1..sentence.end)
        .find(|&at| {
            text.is_any(at, &[",", ";"])
                || text.is_any_word(at, &["who", "which", "while", "after", "before"])
        })
        .unwrap_or(sentence.end);
    let clause = draft.head..end;
    if draft.date.is_none() {
        draft.date = date_near(scene, draft.head, &clause).map(|date| date.0);
    }
    if draft.place.is_none() {
        draft.place = place_near(scene, draft.head, &clause).map(|place| place.0);
    }
    draft
}

fn told(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    delivered(scene, noun, sentence)
        .or_else(|| opened_with(scene, noun, sentence))
        .or_else(|| attributed(scene, noun, sentence))
        .or_else(|| before_press(scene, noun, sentence))
        .or_else(|| told_press(scene, noun, sentence))
        .or_else(|| scheduled(scene, noun))
        .or_else(|| said_in(scene, noun, sentence))
}

/// "In a statement on Friday, X said", "X said in a televised address": words that somebody put out.
fn said_in(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let nouns = [
        "statement",
        "speech",
        "address",
        "lecture",
        "article",
        "remarks",
    ];
    let floor = sentence.start.max(noun.saturating_sub(6));
    let within = (floor..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &["in", "during"]))?;
    let own = (within + 1..noun).any(|at| text.is_any_word(at, &["a", "an", "his", "her", "its"]));
    // "in a statement by Y" is of Y.
    let of_other = (noun + 1..sentence.end.min(noun + 6))
        .take_while(|&at| !text.is(at, ","))
        .any(|at| text.is_any_word(at, &["by", "of", "from"]));
    if !own || of_other || !text.is_any_word(noun, &nouns) {
        return None;
    }
    let speaking = |actor: &Actor| {
        actor.office.is_none() && (is_person(scene, actor) || !scene.is_land(&actor.who))
    };
    let opens = within == sentence.start;
    let author = if opens {
        let limit = sentence.end.min(noun + 30);
        let end = (noun + 1..limit)
            .find(|&at| text.is_any_word(at, &SPEECH))
            .unwrap_or(limit);
        scene
            .inside(noun + 1..end)
            .filter(|mention| matches!(mention.label, Label::Person | Label::Org))
            .find(|mention| {
                !text.is_any_word(
                    mention.tokens.start.wrapping_sub(1),
                    &["to", "at", "before", "with", "of", "by", "the"],
                ) || text.is(mention.tokens.start.wrapping_sub(2), ",")
            })
            .and_then(|mention| scene.actor(mention))
    } else {
        let verb = (sentence.start.max(within.saturating_sub(4))..within)
            .rev()
            .find(|&at| text.is_any_word(at, &SPEECH));
        match verb {
            Some(verb) => scene.agents(verb, sentence).into_iter().next(),
            // "X, in his radio address, said"
            None if text.is(within - 1, ",") => scene
                .ending(within - 1)
                .filter(|mention| matches!(mention.label, Label::Person | Label::Org))
                .and_then(|mention| scene.actor(mention)),
            None => None,
        }
    };
    let author = author.filter(speaking)?;
    Some(Draft::new(scene, EventKind::Statement, noun, vec![author]))
}

/// "gave a lecture", "will hold a press conference", "a speech was delivered by X".
fn delivered(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let verbs = if is_press(scene, noun) || text.is_any_word(noun, &["briefing", "report"]) {
        HOLDING
    } else {
        GIVING
    };
    let verb = (sentence.start.max(noun.saturating_sub(8))..noun)
        .rev()
        .take_while(|&at| !text.is_any(at, &[",", ";"]))
        .find(|&at| text.is_any_word(at, verbs));
    if let Some(verb) = verb {
        let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"]);
        if passive || super::addresses::is_wished(scene, verb) || scene.doubtful(verb, sentence) {
            return None;
        }
        let mut authors = scene.agents(verb, sentence);
        authors.retain(|author| is_person(scene, author));
        add_all(&mut authors, together_with(scene, noun, sentence));
        return (!authors.is_empty())
            .then(|| Draft::new(scene, EventKind::Statement, noun, authors));
    }
    let limit = sentence.end.min(noun + 14);
    let participle = (noun + 1..limit).find(|&at| {
        text.is_any_word(at, GIVEN)
            && text.is_any_word(at - 1, &["was", "were", "be", "been", "also", "then"])
    })?;
    if scene.doubtful(participle, sentence) {
        return None;
    }
    let by = (participle..sentence.end.min(participle + 8)).find(|&at| text.is_word(at, "by"));
    let authors = match by {
        Some(by) => scene.list_after(by + 1, sentence.end).0,
        // "The Secretariat announces that a briefing will be given"
        None => scene.first_actor(noun, sentence).into_iter().collect(),
    };
    (!authors.is_empty()).then(|| Draft::new(scene, EventKind::Statement, noun, authors))
}

/// "opened the proceedings with a speech on trade".
fn opened_with(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(14));
    let with = (floor..noun)
        .rev()
        .take(5)
        .find(|&at| text.is_word(at, "with"))?;
    let verb = (floor..with)
        .rev()
        .find(|&at| text.is_any_word(at, OPENING))?;
    if scene.doubtful(verb, sentence) {
        return None;
    }
    let mut authors = scene.agents(verb, sentence);
    authors.retain(|author| is_person(scene, author));
    (!authors.is_empty()).then(|| Draft::new(scene, EventKind::Statement, verb, authors))
}

/// "with an address by X", "the opening remarks of X", "press statements by both presidents".
fn attributed(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if !text.is_any_word(noun, ATTRIBUTED) {
        return None;
    }
    let limit = sentence.end.min(noun + 12);
    let by = (noun + 1..limit)
        .take_while(|&at| {
            scene.at(at).is_none()
                && !text.is_any(at, &[",", ".", ";", ":"])
                && !text.is_any_word(at, &["and", "that", "which", "who"])
        })
        // "a statement issued by X" is told by its verb.
        .take_while(|&at| !text.is_any_word(at, &["issued", "released", "published", "adopted"]))
        .find(|&at| {
            text.is_word(at, "by") || at == noun + 1 && text.is_any_word(at, &["of", "from"])
        })?;
    // "the two ministers", "both presidents"
    let plural = (by + 1..sentence.end.min(by + 5)).find(|&at| {
        scene.pair(at, sentence).is_some()
            && !text.is_any_word(at, &["presidents", "ministers", "leaders"])
    });
    let mut authors = match plural {
        Some(end) => scene.pair(end, sentence)?,
        None => scene.list_after(by + 1, sentence.end).0,
    };
    if let [title] = authors.as_slice()
        && title.office.is_some()
        && let Some(holder) = holder_after(scene, title.tokens.end, sentence)
    {
        authors = vec![holder];
    }
    let anybody = text.is_word(by, "by");
    authors.retain(|author| {
        !scene.is_land(&author.who)
            && author.office.is_none()
            && (anybody || is_person(scene, author))
            || author.office.is_some() && !scene.is_land(&author.who) && anybody
    });
    (!authors.is_empty()).then(|| Draft::new(scene, EventKind::Statement, noun, authors))
}

/// "the Chairperson of the Council for May, Ambassador X": the person after the title.
fn holder_after(scene: &Scene<'_>, title: usize, sentence: &Range<usize>) -> Option<Actor> {
    let text = scene.text;
    let comma = (title..sentence.end.min(title + 5)).find(|&at| text.is(at, ","))?;
    scene
        .inside(title..sentence.end.min(comma + 6))
        .take_while(|mention| matches!(mention.label, Label::Office | Label::Person | Label::Date))
        .find(|mention| mention.label == Label::Person)
        .and_then(|mention| scene.actor(mention))
}

/// "at a joint press briefing with X, he said".
fn before_press(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if !is_press(scene, noun) {
        return None;
    }
    let floor = sentence.start.max(noun.saturating_sub(5));
    (floor..noun).find(|&at| text.is_any_word(at, &["at", "during", "in"]))?;
    let others = together_with(scene, noun, sentence);
    // "…," stressed Minister X at the press conference
    let after = (floor.saturating_sub(12).max(sentence.start)..noun)
        .find(|&at| text.is_any_word(at, &SPEECH) && scene.at(at + 1).is_some())
        .and_then(|verb| scene.list_after(verb + 1, noun).0.into_iter().next())
        .filter(|actor| is_person(scene, actor));
    let first = || {
        scene
            .first_actor(noun, sentence)
            .filter(|actor| is_person(scene, actor))
    };
    let said = (sentence.start..floor + 1).any(|at| text.is_any_word(at, &SPEECH));
    let own = after.or_else(first).or_else(|| {
        // Whoever the sentence before speaks of.
        let before = scene.sentence(sentence.start.checked_sub(1)?);
        scene
            .inside(before)
            .find(|mention| mention.label == Label::Person)
            .and_then(|mention| scene.actor(mention))
    });
    let joint = text.is_any_word(noun.saturating_sub(2), &["joint"]) || !others.is_empty();
    let mut authors: Vec<Actor> = own.into_iter().filter(|_| joint || said).collect();
    add_all(&mut authors, others);
    (!authors.is_empty()).then(|| Draft::new(scene, EventKind::Statement, noun, authors))
}

/// "X told a press conference".
fn told_press(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(5));
    let verb = (floor..noun).find(|&at| text.is_any_word(at, &["told", "tells"]))?;
    if !is_press(scene, noun) || !text.is_any_word(verb + 1, &["a", "the"]) {
        return None;
    }
    let mut authors = scene.agents(verb, sentence);
    authors.retain(|author| is_person(scene, author));
    (!authors.is_empty()).then(|| Draft::new(scene, EventKind::Statement, noun, authors))
}

/// Those with whom one faces the press: "with X" right after the noun.
fn together_with(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    if !is_press(scene, noun) {
        return Vec::new();
    }
    let with = (noun + 1..sentence.end.min(noun + 4))
        .find(|&at| text.is_word(at, "with"))
        .or_else(|| {
            let together = noun + 1;
            (text.is_any_word(together, &["together", "alongside"])).then_some(together)
        });
    with.map_or_else(Vec::new, |with| {
        let mut others = scene.list_after(with + 1, sentence.end).0;
        others.retain(|actor| is_person(scene, actor));
        others
    })
}

/// "16:45 – Press conference" in the programme of somebody’s day.
fn scheduled(scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let text = scene.text;
    if !is_press(scene, noun) && !text.is_any_word(noun, &["briefing", "statements"]) {
        return None;
    }
    let line = text.line_start(noun);
    let timed = (line..noun).any(|at| {
        scene
            .at(at)
            .is_some_and(|mention| matches!(mention.label, Label::Time | Label::Date))
    });
    let short = text.line_end(noun) <= noun + 4 && noun <= line + 10;
    let words = (line..noun)
        .filter(|&at| text.is_plain_word(at) && scene.at(at).is_none())
        .count();
    let main = scene.main_person(line);
    (timed && short && words <= 3 && !main.is_empty()).then(|| {
        let mut draft = Draft::new(scene, EventKind::Statement, noun, main);
        draft.single = true;
        draft
    })
}
