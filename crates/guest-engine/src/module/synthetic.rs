//! Synthetic modules (ECMA-262 16.2.1.8), whose exports the host sets.
//!
//! Boa lets exports be set only while such a module is evaluated. So one is made of two texts: bindings,
//! with a function that sets each, and a module that exports the bindings under their names.

use std::{fmt::Write as _, rc::Rc};

use boa_engine::{Context, JsNativeError, JsResult, JsString, JsValue};

use super::evaluate::evaluate;
use super::namespace::namespace;
use super::record::{Callbacks, ModuleRecord};
use super::text::ModuleText;
use js_source::syntax::SyntaxFailure;

/// Makes a record with exports, undefined at first. Needs a guest stack.
///
/// # Errors
/// For a name that is no well-formed string (ECMA-262 16.2.2.1).
pub fn synthetic(
    names: &[JsString],
    identifier: &JsString,
    context: &Context,
) -> Result<ModuleRecord, SyntaxFailure> {
    let mut bindings = String::new();
    let mut exports = Vec::with_capacity(names.len());
    for (number, name) in names.iter().enumerate() {
        // A `String` takes anything that can be written to it.
        let _ = writeln!(
            bindings,
            "export var v{number}; export function s{number}(value) {{ v{number} = value; }}"
        );
        exports.push(format!("v{number} as {}", literal(name)));
    }
    let exports = format!("export {{ {} }} from 'bindings';", exports.join(", "));
    let bindings = ModuleText::generated(&bindings, identifier.clone())?;
    let bindings = ModuleRecord::new(Rc::new(bindings), Callbacks::default(), context);
    let text = ModuleText::generated(&exports, identifier.clone())?;
    let module = ModuleRecord::new(Rc::new(text), Callbacks::default(), context);
    module.set_links(vec![bindings.clone()]);
    module.write(|record| record.bindings = Some(bindings));
    Ok(module)
}

/// The exports of a synthetic module are undefined as soon as it is linked; Boa gives a `var` its first
/// value when the module runs.
pub(super) fn initialize(module: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    match module.read(|record| record.bindings.clone()) {
        Some(bindings) => evaluate(&bindings, context).map(|_| ()),
        None => Ok(()),
    }
}

/// A name as a string literal.
fn literal(name: &JsString) -> String {
    let mut literal = String::from("\"");
    for unit in name {
        let _ = write!(literal, "\\u{unit:04x}");
    }
    literal.push('"');
    literal
}

/// `SetSyntheticModuleExport`, for the export with a number. The module must be linked.
///
/// # Errors
/// Only for a module that is not linked or not synthetic.
pub fn set_export(
    module: &ModuleRecord,
    number: usize,
    value: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let wrong = || JsNativeError::error().with_message("not a linked synthetic module");
    let bindings = module.read(|record| record.bindings.clone());
    let bindings = namespace(&bindings.ok_or_else(wrong)?, context)?;
    let setter = bindings.get(JsString::from(format!("s{number}")), context)?;
    let setter = setter.as_callable().ok_or_else(wrong)?;
    setter.call(&JsValue::undefined(), &[value], context)?;
    Ok(())
}
