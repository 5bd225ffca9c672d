//! The realm's queue of promise jobs.
//!
//! Boa hands every job to the queue; the membrane decides when to run them: on the host's microtask
//! queue, or at the end of a run (`microtaskMode: 'afterEvaluate'`). Callbacks of a `FinalizationRegistry` wait apart: no
//! run of the host's has asked for them, so they have a time of their own.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    fmt,
    pin::pin,
    rc::{Rc, Weak},
    task,
};

use boa_engine::{
    Context, Finalize, JsData, JsResult, JsValue, Trace,
    job::{Job, JobExecutor, NativeAsyncJob},
};

/// The asynchronous context of the host in which a reaction was registered, and in which its job runs. The host knows it
/// by a number, and hears when no reaction and no job has it any more.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub struct AsyncContext(#[unsafe_ignore_trace] Rc<Number>);

struct Number {
    number: u32,
    released: Rc<RefCell<Vec<u32>>>,
}

impl Drop for Number {
    fn drop(&mut self) {
        if let Ok(mut released) = self.released.try_borrow_mut() {
            released.push(self.number);
        }
    }
}

impl fmt::Debug for AsyncContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AsyncContext").field(&self.number()).finish()
    }
}

impl AsyncContext {
    /// The host's number for it.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.0.number
    }
}

/// The asynchronous contexts of the host that reactions and jobs of a realm have.
#[derive(Default)]
pub struct AsyncContexts {
    alive: RefCell<HashMap<u32, Weak<Number>>>,
    released: Rc<RefCell<Vec<u32>>>,
    current: RefCell<Option<AsyncContext>>,
}

impl fmt::Debug for AsyncContexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncContexts").finish_non_exhaustive()
    }
}

impl AsyncContexts {
    /// The context in which guest code runs, if anybody has asked for it since control came to the guest.
    #[must_use]
    pub fn current(&self) -> Option<AsyncContext> {
        self.current.borrow().clone()
    }

    /// Guest code runs in the context with that number; `None` when it is not known.
    pub fn set_current(&self, number: Option<u32>) {
        let context = number.map(|number| self.context(number));
        let before = self.current.replace(context);
        drop(before);
    }

    fn context(&self, number: u32) -> AsyncContext {
        let alive = self.alive.borrow().get(&number).and_then(Weak::upgrade);
        AsyncContext(alive.unwrap_or_else(|| {
            let released = self.released.clone();
            let new = Rc::new(Number { number, released });
            self.alive.borrow_mut().insert(number, Rc::downgrade(&new));
            new
        }))
    }

    /// The contexts that nothing has any more.
    #[must_use]
    pub fn take_released(&self) -> Vec<u32> {
        if self.released.borrow().is_empty() {
            return Vec::new();
        }
        let released = std::mem::take(&mut *self.released.borrow_mut());
        let mut alive = self.alive.borrow_mut();
        let is_over = |number: &u32| {
            let is_over = alive
                .get(number)
                .is_some_and(|context| context.strong_count() == 0);
            is_over && alive.remove(number).is_some()
        };
        released.into_iter().filter(is_over).collect()
    }
}

/// A job, and the asynchronous context that it runs in.
type Waiting = (Job, Option<AsyncContext>);

/// Jobs in the order in which they were enqueued.
#[derive(Default)]
pub struct JobQueue {
    waiting: RefCell<VecDeque<Waiting>>,
    /// The context of the job that is enqueued next.
    next: RefCell<Option<AsyncContext>>,
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

    /// The job that is enqueued next runs in that asynchronous context.
    pub fn expect_in(&self, context: Option<AsyncContext>) {
        *self.next.borrow_mut() = context;
    }

    /// The asynchronous context of the job at `index`, and how many jobs from there on have the same.
    #[must_use]
    pub fn jobs_in_context(&self, index: usize) -> (Option<AsyncContext>, usize) {
        let waiting = self.waiting.borrow();
        let number = |context: &Option<AsyncContext>| context.as_ref().map(AsyncContext::number);
        let Some((_, first)) = waiting.get(index) else {
            return (None, 0);
        };
        let rest = waiting.iter().skip(index);
        let count = rest
            .take_while(|(_, context)| number(context) == number(first))
            .count();
        (first.clone(), count)
    }

    /// Runs the oldest job. Gives `None` when there is none.
    ///
    /// # Errors
    /// Only what no guest code can catch: the watchdog stopped the job, or a limit was reached.
    pub fn run_one(&self, context: &mut Context) -> Option<JsResult<()>> {
        let (job, _) = self.waiting.borrow_mut().pop_front()?;
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
                let context = self.next.take();
                self.waiting.borrow_mut().push_back((job, context));
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
