//! Returns pages of an idle guest stack to the system when a run has gone deep.
//!
//! Most runs touch a few kilobytes and there are millions of them, so the system is not asked each time. Words of a
//! known value, *canaries*, lie in a page at the depth that may stay committed: whatever goes deeper writes over some
//! of them. A frame that is larger than a page may leave them all, so now and then the system is asked after all.
#![allow(unsafe_code)]

use std::ptr;

use corosensei::stack::{DefaultStack, Stack};

/// How much of an idle stack may stay committed, in bytes.
const KEPT_BYTES: usize = 256 << 10;

/// The size of the page with the canaries, and how far these are from each other, in bytes.
const PAGE: usize = 4096;
const STRIDE: usize = 512;

/// No length, pointer or float that a frame is likely to have.
const CANARY: u64 = 0xC0DE_5AFE_57AC_4BED;

/// After so many runs the system is asked.
const RUNS_BETWEEN_QUESTIONS: u32 = 256;

/// What is known of the pages of a stack that no coroutine runs on.
#[derive(Debug)]
pub(super) struct Pages {
    runs: u32,
}

impl Pages {
    /// Prepares a stack before its first run.
    pub(super) fn new(stack: &DefaultStack) -> Self {
        plant(stack);
        Self { runs: 0 }
    }

    /// A run has ended: what it has touched below [`KEPT_BYTES`] goes back.
    pub(super) fn give_back(&mut self, stack: &DefaultStack) {
        self.runs = self.runs.wrapping_add(1);
        let is_deep = !is_intact(stack)
            || (self.runs.is_multiple_of(RUNS_BETWEEN_QUESTIONS) && is_committed_below(stack));
        if is_deep {
            release(stack);
            plant(stack);
        }
    }
}

/// Where the page with the canaries begins.
fn canaries(stack: &DefaultStack) -> usize {
    stack.base().get() - KEPT_BYTES - PAGE
}

fn plant(stack: &DefaultStack) {
    for offset in (0..PAGE).step_by(STRIDE) {
        // SAFETY: the word is aligned and lies in the mapping that `stack` owns, above its guard page; the stack is
        // idle, so nobody else reads or writes it.
        unsafe { ptr::write_volatile((canaries(stack) + offset) as *mut u64, CANARY) };
    }
}

fn is_intact(stack: &DefaultStack) -> bool {
    (0..PAGE).step_by(STRIDE).all(|offset| {
        // SAFETY: as in `plant`, which has initialised the word.
        unsafe { ptr::read_volatile((canaries(stack) + offset) as *const u64) == CANARY }
    })
}

/// Whether the page below the canaries is committed.
#[cfg(unix)]
fn is_committed_below(stack: &DefaultStack) -> bool {
    let mut resident = 0_u8;
    // SAFETY: the page lies in the mapping that `stack` owns; `mincore` writes one byte for it.
    let answer = unsafe {
        let page = (canaries(stack) - PAGE) as *mut libc::c_void;
        libc::mincore(page, PAGE, (&raw mut resident).cast())
    };
    answer == 0 && resident & 1 == 1
}

#[cfg(not(unix))]
fn is_committed_below(_stack: &DefaultStack) -> bool {
    false
}

/// Returns all pages from the guard page to the canaries.
#[cfg(unix)]
fn release(stack: &DefaultStack) {
    // The lowest pages are the guard.
    let from = stack.limit().get() + (64 << 10);
    let end = canaries(stack) + PAGE;
    // SAFETY: the range lies inside the idle mapping that `stack` owns; its contents are dead.
    unsafe { libc::madvise(from as *mut libc::c_void, end - from, libc::MADV_DONTNEED) };
}

#[cfg(not(unix))]
fn release(_stack: &DefaultStack) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_stack_that_a_run_has_gone_deep_on_gives_its_pages_back() {
        let stack = DefaultStack::new(1 << 20).unwrap();
        let mut pages = Pages::new(&stack);
        pages.give_back(&stack);
        assert!(is_intact(&stack) && !is_committed_below(&stack));
        let deep = (canaries(&stack) - PAGE) as *mut u8;
        // SAFETY: what a run would write, from where it is deep to where it began.
        unsafe { ptr::write_bytes(deep, 1, KEPT_BYTES) };
        pages.give_back(&stack);
        assert!(is_intact(&stack) && !is_committed_below(&stack));
    }

    #[test]
    #[cfg(unix)]
    fn a_stack_whose_canaries_were_jumped_over_gives_its_pages_back_later() {
        let stack = DefaultStack::new(1 << 20).unwrap();
        let mut pages = Pages::new(&stack);
        // SAFETY: a word of an idle stack.
        unsafe { ptr::write_volatile((canaries(&stack) - 64) as *mut u64, 1) };
        for _ in 0..RUNS_BETWEEN_QUESTIONS {
            pages.give_back(&stack);
        }
        assert!(!is_committed_below(&stack));
    }
}
