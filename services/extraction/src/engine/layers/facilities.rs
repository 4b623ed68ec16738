//! Buildings, sites and border lines by the form of their names.

use communique_model::Label;

use super::Layer;
use super::phrase;
use crate::engine::board::{Board, Candidate, Rank};

/// Finds facilities.
pub(crate) struct Facilities;

const SITES: [&str; 26] = [
    "Palace",
    "Airport",
    "Bridge",
    "Canal",
    "Tower",
    "Stadium",
    "Cemetery",
    "Cathedral",
    "Mosque",
    "Museum",
    "Square",
    "Hall",
    "Cosmodrome",
    "Residence",
    "Theatre",
    "Theater",
    "Monument",
    "Memorial",
    "Highway",
    "Railway",
    "Pipeline",
    "Castle",
    "Street",
    "Avenue",
    "Gallery",
    "Library",
];

impl Layer for Facilities {
    fn name(&self) -> &'static str {
        "facilities"
    }

    fn find(&self, board: &mut Board<'_>) {
        for at in 0..board.text.len() {
            let found = border_at(board, at).or_else(|| site_ending_at(board, at));
            // "Great Hall" of "Great Hall of the People", and what the knowledge base holds itself.
            let known = |start: usize, end: usize| {
                board.is_inside_known(&(start..end))
                    || board
                        .longest_at(start, &[Label::Fac])
                        .is_some_and(|site| site.tokens.end == end)
            };
            if let Some((start, end)) = found.filter(|&(start, end)| !known(start, end)) {
                let parts = board.entities_in(start..end);
                board.push(
                    Candidate::new(start..end, Label::Fac, Rank::Composite, self.name())
                        .with_parts(parts),
                );
            }
        }
    }
}

/// "Tajik-Afghan border", "Russia–Kazakhstan border".
fn border_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    if !text.is_any_word(at, &["border"]) || !text.continues_line(at) {
        return None;
    }
    let sides = [Label::Norp, Label::Gpe];
    let second = board.ending_at(at, &sides)?.tokens.start;
    let dash = second.checked_sub(1)?;
    if !text.is_inner_hyphen(dash) {
        return None;
    }
    let first = board.ending_at(dash, &sides)?.tokens.start;
    Some((first, at + 1))
}

fn site_ending_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    // "Wall Street Journal" is no street.
    let goes_on = text.is_capitalised(at + 1) && text.continues_line(at + 1);
    if goes_on || !text.is_capitalised(at) || !text.is_any(at, &SITES) {
        return None;
    }
    let start = phrase::left(board, at, &|_| false);
    (start < at).then_some((start, at + 1))
}
