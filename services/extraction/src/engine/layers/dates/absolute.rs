//! Dates that name a month or a day: "July 3", "20–21 May 2024", "October 2022".

use super::expression::{Expression, YearPart};
use super::lexicon::{MonthWord, day, month, spoken_year, weekday_before_date, year};
use super::numeric;
use super::tense;
use super::years::{season_date, year_date};
use crate::engine::layers::numbers::{in_words, ordinal};
use crate::engine::text::Text;

pub(super) type Parsed = (usize, Expression);

/// The longest such date at `at`.
pub(super) fn parse(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some((_, end)) = weekday_before_date(text, at) {
        // "Friday, June 21, 2024" is one date, "Wednesday and Thursday, 14–15 June" are two days.
        let list = is_range_mark(text, end) || text.is_any(end, &["and", "&", "/"]);
        if list
            && text.continues_line(end)
            && let Some((_, second)) = weekday_before_date(text, end + 1)
        {
            let date = after_comma(text, second);
            return day_date(text, date).filter(|(_, found)| {
                text.continues_line(date) && matches!(found, Expression::Days { .. })
            });
        }
        let date = after_comma(text, end);
        if !text.continues_line(date) {
            return None;
        }
        return day_date(text, date).or_else(|| numeric::parse(text, date));
    }
    day_date(text, at)
        .or_else(|| numeric::parse(text, at))
        .or_else(|| month_date(text, at))
        .or_else(|| year_date(text, at))
        .or_else(|| season_date(text, at))
}

pub(super) fn after_comma(text: &Text<'_>, at: usize) -> usize {
    if text.is(at, ",") { at + 1 } else { at }
}

/// A mark or word between the ends of a range: "–", "to", "until", "through".
pub(super) fn is_range_mark(text: &Text<'_>, at: usize) -> bool {
    text.continues_line(at)
        && text.is_any(
            at,
            &[
                "-", "–", "—", "‑", "~", "to", "till", "until", "through", "thru",
            ],
        )
}

/// Whether "and" at `at` closes what "between" has opened before `start`.
pub(super) fn closes_between(text: &Text<'_>, start: usize, at: usize) -> bool {
    text.is_any(at, &["and", "&"]) && text.continues_line(at) && {
        let article = start > 0 && text.is(start - 1, "the");
        let before = start.checked_sub(1 + usize::from(article));
        before.is_some_and(|before| text.is_word(before, "between"))
    }
}

/// A mark that joins the parts of one date without spaces: "05-Aug-2016", "Oct/2".
fn glue(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, &["-", "/", "."]) && text.joined(at) && text.joined(at + 1)
}

/// "July 3", "July 3–4, 2024", "3 July 2024", "May 30 – June 2", "the third of May".
fn day_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some(word) = month(text, at) {
        return month_first(text, at, word);
    }
    let the = text.is_any(at, &["the", "The"]);
    let start = if the { at + 1 } else { at };
    if the && ordinal(text, start).is_none() {
        return None;
    }
    let (first, after) = day(text, start)?;
    let (last, next) =
        second_day(text, start, after).map_or((None, after), |(day, next)| (Some(day), next));
    if let Some(found) = of_shifted_month(text, first, last, next) {
        return Some(found);
    }
    if let Some(found) = to_month_and_day(text, at, first, after) {
        return Some(found);
    }
    let of = text.is(next, "of");
    let mut name = if of { next + 1 } else { next };
    // "third day of May", "16. Nov. 2016"
    if text.is(next, "day") && text.is(next + 1, "of") && ordinal(text, start).is_some() {
        name = next + 2;
    } else if glue(text, next) || text.is(next, ".") && text.joined(next) && text.is_number(start) {
        name = next + 1;
    }
    name = text.past_the(name);
    let in_words = !text.is_number(start) && name == next;
    let same_line = text.continues_line(name);
    let word = month(text, name).filter(|_| same_line && !in_words && !glued(text, start, name))?;
    // "the 3 may come": a doubtful word in lower case needs an ordinal, an "of" or a year.
    if word.doubtful && !text.is_capitalised(name) && word.end == name + 1 {
        let sure = name > next || ordinal(text, start).is_some() || !text.word(name).is_ascii();
        let dated = spoken_year(text, after_comma(text, word.end)).is_some();
        let abbreviated = text.word(name).len() < 5 && !text.is_any(name, &["may", "mar", "sep"]);
        if !(sure || dated || abbreviated) {
            return None;
        }
    }
    let first_date = (word.month, first);
    if last.is_none()
        && (is_range_mark(text, word.end) || closes_between(text, at, word.end))
        && let Some((end_day, after)) = day(text, text.past_the(word.end + 1))
        && let after = if text.is(after, "of") {
            after + 1
        } else {
            after
        }
        && let Some(end_month) = month(text, after)
    {
        let (end, year) = year_part(text, end_month.end);
        let to = (end_month.month, end_day);
        return Some((end, days(text, at, year, first_date, to)));
    }
    let (end, year) = year_part(text, word.end);
    Some((end, one_or_two(text, at, year, first_date, last)))
}

