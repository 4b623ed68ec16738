//! Named occasions: summits and sessions, wars and battles, named days and years, anniversaries.

mod named;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::numbers::ordinal;
use super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use named::{
    anniversary, battle, is_conference_of_parties, is_holiday, named_day, named_year,
    special_operation, war,
};

/// Finds events.
pub(crate) struct Events;

impl Layer for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        let mut floor = 0;
        while at < board.text.len() {
            let found = event_at(board, at).filter(|range| {
                range.start >= floor && range.end > range.start && !board.is_inside_known(range)
            });
            let Some(range) = found else {
                at += 1;
                continue;
            };
            floor = range.end;
            at = range.end.max(at + 1);
            let parts = board.entities_in(range.clone());
            board.push(
                Candidate::new(range, Label::Event, Rank::Composite, self.name()).with_parts(parts),
            );
        }
    }
}

/// Occasions that a name or number makes into a named one, in any case.
const OCCASIONS: [&str; 14] = [
    "summit",
    "forum",
    "session",
    "debate",
    "conference",
    "congress",
    "assembly",
    "games",
    "exhibition",
    "plenum",
    "symposium",
    "expo",
    "festival",
    "olympiad",
];

/// Occasions that only a number before them names: "24th meeting of …".
const NUMBERED: [&str; 6] = [
    "meeting",
    "round",
    "edition",
    "plenary",
    "convocation",
    "dialogue",
];

const OF_BODY: Shape = Shape {
    connectors: &["of", "on", "for", "the", "in"],
    commas: false,
};

fn event_at(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if let Some(end) = board.title_end(at, Label::Event) {
        return Some(at..end);
    }
    if !text.is_plain_word(at) || !(text.is_capitalised(at) || text.names_occasion(at)) {
        return None;
    }
    let word = text.word(at);
    match word {
        "War" | "Wars" => return war(board, at),
        "Battle" | "Siege" | "Operation" => return battle(board, at),
        "Day" | "Days" => return named_day(board, at),
        "Year" | "Decade" | "Week" | "Month" => return named_year(board, at),
        "Anniversary" => return anniversary(board, at),
        "operation" | "Operation's" => return special_operation(text, at),
        "Olympics" | "Olympiad" | "Paralympics" => return modified(board, at),
        _ => {}
    }
    if text.is(at, "OPERATION") {
        return special_operation(text, at);
    }
    if is_holiday(text, at) || is_conference_of_parties(word) {
        return Some(at..at + 1);
    }
    let occasion = OCCASIONS.iter().any(|noun| text.is_word(at, noun));
    let capital_meeting = matches!(
        word,
        "Meeting" | "Dialogue" | "Consultations" | "Round" | "Championship" | "Cup"
    );
    let numbered = NUMBERED.iter().any(|noun| text.is_word(at, noun));
    if let Some(title) = quoted_title(text, at) {
        return Some(title);
    }
    if (occasion || numbered)
        && let Some(range) = numbered_occasion(board, at)
    {
        return Some(range);
    }
    (occasion || capital_meeting)
        .then(|| modified(board, at))
        .flatten()
}

/// "24th meeting of the SCO Summit", "66th session of the UN Commission on Narcotic Drugs".
fn numbered_occasion(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = ordinal_before(board, at)?;
    let mut end = at + 1;
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
    (end > at + 1 || named_before).then_some(start..end)
}

/// The token after "on Interregional Cooperation"; `at`, where the preposition stands, if no
/// capitalised words follow.
fn subject_after(board: &Board<'_>, at: usize) -> usize {
    let name = at + 1;
    let end = phrase::right(board, name, OF_BODY);
    // "Forum on July 3", "Summit for Russia": a date or a country is no subject.
    let other = board
        .longest_at(name, &[Label::Gpe, Label::Date, Label::Person])
        .is_some();
    if end > name && board.text.continues_line(name) && !other {
        end
    } else {
        at
    }
}

