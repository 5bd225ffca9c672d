//! Heaps: each has its own cells, its own collections and its own threshold. What is allocated goes into the heap that
//! is current on the thread, and a cell belongs to its heap for good, whatever is current when handles to it are made
//! and dropped.
//!
//! A handle that lies in another heap, or in none, is a root of the heap that it points into: only handles inside the
//! cells of a heap are found when that heap counts them. So handles may lie anywhere; but a cycle through several
//! heaps that are in use is never garbage.

mod block;
mod collector;

use std::{
    alloc::Layout,
    cell::{Cell, RefCell},
    fmt,
    mem::ManuallyDrop,
    ptr::NonNull,
    rc::Rc,
};

use crate::{
    GcErasedPointer, Trace,
    internals::{EphemeronBox, ErasedWeakMapBox, GcBox},
};

pub(crate) use block::Block;
use block::{Blocks, CLASSES, FreeList, FreeSlot, Kind, class_of};

thread_local! {
    /// The heap that is current; `None` for the thread's own.
    static CURRENT: Cell<Option<NonNull<HeapInner>>> = const { Cell::new(None) };
    /// How many collections are under way, one within another.
    static COLLECTIONS: Cell<u32> = const { Cell::new(0) };
    /// Heaps that nobody has any more, with cells that handles from outside still point to.
    static ORPHANS: Orphans = const { Orphans(RefCell::new(Vec::new())) };
    /// What is current where no other heap is.
    static THREADS_OWN: Heap = Heap::new();
}

/// How many bytes of cells a heap takes until its first collection, and at least from one to the next.
const LEAST_ROOM: usize = 1 << 20;

/// Whoever pays for the memory of a heap.
pub trait HeapOwner {
    /// Calls `work`, once, which takes or gives back memory for the heap, whoever triggered that. Calls may nest.
    fn pay_for(&self, work: &mut dyn FnMut());
}

/// What is done with a heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Idle,
    /// It is being collected, or taken down.
    Collecting,
    /// It stays as it is: see [`Heap::leak`].
    Leaked,
}

/// A heap of garbage collected values.
///
/// A clone is the same heap. When the last one is dropped, the heap's values are dropped with all of its memory,
/// without a search for what is alive; but for cells that handles from elsewhere point to, and what is reached from
/// there: those wait until the handles are gone. Finalizers run only for what a collection finds.
#[derive(Clone)]
pub struct Heap {
    inner: ManuallyDrop<Rc<HeapInner>>,
}

/// What the cells of a heap refer to.
pub(crate) struct HeapInner {
    /// Free slots, by their sizes: those of boxes of values, then those of boxes of ephemerons.
    free: [[FreeList; CLASSES]; 2],
    blocks: RefCell<Blocks>,
    /// The bytes of cells, as large as their types are.
    bytes: Cell<usize>,
    /// How many of them trigger a collection.
    threshold: Cell<usize>,
    phase: Cell<Phase>,
    collections: Cell<usize>,
    /// Whether an ephemeron was made in the middle of a collection.
    has_new_ephemerons: Cell<bool>,
    weak_maps: RefCell<Vec<Box<dyn ErasedWeakMapBox>>>,
    owner: RefCell<Option<Rc<dyn HeapOwner>>>,
}

impl fmt::Debug for Heap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Heap")
            .field("bytes", &self.inner.bytes.get())
            .field("collections", &self.inner.collections.get())
            .finish_non_exhaustive()
    }
}

impl Default for Heap {
    fn default() -> Self {
        Self::new()
    }
}

/// Puts a thread's cell back when dropped.
struct Restore(Option<NonNull<HeapInner>>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

impl Heap {
    /// Makes an empty heap.
    #[must_use]
    pub fn new() -> Self {
        let inner = HeapInner {
            free: std::array::from_fn(|_| std::array::from_fn(|_| FreeList::default())),
            blocks: RefCell::default(),
            bytes: Cell::new(0),
            threshold: Cell::new(LEAST_ROOM),
            phase: Cell::new(Phase::Idle),
            collections: Cell::new(0),
            has_new_ephemerons: Cell::new(false),
            weak_maps: RefCell::default(),
            owner: RefCell::default(),
        };
        Self {
            inner: ManuallyDrop::new(Rc::new(inner)),
        }
    }

    /// Runs `f` while the heap is the thread's current one.
    pub fn with<R>(&self, f: impl FnOnce() -> R) -> R {
        // It outlives `f`: `self` is borrowed until the cell is put back.
        let _restore = Restore(CURRENT.replace(Some(NonNull::from(&**self.inner))));
        f()
    }

    /// From now on `owner` hears of what is done for the heap.
    pub fn set_owner(&self, owner: Rc<dyn HeapOwner>) {
        *self.inner.owner.borrow_mut() = Some(owner);
    }

    /// Collects what nothing refers to. Does nothing in the middle of a collection of the heap.
    pub fn collect(&self) {
        collector::collect(&[&self.inner]);
    }

    /// The bytes of cells, garbage included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.inner.bytes.get()
    }

    /// How often the heap was collected.
    #[must_use]
    pub fn collections(&self) -> usize {
        self.inner.collections.get()
    }

    /// Leaves the heap as it is for ever, for one whose values may be in the middle of anything: nothing of it is
    /// looked at, dropped or freed any more. Handles to its cells stay valid.
    pub fn leak(&self) {
        self.inner.phase.set(Phase::Leaked);
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        // SAFETY: the field is not used after this.
        let inner = unsafe { ManuallyDrop::take(&mut self.inner) };
        if Rc::strong_count(&inner) == 1 {
            close(inner);
        }
    }
}

