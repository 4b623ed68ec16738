//! Meetings, talks, calls, summits and conferences as nouns: "held talks with X", "the 5th meeting
//! of BODY", "a telephone conversation between A and B".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::frame::Draft;
use super::phrase::{LEADERS, Phrase, is_topic, phrase};
use super::scene::Scene;
use super::tail::{Tail, of_heads, read_tail};
use super::taking_part::doer;

/// What a noun of an occasion is by itself.
pub(super) fn kind_of(word: &str) -> Option<EventKind> {
    Some(match word {
        "meeting" | "talks" | "consultations" | "negotiations" | "debate" | "conversation"
        | "session" | "reception" | "discussions" | "audience" | "get-together" | "encounter"
        | "dinner" | "banquet" | "luncheon" | "lunch" | "breakfast" | "tête-à-tête" => {
            EventKind::Meeting
        }
        "summit" => EventKind::Summit,
        "conference" | "forum" | "congress" | "seminar" | "symposium" | "roundtable"
        | "workshop" | "plenum" | "webinar" => EventKind::Conference,
        "call" | "videoconference" => EventKind::Call,
        _ => return None,
    })
}

/// Whether a word is the noun of an occasion, written as a plain word.
pub(super) fn is_gathering_noun(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is_plain_word(at) && kind_of(&scene.text.word(at).to_lowercase()).is_some()
}

/// Whether a body’s meetings are those of every year: "the Spring Meetings of BODY".
pub(super) fn is_annual(scene: &Scene<'_>, noun: usize) -> bool {
    scene
        .text
        .is_any_word(noun.wrapping_sub(1), &["annual", "spring"])
}

/// Whether a word that is a noun of an occasion only beside others is one here: "a bilateral with
/// X", "a telephone talk", "tête-à-tête", "get-together".
pub(super) fn is_encounter(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let before = at.wrapping_sub(1);
    let followed = text.is_any_word(at + 1, &["with", "between"]);
    if text.is_word(at, "bilateral") {
        return followed;
    }
    if text.is_any_word(at, &["tête", "together"]) {
        let first = before.wrapping_sub(1);
        return text.is_inner_hyphen(before) && text.is_any_word(first, &["à", "a", "get"]);
    }
    if text.is_word(at, "talk") {
        return text.is_any_word(before, &["telephone", "phone"]);
    }
    followed
}

/// An occasion named by a noun at `at`; `kind` is that of the noun.
pub(super) fn read(
    scene: &Scene<'_>,
    at: usize,
    kind: EventKind,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    // "press conference", "conference hall"; "call for", "call on": no occasion of these kinds.
    let before = text.word(at.saturating_sub(1));
    if before.eq_ignore_ascii_case("press")
        || before.eq_ignore_ascii_case("news")
        || before.eq_ignore_ascii_case("video") && text.is_any(at.wrapping_sub(2), &["by", "via"])
        || text.is_word(at, "videoconference")
            && text.is_any_word(at.wrapping_sub(1), &["by", "via", "through", "over"])
        || is_planned(scene, at)
    {
        return None;
    }
    if text.is_any_word(
        at + 1,
        &[
            "room",
            "hall",
            "mechanism",
            "mechanisms",
            "format",
            "table",
            "process",
            "centre",
            "center",
            "point",
            "place",
        ],
    ) {
        return None;
    }
    let mut phrase = phrase(scene, at, sentence);
    phrase.of_leaders |= is_of_leaders(scene, at);
    let kind = match kind {
        EventKind::Call if before.eq_ignore_ascii_case("courtesy") => EventKind::Meeting,
        EventKind::Call
            if !phrase.by_telephone
                && !text.is(at + 1, "with")
                && !text.is_word(at, "videoconference") =>
        {
            return None;
        }
        EventKind::Meeting if phrase.by_telephone => EventKind::Call,
        // "a video conference with X": talks, not a conference.
        EventKind::Conference if before.eq_ignore_ascii_case("video") => EventKind::Meeting,
        EventKind::Meeting if phrase.numbered && text.is_word(at, "session") => {
            EventKind::Conference
        }
        kind => kind,
    };
    occasion(scene, at..at + 1, kind, phrase, sentence)
}

/// Formats of which the leaders meet, unless something else is said: "the G20 meeting in Hamburg".
const OF_LEADERS: &[&str] = &["G7", "G8", "G20", "APEC"];

/// Whether a meeting is that of the leaders of such a format.
fn is_of_leaders(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    text.is(at, "meeting")
        && text.is_any(at.wrapping_sub(1), OF_LEADERS)
        && !text.is_any_word(at + 1, &["of", "with", "between"])
}

