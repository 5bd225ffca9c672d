//! The guest stack: one Boa `Context`, the coroutine stacks that it runs on, and the rule for who
//! may touch it.
//!
//! Boa needs far more native stack than Node's threads have (its parser takes tens of kilobytes for
//! each nested parenthesis), and V8 refuses to run on a stack that it does not know. So guest code
//! runs in a coroutine ([`ContextCell::run`]) and calls the host back on the stack that the coroutine was
//! resumed from ([`ContextCell::on_host_stack`]).
//!
//! The `Context` is reached through the `innermost` cell. Whoever has emptied it has the
//! only `&mut Context`; code that hands control to the host puts it back first ([`ContextCell::lend`]), and
//! a nested entry takes it from there ([`ContextCell::with`]). Nothing here knows Node-API.
#![allow(unsafe_code)]

mod pages;

use std::{
    cell::{Cell, RefCell},
    fmt,
    ptr::NonNull,
};

use boa_engine::{
    Context,
    context::{InterruptHandle, NativeStackLimits},
};
use boa_gc::Heap;
use boa_interner::Interner;
use corosensei::{CoroutineResult, ScopedCoroutine, Yielder, stack::DefaultStack, stack::Stack};

use crate::abandon::{Ended, OnHost, Reachable, Target};
use pages::Pages;

/// Address space that each guest stack reserves, in bytes. Pages are committed as they are touched.
const STACK_BYTES: usize = 1 << 30;

/// How much of a guest stack built-ins that call each other may use before V8's RangeError, in bytes.
const CALLS_BYTES: usize = STACK_BYTES / 8;

/// How much of it parsing and compiling may use, which take tens of kilobytes for each nested bracket. What is left
/// is for what goes through the tree that comes of it, and for the making of the error.
const TEXTS_BYTES: usize = STACK_BYTES / 4 * 3;

thread_local! {
    /// The limits on the stack that runs now. There are none on the host's, where no guest code runs.
    static LIMITS: Cell<NativeStackLimits> = const { Cell::new(NO_LIMITS) };
}

const NO_LIMITS: NativeStackLimits = NativeStackLimits { calls: 0, texts: 0 };

fn limits_of(stack: &DefaultStack) -> NativeStackLimits {
    let base = stack.base().get();
    NativeStackLimits {
        calls: base - CALLS_BYTES,
        texts: base - TEXTS_BYTES,
    }
}

/// Makes an interner for a text that is worked on apart from a `Context`, with the limit of the stack.
#[must_use]
pub fn interner() -> Interner {
    let mut interner = Interner::default();
    interner.set_native_stack_limit(LIMITS.get().texts);
    interner
}

/// Says what stack runs now, until it is dropped.
struct OnStack {
    before: NativeStackLimits,
}

impl OnStack {
    fn new(limits: NativeStackLimits) -> Self {
        Self {
            before: LIMITS.replace(limits),
        }
    }
}

impl Drop for OnStack {
    fn drop(&mut self) {
        LIMITS.set(self.before);
    }
}

/// Gives a `Context` the limits of the stack that runs now, until it is dropped.
struct LimitedContext<'a> {
    context: &'a mut Context,
    before: NativeStackLimits,
}

impl<'a> LimitedContext<'a> {
    fn new(context: &'a mut Context) -> Self {
        let before = context.set_native_stack_limits(LIMITS.get());
        Self { context, before }
    }
}

impl Drop for LimitedContext<'_> {
    fn drop(&mut self) {
        self.context.set_native_stack_limits(self.before);
    }
}

/// Stacks that wait for their next run. An entry takes the last one used, whose pages are warm.
#[derive(Default)]
pub struct StackPool {
    idle: RefCell<Vec<(DefaultStack, Pages)>>,
}

/// The most stacks that a pool keeps; deeper nesting than this is rare, and making one costs 5 µs.
const POOLED: usize = 8;

impl StackPool {
    fn take(&self) -> std::io::Result<(DefaultStack, Pages)> {
        if let Some(idle) = self.idle.borrow_mut().pop() {
            return Ok(idle);
        }
        let stack = DefaultStack::new(STACK_BYTES)?;
        let pages = Pages::new(&stack);
        Ok((stack, pages))
    }

