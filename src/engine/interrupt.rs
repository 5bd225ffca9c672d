//! The watchdog: stops guest code when its time is up or when SIGINT arrives.
//!
//! Boa has no interrupt call, but every loop iteration and every call reads the `RuntimeLimits` of its
//! `Context`. One thread for the process writes limits of zero through a pointer that each run lends
//! it; the run then ends with an error that no guest code can catch. This file is the only place that
//! changes something which Boa does not expect to change.
#![allow(unsafe_code)]

use std::{
    ptr,
    sync::{
        Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use boa_engine::{
    Context, JsResult,
    error::{EngineError, RuntimeLimitError},
    vm::RuntimeLimits,
};

/// Why a run was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Its deadline passed.
    Timeout,
    /// SIGINT arrived.
    Sigint,
    /// Its thread is to end ([`EndSign`]).
    Terminated,
}

/// What may stop a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terms {
    /// The moment after which the run is stopped.
    pub deadline: Option<Instant>,
    /// Whether SIGINT stops it.
    pub sigint: bool,
}

/// How often the watchdog looks for SIGINT while a run waits for it.
const SIGINT_POLL: Duration = Duration::from_millis(5);

/// How often it looks whether a worker is to end.
const END_POLL: Duration = Duration::from_millis(25);

/// Where a worker's event loop notes that it was woken to do something for Node itself.
///
/// `worker.terminate()` and the end of the process make V8 throw in the worker, which a guest in another
/// engine does not notice, and leave this note. So does, in a worker that is busy, a request for a heap
/// snapshot or an inspector's; that ends the run too.
#[derive(Debug, Clone, Copy)]
pub struct EndSign(*const i32);

// SAFETY: see `EndSign::new`; the word is only ever read, and an `int` is read whole.
unsafe impl Send for EndSign {}

impl EndSign {
    /// # Safety
    /// `note` must stay readable as long as guest code can run on the thread that it is about.
    #[must_use]
    pub unsafe fn new(note: *const i32) -> Self {
        Self(note)
    }

    fn is_set(self) -> bool {
        // SAFETY: `new` asked for a word that is readable while a run of its thread is armed.
        unsafe { ptr::read_volatile(self.0) != 0 }
    }
}

/// Limits under which the next loop iteration or call fails.
fn exhausted(limits: &RuntimeLimits) -> RuntimeLimits {
    let mut limits = *limits;
    limits.set_loop_iteration_limit(0);
    limits.set_recursion_limit(0);
    limits
}

/// For a native function that goes through something long: fails when the run was stopped, as the next
/// loop iteration of guest code would.
///
/// # Errors
/// What no guest code can catch.
pub fn check(context: &Context) -> JsResult<()> {
    if context.runtime_limits().loop_iteration_limit() == 0 {
        return Err(EngineError::from(RuntimeLimitError::LoopIteration).into());
    }
    Ok(())
}

struct Armed {
    key: u64,
    end_sign: Option<EndSign>,
    terms: Terms,
    limits: LimitsPointer,
    full: RuntimeLimits,
    stopped: Option<Stop>,
}

struct LimitsPointer(*mut RuntimeLimits);

// SAFETY: the pointer is written only under the watchdog's lock, and `Interrupt::drop` takes its entry
// out under that lock before the `Context` that it points into can move or die.
unsafe impl Send for LimitsPointer {}

#[derive(Default)]
struct State {
    armed: Vec<Armed>,
    /// When the watchdog will wake by itself; `None` while it sleeps without end.
    wakes: Option<Instant>,
    /// Workers that may run guests.
    workers: usize,
}

struct Watchdog {
    state: Mutex<State>,
    wake: Condvar,
}

static SIGINT_SEEN: AtomicBool = AtomicBool::new(false);

fn lock(watchdog: &Watchdog) -> MutexGuard<'_, State> {
    watchdog
        .state
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// The watchdog of the process; its thread starts with the first run that has a limit.
fn watchdog() -> &'static Watchdog {
    static WATCHDOG: OnceLock<Watchdog> = OnceLock::new();
    static STARTED: OnceLock<bool> = OnceLock::new();
    let watchdog = WATCHDOG.get_or_init(|| Watchdog {
        state: Mutex::default(),
        wake: Condvar::new(),
    });
    STARTED.get_or_init(|| {
        thread::Builder::new()
            .name("boa-vm watchdog".into())
            .spawn(move || watch(watchdog))
            .is_ok()
    });
    watchdog
}

