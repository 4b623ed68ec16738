//! What a labeller sees in a text, brought together with what the rules found.
//!
//! A labeller decides what no list knows. What the rules are sure of stands: linked names, closed
//! notation, calendar expressions, composite names.

use std::ops::Range;

use communique_model::Label;

use super::board::{Board, Candidate, Rank};
use super::resolve;
use super::text::Text;
use crate::knowledge::lexicon::is_honorific;

/// Sees names in a text.
pub(crate) trait Labeller {
    /// The name that its mentions carry as their layer.
    fn name(&self) -> &'static str;

    /// How sure a name has to be.
    fn thresholds(&self) -> Thresholds;

    /// The names that it sees. `kept` are the places of the candidates on the board that would
    /// stay if there were no labeller, in the order of the text.
    fn label(&self, board: &Board<'_>, kept: &[usize]) -> Vec<Labelled>;
}

/// A name that a labeller sees.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Labelled {
    /// Tokens covered.
    pub(crate) tokens: Range<usize>,
    /// What it is.
    pub(crate) label: Label,
    /// How sure the labeller is, from 0 to 1.
    pub(crate) confidence: f32,
}

/// How sure a name has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Thresholds {
    /// Least confidence of a name where the rules found nothing, from 0 to 1.
    pub(crate) fill: f32,
    /// Least confidence of a name that replaces a finding of the rules, from 0 to 1.
    pub(crate) overrule: f32,
}

/// Puts on the board what a labeller sees, and takes from it what that replaces.
pub(crate) fn combine(board: &mut Board<'_>, labeller: &dyn Labeller) {
    let kept = resolve::kept(board.candidates());
    let thresholds = labeller.thresholds();
    let mut proposals = Vec::new();
    for name in labeller.label(board, &kept) {
        let Some(tokens) = trimmed(board.text, name.tokens.clone(), name.label) else {
            continue;
        };
        let name = Labelled { tokens, ..name };
        if let Some(replaced) = replaced(board, &kept, &name, thresholds) {
            proposals.push((name, replaced));
        }
    }
    for (name, replaced) in proposals {
        for index in replaced {
            board.withdraw(index);
        }
        let candidate = Candidate::new(name.tokens, name.label, Rank::Name, labeller.name());
        board.push(candidate);
    }
}

/// The findings of the rules that a name takes the place of; none where the name is not to stand.
fn replaced(
    board: &Board<'_>,
    kept: &[usize],
    name: &Labelled,
    thresholds: Thresholds,
) -> Option<Vec<usize>> {
    if name.confidence < thresholds.fill {
        return None;
    }
    let mut replaced = Vec::new();
    // Kept findings are in the order of the text; those before cannot reach far.
    let first = kept.partition_point(|&index| {
        board.candidates()[index].tokens.start + LONGEST_FINDING < name.tokens.start
    });
    for &index in &kept[first..] {
        let finding = &board.candidates()[index];
        if finding.tokens.start >= name.tokens.end {
            break;
        }
        if finding.tokens.end <= name.tokens.start || finding.label == Label::Office {
            continue;
        }
        let holds =
            name.tokens.start <= finding.tokens.start && finding.tokens.end <= name.tokens.end;
        let same = finding.tokens == name.tokens;
        if same && finding.label == name.label {
            return None;
        }
        let weak =
            finding.rank == Rank::Shape || finding.rank == Rank::Name && finding.entity.is_none();
        let extends = holds && !same && finding.rank <= Rank::Name;
        if !(weak || extends) || name.confidence < thresholds.overrule {
            return None;
        }
        replaced.push(index);
    }
    Some(replaced)
}

/// Tokens before a name at which a finding may begin that reaches into it.
pub(super) const LONGEST_FINDING: usize = 64;

/// A name as it is marked: without article, title of courtesy, possessive ending and marks around
/// it.
pub(super) fn trimmed(text: &Text<'_>, tokens: Range<usize>, label: Label) -> Option<Range<usize>> {
    let Range { mut start, mut end } = tokens;
    loop {
        let leading = start < end
            && (text.is_any_word(start, &["the", "a", "an"])
                || is_mark(text, start)
                || label == Label::Person && is_honorific(text.word(start)));
        if !leading {
            break;
        }
        start += 1;
    }
    while start + 1 < end {
        let last = end - 1;
        if text.is_any(last, &["s", "S"]) && text.is_apostrophe(last - 1) && text.joined(last) {
            end = last.saturating_sub(1).max(start + 1);
        } else if is_mark(text, last) && !ends_abbreviation(text, last) {
            end = last;
        } else {
            break;
        }
    }
    (start < end && !is_mark(text, start)).then_some(start..end)
}

fn is_mark(text: &Text<'_>, at: usize) -> bool {
    !text.is_plain_word(at) && !text.is_number(at)
}

/// Whether a full stop belongs to the word before it: "Inc.", "Jr.", "U.S.".
fn ends_abbreviation(text: &Text<'_>, at: usize) -> bool {
    text.is(at, ".")
        && text.joined(at)
        && (text.is_any(at - 1, &["Inc", "Ltd", "Corp", "Co", "Jr", "Sr"])
            || text.word(at - 1).chars().count() == 1)
}
