//! The part of a sentence that a value belongs to, and the time that it speaks of.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who};
use super::circumstances::time_value;
use super::scene::Scene;

/// How far a clause reaches from its value, in tokens.
const REACH: usize = 60;

/// Words that begin a clause after a comma.
const COORDINATORS: &[&str] = &[
    "and", "while", "whereas", "but", "with", "which", "where", "whose", "against",
];

/// Words before "that" and what somebody said.
pub(super) const REPORTING: &[&str] = &[
    "noted",
    "said",
    "stated",
    "stressed",
    "recalled",
    "added",
    "observed",
    "announced",
    "remarked",
    "emphasised",
    "emphasized",
    "underlined",
    "highlighted",
    "pointed",
    "out",
    "reported",
    "explained",
    "mentioned",
    "confirmed",
    "declared",
    "informed",
    "note",
    "notes",
    "noting",
    "says",
    "announces",
    "reports",
    "told",
    "wrote",
];

/// Words before what a value is measured against.
const AGAINST: &[&str] = &[
    "compared",
    "against",
    "than",
    "versus",
    "vs",
    "relative",
    "above",
    "below",
    "comparison",
];

/// The clause of a value: up to the marks and conjunctions that part it from the values beside it.
pub(super) fn clause(
    scene: &Scene<'_>,
    value: &Range<usize>,
    sentence: &Range<usize>,
) -> Range<usize> {
    let text = scene.text;
    let floor = sentence.start.max(value.start.saturating_sub(REACH));
    let ceiling = sentence.end.min(value.end + REACH);
    let before = scene
        .inside(floor..value.start)
        .filter(|mention| is_value(mention.label))
        .last()
        .map(|mention| mention.tokens.end);
    let after = scene
        .inside(value.end..ceiling)
        .find(|mention| is_value(mention.label))
        .map(|mention| mention.tokens.start);
    let reported = (floor..value.start)
        .rev()
        .find(|&at| text.is_word(at, "that") && text.is_any_word(at.wrapping_sub(1), REPORTING))
        .map(|that| that + 1);
    let start = before
        .and_then(|end| boundary(scene, end, value.start))
        .or_else(|| {
            (floor..value.start)
                .rev()
                .find(|&at| text.is(at, ";"))
                .map(|mark| mark + 1)
        })
        .unwrap_or(floor)
        .max(reported.unwrap_or(floor));
    let end = after
        .and_then(|start| boundary(scene, value.end, start))
        .or_else(|| (value.end..ceiling).find(|&at| text.is(at, ";")))
        .unwrap_or(ceiling);
    start..end.max(value.end)
}

fn is_value(label: Label) -> bool {
    matches!(label, Label::Money | Label::Percent)
}

/// Where one clause ends and the next begins between two values.
fn boundary(scene: &Scene<'_>, from: usize, to: usize) -> Option<usize> {
    let text = scene.text;
    if let Some(mark) = (from..to).find(|&at| text.is(at, ";")) {
        return Some(mark + 1);
    }
    let begins = |at: usize| {
        let named = || {
            scene
                .at(at)
                .is_some_and(|next| matches!(next.label, Label::Gpe | Label::Norp | Label::Org))
        };
        text.is_any_word(at, COORDINATORS) || named()
    };
    let comma = (from..to).find(|&at| text.is_any(at, &[",", "–", "—"]) && begins(at + 1));
    comma
        .map(|mark| mark + 1)
        .or_else(|| (from..to).find(|&at| text.is_word(at, "and") && scene.at(at).is_none()))
}

/// The time that a value is of: the date of its clause that is nearest to it, else one that opens
/// the sentence; not the time that it is compared with.
pub(super) fn period(
    scene: &Scene<'_>,
    value: &Range<usize>,
    clause: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<String> {
    let text = scene.text;
    nearest(scene, value, clause)
        .or_else(|| {
            // "First quarter of 2023: output, plus 1 percent; traffic, minus 2 percent"
            let floor = sentence.start.max(clause.start.saturating_sub(REACH));
            let part = (floor..clause.start)
                .rev()
                .find(|&at| text.is(at, ";"))
                .map_or(floor, |mark| mark + 1);
            let heading = (floor..part).find(|&at| text.is(at, ":"));
            nearest(scene, value, &(part..clause.start))
                .or_else(|| nearest(scene, value, &(floor..heading?)))
        })
        .or_else(|| {
            // "rose by 10 percent and passed $80 billion in 2022"
            let joined = text.is_word(clause.end, "and");
            let end = (clause.end..sentence.end.min(clause.end + 24))
                .find(|&at| text.is_any(at, &[",", ";"]))
                .unwrap_or_else(|| sentence.end.min(clause.end + 24));
            nearest(scene, value, &(clause.end..end)).filter(|_| joined)
        })
        .or_else(|| year_after_base(scene, clause))
}

fn nearest(scene: &Scene<'_>, value: &Range<usize>, range: &Range<usize>) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for date in scene.inside(range.clone()) {
        if opens_dispatch(scene, &date.tokens) {
            continue;
        }
        let inside_value = value.contains(&date.tokens.start);
        if date.label != Label::Date || inside_value || is_against(scene, value, &date.tokens) {
            continue;
        }
        let Some(time) = time_value(date.value.as_deref()) else {
            continue;
        };
        let distance = if date.tokens.start >= value.end {
            date.tokens.start - value.end
        } else {
            value.start.saturating_sub(date.tokens.start) + 3
        };
        if best.as_ref().is_none_or(|(other, _)| distance < *other) {
            best = Some((distance, since(scene, date.tokens.start, time)));
        }
    }
    best.map(|(_, time)| time)
}

