//! A parser of one JSON object a line, with a revision that can be chosen.

use std::sync::atomic::{AtomicU32, Ordering};

use communique_ingest::CaptureReader;
use communique_ingest::parse::{
    ParsedCapture, ParsedDocument, ParsedItem, RejectedRange, SourceRange,
};
use communique_model::{Document, Format, Rejection};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
    source: Option<String>,
    post: Option<String>,
}

/// A line of a capture as [`LineParser`] reads it.
pub(crate) fn line(text: &str, post: Option<&str>) -> String {
    serde_json::json!({ "text": text, "post": post }).to_string() + "\n"
}

/// Reads JSON Lines. From revision 2 on it also finds titles: the text's first word.
#[derive(Debug)]
pub(crate) struct LineParser {
    revision: AtomicU32,
    pub(crate) calls: AtomicU32,
}

impl LineParser {
    pub(crate) fn revision(revision: u32) -> Self {
        Self {
            revision: AtomicU32::new(revision),
            calls: AtomicU32::new(0),
        }
    }

    pub(crate) fn improve(&self) {
        self.revision.fetch_add(1, Ordering::SeqCst);
    }

    fn read_line(&self, text: &str, range: SourceRange) -> ParsedItem {
        let line: Line = match serde_json::from_str(text) {
            Ok(line) => line,
            Err(error) => {
                return ParsedItem::Rejected(RejectedRange {
                    range,
                    rejection: Rejection {
                        code: "INVALID_JSON".to_owned(),
                        message: error.to_string(),
                        line: Some(range.line_start),
                        byte: Some(range.byte_start),
                        field: None,
                    },
                });
            }
        };
        let revision = self.revision.load(Ordering::SeqCst);
        let mut document = Document::of_text(Format::JsonLines, revision, line.text);
        if revision > 1 {
            let first = document.text.split(' ').next();
            document.title = first.unwrap_or_default().to_owned();
        }
        ParsedItem::Document(Box::new(ParsedDocument {
            document: document.identified(),
            source: line.source,
            post_id: line.post,
            forwarded_from: None,
            url: None,
            published_at: None,
            media: Vec::new(),
            range,
            repairs: Vec::new(),
        }))
    }
}

impl CaptureReader for LineParser {
    fn fingerprint(&self) -> String {
        format!("lines-{}", self.revision.load(Ordering::SeqCst))
    }

    fn read(&self, capture: &[u8]) -> ParsedCapture {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let text = String::from_utf8_lossy(capture);
        let mut byte = 0;
        let mut items = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let range = SourceRange {
                byte_start: byte,
                byte_end: byte + line.len() as u64,
                line_start: number,
                line_end: number,
            };
            byte += line.len() as u64 + 1;
            items.push(self.read_line(line, range));
        }
        ParsedCapture {
            format: Some(Format::JsonLines),
            items,
        }
    }
}
