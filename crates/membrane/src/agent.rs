//! The agent: what one Node environment (the main thread or a worker) has once. Kept in the
//! environment's instance data.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt,
    rc::Rc,
    sync::Arc,
    time::Instant,
};

use guest_runtime::{
    coroutine::StackPool,
    heap::{self, Charge},
    interrupt::{self, EndSign, Limits},
};

use node_api::{Bell, Env, Host, HostRef, HostValue, NativeResult, Throw};

use super::{
    instructions::Budget,
    intl::IntlKnowledge,
    intrinsics::IntrinsicPaths,
    kept_host_reads::{HostEpoch, SharedCells},
    kept_reads::KeptReads,
    microtasks::Microtasks,
    realm::{Realm, RealmKind, RunLimits},
};

/// A function of lib/ that native code calls.
#[derive(Debug)]
pub struct HostFunction(HostRef);

impl HostFunction {
    fn read(host: Host<'_>, functions: HostValue<'_>, name: &str) -> Self {
        Self(HostRef::strong(host, functions.property(host, name)))
    }

    /// Calls it. If that can run code which enters the realm again, the caller must have lent the
    /// `Context`: see `MembraneScope::call_lib`.
    ///
    /// # Errors
    /// What it throws.
    pub fn call<'s>(&self, host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
        let function = self.0.get(host).ok_or(Throw::Terminated)?;
        let outcome = function.call(host, host.undefined(), args)?;
        host.unpack(outcome)
    }
}

macro_rules! host_functions {
    ($($field:ident = $name:literal,)*) => {
        /// The functions that lib/realm.js hands over, by the names they have there.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "documented in lib/membrane/, where they are")]
        pub struct HostFunctions { $(pub $field: HostFunction,)* }

        impl HostFunctions {
            fn read(host: Host<'_>, functions: HostValue<'_>) -> Self {
                Self { $($field: HostFunction::read(host, functions, $name),)* }
            }
        }
    };
}

host_functions! {
    // record.js
    identify = "identify",
    release = "release",
    host_object = "hostObject",
    symbol_code = "symbolCode",
    symbol_description = "symbolDescription",
    symbol_for = "symbolFor",
    symbol_at = "symbolAt",
    new_symbol = "newSymbol",
    // host_object.js
    host_get = "hostGet",
    host_peek = "hostPeek",
    host_peek_has = "hostPeekHas",
    host_slice = "hostSlice",
    host_column = "hostColumn",
    host_properties = "hostProperties",
    host_set = "hostSet",
    host_has = "hostHas",
    host_delete_property = "hostDeleteProperty",
    host_define_property = "hostDefineProperty",
    host_get_own_property_descriptor = "hostGetOwnPropertyDescriptor",
    host_own_keys = "hostOwnKeys",
    host_get_prototype_of = "hostGetPrototypeOf",
    host_peek_prototype = "hostPeekPrototype",
    host_set_prototype_of = "hostSetPrototypeOf",
    host_is_extensible = "hostIsExtensible",
    host_prevent_extensions = "hostPreventExtensions",
    host_apply = "hostApply",
    host_apply_intrinsic = "hostApplyIntrinsic",
    host_construct = "hostConstruct",
    host_time = "hostTime",
    date_text = "dateText",
    probe = "probe",
    // guest_object.js
    make_guest_proxy = "makeGuestProxy",
    make_error = "makeError",
    make_reg_exp = "makeRegExp",
    make_date = "makeDate",
    // error_stacks.js
    decorate = "decorate",
    give_stack = "giveStack",
    has_stack = "hasStack",
    show_guest_calls = "showGuestCalls",
    // lasting_errors.js
    outlive_realm = "outliveRealm",
    // mirrored_properties.js
    apply_mirrored = "applyMirrored",
    start_mirroring = "startMirroring",
    mirrored_changes = "mirroredChanges",
    took_mirrored_changes = "tookMirroredChanges",
    // promise_bridge.js
    make_promise = "makePromise",
    settle_promise = "settlePromise",
    mark_handled = "markHandled",
    report_rejection = "reportRejection",
    schedule_jobs = "scheduleJobs",
    run_jobs_in_context = "runJobsInContext",
    schedule_cleanup = "scheduleCleanup",
    wait_for_bell = "waitForBell",
    wake_later = "wakeLater",
    tell_microtask = "tellMicrotask",
    tell_drained = "tellDrained",
    execution_id = "executionAsyncId",
    // async_contexts.js
    async_context = "asyncContext",
    release_async_context = "releaseAsyncContext",
    // stopped_realms.js
    note_stop = "noteStop",
    last_stop = "lastStop",
    watch_promise = "watchPromise",
    // binary.js
    bytes_of = "bytesOf",
    describe_buffer = "describeBuffer",
    describe_view = "describeView",
    detach_buffer = "detachBuffer",
    make_buffer = "makeBuffer",
    make_view = "makeView",
    resize_buffer = "resizeBuffer",
    // global_object.js
    assign = "assign",
    global_define = "globalDefine",
    global_delete = "globalDelete",
    global_get = "globalGet",
    global_get_own = "globalGetOwn",
    global_has = "globalHas",
    global_keys = "globalKeys",
    global_set = "globalSet",
    look = "look",
    scan = "scan",
    track = "track",
    // import.js
    evaluate_synthetic = "evaluateSynthetic",
    import_module_dynamically = "importModuleDynamically",
    initialize_import_meta = "initializeImportMeta",
    // intl/
    describe_intl = "describeIntl",
    host_locale = "hostLocale",
    intl = "intl",
    plan_intl = "planIntl",
    release_intl = "releaseIntl",
    // errors
    context_disposed = "contextDisposed",
    realm_panicked = "realmPanicked",
    note_reason = "noteReason",
    make_syntax_error = "makeSyntaxError",
}

