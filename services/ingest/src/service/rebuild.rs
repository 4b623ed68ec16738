//! Building the index anew from the archive.
//!
//! Documents that come in meanwhile go into the index that is being replaced, and their markers
//! are taken away. So after the new index is in place, everything that was written since the
//! rebuild began is indexed once more; a note in the archive makes sure of that even if this
//! process dies in between.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use communique_model::api::{ApiResult, IndexAck, IndexInput, ReindexProgress};
use communique_model::{
    ApiError, DocumentId, ErrorKind, IndexHeader, IndexMode, IndexedDocument, SCHEMA_VERSION,
};
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tracing::{Instrument, info, warn};

use super::maintenance::{age, listed_documents};
use super::settle::{Patience, extract, indexed_document, settle};
use super::{Core, shutting_down};
use crate::archive::{ArchiveError, Holdings, RebuildNote};

/// How far the clocks of this process and of the store may differ.
const CLOCK_SKEW: Duration = Duration::from_secs(300);

/// Documents extracted and waiting to be sent, beside those being extracted.
const CONCURRENT_DOCUMENTS: usize = 16;

/// Pauses of one second for which extraction may be away before a rebuild is given up.
const EXTRACTION_PATIENCE: u32 = 60;

/// Refused documents remembered by id; of more only the number is known.
const MAX_FAILURES_REMEMBERED: usize = 4_096;

/// Documents between two reports of progress.
const PROGRESS_STEP: u64 = 50;

type Progress = mpsc::Sender<ApiResult<ReindexProgress>>;

/// Builds the index anew; the stream of progress ends when this does.
pub(super) async fn run(core: Arc<Core>, progress: Progress) {
    let outcome = rebuild(&core, &progress).await;
    if let Err(error) = &outcome {
        warn!(reason = %error.reason, "the index was not built anew: {error}");
    }
    // Nobody listens any more if the caller went away.
    let _ = progress.send(outcome).await;
}

async fn rebuild(core: &Arc<Core>, progress: &Progress) -> ApiResult<ReindexProgress> {
    let Ok(_only) = core.rebuilds.try_acquire() else {
        return Err(ApiError::new(
            ErrorKind::FailedPrecondition,
            "REINDEX_RUNNING",
            "the index is being built anew already: wait until that is done",
        ));
    };
    let note = RebuildNote {
        started_at: core.clock.now(),
    };
    core.archive.put_rebuild_note(&note).await?;
    let built = tokio::select! {
        biased;
        () = progress.closed() => Err(ApiError::new(
            ErrorKind::Cancelled,
            "CANCELLED",
            "the caller went away, so the old index stays in place",
        )),
        () = core.stopping.cancelled() => Err(shutting_down()),
        built = build(core, progress, &note) => built,
    };
    let built = match built {
        Ok(built) => built,
        Err(error) => {
            core.archive.delete_rebuild_note(&note).await?;
            return Err(error);
        }
    };
    info!(
        documents = built.progress.documents,
        failed = built.progress.failed,
        "the new index is in place"
    );
    take_covered_markers_away(core, &note, &built).await?;
    catch_up(core, &note).await?;
    Ok(built.progress)
}

/// What a rebuild came to.
struct Built {
    progress: ReindexProgress,
    /// Documents refused, as far as they are remembered.
    failed: HashSet<DocumentId>,
}

impl Built {
    fn fail(&mut self, document: DocumentId) {
        self.progress.failed += 1;
        if self.failed.len() < MAX_FAILURES_REMEMBERED {
            self.failed.insert(document);
        }
    }

    fn remembers_all_failures(&self) -> bool {
        self.progress.failed == self.failed.len() as u64
    }
}

async fn build(core: &Arc<Core>, progress: &Progress, note: &RebuildNote) -> ApiResult<Built> {
    let documents = listed_documents(&core.archive).await?;
    let description = core.extraction.describe().await?;
    core.engine.note(&description.engine);
    let header = IndexHeader {
        archive: core.archive.id(),
        schema_version: SCHEMA_VERSION,
        engine: description.engine,
        mode: IndexMode::Rebuild,
    };
    let (input, messages) = mpsc::channel(2);
    let acks = core.search.index(ReceiverStream::new(messages).boxed());
    let (damaged, damages) = mpsc::channel(MAX_FAILURES_REMEMBERED);
    let send = send_all(core, note, header, input, damaged);
    let take = take_all(acks, damages, documents, progress);
    let ((), built) = tokio::try_join!(send, take)?;
    Ok(built)
}

/// Sends every document of the archive, then the message that puts the index in place.
async fn send_all(
    core: &Arc<Core>,
    note: &RebuildNote,
    header: IndexHeader,
    input: mpsc::Sender<IndexInput>,
    damaged: mpsc::Sender<DocumentId>,
) -> ApiResult<()> {
    let mut prepared = core
        .archive
        .documents()
        .try_filter(|(_, holdings)| futures::future::ready(holdings.is_listed()))
        .map(|listed| async {
            let (document, holdings) = listed?;
            // A task of its own, so that it goes on (and gives its turn at extraction back) while
            // the index takes its time.
            let core_of_task = Arc::clone(core);
            let preparing = core.tasks.spawn(
                async move { prepare(&core_of_task, document, &holdings).await }.in_current_span(),
            );
            let prepared = preparing.await.unwrap_or_else(|error| {
                Err(ApiError::internal(format!(
                    "a document could not be prepared: {error}"
                )))
            });
            Ok::<_, ApiError>((document, prepared))
        })
        .buffer_unordered(CONCURRENT_DOCUMENTS);
    deliver(&input, IndexInput::Header(header)).await;
    while let Some((document, prepared)) = prepared.try_next().await? {
        match prepared {
            Ok(Some(indexed)) => deliver(&input, IndexInput::document(indexed)).await,
            // Removed meanwhile.
            Ok(None) => {}
            Err(error) if error.reason == "ARCHIVE_DAMAGED" => {
                warn!(%document, "left out of the new index: {error}");
                // Whoever counts is gone only when the rebuild has failed already.
                let _ = damaged.send(document).await;
            }
            Err(error) => return Err(error),
        }
    }
    // Written again, in case someone took it for one that was left behind.
    core.archive.put_rebuild_note(note).await?;
    deliver(&input, IndexInput::Finish).await;
    Ok(())
}

