//! Properties written past the checks of [[DefineOwnProperty]]: for objects that we keep in step with
//! others, whatever their attributes are.

use boa_engine::{
    JsValue,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

/// Writes a property; fields that the descriptor lacks are false or undefined.
pub fn insert(object: &JsObject, key: impl Into<PropertyKey>, property: PropertyDescriptor) {
    object.insert_property(key.into(), property.complete_property_descriptor());
}

/// A writable, enumerable data property.
#[must_use]
pub fn plain(value: impl Into<JsValue>, configurable: bool) -> PropertyDescriptor {
    PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(true)
        .configurable(configurable)
        .build()
}

/// An own property, without traps or getters.
#[must_use]
pub fn own(object: &JsObject, key: &PropertyKey) -> Option<PropertyDescriptor> {
    object.borrow().properties().get(key)
}
