//! Calendar expressions and durations.

mod absolute;
mod dateline;
mod expression;
mod lengths;
mod lexicon;
mod numeric;
mod parts;
mod relative;
mod tense;
mod values;
mod years;

use std::ops::Range;

use communique_model::Label;
use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use absolute::{closes_between, is_range_mark};
use expression::{Expression, YearPart};
use lexicon::Unit;
use values::Resolver;

pub(in crate::engine) use lexicon::MONTHS;

/// Finds dates, periods and durations.
pub(crate) struct Dates;

/// The days of a week, "2025-W17": from its Monday to its Sunday, as the annotation writes it.
pub(crate) fn days_of_week(value: &str) -> Option<String> {
    let (year, week) = value.split_once("-W")?;
    let monday = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
    let monday = monday.date();
    let sunday = monday.checked_add(6.days()).ok()?;
    Some(format!("{monday}/{sunday}"))
}

impl Layer for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut found: Vec<(Range<usize>, Expression)> = Vec::new();
        let mut at = 0;
        while at < board.text.len() {
            let taken = board
                .covering(at)
                .filter(|candidate| candidate.rank == Rank::Notation)
                .map(|candidate| candidate.tokens.end);
            if let Some(end) = taken {
                at = end.max(at + 1);
                continue;
            }
            let Some((range, expression)) = expression_at(board.text, at) else {
                at += 1;
                continue;
            };
            at = range.end;
            // "20 February (Tuesday)": the weekday says nothing that the date does not.
            let repeats = matches!(expression, Expression::Weekday { .. })
                && range.start > 0
                && board.text.is(range.start - 1, "(")
                && board.text.is(range.end, ")")
                && found
                    .last()
                    .is_some_and(|(last, _)| last.end + 1 == range.start);
            if !repeats {
                found.push((range, expression));
            }
        }
        let reference = dateline::exact_reference(board.text, &found, board.reference);
        let mut resolver = Resolver::new(reference);
        for (range, expression) in found {
            let value = resolver.value(&expression);
            board.push(
                Candidate::new(range, Label::Date, Rank::Calendar, self.name()).with_value(value),
            );
        }
    }
}

/// The longest expression that begins at `at`, a range of two points included.
fn expression_at(text: &Text<'_>, at: usize) -> Option<(Range<usize>, Expression)> {
    let article = text.is_any(at, &["the", "The"]);
    if !text.begins_date(at)
        || (article && !text.begins_date(at + 1) && !text.is_apostrophe(at + 1))
        || (at > 0 && text.joined(at) && text.is_any(at - 1, &["/", "@", "_"]))
    {
        return None;
    }
    let (end, first) = point(text, at)?;
    if let Some((end, last)) = range_end(text, at, end, &first) {
        let first = with_year_of(first, &last);
        let range = Expression::Between(Box::new(first), Box::new(last));
        return Some((at..end, range));
    }
    Some((at..end, first))
}

/// The longest expression at `at` that is no range of two others.
fn point(text: &Text<'_>, at: usize) -> Option<(usize, Expression)> {
    if !text.begins_date(at) {
        return None;
    }
    let absolute = absolute::parse(text, at);
    let relative = relative::parse(text, at);
    match (absolute, relative) {
        (Some(one), Some(other)) if other.0 > one.0 => Some(other),
        (one, other) => one.or(other),
    }
}

/// What a length may be counted from. Lengths are not among it, so that no chain of them ("two days
/// before two days before …") is followed.
fn anchor(text: &Text<'_>, at: usize) -> Option<(usize, Expression)> {
    if !text.begins_date(at) || !text.continues_line(at) {
        return None;
    }
    absolute::parse(text, at).or_else(|| relative::anchor(text, at))
}

/// The second point of a range that began at `start`, and the token after it.
fn range_end(
    text: &Text<'_>,
    start: usize,
    at: usize,
    first: &Expression,
) -> Option<(usize, Expression)> {
    let today = |at: usize, expression: Expression| match expression {
        Expression::Vague if text.is_word(at, "today") => Expression::Shift {
            unit: Unit::Day,
            by: 0,
        },
        other => other,
    };
    let first = today(start, first.clone());
    let mark = is_range_mark(text, at) || closes_between(text, start, at);
    if !mark || !first.is_point() || !text.continues_line(at + 1) {
        return None;
    }
    let (end, last) = point(text, at + 1)?;
    let last = today(at + 1, last);
    last.is_point().then_some((end, last))
}

/// A date without a year takes that of the date it runs to.
fn with_year_of(first: Expression, last: &Expression) -> Expression {
    let (year, end_month) = match last {
        &Expression::Day { year, month, .. } | &Expression::Month { year, month } => (year, month),
        _ => return first,
    };
    let YearPart::Given(year) = year else {
        return first;
    };
    let year_for = |month: i8| YearPart::Given(if month > end_month { year - 1 } else { year });
    match first {
        Expression::Day {
            year: YearPart::Implied(_),
            month,
            day,
        } => Expression::Day {
            year: year_for(month),
            month,
            day,
        },
        Expression::Month {
            year: YearPart::Implied(_),
            month,
        } => Expression::Month {
            year: year_for(month),
            month,
        },
        other => other,
    }
}
