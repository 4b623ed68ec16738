//! One document at a time: appearances of the same document wait for each other.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use communique_model::DocumentId;

use super::settle::Settled;
use crate::archive::Marker;

/// The documents that are being worked on in this process. An entry lives as long as someone holds
/// it, so there are never more entries than documents in flight.
#[derive(Debug, Default)]
pub(super) struct DocumentSlots {
    slots: Mutex<HashMap<DocumentId, Arc<Slot>>>,
}

/// What those who work on one document share.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// Held while the state of the document is read and its objects are written.
    pub(super) archiving: tokio::sync::Mutex<()>,
    /// Held while the document is extracted and indexed. What the last holder achieved covers
    /// those who wrote their objects before it read them.
    pub(super) settling: tokio::sync::Mutex<Option<Settled>>,
    /// Markers of those who are at work: they do not mean that work was left behind.
    active: Mutex<HashSet<Marker>>,
}

/// A hold on a document's slot.
#[derive(Debug)]
pub(super) struct SlotHold<'slots> {
    slots: &'slots DocumentSlots,
    document: DocumentId,
    slot: Arc<Slot>,
}

/// Says of a marker that its owner is at work, until it is dropped.
#[derive(Debug)]
pub(super) struct ActiveMarker<'slot> {
    slot: &'slot Slot,
    marker: Marker,
}

/// The maps behind these locks are whole between any two statements, so a panic elsewhere in a
/// holder leaves nothing half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl DocumentSlots {
    pub(super) fn hold(&self, document: DocumentId) -> SlotHold<'_> {
        let slot = Arc::clone(locked(&self.slots).entry(document).or_default());
        SlotHold {
            slots: self,
            document,
            slot,
        }
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        locked(&self.slots).len()
    }
}

impl std::ops::Deref for SlotHold<'_> {
    type Target = Slot;

    fn deref(&self) -> &Slot {
        &self.slot
    }
}

impl Drop for SlotHold<'_> {
    fn drop(&mut self) {
        let mut slots = locked(&self.slots.slots);
        // The map and this hold: nobody else. New holds are made under the same lock.
        if Arc::strong_count(&self.slot) == 2 {
            slots.remove(&self.document);
        }
    }
}

impl Slot {
    /// Registers a marker as one whose owner is at work; `None` if another owner of the same
    /// marker is registered already.
    pub(super) fn activate(&self, marker: Marker) -> Option<ActiveMarker<'_>> {
        let fresh = locked(&self.active).insert(marker);
        fresh.then(|| ActiveMarker { slot: self, marker })
    }

    pub(super) fn is_active(&self, marker: &Marker) -> bool {
        locked(&self.active).contains(marker)
    }
}

impl Drop for ActiveMarker<'_> {
    fn drop(&mut self) {
        locked(&self.slot.active).remove(&self.marker);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_goes_with_its_last_holder() {
        let slots = DocumentSlots::default();
        let document = DocumentId::from_bytes([7; 16]);
        let first = slots.hold(document);
        let second = slots.hold(document);
        assert!(Arc::ptr_eq(&first.slot, &second.slot));
        drop(first);
        assert_eq!(slots.len(), 1);
        drop(second);
        assert_eq!(slots.len(), 0);
    }
}
