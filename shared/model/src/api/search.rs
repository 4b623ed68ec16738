//! The contract of search.

use async_trait::async_trait;
use futures::stream::BoxStream;

use super::{ApiResult, ApiStream, TraceContext};
use crate::{
    ApiError, ArchiveId, DocumentId, IndexHeader, IndexedDocument, Query, SearchResults, Suggestion,
};

/// One message of a stream to the index: a header first, then documents.
#[derive(Clone, Debug, PartialEq)]
pub enum IndexInput {
    /// Must come first, and only once.
    Header(IndexHeader),
    /// A document to put in the place of what the index holds under its id.
    Document {
        /// The document.
        document: Box<IndexedDocument>,
        /// The trace of the call that the document came with.
        trace: TraceContext,
    },
    /// Writes what has come so far without waiting for a batch to fill.
    Flush,
    /// Ends a rebuild well: what was sent is put in place. Without it a rebuild is thrown away.
    Finish,
}

impl IndexInput {
    /// A document whose trace is that of the stream.
    #[must_use]
    pub fn document(document: IndexedDocument) -> Self {
        Self::Document {
            document: Box::new(document),
            trace: TraceContext::default(),
        }
    }
}

/// The answer to one document of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexAck {
    /// Number of the document in the stream, from 0; for `Finish`, the number of documents.
    pub sequence: u64,
    /// The document; absent for `Finish`.
    pub document: Option<DocumentId>,
    /// Whether queries find it from now on, or why it was refused; the stream goes on.
    pub outcome: Result<(), ApiError>,
}

/// What a search service says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchDescription {
    /// `embedded` or `meilisearch`.
    pub backend: String,
    /// Whether queries are answered.
    pub ready: bool,
    /// If not ready: why, and the command to run.
    pub not_ready: Option<String>,
    /// Documents in the index.
    pub documents: u64,
    /// Changes whenever the index is built anew.
    pub generation: u64,
    /// Schema version that the index was built with; 0 if it never was.
    pub schema_version: u32,
    /// Engine whose results it holds; empty if none.
    pub engine: String,
    /// Archive that it was built from.
    pub archive: Option<ArchiveId>,
}

/// Holds the index and answers queries.
#[async_trait]
pub trait SearchApi: Send + Sync + 'static {
    /// Writes documents in batches, acknowledging each when queries find it. The sender must take
    /// acknowledgements while it sends.
    fn index(&self, input: BoxStream<'static, IndexInput>) -> ApiStream<IndexAck>;

    /// Takes a document out of the index; one that is not there is no error.
    async fn remove(&self, archive: ArchiveId, document: DocumentId) -> ApiResult<()>;

    /// Answers a query. `FailedPrecondition` with reason `INDEX_NOT_READY` and the command in
    /// metadata `command`, while the index is empty, foreign or outdated.
    async fn search(&self, query: Query) -> ApiResult<SearchResults>;

    /// Completes what was typed to entities and hashtags of the archive, most frequent first.
    /// `limit` 0 asks for 10, and more than 100 gives 100.
    async fn suggest(&self, prefix: String, limit: u32) -> ApiResult<Vec<Suggestion>>;

    /// The document as indexed, with appearances and extraction.
    async fn get_document(&self, document: DocumentId) -> ApiResult<IndexedDocument>;

    /// Says what the index is and whether it answers.
    async fn describe(&self) -> ApiResult<SearchDescription>;
}