/// Heaps that wait for the handles to their cells to go. They are freed by nobody but [`collect_orphans`].
struct Orphans(RefCell<Vec<ManuallyDrop<Rc<HeapInner>>>>);

impl Drop for Orphans {
    fn drop(&mut self) {
        // At the end of the thread. What is left has handles in other things of the thread, or handles that leaked.
        look_at(self.0.take());
    }
}

/// How many orphans there are when they are looked at, and at each multiple of that.
const ORPHANS_FOR_A_LOOK: usize = 16;

/// Takes a heap down that nobody has any more.
fn close(heap: Rc<HeapInner>) {
    if collector::take_down(&heap) {
        return;
    }
    let heap = ManuallyDrop::new(heap);
    if heap.phase.get() == Phase::Leaked {
        return;
    }
    let mut waiting = Some(heap);
    let count = ORPHANS.try_with(|orphans| {
        let mut orphans = orphans.0.borrow_mut();
        orphans.extend(waiting.take());
        orphans.len()
    });
    if count.is_ok_and(|count| count.is_multiple_of(ORPHANS_FOR_A_LOOK)) {
        collect_orphans();
    }
}

/// Collects the heaps of this thread that nobody has any more, together: cycles through several of them are garbage.
/// Gives how many are left, because handles from elsewhere point into them.
pub fn collect_orphans() -> usize {
    let Ok(orphans) = ORPHANS.try_with(|orphans| orphans.0.take()) else {
        return 0;
    };
    let left = look_at(orphans);
    let count = ORPHANS.try_with(|orphans| {
        let mut orphans = orphans.0.borrow_mut();
        orphans.extend(left);
        orphans.len()
    });
    count.unwrap_or(0)
}

/// Collects heaps together, and frees those in which nothing is left. Gives the others.
fn look_at(heaps: Vec<ManuallyDrop<Rc<HeapInner>>>) -> Vec<ManuallyDrop<Rc<HeapInner>>> {
    let idle: Vec<&HeapInner> = heaps.iter().map(|heap| &***heap).collect();
    collector::collect(&idle);
    let (gone, left): (Vec<_>, Vec<_>) = heaps
        .into_iter()
        .partition(|heap| collector::take_down(heap));
    for heap in gone {
        drop(ManuallyDrop::into_inner(heap));
    }
    left
}

/// Collects what nothing refers to in the current heap.
pub fn force_collect() {
    with_current(|heap| collector::collect(&[heap]));
}

/// Returns whether a collection is under way on this thread. For signal handlers.
#[must_use]
pub fn is_busy() -> bool {
    COLLECTIONS
        .try_with(|count| count.get() > 0)
        .unwrap_or(true)
}

#[inline]
pub(crate) fn with_current<R>(f: impl FnOnce(&HeapInner) -> R) -> R {
    if let Some(heap) = CURRENT.get() {
        // SAFETY: `Heap::with` holds the heap until it takes the pointer out.
        return f(unsafe { heap.as_ref() });
    }
    THREADS_OWN.with(|heap| f(&heap.inner))
}

/// The heap that a cell belongs to.
///
/// # Safety
/// `cell` must point to a cell that a heap has given out and not freed.
#[inline]
pub(crate) unsafe fn heap_of<'a, T: ?Sized>(cell: NonNull<T>) -> &'a HeapInner {
    // SAFETY: by the caller's promise; a heap outlives its cells.
    unsafe { Block::of(cell).as_ref().heap().as_ref() }
}

/// Allocates a value in the current heap. Can trigger a collection of that.
#[inline]
pub(crate) fn allocate<T: Trace>(value: T) -> NonNull<GcBox<T>> {
    with_current(|heap| heap.allocate(value))
}

/// Makes an ephemeron without key and value in the current heap.
pub(crate) fn allocate_empty_ephemeron<K: Trace + ?Sized, V: Trace>() -> NonNull<EphemeronBox<K, V>>
{
    with_current(|heap| heap.allocate_ephemeron(EphemeronBox::new_empty()))
}

impl HeapInner {
    /// Whether the heap's cells are to be marked.
    #[inline]
    pub(crate) fn is_collecting(&self) -> bool {
        self.phase.get() == Phase::Collecting
    }

