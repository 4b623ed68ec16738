//! What follows a noun of office: whose office it is and what it is for.

use communique_model::Label;

use super::super::persons::may_be_name;
use super::super::phrase;
use super::departments::{department_of, places_department};
use super::{is_head, is_modifier};
use crate::engine::board::{Board, Rank};
use crate::engine::text::Text;
use crate::knowledge::PARTICLES;
use crate::knowledge::lexicon::{is_common, is_honorific, portfolio};

/// "of the Republic of Kazakhstan", "for Gaza", "of Foreign Affairs", "of the Russian delegation":
/// the token after it.
pub(super) fn complement(board: &Board<'_>, head: usize, at: usize) -> Option<usize> {
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
        "Ambassador"
            | "Representative"
            | "Envoy"
            | "Consul"
            | "Coordinator"
            | "ambassador"
            | "Chargé"
            | "Charge"
            | "Nuncio"
            | "Delegate"
            | "Sherpa"
    );
    let commissioned = head_word == "Commissioner" && head > 0 && text.is(head - 1, "High");
    match preposition {
        "of" => {}
        "to" if posted || commissioned => {}
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
                        | "Spokesperson"
                        | "Spokesman"
                        | "Spokeswoman"
                        | "spokesperson"
                        | "spokesman"
                        | "spokeswoman"
                        | "Undersecretary"
                ) => {}
        "in" | "at" if posted && known.is_some() && text.is_capitalised(head) => {}
        // "Undersecretary of State at the Ministry of Foreign Affairs"
        "in" | "at" if text.is_capitalised(head) && is_in_ministry(board, head, at, name) => {
            return Some(known.map_or(name + 1, |known| known.tokens.end));
        }
        // "Country Director in Chad"
        "in" if head_word == "Director"
            && text.is_any(head.wrapping_sub(1), &["Country", "Regional"])
            && known.is_some() => {}
        _ => return None,
    }
    if let Some(known) = known {
        let end = known.tokens.end;
        // "Representative of the Ruritanian Prime Minister": an officer is served, not a nation.
        let served = matches!(known.label, Label::Norp | Label::Org)
            && super::serves(text, head)
            && text.continues_line(end)
            && begins_title(text, end)
            && !super::NAMES_TOO.contains(&text.word(end));
        if served {
            return None;
        }
        // "of the Foreign Ministry’s Information and Press Department"
        if let Some(part) = department_of(board, known, end) {
            return Some(part);
        }
        // "thanked the Minister for Tashkent’s assistance"
        if matches!(preposition, "for" | "on") && text.after_possessive(end).is_some() {
            return None;
        }
        // "of the Asia and Pacific Department"
        if matches!(known.label, Label::Loc | Label::Gpe | Label::Norp)
            && let Some(part) = places_department(board, end)
        {
            return Some(part);
        }
        // "of the Russian delegation", "of the Russian Government".
        if known.label == Label::Norp && text.is_any_word(end, &INSTITUTIONS) {
            return Some(end + 1);
        }
        // "Governor of Ruritania’s Northern Region", "Governor of Strelsau District"
        if preposition == "of" && known.label == Label::Gpe {
            let part = text
                .after_possessive(end)
                .and_then(|next| board.longest_at(next, &[Label::Gpe]));
            let end = part.map_or(end, |part| part.tokens.end);
            return Some(past_region(text, end));
        }
        if matches!(preposition, "for" | "to") {
            let places = past_places(board, end);
            if places > end {
                return Some(places);
            }
            // "for Europe and Foreign Affairs"
            let subject = end + 1;
            if preposition == "for"
                && text.is(end, "and")
                && text.continues_line(subject)
                && text.is_capitalised(subject)
                && is_ordinary(board, subject)
                && !begins_title(text, subject)
            {
                return Some(subject_end(board, subject));
            }
        }
        let subject = subject_end(board, end);
        return match known.label {
            // "for Eurasian Trade"; a nationality alone is no subject.
            Label::Norp => (subject > end).then_some(subject),
            // After a country the holder's name follows, if anything.
            Label::Gpe => Some(end),
            _ => Some(
                (end..subject)
                    .find(|&at| {
                        // "D. Munkhbold": an initial begins the holder’s name.
                        let initial = text.word(at).chars().count() == 1 && text.is(at + 1, ".");
                        initial || !is_ordinary(board, at) || begins_holder(board, at)
                    })
                    .unwrap_or(subject),
            ),
        };
    }
    if preposition == "of"
        && !(text.is_capitalised(name + 1)
            && text.continues_line(name + 1)
            && is_ordinary(board, name + 1))
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
    (limit > name).then(|| past_region(text, limit))
}

