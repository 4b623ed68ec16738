//! Years of an anniversary: "the 30th anniversary of relations", "turned ten", "30 years of
//! partnership", "three years have passed since".

use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who, add};
use super::clauses::{clause, period};
use super::counterparts::pair_described;
use super::figures::{Figure, Topic, speaker};
use super::measures::qualifier;
use super::parties::{Spot, of_exchange, of_other};
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::layers::numbers;

/// How far after its noun it is said what an anniversary is of, in tokens.
const REACH: usize = 12;

/// What years are reckoned from.
const BEGINNINGS: &[&str] = &[
    "accession",
    "adoption",
    "aggression",
    "annexation",
    "attack",
    "attacks",
    "beginning",
    "birth",
    "catastrophe",
    "coup",
    "creation",
    "death",
    "declaration",
    "disaster",
    "earthquake",
    "end",
    "establishment",
    "foundation",
    "founding",
    "genocide",
    "independence",
    "invasion",
    "launch",
    "liberation",
    "occupation",
    "outbreak",
    "revolution",
    "signing",
    "start",
    "tragedy",
    "victory",
    "war",
];

/// An anniversary or birthday whose noun stands at the end of `tokens`.
pub(super) fn anniversary(
    scene: &Scene<'_>,
    years: i32,
    tokens: Range<usize>,
    sentence: &Range<usize>,
    topic: &Topic,
) -> Figure {
    let head = tokens.end - 1;
    let draft = super::anniversaries::read(scene, head, sentence);
    let birthday = scene.text.is_word(head, "birthday");
    let period = draft.as_ref().and_then(|draft| draft.date.clone());
    let parties = if birthday {
        Vec::new()
    } else {
        celebrating(
            scene,
            topic,
            head,
            sentence,
            draft.map(|draft| draft.participants),
        )
    };
    Figure {
        metric: FigureMetric::AnniversaryYears,
        value: years.to_string(),
        unit: "YEAR".to_owned(),
        qualifier: None,
        parties,
        period,
        speaker: speaker(scene, head, sentence),
        tokens,
    }
}

/// "Our agreement turned 15 in April": how old something has become.
pub(super) fn turned(
    scene: &Scene<'_>,
    at: usize,
    sentence: &Range<usize>,
    topic: &Topic,
) -> Option<Figure> {
    let text = scene.text;
    if !text.is_any_word(at, &["turned", "turns", "turning"]) || scene.at(at).is_some() {
        return None;
    }
    let number = numbers::number(text, at + 1).filter(|number| number.suffix.is_empty())?;
    let years = number
        .value
        .as_small()
        .filter(|years| (1..1000).contains(years))?;
    let end = number.end;
    let counted = text.is_plain_word(end)
        && !text.is_any_word(
            end,
            &[
                "on",
                "in",
                "this",
                "last",
                "next",
                "today",
                "yesterday",
                "and",
                "years",
                "at",
            ],
        )
        && scene.at(end).is_none();
    let person = scene
        .ending(at)
        .is_some_and(|subject| subject.label == Label::Person)
        || text.is_any_word(at.wrapping_sub(1), &["he", "she", "who"]);
    if counted || !sentence.contains(&(end - 1)) {
        return None;
    }
    let value = at + 1..end;
    let mut clause = clause(scene, &value, sentence);
    let comma = (end..clause.end).find(|&mark| text.is(mark, ","));
    clause.end = comma.unwrap_or(clause.end);
    let spot = Spot {
        value: &value,
        clause: &clause,
        sentence,
    };
    let parties = if person {
        Vec::new()
    } else if text.is_word(at.wrapping_sub(1), "it") {
        of_other(scene, topic, spot, false)
    } else {
        of_exchange(scene, topic, at, false, spot)
    };
    Some(Figure {
        metric: FigureMetric::AnniversaryYears,
        value: years.to_string(),
        unit: "YEAR".to_owned(),
        qualifier: None,
        parties,
        period: period(scene, &value, &clause, sentence),
        speaker: speaker(scene, at, sentence),
        tokens: at..end,
    })
}

