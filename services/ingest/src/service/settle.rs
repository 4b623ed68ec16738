//! Bringing the index up to what the archive holds of one document.

use std::time::Duration;

use communique_model::api::{ApiResult, ExtractRequest};
use communique_model::{
    ApiError, Document, DocumentId, ErrorKind, Extraction, IndexedDocument, Rejection, VersionId,
};
use tracing::warn;

use super::Core;
use super::maintenance::prepare;
use super::slots::Slot;
use crate::archive::{Fold, Holdings, Marker};
use crate::metric_names;

/// Rounds after which a document that other copies of ingest keep changing is left to them.
const MAX_ROUNDS: u32 = 8;

/// The index holds what the archive held of a document.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// What the archive held.
    pub(super) holdings: Holdings,
    /// Why the document is in the index without mentions and entities, if it is.
    pub(super) without_extraction: Option<Rejection>,
}

/// How much failure is put up with before a text counts as one that cannot be extracted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// The document has just come in: after a defect it is tried again later.
    Fresh,
    /// It was left behind once: a defect that repeats itself is the text's.
    LeftBehind,
}

/// What has just been written of a document, so that it need not be read.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) fold: Fold,
    pub(super) holdings: Holdings,
}

/// Reads the document's fold, extracts, indexes, and reads again, until nothing has changed
/// meanwhile. Where another in this process has just done so for what `marker` stands for, its
/// result is taken; without a marker it is done in any case.
pub(super) async fn settle(
    core: &Core,
    slot: &Slot,
    document: DocumentId,
    marker: Option<&Marker>,
    mut written: Option<Written>,
    patience: Patience,
) -> ApiResult<Settled> {
    let mut last = slot.settling.lock().await;
    if let (Some(settled), Some(marker)) = (last.as_ref(), marker)
        && marker.is_covered_by(&settled.holdings)
    {
        return Ok(settled.clone());
    }
    let mut extracted: Option<(VersionId, Extracted)> = None;
    for _ in 0..MAX_ROUNDS {
        let (fold, holdings) = match written.take() {
            Some(written) => (Some(written.fold), written.holdings),
            None => {
                let holdings = core.archive.holdings(document).await?;
                let fold = match holdings.removed {
                    true => None,
                    false => core.archive.fold(document, &holdings).await?,
                };
                (fold, holdings)
            }
        };
        let mut without_extraction = None;
        if holdings.removed {
            take_out(core, document).await?;
        } else if let Some(fold) = fold {
            let version = fold.record.document.version;
            let extraction = match extracted.take().filter(|(of, _)| *of == version) {
                Some((_, extraction)) => extraction,
                None => extract(core, &fold.record.document, patience).await?,
            };
            without_extraction.clone_from(&extraction.failure);
            extracted = Some((version, extraction.clone()));
            put_in(core, fold, extraction.extraction).await?;
        } else {
            return Err(ApiError::new(
                ErrorKind::NotFound,
                "DOCUMENT_NOT_WRITTEN",
                format!("the archive holds no version of document {document}"),
            ));
        }
        let after = core.archive.holdings(document).await?;
        if after.revision() == holdings.revision() {
            let settled = Settled {
                holdings,
                without_extraction,
            };
            *last = Some(settled.clone());
            return Ok(settled);
        }
    }
    Err(ApiError::unavailable(
        "DOCUMENT_CHANGING",
        "the document was changed by others as often as it was indexed",
        Duration::from_secs(5),
    ))
}

/// What extraction gave, and why it gave nothing.
#[derive(Clone, Debug)]
pub(super) struct Extracted {
    pub(super) extraction: Extraction,
    pub(super) failure: Option<Rejection>,
}

/// Asks extraction, again where that may help. A text that cannot be extracted from is indexed for
/// its words alone: to lose it, or to try for ever, would serve nobody.
pub(super) async fn extract(
    core: &Core,
    document: &Document,
    patience: Patience,
) -> ApiResult<Extracted> {
    let asked = core
        .with_attempts(|| async {
            let request = ExtractRequest {
                text: document.text.clone(),
                reference_date: document.date,
            };
            // The permit is held for one try, so that those who pause do not block others.
            let _permit = core.extractions.acquire().await.map_err(|_| closed())?;
            let started = tokio::time::Instant::now();
            let call = core.extraction.extract(request);
            let answer = tokio::time::timeout(core.settings.extraction_timeout(), call).await;
            metrics::histogram!(metric_names::EXTRACTION_SECONDS)
                .record(started.elapsed().as_secs_f64());
            answer.unwrap_or_else(|_| {
                Err(ApiError::new(
                    ErrorKind::DeadlineExceeded,
                    "EXTRACTION_SILENT",
                    "extraction did not answer in time",
                ))
            })
        })
        .await;
    let error = match asked {
        Ok(extraction) => {
            core.engine.note(&extraction.engine);
            return Ok(Extracted {
                extraction,
                failure: None,
            });
        }
        Err(error) => error,
    };
    let hopeless = match error.kind {
        ErrorKind::InvalidArgument => true,
        ErrorKind::Internal => patience == Patience::LeftBehind,
        _ => false,
    };
    if !hopeless {
        return Err(error);
    }
    warn!(
        document = %document.id,
        reason = %error.reason,
        "indexed without extraction: {error}"
    );
    let failure = Rejection {
        code: "NOT_EXTRACTED".to_owned(),
        message: format!(
            "found by its words but not by entities, because extraction refused it ({}): {}",
            error.reason, error.message
        ),
        line: None,
        byte: None,
        field: None,
    };
    let extraction = Extraction {
        engine: core.engine_fingerprint().await?,
        ..Extraction::default()
    };
    Ok(Extracted {
        extraction,
        failure: Some(failure),
    })
}

/// The semaphores of this service are never closed while a call runs.
pub(super) fn closed() -> ApiError {
    ApiError::internal("a limit of the ingest service was taken away while it worked")
}

async fn put_in(core: &Core, fold: Fold, extraction: Extraction) -> ApiResult<()> {
    let indexed = indexed_document(fold, extraction);
    let put = || core.with_attempts(|| core.feeder.index(indexed.clone()));
    match put().await {
        // The first documents of a new archive may come before its index was prepared. Whoever
        // waits for his turn to prepare it finds that another has done so and may have indexed
        // documents since: whether it is ready now shows only by asking again.
        Err(error) if error.reason == "INDEX_NOT_READY" => {
            prepare(core).await?;
            put().await
        }
        outcome => outcome,
    }
}

pub(super) fn indexed_document(fold: Fold, extraction: Extraction) -> IndexedDocument {
    IndexedDocument {
        document: fold.record.document,
        appearances: fold.record.appearances,
        extraction,
        revision: fold.revision,
    }
}

async fn take_out(core: &Core, document: DocumentId) -> ApiResult<()> {
    core.with_attempts(|| core.search.remove(core.archive.id(), document))
        .await
}
