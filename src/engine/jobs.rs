//! The realm's queue of promise jobs.
//!
//! Boa hands every job to the queue; the bridge decides when to run them: on the host's microtask
//! queue, or at the end of a run (`microtaskMode: 'afterEvaluate'`).

use std::{cell::RefCell, collections::VecDeque, fmt, pin::pin, rc::Rc, task};

use boa_engine::{
    Context, JsResult,
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

/// Runs a job of the module loader, which answers at once (`module/import.rs`), so that the host hears
/// of an `import()` while it runs, as from V8.
fn run_now(job: NativeAsyncJob, context: &mut Context) {
    let context = RefCell::new(context);
    let future = pin!(job.call(&context));
    let mut task = task::Context::from_waker(task::Waker::noop());
    // It fails only with what stops guest code, and that is noticed where the code goes on.
    let _ = future.poll(&mut task);
}

impl JobExecutor for JobQueue {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        match job {
            Job::AsyncJob(job) => run_now(job, context),
            Job::PromiseJob(_) | Job::GenericJob(_) => self.waiting.borrow_mut().push_back(job),
            // A FinalizationRegistry's cleanup job waits, as a future, for as long as the registry
            // lives, and would keep it alive; a host need not call cleanup callbacks at all (ECMA-262
            // 9.12). The engine makes timeout jobs only when an embedder asks for them.
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
