//! The guest stack: one Boa `Context`, the coroutine stacks that it runs on, and the rule for who
//! may touch it.
//!
//! Boa needs far more native stack than Node's threads have (its parser takes tens of kilobytes for
//! each nested parenthesis), and V8 refuses to run on a stack that it does not know. So guest code
//! runs in a coroutine ([`Guest::run`]) and calls the host back on the stack that the coroutine was
//! resumed from ([`Guest::callout`]).
//!
//! The `Context` is reached through a baton, the `innermost` cell. Whoever holds the baton has the
//! only `&mut Context`; code that hands control to the host puts it back first ([`Guest::lend`]), and
//! a nested entry takes it from there ([`Guest::with`]). Nothing here knows Node-API.
#![allow(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    fmt,
    ptr::NonNull,
};

use boa_engine::Context;
use corosensei::{CoroutineResult, ScopedCoroutine, Yielder, stack::DefaultStack, stack::Stack};

/// Address space that each guest stack reserves, in bytes. Pages are committed as they are touched.
const STACK_BYTES: usize = 1 << 30;

/// How much of a pooled stack may stay committed, in bytes; the rest goes back to the system.
const KEPT_BYTES: usize = 256 << 10;

/// How much of a guest stack built-ins may use that call each other without an end, in bytes: less than frames
/// of guest code take before Boa stops them, with an error that guest code could not catch.
const BUILT_INS_BYTES: usize = STACK_BYTES / 512;

thread_local! {
    /// The address below which they must not go on the stack that runs now; `None` on the host's stack.
    static DEEPEST: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Whether the guest stack has room for a built-in that calls another, which Boa does not count.
#[must_use]
pub fn has_room() -> bool {
    let here = 0_u8;
    DEEPEST
        .get()
        .is_none_or(|deepest| (&raw const here).addr() > deepest)
}

/// Says what stack runs now, until it is dropped.
struct OnStack {
    before: Option<usize>,
}

impl OnStack {
    fn new(deepest: Option<usize>) -> Self {
        Self {
            before: DEEPEST.replace(deepest),
        }
    }
}

impl Drop for OnStack {
    fn drop(&mut self) {
        DEEPEST.set(self.before);
    }
}

/// Stacks that wait for their next run. An entry takes the last one used, whose pages are warm.
#[derive(Default)]
pub struct StackPool {
    idle: RefCell<Vec<DefaultStack>>,
}

/// The most stacks that a pool keeps; deeper nesting than this is rare, and making one costs 5 µs.
const POOLED: usize = 8;

impl StackPool {
    fn take(&self) -> std::io::Result<DefaultStack> {
        if let Some(stack) = self.idle.borrow_mut().pop() {
            return Ok(stack);
        }
        DefaultStack::new(STACK_BYTES)
    }

    /// Runs `f` in a coroutine on a guest stack.
    ///
    /// # Errors
    /// [`GuestError::NoStack`]. A panic in `f` goes on in the caller.
    pub fn run<R>(&self, f: impl FnOnce(&Yielder<(), ()>) -> R) -> Result<R, GuestError> {
        let mut stack = self.take().map_err(|_| GuestError::NoStack)?;
        let _on_stack = OnStack::new(Some(stack.base().get() - BUILT_INS_BYTES));
        let outcome =
            ScopedCoroutine::with_stack(&mut stack, |yielder: &Yielder<(), ()>, ()| f(yielder))
                .scope(|mut coroutine| match coroutine.resume(()) {
                    CoroutineResult::Return(value) => Ok(value),
                    // Nothing suspends: a callout runs on the parent's stack without leaving `resume`.
                    CoroutineResult::Yield(()) => Err(GuestError::Busy),
                });
        self.put(stack);
        outcome
    }

    fn put(&self, stack: DefaultStack) {
        let mut idle = self.idle.borrow_mut();
        if idle.len() < POOLED {
            give_back_pages(&stack);
            idle.push(stack);
        }
    }
}

/// Returns the pages of a stack that lie deeper than [`KEPT_BYTES`] to the system.
///
/// A stack whose probe page was not touched since the last call has nothing to return: the probe is
/// a word at that depth, zero in fresh pages, and any deep run writes over it or past it.
#[cfg(unix)]
fn give_back_pages(stack: &DefaultStack) {
    let keep_from = stack.base().get() - KEPT_BYTES;
    // The lowest page is the guard page.
    let page = 64 << 10;
    let from = stack.limit().get() + page;
    let mut resident = 0_u8;
    // SAFETY: both addresses lie in the mapping that `stack` owns and that no coroutine runs on
    // (it is idle); `mincore` writes one byte for the one page asked about.
    let touched = unsafe {
        libc::mincore(
            (keep_from - 4096) as *mut libc::c_void,
            4096,
            (&raw mut resident).cast(),
        ) == 0
    } && resident & 1 == 1;
    if touched {
        // SAFETY: the range lies inside the idle mapping that `stack` owns; its contents are dead.
        unsafe {
            libc::madvise(
                from as *mut libc::c_void,
                keep_from - from,
                libc::MADV_DONTNEED,
            );
        }
    }
}

#[cfg(not(unix))]
fn give_back_pages(_stack: &DefaultStack) {}

impl fmt::Debug for StackPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StackPool").finish_non_exhaustive()
    }
}

