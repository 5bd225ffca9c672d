//! `using` as a name. Boa takes it for the beginning of a declaration and refuses it, so it is compiled under
//! another name of the same length, which no text has by chance.
//!
//! May import: `syntax` (tokens).

use boa_engine::{JsString, js_string};

use super::super::syntax::program::Program;
use super::super::syntax::tokens::Kind;
use super::{Edit, find_units, replaced, wide};

const NAME: &str = "using";
const SUBSTITUTE: &str = "usin\u{A7F7}";
/// A property and its value in one, as in `{ using }`.
const SHORTHAND: &str = "using/*\u{A7F7}*/:usin\u{A7F7}";
/// The same in the list of an `export`, and of an `import`.
const EXPORTED: &str = "usin\u{A7F7} as/*\u{A7F7}*/ using";
const IMPORTED: &str = "using as/*\u{A7F7}*/ usin\u{A7F7}";
/// Behind a module that exports a function or a class of the name.
const BEHIND: &str = "\n;export{usin\u{A7F7} as using}";

/// The name under which the host knows a global, if it is another than in compiled texts.
#[must_use]
pub fn of_host(name: &JsString) -> Option<JsString> {
    (*name == SUBSTITUTE).then(|| js_string!(NAME))
}

/// The name of a global in compiled texts, if it can be another than in the host.
#[must_use]
pub fn of_guest(name: &JsString) -> Option<JsString> {
    (*name == NAME).then(|| js_string!(SUBSTITUTE))
}

/// A text for people, without the other name.
#[must_use]
pub fn of_text(text: &JsString) -> Option<JsString> {
    if text.as_str().is_latin1() {
        return None;
    }
    replaced(&text.to_vec(), SUBSTITUTE, NAME).map(|units| JsString::from(units.as_slice()))
}

/// The edits that rename `using` in a text that Boa refuses.
///
/// It goes by the tokens alone; what comes out may be refused too.
pub(super) fn find(units: &[u16]) -> Vec<Edit> {
    if find_units(units, NAME).is_none() {
        return Vec::new();
    }
    let program = Program::new(units);
    let mut edits = Vec::new();
    let mut is_exported = false;
    for number in 0..program.end() {
        if program.token(number).kind != Kind::Word || !program.is(number, NAME) {
            continue;
        }
        if let Some(export) = export_of(&program, number) {
            edits.push(edit(&program, export, "      "));
            is_exported = true;
        }
        if let Some(new) = substitute(&program, number) {
            edits.push(edit(&program, number, new));
        }
    }
    if is_exported {
        edits.push(Edit::put(units.len(), BEHIND));
    }
    edits
}

fn edit(program: &Program<'_>, number: usize, new: &str) -> Edit {
    let token = program.token(number);
    Edit {
        range: (token.start, token.end),
        new: wide(new),
    }
}

/// The `export` before a function or a class of this name.
fn export_of(program: &Program<'_>, number: usize) -> Option<usize> {
    let mut at = number.checked_sub(1)?;
    for word in ["*", "function", "async", "class"] {
        if program.is(at, word) {
            at = at.checked_sub(1)?;
        }
    }
    (at + 1 < number && program.is(at, "export")).then_some(at)
}

/// The lists of modules.
#[derive(PartialEq)]
enum List {
    Import,
    Export,
    /// `export { … } from`
    Indirect,
}

/// The list of a module that a name stands in.
fn list_around(program: &Program<'_>, number: usize) -> Option<List> {
    let list = around(program, number).filter(|&list| program.is(list, "{"))?;
    let mut before = list.checked_sub(1)?;
    if program.is(before, ",") {
        // `import a, { … }`
        before = before.checked_sub(2)?;
    }
    if program.is(before, "import") {
        return Some(List::Import);
    }
    program.is(before, "export").then(|| {
        let closing = program.closing(list).unwrap_or(list);
        if program.is(closing + 1, "from") {
            List::Indirect
        } else {
            List::Export
        }
    })
}

