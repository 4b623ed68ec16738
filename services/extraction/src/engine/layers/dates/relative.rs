//! Expressions relative to the day of the text, or to the day it last spoke of.

use super::absolute::{Parsed, ends_date, implied};
use super::expression::{Expression, Length, Tense, YearPart};
use super::lengths::{
    counted, length, length_of_one, range_of_units, recurrence, vague, vague_plural,
};
use super::lexicon::{Unit, day, month, unit, weekday};
use super::parts::{months_of_year, part_of_period, same_period};
use super::tense;
use crate::engine::layers::numbers::{number, ordinal};
use crate::engine::text::Text;

/// The longest such expression at `at`; an article belongs to it.
pub(super) fn parse(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let article = text.is_any(at, &["the", "The"]);
    let start = if article { at + 1 } else { at };
    if article && !text.continues_line(start) {
        return None;
    }
    let found = part_of_period(text, start)
        .or_else(|| months_of_year(text, start))
        .or_else(|| same_period(text, start))
        .or_else(|| century(text, start))
        .or_else(|| day_word(text, start).filter(|_| article))
        .or_else(|| weekday_of_month(text, start))
        .or_else(|| day_of_month(text, start))
        .or_else(|| shifted(text, start));
    if found.is_some() {
        return found;
    }
    if article {
        return day_beside_last(text, start)
            .or_else(|| after_next(text, start))
            .or_else(|| period_at_hand(text, start))
            .or_else(|| vague_plural(text, start));
    }
    day_word(text, at)
        .or_else(|| recurrence(text, at))
        .or_else(|| counted(text, at))
        .or_else(|| vague(text, at))
        .or_else(|| week_day(text, at))
}

/// What a length may be counted from: "tomorrow", "next Friday", "the end of May".
pub(super) fn anchor(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let start = text.past_the(at);
    part_of_period(text, start)
        .or_else(|| day_word(text, start))
        .or_else(|| shifted(text, start))
        .or_else(|| week_day(text, start))
        .filter(|(_, expression)| !matches!(expression, Expression::Duration(_)))
}

