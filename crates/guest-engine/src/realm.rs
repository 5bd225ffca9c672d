//! Makes the Boa `Context` of a realm: its global object, its global proxy (`globalThis`), its hooks and
//! its limits (DESIGN.md, "The global").

use std::{cell::RefCell, fmt, rc::Rc};

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, SourceOrigin,
    builtins::{
        PostponedIntrinsic,
        promise::{OperationType, Promise},
    },
    context::{ContextBuilder, HostHooks, intrinsics::Intrinsics},
    job::JobCallback,
    js_string,
    module::ModuleRequest,
    object::{JsObject, builtins::JsFunction},
    realm::Realm,
};

use js_source::syntax;

use guest_runtime::{
    interrupt,
    jobs::{AsyncContext, JobQueue},
};

use super::{
    builtins::{self, dynamic_functions},
    for_in, hooks,
    intl::{self, Answer, Argument, Description, Plan},
    kept_functions, lazy, messages,
    module::{self, Loader, Loading, ModuleRecord, Referrer},
    property, proxies, sources, stack_trace,
};

/// Frames of guest code, native re-entries included, before a RangeError; V8 manages about 11,000.
const RECURSION_LIMIT: usize = 10_800;
/// Values on Boa's own stack; a frame takes its registers from it.
const VALUE_STACK_LIMIT: usize = 4 << 20;
/// Frames that an error's backtrace records. `Error.stackTraceLimit` shows ten of them.
const BACKTRACE_LIMIT: usize = 64;

/// The longest buffer, in bytes, for which nobody is asked.
const MOST_BUFFER_BYTES: u64 = 1_610_612_736;

/// What the membrane wants to hear of while guest code runs.
pub trait Embedder {
    /// Guest code is about to compile a text (`eval`, `Function`).
    fn compiles_string(&self);

    /// Guest code is about to read or write a property of the global object by its name, for the first time since
    /// control has come to the guest.
    ///
    /// # Errors
    /// What stops guest code, and the host's RangeError where its stack is at its end.
    fn global_reached(&self, name: &JsString, context: &mut Context) -> JsResult<()>;

    /// Guest code is about to declare functions and variables of the global object, deletable ones in an `eval`.
    ///
    /// # Errors
    /// As [`Embedder::global_reached`].
    fn globals_declared(
        &self,
        names: &[JsString],
        is_deletable: bool,
        context: &mut Context,
    ) -> JsResult<()>;

    /// `import()` was called (ECMA-262 16.2.1.10 `HostLoadImportedModule`). The promise it gives settles
    /// as the guest's does.
    ///
    /// # Errors
    /// Only what stops guest code.
    fn import(
        &self,
        referrer: Option<Referrer>,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<JsObject<Promise>>;

    /// A module asks for its `import.meta` (ECMA-262 13.3.12.1.1 `HostGetImportMetaProperties`), for the
    /// first and only time.
    ///
    /// # Errors
    /// What the host throws, and what stops guest code.
    fn import_meta(
        &self,
        callback: JsValue,
        module: &ModuleRecord,
        meta: &JsObject,
        context: &mut Context,
    ) -> JsResult<()>;

    /// A job calls a function with what a promise was settled with.
    fn answers(&self, function: &JsObject);

    /// The asynchronous context of the host that guest code runs in now; `None` where it can't be learnt.
    fn async_context(&self, context: &mut Context) -> Option<AsyncContext>;

    /// A synthetic module is evaluated (ECMA-262 16.2.1.8.4.5): the host sets its exports.
    ///
    /// # Errors
    /// What the host throws, and what stops guest code.
    fn evaluate_synthetic(&self, module: &ModuleRecord, context: &mut Context) -> JsResult<()>;

    /// The time of a host's Date; `None` for anything else.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn host_time(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<f64>>;

    /// Gives a Proxy that stands for an object of the host that one's prototype, for code of Boa's that does
    /// not ask for it; false for any other, and where the host's is a Proxy too.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn show_prototype(&self, object: &JsObject, context: &mut Context) -> JsResult<bool>;

    /// The text of a time, as the host's `Date.prototype.toString` gives it.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn date_text(&self, time: f64, context: &mut Context) -> JsResult<Option<JsString>>;

    /// The tag of a host's `Intl.Locale`; `None` for anything else.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn host_locale(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsString>>;

    /// What `Intl` looks like.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn describe_intl(&self, context: &mut Context) -> JsResult<Rc<Description>>;

    /// Which options an operation of `Intl` reads.
    ///
    /// # Errors
    /// Only when the environment is ending.
    fn plan_intl(&self, number: u32, context: &mut Context) -> JsResult<Rc<Plan>>;

    /// Carries out an operation of `Intl`.
    ///
    /// # Errors
    /// What the operation throws, as an error of the realm's own.
    fn intl(
        &self,
        operation: u32,
        receiver: &Argument,
        args: &[Argument],
        context: &mut Context,
    ) -> JsResult<Answer>;

    /// How many bytes the realm may still take, if there is a limit.
    fn memory_left(&self) -> Option<u64>;

    /// Whether the realm, which has gone over the limit of its memory, is over it when the garbage is gone.
    fn is_exhausted(&self) -> bool;

    /// Whether the environment is ending, which a sign that has other meanings too may say.
    fn is_ending(&self, context: &mut Context) -> bool;

    /// A promise was rejected without a handler, or got its first handler after that
    /// (ECMA-262 27.2.1.9 `HostPromiseRejectionTracker`).
    fn rejection(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        context: &mut Context,
    );
}

/// How a realm differs from the default.
#[derive(Debug, Clone, Copy)]
pub struct ContextOptions {
    /// Whether `eval` and `Function` compile strings (`codeGeneration.strings`).
    pub allow_strings: bool,
    /// Whether `globalThis` is a Proxy of its own (a contextified object) or the global object.
    pub separate_this: bool,
    /// Calls within calls before a RangeError, if fewer than the default.
    pub stack_depth: Option<u32>,
}

/// The objects that make up a new realm.
pub struct NewRealm {
    /// The engine.
    pub context: Context,
    /// The target and handler of `globalThis`, when it is a Proxy; the handler has no traps yet.
    pub this_parts: Option<ThisParts>,
    /// Promise jobs.
    pub jobs: Rc<JobQueue>,
    /// Where the membrane puts itself to hear of events.
    pub embedder: EmbedderSlot,
}

impl fmt::Debug for NewRealm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewRealm").finish_non_exhaustive()
    }
}

