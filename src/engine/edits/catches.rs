//! The `catch` clauses of a text, and the text in which each lets us see what it has caught.
//!
//! Boa makes the object of an error that the engine throws when a `catch` takes it, and has no hook there.
//! So `catch (e) {` is compiled as `catch (e) {const ꟷ=ꟷcatch(e);`, where `ꟷcatch` is a name of the realm's
//! scope that is no property of anything. A clause within a `with` stays as it is, since the `with` would
//! see the name, and so does one with a pattern.
//!
//! May import: `characters`, `sources`.

use std::ops::ControlFlow;

use boa_ast::declaration::Binding;
use boa_ast::statement::{Catch, With};
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};
use boa_engine::JsString;

use super::super::characters::{is_line_end, is_space};
use super::super::sources::SourceText;
use super::Edit;

/// The function that takes what was caught.
pub const HOOK: &str = "\u{A7F7}catch";
const BEGINS: &str = "const \u{A7F7}=\u{A7F7}catch(";
const ENDS: &str = ");";

/// The edits that put the hook into the clauses of a parsed text.
pub(super) fn find(parsed: &impl VisitWith, units: &[u16]) -> Vec<Edit> {
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
    let edit = |(start, end): (Position, Position)| {
        let (start, end) = (index(start)?, index(end)?);
        let parenthesis = skip(units, end);
        (units.get(parenthesis) == Some(&0x29)).then_some(())?;
        let brace = skip(units, parenthesis + 1);
        (units.get(brace) == Some(&0x7B)).then_some(())?;
        let mut new: Vec<u16> = BEGINS.encode_utf16().collect();
        new.extend_from_slice(&units[start..end]);
        new.extend(ENDS.encode_utf16());
        let range = (brace + 1, brace + 1);
        Some(Edit { range, new })
    };
    finder.0.into_iter().filter_map(edit).collect()
}

/// The source text of a function, without what was put in; `None` if nothing was.
pub(super) fn restored(units: &[u16]) -> Option<Vec<u16>> {
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
    (at > 0).then(|| {
        kept.extend_from_slice(&units[at..]);
        kept
    })
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
