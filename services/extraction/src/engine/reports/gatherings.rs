//! Meetings, talks, calls, summits and conferences as nouns: "held talks with X", "the 5th meeting
//! of BODY", "a telephone conversation between A and B".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::layers::numbers;

/// What a noun of an occasion is by itself.
pub(super) fn kind_of(word: &str) -> Option<EventKind> {
    Some(match word {
        "meeting" | "talks" | "consultations" | "negotiations" | "debate" | "conversation"
        | "session" | "reception" | "discussions" | "audience" | "get-together" => {
            EventKind::Meeting
        }
        "summit" => EventKind::Summit,
        "conference" | "forum" | "congress" | "seminar" | "symposium" | "roundtable"
        | "workshop" | "plenum" | "webinar" => EventKind::Conference,
        "call" | "videoconference" => EventKind::Call,
        _ => return None,
    })
}

/// The noun phrase around the noun of an occasion.
#[derive(Debug, Default)]
struct Phrase {
    start: usize,
    /// "the meeting", "our talks"
    definite: bool,
    /// "my meeting", "his talks": the owner takes part.
    possessive: Option<usize>,
    modifiers: Vec<Actor>,
    by_telephone: bool,
    of_leaders: bool,
    numbered: bool,
}

const STOPS: &[&str] = &[
    "at",
    "in",
    "on",
    "of",
    "for",
    "to",
    "by",
    "with",
    "from",
    "during",
    "after",
    "before",
    "following",
    "and",
    "or",
    "as",
    "that",
    "which",
    "who",
    "is",
    "are",
    "was",
    "were",
    "will",
    "be",
    "been",
    "has",
    "have",
    "had",
    "held",
    "hold",
    "holds",
    "holding",
    "hosted",
    "host",
    "hosts",
    "attend",
    "attended",
    "attends",
    "chair",
    "chaired",
    "chairs",
    "address",
    "addressed",
    "had",
    "having",
    "under",
    "into",
    "via",
    "than",
    "between",
    "about",
    "within",
    "but",
    "conducted",
    "opened",
    "convened",
    "requested",
    "called",
    "organised",
    "organized",
    "planned",
    "we",
    "I",
    "he",
    "she",
    "they",
    "it",
];

/// Verbs whose subject takes part in the occasion that is their object.
const TAKES_PART: &[&str] = &[
    "held",
    "hold",
    "holds",
    "holding",
    "had",
    "have",
    "has",
    "having",
    "conducted",
    "conduct",
    "attend",
    "attends",
    "attended",
    "attending",
    "chair",
    "chairs",
    "chaired",
    "chairing",
    "address",
    "addresses",
    "addressed",
    "addressing",
    "opened",
    "opens",
    "open",
    "joined",
    "join",
    "joins",
    "convened",
    "convene",
    "convenes",
    "began",
    "begin",
    "started",
    "start",
    "completed",
    "concluded",
    "finished",
    "spoke",
    "speak",
    "speaks",
    "speaking",
    "participated",
    "participate",
    "participates",
    "participating",
    "headed",
    "led",
    "moderated",
    "arranged",
    "organised",
    "organized",
    "preside",
    "presides",
    "presided",
    "presiding",
];

/// What stands before "by" and its list of those who take part.
const LED: &[&str] = &[
    "chaired",
    "attended",
    "headed",
    "led",
    "convened",
    "moderated",
    "joined",
    "presided",
    "opened",
    "addressed",
    "organised",
    "organized",
    "initiated",
    "held",
    "hosted",
    "represented",
    "arranged",
    "co-chaired",
];

const LEADERS: &[&str] = &[
    "leaders",
    "heads",
    "presidents",
    "premiers",
    "leaders’",
    "monarchs",
];

