//! Legal and policy documents: by their symbols, by number, by the form of their names.

mod extent;
mod plans;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use extent::{
    complement, is_adopted, joined_parties, named, numbered_act, past_small_words, with_century,
    without_parties, year_before, years_after,
};

/// Finds documents.
pub(crate) struct Laws;

impl Layer for Laws {
    fn name(&self) -> &'static str {
        "laws"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        while at < board.text.len() {
            let found = document_at(board, at).filter(|range| {
                !board.is_inside_known(range) && !is_yet_to_come(board.text, range)
            });
            let Some(range) = found else {
                at += 1;
                continue;
            };
            let range = with_article(board.text, range);
            at = range.end;
            let parts = board.entities_in(range.clone());
            if let Some(acronym) = plans::acronym_after(board.text, &range) {
                board.push(Candidate::new(
                    acronym..acronym + 1,
                    Label::Law,
                    Rank::Composite,
                    self.name(),
                ));
            }
            board.push(
                Candidate::new(range, Label::Law, Rank::Composite, self.name()).with_parts(parts),
            );
        }
    }
}

/// "negotiations on a Preferential Trade Agreement": a sort of document, none by name.
fn is_yet_to_come(text: &Text<'_>, range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(2);
    before.is_some_and(|before| {
        text.is_any(before + 1, &["a", "an"])
            && text.continues_line(range.start)
            && text.is_any(before, &["on", "for", "of", "towards", "toward", "about"])
            && text.is_any(
                range.end - 1,
                &["Agreement", "Treaty", "Convention", "Memorandum"],
            )
    })
}

/// Kinds of document whose name may end with them: "Astana Declaration".
const LAST_WORDS: [&str; 27] = [
    "Charter",
    "Declaration",
    "Treaty",
    "Convention",
    "Agreement",
    "Agreements",
    "Accord",
    "Accords",
    "Protocol",
    "Protocols",
    "Concept",
    "Doctrine",
    "Constitution",
    "Memorandum",
    "Covenant",
    "Pact",
    "Communiqué",
    "Communique",
    "Agenda",
    "Strategy",
    "Statute",
    "Act",
    "Code",
    "Principles",
    "Conventions",
    "Roadmap",
    "Law",
];

/// Kinds of document whose name may begin with them: "Treaty on …", "Charter of …".
const FIRST_WORDS: [&str; 20] = [
    "Code",
    "Charter",
    "Declaration",
    "Treaty",
    "Convention",
    "Agreement",
    "Protocol",
    "Concept",
    "Constitution",
    "Memorandum",
    "Covenant",
    "Pact",
    "Statement",
    "Statute",
    "Communiqué",
    "Communique",
    "Strategy",
    "Appeal",
    "Principles",
    "Act",
];

/// Documents that go by their acronyms.
const ACRONYMS: [&str; 18] = [
    "JCPOA", "NPT", "CTBT", "CWC", "BTWC", "BWC", "UNCLOS", "UNFCCC", "TPNW", "USMCA", "CEDAW",
    "UDHR", "SALT", "ICCPR", "ICERD", "CFE", "INF", "NAFTA",
];

const NAME: Shape = Shape {
    connectors: &[
        "of",
        "on",
        "for",
        "the",
        "in",
        "to",
        "against",
        "between",
        "with",
        "concerning",
        "among",
        "as",
        "from",
    ],
    commas: true,
};

