//! Reading a snapshot of the embedded index.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use communique_model::{DocumentId, FilterField, IndexedDocument};
use tantivy::collector::{Count as CountCollector, TopDocs};
use tantivy::query::{FuzzyTermQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};
use tokio::sync::Semaphore;

use super::collector::Harvest;
use super::generation::{Generation, broken};
use super::schema::{Fields, SEPARATOR, record_term, value_column};
use super::{blocking, matching};
use crate::document::{FILTER_FIELDS, ValueRecord, field_number};
use crate::error::{IndexError, NotReady};
use crate::index::{
    Count, FacetCounts, IndexReader, IndexResult, Matching, Selected, Selection, Stamp, Vocabulary,
};
use crate::query::WordPattern;
use crate::query::limits::MAX_SELECTED_BYTES;

/// Most words looked at for one pattern before its list counts as cut.
const MAX_CANDIDATES: usize = 20_000;

/// A snapshot: what is written later is not in it.
pub(super) struct EmbeddedReader {
    stamp: Option<Stamp>,
    snapshot: Option<Snapshot>,
    turns: Arc<Semaphore>,
}

#[derive(Clone)]
struct Snapshot {
    searcher: Searcher,
    fields: Fields,
}

impl EmbeddedReader {
    pub(super) fn new(live: Option<&Generation>, turns: Arc<Semaphore>) -> Self {
        let snapshot = live.and_then(|live| {
            let searcher = live.searcher().ok()?;
            let fields = live.fields().clone();
            Some(Snapshot { searcher, fields })
        });
        Self {
            stamp: live.map(|live| live.stamp().clone()),
            snapshot,
            turns,
        }
    }

    /// Reads the snapshot on a thread for blocking work, when it is our turn.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Snapshot) -> IndexResult<T> + Send + 'static,
    ) -> IndexResult<T> {
        let snapshot = self.snapshot.clone().ok_or(NotReady::Empty)?;
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| IndexError::Broken("the index is closed".to_owned()))?;
        blocking(move || {
            let outcome = read(&snapshot);
            drop(turn);
            outcome
        })
        .await
    }
}

#[async_trait]
impl IndexReader for EmbeddedReader {
    fn stamp(&self) -> Option<&Stamp> {
        self.stamp.as_ref()
    }

    async fn vocabulary(&self, patterns: Vec<WordPattern>) -> IndexResult<Vec<Vocabulary>> {
        self.read(move |snapshot| patterns.iter().map(|p| snapshot.vocabulary(p)).collect())
            .await
    }

    async fn names(&self, mut names: BTreeSet<String>) -> IndexResult<BTreeSet<String>> {
        self.read(move |snapshot| {
            let field = snapshot.fields.names;
            let mut failure = None;
            names.retain(|name| match snapshot.count_term(field, name) {
                Ok(count) => count > 0,
                Err(error) => {
                    failure = Some(error);
                    false
                }
            });
            failure.map_or(Ok(names), Err)
        })
        .await
    }

    async fn counts(&self, matchings: Vec<Matching>) -> IndexResult<Vec<Count>> {
        self.read(move |snapshot| {
            let count = |matching: &Matching| {
                let query = matching::query(matching, &snapshot.fields);
                let documents = snapshot
                    .searcher
                    .search(&query, &CountCollector)
                    .map_err(broken)? as u64;
                Ok(Count {
                    documents,
                    exact: true,
                })
            };
            matchings.iter().map(count).collect()
        })
        .await
    }

    async fn select(&self, selection: Selection) -> IndexResult<Selected> {
        self.read(move |snapshot| snapshot.select(&selection)).await
    }

    async fn document(&self, document: DocumentId) -> IndexResult<Option<IndexedDocument>> {
        self.read(move |snapshot| {
            let term = Term::from_field_text(snapshot.fields.id, &document.to_string());
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            let top = TopDocs::with_limit(1).order_by_score();
            let found = snapshot.searcher.search(&query, &top).map_err(broken)?;
            found
                .first()
                .map(|(_, address)| parsed(&snapshot.stored_json(*address)?))
                .transpose()
        })
        .await
    }

    async fn values(
        &self,
        field: FilterField,
        keys: Vec<String>,
    ) -> IndexResult<BTreeMap<String, ValueRecord>> {
        self.read(move |snapshot| {
            let mut values = BTreeMap::new();
            for key in keys {
                if let Some(record) = snapshot.record(field, &key)? {
                    values.insert(key, record);
                }
            }
            Ok(values)
        })
        .await
    }

    async fn values_by_word(
        &self,
        word: String,
        limit: usize,
    ) -> IndexResult<Vec<(ValueRecord, u64)>> {
        self.read(move |snapshot| snapshot.values_by_word(&word, limit))
            .await
    }
}

