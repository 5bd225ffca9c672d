//! `Function.prototype.toString`: a text as its author wrote it, not as it was compiled.

use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::FunctionObjectBuilder, property::PropertyKey,
};

use super::super::{edits, property};

/// Replaces `Function.prototype.toString`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().function().prototype();
    let key = PropertyKey::from(js_string!("toString"));
    let plain = property::own(&prototype, &key)
        .and_then(|own| own.value().and_then(JsValue::as_object))
        .ok_or_else(|| JsNativeError::typ().with_message("the realm is not fresh"))?;
    let to_string = NativeFunction::from_copy_closure_with_captures(
        |this, args, plain: &JsObject, context| {
            let text = plain.call(this, args, context)?;
            let restored = text.as_string().and_then(|text| restored(&text));
            Ok(restored.map_or(text, JsValue::from))
        },
        plain,
    );
    let to_string = FunctionObjectBuilder::new(context.realm(), to_string)
        .name(js_string!("toString"))
        .length(0)
        .build();
    property::insert(&prototype, key, property::hidden(JsObject::from(to_string)));
    Ok(())
}

/// `None` if nothing was edited.
fn restored(text: &JsString) -> Option<JsString> {
    if text.as_str().is_latin1() {
        return None;
    }
    let units = edits::restored(&text.to_vec())?;
    Some(JsString::from(units.as_slice()))
}