/// What stands for the name at `number`; nothing where it is a key, which Boa takes.
fn substitute(program: &Program<'_>, number: usize) -> Option<&'static str> {
    let is_second = number > 0 && program.is(number - 1, "as");
    let is_first = program.is(number + 1, "as");
    match list_around(program, number) {
        Some(List::Indirect) => None,
        Some(List::Import) if is_first => None,
        Some(List::Export) if is_second => None,
        Some(List::Import) if !is_second => Some(IMPORTED),
        Some(List::Export) if !is_first => Some(EXPORTED),
        None if is_key(program, number) => None,
        None if is_shorthand(program, number) => Some(SHORTHAND),
        _ => Some(SUBSTITUTE),
    }
}

/// The bracket around a token.
fn around(program: &Program<'_>, number: usize) -> Option<usize> {
    let mut at = number;
    while at > 0 {
        at -= 1;
        match program.opening(at) {
            Some(opening) => at = opening,
            None if program.opens(at) => return Some(at),
            None => {}
        }
    }
    None
}

/// The text as its author wrote it; `None` if the name is not in it.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    let mut restored = replaced(text, SUBSTITUTE, NAME)?;
    for long in [SHORTHAND, EXPORTED, IMPORTED] {
        let long = long.replace(SUBSTITUTE, NAME);
        restored = replaced(&restored, &long, NAME).unwrap_or(restored);
    }
    Some(restored)
}

/// Whether it is the name of a property or a method, which Boa takes.
fn is_key(program: &Program<'_>, number: usize) -> bool {
    let before = number.wrapping_sub(1);
    if number > 0 && program.is_any(before, &[".", "?."]) {
        return true;
    }
    if program.is(number + 1, ":") {
        let is_label = number > 0 && program.is(before, "{") && is_block(program, before);
        return number > 0 && program.is_any(before, &["{", ","]) && !is_label;
    }
    let is_function = number > 0
        && (program.is(before, "function")
            || (number > 1 && program.is(before, "*") && program.is(number - 2, "function")));
    let closing = program.closing(number + 1);
    let has_body = closing.is_some_and(|closing| program.is(closing + 1, "{"));
    program.is(number + 1, "(") && has_body && !is_function
}

/// Whether a brace opens a block or a body, by what is before it.
fn is_block(program: &Program<'_>, brace: usize) -> bool {
    const BEFORE: [&str; 9] = ["try", "finally", "else", "do", ")", ";", "{", "}", "=>"];
    brace == 0 || program.is_any(brace - 1, &BEFORE)
}

/// Whether it is a property and its value in one, as in `{ using }`.
fn is_shorthand(program: &Program<'_>, number: usize) -> bool {
    if number == 0
        || !program.is_any(number - 1, &["{", ","])
        || !program.is_any(number + 1, &[",", "}", "="])
    {
        return false;
    }
    let Some(list) = around(program, number).filter(|&list| program.is(list, "{")) else {
        return false;
    };
    if is_block(program, list) {
        return false;
    }
    // Behind a name in the list of a declaration it is a variable.
    let mut before = list + 1..number;
    !before.any(|token| program.is_any(token, &["var", "let", "const", ";"]))
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::{find, restored};

    #[test]
    fn names_change_and_keys_stay() {
        for (text, expected) in [
            ("var using = 1; using + 1", "var usin_ = 1; usin_ + 1"),
            ("exports.using = using", "exports.using = usin_"),
            ("function using(a) {}", "function usin_(a) {}"),
            ("({ using() {} })", "({ using() {} })"),
            ("x ? using : { using: 1 }", "x ? usin_ : { using: 1 }"),
            ("({ a, using })", "({ a, using/*_*/:usin_ })"),
            ("f(a, using, b)", "f(a, usin_, b)"),
            ("{ var a, using; }", "{ var a, usin_; }"),
            (
                "import { using } from 'x'",
                "import { using as/*_*/ usin_ } from 'x'",
            ),
            (
                "import { using as u, v as using } from 'x'",
                "import { using as u, v as usin_ } from 'x'",
            ),
            (
                "import using, { a } from 'x'",
                "import usin_, { a } from 'x'",
            ),
            (
                "export { using, using as u, v as using }",
                "export { usin_ as/*_*/ using, usin_ as u, v as using }",
            ),
            ("export { using } from 'x'", "export { using } from 'x'"),
            ("var housing = 1", "var housing = 1"),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let renamed = apply(units.clone(), &find(&units));
            let shown = String::from_utf16_lossy(&renamed).replace('\u{A7F7}', "_");
            assert_eq!(shown, expected);
            let back = restored(&renamed).unwrap_or(renamed);
            assert_eq!(String::from_utf16_lossy(&back), text);
        }
    }

    #[test]
    fn an_exported_declaration_is_exported_under_its_name() {
        let text = "export function using() {} using()";
        let units: Vec<u16> = text.encode_utf16().collect();
        let renamed = apply(units.clone(), &find(&units));
        let shown = String::from_utf16_lossy(&renamed).replace('\u{A7F7}', "_");
        let expected = "       function usin_() {} usin_()\n;export{usin_ as using}";
        assert_eq!(shown, expected);
    }
}
