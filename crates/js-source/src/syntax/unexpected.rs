//! V8's messages for a token that does not fit, and for an end that comes too early.

use super::messages::{Found, NO_TOKEN, is_escaped_keyword, one};
use super::program::{KEYWORDS, Program};
use super::tokens::Kind;

const AWAIT: &str = "await is only valid in async functions and the top level bodies of modules";

/// What V8 says of a token that it did not expect.
pub(super) fn message(program: &Program<'_>, number: usize) -> Vec<u16> {
    let quoted = |before: &str, text: &[u16]| {
        let mut message: Vec<u16> = before.encode_utf16().collect();
        message.extend(text);
        message.push(0x27);
        message
    };
    let fixed = match program.token(number).kind {
        Kind::Word if is_escaped_keyword(program, number) => {
            "Keyword must not contain escaped characters"
        }
        Kind::Word if program.is(number, "enum") => "Unexpected reserved word",
        Kind::Word if program.is_any(number, &KEYWORDS) => {
            return quoted("Unexpected token '", program.units(number));
        }
        Kind::Word => return quoted("Unexpected identifier '", &program.name(number)),
        Kind::Private => return quoted("Unexpected identifier '", program.units(number)),
        Kind::Punctuator => return quoted("Unexpected token '", program.units(number)),
        Kind::Regex => "Unexpected regular expression",
        Kind::Number => "Unexpected number",
        Kind::String => "Unexpected string",
        Kind::Template if program.closes(number) => "Unexpected token '}'",
        Kind::Template => "Unexpected template string",
        Kind::Bad => NO_TOKEN,
        Kind::End => "Unexpected end of input",
    };
    fixed.encode_utf16().collect()
}

/// Boa found the token at `at` and says what it expected, and where in the grammar.
pub(super) fn token(program: &Program<'_>, engine_message: &str, at: usize) -> Found {
    let before = at.saturating_sub(1);
    let is_after = |text: &str| at > 0 && program.is(before, text);
    let context = engine_message
        .rsplit_once("' in ")
        .or(engine_message.rsplit_once("', "));
    let context = context.map_or("", |(_, context)| context);
    let is_in = |start: &str| context.starts_with(start);
    if is_in("import.meta") {
        if before > 0 && program.is(before - 1, "new") && program.is(at, "(") {
            return one("Cannot use new with import", before);
        }
        return one("Cannot use import statement outside a module", before);
    }
    if program.token(at).kind == Kind::End {
        return end(program);
    }
    if is_after("await") && !engine_message.contains("primary expression") {
        return one(AWAIT, before);
    }
    let is_argument = is_in("argument list") && !program.is(at, ")");
    if is_argument {
        return one("missing ) after argument list", before);
    }
    let fixed = match () {
        () if is_in("statement") && program.is(at, "return") => ("Illegal return statement", at),
        () if is_in("function declaration") || is_in("async function declaration") => {
            ("Function statements require a function name", before)
        }
        () if is_in("for await...of is only valid") => ("Unexpected reserved word", at),
        () if is_in("more than one switch default") => {
            ("More than one default clause in switch statement", at)
        }
        () if is_in("throw statement") => {
            let number = if program.is(at, "throw") { at } else { before };
            ("Illegal newline after throw", number)
        }
        () if is_in("rest parameter must be") => {
            ("Rest parameter must be last formal parameter", at)
        }
        () if is_in("CoverParenthesized") && program.is(at, ",") => {
            ("Rest parameter must be last formal parameter", before)
        }
        () if is_in("CoverParenthesized") && program.is(at, "=") => {
            ("Rest parameter may not have a default initializer", before)
        }
        () if is_in("array binding pattern") && program.is(at, ",") => (
            "Rest element must be last element",
            before.saturating_sub(1),
        ),
        () if program.is(at, "=>") && program.ends_expression(before) => {
            let start = program.expression_start(before);
            let message = "Malformed arrow function parameter list";
            return (message.encode_utf16().collect(), start, before);
        }
        () if is_in("strict reserved word") => ("Unexpected strict mode reserved word", at),
        () if is_in("get method definition") => {
            ("Getter must not have any formal parameters.", before)
        }
        () if is_in("identifier parsing") && program.is(at, ")") && is_setter(program, before) => {
            ("Setter must have exactly one formal parameter.", before)
        }
        () if is_in("identifier parsing") && program.is(at, "*") && is_after("function") => (
            "Generators can only be declared at the top level or inside a block.",
            at,
        ),
        () if is_in("identifier parsing") && program.is(at, ".") => {
            ("Illegal property in declaration context", before)
        }
        () if is_in("identifier parsing") && is_after(":") => {
            ("Invalid destructuring assignment target", at)
        }
        () if is_in("parenthesized expression with non-binding") => {
            ("Invalid destructuring assignment target", at + 1)
        }
        () if is_in("template literal") => ("Missing } in template expression", before),
        () if is_in("expression statement") && is_after("let") && is_substatement(program, at) => (
            "Lexical declaration cannot appear in a single-statement context",
            before,
        ),
        () if is_after("(") && before > 0 && program.is(before - 1, "import") => {
            ("import() requires a specifier", before)
        }
        () if program.is(at, "**") => {
            let start = unary_start(program, before);
            let message = "Unary operator used immediately before exponentiation expression. \
                Parenthesis must be used to disambiguate operator precedence";
            return (message.encode_utf16().collect(), start, at + 1);
        }
        () => return (message(program, at), at, at),
    };
    one(fixed.0, fixed.1)
}

