//! JSON Lines: one document a line.
//!
//! Fields: `text` (required), `title`, `published_at`, `url` and `source`, all strings; `null`
//! counts as absent and other fields are ignored. `published_at` is a year, a month, a day
//! (`2024`, `2024-07`, `2024-07-03`) or an RFC 3339 timestamp, of which the day in its own offset
//! is taken. A wrong line is rejected by itself, naming line and field; blank lines are skipped.

use communique_model::{DateBasis, Document, Format, PartialDate, Repair, RepairKind};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::capture_text::{CaptureText, without_controls};
use super::item::{ParsedDocument, ParsedItem};
use super::marks::{is_blank, is_spacing, trim_line};
use super::passages::mark_up;
use super::plain_text::title_range;
use super::recognition::{Confidence, Head};
use super::{CaptureParser, MAX_TEXT_BYTES, reject};

/// Longest line in bytes; escapes can make a text several times as long as it is.
pub const MAX_JSON_LINE_BYTES: usize = 16 * 1024 * 1024;

/// Lines that are tried when the format is recognised.
const SAMPLE_LINES: usize = 50;

/// Reads JSON Lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLines;

/// The fields of a line, of whatever type.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    text: Option<Value>,
    title: Option<Value>,
    published_at: Option<Value>,
    url: Option<Value>,
    source: Option<Value>,
}

/// A field that is wrong, and how.
struct WrongField {
    name: &'static str,
    description: String,
}

impl CaptureParser for JsonLines {
    fn format(&self) -> Format {
        Format::JsonLines
    }

    fn revision(&self) -> u32 {
        1
    }

    fn recognise(&self, head: &Head<'_>) -> Confidence {
        match shape(head) {
            Shape::Lines => Confidence::percent(99),
            Shape::OtherJson => Confidence::percent(98),
            Shape::NoJson => Confidence::NONE,
        }
    }

    fn parse(&self, capture: &CaptureText) -> Vec<ParsedItem> {
        if matches!(shape(&Head::of(capture)), Shape::OtherJson) {
            return vec![reject::not_json_lines(capture.whole_range())];
        }
        let mut items = Vec::new();
        for (number, line) in capture.lines().enumerate() {
            let range = capture.range(number..number + 1);
            if let Some(fault) = capture.fault(number) {
                items.push(reject::fault(range, number, fault));
            } else if !is_blank(line) {
                items.push(self.read_line(capture, number, line));
            }
        }
        items
    }
}

impl JsonLines {
    fn read_line(&self, capture: &CaptureText, number: usize, line: &str) -> ParsedItem {
        let range = capture.range(number..number + 1);
        let mended = capture.mended(number..number + 1);
        let line_number = range.line_start;
        if line.len() > MAX_JSON_LINE_BYTES {
            let message = format!(
                "line {line_number} has {} bytes, more than the {MAX_JSON_LINE_BYTES} allowed; \
                 split its document into parts",
                line.len()
            );
            return reject::json_line(range, "JSON_LINE_TOO_LONG", message, None, None);
        }
        let fields = match parse_object(line) {
            Ok(fields) => fields,
            Err(error) => {
                let column = error.column();
                let byte = (!mended && column > 0)
                    .then(|| (range.byte_start + column as u64 - 1).min(range.byte_end));
                let message = format!(
                    "line {line_number} is not a JSON object, at column {column}: {}; write one \
                     object a line",
                    without_position(&error)
                );
                return reject::json_line(range, "INVALID_JSON", message, byte, None);
            }
        };
        match self.document(fields) {
            Ok(mut parsed) => {
                parsed.range = range;
                if mended {
                    parsed
                        .repairs
                        .push(repair(RepairKind::Encoding, line_number));
                }
                for repair in &mut parsed.repairs {
                    (repair.line_start, repair.line_end) = (line_number, line_number);
                }
                if parsed.document.text.len() > MAX_TEXT_BYTES {
                    return reject::text_too_long(range, parsed.document.text.len());
                }
                ParsedItem::Document(Box::new(parsed))
            }
            Err(WrongField { name, description }) => {
                let message = format!("line {line_number}, field `{name}`: {description}");
                reject::json_line(range, "INVALID_FIELD", message, None, Some(name))
            }
        }
    }

