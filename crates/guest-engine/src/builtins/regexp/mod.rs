//! The realm's `RegExp`: Boa's, but for `RegExp.$1` and its like, which it lacks (`last_match`), for what is
//! said of a wrong pattern (`constructor`), and for
//! `RegExp.prototype.source` (ECMA-262 22.2.6.13): Boa escapes every `/`, also one that is escaped
//! already or stands in a class, and so `new RegExp(pattern.source)` would be another pattern.

mod constructor;
mod last_match;

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, JsObject},
    property::{PropertyDescriptor, PropertyKey},
    realm::Realm,
};

use super::super::property;

const SLASH: u16 = b'/' as u16;
const BACKSLASH: u16 = b'\\' as u16;
const OPEN: u16 = b'[' as u16;
const CLOSE: u16 = b']' as u16;

/// Puts the getter in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let prototype = realm.intrinsics().constructors().regexp().prototype();
    let key = PropertyKey::from(js_string!("source"));
    let plain = property::own(&prototype, &key)
        .and_then(|source| source.get().and_then(JsValue::as_callable))
        .ok_or_else(|| JsNativeError::typ().with_message("the realm is not fresh"))?;
    let getter = NativeFunction::from_copy_closure_with_captures(source, plain);
    let getter = FunctionObjectBuilder::new(realm, getter)
        .name(js_string!("get source"))
        .build();
    let accessor = PropertyDescriptor::builder()
        .get(getter)
        .set(JsValue::undefined())
        .enumerable(false)
        .configurable(true)
        .build();
    property::insert(&prototype, key, accessor);
    last_match::install(realm)?;
    constructor::install(realm)
}

fn source(
    this: &JsValue,
    _: &[JsValue],
    plain: &JsObject,
    context: &mut Context,
) -> JsResult<JsValue> {
    let escaped = plain.call(this, &[], context)?;
    let Some(text) = escaped.as_string() else {
        return Ok(escaped);
    };
    if !text.contains(b'/') {
        return Ok(escaped);
    }
    Ok(JsString::from(escape(&unescape(&text.to_vec())).as_slice()).into())
}

/// Takes away the backslash that Boa has put before each slash.
fn unescape(escaped: &[u16]) -> Vec<u16> {
    let mut pattern = Vec::with_capacity(escaped.len());
    for &unit in escaped {
        if unit == SLASH {
            pattern.pop();
        }
        pattern.push(unit);
    }
    pattern
}

/// `EscapeRegExpPattern` as V8 does it, for slashes.
fn escape(pattern: &[u16]) -> Vec<u16> {
    let mut escaped = Vec::with_capacity(pattern.len() + 1);
    let mut is_in_class = false;
    let mut is_after_backslash = false;
    for &unit in pattern {
        if is_after_backslash {
            is_after_backslash = false;
        } else {
            match unit {
                BACKSLASH => is_after_backslash = true,
                OPEN => is_in_class = true,
                CLOSE => is_in_class = false,
                SLASH if !is_in_class => escaped.push(BACKSLASH),
                _ => {}
            }
        }
        escaped.push(unit);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    #[test]
    fn source_is_what_v8_gives() {
        for (expression, expected) in [
            (r"/a\/b/", r"a\/b"),
            (r"/[/]/", "[/]"),
            (r"/[\]/]\//", r"[\]/]\/"),
            (r"new RegExp('/')", r"\/"),
            (r"new RegExp('\\/')", r"\/"),
            (r"new RegExp('\\\\/')", r"\\\/"),
            (r"new RegExp('')", "(?:)"),
            (r"/plain/", "plain"),
            (r"new RegExp(/a\/[/]/.source)", r"a\/[/]"),
        ] {
            let code = format!("({expression}).source");
            assert_eq!(eval_in_realm(install, &code), expected, "{expression}");
        }
    }

    #[test]
    fn the_getter_looks_like_boas() {
        let code = "const d = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source'); \
                    [d.get.name, d.set, d.enumerable, RegExp.prototype.source].join()";
        assert_eq!(eval_in_realm(install, code), "get source,,false,(?:)");
    }
}
