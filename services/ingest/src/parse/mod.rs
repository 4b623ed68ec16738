//! Captures to documents: encoding, recognition of the format, parsing and repair.

mod item;

pub use item::{ParsedCapture, ParsedDocument, ParsedItem, RejectedRange, SourceRange};
