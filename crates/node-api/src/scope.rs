//! Handle scopes.

use std::ptr;

use napi::sys;

use crate::{Env, Host};

impl Env {
    /// Runs `f` in a handle scope of its own: what it makes is let go of when it returns.
    pub fn scope<R>(self, f: impl for<'s> FnOnce(Host<'s>) -> R) -> R {
        struct Close(sys::napi_env, sys::napi_handle_scope);
        impl Drop for Close {
            fn drop(&mut self) {
                // SAFETY: the scope was opened below and scopes nest.
                unsafe { sys::napi_close_handle_scope(self.0, self.1) };
            }
        }
        let mut scope = ptr::null_mut();
        // SAFETY: `scope` is valid for a write.
        unsafe { sys::napi_open_handle_scope(self.0, &raw mut scope) };
        let _close = Close(self.0, scope);
        f(Host::new(self.0))
    }
}
