//! The global proxy, the realm's `globalThis`: a Proxy whose traps follow the interceptors that Node puts on a
//! contextified global (`PropertyGetterCallback` and its sisters in Node's `src/node_contextify.cc`).
//! Each asks the context object first and the realm's own properties second.

use boa_engine::{
    Context, JsResult, JsValue,
    native_function::NativeFunctionPointer,
    object::{JsObject, builtins::JsArray},
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{lazy, property, realm::ReflectOp};

use node_api::HostValue;

use super::{
    super::{
        agent::HostFunctions,
        failure::Crossed,
        realm::current_realm,
        scope::MembraneScope,
        shadow_target::{list_to_guest, packed_to_guest},
        traps::{described_by, descriptor_object, install_traps},
    },
    Global,
    bindings::read_result,
};

/// Fills the handler of the global proxy.
pub(super) fn install(handler: &JsObject, context: &mut Context) {
    let traps: [(&str, NativeFunctionPointer); 10] = [
        ("get", get),
        ("set", set),
        ("has", has),
        ("deleteProperty", delete_property),
        ("defineProperty", define_property),
        ("getOwnPropertyDescriptor", get_own_property_descriptor),
        ("ownKeys", own_keys),
        ("getPrototypeOf", get_prototype_of),
        ("setPrototypeOf", set_prototype_of),
        ("preventExtensions", prevent_extensions),
    ];
    install_traps(handler, &traps, context);
}

/// Calls a function of `global_object.js` with the record and `args`, in a callout.
fn call_host<R>(
    context: &mut Context,
    function: impl Fn(&HostFunctions) -> &super::super::agent::HostFunction,
    args: &[&JsValue],
    convert: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>, HostValue<'s>) -> Crossed<'s, R>,
) -> JsResult<R> {
    current_realm(context)?.call_host(context, |scope| {
        let mut values = vec![scope.realm.record(scope.host)?];
        for arg in args {
            values.push(scope.to_host(arg)?);
        }
        let result = scope.call_lib(function(&scope.agent.functions), &values)?;
        convert(scope, result)
    })
}

/// The context object's value of a name, or `None` when it lacks it.
pub(super) fn ask(key: &JsValue, context: &mut Context) -> JsResult<Option<JsValue>> {
    call_host(
        context,
        |functions| &functions.global_get,
        &[key],
        read_result,
    )
}

/// Whether the realm has an own property of a key.
fn has_own(key: &PropertyKey, context: &Context) -> JsResult<bool> {
    let realm = current_realm(context)?;
    let global = realm.global.get();
    Ok(global.is_some_and(|global| global.own(key).is_some()))
}

/// The realm's own property of a key.
fn own(key: &PropertyKey, context: &mut Context) -> JsResult<Option<PropertyDescriptor>> {
    lazy::fill(key, context)?;
    let realm = current_realm(context)?;
    Ok(realm.global.get().and_then(|global| global.own(key)))
}

/// V8's getter: the context object first, the realm's own global second.
pub(super) fn read(key: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if let Some(value) = ask(key, context)? {
        return Ok(value);
    }
    let realm = current_realm(context)?;
    let Some(global) = realm.global.get() else {
        return Ok(JsValue::undefined());
    };
    let this = JsValue::from(global.this.proxy.clone());
    let property_key = key.to_property_key(context)?;
    let Some(property) = own(&property_key, context)? else {
        return match global.prototype() {
            Some(prototype) => {
                let args = [prototype.into(), key.clone(), this];
                realm.reflect.call(ReflectOp::Get, &args, context)
            }
            None => Ok(JsValue::undefined()),
        };
    };
    if let Some(getter) = property.get().and_then(JsValue::as_callable) {
        return getter.call(&this, &[], context);
    }
    Ok(property.value().cloned().unwrap_or_default())
}

/// V8's setter. Gives whether the assignment took place.
pub(super) fn write(key: &JsValue, value: JsValue, context: &mut Context) -> JsResult<bool> {
    const CALLED: i32 = 2;
    const REFUSED: i32 = 3;
    let property_key = key.to_property_key(context)?;
    let before = own(&property_key, context)?;
    let is_read_only = before
        .as_ref()
        .is_some_and(|property| property.writable() == Some(false));
    let outcome = call_host(
        context,
        |functions| &functions.global_set,
        &[key, &value, &before.is_some().into(), &is_read_only.into()],
        |scope, outcome| Ok(outcome.as_i32(scope.host)),
    )?;
    if outcome == CALLED || outcome == REFUSED {
        return Ok(outcome == CALLED);
    }
    // V8 goes on with the ordinary assignment on its own global.
    let realm = current_realm(context)?;
    let Some(global) = realm.global.get() else {
        return Ok(false);
    };
    if let Some(setter) = before.as_ref().and_then(PropertyDescriptor::set)
        && let Some(setter) = setter.as_callable()
    {
        let this = global.this.proxy.clone().into();
        setter.call(&this, &[value], context)?;
        return Ok(true);
    }
    if is_read_only
        || before
            .as_ref()
            .is_some_and(PropertyDescriptor::is_accessor_descriptor)
    {
        return Ok(false);
    }
    let attributes = before.unwrap_or_else(|| {
        PropertyDescriptor::builder()
            .writable(true)
            .enumerable(true)
            .configurable(true)
            .build()
    });
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(attributes.enumerable().unwrap_or(true))
        .configurable(attributes.configurable().unwrap_or(true))
        .build();
    realm.call_host(context, |scope| {
        scope.set_own(global, &property_key, Some(property))
    })?;
    Ok(true)
}

fn key_of(args: &[JsValue]) -> JsValue {
    args.get(1).cloned().unwrap_or_default()
}

fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    read(&key_of(args), context)
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.get(2).cloned().unwrap_or_default();
    let receiver = args.get(3).cloned().unwrap_or_default();
    let realm = current_realm(context)?;
    if let Some(global) = realm.global.get()
        && receiver
            .as_object()
            .is_none_or(|object| !JsObject::equals(&object, &global.this.proxy))
    {
        // An object that inherits from `globalThis`: the assignment is the object's own.
        let descriptor = descriptor_object(&property::plain(value, true));
        let args = [receiver, key_of(args), descriptor.into()];
        return realm
            .reflect
            .call(ReflectOp::DefineProperty, &args, context);
    }
    write(&key_of(args), value, context).map(JsValue::from)
}

