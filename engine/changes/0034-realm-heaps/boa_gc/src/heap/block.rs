//! Blocks: the memory that cells lie in. A block is aligned to its size, so that the address of a cell gives the
//! block, and with it the heap that the cell belongs to. It is cut into slots of one size; a cell that is too large
//! for that has a block of its own.

use std::{
    alloc::{Layout, alloc, dealloc, handle_alloc_error},
    cell::Cell,
    ptr::NonNull,
};

use super::HeapInner;
use crate::internals::GcHeader;

/// The size of a block, and what it is aligned to.
pub(super) const BLOCK_BYTES: usize = 4096;
/// What lies before the first slot.
const HEADER_BYTES: usize = 32;
/// Blocks that are taken from the allocator at once.
const BLOCKS_IN_A_CHUNK: usize = 16;
const CHUNK_BYTES: usize = BLOCKS_IN_A_CHUNK * BLOCK_BYTES;

/// What every slot is aligned to.
const SLOT_ALIGN: usize = 16;
/// The largest cell that shares a block.
const LARGEST_SLOT: usize = 1024;
/// How many sizes of slots there are.
pub(super) const CLASSES: usize = 16 + 8 + 4;

/// The class of slots that a cell of `size` bytes goes into; `None` for one that gets a block of its own.
pub(super) const fn class_of(size: usize, align: usize) -> Option<usize> {
    if align > SLOT_ALIGN || size > LARGEST_SLOT {
        None
    } else if size <= 256 {
        Some(size.saturating_sub(1) / 16)
    } else if size <= 512 {
        Some(16 + (size - 257) / 32)
    } else {
        Some(24 + (size - 513) / 128)
    }
}

const fn slot_bytes(class: usize) -> usize {
    if class < 16 {
        (class + 1) * 16
    } else if class < 24 {
        256 + (class - 15) * 32
    } else {
        512 + (class - 23) * 128
    }
}

/// What the cells of a block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Boxes of values.
    Strong,
    /// Boxes of ephemerons.
    Weak,
}

/// The head of a block.
#[repr(C)]
pub(crate) struct Block {
    heap: NonNull<HeapInner>,
    /// Where the block was cut from; `None` for one that holds a single large cell.
    chunk: Option<NonNull<Chunk>>,
    /// Of a slot, or of the whole block of a large cell.
    bytes: u32,
    slots: u32,
    first: u16,
    kind: Kind,
}

const _: () = assert!(size_of::<Block>() <= HEADER_BYTES);

/// A slot that no cell is in.
#[repr(C)]
pub(super) struct FreeSlot {
    /// Lies where a cell has its count of references, which never gets so large.
    tag: u32,
    next: Option<NonNull<FreeSlot>>,
}

/// The first word of a slot in which no cell is.
const FREE: u32 = u32::MAX;

/// The slots of one size of one kind that no cell is in.
#[derive(Debug, Default)]
pub(super) struct FreeList(Cell<Option<NonNull<FreeSlot>>>);

impl FreeList {
    #[inline]
    pub(super) fn take(&self) -> Option<NonNull<FreeSlot>> {
        let slot = self.0.get()?;
        // SAFETY: what is on the list is a free slot of a block that the heap owns.
        self.0.set(unsafe { slot.as_ref() }.next);
        Some(slot)
    }

    pub(super) fn clear(&self) {
        self.0.set(None);
    }

    /// # Safety
    /// No cell may be in the slot, which is of `bytes` bytes, any more, and nothing may point there.
    unsafe fn put(&self, slot: NonNull<FreeSlot>, bytes: usize) {
        if cfg!(debug_assertions) {
            // SAFETY: by the caller's promise. Whoever looks into it nevertheless shall not find what was there.
            unsafe { slot.cast::<u8>().write_bytes(0xDB, bytes) };
        }
        // SAFETY: a slot has room for a `FreeSlot`, and by the caller's promise nothing else is in it.
        unsafe {
            slot.write(FreeSlot {
                tag: FREE,
                next: self.0.get(),
            });
        }
        self.0.set(Some(slot));
    }
}

