//! What Boa's module system asks of its host: modules for `import`, and the contents of `import.meta`.
//!
//! `import()` gives what the embedder's promise gives, a namespace of this realm or any other object,
//! while Boa's loader must give a module, at once. So it gets one of ours, with the single export `then`:
//! the promise of `import()` takes its namespace for a thenable (ECMA-262 27.2.1.3.2), and `then` hands
//! over what was promised.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsResult, JsValue, NativeFunction,
    builtins::promise::Promise,
    js_string,
    module::{self, Module, ModuleLoader, ModuleRequest, SyntheticModuleInitializer},
    object::{
        FunctionObjectBuilder, JsObject,
        builtins::{JsFunction, JsPromise},
    },
};

use super::super::realm::EmbedderSlot;
use super::link::Loading;
use super::referrers::{self, Referrer};

/// The loader of a realm.
pub(in super::super) struct Loader {
    pub(in super::super) embedder: EmbedderSlot,
    pub(in super::super) loading: Loading,
}

impl ModuleLoader for Loader {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: module::Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        if let module::Referrer::Module(module) = &referrer
            && let Some(loaded) = self.loading.find(module, &request)
        {
            return Ok(loaded);
        }
        let context = &mut context.borrow_mut();
        let Some(embedder) = self.embedder.get() else {
            return Err(JsNativeError::typ().into());
        };
        let referrer = referrers::find(referrer.origin(), context);
        let promise = embedder.import(referrer, &request, context)?;
        // It may be rejected before `then` is called, and is no business of whoever looks for that.
        let ignore = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
        let ignore = FunctionObjectBuilder::new(context.realm(), ignore).build();
        JsPromise::from(promise.clone()).catch(ignore, context)?;
        Ok(thenable(promise, context))
    }

    fn init_import_meta(self: Rc<Self>, meta: &JsObject, module: &Module, context: &mut Context) {
        let referrer = referrers::find(module.origin(), context);
        if let (Some(embedder), Some(Referrer::Module(record))) = (self.embedder.get(), &referrer) {
            let callback = record.write(|record| std::mem::take(&mut record.callbacks.import_meta));
            let filled = embedder.import_meta(callback, record, meta, context);
            if let Err(error) = filled {
                context.insert_data(MetaError(error));
            }
        }
    }
}

/// What was thrown where `import.meta` was filled. Boa lets nothing be thrown there, so the evaluation of
/// the module fails with it.
pub(super) struct MetaError(pub(super) JsError);

/// A module whose namespace is a thenable that gives what `promise` gives.
fn thenable(promise: JsObject<Promise>, context: &mut Context) -> Module {
    Module::synthetic(
        &[js_string!("then")],
        SyntheticModuleInitializer::from_copy_closure_with_captures(
            |module, promise, context| {
                let then = NativeFunction::from_copy_closure_with_captures(then, promise.clone());
                let then = FunctionObjectBuilder::new(context.realm(), then).build();
                module.set_export(&js_string!("then"), then.into())
            },
            promise,
        ),
        None,
        None,
        context,
    )
}

fn then(
    _: &JsValue,
    args: &[JsValue],
    promise: &JsObject<Promise>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let [resolve, reject] = [0, 1].map(|index| {
        let function = args.get_or_undefined(index).as_object();
        function.and_then(JsFunction::from_object)
    });
    let promise = JsPromise::from(promise.clone());
    promise.then(resolve, reject, context)?;
    Ok(JsValue::undefined())
}
