//! The collector of heaps.
//!
//! 1. Count the handles that lie in cells. A cell with more handles than that is a root.
//! 2. Mark what is reached from the roots.
//! 3. Run the finalizers of the other cells. Then count the handles in those cells again: a finalizer may have taken
//!    one out, or made a new one. What such a handle points to lives on, with all that is reached from it.
//! 4. Drop the values of the cells that are left. Dropping a handle touches the cell that it points to, so that the
//!    slots are free only when all values are gone.

use std::{cell::Cell, ptr::NonNull};

use super::{COLLECTIONS, HeapInner, LEAST_ROOM, Phase};
use crate::{
    DropGuard, GcErasedPointer, Tracer,
    internals::{ErasedEphemeronBox, GcHeader, TOMBSTONE},
};

thread_local! {
    /// What the collection before has needed to mark: so that the next ones allocate nothing for that.
    static ROOM: Cell<(Tracer, Vec<EphemeronPointer>)> = Cell::default();
}

pub(super) type EphemeronPointer = NonNull<ErasedEphemeronBox>;

/// Says that heaps are being collected, until it is dropped.
struct Busy<'a>(&'a [&'a HeapInner]);

impl<'a> Busy<'a> {
    fn new(heaps: &'a [&'a HeapInner]) -> Self {
        COLLECTIONS.set(COLLECTIONS.get() + 1);
        for heap in heaps {
            heap.phase.set(Phase::Collecting);
        }
        Self(heaps)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        for heap in self.0 {
            heap.has_new_ephemerons.set(false);
            if heap.phase.get() == Phase::Collecting {
                heap.phase.set(Phase::Idle);
            }
        }
        COLLECTIONS.set(COLLECTIONS.get() - 1);
    }
}

/// Collects what nothing refers to in `heaps`: a cycle through several of them is garbage. Does nothing when one of
/// them is being collected already, or must not be.
pub(super) fn collect(heaps: &[&HeapInner]) {
    let Some(first) = heaps.first() else { return };
    if heaps.iter().all(|heap| heap.phase.get() == Phase::Idle) {
        first.charged(|| collect_idle(heaps));
    }
}

fn collect_idle(heaps: &[&HeapInner]) {
    let _busy = Busy::new(heaps);
    count_handles(heaps);
    let (tracer, pending) = ROOM.try_with(Cell::take).unwrap_or_default();
    let mut marking = Marking {
        heaps,
        tracer,
        pending,
    };
    marking.mark();
    marking.finalize();
    // If it fails, the thread is ending.
    let _ = ROOM.try_with(|room| room.set((marking.tracer, marking.pending)));
    for heap in heaps {
        heap.drop_dead_values();
    }
    for heap in heaps {
        heap.reclaim();
        heap.clear_weak_maps();
        heap.collections.set(heap.collections.get() + 1);
        let bytes = heap.bytes.get();
        heap.threshold.set(bytes + bytes.max(LEAST_ROOM));
    }
}

/// Takes a heap down whose cells no handle from elsewhere points to. Gives false, and does nothing, if there is one.
pub(super) fn take_down(heap: &HeapInner) -> bool {
    heap.phase.get() == Phase::Idle && heap.charged(|| take_down_idle(heap))
}

fn take_down_idle(heap: &HeapInner) -> bool {
    let heaps = [heap];
    let _busy = Busy::new(&heaps);
    count_handles(&heaps);
    for map in heap.weak_maps.borrow().iter() {
        map.trace_non_roots();
    }
    // SAFETY: no cell is freed meanwhile.
    let has_root = heap
        .cells()
        .any(|cell| unsafe { cell.as_ref() }.is_rooted())
        || heap
            .ephemerons()
            .any(|ephemeron| unsafe { ephemeron.as_ref() }.header().is_rooted());
    if has_root {
        return false;
    }
    // Nobody can reach a cell any more but the values that are dropped now, and those must not: what is dropped in a
    // collection looks at no cell.
    drop(heap.weak_maps.take());
    for ephemeron in heap.ephemerons() {
        let _guard = DropGuard::new();
        // SAFETY: no cell is freed before all values are dropped.
        unsafe { ErasedEphemeronBox::clear(ephemeron) };
    }
    heap.drop_dead_values();
    if heap.bytes.get() > 0 {
        return false;
    }
    // SAFETY: all values are dropped. No handle from elsewhere was there; the ones inside the cells are gone.
    unsafe { heap.blocks.borrow_mut().free_all() };
    for list in heap.free.iter().flatten() {
        list.clear();
    }
    true
}