    /// Runs `f` in a coroutine on a guest stack; `interrupt` is by what it is asked to stop.
    ///
    /// # Errors
    /// [`EnterError::NoStack`], and [`EnterError::TakenAway`]: then whatever `f` has borrowed may be in the
    /// middle of anything. A panic in `f` goes on in the caller.
    pub fn run<R>(
        &self,
        interrupt: Option<&InterruptHandle>,
        f: impl FnOnce(&Yielder<(), ()>) -> R,
    ) -> Result<R, EnterError> {
        let (mut stack, pages) = self.take().map_err(|_| EnterError::NoStack)?;
        let limit = stack.limit().get();
        let _on_stack = OnStack::new(limits_of(&stack));
        let mut result = None;
        let ended = ScopedCoroutine::with_stack(&mut stack, |yielder: &Yielder<(), ()>, ()| {
            result = Some(f(yielder));
            Ended::Returned
        })
        .scope(|mut coroutine| {
            let target = Target::new(coroutine.trap_handler(), interrupt, limit);
            let _reachable = Reachable::new(&target);
            coroutine.resume(())
        });
        self.put(stack, pages);
        match (ended, result) {
            (CoroutineResult::Return(Ended::Returned), Some(result)) => Ok(result),
            (CoroutineResult::Return(_), _) => Err(EnterError::TakenAway),
            // Nothing suspends: a callout runs on the parent's stack without leaving `resume`.
            (CoroutineResult::Yield(()), _) => Err(EnterError::Busy),
        }
    }

    fn put(&self, stack: DefaultStack, mut pages: Pages) {
        let mut idle = self.idle.borrow_mut();
        if idle.len() < POOLED {
            pages.give_back(&stack);
            idle.push((stack, pages));
        }
    }
}

impl fmt::Debug for StackPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StackPool").finish_non_exhaustive()
    }
}

/// Why [`ContextCell::with`] or [`ContextCell::run`] could not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterError {
    /// Somebody holds the `Context` already: a callout forgot to lend it.
    Busy,
    /// The system gave no address space for another stack.
    NoStack,
    /// The guest was taken its stack away ([`abandon`]).
    TakenAway,
}

/// A closure that stays on its thread although corosensei asks for `Send`.
struct SameThread<F>(F);

// SAFETY: `Yielder::on_parent_stack` asks for `Send` so that a `Yielder` can't reach another
// *coroutine's* parent through the closure. `ContextCell::on_host_stack` is the only user; it clears the `yielder`
// cell for the time of the closure and the closure runs on the same thread.
unsafe impl<F> Send for SameThread<F> {}

impl<R, F: FnOnce() -> R> SameThread<F> {
    fn call(self) -> R {
        (self.0)()
    }
}

/// One Boa `Context` with its heap, the cell that lends it and the coroutine that it runs in, if any.
pub struct ContextCell {
    /// Owned; freed by `drop`.
    context: NonNull<Context>,
    /// `None` while somebody holds the `&mut Context`.
    innermost: Cell<Option<NonNull<Context>>>,
    /// The coroutine that guest code runs in now; `None` on the host's stack.
    yielder: Cell<Option<NonNull<Yielder<(), ()>>>>,
    /// Whether a run was taken its stack away.
    is_lost: Cell<bool>,
    /// Where the `Context` has all its objects. It is the current heap while somebody holds the `Context`. Whoever has
    /// handles of the guest drops them before the last clone of this, or the heap waits for them.
    heap: Heap,
}

impl fmt::Debug for ContextCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContextCell").finish_non_exhaustive()
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

impl ContextCell {
    /// Takes a `Context` in that was made in `heap`.
    #[must_use]
    pub fn new(context: Context, heap: Heap) -> Self {
        let context = NonNull::from(Box::leak(Box::new(context)));
        Self {
            context,
            innermost: Cell::new(Some(context)),
            yielder: Cell::new(None),
            is_lost: Cell::new(false),
            heap,
        }
    }

