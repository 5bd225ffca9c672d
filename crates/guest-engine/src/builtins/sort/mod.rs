//! `sort` and `toSorted` of arrays and typed arrays (ECMA-262 23.1.3.30, 23.1.3.34, 23.2.3.29, 23.2.3.33).
//! Boa panics when a comparator contradicts itself.

mod merge;

use std::cmp::Ordering;

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsValue,
    builtins::typed_array::TypedArray,
    js_string,
    object::{
        JsObject,
        builtins::{JsArray, JsTypedArray},
    },
    realm::Realm,
};

use super::methods::replace;

/// The longest array.
const MOST_ELEMENTS: u64 = u32::MAX as u64;

/// Puts them in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let array = realm.intrinsics().constructors().array().prototype();
    replace(&array, js_string!("sort"), sort, realm)?;
    replace(&array, js_string!("toSorted"), to_sorted, realm)
}

/// As [`install`], for typed arrays.
///
/// # Errors
/// As [`install`].
pub(super) fn install_typed(realm: &Realm) -> JsResult<()> {
    let constructors = realm.intrinsics().constructors();
    let typed_array = constructors.typed_array().prototype();
    replace(&typed_array, js_string!("sort"), sort_typed, realm)?;
    replace(&typed_array, js_string!("toSorted"), to_sorted_typed, realm)
}

fn sort(
    _: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let comparator = comparator(args)?;
    let object = this.to_object(context)?;
    let length = length_of(&object, context)?;
    if length < 2 {
        return Ok(object.into());
    }
    let mut values = Vec::new();
    let mut undefined = 0;
    for index in 0..length {
        if object.has_property(index, context)? {
            let value = object.get(index, context)?;
            if value.is_undefined() {
                undefined += 1;
            } else {
                values.push(value);
            }
        }
    }
    sort_values(&mut values, comparator.as_ref(), context)?;
    let mut target: u64 = 0;
    let undefined = std::iter::repeat_n(JsValue::undefined(), undefined);
    for value in values.into_iter().chain(undefined) {
        object.set(target, value, true, context)?;
        target += 1;
    }
    for hole in target..length {
        object.delete_property_or_throw(hole, context)?;
    }
    Ok(object.into())
}

fn to_sorted(
    _: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let comparator = comparator(args)?;
    let object = this.to_object(context)?;
    let length = length_of(&object, context)?;
    if length > MOST_ELEMENTS {
        return Err(JsNativeError::range()
            .with_message("Invalid array length")
            .into());
    }
    let mut values = Vec::new();
    for index in 0..length {
        values.push(object.get(index, context)?);
    }
    let all = values.len();
    values.retain(|value| !value.is_undefined());
    sort_values(&mut values, comparator.as_ref(), context)?;
    values.resize(all, JsValue::undefined());
    Ok(JsArray::from_iter(values, context).into())
}

/// Without a comparator Boa's, which compares numbers and does not panic.
fn sort_typed(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some((array, comparator)) = typed_with_comparator(this, args)? else {
        return plain.call(this, args, context);
    };
    // Throws as `sort` does if the array is out of bounds or has lost its buffer.
    array.values(context)?;
    let sorted = sorted_numbers(&array, &comparator, context)?;
    write(&array, sorted, context)?;
    Ok(this.clone())
}

fn to_sorted_typed(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some((array, comparator)) = typed_with_comparator(this, args)? else {
        return plain.call(this, args, context);
    };
    let copy = array.to_reversed(context)?;
    let sorted = sorted_numbers(&array, &comparator, context)?;
    write(&copy, sorted, context)?;
    Ok(copy.into())
}

fn typed_with_comparator(
    this: &JsValue,
    args: &[JsValue],
) -> JsResult<Option<(JsTypedArray, JsObject)>> {
    let array = this.as_object().filter(|this| this.is::<TypedArray>());
    match (comparator(args)?, array) {
        (Some(comparator), Some(array)) => {
            Ok(Some((JsTypedArray::from_object(array)?, comparator)))
        }
        _ => Ok(None),
    }
}

