//! Checks the body of a function that stands in a text of ours, and describes what is wrong with it as
//! if it stood alone.

use boa_ast::expression::Expression;
use boa_ast::scope::Scope;
use boa_ast::{Script, Statement, StatementListItem};
use boa_interner::Interner;
use boa_parser::{Parser, Source};
use boa_string::JsString;

use super::messages::{Found, one, translate};
use super::program::Program;
use super::targets::find_name;
use super::{
    SyntaxFailure, depth, describe_early_error, early_errors, place, split_report, unexpected,
};
use crate::source_text::SourceText;

/// Parses `text`, which is to be `(function (…) {`, some lines down the body, and `})`. Says whether
/// the function is strict, and gives the script.
///
/// A body that ends the function itself, and goes on with code of its own, is refused.
///
/// # Errors
///
/// Gives what is wrong with the body, at a position in the body.
pub fn check_function(
    text: &[u16],
    body: &[u16],
    lines_above: u32,
    interner: &mut Interner,
) -> Result<(bool, Script), SyntaxFailure> {
    depth::check(text)?;
    let parsed = Parser::new(Source::from_utf16(text)).parse_script(&Scope::new_global(), interner);
    let script = match parsed {
        Ok(script) => script,
        Err(error) => return Err(describe(body, &error.to_string(), lines_above)),
    };
    let Some(is_strict) = strictness(&script) else {
        return Err(describe(body, "", lines_above));
    };
    match early_errors::find(&script) {
        None => Ok((is_strict, script)),
        Some(error) => Err(describe_early_error(body, error)),
    }
}

/// A script, if it is one function of any kind in parentheses and nothing else.
///
/// # Errors
///
/// Gives what is wrong with the script.
pub fn parse_function(
    text: &[u16],
    interner: &mut Interner,
) -> Result<Option<Script>, SyntaxFailure> {
    let script = super::parse_script(text, false, interner)?;
    let [StatementListItem::Statement(statement)] = &**script.statements() else {
        return Ok(None);
    };
    let Statement::Expression(Expression::Parenthesized(inner)) = statement.as_ref() else {
        return Ok(None);
    };
    let is_function = matches!(
        inner.expression(),
        Expression::FunctionExpression(_)
            | Expression::AsyncFunctionExpression(_)
            | Expression::GeneratorExpression(_)
            | Expression::AsyncGeneratorExpression(_)
    );
    Ok(is_function.then_some(script))
}

/// A token that closes more than was opened.
#[must_use]
pub fn unexpected_token(token: &str) -> SyntaxFailure {
    SyntaxFailure {
        message: JsString::from(format!("Unexpected token '{token}'")),
        line: 1,
        column: 1,
        width: 1,
    }
}

/// Whether the function is strict; `None` if the script is not one function in parentheses. Code that
/// follows the function, or calls it, would make it something else.
fn strictness(script: &Script) -> Option<bool> {
    let [StatementListItem::Statement(statement)] = &**script.statements() else {
        return None;
    };
    let Statement::Expression(Expression::Parenthesized(inner)) = statement.as_ref() else {
        return None;
    };
    match inner.expression() {
        Expression::FunctionExpression(function) => Some(function.body().strict()),
        _ => None,
    }
}

fn describe(body: &[u16], report: &str, lines_above: u32) -> SyntaxFailure {
    let program = Program::new(body);
    let (engine_message, position) = split_report(report);
    let found = find(&program, engine_message, position, lines_above);
    place(&program, found, engine_message)
}

fn find(
    program: &Program<'_>,
    engine_message: &str,
    position: Option<(u32, u32)>,
    lines_above: u32,
) -> Found {
    let source = SourceText::new(JsString::from(program.text));
    let index =
        position.and_then(|(line, column)| source.index_of(line.checked_sub(lines_above)?, column));
    // Boa goes on past the body where V8 sees it end.
    let is_past = match (position, index) {
        (Some((line, _)), None) => line > lines_above,
        (_, Some(index)) => index >= program.text.len(),
        (None, None) => engine_message == "abrupt end",
    };
    let number = match (position, index) {
        (_, Some(index)) => program.number_at(index),
        // Boa points at the parameters, or at the beginning, for want of a better place.
        (Some(_), None) if !is_past => 0,
        _ => program.end(),
    };
    if let Some(closing) = program.unmatched_closing()
        && (engine_message.is_empty() || is_past || closing <= number)
    {
        return (unexpected::message(program, closing), closing, closing);
    }
    if is_past && !engine_message.starts_with("unterminated") {
        return unexpected::end(program);
    }
    let named = engine_message.strip_prefix("formal parameter `");
    if let Some((name, _)) = named.and_then(|rest| rest.split_once('`')) {
        return find_name(program, name).unwrap_or_else(|| one(engine_message, 0));
    }
    translate(program, engine_message, Some(number))
}