/// `globalThis` as a Proxy: made before the realm exists.
#[derive(Debug, Clone)]
pub struct ThisParts {
    /// The Proxy itself, the global proxy.
    pub proxy: JsObject,
    /// Its target, which holds what the Proxy invariants want to see there.
    pub target: JsObject,
    /// Its handler.
    pub handler: JsObject,
}

/// A late-bound [`Embedder`]: the hooks are made before the realm that listens to them.
#[derive(Clone, Default)]
pub struct EmbedderSlot(Rc<RefCell<Option<Rc<dyn Embedder>>>>);

impl fmt::Debug for EmbedderSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EmbedderSlot").finish()
    }
}

impl EmbedderSlot {
    /// From now on `embedder` hears of events.
    pub fn set(&self, embedder: Rc<dyn Embedder>) {
        *self.0.borrow_mut() = Some(embedder);
    }

    /// Nobody hears of events any more. Breaks the cycle between a realm and its hooks.
    pub fn clear(&self) {
        let old = self.0.borrow_mut().take();
        drop(old);
    }

    pub(super) fn get(&self) -> Option<Rc<dyn Embedder>> {
        self.0.borrow().clone()
    }
}

struct Hooks {
    options: ContextOptions,
    jobs: Rc<JobQueue>,
    this: Option<JsObject>,
    embedder: EmbedderSlot,
}

