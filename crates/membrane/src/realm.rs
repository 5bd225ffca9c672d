//! A realm: the engine behind one context object, with its tables, and the one way into it.

use std::{
    cell::{Cell, OnceCell, RefCell},
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::{Rc, Weak},
    time::{Duration, Instant},
};

use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, context::InterruptHandle, object::JsObject,
};
use boa_gc::Heap;

use guest_runtime::{
    coroutine::{ContextCell, EnterError},
    heap::{self, Account, Charge, Payer},
    interrupt::{self, Interrupt},
    interrupt_keys::InterruptKey,
    jobs::{AsyncContexts, JobQueue},
    panics,
};

use guest_engine::{
    hooks, lazy,
    pattern::PatternGetters,
    realm::{self as engine_realm, ContextOptions, EmbedderSlot, ReflectFunctions, ThisParts},
    script::ScriptCache,
};

use node_api::{Host, HostRef, HostValue, Throw};

use super::{
    agent::{ActiveRun, Agent},
    error_stacks::HostErrors,
    events::Events,
    exports::{ExportId, Exports},
    failure::{Crossed, Failure},
    global::Global,
    imports::Imports,
    instructions::InstructionTerms,
    intl::IntlObjects,
    intrinsics::Intrinsics,
    jobs::JobState,
    kept_host_reads::{HostEpoch, HostReads},
    kept_reads::Layouts,
    microtasks::Chain,
    mirrored_bytes::Buffers,
    mirrored_properties::MirroredProperties,
    promises::Promises,
    scope::{MembraneScope, terminated},
    stats::Counters,
    stopped::Suspects,
    symbols::Symbols,
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
pub struct RealmOptions {
    /// Its sort.
    pub kind: RealmKind,
    /// `codeGeneration.strings`.
    pub allow_strings: bool,
    /// `microtaskMode: 'afterEvaluate'`.
    pub after_evaluate: bool,
    /// `limits.timeout`: milliseconds that every entry may take.
    pub timeout: Option<u32>,
    /// `limits.memory`: bytes that the realm may hold.
    pub memory: Option<u64>,
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

/// Who enters a realm, which decides what the time that it takes is counted for (`microtasks.rs`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EntryOrigin {
    /// A guest object of the realm is used: guest code may be behind that.
    #[default]
    Object,
    /// The program runs something.
    Run,
    /// A microtask that the realm has asked for.
    Job,
    /// Callbacks of a `FinalizationRegistry`, in a microtask of their own.
    Cleanup,
}

impl EntryOrigin {
    /// Whether no code of the host's has asked for it, which would hear of what becomes of it.
    #[must_use]
    pub fn is_job(self) -> bool {
        matches!(self, Self::Job | Self::Cleanup)
    }
}

/// What an entry may take.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, named where a value is made"
)]
pub struct RunLimits {
    /// Milliseconds after which it is stopped.
    pub timeout: Option<u32>,
    /// Whether SIGINT stops it.
    pub sigint: bool,
    /// Whether it may be interrupted from outside.
    pub interruptible: bool,
    /// How many instructions it may take.
    pub instructions: InstructionTerms,
    /// Who enters.
    pub origin: EntryOrigin,
    /// Whether it only looks at an object: no run of guest code, unless that object runs some.
    pub is_reading: bool,
    /// Whether what the host keeps of guest objects holds on, unless guest code runs (`kept_reads.rs`).
    pub keeps_reads: bool,
}

