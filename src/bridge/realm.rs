//! A realm: the engine behind one context object, with its tables, and the one way into it.

use std::{
    cell::{Cell, OnceCell, RefCell},
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::{Rc, Weak},
};

use boa_engine::{Context, JsNativeError, JsResult, object::JsObject};

use crate::engine::{
    guest::{Guest, GuestError},
    heap::{self, Balance},
    interrupt::Interrupt,
    jobs::JobQueue,
    lazy, panics,
    pattern::PatternGetters,
    realm::{self as engine_realm, EmbedderSlot, RealmOptions, ReflectFunctions},
    script::ScriptCache,
};

use super::{
    agent::{ActiveRun, Agent},
    crossing::{Crossing, terminated},
    error_stacks::HostErrors,
    events::Events,
    faces::Faces,
    failure::{Crossed, Failure},
    global::Global,
    guest_buffer::BufferMethods,
    intl::IntlObjects,
    intrinsics::Intrinsics,
    jobs::JobState,
    mirrored_bytes::Buffers,
    napi::{Host, HostRef, HostValue, Throw},
    promises::Promises,
    stand_ins::StandIns,
    symbols::Symbols,
    ties::Ties,
    traps,
};

/// Sorts of realm, as lib/realm.js numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RealmKind {
    /// Behind a contextified object.
    Contextified,
    /// `vm.constants.DONT_CONTEXTIFY`: the global object is the guest's own.
    Vanilla,
    /// The realm of `runInThisContext`.
    This,
}

/// How a realm is made.
#[derive(Debug, Clone, Copy)]
pub struct RealmSpec {
    /// Its sort.
    pub kind: RealmKind,
    /// `codeGeneration.strings`.
    pub allow_strings: bool,
    /// `microtaskMode: 'afterEvaluate'`.
    pub after_evaluate: bool,
    /// `limits.timeout`: milliseconds that every entry may take.
    pub timeout: Option<u32>,
    /// `limits.stackDepth`: calls within calls.
    pub stack_depth: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Alive,
    Disposed,
    /// Boa panicked; its frames were never popped, so nothing may run in it again.
    Poisoned(String),
}

/// What an entry may take.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntryTerms {
    /// Milliseconds after which it is stopped.
    pub timeout: Option<u32>,
    /// Whether SIGINT stops it.
    pub sigint: bool,
    /// Whether it only looks at an object: no run of guest code, unless that object runs some.
    pub is_reading: bool,
}

/// The engine of one context object. Every borrow of a table ends before control leaves for either
/// engine.
#[expect(missing_docs, reason = "each table is documented where it is defined")]
pub struct Realm {
    pub id: u32,
    pub spec: RealmSpec,
    pub agent: Weak<Agent>,
    pub guest: Guest,
    pub jobs: Rc<JobQueue>,
    pub reflect: ReflectFunctions,
    pub patterns: PatternGetters,
    /// The handler that all stand-ins share.
    pub stand_in_handler: JsObject,
    pub faces: RefCell<Faces>,
    pub stand_ins: RefCell<StandIns>,
    pub symbols: RefCell<Symbols>,
    pub intrinsics: Intrinsics,
    pub promises: RefCell<Promises>,
    pub buffers: RefCell<Buffers>,
    pub ties: RefCell<Ties>,
    pub scripts: RefCell<ScriptCache>,
    pub intl: IntlObjects,
    pub host_errors: RefCell<HostErrors>,
    /// Whether guest code that runs in the innermost entry has called the host.
    pub is_out: Cell<bool>,
    pub job_state: JobState,
    /// Set once the realm exists; `None` for a vanilla realm.
    pub global: OnceCell<Global>,
    pub depth: Cell<u32>,
    /// Whether code was compiled in it.
    pub has_code: Cell<bool>,
    pub memory: Balance,
    /// The bytes that V8 knows of.
    reported: Cell<i64>,
    embedder: EmbedderSlot,
    record: HostRef,
    state: RefCell<State>,
}

