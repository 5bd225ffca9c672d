//! What the host does to guest objects, and the host's side of promises and jobs.

use std::rc::Rc;

use boa_engine::{
    Context, JsValue,
    object::{JsObject, builtins::JsArray},
};

use node_api::{Host, HostValue, NativeFn, NativeResult};

use guest_engine::{property, realm::ReflectOp, stack_trace};

use membrane::{
    agent::Agent,
    failure::Crossed,
    instructions::InstructionTerms,
    kept_reads::Found,
    realm::{EntryOrigin, Realm, RunLimits},
    scope::MembraneScope,
    traps::descriptor_object,
};

pub(super) const FUNCTIONS: [(&str, NativeFn); 12] = [
    ("reflect", reflect),
    ("internalSlots", internal_slots),
    ("callsOfHostError", calls_of_host_error),
    ("callsOfGuest", calls_of_guest),
    ("isGuestWaiting", is_guest_waiting),
    ("intrinsic", intrinsic),
    ("intrinsicIndex", intrinsic_index),
    ("settleImportedPromise", settle_imported_promise),
    ("runJobs", run_jobs),
    ("runOwnJobs", run_own_jobs),
    ("runCleanups", run_cleanups),
    ("crossAgain", cross_again),
];

/// `reflect(realmId, op, guestId, ...args)`: one of the thirteen internal methods of a guest object.
///
/// Descriptors are packed (`lib/membrane/host_object.js`), the arguments of a call are spread, and an
/// absent receiver or `newTarget` is the object itself.
fn reflect<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, op, id, args @ ..] = args else {
        return Err(host.misuse("reflect"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let op = ReflectOp::ALL
        .get(op.as_u32(host) as usize)
        .map_or(ReflectOp::Get, |(op, _)| *op);
    let id = id.as_u64(host);
    let is_reading = match op {
        ReflectOp::Apply => realm.makes_error_texts(id),
        ReflectOp::Construct => false,
        _ => true,
    };
    let limits = RunLimits {
        is_reading,
        keeps_reads: op == ReflectOp::Get,
        ..RunLimits::default()
    };
    with_object(host, &realm, limits, id, |scope, object| match object {
        Some(object) => perform(scope, op, object, args),
        None => Ok(host.undefined()),
    })
}

/// Enters a realm with the guest object that an id stands for, `None` if nothing does any more.
fn with_object<'s>(
    host: Host<'s>,
    realm: &Rc<Realm>,
    limits: RunLimits,
    id: u64,
    act: impl FnOnce(&mut MembraneScope<'_, 's>, Option<JsObject>) -> Crossed<'s, HostValue<'s>>,
) -> NativeResult<'s> {
    realm.enter(host, limits, |scope| {
        let object = scope.realm.exports.borrow().object(id);
        act(scope, object)
    })
}

fn perform<'s>(
    scope: &mut MembraneScope<'_, 's>,
    op: ReflectOp,
    object: JsObject,
    args: &[HostValue<'s>],
) -> Crossed<'s, HostValue<'s>> {
    if let (ReflectOp::Get, Some(&key)) = (op, args.first()) {
        let key = scope.to_guest(key)?.to_property_key(scope.context)?;
        match scope.find_on_chain(object.clone(), &key) {
            Found::Value(value) => return scope.to_host(&value),
            Found::Absent => return Ok(scope.host.undefined()),
            Found::Ask => {}
        }
    }
    let mut values = vec![JsValue::from(object)];
    match (op, args) {
        (ReflectOp::DefineProperty, &[key, flags, value, get, set]) => {
            values.push(scope.to_guest(key)?);
            let descriptor = scope.descriptor_to_guest([flags, value, get, set])?;
            values.push(descriptor_object(&descriptor).into());
        }
        (ReflectOp::Apply, [this, rest @ ..]) => {
            values.push(scope.to_guest(*this)?);
            let args = arguments(scope, rest)?;
            if let Some(function) = values[0].as_object() {
                scope.realm.host_calls(&function, &args);
            }
            values.push(JsArray::from_iter(args, scope.context).into());
        }
        (ReflectOp::Construct, [new_target, rest @ ..]) => {
            let args = arguments(scope, rest)?;
            values.push(JsArray::from_iter(args, scope.context).into());
            let new_target = scope.to_guest(*new_target)?;
            if !new_target.is_undefined() {
                values.push(new_target);
            }
        }
        (_, args) => {
            for &arg in args {
                values.push(scope.to_guest(arg)?);
            }
        }
    }
    let realm = scope.realm.clone();
    let result = scope.run(move |context| realm.reflect.call(op, &values, context))?;
    match op {
        ReflectOp::GetOwnPropertyDescriptor => packed_descriptor(scope, &result),
        ReflectOp::OwnKeys => array_to_host(scope, &result),
        _ => scope.to_host(&result),
    }
}