/// A run that is under way, for the runs inside it.
#[derive(Debug, Clone, Copy)]
pub struct ActiveRun {
    /// When it is stopped, and after how many milliseconds that is.
    pub deadline: Option<(Instant, u32)>,
    /// Whether SIGINT stops it.
    pub sigint: bool,
    /// Whether it may be interrupted.
    pub interruptible: bool,
    /// The number of its realm.
    pub realm: u32,
    /// The number of the run: no two runs have the same.
    pub serial: u64,
    /// The instructions that it may take, if it has not all that there are.
    pub instructions: Option<Budget>,
}

/// Values of the host by numbers.
#[derive(Debug, Default)]
pub struct HeldWeakly {
    held: Vec<Option<HostRef>>,
    free: Vec<u32>,
}

impl HeldWeakly {
    /// Adds one; gives its number.
    pub fn add(&mut self, value: HostRef) -> u32 {
        if let Some(number) = self.free.pop() {
            self.held[number as usize] = Some(value);
            return number;
        }
        self.held.push(Some(value));
        u32::try_from(self.held.len() - 1).unwrap_or(u32::MAX)
    }

    /// The one with a number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&HostRef> {
        self.held.get(number as usize)?.as_ref()
    }

    /// Takes one out.
    pub fn remove(&mut self, number: u32) -> Option<HostRef> {
        let value = self.held.get_mut(number as usize)?.take();
        if value.is_some() {
            self.free.push(number);
        }
        value
    }
}

/// The state of one Node environment.
pub struct Agent {
    /// The environment.
    pub env: Env,
    /// The functions of lib/.
    pub functions: HostFunctions,
    /// Names of the well-known symbols, in the order of each record's symbol table.
    pub well_known: Vec<String>,
    /// Paths of the intrinsics, in the order of lib/membrane/intrinsics.js.
    pub intrinsic_paths: IntrinsicPaths,
    /// Guest stacks.
    pub stacks: StackPool,
    /// Runs with limits that are under way, innermost last.
    pub runs: RefCell<Vec<ActiveRun>>,
    /// How the watchdog learns that this thread is to end; the main thread ends by itself.
    pub end_sign: Option<EndSign>,
    /// What the host has said of `Intl`.
    pub intl: IntlKnowledge,
    /// What the host keeps of guest objects.
    pub kept_reads: KeptReads,
    /// How many times host code may have run, which ends what guests keep of host objects.
    pub host_epoch: HostEpoch,
    /// What comes over of host objects to be kept.
    pub cells: SharedCells,
    /// The number of the run that began last.
    pub last_run: Cell<u64>,
    /// What lib/ holds weakly: a `WeakRef` of its own would keep it until the end of the job.
    pub held_weakly: RefCell<HeldWeakly>,
    realms: RefCell<HashMap<u32, Rc<Realm>>>,
    /// Realms with a crossing that could not do all that it had to.
    unfinished: RefCell<Vec<u32>>,
    /// Brings a microtask about that crosses again, where no code of the host could be called any more.
    bell: RefCell<Option<Bell>>,
    /// What is known of the microtask that runs.
    pub microtasks: Microtasks,
    next_realm: Cell<u32>,
    /// The number of the realm that was collected last while it rested.
    last_collected: Cell<u32>,
    dropped: Cell<u32>,
    /// When V8 may be asked to collect again.
    next_host_collection: Cell<Option<Instant>>,
}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent").finish_non_exhaustive()
    }
}

