//! Which words of the archive a word of a question stands for.
//!
//! The rule is written once, here. A backend may find candidates in its dictionary in any way it
//! likes as long as it misses none; what counts is [`WordPattern::closeness`].

use std::collections::BTreeSet;

/// Words shorter than this allow no typo.
const ONE_TYPO_FROM: usize = 5;
/// Words at least this long allow two.
const TWO_TYPOS_FROM: usize = 9;
/// Only this many first letters of a word make deletion keys (see [`deletion_keys`]).
const DELETION_PREFIX: usize = 7;
/// Most typos allowed in any word.
pub const MOST_TYPOS: usize = 2;

/// How near a word of the archive is to a word of a question; nearer is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// The same word.
    Exact,
    /// It begins with the word asked for.
    Completion,
    /// One typo away.
    OneTypo,
    /// Two typos away, or one in the first letter.
    TwoTypos,
}

/// A word of a question and how freely it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPattern {
    term: String,
    letters: Vec<char>,
    typos: usize,
    prefix: bool,
}

impl WordPattern {
    /// The pattern of a folded word: one typo from 5 letters, two from 9, none in a word with a
    /// digit, since another number is another thing. With `prefix` it also stands for every word
    /// that begins with it.
    #[must_use]
    pub fn new(term: &str, prefix: bool) -> Self {
        let letters: Vec<char> = term.chars().collect();
        let typos = match letters.len() {
            _ if letters.iter().any(|letter| letter.is_numeric()) => 0,
            0..ONE_TYPO_FROM => 0,
            ONE_TYPO_FROM..TWO_TYPOS_FROM => 1,
            _ => MOST_TYPOS,
        };
        Self {
            term: term.to_owned(),
            letters,
            typos,
            prefix,
        }
    }

    /// The word, folded.
    #[must_use]
    pub fn term(&self) -> &str {
        &self.term
    }

    /// Number of code points of the word.
    #[must_use]
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether the word has no letter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Most typos allowed: 0, 1 or 2.
    #[must_use]
    pub fn typos(&self) -> usize {
        self.typos
    }

    /// Whether the word may be only the beginning of the one meant.
    #[must_use]
    pub fn is_prefix(&self) -> bool {
        self.prefix
    }

    /// How near `term` is, or `None` if the pattern does not stand for it.
    ///
    /// Typos are counted as optimal string alignment (a letter more, less or other, or two
    /// neighbours swapped). A wrong first letter counts as two, as it does in Meilisearch: it
    /// makes another word far more often than it is a slip.
    #[must_use]
    pub fn closeness(&self, term: &str) -> Option<Closeness> {
        if term == self.term {
            return Some(Closeness::Exact);
        }
        if self.prefix && term.starts_with(&self.term) {
            return Some(Closeness::Completion);
        }
        if self.typos == 0 {
            return None;
        }
        let letters: Vec<char> = term.chars().collect();
        let distance = typo_distance(&self.letters, &letters, self.typos)?;
        let first_differs = letters.first() != self.letters.first();
        match distance + usize::from(first_differs) {
            counted if counted > self.typos => None,
            0 | 1 => Some(Closeness::OneTypo),
            _ => Some(Closeness::TwoTypos),
        }
    }
}

/// Optimal string alignment distance, if it is at most `bound`.
fn typo_distance(one: &[char], other: &[char], bound: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > bound {
        return None;
    }
    let width = other.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut current = vec![0; width];
    for (row, &left) in one.iter().enumerate() {
        current[0] = row + 1;
        let mut least = current[0];
        for (column, &right) in other.iter().enumerate() {
            let mut cost = (last[column] + usize::from(left != right))
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && left == other[column - 1] && right == one[row - 1];
            if swapped {
                cost = cost.min(before_last[column - 1] + 1);
            }
            current[column + 1] = cost;
            least = least.min(cost);
        }
        // A swap reaches back two rows, so that one row above the bound does not yet decide.
        if least > bound + 1 {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut current);
    }
    (last[other.len()] <= bound).then_some(last[other.len()])
}

