//! Clock times.

use communique_model::Label;

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;

/// Finds clock times.
pub(crate) struct Times;

impl Layer for Times {
    fn name(&self) -> &'static str {
        "times"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        while at < board.text.len() {
            let Some((end, value)) = time_at(board.text, at).or_else(|| spoken(board.text, at))
            else {
                at += 1;
                continue;
            };
            board.push(
                Candidate::new(at..end, Label::Time, Rank::Notation, self.name())
                    .with_value(Some(value)),
            );
            at = end;
        }
    }
}

fn time_at(text: &Text<'_>, at: usize) -> Option<(usize, String)> {
    if !text.is_number(at) || (at > 0 && text.joined(at) && text.is_any(at - 1, &[":", ".", "/"])) {
        return None;
    }
    let hour = figures(text.word(at), 2);
    let separated =
        |mark: &str| text.is(at + 1, mark) && text.joined(at + 1) && text.joined(at + 2);
    let (hour, minute, end) = match hour {
        Some(hour)
            if separated(":")
                || (separated(".")
                    && (half_after(text, at + 3).is_some()
                        || names_zone(text, at + 3)
                        || opens_entry(text, at)
                        || is_hour_said(text, at))) =>
        {
            let (minute, suffix) = split(text.word(at + 2));
            if minute.len() != 2 {
                return None;
            }
            if !suffix.is_empty() {
                let hour = on_the_clock(hour, half(suffix)?)?;
                return Some((at + 3, value(hour, minute.parse().ok()?)?));
            }
            let seconds = text.is(at + 3, ":") && text.joined(at + 4);
            if seconds && (!text.is_number(at + 4) || text.is(at + 5, ":")) {
                return None;
            }
            let end = if seconds { at + 5 } else { at + 3 };
            (hour, minute.parse().ok()?, end)
        }
        Some(hour) => {
            half_after(text, at + 1)?;
            (hour, 0, at + 1)
        }
        // "4pm", "15h30"
        None => {
            let (hour, suffix) = split(text.word(at));
            if let Some(minute) = suffix.strip_prefix('h').filter(|rest| rest.len() == 2) {
                return Some((at + 1, value(figures(hour, 2)?, figures(minute, 2)?)?));
            }
            let hour = on_the_clock(figures(hour, 2)?, half(suffix)?)?;
            return Some((at + 1, value(hour, 0)?));
        }
    };
    match half_after(text, end) {
        Some((afternoon, end)) => Some((
            with_zone(text, end),
            value(on_the_clock(hour, afternoon)?, minute)?,
        )),
        None => Some((end, value(hour, minute)?)),
    }
}

/// Whether "09.30" stands first in the line of a programme: "▪️ 09.30 Meeting with …",
/// "09.30–10.15 Arrival".
fn opens_entry(text: &Text<'_>, at: usize) -> bool {
    if !is_minute(text, at + 2) || text.is(at + 3, ".") || text.is(at + 3, "%") {
        return false;
    }
    let mut first = at;
    while first > 0 && at - first < 4 && text.continues_line(first) {
        let before = first - 1;
        if text.is_plain_word(before) || text.is_number(before) {
            return false;
        }
        first = before;
    }
    let range = text.is_any(at + 3, &["-", "–", "—"]);
    let alone = first == 0 || !text.continues_line(first);
    let entry = text.is_capitalised(at + 3) || text.is_any(at + 3, &["–", "—", "-", ":", "|"]);
    alone && text.continues_line(at + 3) && (range || entry)
}

/// Whether words before "16.00" say that it is an hour: "at 16.00", "no later than 16.00"; figures
/// with a unit after them are amounts.
fn is_hour_said(text: &Text<'_>, at: usize) -> bool {
    let said = at > 0 && text.continues_line(at) && {
        text.is_any(at - 1, &["at", "At", "from", "until", "till", "by"])
            || at > 1 && text.is(at - 1, "than") && text.is_any(at - 2, &["later", "earlier"])
    };
    let after = at + 3;
    let ends = !text.continues_line(after)
        || !(text.is_plain_word(after) || text.is_number(after) || text.is(after, "%"))
        || text.is_any(
            after,
            &["on", "in", "at", "and", "to", "until", "till", "local"],
        );
    let decimal = text.is(after, ".") && text.joined(after + 1) && text.is_number(after + 1);
    said && ends && !decimal && is_minute(text, at + 2) && text.word(at).len() == 2
}

