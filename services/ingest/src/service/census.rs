//! How many documents the archive holds, without counting them each time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::archive::{Archive, ArchiveError};

/// A count that took less than this is made anew each time.
const CHEAP: Duration = Duration::from_millis(50);

/// A count is believed for this many times as long as it took, so that counting never takes more
/// than a hundredth of anybody's time.
const BELIEVED_TIMES: u32 = 100;

/// Remembers the last count of the archive's documents. What this process adds or removes is
/// reckoned in at once; what others do is seen when the count is made anew.
#[derive(Debug, Default)]
pub(super) struct Census {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Raised by every change of this process, so that a count made meanwhile is not remembered.
    changes: u64,
    last: Option<Count>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    documents: u64,
    believed_until: Instant,
}

impl Census {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn added(&self) {
        self.changed(|documents| documents.saturating_add(1));
    }

    pub(super) fn removed(&self) {
        self.changed(|documents| documents.saturating_sub(1));
    }

    fn changed(&self, apply: impl FnOnce(u64) -> u64) {
        let mut state = self.state();
        state.changes += 1;
        if let Some(last) = &mut state.last {
            last.documents = apply(last.documents);
        }
    }

    /// Documents of the archive, removed ones not counted.
    pub(super) async fn documents(&self, archive: &Archive) -> Result<u64, ArchiveError> {
        let started = Instant::now();
        let changes = {
            let state = self.state();
            if let Some(last) = state.last
                && started < last.believed_until
            {
                return Ok(last.documents);
            }
            state.changes
        };
        let documents = super::maintenance::listed_documents(archive).await?;
        let took = started.elapsed();
        let mut state = self.state();
        state.last = (took >= CHEAP && state.changes == changes).then(|| Count {
            documents,
            believed_until: Instant::now() + took * BELIEVED_TIMES,
        });
        Ok(documents)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use communique_model::{ArchiveId, Document, Format};
    use jiff::Timestamp;
    use object_store::memory::InMemory;

    use super::*;

    #[tokio::test]
    async fn a_remembered_count_follows_this_process_and_expires() {
        let id = ArchiveId::from_bytes([1; 16]);
        let store = Arc::new(InMemory::new());
        let archive = Archive::open_in(store, id, Timestamp::UNIX_EPOCH)
            .await
            .unwrap();
        let document = Document::of_text(Format::PlainText, 1, "One".to_owned()).identified();
        archive.put_version(&document).await.unwrap();
        let census = Census::default();
        assert_eq!(census.documents(&archive).await.unwrap(), 1);

        census.state().last = Some(Count {
            documents: 10,
            believed_until: Instant::now() + Duration::from_secs(60),
        });
        census.added();
        census.added();
        census.removed();
        assert_eq!(census.documents(&archive).await.unwrap(), 11);

        census.state().last = Some(Count {
            documents: 10,
            believed_until: Instant::now(),
        });
        assert_eq!(census.documents(&archive).await.unwrap(), 1);
    }
}
