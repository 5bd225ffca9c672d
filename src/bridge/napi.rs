//! Node-API: the only file that calls `napi::sys`.
//!
//! [`Host`] is an environment (one V8 isolate and its thread), [`HostValue`] a value in its heap. Both
//! are plain pointers: a `HostValue` lives as long as the handle scope that it was made in, which is
//! the native call that Node made or the [`Host::scope`] around it, and never crosses a thread. What
//! must live longer is held by a [`HostRef`]. Nothing here knows Boa, except for its string type.
#![allow(unsafe_code)]

use std::{
    any::Any,
    cell::Cell,
    ffi::{CString, c_int, c_void},
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    ptr,
};

use boa_engine::JsString;
use boa_engine::string::JsStrVariant;
use napi::sys;

use crate::engine::interrupt::EndSign;

/// A Node-API environment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Host(sys::napi_env);

/// A value in the host's heap, alive as long as the current handle scope.
#[derive(Clone, Copy)]
pub struct HostValue(sys::napi_value);

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

/// How a call into the host ends when it does not return a value.
#[derive(Clone, Copy, Debug)]
pub enum Throw {
    /// It threw this.
    Value(HostValue),
    /// The environment is being torn down (`worker.terminate()`); no JavaScript may run any more.
    Terminated,
}

/// What a native function gives back to the host.
pub type NativeResult = Result<HostValue, Throw>;

/// A native function as the host calls it: validated positional arguments.
pub type NativeFn = fn(Host, &[HostValue]) -> NativeResult;

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}

impl fmt::Debug for HostValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostValue")
    }
}

/// Calls a Node-API function that can't fail on the arguments it gets, and gives its result.
macro_rules! get {
    ($env:expr, $function:ident $(, $arg:expr)*) => {{
        let mut result = ptr::null_mut();
        // SAFETY: the environment is the one of this thread, each value argument belongs to an open
        // handle scope of it, and `result` is valid for a write.
        unsafe { sys::$function($env $(, $arg)*, &raw mut result) };
        HostValue(result)
    }};
}

const INLINE_ARGS: usize = 8;