impl Block {
    /// The block that a cell lies in.
    ///
    /// # Safety
    /// `cell` must point to a cell that a heap has given out, by a pointer that may reach its whole block.
    #[inline]
    pub(super) unsafe fn of<T: ?Sized>(cell: NonNull<T>) -> NonNull<Self> {
        let address = cell.cast::<u8>().as_ptr();
        let block = address.map_addr(|address| address & !(BLOCK_BYTES - 1));
        // SAFETY: blocks are aligned to `BLOCK_BYTES`, and a cell begins within as many bytes of its block's start,
        // which is not null.
        unsafe { NonNull::new_unchecked(block.cast()) }
    }

    #[inline]
    pub(super) fn heap(&self) -> NonNull<HeapInner> {
        self.heap
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The addresses of the slots.
    ///
    /// # Safety
    /// `block` must point to a block that is in use.
    pub(super) unsafe fn slots(block: NonNull<Self>) -> impl Iterator<Item = NonNull<GcHeader>> {
        // SAFETY: by the caller's promise.
        let (first, bytes, slots) = {
            let block = unsafe { block.as_ref() };
            (block.first as usize, block.bytes as usize, block.slots)
        };
        (0..slots as usize).map(move |index| {
            // SAFETY: the slots lie within the block.
            unsafe { block.cast::<u8>().add(first + index * bytes).cast() }
        })
    }

    /// Whether a cell is in a slot.
    ///
    /// # Safety
    /// `slot` must come from [`Block::slots`].
    #[inline]
    pub(super) unsafe fn is_taken(slot: NonNull<GcHeader>) -> bool {
        // SAFETY: both a cell and a free slot begin with a word of this size, which is initialised.
        unsafe { slot.cast::<u32>().read() != FREE }
    }
}

/// Blocks that were taken from the allocator together.
struct Chunk {
    start: NonNull<u8>,
    /// How many of its blocks are in use.
    used: Cell<u32>,
}

const CHUNK: Layout = match Layout::from_size_align(CHUNK_BYTES, BLOCK_BYTES) {
    Ok(layout) => layout,
    Err(_) => panic!("a chunk has a layout"),
};

fn obtain(layout: Layout) -> NonNull<u8> {
    // SAFETY: no layout here is of size zero.
    let memory = unsafe { alloc(layout) };
    NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(layout))
}

/// The blocks of a heap.
#[derive(Default)]
pub(super) struct Blocks {
    used: Vec<NonNull<Block>>,
    unused: Vec<NonNull<Block>>,
    chunks: Vec<NonNull<Chunk>>,
}

impl Blocks {
    /// The block with a number below [`Blocks::len`].
    pub(super) fn get(&self, index: usize) -> Option<NonNull<Block>> {
        self.used.get(index).copied()
    }

    /// Makes a block of slots, and puts them on `list`.
    pub(super) fn add(
        &mut self,
        heap: NonNull<HeapInner>,
        class: usize,
        kind: Kind,
        list: &FreeList,
    ) {
        if self.unused.is_empty() {
            self.add_chunk();
        }
        let Some(block) = self.unused.pop() else {
            return;
        };
        // SAFETY: an unused block has its head, which nothing refers to.
        let chunk = unsafe { block.as_ref() }.chunk;
        if let Some(chunk) = chunk {
            // SAFETY: a chunk outlives its blocks.
            let used = &unsafe { chunk.as_ref() }.used;
            used.set(used.get() + 1);
        }
        let bytes = slot_bytes(class);
        // SAFETY: as above.
        unsafe {
            block.write(Block {
                heap,
                chunk,
                bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
                slots: u32::try_from((BLOCK_BYTES - HEADER_BYTES) / bytes).unwrap_or(0),
                first: HEADER_BYTES as u16,
                kind,
            });
        }
        // SAFETY: the block is new: nothing is in its slots.
        unsafe { Self::thread(block, list) };
        self.used.push(block);
    }

