//! What a backend does: it stores prepared documents and answers checked questions. Everything
//! that must not differ between backends (words, keys, plans, highlights) is decided before it.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use communique_model::{ArchiveId, DocumentId, FilterField, IndexedDocument};
use serde::{Deserialize, Serialize};

use crate::document::{PreparedDocument, ValueRecord};
use crate::error::IndexError;
use crate::query::{Closeness, Condition, WordPattern};

/// What every operation of a backend answers.
pub type IndexResult<T> = Result<T, IndexError>;

/// What an index was built as. It is stored inside the index itself, so that it is lost with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The archive that its documents come from.
    pub archive: ArchiveId,
    /// Schema version that it was built with.
    pub schema_version: u32,
    /// Engine whose results it was built with.
    pub engine: String,
    /// Another number at each build.
    pub generation: u64,
}

/// What is in a backend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// What it was built as; absent if there is no index, or somebody emptied it.
    pub stamp: Option<Stamp>,
    /// Documents that queries can find.
    pub documents: u64,
}

/// One word of a question as a backend looks it up: a document has the word if one of these
/// alternatives holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordClause {
    /// Its title or text has one of these words.
    pub terms: Vec<Expansion>,
    /// Its title or text has a word that begins with this, one to three letters long.
    pub prefix: Option<String>,
    /// One of its entities has one of these names ([`PreparedDocument::names`]).
    pub names: Vec<String>,
}

/// A word of the archive that a word of a question stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The word of the archive.
    pub term: String,
    /// How near it is.
    pub closeness: Closeness,
}

/// Which documents match: all of these hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// One for each word.
    pub words: Vec<WordClause>,
    /// These words stand in this order, one after the other, in the title or in the text.
    pub phrases: Vec<Vec<String>>,
    /// The filter.
    pub condition: Condition,
}

/// Order of selected documents; ties by document id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Best match first.
    Relevance,
    /// Latest first day first, undated last.
    Newest,
    /// Earliest first day first, undated last.
    Oldest,
}

/// Which of the matching documents to give, and what to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Which documents match.
    pub matching: Matching,
    /// In which order.
    pub order: Order,
    /// How many of them to leave out at the start.
    pub offset: u64,
    /// How many to give.
    pub limit: usize,
    /// Facets to count.
    pub facets: Vec<FilterField>,
    /// Most values of each facet to give.
    pub facet_limit: usize,
}

/// A number of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub documents: u64,
    /// Whether it is exact; otherwise it is a lower bound.
    pub exact: bool,
}

/// What a selection gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// All documents that match.
    pub total: Count,
    /// Those asked for, in order: fewer, but at least one, where they are larger together than
    /// [`crate::query::limits::MAX_SELECTED_BYTES`].
    pub documents: Vec<IndexedDocument>,
    /// The facets asked for, in the order asked.
    pub facets: Vec<FacetCounts>,
}

/// Counts of one facet, by folded key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Keys with documents, most first, then by key.
    pub values: Vec<(String, u64)>,
    /// Number of distinct keys.
    pub distinct: u64,
    /// Whether all this is exact.
    pub exact: bool,
}

impl FacetCounts {
    /// Orders counts, most first, then by key, and keeps the first `limit`.
    #[must_use]
    pub fn ranked(counts: impl IntoIterator<Item = (String, u64)>, limit: usize) -> Self {
        let mut values: Vec<(String, u64)> =
            counts.into_iter().filter(|(_, count)| *count > 0).collect();
        values.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let distinct = values.len() as u64;
        values.truncate(limit);
        Self {
            values,
            distinct,
            exact: true,
        }
    }
}

/// Candidates for one pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Words of the archive; every one that the pattern stands for is among them.
    pub terms: BTreeSet<String>,
    /// Whether none was left out for their number.
    pub complete: bool,
}

/// A store of prepared documents that answers questions.
#[async_trait]
pub trait Index: Send + Sync + 'static {
    /// Name of the backend, as answers give it.
    fn backend(&self) -> &'static str;

    /// What is there now. A backend that somebody emptied behind our back has no stamp.
    async fn state(&self) -> IndexResult<IndexState>;

    /// Makes an index without documents that of `stamp`. Where several processes share an index,
    /// all may do so at once.
    async fn create(&self, stamp: Stamp) -> IndexResult<()>;

    /// Writes documents, each in the place of what stands under its id. On return queries find
    /// them. The index must still be that of `archive`.
    async fn write(&self, archive: ArchiveId, documents: Vec<PreparedDocument>) -> IndexResult<()>;

    /// Takes a document out, if it is there. On return queries do not find it.
    async fn remove(&self, document: DocumentId) -> IndexResult<()>;

    /// Begins to build an index beside what is there.
    async fn rebuild(&self, stamp: Stamp) -> IndexResult<Box<dyn Rebuild>>;

    /// A view to read from. Where the backend can, it stays the same however often it is read.
    async fn reader(&self) -> IndexResult<Box<dyn IndexReader>>;
}

/// An index under construction. Dropped without [`Rebuild::finish`], it is thrown away.
#[async_trait]
pub trait Rebuild: Send {
    /// Adds documents. One that was written or removed by other means since the rebuild began is
    /// left as it is: that was later.
    async fn write(&mut self, documents: Vec<PreparedDocument>) -> IndexResult<()>;

    /// Puts it in the place of the index that was there.
    async fn finish(self: Box<Self>) -> IndexResult<()>;

    /// Throws it away.
    async fn discard(self: Box<Self>) -> IndexResult<()>;
}

/// A view of an index.
#[async_trait]
pub trait IndexReader: Send + Sync {
    /// What the index was built as; absent if it is not there.
    fn stamp(&self) -> Option<&Stamp>;

    /// For each pattern the words of the archive among which are all that it stands for.
    async fn vocabulary(&self, patterns: Vec<WordPattern>) -> IndexResult<Vec<Vocabulary>>;

    /// Those of `names` that an entity of the archive has.
    async fn names(&self, names: BTreeSet<String>) -> IndexResult<BTreeSet<String>>;

    /// How many documents match each.
    async fn counts(&self, matchings: Vec<Matching>) -> IndexResult<Vec<Count>>;

    /// Documents that match, with totals and facets.
    async fn select(&self, selection: Selection) -> IndexResult<Selected>;

    /// The document as it was written.
    async fn document(&self, document: DocumentId) -> IndexResult<Option<IndexedDocument>>;

    /// What is known of values of a facet, by key. Keys without anything to tell are left out.
    async fn values(
        &self,
        field: FilterField,
        keys: Vec<String>,
    ) -> IndexResult<BTreeMap<String, ValueRecord>>;

    /// All values with a word in a name that begins with `word`, at most `limit` of them, with
    /// the number of documents that have them. Those without documents are left out.
    async fn values_by_word(
        &self,
        word: String,
        limit: usize,
    ) -> IndexResult<Vec<(ValueRecord, u64)>>;
}
