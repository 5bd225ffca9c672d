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

/// Jobs that a microtask of the host will run.
#[derive(Debug, Default)]
pub struct JobState {
    scheduled: Cell<usize>,
}

impl Crossing<'_> {
    /// Asks the host for a microtask if jobs wait that no microtask will run.
    pub fn schedule_jobs(&mut self) -> Crossed<()> {
        let waiting = self.realm.jobs.len();
        let state = &self.realm.job_state;
        if self.realm.spec.after_evaluate || waiting <= state.scheduled.get() {
            return Ok(());
        }
        let batch = waiting - state.scheduled.get();
        state.scheduled.set(waiting);
        let record = self.realm.record()?;
        let batch = self.host.size(batch);
        self.agent
            .functions
            .schedule_jobs
            .call(self.host, &[record, batch])?;
        Ok(())
    }

    /// Runs the jobs that one microtask was asked for.
    ///
    /// # Errors
    /// Only what stops guest code: a job that throws rejects its promise.
    pub fn run_batch(&mut self, batch: usize) -> Crossed<()> {
        for done in 1..=batch {
            self.count_down(1);
            if let Err(failure) = self.run_job() {
                // The rest of the batch needs a microtask of its own.
                self.count_down(batch - done);
                return Err(failure);
            }
        }
        Ok(())
    }

    fn count_down(&self, jobs: usize) {
        let scheduled = &self.realm.job_state.scheduled;
        scheduled.set(scheduled.get().saturating_sub(jobs));
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