    /// Puts all slots of a block on a list, the first one on top.
    ///
    /// # Safety
    /// As for [`FreeList::put`].
    unsafe fn thread(block: NonNull<Block>, list: &FreeList) {
        // SAFETY: by the caller's promise.
        let (first, bytes, slots) = {
            let block = unsafe { block.as_ref() };
            (block.first as usize, block.bytes as usize, block.slots)
        };
        for index in (0..slots as usize).rev() {
            // SAFETY: the slot lies in the block, and is free by the caller's promise.
            unsafe { list.put(block.cast::<u8>().add(first + index * bytes).cast(), bytes) };
        }
    }

    fn add_chunk(&mut self) {
        let start = obtain(CHUNK);
        let chunk = NonNull::from(Box::leak(Box::new(Chunk {
            start,
            used: Cell::new(0),
        })));
        self.chunks.push(chunk);
        for index in (0..BLOCKS_IN_A_CHUNK).rev() {
            // SAFETY: the block lies in the chunk, which is ours, and is aligned as the chunk is.
            let block: NonNull<Block> = unsafe { start.add(index * BLOCK_BYTES) }.cast();
            // SAFETY: as above.
            unsafe {
                block.write(Block {
                    heap: NonNull::dangling(),
                    chunk: Some(chunk),
                    bytes: 0,
                    slots: 0,
                    first: 0,
                    kind: Kind::Strong,
                });
            }
            self.unused.push(block);
        }
    }

    /// Makes a block for one cell, and gives where that goes.
    pub(super) fn add_large(
        &mut self,
        heap: NonNull<HeapInner>,
        cell: Layout,
        kind: Kind,
    ) -> NonNull<FreeSlot> {
        let first = HEADER_BYTES.max(cell.align());
        let layout = large_layout(first + cell.size());
        assert!(
            first < BLOCK_BYTES,
            "a cell's type wants more alignment than there can be"
        );
        let block: NonNull<Block> = obtain(layout).cast();
        // SAFETY: the memory is new and large enough for the head and, `first` bytes on, the cell; a free slot is
        // never larger than a cell, which has a header and a pointer.
        unsafe {
            block.write(Block {
                heap,
                chunk: None,
                bytes: u32::try_from(layout.size()).unwrap_or_else(|_| handle_alloc_error(layout)),
                slots: 1,
                first: first as u16,
                kind,
            });
            let slot: NonNull<FreeSlot> = block.cast::<u8>().add(first).cast();
            slot.write(FreeSlot {
                tag: FREE,
                next: None,
            });
            self.used.push(block);
            slot
        }
    }

    /// Makes the lists of free slots anew: of the slots that no cell is in, and of those whose cells are not marked.
    /// Blocks that nothing is left in may be used for slots of another size.
    ///
    /// # Safety
    /// The values of the cells that are not marked must have been dropped, and nothing may point to them.
    pub(super) unsafe fn reclaim(&mut self, list_of: impl Fn(Kind, usize) -> NonNull<FreeList>) {
        let unused = &mut self.unused;
        self.used.retain(|&block| {
            // SAFETY: blocks in use are valid; slots without a cell and slots of unmarked cells are free, by the
            // caller's promise.
            unsafe {
                let is_live =
                    |slot: NonNull<GcHeader>| Block::is_taken(slot) && slot.as_ref().is_marked();
                let live = Block::slots(block).filter(|&slot| is_live(slot)).count();
                if live == 0 {
                    release(block, unused);
                    return false;
                }
                let head = block.as_ref();
                if head.chunk.is_none() || live == head.slots as usize {
                    return true;
                }
                let class = class_of(head.bytes as usize, 1).unwrap_or(0);
                let list = list_of(head.kind, class);
                let (first, bytes) = (head.first as usize, head.bytes as usize);
                for index in (0..head.slots as usize).rev() {
                    let slot = block.cast::<u8>().add(first + index * bytes);
                    if !is_live(slot.cast()) {
                        list.as_ref().put(slot.cast(), bytes);
                    }
                }
                true
            }
        });
        self.give_back();
    }

