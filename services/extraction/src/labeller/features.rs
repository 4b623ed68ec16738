//! Features of a token in its surroundings, as hashes.

use std::ops::Range;

use super::classes::WordClasses;
use super::clues::{self, Clue};
use super::hash::{feature, mix};
use super::repeats::{self, Repeats};
use super::word::{self, Word};
use crate::engine::board::Board;

/// A text as the labeller sees it.
#[derive(Debug)]
pub(crate) struct Observed<'b, 'a> {
    board: &'b Board<'a>,
    words: Vec<Word>,
    clues: Vec<Clue>,
    repeats: Repeats,
    /// For each token the run of capitalised words that it belongs to.
    runs: Vec<(u32, u32)>,
}

/// Tokens to either side that are looked at.
const WINDOW: usize = 2;

/// Longest stretch of tokens that is labelled as one.
pub(crate) const LONGEST_STRETCH: usize = 256;

impl<'b, 'a> Observed<'b, 'a> {
    /// Looks at a text after the layers of rules have made their proposals; `kept` are those of
    /// them that would stay.
    pub(crate) fn new(board: &'b Board<'a>, kept: &[usize], classes: &WordClasses) -> Self {
        let words = word::read(board.text, classes);
        let clues = clues::read(board, kept);
        let repeats = Repeats::read(board.text, &words, &clues);
        Self {
            runs: runs(board),
            board,
            words,
            clues,
            repeats,
        }
    }

    /// The stretches of tokens in which names may stand: capitalised words, numbers and findings of
    /// the rules, with what is near them in their sentence. All other tokens are outside.
    pub(crate) fn stretches(&self) -> Vec<Range<usize>> {
        let text = self.board.text;
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for at in 0..text.len() {
            let eminent = text.is_capitalised(at)
                || text.is_number(at)
                || self.clues[at].rule != 0
                || self.clues[at].flags & clues::PARTICLE != 0 && text.is_capitalised(at + 1);
            if !eminent {
                continue;
            }
            let mut start = at;
            while start > 0
                && at - start < WINDOW
                && !text.opens_sentence(start)
                && !text.opens_line(start)
            {
                start -= 1;
            }
            let mut end = at + 1;
            while end < text.len()
                && end - at <= WINDOW
                && !text.opens_sentence(end)
                && !text.opens_line(end)
            {
                end += 1;
            }
            match stretches.last_mut() {
                Some(last)
                    if last.end > start
                        || last.end == start
                            && !text.opens_sentence(start)
                            && !text.opens_line(start) =>
                {
                    last.end = last.end.max(end);
                    if last.len() > LONGEST_STRETCH {
                        let cut = last.start + LONGEST_STRETCH;
                        let rest = cut..last.end;
                        last.end = cut;
                        stretches.push(rest);
                    }
                }
                _ => stretches.push(start..end),
            }
        }
        stretches
    }

    /// Calls `give` with every feature of a token.
    pub(crate) fn features(&self, at: usize, mut give: impl FnMut(u64)) {
        let mut template = 0;
        let mut fill = |filling: u64| {
            template += 1;
            give(feature(template, filling));
        };
        let text = self.board.text;
        let [before2, before, here, after, after2] = self.window(at);
        let clue = |at: Option<usize>| {
            at.and_then(|at| self.clues.get(at))
                .copied()
                .unwrap_or_default()
        };
        let (clue_before, clue_here, clue_after) =
            (clue(at.checked_sub(1)), clue(Some(at)), clue(Some(at + 1)));
        let opens = u64::from(text.opens_sentence(at));

        fill(0);
        for word in [before2, before, here, after, after2] {
            fill(word.lower);
        }
        fill(mix(before.lower, here.lower));
        fill(mix(here.lower, after.lower));
        fill(mix(before2.lower, before.lower));
        fill(mix(after.lower, after2.lower));
        fill(mix(here.lower, opens));

        for word in [before, here, after] {
            fill(word.shape);
        }
        fill(mix(before.shape, here.shape));
        fill(mix(here.shape, after.shape));
        fill(mix(mix(before.shape, here.shape), after.shape));
        fill(mix(here.shape, opens));

        for piece in here.beginning.into_iter().chain(here.ending) {
            fill(piece);
        }
        fill(before.ending[1]);
        fill(after.ending[1]);

        for word in [before2, before, here, after, after2] {
            fill(u64::from(word.class));
        }
        for word in [before2, before, here, after, after2] {
            fill(u64::from(word.coarse));
        }
        let pair = |one: u16, other: u16| u64::from(one) << 16 | u64::from(other);
        fill(mix(u64::from(here.class), here.shape));
        fill(pair(before.coarse, here.coarse));
        fill(pair(here.coarse, after.coarse));
        fill(pair(before.coarse, after.coarse));
        fill(mix(pair(before.class, after.class), here.shape));

        let (rule_before, rule, rule_after) = (
            u64::from(clue_before.rule),
            u64::from(clue_here.rule),
            u64::from(clue_after.rule),
        );
        fill(rule_before);
        fill(rule);
        fill(rule_after);
        fill(mix(rule, here.shape));
        fill(mix(rule, here.lower));
        fill(mix(rule, u64::from(here.coarse)));
        fill(rule_before << 16 | rule << 8 | rule_after);
        fill(mix(rule, u64::from(after.coarse)));
        fill(mix(rule, u64::from(before.coarse)));

        fill(mix(u64::from(clue_here.flags), here.shape));
        fill(mix(u64::from(clue_before.flags), here.shape));
        fill(mix(u64::from(clue_after.flags), here.shape));
        let line = text.line_start(at)..text.line_end(at);
        fill(u64::from(line.len() <= SHORT_LINE) << 1 | u64::from(line.start == at));
        // Last, since a token outside of runs has none of them.
        self.run_features(at, &here, opens, &mut fill);
        bits(clue_here.flags, clues::FLAGS, 200, &mut give);
        bits(clue_before.flags, clues::FLAGS, 220, &mut give);
        bits(clue_after.flags, clues::FLAGS, 240, &mut give);
        let said = self.repeats.of(&here);
        if text.is_capitalised(at) {
            bits(said, repeats::BITS, 260, &mut give);
            give(feature(280, u64::from(said)));
            give(feature(281, u64::from(said) << 1 | opens));
        }
    }

