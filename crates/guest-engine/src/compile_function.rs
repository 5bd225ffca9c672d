//! `vm.compileFunction` for the engine: a function from parameter names, a body and objects whose
//! properties are in scope.
//!
//! The body must not be able to end the function early. It is compiled in a text of ours, and that
//! text must parse as one function and nothing else.

use std::{borrow::Cow, ops::RangeFrom};

use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsError, JsNativeError, JsObject, JsString, JsValue, Script, Source};

use super::sources;
use guest_runtime::coroutine;

use super::module;
use js_source::characters::{unescaped, unused_name};
use js_source::origin::Origin;
use js_source::syntax::{self, SyntaxFailure};

/// Why a function could not be made.
#[derive(Debug)]
pub enum CompileError {
    /// The body or a parameter name is wrong. The position is one in the body, without the
    /// offsets of its origin.
    Syntax(SyntaxFailure),
    /// The engine failed, or was stopped.
    Engine(JsError),
}

impl From<SyntaxFailure> for CompileError {
    fn from(failure: SyntaxFailure) -> Self {
        Self::Syntax(failure)
    }
}

impl From<JsError> for CompileError {
    fn from(error: JsError) -> Self {
        Self::Engine(error)
    }
}

/// Names that are refused as parameters in strict code only.
const REFUSED_IN_STRICT: [&str; 11] = [
    "arguments",
    "eval",
    "implements",
    "interface",
    "let",
    "package",
    "private",
    "protected",
    "public",
    "static",
    "yield",
];

/// Lines that our text has above the body.
const LINES_ABOVE: u32 = 1;

/// Compiles a function in the realm of `context`. Needs a guest stack.
///
/// - `params` are names: a string that is none is a `SyntaxError`. As in V8, reserved words and, in
///   strict code, names that occur twice are allowed; such a parameter cannot be read.
/// - `extensions` come into scope around the function, the last one innermost, as `with` brings
///   them. Without any there is no `with`.
///
/// `import` is the callback behind its `import()`, or undefined.
///
/// The function's `name` is empty and its source text is `function (a, b) {`, the body in lines of its
/// own, `}`. Its trace positions are those of the body under `origin`.
///
/// # Errors
///
/// What is wrong with a name or with the body, as V8 says it of the body alone.
pub fn compile(
    context: &mut Context,
    body: &[u16],
    params: &[JsString],
    origin: &Origin,
    extensions: &[JsObject],
    import: JsValue,
) -> Result<JsFunction, CompileError> {
    let names = Names::new(body, params)?;
    let code = without_hashbang(body);
    let whole = text(&names.strict, &code, 0);
    let (is_strict, _) =
        syntax::check_function(&whole, body, LINES_ABOVE, &mut coroutine::interner())?;
    let chosen = if is_strict {
        names.strict
    } else {
        names.sloppy
    };
    let text = text(&chosen, &code, extensions.len());
    let kept = JsString::from(body);
    let origin = sources::register_with(origin, &kept, &[], LINES_ABOVE);
    let source = Source::from_utf16(&text).with_origin(origin);
    let script = Script::parse(source, None, context)?;
    let mut value = script.evaluate(context)?;
    for extension in extensions {
        let function = value.as_object().ok_or_else(unexpected)?;
        value = function.call(&extension.clone().into(), &[], context)?;
    }
    module::enter_script(&script, import, value.clone(), context)?;
    let function = value.as_object().and_then(JsFunction::from_object);
    Ok(function.ok_or_else(unexpected)?)
}

fn unexpected() -> JsError {
    JsNativeError::error()
        .with_message("the compiled text gave no function")
        .into()
}

/// `(function (a, b) {`, the body, `})`. For each extension there is a function around it that is to
/// be called with the extension as `this`: no name of ours is in scope.
fn text(names: &[Vec<u16>], body: &[u16], extensions: usize) -> Vec<u16> {
    let mut text: Vec<u16> = "(".encode_utf16().collect();
    for _ in 0..extensions {
        text.extend("function () { with (this) return ".encode_utf16());
    }
    text.extend("function (".encode_utf16());
    text.extend(names.join([0x2C, 0x20].as_slice()));
    text.extend(") {\n".encode_utf16());
    text.extend_from_slice(body);
    text.extend("\n}".encode_utf16());
    text.extend(" }".repeat(extensions).encode_utf16());
    text.extend(")".encode_utf16());
    text
}

/// V8 takes a hashbang at the start of a body for a comment; within a text it is none.
fn without_hashbang(body: &[u16]) -> Vec<u16> {
    let mut body = body.to_vec();
    if body.starts_with(&[0x23, 0x21]) {
        body[..2].fill(0x2F);
    }
    body
}

/// The names of the parameters, as sloppy and as strict code may write them.
struct Names {
    sloppy: Vec<Vec<u16>>,
    strict: Vec<Vec<u16>>,
}

impl Names {
    fn new(body: &[u16], params: &[JsString]) -> Result<Self, SyntaxFailure> {
        let mut names = Self {
            sloppy: Vec::with_capacity(params.len()),
            strict: Vec::with_capacity(params.len()),
        };
        let mut unused = Unused::new(body, params);
        for (index, param) in params.iter().enumerate() {
            let name = param.to_vec();
            if !is_identifier(&name) {
                return Err(SyntaxFailure {
                    message: JsString::concat(
                        JsString::from("Invalid parameter name: ").as_str(),
                        param.as_str(),
                    ),
                    line: 1,
                    column: 1,
                    width: 0,
                });
            }
            let is_reserved = syntax::is_reserved(&name) || name.contains(&0x5C);
            let is_refused = REFUSED_IN_STRICT.iter().any(|refused| *param == *refused)
                || params[index + 1..].contains(param);
            let sloppy = if is_reserved { unused.next() } else { name };
            names.strict.push(if is_refused && !is_reserved {
                unused.next()
            } else {
                sloppy.clone()
            });
            names.sloppy.push(sloppy);
        }
        Ok(names)
    }
}

/// Names that occur neither in the body nor among the parameters.
struct Unused<'a> {
    body: &'a [u16],
    params: &'a [JsString],
    plain: Option<Cow<'a, [u16]>>,
    numbers: RangeFrom<u32>,
}

impl<'a> Unused<'a> {
    fn new(body: &'a [u16], params: &'a [JsString]) -> Self {
        Self {
            body,
            params,
            plain: None,
            numbers: 1..,
        }
    }

    fn next(&mut self) -> Vec<u16> {
        let body = self.body;
        let plain = self.plain.get_or_insert_with(|| unescaped(body));
        loop {
            let name = JsString::from(unused_name(plain, "$parameter", &mut self.numbers));
            if !self.params.contains(&name) {
                return name.to_vec();
            }
        }
    }
}

/// Whether V8 takes a string for a name: one that begins like an identifier and goes on like one. A
/// backslash counts, but stands for nothing.
fn is_identifier(name: &[u16]) -> bool {
    let is_start = |unit: u16| {
        matches!(unit, 0x24 | 0x5C | 0x5F)
            || char::from_u32(u32::from(unit)).is_some_and(char::is_alphabetic)
    };
    let is_part = |unit: u16| {
        is_start(unit)
            || matches!(unit, 0x200C | 0x200D)
            || char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric)
    };
    name.first().copied().is_some_and(is_start) && name.iter().copied().all(is_part)
}

#[cfg(test)]
mod tests;