/// After so many dropped realms the system gets freed pages back.
const DROPS_TO_GIVE_BACK: u32 = 64;
/// As many, when no realm is left.
const DROPS_AT_THE_END: u32 = 4;
/// How many times as long as a collection of V8's that we have asked for we ask for no other.
const WORK_FOR_A_COLLECTION: u32 = 20;
/// How many realms are collected after a collection of V8's, at most.
const COLLECTED_AT_ONCE: usize = 8;

impl ActiveRun {
    /// What the watchdog needs to know.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            deadline: self.deadline.map(|(deadline, _)| deadline),
            sigint: self.sigint,
            interruptible: self.interruptible,
        }
    }
}

impl Agent {
    /// Takes over what lib/realm.js gives at load time.
    #[must_use]
    pub fn new(
        host: Host<'_>,
        functions: HostValue<'_>,
        well_known: Vec<String>,
        intrinsic_paths: &[String],
        is_main_thread: bool,
    ) -> Self {
        let end_sign = if is_main_thread {
            None
        } else {
            host.end_sign()
                .map(|sign| Arc::new(move || sign.is_set()) as EndSign)
        };
        if end_sign.is_some() {
            interrupt::thread_starts();
        }
        Self {
            env: host.env(),
            functions: HostFunctions::read(host, functions),
            well_known,
            intrinsic_paths: IntrinsicPaths::parse(intrinsic_paths),
            stacks: StackPool::default(),
            runs: RefCell::default(),
            end_sign,
            intl: IntlKnowledge::default(),
            kept_reads: KeptReads::read(host, functions),
            host_epoch: HostEpoch::default(),
            cells: SharedCells::read(host, functions),
            last_run: Cell::new(0),
            held_weakly: RefCell::default(),
            realms: RefCell::default(),
            unfinished: RefCell::default(),
            bell: RefCell::default(),
            microtasks: Microtasks::default(),
            next_realm: Cell::new(1),
            last_collected: Cell::new(0),
            dropped: Cell::new(0),
            next_host_collection: Cell::new(None),
        }
    }

