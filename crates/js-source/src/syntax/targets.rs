//! Finds what cannot be assigned to, names that are or are not declared, and wrong escapes.

use super::messages::{Found, one};
use super::program::Program;
use super::tokens::Kind;

/// Something that cannot be assigned to; `at` is the operator.
pub(super) fn invalid_target(program: &Program<'_>, at: usize) -> Found {
    let last = at.saturating_sub(1);
    if program.is_any(at, &["++", "--"]) {
        let is_postfix = at > 0 && program.ends_expression(last);
        let (kind, number) = if is_postfix {
            ("postfix", last)
        } else {
            ("prefix", at + 1)
        };
        return one(
            &format!("Invalid left-hand side expression in {kind} operation"),
            number,
        );
    }
    let start = program.expression_start(last);
    if start == last && program.is_any(last, &["eval", "arguments"]) {
        return one("Unexpected eval or arguments in strict mode", last);
    }
    if program.is_any(last, &["]", "}"]) && program.opening(last) == Some(start) {
        if let Some(rest) = rest_with_more(program, start, last) {
            return one("Rest element must be last element", rest);
        }
        let message = "Invalid destructuring assignment target";
        return match invalid_element(program, start, last) {
            Some(element) => one(message, element),
            None => (message.encode_utf16().collect(), start, last),
        };
    }
    let message = "Invalid left-hand side in assignment";
    (message.encode_utf16().collect(), start, last)
}

/// A literal in the place of a target.
pub(super) fn invalid_element(program: &Program<'_>, start: usize, last: usize) -> Option<usize> {
    (start + 1..last).find(|&number| {
        matches!(program.token(number).kind, Kind::Number | Kind::String)
            && program.is_any(number - 1, &["[", ",", ":"])
            && !program.is(number + 1, ":")
    })
}

/// A rest element that is followed by a comma.
fn rest_with_more(program: &Program<'_>, start: usize, last: usize) -> Option<usize> {
    let rest =
        (start..last).find(|&number| program.is(number, "...") && program.is(number + 2, ","))?;
    Some(if program.is(start, "[") {
        rest
    } else {
        rest + 1
    })
}

/// The first private name that is used and declared nowhere.
pub(super) fn undeclared_private(program: &Program<'_>) -> Option<usize> {
    let is_private = |&number: &usize| program.token(number).kind == Kind::Private;
    let is_used = |&number: &usize| {
        let is_member = number > 0 && program.is_any(number - 1, &[".", "?."]);
        is_member || program.is(number + 1, "in")
    };
    let declared: Vec<&[u16]> = (0..program.end())
        .filter(|number| is_private(number) && !is_used(number))
        .map(|number| program.units(number))
        .collect();
    (0..program.end()).find(|number| {
        is_private(number) && is_used(number) && !declared.contains(&program.units(*number))
    })
}

/// Where in a string the escape is that Boa complains of.
pub(super) fn escape_in(string: &[u16], engine_message: &str) -> usize {
    let is_hex =
        |unit: &u16| char::from_u32(u32::from(*unit)).is_some_and(|c| c.is_ascii_hexdigit());
    let is_octal = engine_message.to_ascii_lowercase().contains("octal");
    let mut at = 1;
    while at + 1 < string.len() {
        if string[at] != 0x5C {
            at += 1;
            continue;
        }
        let rest = &string[at + 2..];
        let wrong = match string[at + 1] {
            0x30..=0x37 => is_octal,
            0x38 | 0x39 => engine_message.contains("\\8"),
            0x78 => !is_octal && rest.iter().take(2).filter(|unit| is_hex(unit)).count() < 2,
            0x75 if rest.first() == Some(&0x7B) => {
                let digits = rest[1..].iter().take_while(|unit| is_hex(unit)).count();
                let closes = rest.get(digits + 1) == Some(&0x7D);
                !is_octal && (digits == 0 || !closes || digits > 5)
            }
            0x75 => !is_octal && rest.iter().take(4).filter(|unit| is_hex(unit)).count() < 4,
            _ => false,
        };
        if wrong {
            return if is_octal { at + 1 } else { at };
        }
        at += 2;
    }
    0
}

/// Finds where a name is declared lexically.
pub(super) fn find_name(program: &Program<'_>, name: &str) -> Option<Found> {
    const BEFORE: [&str; 6] = ["let", "const", "class", ",", "{", "["];
    let is_declared =
        |&number: &usize| program.is(number, name) && program.is_any(number - 1, &BEFORE);
    let number = (1..program.end()).find(is_declared)?;
    let class = program.is(number - 1, "class").then_some(number - 1);
    let brace = class.and_then(|class| program.find(class, "{"));
    let end = brace.and_then(|brace| program.closing(brace));
    Some(declared(
        &program.name(number),
        (class.unwrap_or(number), end.unwrap_or(number)),
    ))
}

/// V8 says this of a name that is declared again, from a first token to a last.
pub(super) fn declared(name: &[u16], (start, end): (usize, usize)) -> Found {
    let mut message: Vec<u16> = "Identifier '".encode_utf16().collect();
    message.extend(name);
    message.extend("' has already been declared".encode_utf16());
    (message, start, end)
}
