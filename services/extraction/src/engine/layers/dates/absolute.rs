//! Dates that name a month, a year or a day in figures.

use super::lexicon::{MonthWord, day, month, season, weekday, year};
use super::tense;
use super::values::{Expression, YearPart};
use crate::engine::layers::numbers::ordinal;
use crate::engine::text::Text;

type Parsed = (usize, Expression);

/// The longest such date at `at`.
pub(super) fn parse(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(weekday_end) = weekday(text, at).map(|_| after_comma(text, at + 1)) {
        // "Friday, June 21, 2024" is one date.
        return day_date(text, weekday_end);
    }
    day_date(text, at)
        .or_else(|| numeric(text, at))
        .or_else(|| month_date(text, at))
        .or_else(|| year_date(text, at))
        .or_else(|| season_date(text, at))
}

fn after_comma(text: &Text<'_>, at: usize) -> usize {
    if text.is(at, ",") { at + 1 } else { at }
}

fn is_range_mark(text: &Text<'_>, at: usize) -> bool {
    text.continues_line(at) && text.is_any(at, &["-", "–", "—", "‑", "/", "to", "and", "&"])
}

/// "July 3", "July 3–4, 2024", "3 July 2024", "May 30 – June 2".
fn day_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(word) = month(text, at) {
        return month_first(text, word);
    }
    let the = text.is_any(at, &["the", "The"]);
    let start = if the { at + 1 } else { at };
    if the && ordinal(text, start).is_none() {
        return None;
    }
    let first = day(text, start)?;
    let (last, next) =
        second_day(text, start + 1).map_or((None, start + 1), |(day, next)| (Some(day), next));
    let next = if text.is(next, "of") { next + 1 } else { next };
    let same_line = text.continues_line(next);
    let word = month(text, next).filter(|_| same_line && !glued(text, start, next))?;
    let first_date = (word.month, first);
    if last.is_none()
        && is_range_mark(text, word.end)
        && !text.is_any(word.end, &["and", "&"])
        && let Some(end_day) = day(text, word.end + 1)
        && let Some(end_month) = month(text, word.end + 2)
    {
        let (end, year) = year_part(text, end_month.end);
        let to = (end_month.month, end_day);
        return Some((end, days(text, at, year, first_date, to)));
    }
    let (end, year) = year_part(text, word.end);
    Some((end, one_or_two(text, at, year, first_date, last)))
}

/// "20Jun" is no date, "20-Jun" is.
fn glued(text: &Text<'_>, start: usize, next: usize) -> bool {
    next == start + 1 && text.joined(next)
}

fn month_first(text: &Text<'_>, word: MonthWord) -> Option<Parsed> {
    let first = day(text, word.end).filter(|_| text.continues_line(word.end))?;
    let at = word.end - 1;
    let first_date = (word.month, first);
    let next = word.end + 1;
    // "July 1.5" or "July 10:30" names no day.
    if text.is_any(next, &[".", ":"]) && text.joined(next) && text.joined(next + 1) {
        let decimal = text.is_number(next + 1);
        if decimal {
            return None;
        }
    }
    if is_range_mark(text, next) && !text.is_any(next, &["and", "&"]) {
        let start = next + 1;
        if let Some(end_month) = month(text, start)
            && let Some(end_day) = day(text, end_month.end)
        {
            let (end, year) = year_part(text, end_month.end + 1);
            let to = (end_month.month, end_day);
            return Some((end, days(text, at, year, first_date, to)));
        }
    }
    let (last, next) = second_day(text, next).map_or((None, next), |(day, next)| (Some(day), next));
    let (end, year) = year_part(text, next);
    Some((end, one_or_two(text, at, year, first_date, last)))
}

/// The second day of "3–4" or "3 and 4", and the token after it.
fn second_day(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    if !is_range_mark(text, at) || text.is(at, "/") {
        return None;
    }
    let second = day(text, at + 1)?;
    // "July 3 and 40 others", "July 3 – 5 percent": a day is followed by no noun.
    let next = at + 2;
    let closes = !text.continues_line(next)
        || !text.is_plain_word(next)
        || month(text, next).is_some()
        || text.is_any(
            next,
            &["of", "in", "at", "this", "last", "next", "and", "to", "the"],
        );
    let by_word = text.is_any(at, &["and", "&", "to"]);
    let spaced = !text.joined(at);
    (closes && !(spaced && !by_word && text.is(next, "%"))).then_some((second, next))
}

fn one_or_two(
    text: &Text<'_>,
    at: usize,
    year: Option<YearPart>,
    first: (i8, i8),
    last: Option<i8>,
) -> Expression {
    match last.filter(|last| *last > first.1) {
        Some(last) => days(text, at, year, first, (first.0, last)),
        None => Expression::Day {
            year: year.unwrap_or_else(|| implied(text, at)),
            month: first.0,
            day: first.1,
        },
    }
}

