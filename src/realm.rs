//! Realms: made, let go, weighed.

use node_api::{Host, HostRef, HostValue, NativeFn, NativeResult};

use membrane::{
    agent::Agent,
    realm::{Realm, RealmKind, RealmOptions, RunLimits},
};

pub(super) const FUNCTIONS: [(&str, NativeFn); 13] = [
    ("reserveRealm", reserve_realm),
    ("createRealm", create_realm),
    ("addBuiltIn", add_built_in),
    ("dropRealm", drop_realm),
    ("disposeRealm", dispose_realm),
    ("heapBytes", heap_bytes),
    ("liveRecords", live_records),
    ("realmStats", realm_stats),
    ("sweepExports", sweep_exports),
    ("releaseSymbols", release_symbols),
    ("holdWeakly", hold_weakly),
    ("heldWeakly", held_weakly),
    ("letGo", let_go),
];

/// `reserveRealm()` gives the number of the next realm.
fn reserve_realm<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    Ok(host.number(f64::from(Agent::of(host)?.reserve_realm())))
}

/// `createRealm(id, record, kind, allowStrings, afterEvaluate, hostIntrinsics, contextObject, timeout,
/// stackDepth, memory)` gives the guest proxy of the
/// realm's `globalThis`, for a realm without a context object.
fn create_realm<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [
        id,
        record,
        kind,
        strings,
        after_evaluate,
        intrinsics,
        context_object,
        timeout,
        depth,
        memory,
    ] = args
    else {
        return Err(host.misuse("createRealm"));
    };
    let kind = match kind.as_i32(host) {
        1 => RealmKind::Vanilla,
        2 => RealmKind::This,
        _ => RealmKind::Contextified,
    };
    let options = RealmOptions {
        kind,
        allow_strings: strings.as_bool(host),
        after_evaluate: after_evaluate.as_bool(host),
        timeout: limit(host, *timeout),
        stack_depth: limit(host, *depth),
        memory: large_limit(host, *memory),
    };
    let agent = Agent::of(host)?;
    let realm = Realm::create(host, &agent, id.as_u32(host), *record, options, *intrinsics)?;
    match kind {
        RealmKind::Contextified => Ok(host.undefined()),
        RealmKind::Vanilla => realm.enter(host, RunLimits::default(), |scope| {
            let global = scope.global_this();
            scope.to_host(&global)
        }),
        RealmKind::This => realm.enter(host, RunLimits::default(), |scope| {
            scope.share_global_this(*context_object);
            Ok(host.undefined())
        }),
    }
}

/// A limit that is given, or `undefined`.
fn limit(host: Host<'_>, value: HostValue<'_>) -> Option<u32> {
    (!value.is_undefined(host)).then(|| value.as_u32(host))
}

/// The same, where it may be beyond 2^32.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lib/ has checked that it is a safe integer above 0"
)]
pub(super) fn large_limit(host: Host<'_>, value: HostValue<'_>) -> Option<u64> {
    (!value.is_undefined(host)).then(|| value.as_f64(host) as u64)
}

/// `addBuiltIn(id, name, value)`: the realm's own global gets one property more, before any source.
fn add_built_in<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [id, name, value] = args else {
        return Err(host.misuse("addBuiltIn"));
    };
    let realm = Agent::of(host)?.realm(host, id.as_u32(host))?;
    realm.enter(host, RunLimits::default(), |scope| {
        let value = scope.to_guest(*value)?;
        scope.add_built_in(name.as_string(host).into(), value);
        Ok(host.undefined())
    })
}

/// `dropRealm(id)`: V8 has found the record unreachable.
fn drop_realm<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    if let [id] = args {
        Agent::of(host)?.drop_realm(id.as_u32(host));
    }
    Ok(host.undefined())
}

/// `disposeRealm(id)`: no entry may run in it any more. What runs now ends first.
fn dispose_realm<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [id] = args else {
        return Err(host.misuse("disposeRealm"));
    };
    let agent = Agent::of(host)?;
    if let Ok(realm) = agent.realm(host, id.as_u32(host)) {
        realm.leave_errors(&agent);
        realm.dispose();
        agent.end_epoch();
        if realm.depth.get() == 0 {
            realm.leave_promises(&agent);
        }
        agent.drop_realm(realm.id);
    }
    Ok(host.undefined())
}