impl HostHooks for Hooks {
    fn create_global_this(&self, _: &Intrinsics) -> Option<JsObject> {
        self.this.clone()
    }

    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        parameters: &[JsString],
        body: &JsString,
        _direct: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        // Nobody listens while the realm is being made, and no guest code runs.
        let embedder = self.embedder.get();
        if !self.options.allow_strings && embedder.is_some() {
            return Err(JsNativeError::eval()
                .with_message("Code generation from strings disallowed for this context")
                .into());
        }
        let Some(embedder) = embedder else {
            return Ok(());
        };
        if syntax::is_too_deep(&body.to_vec()) {
            return Err(JsNativeError::stack_overflow().into());
        }
        embedder.compiles_string();
        if parameters.is_empty() {
            messages::compiles(body, context);
        }
        Ok(())
    }

    fn dynamic_code_origin(
        &self,
        function: Option<&str>,
        parameters: &[JsString],
        body: &JsString,
        context: &mut Context,
    ) -> Option<Rc<SourceOrigin>> {
        let caller = context.innermost_code();
        Some(match function {
            None => sources::register_evaluated(body, 0, caller),
            Some(prefix) => {
                let (text, lines) = dynamic_functions::text(prefix, parameters, body);
                sources::register_evaluated(&text, lines, caller)
            }
        })
    }

    fn error_created(
        &self,
        error: &JsObject,
        message: Option<&str>,
        new_target: Option<&JsObject>,
        context: &mut Context,
    ) -> Option<JsString> {
        stack_trace::created(error, message, new_target, context)
    }

    fn max_buffer_size(&self, _: &mut Context) -> u64 {
        let left = self
            .embedder
            .get()
            .and_then(|embedder| embedder.memory_left());
        left.unwrap_or(MOST_BUFFER_BYTES).min(MOST_BUFFER_BYTES)
    }

    fn interrupted(&self, context: &mut Context) -> bool {
        let Some(embedder) = self.embedder.get() else {
            return true;
        };
        let handle = context.interrupt_handle();
        interrupt::has_to_stop(
            &handle,
            || embedder.is_exhausted(),
            || embedder.is_ending(context),
        )
    }

    fn make_job_callback(&self, callback: JsFunction, context: &mut Context) -> JobCallback {
        let embedder = self.embedder.get();
        match embedder.and_then(|embedder| embedder.async_context(context)) {
            Some(async_context) => JobCallback::new(callback, async_context),
            None => JobCallback::new(callback, ()),
        }
    }

    fn job_made(&self, callback: &JobCallback) {
        let context = callback.host_defined().downcast_ref::<AsyncContext>();
        self.jobs.expect_in(context.cloned());
    }

    fn call_job_callback(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        if let (Some(embedder), [_]) = (self.embedder.get(), args) {
            embedder.answers(job.callback());
        }
        job.callback().call(this, args, context)
    }

    fn delete_global(&self, name: &JsString, context: &mut Context) -> JsResult<Option<bool>> {
        hooks::delete(name, context)
    }

    fn global_reached(&self, name: &JsString, context: &mut Context) -> JsResult<()> {
        match self.embedder.get() {
            Some(embedder) => embedder.global_reached(name, context),
            None => Ok(()),
        }
    }

    fn globals_declared(
        &self,
        names: &[JsString],
        configurable: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        match self.embedder.get() {
            Some(embedder) => embedder.globals_declared(names, configurable, context),
            None => Ok(()),
        }
    }

    fn enumerated(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsObject>> {
        for_in::keys(object, context)
    }

    fn promise_rejection_tracker(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        context: &mut Context,
    ) {
        if let Some(embedder) = self.embedder.get()
            && !module::is_of_prelude(context)
        {
            embedder.rejection(promise, operation, context);
        }
    }
}

/// Makes a Proxy over an empty target with an empty handler.
fn this_parts() -> ThisParts {
    let target = JsObject::with_null_proto();
    let handler = JsObject::with_null_proto();
    ThisParts {
        proxy: proxies::without_realm(&target, &handler),
        target,
        handler,
    }
}

/// An intrinsic was made that guest code is about to reach.
fn intrinsic_made(intrinsic: PostponedIntrinsic, realm: &Realm) {
    let change = || {
        builtins::made(intrinsic, realm)?;
        intl::install_locale_methods(intrinsic, realm)?;
        intl::install_typed_array_methods(intrinsic, realm);
        kept_functions::keep(intrinsic, realm)
    };
    let changed = change();
    debug_assert!(changed.is_ok(), "{intrinsic:?}: {changed:?}");
}

/// Makes a realm, in the heap that is current.
///
/// # Errors
/// Whatever Boa says when it sets up the built-ins.
pub fn create(options: ContextOptions) -> JsResult<NewRealm> {
    let this_parts = options.separate_this.then(this_parts);
    let jobs = Rc::new(JobQueue::default());
    let embedder = EmbedderSlot::default();
    let loading = Loading::default();
    let loader = Loader {
        embedder: embedder.clone(),
        loading: loading.clone(),
    };
    let mut context = ContextBuilder::new()
        .host_hooks(Rc::new(Hooks {
            options,
            jobs: jobs.clone(),
            this: this_parts.as_ref().map(|parts| parts.proxy.clone()),
            embedder: embedder.clone(),
        }))
        .job_executor(jobs.clone())
        .module_loader(Rc::new(loader))
        // All contexts of a thread may block, or none.
        .can_block(true)
        .build()?;
    let limits = context.runtime_limits_mut();
    let stack_depth = options
        .stack_depth
        .map_or(RECURSION_LIMIT, |depth| depth as usize);
    limits.set_recursion_limit(stack_depth.min(RECURSION_LIMIT));
    limits.set_stack_size_limit(VALUE_STACK_LIMIT);
    limits.set_backtrace_limit(BACKTRACE_LIMIT);
    stack_trace::install(&mut context)?;
    builtins::install(&mut context)?;
    intl::install_array_methods(context.realm());
    context.realm().set_intrinsic_hook(intrinsic_made);
    lazy::install(&mut context);
    context.insert_data(embedder.clone());
    context.insert_data(loading);
    let this = this_parts.as_ref().map(|parts| parts.proxy.clone());
    hooks::install(this, &mut context)?;
    Ok(NewRealm {
        context,
        this_parts,
        jobs,
        embedder,
    })
}