/// The one way from Node into Rust: reads the arguments, guards against panics, throws what is thrown.
unsafe extern "C" fn trampoline(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    let host = Host(env);
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
    let args: Vec<HostValue> = raw.iter().map(|&value| HostValue(value)).collect();
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

impl Host {
    /// The environment that napi-rs gives at module initialisation.
    #[must_use]
    pub fn from_env(env: napi::Env) -> Self {
        Self(env.raw())
    }

    /// The value that napi-rs wraps.
    pub fn value_of<'v, T: napi::JsValue<'v>>(value: &T) -> HostValue {
        HostValue(value.raw())
    }

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
                self.0,
                Box::into_raw(data).cast(),
                Some(free),
                ptr::null_mut(),
            );
        }
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
    pub fn unpack(self, outcome: HostValue) -> NativeResult {
        if !PACKS_OUTCOMES.get() {
            return Ok(outcome);
        }
        if outcome.array_length(self) > 1 {
            return Err(Throw::Value(outcome.element(self, 1)));
        }
        Ok(outcome.element(self, 0))
    }

    /// A copy of what [`Host::set_instance_data`] keeps.
    #[must_use]
    pub fn instance_data<T: Clone + 'static>(self) -> Option<T> {
        let mut data = ptr::null_mut();
        // SAFETY: `data` is valid for a write.
        unsafe { sys::napi_get_instance_data(self.0, &raw mut data) };
        // SAFETY: only `set_instance_data` sets it, to this type, and it lives until the environment
        // ends, which is not while one of its functions runs.
        let data = unsafe { data.cast::<Box<dyn Any>>().as_ref() }?;
        data.downcast_ref::<T>().cloned()
    }

    /// A function of the host that runs `function`.
    #[must_use]
    pub fn function(self, name: &str, function: NativeFn) -> HostValue {
        let name_text = CString::new(name).unwrap_or_default();
        let mut result = ptr::null_mut();
        // SAFETY: the name is valid for its length; the data is a plain function pointer.
        unsafe {
            sys::napi_create_function(
                self.0,
                name_text.as_ptr(),
                name.len().cast_signed(),
                Some(trampoline),
                function as *mut c_void,
                &raw mut result,
            );
        }
        HostValue(result)
    }

    /// `undefined`.
    #[must_use]
    pub fn undefined(self) -> HostValue {
        get!(self.0, napi_get_undefined)
    }

    /// `null`.
    #[must_use]
    pub fn null(self) -> HostValue {
        get!(self.0, napi_get_null)
    }

    /// A boolean.
    #[must_use]
    pub fn boolean(self, value: bool) -> HostValue {
        get!(self.0, napi_get_boolean, value)
    }

    /// A number.
    #[must_use]
    pub fn number(self, value: f64) -> HostValue {
        get!(self.0, napi_create_double, value)
    }

    /// A whole number of at most 53 bits.
    #[must_use]
    pub fn whole(self, value: u64) -> HostValue {
        #[expect(clippy::cast_precision_loss, reason = "no count comes to 2^53")]
        self.number(value as f64)
    }

    /// A length or an index.
    #[must_use]
    pub fn size(self, value: usize) -> HostValue {
        #[expect(clippy::cast_precision_loss, reason = "V8 has no larger ones")]
        self.number(value as f64)
    }

    /// What a native function throws that lib/ has called in a way that it does not know.
    #[must_use]
    pub fn misuse(self, function: &str) -> Throw {
        let message = format!("boa-vm: {function} was called with wrong arguments");
        Throw::Value(self.error(&message))
    }

    /// A small number.
    #[must_use]
    pub fn int(self, value: i32) -> HostValue {
        get!(self.0, napi_create_int32, value)
    }

    /// A string with the same code units.
    #[must_use]
    pub fn string(self, value: &JsString) -> HostValue {
        match value.variant() {
            JsStrVariant::Latin1(units) => get!(
                self.0,
                napi_create_string_latin1,
                units.as_ptr().cast(),
                units.len().cast_signed()
            ),
            JsStrVariant::Utf16(units) => get!(
                self.0,
                napi_create_string_utf16,
                units.as_ptr(),
                units.len().cast_signed()
            ),
        }
    }

    /// A string from Rust's own text.
    #[must_use]
    pub fn text(self, value: &str) -> HostValue {
        get!(
            self.0,
            napi_create_string_utf8,
            value.as_ptr().cast(),
            value.len().cast_signed()
        )
    }

    /// A BigInt from its sign and magnitude, little end first.
    ///
    /// # Errors
    /// The host's RangeError when it is too large for V8.
    pub fn bigint(self, negative: bool, words: &[u64]) -> NativeResult {
        let mut result = ptr::null_mut();
        // SAFETY: `words` is valid for its length.
        let status = unsafe {
            sys::napi_create_bigint_words(
                self.0,
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
    pub fn error(self, message: &str) -> HostValue {
        let message = self.text(message);
        get!(self.0, napi_create_error, ptr::null_mut(), message.0)
    }

    /// An array of the host.
    #[must_use]
    pub fn array(self, values: &[HostValue]) -> HostValue {
        let array = get!(self.0, napi_create_array_with_length, values.len());
        for (index, value) in (0_u32..).zip(values) {
            // SAFETY: `array` and `value` belong to the current scope.
            unsafe { sys::napi_set_element(self.0, array.0, index, value.0) };
        }
        array
    }

    /// A value of the host that holds `data` until V8 collects it. What is dropped then must touch
    /// neither engine.
    pub fn external<T: 'static>(self, data: T) -> HostValue {
        unsafe extern "C" fn free(_: sys::napi_env, data: *mut c_void, _: *mut c_void) {
            // SAFETY: `data` is the box that `external` leaked, and Node calls this once.
            let data = unsafe { Box::from_raw(data.cast::<Box<dyn Any>>()) };
            // A panic must not cross into Node, and there is nobody left to tell.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(data)));
        }
        let data: Box<Box<dyn Any>> = Box::new(Box::new(data));
        get!(
            self.0,
            napi_create_external,
            Box::into_raw(data).cast(),
            Some(free),
            ptr::null_mut()
        )
    }

    /// Makes `value` the pending exception.
    fn throw(self, value: HostValue) {
        // SAFETY: `value` belongs to the current scope.
        unsafe { sys::napi_throw(self.0, value.0) };
    }

    fn outcome(self, status: sys::napi_status, result: sys::napi_value) -> NativeResult {
        if status == sys::Status::napi_ok {
            return Ok(HostValue(result));
        }
        let mut pending = false;
        // SAFETY: `pending` is valid for a write.
        unsafe { sys::napi_is_exception_pending(self.0, &raw mut pending) };
        if pending {
            return Err(Throw::Value(get!(
                self.0,
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

    /// Runs `f` in a handle scope of its own: what it makes is let go of when it returns.
    pub fn scope<R>(self, f: impl FnOnce() -> R) -> R {
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
        f()
    }

    /// Where this thread's event loop notes that Node has something for it to do: see [`EndSign`].
    ///
    /// Node-API tells an addon that its worker ends only after the running call has returned. The event
    /// loop's handles are public API of libuv; the note is the last field of `uv_async_t`, and the handle
    /// that Node uses is the first of that type after the environment's `prepare` handle. `None` where
    /// libuv does not look like that.
    #[cfg(all(unix, target_pointer_width = "64"))]
    #[must_use]
    pub fn end_sign(self) -> Option<EndSign> {
        const UV_ASYNC: c_int = 1;
        const UV_PREPARE: c_int = 9;
        const ASYNC_SIZE: usize = 128;
        const NOTE_OFFSET: usize = 120;
        struct Search {
            kind_of: unsafe extern "C" fn(*const c_void) -> c_int,
            is_past_prepare: bool,
            found: *const c_void,
        }
        unsafe extern "C" fn look(handle: *mut c_void, search: *mut c_void) {
            // SAFETY: `end_sign` passes its own `Search`, which outlives the walk.
            let search = unsafe { &mut *search.cast::<Search>() };
            // SAFETY: libuv gives a valid handle.
            let kind = unsafe { (search.kind_of)(handle) };
            if kind == UV_PREPARE {
                search.is_past_prepare = true;
            } else if kind == UV_ASYNC && search.is_past_prepare && search.found.is_null() {
                search.found = handle;
            }
        }
        type Walk = unsafe extern "C" fn(
            *mut c_void,
            unsafe extern "C" fn(*mut c_void, *mut c_void),
            *mut c_void,
        );
        let walk = symbol(c"uv_walk")?;
        let kind_of = symbol(c"uv_handle_get_type")?;
        let size_of = symbol(c"uv_handle_size")?;
        // SAFETY: libuv declares it so: `void uv_walk(uv_loop_t*, uv_walk_cb, void*)`.
        let walk: Walk = unsafe { std::mem::transmute(walk) };
        // SAFETY: `uv_handle_type uv_handle_get_type(const uv_handle_t*)`.
        let kind_of: unsafe extern "C" fn(*const c_void) -> c_int =
            unsafe { std::mem::transmute(kind_of) };
        // SAFETY: `size_t uv_handle_size(uv_handle_type)`.
        let size_of: unsafe extern "C" fn(c_int) -> usize = unsafe { std::mem::transmute(size_of) };
        let mut event_loop = ptr::null_mut();
        // SAFETY: `event_loop` is valid for a write.
        let status = unsafe { sys::napi_get_uv_event_loop(self.0, &raw mut event_loop) };
        // SAFETY: it only looks a size up.
        if status != sys::Status::napi_ok || unsafe { size_of(UV_ASYNC) } != ASYNC_SIZE {
            return None;
        }
        let mut search = Search {
            kind_of,
            is_past_prepare: false,
            found: ptr::null(),
        };
        // SAFETY: we are on the loop's thread, so nobody changes the list of handles meanwhile.
        unsafe { walk(event_loop.cast(), look, (&raw mut search).cast()) };
        if search.found.is_null() {
            return None;
        }
        let note = search.found.cast::<u8>().wrapping_add(NOTE_OFFSET);
        // SAFETY: the handle is the environment's own and is closed only after the environment's last
        // JavaScript, and so our last run, has ended; the offset lies within its size.
        Some(unsafe { EndSign::new(note.cast()) })
    }

    /// No sign is known for this platform.
    #[cfg(not(all(unix, target_pointer_width = "64")))]
    #[must_use]
    pub fn end_sign(self) -> Option<EndSign> {
        None
    }

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

impl HostValue {
    /// Its type.
    #[must_use]
    pub fn kind(self, host: Host) -> HostType {
        use sys::ValueType;
        let mut kind = ValueType::napi_undefined;
        // SAFETY: the value belongs to an open scope; `kind` is valid for a write.
        unsafe { sys::napi_typeof(host.0, self.0, &raw mut kind) };
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
    pub fn is_undefined(self, host: Host) -> bool {
        self.kind(host) == HostType::Undefined
    }

    /// Whether it is a genuine `Error`, of any V8 context.
    #[must_use]
    pub fn is_error(self, host: Host) -> bool {
        let mut result = false;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_is_error(host.0, self.0, &raw mut result) };
        result
    }

    /// Reads a boolean; anything else is false.
    #[must_use]
    pub fn as_bool(self, host: Host) -> bool {
        let mut result = false;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_bool(host.0, self.0, &raw mut result) };
        result
    }

    /// Reads a number; anything else is 0.
    #[must_use]
    pub fn as_f64(self, host: Host) -> f64 {
        let mut result = 0.0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_double(host.0, self.0, &raw mut result) };
        result
    }

    /// Reads a number as a 32-bit integer; anything else is 0.
    #[must_use]
    pub fn as_i32(self, host: Host) -> i32 {
        let mut result = 0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_int32(host.0, self.0, &raw mut result) };
        result
    }

    /// Reads a whole number of at most 53 bits; anything else is 0.
    #[must_use]
    pub fn as_i64(self, host: Host) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "lib/ gives whole numbers of 53 bits"
        )]
        let whole = self.as_f64(host) as i64;
        whole
    }

    /// As [`HostValue::as_i64`], without a sign.
    #[must_use]
    pub fn as_u64(self, host: Host) -> u64 {
        u64::try_from(self.as_i64(host)).unwrap_or_default()
    }

    /// Reads a number as an index; anything else is 0.
    #[must_use]
    pub fn as_u32(self, host: Host) -> u32 {
        let mut result = 0;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_uint32(host.0, self.0, &raw mut result) };
        result
    }

    /// The code units of a string, lone surrogates included; anything else is empty.
    #[must_use]
    pub fn as_utf16(self, host: Host) -> Vec<u16> {
        let mut length = 0;
        // SAFETY: a null buffer asks for the length.
        unsafe {
            sys::napi_get_value_string_utf16(host.0, self.0, ptr::null_mut(), 0, &raw mut length);
        }
        // Node-API writes a terminating zero.
        let mut units = vec![0; length + 1];
        // SAFETY: `units` has room for the string and its terminator.
        unsafe {
            sys::napi_get_value_string_utf16(
                host.0,
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
    pub fn as_string(self, host: Host) -> JsString {
        const SHORT: usize = 64;
        let mut units = [0_u16; SHORT];
        let mut length = 0;
        // SAFETY: `units` has room for `SHORT` units, the terminator included.
        unsafe {
            sys::napi_get_value_string_utf16(
                host.0,
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

    /// Sign and magnitude of a BigInt, little end first.
    #[must_use]
    pub fn as_bigint_words(self, host: Host) -> (bool, Vec<u64>) {
        let mut count = 0;
        // SAFETY: null pointers ask for the count of words.
        unsafe {
            sys::napi_get_value_bigint_words(
                host.0,
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
                host.0,
                self.0,
                &raw mut sign,
                &raw mut count,
                words.as_mut_ptr(),
            );
        }
        (sign != 0, words)
    }

    /// Calls it with `this`.
    ///
    /// # Errors
    /// What it throws, or [`Throw::Terminated`].
    pub fn call(self, host: Host, this: HostValue, args: &[HostValue]) -> NativeResult {
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
            sys::napi_call_function(host.0, this.0, self.0, args.len(), raw, &raw mut result)
        };
        host.outcome(status, result)
    }

    /// A copy of what [`Host::external`] holds.
    #[must_use]
    pub fn as_external<T: Clone + 'static>(self, host: Host) -> Option<T> {
        let mut kind = sys::ValueType::napi_undefined;
        // SAFETY: as in `kind`.
        unsafe { sys::napi_typeof(host.0, self.0, &raw mut kind) };
        if kind != sys::ValueType::napi_external {
            return None;
        }
        let mut data = ptr::null_mut();
        // SAFETY: as in `kind`.
        unsafe { sys::napi_get_value_external(host.0, self.0, &raw mut data) };
        // SAFETY: lib/ passes only externals that this addon made, which hold a `Box<dyn Any>` and are
        // alive, since we were given the value.
        let data = unsafe { data.cast::<Box<dyn Any>>().as_ref() }?;
        data.downcast_ref::<T>().cloned()
    }

    /// Length of an array.
    #[must_use]
    pub fn array_length(self, host: Host) -> u32 {
        let mut length = 0;
        // SAFETY: as in `kind`; anything but an array leaves 0.
        unsafe { sys::napi_get_array_length(host.0, self.0, &raw mut length) };
        length
    }

    /// An element of one of our own arrays, which have no accessors.
    #[must_use]
    pub fn element(self, host: Host, index: u32) -> HostValue {
        get!(host.0, napi_get_element, self.0, index)
    }

    /// A property of one of our own objects, which have no accessors.
    #[must_use]
    pub fn property(self, host: Host, name: &str) -> HostValue {
        let name = host.text(name);
        get!(host.0, napi_get_property, self.0, name.0)
    }

    /// Sets a property of one of our own objects.
    pub fn set_property(self, host: Host, name: &str, value: HostValue) {
        let name = host.text(name);
        // SAFETY: all values belong to open scopes.
        unsafe { sys::napi_set_property(host.0, self.0, name.0, value.0) };
    }

    /// Copies the bytes of a typed array into `into`, as many as both have.
    pub fn read_bytes(self, host: Host, into: &mut [u8]) {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return;
        };
        // SAFETY: V8 gave `length` readable bytes at `data`; `into` is Rust's own memory, so they do
        // not overlap.
        unsafe { ptr::copy_nonoverlapping(data, into.as_mut_ptr(), length.min(into.len())) };
    }

    /// Writes the bytes of `now` that are not as they were `before` into a typed array, as far as it
    /// reaches; what lies beyond `before` counts as new.
    pub fn write_changes(self, host: Host, now: &[u8], before: &[u8]) {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return;
        };
        // SAFETY: V8 gave `length` bytes at `data`, which stay where they are as long as no code of the
        // host runs, and none does here; `now` and `before` are Rust's own memory. Another thread may
        // write to shared memory meanwhile, which then has either's byte.
        let bytes = unsafe { std::slice::from_raw_parts_mut(data, length) };
        write_changes(bytes, now, before);
    }

    /// Whether a typed array has exactly these bytes.
    #[must_use]
    pub fn has_bytes(self, host: Host, expected: &[u8]) -> bool {
        let Some((data, length)) = self.typed_array_bytes(host) else {
            return expected.is_empty();
        };
        // SAFETY: as in `write_changes`.
        let bytes = unsafe { std::slice::from_raw_parts(data, length) };
        bytes == expected
    }

    /// How many bytes a `Uint8Array` has.
    #[must_use]
    pub fn byte_length(self, host: Host) -> usize {
        self.typed_array_bytes(host).map_or(0, |(_, length)| length)
    }

    /// Whether the buffer of a typed array is detached.
    #[must_use]
    pub fn is_detached(self, host: Host) -> bool {
        let mut result = false;
        if let Some(buffer) = self.array_buffer(host) {
            // SAFETY: as in `kind`.
            unsafe { sys::napi_is_detached_arraybuffer(host.0, buffer.0, &raw mut result) };
        }
        result
    }

    fn array_buffer(self, host: Host) -> Option<HostValue> {
        let mut buffer = ptr::null_mut();
        // SAFETY: as in `typed_array_bytes`.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                host.0,
                self.0,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                &raw mut buffer,
                ptr::null_mut(),
            )
        };
        (status == sys::Status::napi_ok && !buffer.is_null()).then_some(HostValue(buffer))
    }

    fn typed_array_bytes(self, host: Host) -> Option<(*mut u8, usize)> {
        let mut length = 0;
        let mut data = ptr::null_mut();
        // SAFETY: as in `kind`; unwanted results are asked for with null.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                host.0,
                self.0,
                ptr::null_mut(),
                &raw mut length,
                &raw mut data,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        (status == sys::Status::napi_ok && !data.is_null()).then_some((data.cast(), length))
    }
}

