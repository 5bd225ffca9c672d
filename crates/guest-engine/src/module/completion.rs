//! The value of the last expression statement that ran at the top level of a module, which Node 10's
//! `evaluate()` resolves to. Boa does not tell it, so the statements hand their values over.
//!
//! `value;` is compiled as `$name((value));`, where `$name` is imported from the prelude that every module
//! has (`link.rs`).

use std::ops::ControlFlow;

use boa_ast::{
    Expression, Module, Position, Spanned, Statement,
    visitor::{VisitWith, Visitor},
};
use boa_engine::JsString;

use js_source::{edits::Edit, source_text::SourceText, syntax};

use super::text::TopLevel;

/// An expression statement: the UTF-16 units of its expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insertion {
    start: usize,
    end: usize,
}

/// The expression statements at the top level of a module, in order.
pub(super) fn insertions(module: &Module, units: &[u16]) -> Vec<Insertion> {
    let source = SourceText::new(JsString::from(units));
    let index =
        |position: Position| source.index_of(position.line_number(), position.column_number());
    let mut found = Vec::new();
    let mut look = TopLevel(|statement: &Statement| {
        if let Statement::Expression(expression) = statement {
            let mut extent = Extent(expression.span().start(), expression.span().end());
            let _ = extent.visit_expression(expression);
            if let (Some(start), Some(end)) = (index(extent.0), index(extent.1)) {
                found.push((start, end));
            }
        }
    });
    let _ = module.visit_with(&mut look);
    let ends = syntax::expression_ends(units, &found);
    let starts = found.into_iter().map(|(start, _)| start);
    let both = starts.zip(ends);
    both.map(|(start, end)| Insertion { start, end }).collect()
}

/// From where to where an expression reaches. The span that Boa gives some, calls among them, leaves
/// out what they begin with, which has a span of its own.
struct Extent(Position, Position);

impl<'ast> Visitor<'ast> for Extent {
    type BreakTy = ();

    fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
        let span = node.span();
        self.0 = self.0.min(span.start());
        self.1 = self.1.max(span.end());
        node.visit_with(self)
    }
}

/// The edits by which the statements hand their values to the function `name`.
pub(super) fn edits(insertions: &[Insertion], name: &str) -> Vec<Edit> {
    let put = |at: usize, what: &str| Edit {
        range: (at, at),
        new: what.encode_utf16().collect(),
    };
    let begins = format!("{name}((");
    let of_one = |insertion: &Insertion| [put(insertion.start, &begins), put(insertion.end, "))")];
    insertions.iter().flat_map(of_one).collect()
}