fn is_setter(program: &Program<'_>, parenthesis: usize) -> bool {
    parenthesis > 1 && program.is(parenthesis - 2, "set")
}

/// Whether `let x` stands where only a statement may: behind `if (…)`, `else`, `do` or a label.
fn is_substatement(program: &Program<'_>, at: usize) -> bool {
    at > 1 && program.is_any(at - 2, &[")", "else", "do", ":"])
}

fn unary_start(program: &Program<'_>, mut at: usize) -> usize {
    const UNARY: [&str; 7] = ["+", "-", "!", "~", "typeof", "void", "delete"];
    while at > 0 && !program.is_any(at, &UNARY) {
        at -= 1;
    }
    at
}

/// The text ends too early, or so Boa says.
pub(super) fn end(program: &Program<'_>) -> Found {
    let mut open = Vec::new();
    for number in 0..program.end() {
        if program.token(number).kind == Kind::Bad {
            let is_template = matches!(program.units(number), [0x60 | 0x7D, ..]);
            return if is_template {
                one("Unexpected end of input", program.end())
            } else {
                one(NO_TOKEN, number)
            };
        }
        if program.closes(number)
            && open
                .pop()
                .is_none_or(|opening| !is_pair(program, opening, number))
        {
            return (message(program, number), number, number);
        }
        if program.opens(number) {
            open.push(number);
        }
    }
    let end = program.end();
    let Some(last) = end.checked_sub(1) else {
        return one("Unexpected end of input", end);
    };
    match open.last() {
        Some(&opening) if program.ends_expression(last) => {
            if is_call(program, opening) {
                return one("missing ) after argument list", last);
            }
            if program.token(opening).kind == Kind::Template {
                return one("Missing } in template expression", last);
            }
        }
        Some(_) => {}
        None => {
            if let Some(found) = unfinished_statement(program, last) {
                return found;
            }
        }
    }
    one("Unexpected end of input", end)
}

fn is_pair(program: &Program<'_>, opening: usize, closing: usize) -> bool {
    match program.token(closing).kind {
        Kind::Template => program.token(opening).kind == Kind::Template,
        _ => [("(", ")"), ("[", "]"), ("{", "}")]
            .iter()
            .any(|(left, right)| program.is(opening, left) && program.is(closing, right)),
    }
}

/// Whether arguments begin at `opening`, rather than parameters or a condition.
fn is_call(program: &Program<'_>, opening: usize) -> bool {
    let Some(callee) = opening.checked_sub(1).filter(|_| program.is(opening, "(")) else {
        return false;
    };
    let is_callee = program.ends_expression(callee) && !program.is(callee, "}");
    let is_function = callee > 0 && program.is_any(callee - 1, &["function", "*"]);
    is_callee && !is_function && program.closing(opening).is_none()
}

/// A whole text that lacks its last part.
fn unfinished_statement(program: &Program<'_>, last: usize) -> Option<Found> {
    let start = if program.closes(last) {
        program.opening(last)?
    } else {
        last
    };
    let before = start.checked_sub(1)?;
    if program.is(before, "try") {
        return Some(one("Missing catch or finally after try", last));
    }
    let is_pattern = program.is_any(start, &["{", "["]);
    let message = match () {
        () if is_pattern && program.is_any(before, &["const", "let", "var"]) => {
            "Missing initializer in destructuring declaration"
        }
        () if program.is(before, "const") => "Missing initializer in const declaration",
        () => return None,
    };
    Some((message.encode_utf16().collect(), start, last))
}