/// "30 years of diplomatic relations" that are marked, "three years have passed since".
pub(super) fn years_of(
    scene: &Scene<'_>,
    date: &Candidate,
    sentence: &Range<usize>,
    topic: &Topic,
) -> Option<Figure> {
    if date.label != Label::Date
        || !scene
            .text
            .is_any_word(date.tokens.end - 1, &["years", "year"])
    {
        return None;
    }
    let draft = super::anniversaries::years(scene, date, sentence);
    let after = draft
        .is_none()
        .then(|| marked_matter(scene, date, sentence))
        .flatten();
    if draft.is_none() && after.is_none() {
        return None;
    }
    let number = numbers::number(scene.text, date.tokens.start)
        .and_then(|number| number.value.as_small())
        .or_else(|| {
            let value = date.value.as_deref()?;
            value.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()
        })?;
    let mut parties = draft
        .as_ref()
        .map(|draft| draft.participants.clone())
        .unwrap_or_default();
    if let Some(after) = &after {
        parties = countries(scene, after.clone());
    }
    if draft.is_some() || parties.len() < 2 {
        let rest = pair_described(scene, sentence, topic);
        if !rest.is_empty() {
            parties = rest;
        }
    }
    if parties.is_empty() && !topic.sides.between.is_empty() {
        parties = topic.sides.actors(&date.tokens);
    }
    if parties.is_empty() {
        let one = topic.sides.about.or(topic.sides.home);
        parties.extend(one.map(|key| Actor::of(Who::Entity(key), date.tokens.clone())));
    }
    let year = sentence_year(scene, date, sentence);
    Some(Figure {
        metric: FigureMetric::AnniversaryYears,
        value: number.to_string(),
        unit: "YEAR".to_owned(),
        qualifier: qualifier(scene, date.tokens.start).0,
        parties,
        period: year.or_else(|| draft.and_then(|draft| draft.date)),
        speaker: speaker(scene, date.tokens.start, sentence),
        tokens: date.tokens.start..date.tokens.end,
    })
}

/// "This year marks 25 years": the year that a sentence names besides the number of years.
fn sentence_year(scene: &Scene<'_>, years: &Candidate, sentence: &Range<usize>) -> Option<String> {
    scene
        .inside(sentence.start..years.tokens.start)
        .filter(|mention| mention.label == Label::Date)
        .filter_map(|mention| super::circumstances::time_value(mention.value.as_deref()))
        .filter(|value| value.len() == 4)
        .last()
        .map(str::to_owned)
}

/// What is marked after a number of years: "25 years of the A–B partnership", "16 years since the
/// aggression against C", where the sentence or the head says that it is marked.
fn marked_matter(
    scene: &Scene<'_>,
    years: &Candidate,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let text = scene.text;
    let end = years.tokens.end;
    let limit = sentence.end.min(end + REACH);
    let start = years.tokens.start;
    // "thirty-one years later our countries open a new page"
    if text.is_any_word(end, &["later", "on"])
        && (end..limit.min(end + 4)).any(|at| text.is_any_word(at, &["countries", "nations"]))
        && (sentence.start..start).any(|at| text.is_word(at, "relations"))
    {
        return Some(start..start);
    }
    let since = (end..limit.min(end + 4)).find(|&at| text.is_word(at, "since"));
    if let Some(since) = since {
        let passed = (end..since).any(|at| text.is_any_word(at, &["passed", "elapsed", "gone"]))
            || (start.saturating_sub(3)..start)
                .any(|at| text.is_any_word(at, &["marks", "marked", "marking", "is", "are"]));
        let named = scene.in_head(start) && since == end;
        let stop = (since + 1..limit)
            .find(|&at| text.is_any(at, &[",", ":", ";", "–", "—", "("]))
            .unwrap_or(limit);
        let matter = (since + 1..stop).any(|at| text.is_any_word(at, BEGINNINGS));
        let counted = !text.is_any_word(start, &["a", "an", "one"]);
        return ((passed || named) && matter && counted).then_some(since + 1..stop);
    }
    if !text.is_word(end, "of") {
        return None;
    }
    let matter = (end + 1..limit).find(|&at| {
        scene.at(at).is_none()
            && text.is_any_word(
                at,
                &[
                    "relations",
                    "ties",
                    "independence",
                    "friendship",
                    "partnership",
                    "membership",
                    "cooperation",
                    "statehood",
                    "neutrality",
                    "alliance",
                ],
            )
    })?;
    let floor = sentence.start.max(start.saturating_sub(REACH));
    let marked = (floor..start).any(|at| {
        text.is_any_word(
            at,
            &[
                "marks",
                "mark",
                "marked",
                "marking",
                "celebrate",
                "celebrates",
                "celebrated",
                "celebrating",
                "celebration",
                "occasion",
                "completes",
                "complete",
                "commemorate",
                "commemorates",
                "commemorating",
                "congratulate",
                "congratulations",
                "observe",
            ],
        )
    });
    marked.then_some(end + 1..limit.min(matter + 6))
}

