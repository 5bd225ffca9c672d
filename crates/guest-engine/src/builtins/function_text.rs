//! `Function.prototype.toString` of the functions whose texts Boa has not kept.

use boa_engine::{Context, JsResult, JsValue, js_string, object::JsObject, realm::Realm};

use super::{dynamic_functions, methods::replace};

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let prototype = realm.intrinsics().constructors().function().prototype();
    replace(&prototype, js_string!("toString"), to_string, realm)
}

fn to_string(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = plain.call(this, args, context)?;
    let Some(mut text) = value.as_string() else {
        return Ok(value);
    };
    let is_missing = text.to_std_string_lossy().ends_with("() { [native code] }");
    if is_missing && let Some(function) = this.as_object() {
        text = dynamic_functions::text_of(&function, context)?.unwrap_or(text);
    }
    Ok(text.into())
}
