//! Reasons for rejecting a capture or a part of it, each saying what to do.

use communique_model::Rejection;

use super::MAX_TEXT_BYTES;
use super::capture_text::{LineFault, MAX_LINES, TooManyLines};
use super::item::{ParsedItem, RejectedRange, SourceRange};
use super::sniff::Foreign;

fn rejected(range: SourceRange, code: &str, message: String) -> RejectedRange {
    RejectedRange {
        range,
        rejection: Rejection {
            code: code.to_owned(),
            message,
            line: None,
            byte: None,
            field: None,
        },
    }
}

/// Nothing but white space.
pub(super) fn empty(range: SourceRange) -> ParsedItem {
    let message = "the capture is empty; check that it was saved and sent completely";
    ParsedItem::Rejected(rejected(range, "EMPTY_CAPTURE", message.to_owned()))
}

/// A file that is no text.
pub(super) fn foreign(range: SourceRange, foreign: Foreign) -> ParsedItem {
    let message = format!("this looks like {}; {}", foreign.name, foreign.remedy);
    ParsedItem::Rejected(rejected(range, "NOT_A_TEXT", message))
}

/// A page with nothing but forward lines and media placeholders.
pub(super) fn no_posts(range: SourceRange) -> ParsedItem {
    let message = "the page holds no post, only forward lines or media placeholders; capture it \
                   again with the text of its posts";
    ParsedItem::Rejected(rejected(range, "NO_POSTS", message.to_owned()))
}

/// A document longer than the limit.
pub(super) fn text_too_long(range: SourceRange, bytes: usize) -> ParsedItem {
    let message = format!(
        "the text has {bytes} bytes, more than the {MAX_TEXT_BYTES} allowed for one document; \
         split it into parts"
    );
    let mut rejected = rejected(range, "TEXT_TOO_LONG", message);
    rejected.rejection.line = Some(range.line_start);
    ParsedItem::Rejected(rejected)
}

/// More lines than a capture may have.
pub(super) fn too_many_lines(range: SourceRange, at: TooManyLines) -> ParsedItem {
    let message =
        format!("the capture has more than {MAX_LINES} lines; split it into several captures");
    let mut rejected = rejected(range, "TOO_MANY_LINES", message);
    rejected.rejection.byte = Some(at.byte);
    rejected.rejection.line = Some(MAX_LINES as u64 + 1);
    ParsedItem::Rejected(rejected)
}

/// A line that cannot be decoded; `line` counts from 0.
pub(super) fn fault(range: SourceRange, line: usize, fault: LineFault) -> ParsedItem {
    let line = line as u64 + 1;
    let (code, byte, message) = match fault {
        LineFault::Encoding { byte } => (
            "INVALID_ENCODING",
            byte,
            format!(
                "byte {byte} in line {line} is not valid text in UTF-8 (or in UTF-16 after its \
                 byte order mark); convert the capture to UTF-8"
            ),
        ),
        LineFault::Nul { byte } => (
            "NUL_BYTE",
            byte,
            format!(
                "byte {byte} in line {line} is a NUL, which no text contains; the capture is \
                 binary, damaged, or in UTF-16 without a byte order mark: convert it to UTF-8"
            ),
        ),
    };
    let mut rejected = rejected(range, code, message);
    rejected.rejection.line = Some(line);
    rejected.rejection.byte = Some(byte);
    ParsedItem::Rejected(rejected)
}

/// JSON that is no sequence of documents.
pub(super) fn not_json_lines(range: SourceRange) -> ParsedItem {
    let message = "this is JSON, but not JSON Lines of documents; write one object a line, each \
                   with a string `text` and, if known, `title`, `published_at`, `url` and `source`";
    ParsedItem::Rejected(rejected(range, "NOT_JSON_LINES", message.to_owned()))
}

/// A line of JSON Lines that is no document.
pub(super) fn json_line(
    range: SourceRange,
    code: &str,
    message: String,
    byte: Option<u64>,
    field: Option<&str>,
) -> ParsedItem {
    let mut rejected = rejected(range, code, message);
    rejected.rejection.line = Some(range.line_start);
    rejected.rejection.byte = byte;
    rejected.rejection.field = field.map(str::to_owned);
    ParsedItem::Rejected(rejected)
}
