//! Namespaces of modules (ECMA-262 10.4.6).
//!
//! Boa 0.22 keeps the binding behind each name of a namespace beside it and hides these references from
//! its collector, which takes what it can't account for as a root: a module whose namespace was ever made
//! would live for ever. So each namespace is made here, before Boa makes it, and the references
//! are struck off the collector's account, one for each name.

use boa_engine::{
    Context, JsNativeError, JsResult, module::Module, object::JsObject, property::PropertyKey,
};
use boa_gc::Trace;

use super::exports::origins;
use super::record::ModuleRecord;

/// The namespace of a module that is linked, or whose graph is loaded.
///
/// # Errors
/// An `Error` for one that is not.
pub fn namespace(module: &ModuleRecord, context: &mut Context) -> JsResult<JsObject> {
    let Some(compiled) = module.module() else {
        return Err(JsNativeError::error()
            .with_message("the module is not linked")
            .into());
    };
    let namespace = compiled.namespace(context);
    let has_namespace = module.write(|record| std::mem::replace(&mut record.has_namespace, true));
    if !has_namespace {
        let origins = origins(module);
        let names = namespace.own_property_keys(context)?;
        let is_name = |key: &&PropertyKey| !matches!(key, PropertyKey::Symbol(_));
        // It would be wrong to strike off a reference that is not there: better a leak.
        if names.iter().filter(is_name).count() == origins.len() {
            origins.iter().for_each(strike_off);
        }
    }
    Ok(namespace)
}

/// Makes the namespace of a module of our own, whose names are all its own, and strikes them off.
pub(super) fn prepare(module: &Module, names: usize, context: &mut Context) {
    module.namespace(context);
    for _ in 0..names {
        strike_off(module);
    }
}

/// Takes one reference to a module off the collector's account. It must be one that the collector does
/// not see and that is never dropped before the module is swept, and something that it sees must keep
/// the module alive for as long: a namespace refers to its own module, that one to those it loaded, and
/// the names of a namespace come from these.
fn strike_off(module: &Module) {
    module.run_finalizer();
}
