//! `using` as a name. Boa takes it for the beginning of a declaration and refuses it, so it is compiled under
//! another name of the same length.

use super::program::Program;
use super::tokens::Kind;
use crate::engine::sources::Addition;

/// Names that stand for it, the first that the text has not.
const SUBSTITUTES: [&str; 4] = ["usin_", "usin$", "_sing", "$sing"];

/// A text with another name for `using`.
#[derive(Debug)]
pub struct Renamed {
    /// What Boa gets.
    pub text: Vec<u16>,
    /// What that has more: the keys of properties that were written short.
    pub additions: Vec<Addition>,
}

/// Renames `using`, in a text that Boa refuses. `None` if the name is not there.
///
/// It goes by the tokens alone; what comes out may be refused too.
#[must_use]
pub fn rename(text: &[u16]) -> Option<Renamed> {
    let name: Vec<u16> = "using".encode_utf16().collect();
    if !text.windows(name.len()).any(|window| window == name) {
        return None;
    }
    let program = Program::new(text);
    let is_free =
        |substitute: &&&str| (0..program.end()).all(|number| !program.is(number, substitute));
    let substitute = SUBSTITUTES.iter().find(is_free)?;
    let mut renamed = Renamed {
        text: Vec::with_capacity(text.len()),
        additions: Vec::new(),
    };
    let mut copied = 0;
    for number in 0..program.end() {
        let token = program.token(number);
        if token.kind != Kind::Word || !program.is(number, "using") || is_key(&program, number) {
            continue;
        }
        renamed.text.extend_from_slice(&text[copied..token.start]);
        if is_shorthand(&program, number) {
            renamed.text.extend("using:".encode_utf16());
            renamed.additions.push(Addition {
                at: token.start,
                width: 6,
            });
        }
        renamed.text.extend(substitute.encode_utf16());
        copied = token.end;
    }
    renamed.text.extend_from_slice(&text[copied..]);
    (copied > 0).then_some(renamed)
}

/// Whether it is the name of a property or a method, which Boa takes.
fn is_key(program: &Program<'_>, number: usize) -> bool {
    let before = number.wrapping_sub(1);
    if number > 0 && program.is_any(before, &[".", "?."]) {
        return true;
    }
    if program.is(number + 1, ":") {
        return number > 0 && program.is_any(before, &["{", ","]);
    }
    let is_function = number > 0
        && (program.is(before, "function")
            || (number > 1 && program.is(before, "*") && program.is(number - 2, "function")));
    let closing = program.closing(number + 1);
    let has_body = closing.is_some_and(|closing| program.is(closing + 1, "{"));
    program.is(number + 1, "(") && has_body && !is_function
}

/// Whether it is a property and its value in one, as in `{ using }`.
fn is_shorthand(program: &Program<'_>, number: usize) -> bool {
    if number == 0
        || !program.is_any(number - 1, &["{", ","])
        || !program.is_any(number + 1, &[",", "}", "="])
    {
        return false;
    }
    let mut around = number;
    while around > 0 {
        around -= 1;
        match program.opening(around) {
            Some(opening) => around = opening,
            None if program.opens(around) => break,
            None => {}
        }
    }
    // Behind a name in the list of a declaration it is a variable.
    let declares =
        (around + 1..number).any(|token| program.is_any(token, &["var", "let", "const", ";"]));
    program.is(around, "{") && !declares
}

#[cfg(test)]
mod tests {
    use super::rename;

    #[test]
    fn names_change_and_keys_stay() {
        for (text, expected) in [
            ("var using = 1; using + 1", "var usin_ = 1; usin_ + 1"),
            ("exports.using = using", "exports.using = usin_"),
            ("function using(a) {}", "function usin_(a) {}"),
            ("({ using() {} })", "({ using() {} })"),
            ("x ? using : { using: 1 }", "x ? usin_ : { using: 1 }"),
            ("({ a, using })", "({ a, using:usin_ })"),
            ("f(a, using, b)", "f(a, usin_, b)"),
            ("{ var a, using; }", "{ var a, usin_; }"),
            ("using(usin_)", "usin$(usin_)"),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let renamed = rename(&units).map_or(units, |renamed| renamed.text);
            assert_eq!(String::from_utf16_lossy(&renamed), expected);
        }
    }

    #[test]
    fn a_text_without_it_is_left_alone() {
        let units: Vec<u16> = "var housing = 1".encode_utf16().collect();
        assert!(rename(&units).is_none());
    }
}
