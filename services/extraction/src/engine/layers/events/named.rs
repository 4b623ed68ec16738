//! Occasions named for what they are: wars and battles, feasts, days and years, anniversaries.

use std::ops::Range;

use super::super::phrase::{self, Shape};
use super::ordinal_before;
use crate::engine::board::Board;
use crate::engine::text::Text;

/// Feasts that are named without the word "Day".
const HOLIDAYS: [&str; 14] = [
    "Nauryz",
    "Nowruz",
    "Navruz",
    "Novruz",
    "Nooruz",
    "Christmas",
    "Easter",
    "Ramadan",
    "Hanukkah",
    "Diwali",
    "Maslenitsa",
    "Vesak",
    "Passover",
    "Thanksgiving",
];

pub(super) fn is_holiday(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, &HOLIDAYS) && !(text.is_capitalised(at + 1) && text.continues_line(at + 1))
}

/// "COP29": the numbered conferences of the parties to the climate convention.
pub(super) fn is_conference_of_parties(word: &str) -> bool {
    word.strip_prefix("COP")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// "World War II", "Great Patriotic War", "Second World War", "Cold War".
pub(super) fn war(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = phrase::left(board, at, &|_| true);
    if start == at {
        return None;
    }
    let numeral = text.continues_line(at + 1)
        && (text.is_any(at + 1, &["I", "II", "III", "One", "Two"])
            || text.is_number(at + 1) && text.word(at + 1).len() == 1);
    Some(start..if numeral { at + 2 } else { at + 1 })
}

/// "Battle of Stalingrad", "Operation Bagration".
pub(super) fn battle(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if text.is(at, "Operation") {
        if let Some(range) = special_operation(text, at) {
            return Some(range);
        }
        let named = text.is_capitalised(at + 1)
            && text.continues_line(at + 1)
            && !text.opens_sentence(at + 1);
        return named.then(|| at..phrase::right(board, at + 1, Shape::default()));
    }
    let of = text.is_any(at + 1, &["of", "for"]) && text.continues_line(at + 1);
    let name = if text.is(at + 2, "the") {
        at + 3
    } else {
        at + 2
    };
    let end = phrase::right(board, name, Shape::default());
    (of && end > name).then_some(at..end)
}

/// "special military operation" in any case.
pub(super) fn special_operation(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let fits = at >= 2 && text.is_word(at - 1, "military") && text.is_word(at - 2, "special");
    fits.then(|| at - 2..at + 1)
}

const NAMED: Shape = Shape {
    connectors: &["of", "for", "the", "in", "as", "against", "on", "to"],
    commas: true,
};

/// "Independence Day", "International Day of Multilateralism and Diplomacy for Peace".
pub(super) fn named_day(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let mut start = phrase::left(board, at, &|word| word.len() > 3);
    if text.is_any(
        start,
        &["Happy", "Merry", "Dear", "Celebrating", "Glorious"],
    ) && start < at
    {
        start += 1;
    }
    let mut end = at + 1;
    if text.is_any(end, &["of", "for", "against"]) && text.continues_line(end) {
        let name = text.past_the(end + 1);
        let stop = phrase::right(board, name, NAMED);
        if stop > name && text.continues_line(name) {
            end = stop;
        }
    }
    let named = start < at || end > at + 1 && !text.opens_sentence(at);
    named.then_some(start..end)
}

/// "Year of the Russian Language", "Decade of Action".
pub(super) fn named_year(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = phrase::left(board, at, &|_| false);
    if text.is(at + 1, "of") && text.continues_line(at + 1) {
        let name = if text.is(at + 2, "the") {
            at + 3
        } else {
            at + 2
        };
        if text.continues_line(name) {
            let end = phrase::right(board, name, NAMED);
            if end > name {
                return Some(start..end);
            }
        }
    }
    let titled = start < at && text.is(at, "Year") && at - start >= 2 && !text.is(at - 1, "New");
    titled.then_some(start..at + 1)
}

/// "80th Anniversary of the Victory of the Soviet people in the Great Patriotic War".
pub(super) fn anniversary(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = ordinal_before(board, at).unwrap_or(at);
    let mut end = at + 1;
    while text.is_any(end, &["of", "in", "since"]) && text.continues_line(end) {
        let name = text.past_the(end + 1);
        let stop = phrase::right(board, name, NAMED);
        if stop == name {
            break;
        }
        end = stop;
        // "of the Soviet people in": a noun in lower case between two names.
        if text.is_any(end, &["people", "peoples", "nation", "nations"]) && text.continues_line(end)
        {
            end += 1;
        }
    }
    (start < at || end > at + 1).then_some(start..end)
}
