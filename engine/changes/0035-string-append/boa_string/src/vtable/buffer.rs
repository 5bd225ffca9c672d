//! `VTable` implementations for [`BufferString`]: strings that are parts of a buffer which has room for more.
//!
//! `s += x` in a loop would copy all of `s` each time. A string that came of a concatenation stands in a buffer, and
//! what is put behind it, or before it, is written into the room there, if nothing stands there yet. A buffer that has no room left
//! is followed by one of twice the size, so that a string of n units costs n units of copying however it grows. The
//! units of a string never move and never change, so that whoever reads them pays nothing for this, and nothing
//! has to be flattened.

use crate::iter::CodePointsIter;
use crate::r#type::InternalStringType;
use crate::vtable::JsStringVTable;
use crate::{JsStr, JsString, alloc_overflow};
use std::alloc::{Layout, alloc, dealloc};
use std::cell::Cell;
use std::marker::PhantomData;
use std::process::abort;
use std::ptr::{self, NonNull};

/// Strings below this length are copied: that is cheaper than a buffer.
pub(crate) const MIN_BUFFER_LEN: usize = 256;

/// Above this many units a buffer grows by half of its length, not by all of it.
const LARGE: usize = 1 << 16;

/// The units of one or more strings, with room before and after them.
#[repr(C)]
struct Buffer<T: InternalStringType> {
    /// How many strings are parts of the buffer.
    strings: Cell<usize>,
    /// How many units there is room for.
    capacity: usize,
    /// Where the first unit is that a string has.
    first: Cell<usize>,
    /// Where the room after the last unit that a string has begins.
    last: Cell<usize>,
    /// The string that alone begins at `first`, if there is one.
    first_owner: Cell<*const ()>,
    /// The string that alone ends at `last`, if there is one.
    last_owner: Cell<*const ()>,
    // Forces invariant contract.
    _marker: PhantomData<fn() -> T>,
}

/// A part of a [`Buffer`].
#[repr(C)]
pub(crate) struct BufferString<T: InternalStringType> {
    /// Embedded `VTable` - must be the first field for vtable dispatch.
    vtable: JsStringVTable,
    refcount: Cell<usize>,
    buffer: NonNull<Buffer<T>>,
    /// Where the string begins in the buffer.
    start: usize,
    /// What `first` and `last` of the buffer were before the string was made.
    before: (usize, usize),
}

/// Where in a new buffer the room is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    None,
    Before,
    After,
}

fn layout_of<T: InternalStringType>(capacity: usize) -> Layout {
    let layout = Layout::array::<T::Byte>(capacity)
        .and_then(|units| Layout::new::<Buffer<T>>().extend(units));
    match layout {
        Ok((layout, offset)) => {
            debug_assert_eq!(offset, size_of::<Buffer<T>>());
            layout.pad_to_align()
        }
        Err(_) => alloc_overflow(),
    }
}

impl<T: InternalStringType> Buffer<T> {
    /// Allocates a buffer that no string is a part of, and in which nothing is written.
    fn allocate(capacity: usize, first: usize) -> NonNull<Self> {
        let layout = layout_of::<T>(capacity);
        // SAFETY: The layout has the size of the header at least, which is not zero.
        let buffer = unsafe { alloc(layout) };
        #[allow(clippy::cast_ptr_alignment)]
        let Some(buffer) = NonNull::new(buffer.cast::<Self>()) else {
            std::alloc::handle_alloc_error(layout)
        };
        // SAFETY: The allocation is large enough and aligned for the header, and nobody else knows it.
        unsafe {
            buffer.write(Self {
                strings: Cell::new(0),
                capacity,
                first: Cell::new(first),
                last: Cell::new(first),
                first_owner: Cell::new(ptr::null()),
                last_owner: Cell::new(ptr::null()),
                _marker: PhantomData,
            });
        }
        buffer
    }
}

/// The address of the unit at an index of a buffer.
///
/// # Safety
///
/// The buffer is allocated, and has room for `index` units.
unsafe fn unit_at<T: InternalStringType>(buffer: NonNull<Buffer<T>>, index: usize) -> *mut T::Byte {
    // SAFETY: `layout_of` puts the units directly behind the header, and the caller promises that the index is within
    // the allocation. The pointer is derived from that of the whole allocation.
    unsafe {
        buffer
            .as_ptr()
            .cast::<u8>()
            .add(size_of::<Buffer<T>>())
            .cast::<T::Byte>()
            .add(index)
    }
}