/// Why [`Guest::with`] or [`Guest::run`] could not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestError {
    /// Somebody holds the `Context` already: a callout forgot to lend it.
    Busy,
    /// The system gave no address space for another stack.
    NoStack,
}

/// A closure that stays on its thread although corosensei asks for `Send`.
struct SameThread<F>(F);

// SAFETY: `Yielder::on_parent_stack` asks for `Send` so that a `Yielder` can't reach another
// *coroutine's* parent through the closure. `Guest::callout` is the only user; it clears the `yielder`
// cell for the time of the closure and the closure runs on the same thread.
unsafe impl<F> Send for SameThread<F> {}

impl<R, F: FnOnce() -> R> SameThread<F> {
    fn call(self) -> R {
        (self.0)()
    }
}

/// One Boa `Context` with its baton and the coroutine that it runs in, if any.
pub struct Guest {
    /// Owned; freed by `drop`.
    context: NonNull<Context>,
    /// The baton: `None` while somebody holds the `&mut Context`.
    innermost: Cell<Option<NonNull<Context>>>,
    /// The coroutine that guest code runs in now; `None` on the host's stack.
    yielder: Cell<Option<NonNull<Yielder<(), ()>>>>,
}

impl fmt::Debug for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guest").finish_non_exhaustive()
    }
}

/// Puts a cell's old content back when dropped, also when a panic unwinds.
struct Restore<'a, T: Copy> {
    cell: &'a Cell<Option<T>>,
    old: Option<T>,
}

impl<'a, T: Copy> Restore<'a, T> {
    fn replace(cell: &'a Cell<Option<T>>, new: Option<T>) -> Self {
        Self {
            cell,
            old: cell.replace(new),
        }
    }
}

impl<T: Copy> Drop for Restore<'_, T> {
    fn drop(&mut self) {
        self.cell.set(self.old);
    }
}

impl Guest {
    /// Takes a `Context` in.
    #[must_use]
    pub fn new(context: Context) -> Self {
        let context = NonNull::from(Box::leak(Box::new(context)));
        Self {
            context,
            innermost: Cell::new(Some(context)),
            yielder: Cell::new(None),
        }
    }

