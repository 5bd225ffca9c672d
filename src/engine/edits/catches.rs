//! The `catch` clauses of a text, and the text in which each lets us see what it has caught.
//!
//! Boa makes the object of an error that the engine throws when a `catch` takes it, and has no hook there.
//! So `catch (e) {` is compiled as `catch (e) {const ꟷ=ꟷcatch(e);`, where `ꟷcatch` is a name of the realm's
//! scope that is no property of anything, and `catch ({ a }) {` as
//! `catch (ꟷerror) {const ꟷ=ꟷcatch(ꟷerror);let/*ꟷ*/{ a }=ꟷerror;`. A clause within a `with` stays as it is, since
//! the `with` would see the name, and so does one with a pattern of several lines, or with a rest (`rests.rs`).
//!
//! May import: `characters`, `syntax` (tokens).

use std::ops::ControlFlow;

use boa_ast::declaration::Binding;
use boa_ast::statement::{Catch, With};
use boa_ast::visitor::{VisitWith, Visitor};
use boa_ast::{Position, Spanned};

use super::super::characters::{is_line_end, is_space};
use super::super::syntax::program::Program;
use super::{Edit, Text, between, find_units, wide, without_parts};

/// The function that takes what was caught.
pub const HOOK: &str = "\u{A7F7}catch";
const BEGINS: &str = "const \u{A7F7}=\u{A7F7}catch(";
const ENDS: &str = ");";
/// What a clause takes in place of a pattern, and the declaration of the pattern.
const TAKEN: &str = "\u{A7F7}error";
const DECLARES: &str = "let/*\u{A7F7}*/";
const TAKES: &str = "=\u{A7F7}error;";

/// The edits that put the hook into the clauses of a parsed text.
pub(super) fn find(parsed: &impl VisitWith, text: &Text<'_>) -> Vec<Edit> {
    if !text.has("catch") {
        return Vec::new();
    }
    let mut finder = Finder(Vec::new());
    let _ = parsed.visit_with(&mut finder);
    let units = text.units;
    let edits = |parameter: &Parameter| {
        let start = text.index_of(parameter.start)?;
        let end = match parameter.end {
            Some(end) => text.index_of(end)?,
            None => end_of_pattern(text.program(), start)?,
        };
        let parenthesis = skip(units, end);
        (units.get(parenthesis) == Some(&0x29)).then_some(())?;
        let brace = skip(units, parenthesis + 1);
        (units.get(brace) == Some(&0x7B)).then_some(())?;
        let taken = units.get(start..end)?;
        let body = (brace + 1, brace + 1);
        if parameter.end.is_some() {
            return Some(vec![edit(body, &[&wide(BEGINS), taken, &wide(ENDS)])]);
        }
        let is_plain =
            !taken.iter().any(|&unit| is_line_end(unit)) && find_units(taken, "...").is_none();
        is_plain.then(|| {
            let declaration: [&[u16]; 6] = [
                &wide(BEGINS),
                &wide(TAKEN),
                &wide(ENDS),
                &wide(DECLARES),
                taken,
                &wide(TAKES),
            ];
            let mut name = wide(TAKEN);
            // Not shorter than the pattern, so that places behind it only move to the right.
            name.resize(name.len().max(end - start), 0x20);
            vec![edit((start, end), &[&name]), edit(body, &declaration)]
        })
    };
    finder.0.iter().filter_map(edits).flatten().collect()
}

fn edit(range: (usize, usize), parts: &[&[u16]]) -> Edit {
    let new = parts.concat();
    Edit { range, new }
}

/// Where the pattern that begins at an index ends.
fn end_of_pattern(program: &Program<'_>, start: usize) -> Option<usize> {
    let closing = program.closing(program.number_at(start))?;
    Some(program.token(closing).end)
}

/// The source text of a function, without what was put in; `None` if nothing was.
pub(super) fn restored(units: &[u16]) -> Option<Vec<u16>> {
    let mut kept = without_parts(units, BEGINS, ENDS)?;
    while let Some((start, end, pattern)) = between(&kept, DECLARES, TAKES) {
        let pattern = pattern.to_vec();
        let taken = find_units(&kept[..start], TAKEN)?;
        kept.drain(start..end);
        let end = taken + wide(TAKEN).len().max(pattern.len());
        kept.splice(taken..end, pattern);
    }
    Some(kept)
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

/// What a clause takes.
struct Parameter {
    start: Position,
    /// The end of a name; of a pattern it is looked for.
    end: Option<Position>,
}

struct Finder(Vec<Parameter>);

impl<'ast> Visitor<'ast> for Finder {
    type BreakTy = ();

    fn visit_catch(&mut self, node: &'ast Catch) -> ControlFlow<()> {
        let parameter = node.parameter().map(|parameter| match parameter {
            Binding::Identifier(name) => Parameter {
                start: name.span().start(),
                end: Some(name.span().end()),
            },
            Binding::Pattern(pattern) => Parameter {
                start: pattern.span().start(),
                end: None,
            },
        });
        self.0.extend(parameter);
        node.visit_with(self)
    }

    fn visit_with(&mut self, _: &'ast With) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
