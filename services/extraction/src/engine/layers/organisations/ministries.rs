//! Ministries by their subject and country, and whose a ministry is that says no country.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::context::Context;
use crate::knowledge::EntityKey;
use crate::knowledge::lexicon::portfolio;

/// The country whose ministry of a subject the text spoke of last.
pub(super) type Ministries = HashMap<&'static str, EntityKey>;

/// "Ministry of Foreign Affairs of Kazakhstan", "Russian Foreign Ministry", "Foreign Ministry".
pub(super) fn ministry(
    board: &Board<'_>,
    context: &Context,
    ministries: &mut Ministries,
    at: usize,
    layer: &'static str,
) -> Option<Candidate> {
    let (text, knowledge) = (board.text, board.knowledge);
    let acronym = text.is_any(at, &["MFA", "MOFA", "MoFA"]);
    if !acronym && !text.is(at, "Ministry") {
        return None;
    }
    let (mut range, subject) = if acronym {
        (at..at + 1, "Foreign Affairs")
    } else if text.is_any(at + 1, &["of", "for"]) && text.continues_line(at + 1) {
        let start = if text.is(at + 2, "the") {
            at + 3
        } else {
            at + 2
        };
        let (end, subject) = subject_after(board, start)?;
        (at..end, subject)
    } else {
        let (start, subject) = subject_before(board, at)?;
        (start..at + 1, subject)
    };
    let sides = [Label::Norp, Label::Gpe];
    let mut country = None;
    if let Some(nation) = board.ending_at(range.start, &sides)
        && text.continues_line(range.start)
        && (nation.label == Label::Norp || !text.is(range.start, "Ministry"))
    {
        country = nation.entity;
        range.start = nation.tokens.start;
    }
    if text.is(range.end, "of") {
        let name = if text.is(range.end + 1, "the") {
            range.end + 2
        } else {
            range.end + 1
        };
        if let Some(nation) = board.longest_at(name, &[Label::Gpe]) {
            country = nation.entity;
            range.end = nation.tokens.end;
        }
    }
    let country = country
        .filter(|key| knowledge.get(*key).kind == EntityKind::Country)
        .or_else(|| context.seat().filter(|_| subject == "Foreign Affairs"))
        .or_else(|| context.country_in_sentence(board, range.start))
        .or_else(|| ministries.get(subject).copied())
        .or_else(|| match topic_of_title(board, &range) {
            Some(topic) => context.main_country_besides(topic),
            None => context.main_country(),
        });
    if let Some(country) = country {
        ministries.insert(subject, country);
    }
    let entity = country.and_then(|country| knowledge.ministry(subject, country));
    let parts = country.into_iter().collect();
    Some(
        Candidate::new(range, Label::Org, Rank::Name, layer)
            .linked(entity)
            .with_parts(parts),
    )
}

/// The country that a title has a ministry speak about, which is not the one whose ministry it is:
/// "Foreign Ministry statement on the situation in A".
fn topic_of_title(board: &Board<'_>, ministry: &Range<usize>) -> Option<EntityKey> {
    let text = board.text;
    let speaks = ministry.start < LONGEST_TITLE
        && text.line_start(ministry.start) == 0
        && text.is_any_word(ministry.end, &["statement", "comment", "commentary"])
        && text.is_any_word(
            ministry.end + 1,
            &["on", "concerning", "regarding", "about", "following"],
        );
    if !speaks {
        return None;
    }
    let line = ministry.end
        ..text
            .line_end(ministry.end)
            .min(ministry.end + LONGEST_TITLE);
    let mut names = line.filter_map(|at| board.longest_at(at, &[Label::Gpe, Label::Norp]));
    names.find_map(|name| board.knowledge.country_of(name.entity?))
}

/// How far into a text its ministry may stand in a title, and how far behind it the topic, in tokens.
const LONGEST_TITLE: usize = 24;

/// The subject of a ministry that begins at `start`, the longest that is known.
fn subject_after(board: &Board<'_>, start: usize) -> Option<(usize, &'static str)> {
    let mut end = phrase::right(board, start, Shape::default());
    while end > start {
        if let Some(subject) = portfolio(board.text.words(start..end)) {
            return Some((end, subject));
        }
        end -= 1;
    }
    None
}

/// The subject of a ministry that ends before its noun, the longest that is known.
fn subject_before(board: &Board<'_>, noun: usize) -> Option<(usize, &'static str)> {
    (1..=4)
        .rev()
        .filter_map(|length| noun.checked_sub(length))
        .find_map(|start| Some((start, portfolio(board.text.words(start..noun))?)))
}
