//! The client of the extraction service.

use async_trait::async_trait;
use communique_model::Extraction;
use communique_model::api::{
    ApiResult, ApiStream, ExtractRequest, ExtractionApi, ExtractionDescription, StreamedExtraction,
};
use futures::StreamExt;
use futures::stream::BoxStream;

use super::{Outgoing, RpcChannel, streamed, unary};
use crate::extraction::v1 as wire;
use wire::extraction_service_client::ExtractionServiceClient;

/// [`ExtractionApi`] over gRPC.
#[derive(Clone, Debug)]
pub struct ExtractionClient {
    inner: ExtractionServiceClient<RpcChannel>,
}

impl ExtractionClient {
    /// A client over `channel` that takes and sends messages of at most `max_message_bytes`.
    pub fn new(channel: RpcChannel, max_message_bytes: usize) -> Self {
        let inner = ExtractionServiceClient::new(channel)
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes);
        Self { inner }
    }
}

#[async_trait]
impl ExtractionApi for ExtractionClient {
    async fn extract(&self, request: ExtractRequest) -> ApiResult<Extraction> {
        let mut inner = self.inner.clone();
        unary(inner.extract(wire::ExtractRequest::from(request)).await)
    }

    fn extract_stream(
        &self,
        requests: BoxStream<'static, ExtractRequest>,
    ) -> ApiStream<StreamedExtraction> {
        let mut inner = self.inner.clone();
        let requests = Outgoing(requests.map(wire::ExtractStreamRequest::from).boxed());
        streamed(Box::pin(
            async move { inner.extract_stream(requests).await },
        ))
    }

    async fn describe(&self) -> ApiResult<ExtractionDescription> {
        let mut inner = self.inner.clone();
        unary(inner.describe_engine(wire::DescribeEngineRequest {}).await)
    }
}
