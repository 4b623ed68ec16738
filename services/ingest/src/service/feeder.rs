//! The way to the index: one long-lived stream for all captures of this process.
//!
//! Documents of all captures share batches, and each learns by its acknowledgement's number what
//! became of it. The stream is opened when there is work, closed when there is none for a while,
//! and opened anew after a failure and after so many documents, which may lead to another copy of
//! search: all copies take part.
//!
//! A document that breaks the stream itself (one too large for a message, say) must not take those
//! down that happened to be on the way with it, again and again. So after such a failure documents
//! go one at a time until as many have passed as were on the way: then only the culprit fails.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use communique_model::api::{ApiResult, ApiStream, IndexAck, IndexInput, SearchApi, TraceContext};
use communique_model::{
    ApiError, ArchiveId, ErrorKind, IndexHeader, IndexMode, IndexedDocument, SCHEMA_VERSION,
};
use communique_runtime::telemetry::current_trace_context;
use futures::StreamExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;

use crate::settings::IngestSettings;

/// A document on its way, and who waits for it.
struct Feed {
    document: Box<IndexedDocument>,
    /// The trace of the call that it came with: the stream has one of its own.
    trace: TraceContext,
    reply: oneshot::Sender<ApiResult<()>>,
}

/// Handle to the stream. Clones share it; it ends when the last is dropped.
#[derive(Clone, Debug)]
pub(super) struct IndexFeeder {
    feeds: mpsc::Sender<Feed>,
}

/// Times and bounds of the stream.
#[derive(Clone, Copy, Debug)]
struct Limits {
    unacknowledged: usize,
    /// Documents after which another stream is opened.
    per_stream: u64,
    /// Documents that there can be at all: when as many wait, no other will come.
    in_flight: usize,
    timeout: Duration,
    linger: Duration,
    idle: Duration,
}

/// Longest that documents keep arriving before what was sent must be written: an upper bound on
/// waiting for a batch that fills slowly.
const LONGEST_LINGER: u32 = 20;

