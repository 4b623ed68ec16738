//! Documents of policy that are named for what they plan: plans, programmes of cooperation, visions
//! with the year they reach to, and agreements whose kind stands in lower case.

use std::ops::Range;

use communique_model::Label;

use super::super::phrase::{self, Shape};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// What plans and programmes are of, where the words before them name a document: "Cooperation
/// Plan", "Programme of Cooperation".
const COOPERATION: [&str; 12] = [
    "Cooperation",
    "Action",
    "Actions",
    "Activities",
    "Consultations",
    "Exchanges",
    "Partnership",
    "Implementation",
    "Work",
    "Collaboration",
    "Events",
    "Measures",
];

const PLANS: [&str; 4] = ["Plan", "Programme", "Program", "Roadmap"];

const SUBJECT: Shape = Shape {
    connectors: &["of", "on", "for", "the", "in", "and"],
    commas: true,
};

/// "Joint Action Plan on Mutual Recognition of Signatures", "Cooperation Plan for 2024–2025",
/// "Program of Cooperation between the two ministries for 2024–2025".
pub(super) fn plan(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if !text.is_any(at, &PLANS) {
        return None;
    }
    if text.is_any(at + 1, &["of", "for"])
        && text.is_any(at + 2, &COOPERATION)
        && text.continues_line(at + 1)
    {
        let end = parties_after(text, phrase::right(board, at + 2, SUBJECT));
        return Some(adjectives_before(text, at)..with_years(text, end));
    }
    let kind = at
        .checked_sub(1)
        .filter(|&kind| text.is_any(kind, &COOPERATION) && text.continues_line(at))?;
    let start = adjectives_before(text, kind);
    if text.is_any(at + 1, &["on", "for"]) && text.continues_line(at + 1) {
        let end = phrase::right(board, at + 2, SUBJECT);
        if end > at + 2 {
            return Some(start..with_years(text, end));
        }
    }
    let end = with_years(text, at + 1);
    // "an Action Plan" is any.
    let indefinite = start > 0 && text.is_any(start - 1, &["a", "an"]);
    let whole = end > at + 1 || start < kind || !indefinite && text.is(kind, "Action");
    whole.then_some(start..end)
}

/// The end of a plan's name with the years that it is for: "for 2024–2025", "until 2030".
fn with_years(text: &Text<'_>, end: usize) -> usize {
    let year = |at: usize| {
        text.is_number(at) && text.word(at).len() == 4 && text.word(at).starts_with(['1', '2'])
    };
    let first = end + 1;
    let opened = text.is_any(end, &["for", "until", "to", "till"]) && text.continues_line(end);
    if !opened || !year(first) {
        return end;
    }
    let range = text.is_any(first + 1, &["-", "–", "—"]) && year(first + 2);
    if range { first + 3 } else { first + 1 }
}

/// "between the two ministries", "between the Ministries of Foreign Affairs" after a programme: its
/// parties by a common noun.
fn parties_after(text: &Text<'_>, end: usize) -> usize {
    if !text.is(end, "between") || !text.continues_line(end) {
        return end;
    }
    let words = ["the", "our", "both", "two", "three", "foreign", "Foreign"];
    let Some(noun) = (end + 1..end + LONGEST_PARTIES).find(|&at| !text.is_any(at, &words)) else {
        return end;
    };
    let parties = noun > end + 1
        && text.continues_line(noun)
        && text.is_any_word(
            noun,
            &[
                "ministries",
                "countries",
                "sides",
                "governments",
                "states",
                "parties",
                "academies",
            ],
        );
    if !parties {
        return end;
    }
    let affairs = text.is(noun + 1, "of")
        && text.is(noun + 2, "Foreign")
        && text.is(noun + 3, "Affairs")
        && text.continues_line(noun + 1);
    if affairs { noun + 4 } else { noun + 1 }
}

/// Most words from "between" to the noun for the parties.
const LONGEST_PARTIES: usize = 5;

/// The first of the capitalised adjectives before a document.
fn adjectives_before(text: &Text<'_>, at: usize) -> usize {
    let adjectives = [
        "Joint",
        "National",
        "Strategic",
        "Comprehensive",
        "Bilateral",
        "Interdepartmental",
        "Intergovernmental",
        "Regional",
        "Indicative",
        "Biennial",
        "Annual",
        "Medium-Term",
    ];
    let mut start = at;
    while start > 0 && text.continues_line(start) && text.is_any(start - 1, &adjectives) {
        start -= 1;
    }
    start
}

/// "ASEAN Community Vision 2045", "Plan of Action 2030": what a body has set itself with the year.
pub(super) fn dated_vision(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let year = at + 1;
    let dated = text.is_any(
        at,
        &[
            "Vision",
            "Strategy",
            "Plan",
            "Roadmap",
            "Programme",
            "Program",
        ],
    ) && text.is_number(year)
        && text.word(year).len() == 4
        && text.word(year).starts_with("20")
        && text.continues_line(year);
    if !dated {
        return None;
    }
    let mut start = at;
    while start > 0 && at - start < LONGEST && text.continues_line(start) {
        let before = start - 1;
        let opener =
            text.opens_sentence(before) && crate::knowledge::lexicon::is_common(text.word(before));
        let part = text.is_capitalised(before) && !text.is_any(before, &["The", "This"]) && !opener
            || text.is_inner_hyphen(before);
        if !part {
            break;
        }
        start = before;
    }
    Some(start..year + 1)
}

/// Most words before the word that says what document it is.
const LONGEST: usize = 8;

/// "Five-Point Consensus", "Washington Consensus": what was agreed, by its place or its points.
pub(super) fn consensus(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    if !text.is(at, "Consensus") || at == 0 || !text.continues_line(at) {
        return None;
    }
    let name = at - 1;
    if !text.is_capitalised(name) || text.is_any(name, &["The", "A", "No", "This", "National"]) {
        return None;
    }
    let joined = name > 1 && text.is_inner_hyphen(name - 1) && text.is_capitalised(name - 2);
    Some(if joined { name - 2 } else { name }..at + 1)
}

/// "Strategic Partnership agreement": the kind in lower case after what it is about.
pub(super) fn agreement(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let about = at.checked_sub(1).filter(|_| text.continues_line(at))?;
    let subject = text.is_any(at, &["agreement", "treaty", "declaration"])
        && text.is_any(
            about,
            &[
                "Partnership",
                "Cooperation",
                "Association",
                "Stabilisation",
                "Trade",
                "Friendship",
            ],
        );
    if !subject {
        return None;
    }
    let start = phrase::left(board, at, &|_| true);
    let named = start < about && board.longest_at(start, &[Label::Gpe, Label::Org]).is_none();
    named.then_some(start..at + 1)
}

/// The token of the acronym that stands in brackets after a document: "(TAC)".
pub(super) fn acronym_after(text: &Text<'_>, document: &Range<usize>) -> Option<usize> {
    let word = document.end + 1;
    let closed = text.is(document.end, "(") && text.is(word + 1, ")");
    let fits = (2..=8).contains(&text.word(word).len())
        && (text.is_all_capitals(word)
            || text
                .word(word)
                .starts_with(|first: char| first.is_ascii_digit())
                && text
                    .word(word)
                    .ends_with(|last: char| last.is_ascii_uppercase()));
    (closed && fits && text.continues_line(document.end)).then_some(word)
}