/// Counts the handles that lie in the cells of `heaps`, and takes all marks off.
fn count_handles(heaps: &[&HeapInner]) {
    // Another heap may have counted handles to cells of these, and a collection may have ended in the middle.
    for heap in heaps {
        for cell in heap.cells() {
            // SAFETY: no cell is freed while the collector counts and marks.
            unsafe { cell.as_ref() }.header.reset();
        }
        for ephemeron in heap.ephemerons() {
            // SAFETY: as above.
            unsafe { ephemeron.as_ref() }.header().reset();
        }
    }
    for heap in heaps {
        for cell in heap.cells() {
            // SAFETY: as above; the function is of the cell's own table.
            unsafe { (cell.as_ref().trace_non_roots_fn())(cell) };
        }
        for ephemeron in heap.ephemerons() {
            // SAFETY: as above.
            unsafe { ErasedEphemeronBox::trace_non_roots(ephemeron) };
        }
    }
}

/// What is marked and what is left to mark.
struct Marking<'a> {
    heaps: &'a [&'a HeapInner],
    tracer: Tracer,
    /// Ephemerons that are not marked, or whose keys are not.
    pending: Vec<EphemeronPointer>,
}

impl Marking<'_> {
    fn cells(&self) -> impl Iterator<Item = GcErasedPointer> {
        self.heaps.iter().flat_map(|heap| heap.cells())
    }

    fn ephemerons(&self) -> impl Iterator<Item = EphemeronPointer> {
        self.heaps.iter().flat_map(|heap| heap.ephemerons())
    }

    /// Marks what is reached from the roots.
    fn mark(&mut self) {
        for heap in self.heaps {
            for cell in heap.cells() {
                // SAFETY: no cell is freed while the collector marks.
                if unsafe { cell.as_ref() }.is_rooted() {
                    self.tracer.enqueue(cell);
                    // SAFETY: what was enqueued are cells.
                    unsafe { self.tracer.trace_until_empty() };
                }
            }
        }
        for heap in self.heaps {
            for ephemeron in heap.ephemerons() {
                // SAFETY: as above.
                let header = unsafe { ephemeron.as_ref() }.header();
                if header.is_rooted() {
                    header.mark();
                }
                self.pending.push(ephemeron);
            }
        }
        self.mark_values();
    }

    /// Marks what the values of those pending ephemerons refer to that are marked and have marked keys, until there are
    /// none of that sort.
    fn mark_values(&mut self) {
        loop {
            let before = self.pending.len();
            let tracer = &mut self.tracer;
            // SAFETY: as above.
            self.pending
                .retain(|&ephemeron| unsafe { !ErasedEphemeronBox::trace(ephemeron, tracer) });
            // SAFETY: as above.
            unsafe { self.tracer.trace_until_empty() };
            if self.pending.len() == before {
                break;
            }
        }
    }

    /// Runs the finalizers of what is not marked, and marks what lives on after them.
    fn finalize(&mut self) {
        let mut has_dead = false;
        for cell in self.cells() {
            // SAFETY: no cell is freed before all finalizers have run.
            unsafe {
                if !cell.as_ref().is_marked() {
                    has_dead = true;
                    (cell.as_ref().run_finalizer_fn())(cell);
                }
            }
        }
        if !has_dead && self.pending.is_empty() {
            return;
        }
        loop {
            for ephemeron in self.pending.drain(..) {
                // SAFETY: as above.
                unsafe { ErasedEphemeronBox::clear(ephemeron) };
            }
            self.mark_revived();
            let mut has_new = false;
            for heap in self.heaps {
                has_new |= heap.has_new_ephemerons.take();
            }
            if !has_new {
                break;
            }
            // One that a finalizer has made may have a key that dies now.
            for heap in self.heaps {
                // SAFETY: as above.
                let with_dead_key = heap
                    .ephemerons()
                    .filter(|&ephemeron| unsafe { ErasedEphemeronBox::has_dead_key(ephemeron) });
                self.pending.extend(with_dead_key);
            }
        }
    }

    /// Marks what finalizers have made handles to that lie elsewhere than in dead cells.
    fn mark_revived(&mut self) {
        // SAFETY: in all of this, no cell is freed before all finalizers have run.
        for header in self.dead_headers() {
            unsafe { header.as_ref() }.reset();
        }
        for cell in self.cells() {
            unsafe {
                if !cell.as_ref().is_marked() {
                    (cell.as_ref().trace_non_roots_fn())(cell);
                }
            }
        }
        // Dead ephemerons have been cleared: no handles are in those.
        let is_revived = |header: &GcHeader| !header.is_marked() && header.is_rooted();
        for heap in self.heaps {
            for cell in heap.cells() {
                if is_revived(unsafe { &cell.as_ref().header }) {
                    self.tracer.enqueue(cell);
                    unsafe { self.tracer.trace_until_empty() };
                }
            }
            for ephemeron in heap.ephemerons() {
                let header = unsafe { ephemeron.as_ref() }.header();
                if is_revived(header) {
                    header.mark();
                }
            }
        }
    }

    fn dead_headers(&self) -> impl Iterator<Item = NonNull<GcHeader>> {
        let cells = self.cells().map(NonNull::cast::<GcHeader>);
        let ephemerons = self.ephemerons().map(NonNull::cast::<GcHeader>);
        // SAFETY: both sorts of cells begin with a header.
        cells
            .chain(ephemerons)
            .filter(|header| unsafe { !header.as_ref().is_marked() })
    }
}