    /// Gives chunks back of which nothing is in use, but for one.
    fn give_back(&mut self) {
        // SAFETY: chunks are valid as long as they are on the list.
        let is_unused = |chunk: &NonNull<Chunk>| unsafe { chunk.as_ref() }.used.get() == 0;
        let mut spare = None;
        let mut gone = Vec::new();
        self.chunks.retain(|chunk| {
            if !is_unused(chunk) || spare.is_none() {
                spare = spare.or(is_unused(chunk).then_some(*chunk));
                return true;
            }
            gone.push(*chunk);
            false
        });
        if gone.is_empty() {
            return;
        }
        self.unused.retain(|block| {
            // SAFETY: an unused block has its head.
            let chunk = unsafe { block.as_ref() }.chunk;
            chunk.is_none_or(|chunk| !is_unused(&chunk) || Some(chunk) == spare)
        });
        for chunk in gone {
            // SAFETY: none of its blocks is on either list any more.
            unsafe { free_chunk(chunk) };
        }
    }

    /// Gives all memory back.
    ///
    /// # Safety
    /// The values of all cells must have been dropped, and nothing may point to any.
    pub(super) unsafe fn free_all(&mut self) {
        for block in std::mem::take(&mut self.used) {
            // SAFETY: a block in use is valid; one that has no chunk was made by `add_large`.
            unsafe {
                if block.as_ref().chunk.is_none() {
                    free_large(block);
                }
            }
        }
        self.unused = Vec::new();
        for chunk in std::mem::take(&mut self.chunks) {
            // SAFETY: no block is on a list any more.
            unsafe { free_chunk(chunk) };
        }
    }
}

/// Takes a block out of use.
///
/// # Safety
/// The block must be in use, no cell may be in it, and it goes off the list of used blocks.
unsafe fn release(block: NonNull<Block>, unused: &mut Vec<NonNull<Block>>) {
    // SAFETY: by the caller's promise; a chunk outlives its blocks.
    unsafe {
        match block.as_ref().chunk {
            Some(chunk) => {
                let used = &chunk.as_ref().used;
                used.set(used.get() - 1);
                unused.push(block);
            }
            None => free_large(block),
        }
    }
}

fn large_layout(bytes: usize) -> Layout {
    match Layout::from_size_align(bytes, BLOCK_BYTES) {
        Ok(layout) => layout,
        Err(_) => panic!("a cell is larger than memory"),
    }
}

/// # Safety
/// The block must have been made by `add_large`, and nothing may use it any more.
unsafe fn free_large(block: NonNull<Block>) {
    // SAFETY: by the caller's promise; the layout is the one it was made with.
    unsafe {
        let layout = large_layout(block.as_ref().bytes as usize);
        dealloc(block.as_ptr().cast(), layout);
    }
}

/// # Safety
/// Nothing may use any of its blocks any more.
unsafe fn free_chunk(chunk: NonNull<Chunk>) {
    // SAFETY: by the caller's promise; `add_chunk` made both.
    unsafe {
        let chunk = Box::from_raw(chunk.as_ptr());
        dealloc(chunk.start.as_ptr(), CHUNK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_fits_its_slot() {
        for size in 1..=LARGEST_SLOT {
            let class = class_of(size, 8).unwrap();
            assert!(class < CLASSES);
            assert!(slot_bytes(class) >= size);
            assert!(class == 0 || slot_bytes(class - 1) < size);
            assert_eq!(slot_bytes(class) % SLOT_ALIGN, 0);
            assert_eq!(class_of(slot_bytes(class), 1), Some(class));
        }
        assert_eq!(class_of(LARGEST_SLOT + 1, 8), None);
        assert_eq!(class_of(8, 32), None);
    }
}
