//! A run that something may stop, as the watchdog has it: when it is asked to stop, and how long it may take to.

use std::{
    thread::ThreadId,
    time::{Duration, Instant},
};

use boa_engine::context::InterruptHandle;

use super::{EndSign, Limits, Stop, watchdog::soonest};
use crate::{
    abandon::{self, Thread},
    cpu_clock::ThreadClock,
};

/// How often the watchdog looks for SIGINT while a run waits for it.
const SIGINT_POLL: Duration = Duration::from_millis(5);

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

/// A run on the watchdog's list.
pub(super) struct Armed {
    pub(super) key: u64,
    pub(super) end_sign: Option<EndSign>,
    pub(super) limits: Limits,
    pub(super) handle: InterruptHandle,
    pub(super) thread: Thread,
    pub(super) thread_id: ThreadId,
    pub(super) stopped: Option<Stop>,
    /// When the guest loses its stack if it is still there then, and how long it gets after that.
    pub(super) taken_away: Option<(Instant, Duration)>,
    pub(super) clock: Option<ThreadClock>,
    /// When the run was asked to stop, and what its thread had worked until then.
    pub(super) asked: Option<(Instant, Duration)>,
}

impl Armed {
    /// What stops the run now, if anything does.
    pub(super) fn reason_to_stop(&self, now: Instant, sigint: bool) -> Option<Stop> {
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
    pub(super) fn next_look(&self, now: Instant) -> Option<Instant> {
        let poll = self.limits.sigint.then(|| now + SIGINT_POLL);
        soonest(self.limits.deadline, poll)
    }

    /// Asks the run to stop. Gives the moment when it loses its stack if it does not.
    pub(super) fn stop(&mut self, why: Stop, now: Instant) -> Instant {
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
    pub(super) fn take_away(&mut self, now: Instant) -> Option<Instant> {
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
