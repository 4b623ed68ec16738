//! Request ids, traces, log lines and metrics of calls.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue};
use metrics::{counter, gauge, histogram};
use rand::Rng;
use tonic::body::Body;
use tonic::{Code, Status};
use tracing::{Instrument, Span, debug, field, info_span, warn};

use super::methods::Methods;
use crate::metrics::names;
use crate::rpc::body::ObservedBody;
use crate::telemetry::set_parent_from_headers;

/// The header that carries a call's id, taken from the caller or made here, and sent back.
pub const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id taken from a caller, in bytes.
const LONGEST_REQUEST_ID: usize = 64;

/// Gives each call an id.
pub(super) async fn identify(mut request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(&REQUEST_ID_HEADER)
        .filter(|id| is_usable(id));
    let id = given.cloned().unwrap_or_else(|| {
        let id: u128 = rand::rng().random();
        HeaderValue::from_str(&format!("{id:032x}")).expect("digits may stand in a header")
    });
    request.headers_mut().insert(REQUEST_ID_HEADER, id.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(REQUEST_ID_HEADER, id);
    response
}

/// It will stand in logs: no line breaks, no lengths beyond reason.
fn is_usable(id: &HeaderValue) -> bool {
    let bytes = id.as_bytes();
    (1..=LONGEST_REQUEST_ID).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// Puts each call into a span under the caller's trace, counts and times it.
pub(super) async fn observe(
    State(methods): State<Arc<Methods>>,
    request: Request,
    next: Next,
) -> Response {
    let method = methods.label(request.uri().path()).to_owned();
    let request_id = request
        .headers()
        .get(&REQUEST_ID_HEADER)
        .and_then(|id| id.to_str().ok());
    let span = info_span!(
        "call",
        otel.name = method,
        otel.kind = "server",
        rpc.system = "grpc",
        method,
        request_id,
        trace_id = field::Empty,
        code = field::Empty,
    );
    set_parent_from_headers(&span, request.headers());
    let mut call = Call::start(method, span.clone());
    let response = next.run(request).instrument(span.clone()).await;
    if let Some(code) = code_in(response.headers()) {
        call.code = code;
        return response;
    }
    // The status comes in the trailers. Whoever drops the body before has cancelled the call.
    response.map(|body| {
        let (heard, hear) = std::sync::mpsc::sync_channel(1);
        let call = HeardCall { call, heard: hear };
        let body = ObservedBody::new(Body::new(body))
            .within(span)
            .on_trailers(move |trailers| {
                // The receiver lives as long as the body.
                let _ = heard.send(code_in(trailers).unwrap_or(Code::Ok));
            })
            .holding(call);
        axum::body::Body::new(body)
    })
}

fn code_in(headers: &HeaderMap) -> Option<Code> {
    Status::from_header_map(headers).map(|status| status.code())
}

/// A call whose end is reported when it is dropped, however that comes.
struct Call {
    method: String,
    started: Instant,
    span: Span,
    code: Code,
}

impl Call {
    fn start(method: String, span: Span) -> Self {
        gauge!(names::SERVER_IN_FLIGHT).increment(1.0);
        Self {
            method,
            started: Instant::now(),
            span,
            code: Code::Cancelled,
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        gauge!(names::SERVER_IN_FLIGHT).decrement(1.0);
        let took = self.started.elapsed().as_secs_f64();
        let code = code_label(self.code);
        let method = std::mem::take(&mut self.method);
        counter!(names::SERVER_REQUESTS, "method" => method.clone(), "code" => code).increment(1);
        histogram!(names::SERVER_DURATION, "method" => method).record(took);
        self.span.record("code", code);
        let _entered = self.span.enter();
        let took_ms = took * 1000.0;
        match self.code {
            Code::Internal | Code::Unknown | Code::DataLoss => warn!(code, took_ms, "call failed"),
            _ => debug!(code, took_ms, "call ended"),
        }
    }
}

/// A call whose code is heard from its body's trailers.
struct HeardCall {
    call: Call,
    heard: std::sync::mpsc::Receiver<Code>,
}

impl Drop for HeardCall {
    fn drop(&mut self) {
        if let Ok(code) = self.heard.try_recv() {
            self.call.code = code;
        }
    }
}

fn code_label(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
