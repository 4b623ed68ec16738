//! What the layers before and the knowledge base say of each token.

use communique_model::Label;

use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::{Reading, Text};
use crate::knowledge::Names;
use crate::knowledge::PARTICLES;
use crate::knowledge::lexicon::{is_common, is_honorific};

/// The word is a first name of somebody in the knowledge base.
pub(super) const FIRST_NAME: u16 = 1;
/// The word is a surname in the knowledge base.
pub(super) const SURNAME: u16 = 1 << 1;
/// The word stands in names of organisations of the knowledge base.
pub(super) const INSTITUTIONAL: u16 = 1 << 2;
/// The word is mostly an ordinary word.
pub(super) const COMMON: u16 = 1 << 3;
/// A title of courtesy stands before.
pub(super) const AFTER_HONORIFIC: u16 = 1 << 4;
/// A title or post ends before.
pub(super) const AFTER_OFFICE: u16 = 1 << 5;
/// The word belongs to a title or post.
pub(super) const IN_OFFICE: u16 = 1 << 6;
/// The word is a title of courtesy.
pub(super) const HONORIFIC: u16 = 1 << 7;
/// The word is a particle of surnames.
pub(super) const PARTICLE: u16 = 1 << 8;
/// A known place or nationality ends before.
pub(super) const AFTER_PLACE: u16 = 1 << 9;
/// A possessive ending stands before.
pub(super) const AFTER_POSSESSIVE: u16 = 1 << 10;
/// Number of these bits.
pub(super) const FLAGS: u32 = 11;

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clue {
    /// What the rules hold the token for: 0 for nothing, see [`code`].
    pub(super) rule: u8,
    pub(super) flags: u16,
}

/// The token begins the finding.
pub(super) const BEGINS: u8 = 16;
/// The finding is a guess by shape.
const GUESSED: u8 = 32;
/// The finding is linked to an entity.
const LINKED: u8 = 64;

/// The number of a label in a code of a finding, from 1.
pub(super) fn label_code(label: Label) -> u8 {
    let place = Label::ALL.iter().position(|other| *other == label);
    place
        .and_then(|place| u8::try_from(place + 1).ok())
        .unwrap_or(0)
}

fn code(candidate: &Candidate, begins: bool) -> u8 {
    label_code(candidate.label)
        | if begins { BEGINS } else { 0 }
        | if candidate.rank == Rank::Shape {
            GUESSED
        } else {
            0
        }
        | if candidate.entity.is_some() {
            LINKED
        } else {
            0
        }
}

/// The label's part of a code.
pub(super) fn label_of(code: u8) -> u8 {
    code & 15
}

/// What the board says of each token of its text; `kept` are the candidates that would stay.
pub(super) fn read(board: &Board<'_>, kept: &[usize]) -> Vec<Clue> {
    let mut clues = vec![Clue::default(); board.text.len()];
    for &index in kept {
        let candidate = &board.candidates()[index];
        let range = candidate.tokens.clone();
        if candidate.label == Label::Office {
            for at in range.clone() {
                clues[at].flags |= IN_OFFICE;
            }
            if let Some(next) = clues.get_mut(range.end)
                && board.text.continues_line(range.end)
            {
                next.flags |= AFTER_OFFICE;
            }
            continue;
        }
        for at in range.clone() {
            clues[at].rule = code(candidate, at == range.start);
        }
        let place = matches!(candidate.label, Label::Gpe | Label::Norp | Label::Loc);
        if let Some(next) = clues.get_mut(range.end).filter(|_| place) {
            next.flags |= AFTER_PLACE;
        }
    }
    for (at, clue) in clues.iter_mut().enumerate() {
        clue.flags |= word_flags(board, at);
    }
    clues
}

fn word_flags(board: &Board<'_>, at: usize) -> u16 {
    let (text, knowledge) = (board.text, board.knowledge);
    if !text.is_capitalised(at) {
        return if PARTICLES.contains(&text.word(at)) {
            PARTICLE
        } else {
            0
        };
    }
    let word = text.word(at);
    let mut flags = 0;
    let mut set = |flag: u16, holds: bool| {
        if holds {
            flags |= flag;
        }
    };
    let sound = text.name_symbol(at);
    let people = knowledge.people();
    set(FIRST_NAME, people.is_first_name(sound));
    set(
        SURNAME,
        text.longest(people.trie(Names::Surnames), Reading::Sounds, at)
            .is_some(),
    );
    set(INSTITUTIONAL, knowledge.is_institutional(text.symbol(at)));
    set(COMMON, is_common(word));
    set(HONORIFIC, is_honorific(word));
    set(AFTER_HONORIFIC, follows_honorific(text, at));
    set(AFTER_POSSESSIVE, follows_possessive(text, at));
    flags
}

fn follows_honorific(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| text.continues_line(at)) else {
        return false;
    };
    is_honorific(text.word(before))
        || before > 0 && text.is(before, ".") && is_honorific(text.word(before - 1))
}

fn follows_possessive(text: &Text<'_>, at: usize) -> bool {
    at >= 3
        && text.continues_line(at)
        && text.is_any(at - 1, &["s", "S"])
        && text.is_apostrophe(at - 2)
}
