//! Phrases of three words and more, which filters can only narrow down.

use communique_model::{DocumentId, IndexedDocument};
use serde::Deserialize;
use serde_json::json;

use super::client::Client;
use super::layout::NOTHING;
use super::matching;
use crate::error::IndexError;
use crate::index::{IndexResult, Matching};
use crate::query::limits::MAX_SELECTED_BYTES;
use crate::text::joined_terms;

/// Most documents whose text is read to find phrases.
const MAX_READ: usize = 1_000;

/// A filter, and whether it lets exactly the matching documents through.
pub(super) struct ExactFilter {
    pub(super) filter: String,
    /// Otherwise some that match are left out.
    pub(super) exact: bool,
}

/// A hit without its contents.
#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) id: String,
    #[serde(default)]
    pub(super) bytes: usize,
}

#[derive(Deserialize)]
struct Hits {
    hits: Vec<Found>,
}

#[derive(Deserialize)]
struct Fetched {
    results: Vec<Stored>,
}

#[derive(Deserialize)]
struct Stored {
    id: String,
    stored: String,
}

/// The filter for `matching`. Where pairs of words do not decide, documents are read.
pub(super) async fn exact_filter(client: &Client, matching: &Matching) -> IndexResult<ExactFilter> {
    let filter = matching::filter(matching);
    if matching.phrases.iter().all(|phrase| phrase.len() <= 2) {
        return Ok(ExactFilter {
            filter,
            exact: true,
        });
    }
    let question = json!({
        "q": "",
        "filter": filter,
        "sort": ["id:asc"],
        "limit": MAX_READ + 1,
        "attributesToRetrieve": ["id", "bytes"],
    });
    let path = format!("indexes/{}/search", client.live());
    let mut found = client.ask::<Hits>(&path, question).await?.hits;
    let exact = found.len() <= MAX_READ;
    found.truncate(MAX_READ);
    let mut having = Vec::new();
    let mut rest = found.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(fitting(rest));
        for document in fetch(client, now).await? {
            if has_phrases(matching, &document) {
                having.push(document.document.id.to_string());
            }
        }
        rest = later;
    }
    let narrowed = if having.is_empty() {
        format!("type = {NOTHING}")
    } else {
        matching::one_of("id", having.iter().map(String::as_str))
    };
    Ok(ExactFilter {
        filter: format!("{filter} AND {narrowed}"),
        exact,
    })
}

/// How many of the first of `found` may be fetched at once; at least one.
pub(super) fn fitting(found: &[Found]) -> usize {
    let mut bytes = 0;
    let over = found.iter().position(|document| {
        bytes += document.bytes;
        bytes > MAX_SELECTED_BYTES
    });
    over.unwrap_or(found.len()).max(1)
}

/// The documents as they were written, in the order asked; those that are gone are left out.
pub(super) async fn fetch(client: &Client, found: &[Found]) -> IndexResult<Vec<IndexedDocument>> {
    let ids: Vec<&str> = found.iter().map(|document| document.id.as_str()).collect();
    let path = format!("indexes/{}/documents/fetch", client.live());
    let question = json!({ "ids": ids, "fields": ["id", "stored"], "limit": ids.len() });
    let fetched: Fetched = client.ask(&path, question).await?;
    let mut documents = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(stored) = fetched.results.iter().find(|stored| stored.id == id) {
            documents.push(stored_document(&stored.stored)?);
        }
    }
    Ok(documents)
}

/// Reads a document as it was written.
pub(super) fn stored_document(stored: &str) -> IndexResult<IndexedDocument> {
    serde_json::from_str(stored)
        .map_err(|error| IndexError::Broken(format!("a document of the index: {error}")))
}

/// The document of this id.
pub(super) async fn one(
    client: &Client,
    document: DocumentId,
) -> IndexResult<Option<IndexedDocument>> {
    #[derive(Deserialize)]
    struct Record {
        stored: String,
    }
    let path = format!(
        "indexes/{}/documents/{document}?fields=stored",
        client.live()
    );
    let record: Option<Record> = client.get(&path).await?;
    record
        .map(|record| stored_document(&record.stored))
        .transpose()
}

fn has_phrases(matching: &Matching, indexed: &IndexedDocument) -> bool {
    let document = &indexed.document;
    // Between spaces on both sides, words are found as wholes.
    let texts = [&document.title, &document.text].map(|text| format!(" {} ", joined_terms(text)));
    matching.phrases.iter().all(|phrase| {
        let phrase = format!(" {} ", phrase.join(" "));
        texts.iter().any(|text| text.contains(&phrase))
    })
}
