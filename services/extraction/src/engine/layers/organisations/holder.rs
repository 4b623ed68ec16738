//! Where a body's name ends and the name of the one who leads it begins.

use communique_model::Label;

use super::super::offices::{holder_in, is_head, title_in};
use crate::engine::board::{Board, Rank};
use crate::knowledge::lexicon::portfolio;

/// The end of a body's name without the name of a person that follows it at once: "Ministry of
/// Foreign Affairs Jane Doe", "House of Representatives of Chile Jane Doe".
pub(super) fn without_holder(board: &Board<'_>, noun: usize, name: usize, end: usize) -> usize {
    let text = board.text;
    let goes_on = |at: usize| at < end && text.is_capitalised(at);
    // The whole name is known, or its subject is.
    let whole = board
        .longest_at(noun, &[Label::Org])
        .filter(|body| body.entity.is_some() && body.rank >= Rank::Name)
        .map(|body| body.tokens.end);
    let subject = text
        .is(noun, "Ministry")
        .then(|| {
            (name + 1..end).rev().find(|&stop| {
                // "Foreign" alone begins "Foreign Trade" as well.
                !text.is(stop - 1, "Foreign") && portfolio(text.words(name..stop)).is_some()
            })
        })
        .flatten();
    if let Some(stop) = whole.into_iter().chain(subject).find(|&stop| goes_on(stop)) {
        return stop;
    }
    // A country ends a name that says whose body it is.
    (name..end)
        .filter(|&at| text.is_any(at - 1, &["of", "the"]))
        .filter_map(|at| board.longest_at(at, &[Label::Gpe]))
        .map(|country| country.tokens.end)
        .find(|&stop| goes_on(stop))
        .or_else(|| {
            let titled = is_of_title(board, noun);
            let title = || title_in(text, name, end);
            titled.then(|| title().or_else(|| holder_in(board, name, end)))?
        })
        .unwrap_or(end)
}

/// Whether a body stands in a title: "Deputy Director of the …".
fn is_of_title(board: &Board<'_>, noun: usize) -> bool {
    let text = board.text;
    let floor = noun.saturating_sub(FAR);
    (floor..noun)
        .rev()
        .take_while(|&at| {
            text.continues_line(at + 1)
                && (text.is_capitalised(at) || text.is_any(at, &["of", "the", "for", "-"]))
        })
        .any(|at| is_head(text.word(at)))
}

/// How many tokens before a body the noun of a title may stand.
const FAR: usize = 12;
