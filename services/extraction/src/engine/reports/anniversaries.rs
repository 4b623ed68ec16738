//! Anniversaries, named days and years, birthdays.

use std::ops::Range;

use communique_model::{EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::circumstances::date_near;
use super::frame::Draft;
use super::named_days;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::layers::numbers;

/// How far before an anniversary those stand who mark it, in tokens.
const MARKER: usize = 10;

/// How many years are marked: "30th anniversary", "30 years of diplomatic relations", "his 70th
/// birthday"; with the tokens of the number.
pub(super) fn years_marked(scene: &Scene<'_>, noun: usize) -> Option<(i32, Range<usize>)> {
    let text = scene.text;
    let floor = scene.sentence(noun).start.max(noun.saturating_sub(4));
    for before in (floor..noun).rev() {
        if let Some((number, end)) = numbers::ordinal(text, before)
            && end <= noun
            && number > 0
        {
            return Some((number, before..end));
        }
    }
    keycaps(scene, noun)
}

/// "7️⃣0️⃣th birthday": figures drawn as keys.
fn keycaps(scene: &Scene<'_>, noun: usize) -> Option<(i32, Range<usize>)> {
    let text = scene.text;
    let floor = scene.sentence(noun).start.max(noun.saturating_sub(6));
    let start = (floor..noun)
        .filter(|_| text.words(floor..noun).contains('\u{20e3}'))
        .find(|&at| {
            text.word(at)
                .chars()
                .next()
                .is_some_and(|first| first.is_ascii_digit())
        })?;
    let words = text.words(start..noun);
    let digits: String = words
        .chars()
        .filter(|letter| !matches!(letter, '\u{fe0f}' | '\u{20e3}'))
        .take_while(|letter| letter.is_ascii_digit())
        .collect();
    Some((
        digits.parse().ok().filter(|&number| number > 0)?,
        start..noun,
    ))
}

/// "anniversary", "birthday", "jubilee" as nouns.
pub(super) fn read(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let birthday = text.is_any_word(noun, &["birthday", "birthdays"]);
    let marked = years_marked(scene, noun);
    if marked.is_none() && !birthday && !text.is_word(noun + 1, "of") {
        return None;
    }
    if text.is_any_word(noun, &["greetings", "birthdays"]) {
        return None;
    }
    let mut participants = Vec::new();
    if birthday {
        participants = celebrated(scene, noun, sentence);
    } else if text.is_word(noun + 1, "of") {
        participants = of_what(scene, noun + 2, sentence);
        if participants.is_empty() {
            participants = marker(scene, noun, sentence);
            // Who marks it stands right before the verb.
            participants
                .retain(|actor| actor.tokens.end <= noun && actor.tokens.start + MARKER > noun);
        }
    }
    if birthday && participants.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Anniversary, noun, participants);
    draft.settled = draft.participants.is_empty() && named_days::is_of_the_world(scene, noun);
    if let Some((years, tokens)) = marked {
        draft.name = Some(years.to_string());
        draft.tokens.start = draft.tokens.start.min(tokens.start);
    }
    date_of_head(scene, &mut draft);
    Some(draft)
}

/// "N years of diplomatic relations", "marks N years since".
pub(super) fn years(scene: &Scene<'_>, date: &Candidate, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let end = date.tokens.end;
    // "61 years since the founding of X"
    let since = text.is_word(end, "since")
        && (end + 1..end + 4).any(|at| {
            text.is_any_word(
                at,
                &[
                    "founding",
                    "foundation",
                    "establishment",
                    "creation",
                    "signing",
                    "birth",
                    "adoption",
                    "independence",
                    "victory",
                    "start",
                    "beginning",
                    "inception",
                ],
            )
        });
    let of_relations = text.is_word(end, "of")
        && (end + 1..end + 5).any(|at| {
            text.is_any_word(
                at,
                &["relations", "independence", "friendship", "partnership"],
            )
        });
    let last = date.tokens.end - 1;
    if !(of_relations || since)
        || !text.is_any_word(last, &["years", "year"])
        || !(marks(scene, date.tokens.start, sentence) || scene.title.contains(&date.tokens.start))
    {
        return None;
    }
    let mut participants = of_what(scene, end + 1, sentence);
    if participants.is_empty() {
        participants = marker(scene, date.tokens.start, sentence);
    }
    let mut draft = Draft::new(scene, EventKind::Anniversary, last, participants);
    draft.tokens.start = draft.tokens.start.min(date.tokens.start);
    date_of_head(scene, &mut draft);
    Some(draft)
}