/// "4 to 22 this month", "4–23 of next month": days of a month counted from that of the text.
fn of_shifted_month(text: &Text<'_>, first: i8, last: Option<i8>, at: usize) -> Option<Parsed> {
    let last = last.filter(|last| *last > first && text.continues_line(at))?;
    let month = if text.is_any(at, &["of", "in"]) {
        at + 1
    } else {
        at
    };
    let by = super::relative::direction(text, month)?;
    let day = |day| Box::new(Expression::DayOfShiftedMonth { day, by });
    text.is_word(month + 1, "month")
        .then(|| (month + 2, Expression::Between(day(first), day(last))))
}

/// "from 4 to January 22, 1995": the month of both days stands with the second.
fn to_month_and_day(text: &Text<'_>, at: usize, first: i8, after: usize) -> Option<Parsed> {
    let opened = at > 0 && text.is_any_word(at - 1, &["from", "between"]);
    let mark = is_range_mark(text, after) || closes_between(text, at, after);
    let word = month(text, after + 1).filter(|_| opened && mark)?;
    let (last, end) = day(text, word.end).filter(|_| text.is_number(word.end))?;
    if last <= first {
        return None;
    }
    let (end, year) = year_part(text, end);
    let from = (word.month, first);
    Some((end, days(text, at, year, from, (word.month, last))))
}

/// "20Jun" is no date, "20-Jun" is.
fn glued(text: &Text<'_>, start: usize, next: usize) -> bool {
    next == start + 1 && text.joined(next)
}

fn month_first(text: &Text<'_>, at: usize, word: MonthWord) -> Option<Parsed> {
    let mut start = word.end;
    if glue(text, start) {
        start += 1;
    } else if text.is(start, "the") || text.is(start, ",") && ordinal(text, start + 1).is_some() {
        // "September the 21st", "October, 1st"
        start += 1;
        ordinal(text, start)?;
    } else if text.is(start, ".") && text.joined(start) && text.is_number(start + 1) {
        start += 1;
    }
    let opened = text.is_any(start, &["between", "from"]);
    if opened {
        start += 1;
    }
    let (first, after) = day(text, start)
        .or_else(|| day_in_words(text, start))
        .filter(|_| text.continues_line(start))?;
    let first_date = (word.month, first);
    if !text.is_number(start) && !ends_date(text, after) {
        return None;
    }
    // "July 1.5" or "July 10:30" names no day.
    if text.is_any(after, &[".", ":"])
        && text.joined(after)
        && text.joined(after + 1)
        && text.is_number(after + 1)
    {
        return None;
    }
    if text.is(after, ",") && text.joined(after + 1) && text.word(after + 1).len() == 3 {
        return None;
    }
    if is_range_mark(text, after) || closes_between(text, at, after) {
        let next = after + 1;
        if let Some(end_month) = month(text, next)
            && let Some((end_day, after)) = day(text, text.past_the(end_month.end))
        {
            let (end, year) = year_part(text, after);
            let to = (end_month.month, end_day);
            return Some((end, days(text, at, year, first_date, to)));
        }
    }
    let and = opened && text.is(after, "and");
    let (last, next) = second_day(text, if and { start } else { at }, after)
        .or_else(|| and.then(|| day(text, after + 1)).flatten())
        .map_or((None, after), |(day, next)| (Some(day), next));
    if opened && last.is_none() {
        return None;
    }
    let (end, year) = year_part(text, next);
    Some((end, one_or_two(text, at, year, first_date, last)))
}