fn arguments<'s>(
    scope: &mut MembraneScope<'_, 's>,
    args: &[HostValue<'s>],
) -> Crossed<'s, Vec<JsValue>> {
    args.iter().map(|&arg| scope.to_guest(arg)).collect()
}

/// A descriptor object that `Reflect` has just made: an ordinary one.
fn packed_descriptor<'s>(
    scope: &mut MembraneScope<'_, 's>,
    descriptor: &JsValue,
) -> Crossed<'s, HostValue<'s>> {
    let Some(descriptor) = descriptor.as_object() else {
        return Ok(scope.host.undefined());
    };
    let descriptor = property::described(&descriptor);
    let packed = scope.descriptor_to_host(&descriptor)?;
    Ok(scope.host.array(&packed))
}

/// An array that `Reflect` has just made.
fn array_to_host<'s>(
    scope: &mut MembraneScope<'_, 's>,
    array: &JsValue,
) -> Crossed<'s, HostValue<'s>> {
    let Some(array) = array.as_object() else {
        return Ok(scope.host.array(&[]));
    };
    let array = JsArray::from_object(array)?;
    let length = array.length(scope.context)?;
    let mut values = Vec::new();
    for index in 0..length {
        let value = array.get(index, scope.context)?;
        values.push(scope.to_host(&value)?);
    }
    Ok(scope.host.array(&values))
}

/// `internalSlots(realmId, guestId)`: what is inside an exotic object.
fn internal_slots<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("internalSlots"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let (id, limits) = (id.as_u64(host), RunLimits::default());
    with_object(host, &realm, limits, id, |scope, object| match object {
        Some(object) => scope.internal_slots(&object),
        None => Ok(host.array(&[])),
    })
}

