//! Fields of the embedded index, and how a prepared document fills them.

use communique_model::FilterField;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use crate::document::{PreparedDocument, ValueRecord, field_number};
use crate::error::IndexError;
use crate::index::IndexResult;

/// Stands between the parts of a composed term; no key holds it, as white space is folded away
/// and control characters are escaped in JSON.
pub(super) const SEPARATOR: char = '\u{0}';

/// Name of the column of a facet.
pub(super) fn value_column(field: FilterField) -> String {
    format!("value_{}", field_number(field))
}

/// Names of the columns that order documents with the same rank, and by date.
pub(super) const ID_HIGH: &str = "id_high";
pub(super) const ID_LOW: &str = "id_low";
pub(super) const FIRST_DAY: &str = "first_day";

/// The fields.
#[derive(Clone)]
pub(super) struct Fields {
    pub(super) id: Field,
    id_high: Field,
    id_low: Field,
    /// Words in order, with positions.
    pub(super) title: Field,
    pub(super) text: Field,
    /// First one, two and three letters of every word.
    pub(super) prefix: Field,
    pub(super) names: Field,
    /// What filters look up.
    pub(super) keys: [Field; 9],
    /// What facets count.
    pub(super) values: [Field; 9],
    /// Number of the field, key, record as JSON: a dictionary of what is known of values.
    pub(super) records: Field,
    /// Word of a name, number of the field, key: a dictionary for suggestions.
    pub(super) words_of_names: Field,
    pub(super) first_day: Field,
    pub(super) last_day: Field,
    pub(super) stored: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let raw = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        // Words come folded and joined by spaces, so that cutting at spaces restores them.
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let counted = raw.clone().set_fast("raw");
        let numbered = |builder: &mut SchemaBuilder, name: &str, options: &TextOptions| {
            std::array::from_fn(|n| builder.add_text_field(&format!("{name}_{n}"), options.clone()))
        };
        let fields = Self {
            id: builder.add_text_field("id", raw.clone()),
            id_high: builder.add_u64_field(ID_HIGH, FAST),
            id_low: builder.add_u64_field(ID_LOW, FAST),
            title: builder.add_text_field("title", words.clone()),
            text: builder.add_text_field("text", words),
            prefix: builder.add_text_field("prefix", raw.clone()),
            names: builder.add_text_field("names", raw.clone()),
            keys: numbered(&mut builder, "key", &raw),
            values: numbered(&mut builder, "value", &counted),
            records: builder.add_text_field("records", raw.clone()),
            words_of_names: builder.add_text_field("words_of_names", raw),
            first_day: builder.add_i64_field(FIRST_DAY, FAST | INDEXED),
            last_day: builder.add_i64_field("last_day", INDEXED),
            stored: builder.add_bytes_field("stored", STORED),
        };
        (builder.build(), fields)
    }

    /// The document as tantivy takes it.
    pub(super) fn document(&self, prepared: &PreparedDocument) -> IndexResult<TantivyDocument> {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, prepared.id.to_string());
        let id = u128::from_be_bytes(*prepared.id.as_bytes());
        document.add_u64(self.id_high, (id >> 64) as u64);
        document.add_u64(self.id_low, id as u64);
        document.add_text(self.title, &prepared.title);
        document.add_text(self.text, &prepared.text);
        for prefix in prepared.prefixes() {
            document.add_text(self.prefix, prefix);
        }
        for name in &prepared.names {
            document.add_text(self.names, name);
        }
        for (&field, keys) in &prepared.keys {
            for key in keys {
                document.add_text(self.keys[field_number(field)], key);
            }
        }
        for (&field, values) in &prepared.values {
            for (key, record) in values {
                document.add_text(self.values[field_number(field)], key);
                self.add_record(&mut document, field, key, record)?;
            }
        }
        if let Some((first, last)) = prepared.days {
            document.add_i64(self.first_day, i64::from(first));
            document.add_i64(self.last_day, i64::from(last));
        }
        document.add_bytes(self.stored, &prepared.stored);
        Ok(document)
    }

    fn add_record(
        &self,
        document: &mut TantivyDocument,
        field: FilterField,
        key: &str,
        record: &ValueRecord,
    ) -> IndexResult<()> {
        let json = serde_json::to_string(record)
            .map_err(|error| IndexError::Broken(format!("value as JSON: {error}")))?;
        document.add_text(self.records, format!("{}{json}", record_term(field, key)));
        if !record.is_suggested_as(field) {
            return Ok(());
        }
        let number = field_number(field);
        for word in record.words() {
            let term = format!("{word}{SEPARATOR}{number}{SEPARATOR}{key}");
            document.add_text(self.words_of_names, term);
        }
        Ok(())
    }
}

/// What every term of [`Fields::records`] for this value begins with.
pub(super) fn record_term(field: FilterField, key: &str) -> String {
    let number = field_number(field);
    format!("{number}{SEPARATOR}{key}{SEPARATOR}")
}
