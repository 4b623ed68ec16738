//! One appearance of a document: marker, objects, index, receipt.

use communique_model::api::{ApiResult, CaptureHeader, DocumentRecord};
use communique_model::{
    ApiError, Appearance, AppearanceId, CaptureId, Document, Locator, Novelty, Receipt,
    ReceiptStatus, Rejection,
};

use tracing::warn;

use super::Core;
use super::settle::{Patience, Settled, Written, settle};
use super::slots::Slot;
use crate::archive::{Fold, Holdings, Marker, PendingWork};
use crate::parse::{ParsedDocument, RejectedRange, SourceRange};

/// What the documents of one capture share.
#[derive(Clone, Debug)]
pub(super) struct CaptureContext {
    pub(super) capture: CaptureId,
    pub(super) header: CaptureHeader,
}

impl CaptureContext {
    pub(super) fn locator(&self, range: SourceRange) -> Locator {
        Locator {
            capture: self.capture,
            name: self.header.name.clone(),
            byte_start: range.byte_start,
            byte_end: range.byte_end,
            line_start: range.line_start,
            line_end: range.line_end,
        }
    }

    /// The receipt for a range of the capture that holds no readable document.
    pub(super) fn rejected(&self, rejected: RejectedRange) -> Receipt {
        Receipt {
            sequence: 0,
            status: ReceiptStatus::Rejected,
            document_id: None,
            version_id: None,
            appearance_id: None,
            appearance: None,
            source: self.header.source.clone(),
            locator: self.locator(rejected.range),
            reason: Some(rejected.rejection),
            repairs: Vec::new(),
        }
    }

    fn appearance(&self, parsed: ParsedDocument) -> (Document, Appearance) {
        let source = parsed
            .source
            .filter(|source| !source.is_empty())
            .unwrap_or_else(|| self.header.source.clone());
        let id = match &parsed.post_id {
            Some(post_id) if !source.is_empty() => {
                AppearanceId::of_post(&source, post_id, parsed.forwarded_from.as_deref())
            }
            _ => {
                AppearanceId::of_range(self.capture, parsed.range.byte_start, parsed.range.byte_end)
            }
        };
        let appearance = Appearance {
            id,
            document: parsed.document.id,
            version: parsed.document.version,
            source,
            post_id: parsed.post_id,
            forwarded_from: parsed.forwarded_from,
            url: parsed.url,
            published_at: parsed.published_at,
            media: parsed.media,
            locator: self.locator(parsed.range),
            repairs: parsed.repairs,
        };
        (parsed.document, appearance)
    }
}

/// What the archive held of a document before this appearance of it came.
struct Before {
    holdings: Holdings,
    version_known: bool,
    appearance_known: bool,
    /// Whether a marker stood that nobody in this process was working on.
    left_behind: bool,
    /// Markers of others in this process who were at work.
    awaited: Vec<Marker>,
    /// Whether the version is a newer parser's reading of what was there.
    replaces: bool,
}

/// Takes one parsed document to its receipt, whose `sequence` the caller fills in.
///
/// # Errors
/// If the archive fails before all is written; afterwards the receipt says what failed.
pub(super) async fn take_document(
    core: &Core,
    context: &CaptureContext,
    parsed: ParsedDocument,
) -> ApiResult<Receipt> {
    let (document, appearance) = context.appearance(parsed);
    let slot = core.slots.hold(document.id);
    let marker = Marker {
        document: document.id,
        work: PendingWork::Appearance {
            appearance: appearance.id,
            version: document.version,
        },
    };
    let archiving = slot.archiving.lock().await;
    let active = slot.activate(marker);
    let holdings = core.archive.holdings(document.id).await?;
    if holdings.removed {
        return Ok(removed(appearance));
    }
    // Read after the objects: an appearance that is there without a marker now was indexed.
    let standing = core.archive.markers_of(document.id).await?;
    let (awaited, left_behind): (Vec<_>, Vec<_>) = standing
        .iter()
        .map(|standing| standing.marker)
        .partition(|other| slot.is_active(other) && (*other != marker || active.is_none()));
    let mut before = Before {
        version_known: holdings.versions.contains(&document.version),
        appearance_known: holdings.appearances.contains(&appearance.id),
        left_behind: !left_behind.is_empty(),
        awaited,
        replaces: false,
        holdings,
    };
    if before.version_known && before.appearance_known && standing.is_empty() {
        return Ok(receipt(
            document,
            appearance,
            &before,
            ReceiptStatus::Duplicate,
            None,
        ));
    }
    let (document, written) = write(core, &marker, document, &appearance, &mut before).await?;
    drop(archiving);

    let settled = settle(
        core,
        &slot,
        document.id,
        Some(&marker),
        written,
        Patience::Fresh,
    )
    .await;
    let (status, reason) = match settled {
        Ok(Settled { holdings, .. }) if holdings.removed => {
            take_away(core, &marker).await;
            return Ok(removed(appearance));
        }
        Ok(settled) => {
            let complete = before.holdings.exists()
                && !before.left_behind
                && !before.replaces
                && !others_failed(core, &slot, &before.awaited).await?;
            take_away(core, &marker).await;
            let status = match complete {
                true => ReceiptStatus::Duplicate,
                false => ReceiptStatus::Indexed,
            };
            (status, settled.without_extraction)
        }
        Err(error) => (ReceiptStatus::Pending, Some(pending(&error))),
    };
    drop(active);
    Ok(receipt(document, appearance, &before, status, reason))
}

