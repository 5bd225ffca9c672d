//! The second ring of the limits: what was asked to stop and does not come back, or has run off its stack, is taken
//! the guest stack away. Its coroutine ends where it is, as if it had returned; nothing on its stack is dropped, and
//! the realm is poisoned.
//!
//! Two signals do this. SIGSEGV on the guard page of a guest stack, and one of the real-time signals, which the
//! watchdog sends to a thread whose run has overstayed its request ([`send`]). Both count only while the thread is on a
//! guest stack and not inside something that others share with it: the allocator, Boa's collector, a lock of
//! ours ([`Critical`]). The watchdog sends again until it counts. What is not for us goes to the handler that was there
//! before.
//!
//! Linux on x86-64 and arm64. Elsewhere only the first ring holds.

use std::{
    cell::Cell,
    sync::atomic::{Ordering, compiler_fence},
};

thread_local! {
    /// How many critical sections the thread is inside of. A signal handler reads it, so what is done inside must not
    /// be moved past its changes: to a compiler that knows what an allocator does, both changes would cancel out.
    static CRITICAL: Cell<u32> = const { Cell::new(0) };
}

/// While one is alive, the guest stack is not taken away.
#[derive(Debug)]
pub struct Critical(());

impl Critical {
    /// Enters a critical section.
    #[inline]
    #[must_use]
    pub fn enter() -> Self {
        let _ = CRITICAL.try_with(|inside| inside.set(inside.get() + 1));
        compiler_fence(Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Critical {
    #[inline]
    fn drop(&mut self) {
        compiler_fence(Ordering::SeqCst);
        let _ = CRITICAL.try_with(|inside| inside.set(inside.get() - 1));
    }
}

/// How the coroutine of a guest ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It came back.
    Returned,
    /// It was taken its stack away.
    TakenAway,
}

/// Why a guest stack was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It ran off the end of its stack.
    Overflow,
    /// It did not stop when it was asked to.
    Overstay,
    /// It needs memory that its limit, or the system, refuses.
    Memory,
}

impl Cause {
    /// What the error says of it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Overflow => "the stack of the guest ran out inside the engine",
            Self::Overstay => "the guest did not stop when its time was up",
            Self::Memory => "the guest asked for more memory than there is for it",
        }
    }
}

#[cfg_attr(
    all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    ),
    path = "abandon/signals.rs"
)]
#[cfg_attr(
    not(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    )),
    path = "abandon/nowhere.rs"
)]
mod platform;
pub use platform::{OnHost, Reachable, Target, Thread, last_cause, leave_for_memory, send};