fn document_at(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if let Some(end) = board.title_end(at, Label::Law) {
        // "National Security Strategy of the United States until 2030"
        let last = end - 1;
        let whole = if text.is_any(last, &LAST_WORDS) {
            years_after(text, last, complement(board, last, end))
        } else {
            end
        };
        // "Windhoek Declaration on Women, Peace and Security": known, and about more.
        let about = whole == end
            && text.is_any(last, &FIRST_WORDS)
            && text.is(end, "on")
            && text.continues_line(end);
        let subject = phrase::right(board, end + 1, NAME);
        let whole = if about && subject > end + 1 {
            without_parties(board, end + 1, subject)
        } else {
            whole
        };
        let whole = with_century(text, whole);
        return Some(year_before(text, joined_parties(board, at))..whole);
    }
    if let Some(end) = symbol_end(text, at) {
        return Some(at..year_in_brackets(text, end));
    }
    if let Some(range) = named(text, at).or_else(|| numbered_act(text, at)) {
        return Some(range);
    }
    if text.is_any(
        at,
        &[
            "Resolution",
            "Resolutions",
            "resolution",
            "resolutions",
            "Res",
            "UNSCR",
        ],
    ) {
        return resolution(board, at);
    }
    if text.is_any(at, &ACRONYMS) {
        return Some(at..at + 1);
    }
    if text.is(at, "START") && at > 0 && text.is(at - 1, "New") {
        return Some(at - 1..at + 1);
    }
    let planned = plans::plan(board, at)
        .or_else(|| plans::dated_vision(board, at))
        .or_else(|| plans::consensus(text, at))
        .or_else(|| plans::agreement(board, at));
    if planned.is_some() {
        return planned;
    }
    if !text.is_capitalised(at) {
        let plural = text.is_any(at, &["agreements", "accords"]);
        let place = plural
            .then(|| board.ending_at(at, &[Label::Gpe]))
            .flatten()
            .filter(|place| place.tokens.len() < 3 && text.continues_line(at))?;
        return Some(place.tokens.start..at + 1);
    }
    if text.is_any(at, &FIRST_WORDS)
        && text.is_any(
            at + 1,
            &["of", "on", "for", "against", "between", "concerning", "to"],
        )
        && (!text.is(at + 1, "to") || text.is(at, "Appeal"))
        && let Some(range) = first_word(board, at)
    {
        return Some(range);
    }
    if text.is(at, "Agenda") && text.is_number(at + 1) && text.word(at + 1).len() == 4 {
        return Some(at..at + 2);
    }
    let plan = text.is(at, "Plan") && at > 1 && text.is(at - 1, "Action");
    if !text.is_any(at, &LAST_WORDS) && !plan {
        return None;
    }
    // "Convention Centre" is a building.
    if text.continues_line(at + 1)
        && text.is_any(
            at + 1,
            &["Centre", "Center", "Hall", "Bureau", "Secretariat"],
        )
    {
        return None;
    }
    // "International Law" is a field, "Rule of Law" a principle.
    let field = text.is(at, "Law")
        && at > 0
        && text.is_any(
            at - 1,
            &["International", "Humanitarian", "Martial", "Public", "of"],
        );
    if field {
        return None;
    }
    let start = year_before(text, joined_parties(board, start_of_name(board, at)?));
    // "adopted a Joint Communiqué": what sort of document it is, no name.
    let sort = start + 1 == at
        && text.is_any(at, &["Communiqué", "Communique"])
        && text.is_any(start, &["Joint", "Final", "Draft"]);
    if sort {
        return None;
    }
    let end = complement(board, at, at + 1);
    Some(start..years_after(text, at, end))
}

/// "Article 51 of the" before a document belongs to it.
fn with_article(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let mut at = start;
    if at > 0 && text.is(at - 1, "the") {
        at -= 1;
    }
    if at < 2 || !text.is(at - 1, "of") || !text.continues_line(start) {
        return range;
    }
    at -= 1;
    // Back over the number: "51", "2(4)", "VII", "5 and 6".
    let least = at.saturating_sub(8);
    let numbered = at;
    while at > least {
        let before = at - 1;
        if text.is_any(
            before,
            &[
                "Article",
                "Articles",
                "Chapter",
                "Paragraph",
                "Section",
                "Annex",
                "article",
                "articles",
                "chapter",
                "paragraph",
                "Chapters",
            ],
        ) && at < numbered
        {
            start = before;
            break;
        }
        let numeral = text.is_number(before)
            || text.is_any(before, &["(", ")", ".", ",", "and"])
            || (text.is_all_capitals(before) || text.word(before).len() == 1);
        if !numeral {
            break;
        }
        at = before;
    }
    start..range.end
}

/// "A/RES/73/127", "S/2024/15": the token after the symbol.
fn symbol_end(text: &Text<'_>, at: usize) -> Option<usize> {
    if !text.is_plain_word(at) || text.word(at).len() > 4 || !text.is_capitalised(at) {
        return None;
    }
    let mut end = at + 1;
    let mut slashes = 0;
    let mut digits = false;
    while text.is(end, "/")
        && text.joined(end)
        && text.joined(end + 1)
        && (text.is_plain_word(end + 1) || text.is_number(end + 1))
        && slashes < 8
    {
        digits |= text.is_number(end + 1);
        slashes += 1;
        end += 2;
        if text.is(end, ".") && text.joined(end) && text.joined(end + 1) && text.is_number(end + 1)
        {
            end += 2;
        }
    }
    (slashes >= 2 && digits).then_some(end)
}

/// The token after "(2016)" if that stands at `at`, else `at`.
fn year_in_brackets(text: &Text<'_>, at: usize) -> usize {
    let year = text.is(at, "(")
        && text.is_number(at + 1)
        && text.word(at + 1).len() == 4
        && text.is(at + 2, ")")
        && text.continues_line(at);
    if year { at + 3 } else { at }
}

