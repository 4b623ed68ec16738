//! The messages of the ingest service.

use bytes::Bytes;
use communique_model as model;
use communique_model::api;

use super::enums::{
    novelty_from_wire, novelty_to_wire, receipt_status_from_wire, receipt_status_to_wire,
};
use super::{InvalidMessage, list, non_empty, optional, parsed, printed, required};
use crate::ingest::v1 as wire;

impl From<api::IngestInput> for wire::IngestRequest {
    fn from(input: api::IngestInput) -> Self {
        use wire::ingest_request::Input;
        let input = match input {
            api::IngestInput::Header(header) => Input::Header(wire::CaptureHeader {
                name: header.name,
                source: header.source,
            }),
            api::IngestInput::Chunk(bytes) => Input::Chunk(bytes.into()),
        };
        Self { input: Some(input) }
    }
}

impl TryFrom<wire::IngestRequest> for api::IngestInput {
    type Error = InvalidMessage;

    fn try_from(request: wire::IngestRequest) -> Result<Self, InvalidMessage> {
        use wire::ingest_request::Input;
        Ok(match required(request.input, "input")? {
            Input::Header(header) => Self::Header(api::CaptureHeader {
                name: header.name,
                source: header.source,
            }),
            Input::Chunk(chunk) => Self::Chunk(Bytes::from(chunk)),
        })
    }
}

impl From<model::Rejection> for wire::Rejection {
    fn from(rejection: model::Rejection) -> Self {
        Self {
            code: rejection.code,
            message: rejection.message,
            line: rejection.line.unwrap_or_default(),
            byte: rejection.byte,
            field: rejection.field.unwrap_or_default(),
        }
    }
}

impl From<wire::Rejection> for model::Rejection {
    fn from(rejection: wire::Rejection) -> Self {
        Self {
            code: rejection.code,
            message: rejection.message,
            line: (rejection.line > 0).then_some(rejection.line),
            byte: rejection.byte,
            field: non_empty(rejection.field),
        }
    }
}

impl From<model::Receipt> for wire::IngestResponse {
    fn from(receipt: model::Receipt) -> Self {
        Self {
            sequence: receipt.sequence,
            status: receipt_status_to_wire(receipt.status),
            document_id: printed(receipt.document_id),
            version_id: printed(receipt.version_id),
            appearance_id: printed(receipt.appearance_id),
            appearance: receipt.appearance.map_or(0, novelty_to_wire),
            source: receipt.source,
            locator: Some(receipt.locator.into()),
            reason: receipt.reason.map(Into::into),
            repairs: receipt.repairs.into_iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::IngestResponse> for model::Receipt {
    type Error = InvalidMessage;

    fn try_from(response: wire::IngestResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            sequence: response.sequence,
            status: receipt_status_from_wire(response.status, "status")?,
            document_id: optional(&response.document_id, "document_id")?,
            version_id: optional(&response.version_id, "version_id")?,
            appearance_id: optional(&response.appearance_id, "appearance_id")?,
            appearance: match response.appearance {
                0 => None,
                novelty => Some(novelty_from_wire(novelty, "appearance")?),
            },
            source: response.source,
            locator: model::Locator::try_from(required(response.locator, "locator")?)
                .map_err(|error| error.inside("locator"))?,
            reason: response.reason.map(Into::into),
            repairs: list(response.repairs, "repairs", model::Repair::try_from)?,
        })
    }
}

impl From<api::DocumentRecord> for wire::GetArchivedDocumentResponse {
    fn from(record: api::DocumentRecord) -> Self {
        Self {
            document: Some(record.document.into()),
            appearances: record.appearances.into_iter().map(Into::into).collect(),
            removed: record.removed,
        }
    }
}

impl TryFrom<wire::GetArchivedDocumentResponse> for api::DocumentRecord {
    type Error = InvalidMessage;

    fn try_from(response: wire::GetArchivedDocumentResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            document: model::Document::try_from(required(response.document, "document")?)
                .map_err(|error| error.inside("document"))?,
            appearances: list(
                response.appearances,
                "appearances",
                model::Appearance::try_from,
            )?,
            removed: response.removed,
        })
    }
}

impl From<api::ReindexProgress> for wire::ReindexResponse {
    fn from(progress: api::ReindexProgress) -> Self {
        Self {
            documents: progress.documents,
            indexed: progress.indexed,
            failed: progress.failed,
            finished: progress.finished,
        }
    }
}

impl From<wire::ReindexResponse> for api::ReindexProgress {
    fn from(response: wire::ReindexResponse) -> Self {
        Self {
            documents: response.documents,
            indexed: response.indexed,
            failed: response.failed,
            finished: response.finished,
        }
    }
}

impl From<api::IngestDescription> for wire::DescribeArchiveResponse {
    fn from(description: api::IngestDescription) -> Self {
        Self {
            archive_id: description.archive.to_string(),
            layout_version: description.layout_version,
            documents: description.documents,
            pending: description.pending,
            max_capture_bytes: description.max_capture_bytes,
        }
    }
}

impl TryFrom<wire::DescribeArchiveResponse> for api::IngestDescription {
    type Error = InvalidMessage;

    fn try_from(response: wire::DescribeArchiveResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            archive: parsed(&response.archive_id, "archive_id")?,
            layout_version: response.layout_version,
            documents: response.documents,
            pending: response.pending,
            max_capture_bytes: response.max_capture_bytes,
        })
    }
}
