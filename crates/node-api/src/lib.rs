//! Node-API: the only crate that calls `napi::sys`.
//!
//! [`Env`] is an environment (one V8 isolate and its thread). A [`Host`] is an environment with an open handle scope:
//! the native call that Node made, or the [`Env::scope`] around it. It makes values, and reads them. A [`HostValue`] is a
//! value in V8's heap; it is a plain pointer, and has the lifetime of the scope that it was made in, so that it cannot
//! leave it:
//!
//! ```compile_fail
//! fn keep<'outer>(host: node_api::Host<'outer>) -> node_api::HostValue<'outer> {
//!     host.scope(|inner| inner.undefined())
//! }
//! ```
//!
//! ```compile_fail,E0521
//! fn keep<'outer>(host: node_api::Host<'outer>, kept: &mut Vec<node_api::HostValue<'outer>>) {
//!     host.scope(|inner| kept.push(inner.undefined()));
//! }
//! ```
//!
//! What it is read as can leave, and so can what must live longer, behind a [`HostRef`]:
//!
//! ```no_run
//! fn keep(host: node_api::Host<'_>) -> (f64, node_api::HostRef) {
//!     host.scope(|inner| {
//!         let value = inner.number(1.0);
//!         (value.as_f64(inner), node_api::HostRef::strong(inner, inner.array(&[value])))
//!     })
//! }
//! ```
//!
//! Inside a scope the values are those of the inner `Host`. Neither of them crosses a thread. Nothing here knows Boa, except for its
//! string type.

#![allow(unsafe_code)]

/// Calls a Node-API function that can't fail on the arguments it gets, and gives its result.
macro_rules! get {
    ($env:expr, $function:ident $(, $arg:expr)*) => {{
        let mut result = std::ptr::null_mut();
        // SAFETY: the environment is the one of this thread, each value argument belongs to an open
        // handle scope of it, and `result` is valid for a write.
        unsafe { sys::$function($env $(, $arg)*, &raw mut result) };
        $crate::HostValue::new(result)
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
pub use env::{Env, Host};
pub use function::{NativeFn, NativeResult, Throw};
pub use promise::Bell;
pub use reference::{HostRef, PlainNumber, SharedNumber, SharedNumbers};
pub use string::js_string_from;
pub use value::{HostType, HostValue};