/// `heapBytes(id)`: what a realm holds, or all realms of the thread for -1.
fn heap_bytes<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let agent = Agent::of(host)?;
    let id = args.first().map_or(-1, |id| id.as_i32(host));
    let bytes: u64 = match u32::try_from(id) {
        Ok(id) => agent.realm(host, id)?.memory.bytes(),
        Err(_) => agent
            .realms()
            .iter()
            .map(|realm| realm.memory.bytes())
            .sum(),
    };
    #[expect(clippy::cast_precision_loss, reason = "no heap is that large")]
    Ok(host.number(bytes as f64))
}

/// `liveRecords()` gives the records of the realms of this thread that V8 has not collected. A `WeakRef` of each in
/// lib/ would keep realms alive that are made and dropped in one job.
fn live_records<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    let mut realms = Agent::of(host)?.realms();
    realms.sort_unstable_by_key(|realm| realm.id);
    let records: Vec<HostValue<'_>> = realms
        .iter()
        .filter_map(|realm| realm.record(host).ok())
        .collect();
    Ok(host.array(&records))
}

/// `realmStats(id)` gives the bytes that a realm holds and the most that it has held, how often its heap was
/// collected, the nanoseconds of processor time that it has taken, its entries, callouts and jobs, how many objects
/// each side has of the other, and the instructions that were counted.
fn realm_stats<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [id] = args else {
        return Err(host.misuse("realmStats"));
    };
    let realm = Agent::of(host)?.realm(host, id.as_u32(host))?;
    host.scope(|host| realm.exports.borrow_mut().sweep(host));
    let counters = &realm.counters;
    let exports = realm.exports.borrow().count();
    let imports = realm.imports.borrow().count();
    #[expect(clippy::cast_precision_loss, reason = "no count comes to 2^53")]
    let numbers = [
        realm.memory.bytes() as f64,
        realm.memory.peak() as f64,
        realm.collections() as f64,
        counters.cpu_time().as_nanos() as f64,
        counters.entries.get() as f64,
        counters.callouts.get() as f64,
        counters.jobs.get() as f64,
        exports as f64,
        imports as f64,
        counters.instructions.get() as f64,
    ];
    Ok(host.array(&numbers.map(|number| host.number(number))))
}

/// `sweepExports()`: V8 has collected, so some guest proxies may be gone.
fn sweep_exports<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    let agent = Agent::of(host)?;
    for realm in agent.realms() {
        host.scope(|host| realm.exports.borrow_mut().sweep(host));
        let wants_look = realm.suspects.borrow_mut().look_again();
        if wants_look {
            // What it fails with is noted for the promises that it is about.
            let _ = realm.enter(host, RunLimits::default(), |_| Ok(()));
        }
    }
    agent.collect_resting(host);
    Ok(host.undefined())
}

/// `releaseSymbols(id, ...symbols)`: V8 has collected these symbols, by their numbers in the record's table.
fn release_symbols<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [id, symbols @ ..] = args else {
        return Err(host.misuse("releaseSymbols"));
    };
    if let Ok(realm) = Agent::of(host)?.realm(host, id.as_u32(host)) {
        let mut table = realm.symbols.borrow_mut();
        for symbol in symbols {
            table.remove(symbol.as_u32(host));
        }
    }
    Ok(host.undefined())
}

/// `holdWeakly(symbol)` gives the number by which it can be had again, unless V8 has collected it by then.
fn hold_weakly<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [symbol] = args else {
        return Err(host.misuse("holdWeakly"));
    };
    let held = &Agent::of(host)?.held_weakly;
    let number = held.borrow_mut().add(HostRef::weak(host, *symbol));
    Ok(host.number(f64::from(number)))
}

/// `heldWeakly(number)`: the symbol; undefined where V8 has collected it.
fn held_weakly<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [number] = args else {
        return Err(host.misuse("heldWeakly"));
    };
    let agent = Agent::of(host)?;
    let held = agent.held_weakly.borrow();
    let symbol = held
        .get(number.as_u32(host))
        .and_then(|held| held.get(host));
    Ok(symbol.unwrap_or_else(|| host.undefined()))
}

/// `letGo(number)`: nobody asks for it any more.
fn let_go<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [number] = args else {
        return Err(host.misuse("letGo"));
    };
    let agent = Agent::of(host)?;
    let gone = agent.held_weakly.borrow_mut().remove(number.as_u32(host));
    drop(gone);
    Ok(host.undefined())
}
