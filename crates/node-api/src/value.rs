//! A value of the host, and what it is.

use std::{fmt, marker::PhantomData, ptr};

use napi::sys;

use crate::Host;

/// A value in the host's heap, alive as long as the handle scope that it was made in.
#[derive(Clone, Copy)]
pub struct HostValue<'s>(pub(crate) sys::napi_value, PhantomData<&'s ()>);

/// The type of a value, as `typeof` has it, with `null` on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the language's")]
pub enum HostType {
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Symbol,
    BigInt,
    Object,
    Function,
}

impl fmt::Debug for HostValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostValue")
    }
}

impl HostValue<'_> {
    /// The caller says to which scope it belongs.
    pub(crate) fn new(raw: sys::napi_value) -> Self {
        Self(raw, PhantomData)
    }

    /// Its type.
    #[must_use]
    pub fn kind(self, host: Host<'_>) -> HostType {
        use sys::ValueType;
        let mut kind = ValueType::napi_undefined;
        // SAFETY: the value belongs to an open scope; `kind` is valid for a write.
        unsafe { sys::napi_typeof(host.env.0, self.0, &raw mut kind) };
        match kind {
            ValueType::napi_null => HostType::Null,
            ValueType::napi_boolean => HostType::Boolean,
            ValueType::napi_number => HostType::Number,
            ValueType::napi_string => HostType::String,
            ValueType::napi_symbol => HostType::Symbol,
            ValueType::napi_bigint => HostType::BigInt,
            ValueType::napi_object | ValueType::napi_external => HostType::Object,
            ValueType::napi_function => HostType::Function,
            _ => HostType::Undefined,
        }
    }

    /// Whether it is `undefined`.
    #[must_use]
    pub fn is_undefined(self, host: Host<'_>) -> bool {
        self.kind(host) == HostType::Undefined
    }

    /// Whether it is a genuine `Error`, of any V8 context.
    #[must_use]
    pub fn is_error(self, host: Host<'_>) -> bool {
        let mut result = false;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_is_error(host.env.0, self.0, &raw mut result) };
        result
    }

    /// Reads a boolean; anything else is false.
    #[must_use]
    pub fn as_bool(self, host: Host<'_>) -> bool {
        let mut result = false;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_bool(host.env.0, self.0, &raw mut result) };
        result
    }

    /// Reads a number; anything else is 0.
    #[must_use]
    pub fn as_f64(self, host: Host<'_>) -> f64 {
        let mut result = 0.0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_double(host.env.0, self.0, &raw mut result) };
        result
    }

    /// Reads a number as a 32-bit integer; anything else is 0.
    #[must_use]
    pub fn as_i32(self, host: Host<'_>) -> i32 {
        let mut result = 0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_int32(host.env.0, self.0, &raw mut result) };
        result
    }

    /// Reads a whole number of at most 53 bits; anything else is 0.
    #[must_use]
    pub fn as_i64(self, host: Host<'_>) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "lib/ gives whole numbers of 53 bits"
        )]
        let whole = self.as_f64(host) as i64;
        whole
    }

    /// As [`HostValue::as_i64`], without a sign.
    #[must_use]
    pub fn as_u64(self, host: Host<'_>) -> u64 {
        u64::try_from(self.as_i64(host)).unwrap_or_default()
    }

    /// Reads a number as an index; anything else is 0.
    #[must_use]
    pub fn as_u32(self, host: Host<'_>) -> u32 {
        let mut result = 0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_uint32(host.env.0, self.0, &raw mut result) };
        result
    }

    /// Sign and magnitude of a BigInt, little end first.
    #[must_use]
    pub fn as_bigint_words(self, host: Host<'_>) -> (bool, Vec<u64>) {
        let mut count = 0;
        // SAFETY: null pointers ask for the count of words.
        unsafe {
            sys::napi_get_value_bigint_words(
                host.env.0,
                self.0,
                ptr::null_mut(),
                &raw mut count,
                ptr::null_mut(),
            );
        }
        let mut sign = 0;
        let mut words = vec![0_u64; count];
        // SAFETY: `words` has room for `count` words.
        unsafe {
            sys::napi_get_value_bigint_words(
                host.env.0,
                self.0,
                &raw mut sign,
                &raw mut count,
                words.as_mut_ptr(),
            );
        }
        (sign != 0, words)
    }

    /// Length of an array.
    #[must_use]
    pub fn array_length(self, host: Host<'_>) -> u32 {
        let mut length = 0;
        // SAFETY: as in `kind`; anything but an array leaves 0.
        unsafe { sys::napi_get_array_length(host.env.0, self.0, &raw mut length) };
        length
    }

    /// An element of one of our own arrays, which have no accessors.
    #[must_use]
    pub fn element(self, host: Host<'_>, index: u32) -> HostValue<'_> {
        get!(host.env.0, napi_get_element, self.0, index)
    }

    /// A property of one of our own objects, which have no accessors.
    #[must_use]
    pub fn property<'s>(self, host: Host<'s>, name: &str) -> HostValue<'s> {
        let name = host.text(name);
        get!(host.env.0, napi_get_property, self.0, name.0)
    }

    /// Sets a property of one of our own objects.
    pub fn set_property(self, host: Host<'_>, name: &str, value: HostValue<'_>) {
        let name = host.text(name);
        // SAFETY: all values belong to open scopes.
        unsafe { sys::napi_set_property(host.env.0, self.0, name.0, value.0) };
    }
}
