//! The prelude of a module: one more request than its text has, the last, for a module of our own, which
//! Boa evaluates right before the code. It tells that the code begins, runs the evaluation steps of a
//! synthetic module, and takes the values of expression statements.

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, js_string,
    module::{Module, ModuleRequest, SyntheticModule, SyntheticModuleInitializer},
    object::FunctionObjectBuilder,
};

use super::super::realm::EmbedderSlot;
use super::record::{ModuleRecord, Status};

/// How the prelude is requested, which has the number 0, and the modules that a cycle is padded with. No
/// text asks for them by accident.
pub(super) fn prelude_request(number: usize) -> ModuleRequest {
    ModuleRequest::from_specifier(JsString::from(format!("\0boa-vm:{number}")))
}

thread_local! {
    /// How many modules of this thread have begun to run.
    static BEGUN: Cell<u64> = const { Cell::new(0) };
}

/// The module that began last in the evaluation that is under way.
pub(super) struct Begun(ModuleRecord);

/// Those on the way to a module that begins, as the evaluation has come by, are being evaluated too.
fn mark_importers(module: &ModuleRecord) {
    let mut importer = module.read(|record| record.importer.clone());
    while let Some(module) = importer.filter(|module| module.status() == Status::Linked) {
        module.set_status(Status::Evaluating);
        importer = module.read(|record| record.importer.clone());
    }
}

/// The prelude of a module. It holds the record, so that the record lives as long as the code.
pub(super) fn prelude(module: &ModuleRecord, context: &mut Context) -> Module {
    Module::synthetic(
        &[js_string!("value")],
        SyntheticModuleInitializer::from_copy_closure_with_captures(begin, module.clone()),
        None,
        None,
        context,
    )
}

fn begin(prelude: &SyntheticModule, module: &ModuleRecord, context: &mut Context) -> JsResult<()> {
    let place = BEGUN.get() + 1;
    BEGUN.set(place);
    module.write(|record| {
        record.begun = place;
        record.status = Status::Evaluating;
    });
    // What began before it has ended, unless it awaits.
    if let Some(before) = context.insert_data(Begun(module.clone()))
        && before.0.status() == Status::Evaluating
        && before.0 != *module
    {
        before.0.set_status(Status::Evaluated);
    }
    mark_importers(module);
    if !module.text().insertions.is_empty() {
        let keep = NativeFunction::from_copy_closure_with_captures(
            |_, args, module: &ModuleRecord, _| {
                let value = args.get_or_undefined(0).clone();
                module.write(|record| record.completion = value);
                Ok(JsValue::undefined())
            },
            module.clone(),
        );
        let keep = FunctionObjectBuilder::new(context.realm(), keep).build();
        prelude.set_export(&js_string!("value"), keep.into())?;
    }
    let is_synthetic = module.read(|record| record.bindings.is_some());
    let embedder = context
        .get_data::<EmbedderSlot>()
        .and_then(EmbedderSlot::get);
    match embedder {
        Some(embedder) if is_synthetic => {
            let done = embedder.evaluate_synthetic(module, context);
            if done.is_err() {
                context.insert_data(HookFails);
            }
            done
        }
        _ => Ok(()),
    }
}

/// A prelude is about to fail. Boa rejects a promise with its error that nobody sees, and throws the error.
struct HookFails;

/// Whether the promise that is being rejected is that of a prelude; it is not, the next time.
pub(in super::super) fn is_of_prelude(context: &mut Context) -> bool {
    context.remove_data::<HookFails>().is_some()
}