fn sorted_numbers(
    array: &JsTypedArray,
    comparator: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<JsValue>> {
    let length = array.length(context)?;
    let mut values = Vec::with_capacity(length);
    for index in 0..length {
        values.push(array.get(index, context)?);
    }
    // Which of the two V8 gives first shows.
    merge::sort_halves(&mut values, &mut |right: &JsValue, left: &JsValue| {
        Ok(call(comparator, left, right, context)? == Some(Ordering::Greater))
    })?;
    Ok(values)
}

/// Writes as far as the array still reaches.
fn write(array: &JsTypedArray, values: Vec<JsValue>, context: &mut Context) -> JsResult<()> {
    for (index, value) in values.into_iter().enumerate() {
        array.set(index, value, false, context)?;
    }
    Ok(())
}

fn comparator(args: &[JsValue]) -> JsResult<Option<JsObject>> {
    let comparator = args.get_or_undefined(0);
    if comparator.is_undefined() {
        return Ok(None);
    }
    comparator.as_callable().map(Some).ok_or_else(|| {
        JsNativeError::typ()
            .with_message("The comparison function must be either a function or undefined")
            .into()
    })
}

fn length_of(object: &JsObject, context: &mut Context) -> JsResult<u64> {
    object
        .get(js_string!("length"), context)?
        .to_length(context)
}

/// Sorts values of which none is undefined (ECMA-262 23.1.3.30.2 `CompareArrayElements`).
fn sort_values(
    values: &mut Vec<JsValue>,
    comparator: Option<&JsObject>,
    context: &mut Context,
) -> JsResult<()> {
    if let Some(comparator) = comparator {
        return merge::sort(values, &mut |a: &JsValue, b: &JsValue| {
            Ok(call(comparator, a, b, context)? == Some(Ordering::Less))
        });
    }
    if values.len() > 1
        && values
            .iter()
            .any(|value| value.is_object() || value.is_symbol())
    {
        // The guest sees each conversion.
        return merge::sort(values, &mut |a: &JsValue, b: &JsValue| {
            Ok(a.to_string(context)? < b.to_string(context)?)
        });
    }
    let mut texts: Vec<(JsString, JsValue)> = Vec::with_capacity(values.len());
    for value in values.drain(..) {
        texts.push((value.to_string(context)?, value));
    }
    merge::sort(
        &mut texts,
        &mut |a: &(JsString, JsValue), b: &(JsString, JsValue)| Ok(a.0 < b.0),
    )?;
    values.extend(texts.into_iter().map(|(_, value)| value));
    Ok(())
}

fn call(
    comparator: &JsObject,
    a: &JsValue,
    b: &JsValue,
    context: &mut Context,
) -> JsResult<Option<Ordering>> {
    let order = comparator.call(&JsValue::undefined(), &[a.clone(), b.clone()], context)?;
    Ok(order.to_number(context)?.partial_cmp(&0.0))
}

#[cfg(test)]
mod tests {
    use super::{install, install_typed};
    use crate::testing::eval_in_realm;

    fn eval(source: &str) -> String {
        let both = |realm: &boa_engine::realm::Realm| {
            install(realm)?;
            install_typed(realm)
        };
        eval_in_realm(both, source)
    }

    #[test]
    fn an_inconsistent_comparator_gives_some_order() {
        for sort in [
            "a.sort(f)",
            "a.toSorted(f)",
            "new Float64Array(a).sort(f)",
            "new Float64Array(a).toSorted(f)",
        ] {
            let code = format!(
                "let i = 1; const f = () => (i = i * 16807 % 2147483647) % 3 - 1; \
                 const a = Array.from({{ length: 500 }}, (_, i) => i); \
                 new Set({sort}).size"
            );
            assert_eq!(eval(&code), "500", "{sort}");
        }
    }

    #[test]
    fn holes_go_last_and_undefined_before_them() {
        assert_eq!(
            eval("const a = [3, , undefined, 1]; a.sort(); JSON.stringify([a, 3 in a])"),
            "[[1,3,null,null],false]"
        );
        assert_eq!(eval("3 in [3, , 1, 2].toSorted()"), "true");
    }

    #[test]
    fn what_a_comparator_throws_comes_through() {
        let code = "try { [1, 2].sort(() => { throw 'it' }) } catch (e) { e }";
        assert_eq!(eval(code), "it");
    }

    #[test]
    fn they_look_like_boas() {
        let code = "[[].sort.name, [].sort.length, [].toSorted.length, \
                    Object.keys(Array.prototype).length].join()";
        assert_eq!(eval(code), "sort,1,1,0");
    }
}
