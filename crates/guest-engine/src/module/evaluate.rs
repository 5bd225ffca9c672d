//! Evaluation (`Evaluate`, ECMA-262 16.2.1.6.1.3).
//!
//! A graph in which nothing awaits is given to Boa as a whole. In another the modules are given to it
//! one by one, since Boa 0.22 loses errors and promises there: what a module throws that waited for
//! another rejects nothing, the second `Evaluate` of a module that waits gives a promise that never
//! settles, and a module that is stopped before its first `await` panics. Modules that import each other
//! are Boa's business in any case.

use std::{
    any::Any,
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsResult, JsValue, NativeFunction,
    builtins::promise::PromiseState,
    error::{EngineError, RuntimeLimitError},
    js_string,
    module::Module,
    object::{
        FunctionObjectBuilder,
        builtins::{JsFunction, JsPromise},
    },
};

use super::super::property;
use super::graph::{Broken, Group, groups, walk};
use super::import::MetaError;
use super::prelude::Begun;
use super::record::{Capability, ModuleRecord, Status};

/// Evaluates a module that is linked, and what it imports. Gives a promise if some of it awaits. Needs a
/// guest stack.
///
/// # Errors
/// What the module throws, now or when it was evaluated before; what stops guest code; an `Error` for a
/// module that is being evaluated at this moment.
pub fn evaluate(module: &ModuleRecord, context: &mut Context) -> JsResult<Option<JsPromise>> {
    if module.status() == Status::Linked {
        start(module, context)?;
    }
    match module.status() {
        Status::Evaluated => Ok(None),
        Status::EvaluatingAsync => Ok(Some(promise_of(module, context))),
        Status::Errored => Err(error_of(module)),
        Status::Unlinked | Status::Linked | Status::Evaluating => Err(JsNativeError::error()
            .with_message("Module is being evaluated")
            .into()),
    }
}

/// Whether a module that is linked, or one that it imports, awaits at its top level.
#[must_use]
pub fn has_async_graph(module: &ModuleRecord) -> bool {
    let all = groups(module, |_| true);
    all.iter()
        .flatten()
        .any(|module| module.text().has_top_level_await)
}

/// Whether a module that waits can come to its end: see `JsPromise::can_settle`. To be asked while no job waits.
#[must_use]
pub fn can_finish(module: &ModuleRecord) -> bool {
    let mut seen = HashSet::new();
    let mut left = vec![module.clone()];
    while let Some(module) = left.pop() {
        let root = module.read(|record| record.cycle_root.clone());
        let root = root.unwrap_or(module);
        match root.status() {
            Status::EvaluatingAsync if seen.insert(root.address()) => {}
            // Whoever waits for it would have been told, had it not been stopped.
            Status::Errored => return false,
            _ => continue,
        }
        let continuation = root.read(|record| record.continuation.clone());
        if let Some(promise) = continuation {
            if !promise.can_settle(false) {
                return false;
            }
            continue;
        }
        let members = root.read(|record| record.members.clone());
        let links = members.iter().flat_map(ModuleRecord::links);
        let before = left.len();
        left.extend(links.filter(|link| match link.status() {
            Status::EvaluatingAsync => !members.contains(link),
            status => status == Status::Errored,
        }));
        if left.len() == before {
            return false;
        }
    }
    true
}

/// What stops guest code, and no guest code can catch.
fn stopped(limit: RuntimeLimitError) -> JsError {
    EngineError::from(limit).into()
}

fn error_of(module: &ModuleRecord) -> JsError {
    let error = module.error();
    error.unwrap_or_else(|| stopped(RuntimeLimitError::Interrupted))
}

/// The promise of a module that waits.
fn promise_of(module: &ModuleRecord, context: &mut Context) -> JsPromise {
    let root = module.read(|record| record.cycle_root.clone());
    let root = root.unwrap_or_else(|| module.clone());
    let known = root.read(|record| record.capability.clone());
    let capability = known.unwrap_or_else(|| {
        let (promise, resolvers) = JsPromise::new_pending(context);
        Capability { promise, resolvers }
    });
    root.write(|record| record.capability = Some(capability.clone()));
    capability.promise.clone()
}

/// Evaluates all that can be reached and is not evaluated yet, up to what awaits.
fn start(root: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    let mut waiting = HashSet::new();
    let mut is_plain = true;
    for group in groups(root, |module| module.status() == Status::Linked) {
        let mut waits = false;
        for module in &group {
            waits |= module.text().has_top_level_await;
            for link in module.links() {
                let status = link.status();
                waits |= status == Status::EvaluatingAsync || waiting.contains(&link.address());
                is_plain &= matches!(status, Status::Linked | Status::Evaluated);
            }
        }
        if waits {
            waiting.extend(group.iter().map(ModuleRecord::address));
        }
    }
    if is_plain && waiting.is_empty() {
        return run_whole(root, context);
    }
    let outcome = walk(root, enters, |group| {
        if waiting.contains(&group[0].address()) {
            return run_waiting(group, context);
        }
        settle(&execute(&group[0], context)?, context)?;
        set_status(group, Status::Evaluated);
        Ok(())
    });
    outcome.map_err(give_up)
}