/// `intrinsic(realmId, index)`: the guest proxy of one of the realm's own intrinsics.
fn intrinsic<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, index] = args else {
        return Err(host.misuse("intrinsic"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let index = index.as_u32(host);
    realm.enter(host, RunLimits::default(), |scope| {
        match scope.intrinsic(index)? {
            Some(object) => scope.to_host(&object.into()),
            None => Ok(host.undefined()),
        }
    })
}

/// `intrinsicIndex(realmId, guestId)`: which of its realm's intrinsics a guest object is, or -1.
fn intrinsic_index<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("intrinsicIndex"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let (id, limits) = (id.as_u64(host), RunLimits::default());
    with_object(host, &realm, limits, id, |scope, object| {
        let number = match object {
            Some(object) => scope.number_of_intrinsic(&object)?,
            None => None,
        };
        Ok(host.number(number.map_or(-1.0, f64::from)))
    })
}

/// `callsOfHostError(realmId, index)`: the guest's calls when a host error crossed first, as the text below
/// the first line of a stack. Whoever asks has been called by the realm, or runs outside of it.
fn calls_of_host_error<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, index] = args else {
        return Err(host.misuse("callsOfHostError"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let calls = realm.host_errors.borrow().calls(index.as_u32(host));
    let text = calls.and_then(|calls| {
        let print = |context: &mut Context| stack_trace::text_of_capture(&calls, context);
        realm.guest.with(print).ok()
    });
    Ok(host.string(&text.unwrap_or_default()))
}

/// `callsOfGuest(realmId)`: the guest's calls now.
fn calls_of_guest<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm] = args else {
        return Err(host.misuse("callsOfGuest"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let print = |context: &mut Context| {
        let calls = stack_trace::capture(context);
        calls.map(|calls| stack_trace::text_of_capture(&calls, context))
    };
    let text = realm.guest.with(print).ok().flatten();
    Ok(host.string(&text.unwrap_or_default()))
}

/// `isGuestWaiting()`: whether guest code that is not to know the host's stack waits for what the host does now.
fn is_guest_waiting<'s>(host: Host<'s>, _args: &[HostValue<'s>]) -> NativeResult<'s> {
    Ok(host.boolean(Agent::of(host)?.is_guest_waiting()))
}

/// What enters in a microtask that the realm has asked for.
const JOB: RunLimits = RunLimits {
    timeout: None,
    sigint: false,
    interruptible: false,
    instructions: InstructionTerms::OfRealm,
    origin: EntryOrigin::Job,
    is_reading: false,
    keeps_reads: false,
};

/// `settleImportedPromise(realmId, index, isRejected, value)`: a host promise has settled.
fn settle_imported_promise<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, index, is_rejected, value] = args else {
        return Err(host.misuse("settleImportedPromise"));
    };
    // The realm may be gone by now: nobody waits for the promise there.
    if let Ok(realm) = Agent::of(host)?.realm(host, realm.as_u32(host)) {
        let (index, is_rejected) = (index.as_u32(host), is_rejected.as_bool(host));
        realm.promises.borrow_mut().host_settles(index);
        let _ = realm.enter(host, JOB, |scope| {
            scope.settle_imported_promise(index, is_rejected, *value)
        });
    }
    Ok(host.undefined())
}

/// `runJobs(realmId, batch, asyncContext)`: a microtask that the realm asked for; `asyncContext` is -1 where nobody
/// knows the number of it.
fn run_jobs<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, batch, async_context] = args else {
        return Err(host.misuse("runJobs"));
    };
    if let Ok(realm) = Agent::of(host)?.realm(host, realm.as_u32(host)) {
        let batch = batch.as_u32(host) as usize;
        let async_context = async_context.as_u32(host);
        let async_context = (async_context != u32::MAX).then_some(async_context);
        // A job's own errors reject its promise, and of what stops it lib/ has heard.
        realm.job_state.start(batch);
        let _ = realm.enter(host, JOB, |scope| scope.run_batch(batch, async_context));
        if realm.job_state.end() {
            Agent::of(host)?.cross_later(host, realm.id);
        }
    }
    Ok(host.undefined())
}

/// `runOwnJobs(realmId, batch, asyncContext)`: jobs of a realm with a queue of its own, in the asynchronous context with
/// that number, at the end of the run that empties the queue.
fn run_own_jobs<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, batch, async_context] = args else {
        return Err(host.misuse("runOwnJobs"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let (batch, async_context) = (batch.as_u32(host) as usize, async_context.as_u32(host));
    realm.enter(host, RunLimits::default(), |scope| {
        scope.run_jobs_in(batch, async_context)
    })?;
    Ok(host.undefined())
}

/// Milliseconds that the callbacks of registries may take in a context that has no limit of time. Nobody has called them,
/// so nobody could have given one, and the specification asks of no host that it calls them at all.
const CLEANUP_MS: u32 = 500;

/// `runCleanups(realmId)`: callbacks of registries, in a microtask of their own.
fn run_cleanups<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm] = args else {
        return Err(host.misuse("runCleanups"));
    };
    if let Ok(realm) = Agent::of(host)?.realm(host, realm.as_u32(host)) {
        let limits = RunLimits {
            timeout: realm.options.timeout.is_none().then_some(CLEANUP_MS),
            origin: EntryOrigin::Cleanup,
            ..RunLimits::default()
        };
        // Of what stops it lib/ has heard.
        let _ = realm.enter(host, limits, |scope| {
            scope.run_cleanups()?;
            Ok(())
        });
    }
    Ok(host.undefined())
}

/// `crossAgain()`: a microtask, because a crossing could not do all that it had to.
fn cross_again<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    Agent::of(host)?.cross_again(host);
    Ok(host.undefined())
}
