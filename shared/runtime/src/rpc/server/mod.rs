//! The gRPC server: health, reflection, and what stands around every call.
//!
//! Layers from the outside in: request id, trace and metrics, panics caught, end with the server,
//! token, load shedding, then the services. A caller's `grpc-timeout` is kept by tonic.

mod auth;
mod housekeeping;
mod limit;
mod methods;
mod observe;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use communique_model::ApiError;
use communique_proto::status_from_error;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic::body::Body;
use tonic::service::Routes;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;
use tower_http::catch_panic::CatchPanicLayer;

pub use observe::REQUEST_ID_HEADER;

use crate::config::{Secret, ServerSettings};
use crate::rpc::body::DEFECT;
use housekeeping::Ends;
use methods::Methods;

/// How often an idle connection is tried by a ping, and how long the answer may take.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(20);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(10);
/// Streams that one connection may have open.
const STREAMS_PER_CONNECTION: u32 = 1024;

/// Why a server cannot be built or run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The descriptor set is none.
    #[error("the descriptor set cannot be read: {0}")]
    DescriptorSet(String),
    /// The listener or the server failed.
    #[error("the gRPC server failed: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// A gRPC server before it serves.
pub struct RpcServer {
    routes: Routes,
    services: Vec<String>,
    health: HealthReporter,
    max_connection_age: Option<Duration>,
    ends: Ends,
}

impl std::fmt::Debug for RpcServer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RpcServer")
            .field("services", &self.services)
            .finish_non_exhaustive()
    }
}

impl RpcServer {
    /// A server of `routes`. All of `services` (full names, `communique.search.v1.SearchService`)
    /// and the server as a whole are "not serving" until [`ServingSwitch`] says otherwise.
    ///
    /// Services set their message sizes themselves, from `max_message_bytes`.
    ///
    /// # Errors
    /// [`ServerError::DescriptorSet`] if `descriptor_set` is no encoded
    /// `google.protobuf.FileDescriptorSet`.
    pub async fn new(
        routes: Routes,
        services: &[&str],
        descriptor_set: &[u8],
        settings: &ServerSettings,
        token: Option<Secret>,
    ) -> Result<Self, ServerError> {
        let unreadable =
            |error: &dyn std::fmt::Display| ServerError::DescriptorSet(error.to_string());
        let methods = Methods::of(descriptor_set).map_err(|error| unreadable(&error))?;
        let reflection = tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(descriptor_set)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            .build_v1()
            .map_err(|error| unreadable(&error))?;
        let (health, health_service) = tonic_health::server::health_reporter();
        let ends = Ends::default();
        let places = Arc::new(Semaphore::new(
            settings.max_concurrent_requests.min(Semaphore::MAX_PERMITS),
        ));
        let router = routes
            .add_service(health_service)
            .add_service(reflection)
            .into_axum_router()
            // From the inside out.
            .layer(from_fn_with_state(places, limit::shed_load))
            .layer(from_fn_with_state(token, auth::authenticate))
            .layer(from_fn_with_state(
                ends.clone(),
                housekeeping::end_with_server,
            ))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(Arc::new(methods), observe::observe))
            .layer(from_fn(observe::identify));
        let server = Self {
            routes: Routes::from(router).prepare(),
            services: services.iter().map(|name| (*name).to_owned()).collect(),
            health,
            max_connection_age: Some(settings.max_connection_age_seconds)
                .filter(|seconds| *seconds > 0)
                .map(Duration::from_secs),
            ends,
        };
        server.serving_switch().set(false).await;
        Ok(server)
    }

    /// What says whether the server serves.
    #[must_use]
    pub fn serving_switch(&self) -> ServingSwitch {
        ServingSwitch {
            health: self.health.clone(),
            services: self.services.clone(),
        }
    }

    /// Serves on `listener` until `stop` is cancelled, then takes no more calls and ends when
    /// those under way have finished, or are broken off as `UNAVAILABLE` when `cut` is cancelled.
    ///
    /// # Errors
    /// [`ServerError::Transport`] if the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: CancellationToken,
        cut: CancellationToken,
    ) -> Result<(), ServerError> {
        let mut server = Server::builder()
            .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
            .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
            .http2_adaptive_window(Some(true))
            .max_concurrent_streams(STREAMS_PER_CONNECTION);
        if let Some(age) = self.max_connection_age {
            server = server.max_connection_age(age);
        }
        let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
        let ends = self.ends;
        let housekeeping = ends.housekeeping.clone();
        let stopped = async move {
            stop.cancelled().await;
            housekeeping.cancel();
        };
        let serving = server
            .add_routes(self.routes)
            .serve_with_incoming_shutdown(incoming, stopped);
        tokio::pin!(serving);
        tokio::select! {
            served = &mut serving => return Ok(served?),
            () = cut.cancelled() => ends.all.cancel(),
        }
        Ok(serving.await?)
    }
}

/// Says over the health service whether the server serves.
#[derive(Clone, Debug)]
pub struct ServingSwitch {
    health: HealthReporter,
    services: Vec<String>,
}

impl ServingSwitch {
    /// Sets the status of the server and of all its services. Whoever watches is told, so it is to
    /// be set when it changes.
    pub async fn set(&self, serving: bool) {
        let status = if serving {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        for service in &self.services {
            self.health.set_service_status(service, status).await;
        }
        // The server as a whole comes last when it goes up: its parts are ready then.
        self.health.set_service_status("", status).await;
    }
}

/// The answer to a call that is not let through.
fn refuse(error: ApiError) -> Response {
    status_from_error(error).into_http()
}

/// The answer to a call whose handler panicked.
fn panicked(_panic: Box<dyn Any + Send>) -> http::Response<Body> {
    Status::internal(DEFECT).into_http()
}
