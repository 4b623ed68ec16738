//! Phrases of capitalised words, to the right and to the left of a word that names a kind.

use communique_model::Label;

use super::known::GENERIC_BODIES;
use crate::engine::board::Board;
use crate::engine::text::Text;
use crate::knowledge::lexicon::{is_common, is_connector};

/// Longest phrase that is taken for a name, in tokens.
const LONGEST: usize = 40;

/// What a phrase may hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Small words other than "and" that may stand between capitalised ones.
    pub(super) connectors: &'static [&'static str],
    /// Whether a comma may stand between capitalised words, if an "and" comes later.
    pub(super) commas: bool,
}

/// The token after the longest phrase of capitalised words that begins at `at`; `at` itself if
/// none does.
pub(super) fn right(board: &Board<'_>, at: usize, shape: Shape) -> usize {
    let text = board.text;
    let mut end = at;
    while end < at + LONGEST && (end == at || text.continues_line(end)) {
        if is_part(board, end) {
            end = part_end(board, end);
            continue;
        }
        if end == at {
            break;
        }
        let Some(next) = bridge(board, at, end, shape) else {
            break;
        };
        end = next;
    }
    end
}

/// A word that belongs to a name by its form.
pub(super) fn is_part(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let courtesy = text.is_any(at, &["Mr", "Mrs", "Ms", "Dr"])
        || text.is(at, "H") && text.is(at + 1, ".") && text.is(at + 2, "E");
    if courtesy || ends_name(board, at) || is_headline_verb(text.word(at)) {
        return false;
    }
    text.is_capitalised(at)
        || (text.is_number(at) && text.is_capitalised(at + 1) && text.continues_line(at + 1))
}

/// Verbs that headlines write with a capital and that are no nouns: "Session of X Concludes".
pub(super) fn is_headline_verb(word: &str) -> bool {
    HEADLINE_VERBS.contains(&word)
}

/// Whether the verb of a headline stands at a token, so that what stands before it is its subject:
/// "Ruritania supports", "Ruritania Condemns".
pub(in crate::engine) fn headline_verb_at(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    if !text.is_plain_word(at) || !text.continues_line(at) {
        return false;
    }
    if text.is_capitalised(at) {
        return is_headline_verb(word);
    }
    if MORE_VERBS.contains(&word) {
        return true;
    }
    let mut letters = word.chars();
    let capital = letters
        .next()
        .map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()));
    capital.is_some_and(|capital| is_headline_verb(&capital))
}

/// More verbs of headlines in lower case, where they are sure to be none of a name.
const MORE_VERBS: [&str; 16] = [
    "supports",
    "provides",
    "grants",
    "gives",
    "sends",
    "imposes",
    "donates",
    "strengthens",
    "backs",
    "seeks",
    "says",
    "wants",
    "marks",
    "celebrates",
    "allocates",
    "increases",
];

const HEADLINE_VERBS: [&str; 58] = [
    "Reaches",
    "Hands",
    "Completes",
    "Adopts",
    "Addresses",
    "Adjourns",
    "Affirms",
    "Agrees",
    "Announces",
    "Approves",
    "Arrives",
    "Attends",
    "Begins",
    "Chairs",
    "Commends",
    "Concludes",
    "Condemns",
    "Congratulates",
    "Convenes",
    "Decides",
    "Delivers",
    "Discusses",
    "Emphasises",
    "Emphasizes",
    "Ends",
    "Expresses",
    "Extends",
    "Hails",
    "Holds",
    "Hosts",
    "Inaugurates",
    "Joins",
    "Kicks",
    "Launches",
    "Meets",
    "Opens",
    "Participates",
    "Pays",
    "Praises",
    "Receives",
    "Rejects",
    "Renews",
    "Signs",
    "Takes",
    "Urges",
    "Visits",
    "Wraps",
    "Welcomes",
    "Calls",
    "Travels",
    "Speaks",
    "Leads",
    "Returns",
    "Departs",
    "Meet",
    "Confers",
    "Briefs",
    "Tours",
];

