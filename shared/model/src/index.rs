//! What ingest hands to search.

use serde::{Deserialize, Serialize};

use crate::{Appearance, ArchiveId, Document, Extraction};

/// Opens a stream of documents to the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexHeader {
    /// The archive that the documents come from. An index serves one archive.
    pub archive: ArchiveId,
    /// Schema version of the sender ([`crate::SCHEMA_VERSION`]).
    pub schema_version: u32,
    /// Fingerprint of the extraction engine whose results are sent.
    pub engine: String,
    /// What to do with what the index holds.
    pub mode: IndexMode,
}

/// What a stream of documents does to an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexMode {
    /// Add to an index of this archive. An empty, foreign or outdated index refuses with
    /// `INDEX_NOT_READY`.
    Update,
    /// Make an empty index the index of this archive, which holds no document yet. An index of
    /// this archive that is up to date stays as it is; any other that holds documents refuses.
    Create,
    /// Build anew beside what is there, and put it in place when the stream ends well.
    Rebuild,
}

/// A document as the index takes it: its current version with all its appearances. Indexing it
/// replaces what the index held under the document's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedDocument {
    /// Its current version.
    pub document: Document,
    /// All places where it stood, in order of their ids.
    pub appearances: Vec<Appearance>,
    /// What the engine found in `document.text`.
    pub extraction: Extraction,
    /// Names the set of versions and appearances that this is the fold of.
    pub revision: String,
}
