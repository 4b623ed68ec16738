//! Trace context over all hops, and traces sent to a collector.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use communique_runtime::config::{LogSettings, TelemetrySettings};
use communique_runtime::rpc::{PeerOptions, connect};
use communique_runtime::telemetry::Telemetry;
use communique_testkit::listener;
use futures::future::BoxFuture;
use http::{Request, Response};
use http_body_util::BodyExt;
use opentelemetry::trace::TraceContextExt;
use support::{Running, call, call_with, plain_channel};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::server::NamedService;
use tower::Service;
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// An OpenTelemetry collector that looks for the name of a method in what it is sent.
#[derive(Clone, Default)]
struct Collector {
    found: Arc<AtomicUsize>,
}

impl NamedService for Collector {
    const NAME: &'static str = "opentelemetry.proto.collector.trace.v1.TraceService";
}

impl Service<Request<Body>> for Collector {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let found = Arc::clone(&self.found);
        Box::pin(async move {
            let message = request.into_body().collect().await.unwrap().to_bytes();
            let name = b"communique.test.v1.TestService/Trace";
            let names = message
                .windows(name.len())
                .filter(|window| window == name)
                .count();
            found.fetch_add(names, Ordering::SeqCst);
            // An empty message: everything was taken.
            let frame = bytes::Bytes::from_static(&[0; 5]);
            let mut trailers = http::HeaderMap::new();
            trailers.insert("grpc-status", http::HeaderValue::from_static("0"));
            let body = http_body_util::Full::new(frame)
                .with_trailers(std::future::ready(Some(Ok::<_, Infallible>(trailers))));
            let response = Response::builder()
                .header("content-type", "application/grpc")
                .body(Body::new(body))
                .unwrap();
            Ok(response)
        })
    }
}

/// One test, for there is one logger in a process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trace_is_carried_through_and_sent() {
    let collector = Collector::default();
    let socket = listener().await.unwrap();
    let address = socket.local_addr().unwrap();
    let serving = tonic::transport::Server::builder()
        .add_service(collector.clone())
        .serve_with_incoming(TcpListenerStream::new(socket));
    let serving = tokio::spawn(serving);
    let traces = TelemetrySettings {
        otlp_endpoint: format!("http://{address}"),
    };
    // What is traced does not depend on what is logged.
    let log = LogSettings {
        filter: "off".to_owned(),
        ..LogSettings::default()
    };
    let telemetry = Telemetry::install("communique-test", &log, &traces).unwrap();

    let server = Running::start("one", |_| {}).await;
    let peer = connect(&[server.endpoint()], PeerOptions::new("test", None)).unwrap();

    // In: a caller's header becomes the parent of what the service does.
    let mut request = tonic::Request::new(String::new());
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    request
        .metadata_mut()
        .insert("traceparent", parent.parse().unwrap());
    let trace = call_with(plain_channel(server.address), "Trace", request)
        .await
        .unwrap();
    assert_eq!(trace.into_inner(), "0af7651916cd43dd8448eb211c80319c");

    // Out and in: a span here is the parent of what the peer does.
    let span = tracing::info_span!(target: "communique_test", "here");
    let here = span.context().span().span_context().trace_id().to_string();
    let there = call(peer.clone(), "Trace", "")
        .instrument(span.clone())
        .await
        .unwrap();
    assert_eq!(there, here);
    let header = call(peer, "Header", "traceparent")
        .instrument(span)
        .await
        .unwrap();
    assert!(header.starts_with(&format!("00-{here}-")), "{header}");

    server.stop().await;
    telemetry.shut_down().await;
    // Each of the two spans has it as its name and as its method.
    assert_eq!(
        collector.found.load(Ordering::SeqCst),
        2 * 2,
        "sent before it is shut down"
    );
    serving.abort();
}
