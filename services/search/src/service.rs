//! The search service, without a network.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use communique_model::api::{
    ApiResult, ApiStream, IndexAck, IndexInput, SearchApi, SearchDescription,
};
use communique_model::{
    ApiError, ArchiveId, DocumentId, ErrorKind, FacetField, IndexedDocument, Notice, NoticeCode,
    Query, SearchResults, Sort, Suggestion,
};
use futures::stream::BoxStream;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::answer::{Page, RANKED, named_facets, page_of_hits, ranked};
use crate::error::NotReady;
use crate::index::{Index, IndexReader, Order, Selected, Selection, Stamp};
use crate::indexing::{BatchLimits, fitting, index_stream, usable};
use crate::query::limits::{
    DEFAULT_FACET_LIMIT, DEFAULT_PAGE_SIZE, MAX_FACET_LIMIT, MAX_PAGE_SIZE,
};
use crate::query::{Condition, ParsedText, Plan, parse_text};
use crate::suggest::suggest;
use crate::telemetry::note_call;

/// Gives milliseconds since 1970: the generations of an index are numbered by it.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Search over one backend.
pub struct LocalSearch {
    index: Arc<dyn Index>,
    clock: Clock,
    archive: Option<ArchiveId>,
    batches: BatchLimits,
    /// One permit per query that is answered.
    queries: Semaphore,
}

/// Queries answered at once where nothing else is said.
const CONCURRENT_QUERIES: usize = 64;

impl LocalSearch {
    /// Search over `index`, which may be empty or foreign: calls say so until it is built.
    #[must_use]
    pub fn new(index: Arc<dyn Index>) -> Self {
        let clock = || {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX))
        };
        Self {
            index,
            clock: Arc::new(clock),
            archive: None,
            batches: BatchLimits::default(),
            queries: Semaphore::new(CONCURRENT_QUERIES),
        }
    }

    /// The same, but answering only from an index of this archive.
    #[must_use]
    pub fn serving(mut self, archive: ArchiveId) -> Self {
        self.archive = Some(archive);
        self
    }

    /// The same with another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same, writing in other batches.
    #[must_use]
    pub fn with_batches(mut self, batches: BatchLimits) -> Self {
        self.batches = batches;
        self
    }

    /// The same, answering at most so many queries at once, at least 1; further ones wait.
    #[must_use]
    pub fn with_concurrent_queries(mut self, queries: usize) -> Self {
        self.queries = Semaphore::new(queries.clamp(1, Semaphore::MAX_PERMITS));
        self
    }

    fn ready<'stamp>(&self, stamp: Option<&'stamp Stamp>) -> Result<&'stamp Stamp, NotReady> {
        let stamp = usable(stamp)?;
        if self.archive.is_some_and(|archive| archive != stamp.archive) {
            return Err(NotReady::Foreign);
        }
        Ok(stamp)
    }

    async fn answer(&self, query: Query) -> ApiResult<SearchResults> {
        let asked = Asked::check(&query)?;
        let _turn = self
            .queries
            .acquire()
            .await
            .map_err(|_| ApiError::internal("the queue of queries is closed"))?;
        let reader = self.index.reader().await?;
        let stamp = self.ready(reader.stamp())?.clone();
        let offset = asked.page.offset(stamp.generation)?;
        let mut plan = Plan::make(asked.text, asked.condition, &*reader).await?;
        let order = match query.sort {
            Sort::Relevance if plan.has_text() => Order::Relevance,
            Sort::Relevance | Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        };
        let mut selection = Selection {
            matching: plan.matching(),
            order,
            offset,
            limit: asked.page_size,
            facets: query.facets.clone(),
            facet_limit: asked.facet_limit,
        };
        let mut selected = select(&plan, &selection, &*reader).await?;
        if selected.total.documents == 0 && plan.relax(&*reader).await? {
            selection.matching = plan.matching();
            selected = select(&plan, &selection, &*reader).await?;
        }
        let results = Results {
            offset,
            page: asked.page,
            stamp,
            backend: self.index.backend(),
        };
        results.of(plan, selected, &query.facets, &*reader).await
    }
}

/// What the reader selects, the first answers put in the order that all backends share. Further
/// pages find them in the same order, since the same answers are looked at for each.
async fn select(
    plan: &Plan,
    selection: &Selection,
    reader: &dyn IndexReader,
) -> ApiResult<Selected> {
    let offset = usize::try_from(selection.offset).unwrap_or(usize::MAX);
    if selection.order != Order::Relevance || offset >= RANKED {
        return Ok(reader.select(selection.clone()).await?);
    }
    let first = Selection {
        offset: 0,
        limit: RANKED,
        ..selection.clone()
    };
    let mut selected = reader.select(first).await?;
    let found = selected.documents.len();
    if offset >= found && offset > 0 {
        // Fewer were given for their size: those behind them keep the order of the backend.
        return Ok(reader.select(selection.clone()).await?);
    }
    let (ranking, documents) = (plan.clone(), std::mem::take(&mut selected.documents));
    let mut ordered = spawn_blocking(move || ranked(&ranking, documents))
        .await
        .map_err(|error| ApiError::internal(format!("ranking broke off: {error}")))?;
    ordered.drain(..offset);
    ordered.truncate(selection.limit);
    let missing = selection.limit - ordered.len();
    if found == RANKED && missing > 0 {
        let rest = Selection {
            offset: RANKED as u64,
            limit: missing,
            facets: Vec::new(),
            ..selection.clone()
        };
        ordered.extend(reader.select(rest).await?.documents);
    }
    selected.documents = ordered;
    Ok(selected)
}

