//! Removal: tombstone first, then out of the index.

use communique_model::api::ApiResult;
use communique_model::{ApiError, DocumentId, ErrorKind};

use super::settle::{Patience, settle};
use super::{Core, unknown_document};
use crate::archive::{Marker, PendingWork, Tombstone};

/// Longest reason kept, in bytes.
const MAX_REASON_BYTES: usize = 1_024;

/// Removes a document. Once its tombstone is written the removal holds, whatever fails after.
pub(super) async fn remove(core: &Core, document: DocumentId, reason: String) -> ApiResult<()> {
    if reason.len() > MAX_REASON_BYTES {
        let problem = format!(
            "has {} bytes: give at most {MAX_REASON_BYTES}",
            reason.len()
        );
        return Err(ApiError::invalid_field("reason", problem));
    }
    let slot = core.slots.hold(document);
    let archiving = slot.archiving.lock().await;
    let holdings = core.archive.holdings(document).await?;
    if !holdings.exists() && !holdings.removed {
        return Err(unknown_document(document));
    }
    let marker = Marker {
        document,
        work: PendingWork::Removal,
    };
    core.archive.put_marker(&marker).await?;
    core.archive
        .put_tombstone(&Tombstone {
            document,
            reason,
            removed_at: core.clock.now(),
        })
        .await?;
    if holdings.is_listed() {
        core.census.removed();
    }
    drop(archiving);

    match settle(core, &slot, document, Some(&marker), None, Patience::Fresh).await {
        Ok(_) => Ok(core.archive.delete_marker(&marker).await?),
        Err(error) => {
            let kind = match error.kind.is_transient() {
                true => error.kind,
                false => ErrorKind::Unavailable,
            };
            let message = format!(
                "document {document} is removed from the archive, and will be from the index as \
                 soon as that can be reached: {}",
                error.message
            );
            let mut told = ApiError::new(kind, "REMOVAL_PENDING", message);
            told.retry_after = error.retry_after;
            Err(told)
        }
    }
}
