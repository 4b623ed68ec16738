//! The client of the search service.

use async_trait::async_trait;
use communique_model::api::{
    ApiResult, ApiStream, IndexAck, IndexInput, SearchApi, SearchDescription,
};
use communique_model::{
    ApiError, ArchiveId, DocumentId, IndexedDocument, Query, SearchResults, Suggestion,
};
use futures::StreamExt;
use futures::stream::BoxStream;

use super::{InvalidAnswer, Outgoing, RpcChannel, streamed, unary};
use crate::convert::required;
use crate::error_from_status;
use crate::search::v1 as wire;
use wire::search_service_client::SearchServiceClient;

/// [`SearchApi`] over gRPC.
#[derive(Clone, Debug)]
pub struct SearchClient {
    inner: SearchServiceClient<RpcChannel>,
}

impl SearchClient {
    /// A client over `channel` that takes and sends messages of at most `max_message_bytes`.
    pub fn new(channel: RpcChannel, max_message_bytes: usize) -> Self {
        let inner = SearchServiceClient::new(channel)
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes);
        Self { inner }
    }
}

#[async_trait]
impl SearchApi for SearchClient {
    fn index(&self, input: BoxStream<'static, IndexInput>) -> ApiStream<IndexAck> {
        let mut inner = self.inner.clone();
        let input = Outgoing(input.map(wire::IndexRequest::from).boxed());
        streamed(Box::pin(async move { inner.index(input).await }))
    }

    async fn remove(&self, archive: ArchiveId, document: DocumentId) -> ApiResult<()> {
        let request = wire::RemoveRequest {
            archive_id: archive.to_string(),
            document_id: document.to_string(),
        };
        let answer = self.inner.clone().remove(request).await;
        answer
            .map(drop)
            .map_err(|status| error_from_status(&status))
    }

    async fn search(&self, query: Query) -> ApiResult<SearchResults> {
        let mut inner = self.inner.clone();
        unary(inner.search(wire::SearchRequest::from(query)).await)
    }

    async fn suggest(&self, prefix: String, limit: u32) -> ApiResult<Vec<Suggestion>> {
        let mut inner = self.inner.clone();
        unary(inner.suggest(wire::SuggestRequest { prefix, limit }).await)
    }

    async fn get_document(&self, document: DocumentId) -> ApiResult<IndexedDocument> {
        let request = wire::GetDocumentRequest {
            document_id: document.to_string(),
        };
        let answer = self.inner.clone().get_document(request).await;
        let answer = answer
            .map_err(|status| error_from_status(&status))?
            .into_inner();
        let broken = |invalid| -> ApiError { InvalidAnswer::from(invalid).0 };
        let document = required(answer.document, "document").map_err(broken)?;
        IndexedDocument::try_from(document).map_err(broken)
    }

    async fn describe(&self) -> ApiResult<SearchDescription> {
        let mut inner = self.inner.clone();
        unary(inner.describe_index(wire::DescribeIndexRequest {}).await)
    }
}
