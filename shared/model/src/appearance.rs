//! An appearance: one place where a document stood.

use serde::{Deserialize, Serialize};

use crate::{AppearanceId, CaptureId, DocumentId, PartialDate, Repair, VersionId};

/// One place where a document stood: a post of a channel, a line of a feed, a range of a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// Source and post number where known, else capture and byte range.
    pub id: AppearanceId,
    /// The document that stood there.
    pub document: DocumentId,
    /// The version of it that stood there.
    pub version: VersionId,
    /// The channel or site that published it there; empty if the capture does not say.
    #[serde(default)]
    pub source: String,
    /// The source's own number of the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// The channel that it was forwarded from, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<String>,
    /// Address given with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Date of publication there, where the capture gives one beside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<PartialDate>,
    /// Media that stood with it and could not be captured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<MediaFlag>,
    /// Where exactly it stood.
    pub locator: Locator,
    /// What was repaired to read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
}

/// A range of a capture. Bytes are counted from 0, end exclusive; lines from 1, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locator {
    /// The capture.
    pub capture: CaptureId,
    /// Name under which the capture was handed in: a help for people, never part of an id.
    #[serde(default)]
    pub name: String,
    /// First byte.
    pub byte_start: u64,
    /// The byte after the last.
    pub byte_end: u64,
    /// First line.
    pub line_start: u64,
    /// Last line.
    pub line_end: u64,
}

/// A medium that stood with a post and that the page only named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaFlag {
    /// "Media is too big".
    TooBig,
    /// "Please open Telegram to view this post".
    OnlyInApp,
    /// "VIEW IN TELEGRAM" without either line.
    Unnamed,
}