fn days(
    text: &Text<'_>,
    at: usize,
    year: Option<YearPart>,
    from: (i8, i8),
    to: (i8, i8),
) -> Expression {
    let year = match year {
        // The year stands at the end: it is the year of the last day.
        Some(YearPart::Given(year)) if to < from => YearPart::Given(year - 1),
        Some(year) => year,
        None => implied(text, at),
    };
    Expression::Days { year, from, to }
}

fn implied(text: &Text<'_>, at: usize) -> YearPart {
    YearPart::Implied(tense::around(text, at))
}

/// ", 2024", "2024", "of this year", "last year" after a month or day, and the token after it.
pub(super) fn year_part(text: &Text<'_>, at: usize) -> (usize, Option<YearPart>) {
    if !text.continues_line(at) {
        return (at, None);
    }
    let next = after_comma(text, at);
    if let Some(year) = year(text, next) {
        return (next + 1, Some(YearPart::Given(year)));
    }
    let next = if text.is(at, "of") { at + 1 } else { at };
    if next > at && text.is_any(next, &["the", "that"]) && text.is_any(next + 1, &["same", "year"])
    {
        let year = if text.is(next + 1, "same") {
            next + 2
        } else {
            next + 1
        };
        let back = text.is(next + 1, "same") || text.is(next, "that");
        if text.is(year, "year") {
            let part = if back {
                YearPart::Same
            } else {
                YearPart::Relative(0)
            };
            return (year + 1, Some(part));
        }
    }
    match relative_year(text, next) {
        Some((end, by)) => (end, Some(YearPart::Relative(by))),
        None if next > at => match year(text, next) {
            Some(year) => (next + 1, Some(YearPart::Given(year))),
            None => (at, None),
        },
        None => (at, None),
    }
}

/// "this year", "the last year", "next year": the token after it and the years' difference.
pub(super) fn relative_year(text: &Text<'_>, at: usize) -> Option<(usize, i16)> {
    let at = if text.is_any(at, &["the", "The"]) {
        at + 1
    } else {
        at
    };
    let by = if text.is_any_word(at, &["this", "current"]) {
        0
    } else if text.is_any_word(at, &["last", "previous", "past"]) {
        -1
    } else if text.is_any_word(at, &["next", "coming"]) {
        1
    } else {
        return None;
    };
    text.is_word(at + 1, "year").then_some((at + 2, by))
}

/// "2024-07-03", "03.07.2024", and with slashes where only one reading is a date.
fn numeric(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let mark = text.word(at + 1);
    let joined = (1..5).all(|step| text.joined(at + step));
    if !joined || !text.is(at + 3, mark) || !matches!(mark, "-" | "." | "/" | "–") {
        return None;
    }
    let number = |at: usize| -> Option<i16> {
        let word = text.word(at);
        let plain = text.is_number(at) && word.len() <= 4;
        plain.then(|| word.parse().ok()).flatten()
    };
    let (one, two, three) = (number(at)?, number(at + 2)?, number(at + 4)?);
    let glued = text.joined(at + 5) && text.is_any(at + 5, &["-", ".", "/"]) && text.joined(at + 6);
    if glued {
        return None;
    }
    let (year, month, day) = if text.word(at).len() == 4 {
        (one, two, three)
    } else if text.word(at + 4).len() != 4 {
        return None;
    } else if mark == "." || one > 12 {
        (three, two, one)
    } else if mark == "/" && two > 12 {
        (three, one, two)
    } else {
        return None;
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    communique_model::PartialDate::day_of(year, month, day)?;
    let year = YearPart::Given(year);
    Some((at + 5, Expression::Day { year, month, day }))
}

const BEFORE_MONTH: [&str; 26] = [
    "in",
    "In",
    "since",
    "Since",
    "by",
    "By",
    "until",
    "Until",
    "till",
    "of",
    "early",
    "Early",
    "mid",
    "Mid",
    "late",
    "Late",
    "last",
    "next",
    "this",
    "from",
    "From",
    "during",
    "throughout",
    "through",
    "for",
    "between",
];

/// "October", "October 2022", "January–August 2024", "November of this year".
fn month_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let first = month(text, at)?;
    if is_range_mark(text, first.end)
        && let Some(last) = month(text, first.end + 1)
    {
        let joined_by_word = text.is_any(first.end, &["and", "&"]);
        let (end, year) = year_part(text, last.end);
        if !joined_by_word {
            let year = year.unwrap_or_else(|| implied(text, at));
            let (from, to) = (first.month, last.month);
            return Some((end, Expression::Months { year, from, to }));
        }
    }
    let (end, year) = year_part(text, first.end);
    if year.is_none() && first.doubtful {
        let introduced = at > 0
            && (text.is_any(at - 1, &BEFORE_MONTH)
                || (text.is(at - 1, "-") && at > 1 && text.is_any(at - 2, &["mid", "Mid"])));
        let person = text.continues_line(at + 1) && text.is_capitalised(at + 1);
        if !introduced || person {
            return None;
        }
    }
    let year = year.unwrap_or_else(|| implied(text, at));
    Some((
        end,
        Expression::Month {
            year,
            month: first.month,
        },
    ))
}

