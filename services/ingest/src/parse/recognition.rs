//! What a recogniser sees of a capture, and how sure it may be.

use super::capture_text::CaptureText;
use super::marks::trim_line;

/// How sure a parser is that a capture is in its format, from 0 (no) to 100.
///
/// The parser with the highest confidence reads the capture; plain text answers a constant 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// Not this format.
    pub const NONE: Self = Self(0);

    /// So many percent; more than 100 is 100.
    #[must_use]
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// The same in percent.
    #[must_use]
    pub fn as_percent(self) -> u8 {
        self.0
    }
}

/// Most lines that recognisers look at, so that recognition costs the same for any capture.
const HEAD_LINES: usize = 2_000;

/// The first lines of a capture.
#[derive(Clone, Debug)]
pub struct Head<'capture> {
    capture: &'capture CaptureText,
    lines: Vec<(usize, &'capture str)>,
    complete: bool,
}

impl<'capture> Head<'capture> {
    /// The head of a capture.
    #[must_use]
    pub fn of(capture: &'capture CaptureText) -> Self {
        let lines = capture
            .lines()
            .take(HEAD_LINES)
            .map(trim_line)
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .collect();
        Self {
            capture,
            lines,
            complete: capture.line_count() <= HEAD_LINES,
        }
    }

    /// Its lines that are neither blank nor faulty, with their number from 0, white space around
    /// them left out.
    #[must_use]
    pub fn lines(&self) -> &[(usize, &'capture str)] {
        &self.lines
    }

    /// Whether the head is all there is.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The capture that it is the head of.
    #[must_use]
    pub fn capture(&self) -> &'capture CaptureText {
        self.capture
    }
}
