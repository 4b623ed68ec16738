//! Windows over a text that is longer than the model takes at once.

use std::ops::Range;

/// Pieces of a window and of what two neighbours share; special pieces are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// Most pieces of a window; at least 2.
    pub(super) window: usize,
    /// Most pieces that two windows share; at most a quarter of a window, so that the number of
    /// windows is linear in the length of the text.
    pub(super) overlap: usize,
}

impl Measure {
    pub(super) fn new(window: usize, overlap: Option<usize>) -> Self {
        let quarter = window / 4;
        Self {
            window,
            overlap: overlap.unwrap_or(quarter).min(quarter),
        }
    }

    /// Most pieces of one word.
    pub(super) fn most_of_word(self) -> usize {
        self.window / 2
    }
}

/// Windows as ranges of words. `pieces` are the pieces of each word, none longer than
/// [`Measure::most_of_word`]; `opens` says whether white space stands before a word, where a
/// window is cut if such a place is near.
pub(super) fn windows(
    pieces: &[Range<usize>],
    opens: &dyn Fn(usize) -> bool,
    measure: Measure,
) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut end = start + 1;
        while end < pieces.len() && pieces[end].end - pieces[start].start <= measure.window {
            end += 1;
        }
        if end == pieces.len() {
            windows.push(start..end);
            break;
        }
        // At most a fraction of the window is given up for a clean cut.
        let lowest = (start + 1).max(end.saturating_sub((end - start) / 8));
        end = (lowest..=end).rev().find(|&at| opens(at)).unwrap_or(end);
        windows.push(start..end);
        let mut next = end;
        while next > start + 1 && pieces[end].start - pieces[next - 1].start <= measure.overlap {
            next -= 1;
        }
        start = (next..end).find(|&at| opens(at)).unwrap_or(next);
    }
    windows
}

/// Where the answers of one window end and those of the next begin, within the words that both
/// saw: as near to the middle as may be, but not inside a name of either.
pub(super) fn seam(shared: Range<usize>, continues: &dyn Fn(usize) -> bool) -> usize {
    let middle = shared.start + shared.len() / 2;
    let mut places: Vec<usize> = (shared.start..=shared.end).collect();
    places.sort_by_key(|&at| (at.abs_diff(middle), at));
    places
        .into_iter()
        .find(|&at| !continues(at))
        .unwrap_or(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one_piece_each(words: usize) -> Vec<Range<usize>> {
        (0..words).map(|at| at..at + 1).collect()
    }

    #[test]
    fn a_short_text_is_one_window() {
        let measure = Measure::new(8, None);
        assert_eq!(windows(&one_piece_each(8), &|_| true, measure).len(), 1);
        assert!(windows(&[], &|_| true, measure).is_empty());
    }

    #[test]
    fn neighbours_share_words() {
        let measure = Measure::new(8, None);
        let found = windows(&one_piece_each(18), &|_| true, measure);
        assert_eq!(found, [0..8, 6..14, 12..18]);
    }

    #[test]
    fn words_that_are_glued_stay_together_where_that_costs_little() {
        let measure = Measure::new(16, None);
        // Words 15 and 16 are glued.
        let found = windows(&one_piece_each(20), &|at| at != 16, measure);
        assert_eq!(found[0], 0..15);
    }

    #[test]
    fn a_seam_is_never_inside_a_name() {
        assert_eq!(seam(10..20, &|_| false), 15);
        assert_eq!(seam(10..20, &|at| (13..=16).contains(&at)), 17);
        assert_eq!(seam(10..20, &|_| true), 15);
    }

    proptest! {
        #[test]
        fn windows_cover_every_word_within_their_measure(
            lengths in proptest::collection::vec(0_usize..6, 1..200),
            size in 12_usize..40,
            glued in proptest::collection::vec(any::<bool>(), 200),
        ) {
            let mut pieces = Vec::new();
            let mut at = 0;
            for length in lengths {
                pieces.push(at..at + length);
                at += length;
            }
            let measure = Measure::new(size, None);
            let found = windows(&pieces, &|at| glued[at], measure);
            prop_assert_eq!(found[0].start, 0);
            prop_assert_eq!(found.last().unwrap().end, pieces.len());
            for pair in found.windows(2) {
                prop_assert!(pair[1].start > pair[0].start);
                prop_assert!(pair[1].start <= pair[0].end);
                prop_assert!(pair[1].end > pair[0].end);
            }
            for window in found {
                let length = pieces[window.end - 1].end - pieces[window.start].start;
                prop_assert!(length <= size);
            }
        }
    }
}
