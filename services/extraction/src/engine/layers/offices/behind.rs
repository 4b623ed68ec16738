//! What may stand behind the noun of a title and belongs to it: a style, the officer whom the holder
//! serves.

use communique_model::Label;

use super::complement::complement;
use super::words::{NAMES_TOO, NEED_COMPANY};
use super::{is_head, is_modifier};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// The token after "d’affaires", "d’affaires a.i." or "d’affaires ad interim" behind "Chargé".
pub(super) fn affairs_after(text: &Text<'_>, head: usize) -> Option<usize> {
    let is_style = text.is_any(head, &["Chargé", "Charge", "chargé"])
        && text.is_word(head + 1, "d")
        && text.is_apostrophe(head + 2)
        && text.is_word(head + 3, "affaires");
    let end = head + 4;
    is_style.then(|| {
        let interim = text.is(end, "a")
            && text.is(end + 1, ".")
            && text.is(end + 2, "i")
            && text.is(end + 3, ".");
        let in_full = text.is_word(end, "ad") && text.is_word(end + 1, "interim");
        match (interim, in_full) {
            (true, _) => end + 4,
            (_, true) => end + 2,
            _ => end,
        }
    })
}

/// "Aide to the President of Russia": the office that an aide serves belongs to the title.
pub(super) fn chief_after(board: &Board<'_>, head: usize, at: usize) -> Option<usize> {
    let text = board.text;
    if !serves(text, head) || !text.continues_line(at) || !text.is_any(at, &["to", "of"]) {
        return None;
    }
    let mut chief = text.past_the(at + 1);
    // "Aide to the Russian President"
    let nation = board.longest_at(chief, &[Label::Norp, Label::Gpe, Label::Org]);
    if let Some(nation) = nation {
        let end = nation.tokens.end;
        chief = text.after_possessive(end).unwrap_or(end);
    }
    while chief < at + 9 && text.continues_line(chief) && is_modifier(text, chief) {
        chief += 1;
    }
    let office = text.is_capitalised(chief)
        && is_head(text.word(chief))
        && !NAMES_TOO.contains(&text.word(chief))
        && text.continues_line(chief)
        && !NEED_COMPANY.contains(&text.word(chief));
    office.then(|| {
        let end = styled_end(text, chief);
        let end = complement(board, chief, end).unwrap_or(end);
        // "for Central Asia" says what the one who serves is for.
        complement(board, head, end).unwrap_or(end)
    })
}

/// Whether a noun of office is that of somebody who serves an officer.
pub(super) fn serves(text: &Text<'_>, head: usize) -> bool {
    text.is_any(
        head,
        &[
            "Aide",
            "Adviser",
            "Advisor",
            "Assistant",
            "Envoy",
            "Representative",
            "Secretary",
        ],
    )
}

/// The token after a noun of office and the style behind it: "Secretary-General",
/// "Chairman-in-Office".
fn styled_end(text: &Text<'_>, head: usize) -> usize {
    let dash = text.is_inner_hyphen(head + 1);
    let next = head + 1 + usize::from(dash);
    if text.is(next, "General") {
        return next + 1;
    }
    if dash && text.is(next, "in") && text.is_inner_hyphen(next + 1) {
        return next + 3;
    }
    head + 1
}
