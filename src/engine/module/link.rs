//! Linking: the records of a graph get modules of Boa's, which get each other (`Link`, ECMA-262
//! 16.2.1.6.1.2).
//!
//! Each module is compiled with one more request than its text has, the last: a hook of our own, which
//! Boa evaluates right before the module's code. It tells that the code begins, runs the evaluation
//! steps of a synthetic module, and takes the values of expression statements.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, Source,
    builtins::promise::PromiseState,
    js_string,
    module::{Module, ModuleRequest, SyntheticModule, SyntheticModuleInitializer},
    object::FunctionObjectBuilder,
};

use super::super::realm::EmbedderSlot;
use super::super::sources;
use super::completion;
use super::cycle::{self, Shape};
use super::exports::missing_name;
use super::graph::{Group, groups};
use super::namespace::namespace;
use super::record::{ModuleRecord, Status};
use super::referrers::{self, serial_of};
use super::synthetic;

/// Why a graph is not linked.
#[derive(Debug)]
pub enum LinkError {
    /// A module was not given the modules that it requests.
    Unlinked(ModuleRecord),
    /// A name is missing: what V8 says of it.
    MissingName(String),
    /// The engine failed, or was stopped.
    Engine(boa_engine::JsError),
}

impl From<boa_engine::JsError> for LinkError {
    fn from(error: boa_engine::JsError) -> Self {
        Self::Engine(error)
    }
}

/// The modules behind the requests of those that are being linked, by the numbers of their texts.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Loading(Rc<RefCell<HashMap<u32, Requested>>>);

/// What a module requests, and the modules behind it.
type Requested = Vec<(ModuleRequest, Module)>;

impl Loading {
    /// What a module requests.
    pub(in super::super) fn find(
        &self,
        referrer: &Module,
        request: &ModuleRequest,
    ) -> Option<Module> {
        let loading = self.0.borrow();
        let known = loading.get(&serial_of(referrer.path())?)?;
        let found = known.iter().find(|(other, _)| other == request);
        found.map(|(_, module)| module.clone())
    }
}

/// Links a module and all that it can reach. Where a name is missing, what comes before it in the graph
/// is linked nevertheless, as in V8. Needs a guest stack.
///
/// # Errors
/// See [`LinkError`].
pub fn link(root: &ModuleRecord, context: &mut Context) -> Result<(), LinkError> {
    let groups = groups(root, |module| module.status() == Status::Unlinked);
    let mut sound = 0;
    let mut failure = None;
    'groups: for group in &groups {
        for module in group {
            let has_links = module.read(|record| record.links.is_some());
            if !has_links && !module.text().requests.is_empty() {
                failure = Some(LinkError::Unlinked(module.clone()));
                break 'groups;
            }
            if let Some(message) = missing_name(module) {
                failure = Some(LinkError::MissingName(message));
                break 'groups;
            }
        }
        sound += 1;
    }
    link_groups(&groups[..sound], context)?;
    failure.map_or(Ok(()), Err)
}

/// Links modules whose names are all there.
fn link_groups(groups: &[Group], context: &mut Context) -> JsResult<()> {
    let mut shapes = Vec::new();
    for group in groups {
        for (module, shape) in group.iter().zip(cycle::shapes(group)) {
            compile(module, shape, context)?;
            shapes.push((module.clone(), shape));
        }
    }
    let loading = context.get_data::<Loading>().cloned().unwrap_or_default();
    for (module, shape) in shapes {
        let Some(compiled) = module.module() else {
            continue;
        };
        let text = module.text();
        let mut requested = vec![(hook_request(0), hook(&module, context))];
        for (request, link) in text.requests.iter().zip(module.links()) {
            requested.extend(link.module().map(|link| (request.clone(), link)));
        }
        for number in 1..=shape.padding {
            let source = Source::from_bytes("await 0");
            let module = Module::parse(source, None, context)?;
            requested.push((hook_request(number), module));
        }
        if let Some(serial) = serial_of(compiled.path()) {
            loading.0.borrow_mut().insert(serial, requested);
        }
    }
    let outcome = groups.iter().try_for_each(|group| {
        let Some(compiled) = group[0].module() else {
            return Ok(());
        };
        // The loader answers at once.
        if let PromiseState::Rejected(error) = compiled.load(context).state() {
            return Err(boa_engine::JsError::from_opaque(error));
        }
        for module in group {
            for link in module.namespace_links() {
                namespace(&link, context)?;
            }
        }
        compiled.link(context)
    });
    loading.0.borrow_mut().clear();
    outcome?;
    for module in groups.iter().flatten() {
        module.set_status(Status::Linked);
    }
    for module in groups.iter().flatten() {
        synthetic::initialize(module, context)?;
    }
    Ok(())
}

/// How the hook is requested, which has the number 0, and the modules that a cycle is padded with. No
/// text asks for them by accident.
fn hook_request(number: usize) -> ModuleRequest {
    ModuleRequest::from_specifier(JsString::from(format!("\0boa-vm:{number}")))
}

/// Gives a record its module.
fn compile(module: &ModuleRecord, shape: Shape, context: &mut Context) -> JsResult<()> {
    let text = module.text();
    let name = completion::unused_name(&text.words);
    let (mut code, hook) = if text.insertions.is_empty() {
        (text.code.clone(), "import '\\0boa-vm:0';".to_owned())
    } else {
        (
            completion::instrument(&text.code, &text.insertions, &name),
            format!("import {{ value as {name} }} from '\\0boa-vm:0';"),
        )
    };
    code.push(0x0A);
    for number in 1..=shape.padding {
        code.extend(format!("import '\\0boa-vm:{number}';").encode_utf16());
    }
    code.extend(hook.encode_utf16());
    if shape.awaits {
        code.extend("if (0) await 0;".encode_utf16());
    }
    let additions = completion::additions(&text.insertions, &name);
    let path = sources::register_with(context, &text.origin, &text.text, &additions);
    let source = Source::from_utf16(&code).with_path(&path);
    let compiled = Module::parse(source, None, context)?;
    referrers::enter_module(module, &path, context);
    module.write(|record| record.module = Some(compiled));
    Ok(())
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

/// The hook of a module. It holds the record, so that the record lives as long as the code.
fn hook(module: &ModuleRecord, context: &mut Context) -> Module {
    Module::synthetic(
        &[js_string!("value")],
        SyntheticModuleInitializer::from_copy_closure_with_captures(begin, module.clone()),
        None,
        None,
        context,
    )
}

fn begin(hook: &SyntheticModule, module: &ModuleRecord, context: &mut Context) -> JsResult<()> {
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
        hook.set_export(&js_string!("value"), keep.into())?;
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

/// A hook is about to fail. Boa rejects a promise with its error that nobody sees, and throws the error.
struct HookFails;

/// Whether the promise that is being rejected is that of a hook; it is not, the next time.
pub(in super::super) fn is_of_hook(context: &mut Context) -> bool {
    context.remove_data::<HookFails>().is_some()
}
