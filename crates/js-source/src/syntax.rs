//! Checks the syntax of a text, and describes what is wrong as V8 and Node do.
//!
//! A check must leave no trace in a realm: it parses with an interner and a scope of its own, since
//! `Script::parse` records the names of a script in the realm even if it never runs.
//!
//! The interner is the caller's, who knows how much native stack the parser may take.

mod arrow;
mod declarations;
mod depth;
mod early_errors;
mod function_body;
mod functions;
mod lexer;
mod messages;
mod modules;
pub mod program;
pub mod regular_expression;
#[cfg(test)]
mod table;
mod targets;
#[cfg(test)]
mod tests;
pub mod tokens;
mod unexpected;

use boa_ast::scope::Scope;
use boa_ast::{Module, Script};
use boa_interner::Interner;
use boa_parser::{Error as ParseError, Parser, Source};
use boa_string::JsString;

use crate::source_text::SourceText;
pub use arrow::{arrow, throw_column};
pub use depth::{TOO_DEEP, is_too_deep, too_deep};
use early_errors::EarlyError;
pub use function_body::{check_function, parse_function, unexpected_token};
pub use functions::{Function, Functions, Owner, Sort};
use messages::Found;
use program::Program;
use tokens::Kind;

/// What is wrong with a text, and where. Offsets of an origin are not in the position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFailure {
    /// The message of the `SyntaxError`, in V8's words where they are known.
    pub message: JsString,
    /// The line, from 1.
    pub line: u32,
    /// The column of the first UTF-16 unit that is wrong, from 1.
    pub column: u32,
    /// How many UTF-16 units are wrong, for the carets under the line; 0 at the end of the text.
    pub width: u32,
}

/// Parses a script, as sloppy code or as strict, with an interner that the names in it belong to.
///
/// # Errors
///
/// Gives what is wrong with the text, early errors included.
pub fn parse_script(
    text: &[u16],
    strict: bool,
    interner: &mut Interner,
) -> Result<Script, SyntaxFailure> {
    depth::check(text)?;
    let mut parser = Parser::new(Source::from_utf16(text));
    if strict {
        parser.set_strict();
    }
    let script = parser
        .parse_script(&Scope::new_global(), interner)
        .map_err(|error| describe(text, &error))?;
    match early_errors::find(&script) {
        None => Ok(script),
        Some(error) => Err(describe_early_error(text, error)),
    }
}

/// Whether a script that Boa's parser has let pass is one that V8 refuses: see [`parse_script`].
#[must_use]
pub fn has_early_error(script: &Script) -> bool {
    early_errors::find(script).is_some()
}

/// Parses a module with an interner that the names in it belong to.
///
/// # Errors
///
/// Gives what is wrong with the text, early errors included.
pub fn parse_module(text: &[u16], interner: &mut Interner) -> Result<Module, SyntaxFailure> {
    depth::check(text)?;
    let mut parse = |text: &[u16]| {
        Parser::new(Source::from_utf16(text)).parse_module(&Scope::new_global(), interner)
    };
    let module = parse(text).or_else(|error| {
        // Boa wants something to follow `export { … }`.
        let longer: Vec<u16> = text.iter().copied().chain([0x0A, 0x3B]).collect();
        parse(&longer).map_err(|other| {
            let report = other.to_string();
            let (_, position) = split_report(&report);
            let lines = SourceText::new(JsString::from(text)).lines();
            let is_within = position.is_some_and(|(line, _)| line as usize <= lines);
            describe(text, if is_within { &other } else { &error })
        })
    });
    let module = module.map_err(|failure| modules::reword(text, failure))?;
    match early_errors::find(&module) {
        None => Ok(module),
        Some(error) => Err(describe_early_error(text, error)),
    }
}

/// What is wrong with a script that declares a name which its realm has declared already. As V8, it
/// points at the beginning of the script.
#[must_use]
pub fn redeclaration(name: &JsString) -> SyntaxFailure {
    SyntaxFailure {
        message: JsString::concat_strings(&[
            &JsString::from("Identifier '"),
            name,
            &JsString::from("' has already been declared"),
        ]),
        line: 1,
        column: 1,
        width: 1,
    }
}

