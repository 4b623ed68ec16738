//! Captures that are one document from their first line to their last.

use communique_model::{Document, Repair, RepairKind};

use super::capture_text::CaptureText;
use super::item::{ParsedDocument, ParsedItem};
use super::marks::{is_blank, is_spacing};
use super::{MAX_TEXT_BYTES, reject};

/// The one item of such a capture: the document that `read` makes of its lines without the blank
/// ones around them. A capture without a line that holds something, or too long, is rejected.
pub(super) fn whole_document(
    capture: &CaptureText,
    read: impl FnOnce(String) -> Document,
) -> ParsedItem {
    let count = capture.line_count();
    let holds = |line: &usize| !is_blank(capture.line(*line));
    let (Some(first), Some(last)) = ((0..count).find(holds), (0..count).rfind(holds)) else {
        return reject::empty(capture.whole_range());
    };
    let lines: Vec<&str> = (first..=last).map(|line| capture.line(line)).collect();
    // Indentation of the first line is layout of the text; spacing after the last is not.
    let text = lines.join("\n").trim_end_matches(is_spacing).to_owned();
    let range = capture.range(first..last + 1);
    if text.len() > MAX_TEXT_BYTES {
        return reject::text_too_long(range, text.len());
    }
    let done = [
        (RepairKind::WhiteSpace, first > 0 || last + 1 < count),
        (RepairKind::Encoding, capture.mended(0..count)),
    ];
    let repairs = done.into_iter().filter(|(_, done)| *done);
    let repairs = repairs.map(|(kind, _)| Repair {
        kind,
        line_start: range.line_start,
        line_end: range.line_end,
    });
    ParsedItem::Document(Box::new(ParsedDocument {
        document: read(text),
        source: None,
        post_id: None,
        forwarded_from: None,
        url: None,
        published_at: None,
        media: Vec::new(),
        range,
        repairs: repairs.collect(),
    }))
}
