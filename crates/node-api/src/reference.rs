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
