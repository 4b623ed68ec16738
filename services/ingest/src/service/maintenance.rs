//! Work that nobody asked for: making a new index ready, and finishing what was left behind.

use std::time::Duration;

use communique_model::api::{ApiResult, IndexInput};
use communique_model::{DocumentId, ErrorKind, IndexHeader, IndexMode, SCHEMA_VERSION};
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use super::settle::{Patience, settle};
use super::{Core, LocalIngest, rebuild};
use crate::archive::{Archive, ArchiveError, StandingMarker};
use crate::metric_names;

/// Documents picked up at the same time.
const CONCURRENT_SWEEPS: usize = 16;

/// What one look for work left behind came to, in documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Indexed now.
    pub resumed: u64,
    /// Tried in vain, or too young to be tried.
    pub pending: u64,
    /// Of which nothing was ever written: their markers were dropped.
    pub orphaned: u64,
}

impl LocalIngest {
    /// Makes an index ready that was never used: if no document of this archive was ever indexed,
    /// search is told to serve this archive from an empty index. Otherwise nothing is done.
    ///
    /// # Errors
    /// If the archive or search cannot be reached, or search holds the index of another archive.
    pub async fn prepare(&self) -> ApiResult<()> {
        prepare(&self.core).await.map(drop)
    }

    /// Picks up documents whose markers were left behind, and catches up after rebuilds that were
    /// cut off. Doing this in several processes at once does no harm.
    ///
    /// # Errors
    /// If the archive cannot be read. While search or extraction is away nothing is tried, which
    /// is no error.
    pub async fn sweep(&self) -> ApiResult<Sweep> {
        let sweep = sweep(&self.core).await?;
        #[allow(clippy::cast_precision_loss, reason = "a gauge of documents")]
        metrics::gauge!(metric_names::PENDING).set(sweep.pending as f64);
        Ok(sweep)
    }

    /// Prepares the index, trying until search is reachable, and then sweeps from time to time,
    /// until `shutdown`. The task that drives this is the only one of its kind a process needs.
    pub async fn maintain(&self, shutdown: CancellationToken) {
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = self.core.stopping.cancelled() => {}
            () = self.maintain_always() => {}
        }
    }

    async fn maintain_always(&self) {
        let settings = &self.core.settings;
        let mut told = None;
        while let Err(error) = self.prepare().await {
            if told.as_ref() != Some(&error.reason) {
                info!(reason = %error.reason, "the index is not prepared yet: {error}");
                told = Some(error.reason);
            }
            // A foreign index stays foreign until someone reindexes; documents are taken anyway.
            if error.kind == ErrorKind::FailedPrecondition {
                break;
            }
            tokio::time::sleep(Duration::from_millis(settings.prepare_interval_millis)).await;
        }
        loop {
            match self.sweep().await {
                Ok(sweep) if sweep.resumed + sweep.orphaned > 0 => {
                    info!(
                        resumed = sweep.resumed,
                        pending = sweep.pending,
                        orphaned = sweep.orphaned,
                        "documents left behind were picked up"
                    );
                }
                Ok(_) => {}
                Err(error) => {
                    warn!(reason = %error.reason, "no look for work left behind: {error}")
                }
            }
            tokio::time::sleep(Duration::from_millis(settings.sweep_interval_millis)).await;
        }
    }
}

/// Makes the index ready if it was never used, and says whether that was so; see
/// [`LocalIngest::prepare`].
pub(super) async fn prepare(core: &Core) -> ApiResult<bool> {
    // One at a time: what the first has done the others need only find done.
    let _only = core.preparing.lock().await;
    if !nothing_was_indexed(&core.archive).await? {
        return Ok(false);
    }
    let header = IndexHeader {
        archive: core.archive.id(),
        schema_version: SCHEMA_VERSION,
        engine: core.engine_fingerprint().await?,
        mode: IndexMode::Create,
    };
    let input = futures::stream::iter([IndexInput::Header(header)]).boxed();
    let mut acks = core.search.index(input);
    while acks.try_next().await?.is_some() {}
    Ok(true)
}

