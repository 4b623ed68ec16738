//! Ranges of a text in Unicode code points, and their translation to and from bytes.

use serde::{Deserialize, Serialize};

/// A half-open range of a text in Unicode code points: `start` inclusive, `end` exclusive.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First code point of the range, counted from 0.
    pub start: u32,
    /// The code point after the last one of the range.
    pub end: u32,
}

impl Span {
    /// A range from `start` to `end`; an `end` before `start` is taken as an empty range.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Number of code points in the range.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds no code point.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share a code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Translates between byte offsets and code points of one text.
///
/// Built once per text in linear time; each translation is then a search among sparse marks, so
/// that a long text costs a few bytes per hundred rather than four bytes per byte.
#[derive(Clone, Debug)]
pub struct CodePoints<'text> {
    text: &'text str,
    /// Byte offset of every [`STRIDE`]th code point.
    marks: Vec<usize>,
    length: u32,
}

const STRIDE: usize = 128;

impl<'text> CodePoints<'text> {
    /// Reads `text` once and remembers where every 128th code point begins.
    #[must_use]
    pub fn new(text: &'text str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut length = 0_usize;
        for (byte, _) in text.char_indices() {
            if length.is_multiple_of(STRIDE) {
                marks.push(byte);
            }
            length += 1;
        }
        Self {
            text,
            marks,
            length: saturate(length),
        }
    }

    /// Number of code points in the text.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.length
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The code point that begins at or after byte `byte`; the text's length beyond its end.
    #[must_use]
    pub fn from_byte(&self, byte: usize) -> u32 {
        let mark = self
            .marks
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let Some(&start) = self.marks.get(mark) else {
            return 0;
        };
        let end = byte.min(self.text.len());
        let inside = self.text[start..]
            .char_indices()
            .take_while(|(at, _)| start + at < end);
        saturate(mark * STRIDE + inside.count())
    }

    /// The byte at which code point `point` begins; the text's byte length beyond its end.
    #[must_use]
    pub fn to_byte(&self, point: u32) -> usize {
        let point = point as usize;
        let Some(&start) = self.marks.get(point / STRIDE) else {
            return self.text.len();
        };
        self.text[start..]
            .char_indices()
            .nth(point % STRIDE)
            .map_or(self.text.len(), |(at, _)| start + at)
    }

    /// The range of code points that covers the bytes `start..end`.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.from_byte(start), self.from_byte(end))
    }

    /// The words of `span`, cut at the end of the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'text str {
        &self.text[self.to_byte(span.start)..self.to_byte(span.end)]
    }
}

/// Texts are bounded far below 2³² code points; a longer one would only lose its tail's offsets.
fn saturate(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_flags_as_two_code_points() {
        let points = CodePoints::new("🇷🇺 Russia");
        assert_eq!(points.len(), 9);
        assert_eq!(points.span(9, 15), Span::new(3, 9));
        assert_eq!(points.slice(Span::new(3, 9)), "Russia");
    }

    proptest! {
        #[test]
        fn translation_is_inverse_on_boundaries(text in "\\PC{0,400}") {
            let points = CodePoints::new(&text);
            prop_assert_eq!(points.len() as usize, text.chars().count());
            for (index, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.from_byte(byte) as usize, index);
                prop_assert_eq!(points.to_byte(index as u32), byte);
            }
            prop_assert_eq!(points.from_byte(text.len()), points.len());
            prop_assert_eq!(points.to_byte(points.len() + 7), text.len());
        }
    }
}
