//! Receipts: what became of each appearance of a capture.

use serde::{Deserialize, Serialize};

use crate::{AppearanceId, DocumentId, Locator, VersionId};

/// The answer for one appearance. It is given out only when all that it covers is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Number of this receipt within its capture, from 0.
    pub sequence: u64,
    /// What became of it.
    pub status: ReceiptStatus,
    /// The document; absent if rejected. For a duplicate, the document that was already there.
    pub document_id: Option<DocumentId>,
    /// The version; absent if rejected.
    pub version_id: Option<VersionId>,
    /// The appearance; absent if rejected.
    pub appearance_id: Option<AppearanceId>,
    /// Whether this appearance was known before; absent if rejected.
    pub appearance: Option<Novelty>,
    /// The source it was filed under; empty if unknown.
    pub source: String,
    /// Where it stands in the capture.
    pub locator: Locator,
    /// Why it was rejected, or is pending.
    pub reason: Option<Rejection>,
    /// What was repaired to read it.
    pub repairs: Vec<Repair>,
}

/// What became of an appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReceiptStatus {
    /// Archived, extracted and found by queries from now on.
    Indexed,
    /// The document was complete before; see [`Receipt::appearance`] for what is new.
    Duplicate,
    /// Archived; extraction or index was not reachable. Work is resumed without being asked.
    Pending,
    /// Nothing was stored but the raw bytes.
    Rejected,
}

/// Whether an appearance was on file before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Novelty {
    /// It is on file since this receipt.
    New,
    /// It was on file already.
    Known,
}

/// Why something was rejected or is pending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Stable name of the reason, e.g. `INVALID_UTF8`.
    pub code: String,
    /// One sentence that says what is wrong and what to do.
    pub message: String,
    /// Line of the capture, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Byte of the capture, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
    /// Name of the offending field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// One repair of a scraped capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// What was repaired.
    pub kind: RepairKind,
    /// First line concerned, from 1.
    pub line_start: u64,
    /// Last line concerned.
    pub line_end: u64,
}

/// The kinds of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// A second printing of the post was left out.
    SecondPrinting,
    /// A second printing that lacks lines of the post (list items, say) was left out.
    PartialSecondPrinting,
    /// A "Forwarded from" line became the field `forwarded_from`.
    ForwardedFrom,
    /// A second "Forwarded from" line in a row was left out.
    RepeatedForwardedFrom,
    /// A "Forwarded from" line with no post after it was left out.
    EmptyForward,
    /// Media placeholder lines became media flags.
    MediaPlaceholder,
    /// Blank lines around the post, or white space around its lines, were left out.
    WhiteSpace,
    /// Line ends were made uniform, or a byte order mark was left out.
    Encoding,
}
