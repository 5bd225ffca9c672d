//! The text of a module, and what can be said of it without running it: what it requests, imports and
//! exports (ECMA-262 16.2.1.6, the fields of a Source Text Module Record).

use std::{collections::HashMap, ops::ControlFlow};

use boa_ast::{
    Declaration, Expression, ModuleItem, Statement,
    declaration::{
        ExportDeclaration, ExportEntry, ImportAttribute as AstAttribute, ImportName,
        IndirectExportEntry, ReExportImportName,
    },
    function::FunctionDeclaration,
    operations::{ContainsSymbol, contains},
    visitor::{VisitWith, Visitor},
};
use boa_engine::{
    JsString,
    module::{ImportAttribute, ModuleRequest},
};
use boa_interner::{Interner, Sym};

use js_source::{
    characters::{occurs, unescaped},
    origin::Origin,
    syntax::{self, SyntaxFailure},
};

use super::completion::{self, Insertion};

/// One name that a module imports, or exports from another one, and that must exist there.
#[derive(Debug)]
pub struct Needed {
    /// The number of the request.
    pub request: usize,
    /// The name in the other module.
    pub name: JsString,
}

/// What an exported name stands for.
#[derive(Debug)]
pub enum Export {
    /// A binding of the module itself, by its name there.
    Local(JsString),
    /// A name of another module.
    Indirect(Needed),
    /// The namespace of another module, by the number of the request.
    Namespace(usize),
}

/// The text of a module.
#[derive(Debug)]
pub struct ModuleText {
    /// The text.
    pub text: JsString,
    /// Where it says it comes from.
    pub origin: Origin,
    /// `[[RequestedModules]]`: each specifier with each set of attributes once, in order.
    pub requests: Vec<ModuleRequest>,
    /// Names that must exist in other modules, in order.
    pub needed: Vec<Needed>,
    /// Its own exports by their names.
    pub exports: HashMap<JsString, Export>,
    /// The requests of its `export * from`.
    pub stars: Vec<usize>,
    /// The requests of which it imports or exports the namespace.
    pub namespaces: Vec<usize>,
    /// `[[HasTLA]]`.
    pub has_top_level_await: bool,
    /// Whether code of it can call `import()`, as far as one can see.
    pub may_import: bool,
    /// Whether it asks for its `import.meta`.
    pub has_import_meta: bool,
    /// Where the values of expression statements are taken, if they are wanted.
    pub insertions: Vec<Insertion>,
}

impl ModuleText {
    /// Parses a module with a scope and an interner of its own. Needs a guest stack.
    ///
    /// With `wants_completion` the values of the expression statements at its top level will be kept.
    ///
    /// # Errors
    /// What is wrong with it, early errors included.
    pub fn parse(
        units: &[u16],
        origin: Origin,
        wants_completion: bool,
    ) -> Result<Self, SyntaxFailure> {
        let mut interner = guest_runtime::coroutine::interner();
        let module = syntax::parse_module(units, &mut interner)?;
        let mut text = Self {
            text: JsString::from(units),
            origin,
            requests: Vec::new(),
            needed: Vec::new(),
            exports: HashMap::new(),
            stars: Vec::new(),
            namespaces: Vec::new(),
            has_top_level_await: has_await(&module),
            may_import: has(&module, |node| matches!(node, Expression::ImportCall(_))),
            has_import_meta: has(&module, |node| matches!(node, Expression::ImportMeta(_))),
            insertions: Vec::new(),
        };
        text.may_import |= compiles_strings(&unescaped(units));
        let names = Names(&interner);
        text.read_requests(&module, names);
        text.read_entries(&module, names);
        if wants_completion {
            text.insertions = completion::insertions(&module, units);
        }
        Ok(text)
    }

    /// A text of our own making, which is no user's.
    ///
    /// # Errors
    /// As [`ModuleText::parse`].
    pub fn generated(source: &str, filename: JsString) -> Result<Self, SyntaxFailure> {
        let units: Vec<u16> = source.encode_utf16().collect();
        Self::parse(&units, Origin::new(filename), false)
    }

    fn read_requests(&mut self, module: &boa_ast::Module, names: Names<'_>) {
        for item in module.items().items() {
            match item {
                ModuleItem::ImportDeclaration(import) => {
                    self.request(import.specifier().sym(), import.attributes(), names);
                }
                ModuleItem::ExportDeclaration(export) => {
                    if let ExportDeclaration::ReExport {
                        specifier,
                        attributes,
                        ..
                    } = export.as_ref()
                    {
                        self.request(specifier.sym(), attributes, names);
                    }
                }
                ModuleItem::StatementListItem(_) => {}
            }
        }
    }

