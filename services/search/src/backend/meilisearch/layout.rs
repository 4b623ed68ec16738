//! What stands in the Meilisearch index, and its settings.

use std::collections::BTreeSet;

use communique_model::FilterField;
use serde_json::{Map, Value, json};

use super::encode::{encode, encode_pair, record_id};
use crate::document::{PreparedDocument, ValueRecord, field_number};
use crate::error::IndexError;
use crate::index::{IndexResult, Stamp};
use crate::query::{MOST_TYPOS, PREFIX_KEY_POINTS, deletion_keys};
use crate::text::joined_terms;

/// Kinds of records, in attribute `type`.
pub(super) const DOCUMENT: &str = "document";
pub(super) const WORD: &str = "word";
pub(super) const VALUE: &str = "value";
pub(super) const TOUCHED: &str = "touched";
/// A kind that no record has.
pub(super) const NOTHING: &str = "nothing";

/// A word that every document has, so that a question that begins with it leaves none out.
pub(super) const EVERYWHERE: &str = "communiquedocument";
/// Words of a text that Meilisearch ranks by; it knows 65,535 positions.
const RANKED_WORDS: usize = 60_000;
/// Most values of a facet that Meilisearch gives.
pub(super) const MAX_FACET_VALUES: usize = 10_000;
/// Most records that one question can reach.
const MAX_TOTAL_HITS: u64 = 1_000_000_000;
/// Meilisearch would stop ranking after 1.5 s and answer with what it has.
const SEARCH_CUTOFF_MS: u64 = 30_000;

/// Settings of an index.
pub(super) fn settings() -> Value {
    let equal =
        json!({ "facetSearch": false, "filter": { "equality": true, "comparison": false } });
    let ordered =
        json!({ "facetSearch": false, "filter": { "equality": true, "comparison": true } });
    json!({
        "searchableAttributes": ["title", "text", "everywhere"],
        "filterableAttributes": [
            {
                "attributePatterns": [
                    "id", "type", "terms", "prefixes", "pairs", "names", "key_*", "value_*",
                    "records", "starts", "deletions", "field", "key",
                ],
                "features": equal,
            },
            { "attributePatterns": ["first_day", "last_day", "length"], "features": ordered },
        ],
        "sortableAttributes": ["newest", "oldest", "id"],
        "rankingRules": ["words", "typo", "proximity", "attribute", "exactness", "sort"],
        "stopWords": [],
        "synonyms": {},
        "distinctAttribute": null,
        "typoTolerance": {
            "enabled": true,
            "minWordSizeForTypos": { "oneTypo": 5, "twoTypos": 9 },
            "disableOnWords": [EVERYWHERE],
        },
        "proximityPrecision": "byWord",
        "pagination": { "maxTotalHits": MAX_TOTAL_HITS },
        "faceting": {
            "maxValuesPerFacet": MAX_FACET_VALUES,
            "sortFacetValuesBy": { "*": "count" },
        },
        "facetSearch": false,
        "searchCutoffMs": SEARCH_CUTOFF_MS,
    })
}

/// The record of an index about itself.
pub(super) fn state(stamp: &Stamp) -> IndexResult<Value> {
    let stamp = to_json(stamp)?;
    Ok(json!({ "id": "state", "type": "state", "stamp": stamp, "building": null }))
}

/// The mark that a document was written or removed while the index was built.
pub(super) fn touched(document: &str) -> Value {
    json!({ "id": touched_id(document), "type": TOUCHED })
}

/// Id of the mark.
pub(super) fn touched_id(document: &str) -> String {
    format!("t-{document}")
}

