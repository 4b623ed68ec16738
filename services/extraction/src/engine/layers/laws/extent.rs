//! How far the name of a document reaches: years before it, what it is of and for, its number.

use std::ops::Range;

use communique_model::Label;

use super::super::phrase::{self, Shape};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// Documents that no form gives away.
const NAMED: [&[&str]; 9] = [
    &["Good", "Friday", "Agreement"],
    &["Abraham", "Accords"],
    &["Camp", "David", "Accords"],
    &["Joint", "Comprehensive", "Plan", "of", "Action"],
    &["Magna", "Carta"],
    &["Lisbon", "Protocol"],
    &["Marrakesh", "Agreement"],
    &["Pact", "for", "the", "Future"],
    &["Paris", "Charter"],
];

/// A document of the list at `at`.
pub(super) fn named(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    if !text.is_capitalised(at) {
        return None;
    }
    NAMED
        .iter()
        .find(|words| {
            let mut tokens = words.iter().enumerate();
            tokens.all(|(step, word)| {
                text.is(at + step, word) && (step == 0 || text.continues_line(at + step))
            })
        })
        .map(|words| at..at + words.len())
}

/// Acts that go by a number: "Federal Law No. 127-FZ", "Decree No. 400".
const NUMBERED: [&str; 8] = [
    "Law",
    "Order",
    "Decree",
    "Decision",
    "Directive",
    "Regulation",
    "Ordinance",
    "Act",
];

/// Adjectives and nouns before such an act that belong to its name.
const OF_THE_STATE: [&str; 8] = [
    "Federal",
    "Presidential",
    "Executive",
    "Government",
    "Constitutional",
    "Council",
    "Ministerial",
    "Cabinet",
];

/// "Presidential Executive Order No. 229", "Federal Law No. 127-FZ of April 4".
pub(super) fn numbered_act(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    if !text.is_any(at, &NUMBERED) || !text.continues_line(at + 1) {
        return None;
    }
    // "Decision 32/00" needs no "No.".
    let slashed = text.is_number(at + 1) && text.is(at + 2, "/") && text.is_number(at + 3);
    if !slashed && !text.is_any(at + 1, &["No", "№", "Nr"]) {
        return None;
    }
    let number = match () {
        () if slashed => at + 1,
        () if text.is(at + 2, ".") => at + 3,
        () => at + 2,
    };
    if !text.is_number(number) || !text.continues_line(number) {
        return None;
    }
    let mut end = number + 1;
    while text.is_any(end, &["-", "/"])
        && text.joined(end)
        && text.joined(end + 1)
        && (text.is_plain_word(end + 1) || text.is_number(end + 1))
        && end < number + 8
    {
        end += 2;
    }
    let mut start = at;
    while start > 0 && text.continues_line(start) && text.is_any(start - 1, &OF_THE_STATE) {
        start -= 1;
    }
    Some(start..end)
}

/// "the 1951 Refugee Convention": the year in front belongs to the name.
pub(super) fn year_before(text: &Text<'_>, start: usize) -> usize {
    let Some(year) = start.checked_sub(1).filter(|_| text.continues_line(start)) else {
        return start;
    };
    let figures = text.is_number(year) && text.word(year).len() == 4;
    let article = year > 0 && text.continues_line(year) && text.is(year - 1, "the");
    if figures && article && text.word(year).starts_with(['1', '2']) {
        year
    } else {
        start
    }
}

/// The end of a plan's name with the years that it is for: "Strategy until 2030", "Concept for
/// 2024–2026".
pub(super) fn years_after(text: &Text<'_>, at: usize, end: usize) -> usize {
    let plan = text.is_any(
        at,
        &[
            "Strategy", "Concept", "Agenda", "Roadmap", "Doctrine", "Plan", "Vision",
        ],
    );
    let year = |at: usize| {
        text.is_number(at) && text.word(at).len() == 4 && text.word(at).starts_with(['1', '2'])
    };
    // "Joint Statement on the Vision of the Partnership to 2030"
    let plan = plan
        || (at + 1..end).any(|next| {
            text.is_any(
                next,
                &[
                    "Vision",
                    "Strategy",
                    "Programme",
                    "Program",
                    "Roadmap",
                    "Plan",
                    "Agenda",
                ],
            )
        });
    if !plan || !text.continues_line(end) {
        return end;
    }
    let first = match text.word(end) {
        "until" | "to" | "through" | "till" | "for" => end + 1,
        _ => return end,
    };
    let first = if text.is(first, "the") && text.is_any(first + 1, &["period", "year"]) {
        first + 2
    } else {
        first
    };
    let first = if text.is_any(first, &["until", "to", "through"]) {
        first + 1
    } else {
        first
    };
    if !year(first) || !text.continues_line(first) {
        return end;
    }
    let range = text.is_any(first + 1, &["-", "–", "—"]) && year(first + 2);
    if range { first + 3 } else { first + 1 }
}

