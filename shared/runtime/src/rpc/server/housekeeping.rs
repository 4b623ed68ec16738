//! The calls that are about the server and not about its work.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio_util::sync::CancellationToken;
use tonic::body::Body;

use crate::rpc::body::ObservedBody;

/// Whether it is a call of the health service.
pub(super) fn is_health(path: &str) -> bool {
    path.starts_with("/grpc.health.v1.Health/")
}

/// Whether it is a call of the health or the reflection service.
pub(super) fn is_housekeeping(path: &str) -> bool {
    is_health(path) || path.starts_with("/grpc.reflection.")
}

/// Ends the streams of these services, which would never end by themselves, when the server stops
/// taking calls: they would keep connections open and the server waiting for them.
pub(super) async fn end_with_server(
    State(closing): State<CancellationToken>,
    request: Request,
    next: Next,
) -> Response {
    if !is_housekeeping(request.uri().path()) {
        return next.run(request).await;
    }
    let response = next.run(request).await;
    response.map(|body| {
        let observed = ObservedBody::new(Body::new(body)).cut_off_by(closing.cancelled_owned());
        axum::body::Body::new(observed)
    })
}
