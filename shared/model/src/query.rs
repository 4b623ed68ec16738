//! Questions to the archive and their answers.

use serde::{Deserialize, Serialize};

use crate::{Appearance, ArchiveId, DocumentId, DocumentKind, PartialDate, Span};

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Words, and phrases in double quotes. Empty browses by date.
    pub text: String,
    /// Which documents may answer.
    pub filter: Option<Filter>,
    /// Facets to count.
    pub facets: Vec<FacetField>,
    /// Most values to return for each facet; 0 asks for the default of 20.
    pub facet_limit: u32,
    /// Order of the answers.
    pub sort: Sort,
    /// Most answers to return; 0 asks for the default of 20, and more than 200 gives 200.
    pub page_size: u32,
    /// Where to go on: `next_page_token` of the answer before, with the same question.
    pub page_token: String,
}

/// Order of answers. Ties are broken by document id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first; without words, as [`Sort::Newest`].
    #[default]
    Relevance,
    /// Latest date first, undated last.
    Newest,
    /// Earliest date first, undated last.
    Oldest,
}

/// A condition on documents. Never built from or into a string of a query language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Every one of these holds; none given holds always.
    All(Vec<Filter>),
    /// At least one of these holds; none given holds never.
    Any(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// A field has at least one of these values.
    Terms {
        /// The field.
        field: FilterField,
        /// Entity ids, or names, aliases and codes in any case; for other fields their values.
        values: Vec<String>,
    },
    /// The document's date may lie between these, both inclusive. Undated documents never match.
    DateRange {
        /// Earliest; absent for no bound.
        from: Option<PartialDate>,
        /// Latest; absent for no bound.
        to: Option<PartialDate>,
    },
}

/// Fields to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterField {
    /// Any entity linked, inside other mentions too, or above one that is.
    Entity,
    /// A label that occurs (`MONEY`).
    Label,
    /// A country, also by its adjective, inside an office or in a compound hashtag.
    Country,
    /// An organisation: itself, its organs, and inside events, offices and laws.
    Organisation,
    /// A person.
    Person,
    /// A hashtag, with or without `#`, in any case.
    Hashtag,
    /// Language, ISO 639-1.
    Language,
    /// Source of an appearance.
    Source,
    /// Kind of communication (`MEETING`).
    Kind,
}

/// Fields to count by. Every value's count equals the total under a filter on that value.
pub type FacetField = FilterField;

/// One page of answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResults {
    /// Documents that match in all.
    pub total: u64,
    /// Whether `total` is exact; otherwise it is a lower bound.
    pub exact: bool,
    /// The answers of this page, in order.
    pub hits: Vec<Hit>,
    /// The facets asked for, in the order asked.
    pub facets: Vec<Facet>,
    /// What was done to the question to answer it.
    pub notices: Vec<Notice>,
    /// Token of the next page; empty on the last.
    pub next_page_token: String,
    /// Generation of the index that answered: it changes when the index is built anew.
    pub generation: u64,
    /// Fingerprint of the extraction engine behind the answers.
    pub engine: String,
    /// Backend that answered: `embedded` or `meilisearch`.
    pub backend: String,
    /// The archive behind the answers; absent if the index never served one.
    pub archive: Option<ArchiveId>,
}

/// One document that answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The document.
    pub document_id: DocumentId,
    /// Its title, or the first line of its text.
    pub title: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its kind.
    pub kind: Option<DocumentKind>,
    /// Everywhere it stood.
    pub appearances: Vec<Appearance>,
    /// Its text; of one longer than 65,536 code points, the part around the first highlight.
    pub text: String,
    /// Code point of `Document.text` at which `text` begins.
    pub text_start: u32,
    /// Matching words, in code points of `Document.text`, in order, not overlapping; at most 1,000,
    /// all within `text`.
    pub highlights: Vec<Highlight>,
    /// The words of `Document.text` that best show why it matches; empty range without a query.
    pub snippet: Span,
}

/// Words of a hit that match the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// Where, in code points of `Document.text`.
    pub span: Span,
    /// The word of the query that they match.
    pub word: String,
}

/// Counts by one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// Values by count, most first, then by value.
    pub values: Vec<FacetValue>,
    /// Number of distinct values in all.
    pub distinct: u64,
    /// Whether `distinct` and the counts are exact; otherwise they are lower bounds.
    pub exact: bool,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value to filter by: an entity id, or the field's value.
    pub value: String,
    /// Its name for people.
    pub name: String,
    /// Documents that have it.
    pub count: u64,
}

/// Something the reader of an answer must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What.
    pub code: NoticeCode,
    /// In one sentence.
    pub message: String,
    /// Words of the query concerned.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Kinds of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NoticeCode {
    /// No document has all words: these were dropped, the rarest decided.
    WordsDropped,
    /// A word matches so many other words that some were left out.
    ExpansionsCut,
    /// Something could not be counted exactly.
    BoundOnly,
}

/// A completion of what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to put in place of the text typed.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// The entity's id, for entities.
    pub entity_id: Option<String>,
    /// Documents that have it.
    pub count: u64,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A country.
    Country,
    /// A hashtag.
    Hashtag,
}
