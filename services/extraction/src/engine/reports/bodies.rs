//! Bodies inside titles that the office is named for, and not the country whose they are.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::titles::{PRIVATE, inside};
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::engine::states::is_presidency;
use crate::engine::text::{Reading, Text};
use crate::knowledge::Knowledge;

/// The body that no list holds and that a title is an office of: "Rector of the Northern
/// University". Departments are parts of somebody else, and an organ of a state is its nation’s.
pub(super) fn unlisted_body(
    text: &Text<'_>,
    knowledge: &Knowledge,
    mentions: &[Candidate],
    title: &Candidate,
) -> Option<Range<usize>> {
    let body = inside(mentions, title).find(|body| {
        body.label == Label::Org && body.entity.is_none() && !body.tokens.is_empty()
    })?;
    let before = body.tokens.start.checked_sub(1)?;
    let of = before - usize::from(before > 0 && text.is(before, "the"));
    if of <= title.tokens.start || !text.is(of, "of") {
        return None;
    }
    let has = |words: &[&str]| body.tokens.clone().any(|at| text.is_any(at, words));
    let nation_follows = inside(mentions, title)
        .any(|name| name.tokens.start >= body.tokens.end && name.label == Label::Gpe);
    let independent = is_presidency(text, body.tokens.clone())
        || is_international(text, knowledge, body.tokens.start)
        || has(&PRIVATE) && !has(&["Legislative"])
        || !has(&OF_STATES) && !is_short_name(text, &body.tokens) && !nation_follows;
    let start = past_board(text, &body.tokens);
    independent.then_some(start..body.tokens.end)
}

/// The name of such a body, the fullest that the text has.
pub(super) fn name_of(findings: &Findings<'_>, body: Range<usize>) -> String {
    let first = findings
        .mentions
        .partition_point(|mention| mention.tokens.start < body.start);
    findings
        .mentions
        .get(first)
        .filter(|mention| mention.tokens == body)
        .and_then(|mention| findings.body_names.of(mention))
        .unwrap_or_else(|| findings.text.words(body).to_owned())
}

/// Whether the acronym of an organisation of states opens that of a body: "CIS Council of X".
fn is_international(text: &Text<'_>, knowledge: &Knowledge, start: usize) -> bool {
    if !text.is_all_capitals(start) {
        return false;
    }
    text.longest(knowledge.names(), Reading::Words, start)
        .and_then(|(_, payload)| knowledge.meanings(payload).first())
        .is_some_and(|meaning| {
            let entity = knowledge.get(meaning.entity);
            entity.kind == EntityKind::Organisation && entity.country.is_none()
        })
}

/// The token after "Board of" at the start of a body's name.
fn past_board(text: &Text<'_>, body: &Range<usize>) -> usize {
    let of = body.start + 1;
    let board = text.is(body.start, "Board") && text.is(of, "of");
    let rest = text.past_the(of + 1);
    if board && rest < body.end {
        rest
    } else {
        body.start
    }
}

/// Whether a body goes by an acronym alone, as ministries do: "of the MEA".
fn is_short_name(text: &Text<'_>, body: &Range<usize>) -> bool {
    body.len() == 1 && text.word(body.start).starts_with('M')
}

/// Words in the names of parts of a government and of the organs of a state.
const OF_STATES: [&str; 32] = [
    "Cabinet",
    "Department",
    "Ministry",
    "Directorate",
    "Office",
    "Division",
    "Section",
    "Unit",
    "Bureau",
    "Embassy",
    "Consulate",
    "Mission",
    "Administration",
    "Government",
    "Service",
    "Secretariat",
    "Staff",
    "Parliament",
    "Assembly",
    "Senate",
    "Chamber",
    "House",
    "Congress",
    "Council",
    "Court",
    "Duma",
    "Seimas",
    "Sejm",
    "Saeima",
    "Forces",
    "Army",
    "Navy",
];
