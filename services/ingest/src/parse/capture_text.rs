//! The bytes of a capture as lines of text that remember where they stood.
//!
//! Accepted are UTF-8, with or without a byte order mark, and UTF-16 with one. LF, CRLF and a CR
//! alone each end a line. A line that cannot be decoded, or that holds a NUL, is marked faulty
//! instead of failing the capture: JSON Lines loses only that line, every other format is
//! rejected with it. The remaining control characters carry no text: vertical tab, form feed and
//! NEL become a space, the others but the tab are left out, and the line is marked as cleaned.

use std::borrow::Cow;
use std::ops::Range;

use super::item::SourceRange;

/// Most lines a capture may have; each costs memory beside its text.
pub const MAX_LINES: usize = 1_000_000;

/// A decoded capture. Lines are numbered from 0 here and from 1 in [`SourceRange`].
#[derive(Clone, Debug)]
pub struct CaptureText {
    text: String,
    lines: Vec<Line>,
    byte_length: u64,
    had_mark: bool,
}

/// One line, without its end.
#[derive(Clone, Debug)]
struct Line {
    /// Range of `CaptureText::text`.
    text: Range<usize>,
    /// Range of the capture's bytes.
    bytes: Range<u64>,
    fault: Option<LineFault>,
    /// Whether its end was not a plain LF, or control characters were left out of it.
    mended: bool,
}

/// Why a line cannot be read. Bytes are counted from the start of the capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// The text is not in the encoding that the capture began with.
    Encoding {
        /// First byte that does not fit.
        byte: u64,
    },
    /// A NUL, which no text contains.
    Nul {
        /// Where it stands.
        byte: u64,
    },
}

/// A capture has more than [`MAX_LINES`] lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManyLines {
    /// First byte beyond the limit.
    pub(super) byte: u64,
}

