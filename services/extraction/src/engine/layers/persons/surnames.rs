//! Persons that the knowledge base holds, by their surnames.

use std::ops::Range;

use super::super::known::pick_person;
use super::Met;
use super::shape::{Introduction, shape_end};
use crate::engine::board::{Board, Rank};
use crate::engine::linking::has_two_surnames;
use crate::engine::text::Reading;
use crate::knowledge::lexicon::is_common;
use crate::knowledge::trie::UNKNOWN;
use crate::knowledge::{EntityKey, Names};

/// A known surname at `at`: where its name ends and begins, and whom it means.
pub(super) fn known_surname(
    board: &Board<'_>,
    met: &Met,
    at: usize,
    introduced: Introduction,
) -> Option<(Range<usize>, Option<EntityKey>)> {
    let (text, people) = (board.text, board.knowledge.people());
    if at > 0 && text.is_inner_hyphen(at - 1) {
        return None;
    }
    // "Vladimir Vladimirovich Putin", "V. Putin": given names that fit, then the surname.
    let shaped = shape_end(board, at);
    for start in at..shaped {
        if !text.is_capitalised(start) || start > at && text.is_inner_hyphen(start - 1) {
            continue;
        }
        let Some((end, payload)) =
            text.longest(people.trie(Names::Surnames), Reading::Sounds, start)
        else {
            continue;
        };
        if text.is_inner_hyphen(end) {
            return None;
        }
        let fitting: Vec<EntityKey> = people
            .persons(payload)
            .iter()
            .copied()
            .filter(|key| given_names_fit(board, *key, at..start))
            .collect();
        if start > at {
            if fitting.is_empty() {
                continue;
            }
            // "Tran Quang Binh" is not Tran Dai Quang: a further name makes it somebody else.
            let goes_on = end < shaped
                && shaped - end == 1
                && start == at + 1
                && !fitting
                    .iter()
                    .any(|&key| has_two_surnames(board.knowledge, key));
            if goes_on {
                return None;
            }
            return Some((at..end, pick_person(board, &fitting, at..end)));
        }
        let surname = text.words(end - 1..end);
        if let Some(entity) = met.get(surname) {
            return (end >= shaped).then_some((at..end, entity));
        }
        if end < shaped {
            continue;
        }
        return match introduced {
            Introduction::Honorific | Introduction::Office => {
                Some((at..end, pick_person(board, &fitting, at..end)))
            }
            _ => bare_surname(board, &fitting, at..end).map(|entity| (at..end, Some(entity))),
        };
    }
    None
}

/// Whether the words before a surname may be the person's given names or initials.
fn given_names_fit(board: &Board<'_>, person: EntityKey, mut given: Range<usize>) -> bool {
    let text = board.text;
    let names = &board.knowledge.get(person).name;
    let Some(first) = given.find(|&at| text.is_plain_word(at)) else {
        return true;
    };
    let word = text.word(first);
    if word.chars().count() == 1 {
        return names.starts_with(word);
    }
    let symbol = text.name_symbol(first);
    let known = names
        .split_whitespace()
        .next()
        .map(crate::knowledge::fold::skeleton);
    symbol != UNKNOWN && known == Some(crate::knowledge::fold::skeleton(word))
}

/// Whether a word stands in a name as it is, marks on letters apart; a long one may sound alike.
fn is_spelt_alike(name: &str, word: &str) -> bool {
    use crate::knowledge::fold::normalise_word;
    let word_form = normalise_word(word);
    word.chars().count() > 5
        || name
            .split([' ', '-'])
            .any(|part| normalise_word(part) == word_form)
}

/// A surname by itself, without office, courtesy or full name: only one whom everybody knows.
fn bare_surname(
    board: &Board<'_>,
    persons: &[EntityKey],
    range: Range<usize>,
) -> Option<EntityKey> {
    let text = board.text;
    let word = text.word(range.start);
    let beside = (range.start > 0
        && text.is_capitalised(range.start - 1)
        && text.continues_line(range.start))
        || (text.is_capitalised(range.end) && text.continues_line(range.end));
    if beside || is_common(word) || word.chars().count() < 4 || text.is_all_capitals(range.start) {
        return None;
    }
    if board
        .starting_at(range.start)
        .any(|candidate| candidate.rank >= Rank::Name)
    {
        return None;
    }
    let knowledge = board.knowledge;
    let well_known: Vec<EntityKey> = persons
        .iter()
        .copied()
        .filter(|key| {
            let person = knowledge.get(*key);
            let surname_alone = person.aliases.iter().any(|alias| !alias.contains(' '));
            let in_office = board.reference.is_some_and(|date| {
                knowledge
                    .tenures(*key)
                    .iter()
                    .any(|tenure| tenure.covers(date))
            });
            surname_alone || in_office && is_spelt_alike(&person.name, word)
        })
        .collect();
    match well_known[..] {
        [only] => Some(only),
        _ => None,
    }
}
