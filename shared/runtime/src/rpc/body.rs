//! A body that is watched to its end: what it holds is let go, and its last words are heard.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio_util::sync::WaitForCancellationFutureOwned;
use tonic::Status;
use tonic::body::Body;
use tracing::Span;

/// Message of the status of calls that panicked. The panic hook has logged where.
pub(crate) const DEFECT: &str = "this call met a defect; the log says where";
/// Message of the status of calls that the server ends.
pub(crate) const GOING_DOWN: &str = "the server is going down";

type OnTrailers = Box<dyn FnOnce(&HeaderMap) + Send>;
type MapError = Box<dyn FnOnce(Status) -> Status + Send>;

/// A body that is watched to its end.
pub(crate) struct ObservedBody {
    inner: Body,
    held: Option<Box<dyn Any + Send>>,
    on_trailers: Option<OnTrailers>,
    map_error: Option<MapError>,
    cut: Option<Pin<Box<WaitForCancellationFutureOwned>>>,
    span: Span,
    is_over: bool,
}

impl ObservedBody {
    pub(crate) fn new(inner: Body) -> Self {
        Self {
            inner,
            held: None,
            on_trailers: None,
            map_error: None,
            cut: None,
            span: Span::none(),
            is_over: false,
        }
    }

    /// Drops `held` when the body ends or is dropped.
    pub(crate) fn holding(mut self, held: impl Send + 'static) -> Self {
        self.held = Some(Box::new(held));
        self
    }

    /// Hears the trailers, where a call's status stands unless it failed before its first message.
    pub(crate) fn on_trailers(mut self, hear: impl FnOnce(&HeaderMap) + Send + 'static) -> Self {
        self.on_trailers = Some(Box::new(hear));
        self
    }

    /// Changes what breaks the body off.
    pub(crate) fn mapping_errors(
        mut self,
        map: impl FnOnce(Status) -> Status + Send + 'static,
    ) -> Self {
        self.map_error = Some(Box::new(map));
        self
    }

    /// Ends the body as `UNAVAILABLE` when this is done.
    pub(crate) fn cut_off_by(mut self, cut: WaitForCancellationFutureOwned) -> Self {
        self.cut = Some(Box::pin(cut));
        self
    }

    /// Runs the body within this span.
    pub(crate) fn within(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    fn end(&mut self) {
        self.is_over = true;
        self.held = None;
        self.cut = None;
    }
}

impl HttpBody for ObservedBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = self.get_mut();
        if this.is_over {
            return Poll::Ready(None);
        }
        let span = this.span.clone();
        let _entered = span.enter();
        if let Some(cut) = &mut this.cut
            && cut.as_mut().poll(context).is_ready()
        {
            this.end();
            let mut trailers = HeaderMap::new();
            let status = Status::unavailable(GOING_DOWN);
            return Poll::Ready(match status.add_header(&mut trailers) {
                Ok(()) => Some(Ok(Frame::trailers(trailers))),
                Err(status) => Some(Err(status)),
            });
        }
        // Let through, a panic would take down the connection with all calls on it.
        let inner = Pin::new(&mut this.inner);
        let polled = catch_unwind(AssertUnwindSafe(|| inner.poll_frame(context)));
        let frame = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(frame)) => frame,
            Err(_panic) => Some(Err(Status::internal(DEFECT))),
        };
        Poll::Ready(match frame {
            Some(Ok(frame)) => {
                // Nothing follows trailers, and the reader may keep the body for long.
                if let Some(trailers) = frame.trailers_ref() {
                    if let Some(hear) = this.on_trailers.take() {
                        hear(trailers);
                    }
                    this.end();
                }
                Some(Ok(frame))
            }
            Some(Err(status)) => {
                let status = match this.map_error.take() {
                    Some(map) => map(status),
                    None => status,
                };
                this.end();
                Some(Err(status))
            }
            None => {
                this.end();
                None
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.is_over || self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
