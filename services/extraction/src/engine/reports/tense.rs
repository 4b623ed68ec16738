//! Dates as the sentence means them: periods that say how far something reaches, "the same day", and
//! the year of "on 29 March" and the week of "on Monday", by the tense of what is told: a text of
//! November says "was signed on 29 March" of the spring before.

use std::ops::Range;

use communique_model::{Label, PartialDate};
use jiff::ToSpan;
use jiff::civil::Date;

use super::scene::Scene;
use crate::engine::board::Candidate;

/// How far from a date the words lie that tell the tense, in tokens.
const REACH: usize = 12;

const FUTURE: &[&str] = &["will", "shall", "upcoming", "tomorrow"];

const PAST: &[&str] = &[
    "was", "were", "had", "met", "held", "took", "gave", "spoke", "came", "went", "flew", "left",
    "began", "sent", "made", "said", "put", "has", "have",
];

const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// When something is told to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
}

/// The value of a date as the tense of its sentence wants it.
pub(super) fn settle(
    scene: &Scene<'_>,
    value: String,
    date: &Range<usize>,
    sentence: &Range<usize>,
) -> String {
    let day = |value: &str| {
        value
            .parse::<PartialDate>()
            .ok()
            .and_then(PartialDate::to_date)
    };
    let (Some(told), Some(own)) = (day(&value), scene.date.and_then(PartialDate::to_date)) else {
        return value;
    };
    let text = scene.text;
    // "convened a summit for Wednesday"
    let meant_for = text.is_word(date.start.wrapping_sub(1), "for");
    let Some(tense) = tense(scene, date, sentence).filter(|_| !meant_for) else {
        return value;
    };
    let moved = if date.len() <= 2 && date.clone().any(|at| text.is_any_word(at, WEEKDAYS)) {
        by_week(told, own, tense)
    } else if date
        .clone()
        .any(|at| text.word(at).len() == 4 && text.is_number(at))
    {
        None
    } else if date.clone().any(|at| text.is_number(at)) {
        by_year(told, own, tense)
    } else {
        None
    };
    moved
        .and_then(PartialDate::from_date)
        .map_or(value, |moved| moved.to_string())
}

fn by_week(told: Date, own: Date, tense: Tense) -> Option<Date> {
    match tense {
        Tense::Past if told > own => told.checked_sub(7.days()).ok(),
        Tense::Future if told < own => told.checked_add(7.days()).ok(),
        _ => None,
    }
}

/// How far the day of a text may be off, in days: one that it does not state is that of its month.
const SLACK: i32 = 45;

fn by_year(told: Date, own: Date, tense: Tense) -> Option<Date> {
    if (told - own).get_days().abs() < SLACK {
        return None;
    }
    match tense {
        Tense::Past if told > own => told.checked_sub(1.year()).ok(),
        Tense::Future if told < own => told.checked_add(1.year()).ok(),
        _ => None,
    }
}

/// The tense nearest to a date; where the sentence is in the present, that of a text which says
/// what will be.
fn tense(scene: &Scene<'_>, date: &Range<usize>, sentence: &Range<usize>) -> Option<Tense> {
    nearest(scene, date, sentence).or_else(|| announces(scene).then_some(Tense::Future))
}

/// Whether the text says from the start what will be.
fn announces(scene: &Scene<'_>) -> bool {
    let will = |at| scene.text.is_any_word(at, &["will"]);
    scene.lead.clone().any(will)
}

/// The tense of the verb nearest to a date, of those before it rather than those after.
fn nearest(scene: &Scene<'_>, date: &Range<usize>, sentence: &Range<usize>) -> Option<Tense> {
    let text = scene.text;
    let of = |at: usize| {
        if scene.at(at).is_some() {
            return None;
        }
        let to_be = text.is_word(at, "to") && text.is_word(at + 1, "be");
        if to_be || text.is_any_word(at, FUTURE) {
            return Some(Tense::Future);
        }
        let past = text.is_any_word(at, PAST) || text.is_plain_word(at) && is_past(text.word(at));
        past.then_some(Tense::Past)
    };
    let floor = sentence.start.max(date.start.saturating_sub(REACH));
    let limit = sentence.end.min(date.end + REACH);
    // "will be received": what stands first in the phrase of the verb counts.
    let before = (floor..date.start)
        .rev()
        .find_map(|at| of(at).map(|tense| (at, tense)));
    let before = before.map(|(at, tense)| {
        let auxiliary = (floor.max(at.saturating_sub(3))..at).rev().find_map(of);
        auxiliary.unwrap_or(tense)
    });
    before.or_else(|| (date.end..limit).find_map(of))
}

/// Whether a date that lies ahead of the text, or long before it, is not that of what the word at
/// `head` tells of.
pub(super) fn is_at_another_time(scene: &Scene<'_>, value: &str, head: usize) -> bool {
    if is_present(scene, head) {
        return lies_ahead(scene, value) || lies_before(scene, value, LONG_BEFORE);
    }
    match tense_at(scene, head) {
        Some(Tense::Past) => lies_ahead(scene, value),
        Some(Tense::Future) => lies_before(scene, value, LONG_BEFORE),
        None => false,
    }
}

/// Whether a date told below the head of a text is not that of what the head tells of: the news of
/// a text is of its day, or announced for another.
pub(super) fn is_no_news(scene: &Scene<'_>, value: &str) -> bool {
    lies_before(scene, value, NEWS) || lies_ahead(scene, value) && !announces(scene)
}

