//! The messages of the search service, save for queries.

use communique_model as model;
use communique_model::api;

use super::enums::{
    document_kind_from_wire, document_kind_to_wire, field_from_wire, field_to_wire, mode_from_wire,
    mode_to_wire, notice_from_wire, notice_to_wire, suggestion_from_wire, suggestion_to_wire,
};
use super::{InvalidMessage, list, non_empty, optional, optional_date, parsed, printed, required};
use crate::search::v1 as wire;
use crate::status::{error_from_item, item_error};

impl From<api::IndexInput> for wire::IndexRequest {
    fn from(input: api::IndexInput) -> Self {
        use wire::index_request::Input;
        let mut trace = None;
        let input = match input {
            api::IndexInput::Header(header) => Input::Header(wire::IndexHeader {
                archive_id: header.archive.to_string(),
                schema_version: header.schema_version,
                engine: header.engine,
                mode: mode_to_wire(header.mode),
            }),
            api::IndexInput::Document {
                document,
                trace: context,
            } => {
                trace = (!context.parent.is_empty()).then_some(wire::TraceContext {
                    traceparent: context.parent,
                    tracestate: context.state,
                });
                Input::Document((*document).into())
            }
            api::IndexInput::Flush => Input::Flush(wire::Flush {}),
            api::IndexInput::Finish => Input::Finish(wire::Finish {}),
        };
        Self {
            input: Some(input),
            trace,
        }
    }
}

impl TryFrom<wire::IndexRequest> for api::IndexInput {
    type Error = InvalidMessage;

    fn try_from(request: wire::IndexRequest) -> Result<Self, InvalidMessage> {
        use wire::index_request::Input;
        Ok(match required(request.input, "input")? {
            Input::Header(header) => Self::Header(model::IndexHeader {
                archive: parsed(&header.archive_id, "header.archive_id")?,
                schema_version: header.schema_version,
                engine: header.engine,
                mode: mode_from_wire(header.mode, "header.mode")?,
            }),
            Input::Document(document) => Self::Document {
                document: Box::new(
                    model::IndexedDocument::try_from(document)
                        .map_err(|error| error.inside("document"))?,
                ),
                trace: request
                    .trace
                    .map_or_else(Default::default, |trace| api::TraceContext {
                        parent: trace.traceparent,
                        state: trace.tracestate,
                    }),
            },
            Input::Flush(wire::Flush {}) => Self::Flush,
            Input::Finish(wire::Finish {}) => Self::Finish,
        })
    }
}

impl From<api::IndexAck> for wire::IndexResponse {
    fn from(ack: api::IndexAck) -> Self {
        Self {
            sequence: ack.sequence,
            document_id: printed(ack.document),
            error: ack.outcome.err().map(item_error),
        }
    }
}

impl TryFrom<wire::IndexResponse> for api::IndexAck {
    type Error = InvalidMessage;

    fn try_from(response: wire::IndexResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            sequence: response.sequence,
            document: optional(&response.document_id, "document_id")?,
            outcome: match response.error {
                None => Ok(()),
                Some(error) => Err(error_from_item(error)),
            },
        })
    }
}

impl From<model::Hit> for wire::Hit {
    fn from(hit: model::Hit) -> Self {
        let highlights = hit.highlights.into_iter().map(|highlight| wire::Highlight {
            span: Some(highlight.span.into()),
            word: highlight.word,
        });
        Self {
            document_id: hit.document_id.to_string(),
            title: hit.title,
            date: printed(hit.date),
            kind: hit.kind.map_or(0, document_kind_to_wire),
            appearances: hit.appearances.into_iter().map(Into::into).collect(),
            text: hit.text,
            text_start: hit.text_start,
            highlights: highlights.collect(),
            snippet: Some(hit.snippet.into()),
        }
    }
}

impl TryFrom<wire::Highlight> for model::Highlight {
    type Error = InvalidMessage;

    fn try_from(highlight: wire::Highlight) -> Result<Self, InvalidMessage> {
        Ok(Self {
            span: model::Span::try_from(required(highlight.span, "span")?)
                .map_err(|error| error.inside("span"))?,
            word: highlight.word,
        })
    }
}

impl TryFrom<wire::Hit> for model::Hit {
    type Error = InvalidMessage;

    fn try_from(hit: wire::Hit) -> Result<Self, InvalidMessage> {
        Ok(Self {
            document_id: parsed(&hit.document_id, "document_id")?,
            title: hit.title,
            date: optional_date(&hit.date, "date")?,
            kind: match hit.kind {
                0 => None,
                kind => Some(document_kind_from_wire(kind, "kind")?),
            },
            appearances: list(hit.appearances, "appearances", model::Appearance::try_from)?,
            text: hit.text,
            text_start: hit.text_start,
            highlights: list(hit.highlights, "highlights", model::Highlight::try_from)?,
            snippet: model::Span::try_from(required(hit.snippet, "snippet")?)
                .map_err(|error| error.inside("snippet"))?,
        })
    }
}