/// The engine of one context object. Every borrow of a table ends before control leaves for either
/// engine.
#[expect(missing_docs, reason = "each table is documented where it is defined")]
pub struct Realm {
    pub id: u32,
    pub options: RealmOptions,
    /// `limits.instructions`: instructions that every entry may take.
    pub instructions: Cell<Option<u64>>,
    pub agent: Weak<Agent>,
    pub guest: ContextCell,
    pub jobs: Rc<JobQueue>,
    pub async_contexts: AsyncContexts,
    pub reflect: Rc<ReflectFunctions>,
    patterns: OnceCell<Rc<PatternGetters>>,
    /// `then` and `catch` of its promises.
    promise_methods: Vec<JsObject>,
    /// `toString` of its errors.
    error_text: Option<JsObject>,
    /// The handler that all host proxies share.
    pub host_proxy_handler: JsObject,
    pub exports: RefCell<Exports>,
    pub imports: RefCell<Imports>,
    pub symbols: RefCell<Symbols>,
    pub intrinsics: Intrinsics,
    pub promises: RefCell<Promises>,
    pub buffers: RefCell<Buffers>,
    pub mirrored: RefCell<MirroredProperties>,
    pub scripts: RefCell<ScriptCache>,
    pub intl: IntlObjects,
    pub host_errors: RefCell<HostErrors>,
    /// Whether guest code that runs in the innermost entry has called the host.
    pub is_out: Cell<bool>,
    /// Whether values cross that the context object had before guest code began to run.
    pub is_comparing: Cell<bool>,
    pub job_state: JobState,
    /// The time that its chain of microtasks has taken.
    pub chain: Chain,
    /// Whether a run was stopped, so that promises may wait for what will not come (`stopped.rs`).
    pub was_stopped: Cell<bool>,
    pub suspects: RefCell<Suspects>,
    pub layouts: RefCell<Layouts>,
    pub host_epoch: HostEpoch,
    pub host_reads: RefCell<HostReads>,
    pub counters: Counters,
    /// When what it still does for a run with a deadline is stopped, and after how many milliseconds that is.
    pub deadline: Cell<Option<(Instant, u32)>>,
    pub interrupt_handle: InterruptHandle,
    /// By what anybody may interrupt what runs in it.
    interrupt_key: OnceCell<InterruptKey>,
    /// Set once the realm exists; `None` for a vanilla realm.
    pub global: OnceCell<Global>,
    pub depth: Cell<u32>,
    /// Whether it was entered since [`Realm::collect`].
    was_entered: Cell<bool>,
    /// How many bytes it has when an entry begins with a collection.
    collect_at: Cell<u64>,
    /// Whether code was compiled in it.
    pub has_code: Cell<bool>,
    pub memory: Rc<Account>,
    pub is_over_memory: Cell<bool>,
    pub is_exempt: Cell<bool>,
    /// The bytes that V8 knows of.
    reported: Cell<i64>,
    embedder: EmbedderSlot,
    record: HostRef,
    state: RefCell<State>,
    /// The heap of `guest`. It goes last, when all handles are dropped.
    heap: Heap,
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

/// A realm is collected at an entry when it has taken so many bytes since the last time, and as many as were left then.
const COLLECTED_BYTES: u64 = 8 << 20;

/// V8 hears of what a realm has come to weigh when it has changed by so many bytes.
const REPORTED_BYTES: i64 = 1 << 20;

impl Realm {
    /// Makes a realm and enters it into the agent's table.
    ///
    /// # Errors
    /// What Boa says when it can't set up a realm.
    pub fn create<'s>(
        host: Host<'s>,
        agent: &Rc<Agent>,
        id: u32,
        record: HostValue<'s>,
        options: RealmOptions,
        host_intrinsics: HostValue<'s>,
    ) -> Result<Rc<Self>, Throw<'s>> {
        let heap = Heap::new();
        let (realm, parts) =
            heap.with(|| Self::create_in(host, &heap, agent, id, record, options))?;
        heap.set_owner(Rc::new(Payer(realm.memory.clone())));
        agent.add_realm(realm.clone());
        host.adjust_external_memory(REALM_BYTES);
        realm.embedder.set(Rc::new(Events::of(&realm)));
        let link = RealmLink(Rc::downgrade(&realm));
        realm.enter(host, RunLimits::default(), |scope| {
            scope.context.insert_data(link);
            if let Some(parts) = parts {
                Global::install(scope, parts)?;
            } else {
                lazy::fill_all(scope.context)?;
            }
            scope.share_intrinsics(host_intrinsics)
        })?;
        Ok(realm)
    }

    /// Makes a realm in `heap`, which is current; no guest code runs yet.
    fn create_in<'s>(
        host: Host<'s>,
        heap: &Heap,
        agent: &Rc<Agent>,
        id: u32,
        record: HostValue<'s>,
        options: RealmOptions,
    ) -> Result<(Rc<Self>, Option<ThisParts>), Throw<'s>> {
        let refused = |error: boa_engine::JsError| {
            Throw::Value(host.error(&format!("boa-vm: no realm could be made: {error}")))
        };
        let context_options = ContextOptions {
            allow_strings: options.allow_strings,
            separate_this: options.kind != RealmKind::Vanilla,
            stack_depth: options.stack_depth,
        };
        let (made, bytes) = heap::measure(|| engine_realm::create(context_options));
        let mut new = made.map_err(refused)?;
        let context = &mut new.context;
        let realm = Rc::new(Self {
            id,
            options,
            instructions: Cell::new(None),
            agent: Rc::downgrade(agent),
            jobs: new.jobs,
            async_contexts: AsyncContexts::default(),
            reflect: hooks::reflect(context).map_err(refused)?,
            patterns: OnceCell::new(),
            promise_methods: engine_realm::promise_methods(context),
            error_text: engine_realm::error_text(context),
            host_proxy_handler: traps::handler(context),
            exports: RefCell::default(),
            imports: RefCell::new(Imports::new(context)),
            symbols: RefCell::new(Symbols::new(&agent.well_known, context).map_err(refused)?),
            intrinsics: Intrinsics::new(&agent.intrinsic_paths, context),
            promises: RefCell::default(),
            buffers: RefCell::default(),
            mirrored: RefCell::default(),
            scripts: RefCell::default(),
            intl: IntlObjects::default(),
            host_errors: RefCell::default(),
            is_out: Cell::new(false),
            is_comparing: Cell::default(),
            job_state: JobState::default(),
            chain: Chain::default(),
            was_stopped: Cell::new(false),
            suspects: RefCell::default(),
            layouts: RefCell::default(),
            host_epoch: agent.host_epoch.clone(),
            host_reads: RefCell::default(),
            counters: Counters::default(),
            deadline: Cell::new(None),
            interrupt_handle: context.interrupt_handle(),
            interrupt_key: OnceCell::new(),
            global: OnceCell::new(),
            depth: Cell::new(0),
            was_entered: Cell::new(false),
            collect_at: Cell::new(COLLECTED_BYTES),
            has_code: Cell::new(false),
            memory: Rc::new(Account::new(
                bytes,
                options.memory,
                context.interrupt_handle(),
            )),
            is_over_memory: Cell::new(false),
            is_exempt: Cell::new(false),
            reported: Cell::new(REALM_BYTES),
            embedder: new.embedder,
            record: HostRef::weak(host, record),
            state: RefCell::new(State::Alive),
            guest: ContextCell::new(new.context, heap.clone()),
            heap: heap.clone(),
        });
        Ok((realm, new.this_parts))
    }

    /// The realm's record in the host's heap.
    ///
    /// # Errors
    /// [`Throw::Terminated`] when it is gone, which only happens while the environment ends: whoever
    /// enters a realm holds its record.
    pub fn record<'s>(&self, host: Host<'s>) -> Result<HostValue<'s>, Throw<'s>> {
        self.record.get(host).ok_or(Throw::Terminated)
    }

    /// Whether V8 has collected the record.
    #[must_use]
    pub fn is_abandoned(&self, host: Host<'_>) -> bool {
        self.depth.get() == 0 && self.record.get(host).is_none()
    }

    /// What tells of its regular expressions.
    ///
    /// # Errors
    /// None in practice.
    pub fn patterns(&self, context: &Context) -> JsResult<Rc<PatternGetters>> {
        if let Some(patterns) = self.patterns.get() {
            return Ok(patterns.clone());
        }
        let patterns = Rc::new(PatternGetters::capture(context.realm())?);
        Ok(self.patterns.get_or_init(|| patterns).clone())
    }

    /// Whether what its jobs take is counted together.
    #[must_use]
    pub fn counts_jobs(&self) -> bool {
        self.options.timeout.is_some() || self.instructions.get().is_some()
    }

    /// The agent.
    ///
    /// # Errors
    /// [`Throw::Terminated`] while the environment ends.
    pub fn agent<'s>(&self) -> Result<Rc<Agent>, Throw<'s>> {
        self.agent.upgrade().ok_or(Throw::Terminated)
    }

    /// Host code calls a guest function; if that is a promise's `then` or `catch`, functions of the host's wait for the
    /// answer.
    pub fn host_calls(&self, function: &JsObject, args: &[JsValue]) {
        let is_called = |method: &JsObject| JsObject::equals(method, function);
        if !self.counts_jobs() || !self.promise_methods.iter().any(is_called) {
            return;
        }
        let imports = self.imports.borrow();
        for waiting in args.iter().filter_map(JsValue::as_object) {
            if let Some(index) = imports.index_of(&waiting) {
                self.chain.expect_answer(index);
            }
        }
    }

    /// Whether a guest object is what makes texts of errors: a call of it looks at one, as a read does.
    #[must_use]
    pub fn makes_error_texts(&self, id: ExportId) -> bool {
        let (Some(text), true) = (&self.error_text, self.memory.limit().is_some()) else {
            return false;
        };
        let function = self.exports.borrow().object(id);
        function.is_some_and(|function| JsObject::equals(text, &function))
    }

    /// From now on whoever has the key can interrupt what runs. The first key counts.
    pub fn allow_interruption(&self, key: String) {
        self.interrupt_key
            .get_or_init(|| InterruptKey::new(key, self.interrupt_handle.clone()));
    }

    /// From now on every entry throws `ERR_VM_CONTEXT_DISPOSED`.
    pub fn dispose(&self) {
        *self.state.borrow_mut() = State::Disposed;
    }

    /// Whether the realm rests, and may have garbage that holds objects of the host.
    #[must_use]
    pub fn wants_collection(&self) -> bool {
        self.was_entered.get()
            && self.depth.get() == 0
            && *self.state.borrow() == State::Alive
            && !self.guest.is_lost()
    }

    /// Collects the garbage of a realm that rests, and lets go of the objects of the host that only garbage referred to.
    pub fn collect(self: &Rc<Self>, host: Host<'_>) {
        // Whatever it fails with is the business of the next entry.
        let _ = self.enter(host, RunLimits::default(), |scope| {
            scope.refresh_names()?;
            Ok(())
        });
        self.collect_heap();
        if self.imports.borrow().has_released() {
            // Whatever it fails with is the business of the next entry.
            let _ = self.enter(host, RunLimits::default(), |_| Ok(()));
        }
        self.was_entered.set(false);
    }

    /// Frees what the host does not hold any more, as far as there is need: V8 is asked to find that out, unless it was
    /// lately. What the guest has assigned to a name of the context object's that has another value now goes too,
    /// although it would show again if that was deleted.
    fn make_room(&self, agent: &Agent) {
        let lacks_room = || {
            agent
                .env
                .scope(|host| self.exports.borrow_mut().sweep(host));
            self.memory.is_exhausted()
        };
        if !lacks_room() {
            return;
        }
        // The host has just let go of something: then it is worth a collection of V8's, however short the last one is ago.
        let has_released = self.global.get().is_some_and(Global::release_hidden);
        if lacks_room() && agent.collect_host(has_released) {
            lacks_room();
        }
    }

    /// How often its heap was collected.
    #[must_use]
    pub fn collections(&self) -> usize {
        self.heap.collections()
    }

    fn collect_heap(&self) {
        self.heap.collect();
        let bytes = self.memory.bytes();
        self.collect_at.set(bytes + bytes.max(COLLECTED_BYTES));
    }

    /// Tells V8 what the realm has come to weigh, so that it looks for guest objects, modules among them,
    /// that the host has let go of.
    pub fn report_memory(&self, host: Host<'_>) {
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
            agent.env.adjust_external_memory(-self.reported.get());
        }
    }

    /// Rejects what the host waits for in a realm that nothing runs in any more, with what every entry throws.
    pub fn leave_promises(&self, agent: &Agent) {
        if self.promises.borrow().pending().is_empty() {
            return;
        }
        agent.env.scope(|host| {
            if let Err(Throw::Value(error)) = self.check_alive(host, agent) {
                self.reject_pending(host, agent, error);
            }
        });
    }

    fn check_alive<'s>(&self, host: Host<'s>, agent: &Agent) -> Result<(), Throw<'s>> {
        let state = self.state.borrow().clone();
        match state {
            State::Alive => Ok(()),
            State::Disposed => Err(agent.context_disposed(host, self.id)),
            State::Poisoned(detail) => {
                let detail = host.text(&detail);
                Err(agent.error(host, &agent.functions.realm_panicked, &[detail]))
            }
        }
    }

    fn poison<'s>(&self, host: Host<'s>, agent: &Agent) -> Throw<'s> {
        let detail = panics::take_last();
        *self.state.borrow_mut() = State::Poisoned(detail.clone());
        if !self.guest.is_lost() {
            // Whatever the panic has left in the middle: an error may be borrowed for ever.
            let _ = catch_unwind(AssertUnwindSafe(|| self.leave_errors(agent)));
        }
        agent.error(host, &agent.functions.realm_panicked, &[host.text(&detail)])
    }

    /// The one way in: the host enters the realm, on its own stack. `f` converts what it needs and
    /// runs guest code with [`MembraneScope::run`].
    ///
    /// # Errors
    /// What `f` fails with, converted for the host; `ERR_VM_CONTEXT_DISPOSED` and
    /// `ERR_VM_CONTEXT_POISONED` for a realm that can't be entered.
    pub fn enter<'s, R>(
        self: &Rc<Self>,
        host: Host<'s>,
        limits: RunLimits,
        f: impl FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, R>,
    ) -> Result<R, Throw<'s>> {
        let agent = self.agent()?;
        self.check_alive(host, &agent)?;
        if !limits.keeps_reads {
            agent.end_epoch();
        }
        self.host_epoch.end();
        let is_counted =
            (self.counts_jobs() || self.deadline.get().is_some()) && agent.runs.borrow().is_empty();
        let began = is_counted
            .then(|| self.begin_counting(&agent, limits.origin))
            .flatten();
        let active = agent.active_run(self, limits);
        let was_out = self.is_out.replace(false);
        self.depth.set(self.depth.get() + 1);
        self.was_entered.set(true);
        agent.runs.borrow_mut().push(active);
        let was_working = self.counters.entry_begins();
        let charge = Charge::to(Some(&self.memory));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            self.enter_guarded(host, &agent, active, limits, f)
        }));
        drop(charge);
        if !limits.keeps_reads || !matches!(outcome, Ok(Ok(Ok(_)))) {
            agent.end_epoch();
        }
        self.counters.entry_ends(was_working);
        let ended = agent.runs.borrow_mut().pop();
        let instructions = agent.settle_budget(ended.and_then(|run| run.instructions));
        self.counters.count_instructions(instructions);
        if is_counted {
            self.end_counting(&agent, limits.origin, began, instructions);
        }
        self.depth.set(self.depth.get() - 1);
        self.is_out.set(was_out);
        if self.depth.get() == 0 && *self.state.borrow() == State::Disposed {
            // It was disposed of meanwhile, and what it throws at last has to be read like any error.
            self.leave_errors(&agent);
            self.leave_promises(&agent);
        }
        let result = match outcome {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(cannot_enter(host, error)),
            Err(_) => Err(self.poison(host, &agent)),
        };
        if self.depth.get() == 0 && matches!(*self.state.borrow(), State::Poisoned(_)) {
            self.leave_promises(&agent);
        }
        result
    }

    fn enter_guarded<'s, R>(
        self: &Rc<Self>,
        host: Host<'s>,
        agent: &Agent,
        active: ActiveRun,
        limits: RunLimits,
        f: impl FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, R>,
    ) -> Result<Result<R, Throw<'s>>, EnterError> {
        self.guest.with(|context| {
            let Ok(interrupt) = Interrupt::arm(context, agent.end_sign.clone(), active.limits())
            else {
                let refusal =
                    "boa-vm: the system gives no thread that could keep the limits of this run";
                return Err(Throw::Value(host.error(refusal)));
            };
            let mut scope = MembraneScope {
                realm: self,
                host,
                agent,
                context,
            };
            if self.memory.bytes() >= self.collect_at.get() {
                // The heap counts its cells only, not what code, strings and buffers take besides.
                self.collect_heap();
            }
            self.is_over_memory.set(self.memory.is_full());
            if self.depth.get() == 1 {
                self.mirrored.borrow_mut().entry_begins(limits.is_reading);
            }
            // What the host has let go must get through, however full the realm is.
            let was_exempt = self.is_exempt.replace(self.is_over_memory.get());
            let mut arrived = scope.sync_to_guest();
            let wants_room =
                self.is_over_memory.get() || (!limits.is_reading && self.memory.wants_room());
            if wants_room {
                // The host may have let something go.
                let refreshed = scope.refresh_names();
                arrived = arrived.and(refreshed);
            }
            self.is_exempt.set(was_exempt);
            if wants_room {
                self.make_room(agent);
                self.memory.forget_exhaustion();
                self.is_over_memory.set(self.memory.is_full());
                // Whoever works on a text would end at the request that the arrival has caused.
                self.memory.take_over();
                interrupt::settle(&self.interrupt_handle);
            }
            // Looking at what a full realm holds is no use of memory: its errors can be logged.
            let is_full = self.is_over_memory.get() || self.memory.has_no_room();
            let is_look = limits.is_reading && is_full;
            self.is_over_memory
                .set(self.is_over_memory.get() && !is_look);
            let was_exempt = self.is_exempt.replace(is_look);
            let result = arrived.and_then(|()| {
                if self.is_over_memory.get() || self.chain.is_at_its_end() {
                    return Err(Failure::Guest(terminated()));
                }
                f(&mut scope)
            });
            self.is_exempt.set(was_exempt);
            let was_over = self.is_over_memory.get();
            let was_exempt = self.is_exempt.replace(true);
            let finished = scope.complete_entry(result, interrupt, active, limits.origin);
            self.is_exempt.set(was_exempt);
            if was_over {
                // Its garbage is its own affair: whoever collected it later would be paid for it.
                self.memory.collect();
            }
            finished
        })
    }

    /// Looks at guest objects: runs no guest code and changes nothing of the guest, so what the host keeps of it holds
    /// on (`kept_reads.rs`).
    ///
    /// # Errors
    /// As [`Realm::enter`].
    pub fn look<'s>(
        self: &Rc<Self>,
        host: Host<'s>,
        agent: &Agent,
        f: impl FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, HostValue<'s>>,
    ) -> Result<HostValue<'s>, Throw<'s>> {
        self.check_alive(host, agent)?;
        let looked = self.guest.with(|context| {
            let mut scope = MembraneScope {
                realm: self,
                host,
                agent,
                context,
            };
            let result = f(&mut scope);
            if self.exports.borrow().wants_sweep() {
                agent
                    .env
                    .scope(|host| self.exports.borrow_mut().sweep(host));
            }
            result.map_err(|failure| scope.failure_to_host(failure))
        });
        looked.unwrap_or_else(|error| Err(cannot_enter(host, error)))
    }

    /// Guest code calls the host, on the host's stack.
    ///
    /// # Errors
    /// What `f` fails with, converted for the guest.
    pub fn call_host<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, R>,
    ) -> JsResult<R> {
        // A native loop of ours that calls the host again and again is as long as the guest has made it.
        context.poll()?;
        self.chain.calls_host();
        self.counters.callout_begins();
        let outcome = self.on_host_stack(context, |scope| {
            scope.sync_to_host()?;
            let result = f(scope);
            // Host code that has thrown may have changed something too.
            self.host_epoch.end();
            let arrived = scope.sync_to_guest();
            let value = result?;
            arrived?;
            Ok(value)
        });
        self.counters.callout_ends();
        outcome
    }

    /// As [`Realm::call_host`], for what runs no code of the host's user: neither side can have changed
    /// anything that the other would have to learn of.
    ///
    /// # Errors
    /// What `f` fails with, converted for the guest.
    pub fn call_host_without_sync<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, R>,
    ) -> JsResult<R> {
        self.on_host_stack(context, |scope| {
            let value = f(scope)?;
            scope.release_dead()?;
            Ok(value)
        })
    }

    /// The one way out.
    fn on_host_stack<R>(
        self: &Rc<Self>,
        context: &mut Context,
        f: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, R>,
    ) -> JsResult<R> {
        self.guest.on_host_stack(context, |context| {
            let _nobody = Charge::to(None);
            let Ok(agent) = self.agent() else {
                return Err(terminated());
            };
            agent.end_epoch();
            agent.env.scope(|host| {
                let mut scope = MembraneScope {
                    realm: self,
                    host,
                    agent: &agent,
                    context,
                };
                let was_out = self.is_out.replace(true);
                agent.note_instructions(scope.context);
                let result = f(&mut scope);
                if let State::Poisoned(detail) = &*self.state.borrow() {
                    // An inner entry panicked or was abandoned: its frames lie above ours in the engine for ever.
                    panics::unwind(detail);
                }
                let result = result.map_err(|failure| scope.failure_to_guest(failure));
                agent.count_instructions(scope.context);
                self.is_out.set(was_out);
                result
            })
        })
    }
}

