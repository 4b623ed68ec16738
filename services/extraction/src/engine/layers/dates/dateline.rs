//! The day that a text states as its own, which is what its "today" and "on Monday" count from.

use std::ops::Range;

use communique_model::PartialDate;

use super::expression::{Expression, YearPart};
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
    found
        .iter()
        .take_while(|(range, _)| range.start < HEAD)
        .filter(|(range, _)| is_date_line(text, range))
        .filter_map(|(_, expression)| match *expression {
            Expression::Day {
                year: YearPart::Given(year),
                month,
                day,
            } => PartialDate::day_of(year, month, day),
            _ => None,
        })
        .find(fits)
        .or(reference)
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
    bracketed || closes && before <= WORDS_BEFORE
}
