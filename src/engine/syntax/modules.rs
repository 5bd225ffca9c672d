//! Modules that Boa 0.22 refuses and Node 20 takes, so written that Boa takes them too.

use boa_engine::JsString;

use super::SyntaxFailure;
use super::program::Program;
use super::tokens::Kind;
use crate::engine::sources::SourceText;

/// A module as Boa takes it. Nothing changes its place but what follows the end of an arrow function on
/// its line.
///
/// - `assert { … }` behind a specifier, the old form of import attributes, becomes `with   { … }`;
/// - `export default async () => …` gets parentheses.
#[must_use]
pub fn for_boa(text: &[u16]) -> Vec<u16> {
    let program = Program::new(text);
    let mut edits: Vec<(usize, usize, &str)> = Vec::new();
    for number in 2..program.end() {
        if is_assertion(&program, number) {
            let start = program.token(number).start;
            edits.push((start, start + 6, "with  "));
        } else if let Some(end) = default_async_arrow(&program, number) {
            let start = program.token(number).start;
            edits.push((start - 1, start, "("));
            edits.push((end, end, ")"));
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

fn is_assertion(program: &Program<'_>, number: usize) -> bool {
    program.is(number, "assert")
        && program.is(number + 1, "{")
        && program.token(number - 1).kind == Kind::String
        && program.is_any(number - 2, &["from", "import"])
}

/// The end of an async arrow function that begins here and is exported as the default.
fn default_async_arrow(program: &Program<'_>, number: usize) -> Option<usize> {
    let is_default = program.is(number, "async")
        && program.is(number - 1, "default")
        && program.is(number - 2, "export");
    if !is_default {
        return None;
    }
    let parameters = number + 1;
    let arrow = match program.closing(parameters) {
        Some(closing) if program.is(parameters, "(") => closing + 1,
        _ => parameters + 1,
    };
    if !program.is(arrow, "=>") {
        return None;
    }
    let body = arrow + 1;
    let last = match program.closing(body) {
        Some(closing) if program.is(body, "{") => closing,
        _ => end_of_expression(program, body),
    };
    Some(program.token(last).end)
}

/// The last token of an expression that is a statement's: up to a semicolon, or to what begins another
/// statement on a line of its own.
fn end_of_expression(program: &Program<'_>, start: usize) -> usize {
    let mut number = start;
    loop {
        let last = program.closing(number).unwrap_or(number);
        let next = last + 1;
        let begins_line = program.text[program.token(last).end..program.token(next).start]
            .iter()
            .any(|unit| matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029));
        let is_over = next >= program.end()
            || program.is(next, ";")
            || (begins_line
                && program.ends_expression(last)
                && matches!(program.token(next).kind, Kind::Word | Kind::Private)
                && !program.is_any(next, &["in", "instanceof"]));
        if is_over {
            return last;
        }
        number = next;
    }
}
