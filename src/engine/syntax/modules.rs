//! Modules that Boa 0.22 refuses and Node 20 takes, so written that Boa takes them too.

use boa_engine::JsString;

use super::SyntaxFailure;
use super::program::Program;
use super::tokens::Kind;
use crate::engine::sources::SourceText;

/// A module as Boa takes it. Nothing changes its place: `assert { … }` behind a specifier, the old form of
/// import attributes, becomes `with   { … }`.
#[must_use]
pub fn for_boa(text: &[u16]) -> Vec<u16> {
    let program = Program::new(text);
    let mut edits: Vec<(usize, usize, &str)> = Vec::new();
    for number in 2..program.end() {
        if is_assertion(text, &program, number) {
            let start = program.token(number).start;
            edits.push((start, start + 6, "with  "));
        }
    }
    edits.sort_unstable();
    let mut edited = text.to_vec();
    for (start, end, new) in edits.into_iter().rev() {
        edited.splice(start..end, new.encode_utf16());
    }
    edited
}

/// V8's words for what is wrong with a module, where they are not those for a script.
pub(super) fn reword(text: &[u16], failure: SyntaxFailure) -> SyntaxFailure {
    let source = SourceText::new(JsString::from(text));
    let place = source.index_of(failure.line, 1).map_or(0, |start| {
        start + usize::try_from(failure.column).map_or(0, |column| column - 1)
    });
    let begins = |what: &str| {
        let rest = text.get(place..).unwrap_or_default();
        rest.starts_with(&what.encode_utf16().collect::<Vec<_>>())
    };
    let follows = |what: &str| {
        let before = text.get(..place).unwrap_or_default();
        before.ends_with(&what.encode_utf16().collect::<Vec<_>>())
    };
    let message = if failure.message == "Unexpected identifier 'await'" {
        "Unexpected reserved word"
    } else if begins("<!--") || (begins(">") && follows("--")) {
        "HTML comments are not allowed in modules"
    } else {
        return failure;
    };
    SyntaxFailure {
        message: JsString::from(message),
        ..failure
    }
}

fn is_assertion(text: &[u16], program: &Program<'_>, number: usize) -> bool {
    program.is(number, "assert")
        && !is_on_new_line(text, program, number)
        && program.is(number + 1, "{")
        && program.token(number - 1).kind == Kind::String
        && program.is_any(number - 2, &["from", "import"])
}

/// Whether a token stands on another line than the end of the one before. A line begins with `assert` only if it is a
/// statement of its own.
fn is_on_new_line(text: &[u16], program: &Program<'_>, number: usize) -> bool {
    let between = program.token(number - 1).end..program.token(number).start;
    let is_break = |unit: &u16| matches!(unit, 0x0a | 0x0d | 0x2028 | 0x2029);
    text.get(between)
        .is_some_and(|between| between.iter().any(is_break))
}
