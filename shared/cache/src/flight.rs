//! One computation at a time for each key in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::OnceCell;

use crate::CacheKey;

/// The result that callers of one key wait for. A [`OnceCell`] has just the rules wanted: the
/// first caller computes, the others wait; if it fails or is dropped, the next one computes.
type Cell = Arc<OnceCell<Bytes>>;

/// The keys that are being computed now.
#[derive(Debug, Default)]
pub(crate) struct Flights {
    // Held for a look-up only, never across an await.
    cells: Mutex<HashMap<CacheKey, Cell>>,
}

impl Flights {
    /// Joins those who wait for this key.
    pub(crate) fn join(self: &Arc<Self>, key: &CacheKey) -> Flight {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = Arc::clone(cells.entry(*key).or_default());
        Flight {
            flights: Arc::clone(self),
            key: *key,
            cell,
        }
    }
}

/// One caller's part in a computation; the key is forgotten when the last caller goes.
#[derive(Debug)]
pub(crate) struct Flight {
    flights: Arc<Flights>,
    key: CacheKey,
    cell: Cell,
}

impl Flight {
    pub(crate) fn cell(&self) -> &OnceCell<Bytes> {
        &self.cell
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut cells = self
            .flights
            .cells
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // The map holds one, this flight the other; new ones come only under the lock held here.
        if Arc::strong_count(&self.cell) <= 2 {
            cells.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CacheKind;

    #[test]
    fn a_key_is_remembered_until_its_last_caller_goes() {
        let flights = Arc::new(Flights::default());
        let key = CacheKey::new(CacheKind::Extraction, "engine", &[]);
        let first = flights.join(&key);
        let second = flights.join(&key);
        assert!(Arc::ptr_eq(&first.cell, &second.cell));
        drop(first);
        assert_eq!(flights.cells.lock().unwrap().len(), 1);
        drop(second);
        assert!(flights.cells.lock().unwrap().is_empty());
    }
}
