//! Plain text and Markdown: the whole capture is one document.
//!
//! The title is the heading of the first line ("# …", or underlined with "===" or "---"), or else
//! a short first line that a blank line follows and that does not end like a sentence.

use std::ops::Range;

use communique_model::{Document, Format};

use super::CaptureParser;
use super::capture_text::CaptureText;
use super::item::ParsedItem;
use super::marks::{is_blank, is_spacing};
use super::passages::{lines_of, mark_up};
use super::recognition::{Confidence, Head};
use super::whole::whole_document;

/// Reads a capture as one text.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainText;

impl CaptureParser for PlainText {
    fn format(&self) -> Format {
        Format::PlainText
    }

    fn revision(&self) -> u32 {
        1
    }

    fn recognise(&self, _head: &Head<'_>) -> Confidence {
        Confidence::percent(1)
    }

    fn parse(&self, capture: &CaptureText) -> Vec<ParsedItem> {
        let read = |text| {
            let mut document = Document::of_text(Format::PlainText, self.revision(), text);
            let title = title_range(&document.text);
            mark_up(&mut document, title);
            document.identified()
        };
        vec![whole_document(capture, read)]
    }
}

/// Where the title stands in a text, in bytes, if its first line is one.
pub(super) fn title_range(text: &str) -> Option<Range<usize>> {
    /// A longer first line is a paragraph.
    const LONGEST: usize = 150;
    let mut lines = lines_of(text);
    let (range, line) = lines.next()?;
    if let Some(heading) = atx_heading(line) {
        return Some(range.start + heading.start..range.start + heading.end);
    }
    let lead = line.len() - line.trim_start_matches(is_spacing).len();
    let trimmed = line.trim_matches(is_spacing);
    let title = range.start + lead..range.start + lead + trimmed.len();
    let (_, next) = lines.next()?;
    let short = !trimmed.is_empty() && trimmed.chars().count() <= LONGEST;
    let underline = next.trim_end_matches(is_spacing);
    let underlined = underline.len() >= 3
        && (underline.bytes().all(|byte| byte == b'=')
            || underline.bytes().all(|byte| byte == b'-'));
    let stands_alone = is_blank(next)
        && lines.any(|(_, line)| !is_blank(line))
        && !trimmed.ends_with(['.', ',', ';', ':', '!', '?', '…']);
    (short && (underlined || stands_alone)).then_some(title)
}

/// The words of a heading "## words ##", in bytes of its line.
fn atx_heading(line: &str) -> Option<Range<usize>> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if !(1..=6).contains(&level) || !words.starts_with([' ', '\t']) {
        return None;
    }
    let title = words.trim_start_matches(is_spacing);
    let start = line.len() - title.len();
    let title = title.trim_end_matches(is_spacing);
    let unclosed = title.trim_end_matches('#');
    let title = match unclosed.ends_with(is_spacing) || unclosed.is_empty() {
        true => unclosed.trim_end_matches(is_spacing),
        false => title,
    };
    (!title.is_empty()).then(|| start..start + title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<&str> {
        title_range(text).map(|range| &text[range])
    }

    #[test]
    fn titles_are_headings_or_short_lines_alone() {
        assert_eq!(title("# The Corridor #\n\nText"), Some("The Corridor"));
        assert_eq!(title("The Corridor\n====\nText"), Some("The Corridor"));
        assert_eq!(title("Working note\n\nText."), Some("Working note"));
        assert_eq!(title("Dear colleagues,\n\nText."), None);
        assert_eq!(title("Working note\nText."), None);
        assert_eq!(title("#SCO #CIS\nText."), None);
        assert_eq!(title("Only line"), None);
    }
}
