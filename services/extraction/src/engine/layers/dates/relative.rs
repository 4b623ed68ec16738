//! Expressions relative to the day of the text, parts of periods, durations, recurrences.

use super::lexicon::{Unit, month, unit, weekday};
use super::parts::{months_of_year, part_of_period, same_period};
use super::tense;
use super::values::{Expression, Tense, YearPart};
use crate::engine::layers::numbers::{in_words, number, ordinal};
use crate::engine::text::Text;

type Parsed = (usize, Expression);

/// The longest such expression at `at`; an article belongs to it.
pub(super) fn parse(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let article = text.is_any(at, &["the", "The"]);
    let start = if article { at + 1 } else { at };
    let same_line = !article || text.continues_line(start);
    if !same_line {
        return None;
    }
    let found = part_of_period(text, start)
        .or_else(|| months_of_year(text, start))
        .or_else(|| same_period(text, start))
        .or_else(|| century(text, start))
        .or_else(|| day_word(text, start).filter(|_| article))
        .or_else(|| shifted(text, start));
    if found.is_some() || article {
        return found.or_else(|| (article).then(|| vague_plural(text, start)).flatten());
    }
    day_word(text, at)
        .or_else(|| recurrence(text, at))
        .or_else(|| counted(text, at))
        .or_else(|| vague(text, at))
        .or_else(|| week_day(text, at))
}

fn day_word(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let shift = |by| Expression::Shift {
        unit: Unit::Day,
        by,
    };
    if text.is_any_word(at, &["today"]) {
        let expression = if tense::today_is_a_day(text, at) {
            shift(0)
        } else {
            Expression::Vague
        };
        return Some((at + 1, expression));
    }
    // "the day before yesterday", "the day after tomorrow" without its article
    if text.is_word(at, "day") {
        if text.is(at + 1, "before") && text.is_word(at + 2, "yesterday") {
            return Some((at + 3, shift(-2)));
        }
        if text.is(at + 1, "after") && text.is_word(at + 2, "tomorrow") {
            return Some((at + 3, shift(2)));
        }
    }
    if text.is_any_word(at, &["yesterday"]) {
        return Some((at + 1, shift(-1)));
    }
    text.is_any_word(at, &["tomorrow"])
        .then_some((at + 1, shift(1)))
}

fn week_day(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let day = weekday(text, at)?;
    let tense = tense::around(text, at);
    let expression = Expression::Weekday {
        day,
        direction: 0,
        tense,
    };
    Some((at + 1, expression))
}

/// "21st century", "twentieth century".
pub(super) fn century(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (number, next) = ordinal(text, at)?;
    let next = if text.is_inner_hyphen(next) {
        next + 1
    } else {
        next
    };
    let number = i16::try_from(number)
        .ok()
        .filter(|number| (1..=30).contains(number))?;
    text.is_word(next, "century")
        .then_some((next + 1, Expression::Century(number)))
}

pub(super) fn direction(text: &Text<'_>, at: usize) -> Option<i32> {
    if text.is_any_word(at, &["this", "current"]) {
        Some(0)
    } else if text.is_any_word(at, &["last", "past", "previous", "preceding"]) {
        Some(-1)
    } else if text.is_any_word(at, &["next", "coming", "following", "upcoming"]) {
        Some(1)
    } else {
        None
    }
}

/// "this year", "last week", "the past two years", "next Monday", "last July".
fn shifted(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if !text.continues_line(at + 1) {
        return None;
    }
    let by = direction(text, at)?;
    let next = at + 1;
    if let Some((unit, plural)) = unit(text, next) {
        if plural {
            return Some((next + 1, Expression::Vague));
        }
        // "this day", "the current hour" point to what was said, not into the calendar.
        if by == 0 && matches!(unit, Unit::Day | Unit::Hour | Unit::Minute) {
            return None;
        }
        return Some((next + 1, Expression::Shift { unit, by }));
    }
    if let Some(day) = weekday(text, next) {
        let tense = if by == 0 {
            tense::around(text, at)
        } else {
            Tense::Open
        };
        let direction = i8::try_from(by).unwrap_or(0);
        let expression = Expression::Weekday {
            day,
            direction,
            tense,
        };
        return Some((next + 1, expression));
    }
    if let Some(word) = month(text, next) {
        let tense = match by {
            -1 => Tense::Past,
            1 => Tense::Future,
            _ => Tense::Open,
        };
        let year = match by {
            0 => YearPart::Relative(0),
            _ => YearPart::Implied(tense),
        };
        let month = word.month;
        return Some((word.end, Expression::Month { year, month }));
    }
    if text.is_any_word(next, &["few", "several", "couple", "many"]) {
        let of = if text.is(next + 1, "of") {
            next + 2
        } else {
            next + 1
        };
        let (_, plural) = unit(text, of)?;
        return plural.then_some((of + 1, Expression::Vague));
    }
    let number = number(text, next)?;
    if let Some(end) = range_of_units(text, number.end) {
        return Some((end, Expression::Vague));
    }
    let (unit, _) = unit(text, number.end)?;
    let count = number.value.as_small()?;
    Some((number.end + 1, Expression::Duration { unit, count }))
}

