//! `toLocaleString` of arrays and typed arrays (ECMA-402 19.5.1): Boa's puts ", " between the elements.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction,
    builtins::{PostponedIntrinsic, typed_array::TypedArray},
    js_string,
    object::{FunctionObjectBuilder, JsObject, builtins::JsTypedArray},
    realm::Realm,
};

use super::super::{builtins::join_stack, property};

/// Puts that of arrays in the place of Boa's, before any guest code.
pub fn install(realm: &Realm) {
    let array = realm.intrinsics().constructors().array().prototype();
    put(&array, NativeFunction::from_fn_ptr(of_array), realm);
}

/// As [`install`], of typed arrays, when their intrinsic was just made.
pub fn install_typed(intrinsic: PostponedIntrinsic, realm: &Realm) {
    if intrinsic != PostponedIntrinsic::BuiltinTypedArray {
        return;
    }
    let typed = realm.intrinsics().constructors().typed_array().prototype();
    let keys = property::own(&typed, &js_string!("keys").into());
    let keys = keys.and_then(|keys| keys.value().cloned());
    let keys = keys.unwrap_or_default();
    let native = NativeFunction::from_copy_closure_with_captures(of_typed_array, keys);
    put(&typed, native, realm);
}

fn put(prototype: &JsObject, native: NativeFunction, realm: &Realm) {
    let name = js_string!("toLocaleString");
    let function = FunctionObjectBuilder::new(realm, native)
        .name(name.clone())
        .build();
    property::insert(prototype, name, property::hidden(function));
}

fn of_array(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let array = this.to_object(context)?;
    let length = array
        .get(js_string!("length"), context)?
        .to_length(context)?;
    join(&array, length, args, context)
}

/// `keys` is Boa's own method: its first step is ours too (ECMA-262 23.2.4.4, `ValidateTypedArray`), and it has no
/// other that could fail.
fn of_typed_array(
    this: &JsValue,
    args: &[JsValue],
    keys: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let array = this.as_object().filter(|object| object.is::<TypedArray>());
    let Some(array) = array else {
        return Err(JsNativeError::typ()
            .with_message("this is not a typed array.")
            .into());
    };
    if let Some(keys) = keys.as_callable()
        && keys.call(this, &[], context).is_err()
    {
        return Err(JsNativeError::typ()
            .with_message(
                "Cannot perform %TypedArray%.prototype.toLocaleString on a detached ArrayBuffer",
            )
            .into());
    }
    let length = JsTypedArray::from_object(array.clone())?.length(context)?;
    join(&array, length as u64, args, context)
}

fn join(
    array: &JsObject,
    length: u64,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let joined = join_stack::once(array, context, |context| {
        elements(array, length, args, context)
    })?;
    Ok(joined.unwrap_or_default().into())
}

fn elements(
    array: &JsObject,
    length: u64,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsString> {
    const COMMA: u16 = b',' as u16;
    /// V8 has no longer strings.
    const LONGEST: usize = (1 << 29) - 24;
    let args = [0, 1].map(|at| args.get(at).cloned().unwrap_or_default());
    let mut text: Vec<u16> = Vec::new();
    for at in 0..length {
        context.poll()?;
        if at > 0 {
            text.push(COMMA);
        }
        if text.len() > LONGEST {
            return Err(JsNativeError::range()
                .with_message("Invalid string length")
                .into());
        }
        let element = array.get(at, context)?;
        if element.is_null_or_undefined() {
            continue;
        }
        let key = js_string!("toLocaleString");
        let method = element.to_object(context)?.get(key, context)?;
        let method = method
            .as_callable()
            .ok_or_else(|| JsNativeError::typ().with_message("toLocaleString is not a function"))?;
        let part = method.call(&element, &args, context)?;
        text.extend(part.to_string(context)?.iter());
    }
    Ok(JsString::from(text.as_slice()))
}
