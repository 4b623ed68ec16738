//! Captures to documents: encoding, recognition of the format, parsing and repair.
//!
//! [`parse_capture`] is a pure function of the capture's bytes: the same bytes give the same
//! documents on every machine, whatever their name, and no input makes it panic. Its work is
//! bounded: lines per capture ([`MAX_LINES`]), bytes per document ([`MAX_TEXT_BYTES`]) and per
//! JSON line ([`MAX_JSON_LINE_BYTES`]), nesting of JSON (128 levels), and the steps of the search
//! for second printings.
//!
//! Each format has one file behind [`CaptureParser`]. Which one reads a capture is decided from
//! its content: each parser says how sure it is, and the surest one reads it.

mod capture_text;
mod channel_page;
mod costs;
mod dateline;
mod dates;
mod item;
mod json_lines;
mod line_features;
mod marks;
mod occurrences;
mod page;
mod passages;
mod plain_text;
mod recognition;
mod region;
mod reject;
mod segmentation;
mod sniff;
mod speakers;
mod transcript;
mod transcript_marks;
mod whole;

pub use capture_text::{CaptureText, LineFault, MAX_LINES};
pub use channel_page::ChannelPage;
use communique_model::Format;
pub use item::{ParsedCapture, ParsedDocument, ParsedItem, RejectedRange, SourceRange};
pub use json_lines::{JsonLines, MAX_JSON_LINE_BYTES};
pub use plain_text::PlainText;
pub use recognition::{Confidence, Head};
pub use transcript::Transcript;

/// Longest text of one document, in bytes of UTF-8; longer ones are rejected.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// A reader of one format.
pub trait CaptureParser: Sync {
    /// The format that it reads.
    fn format(&self) -> Format;

    /// Its revision: raised by every change that gives some capture another reading.
    fn revision(&self) -> u32;

    /// How sure it is that a capture is in its format.
    fn recognise(&self, head: &Head<'_>) -> Confidence;

    /// Reads a capture: documents and rejected ranges in the order of the capture, at least one.
    /// Only JSON Lines are given captures with faulty lines.
    fn parse(&self, capture: &CaptureText) -> Vec<ParsedItem>;
}

/// All parsers; of two that are equally sure the earlier one reads.
const PARSERS: [&dyn CaptureParser; 4] = [&JsonLines, &ChannelPage, &Transcript, &PlainText];

/// A parser that is so sure need not be compared with those after it.
const CERTAIN: Confidence = Confidence::percent(95);

/// Reads a capture.
#[must_use]
pub fn parse_capture(bytes: &[u8]) -> ParsedCapture {
    match recognise(bytes) {
        Ok((capture, parser)) => ParsedCapture {
            format: Some(parser.format()),
            items: parser.parse(&capture),
        },
        Err(rejected) => ParsedCapture {
            format: None,
            items: vec![*rejected],
        },
    }
}

/// Names every parser with its revision. Together with the bytes it determines what
/// [`parse_capture`] answers, so it belongs into the key of every cached answer.
#[must_use]
pub fn parser_fingerprint() -> String {
    let names = PARSERS.map(|parser| format!("{:?}={}", parser.format(), parser.revision()));
    names.join(",")
}

fn recognise(bytes: &[u8]) -> Result<(CaptureText, &'static dyn CaptureParser), Box<ParsedItem>> {
    let whole = SourceRange {
        byte_start: 0,
        byte_end: bytes.len() as u64,
        line_start: 1,
        line_end: 1,
    };
    if let Some(foreign) = sniff::looks_like(bytes) {
        return Err(Box::new(reject::foreign(whole, foreign)));
    }
    let capture = CaptureText::decode(bytes)
        .map_err(|error| Box::new(reject::too_many_lines(whole, error)))?;
    let fault = capture.first_fault();
    if fault.is_none() && marks::is_blank(capture.all_lines()) {
        return Err(Box::new(reject::empty(capture.whole_range())));
    }
    let head = Head::of(&capture);
    // Where not every line can be read, only a format of independent lines is possible.
    let possible =
        |parser: &&dyn CaptureParser| fault.is_none() || parser.format() == Format::JsonLines;
    let mut surest: Option<(Confidence, &'static dyn CaptureParser)> = None;
    for parser in PARSERS.into_iter().filter(possible) {
        let confidence = parser.recognise(&head);
        if confidence > surest.map_or(Confidence::NONE, |(confidence, _)| confidence) {
            surest = Some((confidence, parser));
        }
        if confidence >= CERTAIN {
            break;
        }
    }
    match (surest, fault) {
        (Some((_, parser)), _) => Ok((capture, parser)),
        (None, Some((line, fault))) => {
            let rejected = reject::fault(capture.whole_range(), line, fault);
            Err(Box::new(rejected))
        }
        (None, None) => Ok((capture, &PlainText)),
    }
}
