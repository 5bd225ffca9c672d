//! The realm's queue of promise jobs.
//!
//! Boa hands every job to the queue; the bridge decides when to run them: on the host's microtask
//! queue, or at the end of a run (`microtaskMode: 'afterEvaluate'`).

use std::{cell::RefCell, collections::VecDeque, fmt, pin::pin, rc::Rc, task};

use boa_engine::{
    Context, JsResult, JsValue,
    job::{Job, JobExecutor, NativeAsyncJob},
};

/// Jobs in the order in which they were enqueued.
#[derive(Default)]
pub struct JobQueue {
    waiting: RefCell<VecDeque<Job>>,
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
            Job::AsyncJob(job) => run_now(job, context),
            _ => return Some(Ok(())),
        };
        Some(match outcome {
            Err(error) if error.as_engine().is_some() => Err(error),
            _ => Ok(()),
        })
    }

    /// Throws all waiting jobs away, for a realm that is disposed of.
    pub fn clear(&self) {
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        drop(waiting);
    }
}

/// Runs a job of the module loader, which never waits: what it waits for are promises.
fn run_now(job: NativeAsyncJob, context: &mut Context) -> JsResult<JsValue> {
    let context = RefCell::new(context);
    let future = pin!(job.call(&context));
    let mut task = task::Context::from_waker(task::Waker::noop());
    match future.poll(&mut task) {
        task::Poll::Ready(outcome) => outcome,
        task::Poll::Pending => Ok(JsValue::undefined()),
    }
}

impl JobExecutor for JobQueue {
    fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
        // A FinalizationRegistry's cleanup job waits, as a future, for as long as the registry lives,
        // and would keep it alive; a host need not call cleanup callbacks at all (ECMA-262 9.12). The
        // engine makes timeout jobs only when an embedder asks for them.
        if matches!(
            job,
            Job::PromiseJob(_) | Job::GenericJob(_) | Job::AsyncJob(_)
        ) {
            self.waiting.borrow_mut().push_back(job);
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        while let Some(outcome) = self.run_one(context) {
            outcome?;
        }
        Ok(())
    }
}
