//! What parsing yields: documents, and ranges that could not become one.

use communique_model::{Document, Format, MediaFlag, PartialDate, Rejection, Repair};
use serde::{Deserialize, Serialize};

/// Everything read from one capture. It depends on nothing but the capture's bytes and
/// [`parser_fingerprint`](super::parser_fingerprint), so it may be cached under the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedCapture {
    /// The format recognised; `None` if the capture as a whole was rejected before.
    pub format: Option<Format>,
    /// Documents and rejected ranges in the order of the capture; never empty.
    pub items: Vec<ParsedItem>,
}

/// One appearance found in a capture, or one range that holds none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParsedItem {
    /// A document and where it stood.
    Document(Box<ParsedDocument>),
    /// A range that could not be read.
    Rejected(RejectedRange),
}

impl ParsedItem {
    /// Where the item stands in its capture.
    #[must_use]
    pub fn range(&self) -> SourceRange {
        match self {
            Self::Document(parsed) => parsed.range,
            Self::Rejected(rejected) => rejected.range,
        }
    }

    /// The document, unless the item is a rejected range.
    #[must_use]
    pub fn document(&self) -> Option<&ParsedDocument> {
        match self {
            Self::Document(parsed) => Some(parsed),
            Self::Rejected(_) => None,
        }
    }
}

/// A document together with what the capture says about this appearance of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedDocument {
    /// The repaired document, with its ids filled in.
    pub document: Document,
    /// The channel or site, where the capture itself names it.
    pub source: Option<String>,
    /// The source's own number of the post, where the capture gives it.
    pub post_id: Option<String>,
    /// The channel that the post was forwarded from, as printed.
    pub forwarded_from: Option<String>,
    /// Address given with the document.
    pub url: Option<String>,
    /// Date of publication given beside the text.
    pub published_at: Option<PartialDate>,
    /// Media that stood with the document and could not be captured, in their order.
    pub media: Vec<MediaFlag>,
    /// Where all of it stood: forward line, media placeholders and second printing included.
    pub range: SourceRange,
    /// What was repaired, in the order of the lines concerned. A forward line that no post
    /// follows is reported with the next document (the last one at the end of a page), although
    /// it lies outside that document's range.
    pub repairs: Vec<Repair>,
}

/// A range of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRange {
    /// First byte, counted from 0.
    pub byte_start: u64,
    /// The byte after the last; the end of the last line is not included.
    pub byte_end: u64,
    /// First line, counted from 1.
    pub line_start: u64,
    /// Last line.
    pub line_end: u64,
}

/// A range of a capture that holds no readable document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRange {
    /// Where it stands.
    pub range: SourceRange,
    /// Why, and what to do.
    pub rejection: Rejection,
}
