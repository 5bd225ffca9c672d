//! What the engine asks about names: a bare `delete` of a global name reaches the realm's `globalThis`, and a
//! `for…in` asks Proxies for their prototypes.

use std::rc::Rc;

use boa_engine::{Context, JsResult, JsString, JsValue, object::JsObject};

use super::realm::{ReflectFunctions, ReflectOp};

/// The realm's `globalThis`.
struct GlobalThis(JsValue);

/// Takes what the answers need, before any guest code.
///
/// # Errors
/// Fails if the realm is not fresh.
pub fn install(this: Option<JsObject>, context: &mut Context) -> JsResult<()> {
    let reflect = ReflectFunctions::capture(context)?;
    context.insert_data(Rc::new(reflect));
    let this = this.unwrap_or_else(|| context.global_object());
    context.insert_data(GlobalThis(this.into()));
    Ok(())
}

/// The functions of `Reflect` as the realm was made with them.
///
/// # Errors
/// A TypeError where nothing was installed and `Reflect` is incomplete.
pub fn reflect(context: &mut Context) -> JsResult<Rc<ReflectFunctions>> {
    match context.get_data::<Rc<ReflectFunctions>>() {
        Some(reflect) => Ok(reflect.clone()),
        None => ReflectFunctions::capture(context).map(Rc::new),
    }
}

/// The realm's `globalThis`; undefined while the realm is being made.
pub(super) fn global_this(context: &Context) -> JsValue {
    let this = context.get_data::<GlobalThis>();
    this.map_or_else(JsValue::undefined, |GlobalThis(this)| this.clone())
}

/// Deletes a name that is no local one (ECMA-262 13.5.1.2): a global, or a `let` of a script, which stays.
///
/// # Errors
/// What a trap throws.
pub(super) fn delete(name: &JsString, context: &mut Context) -> JsResult<Option<bool>> {
    if context.realm().scope().has_lex_binding(name) {
        return Ok(Some(false));
    }
    let this = global_this(context);
    match context.get_data::<Rc<ReflectFunctions>>().cloned() {
        Some(reflect) if !this.is_undefined() => {
            let args = [this, name.clone().into()];
            let is_deleted = reflect.call(ReflectOp::DeleteProperty, &args, context)?;
            Ok(Some(is_deleted.to_boolean()))
        }
        _ => Ok(None),
    }
}
