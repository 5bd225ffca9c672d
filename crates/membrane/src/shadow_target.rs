//! Shadow targets: what lies under a host proxy. A target holds the handle of its host object, and whatever the
//! Proxy invariants want to see: what is reported as non-configurable or non-extensible is copied to it
//! first. Guest code never sees one.

use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, JsObject, builtins::JsArray},
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{property, realm::ReflectOp};

use node_api::{HostType, HostValue};

use super::{
    agent::{HostFunction, HostFunctions},
    failure::Crossed,
    imports::HostHandle,
    kept_host_reads,
    realm::{Realm, current_realm, realm_of},
    scope::MembraneScope,
    to_guest::{HostKind, Seen},
};

/// Makes the Proxy for a host object. A function or an array can't hold the handle itself; its target
/// is attached to it.
pub fn host_proxy(
    realm: &Realm,
    handle: HostHandle,
    kind: HostKind,
    context: &mut Context,
) -> JsResult<JsObject> {
    let index = handle.index();
    let target: JsObject = match kind {
        HostKind::Function => function_target(context)?,
        HostKind::Array => JsArray::new(context)?.into(),
        _ => {
            let target = JsObject::from_proto_and_data(None, handle);
            return Ok(kept_host_reads::proxy(realm, target, index, context));
        }
    };
    realm
        .imports
        .borrow()
        .attach_handle(&target, handle, context)?;
    Ok(kept_host_reads::proxy(realm, target, index, context))
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
    let attached = realm.imports.borrow().attached_handle(target, context)?;
    Ok(attached.and_then(|handle| Some(handle.downcast_ref::<HostHandle>()?.index())))
}

pub(super) fn packed_to_guest<'s>(
    scope: &mut MembraneScope<'_, 's>,
    packed: HostValue<'s>,
) -> Crossed<'s, Option<PropertyDescriptor>> {
    scope.packed_to_guest(packed)
}

pub(super) fn list_to_guest<'s>(
    scope: &mut MembraneScope<'_, 's>,
    list: HostValue<'s>,
) -> Crossed<'s, Vec<JsValue>> {
    scope.list_to_guest(list)
}

pub(super) fn to_guest<'s>(
    scope: &mut MembraneScope<'_, 's>,
    value: HostValue<'s>,
) -> Crossed<'s, JsValue> {
    scope.to_guest(value)
}

pub(super) fn result_to_guest<'s>(
    scope: &mut MembraneScope<'_, 's>,
    value: HostValue<'s>,
) -> Crossed<'s, JsValue> {
    scope.result_to_guest(value)
}

/// What a read of a host object gives.
pub(super) enum Got {
    /// The value.
    Value(JsValue),
    /// "Go on in the realm's own prototype", by its number.
    Inherit(u32),
    /// "That would run code of mine".
    Ask,
}

/// What lib/ answers to a read.
pub(super) fn got<'s>(scope: &mut MembraneScope<'_, 's>, value: HostValue<'s>) -> Crossed<'s, Got> {
    if !matches!(
        value.kind(scope.host),
        HostType::Object | HostType::Function
    ) {
        return scope.to_guest(value).map(Got::Value);
    }
    match scope.identify(value)? {
        Seen::Inherit(index) => Ok(Got::Inherit(index)),
        Seen::Ask => Ok(Got::Ask),
        seen => scope.seen_to_guest(seen, value).map(Got::Value),
    }
}

/// A trap under way: the target and the host object's index.
pub(super) struct Trap {
    pub(super) target: JsObject,
    pub(super) index: u32,
}