    /// Whether guest code runs, or has called out and waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.innermost.get() != Some(self.context)
    }

    /// Gives `f` the `Context`, on the stack of the caller.
    ///
    /// # Errors
    /// [`GuestError::Busy`] when it is held already.
    pub fn with<R>(&self, f: impl FnOnce(&mut Context) -> R) -> Result<R, GuestError> {
        let mut held = self.innermost.get().ok_or(GuestError::Busy)?;
        let _baton = Restore::replace(&self.innermost, None);
        // SAFETY: the baton was there, so no other `&mut Context` is in use: it is either the owner's
        // pointer or one that `lend` derived from a reference that its holder does not touch until
        // `lend` returns. While `f` runs the cell is empty, so nobody else can get one.
        Ok(f(unsafe { held.as_mut() }))
    }

    /// Puts the baton back while `f` runs host code that may enter this realm again.
    pub fn lend<R>(&self, context: &mut Context, f: impl FnOnce() -> R) -> R {
        let _baton = Restore::replace(&self.innermost, Some(NonNull::from(context)));
        f()
    }

    /// Runs `f`, which may run guest code, in a coroutine on a stack from `pool`.
    ///
    /// # Errors
    /// [`GuestError::NoStack`]. A panic in `f` goes on in the caller.
    pub fn run<R>(
        &self,
        pool: &StackPool,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> Result<R, GuestError> {
        if self.yielder.get().is_some() {
            return Ok(f(context));
        }
        pool.run(|yielder| {
            let _yielder = Restore::replace(&self.yielder, Some(NonNull::from(yielder)));
            f(context)
        })
    }

    /// Runs `f` on the host's stack; guest code waits until it returns.
    pub fn callout<R>(&self, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
        let Some(yielder) = self.yielder.get() else {
            return f(context);
        };
        let _yielder = Restore::replace(&self.yielder, None);
        let _on_stack = OnStack::new(None);
        let job = SameThread(|| f(context));
        // SAFETY: the pointer was set by `run` for the coroutine that is running now (each `run`
        // restores the one before it), so the `Yielder` is alive and ours.
        unsafe { yielder.as_ref() }.on_parent_stack(move || job.call())
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if self.is_busy() {
            // Frames that use the Context are still there (the environment is torn down in the middle
            // of a run). Leaking it is the only sound thing left.
            return;
        }
        // SAFETY: `new` leaked this box, and the baton is at home, so no reference is in use.
        drop(unsafe { Box::from_raw(self.context.as_ptr()) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::Source;

    fn guest() -> (Guest, StackPool) {
        (Guest::new(Context::default()), StackPool::default())
    }

    #[test]
    fn a_run_has_room_for_deeply_nested_source() {
        let (guest, pool) = guest();
        let source = format!("{}1{}", "(".repeat(1500), ")".repeat(1500));
        let value = guest
            .with(|context| {
                guest.run(&pool, context, |context| {
                    context
                        .eval(Source::from_bytes(&source))
                        .map(|v| v.as_i32())
                })
            })
            .unwrap()
            .unwrap();
        assert_eq!(value.unwrap(), Some(1));
    }

    #[test]
    fn a_callout_that_lends_can_enter_again() {
        let (guest, pool) = guest();
        let inner = guest
            .with(|context| {
                guest.run(&pool, context, |context| {
                    guest.callout(context, |context| {
                        guest.lend(context, || {
                            guest.with(|context| {
                                guest.run(&pool, context, |context| {
                                    context
                                        .eval(Source::from_bytes("6 * 7"))
                                        .map(|v| v.as_i32())
                                })
                            })
                        })
                    })
                })
            })
            .unwrap()
            .unwrap()
            .unwrap()
            .unwrap();
        assert_eq!(inner.unwrap(), Some(42));
    }

    #[test]
    fn a_callout_that_does_not_lend_is_refused() {
        let (guest, pool) = guest();
        let inner = guest
            .with(|context| {
                guest.run(&pool, context, |context| {
                    guest.callout(context, |_| guest.with(|_| ()))
                })
            })
            .unwrap()
            .unwrap();
        assert_eq!(inner, Err(GuestError::Busy));
    }

    #[test]
    fn a_panic_crosses_the_stacks_and_gives_the_baton_back() {
        let (guest, pool) = guest();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            guest.with(|context| {
                guest.run(&pool, context, |context| {
                    guest.callout(context, |_| panic!("on purpose"));
                })
            })
        }));
        assert!(outcome.is_err());
        assert!(!guest.is_busy());
        assert_eq!(guest.with(|_| 1), Ok(1));
    }
}