/// A reference to an object, function or symbol of the host that outlives handle scopes.
pub struct HostRef {
    host: Host,
    raw: sys::napi_ref,
}

impl fmt::Debug for HostRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostRef")
    }
}

impl HostRef {
    fn with_count(host: Host, value: HostValue, count: u32) -> Self {
        let mut raw = ptr::null_mut();
        // SAFETY: the value belongs to an open scope; `raw` is valid for a write.
        unsafe { sys::napi_create_reference(host.0, value.0, count, &raw mut raw) };
        Self { host, raw }
    }

    /// Keeps `value` alive.
    #[must_use]
    pub fn strong(host: Host, value: HostValue) -> Self {
        Self::with_count(host, value, 1)
    }

    /// Does not keep `value` alive.
    #[must_use]
    pub fn weak(host: Host, value: HostValue) -> Self {
        Self::with_count(host, value, 0)
    }

    /// The value, unless V8 has collected it.
    #[must_use]
    pub fn get(&self) -> Option<HostValue> {
        let mut value = ptr::null_mut();
        // SAFETY: `raw` was made in this environment and is deleted by `drop` only.
        unsafe { sys::napi_get_reference_value(self.host.0, self.raw, &raw mut value) };
        (!value.is_null()).then_some(HostValue(value))
    }
}

