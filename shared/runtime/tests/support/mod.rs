//! A small gRPC service written by hand, and a server around it.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    reason = "a test helper that fails fails its test"
)]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use communique_runtime::config::{Secret, Settings};
use communique_runtime::lifecycle::{Lifecycle, Listeners, Readiness, ServeError, Server, Stopped};
use communique_runtime::metrics::install_metrics;
use communique_runtime::rpc::{PeerChannel, RpcServer};
use communique_testkit::listener;
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use http::uri::PathAndQuery;
use http::{Request, Response};
use opentelemetry::trace::TraceContextExt;
use prost::Message;
use prost_types::{
    FileDescriptorProto, FileDescriptorSet, MethodDescriptorProto, ServiceDescriptorProto,
};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::Routes;
use tonic::{Status, Streaming};
use tonic_prost::ProstCodec;
use tower::{Service, service_fn};
use tracing_opentelemetry::OpenTelemetrySpanExt;

pub const SERVICE: &str = "communique.test.v1.TestService";
const METHODS: [&str; 7] = ["Name", "Header", "Wait", "Panic", "Count", "Burst", "Trace"];

/// Ample for anything that happens at all.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Answers with text, or as its methods say.
#[derive(Clone)]
pub struct TestService {
    name: String,
    /// Calls of `Wait` end when this says so.
    open: watch::Receiver<bool>,
    calls: Arc<AtomicUsize>,
}

impl NamedService for TestService {
    const NAME: &'static str = SERVICE;
}

impl Service<Request<Body>> for TestService {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let service = self.clone();
        service.calls.fetch_add(1, Ordering::SeqCst);
        let method = request
            .uri()
            .path()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        Box::pin(async move {
            let mut grpc = tonic::server::Grpc::new(ProstCodec::<String, String>::default());
            if method == "Count" || method == "Burst" {
                let bursts = method == "Burst";
                let count = service_fn(move |_request: tonic::Request<String>| async move {
                    let numbers = futures::stream::unfold(0_u64, move |number| async move {
                        assert!(!bursts || number < 2, "asked to");
                        tokio::time::sleep(Duration::from_millis(5)).await;
                        Some((Ok::<_, Status>(number.to_string()), number + 1))
                    });
                    let numbers: BoxStream<'static, _> = Box::pin(numbers);
                    Ok(tonic::Response::new(numbers))
                });
                return Ok(grpc.server_streaming(count, request).await);
            }
            let answer = service_fn(move |request: tonic::Request<String>| {
                answer(service.clone(), method.clone(), request)
            });
            Ok(grpc.unary(answer, request).await)
        })
    }
}

async fn answer(
    mut service: TestService,
    method: String,
    request: tonic::Request<String>,
) -> Result<tonic::Response<String>, Status> {
    match method.as_str() {
        "Name" => Ok(tonic::Response::new(service.name)),
        "Header" => {
            let value = request.metadata().get(request.get_ref().as_str());
            let value = value
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            Ok(tonic::Response::new(value.to_owned()))
        }
        "Wait" => {
            let opened = service.open.wait_for(|open| *open).await;
            opened.map_err(|_| Status::internal("the test is over"))?;
            Ok(tonic::Response::new(service.name))
        }
        "Panic" => panic!("asked to"),
        "Trace" => {
            let context = tracing::Span::current().context();
            let trace = context.span().span_context().trace_id();
            Ok(tonic::Response::new(trace.to_string()))
        }
        _ => Err(Status::unimplemented("no such method")),
    }
}

/// The encoded `google.protobuf.FileDescriptorSet` of the service.
pub fn descriptor_set() -> Vec<u8> {
    let method = |name: &&str| MethodDescriptorProto {
        name: Some((*name).to_owned()),
        input_type: Some(".google.protobuf.StringValue".to_owned()),
        output_type: Some(".google.protobuf.StringValue".to_owned()),
        ..MethodDescriptorProto::default()
    };
    let file = FileDescriptorProto {
        name: Some("communique/test/v1/service.proto".to_owned()),
        package: Some("communique.test.v1".to_owned()),
        service: vec![ServiceDescriptorProto {
            name: Some("TestService".to_owned()),
            method: METHODS.iter().map(method).collect(),
            ..ServiceDescriptorProto::default()
        }],
        ..FileDescriptorProto::default()
    };
    FileDescriptorSet { file: vec![file] }.encode_to_vec()
}

/// A running server. It is told to stop when dropped.
pub struct Running {
    pub address: SocketAddr,
    pub admin: SocketAddr,
    pub lifecycle: Lifecycle,
    pub readiness: Readiness,
    pub calls: Arc<AtomicUsize>,
    open: watch::Sender<bool>,
    pub ended: JoinHandle<Result<Stopped, ServeError>>,
}