impl fmt::Debug for Realm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Realm")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Finds the realm from inside the engine: every `Context` holds one of these.
#[derive(Debug, Clone)]
struct RealmLink(Weak<Realm>);

/// The realm that a `Context` belongs to.
#[must_use]
pub fn realm_of(context: &Context) -> Option<Rc<Realm>> {
    context.get_data::<RealmLink>()?.0.upgrade()
}

/// As [`realm_of`], for native functions of a realm, which do not outlive it.
///
/// # Errors
/// An `Error` of the guest when the environment is ending.
pub fn current_realm(context: &Context) -> JsResult<Rc<Realm>> {
    realm_of(context).ok_or_else(|| {
        JsNativeError::error()
            .with_message("the realm is gone")
            .into()
    })
}

/// What V8 is told that a new realm weighs, so that it collects contexts: about 240 KB in Boa's heap,
/// and as much again for what its code makes and the allocator wastes.
const REALM_BYTES: i64 = 512_000;

/// V8 hears of what a realm has come to weigh when it has changed by so many bytes.
const REPORTED_BYTES: i64 = 1 << 20;

impl Realm {
    /// Makes a realm and enters it into the agent's table.
    ///
    /// # Errors
    /// What Boa says when it can't set up a realm.
    pub fn create(
        agent: &Rc<Agent>,
        id: u32,
        record: HostValue,
        spec: RealmSpec,
        host_intrinsics: HostValue,
    ) -> Result<Rc<Self>, Throw> {
        let host = agent.host;
        let refused = |error: boa_engine::JsError| {
            Throw::Value(host.error(&format!("boa-vm: no realm could be made: {error}")))
        };
        let options = RealmOptions {
            allow_strings: spec.allow_strings,
            separate_this: spec.kind != RealmKind::Vanilla,
            stack_depth: spec.stack_depth,
        };
        let (made, bytes) =
            heap::weigh(|| engine_realm::create(options, &mut agent.boot.borrow_mut()));
        let mut new = made.map_err(refused)?;
        let context = &mut new.context;
        let realm = Rc::new(Self {
            id,
            spec,
            agent: Rc::downgrade(agent),
            jobs: new.jobs,
            reflect: ReflectFunctions::capture(context).map_err(refused)?,
            patterns: PatternGetters::capture(context).map_err(refused)?,
            stand_in_handler: traps::handler(context),
            faces: RefCell::default(),
            stand_ins: RefCell::new(StandIns::new(context)),
            symbols: RefCell::new(Symbols::new(&agent.well_known, context).map_err(refused)?),
            intrinsics: Intrinsics::new(&agent.intrinsic_paths, context),
            promises: RefCell::default(),
            buffers: RefCell::new(Buffers::new(
                BufferMethods::capture(context).map_err(refused)?,
            )),
            ties: RefCell::default(),
            scripts: RefCell::default(),
            intl: IntlObjects::default(),
            host_errors: RefCell::default(),
            is_out: Cell::new(false),
            job_state: JobState::default(),
            global: OnceCell::new(),
            depth: Cell::new(0),
            has_code: Cell::new(false),
            memory: Balance::default(),
            reported: Cell::new(REALM_BYTES),
            embedder: new.embedder,
            record: HostRef::weak(host, record),
            state: RefCell::new(State::Alive),
            guest: Guest::new(new.context),
        });
        realm.memory.add(bytes);
        agent.add_realm(realm.clone());
        host.adjust_external_memory(REALM_BYTES);
        realm.embedder.set(Rc::new(Events::of(&realm)));
        let link = RealmLink(Rc::downgrade(&realm));
        let parts = new.this_parts;
        realm.enter(EntryTerms::default(), |crossing| {
            crossing.context.insert_data(link);
            if let Some(parts) = parts {
                Global::install(crossing, parts)?;
            } else {
                lazy::fill_all(crossing.context)?;
            }
            crossing.share_intrinsics(host_intrinsics)
        })?;
        Ok(realm)
    }

