//! The record of a module, an object of the guest's heap: what the host's `Module` object is about.
//!
//! It lives there, not in a table of ours, so that Boa's collector sees the edges between modules,
//! cycles included, and a graph that nobody refers to goes away.

use std::rc::Rc;

use boa_engine::{
    Context, JsData, JsError, JsValue,
    builtins::promise::ResolvingFunctions,
    module::Module,
    object::{JsObject, builtins::JsPromise},
};
use boa_gc::{Finalize, Gc, Trace};

use super::text::ModuleText;

/// `[[Status]]` of a Cyclic Module Record (ECMA-262 16.2.1.5), with errors told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not linked.
    Unlinked,
    /// Linked and not evaluated.
    Linked,
    /// Its code, or that of a module that it waits for, is on the stack.
    Evaluating,
    /// It waits for a promise: its own, or that of a module that it imports.
    EvaluatingAsync,
    /// Done.
    Evaluated,
    /// It threw, or a module that it imports did.
    Errored,
}

/// What guest code can reach of the host through a module.
#[derive(Clone, Debug, Default, Trace, Finalize)]
pub struct Callbacks {
    /// `importModuleDynamically`, as lib/ hands it over; undefined without one.
    pub import: JsValue,
    /// `initializeImportMeta`, likewise.
    pub import_meta: JsValue,
}

/// A module that is evaluated, and how to tell those who wait for it.
#[derive(Clone, Debug, Trace, Finalize)]
pub(super) struct Capability {
    pub(super) promise: JsPromise,
    pub(super) resolvers: ResolvingFunctions,
}

/// Lives as long as a record: see `origins.rs`.
#[derive(Debug, Trace, Finalize)]
pub(in super::super) struct Token;

/// What a record consists of.
#[derive(Debug, Trace, Finalize, JsData)]
pub(super) struct Record {
    #[unsafe_ignore_trace]
    pub(super) text: Rc<ModuleText>,
    pub(super) callbacks: Callbacks,
    pub(super) token: Gc<Token>,
    #[unsafe_ignore_trace]
    pub(super) status: Status,
    /// The records of its requests, in order; `None` until they are given.
    pub(super) links: Option<Vec<ModuleRecord>>,
    /// Boa's module, once it is compiled.
    pub(super) module: Option<Module>,
    /// The generated module with the bindings of a synthetic one (`synthetic.rs`).
    pub(super) bindings: Option<ModuleRecord>,
    /// What it threw. `None` where it was stopped.
    pub(super) error: Option<JsError>,
    /// The value of its last expression statement.
    pub(super) completion: JsValue,
    /// Its place among the modules of the thread that have begun to run; 0 if it has not.
    pub(super) begun: u64,
    /// The module by which the evaluation that is under way came to it.
    pub(super) importer: Option<ModuleRecord>,
    /// Where what follows is kept, if it was evaluated as one with others that import each other.
    pub(super) cycle_root: Option<ModuleRecord>,
    /// What Boa's promise for its end is followed by, if it has a promise.
    pub(super) continuation: Option<JsPromise>,
    /// For those who asked for its end before it came.
    pub(super) capability: Option<Capability>,
    /// How many modules it waits for, and which ones wait for it.
    pub(super) waiting_for: usize,
    pub(super) waiters: Vec<ModuleRecord>,
    /// All that are evaluated as one with it, itself included.
    pub(super) members: Vec<ModuleRecord>,
}

/// The record of a module, by reference.
#[derive(Clone, Debug, Trace, Finalize)]
pub struct ModuleRecord(JsObject<Record>);

impl PartialEq for ModuleRecord {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl ModuleRecord {
    /// The record of a module that is not linked.
    #[must_use]
    pub fn new(text: Rc<ModuleText>, callbacks: Callbacks, context: &Context) -> Self {
        Self(JsObject::new(
            context.root_shape(),
            None,
            Record {
                text,
                callbacks,
                token: Gc::new(Token),
                status: Status::Unlinked,
                links: None,
                module: None,
                bindings: None,
                error: None,
                completion: JsValue::undefined(),
                begun: 0,
                importer: None,
                cycle_root: None,
                continuation: None,
                capability: None,
                waiting_for: 0,
                waiters: Vec::new(),
                members: Vec::new(),
            },
        ))
    }

    /// The record that an object is, if it is one.
    #[must_use]
    pub fn from_object(object: &JsObject) -> Option<Self> {
        object.clone().downcast().ok().map(Self)
    }

    /// The record as an object.
    #[must_use]
    pub fn object(&self) -> JsObject {
        self.0.clone().upcast()
    }

    /// The same for two references to one record, as long as it is alive.
    pub(super) fn address(&self) -> usize {
        std::ptr::from_ref(self.0.as_ref()).cast::<()>() as usize
    }

    pub(super) fn read<R>(&self, f: impl FnOnce(&Record) -> R) -> R {
        f(self.0.borrow().data())
    }

    pub(super) fn write<R>(&self, f: impl FnOnce(&mut Record) -> R) -> R {
        f(self.0.borrow_mut().data_mut())
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> Rc<ModuleText> {
        self.read(|record| record.text.clone())
    }

    /// What guest code can reach of the host through it.
    #[must_use]
    pub fn callbacks(&self) -> Callbacks {
        self.read(|record| record.callbacks.clone())
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> Status {
        self.read(|record| record.status)
    }

    pub(super) fn set_status(&self, status: Status) {
        self.write(|record| record.status = status);
    }

    /// Whether its end, or that of what it imports, is waited for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.status() == Status::EvaluatingAsync
    }

    /// What it threw, if it did; `None` where it was stopped, too.
    #[must_use]
    pub fn error(&self) -> Option<JsError> {
        self.read(|record| record.error.clone())
    }

    /// The value of the last expression statement that ran at its top level.
    #[must_use]
    pub fn completion(&self) -> JsValue {
        self.read(|record| record.completion.clone())
    }

    /// Takes the records of its requests, one for each and in their order.
    pub fn set_links(&self, links: Vec<Self>) {
        self.write(|record| record.links = Some(links));
    }

    /// The records of its requests; none for one that was not given them.
    pub(super) fn links(&self) -> Vec<Self> {
        self.read(|record| record.links.clone().unwrap_or_default())
    }

    /// The modules whose namespaces it imports or exports.
    pub(super) fn namespace_links(&self) -> Vec<Self> {
        let links = self.links();
        let text = self.text();
        let requests = text.namespaces.iter();
        requests
            .filter_map(|&request| links.get(request).cloned())
            .collect()
    }

    pub(super) fn module(&self) -> Option<Module> {
        self.read(|record| record.module.clone())
    }
}
