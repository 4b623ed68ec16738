//! Whether a sentence looks forward or back.

use super::values::Tense;
use crate::engine::text::Text;

/// How many tokens to either side count as the same sentence.
const REACH: usize = 30;

const FUTURE: [&str; 16] = [
    "will",
    "shall",
    "scheduled",
    "upcoming",
    "forthcoming",
    "planned",
    "plans",
    "plan",
    "expected",
    "coming",
    "tomorrow",
    "going",
    "next",
    "invite",
    "invited",
    "ahead",
];

const PAST: [&str; 24] = [
    "was",
    "were",
    "had",
    "took",
    "held",
    "met",
    "signed",
    "adopted",
    "visited",
    "took",
    "opened",
    "arrived",
    "became",
    "began",
    "ended",
    "hosted",
    "passed",
    "received",
    "discussed",
    "grew",
    "increased",
    "reached",
    "approved",
    "attended",
];

/// The tense of the sentence around a token.
pub(super) fn around(text: &Text<'_>, at: usize) -> Tense {
    let mut past = false;
    for next in text.sentence(at, REACH) {
        if text.is_any(next, &FUTURE) {
            return Tense::Future;
        }
        past |= text.is_any(next, &PAST);
    }
    if past { Tense::Past } else { Tense::Open }
}

/// Whether a "today" names the day of the text, not nowadays: something happens, happened or will
/// happen on it, and it is not a state that is described.
pub(super) fn today_is_a_day(text: &Text<'_>, at: usize) -> bool {
    let sentence = text.sentence(at, REACH);
    let has = |words: &[&str]| sentence.clone().any(|next| text.is_any_word(next, words));
    // "today when", "today's world", "as of today", "even today", "today more than ever".
    let generic_after = text.is_any_word(at + 1, &["when", "as", "more", "than", "there", "it"])
        || text.after_possessive(at + 1).is_some_and(|next| {
            text.is_any_word(
                next,
                &[
                    "world",
                    "realities",
                    "reality",
                    "environment",
                    "conditions",
                    "situation",
                    "challenges",
                ],
            )
        });
    if generic_after || (at > 0 && text.is_any_word(at - 1, &["even", "until", "still"])) {
        return false;
    }
    if text.is(at + 1, ",") && text.is(at + 2, "on") || has(&["will"]) {
        return true;
    }
    let happens = [
        "held",
        "met",
        "took",
        "signed",
        "arrived",
        "discuss",
        "discussed",
        "discussing",
        "noted",
        "marks",
        "mark",
        "marking",
        "marked",
        "celebrates",
        "celebrate",
        "celebrated",
        "celebrating",
        "visited",
        "begins",
        "began",
        "opened",
        "opens",
        "hosted",
        "hosts",
        "attended",
        "spoke",
        "received",
        "gathered",
        "adopted",
        "presented",
        "agreed",
        "heard",
        "observed",
        "commemorate",
        "commemorates",
        "anniversary",
        "talks",
        "meeting",
        "arrives",
        "reviewed",
        "mentioned",
    ];
    if has(&happens) {
        return true;
    }
    // "Today is Victory Day": a day is named.
    text.is_any_word(at + 1, &["is"]) && has(&["Day", "birthday", "holiday"])
}