/// What a question asks for, checked.
struct Asked {
    text: ParsedText,
    condition: Condition,
    page: Page,
    page_size: usize,
    facet_limit: usize,
}

impl Asked {
    fn check(query: &Query) -> ApiResult<Self> {
        let text = parse_text(&query.text)?;
        let condition = Condition::compile(query.filter.as_ref())?;
        for (number, facet) in query.facets.iter().enumerate() {
            if query.facets[..number].contains(facet) {
                return Err(ApiError::invalid_field(
                    format!("facets[{number}]"),
                    "is asked for already",
                ));
            }
        }
        Ok(Self {
            text,
            condition,
            page: Page::of(query)?,
            page_size: bounded(query.page_size, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
            facet_limit: bounded(query.facet_limit, DEFAULT_FACET_LIMIT, MAX_FACET_LIMIT),
        })
    }
}

/// `asked`, or the default for 0, or the most that is given.
pub(crate) fn bounded(asked: u32, default: u32, most: u32) -> usize {
    let number = if asked == 0 { default } else { asked };
    number.min(most) as usize
}

/// What answers have beside hits.
struct Results {
    offset: u64,
    page: Page,
    stamp: Stamp,
    backend: &'static str,
}

impl Results {
    async fn of(
        self,
        plan: Plan,
        selected: Selected,
        facet_fields: &[FacetField],
        reader: &dyn IndexReader,
    ) -> ApiResult<SearchResults> {
        let facets = named_facets(facet_fields, selected.facets, reader).await?;
        let exact = selected.total.exact && !plan.cut;
        let mut notices = plan.notices.clone();
        if !selected.total.exact {
            notices.push(Notice {
                code: NoticeCode::BoundOnly,
                message: "The phrases occur too often to be checked everywhere; totals and \
                          counts are lower bounds."
                    .to_owned(),
                words: plan.phrases.iter().map(|p| p.typed.clone()).collect(),
            });
        }
        let documents = selected.documents;
        // Cutting and comparing the words of a page takes time that the reactor does not have.
        let hits = spawn_blocking(move || page_of_hits(&plan, documents))
            .await
            .map_err(|error| ApiError::internal(format!("making hits broke off: {error}")))?;
        let given = self.offset + hits.len() as u64;
        let is_last = hits.is_empty() || given >= selected.total.documents;
        Ok(SearchResults {
            total: selected.total.documents,
            exact,
            next_page_token: if is_last {
                String::new()
            } else {
                self.page.next(self.stamp.generation, given)
            },
            hits,
            facets: facets
                .into_iter()
                .map(|mut facet| {
                    facet.exact &= exact;
                    facet
                })
                .collect(),
            notices,
            generation: self.stamp.generation,
            engine: self.stamp.engine,
            backend: self.backend.to_owned(),
            archive: Some(self.stamp.archive),
        })
    }
}

#[async_trait]
impl SearchApi for LocalSearch {
    fn index(&self, input: BoxStream<'static, IndexInput>) -> ApiStream<IndexAck> {
        let (index, clock) = (Arc::clone(&self.index), Arc::clone(&self.clock));
        index_stream(index, clock, self.batches, input)
    }

    async fn remove(&self, archive: ArchiveId, document: DocumentId) -> ApiResult<()> {
        let began = Instant::now();
        let outcome = async {
            fitting(&self.index.state().await?, archive)?;
            self.index.remove(document).await?;
            Ok(())
        }
        .await;
        note_call("remove", self.index.backend(), began, &outcome);
        outcome
    }

    async fn search(&self, query: Query) -> ApiResult<SearchResults> {
        let began = Instant::now();
        let outcome = self.answer(query).await;
        note_call("search", self.index.backend(), began, &outcome);
        outcome
    }

    async fn suggest(&self, prefix: String, limit: u32) -> ApiResult<Vec<Suggestion>> {
        let began = Instant::now();
        let outcome = async {
            let reader = self.index.reader().await?;
            self.ready(reader.stamp())?;
            suggest(&*reader, &prefix, limit).await
        }
        .await;
        note_call("suggest", self.index.backend(), began, &outcome);
        outcome
    }

    async fn get_document(&self, document: DocumentId) -> ApiResult<IndexedDocument> {
        let began = Instant::now();
        let outcome = async {
            let reader = self.index.reader().await?;
            self.ready(reader.stamp())?;
            reader.document(document).await?.ok_or_else(|| {
                ApiError::new(
                    ErrorKind::NotFound,
                    "DOCUMENT_NOT_FOUND",
                    format!("the index has no document {document}"),
                )
            })
        }
        .await;
        note_call("get_document", self.index.backend(), began, &outcome);
        outcome
    }

    async fn describe(&self) -> ApiResult<SearchDescription> {
        let state = self.index.state().await?;
        let not_ready = self
            .ready(state.stamp.as_ref())
            .err()
            .map(NotReady::sentence);
        let stamp = state.stamp;
        Ok(SearchDescription {
            backend: self.index.backend().to_owned(),
            ready: not_ready.is_none(),
            not_ready,
            documents: state.documents,
            generation: stamp.as_ref().map_or(0, |stamp| stamp.generation),
            schema_version: stamp.as_ref().map_or(0, |stamp| stamp.schema_version),
            archive: stamp.as_ref().map(|stamp| stamp.archive),
            engine: stamp.map_or_else(String::new, |stamp| stamp.engine),
        })
    }
}
