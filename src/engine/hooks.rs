//! Functions of ours that edited texts call (`edits`), under names of the realm's scope that are no
//! properties of anything and that no text has by chance.
//!
//! May import: `edits`, `for_in`, `messages`, `property`, `realm` (the functions of `Reflect`), `stack_trace`.

use std::rc::Rc;

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, Source,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, JsObject},
};

use super::{
    edits, for_in, messages, property,
    realm::{ReflectFunctions, ReflectOp},
    stack_trace,
};

/// The realm's `globalThis`.
struct GlobalThis(JsValue);

/// Gives a realm the functions, before any guest code.
///
/// # Errors
/// Fails if the realm is not fresh.
pub fn install(context: &mut Context) -> JsResult<()> {
    let reflect = ReflectFunctions::capture(context)?;
    context.insert_data(Rc::new(reflect));
    let this = context.eval(Source::from_bytes("this"))?;
    context.insert_data(GlobalThis(this));
    declare(edits::CATCH, catch, context)?;
    declare(edits::EVAL, edits::edit_for_eval, context)?;
    declare(edits::KEYS, for_in::keys, context)?;
    declare(edits::DELETE, delete, context)?;
    declare(edits::THROW, throw, context)
}

fn declare(name: &str, body: NativeFunctionPointer, context: &mut Context) -> JsResult<()> {
    let body = NativeFunction::from_fn_ptr(body);
    let function = FunctionObjectBuilder::new(context.realm(), body).build();
    let given = JsString::from(format!("{name}_"));
    let global = context.global_object();
    property::insert(
        &global,
        given.clone(),
        property::hidden(JsObject::from(function)),
    );
    let declaration = format!("const {name} = {name}_;");
    context.eval(Source::from_bytes(&declaration))?;
    global.delete_property_or_throw(given, context)?;
    Ok(())
}

/// Sees what a `catch` has caught.
#[expect(clippy::unnecessary_wraps, reason = "the type of a native function")]
fn catch(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    messages::translate_all(args, context);
    Ok(JsValue::undefined())
}

/// Sees what is thrown.
fn throw(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let thrown = args.get_or_undefined(0);
    if let Some(error) = thrown.as_object() {
        stack_trace::note_throw(&error, context)?;
    }
    Ok(thrown.clone())
}

/// Deletes a name that is no local one (ECMA-262 13.5.1.2): a global, or a `let` of a script, which stays.
fn delete(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?;
    if context.realm().scope().has_lex_binding(&name) {
        return Ok(false.into());
    }
    let parts = context.get_data::<GlobalThis>();
    let this = parts.map(|GlobalThis(this)| this.clone());
    let reflect = context.get_data::<Rc<ReflectFunctions>>().cloned();
    match (this, reflect) {
        (Some(this), Some(reflect)) => {
            reflect.call(ReflectOp::DeleteProperty, &[this, name.into()], context)
        }
        _ => Ok(false.into()),
    }
}
