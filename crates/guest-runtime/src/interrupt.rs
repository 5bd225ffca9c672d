//! The watchdog: stops guest code when its time is up or when SIGINT arrives.
//!
//! One thread for the process sets the flag of the `Context`'s `InterruptHandle`, which everything polls that
//! guest code can make last (`engine/changes`, interrupt-poll). The run then ends with an error that no guest
//! code can catch. A run that nothing may stop touches neither the lock nor the thread.

mod armed;
#[cfg(unix)]
mod sigint;
#[cfg(not(unix))]
#[path = "interrupt/no_sigint.rs"]
mod sigint;
mod watchdog;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use boa_engine::{Context, context::InterruptHandle};

use crate::{
    abandon::{Critical, Thread},
    cpu_clock::ThreadClock,
};
use armed::Armed;
pub use watchdog::NoWatchdog;
use watchdog::{WATCHDOG, lock, watchdog};

/// Why a run was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Its deadline passed.
    Timeout,
    /// SIGINT arrived.
    Sigint,
    /// Its thread is to end ([`EndSign`]).
    Terminated,
    /// Its realm holds more memory than it may.
    Memory,
    /// Somebody asked for it ([`stop_runs`]).
    Interrupted,
    /// It took more instructions than this.
    Instructions(u64),
}

/// What may stop a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// The moment after which the run is stopped.
    pub deadline: Option<Instant>,
    /// Whether SIGINT stops it.
    pub sigint: bool,
    /// Whether [`stop_runs`] does.
    pub interruptible: bool,
}

/// Tells, from any thread, whether a worker was woken to do something for Node itself.
///
/// `worker.terminate()` and the end of the process make V8 throw in the worker, which a guest in another
/// engine does not notice. So this is asked; but it may be true for other reasons, so it alone ends nothing
/// ([`has_to_stop`]).
pub type EndSign = Arc<dyn Fn() -> bool + Send + Sync>;

/// A run that something may stop. Dropping it takes the run off the watchdog's list.
#[derive(Debug)]
pub struct Interrupt {
    /// The run on the watchdog's list; `None` when nothing can stop it.
    key: Option<u64>,
}

