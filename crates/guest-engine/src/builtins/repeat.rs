//! `repeat`, `padStart` and `padEnd` of strings (ECMA-262 22.1.3.16 to 22.1.3.18), which tell when a string gets
//! too long: Boa's take memory for it, several times over, and end the process.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, js_string, object::JsObject,
    realm::Realm, value::IntegerOrInfinity,
};

use super::{
    methods::replace,
    writer::{LONGEST, Writer, too_long},
};

/// Puts them in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let string = realm.intrinsics().constructors().string().prototype();
    replace(&string, js_string!("repeat"), repeat, realm)?;
    replace(&string, js_string!("padStart"), pad_start, realm)?;
    replace(&string, js_string!("padEnd"), pad_end, realm)
}

fn repeat(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    if this.is_null_or_undefined() {
        return plain.call(this, args, context);
    }
    let text = this.to_string(context)?;
    let count = args.get_or_undefined(0).to_number(context)?;
    let times = match JsValue::from(count).to_integer_or_infinity(context)? {
        IntegerOrInfinity::Integer(times) if times >= 0 => times.unsigned_abs(),
        _ => {
            let count = shown(args.get_or_undefined(0), context)?;
            return Err(JsNativeError::range()
                .with_message(format!("Invalid count value: {count}"))
                .into());
        }
    };
    let times_length = times.saturating_mul(text.len() as u64).min(LONGEST as u64);
    context.charge_length(usize::try_from(times_length).unwrap_or(LONGEST))?;
    let mut repeated = Writer::new();
    repeated.push_repeated(&text, times)?;
    Ok(repeated.finish().into())
}

/// As V8 writes a value into a message.
fn shown(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(match value.as_object() {
        Some(object) if object.is_array() => "[object Array]".to_owned(),
        Some(_) => "#<Object>".to_owned(),
        None => value.to_string(context)?.to_std_string_lossy(),
    })
}

fn pad_start(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    pad(plain, this, args, |text, fill| (fill, text), context)
}

fn pad_end(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    pad(plain, this, args, |text, fill| (text, fill), context)
}

fn pad(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    order: fn(JsString, JsString) -> (JsString, JsString),
    context: &mut Context,
) -> JsResult<JsValue> {
    if this.is_null_or_undefined() {
        return plain.call(this, args, context);
    }
    let text = this.to_string(context)?;
    let length = args.get_or_undefined(0).to_length(context)?;
    let missing = length.saturating_sub(text.len() as u64);
    if missing == 0 {
        return Ok(text.into());
    }
    let fill = match args.get_or_undefined(1) {
        fill if fill.is_undefined() => js_string!(" "),
        fill => fill.to_string(context)?,
    };
    if fill.is_empty() {
        return Ok(text.into());
    }
    if length > LONGEST as u64 {
        return Err(too_long());
    }
    context.charge_length(usize::try_from(missing).unwrap_or(LONGEST))?;
    let width = fill.len() as u64;
    let mut filling = Writer::new();
    filling.push_repeated(&fill, missing / width)?;
    let rest = usize::try_from(missing % width).unwrap_or(0);
    filling.push_string(&fill.get(..rest).unwrap_or_default())?;
    let (first, second) = order(text, filling.finish());
    Ok(js_string!(&first, &second).into())
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    #[test]
    fn strings_are_repeated_and_padded() {
        for (expression, expected) in [
            ("'ab'.repeat(3)", "ababab"),
            ("''.repeat(2 ** 40)", ""),
            ("'x'.padStart(6, 'abc')", "abcabx"),
            ("'x'.padEnd(6, 'abc')", "xabcab"),
            ("'x'.padEnd(2 ** 40, '')", "x"),
        ] {
            assert_eq!(eval_in_realm(install, expression), expected, "{expression}");
        }
    }

    #[test]
    fn what_would_be_too_long_is_refused() {
        for expression in [
            "'x'.repeat(2 ** 29)",
            "'x'.padEnd(2 ** 30)",
            "'x'.padStart(2 ** 53)",
        ] {
            let code = format!("try {{ {expression} }} catch (e) {{ e.message }}");
            assert_eq!(
                eval_in_realm(install, &code),
                "Invalid string length",
                "{expression}"
            );
        }
    }
}