    /// Allocates a value in this heap.
    #[inline]
    pub(crate) fn allocate<T: Trace>(&self, value: T) -> NonNull<GcBox<T>> {
        let cell = self.room_for::<GcBox<T>>(Kind::Strong).cast::<GcBox<T>>();
        // SAFETY: the slot is free, and large enough.
        unsafe { cell.write(GcBox::new(value)) };
        if self.is_collecting() {
            // What is made in the middle of a collection is not for that to judge.
            // SAFETY: the cell was just written.
            unsafe { cell.as_ref() }.header.mark();
        }
        cell
    }

    /// Allocates an ephemeron in this heap, which must be its key's.
    pub(crate) fn allocate_ephemeron<K: Trace + ?Sized, V: Trace>(
        &self,
        value: EphemeronBox<K, V>,
    ) -> NonNull<EphemeronBox<K, V>> {
        let room = self.room_for::<EphemeronBox<K, V>>(Kind::Weak);
        let cell = room.cast::<EphemeronBox<K, V>>();
        // SAFETY: as in `allocate`.
        unsafe { cell.write(value) };
        if self.is_collecting() {
            // SAFETY: as above.
            unsafe { cell.as_ref() }.header.mark();
            self.has_new_ephemerons.set(true);
        }
        cell
    }

    /// From now on the collector clears what is dead out of a map of this heap.
    pub(crate) fn add_weak_map(&self, map: Box<dyn ErasedWeakMapBox>) {
        self.weak_maps.borrow_mut().push(map);
    }

    /// Finds room for a cell of type `C`, which is part of the heap as soon as it is written there.
    #[inline]
    fn room_for<C>(&self, kind: Kind) -> NonNull<FreeSlot> {
        let size = size_of::<C>();
        if self.bytes.get() + size > self.threshold.get() {
            self.make_room();
        }
        self.bytes.set(self.bytes.get() + size);
        let Some(class) = (const { class_of(size_of::<C>(), align_of::<C>()) }) else {
            return self.add_large(Layout::new::<C>(), kind);
        };
        let list = self.list(kind, class);
        match list.take() {
            Some(slot) => slot,
            None => self.add_block(kind, class),
        }
    }

    fn list(&self, kind: Kind, class: usize) -> &FreeList {
        &self.free[kind as usize][class]
    }

    #[cold]
    #[inline(never)]
    fn make_room(&self) {
        collector::collect(&[self]);
    }

    #[cold]
    #[inline(never)]
    fn add_block(&self, kind: Kind, class: usize) -> NonNull<FreeSlot> {
        let list = self.list(kind, class);
        self.charged(|| {
            let mut blocks = self.blocks.borrow_mut();
            blocks.add(NonNull::from(self), class, kind, list);
        });
        list.take().expect("a new block has free slots")
    }

    #[cold]
    #[inline(never)]
    fn add_large(&self, layout: Layout, kind: Kind) -> NonNull<FreeSlot> {
        self.charged(|| {
            let mut blocks = self.blocks.borrow_mut();
            blocks.add_large(NonNull::from(self), layout, kind)
        })
    }

    /// Runs `f` at the owner's expense.
    fn charged<R>(&self, f: impl FnOnce() -> R) -> R {
        let owner = self.owner.borrow().clone();
        let Some(owner) = owner else { return f() };
        let (mut f, mut result) = (Some(f), None);
        owner.pay_for(&mut || result = f.take().map(|f| f()));
        result.expect("an owner calls what it is to pay for")
    }

    /// The blocks of the heap, those included that are added meanwhile.
    fn blocks(&self) -> impl Iterator<Item = NonNull<Block>> {
        (0..).map_while(|index| self.blocks.borrow().get(index))
    }

    /// The cells that are boxes of values.
    fn cells(&self) -> impl Iterator<Item = GcErasedPointer> {
        self.taken(Kind::Strong).map(NonNull::cast)
    }

    /// The cells that are boxes of ephemerons.
    fn ephemerons(&self) -> impl Iterator<Item = collector::EphemeronPointer> {
        self.taken(Kind::Weak).map(NonNull::cast)
    }

    fn taken(&self, kind: Kind) -> impl Iterator<Item = NonNull<crate::internals::GcHeader>> {
        // SAFETY: the blocks are in use; none goes while somebody goes through them.
        self.blocks()
            .filter(move |block| unsafe { block.as_ref() }.kind() == kind)
            .flat_map(|block| unsafe { Block::slots(block) })
            // SAFETY: as above.
            .filter(|&slot| unsafe { Block::is_taken(slot) })
    }
}

#[cfg(test)]
impl HeapInner {
    pub(crate) fn collections(&self) -> usize {
        self.collections.get()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// How many cells there are.
    pub(crate) fn count(&self) -> usize {
        self.cells().count() + self.ephemerons().count()
    }

    pub(crate) fn has_weak_maps(&self) -> bool {
        !self.weak_maps.borrow().is_empty()
    }
}
