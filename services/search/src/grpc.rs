//! The search service on the wire: converts and calls, nothing else.

use std::sync::Arc;

use communique_model::Query;
use communique_model::api::SearchApi;
use communique_proto::search::v1 as wire;
use communique_proto::{InvalidMessage, answered, status_from_error};
use futures::stream::BoxStream;
use tonic::{Request, Response, Status, Streaming};
use wire::search_service_server::{SearchService, SearchServiceServer};

/// Any [`SearchApi`] as a gRPC service.
pub struct SearchGrpc {
    api: Arc<dyn SearchApi>,
}

impl SearchGrpc {
    /// The service over `api`, taking and sending messages of at most `max_message_bytes`.
    #[must_use]
    pub fn server(api: Arc<dyn SearchApi>, max_message_bytes: usize) -> SearchServiceServer<Self> {
        SearchServiceServer::new(Self { api })
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes)
    }
}

fn parsed<T: std::str::FromStr<Err: ToString>>(text: &str, field: &str) -> Result<T, Status> {
    let wrong = |error: T::Err| InvalidMessage::new(field, error.to_string());
    text.parse()
        .map_err(wrong)
        .map_err(|invalid| status_from_error(invalid.into()))
}

#[tonic::async_trait]
impl SearchService for SearchGrpc {
    type IndexStream = BoxStream<'static, Result<wire::IndexResponse, Status>>;

    async fn index(
        &self,
        request: Request<Streaming<wire::IndexRequest>>,
    ) -> Result<Response<Self::IndexStream>, Status> {
        let messages = request.into_inner();
        let answers = answered(messages, |input| self.api.index(input));
        Ok(Response::new(answers))
    }

    async fn remove(
        &self,
        request: Request<wire::RemoveRequest>,
    ) -> Result<Response<wire::RemoveResponse>, Status> {
        let request = request.into_inner();
        let archive = parsed(&request.archive_id, "archive_id")?;
        let document = parsed(&request.document_id, "document_id")?;
        self.api
            .remove(archive, document)
            .await
            .map_err(status_from_error)?;
        Ok(Response::new(wire::RemoveResponse {}))
    }

    async fn search(
        &self,
        request: Request<wire::SearchRequest>,
    ) -> Result<Response<wire::SearchResponse>, Status> {
        let query = Query::try_from(request.into_inner());
        let query = query.map_err(|invalid| status_from_error(invalid.into()))?;
        let results = self.api.search(query).await.map_err(status_from_error)?;
        Ok(Response::new(results.into()))
    }

    async fn suggest(
        &self,
        request: Request<wire::SuggestRequest>,
    ) -> Result<Response<wire::SuggestResponse>, Status> {
        let wire::SuggestRequest { prefix, limit } = request.into_inner();
        let suggestions = self
            .api
            .suggest(prefix, limit)
            .await
            .map_err(status_from_error)?;
        Ok(Response::new(suggestions.into()))
    }

    async fn get_document(
        &self,
        request: Request<wire::GetDocumentRequest>,
    ) -> Result<Response<wire::GetDocumentResponse>, Status> {
        let document = parsed(&request.into_inner().document_id, "document_id")?;
        let document = self
            .api
            .get_document(document)
            .await
            .map_err(status_from_error)?;
        Ok(Response::new(wire::GetDocumentResponse {
            document: Some(document.into()),
        }))
    }

    async fn describe_index(
        &self,
        _request: Request<wire::DescribeIndexRequest>,
    ) -> Result<Response<wire::DescribeIndexResponse>, Status> {
        let description = self.api.describe().await.map_err(status_from_error)?;
        Ok(Response::new(description.into()))
    }
}
