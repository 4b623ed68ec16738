//! Persons known by surname, and unknown persons by the words around their names.

mod lists;
mod shape;
mod suffixes;
mod surnames;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::Label;

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::knowledge::EntityKey;
use crate::knowledge::PARTICLES;
use crate::knowledge::lexicon::is_common;
use shape::{
    EXCELLENCY, Introduction, introduction, is_excellency, is_given_name_too, is_style, shape_end,
    speaks,
};
pub(crate) use shape::{SPEECH, may_be_name};
use surnames::known_surname;

/// Finds persons that the knowledge layer did not find by their full name.
pub(crate) struct Persons;

impl Layer for Persons {
    fn name(&self) -> &'static str {
        "persons"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut met = Met::of(board);
        let mut unknown: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        let mut at = 0;
        while at < board.text.len() {
            if is_excellency(board.text, at) {
                at += EXCELLENCY;
                continue;
            }
            if is_style(board.text, at) {
                at += 1;
                continue;
            }
            if !(board.text.is_capitalised(at) || opens_with_particle(board, at))
                || is_taken(board, at)
            {
                at += 1;
                continue;
            }
            let Some(candidate) = self.person_at(board, &met, at) else {
                at += 1;
                continue;
            };
            at = candidate.tokens.end;
            met.add(board, &candidate);
            if candidate.entity.is_none() && candidate.tokens.len() > 1 {
                let first = board.text.word(candidate.tokens.start);
                let names = unknown.entry(first).or_default();
                let words = board.text.words(candidate.tokens.clone());
                let same = |other: &Range<usize>| board.text.words(other.clone()) == words;
                if names.len() < MOST_OF_ONE_NAME && !names.iter().any(same) {
                    names.push(candidate.tokens.clone());
                }
            }
            board.push(candidate);
        }
        lists::find(board, self.name());
        self.again(board, &unknown);
        suffixes::find(board, self.name());
    }
}

/// The surname at the end of a full name, with both halves of a double one, if it can stand for
/// the person by itself.
fn surname_of(board: &Board<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let text = board.text;
    let mut start = name.end.checked_sub(1)?;
    while start > name.start + 1 && text.is_inner_hyphen(start - 1) {
        start -= 2;
    }
    let word = text.word(start);
    let alone = start > name.start
        && text.is_capitalised(start)
        && word.chars().count() > 3
        && !is_common(word)
        && !board
            .starting_at(start)
            .any(|candidate| candidate.label != Label::Person && candidate.rank >= Rank::Name);
    alone.then_some(start..name.end)
}

/// The end of the surname of an unknown person that stands by itself at `at`.
fn surname_again(board: &Board<'_>, surnames: &HashSet<&str>, at: usize) -> Option<usize> {
    let text = board.text;
    if !text.is_capitalised(at) || surnames.is_empty() {
        return None;
    }
    let mut end = at + 1;
    while text.is_inner_hyphen(end) && text.is_capitalised(end + 1) {
        end += 2;
    }
    let beside = at > 0
        && text.continues_line(at)
        && (text.is_capitalised(at - 1) && !text.opens_sentence(at - 1)
            || text.is_inner_hyphen(at - 1)
            || text.is(at - 1, "#"))
        || text.is_capitalised(end) && text.continues_line(end);
    let free = !beside && surnames.contains(text.words(at..end)) && !is_taken(board, at);
    free.then_some(end)
}

/// Most unknown persons of one first name that are looked for again.
const MOST_OF_ONE_NAME: usize = 16;

/// Whether a name that a title introduces begins with a small word here: "President el-Sisi".
fn opens_with_particle(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    if !PARTICLES.contains(&text.word(at)) || !text.continues_line(at) {
        return false;
    }
    let name = if text.is_inner_hyphen(at + 1) {
        at + 2
    } else {
        at + 1
    };
    text.is_capitalised(name)
        && text.continues_line(name)
        && matches!(
            introduction(board, at),
            Introduction::Office | Introduction::Honorific
        )
}

/// Whether a longer or surer name covers the token.
fn is_taken(board: &Board<'_>, at: usize) -> bool {
    let starts = board
        .starting_at(at)
        .any(|candidate| candidate.label == Label::Person || candidate.rank >= Rank::Composite);
    starts
        || board
            .covering(at)
            .is_some_and(|candidate| match candidate.label {
                Label::Office => true,
                Label::Person => candidate.tokens.start < at,
                _ => {
                    candidate.rank >= Rank::Calendar
                        || (candidate.tokens.len() > 1 && candidate.rank >= Rank::Name)
                }
            })
}

/// Persons named so far by each word of their names, so that "Mr Tokayev" is the one the text speaks of.
#[derive(Debug, Default)]
struct Met {
    surnames: HashMap<String, Option<EntityKey>>,
}