/// Keys that two words share whenever they are at most [`MOST_TYPOS`] typos apart: what is left of
/// a word's first seven letters after leaving out up to `deletions` of them, in every way.
///
/// Symmetric deletion with a bounded prefix, after W. Garbe's SymSpell
/// (<https://github.com/wolfgarbe/SymSpell>): at most 29 keys a word. It turns the search for
/// similar words into a look-up of equal keys, which every database can do.
#[must_use]
pub fn deletion_keys(term: &str, deletions: usize) -> BTreeSet<String> {
    let letters: Vec<char> = term.chars().take(DELETION_PREFIX).collect();
    let mut keys = BTreeSet::new();
    let mut layer = BTreeSet::from([letters]);
    for _ in 0..deletions {
        let shorter: BTreeSet<Vec<char>> = layer
            .iter()
            .flat_map(|word| {
                (0..word.len()).map(move |left_out| {
                    let mut rest = word.clone();
                    rest.remove(left_out);
                    rest
                })
            })
            .collect();
        keys.extend(layer.into_iter().map(String::from_iter));
        layer = shorter;
    }
    keys.extend(layer.into_iter().map(String::from_iter));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typos_by_length() {
        let stands_for = |word: &str, term: &str| WordPattern::new(word, false).closeness(term);
        assert_eq!(stands_for("visa", "viza"), None);
        assert_eq!(stands_for("visit", "vizit"), Some(Closeness::OneTypo));
        assert_eq!(stands_for("visit", "viziit"), None);
        assert_eq!(stands_for("tokaev", "tokayev"), Some(Closeness::OneTypo));
        assert_eq!(stands_for("turnover", "turnvoer"), Some(Closeness::OneTypo));
        assert_eq!(stands_for("turnover", "tunvoer"), None);
        assert_eq!(
            stands_for("biosecurty", "biosecurity"),
            Some(Closeness::OneTypo)
        );
        assert_eq!(
            stands_for("biosecrty", "biosecurity"),
            Some(Closeness::TwoTypos)
        );
        assert_eq!(stands_for("20240703", "20240704"), None);
    }

    #[test]
    fn a_wrong_first_letter_counts_twice() {
        assert_eq!(WordPattern::new("talks", false).closeness("walks"), None);
        assert_eq!(
            WordPattern::new("qazakhstan", false).closeness("kazakhstan"),
            Some(Closeness::TwoTypos)
        );
    }

    #[test]
    fn the_last_word_may_be_unfinished() {
        let pattern = WordPattern::new("coop", true);
        assert_eq!(
            pattern.closeness("cooperation"),
            Some(Closeness::Completion)
        );
        assert_eq!(pattern.closeness("coo"), None);
    }

    /// A word and the same with up to `MOST_TYPOS` typos in it.
    fn word_and_slip() -> impl Strategy<Value = (String, String)> {
        let slips = prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, "[a-d]"), 0..3);
        ("[a-dé]{5,14}", slips).prop_map(|(word, slips)| {
            let mut letters: Vec<char> = word.chars().collect();
            for (place, kind, letter) in slips {
                let at = place.index(letters.len());
                let letter = letter.chars().next().unwrap();
                match kind {
                    0 => letters.insert(at, letter),
                    1 => letters[at] = letter,
                    2 if at + 1 < letters.len() => letters.swap(at, at + 1),
                    _ => drop(letters.remove(at)),
                }
            }
            (word, letters.into_iter().collect())
        })
    }

    proptest! {
        #[test]
        fn similar_words_share_a_key((word, slip) in word_and_slip()) {
            let pattern = WordPattern::new(&word, false);
            if pattern.closeness(&slip).is_some() {
                let keys = deletion_keys(&word, pattern.typos());
                prop_assert!(!keys.is_disjoint(&deletion_keys(&slip, MOST_TYPOS)));
            }
        }

        #[test]
        fn distance_is_symmetric(one in "[a-c]{0,9}", other in "[a-c]{0,9}") {
            let one: Vec<char> = one.chars().collect();
            let other: Vec<char> = other.chars().collect();
            for bound in 0..3 {
                prop_assert_eq!(
                    typo_distance(&one, &other, bound),
                    typo_distance(&other, &one, bound)
                );
            }
        }
    }
}