/// Goes where something is left to do. What has failed fails whoever imports it.
fn enters(module: &ModuleRecord) -> JsResult<bool> {
    match module.status() {
        Status::Linked => {
            module.set_status(Status::Evaluating);
            Ok(true)
        }
        Status::Errored => Err(error_of(module)),
        Status::Evaluating => Err(JsNativeError::error()
            .with_message("Module is being evaluated")
            .into()),
        Status::Unlinked | Status::EvaluatingAsync | Status::Evaluated => Ok(false),
    }
}

/// All that was visited has failed.
fn give_up(broken: Broken<JsError>) -> JsError {
    for module in &broken.visited {
        fail_one(module, &broken.reason);
    }
    broken.reason
}

fn fail_one(module: &ModuleRecord, error: &JsError) {
    module.write(|record| {
        record.status = Status::Errored;
        record.error = error.as_engine().is_none().then(|| error.clone());
    });
}

fn set_status(group: &Group, status: Status) {
    for module in group {
        module.set_status(status);
    }
}

/// Evaluates a graph in which nothing awaits, and finds out afterwards how far it came.
fn run_whole(root: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    let all = groups(root, |module| module.status() == Status::Linked);
    note_importers(root);
    let outcome = execute(root, context).and_then(|promise| settle(&promise, context));
    for module in all.iter().flatten() {
        module.write(|record| record.importer = None);
    }
    let Err(error) = outcome else {
        for group in &all {
            set_status(group, Status::Evaluated);
        }
        return Ok(());
    };
    let begun = |module: &ModuleRecord| module.read(|record| record.begun);
    let thrower = all.iter().flatten().max_by_key(|module| begun(module));
    let reached: HashSet<usize> = all.iter().flatten().map(ModuleRecord::address).collect();
    let broken = walk(
        root,
        |module| Ok(reached.contains(&module.address())),
        |group| {
            if thrower.is_some_and(|thrower| group.contains(thrower)) {
                return Err(());
            }
            // The walk goes on where Boa, within modules that import each other, had stopped.
            if group.iter().any(|module| begun(module) > 0) {
                set_status(group, Status::Evaluated);
            }
            Ok(())
        },
    );
    if let Err(Broken { visited, .. }) = broken {
        let place = visited.iter().position(|module| Some(module) == thrower);
        for (index, module) in visited.iter().enumerate() {
            if Some(index) <= place || begun(module) > 0 {
                fail_one(module, &error);
            }
        }
    }
    Err(error)
}

/// Notes for all that will be evaluated by which module Boa will come to it.
fn note_importers(module: &ModuleRecord) {
    for link in module.links() {
        let is_new =
            link.status() == Status::Linked && link.read(|record| record.importer.is_none());
        if is_new {
            link.write(|record| record.importer = Some(module.clone()));
            note_importers(&link);
        }
    }
}

/// The end of a module that Boa has evaluated and that does not wait.
fn settle(promise: &JsPromise, context: &mut Context) -> JsResult<()> {
    match promise.state() {
        PromiseState::Rejected(error) => {
            // It is reported by us, or not at all.
            promise.catch(on(|_, _, _| Ok(()), None, context), context)?;
            Err(JsError::from_opaque(error))
        }
        PromiseState::Fulfilled(_) | PromiseState::Pending => Ok(()),
    }
}

/// Evaluates modules of which one awaits, or imports one that does: as soon as nothing is waited for.
fn run_waiting(group: &Group, context: &mut Context) -> JsResult<()> {
    let root = &group[0];
    set_status(group, Status::EvaluatingAsync);
    for module in group {
        module.write(|record| record.cycle_root = Some(root.clone()));
    }
    let mut waited_for: Vec<ModuleRecord> = Vec::new();
    for link in group.iter().flat_map(ModuleRecord::links) {
        let other = link
            .read(|record| record.cycle_root.clone())
            .unwrap_or(link);
        let is_waiting = other.status() == Status::EvaluatingAsync && other != *root;
        if is_waiting && !waited_for.contains(&other) {
            waited_for.push(other);
        }
    }
    root.write(|record| {
        record.members.clone_from(group);
        record.waiting_for = waited_for.len();
    });
    for other in &waited_for {
        other.write(|record| record.waiters.push(root.clone()));
    }
    if waited_for.is_empty() {
        return run_now(root, context);
    }
    Ok(())
}

