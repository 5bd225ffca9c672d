//! Puts Boa's syntax errors into V8's words, and finds the token that V8 would point at.
//!
//! A report that nothing is known of keeps Boa's words.

use super::declarations::find_redeclaration;
use super::program::{KEYWORDS, Program};
use super::regular_expression;
use super::targets::{invalid_element, invalid_target, undeclared_private};
use super::tokens::Kind;
use super::unexpected;

/// V8's message, and the tokens that it points at, the last one included.
pub(super) type Found = (Vec<u16>, usize, usize);

/// What V8 says of something that begins no token.
pub(super) const NO_TOKEN: &str = "Invalid or unexpected token";

/// Where V8 points.
#[derive(Clone, Copy)]
enum At {
    /// The token at Boa's position.
    Here,
    /// The token before it.
    Before,
    /// The first token with this text from Boa's position on.
    Next(&'static str),
}

/// The beginning of what Boa says, what V8 says, where V8 points.
#[rustfmt::skip]
const SAME_EVERYWHERE: &[(&str, &str, At)] = &[
    ("'arguments' not allowed in class", "'arguments' is not allowed in class field initializer or static initialization block", At::Next("arguments")),
    ("'let' is disallowed as a lexically bound name", "let is disallowed as a lexically bound name", At::Here),
    ("Cannot use 'let' as a lexically bound name", "let is disallowed as a lexically bound name", At::Here),
    ("Duplicate __proto__ fields", "Duplicate __proto__ fields are not allowed in object literals", At::Here),
    ("Illegal 'use strict' directive", "Illegal 'use strict' directive in function with non-simple parameter list", At::Next("'")),
    ("Invalid tagged template on optional chain", "Invalid tagged template on optional chain", At::Next("`")),
    ("Await expression not allowed", "Illegal await-expression in formal parameters of async function", At::Next("await")),
    ("Expecting Token '.' as part of spread", "Unexpected token '.'", At::Before),
    ("Keyword must not contain escaped characters", "Keyword must not contain escaped characters", At::Here),
    ("Unicode codepoint must not be greater", "Undefined Unicode code-point", At::Here),
    ("\\8 and \\9 are not allowed in strict", "\\8 and \\9 are not allowed in strict mode.", At::Here),
    ("\\8 and \\9 are not allowed in template", "\\8 and \\9 are not allowed in template strings.", At::Here),
    ("a class may only have one constructor", "A class may only have one constructor", At::Here),
    ("abrupt end on regular expression", "Invalid regular expression: missing /", At::Before),
    ("cannot delete private fields", "Private fields can not be deleted", At::Next("#")),
    ("class constructor may not be a generator", "Class constructor may not be a generator", At::Here),
    ("class constructor may not be a getter", "Class constructor may not be an accessor", At::Here),
    ("class constructor may not be a private", "Classes may not have a private field named '#constructor'", At::Here),
    ("class constructor may not be a setter", "Class constructor may not be an accessor", At::Here),
    ("class constructor may not be an async", "Class constructor may not be an async method", At::Here),
    ("class may not have field definitions named", "Classes may not have a field named 'constructor'", At::Here),
    ("class may not have static", "Classes may not have a static property named 'prototype'", At::Here),
    ("decimal escape sequences are not allowed", "\\8 and \\9 are not allowed in strict mode.", At::Here),
    ("implicit octal literals are not allowed", "Octal literals are not allowed in strict mode.", At::Here),
    ("in strict mode code, functions can only", "In strict mode code, functions can only be declared at top level or inside a block.", At::Next("function")),
    ("invalid Hexadecimal escape sequence", "Invalid hexadecimal escape sequence", At::Here),
    ("invalid Unicode escape sequence", "Invalid Unicode escape sequence", At::Here),
    ("invalid `import.meta`", "Cannot use 'import.meta' outside a module", At::Next("meta")),
    ("invalid escape in template literal", "Invalid Unicode escape sequence", At::Here),
    ("invalid left-hand side expression 'async' of a for-of", "The left-hand side of a for-of loop may not be 'async'.", At::Next("async")),
    ("invalid new.target usage", "new.target expression is not allowed here", At::Next("target")),
    ("invalid regular expression flag", "Invalid regular expression flags", At::Here),
    ("invalid super", "'super' keyword unexpected here", At::Next("super")),
    ("invalid variable for iterable loop", "Invalid left-hand side in for-loop", At::Before),
    ("invalid yield usage in generator function param", "Yield expression not allowed in formal parameter", At::Next("yield")),
    ("leading 0's are not allowed", "Decimals with leading zeros are not allowed in strict mode.", At::Here),
    ("labelled functions can only be declared", "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an if statement.", At::Next("function")),
    ("legacy octal escape sequences", "Octal escape sequences are not allowed in strict mode.", At::Here),
    ("malformed Unicode character escape", "Invalid Unicode escape sequence", At::Here),
    ("module cannot contain `new.target`", "new.target expression is not allowed here", At::Next("target")),
    ("module cannot contain `super`", "'super' keyword unexpected here", At::Next("super")),
    ("new lines are not allowed in regular", "Invalid regular expression: missing /", At::Before),
    ("octal escape sequences are not allowed in strict", "Octal escape sequences are not allowed in strict mode.", At::Here),
    ("octal escape sequences are not allowed in template", "Octal escape sequences are not allowed in template strings", At::Here),
    ("only one underscore", "Only one underscore is allowed as numeric separator", At::Here),
    ("repeated regular expression flag", "Invalid regular expression flags", At::Here),
    ("rest parameter may not have", "Rest parameter may not have a default initializer", At::Before),
    ("rest parameter must be last", "Rest parameter must be last formal parameter", At::Here),
    ("underscores are not allowed at the end", "Numeric separators are not allowed at the end of numeric literals", At::Here),
    ("unexpected private identifier", "Unexpected private field", At::Here),
    ("yield expression is not allowed in formal parameter list of arrow", "Yield expression not allowed in formal parameter", At::Next("yield")),
    ("with statement not allowed in strict mode", "Strict mode code may not include a with statement", At::Here),
];

/// What Boa says of names that are declared twice.
const REDECLARED: [&str; 6] = [
    "lexical name",
    "formal parameter `",
    "catch parameter identifier declared",
    "duplicate catch parameter",
    "For loop initializer",
    "invalid scope analysis: duplicate",
];

/// Finds V8's words for what Boa says, with the number of the token at Boa's position.
pub(super) fn translate(program: &Program<'_>, engine_message: &str, here: Option<usize>) -> Found {
    let at = here.unwrap_or(program.end());
    if engine_message == "abrupt end" || engine_message.starts_with("unterminated template") {
        return unexpected::end(program);
    }
    if engine_message.starts_with("expected token '")
        || engine_message.starts_with("expected one of '")
        || engine_message.starts_with("unexpected token '")
    {
        return unexpected::token(program, engine_message, at);
    }
    if REDECLARED
        .iter()
        .any(|start| engine_message.starts_with(start))
        && let Some(found) = find_redeclaration(program)
    {
        return found;
    }
    if let Some(found) = of_names(program, engine_message, at)
        .or_else(|| of_statements(program, engine_message, at))
        .or_else(|| of_modules(engine_message, at))
    {
        return found;
    }
    for (start, message, place) in SAME_EVERYWHERE {
        if engine_message.starts_with(start) {
            let number = match place {
                At::Here => at,
                At::Before => at.saturating_sub(1),
                At::Next(text) => next(program, at, text),
            };
            return one(message, number);
        }
    }
    if let Some(bad) = program.find_bad() {
        return one(NO_TOKEN, bad);
    }
    if program.token(at).kind == Kind::Number
        || engine_message.starts_with("unexpected '")
        || engine_message.starts_with("invalid identifier")
    {
        return one(NO_TOKEN, at);
    }
    one(engine_message, at)
}

/// Messages about names.
fn of_names(program: &Program<'_>, engine_message: &str, at: usize) -> Option<Found> {
    let quoted = |before: &str, name: &[u16], behind: &str| {
        let mut message: Vec<u16> = before.encode_utf16().collect();
        message.extend(name);
        message.extend(behind.encode_utf16());
        message
    };
    if engine_message.starts_with("private identifier has already been declared") {
        let message = quoted(
            "Identifier '",
            program.units(at),
            "' has already been declared",
        );
        return Some((message, at, at));
    }
    if engine_message.starts_with("invalid private identifier") {
        let used = undeclared_private(program)?;
        let message = quoted(
            "Private field '",
            program.units(used),
            "' must be declared in an enclosing class",
        );
        let is_member = used > 0 && program.is_any(used - 1, &[".", "?."]);
        let start = if is_member { used - 1 } else { used };
        return Some((message, start, start));
    }
    if engine_message.contains("`eval`")
        || engine_message.contains("`arguments`")
        || engine_message.contains("'eval'")
    {
        return Some(one("Unexpected eval or arguments in strict mode", at));
    }
    if engine_message.starts_with("Duplicate parameter name") {
        let number = (at..program.end()).find(|&number| {
            let is_again = |&before: &usize| program.units(before) == program.units(number);
            program.is_name(number) && (at..number).any(|before| is_again(&before))
        });
        let message = "Duplicate parameter name not allowed in this context";
        return Some(one(message, number.unwrap_or(at)));
    }
    if engine_message.starts_with("cannot delete variables") {
        let name = (at..program.end()).find(|&number| program.is_name(number) && number > at);
        let message = "Delete of an unqualified identifier in strict mode.";
        return Some(one(message, name.unwrap_or(at)));
    }
    if engine_message.starts_with("invalid object literal in") {
        let number = (at..program.end()).find(|&number| {
            let is_first = number > 0 && program.is_any(number - 1, &["{", ","]);
            is_first && program.is_name(number) && program.is(number + 1, "=")
        })?;
        return Some(one("Invalid shorthand property initializer", number));
    }
    if engine_message.starts_with("keyword `yield`") {
        return Some(one("Unexpected identifier 'yield'", at));
    }
    engine_message
        .starts_with("keyword `await`")
        .then(|| one("Unexpected reserved word", at))
}

/// Messages about statements and assignments.
fn of_statements(program: &Program<'_>, engine_message: &str, at: usize) -> Option<Found> {
    let named = |keyword: &str, name: &str| {
        (at..program.end()).find(|&number| {
            program.is(number, name) && number > 0 && program.is(number - 1, keyword)
        })
    };
    if engine_message.starts_with("Invalid left-hand side in assignment") {
        return Some(invalid_target(program, at));
    }
    for keyword in ["break", "continue"] {
        if let Some(label) = engine_message.strip_prefix(&format!("undefined {keyword} target: ")) {
            let number = named(keyword, label).unwrap_or(at);
            return Some(one(&format!("Undefined label '{label}'"), number));
        }
    }
    if let Some(label) = engine_message.strip_prefix("duplicate label: ") {
        let is_label = |&number: &usize| program.is(number, label) && program.is(number + 1, ":");
        let number = (at..program.end()).filter(is_label).nth(1).unwrap_or(at);
        return Some(one(
            &format!("Label '{label}' has already been declared"),
            number,
        ));
    }
    if engine_message.starts_with("illegal break statement") {
        return Some(one("Illegal break statement", next(program, at, "break")));
    }
    if engine_message.starts_with("illegal continue statement") {
        let message = "Illegal continue statement: no surrounding iteration statement";
        return Some(one(message, next(program, at, "continue")));
    }
    if engine_message.starts_with("Expected initializer for ") {
        let kind = if program.ends_expression(at) {
            at
        } else {
            at.saturating_sub(1)
        };
        let message = if engine_message.contains("const") && program.is_name(kind) {
            "Missing initializer in const declaration"
        } else {
            "Missing initializer in destructuring declaration"
        };
        let start = if program.closes(kind) {
            program.opening(kind)?
        } else {
            kind
        };
        return Some((message.encode_utf16().collect(), start, kind));
    }
    if let Some(rest) = engine_message.strip_prefix("a lexical declaration in the head of a for-") {
        let kind = rest.get(..2)?;
        let is_keyword = |&number: &usize| program.is_any(number, &["let", "const", "var"]);
        let keyword = (0..at).rev().find(is_keyword)?;
        let message = format!("for-{kind} loop variable declaration may not have an initializer.");
        return Some((
            message.encode_utf16().collect(),
            keyword + 1,
            at.saturating_sub(1),
        ));
    }
    if engine_message.starts_with("Invalid regular expression literal: ") {
        let message = of_regular_expression(program.units(at))?;
        return Some((message.encode_utf16().collect(), at, at));
    }
    if engine_message.starts_with("invalid object binding pattern")
        || engine_message.starts_with("invalid array binding")
    {
        let target = invalid_element(program, at, program.end()).unwrap_or(at);
        return Some(one("Invalid destructuring assignment target", target));
    }
    if engine_message.starts_with("expected statement") && program.is(at, "function") {
        let message = "In non-strict mode code, functions can only be declared at top level, \
            inside a block, or as the body of an if statement.";
        return Some(one(message, at));
    }
    engine_message
        .starts_with("expected statement")
        .then(|| (unexpected::message(program, at), at, at))
}

/// What is wrong with a literal: its pattern is between the first slash and the last.
fn of_regular_expression(literal: &[u16]) -> Option<String> {
    let is_slash = |&unit: &u16| unit == u16::from(b'/');
    let last = literal
        .iter()
        .rposition(is_slash)
        .filter(|&last| last > 0)?;
    let flags = String::from_utf16_lossy(&literal[last + 1..]);
    Some(regular_expression::message(&literal[1..last], &flags))
}

/// Messages about what only modules have.
fn of_modules(engine_message: &str, at: usize) -> Option<Found> {
    let quoted = |start: &str| engine_message.strip_prefix(start)?.split('`').next();
    if let Some(name) = quoted("exported name `") {
        return Some(one(&format!("Duplicate export of '{name}'"), at));
    }
    if let Some(name) = quoted("could not find the exported binding `") {
        return Some(one(
            &format!("Export '{name}' is not defined in module"),
            at,
        ));
    }
    // A name that was declared twice, once by an `import`.
    let name = quoted("lexical name `")?;
    let message = format!("Identifier '{name}' has already been declared");
    Some(one(&message, at))
}

/// The first token from `at` on with a text, or of the kind that begins with it.
fn next(program: &Program<'_>, at: usize, text: &str) -> usize {
    let kind = match text {
        "`" => Kind::Template,
        "#" => Kind::Private,
        "'" => Kind::String,
        text => return program.find(at, text).unwrap_or(at),
    };
    let number = (at..program.end()).find(|&number| program.token(number).kind == kind);
    number.unwrap_or(at)
}

pub(super) fn one(message: &str, number: usize) -> Found {
    (message.encode_utf16().collect(), number, number)
}

/// Whether a token is a keyword once its escapes are decoded, and is written with escapes.
pub(super) fn is_escaped_keyword(program: &Program<'_>, number: usize) -> bool {
    let name = program.name(number);
    program.units(number).contains(&0x5C)
        && KEYWORDS
            .iter()
            .any(|keyword| keyword.encode_utf16().eq(name.iter().copied()))
}
