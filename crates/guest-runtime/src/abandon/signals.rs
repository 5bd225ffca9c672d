//! The signal handlers, and what they look at.
#![allow(unsafe_code)]

use std::{
    cell::Cell,
    marker::PhantomData,
    mem::{self, MaybeUninit},
    ptr::{self, NonNull},
    sync::{
        OnceLock,
        atomic::{AtomicPtr, Ordering},
    },
};

use boa_engine::context::InterruptHandle;
use corosensei::trap::{CoroutineTrapHandler, TrapHandlerRegs};

use super::{CRITICAL, Cause, Ended};

/// The bytes of a thread's stack for signals: the handlers' frames, and those of the handlers before ours.
const SIGNAL_STACK_BYTES: usize = 64 << 10;

/// How far above the lower end of a guest stack a fault counts as running off it.
const GUARD_BYTES: usize = 64 << 10;

/// The coroutine that a thread is in. Lives on the host's stack as long as a [`Reachable`] of it.
pub struct Target<'a> {
    trap: CoroutineTrapHandler<Ended>,
    /// Whether it was asked to stop; a coroutine that nobody can ask is not taken away for its time.
    interrupt: Option<&'a InterruptHandle>,
    /// The lower end of its stack.
    limit: usize,
}

thread_local! {
    /// `None` on the host's stack.
    static TARGET: Cell<Option<NonNull<Target<'static>>>> = const { Cell::new(None) };
    /// Why the last guest stack was taken away, until somebody asks.
    static CAUSE: Cell<Option<Cause>> = const { Cell::new(None) };
    /// Why the thread itself wants to lose its stack.
    static WANTED: Cell<Option<Cause>> = const { Cell::new(None) };
    static SIGNAL_STACK: SignalStack = const {
        SignalStack { was_asked_for: Cell::new(false), made: Cell::new(None) }
    };
}

/// Makes a coroutine known to the handlers, until it is dropped.
pub struct Reachable<'a> {
    before: Option<NonNull<Target<'static>>>,
    of: PhantomData<&'a Target<'a>>,
}

impl<'a> Target<'a> {
    /// `interrupt` is by what the guest is asked to stop, `limit` the lower end of its stack.
    #[must_use]
    pub fn new(
        trap: CoroutineTrapHandler<Ended>,
        interrupt: Option<&'a InterruptHandle>,
        limit: usize,
    ) -> Self {
        Self {
            trap,
            interrupt,
            limit,
        }
    }
}

impl<'a> Reachable<'a> {
    /// Borrows the target, so that it stays where the handlers look for it.
    #[must_use]
    pub fn new(target: &'a Target<'a>) -> Self {
        install();
        SIGNAL_STACK.with(SignalStack::provide);
        Self {
            before: TARGET.replace(Some(NonNull::from(target).cast())),
            of: PhantomData,
        }
    }
}

impl Drop for Reachable<'_> {
    fn drop(&mut self) {
        TARGET.set(self.before);
    }
}

/// Says that the host's stack runs, until it is dropped.
#[derive(Debug)]
pub struct OnHost {
    before: Option<NonNull<()>>,
}

impl OnHost {
    /// Hides the coroutine that runs now.
    #[must_use]
    pub fn enter() -> Self {
        Self {
            before: TARGET.replace(None).map(NonNull::cast),
        }
    }
}

impl Drop for OnHost {
    fn drop(&mut self) {
        TARGET.set(self.before.map(NonNull::cast));
    }
}

/// Why the last guest stack of this thread was taken away, if that was since the last call.
#[must_use]
pub fn last_cause() -> Option<Cause> {
    CAUSE.take()
}

/// A thread that guests run on.
#[derive(Debug, Clone, Copy)]
pub struct Thread(libc::pthread_t);

impl Thread {
    /// The thread that calls.
    #[must_use]
    pub fn current() -> Self {
        // SAFETY: it has no preconditions.
        Self(unsafe { libc::pthread_self() })
    }
}

/// Takes the guest stack of a thread away if its guest was asked to stop. To be called while the thread has a run on
/// the watchdog's list, so that it is alive.
pub fn send(thread: Thread) {
    if let Some(signal) = alarm_signal() {
        // SAFETY: the thread is alive, by the caller's promise: a run takes itself off the list, under the lock
        // that the watchdog holds, before its thread can end.
        unsafe { libc::pthread_kill(thread.0, signal) };
    }
}

/// Takes the guest's stack away from under the caller, where that can be done: else it comes back. For the allocator.
pub fn leave_for_memory() {
    if TARGET.get().is_none() {
        return;
    }
    let Some(signal) = alarm_signal() else { return };
    WANTED.set(Some(Cause::Memory));
    // SAFETY: the signal is handled, by `on_alarm`, before the call comes back.
    unsafe { libc::raise(signal) };
    WANTED.set(None);
}

