//! Assignments to `length`. Boa remembers where a property was found, and the second time that the same code
//! assigns to the length of an array it writes it there and leaves the elements behind. A key that is an
//! expression is looked up each time, so `a.length = n` is compiled as `a["length"] = n`, with a mark.
//!
//! May import: `characters`.

use std::ops::ControlFlow;

use boa_ast::expression::access::{PropertyAccess, PropertyAccessField};
use boa_ast::expression::operator::assign::{Assign, AssignTarget};
use boa_ast::expression::operator::update::{Update, UpdateTarget};
use boa_ast::pattern::{ArrayPatternElement, ObjectPatternElement};
use boa_ast::statement::iteration::IterableLoopInitializer;
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};

use super::super::characters::is_part;
use super::{Edit, Text, replaced, wide};

const PLAIN: &str = ".length";
/// No text has this by chance.
const COMPUTED: &str = "[/*\u{A7F7}*/\"length\"]";

/// The edits for the assignments in a parsed text.
pub(super) fn find(parsed: &impl VisitWith, text: &Text<'_>) -> Vec<Edit> {
    if !text.has(PLAIN) {
        return Vec::new();
    }
    let plain = wide(PLAIN);
    let mut finder = Finder(Vec::new());
    let _ = parsed.visit_with(&mut finder);
    let edit = |position: Position| {
        let name = text.index_of(position)?;
        let range = (name.checked_sub(1)?, name + plain.len() - 1);
        let is_longer = text.units.get(range.1).is_some_and(|&unit| is_part(unit));
        (!is_longer && text.units.get(range.0..range.1) == Some(&plain)).then(|| Edit {
            range,
            new: wide(COMPUTED),
        })
    };
    finder.0.into_iter().filter_map(edit).collect()
}

/// The source text of a function as its author wrote it; `None` if nothing in it was edited.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    replaced(text, COMPUTED, PLAIN)
}

/// Collects where the names behind the dots begin.
struct Finder(Vec<Position>);

impl Finder {
    fn add(&mut self, access: &PropertyAccess) {
        if let PropertyAccess::Simple(access) = access
            && let PropertyAccessField::Const(name) = access.field()
        {
            self.0.push(name.span().start());
        }
    }
}

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    fn visit_assign(&mut self, node: &'ast Assign) -> ControlFlow<()> {
        if let AssignTarget::Access(access) = node.lhs() {
            self.add(access);
        }
        node.visit_with(self)
    }

    fn visit_object_pattern_element(
        &mut self,
        node: &'ast ObjectPatternElement,
    ) -> ControlFlow<()> {
        if let ObjectPatternElement::AssignmentPropertyAccess { access, .. }
        | ObjectPatternElement::AssignmentRestPropertyAccess { access } = node
        {
            self.add(access);
        }
        node.visit_with(self)
    }

    fn visit_array_pattern_element(&mut self, node: &'ast ArrayPatternElement) -> ControlFlow<()> {
        if let ArrayPatternElement::PropertyAccess { access, .. }
        | ArrayPatternElement::PropertyAccessRest { access } = node
        {
            self.add(access);
        }
        node.visit_with(self)
    }

    fn visit_iterable_loop_initializer(
        &mut self,
        node: &'ast IterableLoopInitializer,
    ) -> ControlFlow<()> {
        if let IterableLoopInitializer::Access(access) = node {
            self.add(access);
        }
        node.visit_with(self)
    }

    fn visit_update(&mut self, node: &'ast Update) -> ControlFlow<()> {
        if let UpdateTarget::PropertyAccess(access) = node.target() {
            self.add(access);
        }
        node.visit_with(self)
    }
}
