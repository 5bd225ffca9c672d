//! Proxies: the ones that we make ourselves, and what is inside those of guest code, which Boa shows to
//! nobody but the traps. Must never run a trap.
//!
//! Boa gives a new Proxy the shape of `{}`, and its inline caches, which know objects by their shapes, would
//! then read `toString` of a Proxy off `Object.prototype`, past its trap. So each gets the shape of an object
//! without a prototype, which has nothing that could be cached. No internal method of a Proxy looks at the
//! properties and the prototype that Boa keeps for it as for any object: what is inside is noted there.

use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, builtins::proxy::Proxy, object::JsObject,
    property::PropertyKey,
};

use super::property;

const TARGET: u32 = 0;
const HANDLER: u32 = 1;

/// What is inside a Proxy that guest code made.
#[derive(Debug, Clone)]
pub enum Inside {
    /// Its target and its handler.
    Pair(JsObject, JsObject),
    /// Nothing any more.
    Revoked,
}

/// A `Proxy` over `target` that shares `handler` with others: `JsProxyBuilder` would make a handler
/// and up to thirteen functions for each.
///
/// # Errors
/// None in practice.
pub fn over(target: &JsObject, handler: &JsObject, context: &mut Context) -> JsResult<JsObject> {
    let constructor = context.intrinsics().constructors().proxy().constructor();
    let parts = [target.clone().into(), handler.clone().into()];
    let proxy = constructor.construct(&parts, None, context)?;
    hide_shape(&proxy);
    Ok(proxy)
}

/// A `Proxy` that is made before there is a realm.
#[must_use]
pub fn without_realm(target: &JsObject, handler: &JsObject) -> JsObject {
    JsObject::from_proto_and_data(None, Proxy::new(target.clone(), handler.clone()))
}

/// Takes a Proxy out of the reach of inline caches.
fn hide_shape(proxy: &JsObject) {
    proxy.set_prototype(None);
}

/// Notes what Boa has just put into a Proxy of guest code.
///
/// # Errors
/// A TypeError if it is none.
pub(super) fn note(proxy: &JsObject, inside: &[JsValue]) -> JsResult<()> {
    let (true, [target, handler, ..]) = (proxy.is::<Proxy>(), inside) else {
        return Err(JsNativeError::typ().with_message("not a Proxy").into());
    };
    hide_shape(proxy);
    property::insert(proxy, TARGET, property::plain(target.clone(), true));
    property::insert(proxy, HANDLER, property::plain(handler.clone(), true));
    Ok(())
}

/// Notes that a Proxy is being revoked.
pub(super) fn note_revoked(proxy: &JsObject) {
    for key in [TARGET, HANDLER] {
        property::insert(proxy, key, property::plain(JsValue::null(), true));
    }
}

/// What is inside a Proxy, if guest code made it; nothing for any other object.
#[must_use]
pub fn inside(object: &JsObject) -> Option<Inside> {
    if !object.is::<Proxy>() {
        return None;
    }
    let part = |key: u32| {
        property::own(object, &PropertyKey::from(key))?
            .value()
            .cloned()
    };
    let (target, handler) = (part(TARGET)?, part(HANDLER)?);
    Some(match (target.as_object(), handler.as_object()) {
        (Some(target), Some(handler)) => Inside::Pair(target, handler),
        _ => Inside::Revoked,
    })
}

#[cfg(test)]
mod tests {
    use boa_engine::{Context, Source};

    use super::{Inside, inside};
    use crate::builtins;

    fn made_by(source: &str) -> Option<Inside> {
        let mut context = Context::default();
        builtins::install(&mut context).unwrap();
        let value = context.eval(Source::from_bytes(source)).unwrap();
        inside(&value.as_object().unwrap())
    }

    #[test]
    fn the_inside_of_a_proxy_of_guest_code_is_known() {
        for source in ["new Proxy([], {})", "Proxy.revocable([], {}).proxy"] {
            let Some(Inside::Pair(target, handler)) = made_by(source) else {
                panic!("{source}");
            };
            assert!(target.is_array());
            assert!(!handler.is_array());
        }
    }

    #[test]
    fn a_revoked_proxy_is_known_as_one() {
        let inside = made_by("const r = Proxy.revocable({}, {}); r.revoke(); r.revoke(); r.proxy");
        assert!(matches!(inside, Some(Inside::Revoked)));
    }

    #[test]
    fn other_objects_have_no_inside() {
        assert!(made_by("({ 0: {}, 1: {} })").is_none());
        assert!(made_by("[{}, {}]").is_none());
    }
}
