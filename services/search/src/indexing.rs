//! The stream of documents into the index.
//!
//! The stream of acknowledgements is pulled: nothing is read from the input, and nothing is
//! written, unless somebody waits for the next acknowledgement. A reader that stops reading thus
//! stops the writer after one batch, and no task is left behind when it goes away. While a batch is
//! written the next one is gathered, so that a slow index gets few large batches instead of many
//! small ones; at most these two are in memory.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use communique_model::api::{ApiResult, ApiStream, IndexAck, IndexInput, TraceContext};
use communique_model::{
    ApiError, ArchiveId, DocumentId, ErrorKind, IndexHeader, IndexMode, IndexedDocument,
    SCHEMA_VERSION,
};
use communique_runtime::telemetry::set_parent_from_message;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use tokio::time::{Instant as Deadline, timeout_at};
use tracing::{Span, field, info_span};

use crate::document::PreparedDocument;
use crate::error::{IndexError, NotReady};
use crate::index::{Index, IndexState, Rebuild, Stamp};
use crate::service::Clock;
use crate::telemetry::note_batch;

/// Bytes, roughly, after which a batch is full.
const BATCH_BYTES: usize = 8 << 20;

/// When a batch is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// Most documents of a batch, at least 1.
    pub documents: usize,
    /// How long the first document of a batch waits for others.
    pub wait: Duration,
}

impl Default for BatchLimits {
    /// 256 documents, 50 milliseconds.
    fn default() -> Self {
        Self {
            documents: 256,
            wait: Duration::from_millis(50),
        }
    }
}

/// Acknowledgements of `input`, in the order of its documents.
pub(crate) fn index_stream(
    index: Arc<dyn Index>,
    clock: Clock,
    limits: BatchLimits,
    input: BoxStream<'static, IndexInput>,
) -> ApiStream<IndexAck> {
    let writer = StreamWriter {
        index,
        clock,
        limits,
        input,
        session: None,
        gathered: Batch::default(),
        sequence: 0,
        acks: VecDeque::new(),
        ended: false,
    };
    stream::unfold(writer, |mut writer| async move {
        let ack = writer.next_ack().await?;
        Some((ack, writer))
    })
    .boxed()
}

struct StreamWriter {
    index: Arc<dyn Index>,
    clock: Clock,
    limits: BatchLimits,
    input: BoxStream<'static, IndexInput>,
    session: Option<Session>,
    /// What comes next into the index.
    gathered: Batch,
    /// Number of the next document.
    sequence: u64,
    /// Acknowledgements of the last batch that are not yet taken.
    acks: VecDeque<IndexAck>,
    ended: bool,
}

enum Session {
    Live(ArchiveId),
    Rebuild(Box<dyn Rebuild>),
}

/// A document that is to be written.
struct Arrived {
    sequence: u64,
    document: Box<IndexedDocument>,
    /// From its arrival until its batch is written, in the trace of the call that it came with.
    span: Span,
}

/// A batch that is being gathered.
#[derive(Default)]
struct Batch {
    documents: Vec<Arrived>,
    bytes: usize,
    /// When it is written though it is not full.
    deadline: Option<Deadline>,
    /// Whether the sender waits for what there is.
    flushed: bool,
    /// What follows it in the stream, if not another document; an error if that must not be: then
    /// the batch is not written.
    end: Option<ApiResult<BatchEnd>>,
}

enum BatchEnd {
    Finish,
    InputOver,
}

impl Batch {
    /// Whether nothing more may be put into it.
    fn is_closed(&self, limits: BatchLimits) -> bool {
        self.end.is_some()
            || self.documents.len() >= limits.documents.max(1)
            || self.bytes >= BATCH_BYTES
    }

    /// Puts what came in, with `sequence` the number of the next document, into the batch.
    fn add(&mut self, message: Option<IndexInput>, sequence: &mut u64, limits: BatchLimits) {
        match message {
            Some(IndexInput::Document { document, trace }) => {
                self.deadline
                    .get_or_insert_with(|| Deadline::now() + limits.wait);
                self.bytes += rough_size(&document);
                self.documents.push(Arrived {
                    sequence: *sequence,
                    span: span_of(&document, &trace),
                    document,
                });
                *sequence += 1;
            }
            Some(IndexInput::Flush) => self.flushed |= !self.documents.is_empty(),
            Some(IndexInput::Finish) => self.end = Some(Ok(BatchEnd::Finish)),
            Some(IndexInput::Header(_)) => {
                let misuse = ApiError::invalid_field("header", "must come only once");
                self.end = Some(Err(misuse));
            }
            None => self.end = Some(Ok(BatchEnd::InputOver)),
        }
    }
}