/// "the two countries complete 30 years of relations", "the Union turned ten on 1 January".
pub(super) fn turns(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.at(verb).is_some() || scene.irrealis(verb, sentence) {
        return None;
    }
    let number = numbers::number(text, verb + 1)?;
    let years = number.value.as_small().filter(|&years| years > 0)?;
    let end = number.end;
    let of_relations = (end..sentence.end.min(end + 6)).any(|at| {
        text.is_any_word(
            at,
            &[
                "relations",
                "independence",
                "friendship",
                "partnership",
                "membership",
            ],
        )
    });
    let complete = text.is_any_word(verb, &["complete", "completes"]);
    if complete && !of_relations {
        return None;
    }
    let turns = !complete
        && (end == sentence.end
            || !text.is_plain_word(end)
            || scene.at(end).is_some()
            || text.is_any_word(end, &["on", "in", "this", "years", "last", "next", "today"]));
    if !complete && !turns {
        return None;
    }
    let subject = scene.before_verb(verb, sentence).wrapping_sub(1);
    let mut participants = if text.is_any_word(subject, &["it"]) {
        scene.last_body(verb).into_iter().collect()
    } else {
        scene.agents(verb, sentence)
    };
    participants.retain(|actor| !super::encounters::is_person(scene, actor));
    if participants.is_empty() {
        participants = scene.side_actors(verb..verb + 1);
    }
    if participants.is_empty()
        && text.is_any_word(
            subject,
            &[
                "agreement",
                "treaty",
                "relations",
                "partnership",
                "countries",
            ],
        )
    {
        participants = scene.last_two_countries(verb);
    }
    if participants.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Anniversary, verb, participants);
    draft.name = Some(years.to_string());
    draft.tokens.end = draft.tokens.end.max(end);
    Some(draft)
}

/// A named day, year or anniversary: "Independence Day", "Year of the Family".
pub(super) fn named(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let kind = mention.tokens.clone().find(|&at| {
        text.is_any_word(
            at,
            &[
                "day",
                "days",
                "anniversary",
                "year",
                "jubilee",
                "centenary",
                "bicentenary",
                "decade",
            ],
        )
    })?;
    let marked =
        marks(scene, mention.tokens.start, sentence) || named_days::is_dated(scene, mention);
    let numbered = text.is_any_word(kind, &["anniversary", "jubilee", "centenary"]);
    if !marked && !numbered && !scene.in_head(kind) {
        return None;
    }
    let mut participants = marker(scene, mention.tokens.start, sentence);
    let national = named_days::is_national(scene, mention) && !participants.is_empty();
    if national {
        participants = named_days::nations_of(scene, participants);
    }
    if participants.is_empty() {
        participants = named_days::proclaimed_by(scene, mention, sentence);
    }
    if participants.is_empty() {
        participants = named_days::founded(scene, mention);
    }
    if participants.is_empty() {
        participants = named_days::of_country(scene, mention);
    }
    let told = !participants.is_empty()
        || mention
            .tokens
            .clone()
            .any(|at| text.is_any_word(at, &["international", "world"]));
    for &part in mention.entity.iter().chain(&mention.parts) {
        if !told
            && matches!(
                scene.knowledge.get(part).kind,
                EntityKind::Country | EntityKind::Organisation
            )
        {
            add(
                &mut participants,
                Actor::of(Who::Entity(part), mention.tokens.clone()),
            );
        }
    }
    let mut draft = Draft::new(
        scene,
        EventKind::Anniversary,
        mention.tokens.start,
        participants,
    );
    draft.tokens.start = draft.tokens.start.min(mention.tokens.start);
    draft.tokens.end = draft.tokens.end.max(mention.tokens.end);
    draft.settled =
        national || draft.participants.is_empty() && named_days::is_of_the_world(scene, kind);
    draft.name = match years_marked(scene, kind) {
        Some((years, _)) => Some(years.to_string()),
        None => Some(text.words(mention.tokens.clone()).to_lowercase()),
    };
    if let Some(value) = named_days::celebrated_on(scene, mention, sentence) {
        draft.date = Some(value);
    }
    if draft.date.is_none()
        && let Some((value, _)) = date_near(scene, mention.tokens.end, sentence)
    {
        draft.date = Some(value);
    }
    date_of_head(scene, &mut draft);
    Some(draft)
}

/// Whether the sentence says that something is marked or celebrated, or whose day it is.
fn marks(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let floor = sentence.start.max(at.saturating_sub(24));
    let limit = sentence.end.min(at + 16);
    (floor..limit).any(|word| {
        scene.text.is_any_word(
            word,
            &[
                "marks",
                "mark",
                "marking",
                "marked",
                "celebrate",
                "celebrates",
                "celebrating",
                "celebrated",
                "commemorate",
                "commemorates",
                "commemorating",
                "commemorated",
                "congratulate",
                "congratulated",
                "congratulates",
                "congratulations",
                "declared",
                "announced",
                "proclaimed",
                "devoted",
                "dedicated",
                "complete",
                "completes",
                "completed",
                "observe",
                "observed",
                "observes",
                "occasion",
                "timed",
                "reach",
                "reaches",
                "looking",
            ],
        )
    })
}

