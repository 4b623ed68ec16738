//! One channel over all copies of a service.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request, Response};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;
use tonic::body::Body;
use tonic::{Code, Status};
use tower::Service;
use tower::util::BoxCloneSyncService;

use super::discovery::{Directory, Members};
use super::members::{InFlight, Member, choose};
use super::options::PeerOptions;
use super::target::{ParseTargetError, Target};
use crate::rpc::body::ObservedBody;
use crate::telemetry::inject_trace_context;

/// A channel over all copies of a service, for any tonic client. Clones share connections, which
/// are closed when the last clone goes.
pub type PeerChannel = BoxCloneSyncService<Request<Body>, Response<Body>, Status>;

/// Why no channel can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// No endpoint was given.
    #[error("no endpoint of {0} is set")]
    NoEndpoint(&'static str),
    /// An endpoint cannot be read or used.
    #[error("the endpoint {endpoint:?} cannot be used: {reason}")]
    Endpoint {
        /// The endpoint as given.
        endpoint: String,
        /// Why not.
        reason: String,
    },
    /// The token cannot stand in a header.
    #[error("the token for {0} holds letters that no header may hold")]
    Token(&'static str),
}

/// A channel that spreads calls over `endpoints` (see [`Target`]) and leaves copies that are down
/// or going down. Connections are made as they are needed, so none has to be up yet.
///
/// Must be called within a Tokio runtime.
///
/// # Errors
/// [`ConnectError`] if the list is empty, or an endpoint or the token cannot be used.
pub fn connect(endpoints: &[String], options: PeerOptions) -> Result<PeerChannel, ConnectError> {
    if endpoints.is_empty() {
        return Err(ConnectError::NoEndpoint(options.service));
    }
    let parse = |endpoint: &String| {
        endpoint
            .parse::<Target>()
            .map_err(|error: ParseTargetError| ConnectError::Endpoint {
                endpoint: endpoint.clone(),
                reason: error.to_string(),
            })
    };
    let targets = endpoints.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    let authorization = match &options.token {
        None => None,
        Some(token) => {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
                .map_err(|_| ConnectError::Token(options.service))?;
            value.set_sensitive(true);
            Some(value)
        }
    };
    let (directory, tasks) = Directory::start(targets, options.clone())?;
    let balanced = Balanced {
        members: directory.subscribe(),
        shared: Arc::new(Shared {
            options,
            authorization,
            _directory: directory,
            _tasks: tasks,
        }),
    };
    Ok(BoxCloneSyncService::new(balanced))
}

struct Shared {
    options: PeerOptions,
    authorization: Option<HeaderValue>,
    _directory: Arc<Directory>,
    _tasks: Vec<AbortOnDropHandle<()>>,
}

#[derive(Clone)]
struct Balanced {
    members: watch::Receiver<Members>,
    shared: Arc<Shared>,
}

impl Balanced {
    async fn member(&mut self) -> Result<Arc<Member>, Status> {
        let options = &self.shared.options;
        let known = self.members.wait_for(|members| !members.is_empty());
        let known = tokio::time::timeout(options.connect_timeout, known).await;
        let chosen = match known {
            Ok(Ok(members)) => choose(&members, &mut rand::rng()).cloned(),
            Ok(Err(_)) | Err(_) => None,
        };
        chosen.ok_or_else(|| {
            Status::unavailable(format!("no address of {} is known yet", options.service))
        })
    }

    async fn carry(mut self, mut request: Request<Body>) -> Result<Response<Body>, Status> {
        let service = self.shared.options.service;
        if let Some(authorization) = &self.shared.authorization {
            request
                .headers_mut()
                .insert(AUTHORIZATION, authorization.clone());
        }
        inject_trace_context(request.headers_mut());
        let member = self.member().await?;
        let in_flight = InFlight::start(&member);
        let failed = {
            let member = Arc::clone(&member);
            move |status: Status| {
                member.call_failed();
                unreachable(service, &member.address, &status)
            }
        };
        let mut channel = member.channel.clone();
        let answer = match poll_fn(|context| channel.poll_ready(context)).await {
            Ok(()) => channel.call(request).await,
            Err(error) => Err(error),
        };
        let response = answer.map_err(|error| failed(Status::from_error(Box::new(error))))?;
        Ok(response.map(|body| {
            let observed = ObservedBody::new(body)
                .holding(in_flight)
                .mapping_errors(failed);
            Body::new(observed)
        }))
    }
}

/// A call that could not be carried, or whose answer broke off, may be made again elsewhere:
/// whatever the transport calls it, it is `UNAVAILABLE`.
fn unreachable(service: &str, address: &str, status: &Status) -> Status {
    match status.code() {
        Code::DeadlineExceeded | Code::ResourceExhausted => status.clone(),
        _ => Status::unavailable(format!(
            "{service} at {address} cannot be reached: {}",
            root_cause(status)
        )),
    }
}

/// The last cause says what happened ("connection refused"); the first only "transport error".
fn root_cause(status: &Status) -> String {
    let mut cause: &dyn std::error::Error = status;
    while let Some(next) = cause.source() {
        cause = next;
    }
    match cause.downcast_ref::<Status>() {
        Some(status) => status.message().to_owned(),
        None => cause.to_string(),
    }
}

impl Service<Request<Body>> for Balanced {
    type Response = Response<Body>;
    type Error = Status;
    type Future = BoxFuture<'static, Result<Response<Body>, Status>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.clone().carry(request))
    }
}