    /// Whether a run was taken its stack away: nobody may look at the `Context` any more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.is_lost.get()
    }

    /// Whether guest code runs, or has called out and waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.innermost.get() != Some(self.context)
    }

    /// Gives `f` the `Context`, on the stack of the caller.
    ///
    /// # Errors
    /// [`EnterError::Busy`] when it is held already.
    pub fn with<R>(&self, f: impl FnOnce(&mut Context) -> R) -> Result<R, EnterError> {
        let mut held = self.innermost.get().ok_or(EnterError::Busy)?;
        let _restored = Restore::replace(&self.innermost, None);
        // SAFETY: the cell was full, so no other `&mut Context` is in use: it is either the owner's
        // pointer or one that `lend` derived from a reference that its holder does not touch until
        // `lend` returns. While `f` runs the cell is empty, so nobody else can get one.
        Ok(self.heap.with(|| f(unsafe { held.as_mut() })))
    }

    /// Fills the cell again while `f` runs host code that may enter this realm again.
    pub fn lend<R>(&self, context: &mut Context, f: impl FnOnce() -> R) -> R {
        let _restored = Restore::replace(&self.innermost, Some(NonNull::from(context)));
        f()
    }

    /// Runs `f`, which may run guest code, in a coroutine on a stack from `pool`.
    ///
    /// # Errors
    /// [`EnterError::NoStack`]. A panic in `f` goes on in the caller.
    pub fn run<R>(
        &self,
        pool: &StackPool,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> Result<R, EnterError> {
        if self.yielder.get().is_some() {
            return Ok(f(context));
        }
        let interrupt = context.interrupt_handle();
        // What the coroutine does not live to put back.
        let _yielder = Restore::replace(&self.yielder, None);
        let result = pool.run(Some(&interrupt), |yielder| {
            self.yielder.set(Some(NonNull::from(yielder)));
            f(&mut *LimitedContext::new(context).context)
        });
        if matches!(result, Err(EnterError::TakenAway)) {
            self.is_lost.set(true);
            // A cell may have been in the middle of a change, a vector in it between two memories. So its values can't
            // be looked at or dropped any more; and the cells stay where they are for the handles that are left.
            self.heap.leak();
        }
        result
    }

    /// Runs `f` on the host's stack; guest code waits until it returns.
    pub fn on_host_stack<R>(&self, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
        let Some(yielder) = self.yielder.get() else {
            return f(context);
        };
        let _yielder = Restore::replace(&self.yielder, None);
        let _on_stack = OnStack::new(NO_LIMITS);
        let _on_host = OnHost::enter();
        let job = SameThread(|| f(&mut *LimitedContext::new(context).context));
        // SAFETY: the pointer was set by `run` for the coroutine that is running now (each `run`
        // restores the one before it), so the `Yielder` is alive and ours.
        unsafe { yielder.as_ref() }.on_parent_stack(move || job.call())
    }
}

impl Drop for ContextCell {
    fn drop(&mut self) {
        if self.is_busy() || self.is_lost.get() {
            // Frames that use the Context are still there (the environment is torn down in the middle
            // of a run), or it was left in the middle of something. Leaking it is the only sound thing left.
            self.heap.leak();
            return;
        }
        self.heap.with(|| {
            // SAFETY: `new` leaked this box, and the cell is full, so no reference is in use.
            drop(unsafe { Box::from_raw(self.context.as_ptr()) });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::Source;

    fn guest() -> (ContextCell, StackPool) {
        let heap = Heap::new();
        let context = heap.with(Context::default);
        (ContextCell::new(context, heap), StackPool::default())
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
                    guest.on_host_stack(context, |context| {
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
                    guest.on_host_stack(context, |_| guest.with(|_| ()))
                })
            })
            .unwrap()
            .unwrap();
        assert_eq!(inner, Err(EnterError::Busy));
    }

    #[test]
    fn a_panic_crosses_the_stacks_and_fills_the_cell_again() {
        let (guest, pool) = guest();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            guest.with(|context| {
                guest.run(&pool, context, |context| {
                    guest.on_host_stack(context, |_| panic!("on purpose"));
                })
            })
        }));
        assert!(outcome.is_err());
        assert!(!guest.is_busy());
        assert_eq!(guest.with(|_| 1), Ok(1));
    }
}
