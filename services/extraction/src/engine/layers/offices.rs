//! Titles and posts, with the country or body before or after them.

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::phrase;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::lexicon::{is_honorific, portfolio};

/// Finds offices.
pub(crate) struct Offices;

/// Nouns of office, singular.
const HEADS: [&str; 57] = [
    "President",
    "Minister",
    "Secretary",
    "Chairman",
    "Chairwoman",
    "Chairperson",
    "Chair",
    "Ambassador",
    "Premier",
    "Chancellor",
    "Governor",
    "Mayor",
    "Speaker",
    "King",
    "Queen",
    "Emperor",
    "Emir",
    "Sultan",
    "Spokesperson",
    "Spokesman",
    "Spokeswoman",
    "Director",
    "Commissioner",
    "Coordinator",
    "Rapporteur",
    "Envoy",
    "Representative",
    "Consul",
    "Counsellor",
    "Councillor",
    "Councilor",
    "Head",
    "Chief",
    "Commander",
    "Prosecutor",
    "Ombudsman",
    "Aide",
    "Adviser",
    "Advisor",
    "Rector",
    "Pope",
    "Patriarch",
    "Metropolitan",
    "Prince",
    "Princess",
    "Taoiseach",
    "Plenipotentiary",
    "FM",
    "PM",
    "Treasurer",
    "Administrator",
    "Attaché",
    "Attache",
    "Comptroller",
    "Justice",
    "Undersecretary",
    "Vice-President",
];

/// Heads that are an office only with something beside them: "Special Representative", "Head of".
const NEED_COMPANY: [&str; 21] = [
    "Representative",
    "Head",
    "Chief",
    "Secretary",
    "Chair",
    "Director",
    "Commissioner",
    "Coordinator",
    "Commander",
    "Prosecutor",
    "Aide",
    "Adviser",
    "Advisor",
    "Justice",
    "Prince",
    "Princess",
    "Administrator",
    "Metropolitan",
    "Plenipotentiary",
    "Counsellor",
    "Envoy",
];

/// Heads that are an office in lower case too, where a country or a person stands beside them.
const LOWER_HEADS: [&str; 8] = [
    "president",
    "minister",
    "chancellor",
    "premier",
    "ambassador",
    "king",
    "emir",
    "spokesperson",
];

/// Words before a head that belong to the title, whatever their place in the sentence.
const MODIFIERS: [&str; 46] = [
    "First",
    "Second",
    "Deputy",
    "Vice",
    "Acting",
    "Interim",
    "Prime",
    "Foreign",
    "Defence",
    "Defense",
    "Finance",
    "Interior",
    "Economy",
    "Economic",
    "Energy",
    "Trade",
    "Industry",
    "Health",
    "Education",
    "Culture",
    "Justice",
    "Transport",
    "Agriculture",
    "Labour",
    "Digital",
    "Environment",
    "Crown",
    "Permanent",
    "Special",
    "Senior",
    "Press",
    "State",
    "Chief",
    "Executive",
    "Honorary",
    "Plenipotentiary",
    "Extraordinary",
    "Federal",
    "Presidential",
    "Supreme",
    "Assistant",
    "Under",
    "General",
    "High",
    "Official",
    "Security",
];

const LOWER_MODIFIERS: [&str; 9] = [
    "prime", "foreign", "defence", "defense", "vice", "deputy", "interior", "finance", "first",
];

/// Whether a word is a noun of office.
pub(super) fn is_head(word: &str) -> bool {
    HEADS.contains(&word)
}

impl Layer for Offices {
    fn name(&self) -> &'static str {
        "offices"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut titles: Vec<Title> = Vec::new();
        let mut at = 0;
        while at < board.text.len() {
            let Some(title) = title_at(board, at, titles.last().map_or(0, |last| last.range.end))
            else {
                at += 1;
                continue;
            };
            at = title.range.end.max(at + 1);
            match titles.last_mut() {
                Some(last) if is_double(board, last, &title) => last.range.end = title.range.end,
                _ => titles.push(title),
            }
        }
        for Title { range, .. } in titles {
            let parts = board.entities_in(range.clone());
            board.push(
                Candidate::new(range, Label::Office, Rank::Name, self.name()).with_parts(parts),
            );
        }
    }
}

#[derive(Clone, Debug)]
struct Title {
    range: Range<usize>,
    /// Whether a country or body stands in front: such a title is whole.
    begins_with_name: bool,
}

/// "Deputy Prime Minister and Foreign Minister of …" is one office held by one person.
fn is_double(board: &Board<'_>, first: &Title, second: &Title) -> bool {
    let text = board.text;
    let and = first.range.end;
    let joined = text.is_any(and, &["and", "&"])
        && second.range.start == and + 1
        && text.continues_line(and)
        && !second.begins_with_name;
    // Two persons in two offices: "the President and Foreign Minister of Kazakhstan said".
    joined
        && (text.is_capitalised(second.range.end) || second.range.len() > 2)
        && board.entities_in(first.range.clone()).is_empty()
}

