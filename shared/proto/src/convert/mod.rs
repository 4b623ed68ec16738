//! Conversions between messages and the domain's types.
//!
//! Towards the wire they cannot fail. From the wire they name the field that is wrong, with its
//! path, so that a caller learns where its request is at fault.

mod document;
mod enums;
mod extraction;
mod ingest;
mod link;
mod query;
mod records;
mod search;

use std::str::FromStr;

use communique_model::{ApiError, PartialDate};

/// A message that is not what its contract says: the path of the field, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {description}")]
pub struct InvalidMessage {
    /// Path of the field.
    pub field: String,
    /// What is wrong and what is expected.
    pub description: String,
}

impl InvalidMessage {
    /// A field that is wrong.
    pub fn new(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            description: description.into(),
        }
    }

    /// The same, seen from the message that holds this one in `parent`.
    #[must_use]
    pub fn inside(mut self, parent: &str) -> Self {
        self.field = format!("{parent}.{}", self.field);
        self
    }

    /// The same, seen from the message that holds this one in `parent` at `index`.
    #[must_use]
    pub fn inside_list(self, parent: &str, index: usize) -> Self {
        self.inside(&format!("{parent}[{index}]"))
    }
}

impl From<InvalidMessage> for ApiError {
    fn from(invalid: InvalidMessage) -> Self {
        Self::invalid_field(invalid.field, invalid.description)
    }
}

/// The value of a field that must be there.
pub fn required<T>(value: Option<T>, field: &str) -> Result<T, InvalidMessage> {
    value.ok_or_else(|| InvalidMessage::new(field, "is required"))
}

/// Reads a text field as an id or another parsed value.
fn parsed<T>(text: &str, field: &str) -> Result<T, InvalidMessage>
where
    T: FromStr,
    T::Err: ToString,
{
    text.parse()
        .map_err(|error: T::Err| InvalidMessage::new(field, error.to_string()))
}

/// Reads a text field whose empty value means "none".
fn optional<T>(text: &str, field: &str) -> Result<Option<T>, InvalidMessage>
where
    T: FromStr,
    T::Err: ToString,
{
    if text.is_empty() {
        Ok(None)
    } else {
        parsed(text, field).map(Some)
    }
}

fn optional_date(text: &str, field: &str) -> Result<Option<PartialDate>, InvalidMessage> {
    optional(text, field)
}

/// A text whose empty value means "none".
fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn printed(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Converts each item of a list, naming the one that is wrong.
fn list<W, D>(
    items: Vec<W>,
    field: &str,
    convert: impl Fn(W) -> Result<D, InvalidMessage>,
) -> Result<Vec<D>, InvalidMessage> {
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| convert(item).map_err(|error| error.inside_list(field, index)))
        .collect()
}
