//! How many calls may be under way.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use communique_model::{ApiError, ErrorKind};
use metrics::counter;
use tokio::sync::Semaphore;
use tonic::body::Body;

use super::{housekeeping, refuse};
use crate::metrics::names;
use crate::rpc::body::ObservedBody;

/// When a refused caller should try again.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// Refuses calls while all places are taken. A call keeps its place to the end of its answer, so
/// streams count; calls about the server itself need none.
pub(super) async fn shed_load(
    State(places): State<Arc<Semaphore>>,
    request: Request,
    next: Next,
) -> Response {
    if housekeeping::is_housekeeping(request.uri().path()) {
        return next.run(request).await;
    }
    let Ok(place) = places.try_acquire_owned() else {
        counter!(names::SERVER_SHED).increment(1);
        let mut error = ApiError::new(
            ErrorKind::ResourceExhausted,
            "TOO_MANY_CALLS",
            "too many calls are under way on this server: try again, or add copies",
        );
        error.retry_after = Some(RETRY_AFTER);
        return refuse(error);
    };
    next.run(request)
        .await
        .map(|body| axum::body::Body::new(ObservedBody::new(Body::new(body)).holding(place)))
}
