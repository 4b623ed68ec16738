//! Questions: read, checked, bounded, and planned against the words of the archive.

mod condition;
pub mod limits;
mod parse;
mod pattern;
mod plan;

pub use condition::{Condition, day_number, filter_key};
pub use parse::{ParsedText, Phrase, QueryWord, parse_text};
pub use pattern::{Closeness, MOST_TYPOS, WordPattern, deletion_keys};
pub use plan::{PREFIX_KEY_POINTS, Plan, PlannedName, PlannedWord};
