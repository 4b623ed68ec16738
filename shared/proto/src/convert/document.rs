//! Documents, appearances and repairs.

use communique_model as model;

use super::enums::{
    basis_from_wire, basis_to_wire, format_from_wire, format_to_wire, media_from_wire,
    media_to_wire, passage_from_wire, passage_to_wire, repair_from_wire, repair_to_wire,
};
use super::{InvalidMessage, list, non_empty, optional_date, parsed, printed, required};
use crate::document::v1 as wire;

impl From<model::Span> for wire::Span {
    fn from(span: model::Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
        }
    }
}

impl TryFrom<wire::Span> for model::Span {
    type Error = InvalidMessage;

    fn try_from(span: wire::Span) -> Result<Self, InvalidMessage> {
        if span.end < span.start {
            return Err(InvalidMessage::new("end", "lies before `start`"));
        }
        Ok(Self::new(span.start, span.end))
    }
}

impl From<model::Passage> for wire::Passage {
    fn from(passage: model::Passage) -> Self {
        Self {
            kind: passage_to_wire(passage.kind),
            span: Some(passage.span.into()),
            speaker: passage.speaker.map(Into::into),
        }
    }
}

impl TryFrom<wire::Passage> for model::Passage {
    type Error = InvalidMessage;

    fn try_from(passage: wire::Passage) -> Result<Self, InvalidMessage> {
        let speaker = passage.speaker.map(model::Span::try_from).transpose();
        Ok(Self {
            kind: passage_from_wire(passage.kind, "kind")?,
            span: required(passage.span, "span")?
                .try_into()
                .map_err(|error: InvalidMessage| error.inside("span"))?,
            speaker: speaker.map_err(|error| error.inside("speaker"))?,
        })
    }
}

impl From<model::Document> for wire::Document {
    fn from(document: model::Document) -> Self {
        Self {
            id: document.id.to_string(),
            version: document.version.to_string(),
            supersedes: document
                .supersedes
                .iter()
                .map(ToString::to_string)
                .collect(),
            format: format_to_wire(document.format),
            parser_revision: document.parser_revision,
            text: document.text,
            title: document.title,
            passages: document.passages.into_iter().map(Into::into).collect(),
            date: printed(document.date),
            date_basis: document.date_basis.map_or(0, basis_to_wire),
            time: document.time.unwrap_or_default(),
            place: document.place.unwrap_or_default(),
            truncated: document.truncated,
        }
    }
}

impl TryFrom<wire::Document> for model::Document {
    type Error = InvalidMessage;

    fn try_from(document: wire::Document) -> Result<Self, InvalidMessage> {
        let length = u32::try_from(document.text.chars().count()).unwrap_or(u32::MAX);
        let passages = list(document.passages, "passages", model::Passage::try_from)?;
        if let Some(index) = passages
            .iter()
            .position(|passage| passage.span.end > length)
        {
            let field = format!("passages[{index}].span.end");
            return Err(InvalidMessage::new(field, "lies beyond the text"));
        }
        Ok(Self {
            id: parsed(&document.id, "id")?,
            version: parsed(&document.version, "version")?,
            supersedes: list(document.supersedes, "supersedes", |id| {
                parsed(&id, "version")
            })?,
            format: format_from_wire(document.format, "format")?,
            parser_revision: document.parser_revision,
            text: document.text,
            title: document.title,
            passages,
            date: optional_date(&document.date, "date")?,
            date_basis: match document.date_basis {
                0 => None,
                basis => Some(basis_from_wire(basis, "date_basis")?),
            },
            time: non_empty(document.time),
            place: non_empty(document.place),
            truncated: document.truncated,
        })
    }
}

impl From<model::Locator> for wire::Locator {
    fn from(locator: model::Locator) -> Self {
        Self {
            capture: locator.capture.to_string(),
            name: locator.name,
            byte_start: locator.byte_start,
            byte_end: locator.byte_end,
            line_start: locator.line_start,
            line_end: locator.line_end,
        }
    }
}

impl TryFrom<wire::Locator> for model::Locator {
    type Error = InvalidMessage;

    fn try_from(locator: wire::Locator) -> Result<Self, InvalidMessage> {
        Ok(Self {
            capture: parsed(&locator.capture, "capture")?,
            name: locator.name,
            byte_start: locator.byte_start,
            byte_end: locator.byte_end,
            line_start: locator.line_start,
            line_end: locator.line_end,
        })
    }
}

impl From<model::Repair> for wire::Repair {
    fn from(repair: model::Repair) -> Self {
        Self {
            kind: repair_to_wire(repair.kind),
            line_start: repair.line_start,
            line_end: repair.line_end,
        }
    }
}

impl TryFrom<wire::Repair> for model::Repair {
    type Error = InvalidMessage;

    fn try_from(repair: wire::Repair) -> Result<Self, InvalidMessage> {
        Ok(Self {
            kind: repair_from_wire(repair.kind, "kind")?,
            line_start: repair.line_start,
            line_end: repair.line_end,
        })
    }
}

impl From<model::Appearance> for wire::Appearance {
    fn from(appearance: model::Appearance) -> Self {
        Self {
            id: appearance.id.to_string(),
            document: appearance.document.to_string(),
            version: appearance.version.to_string(),
            source: appearance.source,
            post_id: appearance.post_id.unwrap_or_default(),
            forwarded_from: appearance.forwarded_from.unwrap_or_default(),
            url: appearance.url.unwrap_or_default(),
            published_at: printed(appearance.published_at),
            media: appearance.media.into_iter().map(media_to_wire).collect(),
            locator: Some(appearance.locator.into()),
            repairs: appearance.repairs.into_iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::Appearance> for model::Appearance {
    type Error = InvalidMessage;

    fn try_from(appearance: wire::Appearance) -> Result<Self, InvalidMessage> {
        Ok(Self {
            id: parsed(&appearance.id, "id")?,
            document: parsed(&appearance.document, "document")?,
            version: parsed(&appearance.version, "version")?,
            source: appearance.source,
            post_id: non_empty(appearance.post_id),
            forwarded_from: non_empty(appearance.forwarded_from),
            url: non_empty(appearance.url),
            published_at: optional_date(&appearance.published_at, "published_at")?,
            media: list(appearance.media, "media", |flag| {
                media_from_wire(flag, "value")
            })?,
            locator: model::Locator::try_from(required(appearance.locator, "locator")?)
                .map_err(|error| error.inside("locator"))?,
            repairs: list(appearance.repairs, "repairs", model::Repair::try_from)?,
        })
    }
}

impl From<model::IndexedDocument> for wire::IndexedDocument {
    fn from(indexed: model::IndexedDocument) -> Self {
        Self {
            document: Some(indexed.document.into()),
            appearances: indexed.appearances.into_iter().map(Into::into).collect(),
            extraction: Some(indexed.extraction.into()),
            revision: indexed.revision,
        }
    }
}

impl TryFrom<wire::IndexedDocument> for model::IndexedDocument {
    type Error = InvalidMessage;

    fn try_from(indexed: wire::IndexedDocument) -> Result<Self, InvalidMessage> {
        Ok(Self {
            document: model::Document::try_from(required(indexed.document, "document")?)
                .map_err(|error| error.inside("document"))?,
            appearances: list(
                indexed.appearances,
                "appearances",
                model::Appearance::try_from,
            )?,
            extraction: model::Extraction::try_from(required(indexed.extraction, "extraction")?)
                .map_err(|error| error.inside("extraction"))?,
            revision: indexed.revision,
        })
    }
}