fn has(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = key_of(args);
    let is_found = call_host(
        context,
        |functions| &functions.global_has,
        &[&key],
        |scope, holder| Ok(holder.as_i32(scope.host) != 0),
    )?;
    if is_found {
        return Ok(true.into());
    }
    let key = key.to_property_key(context)?;
    if has_own(&key, context)? {
        return Ok(true.into());
    }
    match prototype(context)? {
        Some(prototype) => prototype.has_property(key, context).map(JsValue::from),
        None => Ok(false.into()),
    }
}

/// V8's deleter: the context object decides; what it lets go of the realm lets go of too, unless the
/// realm declared it.
fn delete_property(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = key_of(args);
    let is_deleted = call_host(
        context,
        |functions| &functions.global_delete,
        &[&key],
        |scope, deleted| Ok(deleted.as_bool(scope.host)),
    )?;
    if !is_deleted {
        return Ok(false.into());
    }
    let key = key.to_property_key(context)?;
    let realm = current_realm(context)?;
    if own(&key, context)?.is_some_and(|property| property.configurable() == Some(false)) {
        return Ok(false.into());
    }
    if let Some(global) = realm.global.get() {
        realm.call_host(context, |scope| scope.set_own(global, &key, None))?;
    }
    Ok(true.into())
}

/// V8's definer: the property lands on the context object and on the realm's own global.
fn define_property(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = key_of(args);
    let property_key = key.to_property_key(context)?;
    let descriptor = described_by(args.get(2));
    let before = own(&property_key, context)?;
    if let Some(before) = &before
        && before.writable() == Some(false)
        && before.configurable() == Some(false)
    {
        let after = property::merge(Some(before), &descriptor);
        return Ok(property::same(before, &after).into());
    }
    let realm = current_realm(context)?;
    let defined = realm.call_host(context, |scope| {
        let record = scope.realm.record(scope.host)?;
        let host_key = scope.to_host(&key)?;
        let [flags, value, get, set] = scope.descriptor_to_host(&descriptor)?;
        let args = [record, host_key, flags, value, get, set];
        let function = &scope.agent.functions.global_define;
        Ok(scope.call_lib(function, &args)?.as_bool(scope.host))
    })?;
    let is_own_changeable = before
        .as_ref()
        .is_none_or(|property| property.configurable() != Some(false));
    if let Some(global) = realm.global.get()
        && defined
        && is_own_changeable
    {
        let property = property::merge(before.as_ref(), &descriptor);
        realm.call_host(context, |scope| {
            scope.set_own(global, &property_key, Some(property))
        })?;
    }
    if defined && descriptor.configurable() == Some(false) {
        report(&key, context)?;
    }
    Ok(defined.into())
}

