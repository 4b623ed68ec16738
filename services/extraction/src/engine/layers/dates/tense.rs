//! Whether a sentence looks forward or back.

use super::expression::Tense;
use crate::engine::text::Text;

/// How many tokens to either side count as the same sentence.
const REACH: usize = 30;

const FUTURE: [&str; 17] = [
    "will",
    "ll",
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

/// Verbs that tell a programme in the present tense.
const SCHEDULED: [&str; 20] = [
    "receives", "meets", "meet", "hosts", "host", "attends", "chairs", "opens", "begins", "starts",
    "convenes", "gathers", "gather", "arrives", "departs", "travels", "visits", "takes", "follows",
    "convened",
];

/// The tense of the sentence around a token.
pub(super) fn around(text: &Text<'_>, at: usize) -> Tense {
    // "convened a summit for Wednesday", "set a term by May 3": what they are for lies ahead.
    if at > 0 && text.continues_line(at) && text.is_any(at - 1, &["for", "until"]) {
        return Tense::Future;
    }
    let mut past = false;
    let mut scheduled = false;
    for next in text.sentence(at, REACH) {
        let asks = text.is(next, "Will") && text.opens_sentence(next);
        if asks || text.is_any(next, &FUTURE) {
            return Tense::Future;
        }
        past |= text.is_any(next, &PAST);
        scheduled |= text.is_any(next, &SCHEDULED);
    }
    // "On Tuesday, the President receives X": a programme in the present tense lies ahead.
    let opens = at > 0 && text.is(at - 1, "On") && text.word(at).ends_with("day");
    if !past && scheduled && opens {
        return Tense::Future;
    }
    if past { Tense::Past } else { Tense::Open }
}

/// Whether a "today" names the day of the text, not nowadays. At the head of a sentence it mostly
/// means nowadays, unless something happens on that day; later in a sentence it mostly means the
/// day, unless the words around compare times.
pub(super) fn today_is_a_day(text: &Text<'_>, at: usize) -> bool {
    let after = at + 1;
    let possessive = text.after_possessive(after).is_some();
    let day_of = text.after_possessive(after).is_some_and(|next| {
        text.is_any_word(
            next,
            &[
                "meeting", "talks", "event", "session", "summit", "visit", "agenda", "debate",
            ],
        )
    });
    let comparing = text.is_any_word(after, &["when", "more", "than", "there"])
        || (text.is_word(after, "as") && !text.is_word(after + 1, "well"))
        || (at > 0 && text.is_any_word(at - 1, &["even", "until", "still", "of", "than", "for"]));
    if comparing || possessive {
        return day_of;
    }
    if !text.opens_sentence(at) {
        return true;
    }
    let sentence = text.sentence(at, REACH);
    let has = |words: &[&str]| sentence.clone().any(|next| text.is_any_word(next, words));
    let dated = text.is(after, ",") && text.is_any(after + 1, &["on", "in", "at"]);
    dated
        || has(&["will"])
        || has(&HAPPENS)
        || (text.is_word(after, "is") && has(&["Day", "birthday", "holiday"]))
        || (text.is(after, ",") && has(&["being"]))
}

/// Verbs and nouns of what takes place on one day.
const HAPPENS: [&str; 52] = [
    "hosting",
    "joined",
    "attending",
    "visiting",
    "paying",
    "starts",
    "started",
    "chairs",
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
    "signing",
    "opening",
    "morning",
];