impl IndexFeeder {
    /// The handle, and the work behind it, which must be driven and ends after the last handle.
    pub(super) fn new(
        search: Arc<dyn SearchApi>,
        archive: ArchiveId,
        settings: &IngestSettings,
    ) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let limits = Limits {
            unacknowledged: settings.max_unacknowledged,
            per_stream: settings.max_documents_per_stream,
            in_flight: settings.max_documents_in_flight,
            timeout: Duration::from_millis(settings.index_timeout_millis),
            linger: Duration::from_millis(settings.index_linger_millis),
            idle: Duration::from_millis(settings.index_idle_millis),
        };
        let (feeds, incoming) = mpsc::channel(1);
        (Self { feeds }, run(search, archive, limits, incoming))
    }

    /// Hands a document to the index and waits until queries find it. Waits for room first: a slow
    /// index slows its senders down.
    pub(super) async fn index(&self, document: IndexedDocument) -> ApiResult<()> {
        let (reply, answer) = oneshot::channel();
        let feed = Feed {
            document: Box::new(document),
            trace: current_trace_context(),
            reply,
        };
        let stopped = || {
            ApiError::unavailable(
                "SHUTTING_DOWN",
                "this ingest service is stopping; the document is indexed when it is started again",
                Duration::from_secs(5),
            )
        };
        self.feeds.send(feed).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn run(
    search: Arc<dyn SearchApi>,
    archive: ArchiveId,
    limits: Limits,
    mut incoming: mpsc::Receiver<Feed>,
) {
    let mut next = incoming.recv().await;
    let mut suspects = 0;
    while let Some(first) = next {
        let mut stream = FeedStream::open(&*search, archive, limits, &first, suspects);
        next = stream.drive(first, &mut incoming).await;
        suspects = stream.suspects;
        if next.is_none() {
            next = incoming.recv().await;
        }
    }
}

/// A document that was sent and not yet acknowledged.
struct Waiting {
    reply: oneshot::Sender<ApiResult<()>>,
    since: Instant,
}

/// One stream to the index.
struct FeedStream {
    limits: Limits,
    engine: String,
    /// `None` once nothing more will be sent.
    input: Option<mpsc::Sender<IndexInput>>,
    acks: ApiStream<IndexAck>,
    waiting: BTreeMap<u64, Waiting>,
    sent: u64,
    /// When the oldest document was sent that no flush has followed.
    unflushed_since: Option<Instant>,
    last_sent: Instant,
    /// When the index was last heard of while something waited for it.
    heard: Instant,
    /// Documents still to go one at a time.
    suspects: usize,
}

impl FeedStream {
    fn open(
        search: &dyn SearchApi,
        archive: ArchiveId,
        limits: Limits,
        first: &Feed,
        suspects: usize,
    ) -> Self {
        let engine = first.document.extraction.engine.clone();
        // Room for one message beyond the header: whoever sends waits for the index to read.
        let (input, messages) = mpsc::channel(2);
        let header = IndexHeader {
            archive,
            schema_version: SCHEMA_VERSION,
            engine: engine.clone(),
            mode: IndexMode::Update,
        };
        input
            .try_send(IndexInput::Header(header))
            .expect("a new channel has room for its first message");
        let acks = search.index(ReceiverStream::new(messages).boxed());
        let now = Instant::now();
        Self {
            limits,
            engine,
            input: Some(input),
            acks,
            waiting: BTreeMap::new(),
            sent: 0,
            unflushed_since: None,
            last_sent: now,
            heard: now,
            suspects,
        }
    }

    /// Carries documents until the stream ends; gives back one that must go into another stream.
    async fn drive(&mut self, first: Feed, incoming: &mut mpsc::Receiver<Feed>) -> Option<Feed> {
        let mut carried = Some(first);
        loop {
            if self.input.is_none() && self.waiting.is_empty() {
                return carried;
            }
            let input = self.input.clone();
            let has_room = match self.suspects {
                0 => self.waiting.len() < self.limits.unacknowledged,
                _ => self.waiting.is_empty(),
            };
            let fits = carried
                .as_ref()
                .is_some_and(|feed| feed.document.extraction.engine == self.engine);
            if carried.is_some() && !fits {
                // Another engine's results need a header of their own.
                self.input = None;
                if self.waiting.is_empty() {
                    return carried;
                }
            }
            // Another copy has its turn once this one has acknowledged what it was given.
            let full = self.sent >= self.limits.per_stream;
            if full && carried.is_some() && self.waiting.is_empty() {
                self.input = None;
                return carried;
            }
            let has_room = has_room && !full;
            let deadline = self.next_deadline();
            tokio::select! {
                biased;
                ack = self.acks.next() => {
                    if let Err(error) = self.acknowledge(ack) {
                        self.fail(carried, &error);
                        return None;
                    }
                }
                room = reserve(input.as_ref()), if fits && has_room && self.input.is_some() => {
                    match (room, carried.take()) {
                        (Some(room), Some(feed)) => self.send(room, feed),
                        // The index reads no more: its answer stream says why.
                        (None, feed) => {
                            carried = feed;
                            self.input = None;
                        }
                        (Some(_), None) => {}
                    }
                }
                feed = incoming.recv(), if carried.is_none() && self.input.is_some() => {
                    match feed {
                        Some(feed) => carried = Some(feed),
                        None => self.input = None,
                    }
                }
                () = tokio::time::sleep_until(deadline) => {
                    if let Err(error) = self.after_deadline() {
                        self.fail(carried, &error);
                        return None;
                    }
                }
            }
        }
    }

    fn send(&mut self, room: mpsc::Permit<'_, IndexInput>, feed: Feed) {
        let now = Instant::now();
        if self.waiting.is_empty() {
            self.heard = now;
        }
        room.send(IndexInput::Document {
            document: feed.document,
            trace: feed.trace,
        });
        let waiting = Waiting {
            reply: feed.reply,
            since: now,
        };
        self.waiting.insert(self.sent, waiting);
        self.sent += 1;
        self.last_sent = now;
        self.unflushed_since.get_or_insert(now);
    }

    fn acknowledge(&mut self, ack: Option<ApiResult<IndexAck>>) -> ApiResult<()> {
        let ack = match ack {
            Some(ack) => ack?,
            // It has done all it was given, and may be leaving.
            None if self.waiting.is_empty() && self.sent > 0 => {
                self.input = None;
                return Ok(());
            }
            None => {
                let message = "search ended the stream to the index before it had acknowledged all";
                return Err(lost(message));
            }
        };
        self.heard = Instant::now();
        if let Some(waiting) = self.waiting.remove(&ack.sequence) {
            metrics::histogram!(crate::metric_names::INDEX_SECONDS)
                .record(waiting.since.elapsed().as_secs_f64());
            self.suspects = self.suspects.saturating_sub(1);
            // Nobody waits any more if the caller was dropped.
            let _ = waiting.reply.send(ack.outcome);
        }
        if self.waiting.is_empty() {
            self.unflushed_since = None;
        }
        Ok(())
    }

    /// When something must be done though nothing comes in.
    fn next_deadline(&self) -> Instant {
        if self.waiting.is_empty() {
            return self.last_sent.max(self.heard) + self.limits.idle;
        }
        let silence = self.heard + self.limits.timeout;
        match (self.unflushed_since, &self.input) {
            (Some(since), Some(_)) => silence.min(self.flush_at(since)),
            _ => silence,
        }
    }

    fn flush_at(&self, since: Instant) -> Instant {
        let limit = self.limits.in_flight.min(self.limits.unacknowledged);
        if self.suspects > 0 || self.waiting.len() >= limit {
            // Nothing follows that could fill the batch.
            return since;
        }
        let longest = since + self.limits.linger * LONGEST_LINGER;
        longest.min(self.last_sent + self.limits.linger)
    }

    fn after_deadline(&mut self) -> ApiResult<()> {
        let now = Instant::now();
        if self.waiting.is_empty() {
            self.input = None;
            return Ok(());
        }
        if now >= self.heard + self.limits.timeout {
            return Err(ApiError::new(
                ErrorKind::DeadlineExceeded,
                "INDEX_SILENT",
                format!(
                    "search acknowledged nothing for {} ms",
                    self.limits.timeout.as_millis()
                ),
            ));
        }
        if let (Some(since), Some(input)) = (self.unflushed_since, &self.input)
            && now >= self.flush_at(since)
            && input.try_send(IndexInput::Flush).is_ok()
        {
            self.unflushed_since = None;
        } else if self.unflushed_since.is_some() {
            // No room for the flush: the index is busy reading. Look again after another pause.
            self.last_sent = now;
            self.unflushed_since = Some(now);
        }
        Ok(())
    }

    /// Tells all that wait that the stream broke, and the one that was to be sent next: whoever
    /// sends decides whether another try is worth it.
    fn fail(&mut self, carried: Option<Feed>, error: &ApiError) {
        self.input = None;
        let waiting = std::mem::take(&mut self.waiting);
        let on_the_way = waiting.len();
        let replies = waiting.into_values().map(|waiting| waiting.reply);
        let told = match error.kind {
            ErrorKind::InvalidArgument | ErrorKind::Internal if on_the_way > 1 => {
                self.suspects = on_the_way;
                lost(&format!(
                    "a document broke the stream to the index: {}",
                    error.message
                ))
            }
            _ => {
                self.suspects = self.suspects.saturating_sub(on_the_way);
                error.clone()
            }
        };
        for reply in replies.chain(carried.map(|feed| feed.reply)) {
            let _ = reply.send(Err(told.clone()));
        }
    }
}

async fn reserve(input: Option<&mpsc::Sender<IndexInput>>) -> Option<mpsc::Permit<'_, IndexInput>> {
    input?.reserve().await.ok()
}

fn lost(message: &str) -> ApiError {
    ApiError::unavailable("INDEX_STREAM_LOST", message, Duration::from_secs(1))
}
