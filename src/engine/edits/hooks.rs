//! The functions that edited texts call: names of a realm's scope that are no properties of anything.

use boa_engine::native_function::NativeFunctionPointer;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::{Context, JsArgs, JsObject, JsResult, JsString, JsValue, NativeFunction, Source};
use boa_interner::Interner;

use super::super::property;
use super::super::syntax;
use super::{Surroundings, apply, catches, check, evals};

/// Defines them. `takes` gets what a `catch` has caught.
///
/// To be called once, before any guest code.
///
/// # Errors
/// Fails if the realm is not fresh.
pub fn install(takes: NativeFunctionPointer, context: &mut Context) -> JsResult<()> {
    define(catches::HOOK, takes, context)?;
    define(evals::HOOK, edit_for_eval, context)
}

fn define(name: &str, function: NativeFunctionPointer, context: &mut Context) -> JsResult<()> {
    let native = NativeFunction::from_fn_ptr(function);
    let hook = FunctionObjectBuilder::new(context.realm(), native).build();
    let given = JsString::from(format!("{name}_"));
    let global = context.global_object();
    global.insert_property(given.clone(), property::hidden(JsObject::from(hook)));
    let declaration = format!("const {name} = {name}_;");
    context.eval(Source::from_bytes(&declaration))?;
    global.delete_property_or_throw(given, context)?;
    Ok(())
}

/// The text for `eval` as it is compiled, if it is `eval` that will get it; else what was given.
#[expect(clippy::unnecessary_wraps, reason = "the type of a native function")]
fn edit_for_eval(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.get_or_undefined(1);
    let eval = context.intrinsics().objects().eval();
    let is_eval = args
        .get_or_undefined(0)
        .as_object()
        .is_some_and(|callee| JsObject::equals(&callee, &eval));
    let Some(text) = value.as_string().filter(|_| is_eval) else {
        return Ok(value.clone());
    };
    Ok(edited(&text).map_or_else(|| value.clone(), JsValue::from))
}

/// Texts without any of these have no edits.
const WORDS: [&str; 5] = ["length", "catch", "eval", "using", "..."];

/// A text with its edits; `None` if it has none, or can't be parsed by itself.
fn edited(text: &JsString) -> Option<JsString> {
    let units = text.to_vec();
    let may_have_edits = WORDS.iter().any(|word| {
        let word: Vec<u16> = word.encode_utf16().collect();
        units.windows(word.len()).any(|window| window == word)
    });
    if !may_have_edits {
        return None;
    }
    let mut interner = Interner::default();
    let parse = |units: &[u16]| syntax::parse_script(units, false, &mut interner);
    let edits = check(&units, Surroundings::Open, parse).ok()?.edits;
    (!edits.is_empty()).then(|| JsString::from(apply(units, &edits).as_slice()))
}
