//! From candidates to mentions: what overlaps is decided by rank, then length, then place.

use std::collections::BTreeMap;

use communique_model::Label;

use super::board::{Candidate, Rank};

/// Decides which candidates stay. The result is in the order of the text, longer first, and only
/// offices hold others.
pub(crate) fn resolve(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let kept = kept(&candidates);
    let mut candidates: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    kept.into_iter()
        .filter_map(|index| candidates[index].take())
        .collect()
}

/// The places of the candidates that [`resolve`] keeps, in its order.
pub(crate) fn kept(candidates: &[Candidate]) -> Vec<usize> {
    let (mut offices, mut names): (Vec<_>, Vec<_>) = candidates
        .iter()
        .enumerate()
        .partition(|(_, candidate)| candidate.label == Label::Office);
    names.sort_by(|(_, one), (_, other)| order(one, other));
    offices.sort_by(|(_, one), (_, other)| order(one, other));
    let mut taken = Taken::default();
    let mut kept: Vec<(usize, &Candidate)> = Vec::new();
    for (index, candidate) in names {
        if taken.claim(candidate) {
            kept.push((index, candidate));
        }
    }
    let mut held = Taken::default();
    let mut inside = Spans::of(&kept);
    inside.sort();
    for (index, office) in offices {
        if inside.allow(office) && held.claim(office) {
            kept.push((index, office));
        }
    }
    kept.sort_by_key(|(_, candidate)| {
        (
            candidate.tokens.start,
            std::cmp::Reverse(candidate.tokens.end),
            candidate.label != Label::Office,
        )
    });
    kept.into_iter().map(|(index, _)| index).collect()
}

fn order(one: &Candidate, other: &Candidate) -> std::cmp::Ordering {
    let key = |candidate: &Candidate| {
        (
            std::cmp::Reverse(candidate.rank.max(Rank::Name)),
            std::cmp::Reverse(candidate.tokens.len()),
            std::cmp::Reverse(candidate.rank),
            candidate.tokens.start,
            candidate.entity.is_none(),
            candidate.label,
        )
    };
    key(one).cmp(&key(other))
}

fn may_nest(label: Label) -> bool {
    matches!(label, Label::Gpe | Label::Org | Label::Norp | Label::Loc)
}

/// Ranges of tokens claimed so far; none overlaps another.
#[derive(Debug, Default)]
struct Taken {
    by_start: BTreeMap<usize, usize>,
}

impl Taken {
    fn claim(&mut self, candidate: &Candidate) -> bool {
        let range = &candidate.tokens;
        let overlaps = self
            .by_start
            .range(..range.end)
            .next_back()
            .is_some_and(|(_, end)| *end > range.start);
        if !overlaps {
            self.by_start.insert(range.start, range.end);
        }
        !overlaps
    }
}

/// Kept names, for the question whether an office may lie where it does.
#[derive(Debug)]
struct Spans {
    spans: Vec<(usize, usize, Label)>,
}

impl Spans {
    fn of(kept: &[(usize, &Candidate)]) -> Self {
        Self {
            spans: kept
                .iter()
                .map(|(_, candidate)| {
                    let range = &candidate.tokens;
                    (range.start, range.end, candidate.label)
                })
                .collect(),
        }
    }

    fn sort(&mut self) {
        self.spans.sort_unstable();
    }

    /// Whether every name that overlaps the office lies wholly inside it and may do so.
    fn allow(&self, office: &Candidate) -> bool {
        let range = &office.tokens;
        let first = self
            .spans
            .partition_point(|&(_, end, _)| end <= range.start);
        self.spans[first..]
            .iter()
            .take_while(|&&(start, ..)| start < range.end)
            .all(|&(start, end, label)| {
                let inside = range.start <= start && end <= range.end;
                let whole = start == range.start && end == range.end;
                inside && !whole && may_nest(label)
            })
    }
}
