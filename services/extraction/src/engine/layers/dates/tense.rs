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
    if at > 0 && text.continues_line(at) && text.is_any(at - 1, &["since", "Since"]) {
        return Tense::Past;
    }
    if is_in_dateline(text, at) {
        return Tense::Open;
    }
    if let Some(tense) = governing(text, at).or_else(|| of_clause(text, at)) {
        return tense;
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

/// Whether a date stands in the date line of an agency, after the place: "LUSAKA, May 4 (ZANIS) -".
/// What the sentence goes on to tell says nothing about it.
fn is_in_dateline(text: &Text<'_>, at: usize) -> bool {
    let line = text.line_start(at);
    line < at
        && at - line <= LONGEST_PLACE
        && (line..at)
            .all(|word| text.is_capitalised(word) || text.is_any(word, &[",", ".", "–", "-"]))
        && text.is_any(at - 1, &[",", ".", "–", "-"])
        && (at + 1..at + 4).any(|next| text.is_any(next, &["(", "/", "–", "-"]))
}

/// Most tokens of a place in a date line, with its mark.
const LONGEST_PLACE: usize = 5;

/// How many tokens before a date the participle or infinitive stands that it belongs to.
const GOVERNS: usize = 7;

/// How many tokens before a day of the week its verb is looked for.
const CLAUSE: usize = 10;

/// The tense of the participle or infinitive that a date belongs to: "a conference opening in Oslo
/// on 11 May", "talks to be held in May", "a treaty signed there on 11 May".
fn governing(text: &Text<'_>, at: usize) -> Option<Tense> {
    for before in (at.saturating_sub(GOVERNS)..at).rev() {
        let ends = !text.continues_line(before + 1)
            || text.is_any(before, &[",", ";", ":", "and", ")", "(", "–", "—"])
            || !text.is_plain_word(before) && !text.is_number(before);
        if ends {
            return None;
        }
        let to_be = before > 0 && text.is(before, "be") && text.is(before - 1, "to");
        if to_be || text.is_any(before, &["opening", "due", "slated"]) {
            return Some(Tense::Future);
        }
        let done = is_past_verb(text.word(before)) && !text.is_any(before, &FUTURE);
        let passive = before > 0
            && text.is_any(
                before - 1,
                &[
                    "was",
                    "were",
                    "had",
                    "been",
                    "agreement",
                    "treaty",
                    "statement",
                ],
            );
        if done && passive {
            let ahead = before > 1 && text.is_any(before - 2, &["to", "will", "have"]);
            return (!ahead).then_some(Tense::Past);
        }
    }
    None
}

/// How many tokens after a date that opens a sentence its verb is looked for.
const FOLLOWS: usize = 14;

/// Pasts and participles that no ending shows.
const IRREGULAR: [&str; 47] = [
    "came",
    "went",
    "gave",
    "sent",
    "spoke",
    "paid",
    "led",
    "won",
    "lost",
    "made",
    "said",
    "told",
    "saw",
    "found",
    "fell",
    "rose",
    "left",
    "brought",
    "bought",
    "built",
    "broke",
    "chose",
    "did",
    "drew",
    "drove",
    "flew",
    "got",
    "kept",
    "knew",
    "laid",
    "ran",
    "sat",
    "stood",
    "struck",
    "wrote",
    "given",
    "taken",
    "seen",
    "done",
    "chosen",
    "written",
    "sworn",
    "been",
    "withdrew",
    "undertook",
    "sought",
    "put",
];

/// The tense of the verb nearest to a date: of those before it in its clause, else of the first
/// after a date that opens the sentence. What the rest of the sentence plans is of another time.
fn of_clause(text: &Text<'_>, at: usize) -> Option<Tense> {
    let sentence = text.sentence(at, REACH);
    // A long name between them is one step.
    let mut steps = 0;
    for before in (sentence.start..at).rev() {
        steps += usize::from(!text.is_capitalised(before));
        if steps > CLAUSE {
            break;
        }
        if text.is_any(before, &[";", ":", "(", ")", "–", "—", "“", "”"]) {
            return None;
        }
        if text.is_any_word(before, &["since"]) {
            return Some(Tense::Past);
        }
        if let Some(tense) = tense_of(text, before) {
            return Some(tense);
        }
    }
    if at > sentence.start + 2 {
        return None;
    }
    (at..sentence.end.min(at + FOLLOWS)).find_map(|after| tense_of(text, after))
}

/// The tense that a word gives to the dates beside it.
fn tense_of(text: &Text<'_>, at: usize) -> Option<Tense> {
    if text.is_any(at, &FUTURE) || text.is(at, "would") {
        return Some(Tense::Future);
    }
    let word = text.word(at);
    let before = |words: &[&str]| at > 0 && text.is_any(at - 1, words);
    // "agreed to meet in May"
    let infinitive = before(&["to"])
        && word.starts_with(char::is_lowercase)
        && ![
            "the", "a", "an", "its", "his", "her", "their", "this", "all", "our",
        ]
        .contains(&word);
    if infinitive {
        return Some(Tense::Future);
    }
    let finite = is_past_verb(word) || IRREGULAR.contains(&word);
    let of_noun = [
        "be", "is", "are", "being", "the", "a", "an", "in", "of", "at", "by", "for", "with", "to",
        "its", "his", "her", "their", "this",
    ];
    (finite && !before(&of_noun)).then_some(Tense::Past)
}

/// Verbs of programmes, which tell in the present what lies ahead.
const PROGRAMME: [&str; 24] = [
    "includes",
    "continues",
    "receives",
    "meets",
    "meet",
    "holds",
    "hold",
    "hosts",
    "attends",
    "travels",
    "opens",
    "arrives",
    "visits",
    "sits",
    "convenes",
    "convened",
    "gives",
    "chairs",
    "addresses",
    "delivers",
    "departs",
    "leaves",
    "flies",
    "begins",
];

/// The tense of a sentence with a day of the week, which one that says no other tense may tell as a
/// programme: "On Tuesday, the minister receives …".
pub(super) fn of_weekday(text: &Text<'_>, at: usize) -> Tense {
    let tense = around(text, at);
    if tense != Tense::Open {
        return tense;
    }
    let sentence = text.sentence(at, REACH);
    let planned = sentence
        .clone()
        .any(|next| text.is_any(next, &["is", "are"]) && text.is(next + 1, "to"));
    let opens = at > 0 && text.is(at - 1, "On");
    let programme = if opens {
        sentence
            .into_iter()
            .any(|next| text.is_any(next, &PROGRAMME))
    } else {
        // "A delegation arrives in Kiev on Friday"
        text.is(at.saturating_sub(1), "on")
            && (sentence.start..at).any(|before| text.is_any(before, &PROGRAMME))
    };
    if planned || programme {
        Tense::Future
    } else {
        tense
    }
}

fn is_past_verb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
        || PAST.contains(&word)
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
    // "planned for today, 15 February"
    if text.is(after, ",") && text.is_number(after + 1) {
        return true;
    }
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
    let dated = text.is(after, ",") && text.is_any(after + 1, &["on", "in", "at"])
        || text.is(after, "at") && text.is_number(after + 1);
    dated
        || has(&["will"])
        || has(&HAPPENS)
        || (text.is_word(after, "is") && has(&["Day", "birthday", "holiday"]))
        || (text.is(after, ",") && has(&["being"]))
}

/// Verbs and nouns of what takes place on one day.
const HAPPENS: [&str; 58] = [
    "suggest",
    "propose",
    "consider",
    "thank",
    "launch",
    "launched",
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
