//! Finds the expression around a token and writes it as V8 does in its messages: `o.f`, `f(...)`,
//! `(intermediate value).m`.
//!
//! These are guesses on the tokens of a text that does parse. They must never fail.

use crate::syntax::program::Program;
use crate::syntax::tokens::Kind;

const INTERMEDIATE: &str = "(intermediate value)";

/// The words before a parenthesis that make it something else than a list of arguments.
const NO_CALLEES: [&str; 10] = [
    "if", "while", "for", "switch", "with", "catch", "return", "typeof", "await", "function",
];

/// What can stand between two operands, besides words.
const OPERATORS: [&str; 22] = [
    "+", "-", "*", "/", "%", "**", "==", "===", "!=", "!==", "<", ">", "<=", ">=", "&&", "||",
    "??", "&", "|", "^", "<<", ">>",
];

/// The text of a token.
#[must_use]
pub fn text(program: &Program<'_>, number: usize) -> String {
    String::from_utf16_lossy(program.units(number))
}

/// Whether an operand ends before the token `number`, so that a bracket there belongs to it.
#[must_use]
pub fn follows_operand(program: &Program<'_>, number: usize) -> bool {
    let is_member = number > 1 && program.is_any(number - 2, &[".", "?."]);
    is_member && program.token(number - 1).kind == Kind::Word
        || number > 0
            && program.ends_expression(number - 1)
            && !program.is(number - 1, "}")
            && !program.is_any(number - 1, &NO_CALLEES)
}

/// The token with which the chain of members and calls begins that `last` ends. A `new` before it
/// is part of it.
#[must_use]
pub fn chain_start(program: &Program<'_>, last: usize) -> usize {
    let mut at = last;
    loop {
        let start = program.opening(at).unwrap_or(at);
        let is_suffix = (start < at || program.is(at, ")"))
            && program.is_any(start, &["(", "["])
            && follows_operand(program, start);
        let is_tag = program.token(at).kind == Kind::Template && follows_operand(program, start);
        let before = start.checked_sub(1);
        at = match before {
            Some(before) if is_suffix || is_tag => before,
            Some(dot) if dot > 0 && program.is_any(dot, &[".", "?."]) => dot - 1,
            Some(new) if program.is(new, "new") => return new,
            _ => return start,
        };
    }
}

/// The last token of the chain that begins at `start`; without calls if these are not wanted.
#[must_use]
pub fn chain_end(program: &Program<'_>, start: usize, with_calls: bool) -> usize {
    let mut at = program.closing(start).unwrap_or(start);
    if program.is(start, "new") {
        let callee = chain_end(program, start + 1, false);
        at = program.closing(callee + 1).unwrap_or(callee);
    }
    while at + 1 < program.end() {
        let next = at + 1;
        let is_call = program.is(next, "(") || program.token(next).kind == Kind::Template;
        at = match () {
            () if program.is_any(next, &[".", "?."]) => {
                let member = next + 1;
                match program.closing(member) {
                    Some(closing) if with_calls || program.is(member, "[") => closing,
                    Some(_) => return at,
                    None => member,
                }
            }
            () if program.is(next, "[") || (is_call && with_calls && !program.closes(next)) => {
                program.closing(next).unwrap_or(next)
            }
            () => return at,
        };
    }
    at
}

/// The last token of the expression that begins at `start`: up to a comma, a semicolon, a closing
/// bracket, or a line that begins something else.
#[must_use]
pub fn expression_end(program: &Program<'_>, start: usize) -> usize {
    let mut at = start;
    loop {
        let last = program.closing(at).unwrap_or(at);
        let next = last + 1;
        let is_over = next >= program.end()
            || program.is_any(next, &[",", ";", ":", "of", "let", "const", "var", "class"])
            || (program.closes(next) && !program.opens(next))
            || (program.closes(next) && program.token(next).kind == Kind::Template)
            || (begins_line(program, next)
                && program.ends_expression(last)
                && program.token(next).kind == Kind::Word
                && !program.is_any(next, &["in", "instanceof"]));
        if is_over {
            return last;
        }
        at = next;
    }
}

fn begins_line(program: &Program<'_>, number: usize) -> bool {
    let between = program.token(number - 1).end..program.token(number).start;
    program.text[between]
        .iter()
        .any(|unit| matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029))
}