impl Trap {
    pub(super) fn of(args: &[JsValue], context: &mut Context) -> JsResult<Self> {
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
    pub(super) fn call_host<R>(
        &self,
        context: &mut Context,
        function: impl Fn(&HostFunctions) -> &HostFunction,
        args: &[JsValue],
        convert: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>, HostValue<'s>) -> Crossed<'s, R>,
    ) -> JsResult<R> {
        let realm = current_realm(context)?;
        realm.call_host(context, |scope| {
            let values = self.values(scope, args)?;
            let function = function(&scope.agent.functions);
            let result = scope.call_lib(function, &values)?;
            convert(scope, result)
        })
    }

    /// Whether the host object has a property, if telling runs no code of the host's user.
    pub(super) fn peek_has(&self, key: &JsValue, context: &mut Context) -> JsResult<Option<bool>> {
        let realm = current_realm(context)?;
        realm.call_host_without_sync(context, |scope| {
            let values = self.values(scope, std::slice::from_ref(key))?;
            let peek = &scope.agent.functions.host_peek_has;
            let found = peek.call(scope.host, &values)?;
            Ok((!found.is_undefined(scope.host)).then(|| found.as_bool(scope.host)))
        })
    }

    /// The record, the index and `args`, as lib/ wants them.
    fn values<'s>(
        &self,
        scope: &mut MembraneScope<'_, 's>,
        args: &[JsValue],
    ) -> Crossed<'s, Vec<HostValue<'s>>> {
        let mut values = Vec::with_capacity(args.len() + 2);
        values.push(scope.realm.record(scope.host)?);
        values.push(scope.host.number(f64::from(self.index)));
        for arg in args {
            values.push(scope.to_host(arg)?);
        }
        Ok(values)
    }

    /// The arguments of a read or write, which end with the receiver. Mostly that is the host proxy itself,
    /// and lib/ takes the host object when there is none.
    pub(super) fn without_own_receiver<'v>(
        &self,
        args: &'v [JsValue],
        context: &Context,
    ) -> &'v [JsValue] {
        let [rest @ .., receiver] = args else {
            return args;
        };
        let is_own = receiver.as_object().is_some_and(|receiver| {
            realm_of(context)
                .is_some_and(|realm| realm.imports.borrow().is_current(self.index, &receiver))
        });
        if is_own { rest } else { args }
    }

    pub(super) fn flag(
        &self,
        context: &mut Context,
        function: impl Fn(&HostFunctions) -> &HostFunction,
        args: &[JsValue],
    ) -> JsResult<bool> {
        self.call_host(context, function, args, |scope, value| {
            Ok(value.as_bool(scope.host))
        })
    }

    pub(super) fn own_descriptor(
        &self,
        key: &JsValue,
        context: &mut Context,
    ) -> JsResult<Option<PropertyDescriptor>> {
        self.call_host(
            context,
            |functions| &functions.host_get_own_property_descriptor,
            std::slice::from_ref(key),
            packed_to_guest,
        )
    }

    pub(super) fn keys(&self, context: &mut Context) -> JsResult<Vec<JsValue>> {
        self.call_host(
            context,
            |functions| &functions.host_own_keys,
            &[],
            list_to_guest,
        )
    }

    pub(super) fn prototype(&self, context: &mut Context) -> JsResult<JsValue> {
        let realm = current_realm(context)?;
        let peeked = realm.call_host_without_sync(context, |scope| {
            let values = self.values(scope, &[])?;
            let peek = &scope.agent.functions.host_peek_prototype;
            let result = peek.call(scope.host, &values)?;
            got(scope, result)
        })?;
        if let Got::Value(prototype) = peeked {
            return Ok(prototype);
        }
        self.call_host(
            context,
            |functions| &functions.host_get_prototype_of,
            &[],
            to_guest,
        )
    }

    /// A property that the host object lacks must not linger on a target that can't grow.
    pub(super) fn forget(&self, key: &JsValue, context: &mut Context) -> JsResult<()> {
        if !self.target.is_extensible(context)? {
            let key = key.to_property_key(context)?;
            let is_configurable =
                property::own(&self.target, &key).and_then(|property| property.configurable());
            if is_configurable == Some(true) {
                self.target.delete_property_or_throw(key, context)?;
            }
        }
        Ok(())
    }

    /// The host object can't grow any more: the target gets all that it has, and stops growing too.
    pub(super) fn lock(&self, context: &mut Context) -> JsResult<()> {
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
        let realm = current_realm(context)?;
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

    /// The host object's own property, on the target first if the invariants want it there.
    pub(super) fn report(
        &self,
        key: &JsValue,
        context: &mut Context,
    ) -> JsResult<Option<PropertyDescriptor>> {
        let descriptor = self.own_descriptor(key, context)?;
        match &descriptor {
            None => self.forget(key, context)?,
            Some(descriptor) if descriptor.configurable() != Some(true) => {
                let key = key.to_property_key(context)?;
                insert_on_target(&self.target, key, descriptor.clone(), context)?;
            }
            Some(_) => {}
        }
        Ok(descriptor)
    }
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
