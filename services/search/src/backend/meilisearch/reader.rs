//! Reading from Meilisearch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use communique_model::{DocumentId, FilterField, IndexedDocument};
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Client, count_question};
use super::encode::{decode, encode};
use super::layout::{DOCUMENT, EVERYWHERE, MAX_FACET_VALUES, VALUE, WORD};
use super::matching::one_of;
use super::phrases::{self, ExactFilter, Found, exact_filter};
use crate::document::{FILTER_FIELDS, ValueRecord, field_number};
use crate::error::{IndexError, NotReady};
use crate::index::{
    Count, FacetCounts, IndexReader, IndexResult, Matching, Order, Selected, Selection, Stamp,
    Vocabulary, WordClause,
};
use crate::query::{Closeness, WordPattern, deletion_keys};
use crate::text::joined_terms;

/// Most words read for one pattern before its list counts as cut.
const MAX_CANDIDATES: usize = 20_000;
/// Words of a question that Meilisearch ranks by, beside the one that all documents have.
const RANKING_WORDS: usize = 9;
/// Most records read for the values of a facet.
const MAX_RECORDS: usize = 100_000;

/// The index in use. Meilisearch has no snapshots: what is written meanwhile is seen.
pub(super) struct MeilisearchReader {
    client: Arc<Client>,
    stamp: Option<Stamp>,
}

#[derive(Deserialize)]
struct Answers {
    results: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(default)]
    hits: Vec<Value>,
    #[serde(default)]
    total_hits: u64,
    #[serde(default)]
    facet_distribution: BTreeMap<String, BTreeMap<String, u64>>,
}

/// What is known of a facet value, as stored.
#[derive(Deserialize)]
struct StoredValue {
    id: String,
    field: String,
    key: String,
    record: String,
}

impl MeilisearchReader {
    pub(super) fn new(client: Arc<Client>, stamp: Option<Stamp>) -> Self {
        Self { client, stamp }
    }

