//! Counts the time, and the instructions, that a realm with a limit takes in microtasks: until the event loop goes on, a chain
//! of them counts as one entry, so that an endless one ends like an endless loop.
//!
//! A chain belongs to a realm. Each microtask adds the longest entry in it to the time that is spent; what the
//! program itself runs (`EntryOrigin::Run`) begins a chain, and so does the use of a guest object while the realm has
//! neither jobs nor called the host, since then nothing that it did can be behind that.
//!
//! Node works off its ticks, then its microtasks, and both again until no tick is left. A tick of ours follows: if a realm
//! was entered since the last one, another follows, behind what that entry may have asked for. If none was, one follows
//! behind the next round of microtasks, which may wait as yet. Where guest code has called the host, what goes on there
//! may take several rounds to come back ([`QUIET_ROUNDS`]). Then the event loop is taken to go on.
//!
//! Which microtask runs, another microtask tells, and which tick, Node, both asked only where the answer matters. Microtasks
//! that wait at once have the same number, of which the longest entry counts, since a loop of the host's is the same to Node;
//! in a chain that has taken long altogether each entry leaves a microtask behind that tells its own from those of others.
//! Nothing of that keeps the process alive, and a realm without a limit asks for none.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    time::{Duration, Instant},
};

use super::{
    agent::Agent,
    failure::{Crossed, Failure},
    realm::{EntryOrigin, Realm},
    scope::{MembraneScope, terminated},
};

/// How many rounds of ticks and microtasks without an entry end a chain that has called the host.
const QUIET_ROUNDS: u8 = 4;

/// What is known of the microtask that runs on a thread.
#[derive(Debug, Default)]
pub struct Microtasks {
    /// The number of the microtask.
    number: Cell<u64>,
    /// The number of the last time that the queue was worked off.
    drain: Cell<u64>,
    /// Whether it is being worked off now.
    is_draining: Cell<bool>,
    /// Whether a microtask will tell that it runs.
    is_expected: Cell<bool>,
    /// What Node calls what ran when it was asked last.
    tick: Cell<f64>,
    /// Whether a tick of ours waits.
    is_tick_due: Cell<bool>,
    /// Whether a realm was entered since it was asked for.
    was_entered: Cell<bool>,
    /// Whether a realm has called the host since the queue is worked off.
    reaches_host: Cell<bool>,
    /// How many of our ticks have come since a realm was entered.
    quiet_rounds: Cell<u8>,
}

impl Microtasks {
    /// Another microtask runs.
    fn next(&self, agent: &Agent) {
        self.number.set(self.number.get() + 1);
        if !self.is_draining.replace(true) {
            self.drain.set(self.drain.get() + 1);
            self.quiet_rounds.set(0);
            self.ask_for_a_tick(agent, false);
        }
    }

    /// Asks for a tick of ours, behind those that wait or also behind the next round of microtasks.
    fn ask_for_a_tick(&self, agent: &Agent, is_behind_microtasks: bool) {
        if !self.is_tick_due.replace(true) {
            self.was_entered.set(false);
            agent.env.scope(|host| {
                let args = [host.boolean(is_behind_microtasks)];
                // What fails here is the end of the environment.
                let _ = agent.functions.tell_drained.call(host, &args);
            });
        }
    }

    /// The microtask that was asked for runs.
    pub fn arrived(&self, agent: &Agent) {
        self.is_expected.set(false);
        self.next(agent);
    }

    /// A tick of ours runs: both queues are empty, unless what entries have asked for waits in one of them.
    pub fn drained(&self, agent: &Agent) {
        self.is_tick_due.set(false);
        if self.was_entered.get() {
            self.quiet_rounds.set(0);
            self.next(agent);
            self.ask_for_a_tick(agent, false);
            return;
        }
        let rounds = self.quiet_rounds.get();
        self.quiet_rounds.set(rounds.saturating_add(1));
        if self.reaches_host.get() && rounds < QUIET_ROUNDS {
            self.ask_for_a_tick(agent, true);
        } else {
            self.is_draining.set(false);
            self.reaches_host.set(false);
        }
    }

    /// Looks whether another tick runs than the last time. Microtasks are all the same to Node.
    fn look_at_tick(&self, agent: &Agent) {
        // What fails here is the end of the environment.
        let id = agent.env.scope(|host| {
            let id = agent.functions.execution_id.call(host, &[]);
            id.map(|id| id.as_f64(host)).ok()
        });
        if let Some(id) = id
            && self.tick.replace(id).total_cmp(&id).is_ne()
        {
            self.number.set(self.number.get() + 1);
        }
    }

