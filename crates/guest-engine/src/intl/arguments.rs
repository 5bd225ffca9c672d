//! Converts a guest's arguments to what an operation gets. Whatever runs guest code runs here, so that no
//! object of the guest leaves it; what a primitive is good for the embedder decides.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsSymbol, JsValue, js_string, object::JsObject,
    value::PreferredType,
};

use super::{Argument, Hint, Letter, description::embedder, instance};

/// The class of `Intl.Locale`.
pub(super) const LOCALE: &str = "Locale";

/// Converts the arguments of a call.
pub(super) fn convert_all(
    letters: &[Letter],
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<Vec<Argument>> {
    let is_range = letters == [Letter::Number, Letter::Number];
    if is_range && (0..2).any(|at| args.get(at).is_none_or(JsValue::is_undefined)) {
        // A range without an end is a TypeError before anything is converted (ECMA-402 11.3.5, 15.3.5, 16.3.5).
        return Ok(vec![Argument::Value(JsValue::undefined()); 2]);
    }
    let mut converted = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let value = args.get(at).cloned().unwrap_or_default();
        converted.push(convert(*letter, value, context)?);
    }
    Ok(converted)
}

fn convert(letter: Letter, value: JsValue, context: &mut Context) -> JsResult<Argument> {
    if letter == Letter::KeptText {
        return Ok(Argument::Value(value.to_string(context)?.into()));
    }
    let object = match (value.as_object(), letter) {
        (Some(object), _) => object,
        (None, Letter::Locales | Letter::Options(_)) if is_wrapped(letter, &value, context)? => {
            value.to_object(context)?
        }
        (None, _) => return Ok(Argument::Value(value)),
    };
    Ok(match letter {
        Letter::Number => Argument::Value(object.to_primitive(context, PreferredType::Number)?),
        Letter::Text | Letter::KeptText => Argument::Value(value.to_string(context)?.into()),
        Letter::Tag => tag(&value, context)?,
        Letter::Locales => locales(&object, context)?,
        Letter::Strings => strings(&object, context)?,
        Letter::Options(plan) => options(&object, plan, context)?,
    })
}

/// Whether a primitive counts as an object, so that the guest's own prototypes say what is in it.
fn is_wrapped(letter: Letter, value: &JsValue, context: &mut Context) -> JsResult<bool> {
    if value.is_null_or_undefined() {
        return Ok(false);
    }
    Ok(match letter {
        Letter::Locales => !value.is_string(),
        Letter::Options(plan) => {
            embedder(context)?
                .plan_intl(plan, context)?
                .wraps_primitives
        }
        _ => false,
    })
}

/// A language tag as `Intl` takes it: a `Locale` counts as what it is, whatever its methods say.
fn tag(value: &JsValue, context: &mut Context) -> JsResult<Argument> {
    if let Some((class, index)) = instance::of(value)
        && is_locale(class, context)
    {
        return Ok(Argument::Instance(index));
    }
    if let Some(tag) = host_locale(value, context)? {
        return Ok(tag);
    }
    Ok(Argument::Value(value.to_string(context)?.into()))
}

/// A `Locale` of the embedder's.
fn host_locale(value: &JsValue, context: &mut Context) -> JsResult<Option<Argument>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    let tag = embedder(context)?.host_locale(&object, context)?;
    Ok(tag.map(|tag| Argument::Value(tag.into())))
}

fn is_locale(class: usize, context: &mut Context) -> bool {
    let description = embedder(context).and_then(|embedder| embedder.describe_intl(context));
    description.is_ok_and(|description| {
        description
            .classes
            .get(class)
            .is_some_and(|class| class.name == LOCALE)
    })
}

/// `CanonicalizeLocaleList` (ECMA-402 9.2.1) up to the point where tags are looked at.
fn locales(object: &JsObject, context: &mut Context) -> JsResult<Argument> {
    let value = JsValue::from(object.clone());
    if let Some((class, index)) = instance::of(&value)
        && is_locale(class, context)
    {
        return Ok(Argument::Instance(index));
    }
    if let Some(tag) = host_locale(&value, context)? {
        return Ok(tag);
    }
    let length = object
        .get(js_string!("length"), context)?
        .to_length(context)?;
    let mut list = Vec::new();
    for at in 0..length {
        context.poll()?;
        if !object.has_property(at, context)? {
            continue;
        }
        let item = object.get(at, context)?;
        list.push(if item.is_object() {
            tag(&item, context)?
        } else {
            let is_tag = item.is_string();
            let item = Argument::Value(item);
            if !is_tag {
                // V8 says what is wrong with it and looks no further.
                list.push(item);
                break;
            }
            item
        });
    }
    Ok(Argument::List(list))
}

/// `StringListFromIterable` (ECMA-402 13.5.1): what is no string ends the list, for V8 to see.
fn strings(object: &JsObject, context: &mut Context) -> JsResult<Argument> {
    let method = object.get(JsSymbol::iterator(), context)?;
    let Some(method) = method.as_callable() else {
        return Ok(Argument::Object);
    };
    let iterator = method.call(&object.clone().into(), &[], context)?;
    let iterator = as_object(&iterator, "iterator")?;
    let next = iterator.get(js_string!("next"), context)?;
    let next = next
        .as_callable()
        .ok_or_else(|| JsNativeError::typ().with_message("next is not a function"))?;
    let mut list = Vec::new();
    loop {
        let result = next.call(&iterator.clone().into(), &[], context)?;
        let result = as_object(&result, "iterator result")?;
        if result.get(js_string!("done"), context)?.to_boolean() {
            return Ok(Argument::List(list));
        }
        let item = result.get(js_string!("value"), context)?;
        if item.is_string() {
            list.push(Argument::Value(item));
            continue;
        }
        let close = iterator.get(js_string!("return"), context);
        if let Some(close) = close.ok().and_then(|close| close.as_callable()) {
            let closed = close.call(&iterator.clone().into(), &[], context);
            if let Err(error) = closed
                && error.as_engine().is_some()
            {
                return Err(error);
            }
        }
        list.push(if item.is_object() {
            Argument::Object
        } else {
            Argument::Value(item)
        });
        return Ok(Argument::List(list));
    }
}

fn as_object(value: &JsValue, what: &str) -> JsResult<JsObject> {
    value.as_object().ok_or_else(|| {
        JsNativeError::typ()
            .with_message(format!("{what} is not an object"))
            .into()
    })
}

/// Reads options as V8 reads them. A boolean, an undefined or whatever else is a primitive stays what it is.
fn options(object: &JsObject, plan: u32, context: &mut Context) -> JsResult<Argument> {
    let plan = embedder(context)?.plan_intl(plan, context)?;
    let mut copy: Vec<(JsString, JsValue)> = Vec::new();
    for (key, hint) in &plan.options {
        let value = object.get(key.clone(), context)?;
        let value = match (value.as_object(), hint) {
            (None, _) => value,
            (Some(object), Hint::Number) => {
                let number = object.to_primitive(context, PreferredType::Number)?;
                defined(number, f64::NAN.into())
            }
            (Some(object), Hint::Text) => {
                let text = object.to_primitive(context, PreferredType::String)?;
                defined(text, js_string!("undefined").into())
            }
            (Some(_), Hint::Truth) => true.into(),
        };
        if !value.is_undefined() {
            copy.push((key.clone(), value));
        }
    }
    Ok(Argument::Options(copy))
}

/// What an object was converted to: an `undefined` would count as an option that is not there.
fn defined(value: JsValue, otherwise: JsValue) -> JsValue {
    if value.is_undefined() {
        otherwise
    } else {
        value
    }
}