    fn document(&self, fields: Fields) -> Result<ParsedDocument, WrongField> {
        let given = string("text", fields.text)?.ok_or_else(|| WrongField {
            name: "text",
            description: "is missing; every line needs a string `text`".to_owned(),
        })?;
        let title = string("title", fields.title)?;
        let url = string("url", fields.url)?
            .map(trimmed)
            .filter(|url| !url.is_empty());
        let source = string("source", fields.source)?
            .map(trimmed)
            .filter(|source| !source.is_empty());
        let published_at = string("published_at", fields.published_at)?
            .map(|date| published_at(&date))
            .transpose()?;

        let uniform = uniform_text(&given);
        let text = uniform.trim_matches(is_spacing);
        if text.is_empty() {
            return Err(WrongField {
                name: "text",
                description: "is empty; leave such lines out".to_owned(),
            });
        }
        let mut repairs = Vec::new();
        if text.len() < uniform.len() {
            repairs.push(repair(RepairKind::WhiteSpace, 0));
        }
        if uniform != given {
            repairs.push(repair(RepairKind::Encoding, 0));
        }
        let mut document = Document::of_text(Format::JsonLines, self.revision(), text.to_owned());
        let title = title
            .map(|title| trimmed(uniform_text(&title)))
            .filter(|it| !it.is_empty());
        let within = match &title {
            Some(title) => text
                .strip_prefix(title.as_str())
                .filter(|rest| rest.is_empty() || rest.trim_start_matches(' ').starts_with('\n'))
                .map(|_| 0..title.len()),
            None => title_range(text),
        };
        document.title = title.unwrap_or_default();
        mark_up(&mut document, within);
        if let Some(date) = published_at {
            document.date = Some(date);
            document.date_basis = Some(DateBasis::Given);
        }
        Ok(ParsedDocument {
            document: document.identified(),
            source,
            post_id: None,
            forwarded_from: None,
            url,
            published_at,
            media: Vec::new(),
            range: super::SourceRange {
                byte_start: 0,
                byte_end: 0,
                line_start: 1,
                line_end: 1,
            },
            repairs,
        })
    }
}

/// What the head of a capture looks like.
enum Shape {
    /// Objects line by line.
    Lines,
    /// One JSON value that is no document.
    OtherJson,
    /// Something else.
    NoJson,
}

fn shape(head: &Head<'_>) -> Shape {
    let Some((_, first)) = head.lines().first() else {
        return Shape::NoJson;
    };
    let sample = || {
        head.lines()
            .iter()
            .map(|(_, line)| *line)
            .take(SAMPLE_LINES)
    };
    let mut lines = 0;
    let mut braced = 0;
    let mut objects = 0;
    let mut documents = 0;
    for line in sample() {
        lines += 1;
        braced += usize::from(line.starts_with('{'));
        if let Ok(fields) = parse_object(line) {
            objects += 1;
            documents += usize::from(fields.text.is_some());
        }
    }
    if documents > 0 && braced * 2 >= lines {
        return Shape::Lines;
    }
    if objects > 1 && objects == lines {
        // Records of another kind: each is refused by line and field.
        return Shape::Lines;
    }
    let opens = first.starts_with(['{', '[']);
    match opens && serde_json::from_str::<IgnoredAny>(head.capture().all_lines()).is_ok() {
        true => Shape::OtherJson,
        false => Shape::NoJson,
    }
}

/// Reads a line that must be an object; a derived reader would take an array as well.
fn parse_object(line: &str) -> Result<Fields, serde_json::Error> {
    if trim_line(line).starts_with('{') {
        serde_json::from_str(line)
    } else {
        Err(serde::de::Error::custom("it does not begin with `{`"))
    }
}

/// The message of an error without the position that the caller gives in its own terms.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => message[..at].to_owned(),
        None => message,
    }
}

fn string(name: &'static str, value: Option<Value>) -> Result<Option<String>, WrongField> {
    let found = match value {
        None => return Ok(None),
        Some(Value::String(text)) => return Ok(Some(text)),
        Some(Value::Null) => return Ok(None),
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    };
    Err(WrongField {
        name,
        description: format!("must be a string, not {found}"),
    })
}

fn published_at(given: &str) -> Result<PartialDate, WrongField> {
    let given = given.trim();
    if let Ok(date) = given.parse() {
        return Ok(date);
    }
    let day = given
        .get(..10)
        .and_then(|day| day.parse::<PartialDate>().ok());
    let is_timestamp = given
        .as_bytes()
        .get(10)
        .is_some_and(|next| b"Tt ".contains(next))
        && given.parse::<jiff::Timestamp>().is_ok();
    day.filter(|_| is_timestamp).ok_or_else(|| WrongField {
        name: "published_at",
        description: format!(
            "`{}` is not a date; write YYYY, YYYY-MM, YYYY-MM-DD or an RFC 3339 timestamp such \
             as 2024-07-03T16:15:00+05:00",
            given.chars().take(40).collect::<String>()
        ),
    })
}

/// The text with plain line feeds and without control characters.
fn uniform_text(text: &str) -> String {
    let line_feeds = text.replace("\r\n", "\n").replace('\r', "\n");
    without_controls(&line_feeds).into_owned()
}

fn trimmed(text: String) -> String {
    trim_line(&text).to_owned()
}

fn repair(kind: RepairKind, line: u64) -> Repair {
    Repair {
        kind,
        line_start: line,
        line_end: line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_publication() {
        let read = |text| published_at(text).map(|date| date.to_string()).ok();
        assert_eq!(read("2024").as_deref(), Some("2024"));
        assert_eq!(read("2024-07").as_deref(), Some("2024-07"));
        // The day in its own offset, although it is still the 2nd in UTC.
        assert_eq!(
            read("2024-07-03T01:15:00+05:00").as_deref(),
            Some("2024-07-03")
        );
        assert_eq!(
            read("2024-07-03T16:15:00.5Z").as_deref(),
            Some("2024-07-03")
        );
        for wrong in [
            "",
            "yesterday",
            "2024-7-3",
            "2024-02-30",
            "2024-07-03T25:00:00Z",
            "1720000000",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