/// Whether something stands at `at` that no name of a body or document goes on into.
fn ends_name(board: &Board<'_>, at: usize) -> bool {
    board.starting_at(at).any(|candidate| {
        matches!(
            candidate.label,
            Label::Person | Label::Money | Label::Percent | Label::Hashtag
        ) || candidate.label == Label::Date
    })
}

/// The token after a word with what is glued to it: "Nuclear-Weapon", "Worker’s".
fn part_end(board: &Board<'_>, at: usize) -> usize {
    let text = board.text;
    let mut end = at + 1;
    while end < at + LONGEST
        && text.is_inner_hyphen(end)
        && (text.is_plain_word(end + 1) || text.is_number(end + 1))
    {
        end += 2;
    }
    match text.after_possessive(end) {
        // "Worker’s Day" goes on, "Russia’s" at the end of a name does not.
        Some(next) if text.is_capitalised(next) && text.continues_line(next) => next,
        _ => end,
    }
}

/// If small words at `at` lead on to another capitalised word, the token of that word.
fn bridge(board: &Board<'_>, start: usize, at: usize, shape: Shape) -> Option<usize> {
    let text = board.text;
    let mut next = at;
    if shape.commas && text.is(next, ",") && is_part(board, next + 1) && closes_list(board, next) {
        return Some(next + 1);
    }
    if shape.commas && text.is(next, ",") && text.is(next + 1, "and") {
        next += 1;
    }
    let word = text.word(next);
    let joins = matches!(word, "and" | "&") || shape.connectors.contains(&word);
    if !joins || !is_connector(word) && !shape.connectors.contains(&word) {
        return None;
    }
    next += 1;
    // "the Treaty on A and the Treaty on B" are two names.
    let article = matches!(text.word(next), "the" | "a" | "an");
    let sums_up = matches!(word, "and" | "&");
    let between = shape.connectors.contains(&"between")
        && (start.saturating_sub(2)..at).any(|token| text.is(token, "between"));
    // "for Food Security and CICA": another body follows, not a part of the name.
    if sums_up
        && board.starting_at(next).any(|candidate| {
            candidate.entity.is_some()
                && (candidate.label == Label::Org || candidate.label == Label::Gpe && !between)
        })
    {
        return None;
    }
    let party = between
        && (text.is(next + 1, "Government")
            || board
                .longest_at(next + 1, &[Label::Gpe, Label::Org])
                .is_some());
    // "for People and the Planet": a list of topics ends with its article.
    let topic = sums_up
        && text.is(next, "the")
        && (shape.connectors.contains(&"on") || shape.connectors.contains(&"for"))
        && is_topic(board, start, next + 1);
    if article && sums_up && !party && !topic
        || sums_up && text.is_any(next, &["Article", "Articles"])
    {
        return None;
    }
    if article || (text.is(next, "and") && word != "and") {
        next += 1;
    }
    (text.continues_line(next) && is_part(board, next)).then_some(next)
}

/// Whether one capitalised word stands at `at` that names no body, place, person or document, as the
/// last of a list of topics.
fn is_topic(board: &Board<'_>, start: usize, at: usize) -> bool {
    let text = board.text;
    let introduced = start > 0 && text.is_any(start - 1, &["on", "for"]);
    introduced
        && text.is_capitalised(at)
        && text.continues_line(at)
        && board.starting_at(at).next().is_none()
        && !(text.is_capitalised(at + 1) && text.continues_line(at + 1))
        && !text.is_any(at + 1, &["of", "on", "for"])
        && !super::offices::is_head(text.word(at))
        && !GENERIC_BODIES.contains(&text.word(at))
        && !text.is_any(at, &DOCUMENTS)
}

/// Documents by their kind alone, after which another name begins.
const DOCUMENTS: [&str; 12] = [
    "Declaration",
    "Statement",
    "Agreement",
    "Treaty",
    "Charter",
    "Protocol",
    "Convention",
    "Memorandum",
    "Constitution",
    "Government",
    "State",
    "Government's",
];

