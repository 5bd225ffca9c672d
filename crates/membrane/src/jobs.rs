//! Promise jobs on the host's microtask queue, in one order with the host's own.
//!
//! Host code runs only while the guest does not, so it is enough to ask for a microtask whenever
//! control goes to the host and jobs have been enqueued since the last time: whatever the host enqueues
//! after that comes after them. A realm with a queue of its own (`microtaskMode: 'afterEvaluate'`)
//! drains it at the end of each run instead.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use guest_runtime::jobs::AsyncContext;

use super::{
    failure::{Crossed, Failure},
    scope::MembraneScope,
};

/// Milliseconds that a timer of the host can wait.
const LONGEST_TIMER: u128 = (1 << 31) - 1;

/// Jobs that a microtask of the host will run, or is about to.
#[derive(Debug, Default)]
pub struct JobState {
    scheduled: Cell<usize>,
    running: Cell<usize>,
    /// When a timer of the host will enter the realm.
    wake: Cell<Option<Instant>>,
    /// Whether a microtask of the host will run the callbacks of registries.
    expects_cleanup: Cell<bool>,
}

impl JobState {
    /// A microtask has come that was asked for: it is about to run so many jobs.
    pub fn start(&self, batch: usize) {
        self.scheduled
            .set(self.scheduled.get().saturating_sub(batch));
        self.running.set(batch);
    }

    /// The microtask ends; true if it has left jobs, for which another one has to be asked for.
    pub fn end(&self) -> bool {
        self.running.take() > 0
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// Asks the host for a microtask if jobs wait that no microtask will run.
    pub fn schedule_jobs(&mut self) -> Crossed<'s, ()> {
        if let Some(left) = self.context.enqueue_external_jobs() {
            self.wake_after(left)?;
        }
        self.schedule_cleanup()?;
        if self.realm.options.after_evaluate {
            return Ok(());
        }
        loop {
            let state = &self.realm.job_state;
            let expected = state.scheduled.get() + state.running.get();
            let (context, batch) = self.realm.jobs.jobs_in_context(expected);
            if batch == 0 {
                return Ok(());
            }
            let number = context.as_ref().map(AsyncContext::number);
            let current = self.realm.async_contexts.current();
            let is_here = number.is_none() || number == current.as_ref().map(AsyncContext::number);
            let args = [
                self.realm.record(self.host)?,
                self.host.size(batch),
                self.host.number(number.map_or(-1.0, f64::from)),
                self.host.boolean(is_here),
            ];
            self.call_lib(&self.agent.functions.schedule_jobs, &args)?;
            let state = &self.realm.job_state;
            state.scheduled.set(state.scheduled.get() + batch);
        }
    }

