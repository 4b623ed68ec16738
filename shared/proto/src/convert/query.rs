//! Queries and filters.

use communique_model as model;

use super::enums::{field_from_wire, field_to_wire, sort_from_wire, sort_to_wire};
use super::{InvalidMessage, list, optional_date, printed, required};
use crate::search::v1 as wire;

/// Deepest filter taken. Protobuf decoding itself stops at 100 levels of messages; this bound
/// keeps recursion here and in the backends far below any stack's end.
const MAX_FILTER_DEPTH: usize = 16;

/// Most values in all terms of one filter.
const MAX_FILTER_VALUES: usize = 1_000;

impl From<model::Query> for wire::SearchRequest {
    fn from(query: model::Query) -> Self {
        Self {
            query: query.text,
            filter: query.filter.map(Into::into),
            facets: query.facets.into_iter().map(field_to_wire).collect(),
            facet_limit: query.facet_limit,
            sort: sort_to_wire(query.sort),
            page_size: query.page_size,
            page_token: query.page_token,
        }
    }
}

impl TryFrom<wire::SearchRequest> for model::Query {
    type Error = InvalidMessage;

    fn try_from(request: wire::SearchRequest) -> Result<Self, InvalidMessage> {
        let mut values = 0;
        let filter = request
            .filter
            .map(|filter| filter_from_wire(filter, 1, &mut values))
            .transpose()
            .map_err(|error| error.inside("filter"))?;
        Ok(Self {
            text: request.query,
            filter,
            facets: list(request.facets, "facets", |field| {
                field_from_wire(field, "value")
            })?,
            facet_limit: request.facet_limit,
            sort: sort_from_wire(request.sort, "sort")?,
            page_size: request.page_size,
            page_token: request.page_token,
        })
    }
}

impl From<model::Filter> for wire::Filter {
    fn from(filter: model::Filter) -> Self {
        use wire::filter::Condition;
        let several = |filters: Vec<model::Filter>| wire::FilterList {
            filters: filters.into_iter().map(Into::into).collect(),
        };
        let condition = match filter {
            model::Filter::All(filters) => Condition::All(several(filters)),
            model::Filter::Any(filters) => Condition::Any(several(filters)),
            model::Filter::Not(filter) => Condition::Not(Box::new((*filter).into())),
            model::Filter::Terms { field, values } => Condition::Terms(wire::Terms {
                field: field_to_wire(field),
                values,
            }),
            model::Filter::DateRange { from, to } => Condition::DateRange(wire::DateRange {
                from: printed(from),
                to: printed(to),
            }),
        };
        Self {
            condition: Some(condition),
        }
    }
}

fn filter_from_wire(
    filter: wire::Filter,
    depth: usize,
    values: &mut usize,
) -> Result<model::Filter, InvalidMessage> {
    use wire::filter::Condition;
    if depth > MAX_FILTER_DEPTH {
        let limit = format!("is nested deeper than {MAX_FILTER_DEPTH} levels");
        return Err(InvalidMessage::new("condition", limit));
    }
    let mut several = |filters: wire::FilterList, name: &str| {
        let mut converted = Vec::with_capacity(filters.filters.len());
        for (index, filter) in filters.filters.into_iter().enumerate() {
            let filter = filter_from_wire(filter, depth + 1, values)
                .map_err(|error| error.inside_list(&format!("{name}.filters"), index))?;
            converted.push(filter);
        }
        Ok(converted)
    };
    match required(filter.condition, "condition")? {
        Condition::All(filters) => several(filters, "all").map(model::Filter::All),
        Condition::Any(filters) => several(filters, "any").map(model::Filter::Any),
        Condition::Not(filter) => {
            let filter = filter_from_wire(*filter, depth + 1, values);
            Ok(model::Filter::Not(Box::new(
                filter.map_err(|error| error.inside("not"))?,
            )))
        }
        Condition::Terms(terms) => {
            *values += terms.values.len();
            if terms.values.is_empty() {
                return Err(InvalidMessage::new(
                    "terms.values",
                    "needs at least one value",
                ));
            }
            if *values > MAX_FILTER_VALUES {
                let limit = format!("the filter has more than {MAX_FILTER_VALUES} values in all");
                return Err(InvalidMessage::new("terms.values", limit));
            }
            Ok(model::Filter::Terms {
                field: field_from_wire(terms.field, "terms.field")?,
                values: terms.values,
            })
        }
        Condition::DateRange(range) => Ok(model::Filter::DateRange {
            from: optional_date(&range.from, "date_range.from")?,
            to: optional_date(&range.to, "date_range.to")?,
        }),
    }
}