    /// The agent of an environment.
    ///
    /// # Errors
    /// An `Error` when lib/realm.js has not initialised the addon.
    pub fn of(host: Host<'_>) -> Result<Rc<Self>, Throw<'_>> {
        host.instance_data::<Rc<Self>>()
            .ok_or_else(|| Throw::Value(host.error("boa-vm: the addon is not initialised")))
    }

    /// A number for a new realm.
    #[must_use]
    pub fn reserve_realm(&self) -> u32 {
        let id = self.next_realm.get();
        self.next_realm.set(id + 1);
        id
    }

    /// Enters a realm into the table.
    pub fn add_realm(&self, realm: Rc<Realm>) {
        self.sweep_realms();
        self.realms.borrow_mut().insert(realm.id, realm);
    }

    /// The realm with a number.
    ///
    /// # Errors
    /// `ERR_VM_CONTEXT_DISPOSED` when it is gone.
    pub fn realm<'s>(&self, host: Host<'s>, id: u32) -> Result<Rc<Realm>, Throw<'s>> {
        let realm = self.realms.borrow().get(&id).cloned();
        realm.ok_or_else(|| self.context_disposed(host, id))
    }

    /// Whether a realm is entered that is not the host's own.
    #[must_use]
    pub fn is_guest_waiting(&self) -> bool {
        let realms = self.realms.borrow();
        let is_hosts = |run: &ActiveRun| {
            let realm = realms.get(&run.realm);
            realm.is_some_and(|realm| realm.options.kind == RealmKind::This)
        };
        !self.runs.borrow().iter().all(is_hosts)
    }

    /// All realms.
    #[must_use]
    pub fn realms(&self) -> Vec<Rc<Realm>> {
        self.realms.borrow().values().cloned().collect()
    }

    /// An error that lib/errors.js makes.
    pub fn error<'s>(
        &self,
        host: Host<'s>,
        make: &HostFunction,
        args: &[HostValue<'s>],
    ) -> Throw<'s> {
        make.call(host, args)
            .map_or_else(|throw| throw, Throw::Value)
    }

    /// What an entry into a realm that is disposed of throws.
    pub fn context_disposed<'s>(&self, host: Host<'s>, realm: u32) -> Throw<'s> {
        let realm = host.number(f64::from(realm));
        self.error(host, &self.functions.context_disposed, &[realm])
    }

    /// Makes the bell for [`Agent::cross_later`].
    pub fn hang_bell(&self, host: Host<'_>) {
        let Some((bell, promise)) = Bell::new(host) else {
            return;
        };
        let wait = &self.functions.wait_for_bell;
        if wait.call(host, &[promise]).is_ok() {
            *self.bell.borrow_mut() = Some(bell);
        }
    }

    /// A crossing of a realm could not do all that it had to, at the end of the host's stack, say: a
    /// microtask crosses again, in case nobody else does.
    pub fn cross_later(&self, host: Host<'_>, id: u32) {
        // While there is no bell, the microtask is on its way, or crosses just now and failed as well.
        if let Some(bell) = self.bell.take() {
            self.unfinished.borrow_mut().push(id);
            bell.ring(host);
        } else if !self.unfinished.borrow().is_empty() && !self.unfinished.borrow().contains(&id) {
            self.unfinished.borrow_mut().push(id);
        }
    }

    /// The microtask of [`Agent::cross_later`].
    pub fn cross_again(&self, host: Host<'_>) {
        let unfinished = self.unfinished.take();
        for id in unfinished {
            if let Ok(realm) = self.realm(host, id) {
                // Whatever it fails with is the business of the next entry.
                let _ = realm.enter(host, RunLimits::default(), |_| Ok(()));
            }
        }
        self.hang_bell(host);
    }

    /// Collects the garbage of some realms that rest. What it holds of the host can go then; a guest comes to a
    /// collection of its own only when it allocates.
    pub fn collect_resting(&self, host: Host<'_>) {
        let mut due = self.realms();
        due.retain(|realm| realm.wants_collection());
        due.sort_unstable_by_key(|realm| realm.id);
        let next = due.partition_point(|realm| realm.id <= self.last_collected.get());
        due.rotate_left(next);
        for realm in due.iter().take(COLLECTED_AT_ONCE) {
            self.last_collected.set(realm.id);
            realm.collect(host);
        }
    }

    /// Has V8 collect, unless that would take more than a small part of the time and is not `urgent`. Gives whether it
    /// has.
    pub fn collect_host(&self, is_urgent: bool) -> bool {
        let begin = Instant::now();
        let is_early = self
            .next_host_collection
            .get()
            .is_some_and(|next| begin < next);
        if is_early && !is_urgent {
            return false;
        }
        self.env.collect();
        let end = Instant::now();
        let pause = end.duration_since(begin) * WORK_FOR_A_COLLECTION;
        self.next_host_collection.set(end.checked_add(pause));
        true
    }

    /// Frees a realm. One that is running is freed by its last run.
    pub fn drop_realm(&self, id: u32) {
        let realm = self.realms.borrow_mut().remove(&id);
        let Some(realm) = realm else { return };
        let charge = Charge::to(Some(&realm.memory));
        realm.close();
        drop(realm);
        drop(charge);
        let dropped = self.dropped.get() + 1;
        self.dropped.set(dropped);
        let is_last = self.realms.borrow().is_empty();
        if dropped >= DROPS_TO_GIVE_BACK || (is_last && dropped >= DROPS_AT_THE_END) {
            self.dropped.set(0);
            boa_gc::collect_orphans();
            heap::give_back();
        }
    }

    /// Frees realms whose record V8 has collected, without waiting for the host's event loop.
    fn sweep_realms(&self) {
        let count = self.realms.borrow().len();
        if count < 32 || !self.next_realm.get().is_multiple_of(16) {
            return;
        }
        let dead: Vec<u32> = self.env.scope(|host| {
            self.realms
                .borrow()
                .values()
                .filter(|realm| realm.is_abandoned(host))
                .map(|realm| realm.id)
                .collect()
        });
        for id in dead {
            self.drop_realm(id);
        }
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        for (_, realm) in self.realms.borrow_mut().drain() {
            realm.close();
        }
        if self.end_sign.is_some() {
            interrupt::thread_ends();
        }
    }
}
