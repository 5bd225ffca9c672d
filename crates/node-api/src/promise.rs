//! Promises that native code settles.

use std::ptr;

use napi::sys;

use crate::{Host, HostValue};

/// A promise of the host that native code settles, and can where no code of the host could run: at the end
/// of the host's stack.
#[derive(Debug)]
pub struct Bell(sys::napi_deferred);

impl Bell {
    /// A bell, and the promise that its ringing fulfils.
    #[must_use]
    pub fn new(host: Host<'_>) -> Option<(Self, HostValue<'_>)> {
        let mut deferred = ptr::null_mut();
        let mut promise = ptr::null_mut();
        // SAFETY: both are valid for a write.
        let status =
            unsafe { sys::napi_create_promise(host.env.0, &raw mut deferred, &raw mut promise) };
        (status == sys::Status::napi_ok).then_some((Self(deferred), HostValue::new(promise)))
    }

    /// Fulfils the promise: what waits for it runs in a microtask.
    pub fn ring(self, host: Host<'_>) {
        let value = host.undefined();
        // SAFETY: made by `new` and used once, since this takes it.
        unsafe { sys::napi_resolve_deferred(host.env.0, self.0, value.0) };
    }
}