/// Whether every document of the archive, if there is any, still has a marker.
async fn nothing_was_indexed(archive: &Archive) -> Result<bool, ArchiveError> {
    let mut documents = archive.documents();
    while let Some((document, holdings)) = documents.try_next().await? {
        if holdings.is_listed() && archive.markers_of(document).await?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Documents of the archive, removed ones not counted.
pub(super) async fn listed_documents(archive: &Archive) -> Result<u64, ArchiveError> {
    let mut documents = archive.documents();
    let mut count = 0;
    while let Some((_, holdings)) = documents.try_next().await? {
        count += u64::from(holdings.is_listed());
    }
    Ok(count)
}

/// Documents whose indexing is still to be done.
pub(super) async fn pending_documents(archive: &Archive) -> Result<u64, ArchiveError> {
    let mut documents = std::pin::pin!(marked_documents(archive));
    let mut count = 0;
    while documents.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// The age of what was written at `since`; none if the clocks disagree.
pub(super) fn age(now: Timestamp, since: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(since)).unwrap_or_default()
}

async fn sweep(core: &Core) -> ApiResult<Sweep> {
    let now = core.clock.now();
    let nothing_stands = core.archive.markers().next().await.is_none();
    if nothing_stands && core.archive.rebuild_notes().await?.is_empty() {
        return Ok(Sweep::default());
    }
    if let Some(reason) = why_not_now(core).await {
        debug!("no document is picked up: {reason}");
        let pending = pending_documents(&core.archive).await?;
        return Ok(Sweep {
            pending,
            ..Sweep::default()
        });
    }
    rebuild::catch_up_left_behind(core, now).await?;
    marked_documents(&core.archive)
        .map(|document| async move { resume(core, now, document?).await })
        .buffer_unordered(CONCURRENT_SWEEPS)
        .try_fold(Sweep::default(), |total, one| async move {
            Ok(Sweep {
                resumed: total.resumed + one.resumed,
                pending: total.pending + one.pending,
                orphaned: total.orphaned + one.orphaned,
            })
        })
        .await
}

/// Why it would be in vain to try every document now.
async fn why_not_now(core: &Core) -> Option<String> {
    match core.search.describe().await {
        Ok(description) => {
            if let Some(reason) = description.not_ready
                && !prepare(core).await.unwrap_or(false)
            {
                return Some(reason);
            }
        }
        Err(error) => return Some(error.message),
    }
    core.extraction
        .describe()
        .await
        .err()
        .map(|error| error.message)
}

/// The documents that have markers, each once.
fn marked_documents(
    archive: &Archive,
) -> impl futures::Stream<Item = Result<DocumentId, ArchiveError>> + Send + use<> {
    // The markers of one document stand together.
    let mut last = None;
    archive.markers().try_filter_map(move |standing| {
        let document = Some(standing.marker.document);
        let first = (last != document).then_some(standing.marker.document);
        last = document;
        futures::future::ready(Ok(first))
    })
}

async fn resume(core: &Core, now: Timestamp, document: DocumentId) -> ApiResult<Sweep> {
    let slot = core.slots.hold(document);
    let _turn = core.turn().await?;
    // Read again: in the meantime they may have been taken care of.
    let markers = core.archive.markers_of(document).await?;
    let old: Vec<_> = markers
        .iter()
        .filter(|standing| age(now, standing.since) >= core.settings.marker_age())
        .filter(|standing| !slot.is_active(&standing.marker))
        .collect();
    let mut one = Sweep::default();
    if old.is_empty() || core.backoff.pauses_for(document) {
        one.pending = u64::from(!markers.is_empty());
        return Ok(one);
    }
    let holdings = core.archive.holdings(document).await?;
    let (covered, unwritten): (Vec<&StandingMarker>, Vec<&StandingMarker>) = old
        .into_iter()
        .partition(|standing| standing.marker.is_covered_by(&holdings));
    // A marker whose objects are not there stands for a writer that is slow, or gone for good.
    let orphans: Vec<_> = unwritten
        .into_iter()
        .filter(|standing| age(now, standing.since) >= core.settings.orphan_age())
        .collect();
    if covered.is_empty() && orphans.is_empty() {
        one.pending = 1;
        return Ok(one);
    }
    let marker = covered.first().map(|standing| &standing.marker);
    let settled = match holdings.exists() || holdings.removed {
        true => settle(core, &slot, document, marker, None, Patience::LeftBehind)
            .await
            .map(drop),
        // Nothing was ever written of it.
        false => Ok(()),
    };
    let outcome = match settled {
        Ok(()) => {
            core.backoff.succeeded(document);
            for standing in covered.iter().chain(&orphans) {
                core.archive.delete_marker(&standing.marker).await?;
            }
            if covered.is_empty() {
                one.orphaned = 1;
                "orphaned"
            } else {
                one.resumed = 1;
                "resumed"
            }
        }
        Err(error) => {
            if error.kind.is_transient() {
                debug!(%document, reason = %error.reason, "still pending: {error}");
            } else {
                warn!(%document, reason = %error.reason, "still pending: {error}");
                core.backoff.failed(document);
            }
            one.pending = 1;
            "pending"
        }
    };
    metrics::counter!(metric_names::SWEPT, "outcome" => outcome).increment(1);
    Ok(one)
}