/// Runs a module, or several that import each other, for which nothing is waited any more.
///
/// # Errors
/// Only what stops guest code.
fn run_now(root: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    let outcome = execute(root, context);
    // The preludes have set other things.
    let members = root.read(|record| record.members.clone());
    set_status(&members, Status::EvaluatingAsync);
    let promise = match outcome {
        Ok(promise) => promise,
        Err(error) => {
            for module in &members {
                fail_one(module, &error);
            }
            return Err(error);
        }
    };
    match promise.state() {
        PromiseState::Fulfilled(_) => finish(root, context),
        PromiseState::Rejected(error) => {
            let error = JsError::from_opaque(error);
            // Nothing is lost: it fails for the reason that is at hand.
            let _ = settle(&promise, context);
            fail(root, &error, context)
        }
        PromiseState::Pending => {
            let fulfilled = on(
                |root, _, context| finish(root, context),
                Some(root),
                context,
            );
            let rejected = on(
                |root, args, context| {
                    let error = JsError::from_opaque(args.get_or_undefined(0).clone());
                    fail(root, &error, context)
                },
                Some(root),
                context,
            );
            let continuation = promise.then(Some(fulfilled), Some(rejected), context)?;
            root.write(|record| record.continuation = Some(continuation));
            Ok(())
        }
    }
}

type Reaction = fn(&ModuleRecord, &[JsValue], &mut Context) -> JsResult<()>;

/// A reaction to a promise, about a module or about none.
fn on(reaction: Reaction, module: Option<&ModuleRecord>, context: &Context) -> JsFunction {
    let function = NativeFunction::from_copy_closure_with_captures(
        move |_, args, module: &Option<ModuleRecord>, context| {
            if let Some(module) = module {
                reaction(module, args, context)?;
            }
            Ok(JsValue::undefined())
        },
        module.cloned(),
    );
    FunctionObjectBuilder::new(context.realm(), function).build()
}

/// Modules that were evaluated as one are done (`AsyncModuleExecutionFulfilled`, 16.2.1.6.1.3.4).
fn finish(root: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    let members = root.read(|record| record.members.clone());
    set_status(&members, Status::Evaluated);
    if let Some(capability) = root.write(|record| record.capability.take()) {
        let resolve = &capability.resolvers.resolve;
        resolve.call(&JsValue::undefined(), &[], context)?;
    }
    for waiter in root.write(|record| std::mem::take(&mut record.waiters)) {
        let is_last = waiter.write(|record| {
            record.waiting_for = record.waiting_for.saturating_sub(1);
            record.waiting_for == 0
        });
        if is_last && waiter.status() == Status::EvaluatingAsync {
            run_now(&waiter, context)?;
        }
    }
    Ok(())
}

/// Modules that were evaluated as one have failed (`AsyncModuleExecutionRejected`, 16.2.1.6.1.3.5).
fn fail(root: &ModuleRecord, error: &JsError, context: &mut Context) -> JsResult<()> {
    if root.status() == Status::Errored {
        return Ok(());
    }
    for module in root.read(|record| record.members.clone()) {
        fail_one(&module, error);
    }
    if let Some(capability) = root.write(|record| record.capability.take()) {
        let error = error.clone().into_opaque(context)?;
        let reject = &capability.resolvers.reject;
        reject.call(&JsValue::undefined(), &[error], context)?;
    }
    for waiter in root.write(|record| std::mem::take(&mut record.waiters)) {
        fail(&waiter, error, context)?;
    }
    Ok(())
}

/// Lets Boa evaluate a module.
fn execute(module: &ModuleRecord, context: &mut Context) -> JsResult<JsPromise> {
    let Some(module) = module.module() else {
        return Err(JsNativeError::error()
            .with_message("the module is not linked")
            .into());
    };
    context.remove_data::<MetaError>();
    let outer = context.remove_data::<Begun>();
    let evaluated = catch_unwind(AssertUnwindSafe(|| Module::evaluate(&module, context)));
    context.remove_data::<Begun>();
    if let Some(outer) = outer {
        context.insert_data(*outer);
    }
    match evaluated.map(|outcome| outcome.inspect(guard)) {
        Ok(outcome) => match context.remove_data::<MetaError>() {
            Some(error) => Err(error.0),
            None => outcome,
        },
        Err(panic) => match limit_behind(panic.as_ref()) {
            Some(limit) => Err(stopped(limit)),
            None => resume_unwind(panic),
        },
    }
}

/// Keeps a reaction to Boa's promise, which nobody else sees, out of the reach of guest code: what it may
/// have done to `Promise` counts only where the promise has a constructor (ECMA-262 7.3.22).
fn guard(promise: &JsPromise) {
    let none = property::hidden(JsValue::undefined());
    property::insert(&promise.clone().into(), js_string!("constructor"), none);
}

/// Boa expects of a module that awaits that it does not throw by itself, but what stops it does. By
/// then the frame of the module is gone, and no other was made: the realm is whole.
fn limit_behind(panic: &(dyn Any + Send)) -> Option<RuntimeLimitError> {
    let message = panic.downcast_ref::<String>()?;
    let reason = message.strip_prefix("async modules cannot directly throw")?;
    [
        ("Interrupted", RuntimeLimitError::Interrupted),
        ("Instructions", RuntimeLimitError::Instructions),
    ]
    .into_iter()
    .find_map(|(name, limit)| reason.contains(name).then_some(limit))
}