/// "compared to the same period of last year", "15 percent above 2020", "up 9 percent on 2022".
fn is_against(scene: &Scene<'_>, value: &Range<usize>, date: &Range<usize>) -> bool {
    let text = scene.text;
    let floor = date.start.saturating_sub(7);
    let compared = (floor..date.start).rev().find(|&at| {
        text.is_any_word(at, AGAINST) || (text.is_word(at, "from") && text.is_word(at + 1, "the"))
    });
    // "compared with $5 billion in 2020": the value is itself what is compared with.
    if compared.is_some_and(|word| !(word..date.start).contains(&value.start)) {
        return true;
    }
    // "60 scholarships (40 last year)": the time of the value in brackets.
    let bracket = (value.end..date.start)
        .rev()
        .take(8)
        .find(|&at| text.is(at, "("));
    if bracket.is_some_and(|open| (open + 1..date.start).any(|at| is_amount(scene, at))) {
        return true;
    }
    // "to 44, up from 12 in 2002": the time of the value that was before.
    let former = (date.start.saturating_sub(5)..date.start)
        .rev()
        .find(|&at| text.is_word(at, "from") && is_amount(scene, at + 1));
    former.is_some_and(|from| value.start < from) || is_base(scene, date)
}

fn is_amount(scene: &Scene<'_>, at: usize) -> bool {
    match scene.at(at) {
        Some(mention) => is_value(mention.label),
        None => scene.text.begins_number(at),
    }
}

/// Countries whose financial year begins in April.
const APRIL: &[&str] = &["IN", "JP", "GB", "CA", "SG", "ZA", "HK"];

/// "FY 2022-23" in months, where a party of the figure has its financial year begin in April.
pub(super) fn of_financial_year(
    scene: &Scene<'_>,
    period: String,
    clause: &Range<usize>,
    parties: &[Actor],
) -> String {
    let text = scene.text;
    let years = period
        .split_once('/')
        .filter(|(from, to)| from.len() == 4 && to.len() == 4);
    // "2024-25": two years in a row, the second by its last figures.
    let short = |at: usize| {
        text.is_number(at)
            && text.word(at).len() == 4
            && text.is_any(at + 1, &["-", "–", "/"])
            && text.is_number(at + 2)
            && text.word(at + 2).len() == 2
    };
    let financial = || {
        (clause.clone()).any(|at| {
            text.is(at, "FY") || text.is_any_word(at, &["financial", "fiscal"]) || short(at)
        })
    };
    let april = || {
        parties.iter().any(|party| match party.who {
            Who::Entity(key) => {
                let country = scene.knowledge.get(key).country.as_deref();
                country.is_some_and(|code| APRIL.contains(&code))
            }
            Who::Name(_) => false,
        })
    };
    match years {
        Some((from, to)) if financial() && april() => format!("{from}-04/{to}-03"),
        _ => period,
    }
}

/// "up 9 percent on 2022": the time from which a change is reckoned.
fn is_base(scene: &Scene<'_>, date: &Range<usize>) -> bool {
    let before = date.start.wrapping_sub(1);
    let text = scene.text;
    let way = ["up", "down", "more", "higher", "lower", "less"];
    let percent = |end: usize| {
        scene
            .ending(end)
            .is_some_and(|mention| mention.label == Label::Percent)
    };
    text.is_any_word(before, &["on", "over", "from"])
        && (percent(before)
            || text.is_any_word(before.wrapping_sub(1), &way) && percent(before - 1))
}

/// "up 9 percent on 2022": the year after the one from which the change is reckoned.
fn year_after_base(scene: &Scene<'_>, clause: &Range<usize>) -> Option<String> {
    let base = scene
        .inside(clause.clone())
        .find(|date| date.label == Label::Date && is_base(scene, &date.tokens))?;
    let year: u16 = base
        .value
        .as_deref()
        .filter(|year| year.len() == 4)?
        .parse()
        .ok()?;
    Some(format!("{}", year.checked_add(1)?))
}

/// "MOSCOW, March 10 – …": the day of the dispatch.
fn opens_dispatch(scene: &Scene<'_>, date: &Range<usize>) -> bool {
    let text = scene.text;
    let line = text.line_start(date.start);
    date.start - line <= 8
        && (date.end..date.end + 4).any(|at| text.is_any(at, &["–", "—", "-", "|"]))
        && (line..date.start).all(|at| !text.is_plain_word(at) || text.is_capitalised(at))
}

/// "since 2019" lasts until the text was written.
fn since(scene: &Scene<'_>, date: usize, time: &str) -> String {
    let text = scene.text;
    let floor = date.saturating_sub(2);
    let open = (floor..date).any(|at| text.is_word(at, "since")) && !time.contains('/');
    let now = scene.date.filter(|_| open).map(|now| now.to_string());
    match now.as_deref().and_then(|now| now.get(..time.len())) {
        Some(now) if time < now => format!("{time}/{now}"),
        _ => time.to_owned(),
    }
}
