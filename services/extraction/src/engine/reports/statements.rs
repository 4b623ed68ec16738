//! Interviews that a title announces, remarks told of in a text, greetings, and
//! documents adopted.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::frame::Draft;
use super::scene::Scene;
use super::titled_statements;
use crate::engine::board::Candidate;

/// Nouns of what is said or written by somebody.
const SPEECHES: &[&str] = &[
    "remarks",
    "statement",
    "statements",
    "speech",
    "address",
    "comment",
    "commentary",
    "comments",
    "answers",
    "answer",
    "reply",
    "replies",
    "message",
    "article",
    "greetings",
    "greeting",
    "briefing",
    "intervention",
    "lecture",
    "condolences",
    "telegram",
    "letter",
    "op-ed",
    "communiqué",
    "communique",
];

/// Whether a word names what is said by somebody.
pub(super) fn is_speech(word: &str) -> bool {
    SPEECHES
        .iter()
        .any(|speech| word.eq_ignore_ascii_case(speech))
}

/// "Remarks by X", "X’s interview with Y", "Joint statement of A and B" in the title; "in his
/// remarks", "delivered a speech" in the text.
pub(super) fn speech(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.title.contains(&at) {
        return titled_statements::titled(scene, at);
    }
    // "delivered a speech", "will give a lecture"
    let verbs = [
        "gave",
        "give",
        "gives",
        "delivered",
        "deliver",
        "delivers",
        "made",
    ];
    let verb = (sentence.start.max(at.saturating_sub(5))..at)
        .rev()
        .find(|&verb| text.is_any_word(verb, &verbs));
    if let Some(verb) = verb.filter(|&verb| !scene.irrealis(verb, sentence)) {
        let mut authors = scene.subject(verb, sentence);
        authors.retain(|author| super::encounters::is_person(scene, author));
        if !authors.is_empty() {
            return Some(Draft::new(scene, EventKind::Statement, at, authors));
        }
    }
    // "In his remarks at the Foreign Ministry on June 14", "in her address to the Assembly"
    let floor = sentence.start.max(at.saturating_sub(4));
    let owner = (floor..at).rev().find(|&word| {
        text.is_any_word(word, &["his", "her"]) || text.after_possessive(word).is_some()
    })?;
    let within = text.is_any_word(
        owner.wrapping_sub(1),
        &["in", "during", "used", "uses", "using", "with"],
    ) || text.is_apostrophe(owner);
    let author = if text.is_apostrophe(owner) {
        scene
            .ending(owner)
            .filter(|mention| matches!(mention.label, Label::Person | Label::Office))
            .and_then(|mention| scene.actor(mention))
    } else {
        let before = scene
            .inside(sentence.start..owner)
            .filter(|mention| mention.label == Label::Person)
            .last()
            .and_then(|mention| scene.actor(mention));
        // "In his address to the Assembly, X said"
        let comma = (at..sentence.end.min(at + 16)).find(|&word| text.is(word, ","));
        let after = || {
            scene
                .inside(comma?..sentence.end.min(comma? + 8))
                .find(|mention| mention.label == Label::Person)
                .and_then(|mention| scene.actor(mention))
        };
        before.or_else(after).or_else(|| scene.pronoun(owner))
    }?;
    let draft = Draft::new(scene, EventKind::Statement, at, vec![author]);
    let placed = text.is_any_word(at + 1, &["at", "to", "before", "on"]);
    let addressed = text.is_any_word(at + 1, &["at", "to", "before"])
        && text.is_any_word(
            at,
            &["remarks", "speech", "address", "statement", "lecture"],
        );
    (within && placed && (addressed || draft.date.is_some())).then_some(draft)
}

