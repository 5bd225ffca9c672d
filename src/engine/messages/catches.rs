//! The `catch` clauses of a text, and the text in which each lets us see what it has caught.
//!
//! Boa makes the object of an error that the engine throws when a `catch` takes it, and has no hook there.
//! So `catch (e) {` is compiled as `catch (e) {const ꟷ=ꟷcatch(e);`, where `ꟷcatch` is a name of the realm's
//! scope that is no property of anything. A clause within a `with` stays as it is, since the `with` would
//! see the name, and so does one with a pattern.
//!
//! May import: `sources`.

use std::ops::ControlFlow;

use boa_ast::declaration::Binding;
use boa_ast::statement::{Catch, With};
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};
use boa_engine::JsString;

use super::super::characters::{is_line_end, is_space};
use super::super::sources::{Addition, SourceText};

/// The function that takes what was caught.
pub(super) const HOOK: &str = "\u{A7F7}catch";
const BEGINS: &str = "const \u{A7F7}=\u{A7F7}catch(";
const ENDS: &str = ");";

/// A `catch` clause: the UTF-16 units of its parameter, and the first of its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatchClause {
    name: (usize, usize),
    block: usize,
}

impl CatchClause {
    /// The same clause in the text without its first `units`.
    #[must_use]
    pub fn without(&self, units: usize) -> Self {
        Self {
            name: (self.name.0 - units, self.name.1 - units),
            block: self.block - units,
        }
    }
}

/// The clauses of a parsed text, in order.
pub fn find(parsed: &impl VisitWith, units: &[u16]) -> Vec<CatchClause> {
    let word: Vec<u16> = "catch".encode_utf16().collect();
    if !units.windows(word.len()).any(|window| window == word) {
        return Vec::new();
    }
    let mut finder = Finder(Vec::new());
    let _ = parsed.visit_with(&mut finder);
    if finder.0.is_empty() {
        return Vec::new();
    }
    let source = SourceText::new(JsString::from(units));
    let index =
        |position: Position| source.index_of(position.line_number(), position.column_number());
    let mut clauses: Vec<CatchClause> = finder
        .0
        .into_iter()
        .filter_map(|(start, end)| {
            let name = (index(start)?, index(end)?);
            let parenthesis = skip(units, name.1);
            (units.get(parenthesis) == Some(&0x29)).then_some(())?;
            let brace = skip(units, parenthesis + 1);
            (units.get(brace) == Some(&0x7B)).then_some(())?;
            let block = brace + 1;
            Some(CatchClause { name, block })
        })
        .collect();
    clauses.sort_unstable_by_key(|clause| clause.block);
    clauses
}

/// The text with the hook in each clause.
#[must_use]
pub fn instrument(units: &[u16], clauses: &[CatchClause]) -> Vec<u16> {
    let mut text = Vec::with_capacity(units.len() + clauses.len() * 24);
    let mut at = 0;
    for clause in clauses {
        text.extend_from_slice(&units[at..clause.block]);
        text.extend(BEGINS.encode_utf16());
        text.extend_from_slice(&units[clause.name.0..clause.name.1]);
        text.extend(ENDS.encode_utf16());
        at = clause.block;
    }
    text.extend_from_slice(&units[at..]);
    text
}

/// What [`instrument`] adds.
#[must_use]
pub fn additions(units: &[u16], clauses: &[CatchClause]) -> Vec<Addition> {
    let characters = |text: &str| text.chars().count();
    let of_one = |clause: &CatchClause| {
        let name = &units[clause.name.0..clause.name.1];
        let width = characters(BEGINS) + char::decode_utf16(name.iter().copied()).count();
        Addition {
            at: clause.block,
            width: u32::try_from(width + characters(ENDS)).unwrap_or(u32::MAX),
        }
    };
    clauses.iter().map(of_one).collect()
}

/// The source text of a function, without what [`instrument`] added; `None` if it added nothing.
pub(super) fn without_hooks(text: &JsString) -> Option<JsString> {
    if text.as_str().is_latin1() {
        return None;
    }
    let units = text.to_vec();
    let begins: Vec<u16> = BEGINS.encode_utf16().collect();
    let ends: Vec<u16> = ENDS.encode_utf16().collect();
    let find = |from: usize, what: &[u16]| {
        let mut windows = units.get(from..)?.windows(what.len());
        windows
            .position(|window| window == what)
            .map(|at| from + at)
    };
    let mut kept = Vec::with_capacity(units.len());
    let mut at = 0;
    while let Some(start) = find(at, &begins) {
        let Some(end) = find(start + begins.len(), &ends) else {
            break;
        };
        kept.extend_from_slice(&units[at..start]);
        at = end + ends.len();
    }
    if at == 0 {
        return None;
    }
    kept.extend_from_slice(&units[at..]);
    Some(JsString::from(kept.as_slice()))
}

/// The first unit from `at` on that is neither space nor comment.
fn skip(units: &[u16], mut at: usize) -> usize {
    let unit = |at: usize| units.get(at).copied().unwrap_or(0);
    while at < units.len() {
        match (unit(at), unit(at + 1)) {
            (0x2F, 0x2F) => {
                while at < units.len() && !is_line_end(unit(at)) {
                    at += 1;
                }
            }
            (0x2F, 0x2A) => {
                at += 2;
                while at < units.len() && (unit(at), unit(at + 1)) != (0x2A, 0x2F) {
                    at += 1;
                }
                at += 2;
            }
            (space, _) if is_space(space) || is_line_end(space) => at += 1,
            _ => break,
        }
    }
    at
}

/// Collects where the names of parameters begin and end.
struct Finder(Vec<(Position, Position)>);

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    fn visit_catch(&mut self, node: &'ast Catch) -> ControlFlow<()> {
        if let Some(Binding::Identifier(name)) = node.parameter() {
            self.0.push((name.span().start(), name.span().end()));
        }
        node.visit_with(self)
    }

    fn visit_with(&mut self, _: &'ast With) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
