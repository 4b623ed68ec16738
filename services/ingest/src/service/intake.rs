//! Receiving a capture: header, then bytes, archived while they arrive.

use bytes::Bytes;
use communique_model::api::{ApiResult, CaptureHeader, IngestInput};
use communique_model::{ApiError, CaptureId, ErrorKind, Receipt, Rejection};
use futures::StreamExt;
use futures::stream::BoxStream;
use tokio::sync::mpsc;

use super::document::CaptureContext;
use super::{Core, settle, shutting_down};
use crate::archive::ArchivedCapture;
use crate::metric_names;
use crate::parse::{RejectedRange, SourceRange};

/// Longest name and source of a capture, in bytes.
const MAX_HEADER_FIELD_BYTES: usize = 1_024;

/// What an upload came to.
pub(super) enum Upload {
    /// All its bytes are archived.
    Complete(Box<(ArchivedCapture, CaptureContext)>),
    /// It is larger than this service takes.
    TooLarge(Box<Receipt>),
    /// Nobody waits for its receipts any more.
    Abandoned,
}

/// Receives one capture.
///
/// # Errors
/// If the upload is broken off or out of order, or the archive cannot be written. Chunks that were
/// full by then stay in the archive, and nothing else does.
pub(super) async fn receive(
    core: &Core,
    input: BoxStream<'static, Result<IngestInput, ApiError>>,
    receipts: &mpsc::Sender<ApiResult<Receipt>>,
) -> ApiResult<Upload> {
    let received = tokio::select! {
        biased;
        () = receipts.closed() => Ok(Upload::Abandoned),
        () = core.stopping.cancelled() => Err(shutting_down()),
        received = receive_all(core, input) => received,
    };
    let outcome = match &received {
        Ok(Upload::Complete(_)) => "complete",
        Ok(Upload::TooLarge(_)) => "too_large",
        Ok(Upload::Abandoned) => "broken_off",
        Err(_) => "failed",
    };
    metrics::counter!(metric_names::CAPTURES, "outcome" => outcome).increment(1);
    received
}

async fn receive_all(
    core: &Core,
    mut input: BoxStream<'static, Result<IngestInput, ApiError>>,
) -> ApiResult<Upload> {
    let _slot = core.uploads.acquire().await.map_err(|_| settle::closed())?;
    let header = match next(core, &mut input).await? {
        Some(IngestInput::Header(header)) => checked(header)?,
        Some(IngestInput::Chunk(_)) | None => {
            return Err(ApiError::new(
                ErrorKind::InvalidArgument,
                "HEADER_MISSING",
                "the first message of a capture must be its header",
            ));
        }
    };
    let limit = core.settings.max_capture_bytes;
    let mut writer = core.archive.write_capture(core.settings.chunk_bytes);
    while let Some(message) = next(core, &mut input).await? {
        let bytes = match message {
            IngestInput::Chunk(bytes) => bytes,
            IngestInput::Header(_) => {
                return Err(ApiError::new(
                    ErrorKind::InvalidArgument,
                    "HEADER_REPEATED",
                    "a capture has one header, and this is another: send each capture in a \
                     stream of its own",
                ));
            }
        };
        if writer.size() + bytes.len() as u64 > limit {
            return Ok(Upload::TooLarge(Box::new(too_large(header, &bytes, limit))));
        }
        writer.write(bytes).await?;
    }
    let received_at = core.clock.now();
    let capture = writer
        .finish(&header.name, &header.source, received_at)
        .await?;
    metrics::counter!(metric_names::BYTES).increment(capture.manifest.size);
    let context = CaptureContext {
        capture: capture.manifest.capture,
        header,
    };
    Ok(Upload::Complete(Box::new((capture, context))))
}

async fn next(
    core: &Core,
    input: &mut BoxStream<'static, Result<IngestInput, ApiError>>,
) -> ApiResult<Option<IngestInput>> {
    let idle = core.settings.upload_idle();
    match tokio::time::timeout(idle, input.next()).await {
        Ok(message) => message.transpose(),
        Err(_) => Err(ApiError::new(
            ErrorKind::DeadlineExceeded,
            "UPLOAD_IDLE",
            format!(
                "nothing of the capture came for {} s, so its upload was broken off",
                idle.as_secs()
            ),
        )),
    }
}

fn checked(header: CaptureHeader) -> ApiResult<CaptureHeader> {
    for (field, value) in [
        ("header.name", &header.name),
        ("header.source", &header.source),
    ] {
        if value.len() > MAX_HEADER_FIELD_BYTES {
            return Err(ApiError::invalid_field(
                field,
                format!(
                    "has {} bytes: give at most {MAX_HEADER_FIELD_BYTES}",
                    value.len()
                ),
            ));
        }
    }
    Ok(CaptureHeader {
        name: header.name,
        source: header.source.trim().to_owned(),
    })
}

fn too_large(header: CaptureHeader, bytes: &Bytes, limit: u64) -> Receipt {
    let context = CaptureContext {
        // The capture as a whole is never seen, so it has no id of its own: this is that of the
        // bytes that were too many.
        capture: CaptureId::from_hash(&blake3::hash(&bytes[..bytes.len().min(1 << 16)])),
        header,
    };
    context.rejected(RejectedRange {
        range: SourceRange {
            byte_start: 0,
            byte_end: limit,
            line_start: 1,
            line_end: 1,
        },
        rejection: Rejection {
            code: "CAPTURE_TOO_LARGE".to_owned(),
            message: format!(
                "the capture has more than the {limit} bytes that are taken at once: cut it, or \
                 raise ingest.max_capture_bytes"
            ),
            line: None,
            byte: Some(limit),
            field: None,
        },
    })
}