/// Whose words they are: "by X", "X’s", "of A and B", "Foreign Ministry statement".
pub(super) fn authors(scene: &Scene<'_>, noun: usize, range: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    // "X’s opening remarks"
    let floor = range.start.max(noun.saturating_sub(6));
    for before in (floor..noun).rev() {
        if text.after_possessive(before).is_some()
            && let Some(owner) = scene.ending(before)
            && let Some(actor) = scene.actor(owner)
        {
            let mut actors = scene.list_before(before, range.start);
            if actors.is_empty() {
                actors.push(actor);
            }
            return actors;
        }
    }
    let limit = range.end.min(noun + 40);
    let mut at = noun + 1;
    while at < limit {
        if text.is_any_word(at, &["by", "of"]) {
            let (actors, _) = scene.list_after(at + 1, range.end);
            if !actors.is_empty() {
                return actors;
            }
            if text.is_word(at, "by") {
                break;
            }
        }
        if text.is_any_word(
            at,
            &[
                "at",
                "on",
                "during",
                "following",
                "after",
                "with",
                "for",
                "from",
            ],
        ) && !text.is_word(at, "from")
        {
            break;
        }
        if text.is_word(at, "from") {
            let (actors, _) = scene.list_after(at + 1, range.end);
            if !actors.is_empty() {
                return actors;
            }
        }
        at = scene.at(at).map_or(at + 1, |mention| mention.tokens.end);
    }
    // "Foreign Ministry statement", "EU statement": the author right before.
    let mut start = noun;
    while start > range.start
        && text.is_any_word(
            start - 1,
            &["joint", "regular", "weekly", "press", "official", "opening"],
        )
    {
        start -= 1;
    }
    let before = scene.ending(start);
    // "A-B joint statement": two countries.
    if let Some(second) = before.filter(|mention| matches!(mention.label, Label::Gpe | Label::Norp))
    {
        let halves = [
            second
                .tokens
                .start
                .checked_sub(1)
                .filter(|&hyphen| text.is_inner_hyphen(hyphen))
                .and_then(|hyphen| scene.ending(hyphen)),
            Some(second),
        ];
        let countries = halves.into_iter().flatten().filter_map(|half| {
            let country = scene.knowledge.country_of(half.entity?)?;
            Some(Actor::of(Who::Entity(country), half.tokens.clone()))
        });
        return countries.collect();
    }
    before
        .filter(|mention| matches!(mention.label, Label::Org | Label::Person | Label::Office))
        .or_else(|| body_of_officers(scene, start, range.start))
        .and_then(|mention| scene.actor(mention))
        .into_iter()
        .collect()
}

/// "the G7 Foreign Ministers’ Statement": the body whose officers speak.
fn body_of_officers<'a>(scene: &Scene<'a>, noun: usize, start: usize) -> Option<&'a Candidate> {
    let text = scene.text;
    let mut at = noun;
    while at > start && at + 8 > noun {
        if text.is_apostrophe(at - 1) || text.is_any_word(at - 1, &OFFICERS) {
            at -= 1;
        } else {
            break;
        }
    }
    scene
        .ending(at)
        .filter(|body| at < noun && body.label == Label::Org)
}

/// Words of those who speak for a body.
const OFFICERS: [&str; 10] = [
    "foreign",
    "finance",
    "trade",
    "ministers",
    "leaders",
    "heads",
    "of",
    "state",
    "presidents",
    "ministerial",
];

/// "X’s interview with Y", "interview of X to Y" in the title, "gave an interview to Y" in the text.
pub(super) fn interview(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let titled = scene.title.contains(&at);
    let mut participants = if titled {
        authors(scene, at, &scene.title.clone())
    } else {
        interviewee(scene, at, sentence)?
    };
    let limit = sentence.end.min(at + 30);
    let mut next = at + 1;
    while next < limit {
        if text.is_any_word(next, &["with", "to", "for", "by"]) {
            let (actors, last) = scene.list_after(next + 1, limit);
            let found = !actors.is_empty();
            add_all(&mut participants, actors);
            next = last.max(next + 1);
            if found && !titled {
                break;
            }
            continue;
        }
        if !titled && text.is_any(next, &[",", ";"]) {
            break;
        }
        if text.is_any_word(next, &["on", "about", "during", "ahead"]) {
            break;
        }
        next = scene
            .at(next)
            .map_or(next + 1, |mention| mention.tokens.end);
    }
    if titled
        && participants
            .iter()
            .all(|actor| !super::encounters::is_person(scene, actor))
    {
        let persons = scene
            .inside(scene.title.clone())
            .filter(|mention| mention.label == Label::Person)
            .filter_map(|mention| scene.actor(mention));
        for person in persons.take(1) {
            participants.insert(0, person);
        }
    }
    // "Israel’s Haaretz": the country is no party.
    participants.retain(|actor| !scene.is_land(&actor.who));
    (!participants.is_empty()).then(|| Draft::new(scene, EventKind::Interview, at, participants))
}

