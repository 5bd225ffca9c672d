//! The realm's queue of promise jobs.
//!
//! Boa hands every job to the queue; the bridge decides when to run them: on the host's microtask
//! queue, or at the end of a run (`microtaskMode: 'afterEvaluate'`). Callbacks of a `FinalizationRegistry` wait apart: no
//! run of the host's has asked for them, so they have a time of their own.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    fmt,
    pin::pin,
    rc::Rc,
    task,
};

use boa_engine::{
    Context, JsResult, JsValue,
    job::{Job, JobExecutor, NativeAsyncJob},
};

/// Jobs in the order in which they were enqueued.
#[derive(Default)]
pub struct JobQueue {
    waiting: RefCell<VecDeque<Job>>,
    cleanups: RefCell<VecDeque<NativeAsyncJob>>,
    refuses_cleanups: Cell<bool>,
}

impl fmt::Debug for JobQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobQueue").finish_non_exhaustive()
    }
}

impl JobQueue {
    /// Whether no job waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// How many jobs wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.borrow().len()
    }

    /// Runs the oldest job. Gives `None` when there is none.
    ///
    /// # Errors
    /// Only what no guest code can catch: the watchdog stopped the job, or a limit was reached.
    pub fn run_one(&self, context: &mut Context) -> Option<JsResult<()>> {
        let job = self.waiting.borrow_mut().pop_front()?;
        let outcome = match job {
            Job::PromiseJob(job) => job.call(context),
            Job::GenericJob(job) => job.call(context),
            _ => return Some(Ok(())),
        };
        Some(unless_stopped(outcome))
    }

    /// Whether a registry waits for its callbacks.
    #[must_use]
    pub fn has_cleanups(&self) -> bool {
        !self.cleanups.borrow().is_empty()
    }

    /// Runs the callbacks of all registries that wait.
    ///
    /// # Errors
    /// As [`JobQueue::run_one`]. No registry calls anybody from then on: what has held the host up once would do so
    /// after each collection.
    pub fn run_cleanups(&self, context: &mut Context) -> JsResult<()> {
        loop {
            let Some(job) = self.cleanups.borrow_mut().pop_front() else {
                return Ok(());
            };
            let outcome = unless_stopped(run_now(job, context));
            if outcome.is_err() {
                self.refuse_cleanups();
                return outcome;
            }
        }
    }

    fn refuse_cleanups(&self) {
        self.refuses_cleanups.set(true);
        let waiting = std::mem::take(&mut *self.cleanups.borrow_mut());
        drop(waiting);
    }

    /// Throws all waiting jobs away, for a realm that is disposed of or that a limit has stopped.
    pub fn clear(&self) {
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        let cleanups = std::mem::take(&mut *self.cleanups.borrow_mut());
        drop((waiting, cleanups));
    }
}

/// Of what a job comes to, only what stops guest code is anybody's business.
fn unless_stopped<T>(outcome: JsResult<T>) -> JsResult<()> {
    match outcome {
        Err(error) if error.as_engine().is_some() => Err(error),
        _ => Ok(()),
    }
}

/// Runs a job that waits for nothing: of the module loader, which answers at once (`module/import.rs`), so
/// that the host hears of an `import()` while it runs, as from V8, or of a `FinalizationRegistry`.
fn run_now(job: NativeAsyncJob, context: &mut Context) -> JsResult<JsValue> {
    let context = RefCell::new(context);
    let future = pin!(job.call(&context));
    let mut task = task::Context::from_waker(task::Waker::noop());
    match future.poll(&mut task) {
        task::Poll::Ready(result) => result,
        task::Poll::Pending => Ok(JsValue::undefined()),
    }
}

impl JobExecutor for JobQueue {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        match job {
            Job::AsyncJob(job) => {
                // It fails only with what stops guest code, and that is noticed where the code goes on.
                let _ = run_now(job, context);
            }
            Job::PromiseJob(_) | Job::GenericJob(_) => {
                self.waiting.borrow_mut().push_back(job);
            }
            Job::FinalizationRegistryCleanupJob(job) if !self.refuses_cleanups.get() => {
                self.cleanups.borrow_mut().push_back(job);
            }
            // The engine makes timeout jobs only when an embedder asks for them.
            _ => {}
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        while let Some(outcome) = self.run_one(context) {
            outcome?;
        }
        Ok(())
    }
}
