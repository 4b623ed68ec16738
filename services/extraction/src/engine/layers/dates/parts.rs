//! Parts of periods: ends and beginnings, halves and quarters, the first months of a year.

use super::absolute::{Parsed, implied, relative_year, year_part};
use super::expression::{Expression, Tense, YearPart};
use super::lexicon::{Unit, month, season, unit, year};
use super::relative::{century, direction};
use super::years::{decade, year_expression};
use crate::engine::layers::numbers::{number, ordinal};
use crate::engine::text::Text;

/// "end of 2023", "beginning of this year", "early July", "mid-September", "first half of 2024".
pub(super) fn part_of_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let part = text.is_any_word(
        at,
        &[
            "end",
            "beginning",
            "start",
            "middle",
            "close",
            "turn",
            "rest",
            "remainder",
            "whole",
            "course",
        ],
    );
    if part && text.is(at + 1, "of") && text.continues_line(at + 2) {
        return whole_period(text, at + 2);
    }
    if text.is_any_word(at, &["early", "mid", "late", "earlier", "later"]) {
        let next = if text.is_inner_hyphen(at + 1) {
            at + 2
        } else {
            at + 1
        };
        return early_or_late(text, at, next);
    }
    // "the first week of October": the whole stands for its part.
    let weeks = ordinal(text, at)
        .map(|(_, next)| next)
        .or_else(|| text.is_any_word(at, &["last", "final"]).then_some(at + 1))
        .filter(|&next| match unit(text, next) {
            Some((Unit::Week, _)) => true,
            // "the 15th day of July" is a day.
            Some((Unit::Day, plural)) => plural || !text.begins_number(at),
            _ => false,
        });
    if let Some(next) = weeks.filter(|&next| text.is_any(next + 1, &["of", "in"])) {
        return whole_period(text, next + 2);
    }
    half_or_quarter_of_year(text, at)
}

/// What follows "early", "mid-", "later": a period as a whole.
fn early_or_late(text: &Text<'_>, at: usize, next: usize) -> Option<Parsed> {
    if !text.continues_line(next) {
        return None;
    }
    let comparative = text.is_any_word(at, &["earlier", "later"]);
    // "Later this week the guest …": the first word of a sentence goes on from the one before.
    if text.is_any(at, &["Earlier", "Later"]) && !text.is(next, "in") {
        return None;
    }
    if comparative && text.is(next, "in") {
        let the = text.is(next + 1, "the");
        let (unit, plural) = unit(text, next + 2).filter(|_| the)?;
        let fits = !plural && matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        return fits.then_some((next + 3, Expression::Shift { unit, by: 0 }));
    }
    // "early next year", "late this month"
    let directed = direction(text, next)
        .and_then(|by| Some((by, unit(text, next + 1)?)))
        .filter(|(_, (_, plural))| !plural);
    if let Some((by, (unit, _))) = directed {
        return Some((next + 2, Expression::Shift { unit, by }));
    }
    if comparative {
        return None;
    }
    if let Some((from, to)) = season(text, next) {
        let (end, year) = year_part(text, next + 1);
        let year = year.unwrap_or_else(|| implied(text, at));
        return Some((end, Expression::Months { year, from, to }));
    }
    if let Some(found) = century(text, next) {
        return Some(found);
    }
    bare_period(text, next)
}

/// "the first half of 2024", "Q3 2024", "2024 Q3", "next year’s first quarter".
fn half_or_quarter_of_year(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(year) = year(text, at) {
        // "2016 Q3", "2017-H1", "2016H2" is one token and not read.
        let next = if text.is_inner_hyphen(at + 1) {
            at + 2
        } else {
            at + 1
        };
        let ((from, to), end) =
            half_or_quarter(text, text.past_the(next)).filter(|_| text.continues_line(next))?;
        let year = YearPart::Given(year);
        return Some((end, Expression::Months { year, from, to }));
    }
    if let Some((end, by)) = relative_year(text, at)
        && let Some(next) = text.after_possessive(end)
    {
        let ((from, to), end) = half_or_quarter(text, next)?;
        let year = YearPart::Relative(by);
        return Some((end, Expression::Months { year, from, to }));
    }
    let ((from, to), next) = half_or_quarter(text, at)?;
    // "the second half of September": the month stands for its half.
    if text.is(next, "of")
        && text.is_word(next - 1, "half")
        && month(text, text.past_the(next + 1)).is_some()
    {
        return bare_period(text, text.past_the(next + 1));
    }
    let (end, year) = if text.is_any(next, &["of", "in"]) {
        match year_expression(text, next + 1) {
            Some(found) => (found.0, Some(found.1)),
            None => (next, None),
        }
    } else if text.is_inner_hyphen(next) && year(text, next + 1).is_some() {
        year_part(text, next + 1)
    } else {
        year_part(text, next)
    };
    let year = match year {
        Some(year) => year,
        // "first half" is as often of a match, "H2" is hydrogen; quarters belong to years.
        None if is_quarter(text, at, next) => implied(text, at),
        None => return None,
    };
    Some((end, Expression::Months { year, from, to }))
}

