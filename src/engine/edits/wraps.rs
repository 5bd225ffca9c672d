//! Expressions that are handed to a function of ours.
//!
//! Boa's `for…in` asks a Proxy for its keys but not for its prototype, and a `delete` of a global name asks
//! the global object alone. So `for (k in o)` is compiled as `for (k in ꟷkeys(o))`, and `delete x` as
//! `ꟷdelete("x",()=>delete x)` where `x` is nothing that the text declares in a function or a block. An error
//! knows where it was made and not where it was thrown, so `throw e` is compiled as `throw ꟷthrow(e)`. Within
//! a `with`, which would see the names, all stay as they are.
//!
//! May import: `characters`, `syntax` (tokens), `words`.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_ast::expression::Expression;
use boa_ast::expression::operator::Unary;
use boa_ast::expression::operator::unary::UnaryOp;
use boa_ast::statement::iteration::ForInLoop;
use boa_ast::statement::{Throw, With};
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};
use boa_engine::JsString;
use boa_interner::Sym;

use super::super::characters::{is_part, is_space};
use super::super::syntax::tokens::closing_parenthesis;
use super::super::words;
use super::{Edit, Surroundings, Text, locals, wide};

/// The function that takes what a `for…in` is over.
pub const KEYS: &str = "\u{A7F7}keys";
/// The function that takes a name, and a function that deletes it as Boa does.
pub const DELETE: &str = "\u{A7F7}delete";
/// The function that takes what is thrown, and gives it back.
pub const THROW: &str = "\u{A7F7}throw";
/// How far behind its call the function that deletes is looked for.
const LONGEST_NAME: usize = 500;
/// Begins what a function deletes.
const ARROW: &str = "()=>";
/// Ends what is handed over. No text has it by chance.
const ENDS: &str = "/*\u{A7F7}*/)";

/// The edits for a parsed text.
pub(super) fn find(
    parsed: &impl VisitWith,
    text: &Text<'_>,
    surroundings: Surroundings,
) -> Vec<Edit> {
    let units = text.units;
    let is_whole = surroundings == Surroundings::Open && !has_word(units, "eval");
    let deletes = is_whole && has_word(units, "delete");
    let loops = || has_word(units, "for") && has_word(units, "in");
    if !deletes && !has_word(units, "throw") && !loops() {
        return Vec::new();
    }
    let mut finder = Finder {
        text,
        locals: deletes.then(|| locals::of(parsed)),
        edits: Vec::new(),
    };
    let _ = parsed.visit_with(&mut finder);
    finder.edits
}

/// The source text of a function as its author wrote it; `None` if nothing in it was edited.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    let [keys, throw, delete, arrow, ends] = [
        format!("{KEYS}(").as_str(),
        format!("{THROW}(").as_str(),
        format!("{DELETE}(").as_str(),
        ARROW,
        ENDS,
    ]
    .map(wide);
    let mut restored = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(&unit) = rest.first() {
        if let Some(behind) = rest.strip_prefix(keys.as_slice()) {
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(throw.as_slice()) {
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(ends.as_slice()) {
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(delete.as_slice()) {
            let near = &behind[..behind.len().min(LONGEST_NAME)];
            let at = near.windows(arrow.len()).position(|window| window == arrow);
            rest = &behind[at.map_or(0, |at| at + arrow.len())..];
        } else {
            restored.push(unit);
            rest = &rest[1..];
        }
    }
    (restored.len() < text.len()).then_some(restored)
}

fn has_word(units: &[u16], word: &str) -> bool {
    let word = wide(word);
    let is_part_at = |at: usize| units.get(at).is_some_and(|&unit| is_part(unit));
    units.windows(word.len()).enumerate().any(|(at, window)| {
        window == word && !is_part_at(at + word.len()) && !(at > 0 && is_part_at(at - 1))
    })
}

/// A text without the space and the `/* */` comments at its end.
fn without_space(mut units: &[u16]) -> &[u16] {
    loop {
        units = match units {
            [rest @ .., last] if is_space(*last) => rest,
            [rest @ .., 0x2A, 0x2F] => {
                let begin = rest.windows(2).rposition(|pair| pair == [0x2F, 0x2A]);
                &rest[..begin.unwrap_or(0)]
            }
            _ => return units,
        };
    }
}

/// The first position in an expression: some know only where a part of them begins.
struct First(Position);

impl<'ast> Visitor<'ast> for First {
    type BreakTy = ();

    fn visit_expression(&mut self, node: &'ast Expression) -> ControlFlow<()> {
        self.0 = self.0.min(node.span().start());
        node.visit_with(self)
    }
}

struct Finder<'t, 'u> {
    text: &'t Text<'u>,
    /// The names that the text declares in functions and blocks, if any of its `delete`s is to be edited.
    locals: Option<HashSet<Sym>>,
    edits: Vec<Edit>,
}

impl Finder<'_, '_> {
    fn insert(&mut self, at: usize, what: &str) {
        self.edits.push(Edit::put(at, what));
    }

    /// Where the operand of an `in` begins, and the parenthesis behind it.
    fn operand(&self, node: &Expression) -> Option<(usize, usize)> {
        let mut first = First(node.span().start());
        let _ = first.visit_expression(node);
        let start = self.text.index_of(first.0)?;
        let before = without_space(self.text.units.get(..start)?);
        before.ends_with(&[0x69, 0x6E]).then_some(())?;
        Some((start, closing_parenthesis(self.text.units, start)?))
    }

    /// Where a `delete` of a name that may be global begins and ends, and the name.
    fn deletion(&self, node: &Unary) -> Option<((usize, usize), String)> {
        let Expression::Identifier(name) = node.target() else {
            return None;
        };
        let locals = self.locals.as_ref()?;
        let is_local = locals.contains(&name.sym()) || name.sym() == Sym::ARGUMENTS;
        if node.op() != UnaryOp::Delete || is_local {
            return None;
        }
        let from = self.text.index_of(name.span().start())?;
        let end = self.text.index_of(name.span().end())?;
        let start = self.text.index_of(node.span().start())?;
        let text = self.text.units.get(start..end)?;
        let [name] = words::words(self.text.units.get(from..end)?)
            .try_into()
            .ok()?;
        let is_whole = text.starts_with(&words::DELETE);
        is_whole.then_some(((start, end), JsString::to_std_string_lossy(&name)))
    }
}

impl<'ast> Visitor<'ast> for Finder<'_, '_> {
    type BreakTy = ();

    fn visit_for_in_loop(&mut self, node: &'ast ForInLoop) -> ControlFlow<()> {
        let Some((start, end)) = self.operand(node.target()) else {
            return node.visit_with(self);
        };
        self.insert(start, &format!("{KEYS}("));
        self.visit_iterable_loop_initializer(node.initializer())?;
        self.visit_expression(node.target())?;
        self.insert(end, ENDS);
        self.visit_statement(node.body())
    }

    fn visit_unary(&mut self, node: &'ast Unary) -> ControlFlow<()> {
        if let Some(((start, end), name)) = self.deletion(node) {
            self.insert(start, &format!("{DELETE}(\"{name}\",{ARROW}"));
            self.insert(end, ENDS);
        }
        node.visit_with(self)
    }

    fn visit_throw(&mut self, node: &'ast Throw) -> ControlFlow<()> {
        if let Expression::Identifier(name) = node.target()
            && let Some(start) = self.text.index_of(name.span().start())
            && let Some(end) = self.text.index_of(name.span().end())
        {
            self.insert(start, &format!("{THROW}("));
            self.insert(end, ENDS);
        }
        node.visit_with(self)
    }

    fn visit_with(&mut self, _: &'ast With) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
