//! `Function.prototype.toString`: a text as its author wrote it, not as it was compiled.

use boa_engine::{Context, JsResult, JsValue, js_string, object::JsObject};

use super::{super::edits, methods::replace};

/// Replaces `Function.prototype.toString`.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().function().prototype();
    replace(&prototype, js_string!("toString"), to_string, context)
}

fn to_string(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = plain.call(this, args, context)?;
    let restored = text.as_string().and_then(|text| edits::restored(&text));
    Ok(restored.map_or(text, JsValue::from))
}
