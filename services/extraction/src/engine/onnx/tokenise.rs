//! From a text to the pieces of the model's vocabulary, each word knowing its pieces.

use std::ops::Range;
use std::path::{Path, PathBuf};

use tokenizers::Tokenizer;

use super::error::{ModelError, ModelErrorKind, guarded};
use super::folder::TOKENIZER;
use crate::token::Piece;

/// The tokeniser of a model folder.
///
/// Pieces are counted without the special ones that stand around each window.
#[derive(Debug)]
pub(super) struct Pieces {
    tokenizer: Tokenizer,
    file: PathBuf,
    /// Special pieces before a window: `[CLS]`.
    pub(super) before: Vec<i32>,
    /// Special pieces after a window: `[SEP]`.
    pub(super) after: Vec<i32>,
    /// The highest number of a piece.
    pub(super) highest: i32,
}

/// A text in pieces.
#[derive(Debug, Default)]
pub(super) struct Tokenised {
    /// Numbers of the pieces in the order of the text.
    pub(super) ids: Vec<i32>,
    /// The pieces of each word of the text; empty where the model sees nothing of it. Two words
    /// share a piece that reaches over both.
    pub(super) words: Vec<Range<usize>>,
}

/// Bytes of a line that are tokenised at once, so that no line costs more than linear time.
const SEGMENT_BYTES: usize = 4096;
/// A longer word is no name and is kept from the model.
const LONGEST_WORD_BYTES: usize = 512;

impl Pieces {
    /// Reads a `tokenizer.json`.
    ///
    /// # Errors
    /// It is damaged, or does not cut a plain word into pieces.
    pub(super) fn new(folder: &Path, content: &[u8]) -> Result<Self, ModelError> {
        let file = folder.join(TOKENIZER);
        let wrong = |problem: String| {
            let remedy = "save the fast tokeniser that the model was trained with";
            ModelError::new(ModelErrorKind::Malformed, &file, problem, remedy)
        };
        let mut tokenizer = guarded(|| Tokenizer::from_bytes(content))
            .map_err(&wrong)?
            .map_err(|error| wrong(format!("it is not a tokeniser: {error}")))?;
        tokenizer
            .with_truncation(None)
            .map_err(|error| wrong(error.to_string()))?;
        tokenizer.with_padding(None);
        // "[SEP]" in a text is four words, not the end of it.
        tokenizer.set_encode_special_tokens(true);
        let probe = guarded(|| tokenizer.encode_fast("a", true))
            .map_err(&wrong)?
            .map_err(|error| wrong(format!("it cannot cut a word: {error}")))?;
        let mask = probe.get_special_tokens_mask();
        let is_special = |piece: &&u32| **piece == 1;
        let before = mask.iter().take_while(is_special).count();
        if before == mask.len() {
            return Err(wrong("it finds no piece in a plain word".to_owned()));
        }
        let after = mask.iter().rev().take_while(is_special).count();
        let ids = numbers(probe.get_ids()).map_err(&wrong)?;
        let vocabulary = tokenizer.get_vocab(true);
        let highest = vocabulary.into_values().max().unwrap_or(0);
        let highest = numbers(&[highest]).map_err(&wrong)?[0];
        Ok(Self {
            before: ids[..before].to_vec(),
            after: ids[ids.len() - after..].to_vec(),
            tokenizer,
            file,
            highest,
        })
    }

