//! News agencies that sign a date line: "LIMA, May 3 (Andina) – …".

use std::ops::Range;

use communique_model::Label;

use crate::engine::board::Board;

/// Most tokens of a date line before the agency.
const LONGEST_LINE: usize = 14;

/// The agency in brackets or strokes after the date of a line that a place opens, if its first token
/// is at `at`.
pub(super) fn agency(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let open = at.checked_sub(1)?;
    let close = match text.word(open) {
        "(" => ")",
        "/" => "/",
        _ => return None,
    };
    let end = (at + 1..at + 4).find(|&next| text.is(next, close))?;
    let line = text.line_start(at);
    let near = at - line <= LONGEST_LINE && at > line + 2;
    let named = (at..end).all(|word| text.is_capitalised(word) || text.is_inner_hyphen(word));
    let place = board.longest_at(line, &[Label::Gpe]).is_some();
    let dated = (line..open).any(|word| {
        board
            .starting_at(word)
            .any(|date| date.label == Label::Date && date.tokens.end + 1 >= open)
    });
    let body = board.longest_at(at, &[Label::Gpe, Label::Person]).is_none();
    (near && named && place && dated && body).then_some(at..end)
}
