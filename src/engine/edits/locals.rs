//! The names that a text declares in its functions and blocks. A `var` of a block is taken for one of these.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_ast::expression::operator::Update;
use boa_ast::expression::operator::assign::AssignTarget;
use boa_ast::expression::{Expression, Identifier};
use boa_ast::function::{
    AsyncFunctionExpression, AsyncGeneratorExpression, FormalParameterList, FunctionBody,
    FunctionExpression, GeneratorExpression,
};
use boa_ast::statement::iteration::{ForLoopInitializer, IterableLoopInitializer};
use boa_ast::statement::{Block, Catch, Switch};
use boa_ast::visitor::{VisitWith, Visitor};
use boa_interner::Sym;

/// Those of a parsed text.
pub(super) fn of(parsed: &impl VisitWith) -> HashSet<Sym> {
    let mut finder = Finder::default();
    let _ = parsed.visit_with(&mut finder);
    finder.names
}

#[derive(Default)]
struct Finder {
    names: HashSet<Sym>,
    /// Functions and blocks around the node.
    depth: usize,
}

/// What has a scope of its own.
macro_rules! scopes {
    ($($visit:ident $node:ty),* $(,)?) => {
        $(fn $visit(&mut self, node: &'ast $node) -> ControlFlow<()> {
            self.depth += 1;
            let flow = node.visit_with(self);
            self.depth -= 1;
            flow
        })*
    };
}

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    scopes!(
        visit_function_expression FunctionExpression,
        visit_generator_expression GeneratorExpression,
        visit_async_function_expression AsyncFunctionExpression,
        visit_async_generator_expression AsyncGeneratorExpression,
        visit_formal_parameter_list FormalParameterList,
        visit_function_body FunctionBody,
        visit_block Block,
        visit_switch Switch,
        visit_catch Catch,
        visit_for_loop_initializer ForLoopInitializer,
        visit_iterable_loop_initializer IterableLoopInitializer,
    );

    fn visit_identifier(&mut self, node: &'ast Identifier) -> ControlFlow<()> {
        if self.depth > 0 {
            self.names.insert(node.sym());
        }
        ControlFlow::Continue(())
    }

    fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
        match node {
            Expression::Identifier(_) => ControlFlow::Continue(()),
            _ => node.visit_with(self),
        }
    }

    fn visit_assign_target(&mut self, node: &'ast AssignTarget) -> ControlFlow<()> {
        match node {
            AssignTarget::Identifier(_) => ControlFlow::Continue(()),
            _ => node.visit_with(self),
        }
    }

    fn visit_update(&mut self, _: &'ast Update) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
