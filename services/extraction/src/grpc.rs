//! The extraction service on the wire: converts and calls, nothing else.

use std::sync::Arc;

use communique_model::api::{ExtractRequest, ExtractionApi};
use communique_proto::extraction::v1 as wire;
use communique_proto::{answered, status_from_error};

use futures::stream::BoxStream;
use tonic::{Request, Response, Status, Streaming};
use wire::extraction_service_server::{ExtractionService, ExtractionServiceServer};

/// Any [`ExtractionApi`] as a gRPC service.
pub struct ExtractionGrpc {
    api: Arc<dyn ExtractionApi>,
}

impl ExtractionGrpc {
    /// The service over `api`, taking and sending messages of at most `max_message_bytes`.
    #[must_use]
    pub fn server(
        api: Arc<dyn ExtractionApi>,
        max_message_bytes: usize,
    ) -> ExtractionServiceServer<Self> {
        ExtractionServiceServer::new(Self { api })
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes)
    }
}

#[tonic::async_trait]
impl ExtractionService for ExtractionGrpc {
    type ExtractStreamStream = BoxStream<'static, Result<wire::ExtractStreamResponse, Status>>;

    async fn extract(
        &self,
        request: Request<wire::ExtractRequest>,
    ) -> Result<Response<wire::ExtractResponse>, Status> {
        let request = ExtractRequest::try_from(request.into_inner());
        let request = request.map_err(|invalid| status_from_error(invalid.into()))?;
        let extraction = self.api.extract(request).await.map_err(status_from_error)?;
        Ok(Response::new(extraction.into()))
    }

    async fn extract_stream(
        &self,
        request: Request<Streaming<wire::ExtractStreamRequest>>,
    ) -> Result<Response<Self::ExtractStreamStream>, Status> {
        let messages = request.into_inner();
        let answers = answered(messages, |input| self.api.extract_stream(input));
        Ok(Response::new(answers))
    }

    async fn describe_engine(
        &self,
        _request: Request<wire::DescribeEngineRequest>,
    ) -> Result<Response<wire::DescribeEngineResponse>, Status> {
        let description = self.api.describe().await.map_err(status_from_error)?;
        Ok(Response::new(description.into()))
    }
}