/// "a plan of consultations": a document about occasions to come.
fn is_planned(scene: &Scene<'_>, noun: usize) -> bool {
    let text = scene.text;
    (noun.saturating_sub(4)..noun).any(|of| {
        text.is(of, "of")
            && text.is_any_word(
                of.wrapping_sub(1),
                &[
                    "plan",
                    "programme",
                    "program",
                    "schedule",
                    "calendar",
                    "number",
                    "series",
                ],
            )
    })
}

/// An occasion by its noun, or by the name that covers `noun`.
pub(super) fn occasion(
    scene: &Scene<'_>,
    noun: Range<usize>,
    kind: EventKind,
    phrase: Phrase,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let head = noun.start;
    let is_named = phrase.numbered && noun.len() > 1;
    let mut participants = phrase.modifiers.clone();
    let own = participants.len();
    let mut kind = kind;
    let mut tail = Tail::default();
    read_tail(scene, noun.end, sentence, &mut tail);
    if kind == EventKind::Meeting
        && (phrase.of_leaders || tail.of_leaders || of_heads(scene, &participants, &tail))
    {
        kind = EventKind::Summit;
    }
    if matches!(kind, EventKind::Meeting | EventKind::Call) {
        tail.actors = scene.holders_for(tail.actors, noun.end..tail.end);
    }
    add_all(&mut participants, tail.actors.clone());
    // Who takes part by what the sentence does with the occasion.
    let doing = doer(scene, phrase.start, sentence);
    let supported = doing.as_ref().is_some_and(|doing| !doing.actors.is_empty());
    if let Some(doing) = &doing {
        let mut actors = doing.actors.clone();
        add_all(&mut actors, std::mem::take(&mut participants));
        participants = actors;
    }
    if let Some(owner) = phrase.possessive {
        let owners = if text.is_word(owner, "my") {
            scene.speaking(owner)
        } else if text.is_any_word(owner, &["his", "her"]) {
            let first = scene.subject(owner, sentence);
            if first.is_empty() {
                scene.last_person(owner).into_iter().collect()
            } else {
                first
            }
        } else if text.is_word(owner, "their") {
            // "leaders of A will … during their meeting"
            let own = scene.first_actor(owner, sentence);
            let leads = (sentence.start..owner).any(|at| text.is_any_word(at, LEADERS));
            if kind == EventKind::Meeting && leads && own.is_some() {
                kind = EventKind::Summit;
            }
            own.into_iter().collect()
        } else {
            Vec::new()
        };
        // "their second conversation": no occasion of its own.
        if owners.is_empty() && participants.is_empty() {
            return None;
        }
        add_all(&mut participants, owners);
    }
    // "Talks with X" in a programme: whoever the head is about takes part.
    let toward = text.is_word(noun.end, "with")
        || text.is_word(head, "call") && text.is_any_word(noun.end, &["on", "from"]);
    let bare = toward && !phrase.determined;
    let fragment = bare
        && (phrase.start == sentence.start
            || !text.is_plain_word(phrase.start.wrapping_sub(1))
            || scene.ending(phrase.start).is_some());
    let fragment = fragment
        && tail
            .actors
            .iter()
            .any(|actor| super::encounters::is_person(scene, actor));
    let titled = scene.title.contains(&head);
    if fragment && matches!(kind, EventKind::Meeting | EventKind::Call) {
        add_all(&mut participants, scene.main_person(head));
        // The title of a transcript names the guest; the host opens the lead or speaks first.
        if participants.len() == 1 && titled {
            add_all(&mut participants, host(scene));
        }
    }
    // "travelled to A for talks with X", "Wednesday brought a meeting with X": of whom the text speaks.
    // "Talks were held with X": the same in the passive.
    let passive =
        (noun.end..noun.end + 4).any(|at| text.is_word(at, "held") && text.is_word(at + 1, "with"));
    if let [other] = participants.as_slice()
        && !phrase.definite
        && (passive || text.is_word(noun.end, "with"))
        && matches!(kind, EventKind::Meeting | EventKind::Call)
        && super::encounters::is_person(scene, other)
    {
        let topic = scene.pronoun(head).filter(|topic| topic.who != other.who);
        add_all(&mut participants, topic.into_iter().collect());
    }
    let doubtful = scene.irrealis(phrase.start, sentence);
    let mut draft = Draft::new(scene, kind, head, participants);
    draft.tokens.start = draft.tokens.start.min(phrase.start);
    draft.tokens.end = draft.tokens.end.max(noun.end).max(tail.end);
    // "a separate conversation with X": not the ceremony that X attended too.
    let apart = (phrase.start..head).any(|at| text.is_word(at, "separate"));
    draft.single = apart && tail.own && draft.participants.len() == 2;
    let topical = tail.topic && draft.date.is_some();
    let distinct = topical
        || own > 0
        || tail.own
        || phrase.possessive.is_some() && !draft.participants.is_empty();
    // "The meeting was attended by X": adds to what was told before.
    let next = phrase.is_next && (draft.date.is_some() || draft.place.is_some());
    if next {
        // "The next meeting in this format will be held in X": of those who meet here.
        let bodies = draft
            .participants
            .iter()
            .all(|actor| !is_party(scene, actor));
        if bodies && scene.sides.len() == 2 {
            add_all(&mut draft.participants, scene.side_actors(head..head + 1));
        }
        if draft.participants.is_empty() {
            draft.participants = scene.countries_of_head(head);
        }
    }
    // "The next meeting of the Council": of nobody else whom the sentence names.
    let another = (phrase.start..head).any(|at| text.is_any_word(at, &["next", "previous"]));
    let no_party = |actor: &Actor| !is_party(scene, actor);
    draft.settled =
        another && !draft.participants.is_empty() && draft.participants.iter().all(no_party);
    if phrase.definite && !distinct && !is_named && !titled && !next {
        draft.refers = true;
        draft.participants = tail.actors;
        if let Some(doing) = doing.filter(|doing| !doing.holds) {
            add_all(&mut draft.participants, doing.actors);
        }
        return (!draft.participants.is_empty()).then_some(draft);
    }
    // "A discussed trade with B in a telephone call": the two persons of the sentence.
    if draft.participants.is_empty()
        && !phrase.definite
        && matches!(kind, EventKind::Meeting | EventKind::Call)
    {
        draft.participants = two_persons(scene, sentence);
    }
    if draft.participants.is_empty() && (draft.date.is_some() || titled) {
        draft.participants = head_bodies(scene, head);
        if draft.participants.is_empty() && kind == EventKind::Meeting {
            draft.participants = scene.side_actors(head..head + 1);
        }
    }
    let several = draft.participants.len() > 1;
    // "Talks took place between A and B", "The Council is holding a session"
    let happens = (noun.end..sentence.end.min(noun.end + 24)).any(|at| {
        text.is_word(at, "place") && text.is_any_word(at.wrapping_sub(1), &["took", "takes"])
            || text.is_word(at, "held") && text.is_any_word(at.wrapping_sub(1), &["was", "were"])
    });
    let body_holds = doing.as_ref().is_some_and(|doing| doing.holds)
        && !phrase.definite
        && draft.participants.iter().any(|actor| match actor.who {
            Who::Entity(key) => {
                scene.knowledge.get(key).kind == communique_model::EntityKind::Organisation
            }
            Who::Name(_) => false,
        });
    let specific = draft.date.is_some()
        || draft.place.is_some()
        || is_named
        || titled
        || (supported || fragment || happens) && several
        || body_holds
        || phrase.possessive.is_some() && distinct
        || tail.own && several && scene.in_head(head);
    let real = !doubtful || is_named && draft.date.is_some();
    // "on the eve of the Forum": nobody else of the sentence is at it.
    draft.settled |= draft.participants.is_empty() && is_topic(scene, phrase.start);
    // A named occasion of a day is told whoever takes part.
    let told = !draft.participants.is_empty() || is_named && draft.date.is_some();
    (specific && real && told).then_some(draft)
}

