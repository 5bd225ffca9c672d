//! The watchdog: stops guest code when its time is up or when SIGINT arrives.
//!
//! One thread for the process sets the flag of the `Context`'s `InterruptHandle`, which everything polls that
//! guest code can make last (`engine/changes`, interrupt-poll). The run then ends with an error that no guest
//! code can catch. A run that nothing may stop touches neither the lock nor the thread.
#![allow(unsafe_code)]

use std::{
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

use boa_engine::{Context, context::InterruptHandle};

use super::{
    abandon::{self, Critical, Thread},
    cpu_clock::ThreadClock,
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

/// How often the watchdog looks for SIGINT while a run waits for it.
const SIGINT_POLL: Duration = Duration::from_millis(5);

/// How often it looks whether a worker is to end.
const END_POLL: Duration = Duration::from_millis(25);

/// How long a run that was asked to stop may go on before its stack is taken away.
const PATIENCE: Duration = Duration::from_millis(200);

/// How much of that it must have had a processor, where the system tells: on a busy machine a thread can be without one for
/// longer, which is not its fault. After the longest patience it has waited for something else.
const LEAST_WORK: Duration = Duration::from_millis(50);
const LONGEST_PATIENCE: Duration = Duration::from_secs(2);

/// How soon a run is looked at again that had no processor.
const NEXT_LOOK: Duration = Duration::from_millis(20);

/// After which time that is tried again, at first and at most.
const RETRY: Duration = Duration::from_millis(2);
const LONGEST_RETRY: Duration = Duration::from_millis(500);

/// Tells, from any thread, whether a worker was woken to do something for Node itself.
///
/// `worker.terminate()` and the end of the process make V8 throw in the worker, which a guest in another
/// engine does not notice. So this is asked; but it may be true for other reasons, so it alone ends nothing
/// ([`has_to_stop`]).
pub type EndSign = Arc<dyn Fn() -> bool + Send + Sync>;

struct Armed {
    key: u64,
    end_sign: Option<EndSign>,
    limits: Limits,
    handle: InterruptHandle,
    thread: Thread,
    thread_id: ThreadId,
    stopped: Option<Stop>,
    /// When the guest loses its stack if it is still there then, and how long it gets after that.
    taken_away: Option<(Instant, Duration)>,
    clock: Option<ThreadClock>,
    /// When the run was asked to stop, and what its thread had worked until then.
    asked: Option<(Instant, Duration)>,
}

struct State {
    armed: Vec<Armed>,
    /// When the watchdog will wake by itself; `None` while it sleeps without end.
    wakes: Option<Instant>,
    /// Workers that may run guests.
    workers: usize,
    /// Whether its thread runs.
    is_awake: bool,
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

impl Watchdog {
    /// One whose thread was not started.
    const fn new() -> Self {
        Self {
            state: Mutex::new(State {
                armed: Vec::new(),
                wakes: None,
                workers: 0,
                is_awake: false,
            }),
            wake: Condvar::new(),
        }
    }
}

static WATCHDOG: Watchdog = Watchdog::new();

/// No thread could be started to keep the limits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoWatchdog;

/// The watchdog of the process; its thread starts with the first run that has a limit. Where none can be started, the
/// next one tries again.
fn watchdog() -> Result<&'static Watchdog, NoWatchdog> {
    started(&WATCHDOG, || {
        thread::Builder::new()
            .name("boa-vm watchdog".into())
            .spawn(|| watch(&WATCHDOG))
            .map(|_| ())
    })
}

fn started(
    watchdog: &Watchdog,
    start: impl FnOnce() -> io::Result<()>,
) -> Result<&Watchdog, NoWatchdog> {
    let mut state = lock(watchdog);
    if !state.is_awake {
        start().map_err(|_| NoWatchdog)?;
        state.is_awake = true;
    }
    drop(state);
    Ok(watchdog)
}

fn watch(watchdog: &Watchdog) -> ! {
    let mut state = lock(watchdog);
    loop {
        let now = Instant::now();
        let sigint = SIGINT_SEEN.swap(false, Ordering::Relaxed);
        let mut next: Option<Instant> = None;
        for armed in &mut state.armed {
            let wake = match (armed.stopped, armed.reason_to_stop(now, sigint)) {
                (Some(_), _) => armed.take_away(now),
                (None, Some(why)) => Some(armed.stop(why, now)),
                (None, None) => armed.next_look(now),
            };
            next = soonest(next, wake);
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

fn soonest(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Armed {
    /// What stops the run now, if anything does.
    fn reason_to_stop(&self, now: Instant, sigint: bool) -> Option<Stop> {
        if self.end_sign.as_ref().is_some_and(|is_set| is_set()) {
            Some(Stop::Terminated)
        } else if sigint && self.limits.sigint {
            Some(Stop::Sigint)
        } else if self.limits.deadline.is_some_and(|deadline| deadline <= now) {
            Some(Stop::Timeout)
        } else {
            None
        }
    }

    /// When the run has to be looked at again.
    fn next_look(&self, now: Instant) -> Option<Instant> {
        let poll = self.limits.sigint.then(|| now + SIGINT_POLL);
        soonest(self.limits.deadline, poll)
    }

    /// Asks the run to stop. Gives the moment when it loses its stack if it does not.
    fn stop(&mut self, why: Stop, now: Instant) -> Instant {
        self.stopped = Some(why);
        self.handle.request();
        self.asked = self
            .clock
            .and_then(ThreadClock::read)
            .map(|work| (now, work));
        let last = now + PATIENCE;
        self.taken_away = Some((last, RETRY));
        last
    }

    /// Whether the run could not hear that it was asked to stop, because others have the processors.
    fn had_no_processor(&self, now: Instant) -> bool {
        let work = self.clock.and_then(ThreadClock::read);
        self.asked.zip(work).is_some_and(|((asked, before), work)| {
            work.saturating_sub(before) < LEAST_WORK && now < asked + LONGEST_PATIENCE
        })
    }

    /// Takes the stack away from a run that overstays. Its thread may be where that does not count, in the
    /// allocator or in the host: it is tried again, less and less often. Gives the moment of the next time.
    fn take_away(&mut self, now: Instant) -> Option<Instant> {
        let (at, wait) = self.taken_away?;
        if now < at {
            return Some(at);
        }
        if self.had_no_processor(now) {
            return Some(now + NEXT_LOOK);
        }
        abandon::send(self.thread);
        let next = now + wait;
        self.taken_away = Some((next, (wait * 2).min(LONGEST_RETRY)));
        Some(next)
    }
}

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

impl State {
    /// The runs of a `Context` that were stopped.
    fn stops_of(&self, handle: &InterruptHandle) -> impl Iterator<Item = &Armed> {
        self.armed
            .iter()
            .filter(|armed| armed.stopped.is_some() && armed.handle.is_same(handle))
    }

    /// Takes the request of a `Context` back unless a run of it is stopped; gives whether one is.
    fn settle(&self, handle: &InterruptHandle) -> bool {
        let is_stopped = self.stops_of(handle).next().is_some();
        if !is_stopped {
            handle.clear();
        }
        is_stopped
    }
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
    fn a_watchdog_that_cannot_start_is_an_error_until_it_can() {
        let watchdog = Watchdog::new();
        let refuse = || Err(io::Error::from(io::ErrorKind::WouldBlock));
        assert!(started(&watchdog, refuse).is_err());
        assert!(started(&watchdog, || Ok(())).is_ok());
        assert!(started(&watchdog, refuse).is_ok());
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
