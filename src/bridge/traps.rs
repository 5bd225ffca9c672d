//! Host objects in the guest: a Boa Proxy for each, over a target that holds the handle of its host
//! object, with one handler for the realm. Each trap is a callout to a function of
//! `lib/membrane/host_object.js`.
//!
//! The Proxy invariants are about the target: what is reported as non-configurable or non-extensible
//! is copied to the target first.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, JsObject, builtins::JsArray},
    property::{PropertyDescriptor, PropertyKey},
};

use crate::engine::{
    property,
    realm::{ReflectOp, proxy_over},
};

use super::{
    agent::{HostFunction, HostFunctions},
    crossing::{Crossing, HostKind, Seen},
    failure::Crossed,
    napi::HostValue,
    realm::realm_of,
    stand_ins::HostHandle,
};

/// Makes the handler that all stand-ins of a realm share. Its traps are made in the realm, so that they
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
            FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(*trap)).build();
        let descriptor = PropertyDescriptor::builder().value(function).build();
        property::insert(handler, JsString::from(*name), descriptor);
    }
}

/// Makes the Proxy for a host object. A function or an array can't hold the handle itself; its target
/// is tied to it.
pub fn stand_in(
    crossing: &mut Crossing<'_>,
    handle: HostHandle,
    kind: HostKind,
) -> Crossed<JsObject> {
    let target: JsObject = match kind {
        HostKind::Function => function_target(crossing.context)?,
        HostKind::Array => JsArray::new(crossing.context)?.into(),
        _ => {
            let target = JsObject::from_proto_and_data(None, handle);
            let handler = &crossing.realm.stand_in_handler;
            return Ok(proxy_over(&target, handler, crossing.context)?);
        }
    };
    crossing.tie(&target, handle)?;
    let handler = &crossing.realm.stand_in_handler;
    Ok(proxy_over(&target, handler, crossing.context)?)
}

fn function_target(context: &mut Context) -> JsResult<JsObject> {
    let unreachable = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let function = FunctionObjectBuilder::new(context.realm(), unreachable)
        .constructor(true)
        .build();
    let function = JsObject::from(function);
    function.delete_property_or_throw(js_string!("name"), context)?;
    function.delete_property_or_throw(js_string!("length"), context)?;
    Ok(function)
}

fn index_of_target(target: &JsObject, context: &mut Context) -> JsResult<Option<u32>> {
    if let Some(handle) = target.downcast_ref::<HostHandle>() {
        return Ok(Some(handle.index()));
    }
    let Some(realm) = realm_of(context) else {
        return Ok(None);
    };
    let tied = realm.stand_ins.borrow().tied(target, context)?;
    Ok(tied.and_then(|handle| Some(handle.downcast_ref::<HostHandle>()?.index())))
}

pub(super) fn packed_to_guest(
    crossing: &mut Crossing<'_>,
    packed: HostValue,
) -> Crossed<Option<PropertyDescriptor>> {
    crossing.packed_to_guest(packed)
}

fn to_guest(crossing: &mut Crossing<'_>, value: HostValue) -> Crossed<JsValue> {
    crossing.to_guest(value)
}

/// A trap under way: the target and the host object's index.
struct Trap {
    target: JsObject,
    index: u32,
}

impl Trap {
    fn of(args: &[JsValue], context: &mut Context) -> JsResult<Self> {
        let target = args.first().and_then(JsValue::as_object);
        let index = match &target {
            Some(target) => index_of_target(target, context)?,
            None => None,
        };
        match (target, index) {
            (Some(target), Some(index)) => Ok(Self { target, index }),
            _ => Err(JsNativeError::typ()
                .with_message("not a host object")
                .into()),
        }
    }

