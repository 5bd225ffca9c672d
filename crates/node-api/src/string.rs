//! Strings, code unit by code unit.

use std::ptr;

use boa_string::{JsStr, JsStrVariant, JsString};
use napi::sys;

use crate::{Host, HostValue};

impl<'s> Host<'s> {
    /// A string with the same code units.
    #[must_use]
    pub fn string(self, value: &JsString) -> HostValue<'s> {
        match value.variant() {
            JsStrVariant::Latin1(units) => get!(
                self.env.0,
                napi_create_string_latin1,
                units.as_ptr().cast(),
                units.len().cast_signed()
            ),
            JsStrVariant::Utf16(units) => get!(
                self.env.0,
                napi_create_string_utf16,
                units.as_ptr(),
                units.len().cast_signed()
            ),
        }
    }

    /// A string from Rust's own text.
    #[must_use]
    pub fn text(self, value: &str) -> HostValue<'s> {
        get!(
            self.env.0,
            napi_create_string_utf8,
            value.as_ptr().cast(),
            value.len().cast_signed()
        )
    }
}

impl HostValue<'_> {
    /// The code units of a string, lone surrogates included; anything else is empty.
    #[must_use]
    pub fn as_utf16(self, host: Host<'_>) -> Vec<u16> {
        let mut length = 0;
        // SAFETY: a null buffer asks for the length.
        unsafe {
            sys::napi_get_value_string_utf16(
                host.env.0,
                self.0,
                ptr::null_mut(),
                0,
                &raw mut length,
            );
        }
        // Node-API writes a terminating zero.
        let mut units = vec![0; length + 1];
        // SAFETY: `units` has room for the string and its terminator.
        unsafe {
            sys::napi_get_value_string_utf16(
                host.env.0,
                self.0,
                units.as_mut_ptr(),
                units.len(),
                &raw mut length,
            );
        }
        units.truncate(length);
        units
    }

    /// A string with the same code units; anything else is empty.
    #[must_use]
    pub fn as_string(self, host: Host<'_>) -> JsString {
        const SHORT: usize = 64;
        let mut units = [0_u16; SHORT];
        let mut length = 0;
        // SAFETY: `units` has room for `SHORT` units, the terminator included.
        unsafe {
            sys::napi_get_value_string_utf16(
                host.env.0,
                self.0,
                units.as_mut_ptr(),
                SHORT,
                &raw mut length,
            );
        }
        if length < SHORT - 1 {
            return js_string_from(&units[..length]);
        }
        js_string_from(&self.as_utf16(host))
    }
}

/// A Boa string from UTF-16, stored as Latin-1 when every unit fits.
#[must_use]
pub fn js_string_from(units: &[u16]) -> JsString {
    if units.iter().any(|&unit| unit > 0xFF) {
        return JsString::from(units);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "every unit fits into a byte"
    )]
    let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
    JsString::from(JsStr::latin1(&bytes))
}
