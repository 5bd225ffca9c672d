//! Direct calls of `eval`, whose texts are edited too: `eval(text)` is compiled as `eval(ꟷeval(eval,text/*ꟷ*/))`,
//! where `ꟷeval` is a name of the realm's scope. A call within a `with` stays as it is, since the `with` would see
//! the name.
//!
//! May import: `syntax`.

use std::ops::ControlFlow;

use boa_ast::expression::operator::binary::BinaryOp;
use boa_ast::expression::{Call, Expression, Identifier};
use boa_ast::statement::With;
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};
use boa_engine::{Context, JsArgs, JsObject, JsResult, JsString, JsValue};
use boa_interner::Interner;

use super::super::syntax::{self, program::Program};
use super::{Edit, Surroundings, Text, apply, check, find_units, replaced};

/// The function that edits a text. It is given `eval` as the call has it, which may be anything.
pub const HOOK: &str = "\u{A7F7}eval";
const BEGINS: &str = "\u{A7F7}eval(eval,";
const ENDS: &str = "/*\u{A7F7}*/)";

/// The edits for the calls in a parsed text.
pub(super) fn find(parsed: &impl VisitWith, text: &Text<'_>) -> Vec<Edit> {
    if !text.has("eval") {
        return Vec::new();
    }
    let mut finder = Finder(Vec::new());
    let _ = parsed.visit_with(&mut finder);
    let edits = |position: Position| {
        let index = text.index_of(position)?;
        let program = text.program();
        let name = program.number_at(index);
        program.is(name, "eval").then_some(())?;
        let mut opening = name + 1;
        if program.is(opening, ")") {
            opening += 1;
        }
        let (start, end) = first_argument(program, opening)?;
        Some([Edit::put(start, BEGINS), Edit::put(end, ENDS)])
    };
    finder.0.into_iter().filter_map(edits).flatten().collect()
}

/// Where the first argument of a call begins and ends, if it is one.
fn first_argument(program: &Program<'_>, opening: usize) -> Option<(usize, usize)> {
    let closing = program
        .closing(opening)
        .filter(|_| program.is(opening, "("))?;
    if program.is_any(opening + 1, &[")", "..."]) {
        return None;
    }
    let mut last = opening + 1;
    while last < closing && !program.is(last, ",") {
        while let Some(partner) = program.closing(last) {
            last = partner;
        }
        last += 1;
    }
    Some((program.token(opening).end, program.token(last - 1).end))
}

/// The text as its author wrote it; `None` if nothing was put in.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    let without = replaced(text, BEGINS, "")?;
    Some(replaced(&without, ENDS, "").unwrap_or(without))
}

/// The text for `eval` as it is compiled, if it is `eval` that will get it; else what was given.
///
/// # Errors
/// None.
pub fn edit_for_eval(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.get_or_undefined(1);
    let eval = context.intrinsics().objects().eval();
    let is_eval = args
        .get_or_undefined(0)
        .as_object()
        .is_some_and(|callee| JsObject::equals(&callee, &eval));
    let Some(text) = value.as_string().filter(|_| is_eval) else {
        return Ok(value.clone());
    };
    Ok(edited(&text).map_or_else(|| value.clone(), JsValue::from))
}

/// Texts without any of these have no edits.
const WORDS: [&str; 6] = ["length", "catch", "eval", "using", "throw", "..."];

/// A text with its edits; `None` if it has none, or can't be parsed by itself.
fn edited(text: &JsString) -> Option<JsString> {
    let units = text.to_vec();
    if !WORDS.iter().any(|word| find_units(&units, word).is_some()) {
        return None;
    }
    let mut interner = Interner::default();
    let parse = |units: &[u16]| syntax::parse_script(units, false, &mut interner);
    let edits = check(&units, Surroundings::Eval, parse).ok()?.edits;
    (!edits.is_empty()).then(|| JsString::from(apply(units, &edits).as_slice()))
}

/// Collects where names that are called stand.
struct Finder(Vec<Position>);

impl Finder {
    fn add(&mut self, name: &Identifier) {
        self.0.push(name.span().start());
    }
}

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    fn visit_call(&mut self, node: &'ast Call) -> ControlFlow<()> {
        match node.function() {
            Expression::Identifier(name) => self.add(name),
            Expression::Parenthesized(inner) => {
                // `(0, eval)(text)`
                if let Expression::Binary(pair) = inner.expression()
                    && pair.op() == BinaryOp::Comma
                    && let Expression::Identifier(name) = pair.rhs()
                {
                    self.add(name);
                }
            }
            _ => {}
        }
        node.visit_with(self)
    }

    fn visit_with(&mut self, _: &'ast With) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
