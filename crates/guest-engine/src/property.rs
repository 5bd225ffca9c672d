//! Properties written past the checks of `[[DefineOwnProperty]]`: for objects that we keep in step with
//! others, whatever their attributes are.

use boa_engine::{
    Context, JsResult, JsString, JsValue, js_string,
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

/// A writable and configurable data property that is not enumerable, as built-ins have them.
#[must_use]
pub fn hidden(value: impl Into<JsValue>) -> PropertyDescriptor {
    PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(false)
        .configurable(true)
        .build()
}

/// An own property, without traps or getters.
#[must_use]
pub fn own(object: &JsObject, key: &PropertyKey) -> Option<PropertyDescriptor> {
    object.make();
    object.borrow().properties().get(key)
}

/// The descriptor of which the engine has just made an object (`ToPropertyDescriptor`, ECMA-262 6.2.6.5): by own properties
/// alone, since guest code may have put others on the prototype.
#[must_use]
pub fn described(object: &JsObject) -> PropertyDescriptor {
    let field = |name: JsString| own(object, &name.into()).and_then(|own| own.value().cloned());
    let flag = |name: JsString| field(name).map(|value| value.to_boolean());
    let mut builder = PropertyDescriptor::builder()
        .maybe_value(field(js_string!("value")))
        .maybe_writable(flag(js_string!("writable")))
        .maybe_get(field(js_string!("get")))
        .maybe_set(field(js_string!("set")));
    if let Some(enumerable) = flag(js_string!("enumerable")) {
        builder = builder.enumerable(enumerable);
    }
    if let Some(configurable) = flag(js_string!("configurable")) {
        builder = builder.configurable(configurable);
    }
    builder.build()
}

/// What a property is after a change to it (ECMA-262 10.1.6.3, steps 6 and on): fields that the change
/// lacks stay, unless it turns data into an accessor or back.
#[must_use]
pub fn merge(
    before: Option<&PropertyDescriptor>,
    change: &PropertyDescriptor,
) -> PropertyDescriptor {
    let Some(before) = before else {
        return change.clone().complete_property_descriptor();
    };
    let turns = (change.is_accessor_descriptor() && !before.is_accessor_descriptor())
        || (change.is_data_descriptor() && before.is_accessor_descriptor());
    let kept = (!turns).then_some(before);
    let builder = PropertyDescriptor::builder()
        .enumerable(change.enumerable().or(before.enumerable()).unwrap_or(false))
        .configurable(
            change
                .configurable()
                .or(before.configurable())
                .unwrap_or(false),
        );
    let builder = if change.is_accessor_descriptor()
        || kept.is_some_and(PropertyDescriptor::is_accessor_descriptor)
    {
        builder
            .maybe_get(change.get().or(kept.and_then(|kept| kept.get())).cloned())
            .maybe_set(change.set().or(kept.and_then(|kept| kept.set())).cloned())
    } else {
        builder
            .maybe_value(
                change
                    .value()
                    .or(kept.and_then(|kept| kept.value()))
                    .cloned(),
            )
            .maybe_writable(
                change
                    .writable()
                    .or(kept.and_then(PropertyDescriptor::writable)),
            )
    };
    builder.complete_with_defaults().build()
}

/// Takes a property away, whatever its attributes are.
///
/// # Errors
/// None in practice: an ordinary object lets go of a configurable property.
pub fn remove(object: &JsObject, key: &PropertyKey, context: &mut Context) -> JsResult<()> {
    if own(object, key).is_some() {
        insert(object, key.clone(), plain(JsValue::undefined(), true));
        object.delete_property_or_throw(key.clone(), context)?;
    }
    Ok(())
}

/// Whether two properties have the same fields with the same values.
#[must_use]
pub fn same(a: &PropertyDescriptor, b: &PropertyDescriptor) -> bool {
    let same_value = |a: Option<&JsValue>, b: Option<&JsValue>| match (a, b) {
        (Some(a), Some(b)) => JsValue::same_value(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    a.configurable() == b.configurable()
        && a.enumerable() == b.enumerable()
        && a.writable() == b.writable()
        && same_value(a.value(), b.value())
        && same_value(a.get(), b.get())
        && same_value(a.set(), b.set())
}