    /// Tells the host which asynchronous contexts nothing waits in any more.
    pub(super) fn release_async_contexts(&mut self) -> Crossed<'s, ()> {
        for number in self.realm.async_contexts.take_released() {
            // Nothing is stored in the first.
            if number > 0 {
                let args = [
                    self.realm.record(self.host)?,
                    self.host.number(f64::from(number)),
                ];
                let release = &self.agent.functions.release_async_context;
                release.call(self.host, &args)?;
            }
        }
        Ok(())
    }

    /// Asks the host for a microtask if registries wait for their callbacks.
    fn schedule_cleanup(&mut self) -> Crossed<'s, ()> {
        let is_due = self.realm.jobs.has_cleanups() && !self.realm.job_state.expects_cleanup.get();
        if is_due {
            let args = [self.realm.record(self.host)?];
            self.call_lib(&self.agent.functions.schedule_cleanup, &args)?;
            self.realm.job_state.expects_cleanup.set(true);
        }
        Ok(())
    }

    /// Runs the callbacks of registries.
    ///
    /// # Errors
    /// As [`MembraneScope::run_batch`].
    pub fn run_cleanups(&mut self) -> Crossed<'s, ()> {
        self.realm.job_state.expects_cleanup.set(false);
        let jobs = self.realm.jobs.clone();
        self.run(move |context| jobs.run_cleanups(context))
    }

    /// Asks the host for a timer, unless one comes soon enough.
    fn wake_after(&mut self, left: Duration) -> Crossed<'s, ()> {
        let now = Instant::now();
        let wake = &self.realm.job_state.wake;
        let Some(end) = now.checked_add(left) else {
            return Ok(());
        };
        if wake.get().is_some_and(|timer| now < timer && timer <= end) {
            return Ok(());
        }
        // Timers of the host count whole milliseconds, and fire at once when there are too many.
        let milliseconds = left.as_millis().saturating_add(1).min(LONGEST_TIMER);
        wake.set(Some(end));
        let milliseconds = usize::try_from(milliseconds).unwrap_or(usize::MAX);
        let args = [self.realm.record(self.host)?, self.host.size(milliseconds)];
        self.call_lib(&self.agent.functions.wake_later, &args)?;
        Ok(())
    }

    /// Runs the jobs that one microtask was asked for: see [`JobState::start`]. The microtask runs in the asynchronous
    /// context with that number.
    ///
    /// # Errors
    /// Only what stops guest code: a job that throws rejects its promise.
    pub fn run_batch(&mut self, batch: usize, async_context: Option<u32>) -> Crossed<'s, ()> {
        self.realm.async_contexts.set_current(async_context);
        for left in (0..batch).rev() {
            self.realm.job_state.running.set(left);
            self.check_time()?;
            if let Err(failure) = self.run_job() {
                // The rest of the batch needs a microtask of its own.
                self.realm.job_state.running.set(0);
                return Err(failure);
            }
        }
        Ok(())
    }

    /// Runs all jobs of a realm that has a queue of its own.
    ///
    /// # Errors
    /// As [`MembraneScope::run_batch`]; the jobs that were left are thrown away, as V8 does.
    pub fn drain_own_queue(&mut self) -> Crossed<'s, ()> {
        if !self.realm.options.after_evaluate {
            return Ok(());
        }
        self.context.enqueue_external_jobs();
        loop {
            let (context, batch) = self.realm.jobs.jobs_in_context(0);
            if batch == 0 {
                return Ok(());
            }
            let number = context.as_ref().map(AsyncContext::number);
            if let Err(failure) = self.run_own_batch(batch, number) {
                self.realm.jobs.clear();
                return Err(failure);
            }
        }
    }

    /// Runs so many jobs of the realm's own queue in the asynchronous context with that number.
    fn run_own_batch(&mut self, batch: usize, number: Option<u32>) -> Crossed<'s, ()> {
        let current = self.realm.async_contexts.current();
        let elsewhere = number.filter(|_| number != current.as_ref().map(AsyncContext::number));
        let Some(number) = elsewhere else {
            return self.run_jobs(batch);
        };
        let number = self.host.number(f64::from(number));
        let args = [self.realm.record(self.host)?, self.host.size(batch), number];
        let result = self.call_lib(&self.agent.functions.run_jobs_in_context, &args);
        let current = current.as_ref().map(AsyncContext::number);
        self.realm.async_contexts.set_current(current);
        result?;
        Ok(())
    }

    /// Runs the next jobs of the realm's own queue, in the asynchronous context with that number, which the host is in.
    ///
    /// # Errors
    /// As [`MembraneScope::run_batch`].
    pub fn run_jobs_in(&mut self, batch: usize, number: u32) -> Crossed<'s, ()> {
        self.realm.async_contexts.set_current(Some(number));
        self.run_jobs(batch)
    }

    fn run_jobs(&mut self, batch: usize) -> Crossed<'s, ()> {
        for _ in 0..batch {
            self.check_time()?;
            self.run_job()?;
        }
        Ok(())
    }

    fn run_job(&mut self) -> Result<(), Failure<'s>> {
        self.realm.counters.count_job();
        if let Some(left) = self.agent.instructions_left() {
            self.realm.chain.job_begins(left);
        }
        let jobs = self.realm.jobs.clone();
        self.run(move |context| jobs.run_one(context).unwrap_or(Ok(())))
    }
}