/// What handled SIGSEGV before.
static FAULT_BEFORE: AtomicPtr<libc::sigaction> = AtomicPtr::new(ptr::null_mut());

/// The real-time signal that is ours: one that nobody handles.
fn alarm_signal() -> Option<libc::c_int> {
    static SIGNAL: OnceLock<Option<libc::c_int>> = OnceLock::new();
    *SIGNAL.get_or_init(|| {
        let all = (libc::SIGRTMIN() + 2..libc::SIGRTMAX()).rev();
        let free = |signal: &libc::c_int| {
            current_action(*signal).is_some_and(|now| now.sa_sigaction == libc::SIG_DFL)
        };
        let signal = all.into_iter().find(free)?;
        handle(signal, on_alarm).then_some(signal)
    })
}

fn current_action(signal: libc::c_int) -> Option<libc::sigaction> {
    let mut now = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: without a new action the call only fills `now`.
    let result = unsafe { libc::sigaction(signal, ptr::null(), now.as_mut_ptr()) };
    // SAFETY: it was filled.
    (result == 0).then(|| unsafe { now.assume_init() })
}

type Handler = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void);

/// Installs a handler that runs on the thread's stack for signals.
fn handle(signal: libc::c_int, handler: Handler) -> bool {
    // SAFETY: an all-zero `sigaction` is a valid value of the C struct.
    let mut action: libc::sigaction = unsafe { mem::zeroed() };
    action.sa_sigaction = handler as *const () as usize;
    action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESTART;
    // SAFETY: the pointers are valid, and the handler keeps to what a handler may do.
    unsafe { libc::sigaction(signal, &raw const action, ptr::null_mut()) == 0 }
}

/// Installs the handlers, once for the process.
fn install() {
    static DONE: OnceLock<bool> = OnceLock::new();
    DONE.get_or_init(|| {
        let Some(before) = current_action(libc::SIGSEGV) else {
            return false;
        };
        FAULT_BEFORE.store(Box::into_raw(Box::new(before)), Ordering::Release);
        alarm_signal();
        handle(libc::SIGSEGV, on_fault)
    });
}

/// The stack for signals of a thread, if we had to make one.
struct SignalStack {
    was_asked_for: Cell<bool>,
    made: Cell<Option<Box<[u8]>>>,
}

impl SignalStack {
    /// Makes the stack, unless the thread has one. The system is asked once.
    fn provide(&self) {
        if self.was_asked_for.replace(true) {
            return;
        }
        allow_alarm();
        let mut now = MaybeUninit::<libc::stack_t>::uninit();
        // SAFETY: without a new stack the call only fills `now`.
        if unsafe { libc::sigaltstack(ptr::null(), now.as_mut_ptr()) } != 0 {
            return;
        }
        // SAFETY: it was filled.
        if unsafe { now.assume_init() }.ss_flags & libc::SS_DISABLE == 0 {
            return;
        }
        let mut stack = vec![0_u8; SIGNAL_STACK_BYTES].into_boxed_slice();
        let wanted = libc::stack_t {
            ss_sp: stack.as_mut_ptr().cast(),
            ss_flags: 0,
            ss_size: stack.len(),
        };
        // SAFETY: the memory is this thread's until `drop` has taken it out of use.
        if unsafe { libc::sigaltstack(&raw const wanted, ptr::null_mut()) } == 0 {
            self.made.set(Some(stack));
        }
    }
}

impl Drop for SignalStack {
    fn drop(&mut self) {
        if self.made.take().is_some() {
            let none = libc::stack_t {
                ss_sp: ptr::null_mut(),
                ss_flags: libc::SS_DISABLE,
                ss_size: 0,
            };
            // SAFETY: the thread is ending on its own stack.
            unsafe { libc::sigaltstack(&raw const none, ptr::null_mut()) };
        }
    }
}

/// Threads may be born with signals blocked.
fn allow_alarm() {
    let Some(signal) = alarm_signal() else { return };
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: it fills the set.
    unsafe { libc::sigemptyset(set.as_mut_ptr()) };
    // SAFETY: the set was filled, and the signal exists.
    unsafe { libc::sigaddset(set.as_mut_ptr(), signal) };
    // SAFETY: the set was filled.
    unsafe { libc::pthread_sigmask(libc::SIG_UNBLOCK, set.as_ptr(), ptr::null_mut()) };
}

extern "C" fn on_alarm(
    _signal: libc::c_int,
    _info: *mut libc::siginfo_t,
    context: *mut libc::c_void,
) {
    // SAFETY: the kernel gives the context of the interrupted thread, which is this one.
    unsafe {
        take_away(
            context.cast(),
            WANTED.get().unwrap_or(Cause::Overstay),
            |_| true,
        )
    };
}