/// Whether what was read is a quarter of a year, the year left out: "Q3", "in the first quarter".
fn is_quarter(text: &Text<'_>, at: usize, end: usize) -> bool {
    let letter = text.word(at).len() == 2 && text.is_capitalised(at);
    let named = at > 1
        && text.is(at - 1, "the")
        && text.is_any_word(
            at - 2,
            &["in", "for", "during", "over", "of", "since", "by"],
        )
        && text.is_word(end - 1, "quarter")
        && !text.is(end, "of");
    letter && text.word(at).starts_with('Q') || named
}

/// "first half", "third quarter", "Q3", "H1": first and last month, and the token after.
fn half_or_quarter(text: &Text<'_>, at: usize) -> Option<((i8, i8), usize)> {
    let word = text.word(at);
    let (number, length, end) = if let Some((number, next)) = ordinal(text, at) {
        let next = if text.is(next, "-") { next + 1 } else { next };
        let length = match text.word(next) {
            "half" => 6,
            "quarter" => 3,
            _ => return None,
        };
        (number, length, next + 1)
    } else if word.len() == 2 && word.starts_with(['Q', 'H', 'q', 'h']) {
        let length = if word.starts_with(['Q', 'q']) { 3 } else { 6 };
        (word[1..].parse().ok()?, length, at + 1)
    } else {
        return None;
    };
    let last = number.checked_mul(length)?;
    let fits = number >= 1 && last <= 12;
    let months = (
        i8::try_from(last.checked_sub(length - 1)?).ok()?,
        i8::try_from(last).ok()?,
    );
    fits.then_some((months, end))
}

/// A period named after "end of": its own value stands for its part.
fn whole_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some((end, year)) = year_expression(text, at) {
        return Some((end, Expression::Year(year)));
    }
    if let Some(found) = bare_period(text, at) {
        return Some(found);
    }
    let start = text.past_the(at);
    if let Some(found) = century(text, start) {
        return Some(found);
    }
    let (by, start) = direction(text, start).map_or((0, start), |by| (by, start + 1));
    let (unit, plural) = unit(text, start)?;
    // "end of year", "end of month" stand without an article too.
    let named = start > at || matches!(unit, Unit::Year | Unit::Month);
    let fits = named
        && !plural
        && matches!(
            unit,
            Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade | Unit::Century | Unit::Year
        );
    fits.then_some((start + 1, Expression::Shift { unit, by }))
}

/// "July", "July 2024", "2024", "the 1990s".
fn bare_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(word) = month(text, at) {
        let (end, year) = year_part(text, word.end);
        if year.is_none() && word.doubtful && !text.is_capitalised(at) && word.month == 3 {
            return None;
        }
        let year = year.unwrap_or_else(|| implied(text, at));
        let month = word.month;
        return Some((end, Expression::Month { year, month }));
    }
    if let Some(year) = year(text, at) {
        return Some((at + 1, Expression::Year(YearPart::Given(year))));
    }
    let start = text.past_the(at);
    if let Some(found) = decade(text, start) {
        return Some(found);
    }
    let by = direction(text, start)?;
    let word = month(text, start + 1).filter(|_| text.continues_line(start + 1))?;
    let year = YearPart::beside_month(by);
    let month = word.month;
    Some((word.end, Expression::Month { year, month }))
}

/// "first five months of this year", "past ten months of 2023", "seven months of this year".
pub(super) fn months_of_year(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let start = if text.is_any_word(at, &["first", "past", "last"]) {
        at + 1
    } else {
        at
    };
    let number = number(text, start)?;
    let quarters = text.is_word(number.end, "quarters") && text.is_word(at, "first");
    if !text.is_word(number.end, "months") && !quarters {
        return None;
    }
    let count = i8::try_from(number.value.as_small()?).ok()?;
    let to = if quarters {
        count.checked_mul(3)?
    } else {
        count
    };
    if !(1..=12).contains(&to) {
        return None;
    }
    // "the six months to September"
    if text.is(number.end + 1, "to")
        && let Some(word) = month(text, number.end + 2)
    {
        let (end, year) = year_part(text, word.end);
        let last = word.month;
        let from = (last - to).rem_euclid(12) + 1;
        let year = match year {
            Some(YearPart::Given(year)) if from > last => YearPart::Given(year - 1),
            Some(year) => year,
            None => implied(text, at),
        };
        return Some((
            end,
            Expression::Months {
                year,
                from,
                to: last,
            },
        ));
    }
    let of_year = text
        .is(number.end + 1, "of")
        .then(|| year_expression(text, number.end + 2))
        .flatten();
    let Some((end, year)) = of_year else {
        // "in the first eight months": those of the year spoken of.
        let year = YearPart::Relative(0);
        let first = text.is_word(at, "first");
        return first.then_some((number.end + 1, Expression::Months { year, from: 1, to }));
    };
    let from = if text.is_word(at, "last") { 13 - to } else { 1 };
    let to = if text.is_word(at, "last") { 12 } else { to };
    Some((end, Expression::Months { year, from, to }))
}

/// "same period of the last year", "same period last year", "same period in 2022".
pub(super) fn same_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if !text.is_word(at, "same") || !text.is_word(at + 1, "period") {
        return None;
    }
    let next = if text.is_any(at + 2, &["of", "in", "for"]) {
        at + 3
    } else {
        at + 2
    };
    match year_expression(text, next) {
        Some((end, year)) => Some((end, Expression::SamePeriod(year))),
        None => {
            let implied = YearPart::Implied(Tense::Past);
            Some((at + 2, Expression::SamePeriod(implied)))
        }
    }
}
