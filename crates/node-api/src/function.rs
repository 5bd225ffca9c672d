//! Functions: those that the host calls, and those that native code calls.

use std::{
    cell::Cell,
    ffi::{CString, c_void},
    panic::{AssertUnwindSafe, catch_unwind},
    ptr,
};

use napi::sys;

use crate::{Host, HostValue};

/// How a call into the host ends when it does not return a value.
#[derive(Clone, Copy, Debug)]
pub enum Throw<'s> {
    /// It threw this.
    Value(HostValue<'s>),
    /// The environment is being torn down (`worker.terminate()`); no JavaScript may run any more.
    Terminated,
}

/// What a native function gives back to the host.
pub type NativeResult<'s> = Result<HostValue<'s>, Throw<'s>>;

/// A native function as the host calls it: validated positional arguments.
pub type NativeFn = for<'s> fn(Host<'s>, &[HostValue<'s>]) -> NativeResult<'s>;

const INLINE_ARGS: usize = 8;

/// The one way from Node into Rust: reads the arguments, guards against panics, throws what is thrown.
unsafe extern "C" fn trampoline(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    let host = Host::new(env);
    let mut count = INLINE_ARGS;
    let mut inline = [ptr::null_mut(); INLINE_ARGS];
    let mut data: *mut c_void = ptr::null_mut();
    // SAFETY: Node passed `env` and `info` for this call; `inline` has room for `count` values.
    unsafe {
        sys::napi_get_cb_info(
            env,
            info,
            &raw mut count,
            inline.as_mut_ptr(),
            ptr::null_mut(),
            &raw mut data,
        );
    }
    let mut many;
    let raw: &[sys::napi_value] = if count <= INLINE_ARGS {
        &inline[..count]
    } else {
        many = vec![ptr::null_mut(); count];
        // SAFETY: as above; `many` has room for all of them.
        unsafe {
            sys::napi_get_cb_info(
                env,
                info,
                &raw mut count,
                many.as_mut_ptr(),
                ptr::null_mut(),
                ptr::null_mut(),
            );
        }
        &many
    };
    // SAFETY: `Host::function` is the only one that registers this trampoline, and the data it
    // registers is a `NativeFn`.
    let function: NativeFn = unsafe { std::mem::transmute::<*mut c_void, NativeFn>(data) };
    let args: Vec<HostValue<'_>> = raw.iter().map(|&value| HostValue::new(value)).collect();
    let outcome = catch_unwind(AssertUnwindSafe(|| function(host, &args)));
    let outcome = outcome.unwrap_or_else(|_| {
        let error = host.error("boa-vm: an internal error was contained");
        Err(Throw::Value(error))
    });
    let is_packed = PACKS_OUTCOMES.get();
    match outcome {
        Ok(value) if is_packed => host.array(&[value]).0,
        Ok(value) => value.0,
        Err(Throw::Value(value)) if is_packed => host.array(&[host.undefined(), value]).0,
        Err(Throw::Value(value)) => {
            host.throw(value);
            ptr::null_mut()
        }
        Err(Throw::Terminated) => ptr::null_mut(),
    }
}

thread_local! {
    /// Whether nothing is thrown across the border in this environment: see lib/binding.js.
    static PACKS_OUTCOMES: Cell<bool> = const { Cell::new(false) };
}

impl<'s> Host<'s> {
    /// A function of the host that runs `function`.
    #[must_use]
    pub fn function(self, name: &str, function: NativeFn) -> HostValue<'s> {
        let name_text = CString::new(name).unwrap_or_default();
        let mut result = ptr::null_mut();
        // SAFETY: the name is valid for its length; the data is a plain function pointer.
        unsafe {
            sys::napi_create_function(
                self.env.0,
                name_text.as_ptr(),
                name.len().cast_signed(),
                Some(trampoline),
                function as *mut c_void,
                &raw mut result,
            );
        }
        HostValue::new(result)
    }

    /// What a native function throws that lib/ has called in a way that it does not know.
    #[must_use]
    pub fn misuse(self, function: &str) -> Throw<'s> {
        let message = format!("boa-vm: {function} was called with wrong arguments");
        Throw::Value(self.error(&message))
    }

    /// Makes `value` the pending exception.
    fn throw(self, value: HostValue<'s>) {
        // SAFETY: `value` belongs to the current scope.
        unsafe { sys::napi_throw(self.env.0, value.0) };
    }

    pub(crate) fn outcome(
        self,
        status: sys::napi_status,
        result: sys::napi_value,
    ) -> NativeResult<'s> {
        if status == sys::Status::napi_ok {
            return Ok(HostValue::new(result));
        }
        let mut pending = false;
        // SAFETY: `pending` is valid for a write.
        unsafe { sys::napi_is_exception_pending(self.env.0, &raw mut pending) };
        if pending {
            return Err(Throw::Value(get!(
                self.env.0,
                napi_get_and_clear_last_exception
            )));
        }
        if status == sys::Status::napi_pending_exception
            || status == sys::Status::napi_cannot_run_js
            || status == sys::Status::napi_closing
        {
            return Err(Throw::Terminated);
        }
        Err(Throw::Value(self.error(&format!(
            "boa-vm: Node-API refused an operation (status {status})"
        ))))
    }

    /// From now on native functions give their outcomes as arrays, and what they call does: see
    /// lib/binding.js.
    pub fn pack_outcomes(self) {
        PACKS_OUTCOMES.set(true);
    }

    /// The outcome that a function of lib/ has given.
    ///
    /// # Errors
    /// What it has given as an error.
    pub fn unpack(self, outcome: HostValue<'s>) -> NativeResult<'s> {
        if !PACKS_OUTCOMES.get() {
            return Ok(outcome);
        }
        if outcome.array_length(self) > 1 {
            return Err(Throw::Value(outcome.element(self, 1)));
        }
        Ok(outcome.element(self, 0))
    }
}

impl HostValue<'_> {
    /// Calls it with `this`.
    ///
    /// # Errors
    /// What it throws, or [`Throw::Terminated`].
    pub fn call<'s>(
        self,
        host: Host<'s>,
        this: HostValue<'s>,
        args: &[HostValue<'s>],
    ) -> NativeResult<'s> {
        const INLINE: usize = 8;
        let mut result = ptr::null_mut();
        let mut inline = [ptr::null_mut(); INLINE];
        let many: Vec<sys::napi_value>;
        let raw = if args.len() <= INLINE {
            for (slot, value) in inline.iter_mut().zip(args) {
                *slot = value.0;
            }
            inline.as_ptr()
        } else {
            many = args.iter().map(|value| value.0).collect();
            many.as_ptr()
        };
        // SAFETY: all values belong to open scopes; `raw` has as many as `args`.
        let status = unsafe {
            sys::napi_call_function(host.env.0, this.0, self.0, args.len(), raw, &raw mut result)
        };
        host.outcome(status, result)
    }
}
