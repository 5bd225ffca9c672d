//! Platforms on which no guest stack is taken away.

use boa_engine::context::InterruptHandle;
use corosensei::trap::CoroutineTrapHandler;

use super::{Cause, Ended};

/// The coroutine that a thread is in.
#[derive(Debug)]
pub struct Target(());

impl Target {
    /// Keeps nothing here.
    #[must_use]
    pub fn new(_: CoroutineTrapHandler<Ended>, _: Option<&InterruptHandle>, _: usize) -> Self {
        Self(())
    }
}

/// A coroutine that could be ended from a signal handler.
#[derive(Debug)]
pub struct Reachable(());

impl Reachable {
    /// Does nothing here.
    #[must_use]
    pub fn new(_: &Target) -> Self {
        Self(())
    }
}

/// The host's stack runs.
#[derive(Debug)]
pub struct OnHost(());

impl OnHost {
    /// Does nothing here.
    #[must_use]
    pub fn enter() -> Self {
        Self(())
    }
}

/// A thread that guests run on.
#[derive(Debug, Clone, Copy)]
pub struct Thread(());

impl Thread {
    /// The thread that calls.
    #[must_use]
    pub fn current() -> Self {
        Self(())
    }
}

/// Does nothing here.
pub fn send(_: Thread) {}

/// No stack was taken away.
#[must_use]
pub fn last_cause() -> Option<Cause> {
    None
}

/// Does nothing here.
pub fn leave_for_memory() {}
