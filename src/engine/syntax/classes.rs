//! Where the classes of a text are.

use std::ops::Range;

use super::program::Program;
use super::tokens::Kind;

/// A class, as its tokens tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassPlace {
    /// Empty if it has none of its own.
    pub name: Vec<u16>,
    /// Whether it extends something.
    pub extends: bool,
    /// Its units in the text.
    pub place: Range<usize>,
}

/// The classes of a text that parses, in order.
#[must_use]
pub fn classes(text: &[u16]) -> Vec<ClassPlace> {
    let program = Program::new(text);
    (0..program.end())
        .filter_map(|number| class_at(&program, number))
        .collect()
}

fn class_at(program: &Program<'_>, number: usize) -> Option<ClassPlace> {
    let is_member = number > 0 && program.is_any(number - 1, &[".", "?."]);
    if !program.is(number, "class") || is_member {
        return None;
    }
    let mut next = number + 1;
    let mut name = Vec::new();
    if program.token(next).kind == Kind::Word && !program.is(next, "extends") {
        name = program.name(next);
        next += 1;
    }
    let extends = program.is(next, "extends");
    if extends {
        next += 1;
        // An object literal or a class may stand here too.
        if program.is(next, "{") {
            next = program.closing(next)? + 1;
        } else if let Some(heritage) = class_at(program, next) {
            next = program.number_at(heritage.place.end);
        }
        while next < program.end() && !program.is(next, "{") {
            next = program.closing(next).unwrap_or(next) + 1;
        }
    }
    if !program.is(next, "{") {
        return None;
    }
    let end = program.closing(next)?;
    Some(ClassPlace {
        name,
        extends,
        place: program.token(number).start..program.token(end).end,
    })
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn classes_are_found() {
        let text = "class A { m() { return class {} } } x = class extends f({}) { '}' }; o = { class: 1 }; \
                    o.class {}; class B extends class C {} {}";
        let units: Vec<u16> = text.encode_utf16().collect();
        let found: Vec<String> = classes(&units)
            .into_iter()
            .map(|class| String::from_utf16_lossy(&units[class.place]))
            .collect();
        assert_eq!(
            found,
            [
                "class A { m() { return class {} } }",
                "class {}",
                "class extends f({}) { '}' }",
                "class B extends class C {} {}",
                "class C {}",
            ]
        );
    }
}
