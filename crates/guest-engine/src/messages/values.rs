//! Values as messages tell them apart: those that the engine knows, and what an expression of the text comes to,
//! where the text alone tells: literals, and names whose last assignment before the place is one.

use boa_engine::builtins::{error::Error, function::OrdinaryFunction, proxy::Proxy};
use boa_engine::{Context, JsObject, JsString, JsSymbol, JsValue, js_string};

use super::super::property::own;
use super::super::proxies::{self, Inside};
use super::super::stack_trace::class_names::{self, levels, name_of_function};
use js_source::expression::{chain_start, expression_end, text, unquoted};
use js_source::syntax::program::Program;
use js_source::syntax::tokens::Kind;

/// A value as far as messages tell values apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// One that is not shown by it, by its tag.
    Tagged(String),
    Array,
    /// A function, by its text.
    Function(String),
    /// An error, by what `toString` gives.
    Error(String),
}

/// How many Proxies are followed to what they are of.
const MOST_PROXIES: usize = 16;

impl Value {
    /// A value of the engine. Runs no guest code.
    pub(super) fn of(value: &JsValue, context: &mut Context) -> Self {
        if let Some(object) = value.as_object() {
            return Self::of_object(object, context);
        }
        if let Some(symbol) = value.as_symbol() {
            let description = symbol.description().unwrap_or_default();
            return Self::Symbol(description.to_std_string_lossy());
        }
        let text = || match value.as_string() {
            Some(text) => text.to_std_string_lossy(),
            None => value.display().to_string(),
        };
        match value {
            _ if value.is_undefined() => Self::Undefined,
            _ if value.is_null() => Self::Null,
            _ if value.is_string() => Self::String(text()),
            _ if value.is_bigint() => Self::BigInt(text().trim_end_matches('n').to_owned()),
            _ => match value.as_boolean() {
                Some(boolean) => Self::Boolean(boolean),
                None => Self::Number(match value.to_string(context) {
                    Ok(number) => number.to_std_string_lossy(),
                    Err(_) => text(),
                }),
            },
        }
    }

    /// As V8 shows an object without running code (`Object::NoSideEffectsToString`).
    fn of_object(mut object: JsObject, context: &Context) -> Self {
        for _ in 0..MOST_PROXIES {
            match proxies::inside(&object) {
                Some(Inside::Pair(target, _)) => object = target,
                _ => break,
            }
        }
        if object.is_callable() {
            return Self::Function(text_of_function(&object));
        }
        if JsObject::equals(&object, &context.global_object())
            || object.is::<Proxy>() && proxies::inside(&object).is_none()
        {
            return Self::Tagged("Object".to_owned());
        }
        if object.is_array() {
            return Self::Array;
        }
        let constructors = context.intrinsics().constructors();
        let find = |key: JsString| data(&object, key);
        let to_string = find(js_string!("toString"));
        let is_that_of = |prototype: JsObject| {
            let other = data(&prototype, js_string!("toString"));
            to_string.is_some() && to_string == other
        };
        if object.is::<Error>() || is_that_of(constructors.error().prototype()) {
            let part = |key, default| {
                let part = find(key).and_then(|part| part.as_string());
                part.map_or(String::from(default), |part| part.to_std_string_lossy())
            };
            let name = part(js_string!("name"), "Error");
            let message = part(js_string!("message"), "");
            return Self::Error(match message.as_str() {
                "" => name,
                message => format!("{name}: {message}"),
            });
        }
        let constructor = find(js_string!("constructor"));
        if is_that_of(constructors.object().prototype())
            && let Some(name) = constructor
                .and_then(|constructor| constructor.as_object())
                .and_then(|constructor| name_of_function(&constructor))
        {
            return Self::Object(name);
        }
        let tag = JsSymbol::to_string_tag().into();
        let tag = levels(object.clone()).find_map(|level| own(&level, &tag));
        let tag = tag.and_then(|tag| tag.value()?.as_string());
        Self::Tagged(match tag {
            Some(tag) => tag.to_std_string_lossy(),
            None => class_names::of(&object),
        })
    }

    /// As V8 writes a value that is the key of a member, if it does.
    pub(super) fn key(&self) -> Option<String> {
        (!matches!(self, Self::Tagged(_) | Self::Array)).then(|| self.shown())
    }

    /// As V8 writes a value into a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Undefined => "undefined".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(text)
            | Self::BigInt(text)
            | Self::String(text)
            | Self::Function(text)
            | Self::Error(text) => text.clone(),
            Self::Symbol(description) => format!("Symbol({description})"),
            Self::Object(class) => format!("#<{class}>"),
            Self::Tagged(tag) => format!("[object {tag}]"),
            Self::Array => "[object Array]".to_owned(),
        }
    }

    /// With its type before it, as V8 writes one for which the text has no expression.
    pub(super) fn typed(&self) -> String {
        let shown = self.shown();
        match self {
            Self::Undefined => shown,
            Self::Null => "object null".to_owned(),
            Self::Object(_) | Self::Tagged(_) | Self::Array | Self::Error(_) => "object".to_owned(),
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
            Self::Null | Self::Object(_) | Self::Tagged(_) | Self::Array | Self::Error(_) => {
                "object"
            }
            Self::Function(_) => "function",
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

/// What an object has as plain data under a name.
fn data(object: &JsObject, key: JsString) -> Option<JsValue> {
    let key = key.into();
    let found = levels(object.clone()).find_map(|level| own(&level, &key))?;
    found.value().cloned()
}

fn text_of_function(function: &JsObject) -> String {
    let ordinary = function.downcast_ref::<OrdinaryFunction>();
    let code = ordinary.as_ref().map(|function| function.codeblock());
    if let Some(text) = code.and_then(|code| code.source_text()) {
        let text = JsString::from(text);
        return text.to_std_string_lossy();
    }
    let name = name_of_function(function).unwrap_or_default();
    format!("function {name}() {{ [native code] }}")
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
    for at in js_source::expression::top_level(program, from + 1, to.saturating_sub(1)) {
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
