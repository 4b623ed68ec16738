//! Streams between messages and the domain.

use communique_model::ApiError;
use communique_model::api::ApiStream;
use futures::channel::oneshot;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use tonic::Status;

use crate::{InvalidMessage, error_from_status, status_from_error};

/// A stream of a server's answers, ready for the wire.
pub fn responses_of<D, W>(answers: ApiStream<D>) -> BoxStream<'static, Result<W, Status>>
where
    D: Into<W> + Send + 'static,
    W: Send + 'static,
{
    answers
        .map(|answer| answer.map(Into::into).map_err(status_from_error))
        .boxed()
}

/// A stream of messages from the wire, converted; after one that is wrong or a broken connection
/// the error is the last item.
pub fn requests_of<W, D>(
    messages: impl Stream<Item = Result<W, Status>> + Send + 'static,
) -> BoxStream<'static, Result<D, ApiError>>
where
    D: TryFrom<W, Error = InvalidMessage> + Send + 'static,
    W: Send + 'static,
{
    let converted = messages.map(|message| match message {
        Ok(message) => D::try_from(message).map_err(ApiError::from),
        Err(status) => Err(error_from_status(&status)),
    });
    // `scan` ends the stream one item after the first error, so that the error itself goes through.
    converted
        .scan(false, |failed, item| {
            if *failed {
                return futures::future::ready(None);
            }
            *failed = item.is_err();
            futures::future::ready(Some(item))
        })
        .boxed()
}

/// The answers to a stream of messages where the domain's stream of requests cannot fail: a
/// message that is wrong ends the requests, and its error is told after the answers to what came
/// before it.
pub fn answered<W, D, A, R>(
    messages: impl Stream<Item = Result<W, Status>> + Send + 'static,
    answer: impl FnOnce(BoxStream<'static, D>) -> ApiStream<A>,
) -> BoxStream<'static, Result<R, Status>>
where
    D: TryFrom<W, Error = InvalidMessage> + Send + 'static,
    W: Send + 'static,
    A: Into<R> + Send + 'static,
    R: Send + 'static,
{
    let (fault, faults) = oneshot::channel::<ApiError>();
    let requests = requests_of::<W, D>(messages).scan(Some(fault), |fault, message| {
        let message = match message {
            Ok(message) => Some(message),
            Err(error) => {
                if let Some(fault) = fault.take() {
                    // The receiver is gone only when the caller is.
                    let _ = fault.send(error);
                }
                None
            }
        };
        futures::future::ready(message)
    });
    let answers = responses_of(answer(requests.boxed()));
    // The sender is dropped with the requests, so this ends when they do.
    let fault = futures::stream::once(faults)
        .filter_map(async |fault| fault.ok().map(|error| Err(status_from_error(error))));
    answers.chain(fault).boxed()
}
