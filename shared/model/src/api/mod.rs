//! The contracts of the three services.
//!
//! Each has a local implementation in its service's crate and a gRPC client in
//! `communique-proto`; one contract suite runs on both, so a caller never needs to know which it
//! holds. Streams are bounded by their readers: an implementation does no work ahead of what its
//! caller takes, save for one batch.

mod extraction;
mod ingest;
mod search;
mod trace;

use futures::stream::BoxStream;

pub use extraction::{ExtractRequest, ExtractionApi, ExtractionDescription, StreamedExtraction};
pub use ingest::{
    CaptureHeader, DocumentRecord, IngestApi, IngestDescription, IngestInput, ReindexProgress,
};
pub use search::{IndexAck, IndexInput, SearchApi, SearchDescription};
pub use trace::TraceContext;

use crate::ApiError;

/// What every call answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// A stream of answers; after an error nothing follows.
pub type ApiStream<T> = BoxStream<'static, ApiResult<T>>;
