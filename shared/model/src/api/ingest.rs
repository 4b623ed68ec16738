//! The contract of ingest.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

use super::{ApiResult, ApiStream};
use crate::{ApiError, Appearance, ArchiveId, Document, DocumentId, Receipt};

/// One message of a capture: a header first, then its bytes in any cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestInput {
    /// Must come first, and only once.
    Header(CaptureHeader),
    /// The next bytes.
    Chunk(Bytes),
}

/// What is known of a capture beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaptureHeader {
    /// Name for people, a file name, say. It never becomes a source.
    pub name: String,
    /// The channel or site that was captured; empty if unknown. What the capture itself says of a
    /// document's source goes before it.
    pub source: String,
}

/// A document as the archive holds it: the fold of its objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Its current version.
    pub document: Document,
    /// All its appearances, by id.
    pub appearances: Vec<Appearance>,
    /// Whether it was removed.
    pub removed: bool,
}

/// Where a reindex stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReindexProgress {
    /// Documents in the archive.
    pub documents: u64,
    /// Of these, acknowledged by the index.
    pub indexed: u64,
    /// Of these, refused.
    pub failed: u64,
    /// Whether the new index is in place.
    pub finished: bool,
}

/// What an ingest service says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestDescription {
    /// The archive.
    pub archive: ArchiveId,
    /// Layout version of the archive.
    pub layout_version: u32,
    /// Documents in the archive, removed ones not counted.
    pub documents: u64,
    /// Documents whose indexing is still to be done.
    pub pending: u64,
    /// Largest capture taken, in bytes.
    pub max_capture_bytes: u64,
}

/// Accepts captures, owns the archive.
#[async_trait]
pub trait IngestApi: Send + Sync + 'static {
    /// Takes one capture and answers one receipt per appearance, in the capture's order, as the
    /// work proceeds. The sender must take receipts while it sends. A stream that breaks off
    /// before its end (`Err` as an item) leaves raw bytes in the archive and nothing else.
    fn ingest(
        &self,
        input: BoxStream<'static, Result<IngestInput, ApiError>>,
    ) -> ApiStream<Receipt>;

    /// The document as archived. `NotFound` if there is none.
    async fn get_document(&self, document: DocumentId) -> ApiResult<DocumentRecord>;

    /// Removes a document: a tombstone in the archive, then out of the index. `reason` is kept.
    async fn remove(&self, document: DocumentId, reason: String) -> ApiResult<()>;

    /// Builds the index anew from the archive.
    fn reindex(&self) -> ApiStream<ReindexProgress>;

    /// Says which archive this is and what is still to be done.
    async fn describe(&self) -> ApiResult<IngestDescription>;
}