/// The token after a body's or occasion's name that begins at `at`, with "summit" after it.
fn name_end(board: &Board<'_>, at: usize) -> Option<usize> {
    let text = board.text;
    let known = board.longest_at(at, &[Label::Org, Label::Gpe, Label::Loc]);
    let end = match known {
        Some(known) => known.tokens.end,
        None => phrase::right(board, at, OF_BODY),
    };
    if end == at {
        return None;
    }
    let occasion = text.continues_line(end) && OCCASIONS.iter().any(|noun| text.is_word(end, noun));
    Some(if occasion { end + 1 } else { end })
}

fn ordinal_word(text: &Text<'_>, at: usize) -> bool {
    ordinal(text, at).is_some()
}

/// The start of the ordinal before an occasion, with names and adjectives between.
fn ordinal_before(board: &Board<'_>, at: usize) -> Option<usize> {
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

/// "CSTO Summit", "Beijing summit", "Third Belt and Road Forum", "BRICS Foreign Ministers Meeting".
fn modified(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if !text.continues_line(at) {
        return None;
    }
    // A standing format that the knowledge base holds as a body.
    let standing = board.covering(at).is_some_and(|candidate| {
        candidate.label == Label::Org
            && candidate.entity.is_some()
            && candidate.tokens.end == at + 1
    });
    if standing {
        return None;
    }
    let capital = text.is_capitalised(at);
    let names = [Label::Org, Label::Gpe, Label::Loc];
    let mut start = if capital {
        phrase::left(board, at, &|word| word.len() > 3)
    } else {
        match board.ending_at(at, &names) {
            Some(name) => joined_start(board, name.tokens.start),
            None => return None,
        }
    };
    let meeting_noun = text.is_any_word(at, &["session", "debate", "conference", "meeting"]);
    if !capital && meeting_noun {
        // "Security Council session": only the body is named.
        let body = board.ending_at(at, &[Label::Org]).is_some();
        let place = board
            .ending_at(at, &[Label::Gpe])
            .is_some_and(|name| name.tokens.len() < 3);
        if body && !text.is_word(at, "session") || !(body || place) {
            return None;
        }
    }
    while start < at
        && (is_bare_opener(board, start) || text.is_any(start, &["The", "Today", "At", "In"]))
    {
        start += 1;
    }
    let weak = (start..at).all(|next| {
        !text.is_capitalised(next)
            || text.is_any(
                next,
                &[
                    "Plenary",
                    "Opening",
                    "Closing",
                    "Joint",
                    "Press",
                    "News",
                    "Special",
                    "Regular",
                    "High",
                    "Level",
                    "Video",
                    "Ministerial",
                    "Annual",
                    "Working",
                    "Regional",
                    "International",
                ],
            )
    });
    // "Almaty Conference Service" is a body.
    let body = text.continues_line(at + 1)
        && text.is_any(
            at + 1,
            &[
                "Service",
                "Centre",
                "Center",
                "Secretariat",
                "Committee",
                "Hall",
            ],
        );
    if start == at || weak || body {
        return None;
    }
    let before = start.checked_sub(1).filter(|_| text.continues_line(start));
    if let Some(before) = before
        && ordinal(text, before).is_some_and(|(_, end)| end == start)
    {
        start = before;
    }
    let mut end = at + 1;
    if text.is_any(end, &["on", "for"]) && capital && text.continues_line(end) {
        end = subject_after(board, end);
    }
    if text.is(end, "of") && capital && text.continues_line(end) {
        let name = text.past_the(end + 1);
        if let Some(stop) = name_end(board, name) {
            end = stop;
        }
    }
    Some(start..end)
}

/// The start of names joined by a dash: "Russia–Africa", "Central Asia – Russia".
fn joined_start(board: &Board<'_>, start: usize) -> usize {
    let text = board.text;
    let Some(dash) = start.checked_sub(1) else {
        return start;
    };
    if text.is_any(dash, &["-", "–", "—", "+"]) && text.continues_line(start) {
        let names = [Label::Org, Label::Gpe, Label::Loc];
        if let Some(name) = board.ending_at(dash, &names) {
            return name.tokens.start;
        }
    }
    start
}

fn is_bare_opener(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    text.opens_sentence(at)
        && crate::knowledge::lexicon::is_common(text.word(at))
        && ordinal(text, at).is_none()
}

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
fn quoted_title(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    if !TITLED.iter().any(|noun| text.is_word(at, noun)) {
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