impl<T: InternalStringType> BufferString<T> {
    /// Makes a string of parts, of which `extended` may be a [`BufferString`] that has room where the others belong.
    ///
    /// # Safety
    ///
    /// `len` is the sum of the lengths of the parts, `write` writes the units of a part to an address, and if `longest`
    /// is an index of a [`BufferString`] it is one of `T`.
    pub(crate) unsafe fn concat(
        parts: &[&JsString],
        len: usize,
        longest: usize,
        is_buffer: bool,
        write: impl Fn(JsStr<'_>, *mut T::Byte),
    ) -> JsString {
        let mut room = Room::None;
        if is_buffer {
            // SAFETY: The caller promises the type.
            let old: &Self = unsafe { parts[longest].ptr.cast().as_ref() };
            // SAFETY: A string keeps its buffer alive.
            let buffer = unsafe { old.buffer.as_ref() };
            let before: usize = parts[..longest].iter().map(|part| part.len()).sum();
            let after = len - before - old.vtable.len;
            let end = old.start + old.vtable.len;
            let is_first = before == 0 || buffer.first.get() == old.start;
            let is_last = after == 0 || buffer.last.get() == end;
            if is_first && is_last {
                if before <= old.start && after <= buffer.capacity - end {
                    let start = old.start - before;
                    let range = (buffer.first.get(), buffer.last.get());
                    let mut at = start;
                    for (index, part) in parts.iter().enumerate() {
                        if index != longest {
                            // SAFETY: `start..start + len` is within the capacity, as was just checked.
                            write(part.as_str(), unsafe { unit_at(old.buffer, at) });
                        }
                        at += part.len();
                    }
                    let string = Self::new(old.buffer, start, len, range);
                    // A part of nothing shares the end with the string that it was put to.
                    let owner = string.ptr.as_ptr().cast_const().cast::<()>();
                    if before > 0 {
                        buffer.first.set(start);
                        buffer.first_owner.set(owner);
                    } else {
                        buffer.first_owner.set(ptr::null());
                    }
                    if after > 0 {
                        buffer.last.set(at);
                        buffer.last_owner.set(owner);
                    } else {
                        buffer.last_owner.set(ptr::null());
                    }
                    return string;
                }
                // It has grown before, and will again.
                room = if after > 0 { Room::After } else { Room::Before };
            }
        }
        let more = match room {
            Room::None => 0,
            _ if len > LARGE => len / 2,
            _ => len,
        };
        let Some(capacity) = len.checked_add(more) else {
            alloc_overflow()
        };
        let start = if room == Room::Before { more } else { 0 };
        let buffer = Buffer::<T>::allocate(capacity, start);
        let mut at = start;
        for part in parts {
            // SAFETY: The parts have `len` units together, and the capacity is `start + len` or more.
            write(part.as_str(), unsafe { unit_at(buffer, at) });
            at += part.len();
        }
        // SAFETY: It was just allocated.
        unsafe { buffer.as_ref() }.last.set(at);
        Self::new(buffer, start, len, (start, at))
    }

    /// Makes a string of what is written at `start` in a buffer.
    fn new(
        buffer: NonNull<Buffer<T>>,
        start: usize,
        len: usize,
        before: (usize, usize),
    ) -> JsString {
        // SAFETY: Whoever calls has just allocated the buffer or has a string of it.
        let strings = unsafe { &buffer.as_ref().strings };
        let Some(count) = strings.get().checked_add(1) else {
            abort();
        };
        strings.set(count);
        let string = Box::new(Self {
            vtable: JsStringVTable {
                clone: buffer_clone::<T>,
                drop: buffer_drop::<T>,
                as_str: buffer_as_str::<T>,
                code_points: buffer_code_points::<T>,
                refcount: buffer_refcount::<T>,
                len,
                kind: T::BUFFER_KIND,
            },
            refcount: Cell::new(1),
            buffer,
            start,
            before,
        });
        JsString {
            ptr: NonNull::from(Box::leak(string)).cast(),
        }
    }
}

impl<T: InternalStringType> Drop for BufferString<T> {
    fn drop(&mut self) {
        // SAFETY: A string keeps its buffer alive.
        let buffer = unsafe { self.buffer.as_ref() };
        let strings = buffer.strings.get() - 1;
        if strings > 0 {
            buffer.strings.set(strings);
            // What no other string has is room again: whatever was made of this one would have become the owner, or
            // taken it away.
            let this = ptr::from_ref(self).cast::<()>();
            if buffer.last_owner.get() == this {
                buffer.last.set(self.before.1);
                buffer.last_owner.set(ptr::null());
            }
            if buffer.first_owner.get() == this {
                buffer.first.set(self.before.0);
                buffer.first_owner.set(ptr::null());
            }
            return;
        }
        let layout = layout_of::<T>(buffer.capacity);
        // SAFETY: This was the last string of the buffer, which was allocated with this layout.
        unsafe { dealloc(self.buffer.as_ptr().cast(), layout) };
    }
}

fn buffer_clone<T: InternalStringType>(vtable: NonNull<JsStringVTable>) -> JsString {
    // SAFETY: This is part of the correct vtable which is validated on construction.
    let this: &BufferString<T> = unsafe { vtable.cast().as_ref() };
    let Some(strong) = this.refcount.get().checked_add(1) else {
        abort();
    };
    this.refcount.set(strong);
    // SAFETY: validated the string outside this function.
    unsafe { JsString::from_ptr(vtable) }
}

fn buffer_drop<T: InternalStringType>(vtable: NonNull<JsStringVTable>) {
    // SAFETY: This is part of the correct vtable which is validated on construction.
    let this: &BufferString<T> = unsafe { vtable.cast().as_ref() };
    let Some(new) = this.refcount.get().checked_sub(1) else {
        abort();
    };
    this.refcount.set(new);
    if new != 0 {
        return;
    }

    // SAFETY: This is the last reference, and the string was made by a box.
    unsafe {
        drop(Box::from_raw(vtable.cast::<BufferString<T>>().as_ptr()));
    }
}

fn buffer_as_str<T: InternalStringType>(vtable: NonNull<JsStringVTable>) -> JsStr<'static> {
    // SAFETY: This is part of the correct vtable which is validated on construction.
    let this: &BufferString<T> = unsafe { vtable.cast().as_ref() };
    // SAFETY: The units from `start` on were written before the string was made, stay where they are and as they are
    // for as long as it is there, and what is written later is outside of them.
    let units = unsafe {
        std::slice::from_raw_parts(
            unit_at(this.buffer, this.start).cast_const(),
            this.vtable.len,
        )
    };
    T::str_ctor(units)
}

