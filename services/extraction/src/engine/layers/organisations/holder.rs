//! Where a body's name ends and the name of the one who leads it begins.

use communique_model::Label;

use super::super::offices::{holder_in, is_head, title_in};
use super::super::phrase;
use crate::engine::board::{Board, Rank};
use crate::knowledge::lexicon::{is_common, portfolio};

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
    // "Department of Information and Foreign Ministry Spokesperson Jane Doe"
    let office = (name..end).find(|&at| is_head(text.word(at)));
    let second = office.and_then(|office| (name..office).rev().find(|&at| text.is(at, "and")));
    let end = second.filter(|&stop| stop > name).unwrap_or(end);
    // "Information Department of the Ministry of Foreign Affairs Jane Doe"
    let inner = (name + 1..end)
        .find(|&at| text.is(at, "Ministry") && text.is(at + 1, "of"))
        .and_then(|ministry| {
            let start = text.past_the(ministry + 2);
            (start + 1..end).rev().find(|&stop| {
                !text.is(stop - 1, "Foreign") && portfolio(text.words(start..stop)).is_some()
            })
        });
    if let Some(stop) = inner.filter(|&stop| goes_on(stop)) {
        return stop;
    }
    // A country ends a name that says whose body it is.
    let country = (name..end)
        .filter(|&at| text.is_any(at - 1, &["of", "the"]))
        .filter_map(|at| board.longest_at(at, &[Label::Gpe]))
        .map(|country| country.tokens.end)
        .find(|&stop| goes_on(stop));
    let of_title = || {
        let titled = is_of_title(board, noun);
        let title = || title_in(text, name, end);
        titled.then(|| title().or_else(|| holder_in(board, name, end)))?
    };
    country
        .or_else(of_title)
        .or_else(|| led_by(board, noun, name, end))
        .unwrap_or(end)
}

/// Where the name of the one who leads a body begins, if a title stands before the body ("Director
/// of the Institute for Central Asia Jane Doe") and a known given name or a region's end tells.
fn led_by(board: &Board<'_>, noun: usize, name: usize, end: usize) -> Option<usize> {
    let text = board.text;
    let mut of = phrase::left(board, noun, &|_| false).checked_sub(1)?;
    if text.is(of, "the") {
        of = of.checked_sub(1)?;
    }
    let titled = text.is(of, "of") && of > 0 && is_head(text.word(of - 1));
    if !titled {
        return None;
    }
    let is_name = |at: usize| {
        text.is_capitalised(at)
            && !is_common(text.word(at))
            && !board.knowledge.is_institutional(text.symbol(at))
            && portfolio(text.word(at)).is_none()
    };
    let region_before = |at: usize| {
        board
            .ending_at(at, &[Label::Loc, Label::Gpe, Label::Org])
            .is_some()
    };
    [2, 3]
        .into_iter()
        .filter_map(|words| end.checked_sub(words))
        .filter(|&start| start > name)
        .find(|&start| {
            let given = board
                .knowledge
                .people()
                .is_first_name(text.name_symbol(start));
            (given || region_before(start)) && (start..end).all(is_name)
        })
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
