//! The bytes of typed arrays.

use std::ptr;

use napi::sys;

use crate::{Host, HostValue};

impl HostValue<'_> {
    /// Copies the bytes of a typed array into `into`, as many as both have.
    pub fn read_bytes(self, host: Host<'_>, into: &mut [u8]) {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return;
        };
        // SAFETY: V8 gave `length` readable bytes at `data`; `into` is Rust's own memory, so they do
        // not overlap.
        unsafe { ptr::copy_nonoverlapping(data, into.as_mut_ptr(), length.min(into.len())) };
    }

    /// Writes the bytes of `now` that are not as they were `before` into a typed array, as far as it
    /// reaches; what lies beyond `before` counts as new.
    pub fn write_changes(self, host: Host<'_>, now: &[u8], before: &[u8]) {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return;
        };
        // SAFETY: V8 gave `length` bytes at `data`, which stay where they are as long as no code of the
        // host runs, and none does here; `now` and `before` are Rust's own memory. Another thread may
        // write to shared memory meanwhile, which then has either's byte.
        let bytes = unsafe { std::slice::from_raw_parts_mut(data, length) };
        write_changes(bytes, now, before);
    }

    /// Whether a typed array has exactly these bytes.
    #[must_use]
    pub fn has_bytes(self, host: Host<'_>, expected: &[u8]) -> bool {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return expected.is_empty();
        };
        // SAFETY: as in `write_changes`.
        let bytes = unsafe { std::slice::from_raw_parts(data, length) };
        bytes == expected
    }

    /// How many bytes a `Uint8Array` has.
    #[must_use]
    pub fn byte_length(self, host: Host<'_>) -> usize {
        self.typed_array_bytes(host).map_or(0, |(_, length)| length)
    }

    /// Whether the buffer of a typed array is detached.
    #[must_use]
    pub fn is_detached(self, host: Host<'_>) -> bool {
        let mut result = false;
        if let Some(buffer) = self.array_buffer(host) {
            // SAFETY: as in `kind`.
            unsafe { sys::napi_is_detached_arraybuffer(host.env.0, buffer.0, &raw mut result) };
        }
        result
    }

    fn array_buffer(self, host: Host<'_>) -> Option<HostValue<'_>> {
        let mut buffer = ptr::null_mut();
        // SAFETY: as in `typed_array_bytes`.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                host.env.0,
                self.0,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                &raw mut buffer,
                ptr::null_mut(),
            )
        };
        (status == sys::Status::napi_ok && !buffer.is_null()).then_some(HostValue::new(buffer))
    }

    pub(crate) fn typed_array_bytes(self, host: Host<'_>) -> Option<(*mut u8, usize)> {
        let mut length = 0;
        let mut data = ptr::null_mut();
        // SAFETY: as in `kind`; unwanted results are asked for with null.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                host.env.0,
                self.0,
                ptr::null_mut(),
                &raw mut length,
                &raw mut data,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        (status == sys::Status::napi_ok && !data.is_null()).then_some((data.cast(), length))
    }
}

/// Writes the bytes of `now` that are not as they were `before`, as far as `into` reaches; what lies beyond
/// `before` counts as new.
pub fn write_changes(into: &mut [u8], now: &[u8], before: &[u8]) {
    const BLOCK: usize = 64;
    let length = into.len().min(now.len());
    let known = length.min(before.len());
    for start in (0..known).step_by(BLOCK) {
        let block = start..known.min(start + BLOCK);
        if now[block.clone()] == before[block.clone()] {
            continue;
        }
        for at in block {
            if now[at] != before[at] {
                into[at] = now[at];
            }
        }
    }
    into[known..length].copy_from_slice(&now[known..length]);
}
