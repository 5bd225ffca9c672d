//! Counts the runs that wait for SIGINT and keeps our handler installed while there is one.
#![allow(unsafe_code)]

use std::{
    mem::{self, MaybeUninit},
    ptr,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

static SEEN: AtomicBool = AtomicBool::new(false);

struct Listening {
    runs: usize,
    before: Option<libc::sigaction>,
}

static LISTENING: Mutex<Listening> = Mutex::new(Listening {
    runs: 0,
    before: None,
});

extern "C" fn on_sigint(_signal: libc::c_int) {
    SEEN.store(true, Ordering::Relaxed);
}

/// Takes the note that SIGINT has arrived.
pub(super) fn take() -> bool {
    SEEN.swap(false, Ordering::Relaxed)
}

/// A run more waits for SIGINT.
pub(super) fn listen() {
    let mut listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
    listening.runs += 1;
    if listening.runs > 1 {
        return;
    }
    SEEN.store(false, Ordering::Relaxed);
    // SAFETY: an all-zero `sigaction` is a valid value of the C struct.
    let mut action: libc::sigaction = unsafe { mem::zeroed() };
    action.sa_sigaction = on_sigint as *const () as usize;
    action.sa_flags = libc::SA_RESTART;
    let mut before = MaybeUninit::uninit();
    // SAFETY: both pointers are valid for the call, and the handler only stores to an atomic, which
    // is async-signal-safe.
    if unsafe { libc::sigaction(libc::SIGINT, &raw const action, before.as_mut_ptr()) } == 0 {
        // SAFETY: `sigaction` succeeded, so it has filled `before`.
        listening.before = Some(unsafe { before.assume_init() });
    }
}

/// A run less waits for it.
pub(super) fn unlisten() {
    let mut listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
    listening.runs -= 1;
    if listening.runs == 0
        && let Some(before) = listening.before.take()
    {
        // SAFETY: `before` is what `sigaction` gave in `listen`.
        unsafe { libc::sigaction(libc::SIGINT, &raw const before, ptr::null_mut()) };
    }
}