/// Describes why Boa's parser refused a text.
#[must_use]
pub fn describe(text: &[u16], error: &ParseError) -> SyntaxFailure {
    describe_report(text, &error.to_string())
}

/// What V8 says of a text for `eval`, for the message of the engine's `SyntaxError`. `None` if the message
/// is not about a text.
#[must_use]
pub fn from_report(text: &[u16], report: &str) -> Option<JsString> {
    let (_, position) = split_report(report);
    (position.is_some() || report == "abrupt end").then(|| describe_report(text, report).message)
}

fn describe_early_error(text: &[u16], error: EarlyError) -> SyntaxFailure {
    let program = Program::new(text);
    let found = early_errors::locate(&program, error)
        .unwrap_or_else(|| messages::one("Identifier has already been declared", 0));
    place(&program, found, "")
}

/// Describes why Boa's parser refused a text, given the text of its error, which ends with a position most of the
/// time.
#[must_use]
pub fn describe_report(text: &[u16], report: &str) -> SyntaxFailure {
    let program = Program::new(text);
    let (engine_message, position) = split_report(report);
    let source = SourceText::new(JsString::from(text));
    let index = position.and_then(|(line, column)| source.index_of(line, column));
    let number = index.map(|index| program.number_at(index));
    let found = messages::translate(&program, engine_message, number);
    place(&program, found, engine_message)
}

fn place(
    program: &Program<'_>,
    (message, first, last): Found,
    engine_message: &str,
) -> SyntaxFailure {
    let (mut start, end) = (program.token(first).start, program.token(last).end);
    if program.token(first).kind == Kind::String && engine_message.contains("escape") {
        start += targets::escape_in(program.units(first), engine_message);
    }
    let source = SourceText::new(JsString::from(program.text));
    let (line, column) = source.position_of(start);
    let is_alien = source.unit(start) > 0xFF
        && message
            .iter()
            .copied()
            .eq(messages::NO_TOKEN.encode_utf16());
    let width = match end.saturating_sub(start) {
        // V8 gives these one unit less.
        width if is_alien => width.min(source.width_of_character(start)) - 1,
        width => width,
    };
    SyntaxFailure {
        message: JsString::from(message.as_slice()),
        line,
        column,
        width: u32::try_from(width).unwrap_or(u32::MAX),
    }
}

/// The ends of expressions, each given by the UTF-16 unit at which it starts and one at which it may end
/// or go on with brackets that it has opened, or with `++` and `--`. (Boa's spans stop short of these.)
#[must_use]
pub fn expression_ends(text: &[u16], extents: &[(usize, usize)]) -> Vec<usize> {
    let program = Program::new(text);
    let complete = |&(start, end): &(usize, usize)| {
        let mut end = end;
        loop {
            let number = program.number_at(end);
            let opened = program
                .opening(number)
                .map(|number| program.token(number).start);
            let is_update = program.is_any(number, &["++", "--"])
                && SourceText::new(JsString::from(&text[end..program.token(number).start])).lines()
                    == 1;
            if opened.is_none_or(|opened| opened < start) && !is_update {
                return end;
            }
            end = program.token(number).end;
        }
    };
    extents.iter().map(complete).collect()
}

/// Whether a word can never be the name of a binding.
#[must_use]
pub fn is_reserved(word: &[u16]) -> bool {
    program::KEYWORDS.iter().any(|keyword| {
        keyword.len() == word.len() && keyword.encode_utf16().eq(word.iter().copied())
    })
}

/// What a report says, and where: the line and the column.
fn split_report(report: &str) -> (&str, Option<(u32, u32)>) {
    let split = report
        .rsplit_once(" at line ")
        .and_then(|(engine_message, position)| {
            let (line, column) = position.split_once(", col ")?;
            Some((engine_message, (line.parse().ok()?, column.parse().ok()?)))
        });
    match split {
        Some((engine_message, position)) => (engine_message, Some(position)),
        None => (report, None),
    }
}
