//! Documents made ready for a backend: words, keys and values instead of text and mentions.

mod fields;
mod prepare;
mod values;

pub use fields::{FILTER_FIELDS, field_number};
pub use prepare::PreparedDocument;
pub(crate) use values::name_key;
pub use values::{DocumentValues, ValueRecord};
