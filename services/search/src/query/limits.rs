//! Bounds of what is taken in and given out. They are part of the contract: each is named in the
//! error or notice that it causes.

/// Longest text of a question, in bytes.
pub const MAX_QUERY_BYTES: usize = 4_096;
/// Most words of a question, those of phrases included.
pub const MAX_QUERY_WORDS: usize = 64;
/// Deepest nesting of a filter.
pub const MAX_FILTER_DEPTH: usize = 16;
/// Most values and inner conditions of a filter, all together.
pub const MAX_FILTER_VALUES: usize = 1_000;
/// Longest value of a filter, in bytes.
pub const MAX_FILTER_VALUE_BYTES: usize = 1_000;
/// Most words of the archive that one word of a question may stand for, completions of up to
/// three letters not counted: they are looked up as a whole.
pub const MAX_EXPANSIONS: usize = 1_000;
/// Answers of a page, unless the question says.
pub const DEFAULT_PAGE_SIZE: u32 = 20;
/// Most answers of a page.
pub const MAX_PAGE_SIZE: u32 = 200;
/// Values of a facet, unless the question says.
pub const DEFAULT_FACET_LIMIT: u32 = 20;
/// Most values of a facet.
pub const MAX_FACET_LIMIT: u32 = 10_000;
/// Suggestions, unless the question says.
pub const DEFAULT_SUGGESTIONS: u32 = 10;
/// Most suggestions.
pub const MAX_SUGGESTIONS: u32 = 100;
/// Longest text of a hit, in code points; of a longer one a part is given.
pub const MAX_HIT_POINTS: u32 = 65_536;
/// Most highlights of a hit.
pub const MAX_HIGHLIGHTS: usize = 1_000;
/// Bytes of hits after which a page ends early, so that a whole answer stays below the 16 MiB
/// that a message may have. At least one hit is given.
pub const MAX_PAGE_BYTES: usize = 12 << 20;
/// Bytes of stored documents that one selection gives at most, unless a single one is larger.
pub const MAX_SELECTED_BYTES: usize = 16 << 20;
/// Longest text of a document, in bytes.
pub const MAX_TEXT_BYTES: usize = 8 << 20;
/// Largest document with appearances and extraction, in bytes of JSON.
pub const MAX_DOCUMENT_BYTES: usize = 15 << 20;
