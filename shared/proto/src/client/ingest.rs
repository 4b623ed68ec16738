//! The client of the ingest service.

use async_trait::async_trait;
use communique_model::api::{
    ApiResult, ApiStream, DocumentRecord, IngestApi, IngestDescription, IngestInput,
    ReindexProgress,
};
use communique_model::{ApiError, DocumentId, Receipt};
use futures::channel::oneshot;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};

use super::{Outgoing, RpcChannel, streamed, unary};
use crate::error_from_status;
use crate::ingest::v1 as wire;
use wire::ingest_service_client::IngestServiceClient;

/// [`IngestApi`] over gRPC.
#[derive(Clone, Debug)]
pub struct IngestClient {
    inner: IngestServiceClient<RpcChannel>,
}

impl IngestClient {
    /// A client over `channel` that takes and sends messages of at most `max_message_bytes`.
    pub fn new(channel: RpcChannel, max_message_bytes: usize) -> Self {
        let inner = IngestServiceClient::new(channel)
            .max_decoding_message_size(max_message_bytes)
            .max_encoding_message_size(max_message_bytes);
        Self { inner }
    }
}

/// The messages of a capture, and the error that broke them off.
///
/// A request stream of gRPC can only end well or be cancelled. So after an error this one neither
/// ends nor goes on, and whoever waits for the answers cancels the call.
fn unbroken(
    input: BoxStream<'static, Result<IngestInput, ApiError>>,
) -> (Outgoing<wire::IngestRequest>, oneshot::Receiver<ApiError>) {
    let (broken, breaks) = oneshot::channel();
    let messages = futures::stream::unfold((input, Some(broken)), |(mut input, broken)| async {
        match input.next().await? {
            Ok(message) => Some((wire::IngestRequest::from(message), (input, broken))),
            Err(error) => {
                if let Some(broken) = broken {
                    // The receiver is gone only when the call is cancelled already.
                    let _ = broken.send(error);
                }
                futures::future::pending().await
            }
        }
    });
    (Outgoing(messages.boxed()), breaks)
}

#[async_trait]
impl IngestApi for IngestClient {
    fn ingest(
        &self,
        input: BoxStream<'static, Result<IngestInput, ApiError>>,
    ) -> ApiStream<Receipt> {
        let mut inner = self.inner.clone();
        let (messages, breaks) = unbroken(input);
        let breaks = breaks.shared();
        let receipts: ApiStream<Receipt> =
            streamed(Box::pin(async move { inner.ingest(messages).await }));
        let state = Some((receipts, breaks));
        futures::stream::unfold(state, |state| async {
            let (mut receipts, breaks) = state?;
            tokio::select! {
                biased;
                Ok(error) = breaks.clone() => Some((Err(error), None)),
                receipt = receipts.next() => receipt.map(|receipt| (receipt, Some((receipts, breaks)))),
            }
        })
        .boxed()
    }

    async fn get_document(&self, document: DocumentId) -> ApiResult<DocumentRecord> {
        let request = wire::GetArchivedDocumentRequest {
            document_id: document.to_string(),
        };
        unary(self.inner.clone().get_archived_document(request).await)
    }

    async fn remove(&self, document: DocumentId, reason: String) -> ApiResult<()> {
        let request = wire::RemoveDocumentRequest {
            document_id: document.to_string(),
            reason,
        };
        let answer = self.inner.clone().remove_document(request).await;
        answer
            .map(drop)
            .map_err(|status| error_from_status(&status))
    }

    fn reindex(&self) -> ApiStream<ReindexProgress> {
        let mut inner = self.inner.clone();
        streamed(Box::pin(async move {
            inner.reindex(wire::ReindexRequest {}).await
        }))
    }

    async fn describe(&self) -> ApiResult<IngestDescription> {
        let mut inner = self.inner.clone();
        unary(
            inner
                .describe_archive(wire::DescribeArchiveRequest {})
                .await,
        )
    }
}
