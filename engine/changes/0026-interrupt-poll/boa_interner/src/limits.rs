//! What working on a text may take. Everything that parses, analyses or compiles one has the interner at hand,
//! so the limits are kept there.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicBool, Ordering};

use crate::Interner;

/// A limit that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// Somebody has asked to stop.
    Interrupted,

    /// The text nests so deeply that the native stack has no room for it.
    NativeStack,
}

/// The limits, and the one that was exceeded by what cannot fail at once.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    interrupt: Option<Arc<AtomicBool>>,
    native_stack: usize,
    exceeded: Option<Exceeded>,
}

impl Limits {
    #[inline(always)]
    fn check(&self) -> Result<(), Exceeded> {
        let here = 0_u8;
        if (&raw const here).addr() < self.native_stack {
            return Err(Exceeded::NativeStack);
        }
        match &self.interrupt {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(Exceeded::Interrupted),
            _ => Ok(()),
        }
    }
}

impl Interner {
    /// Sets the flag by which others ask to stop.
    pub fn set_interrupt(&mut self, flag: Arc<AtomicBool>) {
        self.limits.interrupt = Some(flag);
    }

    /// Sets the address on the native stack below which nothing recurses; 0 is no limit. Returns the one before.
    pub fn set_native_stack_limit(&mut self, address: usize) -> usize {
        core::mem::replace(&mut self.limits.native_stack, address)
    }

    /// Compares what was used with the limits. To be called wherever the text decides how often or how deep.
    ///
    /// # Errors
    ///
    /// The limit that is exceeded.
    #[inline(always)]
    pub fn check_limits(&self) -> Result<(), Exceeded> {
        self.limits.check()
    }

    /// As [`Self::check_limits`] for what cannot fail: returns whether to skip the work, and keeps the reason for
    /// [`Self::take_exceeded`]. What was made in the meantime is of no use.
    #[inline(always)]
    pub fn must_skip(&mut self) -> bool {
        if let Err(exceeded) = self.limits.check() {
            self.limits.exceeded.get_or_insert(exceeded);
        }
        self.limits.exceeded.is_some()
    }

    /// Takes the limit that was exceeded since the last call.
    pub fn take_exceeded(&mut self) -> Option<Exceeded> {
        self.limits.exceeded.take()
    }
}