impl Drop for HostRef {
    fn drop(&mut self) {
        // SAFETY: made by `with_count`, on this thread, and deleted once.
        unsafe { sys::napi_delete_reference(self.host.0, self.raw) };
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
    pub fn of(host: Host, array: HostValue) -> Option<Self> {
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

/// Writes the bytes of `now` that are not as they were `before`, as far as `into` reaches; what lies beyond
/// `before` counts as new.
pub fn write_changes(into: &mut [u8], now: &[u8], before: &[u8]) {
    const BLOCK: usize = 64;
    let length = into.len().min(now.len());
    let known = length.min(before.len());
    for start in (0..known).step_by(BLOCK) {
        let block = start..known.min(start + BLOCK);
        if now[block.clone()] == before[block.clone()] {
            continue;
        }
        for at in block {
            if now[at] != before[at] {
                into[at] = now[at];
            }
        }
    }
    into[known..length].copy_from_slice(&now[known..length]);
}

/// A promise of the host that native code settles, and can where no code of the host could run: at the end
/// of the host's stack.
#[derive(Debug)]
pub struct Bell(sys::napi_deferred);

impl Bell {
    /// A bell, and the promise that its ringing fulfils.
    #[must_use]
    pub fn new(host: Host) -> Option<(Self, HostValue)> {
        let mut deferred = ptr::null_mut();
        let mut promise = ptr::null_mut();
        // SAFETY: both are valid for a write.
        let status =
            unsafe { sys::napi_create_promise(host.0, &raw mut deferred, &raw mut promise) };
        (status == sys::Status::napi_ok).then_some((Self(deferred), HostValue(promise)))
    }

    /// Fulfils the promise: what waits for it runs in a microtask.
    pub fn ring(self, host: Host) {
        let value = host.undefined();
        // SAFETY: made by `new` and used once, since this takes it.
        unsafe { sys::napi_resolve_deferred(host.0, self.0, value.0) };
    }
}

/// A function that the program exports, by name.
#[cfg(all(unix, target_pointer_width = "64"))]
fn symbol(name: &std::ffi::CStr) -> Option<*mut c_void> {
    // SAFETY: the name is a C string; the search changes nothing.
    let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    (!found.is_null()).then_some(found)
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
    JsString::from(boa_engine::JsStr::latin1(&bytes))
}