/// The own property of the global proxy: the context object's, or else the realm's. On the global proxy's target first if the Proxy
/// invariants want it there.
fn report(key: &JsValue, context: &mut Context) -> JsResult<Option<PropertyDescriptor>> {
    let property_key = key.to_property_key(context)?;
    let own = own(&property_key, context)?;
    let on_context_object = call_host(
        context,
        |functions| &functions.global_get_own,
        &[key, &own.is_some().into()],
        packed_to_guest,
    )?;
    let descriptor = on_context_object.or(own);
    let realm = current_realm(context)?;
    if let Some(global) = realm.global.get() {
        let target = &global.this.target;
        match &descriptor {
            Some(fixed) if fixed.configurable() != Some(true) => {
                property::insert(target, property_key, fixed.clone());
            }
            // What was fixed before V8 shows otherwise now: a `var` that was assigned is the context object's.
            _ if property::own(target, &property_key).is_some() => {
                property::remove(target, &property_key, context)?;
            }
            _ => {}
        }
    }
    Ok(descriptor)
}

fn get_own_property_descriptor(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let descriptor = report(&key_of(args), context)?;
    Ok(descriptor.map_or_else(JsValue::undefined, |descriptor| {
        descriptor_object(&descriptor).into()
    }))
}

fn own_keys(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut keys = call_host(
        context,
        |functions| &functions.global_keys,
        &[],
        list_to_guest,
    )?;
    let realm = current_realm(context)?;
    if let Some(global) = realm.global.get() {
        let seen: std::collections::HashSet<PropertyKey> = keys
            .iter()
            .map(|key| key.to_property_key(context))
            .collect::<JsResult<_>>()?;
        for key in global.object.own_property_keys(context)? {
            if !seen.contains(&key) && has_own(&key, context)? {
                keys.push(key.into());
            }
        }
    }
    Ok(JsArray::from_iter(keys, context).into())
}

/// What lies beyond the realm's own properties.
fn prototype(context: &Context) -> JsResult<Option<JsObject>> {
    let realm = current_realm(context)?;
    Ok(realm.global.get().and_then(Global::prototype))
}

fn get_prototype_of(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(prototype(context)?.map_or_else(JsValue::null, JsValue::from))
}

fn set_prototype_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = args.get(1).and_then(JsValue::as_object);
    let realm = current_realm(context)?;
    let global = realm.global.get();
    Ok(global
        .is_some_and(|global| global.set_prototype(prototype))
        .into())
}

/// V8 refuses: a global with interceptors can't be frozen.
#[expect(clippy::unnecessary_wraps, reason = "the type of a trap")]
fn prevent_extensions(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(false.into())
}