/// Who is interviewed, in a text: "gave an interview to", "told OUTLET in an interview", "said in an
/// interview with", "his interview with".
fn interviewee(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Vec<Actor>> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(16));
    let giving = [
        "gave",
        "gives",
        "give",
        "giving",
        "granted",
        "grants",
        "grant",
        "told",
        "tells",
        "said",
        "says",
        "stated",
        "noted",
        "stressed",
        "down",
        "added",
        "explained",
        "warned",
        "made",
        "spoke",
        "repeated",
        "called",
        "confirmed",
        "announced",
    ];
    let verb = (floor..noun)
        .rev()
        .find(|&verb| text.is_any_word(verb, &giving))
        .filter(|&verb| !scene.irrealis(verb, sentence));
    let within = (noun.saturating_sub(4)..noun).any(|at| text.is_any_word(at, &["in", "during"]));
    let mut persons = match verb {
        Some(verb) => scene.agents(verb, sentence),
        None if within => Vec::new(),
        None => return None,
    };
    let told = verb.filter(|&verb| text.is_any_word(verb, &["told", "tells"]));
    persons.retain(|actor| super::encounters::is_person(scene, actor));
    if persons.is_empty() && within {
        persons.extend(
            scene
                .first_actor(noun, sentence)
                .filter(|actor| super::encounters::is_person(scene, actor)),
        );
    }
    if persons.is_empty() && within {
        // "In an interview with OUTLET, X said"
        persons = scene
            .inside(noun..sentence.end.min(noun + 24))
            .find(|mention| mention.label == Label::Person)
            .and_then(|mention| scene.actor(mention))
            .into_iter()
            .collect();
    }
    if let Some(told) = told {
        let mut outlets = scene.list_after(told + 1, noun).0;
        outlets.retain(|actor| !super::encounters::is_person(scene, actor));
        add_all(&mut persons, outlets);
    }
    (!persons.is_empty()).then_some(persons)
}

/// "X congratulated Y on …", "X sent greetings to Y", "X offered condolences to Y" in the head.
pub(super) fn greets(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let sent = text.is_any_word(verb, &["sent", "sends"]) && !scene.irrealis(verb, sentence);
    if !scene.in_head(verb) && !sent {
        return None;
    }
    let letters = sent
        && (verb + 1..verb + 4).any(|at| text.is_any_word(at, &["letters", "letter", "messages"]))
        && (verb + 2..verb + 6).any(|at| {
            text.is_any_word(
                at,
                &[
                    "congratulation",
                    "congratulations",
                    "condolence",
                    "condolences",
                ],
            )
        });
    let mut at = verb + 1;
    if !letters && !text.is_any_word(verb, &["congratulated", "congratulates", "greeted"]) {
        let limit = sentence.end.min(verb + 12);
        let noun = (verb..limit).find(|&word| {
            text.is_any_word(
                word,
                &[
                    "greetings",
                    "condolences",
                    "congratulations",
                    "telegram",
                    "message",
                ],
            )
        })?;
        at = (noun..limit).find(|&word| text.is_any_word(word, &["to", "with"]))? + 1;
    }
    let mut participants = scene.subject(verb, sentence);
    if participants.is_empty() {
        return None;
    }
    // The congratulated may stand deep in a phrase: "staff and veterans of the Foreign Ministry".
    let end = (at..sentence.end)
        .find(|&word| text.is_any_word(word, &["on", "for", "over", "following"]))
        .unwrap_or(sentence.end);
    for mention in scene.inside(at..end) {
        if let Some(actor) = scene
            .actor(mention)
            .filter(|_| mention.label != Label::Office)
        {
            add(&mut participants, actor);
        }
    }
    Some(Draft::new(scene, EventKind::Statement, verb, participants))
}

/// "X and Y exchanged messages".
pub(super) fn exchanges(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let limit = sentence.end.min(verb + 5);
    let letters = ["messages", "letters", "telegrams", "congratulations"];
    let object = (verb + 1..limit).any(|at| text.is_any_word(at, &letters));
    if !object || scene.irrealis(verb, sentence) {
        return None;
    }
    let mut participants = scene.agents(verb, sentence);
    participants.retain(|actor| super::encounters::is_person(scene, actor));
    if participants.is_empty() {
        participants = scene.side_actors(verb..verb + 1);
    }
    if participants.is_empty() {
        participants = scene.last_two_countries(verb);
    }
    (!participants.is_empty()).then(|| Draft::new(scene, EventKind::Statement, verb, participants))
}

/// "X, interviewed by Y", "X was interviewed by Y".
pub(super) fn interviewed(
    scene: &Scene<'_>,
    verb: usize,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    if !text.is_any_word(verb + 1, &["by", "on"]) || scene.irrealis(verb, sentence) {
        return None;
    }
    let outlets = scene.list_after(verb + 2, sentence.end).0;
    let mut participants = scene.agents(verb, sentence);
    participants.retain(|actor| super::encounters::is_person(scene, actor));
    participants.truncate(1);
    if participants.is_empty() || outlets.is_empty() {
        return None;
    }
    add_all(&mut participants, outlets);
    Some(Draft::new(scene, EventKind::Interview, verb, participants))
}
