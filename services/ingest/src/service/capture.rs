//! One capture from upload to last receipt.
//!
//! A document is begun only when there is room for its receipt, so what is begun can always be
//! finished and reported: a client that stops reading stops its own capture, holding neither a
//! document's turn nor, after a moment, the memory of the capture's documents.

use std::sync::Arc;

use communique_model::api::{ApiResult, IngestInput};
use communique_model::{ApiError, Receipt, ReceiptStatus};
use futures::future::BoxFuture;
use futures::stream::{BoxStream, FuturesOrdered};
use futures::{FutureExt, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::Instant;
use tracing::{Instrument, debug};

use communique_cache::{CacheKey, CacheKind};

use super::document::{CaptureContext, take_document};
use super::intake::{Upload, receive};
use super::{Core, settle, shutting_down};
use crate::archive::ArchivedCapture;
use crate::metric_names;
use crate::parse::{ParsedCapture, ParsedDocument, ParsedItem};

type Receipts = mpsc::Sender<ApiResult<Receipt>>;

/// Takes one capture; the stream of receipts ends when this does.
pub(super) async fn run(
    core: Arc<Core>,
    input: BoxStream<'static, Result<IngestInput, ApiError>>,
    receipts: Receipts,
) {
    let outcome = match receive(&core, input, &receipts).await {
        Ok(Upload::Complete(complete)) => {
            let (capture, context) = *complete;
            tracing::Span::current().record("capture", context.capture.to_string());
            Delivery::new(&core, capture, context, &receipts)
                .run()
                .await
        }
        Ok(Upload::TooLarge(receipt)) => {
            count(&receipt);
            send(&core, &receipts, Ok(*receipt)).await;
            Ok(())
        }
        Ok(Upload::Abandoned) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        debug!(reason = %error.reason, "capture broken off: {error}");
        send(&core, &receipts, Err(error)).await;
    }
}

/// Says the last word to a client, if it listens before the service stops.
async fn send(core: &Core, receipts: &Receipts, last: ApiResult<Receipt>) {
    tokio::select! {
        biased;
        _ = receipts.send(last) => {}
        () = core.stopping.cancelled() => {}
    }
}

/// Units of 1 KiB of raw capture in which parsed captures are accounted for, rounded up.
pub(super) fn kibibytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1_024))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The documents of a capture that are still to be begun, and the memory they were granted.
struct Parsed {
    items: std::vec::IntoIter<ParsedItem>,
    memory: Arc<OwnedSemaphorePermit>,
}

/// Carries the documents of one archived capture to their receipts.
struct Delivery<'run> {
    core: &'run Arc<Core>,
    capture: ArchivedCapture,
    context: Arc<CaptureContext>,
    receipts: &'run Receipts,
    parsed: Option<Parsed>,
    /// Items begun so far.
    begun: usize,
    /// How many items there are, once that is known.
    total: Option<usize>,
}

type Permit = mpsc::OwnedPermit<ApiResult<Receipt>>;

impl<'run> Delivery<'run> {
    fn new(
        core: &'run Arc<Core>,
        capture: ArchivedCapture,
        context: CaptureContext,
        receipts: &'run Receipts,
    ) -> Self {
        Self {
            core,
            capture,
            context: Arc::new(context),
            receipts,
            parsed: None,
            begun: 0,
            total: None,
        }
    }

    async fn run(mut self) -> ApiResult<()> {
        let mut in_flight: FuturesOrdered<BoxFuture<'static, (Permit, ApiResult<Receipt>)>> =
            FuturesOrdered::new();
        let mut sequence = 0;
        let mut stopping = false;
        let mut room = Box::pin(self.receipts.clone().reserve_owned());
        loop {
            let exhausted = stopping || self.total == Some(self.begun);
            if exhausted && in_flight.is_empty() {
                break;
            }
            let stalled = tokio::time::sleep(self.core.settings.stall());
            tokio::select! {
                biased;
                Some((permit, outcome)) = in_flight.next(), if !in_flight.is_empty() => {
                    let mut receipt = outcome?;
                    receipt.sequence = sequence;
                    sequence += 1;
                    count(&receipt);
                    permit.send(Ok(receipt));
                }
                () = self.core.stopping.cancelled(), if !stopping => stopping = true,
                permit = &mut room, if !exhausted => {
                    let Ok(permit) = permit else {
                        // The client has gone. What was begun is finished without it.
                        return Ok(());
                    };
                    match self.next_item().await? {
                        Some(item) => in_flight.push_back(self.begin(item, permit)),
                        None => drop(permit),
                    }
                    room = Box::pin(self.receipts.clone().reserve_owned());
                }
                () = stalled, if self.parsed.is_some() && !exhausted => {
                    debug!("the client does not read its receipts: memory given back");
                    self.parsed = None;
                }
            }
        }
        if stopping && self.total != Some(self.begun) {
            return Err(shutting_down());
        }
        Ok(())
    }

