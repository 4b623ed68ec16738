//! Occasions by the title that they are given: in quotation marks, with a year, by an acronym.

use std::ops::Range;

use communique_model::Label;

use super::super::numbers::ordinal;
use super::super::phrase;
use super::named::year_before;
use super::{OF_BODY, extent};
use crate::engine::board::Board;
use crate::engine::text::Text;

/// Occasions whose title may follow in quotation marks.
const TITLED: [&str; 9] = [
    "conference",
    "forum",
    "congress",
    "symposium",
    "exhibition",
    "seminar",
    "festival",
    "summit",
    "workshop",
];

/// Longest quoted title, in tokens.
const LONGEST_TITLE: usize = 40;

/// The words inside the quotation marks after "conference".
pub(super) fn quoted_title(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let round_table = text.is_word(at, "table") && at > 0 && text.is_word(at - 1, "round");
    if !round_table && !TITLED.iter().any(|noun| text.is_word(at, noun)) {
        return None;
    }
    let mut open = at + 1;
    if text.is_any(open, &["titled", "entitled", "called", "themed", ",", ":"]) {
        open += 1;
    }
    let close = match text.word(open) {
        "“" => "”",
        "\"" => "\"",
        "«" => "»",
        _ => return None,
    };
    if !text.continues_line(open) {
        return None;
    }
    let start = open + 1;
    let end = (start..start + LONGEST_TITLE)
        .take_while(|&next| text.continues_line(next))
        .find(|&next| text.is(next, close))?;
    let last = if text.is_any(end - 1, &[",", ".", "!"]) {
        end - 1
    } else {
        end
    };
    (last > start).then_some(start..last)
}

/// "Belagro 2024" before "exhibition", "fair", "forum": the name by itself is the event.
pub(super) fn name_with_year(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let kinds = [
        "exhibition",
        "fair",
        "forum",
        "expo",
        "conference",
        "festival",
        "show",
        "contest",
    ];
    if !text.is_any(at, &kinds) || !text.continues_line(at) {
        return None;
    }
    let year = at.checked_sub(1)?;
    let name = at.checked_sub(2)?;
    let dated =
        text.is_number(year) && text.word(year).len() == 4 && text.word(year).starts_with("20");
    let named = text.is_capitalised(name)
        && text.continues_line(year)
        && !text.opens_sentence(name)
        && text.word(name).len() > 2;
    (dated && named).then_some(name..at)
}

/// "Expo Osaka 2025", "Expo 2025 Osaka".
pub(super) fn expo(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let year = |at: usize| {
        text.is_number(at) && text.word(at).len() == 4 && text.word(at).starts_with("20")
    };
    let city = |at: usize| text.is_capitalised(at) && text.continues_line(at);
    let dated = city(at + 1) && year(at + 2) || year(at + 1) && city(at + 2);
    if !text.is_any(at, &["Expo", "EXPO"]) || !text.continues_line(at + 1) {
        return None;
    }
    if dated {
        return Some(at..at + 3);
    }
    year(at + 1).then_some(at..at + 2)
}

/// The token of the acronym with a number that stands in brackets after an occasion: "(PALM10)".
pub(super) fn acronym_after(board: &Board<'_>, event: &Range<usize>) -> Option<usize> {
    let text = board.text;
    let word = event.end + 1;
    let closed =
        text.is(event.end, "(") && text.is(word + 1, ")") && text.continues_line(event.end);
    let letters = text
        .word(word)
        .trim_end_matches(|last: char| last.is_ascii_digit());
    let fits = (3..=8).contains(&letters.len())
        && letters.len() < text.word(word).len()
        && letters.bytes().all(|letter| letter.is_ascii_uppercase());
    (closed && fits && board.longest_at(word, &[Label::Org]).is_none()).then_some(word)
}

/// Acronyms of meetings that go by them and by a number.
const MEETINGS: [&str; 10] = [
    "AMM", "AEMM", "UNGA", "ADMM", "AIPA", "CHOGM", "MRCS", "COMCEC", "TICAD", "FOCAC",
];

/// "58th AMM": a meeting by its number and its acronym.
pub(super) fn numbered_acronym(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let number = at.checked_sub(1)?;
    let counted = text.continues_line(at)
        && text.is_any(at, &MEETINGS)
        && ordinal(text, number).is_some_and(|(_, end)| end == at);
    counted.then_some(number..at + 1)
}

/// "“Digital Samarkand 2025” forum": the quoted name in front of the occasion.
pub(super) fn quoted_name(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let close = at.checked_sub(1)?;
    let open = match text.word(close) {
        "”" => "“",
        "»" => "«",
        _ => return None,
    };
    if !TITLED.iter().any(|noun| text.is(at, noun)) || !text.continues_line(at) {
        return None;
    }
    let start = (close.saturating_sub(LONGEST_NAME)..close)
        .rev()
        .take_while(|&next| text.continues_line(next + 1))
        .find(|&next| text.is(next, open))?
        + 1;
    (start < close && text.is_capitalised(start)).then_some(start..close)
}

/// Longest quoted name in front of an occasion, in tokens.
const LONGEST_NAME: usize = 10;

/// "Summit for Peace", "Summit of the Future", "Conference on Disarmament Education": an occasion
/// named by what it is about, not by whose it is.
pub(super) fn titled_by_subject(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    // "through Dialogue for Development" is about talking.
    let talking = text.is(at, "Dialogue")
        && at > 0
        && text.continues_line(at)
        && !text.is_any(at - 1, &["the", "The", "a"]);
    if talking {
        return None;
    }
    if !text.is_any(
        at,
        &["Summit", "Forum", "Conference", "Congress", "Dialogue"],
    ) || !text.is_any(at + 1, &["of", "for", "on"])
    {
        return None;
    }
    let article = text.is_any(at + 2, &["a", "an"]);
    let name = if article {
        at + 3
    } else {
        text.past_the(at + 2)
    };
    let end = extent::without_town(board, name, phrase::right(board, name, OF_BODY));
    let whose = [
        Label::Gpe,
        Label::Org,
        Label::Date,
        Label::Person,
        Label::Norp,
        Label::Loc,
    ];
    let body = text.is(at + 1, "of") && board.longest_at(name, &whose).is_some();
    let plural = text.is(at + 1, "of") && text.word(end - 1).ends_with('s');
    let lone = text.opens_sentence(at) && text.is(at + 1, "on");
    // "the 2024 Summit of the Forum": its year makes it one of them.
    let start = year_before(text, at);
    let body = body && start == at;
    let start = if start == at && at > 0 && text.is(at - 1, "International") {
        at - 1
    } else {
        start
    };
    (end > name && text.continues_line(name) && !body && !plural && !lone).then_some(start..end)
}

/// "Cyclone Freddy", "Hurricane Maria": storms go by the names they are given.
pub(super) fn storm(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let named = text.is_any(at, &["Cyclone", "Hurricane", "Typhoon"])
        && text.is_capitalised(at + 1)
        && text.continues_line(at + 1);
    named.then_some(at..at + 2)
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn meetings_go_by_number_and_acronym() {
        let text =
            "She spoke at the 51st AMM and opened the stand at the “Digital Tartu 2025” forum.";
        assert_eq!(
            found(text, Label::Event),
            ["51st AMM", "Digital Tartu 2025"]
        );
    }

    #[test]
    fn conferences_are_named_by_their_two_sides() {
        let text = "He greeted the Second Parliamentary Conference Peru–Central Asia in Lima.";
        assert_eq!(
            found(text, Label::Event),
            ["Second Parliamentary Conference Peru–Central Asia"]
        );
    }
}