/// "twenty-one" after a month; smaller numbers in words count something else.
fn day_in_words(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let number = in_words(text, at)?;
    let day = i8::try_from(number.value.as_small()?).ok()?;
    (20..=31).contains(&day).then_some((day, number.end))
}

/// Whether nothing that a number or an ordinal would count stands at `at`.
pub(super) fn ends_date(text: &Text<'_>, at: usize) -> bool {
    !text.continues_line(at)
        || !text.is_plain_word(at)
        || month(text, at).is_some()
        || spoken_year(text, at).is_some()
        || text.is_any(
            at,
            &[
                "of", "in", "at", "this", "last", "next", "and", "to", "the", "with", "he", "she",
                "we", "they", "it", "for", "when", "where", "on", "by", "until", "till", "through",
            ],
        )
}

/// The second day of "3–4", "3 to 4" or "3 and 4", and the token after it.
fn second_day(text: &Text<'_>, start: usize, at: usize) -> Option<(i8, usize)> {
    let list = text.is_any(at, &["and", "&"]) && text.continues_line(at);
    if !(is_range_mark(text, at) || list || closes_between(text, start, at)) {
        return None;
    }
    let from = text.past_the(at + 1);
    if !text.is_number(from) {
        return None;
    }
    let (second, next) = day(text, from)?;
    // "July 3 and 40 others", "July 3 – 5 percent": a day is followed by no noun.
    let decimal = text.is_any(next, &[".", ",", "/", "-"])
        && text.joined(next)
        && text.joined(next + 1)
        && text.is_number(next + 1)
        && text.word(next + 1).len() != 4;
    let percent = text.is_any(next, &["%", "°"]);
    (ends_date(text, next) && !decimal && !percent).then_some((second, next))
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

pub(super) fn implied(text: &Text<'_>, at: usize) -> YearPart {
    YearPart::Implied(tense::around(text, at))
}

/// ", 2024", "2024", "of this year", "last year", "’24" after a month or day, and the token after
/// it.
pub(super) fn year_part(text: &Text<'_>, at: usize) -> (usize, Option<YearPart>) {
    if !text.continues_line(at) {
        return (at, None);
    }
    let next = if text.is(at, ",") || glue(text, at) && year(text, at + 1).is_some() {
        at + 1
    } else {
        at
    };
    if let Some((year, end)) = spoken_year(text, next).filter(|_| text.continues_line(next)) {
        return (end, Some(YearPart::Given(year)));
    }
    if let Some(year) = short_year(text, at) {
        return (at + 2, Some(YearPart::Given(year)));
    }
    let next = if text.is_any(at, &["of", "in"]) {
        at + 1
    } else {
        at
    };
    if text.is(at, "of") && text.is_any(next, &["the", "that"]) {
        let same = text.is(next + 1, "same");
        let year = if same { next + 2 } else { next + 1 };
        if text.is(year, "year") {
            let part = if same || text.is(next, "that") {
                YearPart::Same
            } else {
                YearPart::Relative(0)
            };
            return (year + 1, Some(part));
        }
    }
    if let Some((end, by)) = relative_year(text, next) {
        return (end, Some(YearPart::Relative(by)));
    }
    match (next > at).then(|| spoken_year(text, next)).flatten() {
        Some((year, end)) => (end, Some(YearPart::Given(year))),
        None => (at, None),
    }
}

/// The 24 of "’24", of the century that brings it nearest to the turn of this one.
fn short_year(text: &Text<'_>, at: usize) -> Option<i16> {
    let word = text.word(at + 1);
    let apostrophe = text.is_apostrophe(at) && !text.joined(at) && text.joined(at + 1);
    if !apostrophe || word.len() != 2 {
        return None;
    }
    let year: i16 = word.parse().ok()?;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
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
    } else if text.is_any_word(at, &["last", "previous", "past", "preceding"]) {
        -1
    } else if text.is_any_word(at, &["next", "coming", "following"]) {
        1
    } else {
        return None;
    };
    let calendar = usize::from(text.is_word(at + 1, "calendar"));
    text.is_word(at + 1 + calendar, "year")
        .then_some((at + 2 + calendar, by))
}