fn title_at(board: &Board<'_>, at: usize, floor: usize) -> Option<Title> {
    let text = board.text;
    if !text.is_plain_word(at) || !is_office_noun(board, at) {
        return None;
    }
    let (mut start, begins_with_name) = before(board, at, floor);
    let end = after(board, at);
    let word = text.word(at);
    let capital = text.is_capitalised(at);
    let named = begins_with_name || !board.entities_in(at..end).is_empty();
    if !capital {
        let person_follows =
            board.longest_at(end, &[Label::Person]).is_some() && text.continues_line(end);
        return (named || person_follows).then_some(Title {
            range: start..end,
            begins_with_name,
        });
    }
    let alone = start == at && end == at + 1;
    if alone {
        let addressed = at > 0
            && (is_honorific(text.word(at - 1))
                || text.is(at - 1, ".") && at > 1 && is_honorific(text.word(at - 2)));
        let named_person = text.continues_line(end) && text.is_capitalised(end);
        if NEED_COMPANY.contains(&word)
            && !(addressed || named_person && !matches!(word, "Head" | "Chief" | "Chair"))
        {
            return None;
        }
        if matches!(word, "FM" | "PM") && !named_person {
            return None;
        }
        let fits = addressed
            || named_person
            || text.is_any(at.wrapping_sub(1), &["the", "The", "of", "by", ",", "as"]);
        if !fits && !text.opens_sentence(at) && at == 0 {
            return None;
        }
    }
    // "Republic of Kazakhstan President" and alike: a name that ends in the title is not cut.
    if start < floor {
        start = floor;
    }
    (start <= at).then_some(Title {
        range: start..end,
        begins_with_name,
    })
}

fn is_office_noun(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let word = text.word(at);
    if text.is_capitalised(at) {
        // Part of a longer known name, such as "UN Security Council Presidency" or a body.
        let inside = board.covering(at).is_some_and(|candidate| {
            candidate.tokens.len() > 1
                && matches!(
                    candidate.label,
                    Label::Org | Label::Hashtag | Label::Person | Label::Fac
                )
                && candidate.rank >= Rank::Name
        });
        return is_head(word) && !inside;
    }
    LOWER_HEADS.contains(&word)
}

/// The start of a title whose noun stands at `head`, and whether a name opens it.
fn before(board: &Board<'_>, head: usize, floor: usize) -> (usize, bool) {
    let text = board.text;
    let mut start = head;
    while start > floor && text.continues_line(start) {
        let before = start - 1;
        let word = text.word(before);
        if text.is_inner_hyphen(before) && before > floor && is_modifier(text, before - 1) {
            start = before - 1;
            continue;
        }
        if matches!(word, "and" | "&") && before > floor {
            // "Industry and Trade Minister": both are subjects of the office.
            let subjects = format!("{} and {}", text.word(before - 1), text.word(start));
            let joined = portfolio(&subjects).is_some()
                || is_subject(text, before - 1) && is_subject(text, start);
            if !joined {
                break;
            }
            start = before - 1;
            continue;
        }
        let modifier = is_modifier(text, before);
        let subject = is_subject(text, before) && text.is_capitalised(head);
        let taken = board
            .covering(before)
            .is_some_and(|candidate| candidate.rank >= Rank::Name && candidate.tokens.end == start);
        if taken || !(modifier || subject) {
            break;
        }
        start = before;
    }
    if start <= floor || !text.continues_line(start) {
        return (start, false);
    }
    let names = [Label::Gpe, Label::Norp, Label::Org, Label::Loc];
    // "Russia’s President"
    let possessor = (1..=2).find_map(|back| {
        let apostrophe = start.checked_sub(back)?;
        (text.after_possessive(apostrophe)? == start).then_some(apostrophe)
    });
    if let Some(apostrophe) = possessor
        && let Some(name) = board.ending_at(apostrophe, &names)
        && name.tokens.start >= floor
    {
        return (name.tokens.start, true);
    }
    match board.ending_at(start, &names) {
        Some(name) if name.tokens.start >= floor && !is_scene(board, name) => {
            let hash = name.tokens.start > 0 && text.is(name.tokens.start - 1, "#");
            if hash {
                (start, false)
            } else {
                (name.tokens.start, true)
            }
        }
        _ => (start, false),
    }
}

/// Whether a country before a title only says where: "in Kazakhstan President Putin".
fn is_scene(board: &Board<'_>, name: &Candidate) -> bool {
    let text = board.text;
    let at = name.tokens.start;
    matches!(name.label, Label::Gpe | Label::Loc)
        && at > 0
        && (text.is_any(at - 1, &["in", "In", "at", "from", "visited"]) || text.is(at - 1, "-"))
}

fn is_modifier(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    MODIFIERS.contains(&word) || LOWER_MODIFIERS.contains(&word)
}