extern "C" fn on_fault(
    signal: libc::c_int,
    info: *mut libc::siginfo_t,
    context: *mut libc::c_void,
) {
    // SAFETY: the kernel gives the information of a signal.
    let info_of_fault = unsafe { &*info };
    // SAFETY: that of SIGSEGV has an address.
    let address = unsafe { info_of_fault.si_addr() }.addr();
    let is_guard =
        |target: &Target<'_>| (target.limit..target.limit + GUARD_BYTES).contains(&address);
    // SAFETY: as in `on_alarm`.
    if unsafe { take_away(context.cast(), Cause::Overflow, is_guard) } {
        return;
    }
    pass_on(signal, info, context);
}

/// Gives a fault that is not ours to who handled it before us.
fn pass_on(signal: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    let before = FAULT_BEFORE.load(Ordering::Acquire);
    if before.is_null() {
        return;
    }
    // SAFETY: `install` stored a box that nobody frees.
    let before = unsafe { &*before };
    if before.sa_sigaction == libc::SIG_DFL || before.sa_sigaction == libc::SIG_IGN {
        // SAFETY: what was there before is put back; the instruction faults again and the process ends by it.
        unsafe { libc::sigaction(signal, before, ptr::null_mut()) };
    } else if before.sa_flags & libc::SA_SIGINFO != 0 {
        // SAFETY: with SA_SIGINFO the word is a handler of this type.
        let handler: Handler = unsafe { mem::transmute(before.sa_sigaction) };
        handler(signal, info, context);
    } else {
        // SAFETY: without SA_SIGINFO it is a handler of this type.
        let handler: extern "C" fn(libc::c_int) = unsafe { mem::transmute(before.sa_sigaction) };
        handler(signal);
    }
}

/// Makes the interrupted coroutine end when the handler returns, if there is one that may be ended.
///
/// # Safety
/// `context` is that of the interrupted thread, inside a handler of it.
unsafe fn take_away(
    context: *mut libc::ucontext_t,
    cause: Cause,
    counts: impl FnOnce(&Target<'_>) -> bool,
) -> bool {
    let Some(target) = TARGET.get() else {
        return false;
    };
    // SAFETY: `Reachable` borrows the target and what it refers to, and takes it out before they go.
    let target = unsafe { target.as_ref() };
    // SAFETY: the caller's promise.
    let registers = unsafe { &mut (*context).uc_mcontext };
    let is_inside = target.trap.stack_ptr_in_bounds(stack_pointer(registers));
    let is_asked =
        cause != Cause::Overstay || target.interrupt.is_some_and(InterruptHandle::is_requested);
    let is_shared = CRITICAL.get() > 0 || boa_gc::is_busy() || std::thread::panicking();
    if !is_inside || !is_asked || is_shared || !counts(target) {
        return false;
    }
    CAUSE.set(Some(cause));
    WANTED.set(None);
    // SAFETY: the thread was interrupted on the stack of the coroutine, which is alive and never goes on: its frames
    // are left undropped, and whoever could reach what they have left in the middle is shut out: the realm is
    // poisoned and its `Context` leaks (`Realm::poison`, `ContextCell::drop`), and what all realms share is covered by
    // `Critical` and `boa_gc::is_busy`.
    let leave = unsafe { target.trap.setup_trap_handler(|| Ended::TakenAway) };
    set_registers(registers, leave);
    true
}

/// The index of a register, which the C library has as an `int`.
#[cfg(target_arch = "x86_64")]
#[expect(clippy::cast_sign_loss, reason = "no index is negative")]
const fn index(register: libc::c_int) -> usize {
    register as usize
}

#[cfg(target_arch = "x86_64")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "an address of this platform"
)]
fn stack_pointer(registers: &libc::mcontext_t) -> usize {
    registers.gregs[index(libc::REG_RSP)].cast_unsigned() as usize
}

#[cfg(target_arch = "x86_64")]
fn set_registers(registers: &mut libc::mcontext_t, to: TrapHandlerRegs) {
    for (register, value) in [
        (libc::REG_RIP, to.rip),
        (libc::REG_RSP, to.rsp),
        (libc::REG_RBP, to.rbp),
        (libc::REG_RDI, to.rdi),
        (libc::REG_RSI, to.rsi),
    ] {
        registers.gregs[index(register)] = value.cast_signed();
    }
}

#[cfg(target_arch = "aarch64")]
fn stack_pointer(registers: &libc::mcontext_t) -> usize {
    registers.sp as usize
}

#[cfg(target_arch = "aarch64")]
fn set_registers(registers: &mut libc::mcontext_t, to: TrapHandlerRegs) {
    registers.pc = to.pc;
    registers.sp = to.sp;
    registers.regs[0] = to.x0;
    registers.regs[1] = to.x1;
    registers.regs[29] = to.x29;
    registers.regs[30] = to.lr;
}