/// Whether one of those who were at work on the same document before has left its marker behind:
/// then the document was not complete before, and it is now.
async fn others_failed(core: &Core, slot: &Slot, awaited: &[Marker]) -> ApiResult<bool> {
    let Some(first) = awaited.first() else {
        return Ok(false);
    };
    let standing = core.archive.markers_of(first.document).await?;
    Ok(standing
        .iter()
        .any(|standing| awaited.contains(&standing.marker) && !slot.is_active(&standing.marker)))
}

/// Takes the marker of a document away that the index holds. If that fails, a sweep finds the
/// document indexed and does it: nothing that a receipt says depends on it.
async fn take_away(core: &Core, marker: &Marker) {
    if let Err(error) = core.archive.delete_marker(marker).await {
        warn!("a marker is left to the next sweep: {error}");
    }
}

/// Sets the marker and writes what is not there yet.
async fn write(
    core: &Core,
    marker: &Marker,
    mut document: Document,
    appearance: &Appearance,
    before: &mut Before,
) -> ApiResult<(Document, Option<Written>)> {
    core.archive.put_marker(marker).await?;
    if !before.version_known && before.holdings.exists() {
        let versions = core.archive.versions(document.id, &before.holdings).await?;
        document.supersedes = versions
            .iter()
            .filter(|version| version.parser_revision < document.parser_revision)
            .map(|version| version.version)
            .collect();
        before.replaces = !document.supersedes.is_empty();
    }
    // In this order: a document is there as soon as a version of it is, and never without a place.
    if !before.appearance_known {
        core.archive.put_appearance(appearance).await?;
    }
    if !before.version_known {
        core.archive.put_version(&document).await?;
        if !before.holdings.exists() {
            core.census.added();
        }
    }

    // Nothing else of this document is there, so its fold is known without reading.
    let written = (before.holdings == Holdings::default()).then(|| {
        let mut holdings = Holdings::default();
        holdings.versions.insert(document.version);
        holdings.appearances.insert(appearance.id);
        let fold = Fold {
            record: DocumentRecord {
                document: document.clone(),
                appearances: vec![appearance.clone()],
                removed: false,
            },
            revision: holdings.revision(),
        };
        Written { fold, holdings }
    });
    Ok((document, written))
}

fn receipt(
    document: Document,
    appearance: Appearance,
    before: &Before,
    status: ReceiptStatus,
    reason: Option<Rejection>,
) -> Receipt {
    let novelty = match before.appearance_known {
        true => Novelty::Known,
        false => Novelty::New,
    };
    Receipt {
        sequence: 0,
        status,
        document_id: Some(document.id),
        version_id: Some(document.version),
        appearance_id: Some(appearance.id),
        appearance: Some(novelty),
        source: appearance.source,
        locator: appearance.locator,
        reason,
        repairs: appearance.repairs,
    }
}

fn removed(appearance: Appearance) -> Receipt {
    Receipt {
        sequence: 0,
        status: ReceiptStatus::Rejected,
        document_id: None,
        version_id: None,
        appearance_id: None,
        appearance: None,
        source: appearance.source,
        locator: appearance.locator,
        reason: Some(Rejection {
            code: "REMOVED".to_owned(),
            message: format!(
                "document {} was removed from this archive and is not taken again",
                appearance.document
            ),
            line: None,
            byte: None,
            field: None,
        }),
        repairs: appearance.repairs,
    }
}

/// Why a receipt is pending, in the words of what failed.
fn pending(error: &ApiError) -> Rejection {
    Rejection {
        code: error.reason.clone(),
        message: format!(
            "archived, and indexed as soon as possible: {}",
            error.message
        ),
        line: None,
        byte: None,
        field: None,
    }
}