/// The token after the noun that tells what kind of region a name is: "of Strelsau district".
fn past_region(text: &Text<'_>, end: usize) -> usize {
    let noun = text.continues_line(end) && text.is_any_word(end, &REGIONS);
    if noun { end + 1 } else { end }
}

/// Kinds of regions.
const REGIONS: [&str; 8] = [
    "district",
    "region",
    "oblast",
    "province",
    "krai",
    "county",
    "governorate",
    "prefecture",
];

/// The token after the places that "and" joins to one that ends at a token: "for the Middle East
/// and Africa".
fn past_places(board: &Board<'_>, end: usize) -> usize {
    let text = board.text;
    let next = text.past_the(end + 1);
    let joined = text.is(end, "and") && text.continues_line(next);
    let place = board
        .longest_at(next, &[Label::Loc, Label::Gpe])
        .filter(|place| joined && text.after_possessive(place.tokens.end).is_none());
    place.map_or(end, |place| place.tokens.end)
}

/// Whether a ministry is named at `name`, behind the preposition after a title of its staff.
fn is_in_ministry(board: &Board<'_>, head: usize, at: usize, name: usize) -> bool {
    let text = board.text;
    let staff = [
        "Director",
        "Head",
        "Minister",
        "Secretary",
        "Undersecretary",
        "Coordinator",
        "Spokesperson",
        "Adviser",
        "Advisor",
        "Counsellor",
        "Attaché",
    ];
    let ministry = board.longest_at(name, &[Label::Org]);
    text.is_any(head, &staff)
        && text.is(at + 1, "the")
        && (text.is(name, "Ministry")
            || ministry
                .is_some_and(|body| body.tokens.clone().any(|word| text.is(word, "Ministry"))))
}