impl Running {
    /// Starts a server by this name, and waits until it is ready if nothing holds it up.
    pub async fn start(name: &str, change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_on(name, listener().await.unwrap(), change).await
    }

    pub async fn start_on(
        name: &str,
        rpc: TcpListener,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let running = Self::start_with(name, rpc, Readiness::new(), change).await;
        running.readiness.ready().await;
        running
    }

    pub async fn start_with(
        name: &str,
        rpc: TcpListener,
        readiness: Readiness,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let mut settings = Settings::default();
        settings.server.drain_timeout_seconds = 5;
        change(&mut settings);
        settings.check().unwrap();
        let (open, gate) = watch::channel(false);
        let calls = Arc::new(AtomicUsize::new(0));
        let service = TestService {
            name: name.to_owned(),
            open: gate,
            calls: Arc::clone(&calls),
        };
        let token = settings.server_token().unwrap();
        let routes = Routes::new(service);
        let rpc_server = RpcServer::new(
            routes,
            &[SERVICE],
            &descriptor_set(),
            &settings.server,
            token,
        )
        .await
        .unwrap();
        let listeners = Listeners {
            rpc,
            admin: listener().await.unwrap(),
        };
        let address = listeners.rpc.local_addr().unwrap();
        let admin = listeners.admin.local_addr().unwrap();
        let lifecycle = Lifecycle::new();
        let server = Server {
            rpc: rpc_server,
            listeners,
            readiness: readiness.clone(),
            metrics: install_metrics().unwrap(),
            lifecycle: lifecycle.clone(),
            drain_delay: settings.server.drain_delay(),
            drain_timeout: settings.server.drain_timeout(),
        };
        let ended = tokio::spawn(server.run());
        Self {
            address,
            admin,
            lifecycle,
            readiness,
            calls,
            open,
            ended,
        }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets calls of `Wait` end.
    pub fn open(&self) {
        self.open.send_replace(true);
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Stops it in good order and waits until it has ended.
    pub async fn stop(mut self) -> Stopped {
        self.lifecycle.request_stop("the test says so");
        (&mut self.ended).await.unwrap().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.open();
        self.lifecycle.request_stop("the test is over");
    }
}

/// A plain connection, without anything of ours.
pub fn plain_channel(address: SocketAddr) -> tonic::transport::Channel {
    tonic::transport::Endpoint::from_shared(format!("http://{address}"))
        .unwrap()
        .connect_lazy()
}

/// Calls a unary method.
pub async fn call<C>(channel: C, method: &str, text: &str) -> Result<String, Status>
where
    C: tonic::client::GrpcService<Body>,
    C::ResponseBody: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    <C::ResponseBody as http_body::Body>::Error:
        Into<Box<dyn std::error::Error + Send + Sync>> + Send,
    C::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    call_with(channel, method, tonic::Request::new(text.to_owned()))
        .await
        .map(tonic::Response::into_inner)
}

/// Calls a unary method with metadata.
pub async fn call_with<C>(
    channel: C,
    method: &str,
    request: tonic::Request<String>,
) -> Result<tonic::Response<String>, Status>
where
    C: tonic::client::GrpcService<Body>,
    C::ResponseBody: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    <C::ResponseBody as http_body::Body>::Error:
        Into<Box<dyn std::error::Error + Send + Sync>> + Send,
    C::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut grpc = tonic::client::Grpc::new(channel);
    grpc.ready()
        .await
        .map_err(|error| Status::from_error(error.into()))?;
    grpc.unary(
        request,
        path(method),
        ProstCodec::<String, String>::default(),
    )
    .await
}

/// Opens the endless stream.
pub async fn count(channel: PeerChannel) -> Result<Streaming<String>, Status> {
    stream(channel, "Count").await
}

/// Opens a stream.
pub async fn stream(channel: PeerChannel, method: &str) -> Result<Streaming<String>, Status> {
    let mut grpc = tonic::client::Grpc::new(channel);
    grpc.ready().await?;
    let codec = ProstCodec::<String, String>::default();
    let answer = grpc
        .server_streaming(tonic::Request::new(String::new()), path(method), codec)
        .await;
    answer.map(tonic::Response::into_inner)
}

fn path(method: &str) -> PathAndQuery {
    format!("/{SERVICE}/{method}").parse().unwrap()
}

/// A setting that guards the server.
pub fn with_token(token: &'static str) -> impl FnOnce(&mut Settings) {
    move |settings| settings.server.token = Some(Secret::from(token))
}
