//! How far something rose or fell.

use std::ops::Range;

use super::measures::qualifier;
use super::scene::Scene;

/// Verbs and nouns that say that something became more, and how it is put behind a value.
const GROWTH: &[&str] = &[
    "grew",
    "grow",
    "grown",
    "growing",
    "growth",
    "grows",
    "increase",
    "increased",
    "increasing",
    "increases",
    "rose",
    "risen",
    "rise",
    "rises",
    "rising",
    "expanded",
    "expand",
    "expanding",
    "up",
    "gained",
    "gain",
    "added",
    "adding",
    "jumped",
    "jump",
    "surged",
    "surge",
    "soared",
    "climbed",
    "higher",
    "doubled",
    "improved",
    "strengthened",
    "upped",
    "above",
    "larger",
    "plus",
    "leapt",
    "swelled",
    "advanced",
    "accelerated",
    "expansion",
];

const FALL: &[&str] = &[
    "fell",
    "fall",
    "fallen",
    "falling",
    "falls",
    "decreased",
    "decrease",
    "decreasing",
    "declined",
    "decline",
    "declining",
    "dropped",
    "drop",
    "dropping",
    "down",
    "slump",
    "slumped",
    "shrank",
    "shrunk",
    "shrinking",
    "contracted",
    "plunged",
    "reduced",
    "reduction",
    "lower",
    "plummeted",
    "contraction",
    "lost",
    "loss",
    "shed",
    "slid",
    "sank",
    "dipped",
    "tumbled",
    "halved",
    "minus",
    "below",
    "weakened",
    "slipped",
    "diminished",
    "collapsed",
    "eased",
];

/// Verbs of having a share, before which a change is that of something else.
const HOLDING: &[&str] = &[
    "accounting",
    "accounts",
    "accounted",
    "account",
    "representing",
    "represents",
    "constituting",
];

/// Which way a value has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Rise,
    Fall,
}

/// Whether a percentage says how much something rose or fell: by what stands right behind it
/// ("9 percent less"), else by the nearest such word before it.
pub(super) fn change(
    scene: &Scene<'_>,
    value: &Range<usize>,
    clause: &Range<usize>,
) -> Option<Change> {
    let text = scene.text;
    let of_word = |at: usize| {
        if scene.at(at).is_some() {
            None
        } else if text.is_any_word(at, FALL) {
            Some(Change::Fall)
        } else if text.is_any_word(at, GROWTH) {
            Some(Change::Rise)
        } else {
            None
        }
    };
    // "to 5 percent", "to around 5 percent" is where it went and not how far.
    let (_, hedge) = qualifier(scene, value.start);
    let up_to = text.is_word(hedge, "up");
    if text.is_word(hedge.wrapping_sub(1), "to") && !up_to {
        return None;
    }
    let behind = (value.end..value.end + 2).find_map(|at| {
        if text.is_any_word(at, &["less", "fewer", "smaller", "short"]) {
            Some(Change::Fall)
        } else if text.is_word(at, "more") && at == value.end {
            Some(Change::Rise)
        } else {
            of_word(at)
        }
    });
    let floor = clause.start.max(value.start.saturating_sub(24));
    behind
        .filter(|_| !text.is_word(value.end, "of"))
        .or_else(|| {
            (floor..value.start)
                .rev()
                .take_while(|&at| !text.is_any_word(at, HOLDING))
                .find_map(of_word)
        })
        .or_else(|| {
            let by = text.is_word(value.start.wrapping_sub(1), "by")
                || text.is_any_word(value.end, &["over", "on"]);
            by.then_some(Change::Rise)
        })
}
