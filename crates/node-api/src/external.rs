//! Data of ours that the host keeps: for the environment, or behind a value.

use std::{
    any::Any,
    ffi::c_void,
    panic::{AssertUnwindSafe, catch_unwind},
    ptr,
};

use napi::sys;

use crate::{Host, HostValue};

impl<'s> Host<'s> {
    /// Keeps `data` until the environment ends; dropped after its cleanup hooks ran.
    pub fn set_instance_data<T: 'static>(self, data: T) {
        unsafe extern "C" fn free(_: sys::napi_env, data: *mut c_void, _: *mut c_void) {
            // SAFETY: `data` is the box that `set_instance_data` leaked, and Node calls this once.
            let data = unsafe { Box::from_raw(data.cast::<Box<dyn Any>>()) };
            // A panic must not cross into Node, and there is nobody left to tell.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(data)));
        }
        let data: Box<Box<dyn Any>> = Box::new(Box::new(data));
        // SAFETY: the pointer stays valid until `free` takes it back.
        unsafe {
            sys::napi_set_instance_data(
                self.env.0,
                Box::into_raw(data).cast(),
                Some(free),
                ptr::null_mut(),
            );
        }
    }

    /// A copy of what [`Host::set_instance_data`] keeps.
    #[must_use]
    pub fn instance_data<T: Clone + 'static>(self) -> Option<T> {
        let mut data = ptr::null_mut();
        // SAFETY: `data` is valid for a write.
        unsafe { sys::napi_get_instance_data(self.env.0, &raw mut data) };
        // SAFETY: only `set_instance_data` sets it, to this type, and it lives until the environment
        // ends, which is not while one of its functions runs.
        let data = unsafe { data.cast::<Box<dyn Any>>().as_ref() }?;
        data.downcast_ref::<T>().cloned()
    }

    /// A value of the host that holds `data` until V8 collects it. What is dropped then must touch
    /// neither engine.
    pub fn external<T: 'static>(self, data: T) -> HostValue<'s> {
        unsafe extern "C" fn free(_: sys::napi_env, data: *mut c_void, _: *mut c_void) {
            // SAFETY: `data` is the box that `external` leaked, and Node calls this once.
            let data = unsafe { Box::from_raw(data.cast::<Box<dyn Any>>()) };
            // A panic must not cross into Node, and there is nobody left to tell.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(data)));
        }
        let data: Box<Box<dyn Any>> = Box::new(Box::new(data));
        get!(
            self.env.0,
            napi_create_external,
            Box::into_raw(data).cast(),
            Some(free),
            ptr::null_mut()
        )
    }
}

impl HostValue<'_> {
    /// A copy of what [`Host::external`] holds.
    #[must_use]
    pub fn as_external<T: Clone + 'static>(self, host: Host<'_>) -> Option<T> {
        let mut kind = sys::ValueType::napi_undefined;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_typeof(host.env.0, self.0, &raw mut kind) };
        if kind != sys::ValueType::napi_external {
            return None;
        }
        let mut data = ptr::null_mut();
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_external(host.env.0, self.0, &raw mut data) };
        // SAFETY: lib/ passes only externals that this addon made, which hold a `Box<dyn Any>` and are
        // alive, since we were given the value.
        let data = unsafe { data.cast::<Box<dyn Any>>().as_ref() }?;
        data.downcast_ref::<T>().cloned()
    }
}