/// The functions of `Reflect`, taken before any guest code could change them. The order is
/// [`ReflectOp`]'s.
#[derive(Debug, Clone)]
pub struct ReflectFunctions {
    operations: [JsObject; 13],
    is_array: JsObject,
}

/// `then` and `catch` of the promises of a realm that no code has run in.
#[must_use]
pub fn promise_methods(context: &Context) -> Vec<JsObject> {
    let prototype = context.intrinsics().constructors().promise().prototype();
    let names = [js_string!("then"), js_string!("catch")];
    let method = |name: JsString| {
        property::own(&prototype, &name.into())?
            .value()?
            .as_object()
    };
    names.into_iter().filter_map(method).collect()
}

/// `toString` of the errors of a realm that no code has run in.
#[must_use]
pub fn error_text(context: &Context) -> Option<JsObject> {
    let prototype = context.intrinsics().constructors().error().prototype();
    property::own(&prototype, &js_string!("toString").into())?
        .value()?
        .as_object()
}

/// The thirteen internal methods of an object (ECMA-262 6.1.7.2), named as their Proxy traps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are the specification's")]
pub enum ReflectOp {
    Get,
    Set,
    Has,
    DeleteProperty,
    DefineProperty,
    GetOwnPropertyDescriptor,
    OwnKeys,
    GetPrototypeOf,
    SetPrototypeOf,
    IsExtensible,
    PreventExtensions,
    Apply,
    Construct,
}

impl ReflectOp {
    /// All of them, in order.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Get, "get"),
        (Self::Set, "set"),
        (Self::Has, "has"),
        (Self::DeleteProperty, "deleteProperty"),
        (Self::DefineProperty, "defineProperty"),
        (Self::GetOwnPropertyDescriptor, "getOwnPropertyDescriptor"),
        (Self::OwnKeys, "ownKeys"),
        (Self::GetPrototypeOf, "getPrototypeOf"),
        (Self::SetPrototypeOf, "setPrototypeOf"),
        (Self::IsExtensible, "isExtensible"),
        (Self::PreventExtensions, "preventExtensions"),
        (Self::Apply, "apply"),
        (Self::Construct, "construct"),
    ];
}

impl ReflectFunctions {
    /// Reads them from a realm in which no guest code has run yet.
    ///
    /// # Errors
    /// A TypeError if `Reflect` is not as the specification has it.
    pub fn capture(context: &mut Context) -> JsResult<Self> {
        let reflect = context.intrinsics().objects().reflect();
        let mut functions = Vec::with_capacity(13);
        for (_, name) in ReflectOp::ALL {
            let function = reflect.get(JsString::from(name), context)?;
            functions.push(function.as_callable().ok_or_else(|| {
                JsNativeError::typ().with_message(format!("Reflect.{name} is not a function"))
            })?);
        }
        let array = context.intrinsics().constructors().array().constructor();
        let is_array = array.get(js_string!("isArray"), context)?.as_callable();
        match (functions.try_into(), is_array) {
            (Ok(operations), Some(is_array)) => Ok(Self {
                operations,
                is_array,
            }),
            _ => Err(JsNativeError::typ()
                .with_message("Reflect is incomplete")
                .into()),
        }
    }

    /// Calls one of them.
    ///
    /// # Errors
    /// What the operation throws.
    pub fn call(
        &self,
        op: ReflectOp,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        self.operations[op as usize].call(&JsValue::undefined(), args, context)
    }

    /// `Array.isArray`, which looks through Proxies.
    ///
    /// # Errors
    /// A TypeError for a revoked Proxy.
    pub fn is_array(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        let is_array =
            self.is_array
                .call(&JsValue::undefined(), &[object.clone().into()], context)?;
        Ok(is_array.to_boolean())
    }
}