/// Nouns in lower case that complete a title: "Head of the Russian delegation".
const INSTITUTIONS: [&str; 12] = [
    "group",
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

pub(super) const SUBJECT: phrase::Shape = phrase::Shape {
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
            let other = begins_title(text, at) || board.longest_at(at, &[Label::Gpe]).is_some();
            let initial = text.word(at).chars().count() == 1 && text.is(at + 1, ".");
            // "and Ruritanian Vice Minister Y": another one’s title.
            let next_title = text.is(at, "and")
                && board
                    .longest_at(at + 1, &[Label::Norp, Label::Gpe, Label::Org])
                    .is_some_and(|nation| {
                        let title = text.after_possessive(nation.tokens.end);
                        begins_title(text, title.unwrap_or(nation.tokens.end))
                    });
            next_title || person || (at > start && (other || initial || is_courtesy(text, at)))
        })
        .unwrap_or(phrase);
    // "Resources Brian P. McKeon": the given name before an initial is the holder’s.
    if end > start + 1 && is_given_before_initial(board, end - 1) {
        return end - 1;
    }
    while end > start && !text.is_capitalised(end - 1) {
        end -= 1;
    }
    let run = last_run(text, start, end);
    // Words of subjects, then two or more that are none: the holder's name.
    let names = run
        .iter()
        .rev()
        .take_while(|&&at| !is_ordinary_whole(board, at))
        .count();
    // "Foreign Trade Thani bin …": a small word of names goes on with the holder’s.
    let goes_on = end == phrase && begins_surname(text, end);
    // "Transport Corridors Ivan X": a plural before a known first name is part of the subject.
    if names >= 3
        && let begins = run.len() - names
        && let Some(&[plural, first]) = run.get(begins..begins + 2)
        && text.word(plural).ends_with('s')
        && is_first_name(board, first)
        && !is_first_name(board, plural)
    {
        return first;
    }
    if (names >= 2 || names == 1 && goes_on) && names < run.len() {
        return run[run.len() - names];
    }
    let people = board.knowledge.people();
    let first_name = run
        .iter()
        .skip(usize::from(run.first() == Some(&start)))
        .find(|&&at| {
            at != run[run.len() - 1]
                && (!is_ordinary(board, at) || stands_before_surname(board, &run, at))
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

fn is_first_name(board: &Board<'_>, at: usize) -> bool {
    let people = board.knowledge.people();
    people.is_first_name(board.text.name_symbol(at))
}

/// Whether a given name stands at a token with an initial and a surname behind it: "Lloyd J. Austin".
fn is_given_before_initial(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let initial = text.word(at + 1).chars().count() == 1 && text.is_capitalised(at + 1);
    let surname = at + 3;
    initial
        && text.is(at + 2, ".")
        && text.continues_line(surname)
        && text.is_capitalised(surname)
        && text.is_capitalised(at)
        && (!is_ordinary(board, at) || is_first_name(board, at))
}

/// Whether a courtesy begins: "Dr", "HE", "H.H."
fn is_courtesy(text: &Text<'_>, at: usize) -> bool {
    is_honorific(text.word(at))
        || text.is_any(at, &["HE", "HH", "HRH", "HM", "Senator"])
        || text.is_any(at, &MILITARY_RANKS)
            && text.is_capitalised(at + 1)
            && !text.is_inner_hyphen(at - 1)
            && !is_head(text.word(at - 1))
        || text.is(at, "H") && text.is(at + 1, ".") && text.joined(at + 1)
}

/// Ranks that stand between a title and a name: "Chief of Defence General X".
const MILITARY_RANKS: [&str; 7] = [
    "General",
    "Admiral",
    "Colonel",
    "Lieutenant",
    "Major",
    "Brigadier",
    "Marshal",
];

/// Whether a known first name and another word of a name stand at a token: the holder’s.
fn begins_holder(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let first = board.knowledge.people().is_first_name(text.name_symbol(at));
    first
        && text.continues_line(at + 1)
        && text.is_capitalised(at + 1)
        && !is_ordinary(board, at + 1)
}

/// Whether the last word of a run, right after a token, is one that no list holds: the surname behind
/// a given name that is a word of institutions too ("Roman").
fn stands_before_surname(board: &Board<'_>, run: &[usize], at: usize) -> bool {
    let Some((&last, before)) = run.split_last() else {
        return false;
    };
    before.last() == Some(&at)
        && last == at + 1
        && !is_ordinary(board, last)
        && board.starting_at(last).next().is_none()
}

/// Whether another title begins: "Minister", "Deputy Prime Minister".
pub(super) fn begins_title(text: &Text<'_>, at: usize) -> bool {
    let deputy = text.is_any(at, &["Deputy", "Prime", "First", "Vice"]);
    is_head(text.word(at))
        || deputy
            && (at + 1..at + 4)
                .take_while(|&next| text.continues_line(next) && text.is_capitalised(next))
                .any(|next| is_head(text.word(next)))
}

/// Whether a capitalised word may be part of a subject: it stands in names of organisations or
/// offices, so that it is hardly a person's.
pub(super) fn is_ordinary(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let word = text.word(at);
    portfolio(word).is_some()
        || is_modifier(text, at)
        || is_common(word) && !may_be_name(word)
        || board.knowledge.is_institutional(text.symbol(at))
}

/// The same of a word with what hyphens join to it: "Al-Mansur" is a name though "Al" stands in
/// those of institutions.
fn is_ordinary_whole(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let joined = text.is_inner_hyphen(at + 1) && text.is_capitalised(at + 2);
    is_ordinary(board, at) && (!joined || is_ordinary(board, at + 2))
}

/// Whether a small word of names stands at a token with another name behind it: "bin Rashid".
fn begins_surname(text: &Text<'_>, at: usize) -> bool {
    let small = PARTICLES.contains(&text.word(at)) || text.is(at, "bint");
    let mut name = at + 1;
    if text.is_inner_hyphen(name) {
        name += 1;
    }
    small && text.continues_line(at) && text.continues_line(name) && text.is_capitalised(name)
}

/// Where the name of the holder begins that ends a phrase from `start` to `end`: its last two words
/// or more that no institution, place or subject has in its name.
pub(in crate::engine::layers) fn holder_in(
    board: &Board<'_>,
    start: usize,
    end: usize,
) -> Option<usize> {
    let run = last_run(board.text, start, end);
    let of_place = |at: usize| {
        board.covering(at).is_some_and(|known| {
            known.rank >= Rank::Name
                && known.tokens.end <= end
                && matches!(known.label, Label::Gpe | Label::Loc | Label::Norp)
        })
    };
    let names = run
        .iter()
        .rev()
        .take_while(|&&at| !is_ordinary_whole(board, at) && !of_place(at))
        .count();
    let goes_on = begins_surname(board.text, end);
    let begins = run
        .len()
        .checked_sub(names)
        .and_then(|at| run.get(at).copied());
    begins.filter(|&at| at > start && (names >= 2 || names == 1 && goes_on))
}

/// Where another title begins that "and" joins to a body’s name: "the Department of Information and
/// Foreign Ministry Spokesperson".
pub(in crate::engine::layers) fn title_in(
    text: &Text<'_>,
    start: usize,
    end: usize,
) -> Option<usize> {
    (start + 1..end).find(|&and| {
        text.is(and, "and")
            && (and + 1..(and + LONGEST_JOINED).min(end))
                .take_while(|&at| text.is_capitalised(at))
                .any(|at| is_head(text.word(at)))
    })
}

/// Most words from the "and" before a title to the noun of it.
const LONGEST_JOINED: usize = 6;

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
