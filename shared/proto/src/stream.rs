//! Streams between messages and the domain.

use communique_model::ApiError;
use communique_model::api::ApiStream;
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