/// "every year", "each Monday", "every two years", "every other day".
fn recurrence(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if !text.is_any_word(at, &["every", "each"]) || !text.continues_line(at + 1) {
        return None;
    }
    let next = at + 1;
    if let Some((unit, false)) = unit(text, next) {
        return Some((next + 1, Expression::Recurrence { unit, count: 1 }));
    }
    if weekday(text, next).is_some() {
        let unit = Unit::Week;
        return Some((next + 1, Expression::Recurrence { unit, count: 1 }));
    }
    if text.is_word(next, "other") {
        let (unit, _) = unit(text, next + 1)?;
        return Some((next + 2, Expression::Recurrence { unit, count: 2 }));
    }
    let number = in_words(text, next).or_else(|| number(text, next))?;
    let (unit, _) = unit(text, number.end)?;
    let count = number.value.as_small()?;
    Some((number.end + 1, Expression::Recurrence { unit, count }))
}

/// "30 years", "30 years ago", "five-year", "half a century", "a year ago", "two decades".
fn counted(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let inside = at > 0 && text.joined(at) && text.is_any(at - 1, &[".", ","]);
    if inside {
        return None;
    }
    if text.is_word(at, "half") && text.is_any(at + 1, &["a", "an"]) {
        let (unit, false) = unit(text, at + 2)? else {
            return None;
        };
        let expression = match unit {
            Unit::Century => Expression::Duration {
                unit: Unit::Year,
                count: 50,
            },
            Unit::Decade => Expression::Duration {
                unit: Unit::Year,
                count: 5,
            },
            Unit::Year => Expression::Duration {
                unit: Unit::Month,
                count: 6,
            },
            Unit::Hour => Expression::Duration {
                unit: Unit::Minute,
                count: 30,
            },
            _ => return None,
        };
        return Some((at + 3, expression));
    }
    if text.is_any_word(at, &["a", "an", "one"]) && number_follows(text, at).is_none() {
        let (unit, false) = unit(text, at + 1)? else {
            return None;
        };
        if let Some(found) = ago(text, at + 2, unit, Some(1)) {
            return Some(found);
        }
        let long = matches!(unit, Unit::Decade | Unit::Century) || text.is_word(at, "one");
        return long.then_some((at + 2, Expression::Duration { unit, count: 1 }));
    }
    let number = number(text, at)?;
    if !number.suffix.is_empty() || !text.continues_line(number.end) {
        return None;
    }
    if let Some(end) = range_of_units(text, number.end) {
        return Some((end, Expression::Vague));
    }
    let hyphen = text.is_inner_hyphen(number.end);
    let next = if hyphen { number.end + 1 } else { number.end };
    let (unit, plural) = unit(text, next)?;
    let count = number.value.as_small()?;
    if !hyphen && !plural && count != 1 {
        return None;
    }
    if let Some(found) = ago(text, next + 1, unit, Some(count)) {
        return Some(found);
    }
    Some((next + 1, Expression::Duration { unit, count }))
}

/// "–4 months" after a first number: the token after the unit. Such a length has no one value.
fn range_of_units(text: &Text<'_>, at: usize) -> Option<usize> {
    let mark = text.is_any(at, &["-", "–", "—"]);
    let second = number(text, at + 1).filter(|_| mark && text.continues_line(at))?;
    let (_, plural) = unit(text, second.end)?;
    plural.then_some(second.end + 1)
}

fn number_follows(text: &Text<'_>, at: usize) -> Option<()> {
    text.is_any_word(at + 1, &["hundred", "thousand", "million"])
        .then_some(())
}

/// "ago", "earlier", "later", "from now" after a number of units.
fn ago(text: &Text<'_>, at: usize, unit: Unit, count: Option<i32>) -> Option<Parsed> {
    if !text.continues_line(at) {
        return None;
    }
    let back = count.map(|count| Expression::Offset { unit, by: -count });
    if text.is_word(at, "ago") {
        return Some((at + 1, back.unwrap_or(Expression::Vague)));
    }
    if text.is_any_word(at, &["earlier", "later"]) {
        return Some((at + 1, Expression::Vague));
    }
    if text.is_word(at, "from") && text.is_any_word(at + 1, &["now", "today"]) {
        let ahead = count.map(|count| Expression::Offset { unit, by: count });
        return Some((at + 2, ahead.unwrap_or(Expression::Vague)));
    }
    None
}

const VAGUE_COUNTS: [&str; 12] = [
    "many",
    "several",
    "recent",
    "few",
    "numerous",
    "some",
    "countless",
    "long",
    "coming",
    "past",
    "previous",
    "subsequent",
];

/// "many years", "a few days", "recent months", "several years ago", "centuries", "decades".
fn vague(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let start =
        if text.is_any_word(at, &["a"]) && text.is_any_word(at + 1, &["few", "couple", "number"]) {
            at + 1
        } else {
            at
        };
    let counted = if text.is_any_word(start, &VAGUE_COUNTS) {
        Some(start + 1)
    } else if text.is_any_word(
        start,
        &["couple", "number", "hundreds", "thousands", "dozens"],
    ) && text.is(start + 1, "of")
    {
        Some(start + 2)
    } else {
        None
    };
    if let Some(next) = counted {
        let next = if text.is_any_word(next, &["more"]) {
            next + 1
        } else {
            next
        };
        let (unit, plural) = unit(text, next).filter(|_| text.continues_line(next))?;
        if !plural {
            return None;
        }
        return ago(text, next + 1, unit, None).or(Some((next + 1, Expression::Vague)));
    }
    vague_plural(text, at)
}

/// "centuries", "decades" by themselves.
fn vague_plural(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (unit, plural) = unit(text, at)?;
    let long = plural && matches!(unit, Unit::Decade | Unit::Century);
    // "centuries-old" is an adjective.
    (long && !text.is_inner_hyphen(at + 1)).then_some((at + 1, Expression::Vague))
}