impl Snapshot {
    /// The terms of `field` that begin with `prefix`, of all segments, at most `limit`.
    fn terms_from(
        &self,
        field: Field,
        prefix: &str,
        limit: usize,
        terms: &mut BTreeSet<String>,
    ) -> IndexResult<()> {
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(broken)?;
            let range = inverted.terms().range().ge(prefix);
            let mut stream = range.into_stream().map_err(unreadable)?;
            let mut taken = 0;
            while taken < limit && stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                terms.extend(std::str::from_utf8(stream.key()).map(ToOwned::to_owned));
                taken += 1;
            }
        }
        Ok(())
    }

    fn vocabulary(&self, pattern: &WordPattern) -> IndexResult<Vocabulary> {
        let mut terms = BTreeSet::new();
        for field in [self.fields.title, self.fields.text] {
            if pattern.is_prefix() {
                self.terms_from(field, pattern.term(), MAX_CANDIDATES, &mut terms)?;
            }
            if pattern.typos() == 0 {
                continue;
            }
            let typos = u8::try_from(pattern.typos()).unwrap_or(u8::MAX);
            let term = Term::from_field_text(field, pattern.term());
            let similar = FuzzyTermQuery::new(term, typos, true);
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(field).map_err(broken)?;
                let automaton = similar.automaton().map_err(broken)?;
                let search = inverted.terms().search(automaton);
                let mut stream = search.into_stream().map_err(unreadable)?;
                while stream.advance() {
                    terms.extend(std::str::from_utf8(stream.key()).map(ToOwned::to_owned));
                }
            }
        }
        let complete = terms.len() < MAX_CANDIDATES;
        Ok(Vocabulary { terms, complete })
    }

    /// Number of documents with this term.
    fn count_term(&self, field: Field, term: &str) -> IndexResult<u64> {
        let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic);
        let count = self.searcher.search(&query, &CountCollector);
        Ok(count.map_err(broken)? as u64)
    }

    fn stored_json(&self, address: DocAddress) -> IndexResult<Vec<u8>> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(broken)?;
        let stored = document
            .get_first(self.fields.stored)
            .and_then(|value| value.as_bytes())
            .ok_or_else(|| IndexError::Broken("a document of the index is empty".to_owned()))?;
        Ok(stored.to_vec())
    }

    fn select(&self, selection: &Selection) -> IndexResult<Selected> {
        let query = matching::query(&selection.matching, &self.fields);
        let offset = usize::try_from(selection.offset).unwrap_or(usize::MAX);
        let keep = match selection.limit {
            0 => 0,
            limit => offset.saturating_add(limit),
        };
        let harvest = Harvest {
            order: selection.order,
            // No more than there are, whatever a page token says.
            keep: keep.min(usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)),
            facets: selection.facets.iter().map(|&f| value_column(f)).collect(),
        };
        let found = self.searcher.search(&query, &harvest).map_err(broken)?;
        let mut documents = Vec::new();
        let mut bytes = 0;
        for ranked in found.first.iter().skip(offset) {
            let stored = self.stored_json(ranked.address)?;
            bytes += stored.len();
            if bytes > MAX_SELECTED_BYTES && !documents.is_empty() {
                break;
            }
            documents.push(parsed(&stored)?);
        }
        Ok(Selected {
            total: Count {
                documents: found.total,
                exact: true,
            },
            documents,
            facets: found
                .facets
                .into_iter()
                .map(|counts| FacetCounts::ranked(counts, selection.facet_limit))
                .collect(),
        })
    }

    /// What is told of a value: of several spellings the first in order that a document has.
    fn record(&self, field: FilterField, key: &str) -> IndexResult<Option<ValueRecord>> {
        let prefix = record_term(field, key);
        let mut terms = BTreeSet::new();
        self.terms_from(self.fields.records, &prefix, MAX_CANDIDATES, &mut terms)?;
        let mut records: Vec<(ValueRecord, &String)> = terms
            .iter()
            .filter_map(|term| Some((serde_json::from_str(&term[prefix.len()..]).ok()?, term)))
            .collect();
        records.sort_unstable();
        for (record, term) in records {
            if self.count_term(self.fields.records, term)? > 0 {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    fn values_by_word(&self, word: &str, limit: usize) -> IndexResult<Vec<(ValueRecord, u64)>> {
        let mut terms = BTreeSet::new();
        self.terms_from(self.fields.words_of_names, word, limit, &mut terms)?;
        let mut found: BTreeSet<(FilterField, &str)> = BTreeSet::new();
        for term in &terms {
            let mut parts = term.splitn(3, SEPARATOR).skip(1);
            let field = parts
                .next()
                .and_then(|number| FILTER_FIELDS.get(number.parse::<usize>().ok()?));
            found.extend(field.copied().zip(parts.next()));
        }
        let mut values = Vec::new();
        for (field, key) in found.into_iter().take(limit) {
            let count = self.count_term(self.fields.values[field_number(field)], key)?;
            if count > 0 {
                values.extend(self.record(field, key)?.map(|record| (record, count)));
            }
        }
        Ok(values)
    }
}

fn parsed(stored: &[u8]) -> IndexResult<IndexedDocument> {
    serde_json::from_slice(stored)
        .map_err(|error| IndexError::Broken(format!("a document of the index: {error}")))
}

fn unreadable(error: io::Error) -> IndexError {
    IndexError::Broken(format!("embedded index: {error}"))
}
