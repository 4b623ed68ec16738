//! Everything that a backend needs of a document, computed once.

use std::collections::{BTreeMap, BTreeSet};

use communique_model::{ApiError, DocumentId, ErrorKind, FilterField, IndexedDocument};

use super::values::{DocumentValues, ValueRecord};
use crate::query::limits::{MAX_DOCUMENT_BYTES, MAX_TEXT_BYTES};
use crate::query::{PREFIX_KEY_POINTS, day_number};
use crate::text::joined_terms;

/// A document as backends take it.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Words of its title, folded, in order, joined by single spaces.
    pub title: String,
    /// Words of its text, folded, in order, joined by single spaces.
    pub text: String,
    /// Names and aliases of the entities that it mentions, each as folded words joined by spaces.
    pub names: BTreeSet<String>,
    /// Keys by which filters find it, folded; a superset of the keys of `values`.
    pub keys: BTreeMap<FilterField, BTreeSet<String>>,
    /// Values by which facets count it, by folded key.
    pub values: BTreeMap<FilterField, BTreeMap<String, ValueRecord>>,
    /// First and last day that its date may mean, in days since 1970-01-01.
    pub days: Option<(i32, i32)>,
    /// The document itself, as JSON.
    pub stored: Vec<u8>,
}

impl PreparedDocument {
    /// Prepares `indexed`. Takes time in proportion to its text.
    ///
    /// # Errors
    /// `InvalidArgument` that names the limit, if the text or the whole is too large.
    pub fn of(indexed: &IndexedDocument) -> Result<Self, ApiError> {
        let document = &indexed.document;
        let text_bytes = document.text.len().max(document.title.len());
        if text_bytes > MAX_TEXT_BYTES {
            return Err(too_large("document.text", text_bytes, MAX_TEXT_BYTES));
        }
        let stored = serde_json::to_vec(indexed)
            .map_err(|error| ApiError::internal(format!("document as JSON: {error}")))?;
        if stored.len() > MAX_DOCUMENT_BYTES {
            return Err(too_large("document", stored.len(), MAX_DOCUMENT_BYTES));
        }
        let DocumentValues {
            names,
            keys,
            values,
        } = DocumentValues::of(indexed);
        Ok(Self {
            id: document.id,
            title: joined_terms(&document.title),
            text: joined_terms(&document.text),
            names,
            keys,
            values,
            days: document
                .date
                .map(|date| (day_number(date.first_day()), day_number(date.last_day()))),
            stored,
        })
    }

    /// Rough size of what a backend has to take, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.stored.len() + self.title.len() + self.text.len()
    }

    /// The distinct words of title and text.
    #[must_use]
    pub fn terms(&self) -> BTreeSet<&str> {
        let words = self.title.split(' ').chain(self.text.split(' '));
        words.filter(|word| !word.is_empty()).collect()
    }

    /// What the words of title and text begin with: their first letter, first two, first three.
    #[must_use]
    pub fn prefixes(&self) -> BTreeSet<&str> {
        let mut prefixes = BTreeSet::new();
        for term in self.terms() {
            let ends = term.char_indices().map(|(at, _)| at).skip(1);
            for end in ends.chain([term.len()]).take(PREFIX_KEY_POINTS) {
                prefixes.insert(&term[..end]);
            }
        }
        prefixes
    }
}

fn too_large(field: &str, size: usize, limit: usize) -> ApiError {
    let mut error = ApiError::invalid_field(
        field,
        format!("{size} bytes are too many for the index: at most {limit}; split the document"),
    );
    error.kind = ErrorKind::InvalidArgument;
    error.reason = "DOCUMENT_TOO_LARGE".to_owned();
    error
}
