//! Occasions that a number makes into named ones: "24th meeting of …", "29th … Council".

use std::ops::Range;

use communique_model::Label;

use super::super::numbers::ordinal;
use super::{name_end, subject_after};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// "24th meeting of the SCO Summit", "66th session of the UN Commission on Narcotic Drugs".
pub(super) fn numbered_occasion(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = ordinal_before(board, at)?;
    let mut end = at + 1;
    // "the 11th round of Foreign Office Consultations": the talks have no name.
    let talks = text.is_word(at, "round")
        && (at + 2..at + 11)
            .take_while(|&next| text.continues_line(next))
            .any(|next| text.is_any_word(next, &["consultations", "dialogue", "talks"]));
    if talks {
        return None;
    }
    // "the second meeting of the Joint Commission": the body is what is named.
    if text.is(at, "meeting") && is_of_body(board, at) {
        return None;
    }
    // "10th emergency special session"
    if text.is(at, "session")
        && at > 1
        && text.is(at - 1, "special")
        && text.is(at - 2, "emergency")
        && start + 3 == at
    {
        return Some(start..at + 1);
    }
    if text.is(end, "of") && text.continues_line(end) {
        let name = text.past_the(end + 1);
        let name = if text.is(name, "#") { name + 1 } else { name };
        if text.continues_line(name) {
            end = name_end(board, name).unwrap_or(end);
        }
    }
    if end == at + 1 && text.is_capitalised(at) && text.is_any(end, &["on", "for"]) {
        end = subject_after(board, end);
    }
    let named_before = start + 2 <= at
        && (start..at).any(|next| text.is_capitalised(next) && !ordinal_word(text, next));
    // "the 17th Summit", of the body just spoken of.
    let summit = text.is(at, "Summit");
    (end > at + 1 || named_before || summit).then_some(start..end)
}

/// Whether "meeting" at `at` is of a commission, council or group, whose name tells no summit.
fn is_of_body(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    if !text.is(at + 1, "of") || !text.continues_line(at + 1) {
        return false;
    }
    let name = text.past_the(at + 2);
    (name..name + LONGEST_BODY)
        .take_while(|&next| {
            text.continues_line(next)
                && (text.is_capitalised(next)
                    || text.is_inner_hyphen(next)
                    || text.is_any(next, &["and", "of", "for", "on", "the", "–", "&"]))
        })
        .any(|next| text.is_any(next, &BODIES))
}

/// Most words of a body's name before the word that says what it is.
const LONGEST_BODY: usize = 10;

const BODIES: [&str; 12] = [
    "Commission",
    "Committee",
    "Council",
    "Group",
    "Board",
    "Subcommission",
    "Subcommittee",
    "Platform",
    "Mechanism",
    "Assembly",
    "Bureau",
    "Club",
];

/// "the 29th OSCE Ministerial Council": a council that a number makes into one of its meetings.
pub(super) fn numbered_council(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let of_ministers = text.is_any(at, &["Council", "Assembly", "Conference"])
        && at > 0
        && text.is_any(
            at - 1,
            &[
                "Ministerial",
                "Ministers",
                "Ministers’",
                "Cooperation",
                "Parliamentary",
                "General",
            ],
        );
    if !of_ministers {
        return None;
    }
    let start = ordinal_before(board, at)?;
    let article = start > 0 && text.is_any(start - 1, &["the", "The"]);
    let body = board.longest_at(start + 1, &[Label::Org]).is_some();
    (article && body).then_some(start..at + 1)
}

fn ordinal_word(text: &Text<'_>, at: usize) -> bool {
    ordinal(text, at).is_some()
}

/// The start of the ordinal before an occasion, with names and adjectives between.
pub(super) fn ordinal_before(board: &Board<'_>, at: usize) -> Option<usize> {
    let text = board.text;
    let mut start = at;
    for _ in 0..8 {
        let before = start.checked_sub(1)?;
        if !text.continues_line(start) {
            return None;
        }
        if let Some((_, end)) = ordinal(text, before)
            && end <= start
        {
            // "twenty-first" begins two tokens earlier.
            let compound =
                before >= 2 && ordinal(text, before - 2).is_some_and(|(_, end)| end == start);
            return Some(if compound { before - 2 } else { before });
        }
        let roman =
            text.is_all_capitals(before) && text.word(before).chars().all(|c| "IVXL".contains(c));
        if roman && before + 1 < at + 1 {
            return Some(before);
        }
        let passes = text.is_capitalised(before)
            || text.is_any(before, &["-", "–", "and", "&", "/"])
            || text.is_any(
                before,
                &[
                    "regular",
                    "special",
                    "extraordinary",
                    "annual",
                    "plenary",
                    "joint",
                    "ministerial",
                    "informal",
                    "expanded",
                    "emergency",
                    "jubilee",
                ],
            );
        if !passes {
            return None;
        }
        start = before;
    }
    None
}
