//! Namespaces of modules (ECMA-262 10.4.6).

use boa_engine::{Context, JsNativeError, JsResult, object::JsObject};

use super::record::ModuleRecord;

/// The namespace of a module that is linked, or whose graph is loaded.
///
/// # Errors
/// An `Error` for one that is not.
pub fn namespace(module: &ModuleRecord, context: &mut Context) -> JsResult<JsObject> {
    let compiled = module
        .module()
        .ok_or_else(|| JsNativeError::error().with_message("the module is not linked"))?;
    Ok(compiled.namespace(context))
}
