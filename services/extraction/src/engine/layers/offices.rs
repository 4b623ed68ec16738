//! Titles and posts, with the country or body before or after them.

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::phrase;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::lexicon::{is_common, is_honorific, portfolio};

/// Finds offices.
pub(crate) struct Offices;

/// Nouns of office, singular.
const HEADS: [&str; 58] = [
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
    "Delegate",
    "Member",
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
    "Counsellor",
    "Envoy",
    "Delegate",
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
    let joined = text.is_any(and, &["and", "&", "–", "—", "-"])
        && second.range.start == and + 1
        && text.continues_line(and)
        && !second.begins_with_name;
    // Two persons in two offices: "the President and Foreign Minister of Kazakhstan said".
    joined
        && (text.is_capitalised(second.range.end) || second.range.len() > 2)
        && (board.entities_in(first.range.clone()).is_empty() || is_party_post(board, first))
}

/// "Member of the Political Bureau … and Foreign Minister": a post in a body beside an office.
fn is_party_post(board: &Board<'_>, title: &Title) -> bool {
    board.text.is(title.range.start, "Member")
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
    // A member of a body is an office of it, a member of a family is not.
    if word == "Member" && board.entities_in(at..end).is_empty() {
        return None;
    }
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
            // "Industry and Trade Minister": both are subjects of the office. A name before the
            // "and" is not.
            if board.ending_at(before, &Label::ALL).is_some() {
                break;
            }
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
    if text.is(end, "Extraordinary")
        && text.is(end + 1, "and")
        && text.is(end + 2, "Plenipotentiary")
    {
        end += 3;
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
        // "of the Russian delegation", "of the Russian Government".
        if known.label == Label::Norp && text.is_any_word(end, &INSTITUTIONS) {
            return Some(end + 1);
        }
        let subject = subject_end(board, end);
        return match known.label {
            // "for Eurasian Trade"; a nationality alone is no subject.
            Label::Norp => (subject > end).then_some(subject),
            // After a country the holder's name follows, if anything.
            Label::Gpe => Some(end),
            _ => Some(
                (end..subject)
                    .find(|&at| !is_ordinary(board, at))
                    .unwrap_or(subject),
            ),
        };
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
    let limit = subject_end(board, name);
    (limit > name).then_some(limit)
}

/// Nouns in lower case that complete a title: "Head of the Russian delegation".
const INSTITUTIONS: [&str; 11] = [
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
];

const SUBJECT: phrase::Shape = phrase::Shape {
    connectors: &[],
    commas: true,
};

/// The token after the subject of an office that begins at `start`: "Energy" of "Energy Magzum
/// Mirzagaliev". The holder's name may follow at once; it begins at a known person, at a known
/// first name, or is the last two words that stand in no organisation's name.
fn subject_end(board: &Board<'_>, start: usize) -> usize {
    let text = board.text;
    if !text.continues_line(start) || !text.is_capitalised(start) {
        return start;
    }
    let phrase = phrase::right(board, start, SUBJECT);
    let mut end = (start..phrase)
        .find(|&at| {
            let person = board.longest_at(at, &[Label::Person]).is_some();
            let other = is_head(text.word(at)) || board.longest_at(at, &[Label::Gpe]).is_some();
            person || (at > start && other)
        })
        .unwrap_or(phrase);
    while end > start && !text.is_capitalised(end - 1) {
        end -= 1;
    }
    let run = last_run(text, start, end);
    let people = board.knowledge.people();
    let first_name = run
        .iter()
        .skip(usize::from(run.first() == Some(&start)))
        .find(|&&at| {
            at != run[run.len() - 1]
                && !is_ordinary(board, at)
                && people.is_first_name(text.name_symbol(at))
        });
    if let Some(&at) = first_name {
        return at;
    }
    match run[..] {
        [.., _, given, surname] if !is_ordinary(board, given) && !is_ordinary(board, surname) => {
            given
        }
        _ => end,
    }
}

/// Whether a capitalised word may be part of a subject: it stands in names of organisations or
/// offices, so that it is hardly a person's.
fn is_ordinary(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let word = text.word(at);
    portfolio(word).is_some()
        || is_modifier(text, at)
        || is_common(word)
        || board.knowledge.is_institutional(text.symbol(at))
}

/// The words at the end of a phrase that nothing but hyphens joins: a person's name would stand
/// among them.
fn last_run(text: &Text<'_>, start: usize, end: usize) -> Vec<usize> {
    let mut run = Vec::new();
    for at in start..end {
        if text.is_inner_hyphen(at) || (at > start && text.is_inner_hyphen(at - 1)) {
            continue;
        }
        if text.is_capitalised(at) {
            run.push(at);
        } else {
            run.clear();
        }
    }
    run
}