impl CaptureText {
    /// Decodes a capture.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, TooManyLines> {
        let mut capture = Self {
            text: String::with_capacity(bytes.len()),
            lines: Vec::new(),
            byte_length: bytes.len() as u64,
            had_mark: true,
        };
        match bytes {
            [0xef, 0xbb, 0xbf, rest @ ..] => capture.read_utf8(rest, 3)?,
            [0xff, 0xfe, rest @ ..] => capture.read_utf16(rest, u16::from_le_bytes)?,
            [0xfe, 0xff, rest @ ..] => capture.read_utf16(rest, u16::from_be_bytes)?,
            _ => {
                capture.had_mark = false;
                capture.read_utf8(bytes, 0)?;
            }
        }
        Ok(capture)
    }

    /// Number of lines; a last line end opens no further line.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The text of a line without its end; empty for a faulty line or beyond the last.
    #[must_use]
    pub fn line(&self, index: usize) -> &str {
        self.lines
            .get(index)
            .map_or("", |line| &self.text[line.text.clone()])
    }

    /// All lines in order.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.lines.iter().map(|line| &self.text[line.text.clone()])
    }

    /// All lines without anything between them.
    #[must_use]
    pub fn all_lines(&self) -> &str {
        &self.text
    }

    /// Why a line cannot be read, if so.
    #[must_use]
    pub fn fault(&self, index: usize) -> Option<LineFault> {
        self.lines.get(index)?.fault
    }

    /// The first faulty line.
    #[must_use]
    pub fn first_fault(&self) -> Option<(usize, LineFault)> {
        let faults = self.lines.iter().map(|line| line.fault).enumerate();
        faults
            .into_iter()
            .find_map(|(at, fault)| Some((at, fault?)))
    }

    /// Whether reading these lines changed their ends or left out control characters or a byte
    /// order mark.
    #[must_use]
    pub fn mended(&self, lines: Range<usize>) -> bool {
        (lines.start == 0 && self.had_mark) || self.lines[lines].iter().any(|line| line.mended)
    }

    /// Where these lines stand; the range must hold a line.
    #[must_use]
    pub fn range(&self, lines: Range<usize>) -> SourceRange {
        let start = self
            .lines
            .get(lines.start)
            .map_or(self.byte_length, |line| line.bytes.start);
        let last = lines.end.max(lines.start + 1) - 1;
        let end = self
            .lines
            .get(last)
            .map_or(self.byte_length, |line| line.bytes.end);
        SourceRange {
            byte_start: start,
            byte_end: end.max(start),
            line_start: lines.start as u64 + 1,
            line_end: last as u64 + 1,
        }
    }

    /// Where the capture as a whole stands, byte order mark and last line end included.
    #[must_use]
    pub fn whole_range(&self) -> SourceRange {
        SourceRange {
            byte_start: 0,
            byte_end: self.byte_length,
            line_start: 1,
            line_end: self.lines.len().max(1) as u64,
        }
    }

    fn read_utf8(&mut self, bytes: &[u8], offset: usize) -> Result<(), TooManyLines> {
        let mut start = 0;
        while start < bytes.len() {
            let length = bytes[start..]
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'))
                .unwrap_or(bytes.len() - start);
            let end = start + length;
            let end_length = match &bytes[end..] {
                [b'\r', b'\n', ..] => 2,
                [_, ..] => 1,
                [] => 0,
            };
            let position = (offset + start) as u64..(offset + end) as u64;
            let odd_end = bytes.get(end) == Some(&b'\r');
            match std::str::from_utf8(&bytes[start..end]) {
                Ok(line) => self.push_line(line, position, odd_end, 1)?,
                Err(error) => {
                    let byte = position.start + error.valid_up_to() as u64;
                    self.push_fault(LineFault::Encoding { byte }, position)?;
                }
            }
            start = end + end_length;
        }
        Ok(())
    }

    fn read_utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<(), TooManyLines> {
        const MARK: u64 = 2;
        const CR: u16 = b'\r' as u16;
        const LF: u16 = b'\n' as u16;
        let (pairs, odd) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|&pair| unit(pair)).collect();
        let mut start = 0;
        while start < units.len() {
            let length = units[start..]
                .iter()
                .position(|unit| matches!(*unit, LF | CR))
                .unwrap_or(units.len() - start);
            let end = start + length;
            let end_length = match &units[end..] {
                [CR, LF, ..] => 2,
                [_, ..] => 1,
                [] => 0,
            };
            let position = MARK + 2 * start as u64..MARK + 2 * end as u64;
            let mut line = String::with_capacity(length);
            let mut fault = None;
            let mut read = 0;
            for character in char::decode_utf16(units[start..end].iter().copied()) {
                match character {
                    Ok(character) => {
                        line.push(character);
                        read += character.len_utf16() as u64;
                    }
                    Err(_) => {
                        let byte = position.start + 2 * read;
                        fault = Some(LineFault::Encoding { byte });
                        break;
                    }
                }
            }
            match fault {
                Some(fault) => self.push_fault(fault, position)?,
                // The text is re-encoded, which is a repair by itself.
                None => self.push_line(&line, position, true, 2)?,
            }
            start = end + end_length;
        }
        if !odd.is_empty() {
            let byte = MARK + 2 * units.len() as u64;
            self.push_fault(LineFault::Encoding { byte }, byte..byte + 1)?;
        }
        Ok(())
    }

    fn push_fault(&mut self, fault: LineFault, bytes: Range<u64>) -> Result<(), TooManyLines> {
        self.push(0, bytes, Some(fault), false)
    }

    fn push_line(
        &mut self,
        line: &str,
        bytes: Range<u64>,
        odd_end: bool,
        unit_length: u64,
    ) -> Result<(), TooManyLines> {
        if let Some(at) = line.find('\0') {
            let before = match unit_length {
                1 => at as u64,
                _ => 2 * line[..at].encode_utf16().count() as u64,
            };
            let byte = bytes.start + before;
            return self.push_fault(LineFault::Nul { byte }, bytes);
        }
        let clean = without_controls(line);
        let cleaned = matches!(clean, Cow::Owned(_));
        self.text.push_str(&clean);
        self.push(clean.len(), bytes, None, odd_end || cleaned)
    }

    fn push(
        &mut self,
        length: usize,
        bytes: Range<u64>,
        fault: Option<LineFault>,
        mended: bool,
    ) -> Result<(), TooManyLines> {
        if self.lines.len() == MAX_LINES {
            return Err(TooManyLines { byte: bytes.start });
        }
        self.lines.push(Line {
            text: self.text.len() - length..self.text.len(),
            bytes,
            fault,
            mended,
        });
        Ok(())
    }
}