impl StreamWriter {
    async fn next_ack(&mut self) -> Option<ApiResult<IndexAck>> {
        loop {
            if let Some(ack) = self.acks.pop_front() {
                return Some(Ok(ack));
            }
            if self.ended {
                return None;
            }
            let step = match self.session {
                None => self.open().await,
                Some(_) => self.write_batch().await,
            };
            if let Err(error) = step {
                self.ended = true;
                self.throw_away().await;
                return Some(Err(error));
            }
        }
    }

    async fn open(&mut self) -> ApiResult<()> {
        match self.input.next().await {
            None => self.ended = true,
            Some(IndexInput::Header(header)) => {
                self.session = Some(open_session(&*self.index, &self.clock, &header).await?);
            }
            Some(_) => {
                return Err(ApiError::invalid_field(
                    "header",
                    "must come first: it names the archive and what to do with the index",
                ));
            }
        }
        Ok(())
    }

    async fn write_batch(&mut self) -> ApiResult<()> {
        self.gather().await;
        let batch = std::mem::take(&mut self.gathered);
        let end = batch.end.transpose()?;
        if !batch.documents.is_empty() {
            self.write(batch.documents, end.is_none()).await?;
        }
        match end {
            None => {}
            Some(BatchEnd::Finish) => self.finish().await?,
            Some(BatchEnd::InputOver) => {
                self.ended = true;
                self.throw_away().await;
            }
        }
        Ok(())
    }

    /// Reads until the batch is to be written.
    async fn gather(&mut self) {
        let Self {
            gathered,
            input,
            sequence,
            limits,
            ..
        } = self;
        while !gathered.flushed && !gathered.is_closed(*limits) {
            let message = match gathered.deadline {
                None => input.next().await,
                Some(deadline) => match timeout_at(deadline, input.next()).await {
                    Ok(message) => message,
                    Err(_elapsed) => break,
                },
            };
            gathered.add(message, sequence, *limits);
        }
    }

    /// Writes documents and meanwhile gathers the next batch, if more may `follow`.
    async fn write(&mut self, documents: Vec<Arrived>, follow: bool) -> ApiResult<()> {
        let began = Instant::now();
        let count = documents.len();
        let (documents, spans): (Vec<_>, Vec<_>) = documents
            .into_iter()
            .map(|arrived| ((arrived.sequence, arrived.document), arrived.span))
            .unzip();
        let (mut acks, prepared) = prepare(documents).await?;
        let index = Arc::clone(&self.index);
        let session = &mut self.session;
        let write = async {
            match session {
                _ if prepared.is_empty() => Ok(()),
                Some(Session::Live(archive)) => index.write(*archive, prepared).await,
                Some(Session::Rebuild(rebuild)) => rebuild.write(prepared).await,
                None => Ok(()),
            }
        };
        tokio::pin!(write);
        let written = loop {
            let room = follow && !self.gathered.is_closed(self.limits);
            tokio::select! {
                biased;
                written = &mut write => break written,
                message = self.input.next(), if room => {
                    self.gathered.add(message, &mut self.sequence, self.limits);
                }
            }
        };
        match written {
            Ok(()) => {}
            Err(IndexError::NotReady(reason)) => return Err(reason.into()),
            Err(error) => {
                tracing::warn!(%error, documents = count, "batch not written");
                let error = ApiError::from(error);
                for ack in &mut acks {
                    if ack.outcome.is_ok() {
                        ack.outcome = Err(error.clone());
                    }
                }
            }
        }
        let failed = acks.iter().filter(|ack| ack.outcome.is_err()).count();
        note_batch(self.index.backend(), count, failed, began.elapsed());
        // Each ends here, with its batch.
        drop(spans);
        self.acks.extend(acks);
        Ok(())
    }

