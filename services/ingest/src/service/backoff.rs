//! Documents that a sweep leaves alone for a while, because trying them again is likely in vain.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use communique_model::DocumentId;
use tokio::time::Instant;

/// First pause, doubled with every failure.
const FIRST: Duration = Duration::from_secs(60);

/// Longest pause.
const LONGEST: Duration = Duration::from_secs(3_600);

/// Documents remembered at most; more are tried at every sweep.
const MAX_REMEMBERED: usize = 10_000;

/// What is known of documents that failed for a reason of their own.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    pauses: Mutex<HashMap<DocumentId, Pause>>,
}

#[derive(Clone, Copy, Debug)]
struct Pause {
    until: Instant,
    length: Duration,
}

impl Backoff {
    fn pauses(&self) -> MutexGuard<'_, HashMap<DocumentId, Pause>> {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the document's pause is still running.
    pub(super) fn pauses_for(&self, document: DocumentId) -> bool {
        let pauses = self.pauses();
        pauses
            .get(&document)
            .is_some_and(|pause| Instant::now() < pause.until)
    }

    pub(super) fn failed(&self, document: DocumentId) {
        let now = Instant::now();
        let mut pauses = self.pauses();
        if pauses.len() >= MAX_REMEMBERED {
            pauses.retain(|_, pause| now < pause.until);
        }
        let length = match pauses.get(&document) {
            Some(last) => (last.length * 2).min(LONGEST),
            None if pauses.len() >= MAX_REMEMBERED => return,
            None => FIRST,
        };
        let until = now + length;
        pauses.insert(document, Pause { until, length });
    }

    pub(super) fn succeeded(&self, document: DocumentId) {
        self.pauses().remove(&document);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn pauses_double_and_end_with_success() {
        let backoff = Backoff::default();
        let document = DocumentId::from_bytes([1; 16]);
        backoff.failed(document);
        assert!(backoff.pauses_for(document));
        tokio::time::advance(FIRST).await;
        assert!(!backoff.pauses_for(document));
        backoff.failed(document);
        tokio::time::advance(FIRST).await;
        assert!(backoff.pauses_for(document));
        backoff.succeeded(document);
        assert!(!backoff.pauses_for(document));
    }
}
