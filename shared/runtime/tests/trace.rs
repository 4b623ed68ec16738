//! Trace context over all hops, and traces sent to a collector.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use communique_model::api::TraceContext;
use communique_runtime::config::{LogSettings, TelemetrySettings};
use communique_runtime::rpc::{PeerOptions, connect};
use communique_runtime::telemetry::{Telemetry, current_trace_context, set_parent_from_message};
use communique_testkit::TraceCollector;
use opentelemetry::trace::TraceContextExt;
use support::{Running, call, call_with, plain_channel};
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// One test, for there is one logger in a process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trace_is_carried_through_and_sent() {
    let collector = TraceCollector::start().await.unwrap();
    let traces = TelemetrySettings {
        otlp_endpoint: collector.endpoint().to_owned(),
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
        .instrument(span.clone())
        .await
        .unwrap();
    assert!(header.starts_with(&format!("00-{here}-")), "{header}");

    // The same beside a message: what a stream carries for one of its callers.
    let context = span.in_scope(current_trace_context);
    assert!(context.parent.starts_with(&format!("00-{here}-")));
    let received = tracing::info_span!(target: "communique_test", "received");
    set_parent_from_message(&received, &context);
    let trace = received.context().span().span_context().trace_id();
    assert_eq!(trace.to_string(), here);
    let unread = TraceContext {
        parent: "00-nothing of the kind".to_owned(),
        state: "x".repeat(100_000),
    };
    let received = tracing::info_span!(target: "communique_test", "received");
    set_parent_from_message(&received, &unread);
    assert!(received.context().span().span_context().is_valid());

    server.stop().await;
    telemetry.shut_down().await;
    let spans = collector.spans();
    let calls = |trace: &str| {
        let called = spans
            .iter()
            .filter(|span| span.name == "communique.test.v1.TestService/Trace");
        called.filter(|span| span.trace == trace).count()
    };
    let traces = ["0af7651916cd43dd8448eb211c80319c", &here];
    assert_eq!(traces.map(calls), [1, 1], "sent before it is shut down");
}
