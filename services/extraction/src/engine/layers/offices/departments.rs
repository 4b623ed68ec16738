//! Departments inside titles: "Director of the Asia and Pacific Department", "of the Foreign Ministry’s
//! Press Department".

use communique_model::Label;

use super::super::phrase;
use super::complement::{SUBJECT, begins_title};
use crate::engine::board::{Board, Candidate};

/// The token after the department that is named for places, of which the first ends at a token:
/// "Asia and Pacific Department", "Europe Directorate".
pub(super) fn places_department(board: &Board<'_>, end: usize) -> Option<usize> {
    let text = board.text;
    let mut at = end;
    while at < end + LONGEST_DEPARTMENT && text.continues_line(at) {
        if text.is_any(at, &DEPARTMENTS) {
            return Some(at + 1);
        }
        let joins = text.is_any(at, &["and", "&", ",", "the", "-"]);
        if !joins && !text.is_capitalised(at) || begins_title(text, at) {
            return None;
        }
        at += 1;
    }
    None
}

/// Longest rest of such a name, in tokens.
const LONGEST_DEPARTMENT: usize = 8;

/// The token after the department that a possessive joins to a body.
pub(super) fn department_of(board: &Board<'_>, body: &Candidate, end: usize) -> Option<usize> {
    let text = board.text;
    let start = text.after_possessive(end)?;
    if body.label != Label::Org || !text.continues_line(start) || !text.is_capitalised(start) {
        return None;
    }
    let stop = phrase::right(board, start, SUBJECT);
    (start..stop)
        .find(|&at| text.is_any(at, &DEPARTMENTS))
        .map(|at| at + 1)
}

/// Nouns for parts of a ministry.
const DEPARTMENTS: [&str; 8] = [
    "Department",
    "Directorate",
    "Division",
    "Bureau",
    "Section",
    "Unit",
    "Service",
    "Board",
];