/// "UN Security Council Resolution 2720", "Resolutions 242 and 338", "Resolution 2231 (2015)".
fn resolution(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let mut end = at + 1;
    if text.is(end, ".") && text.joined(end) {
        end += 1;
    }
    if text.is_any(end, &["No", "№"]) {
        end += 1;
        if text.is(end, ".") {
            end += 1;
        }
    }
    let is_number = |at: usize| text.is_number(at) && text.continues_line(at);
    if let Some(symbol) = symbol_end(text, end) {
        // "a resolution A/RES/…": the symbol is the name.
        if !text.is_capitalised(at) {
            return None;
        }
        end = symbol;
    } else if is_number(end) {
        end += 1;
        while text.is(end, "/") && text.joined(end) && text.is_number(end + 1) {
            end += 2;
        }
        end = year_in_brackets(text, end);
        for _ in 0..MOST_RESOLUTIONS {
            let comma = text.is(end, ",") && text.is(end + 1, "and");
            let next = if comma { end + 2 } else { end + 1 };
            let plural = text.word(at).ends_with('s');
            if plural && text.is_any(end, &[",", "and", "&", "or"]) && is_number(next) {
                end = year_in_brackets(text, next + 1);
            }
        }
        // "Resolution 2722 of the UN Security Council"
        let body = text.past_the(end + 1);
        if text.is(end, "of")
            && text.continues_line(end)
            && let Some(body) = board.longest_at(body, &[Label::Org])
        {
            end = body.tokens.end;
        }
    } else {
        return None;
    }
    let start = match board.ending_at(at, &[Label::Org]) {
        Some(body) if text.continues_line(at) => body.tokens.start,
        _ => at,
    };
    Some(start..end)
}

/// Most numbers in one list of resolutions.
const MOST_RESOLUTIONS: usize = 12;

/// "Treaty of Friendship, Cooperation and Mutual Assistance", with adjectives before it.
fn first_word(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let mut name = at + 2;
    if text.is_any(name, &["the", "a", "an"]) {
        name += 1;
    }
    if text.is(at, "Statement") && text.is(at + 1, "on") {
        name = past_small_words(text, name);
    }
    if !text.continues_line(name) || !phrase::is_part(board, name) {
        return None;
    }
    let end = phrase::right(board, name, NAME);
    // "… in Central Asia in Semey": the second place is where it was signed.
    let mut places = (name..end).filter(|&next| text.is(next, "in"));
    let end = places.nth(1).unwrap_or(end);
    let end = with_century(text, without_parties(board, name, end));
    let named_by_body = text.is_any(
        at,
        &["Statement", "Appeal", "Act", "Principles", "Strategy"],
    );
    let is_titled = at > 0
        && text.continues_line(at)
        && text.is_any(at - 1, &["Joint", "Political", "Final", "National"]);
    // "The Statement on Relations in a Multipolar World was adopted"; a speech is no document.
    let adopted = text.is_any(at, &["Statement", "Appeal"])
        && at > 0
        && text.is_any(at - 1, &["the", "The"])
        && text.is_any(at + 1, &["on", "to"])
        && is_adopted(text, at, end);
    if named_by_body && !is_titled && !adopted {
        return None;
    }
    // "A Memorandum of Understanding on training": what sort of document it is, no name.
    let sort = text.is(at, "Memorandum") && text.is(name, "Understanding") && end == name + 1;
    if sort && !text.is_any(end, &["with", "between"]) {
        return None;
    }
    let start = start_of_name(board, at).unwrap_or(if is_titled { at - 1 } else { at });
    // "signed a Cooperation Agreement between X and Y": the parties are no part of a name.
    let indefinite = start > 0 && text.is_any(start - 1, &["a", "an"]);
    if indefinite && text.is(at + 1, "between") {
        return None;
    }
    Some(year_before(text, joined_parties(board, start))..years_after(text, at, end))
}

/// Words that open a sentence in front of a document's name.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "This"
            | "That"
            | "These"
            | "Under"
            | "Their"
            | "Since"
            | "After"
            | "With"
            | "When"
            | "While"
            | "Both"
            | "Each"
            | "Every"
            | "Such"
            | "Today"
            | "According"
    )
}

/// The first word of a name that ends with a kind of document at `at`.
fn start_of_name(board: &Board<'_>, at: usize) -> Option<usize> {
    let text = board.text;
    let mut start = phrase::left(board, at, &|word| word.len() > 3 && !is_opener(word));
    // "2030 Agenda": the year is part of the name.
    if start == at && at > 0 && text.is(at, "Agenda") && text.is_number(at - 1) {
        start = at - 1;
    }
    if start < at && text.opens_sentence(start) && at - start == 1 {
        let named = board.starting_at(start).next().is_some();
        let adjective = text.is_any(start, &["Joint", "Final"]);
        return (named || !adjective).then_some(start);
    }
    (start < at).then_some(start)
}
