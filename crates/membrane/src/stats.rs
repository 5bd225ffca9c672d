//! Counts what a realm has done, for `vm.stats`.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use guest_runtime::cpu_clock;

/// How old a reading of the processor clock may be when another one is not taken: a reading asks the system, which costs
/// as much as a tenth of a short entry.
const FRESH: Duration = Duration::from_micros(200);

/// The processor clock of a thread, as it was at a moment of the ordinary clock.
#[derive(Debug, Clone, Copy)]
struct Reading {
    at: Instant,
    cpu: Duration,
}

impl Reading {
    fn new(at: Instant) -> Option<Self> {
        Some(Self {
            at,
            cpu: cpu_clock::thread_time()?,
        })
    }
}

/// What was counted since the realm was made.
#[derive(Debug, Default)]
pub struct Counters {
    /// How often the host has entered it.
    pub entries: Cell<u64>,
    /// How often its guest has called the host.
    pub callouts: Cell<u64>,
    /// How many promise jobs it has run.
    pub jobs: Cell<u64>,
    /// How many instructions its guest has taken while they were counted.
    pub instructions: Cell<u64>,
    cpu: Cell<Duration>,
    /// Since when the realm works; `None` while it does not, or waits for the host.
    since: Cell<Option<Instant>>,
    /// The last reading of the processor clock. Between that and `since`, while it is fresh, the thread is taken to have
    /// had a processor.
    reading: Cell<Option<Reading>>,
}

impl Counters {
    /// The processor time that the realm has taken, without what the host did meanwhile.
    #[must_use]
    pub fn cpu_time(&self) -> Duration {
        let now = self.since.get().map_or(Duration::ZERO, |at| self.spent(at));
        self.cpu.get() + now
    }

    /// The host enters. Gives whether the realm was working already, for [`Counters::entry_ends`].
    pub(super) fn entry_begins(&self) -> bool {
        self.entries.set(self.entries.get() + 1);
        let was_working = self.since.get().is_some();
        if !was_working {
            self.begin();
        }
        was_working
    }

    /// The host is back.
    pub(super) fn entry_ends(&self, was_working: bool) {
        if !was_working {
            self.pause();
        }
    }

    /// The guest calls the host.
    pub(super) fn callout_begins(&self) {
        self.callouts.set(self.callouts.get() + 1);
        self.pause();
    }

    /// The guest goes on.
    pub(super) fn callout_ends(&self) {
        self.begin();
    }

    pub(super) fn count_job(&self) {
        self.jobs.set(self.jobs.get() + 1);
    }

    pub(super) fn count_instructions(&self, instructions: u64) {
        self.instructions
            .set(self.instructions.get().saturating_add(instructions));
    }

    fn begin(&self) {
        let now = Instant::now();
        self.since.set(Some(now));
        let is_fresh = |reading: Reading| now.duration_since(reading.at) < FRESH;
        if !self.reading.get().is_some_and(is_fresh) {
            self.reading.set(Reading::new(now));
        }
    }

    fn pause(&self) {
        if let Some(since) = self.since.take() {
            self.cpu.set(self.cpu.get() + self.spent(since));
        }
    }

    /// The processor time since a moment: as long as the clock says, if that is too short to ask the system.
    fn spent(&self, since: Instant) -> Duration {
        let now = Instant::now();
        let clock = now.duration_since(since);
        let Some(before) = self.reading.get().filter(|_| clock >= FRESH) else {
            return clock;
        };
        let Some(after) = Reading::new(now) else {
            return clock;
        };
        self.reading.set(Some(after));
        let at_begin = before.cpu + since.saturating_duration_since(before.at);
        after.cpu.saturating_sub(at_begin).min(clock)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn time_without_a_processor_does_not_count() {
        let counters = Counters::default();
        let was_working = counters.entry_begins();
        thread::sleep(Duration::from_millis(50));
        counters.entry_ends(was_working);
        assert!(counters.cpu_time() < Duration::from_millis(25));
    }

    #[test]
    fn work_counts_but_for_that_of_the_host() {
        let work = |long: Duration| {
            let begin = cpu_clock::thread_time().unwrap();
            while cpu_clock::thread_time().unwrap().saturating_sub(begin) < long {}
        };
        let counters = Counters::default();
        let was_working = counters.entry_begins();
        work(Duration::from_millis(10));
        counters.callout_begins();
        work(Duration::from_millis(40));
        counters.callout_ends();
        work(Duration::from_millis(10));
        counters.entry_ends(was_working);
        let taken = counters.cpu_time();
        assert!(taken >= Duration::from_millis(19), "{taken:?}");
        assert!(taken < Duration::from_millis(40), "{taken:?}");
    }
}