/// Writes the expression from the token `start` to `last`.
#[must_use]
pub fn print(program: &Program<'_>, start: usize, last: usize) -> String {
    if program.is(start, "(") && program.closing(start) == Some(last) && last > start + 1 {
        return print(program, start + 1, last - 1);
    }
    let begins = chain_start(program, last);
    let is_constructed = begins + 1 == start && program.is(begins, "new");
    if start == last || begins == start || is_constructed {
        return print_chain(program, start, last);
    }
    let operators: Vec<usize> = top_level(program, start, last)
        .filter(|&at| program.is_any(at, &OPERATORS))
        .collect();
    match operators.as_slice() {
        [operator] if *operator > start => {
            let left = print(program, start, operator - 1);
            let right = print(program, operator + 1, last);
            format!("({left} {} {right})", text(program, *operator))
        }
        _ => INTERMEDIATE.to_owned(),
    }
}

/// The tokens from `start` to `last` that are in no brackets.
pub fn top_level<'a>(
    program: &'a Program<'_>,
    start: usize,
    last: usize,
) -> impl Iterator<Item = usize> + 'a {
    let mut at = start;
    std::iter::from_fn(move || {
        let here = at;
        at = program.closing(here).unwrap_or(here) + 1;
        (here <= last).then_some(here)
    })
}

fn print_chain(program: &Program<'_>, start: usize, last: usize) -> String {
    let mut printed = print_base(program, start);
    if program.is(start, "new") {
        let callee = chain_end(program, start + 1, false);
        let arguments = program
            .closing(callee + 1)
            .filter(|_| program.is(callee + 1, "("));
        return print_suffixes(program, printed, arguments.unwrap_or(callee) + 1, last);
    }
    let base_end = program.closing(start).unwrap_or(start);
    if printed.is_empty() {
        INTERMEDIATE.clone_into(&mut printed);
    }
    print_suffixes(program, printed, base_end + 1, last)
}

fn print_suffixes(program: &Program<'_>, base: String, from: usize, last: usize) -> String {
    let mut printed = base;
    let mut at = from;
    while at <= last {
        let closing = program.closing(at).unwrap_or(at);
        if program.is_any(at, &[".", "?."]) {
            if program.is(at, "?.") {
                printed.push('?');
            }
            if !program.opens(at + 1) || program.is(at, ".") {
                printed.push('.');
                printed.push_str(&text(program, at + 1));
                at += 2;
            } else {
                at += 1;
            }
            continue;
        }
        if program.is(at, "[") {
            let is_string = closing == at + 2 && program.token(at + 1).kind == Kind::String;
            if is_string {
                printed.push('.');
                printed.push_str(&unquoted(program, at + 1));
            } else {
                let key = print(program, at + 1, closing.saturating_sub(1).max(at + 1));
                printed.push('[');
                printed.push_str(&key);
                printed.push(']');
            }
        } else {
            printed.push_str("(...)");
        }
        at = closing + 1;
    }
    printed
}

fn print_base(program: &Program<'_>, start: usize) -> String {
    let closing = program.closing(start);
    match program.token(start).kind {
        Kind::String => format!("\"{}\"", unquoted(program, start)),
        Kind::Template => INTERMEDIATE.to_owned(),
        Kind::Word
            if program.is_any(
                start,
                &["function", "class", "async", "super", "new", "import"],
            ) =>
        {
            INTERMEDIATE.to_owned()
        }
        Kind::Word => String::from_utf16_lossy(&program.name(start)),
        Kind::Punctuator => match closing {
            Some(closing) if program.is(start, "(") && closing > start + 1 => {
                print(program, start + 1, closing - 1)
            }
            Some(closing) if program.is_any(start, &["[", "{"]) && closing == start + 1 => {
                format!("{}{}", text(program, start), text(program, closing))
            }
            _ => INTERMEDIATE.to_owned(),
        },
        _ => text(program, start),
    }
}

/// What is between the quotes of a string. Escapes stay as they are.
#[must_use]
pub fn unquoted(program: &Program<'_>, number: usize) -> String {
    let units = program.units(number);
    let inner = units.get(1..units.len().saturating_sub(1));
    String::from_utf16_lossy(inner.unwrap_or_default())
}
