//! Early errors that Boa's parser lets pass and V8 does not: names declared twice in a function body
//! and `var [a];`.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_ast::declaration::{Binding, VarDeclaration};
use boa_ast::function::FunctionBody;
use boa_ast::operations::{lexically_declared_names, var_declared_names};
use boa_ast::visitor::{VisitWith, Visitor};

use super::messages::Found;
use super::program::Program;

/// An error that the parser has let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EarlyError {
    Redeclared,
    NoInitializer,
}

/// Looks through a parsed script or module. It takes native stack for each level of nesting, less than
/// the parser took.
pub(super) fn find(parsed: &impl VisitWith) -> Option<EarlyError> {
    parsed.visit_with(&mut Finder).break_value()
}

struct Finder;

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = EarlyError;

    fn visit_function_body(&mut self, node: &'ast FunctionBody) -> ControlFlow<EarlyError> {
        let mut names = HashSet::new();
        let lexical = lexically_declared_names(node);
        if !lexical.is_empty() {
            let variable = var_declared_names(node);
            for name in lexical {
                if !names.insert(name) || variable.contains(&name) {
                    return ControlFlow::Break(EarlyError::Redeclared);
                }
            }
        }
        node.visit_with(self)
    }

    fn visit_var_declaration(&mut self, node: &'ast VarDeclaration) -> ControlFlow<EarlyError> {
        let is_bare = |binding: &Binding| matches!(binding, Binding::Pattern(_));
        let mut variables = node.0.as_ref().iter();
        if variables.any(|variable| variable.init().is_none() && is_bare(variable.binding())) {
            return ControlFlow::Break(EarlyError::NoInitializer);
        }
        node.visit_with(self)
    }
}

/// Finds the second declaration, or the pattern that lacks its initializer.
pub(super) fn locate(program: &Program<'_>, error: EarlyError) -> Option<Found> {
    let numbers = 0..program.end();
    match error {
        EarlyError::Redeclared => super::declarations::find_redeclaration(program),
        EarlyError::NoInitializer => numbers
            .filter(|&number| program.is(number, "var") && program.opens(number + 1))
            .find_map(|number| {
                let last = program.closing(number + 1)?;
                let message = "Missing initializer in destructuring declaration";
                (!program.is_any(last + 1, &["=", "of", "in"]))
                    .then(|| (message.encode_utf16().collect(), number + 1, last))
            }),
    }
}
