//! W3C trace context in and out of headers and messages
//! (<https://www.w3.org/TR/trace-context/>).

use communique_model::api::TraceContext;
use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::TraceContextExt;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

struct ReadHeaders<'headers>(&'headers HeaderMap);

impl Extractor for ReadHeaders<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}

struct WriteHeaders<'headers>(&'headers mut HeaderMap);

impl Injector for WriteHeaders<'_> {
    fn set(&mut self, key: &str, value: String) {
        let name = HeaderName::from_bytes(key.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            self.0.insert(name, value);
        }
    }
}

const PARENT: &str = "traceparent";
const STATE: &str = "tracestate";

struct ReadMessage<'message>(&'message TraceContext);

impl Extractor for ReadMessage<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        match key {
            PARENT => Some(&self.0.parent),
            STATE => Some(&self.0.state),
            _ => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        vec![PARENT, STATE]
    }
}

struct WriteMessage<'message>(&'message mut TraceContext);

impl Injector for WriteMessage<'_> {
    fn set(&mut self, key: &str, value: String) {
        match key {
            PARENT => self.0.parent = value,
            STATE => self.0.state = value,
            _ => {}
        }
    }
}

/// Where the trace stands here, to go with a message into a stream that many callers share; empty
/// if nothing is traced.
#[must_use]
pub fn current_trace_context() -> TraceContext {
    let mut context = TraceContext::default();
    TraceContextPropagator::new()
        .inject_context(&Span::current().context(), &mut WriteMessage(&mut context));
    context
}

/// Makes a span a child of the one that a message names, if it names one, and notes the trace's id
/// in its field `trace_id`. Must come before the span is first entered.
pub fn set_parent_from_message(span: &Span, context: &TraceContext) {
    set_parent(span, &ReadMessage(context));
}

/// Makes a span a child of the caller's, if the headers name one, and notes the trace's id in its
/// field `trace_id`. Must come before the span is first entered.
pub(crate) fn set_parent_from_headers(span: &Span, headers: &HeaderMap) {
    set_parent(span, &ReadHeaders(headers));
}

fn set_parent(span: &Span, carrier: &dyn Extractor) {
    let parent = TraceContextPropagator::new().extract(carrier);
    if parent.span().span_context().is_valid() {
        // Fails only where no traces are kept.
        let _ = span.set_parent(parent);
    }
    let context = span.context();
    let trace = context.span().span_context().clone();
    if trace.is_valid() {
        span.record("trace_id", tracing::field::display(trace.trace_id()));
    }
}

/// Tells the callee which span calls it.
pub(crate) fn inject_trace_context(headers: &mut HeaderMap) {
    let context = Span::current().context();
    TraceContextPropagator::new().inject_context(&context, &mut WriteHeaders(headers));
}