const BEFORE_MONTH: [&str; 22] = [
    "in",
    "since",
    "by",
    "until",
    "till",
    "of",
    "early",
    "mid",
    "late",
    "last",
    "next",
    "this",
    "from",
    "during",
    "throughout",
    "through",
    "for",
    "between",
    "before",
    "after",
    "every",
    "each",
];

/// "October", "October 2022", "January–August 2024", "November of this year", "2016 November".
fn month_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if let Some((end, expression)) = year_then_month(text, at) {
        return Some((end, expression));
    }
    let first = month(text, at)?;
    let range = is_range_mark(text, first.end) || closes_between(text, at, first.end);
    if range && let Some(last) = month(text, first.end + 1) {
        let day_follows = day(text, last.end).is_some() && text.is_number(last.end);
        let (end, year) = year_part(text, last.end);
        if !day_follows || year.is_some() {
            let (from, to) = (first.month, last.month);
            let year = match year {
                Some(YearPart::Given(year)) if to < from => YearPart::Given(year - 1),
                Some(year) => year,
                None => implied(text, at),
            };
            return Some((end, Expression::Months { year, from, to }));
        }
    }
    let (end, year) = year_part(text, first.end);
    if year.is_none() && first.doubtful && !is_introduced(text, at, first) {
        return None;
    }
    let year = year.unwrap_or_else(|| implied(text, at));
    let month = first.month;
    Some((end, Expression::Month { year, month }))
}

/// Whether the words around a doubtful month say that it is one.
fn is_introduced(text: &Text<'_>, at: usize, word: MonthWord) -> bool {
    let hyphen = at > 1 && text.is(at - 1, "-") && text.is_any_word(at - 2, &["mid"]);
    let introduced =
        at > 0 && text.continues_line(at) && (text.is_any_word(at - 1, &BEFORE_MONTH) || hyphen);
    let person = text.continues_line(at + 1) && text.is_capitalised(at + 1);
    // "for may be", "to march on": in lower case the words are verbs.
    let verb = !text.is_capitalised(at) && matches!(word.month, 3 | 5);
    introduced && !person && !verb
}

/// "2016 November", "2017, April": the year first.
fn year_then_month(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let year = YearPart::Given(year(text, at)?);
    let next = after_comma(text, at + 1);
    let glued = glue(text, at + 1);
    let next = if glued { at + 2 } else { next };
    let word = month(text, next).filter(|_| text.continues_line(next))?;
    let month = word.month;
    // "2019-Aug-1"
    if glued
        && glue(text, word.end)
        && let Some((day, end)) = day(text, word.end + 1)
    {
        return Some((end, Expression::Day { year, month, day }));
    }
    // "In 2016 May Smith", "in 2016, May 3 was": what follows begins another date.
    let other = spoken_year(text, after_comma(text, word.end)).is_some()
        || !glued && text.is_number(word.end)
        || word.doubtful
            && word.end == next + 1
            && !glued
            && !text.is_any(next, &["May", "March"])
            && text.word(next).len() > 4
        || text.is_capitalised(word.end) && text.continues_line(word.end);
    (!other).then_some((word.end, Expression::Month { year, month }))
}
