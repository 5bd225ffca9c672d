//! How native code hears that its worker is to end.

use std::{
    ffi::{CStr, c_int, c_void},
    ptr,
};

use napi::sys;

use crate::Env;

/// Where a worker's event loop notes that it was woken to do something for Node itself.
///
/// `worker.terminate()` and the end of the process make V8 throw in the worker, which a guest in another
/// engine does not notice, and leave this note. So does, in a worker that is busy, a request for a heap
/// snapshot or an inspector's, so the sign alone ends nothing.
#[derive(Debug, Clone, Copy)]
pub struct EndSign(*const i32);

// SAFETY: see `EndSign::new`; the word is only ever read, and an `int` is read whole.
unsafe impl Send for EndSign {}
// SAFETY: as for `Send`.
unsafe impl Sync for EndSign {}

impl EndSign {
    /// # Safety
    /// `note` must stay readable as long as native code can run on the thread that it is about.
    #[must_use]
    pub unsafe fn new(note: *const i32) -> Self {
        Self(note)
    }

    /// Whether the note is there.
    #[must_use]
    pub fn is_set(self) -> bool {
        // SAFETY: `new` asked for a word that is readable as long as native code can run on its thread.
        unsafe { ptr::read_volatile(self.0) != 0 }
    }
}

impl Env {
    /// Where this thread's event loop notes that Node has something for it to do: see [`EndSign`].
    ///
    /// Node-API tells an addon that its worker ends only after the running call has returned. The event
    /// loop's handles are public API of libuv; the note is the last field of `uv_async_t`, and the handle
    /// that Node uses is the first of that type after the environment's `prepare` handle. `None` where
    /// libuv does not look like that.
    #[cfg(all(unix, target_pointer_width = "64"))]
    #[must_use]
    pub fn end_sign(self) -> Option<EndSign> {
        const UV_ASYNC: c_int = 1;
        const UV_PREPARE: c_int = 9;
        const ASYNC_SIZE: usize = 128;
        const NOTE_OFFSET: usize = 120;
        struct Search {
            kind_of: unsafe extern "C" fn(*const c_void) -> c_int,
            is_past_prepare: bool,
            found: *const c_void,
        }
        unsafe extern "C" fn look(handle: *mut c_void, search: *mut c_void) {
            // SAFETY: `end_sign` passes its own `Search`, which outlives the walk.
            let search = unsafe { &mut *search.cast::<Search>() };
            // SAFETY: libuv gives a valid handle.
            let kind = unsafe { (search.kind_of)(handle) };
            if kind == UV_PREPARE {
                search.is_past_prepare = true;
            } else if kind == UV_ASYNC && search.is_past_prepare && search.found.is_null() {
                search.found = handle;
            }
        }
        type Walk = unsafe extern "C" fn(
            *mut c_void,
            unsafe extern "C" fn(*mut c_void, *mut c_void),
            *mut c_void,
        );
        let walk = symbol(c"uv_walk")?;
        let kind_of = symbol(c"uv_handle_get_type")?;
        let size_of = symbol(c"uv_handle_size")?;
        // SAFETY: libuv declares it so: `void uv_walk(uv_loop_t*, uv_walk_cb, void*)`.
        let walk: Walk = unsafe { std::mem::transmute(walk) };
        // SAFETY: `uv_handle_type uv_handle_get_type(const uv_handle_t*)`.
        let kind_of: unsafe extern "C" fn(*const c_void) -> c_int =
            unsafe { std::mem::transmute(kind_of) };
        // SAFETY: `size_t uv_handle_size(uv_handle_type)`.
        let size_of: unsafe extern "C" fn(c_int) -> usize = unsafe { std::mem::transmute(size_of) };
        let mut event_loop = ptr::null_mut();
        // SAFETY: `event_loop` is valid for a write.
        let status = unsafe { sys::napi_get_uv_event_loop(self.0, &raw mut event_loop) };
        // SAFETY: it only looks a size up.
        if status != sys::Status::napi_ok || unsafe { size_of(UV_ASYNC) } != ASYNC_SIZE {
            return None;
        }
        let mut search = Search {
            kind_of,
            is_past_prepare: false,
            found: ptr::null(),
        };
        // SAFETY: we are on the loop's thread, so nobody changes the list of handles meanwhile.
        unsafe { walk(event_loop.cast(), look, (&raw mut search).cast()) };
        if search.found.is_null() {
            return None;
        }
        let note = search.found.cast::<u8>().wrapping_add(NOTE_OFFSET);
        // SAFETY: the handle is the environment's own and is closed only after the environment's last
        // JavaScript, and so our last run, has ended; the offset lies within its size.
        Some(unsafe { EndSign::new(note.cast()) })
    }

    /// No sign is known for this platform.
    #[cfg(not(all(unix, target_pointer_width = "64")))]
    #[must_use]
    pub fn end_sign(self) -> Option<EndSign> {
        None
    }
}

/// A function that the program exports, by name.
#[cfg(all(unix, target_pointer_width = "64"))]
fn symbol(name: &CStr) -> Option<*mut c_void> {
    // SAFETY: the name is a C string; the search changes nothing.
    let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    (!found.is_null()).then_some(found)
}
