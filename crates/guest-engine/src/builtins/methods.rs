//! Puts methods of ours in the place of Boa's.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, IndexProperties, JsObject},
    property::{PropertyDescriptor, PropertyKey},
    realm::Realm,
};

use super::super::property;

/// What Boa's method, the first argument, is replaced by: the others are `this` and the arguments.
pub(super) type Method = fn(&JsObject, &JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// Replaces a method, and hands Boa's to it.
///
/// # Errors
/// A TypeError if there is none.
pub(super) fn replace(
    holder: &JsObject,
    key: impl Into<PropertyKey>,
    method: Method,
    realm: &Realm,
) -> JsResult<()> {
    let key = key.into();
    let plain = own(holder, &key)?;
    replace_by(holder, key, method, plain, realm)
}

/// Replaces a method, and hands another of Boa's to it.
///
/// # Errors
/// A TypeError if there is none.
pub(super) fn replace_by(
    holder: &JsObject,
    key: impl Into<PropertyKey>,
    method: Method,
    captured: JsObject,
    realm: &Realm,
) -> JsResult<()> {
    let key = key.into();
    let function = own(holder, &key)?;
    let wrapper = NativeFunction::from_copy_closure_with_captures(
        move |this, args, captured: &JsObject, context| method(captured, this, args, context),
        captured,
    );
    let wrapper = FunctionObjectBuilder::new(realm, wrapper)
        .name(own_name(&function))
        .length(own_length(&function))
        .build();
    let attributes = property::own(holder, &key);
    let replaced = PropertyDescriptor::builder()
        .value(wrapper)
        .writable(
            attributes
                .as_ref()
                .is_none_or(|own| own.writable() == Some(true)),
        )
        .enumerable(false)
        .configurable(true)
        .build();
    property::insert(holder, key, replaced);
    Ok(())
}

/// A native accessor property, as built-ins have them.
pub(super) fn accessor(
    name: &str,
    get: NativeFunction,
    set: NativeFunction,
    realm: &Realm,
) -> PropertyDescriptor {
    let function = |kind: &str, length, function| {
        FunctionObjectBuilder::new(realm, function)
            .name(JsString::from(format!("{kind} {name}")))
            .length(length)
            .build()
    };
    PropertyDescriptor::builder()
        .get(function("get", 0, get))
        .set(function("set", 1, set))
        .enumerable(false)
        .configurable(true)
        .build()
}

/// A method of Boa's.
///
/// # Errors
/// A TypeError if there is none.
pub(super) fn own(holder: &JsObject, key: &PropertyKey) -> JsResult<JsObject> {
    let method = property::own(holder, key);
    let method = method.and_then(|method| method.value().and_then(JsValue::as_callable));
    method.ok_or_else(|| not_fresh().into())
}

/// Something is missing that every new realm has.
pub(super) fn not_fresh() -> JsNativeError {
    JsNativeError::typ().with_message("the realm is not fresh")
}

fn own_name(function: &JsObject) -> JsString {
    let name = property::own(function, &js_string!("name").into());
    let name = name.and_then(|name| name.value().and_then(JsValue::as_string));
    name.unwrap_or_default()
}

fn own_length(function: &JsObject) -> usize {
    let length = property::own(function, &js_string!("length").into());
    let length = length.and_then(|length| length.value().and_then(JsValue::as_i32));
    length
        .and_then(|length| usize::try_from(length).ok())
        .unwrap_or(0)
}

/// An element of an array that has no holes, without running code.
pub(super) fn dense_element(object: &JsObject, index: u64) -> Option<JsValue> {
    let index = usize::try_from(index).ok().filter(|_| object.is_array())?;
    match object.borrow().properties().index_properties() {
        IndexProperties::DenseI32(mut all) => all.nth(index).map(|(_, value)| (*value).into()),
        IndexProperties::DenseF64(mut all) => all.nth(index).map(|(_, value)| (*value).into()),
        IndexProperties::DenseElement(mut all) => all.nth(index).map(|(_, value)| value.clone()),
        IndexProperties::SparseElement(_) | IndexProperties::SparseProperty(_) => None,
    }
}
