//! The environment, and the values that it makes.

use std::{fmt, marker::PhantomData, ops::Deref, ptr};

use napi::sys;

use crate::{HostValue, NativeResult};

/// A Node-API environment: one V8 isolate and its thread.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Env(pub(crate) sys::napi_env);

/// An environment with an open handle scope, which the values that it makes belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Host<'s> {
    pub(crate) env: Env,
    scope: PhantomData<&'s ()>,
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

impl Deref for Host<'_> {
    type Target = Env;

    fn deref(&self) -> &Env {
        &self.env
    }
}

impl fmt::Debug for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}

impl<'s> Host<'s> {
    /// The environment that napi-rs gives at module initialisation.
    #[must_use]
    pub fn from_env(env: &'s napi::Env) -> Self {
        Self::new(env.raw())
    }

    /// The caller says for how long a handle scope is open.
    pub(crate) fn new(env: sys::napi_env) -> Self {
        Self {
            env: Env(env),
            scope: PhantomData,
        }
    }

    /// The environment, which outlives the scope.
    #[must_use]
    pub fn env(self) -> Env {
        self.env
    }

    /// The value that napi-rs wraps.
    pub fn value_of<'v, T: napi::JsValue<'v>>(value: &T) -> HostValue<'v> {
        HostValue::new(value.raw())
    }

    /// `undefined`.
    #[must_use]
    pub fn undefined(self) -> HostValue<'s> {
        get!(self.env.0, napi_get_undefined)
    }

    /// `null`.
    #[must_use]
    pub fn null(self) -> HostValue<'s> {
        get!(self.env.0, napi_get_null)
    }

    /// A boolean.
    #[must_use]
    pub fn boolean(self, value: bool) -> HostValue<'s> {
        get!(self.env.0, napi_get_boolean, value)
    }

    /// A number.
    #[must_use]
    pub fn number(self, value: f64) -> HostValue<'s> {
        get!(self.env.0, napi_create_double, value)
    }

    /// A whole number of at most 53 bits.
    #[must_use]
    pub fn whole(self, value: u64) -> HostValue<'s> {
        #[expect(clippy::cast_precision_loss, reason = "no count comes to 2^53")]
        self.number(value as f64)
    }

    /// A length or an index.
    #[must_use]
    pub fn size(self, value: usize) -> HostValue<'s> {
        #[expect(clippy::cast_precision_loss, reason = "V8 has no larger ones")]
        self.number(value as f64)
    }

    /// A small number.
    #[must_use]
    pub fn int(self, value: i32) -> HostValue<'s> {
        get!(self.env.0, napi_create_int32, value)
    }

    /// A BigInt from its sign and magnitude, little end first.
    ///
    /// # Errors
    /// The host's RangeError when it is too large for V8.
    pub fn bigint(self, negative: bool, words: &[u64]) -> NativeResult<'s> {
        let mut result = ptr::null_mut();
        // SAFETY: `words` is valid for its length.
        let status = unsafe {
            sys::napi_create_bigint_words(
                self.env.0,
                i32::from(negative),
                words.len(),
                words.as_ptr(),
                &raw mut result,
            )
        };
        self.outcome(status, result)
    }

    /// An `Error` of the host.
    #[must_use]
    pub fn error(self, message: &str) -> HostValue<'s> {
        let message = self.text(message);
        get!(self.env.0, napi_create_error, ptr::null_mut(), message.0)
    }

    /// An array of the host.
    #[must_use]
    pub fn array(self, values: &[HostValue<'s>]) -> HostValue<'s> {
        let array = get!(self.env.0, napi_create_array_with_length, values.len());
        for (index, value) in (0_u32..).zip(values) {
            // SAFETY: `array` and `value` belong to the current scope.
            unsafe { sys::napi_set_element(self.env.0, array.0, index, value.0) };
        }
        array
    }
}

impl Env {
    /// Tells V8 of memory that it can't see, in bytes; negative when it is gone.
    pub fn adjust_external_memory(self, change: i64) {
        let mut total = 0;
        // SAFETY: `total` is valid for a write.
        unsafe { sys::napi_adjust_external_memory(self.0, change, &raw mut total) };
    }

    /// Has V8 collect its heap before this returns: as it does when it hears of more memory outside of its heap than
    /// there can be, which is gone again at once.
    pub fn collect(self) {
        const MORE_THAN_THERE_IS: i64 = 1 << 42;
        self.adjust_external_memory(MORE_THAN_THERE_IS);
        self.adjust_external_memory(-MORE_THAN_THERE_IS);
    }
}