/// Whether an actor is a country or a person, no body.
fn is_party(scene: &Scene<'_>, actor: &Actor) -> bool {
    match actor.who {
        Who::Entity(key) => {
            scene.knowledge.get(key).kind != communique_model::EntityKind::Organisation
        }
        Who::Name(_) => super::encounters::is_person(scene, actor),
    }
}

/// Whoever speaks first below a title, else the person with whom the lead begins.
fn host(scene: &Scene<'_>) -> Vec<Actor> {
    if let Some(voice) = scene.voices.first() {
        let start = voice.tokens.start;
        return vec![Actor::of(voice.who.clone(), start..start + 1)];
    }
    scene
        .inside(scene.lead.clone())
        .find(|mention| mention.label == Label::Person)
        .and_then(|person| scene.actor(person))
        .into_iter()
        .collect()
}

/// The persons of a sentence, where they are two.
fn two_persons(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Actor> {
    let mut persons = Vec::new();
    for mention in scene.inside(sentence.clone()) {
        if mention.label == Label::Person
            && let Some(actor) = scene.actor(mention)
        {
            add(&mut persons, actor);
        }
    }
    if persons.len() != 2 {
        persons.clear();
    }
    persons
}

/// The bodies that title or lead name, or the one who speaks there: what an occasion without
/// parties of its own belongs to.
fn head_bodies(scene: &Scene<'_>, head: usize) -> Vec<Actor> {
    let range = scene.title.start..scene.lead.end.max(scene.title.end);
    let mut bodies: Vec<Actor> = scene
        .inside(range)
        .filter(|mention| mention.label == Label::Org && mention.tokens.start < head)
        .filter_map(|mention| scene.actor(mention))
        .collect();
    bodies.truncate(1);
    bodies
}
