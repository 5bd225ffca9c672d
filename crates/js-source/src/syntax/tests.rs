//! Compares syntax errors with those of Node 20.
//!
//! `tests/node20.tsv` has a line for each text: the text, the message of the `SyntaxError` of
//! `new vm.Script(text)` or `accepted`, where its arrow points (`line:column+width`; nothing where it has
//! none), and how we do: `same`, `width` or `place` where no more than that differs, or else our
//! message. `tests/arrows.tsv` has text, `lineOffset`, `columnOffset` and the lines that Node puts
//! above the stack.

use super::table::rows;
use super::{Interner, JsString, SyntaxFailure, arrow, parse_script, throw_column};
use crate::origin::Origin;

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn check_script(text: &[u16], strict: bool) -> Result<(), SyntaxFailure> {
    parse_script(text, strict, &mut Interner::default()).map(|_| ())
}

fn place(failure: &SyntaxFailure) -> String {
    format!("{}:{}+{}", failure.line, failure.column, failure.width)
}

#[test]
fn messages_and_places_are_those_of_node_or_differ_as_noted() {
    let mut wrong = Vec::new();
    let mut same = 0;
    for row in rows(include_str!("tests/node20.tsv")) {
        let [text, message, expected_place, note] = row.as_slice() else {
            panic!("{row:?}");
        };
        let (found, found_place) = match check_script(&units(text), false) {
            Ok(()) => ("accepted".to_owned(), String::new()),
            Err(failure) => (failure.message.to_std_string_lossy(), place(&failure)),
        };
        let no_width = |place: &str| place.split('+').next().unwrap().to_owned();
        let really = if found != *message {
            found.as_str()
        } else if found_place == *expected_place {
            "same"
        } else if no_width(&found_place) == no_width(expected_place) {
            "width"
        } else {
            "place"
        };
        same += usize::from(really == "same");
        if really != note {
            wrong.push(format!(
                "{text}\n  {message} {expected_place}\n  {found} {found_place}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(same > 390, "only {same} are the same");
}

fn origin(line_offset: &str, column_offset: &str) -> Origin {
    Origin {
        filename: JsString::from("f.js"),
        line_offset: line_offset.parse().unwrap(),
        column_offset: column_offset.parse().unwrap(),
    }
}

#[test]
fn arrows_are_those_of_node() {
    for row in rows(include_str!("tests/arrows.tsv")) {
        let [text, line_offset, column_offset, expected] = row.as_slice() else {
            panic!("{row:?}");
        };
        let origin = origin(line_offset, column_offset);
        let text = units(text);
        let failure = check_script(&text, false).unwrap_err();
        let found = arrow(&text, &origin, failure.line, failure.column, failure.width);
        assert_eq!(found.to_std_string_lossy(), *expected, "{row:?}");
    }
}

#[test]
fn strict_code_is_checked_as_such() {
    let text = units("with (a) {}");
    assert_eq!(check_script(&text, false), Ok(()));
    let failure = check_script(&text, true).unwrap_err();
    assert_eq!(
        failure.message,
        "Strict mode code may not include a with statement"
    );
    assert_eq!((failure.line, failure.column, failure.width), (1, 1, 4));
}

#[test]
fn lone_surrogates_and_empty_texts_are_no_trouble() {
    assert_eq!(check_script(&[], false), Ok(()));
    assert_eq!(check_script(&units("'x'").repeat(1), false), Ok(()));
    assert_eq!(check_script(&[0x27, 0xD800, 0x27], false), Ok(()));
    let failure = check_script(&[0x61, 0x20, 0xD800], false).unwrap_err();
    assert_eq!((failure.line, failure.column), (1, 3));
}

#[test]
fn the_throw_before_an_expression_is_found() {
    for (text, line, column, expected) in [
        ("throw new Error()", 1, 7, 1),
        ("a;\n  if (b) throw f(new Error())", 2, 18, 10),
        ("rethrow(new Error())", 1, 9, 9),
        ("throw a; new Error()", 1, 10, 10),
        ("'🦀'; throw new Error()", 1, 13, 7),
        ("x", 5, 9, 9),
    ] {
        assert_eq!(throw_column(&units(text), line, column), expected, "{text}");
    }
}
