//! Calendar expressions and durations.

mod absolute;
mod lexicon;
mod parts;
mod relative;
mod tense;
mod values;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use values::{Expression, Resolver};

/// Finds dates, periods and durations.
pub(crate) struct Dates;

impl Layer for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut resolver = Resolver::new(board.reference);
        let mut at = 0;
        while at < board.text.len() {
            let taken = board
                .covering(at)
                .filter(|candidate| candidate.rank == Rank::Notation)
                .map(|candidate| candidate.tokens.end);
            if let Some(end) = taken {
                at = end.max(at + 1);
                continue;
            }
            let Some((range, expression)) = expression_at(board.text, at) else {
                at += 1;
                continue;
            };
            at = range.end;
            let value = resolver.value(expression);
            board.push(
                Candidate::new(range, Label::Date, Rank::Calendar, self.name()).with_value(value),
            );
        }
    }
}

/// The longest expression that begins at `at`.
fn expression_at(text: &Text<'_>, at: usize) -> Option<(Range<usize>, Expression)> {
    let article = text.is_any(at, &["the", "The"]);
    if !text.begins_date(at)
        || (article && !text.begins_date(at + 1))
        || (at > 0 && text.joined(at) && text.is_any(at - 1, &["/", "@", "_"]))
    {
        return None;
    }
    let absolute = absolute::parse(text, at);
    let relative = relative::parse(text, at);
    let (end, expression) = match (absolute, relative) {
        (Some(one), Some(other)) => {
            if other.0 > one.0 {
                other
            } else {
                one
            }
        }
        (one, other) => one.or(other)?,
    };
    Some((at..end, expression))
}
