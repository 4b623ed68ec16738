//! A search service to test, and short ways to ask it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use communique_model::api::{ApiResult, IndexAck, IndexInput, SearchApi};
use communique_model::{
    DocumentId, Filter, FilterField, Hit, IndexMode, IndexedDocument, Query, SearchResults,
};
use communique_search::LocalSearch;
use communique_search::index::Index;
use futures::{StreamExt, stream};

use crate::fixtures::header;

/// Something that is awaited once.
pub(crate) type Task<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Makes indexes of one backend, and does to them what happens behind a service's back.
pub(crate) trait Backend: Send + Sync {
    /// Another handle on the same index, as another process or a restart would open it.
    fn open(&self) -> Task<Arc<dyn Index>>;

    /// Takes the index away without telling anybody.
    fn wipe(&self) -> Task<()>;

    /// The service as callers reach it.
    fn serve(&self, search: LocalSearch) -> Arc<dyn SearchApi> {
        Arc::new(search)
    }
}

/// A service over an index of its own.
pub(crate) struct Bench {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) search: Arc<dyn SearchApi>,
}

impl Bench {
    pub(crate) async fn on(backend: Arc<dyn Backend>) -> Self {
        let search = LocalSearch::new(backend.open().await);
        Self {
            search: backend.serve(search),
            backend,
        }
    }

    /// Gives the index up and opens it again.
    pub(crate) async fn reopened(self) -> Self {
        let Self { backend, search } = self;
        drop(search);
        Self::on(backend).await
    }

    /// Sends messages and takes all acknowledgements.
    pub(crate) async fn send(&self, input: Vec<IndexInput>) -> Vec<ApiResult<IndexAck>> {
        self.search
            .index(stream::iter(input).boxed())
            .collect()
            .await
    }

    /// Puts documents into the index, which is made if there is none; all must be taken.
    pub(crate) async fn fill(&self, documents: impl IntoIterator<Item = IndexedDocument>) {
        self.fill_as(IndexMode::Create, documents).await;
    }

    pub(crate) async fn fill_as(
        &self,
        mode: IndexMode,
        documents: impl IntoIterator<Item = IndexedDocument>,
    ) {
        let mut input = vec![IndexInput::Header(header(mode))];
        input.extend(documents.into_iter().map(IndexInput::document));
        input.push(IndexInput::Finish);
        let expected = input.len() - 1;
        let acks = self.send(input).await;
        assert_eq!(acks.len(), expected);
        for ack in acks {
            assert_eq!(ack.expect("an acknowledgement").outcome, Ok(()));
        }
    }

    pub(crate) async fn ask(&self, query: Query) -> SearchResults {
        self.search.search(query).await.expect("an answer")
    }

    pub(crate) async fn find(&self, text: &str) -> SearchResults {
        self.ask(words(text)).await
    }

    pub(crate) async fn filter(&self, filter: Filter) -> SearchResults {
        self.ask(Query {
            filter: Some(filter),
            ..Query::default()
        })
        .await
    }

    /// Ids of all hits of all pages, in order.
    pub(crate) async fn walk(&self, query: Query) -> Vec<DocumentId> {
        let mut ids = Vec::new();
        let mut page_token = String::new();
        loop {
            let page = self
                .ask(Query {
                    page_token,
                    ..query.clone()
                })
                .await;
            ids.extend(page.hits.iter().map(|hit| hit.document_id));
            if page.next_page_token.is_empty() {
                assert_eq!(ids.len() as u64, page.total);
                return ids;
            }
            page_token = page.next_page_token;
        }
    }
}

pub(crate) fn words(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        ..Query::default()
    }
}

pub(crate) fn terms(field: FilterField, values: &[&str]) -> Filter {
    Filter::Terms {
        field,
        values: values.iter().map(|&value| value.to_owned()).collect(),
    }
}

/// The highlighted words of a hit.
pub(crate) fn highlighted(hit: &Hit) -> Vec<String> {
    let text: Vec<char> = hit.text.chars().collect();
    hit.highlights
        .iter()
        .map(|highlight| {
            let start = (highlight.span.start - hit.text_start) as usize;
            let end = (highlight.span.end - hit.text_start) as usize;
            text[start..end].iter().collect()
        })
        .collect()
}

/// The sorted ids of an answer's hits.
pub(crate) fn ids(results: &SearchResults) -> Vec<DocumentId> {
    let mut ids: Vec<DocumentId> = results.hits.iter().map(|hit| hit.document_id).collect();
    ids.sort_unstable();
    ids
}

/// The sorted ids of documents.
pub(crate) fn ids_of<'a>(
    documents: impl IntoIterator<Item = &'a IndexedDocument>,
) -> Vec<DocumentId> {
    let mut ids: Vec<DocumentId> = documents.into_iter().map(|d| d.document.id).collect();
    ids.sort_unstable();
    ids
}
