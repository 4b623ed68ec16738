//! Extractions and the messages of the extraction service.

use communique_model as model;
use communique_model::api;

use super::enums::{
    basis_from_wire, basis_to_wire, document_kind_from_wire, document_kind_to_wire,
    entity_kind_from_wire, entity_kind_to_wire, label_from_wire, label_to_wire,
};
use super::{InvalidMessage, list, non_empty, optional_date, printed, required};
use crate::document::v1 as wire;
use crate::extraction::v1 as service;
use crate::status::{error_from_item, item_error};

fn ids_to_wire(ids: Vec<model::EntityId>) -> Vec<String> {
    ids.into_iter().map(|id| id.0).collect()
}

fn ids_from_wire(ids: Vec<String>) -> Vec<model::EntityId> {
    ids.into_iter().map(model::EntityId).collect()
}

impl From<model::Mention> for wire::Mention {
    fn from(mention: model::Mention) -> Self {
        Self {
            span: Some(mention.span.into()),
            label: label_to_wire(mention.label),
            entity: mention.entity.map(|id| id.0).unwrap_or_default(),
            parts: ids_to_wire(mention.parts),
            value: mention.value.unwrap_or_default(),
            layer: mention.layer,
            link: mention.link.map(Into::into),
            candidates: mention.candidates.into_iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::Mention> for model::Mention {
    type Error = InvalidMessage;

    fn try_from(mention: wire::Mention) -> Result<Self, InvalidMessage> {
        Ok(Self {
            span: model::Span::try_from(required(mention.span, "span")?)
                .map_err(|error| error.inside("span"))?,
            label: label_from_wire(mention.label, "label")?,
            entity: non_empty(mention.entity).map(model::EntityId),
            parts: ids_from_wire(mention.parts),
            value: non_empty(mention.value),
            layer: mention.layer,
            link: mention
                .link
                .map(model::Link::try_from)
                .transpose()
                .map_err(|error| error.inside("link"))?,
            candidates: list(
                mention.candidates,
                "candidates",
                model::LinkCandidate::try_from,
            )?,
        })
    }
}

impl From<model::Entity> for wire::Entity {
    fn from(entity: model::Entity) -> Self {
        Self {
            id: entity.id.0,
            kind: entity_kind_to_wire(entity.kind),
            name: entity.name,
            aliases: entity.aliases,
            country: entity.country.unwrap_or_default(),
            part_of: ids_to_wire(entity.part_of),
            provenance: entity.provenance,
        }
    }
}

impl TryFrom<wire::Entity> for model::Entity {
    type Error = InvalidMessage;

    fn try_from(entity: wire::Entity) -> Result<Self, InvalidMessage> {
        Ok(Self {
            id: model::EntityId(entity.id),
            kind: entity_kind_from_wire(entity.kind, "kind")?,
            name: entity.name,
            aliases: entity.aliases,
            country: non_empty(entity.country),
            part_of: ids_from_wire(entity.part_of),
            provenance: entity.provenance,
        })
    }
}

impl From<model::Extraction> for wire::Extraction {
    fn from(extraction: model::Extraction) -> Self {
        Self {
            engine: extraction.engine,
            language: extraction.language.unwrap_or_default(),
            mentions: extraction.mentions.into_iter().map(Into::into).collect(),
            entities: extraction.entities.into_iter().map(Into::into).collect(),
            date: printed(extraction.date),
            kind: extraction.kind.map_or(0, document_kind_to_wire),
            speakers: ids_to_wire(extraction.speakers),
            offices: extraction.offices.into_iter().map(Into::into).collect(),
            events: extraction.events.into_iter().map(Into::into).collect(),
            figures: extraction.figures.into_iter().map(Into::into).collect(),
            chairs: extraction.chairs.into_iter().map(Into::into).collect(),
            date_basis: extraction.date_basis.map_or(0, basis_to_wire),
            place: extraction.place.map(Into::into),
            utterances: extraction.utterances.into_iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::Extraction> for model::Extraction {
    type Error = InvalidMessage;

    fn try_from(extraction: wire::Extraction) -> Result<Self, InvalidMessage> {
        Ok(Self {
            engine: extraction.engine,
            language: non_empty(extraction.language),
            mentions: list(extraction.mentions, "mentions", model::Mention::try_from)?,
            entities: list(extraction.entities, "entities", model::Entity::try_from)?,
            date: optional_date(&extraction.date, "date")?,
            kind: match extraction.kind {
                0 => None,
                kind => Some(document_kind_from_wire(kind, "kind")?),
            },
            speakers: ids_from_wire(extraction.speakers),
            offices: list(extraction.offices, "offices", model::OfficeReport::try_from)?,
            events: list(extraction.events, "events", model::EventReport::try_from)?,
            figures: list(extraction.figures, "figures", model::FigureReport::try_from)?,
            chairs: list(extraction.chairs, "chairs", model::ChairReport::try_from)?,
            date_basis: match extraction.date_basis {
                0 => None,
                basis => Some(basis_from_wire(basis, "date_basis")?),
            },
            place: extraction.place.map(Into::into),
            utterances: list(
                extraction.utterances,
                "utterances",
                model::Utterance::try_from,
            )?,
        })
    }
}

impl From<api::ExtractRequest> for service::ExtractRequest {
    fn from(request: api::ExtractRequest) -> Self {
        Self {
            text: request.text,
            reference_date: printed(request.reference_date),
        }
    }
}

impl TryFrom<service::ExtractRequest> for api::ExtractRequest {
    type Error = InvalidMessage;

    fn try_from(request: service::ExtractRequest) -> Result<Self, InvalidMessage> {
        Ok(Self {
            text: request.text,
            reference_date: optional_date(&request.reference_date, "reference_date")?,
        })
    }
}

impl From<api::ExtractRequest> for service::ExtractStreamRequest {
    fn from(request: api::ExtractRequest) -> Self {
        Self {
            text: request.text,
            reference_date: printed(request.reference_date),
        }
    }
}

impl TryFrom<service::ExtractStreamRequest> for api::ExtractRequest {
    type Error = InvalidMessage;

    fn try_from(request: service::ExtractStreamRequest) -> Result<Self, InvalidMessage> {
        Ok(Self {
            text: request.text,
            reference_date: optional_date(&request.reference_date, "reference_date")?,
        })
    }
}

impl From<model::Extraction> for service::ExtractResponse {
    fn from(extraction: model::Extraction) -> Self {
        Self {
            extraction: Some(extraction.into()),
        }
    }
}

impl TryFrom<service::ExtractResponse> for model::Extraction {
    type Error = InvalidMessage;

    fn try_from(response: service::ExtractResponse) -> Result<Self, InvalidMessage> {
        Self::try_from(required(response.extraction, "extraction")?)
            .map_err(|error| error.inside("extraction"))
    }
}

impl From<api::StreamedExtraction> for service::ExtractStreamResponse {
    fn from(answer: api::StreamedExtraction) -> Self {
        use service::extract_stream_response::Outcome;
        let outcome = match answer.outcome {
            Ok(extraction) => Outcome::Extraction(extraction.into()),
            Err(error) => Outcome::Error(item_error(error)),
        };
        Self {
            sequence: answer.sequence,
            outcome: Some(outcome),
        }
    }
}

impl TryFrom<service::ExtractStreamResponse> for api::StreamedExtraction {
    type Error = InvalidMessage;

    fn try_from(response: service::ExtractStreamResponse) -> Result<Self, InvalidMessage> {
        use service::extract_stream_response::Outcome;
        let outcome = match required(response.outcome, "outcome")? {
            Outcome::Extraction(extraction) => Ok(model::Extraction::try_from(extraction)
                .map_err(|error| error.inside("extraction"))?),
            Outcome::Error(error) => Err(error_from_item(error)),
        };
        Ok(Self {
            sequence: response.sequence,
            outcome,
        })
    }
}

impl From<api::ExtractionDescription> for service::DescribeEngineResponse {
    fn from(description: api::ExtractionDescription) -> Self {
        Self {
            engine: description.engine,
            knowledge_version: description.knowledge_version,
            max_text_bytes: description.max_text_bytes,
        }
    }
}

impl From<service::DescribeEngineResponse> for api::ExtractionDescription {
    fn from(response: service::DescribeEngineResponse) -> Self {
        Self {
            engine: response.engine,
            knowledge_version: response.knowledge_version,
            max_text_bytes: response.max_text_bytes,
        }
    }
}