    /// Asks to be told of the next microtask, and of the next tick: Node runs no microtask
    /// while ticks wait. With `anyway`, also if one is to tell that already.
    fn expect(&self, agent: &Agent, anyway: bool) {
        if !self.is_expected.replace(true) || anyway {
            let _ = agent
                .env
                .scope(|host| agent.functions.tell_microtask.call(host, &[]).is_ok());
        }
        self.ask_for_a_tick(agent, false);
    }
}

/// The time that a realm's chain of microtasks has taken.
#[derive(Debug, Default)]
pub struct Chain {
    drain: Cell<u64>,
    microtask: Cell<u64>,
    /// In the microtasks before that one.
    spent: Cell<Duration>,
    /// The longest entry of that one.
    longest: Cell<Duration>,
    /// Instructions in the microtasks before that one.
    instructions: Cell<u64>,
    /// The most that an entry of that one has taken.
    most_instructions: Cell<u64>,
    /// How many were left when the job began that runs.
    left_to_job: Cell<u64>,
    /// Whether the entry that runs begins the chain: it has a budget of its own, wherever it stands.
    is_first: Cell<bool>,
    /// All entries since the queue is worked off.
    total: Cell<Duration>,
    /// Whether the realm has called the host since the chain began.
    has_called: Cell<bool>,
    /// Whether a job that took too long by itself was forgiven.
    is_forgiven: Cell<bool>,
    /// Functions of the host's, by their indices, that host code has given to a guest promise's `then`. When a job calls
    /// one, host code goes on that has waited, and not something that guest code has called.
    host_reactions: RefCell<HashSet<u32>>,
    /// Whether a job calls one of those now.
    is_answering: Cell<bool>,
    /// When the job began that runs.
    job: Cell<Option<Instant>>,
    /// Whether its time is up.
    is_at_its_end: Cell<bool>,
}

impl Chain {
    /// What is left of a limit in milliseconds.
    #[must_use]
    pub fn left(&self, limit: u32) -> Duration {
        Duration::from_millis(u64::from(limit)).saturating_sub(self.spent.get())
    }

    /// What is left of a limit of instructions.
    #[must_use]
    pub fn instructions_left(&self, limit: u64) -> u64 {
        limit.saturating_sub(self.instructions.get())
    }

    /// A job begins, with so many instructions left.
    pub fn job_begins(&self, instructions: u64) {
        self.left_to_job.set(instructions);
    }

    /// The realm calls the host.
    #[inline]
    pub fn calls_host(&self) {
        if !self.is_answering.take() {
            self.has_called.set(true);
        }
    }

    /// A function of the host's that waits for a guest promise, because host code said so.
    pub fn expect_answer(&self, function: u32) {
        self.host_reactions.borrow_mut().insert(function);
    }

    /// A job calls a function of the host's.
    pub fn answer(&self, function: u32) {
        self.is_answering.set(self.forget(function));
    }

    /// Whether a function was one that [`Chain::expect_answer`] has named; it is not any more.
    pub fn forget(&self, function: u32) -> bool {
        self.host_reactions.borrow_mut().remove(&function)
    }

    /// Whether nothing more may run in this entry.
    #[must_use]
    pub fn is_at_its_end(&self) -> bool {
        self.is_at_its_end.get()
    }

    /// As [`Chain::is_at_its_end`], for the last who asks.
    pub(super) fn take_end(&self) -> bool {
        self.is_at_its_end.take()
    }

    fn begin_again(&self) {
        self.spent.set(Duration::ZERO);
        self.longest.set(Duration::ZERO);
        self.instructions.set(0);
        self.most_instructions.set(0);
        self.has_called.set(false);
    }

    /// Whether all entries together have taken so much of a limit that each is worth a look.
    fn is_long(&self, limit: Option<u32>) -> bool {
        limit.is_some_and(|ms| self.total.get() > Duration::from_millis(u64::from(ms)) / 4)
    }

    /// Goes on to the microtask that runs.
    fn go_on(&self, microtasks: &Microtasks) {
        if self.drain.replace(microtasks.drain.get()) != microtasks.drain.get() {
            self.begin_again();
            self.total.set(Duration::ZERO);
            self.is_forgiven.set(false);
        }
        if self.microtask.replace(microtasks.number.get()) != microtasks.number.get() {
            self.spent.set(self.spent.get() + self.longest.take());
            self.instructions
                .set(self.instructions.get() + self.most_instructions.take());
        }
    }