    /// The next item, parsed again if its memory was given back.
    async fn next_item(&mut self) -> ApiResult<Option<(ParsedItem, Arc<OwnedSemaphorePermit>)>> {
        let parsed = match &mut self.parsed {
            Some(parsed) => parsed,
            None => {
                let parsed = self.parse().await?;
                self.parsed.insert(parsed)
            }
        };
        let item = parsed.items.next();
        let memory = Arc::clone(&parsed.memory);
        Ok(item.map(|item| {
            self.begun += 1;
            (item, memory)
        }))
    }

    async fn parse(&mut self) -> ApiResult<Parsed> {
        let core = self.core;
        let wanted = kibibytes(self.capture.manifest.size);
        let memory = tokio::select! {
            memory = Arc::clone(&core.parsed).acquire_many_owned(wanted) => {
                memory.map_err(|_| settle::closed())?
            }
            () = core.stopping.cancelled() => return Err(shutting_down()),
        };
        let started = Instant::now();
        let hash = self.capture.manifest.hash.as_bytes();
        let maker = core.parser.fingerprint();
        let key = CacheKey::new(CacheKind::ParsedCapture, &maker, &[hash]);
        let capture = self.capture.clone();
        let archive = core.archive.clone();
        let parser = Arc::clone(&core.parser);
        let parsed: ParsedCapture = core
            .cache
            .get_or_compute(&key, async move {
                let bytes = archive.read_capture(&capture).await?;
                tokio::task::spawn_blocking(move || parser.read(&bytes))
                    .await
                    .map_err(|error| {
                        ApiError::internal(format!("the parser failed on this capture: {error}"))
                    })
            })
            .await?;
        metrics::histogram!(metric_names::PARSE_SECONDS).record(started.elapsed().as_secs_f64());
        // From here on the bytes are read from the archive again if need be.
        self.capture.bytes = None;
        self.total = Some(parsed.items.len());
        let mut items = parsed.items.into_iter();
        if self.begun > 0 {
            items.nth(self.begun - 1);
        }
        Ok(Parsed {
            items,
            memory: Arc::new(memory),
        })
    }

    fn begin(
        &self,
        (item, memory): (ParsedItem, Arc<OwnedSemaphorePermit>),
        permit: Permit,
    ) -> BoxFuture<'static, (Permit, ApiResult<Receipt>)> {
        let parsed = match item {
            ParsedItem::Rejected(rejected) => {
                let receipt = self.context.rejected(rejected);
                return futures::future::ready((permit, Ok(receipt))).boxed();
            }
            ParsedItem::Document(parsed) => parsed,
        };
        let work = take_in_turn(
            Arc::clone(self.core),
            Arc::clone(&self.context),
            parsed,
            memory,
        );
        // A task of its own: it is finished whatever becomes of the client.
        let task = self.core.tasks.spawn(work.in_current_span());
        async move {
            let outcome = task.await.unwrap_or_else(|error| {
                Err(ApiError::internal(format!(
                    "a document could not be taken: {error}"
                )))
            });
            (permit, outcome)
        }
        .boxed()
    }
}

async fn take_in_turn(
    core: Arc<Core>,
    context: Arc<CaptureContext>,
    parsed: Box<ParsedDocument>,
    memory: Arc<OwnedSemaphorePermit>,
) -> ApiResult<Receipt> {
    let _turn = core.turn().await?;
    let started = Instant::now();
    let receipt = take_document(&core, &context, *parsed).await;
    metrics::histogram!(metric_names::DOCUMENT_SECONDS).record(started.elapsed().as_secs_f64());
    drop(memory);
    receipt
}

fn count(receipt: &Receipt) {
    let status = match receipt.status {
        ReceiptStatus::Indexed => "indexed",
        ReceiptStatus::Duplicate => "duplicate",
        ReceiptStatus::Pending => "pending",
        ReceiptStatus::Rejected => "rejected",
    };
    metrics::counter!(metric_names::DOCUMENTS, "status" => status).increment(1);
}
