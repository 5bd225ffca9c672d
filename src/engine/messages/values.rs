//! What an expression of the text comes to, where the text alone tells: literals, and names whose last
//! assignment before the place is one. V8 has the values themselves; the engine's errors have lost them.
//!
//! May import: `syntax` and `expression`.

use super::super::syntax::program::Program;
use super::super::syntax::tokens::Kind;
use super::expression::{chain_start, expression_end, text, unquoted};

/// A value as far as messages tell values apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Undefined,
    Null,
    Boolean(bool),
    Number(String),
    BigInt(String),
    String(String),
    Symbol(String),
    /// An object by the name of its constructor.
    Object(String),
    Array,
}

impl Value {
    /// As V8 writes a value into a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Undefined => "undefined".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(text) | Self::BigInt(text) | Self::String(text) => text.clone(),
            Self::Symbol(description) => format!("Symbol({description})"),
            Self::Object(class) => format!("#<{class}>"),
            Self::Array => "[object Array]".to_owned(),
        }
    }

    /// With its type before it, as V8 writes one for which the text has no expression.
    pub(super) fn typed(&self) -> String {
        let shown = self.shown();
        match self {
            Self::Undefined => shown,
            Self::Null => "object null".to_owned(),
            Self::Object(_) | Self::Array => "object".to_owned(),
            Self::String(_) => format!("string \"{shown}\""),
            _ => format!("{} {shown}", self.type_of()),
        }
    }

    /// As V8 writes one that should have been of another class.
    pub(super) fn tagged(&self) -> String {
        match self {
            Self::Object(class) => format!("[object {class}]"),
            value => value.shown(),
        }
    }

    /// What `typeof` says.
    pub(super) fn type_of(&self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::Null | Self::Object(_) | Self::Array => "object",
            Self::Boolean(_) => "boolean",
            Self::Number(_) => "number",
            Self::BigInt(_) => "bigint",
            Self::String(_) => "string",
            Self::Symbol(_) => "symbol",
        }
    }

    pub(super) fn is_nullish(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }
}

/// How many names are followed to other names.
const MOST_STEPS: usize = 4;

/// The value of the expression from the token `start` to `last`.
pub(super) fn value_of(program: &Program<'_>, start: usize, last: usize) -> Option<Value> {
    find(program, start, last, MOST_STEPS)
}

fn find(program: &Program<'_>, start: usize, last: usize, steps: usize) -> Option<Value> {
    let steps = steps.checked_sub(1)?;
    if program.is(start, "(") && program.closing(start) == Some(last) && last > start + 1 {
        return find(program, start + 1, last - 1, steps);
    }
    if start == last {
        return match program.token(start).kind {
            Kind::Number => Some(number(&text(program, start))),
            Kind::String => Some(Value::String(unquoted(program, start))),
            Kind::Word => word(program, start, steps),
            Kind::Regex => Some(Value::Object("RegExp".to_owned())),
            _ => None,
        };
    }
    if program.is(start, "-") && last == start + 1 && program.token(last).kind == Kind::Number {
        return Some(Value::Number(format!("-{}", text(program, last))));
    }
    if program.closing(start) == Some(last) {
        if program.is(start, "[") {
            return Some(Value::Array);
        }
        if program.is(start, "{") {
            return Some(Value::Object("Object".to_owned()));
        }
    }
    if program.is(start, "Symbol") && program.is(start + 1, "(") {
        let argument = program.token(start + 2).kind == Kind::String;
        let description = argument.then(|| unquoted(program, start + 2));
        return Some(Value::Symbol(description.unwrap_or_default()));
    }
    if program.is(start, "new") && program.is_name(start + 1) && last == start + 1 {
        return Some(Value::Object(text(program, last)));
    }
    if program.is(start, "new") && program.is_name(start + 1) && last > start + 1 {
        let class = text(program, start + 1);
        let arguments = program.closing(start + 2).unwrap_or(start + 1);
        if arguments == last && program.is(start + 2, "(") {
            return Some(Value::Object(class));
        }
    }
    if program.is(last - 1, ".") && chain_start(program, last) == start {
        return member(program, start, last, steps);
    }
    if program.is(start, "Object") && program.is(last, ")") && program.is(start + 3, "(") {
        let is_itself = ["freeze", "seal", "preventExtensions"];
        let argument = expression_end(program, start + 4);
        if program.is_any(start + 2, &is_itself) && argument + 1 == last {
            return find(program, start + 4, argument, steps);
        }
    }
    None
}

fn number(text: &str) -> Value {
    match text.strip_suffix('n') {
        Some(digits) => Value::BigInt(digits.to_owned()),
        None => Value::Number(text.to_owned()),
    }
}

fn word(program: &Program<'_>, number: usize, steps: usize) -> Option<Value> {
    Some(match text(program, number).as_str() {
        "undefined" => Value::Undefined,
        "null" => Value::Null,
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        name @ ("NaN" | "Infinity") => Value::Number(name.to_owned()),
        "Math" | "JSON" | "Reflect" | "globalThis" => Value::Object("Object".to_owned()),
        _ => return assigned(program, number, steps),
    })
}

/// What a name was given last before the token `number`.
fn assigned(program: &Program<'_>, number: usize, steps: usize) -> Option<Value> {
    let (start, last) = assignment(program, number)?;
    if start > last {
        return Some(Value::Undefined);
    }
    find(program, start, last, steps)
}

/// The tokens of the value that a name was given last; none (the first behind the last) for a `let x;`.
fn assignment(program: &Program<'_>, number: usize) -> Option<(usize, usize)> {
    let name = program.name(number);
    for at in (0..number).rev() {
        if program.token(at).kind != Kind::Word || program.name(at) != name {
            continue;
        }
        let is_member = at > 0 && program.is_any(at - 1, &[".", "?."]);
        if is_member {
            continue;
        }
        if program.is(at + 1, "=") {
            return Some((at + 2, expression_end(program, at + 2)));
        }
        let is_declared = at > 0 && program.is_any(at - 1, &["let", "var", ","]);
        if is_declared && program.is_any(at + 1, &[";", ","]) && is_in_list(program, at) {
            return Some((at + 1, at));
        }
    }
    None
}

/// Whether the token `at` is of a `let` or `var`, rather than of arguments.
fn is_in_list(program: &Program<'_>, at: usize) -> bool {
    let mut number = at;
    while number > 0 {
        number -= 1;
        if program.is_any(number, &["let", "var"]) {
            return true;
        }
        if program.opens(number) || program.is(number, ";") {
            return false;
        }
        number = program.opening(number).unwrap_or(number);
    }
    false
}

/// A member of an object that the text writes out.
fn member(program: &Program<'_>, start: usize, last: usize, steps: usize) -> Option<Value> {
    let base = last.checked_sub(2)?;
    let (from, to) = if start == base && program.is_name(start) {
        assignment(program, start)?
    } else {
        return None;
    };
    if !program.is(from, "{") || program.closing(from) != Some(to) {
        return None;
    }
    let key = program.name(last);
    for at in super::expression::top_level(program, from + 1, to.saturating_sub(1)) {
        if program.name(at) == key && program.is(at + 1, ":") {
            return find(program, at + 2, expression_end(program, at + 2), steps);
        }
        if program.name(at) == key {
            return None;
        }
        if program.is(at, "...") {
            return None;
        }
    }
    Some(Value::Undefined)
}
