//! The thread of the watchdog and its list of runs.

use std::{
    io,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use boa_engine::context::InterruptHandle;

use super::{armed::Armed, sigint};

/// How often it looks whether a worker is to end.
const END_POLL: Duration = Duration::from_millis(25);

/// What the watchdog watches.
pub(super) struct State {
    pub(super) armed: Vec<Armed>,
    /// When the watchdog will wake by itself; `None` while it sleeps without end.
    pub(super) wakes: Option<Instant>,
    /// Workers that may run guests.
    pub(super) workers: usize,
    /// Whether its thread runs.
    is_awake: bool,
}

/// The list of runs, and the bell of the thread that goes through it.
pub(super) struct Watchdog {
    pub(super) state: Mutex<State>,
    pub(super) wake: Condvar,
}

/// Gives the list to the caller alone.
pub(super) fn lock(watchdog: &Watchdog) -> MutexGuard<'_, State> {
    watchdog
        .state
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

impl Watchdog {
    /// One whose thread was not started.
    pub(super) const fn new() -> Self {
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

/// The watchdog of the process.
pub(super) static WATCHDOG: Watchdog = Watchdog::new();

/// No thread could be started to keep the limits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoWatchdog;

/// The watchdog of the process; its thread starts with the first run that has a limit. Where none can be started, the
/// next one tries again.
pub(super) fn watchdog() -> Result<&'static Watchdog, NoWatchdog> {
    started(&WATCHDOG, || {
        thread::Builder::new()
            .name("boa-vm watchdog".into())
            .spawn(|| watch(&WATCHDOG))
            .map(|_| ())
    })
}

pub(super) fn started(
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
        let sigint = sigint::take();
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

/// The earlier of two moments, each of which may be none.
pub(super) fn soonest(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl State {
    /// The runs of a `Context` that were stopped.
    pub(super) fn stops_of(&self, handle: &InterruptHandle) -> impl Iterator<Item = &Armed> {
        self.armed
            .iter()
            .filter(|armed| armed.stopped.is_some() && armed.handle.is_same(handle))
    }

    /// Takes the request of a `Context` back unless a run of it is stopped; gives whether one is.
    pub(super) fn settle(&self, handle: &InterruptHandle) -> bool {
        let is_stopped = self.stops_of(handle).next().is_some();
        if !is_stopped {
            handle.clear();
        }
        is_stopped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watchdog_that_cannot_start_is_an_error_until_it_can() {
        let watchdog = Watchdog::new();
        let refuse = || Err(io::Error::from(io::ErrorKind::WouldBlock));
        assert!(started(&watchdog, refuse).is_err());
        assert!(started(&watchdog, || Ok(())).is_ok());
        assert!(started(&watchdog, refuse).is_ok());
    }
}
