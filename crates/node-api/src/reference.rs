//! References that outlive handle scopes.

use std::{fmt, ptr};

use napi::sys;

use crate::{Env, Host, HostValue};

/// A reference to an object, function or symbol of the host that outlives handle scopes.
pub struct HostRef {
    env: Env,
    raw: sys::napi_ref,
}

impl fmt::Debug for HostRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostRef")
    }
}

impl HostRef {
    fn with_count(host: Host<'_>, value: HostValue<'_>, count: u32) -> Self {
        let mut raw = ptr::null_mut();
        // SAFETY: the value belongs to an open scope; `raw` is valid for a write.
        unsafe { sys::napi_create_reference(host.env.0, value.0, count, &raw mut raw) };
        Self { env: host.env, raw }
    }

    /// Keeps `value` alive.
    #[must_use]
    pub fn strong(host: Host<'_>, value: HostValue<'_>) -> Self {
        Self::with_count(host, value, 1)
    }

    /// Does not keep `value` alive.
    #[must_use]
    pub fn weak(host: Host<'_>, value: HostValue<'_>) -> Self {
        Self::with_count(host, value, 0)
    }

    /// The value, unless V8 has collected it.
    #[must_use]
    pub fn get<'s>(&self, host: Host<'s>) -> Option<HostValue<'s>> {
        let mut value = ptr::null_mut();
        // SAFETY: `raw` was made in this environment and is deleted by `drop` only.
        unsafe { sys::napi_get_reference_value(host.env.0, self.raw, &raw mut value) };
        (!value.is_null()).then_some(HostValue::new(value))
    }
}

impl Drop for HostRef {
    fn drop(&mut self) {
        // SAFETY: made by `with_count`, on this thread, and deleted once.
        unsafe { sys::napi_delete_reference(self.env.0, self.raw) };
    }
}

/// A number that native code changes and lib/ reads without a call: the one element of a `Float64Array`.
pub struct SharedNumber {
    place: ptr::NonNull<f64>,
    /// Keeps the array, and so the place.
    _array: HostRef,
}

impl fmt::Debug for SharedNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedNumber")
    }
}

impl SharedNumber {
    /// The number in an array of lib/'s own, which nobody else has.
    #[must_use]
    pub fn of(host: Host<'_>, array: HostValue<'_>) -> Option<Self> {
        let (data, _) = array.typed_array_bytes(host)?;
        #[expect(
            clippy::cast_ptr_alignment,
            reason = "the bytes of a Float64Array are aligned; asked below"
        )]
        let place = ptr::NonNull::new(data.cast::<f64>()).filter(|place| place.is_aligned())?;
        let kept = HostRef::strong(host, array);
        Some(Self {
            place,
            _array: kept,
        })
    }

    /// What it is.
    #[must_use]
    pub fn get(&self) -> f64 {
        // SAFETY: lib/ made the array over an ArrayBuffer of 8 bytes that it never detaches, resizes or gives to anybody, and
        // V8 moves no bytes of an ArrayBuffer. The reference keeps it until the environment ends, after which nobody
        // comes here: the agent is used by calls from the environment only. JavaScript runs on this thread.
        unsafe { self.place.read() }
    }

    /// Makes it one more.
    pub fn add_one(&self) {
        let next = self.get() + 1.0;
        // SAFETY: as in `get`.
        unsafe { self.place.write(next) };
    }
}

/// Numbers that both sides read and write without a call: the elements of a typed array of lib/'s own.
pub struct SharedNumbers<T> {
    place: ptr::NonNull<T>,
    length: usize,
    /// Keeps the array, and so the place.
    _array: HostRef,
}

impl<T> fmt::Debug for SharedNumbers<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedNumbers")
    }
}

/// What a typed array has, of which any bits are a number.
pub trait PlainNumber: Copy + Default {}
impl PlainNumber for f64 {}
impl PlainNumber for u32 {}
impl PlainNumber for u16 {}

impl<T: PlainNumber> SharedNumbers<T> {
    /// The numbers in an array of lib/'s own, which nobody else has, and whose elements are of this type.
    #[must_use]
    pub fn of(host: Host<'_>, array: HostValue<'_>) -> Option<Self> {
        let (data, bytes) = array.typed_array_bytes(host)?;
        let place = ptr::NonNull::new(data.cast::<T>()).filter(|place| place.is_aligned())?;
        Some(Self {
            place,
            length: bytes / size_of::<T>(),
            _array: HostRef::strong(host, array),
        })
    }

    /// Where the number at an index is; nothing beyond the end.
    fn place_of(&self, at: usize) -> Option<ptr::NonNull<T>> {
        // SAFETY: the index is within the array.
        (at < self.length).then(|| unsafe { self.place.add(at) })
    }

    /// The number at an index; nothing beyond the end.
    #[must_use]
    pub fn get(&self, at: usize) -> T {
        self.place_of(at).map_or_else(T::default, |place| {
            // SAFETY: lib/ made the array over an ArrayBuffer of its own that it never detaches, resizes or gives to anybody,
            // and V8 moves no bytes of an ArrayBuffer. The reference keeps it until the environment ends, after which
            // nobody comes here. JavaScript runs on this thread. Any bits are a `T`.
            unsafe { place.read() }
        })
    }

    /// Writes the number at an index; nothing happens beyond the end.
    pub fn set(&self, at: usize, value: T) {
        if let Some(place) = self.place_of(at) {
            // SAFETY: as in `get`.
            unsafe { place.write(value) };
        }
    }
}