/// Whether a capitalised word may be the subject of an office and not the opening of a sentence.
fn is_subject(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.is_capitalised(at)
        && (portfolio(word).is_some() || is_modifier(text, at) || !text.opens_sentence(at))
        && !is_honorific(word)
        && !is_head(word)
        && word.chars().count() > 2
}

/// The token after a title whose noun stands at `head`.
fn after(board: &Board<'_>, head: usize) -> usize {
    let text = board.text;
    let mut end = head + 1;
    // "Secretary General", "Secretary-General", "Commander-in-Chief".
    let dash = text.is_inner_hyphen(end);
    let next = if dash { end + 1 } else { end };
    if text.continues_line(next) && text.is_any(next, &["General", "Designate", "Emeritus"]) {
        end = next + 1;
    } else if dash && text.is(next, "in") && text.is_inner_hyphen(next + 1) {
        end = next + 3;
    } else if text.is_any(next, &["at", "At"]) && text.is_any(next + 1, &["Large", "large"]) {
        end = next + 2;
    }
    for _ in 0..4 {
        let Some(next) = complement(board, head, end) else {
            break;
        };
        end = next;
    }
    end
}

/// "of the Republic of Kazakhstan", "for Gaza", "of Foreign Affairs", "of the Russian delegation":
/// the token after it.
fn complement(board: &Board<'_>, head: usize, at: usize) -> Option<usize> {
    let text = board.text;
    if !text.continues_line(at) || !text.is_any(at, &["of", "for", "to", "on", "at", "in"]) {
        return None;
    }
    let preposition = text.word(at);
    let the = text.is(at + 1, "the");
    let name = if the { at + 2 } else { at + 1 };
    if !text.continues_line(name) {
        return None;
    }
    let names = [Label::Gpe, Label::Org, Label::Norp, Label::Loc];
    let known = board
        .longest_at(name, &names)
        .filter(|candidate| candidate.rank >= Rank::Name || candidate.label == Label::Org);
    let head_word = text.word(head);
    let posted = matches!(
        head_word,
        "Ambassador" | "Representative" | "Envoy" | "Consul" | "Coordinator" | "ambassador"
    );
    match preposition {
        "of" => {}
        "to" if posted => {}
        "for" | "on"
            if posted
                || matches!(
                    head_word,
                    "Minister"
                        | "Commissioner"
                        | "Rapporteur"
                        | "Secretary"
                        | "Adviser"
                        | "Advisor"
                        | "Aide"
                        | "Director"
                        | "Ombudsman"
                ) => {}
        "in" | "at" if posted && known.is_some() => {}
        _ => return None,
    }
    if let Some(known) = known {
        let end = known.tokens.end;
        if known.label != Label::Norp {
            return Some(end);
        }
        // "of the Russian delegation", "of the Russian Government".
        let noun = end;
        let institution = text.is_any_word(
            noun,
            &[
                "delegation",
                "government",
                "state",
                "administration",
                "mission",
                "parliament",
                "embassy",
                "cabinet",
                "side",
                "section",
                "department",
            ],
        );
        return institution.then_some(noun + 1);
    }
    if preposition == "of"
        && text.is_any(
            name,
            &[
                "State",
                "Government",
                "Staff",
                "Mission",
                "Delegation",
                "delegation",
            ],
        )
    {
        return Some(name + 1);
    }
    if !text.is_capitalised(name) || is_honorific(text.word(name)) {
        return None;
    }
    if board
        .longest_at(name, &[Label::Person, Label::Date])
        .is_some()
    {
        return None;
    }
    let phrase = phrase::right(
        board,
        name,
        phrase::Shape {
            connectors: &[],
            commas: true,
        },
    );
    // The name of the office's holder may follow at once: stop at words that are no subject.
    let stop = (name..phrase)
        .find(|&next| {
            board
                .longest_at(next, &[Label::Person, Label::Gpe])
                .is_some()
                && next > name
        })
        .unwrap_or(phrase);
    let limit = subject_end(board, name, stop);
    (limit > name).then_some(limit)
}

/// Cuts "Energy Magzum Mirzagaliev" to the subject "Energy": the longest known portfolio, else the
/// phrase up to an "and"-joined pair or one word.
fn subject_end(board: &Board<'_>, start: usize, end: usize) -> usize {
    let text = board.text;
    let mut longest = None;
    for stop in start + 1..=end.min(start + 6) {
        if portfolio(text.words(start..stop)).is_some() {
            longest = Some(stop);
        }
    }
    let follows_of =
        |stop: usize| text.is_any(stop, &["of", "and", ",", "&"]) || !text.is_capitalised(stop);
    match longest {
        Some(stop) if follows_of(end) && end - stop <= 5 && !text.is_capitalised(end) => {
            // Nothing capitalised follows the phrase: all of it may be the subject.
            let has_joint = (stop..end).any(|at| text.is_any(at, &["and", "&", ","]));
            if has_joint || end == stop { end } else { stop }
        }
        Some(stop) => stop,
        None => end,
    }
}
