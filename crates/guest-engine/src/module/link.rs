//! Linking: the records of a graph get modules of Boa's, which get each other (`Link`, ECMA-262
//! 16.2.1.6.1.2).

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use boa_engine::{
    Context, JsError, JsResult, Source,
    builtins::promise::PromiseState,
    module::{Module, ModuleRequest},
};

use js_source::{
    characters::{unescaped, unused_name},
    edits,
};

use super::super::sources;
use super::completion::{self, Insertion};
use super::cycle::{self, Shape};
use super::exports::{Known, missing_name};
use super::graph::{Group, groups};
use super::namespace::namespace;
use super::prelude::{prelude, prelude_request};
use super::record::{ModuleRecord, Status};
use super::referrers::{self, serial_of};
use super::synthetic;
use super::text::ModuleText;

/// Why a graph is not linked.
#[derive(Debug)]
pub enum LinkError {
    /// A module was not given the modules that it requests.
    Unlinked(ModuleRecord),
    /// A name is missing: what V8 says of it.
    MissingName(String),
    /// The engine failed, or was stopped.
    Engine(JsError),
}

impl From<JsError> for LinkError {
    fn from(error: JsError) -> Self {
        Self::Engine(error)
    }
}

/// The modules behind the requests of those that are being linked, by the numbers of their texts.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Loading(Rc<RefCell<HashMap<u64, Requested>>>);

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
        let known = loading.get(&serial_of(referrer.origin())?)?;
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
    let mut known = Known::default();
    let mut sound = 0;
    let mut failure = None;
    'groups: for group in &groups {
        for module in group {
            let has_links = module.read(|record| record.links.is_some());
            if !has_links && !module.text().requests.is_empty() {
                failure = Some(LinkError::Unlinked(module.clone()));
                break 'groups;
            }
            if let Some(message) = missing_name(module, &mut known) {
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
        let mut requested = vec![(prelude_request(0), prelude(&module, context))];
        for (request, link) in text.requests.iter().zip(module.links()) {
            requested.extend(link.module().map(|link| (request.clone(), link)));
        }
        for number in 1..=shape.padding {
            let source = Source::from_bytes("await 0");
            let module = Module::parse(source, None, context)?;
            requested.push((prelude_request(number), module));
        }
        if let Some(serial) = serial_of(compiled.origin()) {
            loading.0.borrow_mut().insert(serial, requested);
        }
    }
    let outcome = groups.iter().try_for_each(|group| {
        let Some(compiled) = group[0].module() else {
            return Ok(());
        };
        // The loader answers at once.
        if let PromiseState::Rejected(error) = compiled.load(context).state() {
            return Err(JsError::from_opaque(error));
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

/// Gives a record its module.
fn compile(module: &ModuleRecord, shape: Shape, context: &mut Context) -> JsResult<()> {
    let text = module.text();
    let name = if text.insertions.is_empty() {
        String::new()
    } else {
        unused_name(&unescaped(&text.text.to_vec()), "$value", &mut (0..))
    };
    let compiled = match parse(&text, &text.insertions, &name, shape, context) {
        // Better without the values than not at all.
        Err(_) if !text.insertions.is_empty() => parse(&text, &[], &name, shape, context),
        compiled => compiled,
    }?;
    if let Some(origin) = compiled.origin() {
        referrers::enter_module(module, origin, context);
    }
    module.write(|record| record.module = Some(compiled));
    Ok(())
}

fn parse(
    text: &ModuleText,
    insertions: &[Insertion],
    name: &str,
    shape: Shape,
    context: &mut Context,
) -> JsResult<Module> {
    let mut chosen = completion::edits(insertions, name);
    chosen.sort_by_key(|edit| edit.range);
    let mut code = edits::apply(text.text.to_vec(), &chosen);
    let value = match insertions {
        [] => String::new(),
        _ => format!("{{ value as {name} }} from "),
    };
    let more: String = (1..=shape.padding)
        .map(|number| format!("import '\\0boa-vm:{number}';"))
        .chain([format!("import {value}'\\0boa-vm:0';")])
        .chain(shape.awaits.then(|| "if (0) await 0;".to_owned()))
        .collect();
    code.push(0x0A);
    code.extend(more.encode_utf16());
    let additions = edits::additions(&chosen);
    let origin = sources::register_with(&text.origin, &text.text, &additions, 0);
    Module::parse(Source::from_utf16(&code).with_origin(origin), None, context)
}
