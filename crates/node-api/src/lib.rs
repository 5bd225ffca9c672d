//! Node-API: the only crate that calls `napi::sys`.
//!
//! [`Host`] is an environment (one V8 isolate and its thread), [`HostValue`] a value in its heap. Both
//! are plain pointers: a `HostValue` lives as long as the handle scope that it was made in, which is
//! the native call that Node made or the [`Host::scope`] around it, and never crosses a thread. What
//! must live longer is held by a [`HostRef`]. Nothing here knows Boa, except for its string type.

#![allow(unsafe_code)]

/// Calls a Node-API function that can't fail on the arguments it gets, and gives its result.
macro_rules! get {
    ($env:expr, $function:ident $(, $arg:expr)*) => {{
        let mut result = std::ptr::null_mut();
        // SAFETY: the environment is the one of this thread, each value argument belongs to an open
        // handle scope of it, and `result` is valid for a write.
        unsafe { sys::$function($env $(, $arg)*, &raw mut result) };
        $crate::HostValue(result)
    }};
}

mod bytes;
mod end_sign;
mod env;
mod external;
mod function;
mod promise;
mod reference;
mod scope;
mod string;
mod value;

pub use bytes::write_changes;
pub use end_sign::EndSign;
pub use env::Host;
pub use function::{NativeFn, NativeResult, Throw};
pub use promise::Bell;
pub use reference::{HostRef, SharedNumber};
pub use string::js_string_from;
pub use value::{HostType, HostValue};
