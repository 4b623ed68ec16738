//! Bodies that every state has and that are named after it: governments, armed forces, cabinets,
//! press services, national societies of the Red Cross.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::super::phrase::{self, Shape};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// A body of a state whose name begins or ends at `at`.
pub(super) fn state_body(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    match text.word(at) {
        "Government" => government(board, at),
        "Forces" => forces(board, at),
        "Ministers" => cabinet(board, at),
        "Cross" | "Crescent" => national_society(board, at),
        "Service" | "service" => press_service(board, at),
        "General" => consulate(board, at),
        "Office" => office_of_leader(text, at),
        "Committee" => central_committee(board, at),
        _ => None,
    }
}

/// The country, with "of" before it, that goes on after `end`: the token after it.
fn of_country(board: &Board<'_>, end: usize) -> Option<usize> {
    let text = board.text;
    if !text.is(end, "of") || !text.continues_line(end) {
        return None;
    }
    let country = board.longest_at(text.past_the(end + 1), &[Label::Gpe])?;
    text.continues_line(country.tokens.start)
        .then_some(country.tokens.end)
}

/// "Government of Serbia", "Provisional Government of the Algerian Republic", "Penza Oblast
/// Government".
fn government(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let mut start = at;
    while start > 0
        && text.continues_line(start)
        && text.is_any(
            start - 1,
            &[
                "Provisional",
                "Transitional",
                "Federal",
                "Royal",
                "Interim",
                "Local",
                "Regional",
            ],
        )
    {
        start -= 1;
    }
    // "Heads of Government of the SCO"
    let heads = start > 1 && text.is(start - 1, "of") && text.is_any(start - 2, &["Head", "Heads"]);
    if heads {
        return None;
    }
    if let Some(end) = of_country(board, at + 1) {
        return Some(start..end);
    }
    if start < at && text.is(at + 1, "of") && text.continues_line(at + 1) {
        let name = text.past_the(at + 2);
        let end = phrase::right(board, name, Shape::default());
        return (end > name && text.continues_line(name)).then_some(start..end);
    }
    let region = board.ending_at(at, &[Label::Gpe]).filter(|region| {
        region
            .entity
            .is_none_or(|key| board.knowledge.get(key).kind == EntityKind::Place)
            && region.tokens.len() > 1
            && text.continues_line(at)
    })?;
    Some(region.tokens.start..at + 1)
}

/// "Armed Forces of Azerbaijan", "Qatari Armed Forces".
fn forces(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let armed = at.checked_sub(1)?;
    if !text.is_any(armed, &["Armed", "Defence", "Defense"]) || !text.continues_line(at) {
        return None;
    }
    if let Some(end) = of_country(board, at + 1) {
        return Some(armed..end);
    }
    let nation = board
        .ending_at(armed, &[Label::Norp, Label::Gpe])
        .filter(|_| text.continues_line(armed))?;
    Some(nation.tokens.start..at + 1)
}

/// "Cabinet of Ministers", "Council of Ministers of Belarus".
fn cabinet(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let of = at.checked_sub(1).filter(|&of| text.is(of, "of"))?;
    let head = of.checked_sub(1)?;
    if !text.is_any(head, &["Cabinet", "Council"]) || !text.continues_line(at) {
        return None;
    }
    if let Some(end) = of_country(board, at + 1) {
        return Some(head..end);
    }
    let alone = text.is(head, "Cabinet")
        && head > 0
        && text.is_any(head - 1, &["the", "The"])
        && !text.is(at + 1, "of");
    alone.then_some(head..at + 1)
}

/// "Red Cross of Serbia", "Red Crescent Society of Türkiye".
fn national_society(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let red = at.checked_sub(1).filter(|&red| text.is(red, "Red"))?;
    let end = if text.is(at + 1, "Society") {
        at + 2
    } else {
        at + 1
    };
    Some(red..of_country(board, end)?)
}

/// "press service of Akorda", "Press service of the President of the Republic".
fn press_service(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let press = at
        .checked_sub(1)
        .filter(|&press| text.is_any(press, &["Press", "press"]) && text.continues_line(at))?;
    if !text.is(at + 1, "of") || !text.continues_line(at + 1) {
        return None;
    }
    let name = text.past_the(at + 2);
    // "the press service of the ministry reports": the ministry is what is named.
    let body = text.is(name, "Ministry") || board.longest_at(name, &[Label::Org]).is_some();
    if text.is(press, "press") && body {
        return None;
    }
    let end = match board.longest_at(name, &[Label::Org, Label::Fac]) {
        Some(body) => body.tokens.end,
        None => phrase::right(board, name, OWNER),
    };
    (end > name && text.continues_line(name)).then_some(press..end)
}

const OWNER: Shape = Shape {
    connectors: &["of", "the"],
    commas: false,
};

/// "Prime Minister’s Office", "President's Office".
fn office_of_leader(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let minister = at.checked_sub(3)?;
    let possessive = text.after_possessive(minister + 1) == Some(at);
    if !possessive || !text.continues_line(at) {
        return None;
    }
    if text.is(minister, "Minister") && minister > 0 && text.is(minister - 1, "Prime") {
        return Some(minister - 1..at + 1);
    }
    text.is_any(minister, &["President", "Governor"])
        .then_some(minister..at + 1)
}

/// "Communist Party of Laos Central Committee": the committee of the party named before it.
fn central_committee(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let central = at
        .checked_sub(1)
        .filter(|&central| text.is(central, "Central") && text.continues_line(at))?;
    let party = board
        .ending_at(central, &[Label::Org])
        .filter(|_| text.continues_line(central))?;
    let named = party.tokens.clone().any(|word| text.is(word, "Party"));
    named.then_some(party.tokens.start..at + 1)
}

/// "the Consulate General" by itself.
fn consulate(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = at
        .checked_sub(1)
        .filter(|&start| text.is(start, "Consulate"))?;
    let introduced = start > 0 && text.is_any(start - 1, &["the", "The", "a", "our"]);
    let goes_on = text.is_any(at + 1, &["of", "in"])
        || text.is_capitalised(at + 1) && text.continues_line(at + 1);
    (introduced && !goes_on).then_some(start..at + 1)
}