/// The countries that a range names.
fn countries(scene: &Scene<'_>, range: Range<usize>) -> Vec<Actor> {
    let mut found = Vec::new();
    for mention in scene.inside(range) {
        let country = mention
            .entity
            .filter(|_| matches!(mention.label, Label::Gpe | Label::Norp))
            .and_then(|key| scene.knowledge.country_of(key));
        if let Some(country) = country {
            add(
                &mut found,
                Actor::of(Who::Entity(country), mention.tokens.clone()),
            );
        }
        if found.is_empty() && mention.label == Label::Event {
            found = super::sides::names_inside(scene, &mention.tokens)
                .into_iter()
                .filter(|inner| matches!(inner.label, Label::Gpe | Label::Norp))
                .filter_map(|inner| scene.knowledge.country_of(inner.entity))
                .map(|key| Actor::of(Who::Entity(key), mention.tokens.clone()))
                .collect();
        }
    }
    found
}

/// Whose an anniversary is: those whom its phrase names, the two countries that it speaks of, the
/// sides of the text where it is of their relations or says nothing more.
fn celebrating(
    scene: &Scene<'_>,
    topic: &Topic,
    noun: usize,
    sentence: &Range<usize>,
    told: Option<Vec<Actor>>,
) -> Vec<Actor> {
    let text = scene.text;
    let mut told = told.unwrap_or_default();
    told.retain(|actor| {
        scene
            .at(actor.tokens.start)
            .is_none_or(|mention| mention.label != Label::Event)
    });
    if told.len() > 1 {
        return told;
    }
    let limit = sentence.end.min(noun + REACH);
    let of = text.is_word(noun + 1, "of");
    let relations = of
        && (noun + 2..limit.min(noun + 8)).any(|at| {
            text.is_any_word(
                at,
                &[
                    "relations",
                    "ties",
                    "friendship",
                    "partnership",
                    "cooperation",
                ],
            )
        });
    if relations {
        let named = countries(scene, noun + 2..limit);
        if named.len() == 2 {
            return named;
        }
        let pair = pair_described(scene, sentence, topic);
        if !pair.is_empty() {
            return pair;
        }
        if topic.sides.between.len() == 2 {
            return topic.sides.actors(&(noun..noun + 1));
        }
        let all = countries(scene, sentence.clone());
        if all.len() == 2 {
            return all;
        }
        return told;
    }
    if !told.is_empty() {
        return told;
    }
    if of {
        // "the coup in A", "the aggression against B"
        let named = match scene.inside(noun + 2..limit).next() {
            Some(mention) if matches!(mention.label, Label::Gpe | Label::Norp) => {
                let end = mention.tokens.end;
                countries(scene, noun + 2..end)
            }
            Some(mention) if mention.label == Label::Event => {
                countries(scene, mention.tokens.clone())
            }
            _ => Vec::new(),
        };
        if !named.is_empty() {
            return named;
        }
    }
    // "we will celebrate together the anniversary of the victory": those who speak in common.
    if (sentence.start..noun).any(|at| text.is_any_word(at, &["we", "our", "jointly", "together"]))
    {
        if topic.sides.between.len() == 2 {
            return topic.sides.actors(&(noun..noun + 1));
        }
        let body = topic
            .sides
            .body
            .map(|key| Actor::of(Who::Entity(key), noun..noun + 1));
        if let Some(body) = body {
            return vec![body];
        }
    }
    if of {
        return Vec::new();
    }
    // "on the occasion of the 60th anniversary", "which marks its tenth anniversary"
    if scene.at(noun).is_none() && topic.sides.between.len() == 2 {
        return topic.sides.actors(&(noun..noun + 1));
    }
    Vec::new()
}