    /// Special pieces that stand around a window.
    pub(super) fn specials(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// Cuts a text into pieces; no word gets more than `most`.
    ///
    /// # Errors
    /// The tokeniser gives up on the text.
    pub(super) fn tokenise(
        &self,
        text: &str,
        words: &[Piece],
        most: usize,
    ) -> Result<Tokenised, ModelError> {
        let mut tokenised = Tokenised::default();
        for segment in segments(words) {
            let words = &words[segment];
            let (start, end) = match words {
                [first, .., last] => (first.start, last.end),
                [only] => (only.start, only.end),
                [] => continue,
            };
            if end - start > LONGEST_WORD_BYTES && words.len() == 1 {
                let at = tokenised.ids.len();
                tokenised.words.push(at..at);
                continue;
            }
            let encoding = guarded(|| self.tokenizer.encode(&text[start..end], false))
                .and_then(|encoded| encoded.map_err(|error| error.to_string()))
                .map_err(|problem| self.failed(problem))?;
            let ids = numbers(encoding.get_ids()).map_err(|problem| self.failed(problem))?;
            tokenised.add(&ids, encoding.get_offsets(), start, words, most);
        }
        Ok(tokenised)
    }

    fn failed(&self, problem: String) -> ModelError {
        ModelError::new(
            ModelErrorKind::Run,
            &self.file,
            format!("the tokeniser gave up on a text: {problem}"),
            "check the folder with another text, or take another model",
        )
    }
}

impl Tokenised {
    /// Adds the pieces of a segment that begins at byte `start` of the text.
    fn add(
        &mut self,
        ids: &[i32],
        offsets: &[(usize, usize)],
        start: usize,
        words: &[Piece],
        most: usize,
    ) {
        let mut keeps = vec![true; ids.len()];
        let mut found = Vec::with_capacity(words.len());
        // Pieces and words are both in the order of the text, so one pass over both is enough.
        let (mut first, mut end) = (0, 0);
        for word in words {
            while first < ids.len() && start + offsets[first].1 <= word.start {
                first += 1;
            }
            end = end.max(first);
            while end < ids.len() && start + offsets[end].0 < word.end {
                end += 1;
            }
            keeps[end.min(first + most)..end].fill(false);
            found.push(first..end);
        }
        // Where each piece ends up, given that some are dropped.
        let mut places = Vec::with_capacity(ids.len() + 1);
        for (id, keep) in ids.iter().zip(keeps) {
            places.push(self.ids.len());
            if keep {
                self.ids.push(*id);
            }
        }
        places.push(self.ids.len());
        let moved = found
            .into_iter()
            .map(|range| places[range.start]..places[range.end]);
        self.words.extend(moved);
    }
}

/// Runs of words that are tokenised together: of one line, cut before a word that follows white
/// space, or anywhere if there is none. A word that is too long stands alone.
fn segments(words: &[Piece]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = words.get(start)?;
        let is_long = |word: &Piece| word.end - word.start > LONGEST_WORD_BYTES;
        let mut end = start + 1;
        while let Some(word) = words.get(end) {
            let length = word.end - first.start;
            let spaced = words[end - 1].end < word.start;
            let full = length > SEGMENT_BYTES && spaced || length > 2 * SEGMENT_BYTES;
            if word.opens_line || full || is_long(word) || is_long(first) {
                break;
            }
            end += 1;
        }
        let segment = start..end;
        start = end;
        Some(segment)
    })
}

fn numbers(ids: &[u32]) -> Result<Vec<i32>, String> {
    let converted = ids.iter().map(|&id| i32::try_from(id));
    converted
        .collect::<Result<_, _>>()
        .map_err(|_| "a piece has a number beyond 2^31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::pieces;

    fn added(offsets: &[(usize, usize)], text: &str, most: usize) -> Tokenised {
        let ids: Vec<i32> = (0..).take(offsets.len()).collect();
        let words: Vec<Piece> = pieces(text).collect();
        let mut tokenised = Tokenised::default();
        tokenised.add(&ids, offsets, 0, &words, most);
        tokenised
    }

    #[test]
    fn each_word_knows_its_pieces() {
        let found = added(&[(0, 3), (3, 6), (7, 9)], "Astana is", 8);
        assert_eq!(found.ids, [0, 1, 2]);
        assert_eq!(found.words, [0..2, 2..3]);
    }

    #[test]
    fn a_piece_over_two_words_is_shared() {
        // "U.S" as one piece: three words of ours.
        let found = added(&[(0, 3), (4, 6)], "U.S is", 8);
        assert_eq!(found.words, [0..1, 0..1, 0..1, 1..2]);
    }

    #[test]
    fn pieces_of_white_space_and_of_nothing_belong_to_no_word() {
        let found = added(&[(0, 2), (2, 3), (3, 3), (3, 5)], "at 10", 8);
        assert_eq!(found.ids, [0, 1, 2, 3]);
        assert_eq!(found.words, [0..1, 3..4]);
    }

    #[test]
    fn a_word_without_pieces_is_seen_as_nothing() {
        let found = added(&[(0, 2)], "at ~", 8);
        assert_eq!(found.words, [0..1, 1..1]);
    }

    #[test]
    fn the_pieces_of_a_word_are_bounded() {
        let found = added(&[(0, 1), (1, 2), (2, 3), (4, 5)], "abc d", 2);
        assert_eq!(found.ids, [0, 1, 3]);
        assert_eq!(found.words, [0..2, 2..3]);
    }

    #[test]
    fn segments_end_with_lines_and_stand_apart_for_long_words() {
        let long = "x".repeat(LONGEST_WORD_BYTES + 1);
        let text = format!("one two\nthree {long} four");
        let words: Vec<Piece> = pieces(&text).collect();
        let found: Vec<_> = segments(&words).collect();
        assert_eq!(found, [0..2, 2..3, 3..4, 4..5]);
    }

    #[test]
    fn a_line_without_white_space_is_cut_all_the_same() {
        let text = "a.".repeat(3 * SEGMENT_BYTES);
        let words: Vec<Piece> = pieces(&text).collect();
        let found: Vec<_> = segments(&words).collect();
        assert!(found.len() > 2);
        assert_eq!(found.last().map(|last| last.end), Some(words.len()));
    }
}
