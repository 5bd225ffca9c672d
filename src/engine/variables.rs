//! The variables of a script, by what running it does to them.
//!
//! May import: Boa's syntax tree and strings.

use std::{collections::HashSet, rc::Rc};

use boa_ast::{
    Declaration, Expression, Script, Statement, StatementListItem,
    declaration::Variable,
    expression::operator::{
        assign::{AssignOp, AssignTarget},
        binary::BinaryOp,
        unary::UnaryOp,
    },
    operations::{bound_names, var_declared_names},
    statement::iteration::ForLoopInitializer,
};
use boa_engine::JsString;
use boa_interner::{Interner, Sym};

/// `var` and functions at the top level of a script, and `var` within its blocks.
#[derive(Debug)]
pub struct Variables {
    /// Functions, and what statements of the script itself assign, in that order: these were assigned once
    /// the script has run to its end.
    pub assigned: Rc<[JsString]>,
    /// Those that may be assigned at any time without a value that tells: the others, and those that a
    /// statement gives the value `undefined` in so many words. In the order of the text.
    pub open: Box<[JsString]>,
}

impl Variables {
    /// Those of a parsed script.
    #[must_use]
    pub fn of(script: &Script, interner: &Interner) -> Self {
        let declared = var_declared_names(script);
        let items = script.statements().statements();
        let mut finder = Finder::new(interner);
        for item in items {
            finder.function(item);
        }
        for item in items {
            finder.statement(item);
        }
        let Finder {
            mut assigned,
            telling,
            ..
        } = finder;
        let mut seen = HashSet::new();
        assigned.retain(|name| declared.contains(name) && seen.insert(*name));
        let mut open: Vec<Sym> = declared
            .into_iter()
            .filter(|name| !telling.contains(name))
            .collect();
        // Names have numbers in the order in which the parser meets them.
        open.sort_unstable();
        let name_of = |name: Sym| JsString::from(interner.resolve_expect(name).utf16());
        Self {
            assigned: assigned.into_iter().map(name_of).collect(),
            open: open.into_iter().map(name_of).collect(),
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &JsString> {
        self.assigned.iter().chain(self.open.iter())
    }
}

/// Finds what a script assigns, whatever happens in it.
struct Finder<'i> {
    interner: &'i Interner,
    /// Names in the order of their assignments.
    assigned: Vec<Sym>,
    /// Those whose value tells that they were assigned, unless it happens to be undefined.
    telling: HashSet<Sym>,
}

impl<'i> Finder<'i> {
    fn new(interner: &'i Interner) -> Self {
        Self {
            interner,
            assigned: Vec::new(),
            telling: HashSet::new(),
        }
    }

    fn add(&mut self, names: &[Sym], value: Option<&Expression>) {
        self.assigned.extend(names);
        if !value.is_some_and(|value| self.is_undefined(value)) {
            self.telling.extend(names);
        }
    }

    fn function(&mut self, item: &StatementListItem) {
        let StatementListItem::Declaration(declaration) = item else {
            return;
        };
        let names = match declaration.as_ref() {
            Declaration::FunctionDeclaration(function) => bound_names(function),
            Declaration::GeneratorDeclaration(function) => bound_names(function),
            Declaration::AsyncFunctionDeclaration(function) => bound_names(function),
            Declaration::AsyncGeneratorDeclaration(function) => bound_names(function),
            Declaration::ClassDeclaration(_) | Declaration::Lexical(_) => return,
        };
        self.add(&names, None);
    }

    fn statement(&mut self, item: &StatementListItem) {
        let StatementListItem::Statement(statement) = item else {
            return;
        };
        match statement.as_ref() {
            Statement::Var(declaration) => self.variables(declaration.0.as_ref()),
            Statement::Expression(expression) => self.expression(expression),
            Statement::ForLoop(loop_) => match loop_.init() {
                Some(ForLoopInitializer::Var(declaration)) => {
                    self.variables(declaration.0.as_ref());
                }
                Some(ForLoopInitializer::Expression(expression)) => self.expression(expression),
                _ => {}
            },
            _ => {}
        }
    }

    fn variables(&mut self, variables: &[Variable]) {
        for variable in variables {
            if let Some(value) = variable.init() {
                self.expression(value);
                self.add(&bound_names(variable), Some(value));
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Assign(assign) => {
                self.expression(assign.rhs());
                if assign.op() == AssignOp::Assign
                    && let AssignTarget::Identifier(name) = assign.lhs()
                {
                    self.add(&[name.sym()], Some(assign.rhs()));
                }
            }
            Expression::Binary(binary) if binary.op() == BinaryOp::Comma => {
                self.expression(binary.lhs());
                self.expression(binary.rhs());
            }
            Expression::Parenthesized(inner) => self.expression(inner.expression()),
            _ => {}
        }
    }

    /// Whether an expression has the value `undefined` in so many words.
    fn is_undefined(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Identifier(name) => {
                self.interner.resolve_expect(name.sym()).utf8() == Some("undefined")
            }
            Expression::Unary(unary) => unary.op() == UnaryOp::Void,
            Expression::Assign(assign) => self.is_undefined(assign.rhs()),
            _ => false,
        }
    }
}
