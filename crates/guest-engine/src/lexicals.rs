//! What scripts declare with `let`, `const` and `class`, for code that was compiled before them. Boa decides
//! when it compiles a text which names are global variables, and such code asks the global object for these
//! too. So that gets accessors, which are code of ours, compiled after the declarations.
//!
//! (Boa looks names up at run time where the global scope has seen a direct `eval`, but then it goes through all
//! names of all functions around, for each access to a variable.)

use boa_engine::{Context, JsResult, JsString, Script, Source, js_string, object::JsObject};

use js_source::origin::Origin;

use super::sources;

/// The file that code of ours says it is from.
const FILENAME: JsString = js_string!("\u{A7F7}");

/// Whether a frame of this origin is code of ours, which stacks do not show.
pub(super) fn is_ours(origin: &Origin) -> bool {
    origin.filename == FILENAME
}

/// A getter and a setter for each of the names, which the realm's scope has already.
///
/// # Errors
/// Only what stops guest code.
pub fn accessors(names: &[JsString], context: &mut Context) -> JsResult<Vec<(JsObject, JsObject)>> {
    let pair = |name: &JsString| {
        let name = name.to_std_string_lossy();
        format!("()=>{name},(\u{A7F7})=>{{{name}=\u{A7F7}}}")
    };
    let pairs: Vec<String> = names.iter().map(pair).collect();
    let text = JsString::from(format!("[{}]", pairs.join(",")));
    let origin = sources::register(&Origin::new(FILENAME), &text);
    let units = text.to_vec();
    let source = Source::from_utf16(&units).with_origin(origin);
    let list = Script::parse(source, None, context)?.evaluate(context)?;
    let Some(list) = list.as_object() else {
        return Ok(Vec::new());
    };
    let mut accessors = Vec::with_capacity(names.len());
    for at in 0..names.len() {
        let getter = list.get(at * 2, context)?.as_object();
        let setter = list.get(at * 2 + 1, context)?.as_object();
        accessors.extend(getter.zip(setter));
    }
    Ok(accessors)
}