const BEFORE_YEAR: [&str; 33] = [
    "in",
    "since",
    "of",
    "by",
    "from",
    "until",
    "till",
    "to",
    "for",
    "and",
    "between",
    "during",
    "before",
    "after",
    "through",
    "throughout",
    "year",
    "early",
    "mid",
    "late",
    "around",
    "circa",
    "back",
    "as",
    "or",
    "spring",
    "summer",
    "autumn",
    "winter",
    "declared",
    "announced",
    "vs",
    "versus",
];

/// "2024", "2021–2023", "the year 2022", "1990s".
fn year_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let the = text.is_any(at, &["the", "The"]);
    let start = if the { at + 1 } else { at };
    if text.is_any_word(start, &["year"])
        && let Some(year) = year(text, start + 1)
    {
        return Some((start + 2, Expression::Year(YearPart::Given(year))));
    }
    if let Some(decade) = decade(text, start) {
        return Some(decade);
    }
    if the {
        return None;
    }
    let first = year(text, at)?;
    if is_range_mark(text, at + 1) && !text.is_any(at + 1, &["and", "&"]) {
        let last = year(text, at + 2).or_else(|| short_year(text, at, first));
        if let Some(last) = last.filter(|last| (1..200).contains(&(last - first))) {
            let (from, to) = (first, last);
            return Some((at + 3, Expression::Years { from, to }));
        }
    }
    is_bare_year(text, at, first).then_some((at + 1, Expression::Year(YearPart::Given(first))))
}

/// The 24 of "2023/24".
fn short_year(text: &Text<'_>, at: usize, first: i16) -> Option<i16> {
    let word = text.word(at + 2);
    if word.len() != 2 || !text.joined(at + 1) || !text.joined(at + 2) {
        return None;
    }
    let last: i16 = word.parse().ok()?;
    let last = first / 100 * 100 + last;
    (last == first + 1).then_some(last)
}

/// Whether a number of four figures is a year and no amount, number of a document or quantity.
fn is_bare_year(text: &Text<'_>, at: usize, year: i16) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    let introduced = BEFORE_YEAR
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word));
    if !(1900..2100).contains(&year) {
        return (1400..2200).contains(&year)
            && matches!(
                before,
                "in" | "In" | "since" | "Since" | "of" | "from" | "by"
            );
    }
    if matches!(
        before,
        "No" | "Resolution" | "resolution" | "№" | "Article" | "#" | "§"
    ) || text.is_any(at + 1, &["%", "/", "°"]) && text.joined(at + 1)
    {
        return false;
    }
    if at > 0 && text.joined(at) && text.is_any(at - 1, &["-", "–", "/", ":", ".", "$", "€", "+"])
    {
        return false;
    }
    let counted = text.continues_line(at + 1)
        && text.is_plain_word(at + 1)
        && !text.is_capitalised(at + 1)
        && (text.word(at + 1).ends_with('s') && text.word(at + 1).len() > 3
            || super::super::numbers::scale(text.word(at + 1)).is_some()
            || text.is_any_word(at + 1, &["percent", "people", "km", "kilometres"]));
    introduced || !counted
}

/// "1990s", "the 1990s", "2020's".
fn decade(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let digits = text.word(at).strip_suffix('s')?;
    let year: i16 = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    let fits = year % 10 == 0 && (1500..2100).contains(&year);
    fits.then_some((at + 1, Expression::Decade(year)))
}

/// "summer of 2024", "last winter", "spring 2025".
fn season_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (direction, start) = if text.is_any_word(at, &["this"]) {
        (Some(0), at + 1)
    } else if text.is_any_word(at, &["last"]) {
        (Some(-1), at + 1)
    } else if text.is_any_word(at, &["next"]) {
        (Some(1), at + 1)
    } else {
        (None, at)
    };
    let start = if direction.is_none() && text.is_any(at, &["the", "The"]) {
        at + 1
    } else {
        start
    };
    let (from, to) = season(text, start)?;
    let (end, year) = year_part(text, start + 1);
    let year = match (direction, year) {
        (_, Some(year)) => year,
        (Some(0), None) => YearPart::Relative(0),
        // "last autumn" may lie in the same year; the nearest one back or ahead is meant.
        (Some(-1), None) => YearPart::Implied(super::values::Tense::Past),
        (Some(_), None) => YearPart::Implied(super::values::Tense::Future),
        (None, None) => return None,
    };
    Some((end, Expression::Months { year, from, to }))
}
