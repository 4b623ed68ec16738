//! `/livez`, `/readyz` and `/metrics` over HTTP, on a port of their own that stays up to the end.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::lifecycle::Readiness;
use crate::metrics::{MetricsHandle, UPKEEP};

#[derive(Clone)]
struct Admin {
    readiness: Readiness,
    metrics: MetricsHandle,
}

/// Serves until `stop` is cancelled.
pub(crate) async fn serve(
    listener: TcpListener,
    readiness: Readiness,
    metrics: MetricsHandle,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let router = Router::new()
        // A process that answers is alive; whether it can work is another question.
        .route("/livez", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(render))
        .with_state(Admin {
            readiness,
            metrics: metrics.clone(),
        });
    let upkeep = async {
        let mut interval = tokio::time::interval(UPKEEP);
        loop {
            interval.tick().await;
            metrics.upkeep();
        }
    };
    let serving =
        axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await });
    tokio::select! {
        served = serving => served,
        () = upkeep => Ok(()),
    }
}

async fn ready(State(admin): State<Admin>) -> Response {
    let report = admin.readiness.report();
    let status = if report.is_ready() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, report.to_string()).into_response()
}

async fn render(State(admin): State<Admin>) -> Response {
    let format = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (format, admin.metrics.render()).into_response()
}
