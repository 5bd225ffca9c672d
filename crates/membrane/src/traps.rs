//! Host objects in the guest: a Boa Proxy for each, over a target that holds the handle of its host
//! object, with one handler for the realm. Each trap is a callout to a function of
//! `lib/membrane/host_object.js`.
//!
//! The Proxy invariants are about the target: what is reported as non-configurable or non-extensible
//! is copied to the target first.

use boa_engine::{
    Context, JsResult, JsString, JsValue, NativeFunction,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, JsObject, builtins::JsArray},
    property::PropertyDescriptor,
};

use guest_engine::{property, realm::ReflectOp, stack_trace};

use super::{
    realm::current_realm,
    shadow_target::{Got, Trap, got, result_to_guest},
};

/// Makes the handler that all host proxies of a realm share. Its traps are made in the realm, so that they
/// run in it.
#[must_use]
pub fn handler(context: &mut Context) -> JsObject {
    let traps: [(&str, NativeFunctionPointer); 13] = [
        ("get", get),
        ("set", set),
        ("has", has),
        ("deleteProperty", delete_property),
        ("defineProperty", define_property),
        ("getOwnPropertyDescriptor", get_own_property_descriptor),
        ("ownKeys", own_keys),
        ("getPrototypeOf", get_prototype_of),
        ("setPrototypeOf", set_prototype_of),
        ("isExtensible", is_extensible),
        ("preventExtensions", prevent_extensions),
        ("apply", apply),
        ("construct", construct),
    ];
    let handler = JsObject::with_null_proto();
    install_traps(&handler, &traps, context);
    handler
}

/// Puts native functions on a Proxy handler.
pub fn install_traps(
    handler: &JsObject,
    traps: &[(&str, NativeFunctionPointer)],
    context: &mut Context,
) {
    for (name, trap) in traps {
        let function =
            FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(*trap))
                .name(JsString::from(stack_trace::CALLOUT_MARK))
                .build();
        let descriptor = PropertyDescriptor::builder().value(function).build();
        property::insert(handler, JsString::from(*name), descriptor);
    }
}

fn rest(args: &[JsValue], from: usize) -> &[JsValue] {
    args.get(from..).unwrap_or_default()
}

/// What [`kept_host_reads`](super::kept_host_reads) can't answer: code of the host's user has to run.
fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let host_args = trap.without_own_receiver(rest(args, 1), context);
    let index = match trap.call_host(context, |functions| &functions.host_get, host_args, got)? {
        Got::Value(value) => return Ok(value),
        Got::Inherit(index) => index,
        Got::Ask => return Ok(JsValue::undefined()),
    };
    let realm = current_realm(context)?;
    let prototype = realm.call_host_without_sync(context, |scope| scope.intrinsic(index))?;
    let Some(prototype) = prototype else {
        return Ok(JsValue::undefined());
    };
    let key = rest(args, 1).first().cloned().unwrap_or_default();
    let receiver = rest(args, 2).first().cloned().unwrap_or_default();
    realm
        .reflect
        .call(ReflectOp::Get, &[prototype.into(), key, receiver], context)
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let host_args = trap.without_own_receiver(rest(args, 1), context);
    Ok(trap
        .flag(context, |functions| &functions.host_set, host_args)?
        .into())
}

fn has(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let key = rest(args, 1).first().cloned().unwrap_or_default();
    let found = match trap.peek_has(&key, context)? {
        Some(found) => found,
        None => trap.flag(context, |functions| &functions.host_has, rest(args, 1))?,
    };
    if !found {
        trap.forget(&key, context)?;
    }
    Ok(found.into())
}

fn delete_property(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let deleted = trap.flag(
        context,
        |functions| &functions.host_delete_property,
        rest(args, 1),
    )?;
    if deleted && let [_, key, ..] = args {
        trap.forget(key, context)?;
    }
    Ok(deleted.into())
}

