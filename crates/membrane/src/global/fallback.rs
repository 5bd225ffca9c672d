//! The lookup prototype, which the global object inherits from: a Proxy that answers for names which the global object
//! lacks. What it finds on the context object the global object holds from then on.

use boa_engine::{Context, JsResult, JsValue, object::JsObject, property::PropertyKey};

use guest_engine::{proxies, realm::ReflectOp};

use super::{
    super::{realm::current_realm, traps::install_traps},
    this_object,
};

/// What `globalHas` says of a name: only what an ordinary object holds can be kept in step.
const HELD_BY_NONE: i32 = 0;
const HELD_BY_OBJECT: i32 = 1;

/// The lookup prototype with its target, whose prototype is where a search goes on.
pub(super) struct Fallback {
    pub(super) proxy: JsObject,
    pub(super) target: JsObject,
}

/// Makes the lookup prototype in the realm of `context`.
pub(super) fn make(context: &mut Context) -> JsResult<Fallback> {
    let target = JsObject::with_null_proto();
    let handler = JsObject::with_null_proto();
    install_traps(
        &handler,
        &[("has", has), ("get", get), ("set", set)],
        context,
    );
    let proxy = proxies::over(&target, &handler, context)?;
    Ok(Fallback { proxy, target })
}

/// `target, key, …` of a trap.
fn parts(args: &[JsValue]) -> (JsValue, JsValue) {
    (
        args.first().cloned().unwrap_or_default(),
        args.get(1).cloned().unwrap_or_default(),
    )
}

fn has(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (target, key) = parts(args);
    let realm = current_realm(context)?;
    let is_found = realm.call_host(context, |scope| {
        let host_key = scope.to_host(&key)?;
        let args = [scope.realm.record(scope.host)?, host_key];
        let holder = scope
            .call_lib(&scope.agent.functions.global_has, &args)?
            .as_i32(scope.host);
        if holder == HELD_BY_OBJECT {
            let key = key.to_property_key(scope.context)?;
            scope.names_reached(&[key])?;
        }
        Ok(holder != HELD_BY_NONE)
    })?;
    if is_found {
        return Ok(true.into());
    }
    realm.reflect.call(ReflectOp::Has, &[target, key], context)
}

fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (target, key) = parts(args);
    let property_key: PropertyKey = key.to_property_key(context)?;
    let realm = current_realm(context)?;
    // The lookup that came here may have made the global object hold the name.
    if let Some(global) = realm.global.get()
        && global
            .object
            .has_own_property(property_key.clone(), context)?
    {
        return global.object.get(property_key, context);
    }
    if let Some(value) = this_object::ask(&key, context)? {
        return Ok(value);
    }
    let this = realm.global.get().map(|global| global.this.proxy.clone());
    let args = [target, key, this.map(JsValue::from).unwrap_or_default()];
    realm.reflect.call(ReflectOp::Get, &args, context)
}

fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (_, key) = parts(args);
    let value = args.get(2).cloned().unwrap_or_default();
    this_object::write(&key, value, context).map(JsValue::from)
}