    async fn finish(&mut self) -> ApiResult<()> {
        self.ended = true;
        let outcome = match self.session.take() {
            Some(Session::Rebuild(rebuild)) => rebuild.finish().await.map_err(ApiError::from),
            _ => Ok(()),
        };
        self.acks.push_back(IndexAck {
            sequence: self.sequence,
            document: None,
            outcome,
        });
        Ok(())
    }

    /// Ends a rebuild that did not end well.
    async fn throw_away(&mut self) {
        if let Some(Session::Rebuild(rebuild)) = self.session.take()
            && let Err(error) = rebuild.discard().await
        {
            tracing::warn!(%error, "an unfinished index was not thrown away");
        }
    }
}

/// What is there must fit the header, or be made to fit it.
async fn open_session(
    index: &dyn Index,
    clock: &Clock,
    header: &IndexHeader,
) -> ApiResult<Session> {
    if header.schema_version != SCHEMA_VERSION {
        return Err(ApiError::new(
            ErrorKind::FailedPrecondition,
            "SCHEMA_VERSION_DIFFERS",
            format!(
                "the sender has schema version {} and this index {SCHEMA_VERSION}: run the same \
                 version of all services",
                header.schema_version
            ),
        ));
    }
    let state = index.state().await?;
    let fits = fitting(&state, header.archive);
    let stamp = Stamp {
        archive: header.archive,
        schema_version: SCHEMA_VERSION,
        engine: header.engine.clone(),
        generation: next_generation(&state, clock),
    };
    match header.mode {
        IndexMode::Update => fits?,
        IndexMode::Create => match fits {
            Ok(()) => {}
            Err(_) if state.documents == 0 => index.create(stamp).await?,
            Err(reason) => return Err(reason.into()),
        },
        IndexMode::Rebuild => return Ok(Session::Rebuild(index.rebuild(stamp).await?)),
    }
    Ok(Session::Live(header.archive))
}

/// Whether an index in this state can be used for `archive`.
pub(crate) fn fitting(state: &IndexState, archive: ArchiveId) -> Result<(), NotReady> {
    let stamp = usable(state.stamp.as_ref())?;
    if stamp.archive == archive {
        Ok(())
    } else {
        Err(NotReady::Foreign)
    }
}

/// The stamp of an index that can be used.
pub(crate) fn usable(stamp: Option<&Stamp>) -> Result<&Stamp, NotReady> {
    let stamp = stamp.ok_or(NotReady::Empty)?;
    if stamp.schema_version == SCHEMA_VERSION {
        Ok(stamp)
    } else {
        Err(NotReady::Outdated)
    }
}

/// Later than that of any index before, also of one whose traces are gone.
fn next_generation(state: &IndexState, clock: &Clock) -> u64 {
    let before = state.stamp.as_ref().map_or(0, |stamp| stamp.generation);
    clock().max(before + 1)
}

/// Acknowledgements, as if all will be written that could be prepared, and what to write: of
/// several documents with one id the last.
async fn prepare(
    documents: Vec<(u64, Box<IndexedDocument>)>,
) -> ApiResult<(Vec<IndexAck>, Vec<PreparedDocument>)> {
    let work = move || {
        let mut acks = Vec::with_capacity(documents.len());
        let mut prepared = Vec::with_capacity(documents.len());
        for (sequence, document) in documents {
            let outcome = PreparedDocument::of(&document).map(|ready| prepared.push(ready));
            acks.push(IndexAck {
                sequence,
                document: Some(document.document.id),
                outcome,
            });
        }
        let mut seen: BTreeSet<DocumentId> = BTreeSet::new();
        prepared.reverse();
        prepared.retain(|document: &PreparedDocument| seen.insert(document.id));
        prepared.reverse();
        (acks, prepared)
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| ApiError::internal(format!("preparing documents broke off: {error}")))
}

/// Of one document's way into the index.
fn span_of(document: &IndexedDocument, trace: &TraceContext) -> Span {
    let span = info_span!(
        "index document",
        document = %document.document.id,
        trace_id = field::Empty,
    );
    set_parent_from_message(&span, trace);
    span
}

fn rough_size(document: &IndexedDocument) -> usize {
    document.document.text.len()
        + document.extraction.mentions.len() * 200
        + document.extraction.entities.len() * 500
        + document.appearances.len() * 500
}