    /// The realm's record in the host's heap.
    ///
    /// # Errors
    /// [`Throw::Terminated`] when it is gone, which only happens while the environment ends: whoever
    /// enters a realm holds its record.
    pub fn record(&self) -> Result<HostValue, Throw> {
        self.record.get().ok_or(Throw::Terminated)
    }

    /// Whether V8 has collected the record.
    #[must_use]
    pub fn is_abandoned(&self) -> bool {
        self.depth.get() == 0 && self.record.get().is_none()
    }

    /// The agent.
    ///
    /// # Errors
    /// [`Throw::Terminated`] while the environment ends.
    pub fn agent(&self) -> Result<Rc<Agent>, Throw> {
        self.agent.upgrade().ok_or(Throw::Terminated)
    }

    /// From now on every entry throws `ERR_VM_CONTEXT_DISPOSED`.
    pub fn dispose(&self) {
        *self.state.borrow_mut() = State::Disposed;
    }

    /// Tells V8 what the realm has come to weigh, so that it looks for guest objects, modules among them,
    /// that the host has let go of.
    pub fn report_memory(&self, host: Host) {
        let bytes = i64::try_from(self.memory.bytes()).unwrap_or(i64::MAX);
        let change = bytes.max(REALM_BYTES) - self.reported.get();
        if change.abs() >= REPORTED_BYTES {
            self.reported.set(self.reported.get() + change);
            host.adjust_external_memory(change);
        }
    }

    /// Breaks the realm's cycles, so that dropping it frees the engine.
    pub fn close(&self) {
        self.dispose();
        self.embedder.clear();
        self.jobs.clear();
        if let Some(agent) = self.agent.upgrade() {
            agent.host.adjust_external_memory(-self.reported.get());
        }
    }

    fn is_poisoned(&self) -> bool {
        matches!(*self.state.borrow(), State::Poisoned(_))
    }

    fn check_alive(&self, agent: &Agent) -> Result<(), Throw> {
        let state = self.state.borrow().clone();
        match state {
            State::Alive => Ok(()),
            State::Disposed => Err(agent.error(&agent.functions.context_disposed, &[])),
            State::Poisoned(detail) => {
                let detail = agent.host.text(&detail);
                Err(agent.error(&agent.functions.realm_panicked, &[detail]))
            }
        }
    }

    fn poison(&self, agent: &Agent) -> Throw {
        let detail = panics::take_last();
        *self.state.borrow_mut() = State::Poisoned(detail.clone());
        // Whatever the panic has left in the middle: an error may be borrowed for ever.
        let _ = catch_unwind(AssertUnwindSafe(|| self.leave_errors(agent)));
        agent.error(&agent.functions.realm_panicked, &[agent.host.text(&detail)])
    }