/// Whether two figures can be the minutes of a clock.
fn is_minute(text: &Text<'_>, at: usize) -> bool {
    text.word(at).len() == 2 && figures(text.word(at), 2).is_some_and(|minute| minute < 60)
}

/// "three in the morning", "10 o'clock in the evening", "half past nine" are said in words.
fn spoken(text: &Text<'_>, at: usize) -> Option<(usize, String)> {
    let hour = HOURS
        .iter()
        .position(|word| text.is_word(at, word))
        .and_then(|index| u32::try_from(index + 1).ok())
        .or_else(|| figures(text.word(at), 2).filter(|hour| (1..=12).contains(hour)))?;
    let mut end = at + 1;
    let sharp = text.is(end, "o") && text.is_apostrophe(end + 1) && text.is(end + 2, "clock");
    if sharp {
        end += 3;
    }
    let part = text.is(end, "in") && text.is(end + 1, "the") && text.continues_line(end + 2);
    let afternoon = match text.word(end + 2) {
        "morning" => Some(false),
        "afternoon" | "evening" => Some(true),
        _ => None,
    };
    let said = at > 0 && text.is_any(at - 1, &["at", "At", "by", "until", "till", "around"]);
    match afternoon.filter(|_| part) {
        Some(afternoon) if said || sharp => {
            Some((end + 3, value(on_the_clock(hour, afternoon)?, 0)?))
        }
        _ => sharp.then(|| value(hour, 0).map(|value| (end, value)))?,
    }
}

const HOURS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// The end of a time with the abbreviation of its zone: "10:42 A.M. EST".
fn with_zone(text: &Text<'_>, end: usize) -> usize {
    let american = text.continues_line(end)
        && text.is_any(
            end,
            &["EST", "EDT", "ET", "CST", "CDT", "MST", "MDT", "PST", "PDT"],
        );
    if american { end + 1 } else { end }
}

/// "Moscow time", "local time", "GMT" at `at`: what tells "16.30" from a decimal number.
fn names_zone(text: &Text<'_>, at: usize) -> bool {
    text.continues_line(at)
        && (text.is_any(at, &["GMT", "UTC", "CET", "CEST", "MSK"])
            || (text.is_plain_word(at) && text.is_word(at + 1, "time")))
}

fn value(hour: u32, minute: u32) -> Option<String> {
    (hour < 24 && minute < 60).then(|| format!("T{hour:02}:{minute:02}"))
}

fn split(word: &str) -> (&str, &str) {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    word.split_at(length)
}

fn figures(word: &str, most: usize) -> Option<u32> {
    (!word.is_empty() && word.len() <= most)
        .then(|| word.parse().ok())
        .flatten()
}

/// Whether "am" (false) or "pm" (true) is what the letters say.
fn half(letters: &str) -> Option<bool> {
    match letters {
        "am" | "AM" | "Am" => Some(false),
        "pm" | "PM" | "Pm" => Some(true),
        _ => None,
    }
}

/// "pm", "p.m." at `at`, and the token after it.
fn half_after(text: &Text<'_>, at: usize) -> Option<(bool, usize)> {
    if !text.continues_line(at) {
        return None;
    }
    if let Some(afternoon) = half(text.word(at)) {
        return Some((afternoon, at + 1));
    }
    let afternoon = match text.word(at) {
        "a" | "A" => false,
        "p" | "P" => true,
        _ => return None,
    };
    let dotted = text.is(at + 1, ".") && text.is_word(at + 2, "m") && text.joined(at + 2);
    let end = if text.is(at + 3, ".") && text.joined(at + 3) {
        at + 4
    } else {
        at + 3
    };
    dotted.then_some((afternoon, end))
}

fn on_the_clock(hour: u32, afternoon: bool) -> Option<u32> {
    (1..=12)
        .contains(&hour)
        .then(|| hour % 12 + if afternoon { 12 } else { 0 })
}
