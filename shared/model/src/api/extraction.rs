//! The contract of extraction.

use async_trait::async_trait;
use futures::stream::BoxStream;

use super::{ApiResult, ApiStream};
use crate::{ApiError, Extraction, PartialDate};

/// One text to extract from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractRequest {
    /// The text, at most [`ExtractionDescription::max_text_bytes`] long.
    pub text: String,
    /// What relative dates are relative to; absent leaves them without a value.
    pub reference_date: Option<PartialDate>,
}

/// The answer to one request of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamedExtraction {
    /// Number of the request in the stream, from 0. Answers come in the order of requests.
    pub sequence: u64,
    /// What was found, or why this one text failed; the stream goes on.
    pub outcome: Result<Extraction, ApiError>,
}

/// What an extraction service says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractionDescription {
    /// Fingerprint of code, model and knowledge base: part of every cache key.
    pub engine: String,
    /// Version of the knowledge base for people.
    pub knowledge_version: String,
    /// Longest text taken, in bytes of UTF-8.
    pub max_text_bytes: u64,
}

/// Finds mentions and entities in texts. A pure function of request and engine.
#[async_trait]
pub trait ExtractionApi: Send + Sync + 'static {
    /// Extracts from one text.
    async fn extract(&self, request: ExtractRequest) -> ApiResult<Extraction>;

    /// Extracts from many texts, answering in their order; a failing text fails alone.
    fn extract_stream(
        &self,
        requests: BoxStream<'static, ExtractRequest>,
    ) -> ApiStream<StreamedExtraction>;

    /// Says which engine answers.
    async fn describe(&self) -> ApiResult<ExtractionDescription>;
}