fn buffer_code_points<T: InternalStringType>(
    vtable: NonNull<JsStringVTable>,
) -> CodePointsIter<'static> {
    CodePointsIter::new(buffer_as_str::<T>(vtable))
}

/// `VTable` function for refcount, need to return an `Option<usize>`.
#[allow(clippy::unnecessary_wraps)]
fn buffer_refcount<T: InternalStringType>(vtable: NonNull<JsStringVTable>) -> Option<usize> {
    // SAFETY: This is part of the correct vtable which is validated on construction.
    let this: &BufferString<T> = unsafe { vtable.cast().as_ref() };
    Some(this.refcount.get())
}

/// Copies Latin-1 units.
pub(crate) fn write_latin1(part: JsStr<'_>, to: *mut u8) {
    if let crate::JsStrVariant::Latin1(units) = part.variant() {
        // SAFETY: `BufferString::concat` gives room for the units, which no string has yet.
        unsafe { ptr::copy_nonoverlapping(units.as_ptr(), to, units.len()) };
    }
}

/// Copies units of both kinds as UTF-16.
pub(crate) fn write_utf16(part: JsStr<'_>, to: *mut u16) {
    match part.variant() {
        crate::JsStrVariant::Latin1(units) => {
            for (index, unit) in units.iter().enumerate() {
                // SAFETY: `BufferString::concat` gives room for the units, which no string has yet.
                unsafe { to.add(index).write(u16::from(*unit)) };
            }
        }
        crate::JsStrVariant::Utf16(units) => {
            // SAFETY: As above.
            unsafe { ptr::copy_nonoverlapping(units.as_ptr(), to, units.len()) };
        }
    }
}
