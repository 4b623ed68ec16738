//! The ingest service on the wire: converts and calls, nothing else.

use std::sync::Arc;

use communique_model::DocumentId;
use communique_model::api::IngestApi;
use communique_proto::ingest::v1 as wire;
use communique_proto::{InvalidMessage, requests_of, responses_of, status_from_error};
use futures::stream::BoxStream;
use tonic::{Request, Response, Status, Streaming};
use wire::ingest_service_server::{IngestService, IngestServiceServer};

/// Any [`IngestApi`] as a gRPC service.
pub struct IngestGrpc {
    api: Arc<dyn IngestApi>,
}

impl IngestGrpc {
    /// The service over `api`, taking and sending messages of at most `max_message_bytes`.
    #[must_use]
    pub fn server(api: Arc<dyn IngestApi>, max_message_bytes: usize) -> IngestServiceServer<Self> {
        IngestServiceServer::new(Self { api })
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes)
    }
}

fn document_id(text: &str) -> Result<DocumentId, Status> {
    text.parse()
        .map_err(|error: communique_model::ParseIdError| {
            status_from_error(InvalidMessage::new("document_id", error.to_string()).into())
        })
}

#[tonic::async_trait]
impl IngestService for IngestGrpc {
    type IngestStream = BoxStream<'static, Result<wire::IngestResponse, Status>>;
    type ReindexStream = BoxStream<'static, Result<wire::ReindexResponse, Status>>;

    async fn ingest(
        &self,
        request: Request<Streaming<wire::IngestRequest>>,
    ) -> Result<Response<Self::IngestStream>, Status> {
        let input = requests_of(request.into_inner());
        Ok(Response::new(responses_of(self.api.ingest(input))))
    }

    async fn get_archived_document(
        &self,
        request: Request<wire::GetArchivedDocumentRequest>,
    ) -> Result<Response<wire::GetArchivedDocumentResponse>, Status> {
        let document = document_id(&request.into_inner().document_id)?;
        let record = self
            .api
            .get_document(document)
            .await
            .map_err(status_from_error)?;
        Ok(Response::new(record.into()))
    }

    async fn remove_document(
        &self,
        request: Request<wire::RemoveDocumentRequest>,
    ) -> Result<Response<wire::RemoveDocumentResponse>, Status> {
        let request = request.into_inner();
        let document = document_id(&request.document_id)?;
        self.api
            .remove(document, request.reason)
            .await
            .map_err(status_from_error)?;
        Ok(Response::new(wire::RemoveDocumentResponse {}))
    }

    async fn reindex(
        &self,
        _request: Request<wire::ReindexRequest>,
    ) -> Result<Response<Self::ReindexStream>, Status> {
        Ok(Response::new(responses_of(self.api.reindex())))
    }

    async fn describe_archive(
        &self,
        _request: Request<wire::DescribeArchiveRequest>,
    ) -> Result<Response<wire::DescribeArchiveResponse>, Status> {
        let description = self.api.describe().await.map_err(status_from_error)?;
        Ok(Response::new(description.into()))
    }
}
