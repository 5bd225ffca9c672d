//! What the host keeps of guest objects: see `membrane/src/kept_reads.rs`.

use node_api::{Host, HostValue, NativeFn, NativeResult};

use membrane::{agent::Agent, failure::Crossed, scope::MembraneScope};

pub(super) const FUNCTIONS: [(&str, NativeFn); 3] = [
    ("lookAt", look_at),
    ("findProperty", find_property),
    ("sliceOf", slice_of),
];

/// Looks at a guest object of a realm with a number.
fn look<'s>(
    host: Host<'s>,
    realm: HostValue<'s>,
    f: impl FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, HostValue<'s>>,
) -> NativeResult<'s> {
    let agent = Agent::of(host)?;
    let realm = agent.realm(host, realm.as_u32(host))?;
    realm.look(host, &agent, f)
}

/// `lookAt(realmId, guestId, wantsNames)`: all that can be kept of an object.
fn look_at<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let &[realm, id, wants_names] = args else {
        return Err(host.misuse("lookAt"));
    };
    look(host, realm, |scope| {
        let wants_names = wants_names.as_bool(host);
        scope.look_at(id.as_u64(host), wants_names)
    })
}

/// `findProperty(realmId, guestId, key)`: the value of a property, inherited ones included.
fn find_property<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let &[realm, id, key] = args else {
        return Err(host.misuse("findProperty"));
    };
    look(host, realm, |scope| {
        scope.find_property(id.as_u64(host), key)
    })
}

/// `sliceOf(realmId, guestId, from, count)`: elements of an array.
fn slice_of<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let &[realm, id, from, count] = args else {
        return Err(host.misuse("sliceOf"));
    };
    look(host, realm, |scope| {
        scope.slice_of(id.as_u64(host), from.as_u32(host), count.as_u32(host))
    })
}
