//! Percentages.

use communique_model::Label;

use super::Layer;
use super::numbers::{Decimal, number};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;

/// Finds percentages.
pub(crate) struct Percent;

impl Layer for Percent {
    fn name(&self) -> &'static str {
        "percent"
    }

    fn find(&self, board: &mut Board<'_>) {
        let text = board.text;
        let mut at = 0;
        while at < text.len() {
            let Some((end, value)) = percent_at(text, at) else {
                at += 1;
                continue;
            };
            let start = if is_negative(text, at) { at - 1 } else { at };
            let value = if start < at {
                format!("-{value}")
            } else {
                value
            };
            board.push(
                Candidate::new(start..end, Label::Percent, Rank::Notation, self.name())
                    .with_value(Some(value)),
            );
            at = end;
        }
    }
}

fn percent_at(text: &Text<'_>, at: usize) -> Option<(usize, String)> {
    if at > 0 && text.joined(at) && text.is_any(at - 1, &[".", ","]) {
        return None;
    }
    let first = number(text, at)?;
    let mut end = first.end;
    if !first.suffix.is_empty() {
        return None;
    }
    let mut value = first.value;
    // "one hundred percent", "two and a half percent"
    if text.is_word(end, "hundred") {
        value = value.scaled(2)?;
        end += 1;
    } else if text.is(end, "and") && text.is(end + 1, "a") && text.is_word(end + 2, "half") {
        value = value.plus(Decimal::whole(5).moved(1))?;
        end += 3;
    }
    // Of a range "5–6 percent" the first number counts and the range is covered.
    if sign_end(text, end).is_none()
        && text.is_any(end, &["-", "–", "—", "to"])
        && let Some(second) = number(text, end + 1)
    {
        end = second.end;
    }
    let end = sign_end(text, end)?;
    Some((end, value.to_string()))
}

/// If a sign or word for percent stands at `at`, the token after it.
fn sign_end(text: &Text<'_>, at: usize) -> Option<usize> {
    if !text.continues_line(at) {
        return None;
    }
    let at = if text.is_inner_hyphen(at) { at + 1 } else { at };
    // "%20" in an address is an escaped character.
    let escaped = text.joined(at + 1) && (text.is_number(at + 1) || text.is_plain_word(at + 1));
    if text.is_any(at, &["%", "％"]) && !escaped
        || text.is_any_word(at, &["percent", "percents", "pct", "процентов", "процента"])
    {
        return Some(at + 1);
    }
    // A percentage of something, not "five percentage points".
    if text.is_word(at, "percentage") && !text.is_any_word(at + 1, &["point", "points"]) {
        return Some(at + 1);
    }
    (text.is_word(at, "per") && text.is_word(at + 1, "cent")).then_some(at + 2)
}

fn is_negative(text: &Text<'_>, at: usize) -> bool {
    let dash = at > 0 && text.is_any(at - 1, &["-", "−"]) && text.joined(at);
    dash && !text.joined(at - 1)
        || at > 0 && text.is_word(at - 1, "minus") && text.continues_line(at)
}