impl From<model::Facet> for wire::Facet {
    fn from(facet: model::Facet) -> Self {
        let values = facet.values.into_iter().map(|value| wire::FacetValue {
            value: value.value,
            name: value.name,
            count: value.count,
        });
        Self {
            field: field_to_wire(facet.field),
            values: values.collect(),
            distinct: facet.distinct,
            exact: facet.exact,
        }
    }
}

impl TryFrom<wire::Facet> for model::Facet {
    type Error = InvalidMessage;

    fn try_from(facet: wire::Facet) -> Result<Self, InvalidMessage> {
        let values = facet.values.into_iter().map(|value| model::FacetValue {
            value: value.value,
            name: value.name,
            count: value.count,
        });
        Ok(Self {
            field: field_from_wire(facet.field, "field")?,
            values: values.collect(),
            distinct: facet.distinct,
            exact: facet.exact,
        })
    }
}

impl TryFrom<wire::Notice> for model::Notice {
    type Error = InvalidMessage;

    fn try_from(notice: wire::Notice) -> Result<Self, InvalidMessage> {
        Ok(Self {
            code: notice_from_wire(notice.code, "code")?,
            message: notice.message,
            words: notice.words,
        })
    }
}

impl From<model::SearchResults> for wire::SearchResponse {
    fn from(results: model::SearchResults) -> Self {
        let notices = results.notices.into_iter().map(|notice| wire::Notice {
            code: notice_to_wire(notice.code),
            message: notice.message,
            words: notice.words,
        });
        Self {
            total: results.total,
            exact: results.exact,
            hits: results.hits.into_iter().map(Into::into).collect(),
            facets: results.facets.into_iter().map(Into::into).collect(),
            notices: notices.collect(),
            next_page_token: results.next_page_token,
            generation: results.generation,
            engine: results.engine,
            backend: results.backend,
            archive_id: printed(results.archive),
        }
    }
}

impl TryFrom<wire::SearchResponse> for model::SearchResults {
    type Error = InvalidMessage;

    fn try_from(response: wire::SearchResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            total: response.total,
            exact: response.exact,
            hits: list(response.hits, "hits", model::Hit::try_from)?,
            facets: list(response.facets, "facets", model::Facet::try_from)?,
            notices: list(response.notices, "notices", model::Notice::try_from)?,
            next_page_token: response.next_page_token,
            generation: response.generation,
            engine: response.engine,
            backend: response.backend,
            archive: optional(&response.archive_id, "archive_id")?,
        })
    }
}

impl From<Vec<model::Suggestion>> for wire::SuggestResponse {
    fn from(suggestions: Vec<model::Suggestion>) -> Self {
        let suggestions = suggestions.into_iter().map(|suggestion| wire::Suggestion {
            text: suggestion.text,
            kind: suggestion_to_wire(suggestion.kind),
            entity_id: suggestion.entity_id.unwrap_or_default(),
            count: suggestion.count,
        });
        Self {
            suggestions: suggestions.collect(),
        }
    }
}

impl TryFrom<wire::SuggestResponse> for Vec<model::Suggestion> {
    type Error = InvalidMessage;

    fn try_from(response: wire::SuggestResponse) -> Result<Self, InvalidMessage> {
        list(response.suggestions, "suggestions", |suggestion| {
            Ok(model::Suggestion {
                text: suggestion.text,
                kind: suggestion_from_wire(suggestion.kind, "kind")?,
                entity_id: non_empty(suggestion.entity_id),
                count: suggestion.count,
            })
        })
    }
}

impl From<api::SearchDescription> for wire::DescribeIndexResponse {
    fn from(description: api::SearchDescription) -> Self {
        Self {
            backend: description.backend,
            ready: description.ready,
            not_ready: description.not_ready.unwrap_or_default(),
            documents: description.documents,
            generation: description.generation,
            schema_version: description.schema_version,
            engine: description.engine,
            archive_id: printed(description.archive),
        }
    }
}

impl TryFrom<wire::DescribeIndexResponse> for api::SearchDescription {
    type Error = InvalidMessage;

    fn try_from(response: wire::DescribeIndexResponse) -> Result<Self, InvalidMessage> {
        Ok(Self {
            backend: response.backend,
            ready: response.ready,
            not_ready: non_empty(response.not_ready),
            documents: response.documents,
            generation: response.generation,
            schema_version: response.schema_version,
            engine: response.engine,
            archive: optional(&response.archive_id, "archive_id")?,
        })
    }
}
