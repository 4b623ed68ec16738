//! The terms of the field as types: documents, appearances, mentions, entities, receipts,
//! queries, and the contracts of the three services.
//!
//! This crate knows neither the wire nor any backend. Every offset in it counts Unicode code
//! points of [`Document::text`] unless its documentation says bytes.

pub mod api;
mod appearance;
mod date;
mod document;
mod error;
mod extraction;
mod ids;
mod index;
mod link;
mod query;
mod receipt;
mod records;
mod span;

pub use appearance::{Appearance, Locator, MediaFlag};
pub use date::{DateBasis, ParsePartialDateError, PartialDate};
pub use document::{Document, Format, Passage, PassageKind};
pub use error::{ApiError, ErrorKind, FieldViolation};
pub use extraction::{DocumentKind, Entity, EntityId, EntityKind, Extraction, Label, Mention};
pub use ids::{
    AppearanceId, ArchiveId, CaptureId, DocumentId, ParseIdError, VersionId, normalise_identity,
};
pub use index::{IndexHeader, IndexMode, IndexedDocument};
pub use link::{Link, LinkCandidate, LinkReason};
pub use query::{
    Facet, FacetField, FacetValue, Filter, FilterField, Highlight, Hit, Notice, NoticeCode, Query,
    SearchResults, Sort, Suggestion, SuggestionKind,
};
pub use receipt::{Novelty, Receipt, ReceiptStatus, Rejection, Repair, RepairKind};
pub use records::{
    ChairReport, EventKind, EventReport, FigureMetric, FigureReport, Named, OfficeReport,
    Participant, Utterance,
};
pub use span::{CodePoints, Span};

/// The version of everything that is stored or cached: the layout of archive objects, the fields
/// of the index and the form of cached values. It is raised when any of them changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;