/// Whether a list with commas comes to an "and" and a last capitalised word.
fn closes_list(board: &Board<'_>, comma: usize) -> bool {
    let text = board.text;
    let mut at = comma;
    while at < comma + LONGEST && text.continues_line(at) {
        if text.is_any(at, &["and", "&"]) {
            return is_part(board, at + 1);
        }
        if !(text.is(at, ",") || is_part(board, at)) {
            return false;
        }
        at += 1;
    }
    false
}

/// The first token of the phrase of capitalised words that ends before `at`; `at` if none does.
/// A word that has its capital only from the place in the sentence does not count unless `known`
/// says that it belongs.
pub(super) fn left(board: &Board<'_>, at: usize, known: &dyn Fn(&str) -> bool) -> usize {
    let text = board.text;
    let mut start = at;
    while start > 0 && at - start < LONGEST && text.continues_line(start) {
        let before = start - 1;
        if text.is_inner_hyphen(before) && before > 0 && text.is_plain_word(before - 1) {
            start = before - 1;
            continue;
        }
        if text.is_any(before, &["and", "&"]) {
            // Beside a whole name "and" stands between two things, not inside one.
            let joins = before > 0
                && text.continues_line(before)
                && text.is_capitalised(before - 1)
                && known(text.word(before - 1))
                && known(text.word(start))
                && !ends_known_name(board, before)
                && !is_in_title(text, before);
            if !joins {
                break;
            }
            start = before - 1;
            continue;
        }
        if let Some(possessor) = possessor_before(board, start) {
            // "the African Union’s Agenda 2063": the owner is not part of the name.
            let owner = ends_known_name(board, possessor + 1)
                || board.ending_at(possessor + 1, &[Label::Person]).is_some()
                || GENERIC_BODIES.contains(&text.word(possessor));
            if owner || !text.is_capitalised(possessor) || is_opener(board, possessor) {
                break;
            }
            start = possessor;
            continue;
        }
        let word = text.word(before);
        let number = text.is_number(before) && text.is_capitalised(start) && word.len() < 4;
        let part = text.is_capitalised(before) || number;
        if !part || ends_name_before(board, before) || is_headline_verb(word) {
            break;
        }
        if text.opens_sentence(before) && is_common(word) && !known(word) {
            break;
        }
        start = before;
    }
    start
}

/// Whether the capitalised words that end before a token say what an office is of: "Minister of Finance
/// X" before "and".
fn is_in_title(text: &Text<'_>, end: usize) -> bool {
    let floor = end.saturating_sub(LONGEST);
    let run = (floor..end)
        .rev()
        .take_while(|&at| text.is_capitalised(at) && text.continues_line(at))
        .last();
    run.and_then(|first| first.checked_sub(2))
        .is_some_and(|head| {
            text.is_any(head + 1, &["of", "for"]) && super::offices::is_head(text.word(head))
        })
}

/// If a possessive ends before `at` ("Worker’s", "Ministers’"), the token of its word.
fn possessor_before(board: &Board<'_>, at: usize) -> Option<usize> {
    (1..=2)
        .filter_map(|back| at.checked_sub(back))
        .filter(|&apostrophe| apostrophe > 0)
        .find(|&apostrophe| board.text.after_possessive(apostrophe) == Some(at))
        .map(|apostrophe| apostrophe - 1)
}

/// Whether a name that the knowledge base links ends before `at`.
fn ends_known_name(board: &Board<'_>, at: usize) -> bool {
    let labels = [
        Label::Gpe,
        Label::Org,
        Label::Norp,
        Label::Loc,
        Label::Person,
    ];
    board
        .ending_at(at, &labels)
        .is_some_and(|candidate| candidate.entity.is_some())
}

/// Whether a token is capitalised only as the first common word of its sentence.
fn is_opener(board: &Board<'_>, at: usize) -> bool {
    board.text.opens_sentence(at) && is_common(board.text.word(at))
}

fn ends_name_before(board: &Board<'_>, at: usize) -> bool {
    board.covering(at).is_some_and(|candidate| {
        matches!(
            candidate.label,
            Label::Person
                | Label::Money
                | Label::Percent
                | Label::Hashtag
                | Label::Date
                | Label::Time
        )
    })
}
