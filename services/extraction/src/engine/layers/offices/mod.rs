//! Titles and posts, with the country or body before or after them.

mod behind;
mod complement;
mod departments;
mod doubles;
mod words;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::dates::MONTHS;
use super::known::GENERIC_BODIES;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::lexicon::{is_honorific, portfolio};
use behind::{affairs_after, chief_after, serves};
use complement::{complement, is_ordinary};
pub(super) use complement::{holder_in, title_in};
use doubles::{MOST_EARLIER, is_another_person, is_double};
use words::{
    BETWEEN, BODIES_OF_OFFICES, CALLED_AFTER, HEADS, LOWER_HEADS, LOWER_MODIFIERS, MODIFIERS,
    NAMES_TOO, NEED_COMPANY, OF_LOWER_HEADS, SUBJECTS,
};

/// Finds offices.
pub(crate) struct Offices;

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
            let floor = titles.last().map_or(0, |last| last.range.end);
            let title = title_at(board, at, floor).or_else(|| again(board, at, &titles));
            let Some(title) = title else {
                at += 1;
                continue;
            };
            at = title.range.end.max(at + 1);
            let double = titles.split_last().is_some_and(|(last, earlier)| {
                is_double(board, last, &title) && !is_another_person(board, earlier, last)
            });
            match titles.last_mut() {
                Some(last) if double => last.range.end = title.range.end,
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

/// "The Secretary" after "Secretary of State X": a noun of office that needs company stands for the
/// title of which it was the head.
fn again(board: &Board<'_>, at: usize, earlier: &[Title]) -> Option<Title> {
    let text = board.text;
    let word = text.word(at);
    let bare = at > 0
        && text.is_any(at - 1, &["the", "The"])
        && word == "Secretary"
        && text.continues_line(at)
        && !text.is_capitalised(at + 1)
        && !text.is_inner_hyphen(at + 1)
        && !text.is_any(at + 1, &["of", "for", "("]);
    let before = |title: &Title| text.is(title.range.start, word);
    (bare && earlier.iter().take(MOST_EARLIER).any(before)).then_some(Title {
        range: at..at + 1,
        begins_with_name: false,
    })
}

fn title_at(board: &Board<'_>, at: usize, floor: usize) -> Option<Title> {
    let text = board.text;
    if !text.is_plain_word(at) || !is_office_noun(board, at) {
        return None;
    }
    let word = text.word(at);
    // "Chief Advisor", "Chief Cabinet Secretary": the office is that of the noun behind.
    if word == "Chief" && is_rank_of_chief(text, at) {
        return None;
    }
    let (mut start, begins_with_name) = before(board, at, floor);
    let end = after(board, at);
    let capital = text.is_capitalised(at);
    let named = begins_with_name || !board.entities_in(at..end).is_empty();
    if !capital {
        let person_follows =
            board.longest_at(end, &[Label::Person]).is_some() && text.continues_line(end);
        // "said X, a spokesman for the Presidency"
        let speaks_for = end > at + 1
            && word.starts_with("spokes")
            && text.is_any(start.wrapping_sub(1), &[",", "a", "an", "the", "A", "The"]);
        let office = if BETWEEN.contains(&word) {
            named && begins_with_name && text.is_capitalised(end) && text.continues_line(end)
        } else if word == "officer" {
            start < at && text.is_capitalised(at - 1)
        } else if word == "envoy" {
            start < at
        } else {
            named || person_follows || speaks_for || speaks_officially(text, at, start, end)
        };
        return office.then_some(Title {
            range: start..end,
            begins_with_name,
        });
    }
    // "Secretary General of X Sultan Y": such a noun right after a title is a given name.
    if at == floor && at > 0 && NAMES_TOO.contains(&word) && text.is_capitalised(at + 1) {
        return None;
    }
    if word == "Amb" {
        let short = text.is(at + 1, ".") && text.joined(at + 1) && text.is_capitalised(at + 2);
        return short.then_some(Title {
            range: at..at + 2,
            begins_with_name: false,
        });
    }
    // "South Africa, as this year’s Chair of the group": a country is in the chair, nobody in an
    // office.
    if matches!(word, "Chair" | "Chairman") && is_chair_of_country(board, start, end) {
        return None;
    }
    let alone = start == at && end == at + 1;
    // Role nouns that are offices only under their full style: "Supreme Leader", "Chargé d’affaires".
    let styled = match word {
        "Leader" => {
            start < at && text.is_any(at - 1, &LEADERS)
                || text.is(at + 1, "of") && text.is(at + 2, "the") && text.is(at + 3, "Nation")
        }
        "Chargé" | "Charge" => end > at + 1,
        "Attorney" | "Auditor" => end > at + 1 || start < at,
        "Assistant" => end > at + 1,
        _ => true,
    };
    if !styled {
        return None;
    }
    // A member of a body is an office of it, a member of a family is not.
    if word == "Member" && board.entities_in(at..end).is_empty() {
        return None;
    }
    if alone {
        let addressed = at > 0
            && (is_honorific(text.word(at - 1))
                || text.is(at - 1, ".") && at > 1 && is_honorific(text.word(at - 2)));
        let styled = text.is(end, "the") && text.is_any(end + 1, &["Hon", "Honourable"]);
        let named_person = text.continues_line(end) && (text.is_capitalised(end) || styled);
        // "King Rudolf University"
        if opens_name_of_body(text, at) {
            return None;
        }
        // "Prince Albert": a style of birth, part of no post.
        if matches!(word, "Prince" | "Princess") {
            return None;
        }
        // "X, Counsellor, and Y": between the name and the next mark.
        let behind_name = at > 1
            && text.is(at - 1, ",")
            && board.ending_at(at - 1, &[Label::Person]).is_some()
            && text.is_any(end, &[",", ".", ";", ")"]);
        if NEED_COMPANY.contains(&word)
            && !behind_name
            && !(addressed
                || named_person && !matches!(word, "Head" | "Chief" | "Chair" | "Officer"))
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
    // "Acting NATO Spokesperson", "interim President of Ruritania"
    let for_a_time = start > floor
        && text.continues_line(start)
        && text.is_any(start - 1, &["Acting", "acting", "Interim", "interim"]);
    if for_a_time && named {
        start -= 1;
    }
    (start <= at).then_some(Title {
        range: start..end,
        begins_with_name,
    })
}

/// Whether "Chief" only ranks the noun of office right behind it or behind one more word.
fn is_rank_of_chief(text: &Text<'_>, chief: usize) -> bool {
    let capital = |at: usize| text.continues_line(at) && text.is_capitalised(at);
    capital(chief + 1)
        && (is_head(text.word(chief + 1)) || capital(chief + 2) && is_head(text.word(chief + 2)))
}

/// Whether a country is said to be or to become the chair: "as Chair of", "takes over the Chair".
fn is_chair_of_country(board: &Board<'_>, start: usize, end: usize) -> bool {
    let text = board.text;
    let holder = board.longest_at(end, &[Label::Person]).is_some()
        || text.is(end, ",") && board.longest_at(end + 1, &[Label::Person]).is_some();
    let opening = (start.saturating_sub(5)..start)
        .rev()
        .take_while(|&at| text.is_plain_word(at) || text.is_apostrophe(at))
        .find(|&at| {
            text.is_any_word(
                at,
                &[
                    "as", "over", "assumes", "assumed", "assume", "holds", "hold", "held",
                ],
            )
        });
    let country = opening.is_some_and(|at| {
        let before = (at.saturating_sub(3)..=at).rev().find(|&before| {
            board
                .ending_at(before, &[Label::Gpe])
                .is_some_and(|country| country.tokens.end == before)
        });
        before.is_some()
    });
    !holder && country
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

/// What makes an office of the noun "Leader".
const LEADERS: [&str; 4] = ["Supreme", "National", "Majority", "Minority"];

/// Most tokens in front of a noun of office that belong to the title.
const LONGEST_TITLE: usize = 16;

/// The start of a title whose noun stands at `head`, and whether a name opens it.
fn before(board: &Board<'_>, head: usize, floor: usize) -> (usize, bool) {
    let text = board.text;
    let mut start = head;
    let floor = floor.max(head.saturating_sub(LONGEST_TITLE));
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
            // "President Aliyev and Prime Minister Y": the word before the "and" is a name.
            let name = before > floor + 1 && is_head(text.word(before - 2));
            let joined = !name && portfolio(&subjects).is_some()
                || !name
                    && is_subject(text, before - 1)
                    && is_ordinary(board, before - 1)
                    && is_subject(text, start);
            if !joined {
                break;
            }
            start = before - 1;
            continue;
        }
        // "Embassy Counsellor": the mission of a diplomat.
        let mission = word == "Embassy" && text.is_any(start, &["Counsellor", "Spokesperson"])
            || word == "Cabinet" && text.is(head, "Secretary");
        let capital = text.is_capitalised(head);
        let modifier = is_modifier(text, before)
            || mission
            || !capital && OF_LOWER_HEADS.contains(&word)
            || word == "Captain" && text.is(head, "Regent")
            || word == "Third" && text.is(head, "Secretary")
            || of_ministers(text, head) && SUBJECTS.contains(&word);
        let subject = is_subject(text, before) && capital;
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
    // "MOFA Spokesperson", "Ministry Spokesperson", "NSC spokesperson": a body by its short name.
    let body = start - 1;
    let short_body = start == head
        && text.is_plain_word(body)
        && body >= floor
        && (BODIES_OF_OFFICES.contains(&text.word(body))
            || text.is_all_capitals(body) && text.word(body).len() > 2)
        && text.word(head).to_lowercase().starts_with("spokes")
        && board.ending_at(start, &names).is_none();
    if short_body {
        return (body, true);
    }
    // "Russia’s President"
    let possessor = (1..=2).find_map(|back| {
        let apostrophe = start.checked_sub(back)?;
        (text.after_possessive(apostrophe)? == start).then_some(apostrophe)
    });
    if let Some(apostrophe) = possessor
        && apostrophe > floor
        && (GENERIC_BODIES.contains(&text.word(apostrophe - 1))
            || text.is_any(apostrophe - 1, &["Center", "Centre"]))
        && apostrophe > 1
        && text.is_any(apostrophe - 2, &["the", "The"])
        && board.ending_at(apostrophe, &names).is_none()
    {
        return (apostrophe - 1, true);
    }
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

/// Whether a noun of office opens the name of a body called after somebody.
fn opens_name_of_body(text: &Text<'_>, at: usize) -> bool {
    (at + 1..at + LONGEST_SUBJECT)
        .take_while(|&next| {
            text.continues_line(next)
                && (text.is_capitalised(next) || text.is_any(next, &["and", "-"]))
        })
        .any(|next| text.is_any(next, &CALLED_AFTER))
}

/// "X, official spokesperson and Director of Y", "Answers of official spokesperson X".
fn speaks_officially(text: &Text<'_>, head: usize, start: usize, end: usize) -> bool {
    let officially = start < head && text.word(head).starts_with("spokes");
    let holder_after = text.continues_line(end) && text.is_capitalised(end);
    officially && (holder_after || text.is(start.wrapping_sub(1), ","))
}

/// Whether a noun of office is one of those that subjects of ministries stand before.
fn of_ministers(text: &Text<'_>, head: usize) -> bool {
    text.is_any(head, &["Minister", "Secretary", "Commissioner"])
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
        && !MONTHS.contains(&word)
        && !super::phrase::is_headline_verb(word)
        && !matches!(
            word,
            "Majesty" | "The" | "This" | "Our" | "His" | "Her" | "Its" | "Their"
        )
        && word.chars().count() > 2
}

/// The token after a title whose noun stands at `head`.
fn after(board: &Board<'_>, head: usize) -> usize {
    let text = board.text;
    let mut end = head + 1;
    // "Secretary General", "Secretary-General", "Commander-in-Chief".
    let dash = text.is_inner_hyphen(end);
    let next = if dash { end + 1 } else { end };
    let after_noun = ["General", "Designate", "Emeritus"];
    let of_minister = [
        "Delegate",
        "Resident",
        "Counsellor",
        "Counselor",
        "Plenipotentiary",
    ];
    let minister = text.is(head, "Minister") && text.is_any(next, &of_minister);
    let to_be = dash && text.is_any(next, &["designate", "elect", "Elect"]);
    if text.continues_line(next) && (minister || to_be || text.is_any(next, &after_noun)) {
        end = next + 1;
    } else if dash && text.is(next, "in") && text.is_inner_hyphen(next + 1) {
        end = next + 3;
    } else if text.is_any(next, &["at", "At"]) {
        // "Ambassador-at-Large"
        let large = next + 1 + usize::from(text.is_inner_hyphen(next + 1));
        if text.is_any(large, &["Large", "large"]) {
            end = large + 1;
        }
    } else if let Some(affairs) = affairs_after(text, head) {
        end = affairs;
    } else if text.is(head, "Secretary")
        && text.is(end, "(")
        && text.joined(end + 1)
        && !text.is_any_word(
            end + 1,
            &["excerpt", "excerpts", "retired", "left", "right"],
        )
    {
        // "Secretary (Economic Relations)", as Indian offices are styled.
        end = (end + 1..end + LONGEST_SUBJECT)
            .take_while(|&at| text.continues_line(at))
            .find(|&at| text.is(at, ")"))
            .map_or(end, |close| close + 1);
    }
    // "Director General (Southeast Asia) X"
    if text.is(head, "Director") && text.is(end, "(") && text.is_capitalised(end + 1) {
        let close = (end + 1..end + LONGEST_SUBJECT)
            .take_while(|&at| text.continues_line(at))
            .find(|&at| text.is(at, ")"));
        end = close
            .filter(|&close| text.is_capitalised(close + 1) && text.continues_line(close + 1))
            .map_or(end, |close| close + 1);
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
    chief_after(board, head, end).unwrap_or(end)
}

/// Longest subject in brackets, in tokens.
const LONGEST_SUBJECT: usize = 10;
