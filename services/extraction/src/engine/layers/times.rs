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
            let Some((end, value)) = time_at(board.text, at) else {
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
                    && (half_after(text, at + 3).is_some() || names_zone(text, at + 3))) =>
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
        Some((afternoon, end)) => Some((end, value(on_the_clock(hour, afternoon)?, minute)?)),
        None => Some((end, value(hour, minute)?)),
    }
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
        "a" => false,
        "p" => true,
        _ => return None,
    };
    let dotted = text.is(at + 1, ".") && text.is(at + 2, "m") && text.joined(at + 2);
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