/// Words after which what the occasion is about follows.
const TOPIC: &[&str] = &[
    "that",
    "regarding",
    "concerning",
    "about",
    "dedicated",
    "devoted",
    "focused",
    "aimed",
    "discussing",
    "during",
    "following",
    "after",
    "before",
    "ahead",
    "where",
    "while",
    "because",
    "since",
    "so",
    "but",
    "who",
    "whose",
    "including",
    "when",
    "if",
    "than",
    "against",
    "for",
    "initiated",
    "covering",
];

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
    let phrase = phrase(scene, at, sentence);
    let kind = match kind {
        EventKind::Call
            if !phrase.by_telephone
                && !text.is(at + 1, "with")
                && !text.is_word(at, "videoconference") =>
        {
            return None;
        }
        EventKind::Meeting if phrase.by_telephone => EventKind::Call,
        EventKind::Meeting if phrase.numbered && text.is_word(at, "session") => {
            EventKind::Conference
        }
        kind => kind,
    };
    occasion(scene, at..at + 1, kind, phrase, sentence)
}

/// An occasion that is a mention of its own: "SCO Summit", "78th session of the UN General Assembly".
pub(super) fn named(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let mut kind = None;
    for at in mention.tokens.clone().take(48) {
        let word = text.word(at).to_lowercase();
        match kind_of(&word) {
            // "24th meeting of the SCO Summit" is a summit.
            Some(EventKind::Summit) => kind = Some(EventKind::Summit),
            Some(EventKind::Call) | None => {
                if matches!(
                    word.as_str(),
                    "expo" | "exhibition" | "games" | "festival" | "olympiad" | "dialogue" | "week"
                ) {
                    kind.get_or_insert(EventKind::Conference);
                }
            }
            Some(found) => {
                let numbered = mention
                    .tokens
                    .clone()
                    .any(|at| text.is_number(at) || numbers::ordinal(text, at).is_some());
                let found = if word == "session" && numbered {
                    EventKind::Conference
                } else {
                    found
                };
                kind.get_or_insert(found);
            }
        }
    }
    let kind = kind?;
    let mut phrase = phrase(scene, mention.tokens.start, sentence);
    for &part in mention.entity.iter().chain(&mention.parts) {
        let record = scene.knowledge.get(part);
        if matches!(
            record.kind,
            communique_model::EntityKind::Organisation | communique_model::EntityKind::Country
        ) {
            add(
                &mut phrase.modifiers,
                Actor::of(Who::Entity(part), mention.tokens.clone()),
            );
        }
    }
    phrase.numbered = true;
    occasion(scene, mention.tokens.clone(), kind, phrase, sentence)
}

