//! The calls that are about the server and not about its work.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic::body::Body;

use crate::rpc::body::{GOING_DOWN, ObservedBody};

/// Whether it is a call of the health service.
pub(super) fn is_health(path: &str) -> bool {
    path.starts_with("/grpc.health.v1.Health/")
}

/// Whether it is a call of the health or the reflection service.
pub(super) fn is_housekeeping(path: &str) -> bool {
    is_health(path) || path.starts_with("/grpc.reflection.")
}

/// When calls are ended by the server.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// The server takes no more calls. The streams of housekeeping services would never end by
    /// themselves, keep connections open and the server waiting: they end here.
    pub(super) housekeeping: CancellationToken,
    /// The time for finishing is over: all calls end here.
    pub(super) all: CancellationToken,
}

/// Ends calls with the server.
pub(super) async fn end_with_server(
    State(ends): State<Ends>,
    request: Request,
    next: Next,
) -> Response {
    let end = if is_housekeeping(request.uri().path()) {
        ends.housekeeping
    } else {
        ends.all
    };
    let response = tokio::select! {
        response = next.run(request) => response,
        () = end.cancelled() => return Status::unavailable(GOING_DOWN).into_http(),
    };
    response.map(|body| {
        let observed = ObservedBody::new(Body::new(body)).cut_off_by(end.cancelled_owned());
        axum::body::Body::new(observed)
    })
}