fn watch(watchdog: &'static Watchdog) {
    let mut state = lock(watchdog);
    loop {
        let now = Instant::now();
        let sigint = SIGINT_SEEN.swap(false, Ordering::Relaxed);
        let mut next: Option<Instant> = None;
        for armed in &mut state.armed {
            if armed.stopped.is_some() {
                continue;
            }
            if armed.end_sign.is_some_and(EndSign::is_set) {
                armed.stop(Stop::Terminated);
                continue;
            }
            if sigint && armed.terms.sigint {
                armed.stop(Stop::Sigint);
                continue;
            }
            let mut wake = armed.terms.deadline;
            if wake.is_some_and(|deadline| deadline <= now) {
                armed.stop(Stop::Timeout);
                continue;
            }
            if armed.terms.sigint {
                let poll = now + SIGINT_POLL;
                wake = Some(wake.map_or(poll, |deadline| deadline.min(poll)));
            }
            next = match (next, wake) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        if state.workers > 0 {
            // So that arming a run in a worker need not wake anybody.
            let poll = now + END_POLL;
            next = Some(next.map_or(poll, |next| next.min(poll)));
        }
        state.wakes = next;
        state = match next {
            Some(at) => {
                let (state, _) = watchdog
                    .wake
                    .wait_timeout(state, at.saturating_duration_since(now))
                    .unwrap_or_else(PoisonError::into_inner);
                state
            }
            None => watchdog
                .wake
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
        };
    }
}

impl Armed {
    fn stop(&mut self, why: Stop) {
        self.stopped = Some(why);
        // SAFETY: the entry is in the list and the lock is held, so the run that lent the pointer has
        // not ended and its `Context` is where it was. The guest's thread only ever copies the two
        // words out; it sees the old or the new value of each.
        unsafe { ptr::write_volatile(self.limits.0, exhausted(&self.full)) };
    }
}

/// A run that the watchdog knows of. Dropping it takes the run off the list.
#[derive(Debug)]
pub struct Interrupt {
    key: u64,
}

impl Interrupt {
    /// Puts a run of `context` on the watchdog's list.
    #[must_use]
    pub fn arm(context: &mut Context, end_sign: Option<EndSign>, terms: Terms) -> Self {
        static KEYS: AtomicU64 = AtomicU64::new(1);
        let key = KEYS.fetch_add(1, Ordering::Relaxed);
        let limits: *mut RuntimeLimits = context.runtime_limits_mut();
        let watchdog = watchdog();
        if terms.sigint {
            sigint::listen();
        }
        let mut state = lock(watchdog);
        // A run inside a run that was stopped already finds zeros there; the full limits are the
        // outermost run's.
        let full = state
            .armed
            .iter()
            .find(|armed| ptr::eq(armed.limits.0, limits))
            // SAFETY: the caller holds `context`, so the pointer is valid to read.
            .map_or_else(|| unsafe { ptr::read_volatile(limits) }, |outer| outer.full);
        let armed = Armed {
            key,
            end_sign,
            terms,
            limits: LimitsPointer(limits),
            full,
            stopped: None,
        };
        state.armed.push(armed);
        let wanted = match terms {
            Terms { sigint: true, .. } => Some(Instant::now()),
            Terms { deadline, .. } => deadline,
        };
        let too_late = match (wanted, state.wakes) {
            (Some(_), None) => true,
            (Some(wanted), Some(wakes)) => wanted < wakes,
            (None, _) => false,
        };
        drop(state);
        if too_late {
            watchdog.wake.notify_one();
        }
        Self { key }
    }

    /// What stopped the run, if anything did.
    #[must_use]
    pub fn stopped(&self) -> Option<Stop> {
        let state = lock(watchdog());
        state
            .armed
            .iter()
            .find(|armed| armed.key == self.key)
            .and_then(|armed| armed.stopped)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        let mut state = lock(watchdog());
        let Some(index) = state.armed.iter().position(|armed| armed.key == self.key) else {
            return;
        };
        let armed = state.armed.swap_remove(index);
        let outer_stopped = state
            .armed
            .iter()
            .any(|other| ptr::eq(other.limits.0, armed.limits.0) && other.stopped.is_some());
        if armed.stopped.is_some() && !outer_stopped {
            // SAFETY: the run that lent the pointer is ending on this thread, inside the entry that
            // holds its `Context`; the lock keeps the watchdog away.
            unsafe { ptr::write_volatile(armed.limits.0, armed.full) };
        }
        drop(state);
        if armed.terms.sigint {
            sigint::unlisten();
        }
    }
}

/// A worker is there that may run guests.
pub fn thread_starts() {
    let watchdog = watchdog();
    lock(watchdog).workers += 1;
    watchdog.wake.notify_one();
}

/// A worker is gone.
pub fn thread_ends() {
    lock(watchdog()).workers -= 1;
}

#[cfg(unix)]
mod sigint {
    //! Counts the runs that wait for SIGINT and keeps our handler installed while there is one.

    use super::{Ordering, PoisonError, SIGINT_SEEN};
    use std::{
        mem::{self, MaybeUninit},
        ptr,
        sync::Mutex,
    };

    struct Listening {
        runs: usize,
        before: Option<libc::sigaction>,
    }

    static LISTENING: Mutex<Listening> = Mutex::new(Listening {
        runs: 0,
        before: None,
    });

    extern "C" fn on_sigint(_signal: libc::c_int) {
        SIGINT_SEEN.store(true, Ordering::Relaxed);
    }

    pub(super) fn listen() {
        let mut listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
        listening.runs += 1;
        if listening.runs > 1 {
            return;
        }
        SIGINT_SEEN.store(false, Ordering::Relaxed);
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
}

#[cfg(not(unix))]
mod sigint {
    pub(super) fn listen() {}
    pub(super) fn unlisten() {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::Source;

    fn in_ms(ms: u64) -> Terms {
        Terms {
            deadline: Some(Instant::now() + Duration::from_millis(ms)),
            sigint: false,
        }
    }

    fn eval(context: &mut Context, source: &str) -> bool {
        context.eval(Source::from_bytes(source)).is_ok()
    }

    #[test]
    fn an_endless_loop_is_stopped_and_the_context_works_afterwards() {
        let mut context = Context::default();
        let interrupt = Interrupt::arm(&mut context, None, in_ms(20));
        assert!(!eval(
            &mut context,
            "try { while (true) {} } catch {} finally { while (true) {} }"
        ));
        assert_eq!(interrupt.stopped(), Some(Stop::Timeout));
        drop(interrupt);
        assert!(eval(
            &mut context,
            "for (let i = 0; i < 1000; i++) (() => i)()"
        ));
    }

    #[test]
    fn a_loop_below_a_native_function_is_stopped() {
        let mut context = Context::default();
        let interrupt = Interrupt::arm(&mut context, None, in_ms(20));
        assert!(!eval(
            &mut context,
            "[1].forEach(() => { while (true) {} })"
        ));
        assert_eq!(interrupt.stopped(), Some(Stop::Timeout));
    }

    #[test]
    fn an_inner_run_that_ends_leaves_the_outer_one_stopped() {
        let mut context = Context::default();
        let outer = Interrupt::arm(&mut context, None, in_ms(5));
        thread::sleep(Duration::from_millis(50));
        assert_eq!(outer.stopped(), Some(Stop::Timeout));
        drop(Interrupt::arm(&mut context, None, in_ms(5000)));
        assert!(!eval(&mut context, "while (true) {}"));
    }

    #[test]
    fn a_run_ends_when_its_thread_is_to_end() {
        let note = Box::leak(Box::new(0));
        let address: *mut i32 = note;
        // SAFETY: the word is leaked, so it stays readable.
        let sign = unsafe { EndSign::new(address) };
        thread_starts();
        let mut context = Context::default();
        let interrupt = Interrupt::arm(&mut context, Some(sign), Terms::default());
        // SAFETY: the word is leaked, and nobody else writes to it.
        unsafe { ptr::write_volatile(address, 1) };
        assert!(!eval(&mut context, "while (true) {}"));
        assert_eq!(interrupt.stopped(), Some(Stop::Terminated));
        thread_ends();
    }
}