impl Met {
    fn of(board: &Board<'_>) -> Self {
        let mut met = Self::default();
        for candidate in board.candidates() {
            if candidate.label == Label::Person {
                met.add(board, candidate);
            }
        }
        met
    }

    fn add(&mut self, board: &Board<'_>, person: &Candidate) {
        let words = board.text.words(person.tokens.clone());
        let canonical = person
            .entity
            .map(|key| board.knowledge.get(key).name.as_str());
        let names = std::iter::once(words).chain(canonical);
        for name in names {
            if !name.contains(' ') {
                continue;
            }
            for word in name.split_whitespace().rev() {
                self.surnames
                    .entry(word.to_owned())
                    .or_insert(person.entity);
            }
        }
    }

    /// Who a surname means in this text: `None` if nobody of that name was met.
    fn get(&self, surname: &str) -> Option<Option<EntityKey>> {
        self.surnames.get(surname).copied()
    }
}

impl Persons {
    /// Finds the unknown persons of the text wherever they stand without introduction: by their
    /// full names, and by their surnames alone.
    fn again(&self, board: &mut Board<'_>, unknown: &HashMap<&str, Vec<Range<usize>>>) {
        let text = board.text;
        let surnames: HashSet<&str> = unknown
            .values()
            .flatten()
            .filter_map(|name| surname_of(board, name))
            .map(|range| text.words(range))
            .collect();
        let mut at = 0;
        while at < text.len() {
            let names = unknown.get(text.word(at)).filter(|_| !is_taken(board, at));
            let full = names.into_iter().flatten().find_map(|name| {
                let end = at + name.len();
                let same = end <= text.len() && text.words(at..end) == text.words(name.clone());
                same.then_some(end)
            });
            let end = full.or_else(|| surname_again(board, &surnames, at));
            if let Some(end) = end {
                board.push(Candidate::new(
                    at..end,
                    Label::Person,
                    Rank::Name,
                    self.name(),
                ));
                at = end;
            } else {
                at += 1;
            }
        }
    }

    fn person_at(&self, board: &Board<'_>, met: &Met, at: usize) -> Option<Candidate> {
        let text = board.text;
        let mut introduced = introduction(board, at);
        let shaped = shape_end(board, at);
        if introduced == Introduction::None && lists::is_entry(board, at, shaped) {
            introduced = Introduction::List;
        }
        if introduced == Introduction::None && speaks(board, at, shaped) {
            introduced = Introduction::Speech;
        }
        if let Some((range, entity)) = known_surname(board, met, at, introduced) {
            let candidate = Candidate::new(range, Label::Person, Rank::Name, self.name());
            return Some(candidate.linked(entity));
        }
        // "Q. When will …", "A. He said …": the marks of questions and answers.
        let turn = text.line_start(at) == at
            && text.is_any(at, &["Q", "A"])
            && text.is(at + 1, ".")
            && !text.is(shaped, ":");
        if turn {
            return None;
        }
        let words = (at..shaped)
            .filter(|&next| {
                text.is_plain_word(next) && !(next > at && text.is_inner_hyphen(next - 1))
            })
            .count();
        let first_name_known = board.knowledge.people().is_first_name(text.name_symbol(at));
        let fits = match introduced {
            Introduction::Honorific => words >= 1,
            Introduction::Office => words >= 1 && !(words == 1 && is_common(text.word(shaped - 1))),
            Introduction::Rank => (1..=4).contains(&words) && (words > 1 || first_name_known),
            Introduction::Label
            | Introduction::List
            | Introduction::Speech
            | Introduction::Role => (2..=4).contains(&words),
            Introduction::None => {
                (2..=4).contains(&words)
                    && first_name_known
                    && !text.is_all_capitals(at)
                    && !board
                        .starting_at(at)
                        .any(|candidate| candidate.rank >= Rank::Name)
                    && !(at > 0 && text.is_capitalised(at - 1) && text.continues_line(at))
            }
        };
        let known = board.starting_at(at).any(|candidate| {
            candidate.rank >= Rank::Name
                && matches!(
                    candidate.label,
                    Label::Gpe | Label::Org | Label::Norp | Label::Loc
                )
        });
        // "Mayor of Strelsau Milan X": a first name that is a place’s as well.
        let by_office = introduced == Introduction::Office;
        let titled = by_office && first_name_known && words > 1
            // "Crown Princess Victoria"
            || introduced == Introduction::Rank && first_name_known;
        let introduced = introduced == Introduction::Honorific || titled;
        let known = known && !(by_office && is_given_name_too(board, at));
        if !fits || shaped == at || known && !introduced {
            return None;
        }
        let range = at..shaped;
        let surname = text.words(shaped - 1..shaped);
        let entity = if words == 1 {
            met.get(surname).flatten()
        } else {
            None
        };
        Some(Candidate::new(range, Label::Person, Rank::Name, self.name()).linked(entity))
    }
}
