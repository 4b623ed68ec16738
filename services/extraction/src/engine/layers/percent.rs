//! Percentages.

use communique_model::Label;

use super::Layer;
use super::numbers::number;
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
    // Of a range "5–6 percent" the first number counts and the range is covered.
    if sign_end(text, end).is_none()
        && text.is_any(end, &["-", "–", "—"])
        && let Some(second) = number(text, end + 1)
    {
        end = second.end;
    }
    let end = sign_end(text, end)?;
    Some((end, first.value.to_string()))
}

/// If a sign or word for percent stands at `at`, the token after it.
fn sign_end(text: &Text<'_>, at: usize) -> Option<usize> {
    if !text.continues_line(at) {
        return None;
    }
    // "%20" in an address is an escaped character.
    let escaped = text.joined(at + 1) && (text.is_number(at + 1) || text.is_plain_word(at + 1));
    if text.is_any(at, &["%", "％"]) && !escaped || text.is_any_word(at, &["percent", "pct"]) {
        return Some(at + 1);
    }
    (text.is_word(at, "per") && text.is_word(at + 1, "cent")).then_some(at + 2)
}

fn is_negative(text: &Text<'_>, at: usize) -> bool {
    at > 0 && text.is_any(at - 1, &["-", "−"]) && text.joined(at) && !text.joined(at - 1)
}
