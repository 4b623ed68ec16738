//! How far the name of an occasion reaches: to a second country, to the treaty of its parties, to the
//! ordinal and the joined names in front of it.

use communique_model::{EntityKind, Label};

use super::super::numbers::ordinal;
use super::super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate};

/// The end of a name with what its last words go on to: "Forum of Regions of Belarus and Russia",
/// "Conference of the Parties to the Framework Convention".
pub(super) fn whole(board: &Board<'_>, start: usize, end: usize) -> usize {
    let text = board.text;
    let country = [Label::Gpe];
    let one = board.ending_at(end, &country).is_some_and(|first| {
        first.tokens.start > start && text.is_any(first.tokens.start - 1, &["of", "the"])
    });
    if one && text.is(end, "and") && text.continues_line(end) {
        let second = board.longest_at(text.past_the(end + 1), &country);
        return second.map_or(end, |second| second.tokens.end);
    }
    // "Conference Peru–West Africa", "Forum Nauru – Islamic World": the sides that meet.
    if let Some(sides) = sides_after(board, end) {
        return sides;
    }
    // "Conference for Chad and Neighbouring Countries"
    if text.is(end, "for") && text.is_any(end - 1, &["Conference", "Forum", "Summit"]) {
        let countries = phrase::right(board, text.past_the(end + 1), Shape::default());
        if text.is(countries - 1, "Countries") && text.continues_line(countries - 1) {
            return countries;
        }
    }
    // "the National Dialogue Congress"
    let goes_on = text.is(end - 1, "Dialogue")
        && text.continues_line(end)
        && text.is_any(end, &["Congress", "Conference", "Forum"]);
    if goes_on {
        return end + 1;
    }
    // "53rd Pacific Islands Forum Leaders Meeting"
    let meeting = (end..end + LONGEST_TAIL)
        .take_while(|&at| {
            text.continues_line(at) && (text.is_capitalised(at) || text.is_apostrophe(at))
        })
        .find(|&at| text.is_any(at, &["Meeting", "Summit", "Dialogue", "Retreat"]));
    if let Some(meeting) = meeting {
        return meeting + 1;
    }
    // "31st Ministerial Council of the OSCE"
    if text.is(end - 1, "Council") && text.is(end, "of") && text.continues_line(end) {
        let body = board.longest_at(text.past_the(end + 1), &[Label::Org]);
        return body.map_or(end, |body| body.tokens.end);
    }
    let parties = text.is(end - 1, "Parties") && text.is(end, "to") && text.continues_line(end);
    if parties {
        let name = text.past_the(end + 1);
        let stop = phrase::right(board, name, TREATY);
        return if stop > name { stop } else { end };
    }
    end
}

/// The token after two names that a dash joins right after an occasion's noun.
fn sides_after(board: &Board<'_>, end: usize) -> Option<usize> {
    let text = board.text;
    let occasion = text.is_any(
        end - 1,
        &["Conference", "Forum", "Summit", "Congress", "Dialogue"],
    );
    if !occasion || !text.continues_line(end) {
        return None;
    }
    let first = board.longest_at(end, &[Label::Gpe, Label::Loc, Label::Org])?;
    let dash = first.tokens.end;
    if !text.is_any(dash, &["–", "-", "—"]) || !text.continues_line(dash + 1) {
        return None;
    }
    let second = board
        .longest_at(dash + 1, &[Label::Gpe, Label::Loc, Label::Org, Label::Norp])?
        .tokens
        .end;
    Some(if text.is(second, "World") {
        second + 1
    } else {
        second
    })
}

/// The end of a name without the town that it was held in: "… for Peace and Trust in Riga".
pub(super) fn without_town(board: &Board<'_>, start: usize, end: usize) -> usize {
    let town = |at: usize| {
        board.longest_at(at + 1, &[Label::Gpe]).is_some_and(|town| {
            town.tokens.end == end
                && town
                    .entity
                    .is_some_and(|key| board.knowledge.get(key).kind == EntityKind::Place)
        })
    };
    (start + 1..end)
        .rev()
        .find(|&at| board.text.is(at, "in") && town(at))
        .unwrap_or(end)
}

/// The end of the talks that two sides hold together, if `first` is one of them: "of the Russia–GCC
/// Strategic Dialogue"; nothing inside if their noun is in lower case.
pub(super) fn joint_talks(board: &Board<'_>, first: &Candidate) -> Option<Option<usize>> {
    let text = board.text;
    let dash = first.tokens.end;
    if !text.is_any(dash, &["–", "-"]) || !text.joined(dash) || !text.joined(dash + 1) {
        return None;
    }
    let second = board.longest_at(dash + 1, &[Label::Gpe, Label::Org, Label::Norp])?;
    let end = second.tokens.end;
    let stop = phrase::right(board, end, Shape::default());
    if text.continues_line(end) && stop > end {
        return Some(Some(stop));
    }
    Some(None)
}

/// Most tokens between an occasion's name and the meeting of it that is meant.
const LONGEST_TAIL: usize = 4;

const TREATY: Shape = Shape {
    connectors: &["on", "of", "for", "the", "to"],
    commas: false,
};

/// The start of an occasion's name with the ordinal in front of it, written with a capital or in
/// figures: "Third Antalya Diplomacy Forum".
pub(super) fn ordinal_before(board: &Board<'_>, start: usize) -> usize {
    let text = board.text;
    let Some(before) = start.checked_sub(1).filter(|_| text.continues_line(start)) else {
        return start;
    };
    let counted = ordinal(text, before).is_some_and(|(_, end)| end == start);
    let named = text.is_capitalised(before) || text.is_number(before);
    // "National Independence Day"
    let national = text.is(before, "National");
    if counted && named || national {
        before
    } else {
        start
    }
}
