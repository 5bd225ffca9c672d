//! `Array.prototype.join` (ECMA-262 23.1.3.18). Boa's takes memory for every element that an array says it
//! has, and does not tell an array that holds itself.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, js_string, object::JsObject,
    realm::Realm,
};

use super::{
    join_stack,
    methods::{dense_element, replace},
    writer::Writer,
};

/// The longest array.
const MOST_ELEMENTS: u64 = u32::MAX as u64;

/// An array that has fewer elements than one in so many is gone through by its elements.
const SPARSE: u64 = 8;

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let array = realm.intrinsics().constructors().array().prototype();
    replace(&array, js_string!("join"), join, realm)
}

fn join(
    _: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    if this.is_null_or_undefined() {
        return Err(refusal("Cannot convert undefined or null to object"));
    }
    let array = this.to_object(context)?;
    let length = array.get(js_string!("length"), context)?;
    let length = length.to_length(context)?;
    if length > MOST_ELEMENTS {
        return Err(refusal("Invalid array length"));
    }
    let separator = match args.get_or_undefined(0) {
        separator if separator.is_undefined() => js_string!(","),
        separator => separator.to_string(context)?,
    };
    let joined = join_stack::once(&array, context, |context| match sparse(&array, length) {
        Some(indices) => join_some(&array, &indices, length, &separator, context),
        None => join_all(&array, length, &separator, context),
    })?;
    let joined = joined.unwrap_or_default();
    context.charge_length(joined.len())?;
    Ok(joined.into())
}

fn refusal(message: &'static str) -> boa_engine::JsError {
    JsNativeError::typ().with_message(message).into()
}

fn join_all(
    array: &JsObject,
    length: u64,
    separator: &JsString,
    context: &mut Context,
) -> JsResult<JsString> {
    let mut text = Writer::new();
    for index in 0..length {
        context.poll()?;
        if index > 0 {
            text.push_string(separator)?;
        }
        push_element(&mut text, array, index, context)?;
    }
    Ok(text.finish())
}

/// Between two elements there is nothing but separators.
fn join_some(
    array: &JsObject,
    indices: &[u32],
    length: u64,
    separator: &JsString,
    context: &mut Context,
) -> JsResult<JsString> {
    let mut text = Writer::new();
    let mut at = 0;
    for index in indices.iter().map(|&index| u64::from(index)) {
        context.poll()?;
        text.push_repeated(separator, index - at)?;
        push_element(&mut text, array, index, context)?;
        at = index;
    }
    text.push_repeated(separator, length.saturating_sub(1).saturating_sub(at))?;
    Ok(text.finish())
}

fn push_element(
    text: &mut Writer,
    array: &JsObject,
    index: u64,
    context: &mut Context,
) -> JsResult<()> {
    let element = match dense_element(array, index) {
        Some(element) => element,
        None => array.get(index, context)?,
    };
    if !element.is_null_or_undefined() {
        text.push_string(&element.to_string(context)?)?;
    }
    Ok(())
}

/// The elements of an array that has few, in order; `None` if there are many, or some could be inherited.
fn sparse(array: &JsObject, length: u64) -> Option<Vec<u32>> {
    let count = |object: &JsObject| object.borrow().properties().index_property_keys().len() as u64;
    if !array.is_array() || count(array) >= length / SPARSE {
        return None;
    }
    let mut holder = array.prototype();
    while let Some(object) = holder {
        if !(object.is_array() || object.is_ordinary()) || count(&object) > 0 {
            return None;
        }
        holder = object.prototype();
    }
    let mut indices: Vec<u32> = array.borrow().properties().index_property_keys().collect();
    indices.sort_unstable();
    Some(indices)
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    #[test]
    fn arrays_with_few_elements_are_joined_by_them() {
        for (expression, expected) in [
            (
                "const a = new Array(2 ** 32 - 1); a[5] = 'x'; a[7] = 'y'; a.join('')",
                "xy",
            ),
            (
                "const a = new Array(99); a[5] = 'x'; a[7] = 'y'; a.join().length",
                "100",
            ),
            (
                "const a = new Array(99); a[5] = 'x'; a.join().indexOf('x')",
                "5",
            ),
            (
                "Array.prototype[1] = 'p'; new Array(9).join('-')",
                "-p-------",
            ),
        ] {
            assert_eq!(eval_in_realm(install, expression), expected, "{expression}");
        }
    }

    #[test]
    fn what_would_be_too_long_is_refused() {
        let code = "try { new Array(2 ** 32 - 1).join() } catch (e) { e.message }";
        assert_eq!(eval_in_realm(install, code), "Invalid string length");
    }

    #[test]
    fn an_array_in_itself_is_empty_there() {
        let code = "const a = [1, 2]; a[1] = { toString: () => '<' + a.join() + '>' }; a.join()";
        assert_eq!(eval_in_realm(install, code), "1,<>");
    }
}
