//! gRPC clients that implement the services' traits over any channel.

mod extraction;
mod ingest;
mod search;

pub use extraction::ExtractionClient;
pub use ingest::IngestClient;
pub use search::SearchClient;

use std::pin::Pin;
use std::task::{Context, Poll};

use communique_model::ApiError;
use communique_model::api::{ApiResult, ApiStream};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use http::Request;
use tonic::body::Body;
use tonic::codegen::{Bytes, StdError};
use tonic::{Response, Status, Streaming};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt};

use crate::{InvalidMessage, error_from_status};

/// What carries our calls: a connection, a balanced set of them, or a server in this process,
/// with whatever layers the caller put around it.
pub type RpcChannel = BoxCloneSyncService<Request<Body>, http::Response<Body>, Status>;

/// Makes an [`RpcChannel`] of any service that answers gRPC requests.
pub fn rpc_channel<S, B>(service: S) -> RpcChannel
where
    S: Service<Request<Body>, Response = http::Response<B>, Error: Into<StdError>>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<StdError>> + Send + 'static,
{
    let service = service
        .map_response(|response: http::Response<B>| response.map(Body::new))
        .map_err(|error: S::Error| Status::from_error(error.into()));
    BoxCloneSyncService::new(service)
}

/// The domain's value in a unary answer.
fn unary<W, D>(answer: Result<Response<W>, Status>) -> ApiResult<D>
where
    D: TryFrom<W, Error: Into<InvalidAnswer>>,
{
    let message = answer
        .map_err(|status| error_from_status(&status))?
        .into_inner();
    D::try_from(message).map_err(|error| error.into().0)
}

/// A call that answers with a stream, not yet made.
type StreamCall<W> = BoxFuture<'static, Result<Response<Streaming<W>>, Status>>;

/// The domain's values in a streamed answer. The call is made when the stream is first read.
fn streamed<W, D>(call: StreamCall<W>) -> ApiStream<D>
where
    W: Send + 'static,
    D: TryFrom<W, Error: Into<InvalidAnswer>> + Send + 'static,
{
    futures::stream::once(call)
        .flat_map(|answers| match answers {
            Ok(answers) => answers.into_inner().boxed(),
            Err(status) => futures::stream::once(async { Err(status) }).boxed(),
        })
        .map(|answer| match answer {
            Ok(message) => D::try_from(message).map_err(|error| error.into().0),
            Err(status) => Err(error_from_status(&status)),
        })
        .boxed()
}

/// An answer that breaks the contract is the server's defect, not the caller's.
struct InvalidAnswer(ApiError);

impl From<InvalidMessage> for InvalidAnswer {
    fn from(invalid: InvalidMessage) -> Self {
        Self(ApiError::internal(format!(
            "the server's answer breaks the contract: {invalid}"
        )))
    }
}

impl From<std::convert::Infallible> for InvalidAnswer {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

/// Messages on their way out.
///
/// A type of its own because the compiler cannot yet prove that a future which holds a
/// `BoxStream` is `Send` (<https://github.com/rust-lang/rust/issues/110338>).
struct Outgoing<W>(BoxStream<'static, W>);

impl<W> Stream for Outgoing<W> {
    type Item = W;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<W>> {
        self.0.poll_next_unpin(context)
    }
}
