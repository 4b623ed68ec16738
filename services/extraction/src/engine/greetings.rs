//! Whether a text greets: congratulations, good wishes, years of relations that are celebrated.

use std::ops::Range;

use super::text::Text;

/// How many tokens of a line are looked at.
const HEAD: usize = 80;

/// Whether a line of the text, or its author in the first lines, congratulates somebody.
pub(super) fn congratulates(text: &Text<'_>) -> bool {
    let wishes = |at: usize| {
        text.is_any_word(at, &["extend", "convey", "send", "offer", "express"])
            && (at + 1..at + 9).any(|noun| {
                text.is_any_word(
                    noun,
                    &["congratulations", "felicitations", "greetings", "wishes"],
                )
            })
            && (at.saturating_sub(4)..at).any(|who| text.is_any_word(who, &["i", "we"]))
            || text.is_word(at, "congratulate")
                && (at.saturating_sub(8)..at).any(|who| text.is_any_word(who, &["i", "we", "my"]))
    };
    text.lines().any(|line| {
        (line..text.line_end(line).min(line + 6)).any(|at| text.is_word(at, "congratulate"))
    }) || (0..text.len().min(2 * HEAD)).any(wishes)
}

/// Whether a title celebrates years of relations between states: "Today marks 30 years since the
/// establishment of diplomatic relations", "70 years of friendship!".
pub(super) fn celebrates(text: &Text<'_>, title: &Range<usize>) -> bool {
    let near = title.start..title.end.min(title.start + HEAD);
    let has = |words: &[&str]| near.clone().any(|at| text.is_any_word(at, words));
    let years = has(&["anniversary", "years"]);
    let relations = has(&["relations", "friendship", "ties"]);
    let marked = has(&[
        "celebrate",
        "celebrates",
        "celebrating",
        "celebrated",
        "marks",
        "mark",
        "marking",
    ]) || near.clone().any(|at| text.is(at, "!"));
    years && relations && marked
}
