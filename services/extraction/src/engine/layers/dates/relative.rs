//! Expressions relative to the day of the text, parts of periods, durations, recurrences.

use super::absolute::{relative_year, year_part};
use super::lexicon::{Unit, month, unit, weekday, year};
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

/// "end of 2023", "beginning of this year", "early July", "mid-September", "first half of 2024".
fn part_of_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
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
fn months_of_year(text: &Text<'_>, at: usize) -> Option<Parsed> {
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
fn same_period(text: &Text<'_>, at: usize) -> Option<Parsed> {
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

/// "21st century", "twentieth century".
fn century(text: &Text<'_>, at: usize) -> Option<Parsed> {
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

fn direction(text: &Text<'_>, at: usize) -> Option<i32> {
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