fn cannot_enter(host: Host<'_>, error: EnterError) -> Throw<'_> {
    let message = format!("boa-vm: the realm can't be entered: {error:?}");
    Throw::Value(host.error(&message))
}

impl Agent {
    /// The limits of a run that starts now, inside the ones that are under way.
    fn active_run(&self, realm: &Realm, limits: RunLimits) -> ActiveRun {
        let outer = self.runs.borrow().last().copied();
        let limit = |ms: u32, left: Duration| (Instant::now() + left, ms);
        let own = limits
            .timeout
            .map(|ms| limit(ms, Duration::from_millis(u64::from(ms))));
        let of_realm = realm
            .options
            .timeout
            .map(|ms| limit(ms, realm.chain.left(ms)));
        let inherited = outer.and_then(|run| run.deadline);
        let of_jobs = limits
            .origin
            .is_job()
            .then(|| realm.deadline_of_jobs())
            .flatten();
        let deadline = [own, of_realm, of_jobs, inherited]
            .into_iter()
            .flatten()
            .min_by_key(|(at, _)| *at);
        self.last_run.set(self.last_run.get() + 1);
        ActiveRun {
            deadline,
            sigint: limits.sigint || outer.is_some_and(|run| run.sigint),
            interruptible: limits.interruptible
                || realm.interrupt_key.get().is_some()
                || outer.is_some_and(|run| run.interruptible),
            realm: realm.id,
            serial: self.last_run.get(),
            instructions: self.budget(realm, limits),
        }
    }
}

/// Lets the membrane and the addon fail with one type.
#[must_use]
pub fn host_failure<'s>(host: Host<'s>, message: &str) -> Failure<'s> {
    Failure::Host(Throw::Value(host.error(message)))
}