const SUBJECT: Shape = Shape {
    connectors: &["of", "on", "for", "the", "and"],
    commas: false,
};

const BETWEEN: Shape = Shape {
    connectors: &["of", "on", "for", "the", "and", "between", "with", "in"],
    commas: false,
};

/// What a document is of or for: "National Security Strategy of the United States", "2030 Agenda
/// for Sustainable Development".
pub(super) fn complement(board: &Board<'_>, at: usize, end: usize) -> usize {
    let text = board.text;
    if !text.continues_line(end) {
        return end;
    }
    if text.is(at, "Agenda") && text.is(end, "for") {
        let after = phrase::right(board, end + 1, SUBJECT);
        return if after > end + 1 { after } else { end };
    }
    // "Roadmap for Deepening Ties between X and Y"
    if text.is(at, "Roadmap") && text.is_any(end, &["for", "on"]) && text.is_capitalised(end + 1) {
        let after = phrase::right(board, end + 1, BETWEEN);
        return if after > end + 1 { after } else { end };
    }
    let whose = text.is_any(
        at,
        &[
            "Strategy",
            "Concept",
            "Doctrine",
            "Constitution",
            "Charter",
            "Statute",
            "Code",
            "Act",
        ],
    );
    if !whose || !text.is(end, "of") {
        return end;
    }
    let name = text.past_the(end + 1);
    board
        .longest_at(name, &[Label::Gpe, Label::Org])
        .filter(|_| text.continues_line(name))
        .map_or(end, |name| name.tokens.end)
}

/// The start of a document's name with the two parties that a dash joins in front of it:
/// "EU-Kazakhstan Enhanced Partnership and Cooperation Agreement".
pub(super) fn joined_parties(board: &Board<'_>, start: usize) -> usize {
    let text = board.text;
    let parties = [Label::Gpe, Label::Org, Label::Norp];
    // The name may begin with the second of them.
    let begins = board.longest_at(start, &parties).map(|_| start);
    board
        .ending_at(start, &parties)
        .filter(|_| text.continues_line(start))
        .map(|second| second.tokens.start)
        .or(begins)
        .and_then(|second| {
            let dash = second.checked_sub(1)?;
            let joined = text.is_any(dash, &["-", "–"]) && text.joined(second);
            let first = board.ending_at(dash, &parties).filter(|_| joined)?;
            Some(first.tokens.start)
        })
        .unwrap_or(start)
}

/// The end of a name without the countries that signed: "on Driving Licences between X and Y".
pub(super) fn without_parties(board: &Board<'_>, start: usize, end: usize) -> usize {
    let text = board.text;
    let country = |at: usize| board.longest_at(text.past_the(at), &[Label::Gpe]);
    (start + 1..end)
        .find(|&at| {
            text.is(at, "between")
                && country(at + 1).is_some_and(|first| {
                    text.is(first.tokens.end, "and") && country(first.tokens.end + 1).is_some()
                })
        })
        .unwrap_or(end)
}

/// The end of a name that goes on with "in the 21st Century".
pub(super) fn with_century(text: &Text<'_>, end: usize) -> usize {
    let century = text.is(end, "in")
        && text.is(end + 1, "the")
        && text.is(end + 3, "Century")
        && text.continues_line(end);
    if century { end + 4 } else { end }
}

/// Where a subject begins that small words open: "on further strengthening the Partnership".
pub(super) fn past_small_words(text: &Text<'_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 3
        && text.continues_line(next)
        && (text.is_any(next, &["further", "the", "jointly"])
            || text.word(next).ends_with("ing") && !text.is_capitalised(next))
    {
        next += 1;
    }
    next
}

/// Whether the sentence says that a document was adopted, right before or after its name.
pub(super) fn is_adopted(text: &Text<'_>, start: usize, end: usize) -> bool {
    let verbs = [
        "adopted", "approved", "signed", "endorsed", "drafted", "issued",
    ];
    let before = start.saturating_sub(4)..start;
    let after = end..end + 6;
    before
        .chain(after)
        .any(|at| text.is_any(at, &verbs) && text.continues_line(at))
}
