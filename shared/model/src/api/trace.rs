//! Where a trace stands, as a message carries it.

/// A W3C trace context (<https://www.w3.org/TR/trace-context/>) beside a message, for streams that
/// carry the work of many callers: headers belong to the stream, this to one message. Both are
/// empty where no trace is kept; what cannot be read is as good as empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceContext {
    /// The header `traceparent`.
    pub parent: String,
    /// The header `tracestate`.
    pub state: String,
}
