//! Asking a running [`Context`] to stop, and how far it may go down the native stack.
//!
//! An embedder that gives code a limited time has another thread set the flag of an [`InterruptHandle`].
//! Everything that code can make last polls it: the back edges of loops, calls, internal methods of objects,
//! and native loops whose length a script chooses. What finds it set asks
//! [`HostHooks::interrupted`][crate::context::HostHooks::interrupted] and fails with an error that no
//! script can catch.
//!
//! Built-ins that call each other use the native stack, which the engine does not count. The same places compare
//! where they are on it with [`Context::set_native_stack_limits`], and throw a `RangeError` beyond that.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{Context, JsError, JsNativeError, JsResult, error::RuntimeLimitError};

/// The flag that asks a [`Context`] to stop what it runs. Can be sent to other threads.
#[derive(Debug, Clone, Default)]
pub struct InterruptHandle {
    flag: Arc<AtomicBool>,
}

impl InterruptHandle {
    /// Asks the [`Context`] to stop at the next place that polls.
    pub fn request(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Takes the request back; what runs from now on is not stopped.
    pub fn clear(&self) {
        self.flag.store(false, Ordering::Relaxed);
    }

    /// Returns whether a request is there.
    #[inline]
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// The flag itself, for what polls it without a [`Context`].
    pub(crate) fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
    }

    /// Returns whether two handles are of the same [`Context`].
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.flag, &other.flag)
    }
}

/// Addresses on the native stack below which nothing recurses; 0 is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NativeStackLimits {
    /// For built-ins that call each other.
    pub calls: usize,

    /// For parsing and compiling, which take much more for each level, and are deep in fewer cases.
    pub texts: usize,
}

/// The address of something on the native stack of the caller.
#[inline(always)]
fn stack_address() -> usize {
    let here = 0_u8;
    (&raw const here).addr()
}

impl Context {
    /// Gets the handle by which other threads ask this context to stop.
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.vm.interrupt.clone()
    }

    /// Whether a request to stop is there.
    #[inline]
    pub(crate) fn is_interrupted(&self) -> bool {
        self.vm.interrupt.is_requested()
    }

    /// Fails when the context was asked to stop. To be called in native loops that a script can make long.
    ///
    /// # Errors
    ///
    /// [`RuntimeLimitError::Interrupted`], which no script can catch.
    #[inline(always)]
    pub fn poll(&mut self) -> JsResult<()> {
        if self.vm.interrupt.is_requested() {
            return self.answer_interrupt();
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn answer_interrupt(&mut self) -> JsResult<()> {
        let hooks = self.host_hooks();
        if hooks.interrupted(self) {
            return Err(RuntimeLimitError::Interrupted.into());
        }
        Ok(())
    }

    /// Sets the addresses on the native stack below which nothing recurses any more. They have to be set
    /// again whenever the context is used on another stack.
    ///
    /// Returns the limits before.
    pub fn set_native_stack_limits(&mut self, limits: NativeStackLimits) -> NativeStackLimits {
        let texts = self.interner_mut().set_native_stack_limit(limits.texts);
        let calls = std::mem::replace(&mut self.vm.native_stack_limit, limits.calls);
        NativeStackLimits { calls, texts }
    }

    /// Fails when there is no room on the native stack for a built-in that calls another.
    ///
    /// # Errors
    ///
    /// The `RangeError` of [`JsNativeError::stack_overflow`].
    #[inline(always)]
    pub fn check_native_stack(&self) -> JsResult<()> {
        if stack_address() < self.vm.native_stack_limit {
            return Err(stack_overflow());
        }
        Ok(())
    }

    /// Fails when compiling a text has exceeded a limit: the code that came of it must not run.
    ///
    /// # Errors
    ///
    /// That of the limit.
    pub(crate) fn check_compiled(&mut self) -> JsResult<()> {
        match self.interner_mut().take_exceeded() {
            Some(exceeded) => Err(exceeded.into()),
            None => Ok(()),
        }
    }

    /// Does what is due before a built-in calls into the engine again: [`Self::check_native_stack`]
    /// and [`Self::poll`].
    ///
    /// # Errors
    ///
    /// Those of both.
    #[inline(always)]
    pub fn check_limits(&mut self) -> JsResult<()> {
        self.check_native_stack()?;
        self.poll()
    }
}

/// The error of a stack that is used up.
#[cold]
#[inline(never)]
pub(crate) fn stack_overflow() -> JsError {
    JsNativeError::stack_overflow().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, js_string};

    fn stopped(source: &str) -> bool {
        let mut context = Context::default();
        let handle = context.interrupt_handle();
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            handle.request();
        });
        let error = context
            .eval(Source::from_bytes(source))
            .expect_err("runs without end");
        stopper.join().expect("sleeps only");
        context.interrupt_handle().clear();
        assert_eq!(
            context.eval(Source::from_bytes("6 * 7")).ok(),
            Some(42.into())
        );
        error.as_engine()
            == Some(&crate::error::EngineError::RuntimeLimit(
                RuntimeLimitError::Interrupted,
            ))
    }

    #[test]
    fn a_request_stops_loops_and_calls_past_every_handler() {
        assert!(stopped("for (;;);"));
        assert!(stopped(
            "function f() { try { for (;;); } catch { f() } finally { f() } } f()"
        ));
    }

    #[test]
    fn a_request_stops_built_ins_over_lengths_that_a_script_chose() {
        assert!(stopped("Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)"));
        assert!(stopped("Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1)"));
    }

    /// A stack of a size that the test knows.
    fn on_large_stack(test: impl FnOnce(&mut Context) + Send + 'static) {
        std::thread::Builder::new()
            .stack_size(64 << 20)
            .spawn(|| {
                let mut context = Context::default();
                let deepest = stack_address() - (32 << 20);
                context.set_native_stack_limits(NativeStackLimits {
                    calls: deepest,
                    texts: deepest,
                });
                test(&mut context);
            })
            .expect("a thread starts")
            .join()
            .expect("the test passes");
    }

    #[test]
    fn recursion_of_built_ins_without_a_frame_is_a_range_error() {
        for source in [
            "const o = {}; Object.setPrototypeOf(o, new Proxy(o, {})); o.x",
            "String({ [Symbol.toPrimitive]: String.prototype.trimStart })",
            "const a = []; a[0] = a; a.flat(Infinity)",
            "let f = () => 1; for (let i = 0; i < 300000; i++) f = f.bind(); f()",
            "let p = {}; for (let i = 0; i < 300000; i++) p = new Proxy(p, {}); p.x",
            "let p = {}; for (let i = 0; i < 300000; i++) p = new Proxy(p, {}); Reflect.ownKeys(p)",
        ] {
            on_large_stack(move |context| {
                let source = format!("try {{ {source} }} catch (e) {{ String(e) }}");
                assert_eq!(
                    context.eval(Source::from_bytes(&source)).ok(),
                    Some(js_string!("RangeError: Maximum call stack size exceeded").into()),
                    "{source}"
                );
            });
        }
    }
}