    /// The one way in: the host enters the realm, on its own stack. `f` converts what it needs and
    /// runs guest code with [`Crossing::run`].
    ///
    /// # Errors
    /// What `f` fails with, converted for the host; `ERR_VM_CONTEXT_DISPOSED` and
    /// `ERR_VM_REALM_POISONED` for a realm that can't be entered.
    pub fn enter<R>(
        self: &Rc<Self>,
        terms: EntryTerms,
        f: impl FnOnce(&mut Crossing<'_>) -> Crossed<R>,
    ) -> Result<R, Throw> {
        let agent = self.agent()?;
        self.check_alive(&agent)?;
        let terms = EntryTerms {
            timeout: shorter(terms.timeout, self.spec.timeout),
            ..terms
        };
        let active = agent.active_run(self.id, terms);
        let was_out = self.is_out.replace(false);
        self.depth.set(self.depth.get() + 1);
        agent.runs.borrow_mut().push(active);
        let is_outermost = agent.runs.borrow().len() == 1;
        let guarded = || {
            catch_unwind(AssertUnwindSafe(|| {
                self.enter_guarded(&agent, active, terms.is_reading, f)
            }))
        };
        let outcome = if is_outermost {
            self.memory.weigh(guarded)
        } else {
            guarded()
        };
        agent.runs.borrow_mut().pop();
        self.depth.set(self.depth.get() - 1);
        self.is_out.set(was_out);
        match outcome {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => {
                Err(Throw::Value(agent.host.error(&format!(
                    "boa-vm: the realm can't be entered: {error:?}"
                ))))
            }
            Err(_) => Err(self.poison(&agent)),
        }
    }

    fn enter_guarded<R>(
        self: &Rc<Self>,
        agent: &Agent,
        active: ActiveRun,
        is_reading: bool,
        f: impl FnOnce(&mut Crossing<'_>) -> Crossed<R>,
    ) -> Result<Result<R, Throw>, GuestError> {
        self.guest.with(|context| {
            let interrupt = Interrupt::arm(context, agent.end_sign, active.terms());
            let mut crossing = Crossing {
                realm: self,
                host: agent.host,
                agent,
                context,
            };
            if self.depth.get() == 1 {
                self.ties.borrow_mut().entry_begins(is_reading);
            }
            let result = crossing.arrive().and_then(|()| f(&mut crossing));
            crossing.finish(result, interrupt, active)
        })
    }

    /// Guest code calls the host, on the host's stack.
    ///
    /// # Errors
    /// What `f` fails with, converted for the guest.
    pub fn callout<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl FnOnce(&mut Crossing<'_>) -> Crossed<R>,
    ) -> JsResult<R> {
        self.go_out(context, |crossing| {
            crossing.leave_for_host()?;
            let result = f(crossing);
            // Host code that has thrown may have changed something too.
            let arrived = crossing.arrive();
            let value = result?;
            arrived?;
            Ok(value)
        })
    }

    /// As [`Realm::callout`], for what runs no code of the host's user: neither side can have changed
    /// anything that the other would have to learn of.
    ///
    /// # Errors
    /// What `f` fails with, converted for the guest.
    pub fn peek<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl FnOnce(&mut Crossing<'_>) -> Crossed<R>,
    ) -> JsResult<R> {
        self.go_out(context, |crossing| {
            let value = f(crossing)?;
            crossing.let_go()?;
            Ok(value)
        })
    }

    /// The one way out.
    fn go_out<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl FnOnce(&mut Crossing<'_>) -> Crossed<R>,
    ) -> JsResult<R> {
        self.guest.callout(context, |context| {
            let Ok(agent) = self.agent() else {
                return Err(terminated());
            };
            agent.host.scope(|| {
                let mut crossing = Crossing {
                    realm: self,
                    host: agent.host,
                    agent: &agent,
                    context,
                };
                let was_out = self.is_out.replace(true);
                let result = f(&mut crossing);
                if self.is_poisoned() {
                    // An inner entry panicked: its frames lie above ours in the engine for ever.
                    return Err(terminated());
                }
                let result = result.map_err(|failure| crossing.failure_to_guest(failure));
                self.is_out.set(was_out);
                result
            })
        })
    }
}

impl Agent {
    /// The limits of a run that starts now, inside the ones that are under way.
    fn active_run(&self, realm: u32, terms: EntryTerms) -> ActiveRun {
        let outer = self.runs.borrow().last().copied();
        let own = terms.timeout.map(|ms| {
            let after = std::time::Duration::from_millis(u64::from(ms));
            (std::time::Instant::now() + after, ms)
        });
        let inherited = outer.and_then(|run| run.deadline);
        let deadline = match (own, inherited) {
            (Some(own), Some(inherited)) if inherited.0 < own.0 => Some(inherited),
            (None, inherited) => inherited,
            (own, _) => own,
        };
        self.last_run.set(self.last_run.get() + 1);
        ActiveRun {
            deadline,
            sigint: terms.sigint || outer.is_some_and(|run| run.sigint),
            realm,
            serial: self.last_run.get(),
        }
    }
}

fn shorter(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Lets `bridge` and `api` fail with one type.
#[must_use]
pub fn host_failure(host: Host, message: &str) -> Failure {
    Failure::Host(Throw::Value(host.error(message)))
}
