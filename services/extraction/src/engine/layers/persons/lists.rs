//! Persons by the list that they stand in: "A, B, C and D", where A and C are persons.

use std::ops::Range;

use communique_model::Label;

use super::shape::shape_end;
use crate::engine::board::{Board, Candidate, Rank};
use crate::knowledge::lexicon::is_common;

/// Fewest items of a list that are persons already, for the others to be persons too.
const FEWEST_PERSONS: usize = 2;

/// Longest list, in items.
const LONGEST: usize = 60;

/// Finds the persons that only their list tells.
pub(super) fn find(board: &mut Board<'_>, layer: &'static str) {
    let mut at = 0;
    while at < board.text.len() {
        let Some(list) = list_at(board, at) else {
            at += 1;
            continue;
        };
        at = list.end.max(at + 1);
        let known = list.items.len() - list.unknown.len();
        if known >= FEWEST_PERSONS && list.unknown.len() <= 2 * known {
            for range in list.unknown {
                board.push(Candidate::new(range, Label::Person, Rank::Name, layer));
            }
        }
    }
}

/// Whether a name is an entry of a roll: with its country in brackets after another such entry ("A
/// (Peru), B (Chad)"), after the post and a dash ("Ambassador of Chad – A"), after the part that
/// somebody has ("Press officer: A").
pub(super) fn is_entry(board: &Board<'_>, at: usize, end: usize) -> bool {
    let text = board.text;
    let Some(before) = at.checked_sub(1).filter(|_| text.continues_line(at)) else {
        return false;
    };
    let nation = [Label::Gpe, Label::Norp];
    let bracketed = text.is(end, "(")
        && board.longest_at(text.past_the(end + 1), &nation).is_some()
        && text.is_any(before, &[",", "and", ";"])
        && before > 0
        && text.is_any(before - 1, &[")", ","]);
    let post = text.is_any(before, &["–", "—", ":"])
        && board.ending_at(before, &nation).is_some()
        && (text.line_start(at).max(at.saturating_sub(LONGEST_POST))..before)
            .any(|word| text.is_any(word, &["Ambassador", "Commissioner", "Representative"]));
    let part = text.is(before, ":")
        && before > 0
        && text.is_any_word(
            before - 1,
            &["officer", "contact", "moderator", "interviewer"],
        );
    bracketed || post || part
}

/// Most tokens of a post and its country before the one who holds it.
const LONGEST_POST: usize = 16;

#[derive(Debug)]
struct List {
    items: Vec<Range<usize>>,
    /// The items that are shaped as names and nothing else.
    unknown: Vec<Range<usize>>,
    end: usize,
}

fn list_at(board: &Board<'_>, at: usize) -> Option<List> {
    let text = board.text;
    let (first, known) = item_at(board, at)?;
    let mut list = List {
        end: first.end,
        unknown: if known {
            Vec::new()
        } else {
            vec![first.clone()]
        },
        items: vec![first],
    };
    while list.items.len() < LONGEST {
        let mut next = list.end;
        let comma = text.is(next, ",");
        next += usize::from(comma);
        let and = text.is_any(next, &["and", "&"]);
        next += usize::from(and);
        if !(comma || and) || !text.continues_line(next) {
            break;
        }
        let Some((item, known)) = item_at(board, next) else {
            break;
        };
        list.end = item.end;
        if !known {
            list.unknown.push(item.clone());
        }
        list.items.push(item);
    }
    (list.items.len() > FEWEST_PERSONS).then_some(list)
}

/// An item of a list of persons at `at`, and whether it is known to be one.
fn item_at(board: &Board<'_>, at: usize) -> Option<(Range<usize>, bool)> {
    let text = board.text;
    if let Some(person) = board.longest_at(at, &[Label::Person]) {
        return Some((person.tokens.clone(), true));
    }
    if !text.is_capitalised(at) || text.is_all_capitals(at) {
        return None;
    }
    let end = shape_end(board, at);
    let words = (at..end).filter(|&next| text.is_plain_word(next)).count();
    let plain = (at..end).any(|next| {
        is_common(text.word(next))
            || board.knowledge.is_institutional(text.symbol(next))
            || board
                .covering(next)
                .is_some_and(|candidate| candidate.rank >= Rank::Shape)
    });
    // The item must end where the list goes on or ends.
    let closed =
        !text.continues_line(end) || text.is_any(end, &[",", "and", "&", ".", ";", ")", "("]);
    ((2..=4).contains(&words) && !plain && closed).then_some((at..end, false))
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn entries_of_a_roll_are_persons() {
        let text = "Letters came from Amadou Diop (Republic of Senegal), Ludovica Ferrando (Italian Republic).\n1. Ambassador-designate of Ethiopia – Selamnesh Tadele";
        assert_eq!(
            found(text, Label::Person),
            ["Amadou Diop", "Ludovica Ferrando", "Selamnesh Tadele"]
        );
    }
}