fn phrase(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Phrase {
    let text = scene.text;
    let mut found = Phrase {
        start: at,
        ..Phrase::default()
    };
    let floor = sentence.start.max(at.saturating_sub(14));
    let mut left = at;
    while left > floor {
        if let Some(mention) = scene.ending(left) {
            match mention.label {
                Label::Org | Label::Gpe | Label::Person | Label::Office => {
                    let country_or_body = scene.actor(mention);
                    let possessive = matches!(mention.label, Label::Person | Label::Office)
                        && text.after_possessive(mention.tokens.end).is_none()
                        && !text.is_inner_hyphen(mention.tokens.end)
                        && !text.is_inner_hyphen(mention.tokens.start.wrapping_sub(1));
                    if possessive {
                        break;
                    }
                    if let Some(actor) = country_or_body {
                        found.modifiers.insert(0, actor);
                    }
                }
                Label::Norp => {
                    let country = mention
                        .entity
                        .and_then(|key| scene.knowledge.country_of(key));
                    if let Some(key) = country {
                        found
                            .modifiers
                            .insert(0, Actor::of(Who::Entity(key), mention.tokens.clone()));
                    }
                }
                Label::Loc | Label::Event | Label::Hashtag => {}
                _ => break,
            }
            left = mention.tokens.start;
            found.start = left;
            continue;
        }
        let before = left - 1;
        let word = text.word(before);
        if text.is_any_word(before, &["the", "this", "that", "our", "these", "today"]) {
            found.definite = true;
            found.start = before;
            break;
        }
        if text.is_any_word(before, &["my", "his", "her", "their", "your"]) {
            found.possessive = Some(before);
            found.start = before;
            break;
        }
        if text.is_any_word(before, &["a", "an"]) {
            found.start = before;
            break;
        }
        if text.is_plain_word(before) {
            if STOPS.iter().any(|stop| word.eq_ignore_ascii_case(stop)) {
                break;
            }
            found.by_telephone |= text.is_any_word(
                before,
                &["telephone", "phone", "video", "videoconference", "virtual"],
            ) && !text.is_word(before, "virtual");
            found.of_leaders |= text.is_any_word(before, LEADERS);
            found.numbered |= scene.text.begins_number(before) && word.ends_with("th");
        } else if text.is_number(before) {
            found.numbered = true;
        } else if !text.is_any(before, &["-", "–", "’", "'", "#", "\u{2011}"]) {
            break;
        }
        left = before;
        found.start = left;
    }
    found
}

fn occasion(
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
        add_all(&mut participants, owners);
    }
    // "Talks with X" in a programme: whoever the head is about takes part.
    let bare = phrase.start == head && text.is_word(noun.end, "with");
    let fragment = bare
        && (phrase.start == sentence.start
            || !text.is_plain_word(phrase.start - 1)
            || scene.ending(phrase.start).is_some());
    if fragment && matches!(kind, EventKind::Meeting | EventKind::Call) {
        add_all(&mut participants, scene.main_person(head));
    }
    let doubtful = scene.irrealis(phrase.start, sentence);
    let mut draft = Draft::new(scene, kind, head, participants);
    draft.tokens.start = draft.tokens.start.min(phrase.start);
    draft.tokens.end = draft.tokens.end.max(noun.end).max(tail.end);
    let titled = scene.title.contains(&head);
    let topical = tail.topic && draft.date.is_some();
    let distinct = topical
        || own > 0
        || tail.own
        || phrase.possessive.is_some() && !draft.participants.is_empty();
    // "The meeting was attended by X": adds to what was told before.
    if phrase.definite && !distinct && !is_named && !titled {
        draft.refers = true;
        draft.participants = tail.actors;
        if let Some(doing) = doing.filter(|doing| !doing.holds) {
            add_all(&mut draft.participants, doing.actors);
        }
        return (!draft.participants.is_empty()).then_some(draft);
    }
    if draft.participants.is_empty() && (draft.date.is_some() || titled) {
        draft.participants = head_bodies(scene, head);
    }
    let several = draft.participants.len() > 1;
    let specific = draft.date.is_some()
        || draft.place.is_some()
        || is_named
        || titled
        || (supported || fragment) && several
        || phrase.possessive.is_some() && distinct
        || tail.own && several && scene.in_head(head);
    let real = !doubtful || is_named && draft.date.is_some();
    (specific && real && !draft.participants.is_empty()).then_some(draft)
}

/// What follows the noun.
#[derive(Debug, Default)]
struct Tail {
    actors: Vec<Actor>,
    /// Actors stand in "of", "with" or "between": the occasion is told apart by them.
    own: bool,
    of_leaders: bool,
    /// What it is about follows.
    topic: bool,
    end: usize,
}

fn read_tail(scene: &Scene<'_>, start: usize, sentence: &Range<usize>, tail: &mut Tail) {
    let text = scene.text;
    let end = sentence.end.min(start + 56);
    let mut at = start;
    let mut plain = 0_usize;
    tail.end = start;
    while at < end {
        if let Some(mention) = scene.at(at) {
            at = mention.tokens.end.max(at + 1);
            plain = 0;
            continue;
        }
        let led = text.is_word(at, "by")
            && (at.saturating_sub(2)..at).any(|verb| text.is_any_word(verb, LED));
        if text.is_any_word(at, &["of", "with", "between", "among"]) || led {
            let (mut actors, mut last) = scene.list_after(at + 1, end);
            if led && actors.is_empty() {
                (actors, last) = scene.list_on_lines(at + 1);
                last = last.min(end);
            }
            if text.is_word(at, "of") {
                tail.of_leaders |= (at + 1..end.min(last.max(at + 4) + 2)).any(|word| {
                    text.is_any_word(word, LEADERS)
                        && !text.is_any_word(word + 1, &["of", "foreign"])
                        || text.is_any_word(word, LEADERS)
                            && text.is_any_word(
                                word + 2,
                                &["state", "states", "government", "governments", "the"],
                            )
                });
            }
            if !actors.is_empty() {
                tail.own |= !led;
                tail.end = last;
                add_all(&mut tail.actors, actors);
                at = last.max(at + 1);
                plain = 0;
                continue;
            }
        } else if text.is_word(at, "on") || text.is_word(at, "to") {
            let dated = scene
                .at(at + 1)
                .is_some_and(|next| next.label == Label::Date);
            let passive = text.is_word(at + 1, "be");
            if !dated && !passive {
                tail.topic = true;
                return;
            }
        } else if text.is_word(at, "which")
            && !text.is_any_word(
                at + 1,
                &["took", "takes", "will", "was", "is", "were", "brought"],
            )
            || kind_of(&text.word(at).to_lowercase()).is_some()
        {
            return;
        } else if text.is_any_word(at, TOPIC) || text.is_any(at, &[";", ":", "“", "\""]) {
            return;
        } else if text.is_plain_word(at) {
            plain += 1;
            if plain > 9 {
                return;
            }
        }
        at += 1;
    }
}