    /// Features of the run of capitalised words around a token.
    fn run_features(&self, at: usize, here: &Word, opens: u64, fill: &mut impl FnMut(u64)) {
        let text = self.board.text;
        let (start, end) = self.runs[at];
        let (start, end) = (start as usize, end as usize);
        if start >= end {
            return;
        }
        let word = |at: Option<usize>| {
            at.and_then(|at| self.words.get(at))
                .copied()
                .unwrap_or_default()
        };
        let place = (at - start).min(4) as u64;
        let length = (end - start).min(6) as u64;
        let inside = |at: usize| text.continues_line(at) && !text.opens_sentence(at);
        let before = word(start.checked_sub(1).filter(|_| inside(start)));
        let after = word(Some(end).filter(|&end| inside(end)));
        let (first, last) = (word(Some(start)), word(end.checked_sub(1)));
        fill(length << 8 | place << 1 | opens);
        fill(mix(before.lower, length));
        fill(mix(after.lower, length));
        fill(mix(u64::from(before.class), length.min(3)));
        fill(mix(u64::from(after.class), length.min(3)));
        fill(first.lower);
        fill(last.lower);
        fill(u64::from(first.class));
        fill(u64::from(last.class));
        fill(u64::from(first.coarse) << 16 | u64::from(last.coarse));
        fill(mix(last.ending[1], length));
        fill(mix(u64::from(here.class), length << 8 | place));
        fill(mix(mix(before.lower, after.lower), length));
    }

    fn window(&self, at: usize) -> [Word; 5] {
        let text = self.board.text;
        let none = Word::default();
        let mut window = [none; 5];
        window[2] = self.words[at];
        for back in 1..=WINDOW {
            if at < back || text.opens_sentence(at + 1 - back) || text.opens_line(at + 1 - back) {
                break;
            }
            window[2 - back] = self.words[at - back];
        }
        for ahead in 1..=WINDOW {
            let next = at + ahead;
            if next >= self.words.len() || text.opens_sentence(next) || text.opens_line(next) {
                break;
            }
            window[2 + ahead] = self.words[next];
        }
        window
    }
}

/// Gives one feature for each bit that is set.
fn bits(bits: u16, count: u32, template: u64, give: &mut impl FnMut(u64)) {
    let mut left = bits;
    while left != 0 {
        let bit = left.trailing_zeros();
        if bit < count {
            give(feature(template + u64::from(bit), 0));
        }
        left &= left - 1;
    }
}

/// Lines of no more tokens than this are headings, labels or parts of lists.
const SHORT_LINE: usize = 6;

/// For each token the run of capitalised words around it: words with a capital and what joins two
/// of them, a hyphen, a full stop after an initial. Runs end with their sentence.
fn runs(board: &Board<'_>) -> Vec<(u32, u32)> {
    let text = board.text;
    let mut runs = vec![(0, 0); text.len()];
    let mut at = 0;
    while at < text.len() {
        if !text.is_capitalised(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            let goes_on = |next: usize| {
                next < text.len() && text.continues_line(next) && !text.opens_sentence(next)
            };
            if goes_on(end) && text.is_capitalised(end) {
                end += 1;
            } else if goes_on(end)
                && goes_on(end + 1)
                && text.is_capitalised(end + 1)
                && text.is_any(end, &[".", "-", "&", "’", "'"])
            {
                end += 2;
            } else {
                break;
            }
        }
        let run = (
            u32::try_from(at).unwrap_or(u32::MAX),
            u32::try_from(end).unwrap_or(u32::MAX),
        );
        runs[at..end].fill(run);
        at = end;
    }
    runs
}