fn day_word(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let shift = |by| Expression::Shift {
        unit: Unit::Day,
        by,
    };
    if text.is_word(at, "today") {
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
    if text.is_word(at, "yesterday") {
        return Some((at + 1, shift(-1)));
    }
    if text.is_word(at, "tonight") {
        return Some((at + 1, shift(0)));
    }
    text.is_word(at, "tomorrow").then_some((at + 1, shift(1)))
}

/// "day before", "following day", "same day": counted from the day that the text last named.
fn day_beside_last(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let named = |by| Some((at + 2, Expression::FromLastDay { by }));
    if text.is_word(at + 1, "day") && text.continues_line(at + 1) {
        return match text.word(at) {
            "previous" | "preceding" => named(-1),
            "next" | "following" => named(1),
            "same" => named(0),
            _ => None,
        };
    }
    let part_of_day = ["morning", "afternoon", "evening", "night"];
    if text.is(at, "same") && text.is_any(at + 1, &part_of_day) && text.continues_line(at + 1) {
        return Some((at + 2, Expression::PartOfLastDay));
    }
    // "the same year", "the previous year" count from the year that the story is in.
    if text.is_word(at + 1, "year") && text.continues_line(at + 1) && text.is(at, "same") {
        return Some((at + 2, Expression::FromLastYear { by: 0 }));
    }
    // "the day before the summit" lies beside something that is no date.
    let closes = !text.continues_line(at + 2)
        || text.is_any(at + 2, &[",", ".", ";", ":", ")", "?", "!"])
        || text.is(at + 1, "before")
            && text.is_any(
                at + 2,
                &["at", "in", "with", "by", "on", "and", "from", "for"],
            );
    if text.is(at, "year") && text.is(at + 1, "before") && closes {
        return Some((at + 2, Expression::FromLastYear { by: -1 }));
    }
    if !text.is_word(at, "day") || !closes {
        return None;
    }
    match text.word(at + 1) {
        "before" => named(-1),
        "after" => named(1),
        _ => None,
    }
}

/// "over the weekend", "for the month", "of the year": the period that the text is at.
fn period_at_hand(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let preposition = at.checked_sub(2).filter(|_| text.continues_line(at - 1))?;
    let over = text.is_any(preposition, &["over", "during", "for", "at"]);
    if over && text.is(at, "weekend") {
        let by = if tense::around(text, at) == Tense::Future {
            0
        } else {
            -1
        };
        return Some((at + 1, Expression::Weekend { by }));
    }
    let within = over && !text.is(preposition, "at") || text.is(preposition, "of");
    let unit = match text.word(at) {
        "year" => Unit::Year,
        "month" => Unit::Month,
        _ => return None,
    };
    // "the year 1999", "the year of the dragon", "the year in which", "the month before"
    let goes_on = text.continues_line(at + 1)
        && (text.is_number(at + 1)
            || text.is_any(
                at + 1,
                &[
                    "of", "in", "that", "when", "before", "after", "since", "to", "ahead", "under",
                    "review", "end", "round", "-",
                ],
            ));
    (within && !goes_on).then_some((at + 1, Expression::Shift { unit, by: 0 }))
}

/// "week after next", "year after the next".
fn after_next(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let next = text.past_the(at + 2);
    if !text.is(at + 1, "after") || !text.is(next, "next") || !text.continues_line(at + 1) {
        return None;
    }
    if text.is_word(at, "weekend") {
        return Some((next + 1, Expression::Weekend { by: 2 }));
    }
    let (unit, plural) = unit(text, at)?;
    (!plural && !ends_in_unit(text, next + 1))
        .then_some((next + 1, Expression::Shift { unit, by: 2 }))
}

fn ends_in_unit(text: &Text<'_>, at: usize) -> bool {
    text.continues_line(at) && unit(text, at).is_some()
}

/// "Monday", "Friday of next week", "Tuesday next week", "Friday the 15th".
fn week_day(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let weekday = weekday(text, at)?;
    let next = at + 1;
    let tense = tense::of_weekday(text, at);
    if text.continues_line(next) {
        let week = text.past_the(if text.is(next, "of") { next + 1 } else { next });
        if let Some(by) = direction(text, week)
            && text.is_word(week + 1, "week")
        {
            return Some((week + 2, Expression::WeekdayOfWeek { day: weekday, by }));
        }
        let start = text.past_the(next);
        if let Some((day, end)) = day(text, start)
            && (start > next || text.is_number(start))
            && ends_date(text, end)
            && !text.is_any(end, &["-", "/", "%", ":"])
            && !(text.is(end, ".") && text.joined(end + 1))
            && !text.is_any_word(end, &["am", "pm", "a", "p"])
        {
            let weekday = Some(weekday);
            let expression = Expression::DayOfMonth {
                day,
                weekday,
                tense,
            };
            return Some((end, expression));
        }
    }
    let expression = Expression::Weekday {
        day: weekday,
        direction: 0,
        tense,
    };
    Some((next, expression))
}

/// "first Friday of July", "last Monday in May 2024", "third Wednesday of next month".
fn weekday_of_month(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (nth, next) = match ordinal(text, at) {
        Some((nth, next)) => (nth, next),
        None if text.is_word(at, "last") => (-1, at + 1),
        None => return None,
    };
    let day = weekday(text, next).filter(|_| text.continues_line(next))?;
    let nth = i8::try_from(nth)
        .ok()
        .filter(|nth| (-1..=5).contains(nth) && *nth != 0)?;
    if !text.is_any(next + 1, &["of", "in"]) || !text.continues_line(next + 1) {
        return None;
    }
    let start = text.past_the(next + 2);
    let (end, month) = if let Some(word) = month(text, start) {
        let (end, year) = super::absolute::year_part(text, word.end);
        let year = year.unwrap_or_else(|| implied(text, at));
        let month = word.month;
        (end, Expression::Month { year, month })
    } else {
        let by = direction(text, start)?;
        let unit = Unit::Month;
        let fits = text.is_word(start + 1, "month");
        (fits.then_some(start + 2)?, Expression::Shift { unit, by })
    };
    let month = Box::new(month);
    Some((end, Expression::WeekdayOfMonth { day, nth, month }))
}

/// "12th" after "the" where a day is meant, "20th of next month", "15th day of this month".
fn day_of_month(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (_, after) = ordinal(text, at)?;
    let (day, _) = day(text, at)?;
    let next = if text.is(after, "day") {
        after + 1
    } else {
        after
    };
    if text.continues_line(next) {
        let month = if text.is(next, "of") { next + 1 } else { next };
        let whole = text.is(month, "the");
        let by = if whole {
            Some(0)
        } else {
            direction(text, month)
        };
        let end = month + 2;
        if let Some(by) = by.filter(|_| text.is_word(end - 1, "month")) {
            return Some((end, Expression::DayOfShiftedMonth { day, by }));
        }
    }
    // "on the 12th, they met": nothing follows that the ordinal could count.
    let article = at > 1 && text.is(at - 1, "the") && text.continues_line(at);
    let introduced = article
        && text.is_any_word(
            at - 2,
            &[
                "on", "by", "until", "till", "since", "from", "before", "after", "through", "for",
                "around",
            ],
        );
    let closes = !text.continues_line(next)
        || text.is_any(next, &[",", ".", ";", "!", "?", ")", "–", "—"])
        || text.is_any(
            next,
            &["he", "she", "they", "we", "it", "at", "in", "when", "with"],
        );
    let figures = text.is_number(at) && next == after;
    let tense = tense::around(text, at);
    let weekday = None;
    (introduced && closes && figures).then_some((
        next,
        Expression::DayOfMonth {
            day,
            weekday,
            tense,
        },
    ))
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
    // "The first phase will last 42 days": a verb.
    let modal = [
        "will", "would", "may", "can", "could", "must", "should", "shall", "might",
    ];
    if text.is_word(at, "last") && at > 0 && text.is_any_word(at - 1, &modal) {
        return None;
    }
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
    let mut by = direction(text, at)?;
    let mut next = at + 1;
    // "this past Wednesday", "this coming Friday"
    let doubled = (by == 0).then(|| direction(text, next)).flatten();
    if let Some(inner) = doubled.filter(|inner| *inner != 0 && text.continues_line(next + 1)) {
        by = inner;
        next += 1;
    }
    let calendar = text.is_word(next, "calendar") && text.is_word(next + 1, "year");
    next += usize::from(calendar);
    if text.is_word(next, "weekend") {
        return Some((next + 1, Expression::Weekend { by }));
    }
    // "this morning", "last night"
    let part_of_day = by == 0 && text.is_any(next, &["morning", "afternoon", "evening"])
        || by == -1 && text.is(next, "night");
    if part_of_day && next == at + 1 {
        let unit = Unit::Day;
        return Some((next + 1, Expression::Shift { unit, by }));
    }
    if let Some((unit, plural)) = unit(text, next) {
        if plural {
            return Some((next + 1, Expression::Vague));
        }
        if unit == Unit::Week
            && let on = if text.is(next + 1, "on") {
                next + 2
            } else {
                next + 1
            }
            && text.continues_line(on)
            && let Some(day) = weekday(text, on)
        {
            return Some((on + 1, Expression::WeekdayOfWeek { day, by }));
        }
        return Some((next + 1, one_unit(text, next, unit, by)?));
    }
    if let Some(day) = weekday(text, next) {
        if by == 0 {
            return Some((next + 1, Expression::WeekdayOfWeek { day, by }));
        }
        let expression = Expression::Weekday {
            day,
            direction: i8::try_from(by).unwrap_or(0),
            tense: Tense::Open,
        };
        return Some((next + 1, expression));
    }
    // "this may take long", "the next march": in lower case they are mostly no months.
    let verb = !text.is_capitalised(next) && text.is_any(next, &["may", "march", "mar", "august"]);
    if let Some(word) = month(text, next).filter(|_| !verb) {
        return Some(shifted_month(text, &word, by));
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
    if let Some(first) = number(text, next)
        && let Some(end) = range_of_units(text, &first)
    {
        return Some((end, Expression::Vague));
    }
    let (end, length) = length(text, next)?;
    if text.is_word(end, "ago") {
        // "for the last 3 months, and 2 days ago …": the last part belongs to what follows.
        let (end, first) = length_of_one(text, next).filter(|found| found.0 < end)?;
        return Some((end, Expression::Duration(first)));
    }
    Some((end, Expression::Duration(length)))
}

/// A single unit after "last", "this", "next", with "on Friday" after a week.
fn one_unit(text: &Text<'_>, at: usize, unit: Unit, by: i32) -> Option<Expression> {
    match unit {
        // "this day", "the current hour" point to what was said, not into the calendar.
        Unit::Hour | Unit::Minute | Unit::Second => None,
        Unit::Day if by == 0 || at > 1 && text.is_any_word(at - 2, &["the"]) => {
            (by != 0).then_some(Expression::FromLastDay { by })
        }
        Unit::Year
            if at > 1
                && text.is(at - 2, "the")
                && text.is_any(at - 1, &["previous", "preceding"]) =>
        {
            Some(Expression::FromLastYear { by: -1 })
        }
        // "within the next year", "over the next month": how long, not which one.
        Unit::Year | Unit::Month | Unit::Week
            if by == 1
                && at > 2
                && text.is_any(at - 1, &["next", "coming"])
                && text.is(at - 2, "the")
                && text.is_any(at - 3, &["within", "over", "during", "Within", "Over"]) =>
        {
            Some(Expression::Duration(Length::of(unit, 1)))
        }
        Unit::Fortnight => Some(Expression::Duration(Length::of(unit, 1))),
        _ => Some(Expression::Shift { unit, by }),
    }
}

/// "last July", "this June", "next May".
fn shifted_month(text: &Text<'_>, word: &super::lexicon::MonthWord, by: i32) -> Parsed {
    let (end, year) = super::absolute::year_part(text, word.end);
    let year = year.unwrap_or_else(|| YearPart::beside_month(by));
    let month = word.month;
    (end, Expression::Month { year, month })
}