/// Who marks it, or who is congratulated on it.
fn marker(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(at.saturating_sub(40));
    for verb in (floor..at).rev() {
        if text.is_any_word(
            verb,
            &[
                "marks",
                "mark",
                "marking",
                "celebrates",
                "celebrate",
                "celebrating",
                "celebrated",
                "marked",
                "declared",
                "announced",
                "proclaimed",
                "commemorates",
                "commemorated",
                "observes",
            ],
        ) {
            let subject = scene.subject(verb, sentence);
            return subject
                .into_iter()
                .filter(|actor| !super::encounters::is_person(scene, actor))
                .collect();
        }
        let greets = text.is_any_word(verb, &["congratulated", "congratulates", "congratulate"])
            || text.is_any_word(verb, &["greetings", "congratulations"])
                && text.is_word(verb + 1, "to");
        if greets {
            let mut congratulated = Vec::new();
            for mention in scene.inside(verb + 1..at) {
                if let Some(actor) = scene.actor(mention) {
                    add(&mut congratulated, actor);
                }
            }
            return congratulated;
        }
    }
    Vec::new()
}

/// Whose anniversary: "of the CIS", "of diplomatic relations between A and B", "of our relations".
fn of_what(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let limit = sentence.end.min(at + 24);
    let relations = (at..limit.min(at + 8)).any(|word| text.is_word(word, "relations"));
    let between = (at..limit).find(|&word| text.is_any_word(word, &["between", "with"]));
    if let Some(between) = between {
        let mut actors = scene.list_after(between + 1, limit).0;
        if actors.len() == 1
            && text.is_word(between, "with")
            && let Some(main) = scene
                .sides
                .iter()
                .find(|&&key| actors[0].who != Who::Entity(key))
        {
            add(
                &mut actors,
                Actor::of(Who::Entity(*main), between..between + 1),
            );
        }
        if !actors.is_empty() {
            return actors;
        }
    }
    if relations {
        let mut countries = Vec::new();
        for mention in scene.inside(at..limit.min(at + 8)) {
            if let Some(country) = mention
                .entity
                .and_then(|key| scene.knowledge.country_of(key))
            {
                add(
                    &mut countries,
                    Actor::of(Who::Entity(country), mention.tokens.clone()),
                );
            }
        }
        if countries.len() == 2 {
            return countries;
        }
        return scene.side_actors(at..at + 1);
    }
    // "the founding of the CIS", "the Foreign Ministry"
    let (mut actors, _) = scene.list_after(at, limit);
    if actors.is_empty() {
        let founding = (at..limit.min(at + 5)).find(|&word| {
            text.is_any_word(
                word,
                &[
                    "founding",
                    "establishment",
                    "formation",
                    "creation",
                    "independence",
                    "foundation",
                    "statehood",
                ],
            )
        });
        if let Some(founding) = founding {
            let of = (founding..limit.min(founding + 3)).find(|&word| text.is_word(word, "of"));
            if let Some(of) = of {
                add_all(&mut actors, scene.list_after(of + 1, limit).0);
            }
        } else if let Some(of) = (at..limit.min(at + 4)).find(|&word| text.is_word(word, "of")) {
            // "the neutrality of X"
            let direct = scene
                .at(text.past_the(of + 1))
                .filter(|mention| matches!(mention.label, Label::Gpe | Label::Org))
                .and_then(|mention| scene.actor(mention));
            actors.extend(direct);
        }
    }
    actors
}

/// Whose birthday: "X’s birthday", "congratulated X on his birthday".
fn celebrated(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let owner = (sentence.start.max(noun.saturating_sub(8))..noun)
        .rev()
        .find_map(|at| {
            let possessor = text.after_possessive(at).and_then(|_| scene.ending(at));
            possessor.and_then(|mention| scene.actor(mention))
        });
    let person = owner.or_else(|| {
        let pronoun =
            (noun.saturating_sub(8)..noun).any(|at| text.is_any_word(at, &["his", "her"]));
        pronoun.then(|| scene.last_person(noun)).flatten()
    });
    person.into_iter().collect()
}

/// What the head of a text marks without a date it marks on the text's day.
fn date_of_head(scene: &Scene<'_>, draft: &mut Draft) {
    if draft.date.is_none() && scene.in_head(draft.head) {
        draft.date = scene.day();
    }
}