/// Whether what the word at `head` tells of goes on: "who is in Russia on a visit".
fn is_present(scene: &Scene<'_>, head: usize) -> bool {
    let text = scene.text;
    (head.saturating_sub(PRESENT)..head).any(|at| {
        text.is_any_word(at, &["who", "which"])
            && (text.is_word(at + 1, "is")
                || text.is_word(at + 1, "has")
                    && text.is_any_word(at + 2, &["come", "arrived", "just"]))
    })
}

/// How far before a word "who is" stands that says that it goes on, in tokens.
const PRESENT: usize = 10;

fn lies_ahead(scene: &Scene<'_>, value: &str) -> bool {
    match (ends(value), scene.date) {
        (Some((first, _)), Some(own)) => first > own.last_day(),
        _ => false,
    }
}

/// Whether a date lies more than so many days before the day of the text.
pub(super) fn lies_before(scene: &Scene<'_>, value: &str, days: i32) -> bool {
    match (ends(value), scene.date) {
        (Some((_, last)), Some(own)) => (own.first_day() - last).get_days() > days,
        _ => false,
    }
}

/// Days after which what was is not what a text says will be.
const LONG_BEFORE: i32 = 31;

/// Days for which what was is news.
const NEWS: i32 = 7;

/// The first and the last day that a date may mean.
fn ends(value: &str) -> Option<(Date, Date)> {
    let mut dates = value.split('/').map(|end| end.parse::<PartialDate>());
    let first = dates.next()?.ok()?;
    let last = match dates.next() {
        Some(last) => last.ok()?,
        None => first,
    };
    Some((first.first_day(), last.last_day()))
}

/// The tense in which the word at `head` tells of something: its own, else that of the verb before.
fn tense_at(scene: &Scene<'_>, head: usize) -> Option<Tense> {
    let sentence = scene.sentence(head);
    nearest(scene, &(head + 1..head + 1), &sentence)
}

/// Whether a word looks like a past form: "addressed", no "need", no "hundred".
fn is_past(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && word.starts_with(char::is_lowercase)
        && !matches!(
            word,
            "hundred" | "united" | "expected" | "scheduled" | "planned"
        )
}

/// Whether a date says what something is for or how far it reaches, not when it happens: "a plan for
/// 2024–2025", "the strategy until 2035", "since January".
pub(super) fn is_period(scene: &Scene<'_>, date: &Candidate) -> bool {
    let text = scene.text;
    let Some(before) = date.tokens.start.checked_sub(1) else {
        return false;
    };
    let before = if text.is(before, "the") {
        before.saturating_sub(1)
    } else {
        before
    };
    if text.is_any_word(before, &["until", "till", "since", "through"]) {
        return true;
    }
    // "the first since taking office in 2003"
    let since = text.is_any_word(before, &["in", "on"])
        && (before.saturating_sub(4)..before).any(|at| text.is_word(at, "since"));
    if since {
        return true;
    }
    let reaches = text.is_word(before, "to") && date.tokens.len() == 1;
    let arranged = text.is_any_word(
        before.wrapping_sub(1),
        &[
            "scheduled",
            "foreseen",
            "set",
            "planned",
            "slated",
            "due",
            "billed",
            "expected",
            "announced",
            "fixed",
            "announced",
            "timed",
        ],
    );
    let years = |value: &str| value.split('/').all(|end| end.len() <= 7);
    reaches || text.is_word(before, "for") && !arranged && date.value.as_deref().is_some_and(years)
}

/// How far back "the same day" looks for a day, in tokens.
const BACK: usize = 120;

/// "On the same day": the day of which the text spoke last.
pub(super) fn same_day(scene: &Scene<'_>, date: &Candidate) -> Option<String> {
    let same = date.tokens.clone().any(|at| scene.text.is_word(at, "same"));
    let year = date.tokens.clone().any(|at| scene.text.is_word(at, "year"));
    if !same || year {
        return None;
    }
    let floor = date.tokens.start.saturating_sub(BACK);
    let told = scene
        .inside(floor..date.tokens.start)
        .filter(|mention| mention.label == Label::Date)
        .filter_map(|mention| super::circumstances::time_value(mention.value.as_deref()))
        .filter(|value| value.len() == 10)
        .last()?;
    // What was long before is told in passing: the day is that of the text.
    let own = scene.date.filter(|own| own.day().is_some());
    match own.filter(|_| lies_before(scene, told, LONG_BEFORE)) {
        Some(own) => Some(own.to_string()),
        None => Some(told.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tense, by_week, by_year, is_past};
    use jiff::civil::date;

    #[test]
    fn what_is_past_lies_before_the_text_and_what_will_be_after_it() {
        let own = date(2022, 11, 22);
        assert_eq!(
            by_year(date(2023, 3, 29), own, Tense::Past),
            Some(date(2022, 3, 29))
        );
        assert_eq!(by_year(date(2022, 3, 29), own, Tense::Past), None);
        assert_eq!(
            by_week(date(2022, 11, 21), own, Tense::Future),
            Some(date(2022, 11, 28))
        );
    }

    #[test]
    fn past_forms_are_told_from_other_words() {
        assert!(is_past("addressed"));
        assert!(!is_past("hundred"));
        assert!(!is_past("need"));
    }
}
