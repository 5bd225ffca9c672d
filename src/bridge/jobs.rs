//! Promise jobs on the host's microtask queue, in one order with the host's own.
//!
//! Host code runs only while the guest does not, so it is enough to ask for a microtask whenever
//! control goes to the host and jobs have been enqueued since the last time: whatever the host enqueues
//! after that comes after them. A realm with a queue of its own (`microtaskMode: 'afterEvaluate'`)
//! drains it at the end of each run instead.

use std::cell::Cell;

use super::{
    crossing::Crossing,
    failure::{Crossed, Failure},
};

/// Jobs that a microtask of the host will run, or is about to.
#[derive(Debug, Default)]
pub struct JobState {
    scheduled: Cell<usize>,
    running: Cell<usize>,
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

impl Crossing<'_> {
    /// Asks the host for a microtask if jobs wait that no microtask will run.
    pub fn schedule_jobs(&mut self) -> Crossed<()> {
        let waiting = self.realm.jobs.len();
        let state = &self.realm.job_state;
        let expected = state.scheduled.get() + state.running.get();
        if self.realm.spec.after_evaluate || waiting <= expected {
            return Ok(());
        }
        let batch = waiting - expected;
        let args = [self.realm.record()?, self.host.size(batch)];
        self.agent.functions.schedule_jobs.call(self.host, &args)?;
        let state = &self.realm.job_state;
        state.scheduled.set(state.scheduled.get() + batch);
        Ok(())
    }

    /// Runs the jobs that one microtask was asked for: see [`JobState::start`].
    ///
    /// # Errors
    /// Only what stops guest code: a job that throws rejects its promise.
    pub fn run_batch(&mut self, batch: usize) -> Crossed<()> {
        for left in (0..batch).rev() {
            self.realm.job_state.running.set(left);
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
    /// As [`Crossing::run_batch`]; the jobs that were left are thrown away, as V8 does.
    pub fn drain_own_queue(&mut self) -> Crossed<()> {
        if !self.realm.spec.after_evaluate {
            return Ok(());
        }
        while !self.realm.jobs.is_empty() {
            if let Err(failure) = self.run_job() {
                self.realm.jobs.clear();
                return Err(failure);
            }
        }
        Ok(())
    }

    fn run_job(&mut self) -> Result<(), Failure> {
        let jobs = self.realm.jobs.clone();
        self.run(move |context| jobs.run_one(context).unwrap_or(Ok(())))
    }
}
