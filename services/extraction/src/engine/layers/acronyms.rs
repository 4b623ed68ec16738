//! Acronyms that the text itself explains: "Peace and Security Council (PSC)".

use std::collections::HashMap;
use std::ops::Range;

use communique_model::Label;

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::EntityKey;

/// Finds acronyms in brackets after the names of bodies, and wherever they stand afterwards.
pub(crate) struct Acronyms;

impl Layer for Acronyms {
    fn name(&self) -> &'static str {
        "acronyms"
    }

    fn find(&self, board: &mut Board<'_>) {
        let text = board.text;
        let mut explained: HashMap<&str, Option<EntityKey>> = HashMap::new();
        for at in 1..text.len() {
            if text.is(at, "(") && text.continues_line(at) {
                let Some(acronym) = in_brackets(text, at) else {
                    continue;
                };
                let Some(body) = board.ending_at(at, &[Label::Org]) else {
                    continue;
                };
                let word = text.word(acronym);
                if is_acronym_of(text, word, body.tokens.clone()) {
                    let entity = whole_of(board, acronym, body.entity).or(body.entity);
                    explained.entry(word).or_insert(entity);
                }
            }
        }
        if explained.is_empty() {
            return;
        }
        for at in 0..text.len() {
            let known = text.is_all_capitals(at) && !in_hashtag(board, at);
            let Some(&entity) = explained.get(text.word(at)).filter(|_| known) else {
                continue;
            };
            let inside = board
                .covering(at)
                .is_some_and(|candidate| candidate.tokens.len() > 1);
            if inside || text.is_inner_hyphen(at + 1) {
                continue;
            }
            board.relink(at..at + 1, Label::Org, entity);
            let found = board
                .starting_at(at)
                .any(|candidate| candidate.tokens == (at..at + 1) && candidate.label == Label::Org);
            if !found {
                board.push(
                    Candidate::new(at..at + 1, Label::Org, Rank::Name, self.name()).linked(entity),
                );
            }
        }
    }
}

/// The body that the acronym is known for, where what stands before it is its organ: the "EEC" of
/// "Board of the Eurasian Economic Commission (EEC)".
fn whole_of(board: &Board<'_>, acronym: usize, organ: Option<EntityKey>) -> Option<EntityKey> {
    let known = board.longest_at(acronym, &[Label::Org])?.entity?;
    (board.knowledge.whole_of(organ?) == Some(known)).then_some(known)
}

/// The acronym between a bracket and its close, with or without "#" or quotation marks.
fn in_brackets(text: &Text<'_>, bracket: usize) -> Option<usize> {
    let marks = ["#", "“", "\"", "the"];
    let word = bracket + 1 + usize::from(text.is_any(bracket + 1, &marks));
    let close = word + 1 + usize::from(text.is_any(word + 1, &["”", "\""]));
    let fits = text.is_all_capitals(word) && (2..=8).contains(&text.word(word).len());
    (fits && text.is(close, ")")).then_some(word)
}

/// Whether the letters of a word are initials of the words of a name, in any order, as acronyms of
/// other languages may have it.
fn is_acronym_of(text: &Text<'_>, word: &str, name: Range<usize>) -> bool {
    let mut left: Vec<char> = name
        .filter(|&at| text.is_plain_word(at))
        .filter_map(|at| text.word(at).chars().next())
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let several = left.len() > 1;
    let all = word.chars().all(|letter| {
        let place = left.iter().position(|initial| *initial == letter);
        place.map(|place| left.swap_remove(place)).is_some()
    });
    several && all
}

fn in_hashtag(board: &Board<'_>, at: usize) -> bool {
    board
        .covering(at)
        .is_some_and(|candidate| candidate.layer == "hashtags")
}
