//! Ephemerons that wait for their keys to be marked, so that the collector looks at each only when something has changed
//! for it: a chain of them, each key the value of the one before, is marked in one go.

use hashbrown::HashMap;

use super::EphemeronPointer;
use crate::GcErasedPointer;

/// How much room is kept for the next collection.
const KEPT_ROOM: usize = 1 << 12;

/// Marked ephemerons by their keys, which are not marked yet.
#[derive(Default)]
pub(super) struct Awaited {
    /// Key → the last of the ephemerons that wait for it, by its place in `waiting`.
    last: HashMap<GcErasedPointer, usize>,
    /// Each with the one that has waited for the same key before it.
    waiting: Vec<(EphemeronPointer, Option<usize>)>,
}

impl Awaited {
    /// Notes that an ephemeron waits for a key.
    pub(super) fn add(&mut self, key: GcErasedPointer, ephemeron: EphemeronPointer) {
        let before = self.last.insert(key, self.waiting.len());
        self.waiting.push((ephemeron, before));
    }

    /// Calls `found` for each ephemeron that waits for a key.
    pub(super) fn take(&mut self, key: GcErasedPointer, mut found: impl FnMut(EphemeronPointer)) {
        let mut next = self.last.remove(&key);
        while let Some(&(ephemeron, before)) = next.and_then(|at| self.waiting.get(at)) {
            found(ephemeron);
            next = before;
        }
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.last.clear();
        self.waiting.clear();
        if self.waiting.capacity() > KEPT_ROOM {
            *self = Self::default();
        }
    }
}