fn define_property(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let key = rest(args, 1).first().cloned().unwrap_or_default();
    let descriptor = described_by(rest(args, 2).first());
    let realm = current_realm(context)?;
    let defined = realm.call_host(context, |scope| {
        let record = scope.realm.record(scope.host)?;
        let index = scope.host.number(f64::from(trap.index));
        let host_key = scope.to_host(&key)?;
        let [flags, value, get, set] = scope.descriptor_to_host(&descriptor)?;
        let args = [record, index, host_key, flags, value, get, set];
        let function = &scope.agent.functions.host_define_property;
        Ok(scope.call_lib(function, &args)?.as_bool(scope.host))
    })?;
    // What the target has already, an array's length, say, has to follow.
    let is_on_target = property::own(&trap.target, &key.to_property_key(context)?).is_some();
    if defined && (descriptor.configurable() == Some(false) || is_on_target) {
        trap.report(&key, context)?;
    }
    Ok(defined.into())
}

/// The descriptor that a trap is given.
#[must_use]
pub(super) fn described_by(argument: Option<&JsValue>) -> PropertyDescriptor {
    let object = argument.and_then(JsValue::as_object);
    object.map_or_else(PropertyDescriptor::default, |object| {
        property::described(&object)
    })
}

fn get_own_property_descriptor(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let key = rest(args, 1).first().cloned().unwrap_or_default();
    Ok(trap
        .report(&key, context)?
        .map_or_else(JsValue::undefined, |descriptor| {
            descriptor_object(&descriptor).into()
        }))
}

/// `FromPropertyDescriptor` (ECMA-262 6.2.6.4), for the engine alone: without a prototype, on which guest code may have put
/// a `get`.
#[must_use]
pub fn descriptor_object(descriptor: &PropertyDescriptor) -> JsObject {
    let object = JsObject::with_null_proto();
    let field = |name: &'static str, value: Option<JsValue>| {
        if let Some(value) = value {
            property::insert(&object, JsString::from(name), property::plain(value, true));
        }
    };
    field("value", descriptor.value().cloned());
    field("writable", descriptor.writable().map(JsValue::from));
    field("get", descriptor.get().cloned());
    field("set", descriptor.set().cloned());
    field("enumerable", descriptor.enumerable().map(JsValue::from));
    field("configurable", descriptor.configurable().map(JsValue::from));
    object
}

fn own_keys(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let keys = trap.keys(context)?;
    if !trap.target.is_extensible(context)? {
        let mut gone = Vec::new();
        for key in trap.target.own_property_keys(context)? {
            let key = JsValue::from(key);
            if !keys.contains(&key) {
                gone.push(key);
            }
        }
        for key in gone {
            trap.forget(&key, context)?;
        }
    }
    Ok(JsArray::from_iter(keys, context).into())
}

fn get_prototype_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Trap::of(args, context)?.prototype(context)
}

fn set_prototype_of(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    Ok(trap
        .flag(
            context,
            |functions| &functions.host_set_prototype_of,
            rest(args, 1),
        )?
        .into())
}

fn is_extensible(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let extensible = trap.flag(context, |functions| &functions.host_is_extensible, &[])?;
    if !extensible {
        trap.lock(context)?;
    }
    Ok(extensible.into())
}

fn prevent_extensions(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let done = trap.flag(context, |functions| &functions.host_prevent_extensions, &[])?;
    if done {
        trap.lock(context)?;
    }
    Ok(done.into())
}

/// The elements of an argument array that Boa made for a trap.
fn elements(array: Option<&JsValue>, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let Some(array) = array.and_then(JsValue::as_object) else {
        return Ok(Vec::new());
    };
    let array = JsArray::from_object(array)?;
    let length = array.length(context)?;
    (0..length).map(|index| array.get(index, context)).collect()
}

fn apply(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let mut values = vec![args.get(1).cloned().unwrap_or_default()];
    values.extend(elements(args.get(2), context)?);
    trap.call_host(
        context,
        |functions| &functions.host_apply,
        &values,
        result_to_guest,
    )
}

fn construct(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let mut values = vec![args.get(2).cloned().unwrap_or_default()];
    values.extend(elements(args.get(1), context)?);
    trap.call_host(
        context,
        |functions| &functions.host_construct,
        &values,
        result_to_guest,
    )
}
