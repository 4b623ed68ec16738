//! A document: one statement as published, its text repaired and its parts marked.

use serde::{Deserialize, Serialize};

use crate::{DateBasis, DocumentId, PartialDate, Span, VersionId};

/// One version of a document. A document has more than one when copies differ in layout, or when
/// a better parser reads the same bytes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The statement: normalised text and date.
    pub id: DocumentId,
    /// This exact reading of it.
    pub version: VersionId,
    /// Versions, made by older parsers from the same statement, that this one replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<VersionId>,
    /// The format that it was captured in.
    pub format: Format,
    /// Revision of the parser that made this version; higher is newer.
    pub parser_revision: u32,
    /// The whole repaired post or page: titles, speaker labels and tag lists included, without
    /// what the scraper added. Every span of the system points into it.
    pub text: String,
    /// Its title, as given beside the text or as the text itself says it; empty if it has none.
    #[serde(default)]
    pub title: String,
    /// Marked parts of `text`, in order of their start; a turn may lie inside the body.
    #[serde(default)]
    pub passages: Vec<Passage>,
    /// Date of publication, or of the occasion where the text states only that.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Where `date` comes from; absent with it.
    #[serde(default)]
    pub date_basis: Option<DateBasis>,
    /// Clock time of `date` as stated, `HH:MM`, in the place's own time.
    #[serde(default)]
    pub time: Option<String>,
    /// Place as stated in the date line.
    #[serde(default)]
    pub place: Option<String>,
    /// Whether the text stops at "Read in full".
    #[serde(default)]
    pub truncated: bool,
}

/// What a version's id is taken over: everything parsed, nothing about where it stood.
#[derive(Serialize)]
struct VersionContent<'a> {
    format: Format,
    text: &'a str,
    title: &'a str,
    passages: &'a [Passage],
    date: Option<PartialDate>,
    date_basis: Option<DateBasis>,
    time: Option<&'a str>,
    place: Option<&'a str>,
    truncated: bool,
}

impl Document {
    /// Fills in `id` and `version` from the content. Every other field must be set before.
    #[must_use]
    pub fn identified(mut self) -> Self {
        let date = self.date.map(|date| date.to_string());
        self.id = DocumentId::derive(&self.text, date.as_deref());
        let content = VersionContent {
            format: self.format,
            text: &self.text,
            title: &self.title,
            passages: &self.passages,
            date: self.date,
            date_basis: self.date_basis,
            time: self.time.as_deref(),
            place: self.place.as_deref(),
            truncated: self.truncated,
        };
        let canonical = serde_json::to_vec(&content).expect("plain data always serialises");
        self.version = VersionId::derive(self.id, &canonical);
        self
    }

    /// A document of `text` alone: unidentified, undated, without passages.
    #[must_use]
    pub fn of_text(format: Format, parser_revision: u32, text: String) -> Self {
        Self {
            id: DocumentId::from_bytes([0; 16]),
            version: VersionId::from_bytes([0; 16]),
            supersedes: Vec::new(),
            format,
            parser_revision,
            text,
            title: String::new(),
            passages: Vec::new(),
            date: None,
            date_basis: None,
            time: None,
            place: None,
            truncated: false,
        }
    }
}

/// The formats that captures are recognised as, from their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text scraped from a channel page: posts, each printed twice.
    ChannelPage,
    /// Text of a transcript page of a presidential site.
    Transcript,
    /// Plain text or Markdown: one document.
    PlainText,
    /// JSON Lines, one document a line.
    JsonLines,
}

/// A marked part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What the part is.
    pub kind: PassageKind,
    /// Where it stands in `Document.text`, code points.
    pub span: Span,
    /// For a turn: where the speaker's label stands ("President of Kazakhstan X"), without the colon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Span>,
}

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// Name of the site's section at the head of a page ("Events").
    Section,
    /// The title.
    Title,
    /// The summary line below the title.
    Summary,
    /// The date line, or the date inside a title.
    Date,
    /// The clock time.
    Time,
    /// The place.
    Place,
    /// A photo's counter, caption or credit.
    PhotoCredit,
    /// The running text.
    Body,
    /// What one speaker says in one go, label included.
    Turn,
    /// A mark that something was left out ("<…>").
    Elision,
    /// The list below "Geography", heading included.
    Geography,
    /// The list below "Topics", heading included.
    Topics,
    /// The list below "Persons", heading included.
    Persons,
    /// Publication data at the foot of a page.
    Publication,
    /// A line of hashtags.
    Hashtags,
    /// "Read in full" and the like.
    ReadMore,
}