    /// Calls a function of lib/ with the record, the index and `args`, in a callout.
    fn callout<R>(
        &self,
        context: &mut Context,
        function: impl Fn(&HostFunctions) -> &HostFunction,
        args: &[JsValue],
        convert: impl FnOnce(&mut Crossing<'_>, HostValue) -> Crossed<R>,
    ) -> JsResult<R> {
        let realm = realm_of(context)
            .ok_or_else(|| JsNativeError::error().with_message("the realm is gone"))?;
        realm.callout(context, |crossing| {
            let mut values = Vec::with_capacity(args.len() + 2);
            values.push(crossing.realm.record()?);
            values.push(crossing.host.number(f64::from(self.index)));
            for arg in args {
                values.push(crossing.to_host(arg)?);
            }
            let function = function(&crossing.agent.functions);
            let result = crossing.host_call(function, &values)?;
            convert(crossing, result)
        })
    }

    fn flag(
        &self,
        context: &mut Context,
        function: impl Fn(&HostFunctions) -> &HostFunction,
        args: &[JsValue],
    ) -> JsResult<bool> {
        self.callout(context, function, args, |crossing, value| {
            Ok(value.as_bool(crossing.host))
        })
    }

    fn own_descriptor(
        &self,
        key: &JsValue,
        context: &mut Context,
    ) -> JsResult<Option<PropertyDescriptor>> {
        self.callout(
            context,
            |functions| &functions.host_get_own_property_descriptor,
            std::slice::from_ref(key),
            packed_to_guest,
        )
    }

    fn keys(&self, context: &mut Context) -> JsResult<Vec<JsValue>> {
        self.callout(
            context,
            |functions| &functions.host_own_keys,
            &[],
            |crossing, keys| {
                (0..keys.array_length(crossing.host))
                    .map(|index| crossing.to_guest(keys.element(crossing.host, index)))
                    .collect()
            },
        )
    }

    fn prototype(&self, context: &mut Context) -> JsResult<JsValue> {
        self.callout(
            context,
            |functions| &functions.host_get_prototype_of,
            &[],
            to_guest,
        )
    }

    /// A property that the host object lacks must not linger on a target that can't grow.
    fn forget(&self, key: &JsValue, context: &mut Context) -> JsResult<()> {
        if !self.target.is_extensible(context)? {
            let key = key.to_property_key(context)?;
            let is_configurable = self
                .target
                .borrow()
                .properties()
                .get(&key)
                .and_then(|property| property.configurable());
            if is_configurable == Some(true) {
                self.target.delete_property_or_throw(key, context)?;
            }
        }
        Ok(())
    }

    /// The host object can't grow any more: the target gets all that it has, and stops growing too.
    fn lock(&self, context: &mut Context) -> JsResult<()> {
        if !self.target.is_extensible(context)? {
            return Ok(());
        }
        for key in self.keys(context)? {
            if let Some(descriptor) = self.own_descriptor(&key, context)? {
                let key = key.to_property_key(context)?;
                insert_on_target(&self.target, key, descriptor, context)?;
            }
        }
        let prototype = self.prototype(context)?;
        let realm = realm_of(context)
            .ok_or_else(|| JsNativeError::error().with_message("the realm is gone"))?;
        let target = JsValue::from(self.target.clone());
        realm.reflect.call(
            ReflectOp::SetPrototypeOf,
            &[target.clone(), prototype],
            context,
        )?;
        realm
            .reflect
            .call(ReflectOp::PreventExtensions, &[target], context)?;
        Ok(())
    }
}

fn rest(args: &[JsValue], from: usize) -> &[JsValue] {
    args.get(from..).unwrap_or_default()
}

fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let seen = trap.callout(
        context,
        |functions| &functions.host_get,
        rest(args, 1),
        |crossing, value| {
            use super::napi::HostType::{Function, Object};
            if matches!(value.kind(crossing.host), Object | Function) {
                let seen = crossing.identify(value)?;
                if let Seen::Inherit(index) = seen {
                    return Ok(Err(index));
                }
                return crossing.seen_to_guest(seen, value).map(Ok);
            }
            crossing.to_guest(value).map(Ok)
        },
    )?;
    match seen {
        Ok(value) => Ok(value),
        Err(index) => {
            let realm = realm_of(context)
                .ok_or_else(|| JsNativeError::error().with_message("the realm is gone"))?;
            let prototype = realm.intrinsics.get(index, context);
            let key = rest(args, 1).first().cloned().unwrap_or_default();
            let receiver = rest(args, 2).first().cloned().unwrap_or_default();
            realm
                .reflect
                .call(ReflectOp::Get, &[prototype.into(), key, receiver], context)
        }
    }
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    Ok(trap
        .flag(context, |functions| &functions.host_set, rest(args, 1))?
        .into())
}

fn has(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let found = trap.flag(context, |functions| &functions.host_has, rest(args, 1))?;
    if !found && let [_, key, ..] = args {
        trap.forget(key, context)?;
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
    let descriptor = rest(args, 2)
        .first()
        .cloned()
        .unwrap_or_default()
        .to_property_descriptor(context)?;
    let realm = realm_of(context)
        .ok_or_else(|| JsNativeError::error().with_message("the realm is gone"))?;
    let defined = realm.callout(context, |crossing| {
        let record = crossing.realm.record()?;
        let index = crossing.host.number(f64::from(trap.index));
        let host_key = crossing.to_host(&key)?;
        let [flags, value, get, set] = crossing.descriptor_to_host(&descriptor)?;
        let args = [record, index, host_key, flags, value, get, set];
        let function = &crossing.agent.functions.host_define_property;
        Ok(crossing.host_call(function, &args)?.as_bool(crossing.host))
    })?;
    if defined && descriptor.configurable() == Some(false) {
        report(&trap, &key, context)?;
    }
    Ok(defined.into())
}

/// The host object's own property, on the target first if the invariants want it there.
fn report(
    trap: &Trap,
    key: &JsValue,
    context: &mut Context,
) -> JsResult<Option<PropertyDescriptor>> {
    let descriptor = trap.own_descriptor(key, context)?;
    match &descriptor {
        None => trap.forget(key, context)?,
        Some(descriptor) if descriptor.configurable() != Some(true) => {
            let key = key.to_property_key(context)?;
            insert_on_target(&trap.target, key, descriptor.clone(), context)?;
        }
        Some(_) => {}
    }
    Ok(descriptor)
}

fn insert_on_target(
    target: &JsObject,
    key: PropertyKey,
    descriptor: PropertyDescriptor,
    context: &mut Context,
) -> JsResult<()> {
    // An array's length takes part in its exotic behaviour: it must be set, not inserted.
    if target.is_array() {
        target.define_property_or_throw(key, descriptor, context)?;
    } else {
        property::insert(target, key, descriptor);
    }
    Ok(())
}

fn get_own_property_descriptor(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let key = rest(args, 1).first().cloned().unwrap_or_default();
    Ok(
        report(&trap, &key, context)?.map_or_else(JsValue::undefined, |descriptor| {
            descriptor_object(&descriptor, context).into()
        }),
    )
}

/// `FromPropertyDescriptor` (ECMA-262 6.2.6.4).
#[must_use]
pub fn descriptor_object(descriptor: &PropertyDescriptor, context: &mut Context) -> JsObject {
    let object = JsObject::with_object_proto(context.intrinsics());
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
    trap.callout(
        context,
        |functions| &functions.host_apply,
        &values,
        to_guest,
    )
}

fn construct(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let trap = Trap::of(args, context)?;
    let mut values = vec![args.get(2).cloned().unwrap_or_default()];
    values.extend(elements(args.get(1), context)?);
    trap.callout(
        context,
        |functions| &functions.host_construct,
        &values,
        to_guest,
    )
}
