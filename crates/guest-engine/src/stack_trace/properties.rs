//! Property reads and writes past all traps and accessors: none of these runs guest code.

use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsObject, JsString};

/// Reads a property that is a primitive value, own or inherited, without running guest code.
pub(super) fn plain(object: &JsObject, key: &str, context: &mut Context) -> Option<JsString> {
    let mut next = Some(object.clone());
    while let Some(object) = next {
        if let Some(property) = own_property(&object, JsString::from(key))
            && let Some(value) = property.value()
            && !value.is_object()
            && !value.is_symbol()
        {
            return (!value.is_undefined())
                .then(|| value.to_string(context).ok())
                .flatten();
        }
        next = object.prototype();
    }
    None
}

/// Looks up an own property past all traps; of a proxy nothing is seen.
pub(super) fn own_property(object: &JsObject, key: JsString) -> Option<PropertyDescriptor> {
    object.make();
    object.borrow().properties().get(&PropertyKey::from(key))
}

pub(super) fn own_object(object: &JsObject, key: JsString) -> Option<JsObject> {
    own_property(object, key)?.value()?.as_object()
}

pub(super) fn accessor(getter: &JsObject, setter: &JsObject) -> PropertyDescriptor {
    PropertyDescriptor::builder()
        .get(getter.clone())
        .set(setter.clone())
        .enumerable(false)
        .configurable(true)
        .build()
}
