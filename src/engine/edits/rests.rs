//! Object patterns with a rest and patterns within: `{ q: [r], ...rest }`. Boa leaves the keys of these in the rest.
//! It takes out those that have a name or a target of their own, so the key gets one more, with a mark around:
//! `{ q:ꟷ1,q: [r], ...rest }`, or `q:ꟷcatch.ꟷ,` where values are assigned. A key that is an expression stays, and so
//! do a pattern that is exported, as its names are, and all that is within a `with`, which would see the names.
//!
//! May import: the siblings alone.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

use boa_ast::Position;
use boa_ast::Spanned;
use boa_ast::declaration::{Binding, ExportDeclaration};
use boa_ast::expression::Expression;
use boa_ast::expression::operator::assign::AssignTarget;
use boa_ast::function::{FormalParameterList, FunctionBody};
use boa_ast::pattern::{ObjectPattern, ObjectPatternElement};
use boa_ast::property::PropertyName;
use boa_ast::statement::With;
use boa_ast::statement::iteration::IterableLoopInitializer;
use boa_ast::visitor::{VisitWith, Visitor};

use super::{Edit, Text, catches, wide, without_parts};

const BEGINS: &str = "/*\u{A7F7}{*/";
const ENDS: &str = "/*\u{A7F7}}*/";

/// The names that were given: no two scripts of a realm may declare the same.
static GIVEN: AtomicU32 = AtomicU32::new(0);

/// The edits for the patterns in a parsed text.
pub(super) fn find(parsed: &impl VisitWith, text: &Text<'_>) -> Vec<Edit> {
    if !text.has("...") {
        return Vec::new();
    }
    let mut finder = Finder::default();
    let _ = parsed.visit_with(&mut finder);
    let edit = |(position, is_assigned): (Position, bool)| {
        let start = text.index_of(position)?;
        let program = text.program();
        let key = program.number_at(start);
        program.is(key + 1, ":").then_some(())?;
        let target = if is_assigned {
            format!(":{}.\u{A7F7},{ENDS}", catches::HOOK)
        } else {
            format!(":\u{A7F7}{},{ENDS}", GIVEN.fetch_add(1, Ordering::Relaxed))
        };
        let new = [&wide(BEGINS), program.units(key), &wide(&target)].concat();
        let at = program.token(key).start;
        let range = (at, at);
        Some(Edit { range, new })
    };
    finder.keys.into_iter().filter_map(edit).collect()
}

/// The text as its author wrote it; `None` if nothing was put in.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    without_parts(text, BEGINS, ENDS)
}

/// Collects where keys stand, and whether their values are assigned, rather than bound.
#[derive(Default)]
struct Finder {
    keys: Vec<(Position, bool)>,
    is_assigned: bool,
    is_exported: bool,
}

impl Finder {
    /// Visits what is not exported itself.
    fn inside<'ast>(&mut self, node: &'ast impl VisitWith) -> ControlFlow<()>
    where
        Self: Visitor<'ast, BreakTy = ()>,
    {
        let around = std::mem::replace(&mut self.is_exported, false);
        let flow = node.visit_with(self);
        self.is_exported = around;
        flow
    }

    fn within<'ast>(&mut self, is_assigned: bool, node: &'ast impl VisitWith) -> ControlFlow<()>
    where
        Self: Visitor<'ast, BreakTy = ()>,
    {
        let around = std::mem::replace(&mut self.is_assigned, is_assigned);
        let flow = node.visit_with(self);
        self.is_assigned = around;
        flow
    }
}

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    fn visit_binding(&mut self, node: &'ast Binding) -> ControlFlow<()> {
        if self.is_exported {
            return ControlFlow::Continue(());
        }
        self.within(false, node)
    }

    fn visit_export_declaration(&mut self, node: &'ast ExportDeclaration) -> ControlFlow<()> {
        self.is_exported = true;
        let flow = node.visit_with(self);
        self.is_exported = false;
        flow
    }

    fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
        self.inside(node)
    }

    fn visit_formal_parameter_list(&mut self, node: &'ast FormalParameterList) -> ControlFlow<()> {
        self.inside(node)
    }

    fn visit_function_body(&mut self, node: &'ast FunctionBody) -> ControlFlow<()> {
        self.inside(node)
    }

    fn visit_assign_target(&mut self, node: &'ast AssignTarget) -> ControlFlow<()> {
        self.within(true, node)
    }

    fn visit_iterable_loop_initializer(
        &mut self,
        node: &'ast IterableLoopInitializer,
    ) -> ControlFlow<()> {
        self.within(true, node)
    }

    fn visit_object_pattern(&mut self, node: &'ast ObjectPattern) -> ControlFlow<()> {
        let has_rest = node.bindings().last().is_some_and(|last| {
            matches!(
                last,
                ObjectPatternElement::RestProperty { .. }
                    | ObjectPatternElement::AssignmentRestPropertyAccess { .. }
            )
        });
        if has_rest {
            for element in node.bindings() {
                let ObjectPatternElement::Pattern { name, .. } = element else {
                    continue;
                };
                let key = match name {
                    PropertyName::Literal(name) => name.span(),
                    PropertyName::Computed(Expression::Literal(number)) => number.span(),
                    PropertyName::Computed(_) => continue,
                };
                self.keys.push((key.start(), self.is_assigned));
            }
        }
        node.visit_with(self)
    }

    fn visit_with(&mut self, _: &'ast With) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