    /// A job or a call was stopped because the time was up. Whether the rest of what waits may go on: once, if it
    /// took most of the limit by itself.
    pub(super) fn forgive(&self, limit: Option<u32>) -> bool {
        let Some((limit, job)) = limit.zip(self.job.get()) else {
            return false;
        };
        let is_alone = job.elapsed() >= Duration::from_millis(u64::from(limit)) / 2;
        is_alone && !self.is_forgiven.replace(true)
    }

    /// As [`Chain::forgive`], for a job that was stopped because it took too many instructions.
    pub(super) fn forgive_instructions(&self, limit: u64) -> bool {
        self.left_to_job.get() >= limit / 2 && !self.is_forgiven.replace(true)
    }

    /// The entry that runs is not counted: all that it was about is over.
    pub(super) fn end(&self) {
        self.begin_again();
        self.job.set(None);
    }
}

/// How long jobs may go on after the deadline of a promise, so that the timer of the host gets a chance, which stops
/// only what works for that promise.
const GRACE: Duration = Duration::from_millis(50);

impl Realm {
    /// When jobs are stopped because of the deadline of a promise, and after how many milliseconds that is.
    pub(super) fn deadline_of_jobs(&self) -> Option<(Instant, u32)> {
        let (at, limit) = self.deadline.get()?;
        let grace = GRACE.saturating_sub(self.chain.spent.get());
        Some((at.max(Instant::now() + grace), limit))
    }

    /// Begins to count an outermost entry. Gives the time if it is in a microtask.
    pub(super) fn begin_counting(&self, agent: &Agent, origin: EntryOrigin) -> Option<Instant> {
        let (chain, microtasks) = (&self.chain, &agent.microtasks);
        microtasks.was_entered.set(true);
        if origin.is_job() {
            microtasks.next(agent);
        }
        if !microtasks.is_draining.get() {
            chain.begin_again();
            return None;
        }
        if origin == EntryOrigin::Object && chain.has_called.get() {
            microtasks.look_at_tick(agent);
        }
        chain.go_on(microtasks);
        let is_new = match origin {
            EntryOrigin::Run => true,
            EntryOrigin::Object => !chain.has_called.get() && self.jobs.is_empty(),
            EntryOrigin::Job | EntryOrigin::Cleanup => false,
        };
        if is_new {
            chain.begin_again();
        }
        chain.is_first.set(is_new);
        let is_over = self
            .options
            .timeout
            .is_some_and(|limit| chain.left(limit).is_zero());
        chain.is_at_its_end.set(is_over);
        let now = Instant::now();
        chain.job.set(Some(now));
        Some(now)
    }

    /// Ends what [`Realm::begin_counting`] began.
    pub(super) fn end_counting(
        &self,
        agent: &Agent,
        origin: EntryOrigin,
        began: Option<Instant>,
        instructions: u64,
    ) {
        let (chain, microtasks) = (&self.chain, &agent.microtasks);
        chain.is_at_its_end.set(false);
        if let Some(began) = began
            && chain.job.take().is_some()
        {
            let took = began.elapsed();
            chain.longest.set(chain.longest.get().max(took));
            chain.total.set(chain.total.get() + took);
            if !chain.is_first.get() {
                let most = chain.most_instructions.get().max(instructions);
                chain.most_instructions.set(most);
            }
        }
        if chain.has_called.get() {
            microtasks.reaches_host.set(true);
        }
        if origin.is_job() {
            microtasks.number.set(microtasks.number.get() + 1);
        } else if chain.has_called.get() {
            microtasks.expect(agent, chain.is_long(self.options.timeout));
        }
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// Fails when the time of the run is up, between two jobs that are each too short for the watchdog.
    pub(super) fn check_time(&mut self) -> Crossed<'s, ()> {
        let deadline = self.agent.runs.borrow().last().and_then(|run| run.deadline);
        let Some((deadline, _)) = deadline else {
            return Ok(());
        };
        let now = Instant::now();
        if now < deadline {
            if self.realm.chain.job.get().is_some() {
                self.realm.chain.job.set(Some(now));
            }
            return Ok(());
        }
        self.realm.chain.is_at_its_end.set(true);
        Err(Failure::Guest(terminated()))
    }
}