impl HeapInner {
    /// Drops the values of the cells that are not marked.
    fn drop_dead_values(&self) {
        let _guard = DropGuard::new();
        let mut freed = 0;
        for cell in self.cells() {
            // SAFETY: the cell stays where it is until `reclaim`. It gets a table that does nothing before its value is
            // dropped, so that nobody looks at that again, even if dropping it panics.
            unsafe {
                if cell.as_ref().is_marked() {
                    continue;
                }
                let vtable = cell.as_ref().vtable;
                (&raw mut (*cell.as_ptr()).vtable).write(&TOMBSTONE);
                freed += vtable.size();
                (vtable.drop_fn())(cell);
            }
        }
        for ephemeron in self.ephemerons() {
            // SAFETY: as above. What is not marked has been cleared.
            let ephemeron = unsafe { ephemeron.as_ref() };
            if !ephemeron.header().is_marked() {
                freed += ephemeron.size();
            }
        }
        self.bytes.set(self.bytes.get().saturating_sub(freed));
    }

    /// Makes the slots of cells that are not marked free.
    fn reclaim(&self) {
        for list in self.free.iter().flatten() {
            list.clear();
        }
        // SAFETY: the values of those cells are dropped. Handles from elsewhere would have made them roots, and those
        // that lay in dead cells are gone.
        unsafe {
            self.blocks
                .borrow_mut()
                .reclaim(|kind, class| NonNull::from(self.list(kind, class)));
        }
    }

    /// Takes entries whose keys are dead out of the weak maps, and forgets maps that are dead themselves.
    fn clear_weak_maps(&self) {
        let mut maps = self.weak_maps.take();
        maps.retain(|map| {
            let is_live = map.is_live();
            if is_live {
                map.clear_dead_entries();
            }
            is_live
        });
        // Nobody has made a map meanwhile, but it costs nothing to be sure.
        let mut made = self.weak_maps.replace(maps);
        self.weak_maps.borrow_mut().append(&mut made);
    }
}