/// The record of a document.
pub(super) fn document(prepared: &PreparedDocument) -> IndexResult<Value> {
    let stored = std::str::from_utf8(&prepared.stored)
        .map_err(|error| IndexError::Broken(format!("a document as JSON: {error}")))?;
    let mut record = Map::new();
    let mut put = |name: &str, value: Value| record.insert(name.to_owned(), value);
    put("id", json!(prepared.id.to_string()));
    put("type", json!(DOCUMENT));
    put("everywhere", json!(EVERYWHERE));
    put("title", json!(prepared.title));
    put("text", json!(first_words(&prepared.text)));
    put("terms", encoded(prepared.terms()));
    put("prefixes", encoded(prepared.prefixes()));
    put("pairs", json!(pairs(prepared)));
    put("names", encoded(prepared.names.iter().map(String::as_str)));
    for (&field, keys) in &prepared.keys {
        let name = format!("key_{}", field_number(field));
        put(&name, encoded(keys.iter().map(String::as_str)));
    }
    let mut records = Vec::new();
    for (&field, values) in &prepared.values {
        let name = format!("value_{}", field_number(field));
        put(&name, encoded(values.keys().map(String::as_str)));
        for (key, value) in values {
            records.push(value_id(field, key, value)?);
        }
    }
    put("records", json!(records));
    // Both are sorted upwards; what has no date comes last in both.
    let by_date = |key: fn(i32) -> i32| prepared.days.map_or(i32::MAX, |(first, _)| key(first));
    put("newest", json!(by_date(|day| -day)));
    put("oldest", json!(by_date(|day| day)));
    if let Some((first, last)) = prepared.days {
        put("first_day", json!(first));
        put("last_day", json!(last));
    }
    put("bytes", json!(stored.len()));
    put("stored", json!(stored));
    Ok(Value::Object(record))
}

/// The record of a word, from which words like it are found; `None` for a word that is so short
/// that only itself is looked for.
pub(super) fn word(term: &str) -> Option<(String, Value)> {
    let ends: Vec<usize> = term.char_indices().map(|(at, _)| at).skip(1).collect();
    let length = ends.len() + 1;
    if length <= PREFIX_KEY_POINTS {
        return None;
    }
    let id = record_id('w', &[term]);
    let starts = ends.into_iter().chain([term.len()]).skip(PREFIX_KEY_POINTS);
    let deletions = deletion_keys(term, MOST_TYPOS);
    let record = json!({
        "id": id,
        "type": WORD,
        "word": term,
        "length": length,
        "starts": encoded(starts.map(|end| &term[..end])),
        "deletions": encoded(deletions.iter().map(String::as_str)),
    });
    Some((id, record))
}

/// The record of what is known of a facet value.
pub(super) fn value(
    field: FilterField,
    key: &str,
    value: &ValueRecord,
) -> IndexResult<(String, Value)> {
    let id = value_id(field, key, value)?;
    let mut starts = BTreeSet::new();
    let mut names = BTreeSet::new();
    if value.is_suggested_as(field) {
        for word in value.words() {
            let ends = word.char_indices().map(|(at, _)| at).skip(1);
            starts.extend(ends.chain([word.len()]).map(|end| encode(&word[..end])));
        }
        names = std::iter::once(&value.name)
            .chain(&value.aliases)
            .map(|name| encode(&joined_terms(name)))
            .collect();
    }
    let record = json!({
        "id": id,
        "type": VALUE,
        "field": field_number(field).to_string(),
        "key": encode(key),
        "names": names,
        "starts": starts,
        "record": to_json(value)?,
    });
    Ok((id, record))
}

fn value_id(field: FilterField, key: &str, value: &ValueRecord) -> IndexResult<String> {
    let number = field_number(field).to_string();
    Ok(record_id('v', &[&number, key, &to_json(value)?]))
}

/// Neighbouring words of the title and of the text.
fn pairs(prepared: &PreparedDocument) -> BTreeSet<String> {
    let mut pairs = BTreeSet::new();
    for text in [&prepared.title, &prepared.text] {
        let mut before = None;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if let Some(before) = before {
                pairs.insert(encode_pair(before, word));
            }
            before = Some(word);
        }
    }
    pairs
}

fn first_words(text: &str) -> &str {
    text.match_indices(' ')
        .nth(RANKED_WORDS)
        .map_or(text, |(at, _)| &text[..at])
}

fn encoded<'a>(keys: impl IntoIterator<Item = &'a str>) -> Value {
    json!(keys.into_iter().map(encode).collect::<Vec<_>>())
}

fn to_json(value: &impl serde::Serialize) -> IndexResult<String> {
    serde_json::to_string(value)
        .map_err(|error| IndexError::Broken(format!("a record as JSON: {error}")))
}