/// Hands a message to search. If search reads no more, its answers say why, so this waits for
/// whoever reads them to end the rebuild.
async fn deliver(input: &mpsc::Sender<IndexInput>, message: IndexInput) {
    if input.send(message).await.is_err() {
        futures::future::pending::<()>().await;
    }
}

async fn prepare(
    core: &Core,
    document: DocumentId,
    holdings: &Holdings,
) -> ApiResult<Option<IndexedDocument>> {
    let Some(fold) = core.archive.fold(document, holdings).await? else {
        return Ok(None);
    };
    let mut patience = EXTRACTION_PATIENCE;
    loop {
        match extract(core, &fold.record.document, Patience::LeftBehind).await {
            Ok(extracted) => return Ok(Some(indexed_document(fold, extracted.extraction))),
            Err(error) if error.kind.is_transient() && patience > 0 => {
                patience -= 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Counts acknowledgements until the new index is in place.
async fn take_all(
    mut acks: futures::stream::BoxStream<'static, ApiResult<IndexAck>>,
    mut damages: mpsc::Receiver<DocumentId>,
    documents: u64,
    progress: &Progress,
) -> ApiResult<Built> {
    let mut built = Built {
        progress: ReindexProgress {
            documents,
            ..ReindexProgress::default()
        },
        failed: HashSet::new(),
    };
    loop {
        let ack = tokio::select! {
            ack = acks.next() => ack,
            Some(document) = damages.recv() => {
                built.fail(document);
                continue;
            }
        };
        let Some(ack) = ack.transpose()? else {
            return Err(ApiError::unavailable(
                "INDEX_STREAM_LOST",
                "search ended the stream before the new index was in place: the old one stays",
                Duration::from_secs(1),
            ));
        };
        let Some(document) = ack.document else {
            ack.outcome?;
            built.progress.finished = true;
            return Ok(built);
        };
        match ack.outcome {
            Ok(()) => built.progress.indexed += 1,
            Err(error) => {
                warn!(%document, reason = %error.reason, "refused by the index: {error}");
                built.fail(document);
            }
        }
        if (built.progress.indexed + built.progress.failed) % PROGRESS_STEP == 1 {
            // A reader that is slower misses a step, not the end.
            let _ = progress.try_send(Ok(built.progress));
        }
    }
}

fn before_rebuild(note: &RebuildNote) -> Timestamp {
    note.started_at
        .checked_sub(CLOCK_SKEW)
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Takes away the markers of documents that were whole before the rebuild began: they are in the
/// new index, unless it refused them.
async fn take_covered_markers_away(
    core: &Core,
    note: &RebuildNote,
    built: &Built,
) -> Result<(), ArchiveError> {
    if !built.remembers_all_failures() {
        return Ok(());
    }
    let before = before_rebuild(note);
    let mut markers = core.archive.markers();
    while let Some(standing) = markers.try_next().await? {
        let document = standing.marker.document;
        if standing.since >= before || built.failed.contains(&document) {
            continue;
        }
        let holdings = core.archive.holdings(document).await?;
        let unchanged = holdings.changed_at.is_some_and(|changed| changed < before);
        if unchanged && standing.marker.is_covered_by(&holdings) {
            core.archive.delete_marker(&standing.marker).await?;
        }
    }
    Ok(())
}

/// Indexes once more what was written since a rebuild began, and takes its note away.
async fn catch_up(core: &Core, note: &RebuildNote) -> ApiResult<()> {
    let before = before_rebuild(note);
    core.archive
        .documents()
        .map_err(ApiError::from)
        .try_filter(|(_, holdings)| {
            let changed = holdings.changed_at.is_some_and(|changed| changed >= before);
            futures::future::ready(changed && (holdings.exists() || holdings.removed))
        })
        .try_for_each_concurrent(CONCURRENT_DOCUMENTS, |(document, _)| async move {
            let slot = core.slots.hold(document);
            let _turn = core.turn().await?;
            settle(core, &slot, document, None, None, Patience::LeftBehind)
                .await
                .map(drop)
        })
        .await?;
    core.archive.delete_rebuild_note(note).await?;
    Ok(())
}

/// Does what a process that died after a rebuild has left undone.
pub(super) async fn catch_up_left_behind(core: &Core, now: Timestamp) -> ApiResult<()> {
    // While this process rebuilds, the note is its own.
    if core.rebuilds.available_permits() == 0 {
        return Ok(());
    }
    for (note, since) in core.archive.rebuild_notes().await? {
        if age(now, since) >= core.settings.marker_age() {
            catch_up(core, &note).await?;
            info!("caught up after a rebuild of the index that was cut off");
        }
    }
    Ok(())
}
