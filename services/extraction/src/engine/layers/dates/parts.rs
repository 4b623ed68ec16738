//! Parts of periods: ends and beginnings, halves and quarters, the first months of a year.

use super::absolute::{relative_year, year_part};
use super::lexicon::{Unit, month, unit, year};
use super::relative::{century, direction};
use super::tense;
use super::values::{Expression, Tense, YearPart};
use crate::engine::layers::numbers::{number, ordinal};
use crate::engine::text::Text;

type Parsed = (usize, Expression);

/// "end of 2023", "beginning of this year", "early July", "mid-September", "first half of 2024".
pub(super) fn part_of_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if text.is_any_word(
        at,
        &[
            "end",
            "beginning",
            "start",
            "middle",
            "close",
            "turn",
            "rest",
        ],
    ) && text.is(at + 1, "of")
    {
        return whole_period(text, at + 2);
    }
    if text.is_any_word(at, &["early", "mid", "late", "mid-"]) {
        let next = if text.is_inner_hyphen(at + 1) {
            at + 2
        } else {
            at + 1
        };
        // "early next year", "late this month"
        let directed = direction(text, next)
            .and_then(|by| Some((by, unit(text, next + 1)?)))
            .filter(|(_, (_, plural))| !plural);
        if let Some((by, (unit, _))) = directed {
            return Some((next + 2, Expression::Shift { unit, by }));
        }
        return bare_period(text, next);
    }
    // "the first week of October": the whole stands for its part.
    let weeks = ordinal(text, at)
        .map(|(_, next)| next)
        .or_else(|| text.is_any_word(at, &["last", "final"]).then_some(at + 1))
        .filter(|&next| matches!(unit(text, next), Some((Unit::Week | Unit::Day, _))));
    if let Some(next) = weeks.filter(|&next| text.is(next + 1, "of")) {
        return whole_period(text, next + 2);
    }
    let ((from, to), next) = half_or_quarter(text, at)?;
    let (end, year) = if text.is(next, "of") {
        year_expression(text, next + 1)?
    } else {
        let (end, year) = year_part(text, next);
        (end, year?)
    };
    Some((end, Expression::Months { year, from, to }))
}

/// "first half", "third quarter", "Q3", "H1": first and last month, and the token after.
fn half_or_quarter(text: &Text<'_>, at: usize) -> Option<((i8, i8), usize)> {
    let word = text.word(at);
    let (number, length, end) = if let Some((number, next)) = ordinal(text, at) {
        let length = match text.word(next) {
            "half" => 6,
            "quarter" => 3,
            _ => return None,
        };
        (number, length, next + 1)
    } else if word.len() == 2 && word.starts_with(['Q', 'H']) {
        let length = if word.starts_with('Q') { 3 } else { 6 };
        (word[1..].parse().ok()?, length, at + 1)
    } else {
        return None;
    };
    let last = number.checked_mul(length)?;
    let fits = number >= 1 && last <= 12;
    let months = (
        i8::try_from(last - length + 1).ok()?,
        i8::try_from(last).ok()?,
    );
    fits.then_some((months, end))
}

/// The year after "of": "2024", "this year", "the last year", "the year".
fn year_expression(text: &Text<'_>, at: usize) -> Option<(usize, YearPart)> {
    if let Some(year) = year(text, at) {
        return Some((at + 1, YearPart::Given(year)));
    }
    if let Some((end, by)) = relative_year(text, at) {
        return Some((end, YearPart::Relative(by)));
    }
    let whole = text.is(at, "the") && text.is(at + 1, "year");
    if !whole {
        return None;
    }
    match year(text, at + 2) {
        Some(year) => Some((at + 3, YearPart::Given(year))),
        None => Some((at + 2, YearPart::Relative(0))),
    }
}

/// A period named after "end of": its own value stands for its part.
fn whole_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some((end, year)) = year_expression(text, at) {
        return Some((end, Expression::Year(year)));
    }
    if let Some(found) = bare_period(text, at) {
        return Some(found);
    }
    let the = text.is(at, "the");
    let start = if the { at + 1 } else { at };
    if let Some(found) = century(text, start) {
        return Some(found);
    }
    let (by, start) = direction(text, start).map_or((0, start), |by| (by, start + 1));
    let (unit, plural) = unit(text, start)?;
    let named = the || start > at;
    let fits = named
        && !plural
        && matches!(
            unit,
            Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade | Unit::Century
        );
    fits.then_some((start + 1, Expression::Shift { unit, by }))
}

/// "July", "July 2024", "2024", "the 1990s".
fn bare_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(word) = month(text, at) {
        let (end, year) = year_part(text, word.end);
        let year = year.unwrap_or_else(|| YearPart::Implied(tense::around(text, at)));
        let month = word.month;
        return Some((end, Expression::Month { year, month }));
    }
    if let Some(year) = year(text, at) {
        return Some((at + 1, Expression::Year(YearPart::Given(year))));
    }
    let start = if text.is(at, "the") { at + 1 } else { at };
    let decade = text.word(start).strip_suffix('s')?;
    let decade: i16 = (decade.len() == 4).then(|| decade.parse().ok()).flatten()?;
    (1500..2100)
        .contains(&decade)
        .then_some((start + 1, Expression::Decade(decade)))
}

/// "first five months of this year", "past ten months of 2023", "seven months of this year".
pub(super) fn months_of_year(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let start = if text.is_any_word(at, &["first", "past", "last"]) {
        at + 1
    } else {
        at
    };
    let number = number(text, start)?;
    if !text.is_word(number.end, "months") {
        return None;
    }
    let to = i8::try_from(number.value.as_small()?).ok()?;
    if !text.is(number.end + 1, "of") {
        // "in the first eight months": those of the year spoken of.
        let year = YearPart::Relative(0);
        let first = text.is_word(at, "first") && (1..=12).contains(&to);
        return first.then_some((number.end + 1, Expression::Months { year, from: 1, to }));
    }
    let (end, year) = year_expression(text, number.end + 2)?;
    (1..=12)
        .contains(&to)
        .then_some((end, Expression::Months { year, from: 1, to }))
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
