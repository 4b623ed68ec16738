//! The day that a text states as its own, which is what its "today" and "on Monday" count from.

use std::ops::Range;

use communique_model::PartialDate;
use jiff::ToSpan;

use super::expression::{Expression, YearPart};
use super::lexicon::Unit;
use crate::engine::text::Text;

/// How many tokens at the start of a text may hold its date line.
const HEAD: usize = 80;

/// Most words before the date in its line: "St Petersburg, July 28, 2023", "Published on …".
const WORDS_BEFORE: usize = 3;

/// The reference made as exact as the text's own date line makes it. A line that contradicts the
/// reference is not followed.
pub(super) fn exact_reference(
    text: &Text<'_>,
    found: &[(Range<usize>, Expression)],
    reference: Option<PartialDate>,
) -> Option<PartialDate> {
    if reference.is_some_and(|date| date.day().is_some()) {
        return reference;
    }
    let fits = |date: &PartialDate| {
        reference.is_none_or(|reference| {
            reference.first_day() <= date.first_day() && date.last_day() <= reference.last_day()
        })
    };
    let in_line = || {
        found
            .iter()
            .take_while(|(range, _)| range.start < HEAD)
            .filter(|(range, expression)| {
                is_date_line(text, range) && (has_year(expression) || stands_apart(text, range))
            })
            .filter_map(|(_, expression)| day_named(expression, reference))
            .find(fits)
    };
    let at_foot = || {
        let (range, expression) = found.last()?;
        (has_year(expression) && is_foot(text, range))
            .then(|| day_named(expression, reference))
            .flatten()
            .filter(fits)
    };
    beside_day_word(text, found, reference)
        .filter(fits)
        .or_else(in_line)
        .or_else(at_foot)
        .or(reference)
}

/// Whether a date is all that the last line of a text says: "📅 July 6, 2024".
fn is_foot(text: &Text<'_>, range: &Range<usize>) -> bool {
    let line = text.line_start(range.start);
    range.end + 1 >= text.len()
        && (line..range.start)
            .take(HEAD)
            .all(|at| !text.is_plain_word(at))
}

fn has_year(expression: &Expression) -> bool {
    let given = |year: &YearPart| matches!(year, YearPart::Given(_));
    matches!(expression, Expression::Day { year, .. } if given(year))
}

/// Whether a date without a year opens a text or a line with nothing but names before it, and no
/// sentence goes on after it: "ASTANA. June 19. KAZINFORM", "27 September – a day of mourning".
fn stands_apart(text: &Text<'_>, range: &Range<usize>) -> bool {
    let line = text.line_start(range.start);
    let named = (line..range.start)
        .take(HEAD)
        .filter(|&at| text.is_plain_word(at))
        .all(|at| {
            text.is_capitalised(at) && !text.is_any(at, &["On", "In", "By", "From", "Until"])
        });
    let sentence = text.is_any(range.end, &[",", "-"]);
    named && !sentence
}

/// The day that an expression names; its year may be left to the reference.
fn day_named(expression: &Expression, reference: Option<PartialDate>) -> Option<PartialDate> {
    let &Expression::Day { year, month, day } = expression else {
        return None;
    };
    let year = match year {
        YearPart::Given(year) => year,
        YearPart::Implied(_) => reference?.year(),
        _ => return None,
    };
    PartialDate::day_of(year, month, day)
}

/// The day of the text as "today, 15 February" or "yesterday, September 1" tells it.
fn beside_day_word(
    text: &Text<'_>,
    found: &[(Range<usize>, Expression)],
    reference: Option<PartialDate>,
) -> Option<PartialDate> {
    found.windows(2).find_map(|pair| {
        let [(word, shift), (date, day)] = pair else {
            return None;
        };
        let by = match *shift {
            Expression::Shift {
                unit: Unit::Day,
                by,
            } => by,
            Expression::Vague if text.is_word(word.start, "today") => 0,
            _ => return None,
        };
        let beside = date.start == word.end + 1 && text.is_any(word.end, &[",", "("]);
        let named = day_named(day, reference).filter(|_| beside)?.to_date()?;
        PartialDate::from_date(named.checked_sub(by.days()).ok()?)
    })
}

/// Whether a date stands where dates of texts do: by itself, in brackets, or before the text's
/// source, with a place or little else in front of it.
fn is_date_line(text: &Text<'_>, range: &Range<usize>) -> bool {
    let line = text.line_start(range.start);
    let before = (line..range.start)
        .take(HEAD)
        .filter(|&at| text.is_plain_word(at))
        .count();
    let ends = range.end >= text.line_end(range.start);
    let closes = ends || text.is_any(range.end, &[",", "(", "|", "–", "—", "-", "/", ":", ";"]);
    let bracketed = text.is(range.end, ")");
    // "Bishkek, Mar. 13. /Kabar/. …", "ASTANA. June 19. KAZINFORM – …": the agency follows.
    let agency = text.is(range.end, ".")
        && (text.is_any(range.end + 1, &["/", "("]) || text.is_all_capitals(range.end + 1));
    // "Ulaanbaatar, June 5, 2025. The tenth conference …": the text goes on after the place and day.
    let place = text.is(range.end, ".")
        && before > 0
        && text.is(range.start - 1, ",")
        && (line..range.start)
            .take(HEAD)
            .all(|at| !text.is_plain_word(at) || text.is_capitalised(at));
    let closes = closes || agency || place;
    bracketed || closes && before <= WORDS_BEFORE
}