/// The text without control characters; line feeds and tabs stay.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    let is_wrong = |character: char| character.is_control() && !matches!(character, '\t' | '\n');
    if !text.contains(is_wrong) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|character| match character {
        '\u{b}' | '\u{c}' | '\u{85}' => Some(' '),
        _ if is_wrong(character) => None,
        _ => Some(character),
    });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> CaptureText {
        CaptureText::decode(bytes).unwrap()
    }

    #[test]
    fn every_kind_of_line_end_is_read() {
        let capture = decode(b"one\r\ntwo\rthree\n\nfive");
        let lines: Vec<&str> = capture.lines().collect();
        assert_eq!(lines, ["one", "two", "three", "", "five"]);
        let range = capture.range(1..3);
        assert_eq!((range.byte_start, range.byte_end), (5, 14));
        assert_eq!((range.line_start, range.line_end), (2, 3));
        assert!(capture.mended(0..1) && capture.mended(1..2) && !capture.mended(2..5));
    }

    #[test]
    fn offsets_count_the_byte_order_mark() {
        let capture = decode(b"\xef\xbb\xbfAlmaty\n");
        assert_eq!(capture.line(0), "Almaty");
        assert_eq!(capture.range(0..1).byte_start, 3);
        assert!(capture.mended(0..1));
    }

    #[test]
    fn utf_16_is_read_with_offsets_of_the_capture() {
        let text = "Встреча 🇰🇿\r\nАстана";
        let mut little = vec![0xff, 0xfe];
        little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut big = vec![0xfe, 0xff];
        big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        for bytes in [little, big] {
            let capture = decode(&bytes);
            assert_eq!(
                capture.lines().collect::<Vec<_>>(),
                ["Встреча 🇰🇿", "Астана"]
            );
            assert_eq!(capture.range(1..2).byte_start, 2 + 2 * 14);
            assert_eq!(capture.range(1..2).byte_end, bytes.len() as u64);
        }
    }

    #[test]
    fn a_wrong_byte_is_located() {
        let capture = decode(b"fine\nbad \xff byte\nfine");
        assert_eq!(
            capture.first_fault(),
            Some((1, LineFault::Encoding { byte: 9 }))
        );
        assert_eq!(capture.line(2), "fine");
        let lone_surrogate = decode(b"\xff\xfea\0\0\xd8b\0");
        assert_eq!(
            lone_surrogate.first_fault(),
            Some((0, LineFault::Encoding { byte: 4 }))
        );
        let odd = decode(b"\xff\xfea\0b");
        assert_eq!(
            odd.first_fault(),
            Some((1, LineFault::Encoding { byte: 4 }))
        );
    }

    #[test]
    fn control_characters_are_left_out_and_nul_is_a_fault() {
        let capture = decode("a\u{7}b\u{c}c\td\u{85}e\n".as_bytes());
        assert_eq!(capture.line(0), "ab c\td e");
        assert!(capture.mended(0..1));
        assert_eq!(
            decode(b"x\0y").first_fault(),
            Some((0, LineFault::Nul { byte: 1 }))
        );
    }

    #[test]
    fn lines_are_bounded() {
        let bytes = vec![b'\n'; MAX_LINES + 1];
        let error = CaptureText::decode(&bytes).unwrap_err();
        assert_eq!(error.byte, MAX_LINES as u64);
    }
}