impl Interrupt {
    /// Puts a run of `context` on the watchdog's list, if anything can stop it.
    ///
    /// # Errors
    /// [`NoWatchdog`]: the run must not begin.
    pub fn arm(
        context: &Context,
        end_sign: Option<EndSign>,
        limits: Limits,
    ) -> Result<Self, NoWatchdog> {
        static KEYS: AtomicU64 = AtomicU64::new(1);
        if limits.deadline.is_none()
            && !limits.sigint
            && !limits.interruptible
            && end_sign.is_none()
        {
            return Ok(Self { key: None });
        }
        let key = KEYS.fetch_add(1, Ordering::Relaxed);
        let watchdog = watchdog()?;
        if limits.sigint {
            sigint::listen();
        }
        let mut state = lock(watchdog);
        state.armed.push(Armed {
            key,
            end_sign,
            limits,
            handle: context.interrupt_handle(),
            thread: Thread::current(),
            thread_id: thread::current().id(),
            stopped: None,
            taken_away: None,
            clock: ThreadClock::current(),
            asked: None,
        });
        let wanted = match limits {
            Limits { sigint: true, .. } => Some(Instant::now()),
            Limits { deadline, .. } => deadline,
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
        Ok(Self { key: Some(key) })
    }

    /// What stopped the run, if anything did.
    #[must_use]
    pub fn stopped(&self) -> Option<Stop> {
        let key = self.key?;
        let state = lock(&WATCHDOG);
        state
            .armed
            .iter()
            .find(|armed| armed.key == key)
            .and_then(|armed| armed.stopped)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        let Some(key) = self.key else { return };
        let mut state = lock(&WATCHDOG);
        let Some(index) = state.armed.iter().position(|armed| armed.key == key) else {
            return;
        };
        let armed = state.armed.swap_remove(index);
        if armed.stopped.is_some() {
            state.settle(&armed.handle);
        }
        drop(state);
        if armed.limits.sigint {
            sigint::unlisten();
        }
    }
}

/// For a `Context` that found its flag set: whether it really has to stop. The sign that a worker is to end is
/// also given for other reasons, so `is_ending` is asked when nothing else has stopped the run; and who went over the
/// limit of its memory may have done so with garbage.
pub fn has_to_stop(
    handle: &InterruptHandle,
    is_exhausted: impl FnOnce() -> bool,
    is_ending: impl FnOnce() -> bool,
) -> bool {
    if is_exhausted() {
        return true;
    }
    let is_doubtful = |armed: &Armed| armed.stopped == Some(Stop::Terminated);
    let look = || {
        // This is the guest's stack: nobody may take it away together with the lock.
        let _critical = Critical::enter();
        let state = lock(&WATCHDOG);
        let mut stops = state.stops_of(handle).peekable();
        (stops.peek().is_some(), !stops.all(is_doubtful))
    };
    let (is_stopped, is_certain) = look();
    if is_certain || is_stopped && is_ending() {
        return true;
    }
    let _critical = Critical::enter();
    let mut state = lock(&WATCHDOG);
    for armed in &mut state.armed {
        if armed.handle.is_same(handle) && is_doubtful(armed) {
            armed.stopped = None;
            armed.taken_away = None;
        }
    }
    state.settle(handle)
}

/// Stops the runs of a `Context` that are under way and may be interrupted, with the runs inside them. Gives whether
/// there are any. Any thread may ask.
pub fn stop_runs(handle: &InterruptHandle) -> bool {
    let mut state = lock(&WATCHDOG);
    let is_meant = |armed: &Armed| armed.limits.interruptible && armed.handle.is_same(handle);
    let Some(outermost) = state
        .armed
        .iter()
        .filter(|armed| is_meant(armed))
        .min_by_key(|armed| armed.key)
    else {
        return false;
    };
    let (key, thread) = (outermost.key, outermost.thread_id);
    let now = Instant::now();
    for armed in &mut state.armed {
        if armed.key >= key && armed.thread_id == thread && armed.stopped.is_none() {
            armed.stop(Stop::Interrupted, now);
        }
    }
    drop(state);
    WATCHDOG.wake.notify_one();
    true
}

/// Takes the request to a `Context` back, unless a run of it is stopped.
pub fn settle(handle: &InterruptHandle) {
    lock(&WATCHDOG).settle(handle);
}

/// A worker is there that may run guests.
pub fn thread_starts() {
    lock(&WATCHDOG).workers += 1;
    // Without a watchdog no run begins there ([`Interrupt::arm`]).
    if let Ok(watchdog) = watchdog() {
        watchdog.wake.notify_one();
    }
}

/// A worker is gone.
pub fn thread_ends() {
    lock(&WATCHDOG).workers -= 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::Source;
    use std::{sync::atomic::AtomicBool, time::Duration};

    fn in_ms(ms: u64) -> Limits {
        Limits {
            deadline: Some(Instant::now() + Duration::from_millis(ms)),
            sigint: false,
            interruptible: false,
        }
    }

    fn eval(context: &mut Context, source: &str) -> bool {
        context.eval(Source::from_bytes(source)).is_ok()
    }

    #[test]
    fn an_endless_loop_is_stopped_and_the_context_works_afterwards() {
        let mut context = Context::default();
        let interrupt = Interrupt::arm(&context, None, in_ms(20)).unwrap();
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
        let interrupt = Interrupt::arm(&context, None, in_ms(20)).unwrap();
        assert!(!eval(
            &mut context,
            "[1].forEach(() => { while (true) {} })"
        ));
        assert_eq!(interrupt.stopped(), Some(Stop::Timeout));
    }

    #[test]
    fn an_inner_run_that_ends_leaves_the_outer_one_stopped() {
        let mut context = Context::default();
        let outer = Interrupt::arm(&context, None, in_ms(5)).unwrap();
        thread::sleep(Duration::from_millis(50));
        assert_eq!(outer.stopped(), Some(Stop::Timeout));
        drop(Interrupt::arm(&context, None, in_ms(5000)).unwrap());
        assert!(!eval(&mut context, "while (true) {}"));
    }

    #[test]
    fn a_run_ends_when_its_thread_is_to_end() {
        let note = Arc::new(AtomicBool::new(false));
        let read = note.clone();
        let sign: EndSign = Arc::new(move || read.load(Ordering::Relaxed));
        thread_starts();
        let mut context = Context::default();
        let interrupt = Interrupt::arm(&context, Some(sign), Limits::default()).unwrap();
        note.store(true, Ordering::Relaxed);
        assert!(!eval(&mut context, "while (true) {}"));
        assert_eq!(interrupt.stopped(), Some(Stop::Terminated));
        thread_ends();
    }
}
