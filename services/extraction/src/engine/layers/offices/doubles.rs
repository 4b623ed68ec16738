//! Two titles joined by "and": one office of one person, or two.

use super::Title;
use crate::engine::board::Board;

/// "Deputy Prime Minister and Foreign Minister of …" is one office held by one person.
pub(super) fn is_double(board: &Board<'_>, first: &Title, second: &Title) -> bool {
    let text = board.text;
    let and = first.range.end;
    let joined = text.is_any(and, &["and", "&", "–", "—", "-"])
        && second.range.start == and + 1
        && text.continues_line(and)
        && !second.begins_with_name;
    // "Japan’s Deputy Prime Minister – Minister of Finance", but "the UN Secretary-General and
    // President X".
    let minister = second.range.clone().any(|at| text.is(at, "Minister"));
    let name_in_front =
        first.begins_with_name && text.is_any(first.range.end - 1, &GO_WITH_MINISTER) && minister;
    // "The Deputy Prime Minister and Foreign Minister, Senator X"
    let name_after_comma = text.is(second.range.end, ",")
        && text.is_capitalised(second.range.end + 1)
        && text.is(first.range.end - 1, "Minister")
        && minister
        && first.range.len() > 1;
    // Two persons in two offices: "the President and Foreign Minister of Kazakhstan said".
    joined
        && (text.is_capitalised(second.range.end) || second.range.len() > 2 || name_after_comma)
        && (board.entities_in(first.range.clone()).is_empty() || name_in_front)
        && !is_whole(board, first, second)
}

/// Last words of titles that go together with that of a minister, whatever nation stands in front.
const GO_WITH_MINISTER: [&str; 4] = ["Minister", "Councilor", "Councillor", "Premier"];

/// Whether the first title is one that goes together with no other: "Advisor to the Prime
/// Minister and Spokesperson", "Secretary General and Prime Minister of Freedonia".
fn is_whole(board: &Board<'_>, first: &Title, second: &Title) -> bool {
    let text = board.text;
    let serves = first.range.clone().any(|at| text.is(at, "to"));
    // "The Ambassador and Minister of Health X signed": two persons.
    let diplomat = text.is(first.range.end - 1, "Ambassador") && text.is(first.range.end, "and");
    let of_body = text.is(first.range.end - 1, "General")
        && text.is(first.range.start, "Secretary")
        && text.is_any(
            second.range.start,
            &["Prime", "President", "Foreign", "King"],
        );
    serves || of_body || diplomat
}

/// Whether the title of a double, with the article, was that of somebody by itself before: "The
/// Foreign Secretary and Deputy Prime Minister X" after "Foreign Secretary Y".
pub(super) fn is_another_person(board: &Board<'_>, earlier: &[Title], first: &Title) -> bool {
    let text = board.text;
    let article = first.range.start > 0 && text.is_word(first.range.start - 1, "the");
    let words = text.words(first.range.clone());
    let named = |title: &Title| {
        text.words(title.range.clone()) == words
            && text.continues_line(title.range.end)
            && text.is_capitalised(title.range.end)
    };
    article && earlier.iter().rev().take(MOST_EARLIER).any(named)
}

/// Most titles among which an earlier one of the same words is looked for.
pub(super) const MOST_EARLIER: usize = 32;
