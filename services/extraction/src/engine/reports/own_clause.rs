//! The clause of a sentence in which time and place of an occasion stand: neither what another
//! predicate of the same subject tells nor what is recalled, requested or held elsewhere.

use std::ops::Range;

use communique_model::Label;

use super::clauses::REPORTING;
use super::gatherings::is_gathering_noun;
use super::scene::Scene;
use crate::engine::board::Candidate;

/// How far behind a verb the name of the occasion stands that is its object, in tokens.
const OBJECT: usize = 4;

/// Participles after a comma that tell of what was named last.
const FOUNDED: &[&str] = &["established", "founded", "adopted", "proclaimed"];

/// Participles that open a sentence with what those recall who act in it.
const RECALLING: &[&str] = &[
    "recalling",
    "noting",
    "welcoming",
    "recognising",
    "recognizing",
    "remembering",
];

/// The part of the sentence that speaks of what `head` names: up to a relative clause, another
/// subject, or another occasion.
pub(super) fn own_clause(
    scene: &Scene<'_>,
    head: usize,
    from: usize,
    sentence: &Range<usize>,
) -> Range<usize> {
    let text = scene.text;
    let own = scene
        .at(head)
        .map_or(head + 1, |mention| mention.tokens.end);
    let mut end = from.max(own);
    while end < sentence.end {
        let aside = text.is_any_word(end.wrapping_sub(3), &["sidelines", "margins"])
            || text.is_any_word(end.wrapping_sub(2), &["sidelines", "margins"]);
        // "took part in the Forum, which will be held on": the forum is what is told of.
        let object = end < own + OBJECT
            && (own..end).all(|at| text.is_any_word(at, &["in", "at", "the", "to", "part"]));
        let other = !aside
            && !object
            && scene.at(end).is_some_and(|mention| {
                mention.label == Label::Event && mention.tokens.start == end
            });
        let asked = text.is_word(end, "as")
            && text.is_any_word(end + 1, &["requested", "agreed", "decided", "instructed"]);
        let aimed = text.is(end, ",")
            && (text.is_word(end + 1, "to") && text.is_word(end + 2, "be")
                || text.is_any_word(end + 1, FOUNDED))
            && (own..end).any(|at| scene.at(at).is_none() && is_gathering_noun(scene, at));
        let relative = text.is_any_word(end, &["who", "whom", "whose", "where", "while"])
            || text.is_word(end, "which")
                && !text.is_any_word(
                    end + 1,
                    &[
                        "took", "takes", "will", "was", "is", "were", "began", "opened",
                    ],
                );
        let anew =
            text.is(end, ",") && text.is_any_word(end + 1, &["we", "I", "he", "she", "they", "it"]);
        let reported = text.is_word(end, "that") && reports(scene, end);
        let later =
            text.is_any_word(end, &["before", "after"]) && text.word(end + 1).ends_with("ing");
        if other
            || relative
            || anew
            || reported
            || later
            || asked
            || aimed
            || dated_anew(scene, end)
            || text.is(end, ";")
        {
            break;
        }
        end += 1;
    }
    let start = (sentence.start..head)
        .rev()
        .find(|&at| {
            text.is(at, ";")
                || text.is(at, ",")
                    && text.is_any_word(at + 1, &["and", "but", "while"])
                    && scene.at(at + 2).is_none()
                || text.is_any_word(at, &["who", "whose"])
                || text.is_word(at, "that") && reports(scene, at)
                || text.is_any_word(at, &["said", "says"]) && text.is_plain_word(at + 1)
                || text.is(at, ",") && text.is_any_word(at + 1, &["who", "which"])
        })
        .unwrap_or(sentence.start);
    let end = end.min(sentence.end);
    let start = start
        .max(past_opening(scene, sentence, head))
        .max(own_predicate(scene, sentence, head, end));
    start..end
}

/// Whether "and" opens a clause with a time of its own: "met in May, and on 7 June he flew".
fn dated_anew(scene: &Scene<'_>, and: usize) -> bool {
    let text = scene.text;
    if !text.is_any_word(and, &["and", "but"]) {
        return false;
    }
    let is_date = |mention: Option<&Candidate>| {
        mention.is_some_and(|mention| matches!(mention.label, Label::Date | Label::Time))
    };
    let next = if text.is_any_word(and + 1, &["on", "in"]) {
        and + 2
    } else {
        and + 1
    };
    let before = if text.is(and.wrapping_sub(1), ",") {
        and - 1
    } else {
        and
    };
    is_date(scene.at(next)) && !is_date(scene.ending(before))
}

/// Whether "that" opens what somebody says: "announced on Tuesday that", "reports Thursday that".
fn reports(scene: &Scene<'_>, that: usize) -> bool {
    let again = scene.text.is_word(that.wrapping_sub(1), "and");
    again || (that.saturating_sub(5)..that).any(|at| scene.text.is_any_word(at, REPORTING))
}

/// Where the sentence goes on after "Recalling the signing of the Treaty in 1952,", its start failing
/// that.
fn past_opening(scene: &Scene<'_>, sentence: &Range<usize>, head: usize) -> usize {
    recalled_until(scene, sentence, head)
        .flatten()
        .map_or(sentence.start, |comma| comma + 1)
}

/// Whether a word stands in what a sentence recalls before it tells who acts: "Recalling the treaty
/// signed in 1952, …".
pub(super) fn is_recalled(scene: &Scene<'_>, sentence: &Range<usize>, at: usize) -> bool {
    recalled_until(scene, sentence, at) == Some(None)
}

/// If a sentence begins with what it recalls: the comma before a word that ends this, if there is one.
fn recalled_until(scene: &Scene<'_>, sentence: &Range<usize>, at: usize) -> Option<Option<usize>> {
    let text = scene.text;
    let first = scene.first_word(sentence.start, 4);
    text.is_any_word(first, RECALLING)
        .then(|| (first..at).find(|&comma| text.is(comma, ",") && scene.at(comma).is_none()))
}

/// Where the predicate begins that tells of the occasion, if the subject is told to do something
/// else before and this predicate has a date of its own; else the start of the sentence.
fn own_predicate(scene: &Scene<'_>, sentence: &Range<usize>, head: usize, end: usize) -> usize {
    let dated = scene
        .inside(head..end)
        .any(|mention| mention.label == Label::Date);
    let joint = (sentence.start..head)
        .rev()
        .find(|&at| scene.text.is_word(at, "and") && scene.goes_on_to_do(at))
        .filter(|_| dated);
    joint.map_or(sentence.start, |joint| joint + 1)
}