    /// Documents that queries can find; 0 if there is no index.
    pub(super) async fn documents(&self) -> IndexResult<u64> {
        let question = count_question(&self.client.live(), &format!("type = {DOCUMENT}"));
        match self.ask(vec![question]).await {
            Ok(answers) => Ok(answers.first().map_or(0, |answer| answer.total_hits)),
            Err(IndexError::NotReady(_)) => Ok(0),
            // An index that is not ours has no attribute to filter by.
            Err(IndexError::Broken(_)) if self.stamp.is_none() => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Asks several questions in one call.
    async fn ask(&self, questions: Vec<Value>) -> IndexResult<Vec<Answer>> {
        let asked = questions.len();
        let body = json!({ "queries": questions });
        let answers: Answers = self.client.ask("multi-search", body).await?;
        if answers.results.len() != asked {
            return Err(IndexError::Broken(
                "Meilisearch answered fewer questions than it was asked".to_owned(),
            ));
        }
        Ok(answers.results)
    }

    /// Records, without ranking.
    async fn records<T: serde::de::DeserializeOwned>(
        &self,
        filter: &str,
        fields: &[&str],
        limit: usize,
    ) -> IndexResult<Vec<T>> {
        let question = json!({
            "indexUid": self.client.live(),
            "q": "",
            "filter": filter,
            "limit": limit,
            "attributesToRetrieve": fields,
        });
        let answer = self.ask(vec![question]).await?.pop();
        let hits = answer.map_or_else(Vec::new, |answer| answer.hits);
        hits.into_iter()
            .map(|hit| {
                serde_json::from_value(hit)
                    .map_err(|error| IndexError::Broken(format!("a record of the index: {error}")))
            })
            .collect()
    }

    async fn values_where(&self, filter: &str, limit: usize) -> IndexResult<Vec<StoredValue>> {
        self.records(filter, &["id", "field", "key", "record"], limit)
            .await
    }

    /// Of several records for one value the first in order that a document has.
    async fn chosen(
        &self,
        stored: Vec<StoredValue>,
    ) -> IndexResult<BTreeMap<(String, String), ValueRecord>> {
        let mut by_value: BTreeMap<(String, String), Vec<(ValueRecord, String)>> = BTreeMap::new();
        for value in stored {
            if let Ok(record) = serde_json::from_str(&value.record) {
                let records = by_value.entry((value.field, value.key)).or_default();
                records.push((record, value.id));
            }
        }
        let doubtful: Vec<Value> = by_value
            .values()
            .filter(|records| records.len() > 1)
            .flatten()
            .map(|(_, id)| {
                let filter = format!("type = {DOCUMENT} AND {}", one_of("records", [id.as_str()]));
                count_question(&self.client.live(), &filter)
            })
            .collect();
        let mut counts = if doubtful.is_empty() {
            Vec::new()
        } else {
            self.ask(doubtful).await?
        }
        .into_iter()
        .map(|answer| answer.total_hits);
        let mut chosen = BTreeMap::new();
        for (value, records) in by_value {
            let alone = records.len() == 1;
            let in_use = records
                .into_iter()
                .filter(|_| alone || counts.next().is_some_and(|count| count > 0))
                .map(|(record, _)| record)
                .min();
            chosen.extend(in_use.map(|record| (value, record)));
        }
        Ok(chosen)
    }

    fn page(&self, selection: &Selection, filter: &str) -> Value {
        let (question, sort) = match selection.order {
            Order::Relevance => (ranking_question(&selection.matching), "id:asc"),
            Order::Newest => (String::new(), "newest:asc"),
            Order::Oldest => (String::new(), "oldest:asc"),
        };
        json!({
            "indexUid": self.client.live(),
            "q": question,
            "filter": filter,
            "sort": [sort, "id:asc"],
            "matchingStrategy": "last",
            "offset": selection.offset,
            "limit": selection.limit,
            "attributesToRetrieve": ["id", "bytes"],
        })
    }
}

#[async_trait]
impl IndexReader for MeilisearchReader {
    fn stamp(&self) -> Option<&Stamp> {
        self.stamp.as_ref()
    }

    async fn vocabulary(&self, patterns: Vec<WordPattern>) -> IndexResult<Vec<Vocabulary>> {
        let questions = patterns
            .iter()
            .map(|pattern| {
                json!({
                    "indexUid": self.client.live(),
                    "q": "",
                    "filter": candidates_filter(pattern),
                    "limit": MAX_CANDIDATES,
                    "attributesToRetrieve": ["word"],
                })
            })
            .collect();
        let answers = self.ask(questions).await?;
        Ok(answers
            .into_iter()
            .map(|answer| {
                let complete = answer.hits.len() < MAX_CANDIDATES;
                let words = answer.hits.into_iter();
                let terms = words.filter_map(|hit| Some(hit.get("word")?.as_str()?.to_owned()));
                Vocabulary {
                    terms: terms.collect(),
                    complete,
                }
            })
            .collect())
    }

    async fn names(&self, names: BTreeSet<String>) -> IndexResult<BTreeSet<String>> {
        let filter = format!(
            "type = {VALUE} AND {}",
            one_of("names", names.iter().map(String::as_str))
        );
        let values = self.values_where(&filter, MAX_RECORDS).await?;
        let mut known = BTreeSet::new();
        for value in values {
            if let Ok(record) = serde_json::from_str::<ValueRecord>(&value.record) {
                let all = std::iter::once(&record.name).chain(&record.aliases);
                known.extend(
                    all.map(|name| joined_terms(name))
                        .filter(|n| names.contains(n)),
                );
            }
        }
        Ok(known)
    }

    async fn counts(&self, matchings: Vec<Matching>) -> IndexResult<Vec<Count>> {
        let mut filters: Vec<ExactFilter> = Vec::with_capacity(matchings.len());
        for matching in &matchings {
            filters.push(exact_filter(&self.client, matching).await?);
        }
        let live = self.client.live();
        let questions = filters
            .iter()
            .map(|filter| count_question(&live, &filter.filter))
            .collect();
        let answers = self.ask(questions).await?;
        Ok(answers
            .into_iter()
            .zip(filters)
            .map(|(answer, filter)| Count {
                documents: answer.total_hits,
                exact: filter.exact,
            })
            .collect())
    }

    async fn select(&self, selection: Selection) -> IndexResult<Selected> {
        let ExactFilter { filter, exact } = exact_filter(&self.client, &selection.matching).await?;
        let mut counting = count_question(&self.client.live(), &filter);
        let columns: Vec<String> = selection
            .facets
            .iter()
            .map(|&field| format!("value_{}", field_number(field)))
            .collect();
        counting["facets"] = json!(columns);
        let mut answers = self
            .ask(vec![counting, self.page(&selection, &filter)])
            .await?
            .into_iter();
        let (Some(mut counted), Some(page)) = (answers.next(), answers.next()) else {
            return Err(NotReady::Empty.into());
        };
        let found: Vec<Found> = page
            .hits
            .into_iter()
            .filter_map(|hit| serde_json::from_value(hit).ok())
            .collect();
        let documents = if found.is_empty() {
            Vec::new()
        } else {
            phrases::fetch(&self.client, &found[..phrases::fitting(&found)]).await?
        };
        let facets = columns
            .iter()
            .map(|column| {
                let counts = counted
                    .facet_distribution
                    .remove(column)
                    .unwrap_or_default();
                let complete = counts.len() < MAX_FACET_VALUES;
                let counts = counts.into_iter().map(|(key, count)| (decode(&key), count));
                FacetCounts {
                    exact: complete && exact,
                    ..FacetCounts::ranked(counts, selection.facet_limit)
                }
            })
            .collect();
        Ok(Selected {
            total: Count {
                documents: counted.total_hits,
                exact,
            },
            documents,
            facets,
        })
    }

    async fn document(&self, document: DocumentId) -> IndexResult<Option<IndexedDocument>> {
        phrases::one(&self.client, document).await
    }

    async fn values(
        &self,
        field: FilterField,
        keys: Vec<String>,
    ) -> IndexResult<BTreeMap<String, ValueRecord>> {
        let filter = format!(
            "type = {VALUE} AND field = {} AND {}",
            field_number(field),
            one_of("key", keys.iter().map(String::as_str))
        );
        let stored = self.values_where(&filter, MAX_RECORDS).await?;
        let mut chosen = self.chosen(stored).await?;
        let number = field_number(field).to_string();
        Ok(keys
            .into_iter()
            .filter_map(|key| {
                let record = chosen.remove(&(number.clone(), encode(&key)))?;
                Some((key, record))
            })
            .collect())
    }

    async fn values_by_word(
        &self,
        word: String,
        limit: usize,
    ) -> IndexResult<Vec<(ValueRecord, u64)>> {
        let suggested: Vec<FilterField> = FILTER_FIELDS
            .into_iter()
            .filter(|field| matches!(field, FilterField::Entity | FilterField::Hashtag))
            .collect();
        let numbers: Vec<String> = suggested
            .iter()
            .map(|&field| field_number(field).to_string())
            .collect();
        let mut filter = format!(
            "type = {VALUE} AND {}",
            one_of("field", numbers.iter().map(String::as_str))
        );
        if !word.is_empty() {
            filter.push_str(" AND ");
            filter.push_str(&one_of("starts", [word.as_str()]));
        }
        let stored = self.values_where(&filter, limit).await?;
        let chosen = self.chosen(stored).await?;
        let columns: Vec<String> = numbers.iter().map(|n| format!("value_{n}")).collect();
        let mut counting = count_question(&self.client.live(), &format!("type = {DOCUMENT}"));
        counting["facets"] = json!(columns);
        let answer = self.ask(vec![counting]).await?.pop();
        let distribution = answer.map_or_else(BTreeMap::new, |answer| answer.facet_distribution);
        // A value that is not among the most frequent ones that Meilisearch gives is left out.
        Ok(chosen
            .into_iter()
            .filter_map(|((field, key), record)| {
                let counts = distribution.get(&format!("value_{field}"))?;
                Some((record, *counts.get(&key)?))
            })
            .collect())
    }
}

/// Words among which are all that the pattern stands for.
fn candidates_filter(pattern: &WordPattern) -> String {
    let mut alternatives = Vec::new();
    if pattern.is_prefix() {
        alternatives.push(one_of("starts", [pattern.term()]));
    }
    if pattern.typos() > 0 {
        let keys = deletion_keys(pattern.term(), pattern.typos());
        let shortest = pattern.len().saturating_sub(pattern.typos());
        let longest = pattern.len() + pattern.typos();
        alternatives.push(format!(
            "(length >= {shortest} AND length <= {longest} AND {})",
            one_of("deletions", keys.iter().map(String::as_str))
        ));
    }
    format!("type = {WORD} AND ({})", alternatives.join(" OR "))
}

/// What Meilisearch is asked to rank by: the word that all documents have, so that none is left
/// out, then the longest words, which tend to be the rarest, an unfinished one last.
fn ranking_question(matching: &Matching) -> String {
    let own = |word: &WordClause| {
        let exact = word.terms.iter().find(|e| e.closeness == Closeness::Exact);
        exact.map(|expansion| expansion.term.clone())
    };
    let is_unfinished = |word: &&WordClause| {
        let completes = |e: &crate::index::Expansion| e.closeness == Closeness::Completion;
        word.prefix.is_some() || word.terms.iter().any(completes)
    };
    let (unfinished, finished): (Vec<_>, Vec<_>) = matching.words.iter().partition(is_unfinished);
    let mut words: Vec<String> = matching.phrases.iter().flatten().cloned().collect();
    words.extend(finished.into_iter().filter_map(own));
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words.truncate(RANKING_WORDS.saturating_sub(unfinished.len()));
    words.insert(0, EVERYWHERE.to_owned());
    words.extend(unfinished.into_iter().filter_map(own));
    words.join(" ")
}
