//! Limits beyond a single entry: microtasks, deadlines of promises, interruption.

use std::time::{Duration, Instant};

use super::realm::large_limit;
use node_api::{Host, HostValue, NativeFn, NativeResult};

use guest_runtime::{interrupt, interrupt_keys};

use membrane::{
    agent::Agent,
    realm::{EntryOrigin, RunLimits},
};

pub(super) const FUNCTIONS: [(&str, NativeFn); 8] = [
    ("microtaskRuns", microtask_runs),
    ("microtasksDrained", microtasks_drained),
    ("setDeadline", set_deadline),
    ("limitInstructions", limit_instructions),
    ("abandonPromise", abandon_promise),
    ("stopRuns", stop_runs),
    ("setInterruptKey", set_interrupt_key),
    ("interrupt", interrupt_by_key),
];

/// `microtaskRuns()`: the microtask that was asked for.
fn microtask_runs<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    let agent = Agent::of(host)?;
    agent.microtasks.arrived(&agent);
    Ok(host.undefined())
}

/// `microtasksDrained()`: no microtask is left before this tick.
fn microtasks_drained<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    let agent = Agent::of(host)?;
    agent.microtasks.drained(&agent);
    Ok(host.undefined())
}

/// `setDeadline(realmId, milliseconds, limit)`: from then on nothing of the realm goes on, because it took longer than
/// the limit. Without milliseconds there is none.
fn set_deadline<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, left, limit] = args else {
        return Err(host.misuse("setDeadline"));
    };
    if let Ok(realm) = Agent::of(host)?.realm(host, realm.as_u32(host)) {
        let left = Duration::from_millis(u64::from(left.as_u32(host)));
        let deadline =
            (!limit.is_undefined(host)).then(|| (Instant::now() + left, limit.as_u32(host)));
        realm.deadline.set(deadline);
    }
    Ok(host.undefined())
}

/// `limitInstructions(realmId, instructions)`: from then on each entry may take so many.
fn limit_instructions<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, instructions] = args else {
        return Err(host.misuse("limitInstructions"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    realm.instructions.set(large_limit(host, *instructions));
    Ok(host.undefined())
}

/// `abandonPromise(realmId, guestId, error)`: the promise rejects, and what would have settled it does not go on.
fn abandon_promise<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id, error] = args else {
        return Err(host.misuse("abandonPromise"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let limits = RunLimits {
        origin: EntryOrigin::Run,
        ..RunLimits::default()
    };
    realm.enter(host, limits, |scope| {
        let object = scope.realm.exports.borrow().object(id.as_u64(host));
        if let Some(object) = object {
            scope.abandon(&object, *error)?;
        }
        Ok(host.undefined())
    })
}

/// `stopRuns(realmId)`: stops the runs of a realm that may be interrupted.
fn stop_runs<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm] = args else {
        return Err(host.misuse("stopRuns"));
    };
    if let Ok(realm) = Agent::of(host)?.realm(host, realm.as_u32(host)) {
        interrupt::stop_runs(&realm.interrupt_handle);
    }
    Ok(host.undefined())
}

/// `setInterruptKey(realmId, key)`: from here on what runs in the realm can be interrupted by whoever has the key.
fn set_interrupt_key<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, key] = args else {
        return Err(host.misuse("setInterruptKey"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    realm.allow_interruption(key.as_string(host).to_std_string_lossy());
    Ok(host.undefined())
}

/// `interrupt(key)` gives whether anything was stopped.
fn interrupt_by_key<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [key] = args else {
        return Err(host.misuse("interrupt"));
    };
    let key = key.as_string(host).to_std_string_lossy();
    Ok(host.boolean(interrupt_keys::interrupt(&key)))
}