/// Whether a body that meets is one of heads of state or government.
fn of_heads(scene: &Scene<'_>, modifiers: &[Actor], tail: &Tail) -> bool {
    modifiers
        .iter()
        .chain(&tail.actors)
        .any(|actor| match actor.who {
            Who::Entity(key) => {
                let name = &scene.knowledge.get(key).name;
                name.contains("Heads of")
                    || name.contains("Supreme Eurasian")
                    || name.contains("Collective Security Council")
                    || name.contains("European Council")
            }
            Who::Name(_) => false,
        })
}

/// Who does something with the occasion.
struct Doing {
    actors: Vec<Actor>,
    /// They hold it, so that it is told of anew.
    holds: bool,
}

fn doer(scene: &Scene<'_>, start: usize, sentence: &Range<usize>) -> Option<Doing> {
    let text = scene.text;
    let titled = scene.title.contains(&start);
    let mut at = start;
    // "take part in one of the key events of …, specifically, the open debate" is too far.
    let floor = sentence.start.max(start.saturating_sub(5));
    while at > floor {
        let before = at - 1;
        if text.is_any_word(
            before,
            &[
                "held",
                "hold",
                "holds",
                "holding",
                "had",
                "have",
                "has",
                "conducted",
            ],
        ) {
            return Some(Doing {
                actors: scene.subject(before, sentence),
                holds: true,
            });
        }
        if text.is_any_word(before, TAKES_PART) {
            return Some(Doing {
                actors: scene.subject(before, sentence),
                holds: false,
            });
        }
        if text.is_word(before, "part")
            && text.is_any_word(before.wrapping_sub(1), &["take", "took", "takes", "taking"])
        {
            return Some(Doing {
                actors: scene.subject(before - 1, sentence),
                holds: false,
            });
        }
        let sets = text.is_any_word(
            before,
            &[
                "at",
                "during",
                "following",
                "after",
                "in",
                "of",
                "on",
                "the",
                "to",
                "for",
                "sidelines",
                "margins",
                "results",
                "part",
                "over",
            ],
        );
        if titled
            && sets
            && !text.is_any_word(
                before,
                &[
                    "the",
                    "of",
                    "in",
                    "on",
                    "to",
                    "sidelines",
                    "margins",
                    "results",
                ],
            )
        {
            let actors = scene
                .inside(scene.title.start..before)
                .filter(|mention| mention.label == Label::Person)
                .filter_map(|mention| scene.actor(mention))
                .collect();
            return Some(Doing {
                actors,
                holds: false,
            });
        }
        if !sets && !text.is_any_word(before, &["a", "an", "his", "her", "their"]) {
            break;
        }
        at = before;
    }
    let far = sentence.start.max(start.saturating_sub(28));
    let part = (far..start).rev().find(|&part| {
        text.is_word(part, "part")
            && text.is_any_word(part.wrapping_sub(1), &["take", "took", "takes"])
    })?;
    Some(Doing {
        actors: scene.subject(part - 1, sentence),
        holds: false,
    })
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