    fn read_entries(&mut self, module: &boa_ast::Module, names: Names<'_>) {
        let imports = module.items().import_entries();
        for entry in &imports {
            let request = self.request(entry.module_request(), entry.attributes(), names);
            match entry.import_name() {
                ImportName::Namespace => self.namespaces.push(request),
                ImportName::Name(name) => {
                    let name = names.string(name);
                    self.needed.push(Needed { request, name });
                }
            }
        }
        for entry in module.items().export_entries() {
            match entry {
                ExportEntry::Ordinary(entry) => {
                    let imported = imports
                        .iter()
                        .find(|import| import.local_name() == entry.local_name());
                    let export = match imported.map(|import| (import, import.import_name())) {
                        None => Export::Local(names.string(entry.local_name())),
                        Some((import, name)) => {
                            let request =
                                self.request(import.module_request(), import.attributes(), names);
                            match name {
                                ImportName::Namespace => Export::Namespace(request),
                                ImportName::Name(name) => Export::Indirect(Needed {
                                    request,
                                    name: names.string(name),
                                }),
                            }
                        }
                    };
                    self.exports
                        .insert(names.string(entry.export_name()), export);
                }
                ExportEntry::ReExport(entry) => self.re_export(&entry, names),
                ExportEntry::StarReExport {
                    module_request,
                    attributes,
                } => {
                    let request = self.request(module_request, &attributes, names);
                    self.stars.push(request);
                }
            }
        }
    }

    fn re_export(&mut self, entry: &IndirectExportEntry, names: Names<'_>) {
        let request = self.request(entry.module_request(), entry.attributes(), names);
        let export = match entry.import_name() {
            ReExportImportName::Star => {
                self.namespaces.push(request);
                Export::Namespace(request)
            }
            ReExportImportName::Name(name) => {
                let name = names.string(name);
                self.needed.push(Needed {
                    request,
                    name: name.clone(),
                });
                Export::Indirect(Needed { request, name })
            }
        };
        self.exports
            .insert(names.string(entry.export_name()), export);
    }

    /// The number of a request, which is new if there was none like it.
    fn request(&mut self, specifier: Sym, attributes: &[AstAttribute], names: Names<'_>) -> usize {
        let attributes = attributes
            .iter()
            .map(|attribute| {
                ImportAttribute::new(
                    names.string(attribute.key()),
                    names.string(attribute.value()),
                )
            })
            .collect();
        let request = ModuleRequest::new(names.string(specifier), attributes);
        let known = self.requests.iter().position(|other| *other == request);
        known.unwrap_or_else(|| {
            self.requests.push(request);
            self.requests.len() - 1
        })
    }
}

/// The names of a parsed text.
#[derive(Clone, Copy)]
struct Names<'a>(&'a Interner);

impl Names<'_> {
    fn string(self, name: Sym) -> JsString {
        JsString::from(self.0.resolve_expect(name).utf16())
    }
}

/// Hands all statements at the top level of a module to a function, those in blocks, loops and the
/// like included: whatever runs with the module itself.
pub(super) struct TopLevel<F>(pub(super) F);

impl<'ast, F: FnMut(&'ast Statement)> Visitor<'ast> for TopLevel<F> {
    type BreakTy = ();

    fn visit_statement(&mut self, node: &'ast Statement) -> ControlFlow<()> {
        (self.0)(node);
        node.visit_with(self)
    }

    fn visit_expression(&mut self, _: &'ast Expression) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn visit_declaration(&mut self, _: &'ast Declaration) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn visit_function_declaration(&mut self, _: &'ast FunctionDeclaration) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn visit_export_declaration(&mut self, _: &'ast ExportDeclaration) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Whether an expression of a sort occurs in a module, in functions too.
fn has(module: &boa_ast::Module, is_wanted: fn(&Expression) -> bool) -> bool {
    struct Finder(fn(&Expression) -> bool);
    impl<'ast> Visitor<'ast> for Finder {
        type BreakTy = ();

        fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
            if (self.0)(node) {
                return ControlFlow::Break(());
            }
            node.visit_with(self)
        }
    }
    module.visit_with(&mut Finder(is_wanted)).is_break()
}

/// Whether a text has a word that is part of a way to code that is not in the text.
fn compiles_strings(text: &[u16]) -> bool {
    let mut identifiers = ["eval", "Function", "constructor"].into_iter();
    identifiers.any(|word| occurs(text, word))
}

/// `Contains(AwaitExpression)`, and the `for await` that Boa leaves out.
fn has_await(module: &boa_ast::Module) -> bool {
    let mut is_found = contains(module, ContainsSymbol::AwaitExpression);
    let mut look = TopLevel(|statement: &Statement| {
        is_found |= matches!(statement, Statement::ForOfLoop(node) if node.r#await());
    });
    let _ = module.visit_with(&mut look);
    is_found
}
