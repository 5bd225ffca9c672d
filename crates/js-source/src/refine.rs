//! Looks into a source text for what Boa's positions leave out: V8 points a call at the callee's
//! name where Boa points at the parenthesis, says `new` for constructors, and knows where a
//! `ReferenceError` comes from.
//!
//! These are guesses on the text around a position. They must never fail, only leave things as they
//! are.

use crate::characters::{is_line_end, is_part, is_space};
use crate::source_text::SourceText;

/// The index of what V8 would point at, for the index that Boa gives.
#[must_use]
pub fn call_index(text: &SourceText, index: usize) -> usize {
    if is_word_at(text, index, "constructor") {
        // Boa has no position for `super(…)` and gives the one of the whole constructor.
        return find_call_of_super(text, index).unwrap_or(index);
    }
    if text.unit(index) != u16::from(b'(') {
        return bracket_before(text, index).unwrap_or(index);
    }
    let mut end = index;
    while end > 0 && is_space(text.unit(end - 1)) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && is_part(text.unit(start - 1)) {
        start -= 1;
    }
    let is_name = start < end && !is_digit(text.unit(start));
    let is_private = start > 0 && text.unit(start - 1) == u16::from(b'#');
    if is_name && !is_private { start } else { index }
}

/// Words behind which a bracket begins an array.
const BEFORE_LITERALS: [&str; 11] = [
    "return", "throw", "typeof", "case", "of", "in", "yield", "await", "else", "void", "delete",
];

/// The bracket of a member whose key begins at an index: V8 points at that.
fn bracket_before(text: &SourceText, index: usize) -> Option<usize> {
    let back = |mut at: usize| {
        while at > 0 && is_space(text.unit(at - 1)) {
            at -= 1;
        }
        at.checked_sub(1)
    };
    let bracket = back(index).filter(|&at| ascii(text, at) == b'[')?;
    let before = back(bracket)?;
    let unit = text.unit(before);
    let is_member = is_part(unit) || matches!(ascii(text, before), b')' | b']' | b'.');
    let is_literal = BEFORE_LITERALS.iter().any(|word| {
        let start = (before + 1).checked_sub(word.len());
        start.is_some_and(|start| is_word_at(text, start, word))
    });
    (is_member && !is_literal).then_some(bracket)
}

/// The next place behind `index` where `name` is read as a variable, or the first in the text.
#[must_use]
pub fn find_name(text: &SourceText, index: usize, name: &str) -> Option<usize> {
    if ascii(text, index) == b'=' {
        let mut end = index;
        while end > 0 && is_space(text.unit(end - 1)) {
            end -= 1;
        }
        let start = end.checked_sub(name.encode_utf16().count());
        if start.is_some_and(|start| is_word_at(text, start, name)) {
            // It is assigned to.
            return Some(index);
        }
    }
    let matches = |&at: &usize| {
        let follows_dot = at > 0 && text.unit(at - 1) == u16::from(b'.');
        let is_spread = at > 1 && text.unit(at - 2) == u16::from(b'.');
        is_word_at(text, at, name) && (!follows_dot || is_spread)
    };
    let found = code_indices(text, index)
        .find(matches)
        .or_else(|| code_indices(text, 0).find(matches))?;
    Some(statement_start(text, found).unwrap_or(found))
}

/// Where the statement at `index` assigns to a property of this name: V8 points at the `=`.
#[must_use]
pub fn find_assigned(text: &SourceText, index: usize, name: &str) -> Option<usize> {
    if ascii(text, index) == b'=' {
        return Some(index);
    }
    let on_line = (index..text.text().len()).take_while(|&at| !is_line_end(text.unit(at)));
    on_line
        .skip(1)
        .find(|&at| ascii(text, at - 1) == b'.' && is_word_at(text, at, name))
        .map(|at| skip_space(text, at + name.encode_utf16().count()))
}

/// V8 points at the whole statement when reading the name at `index` is the first thing that it does,
/// as in `return name`, `x = name` or `if (name)`.
fn statement_start(text: &SourceText, index: usize) -> Option<usize> {
    const DO_NOTHING: [&str; 8] = [
        "return", "throw", "new", "typeof", "delete", "if", "switch", "void",
    ];
    let mut start = index;
    while start > 0 {
        let before = text.unit(start - 1);
        if is_line_end(before) || matches!(before, 0x3B | 0x7B | 0x7D) {
            break;
        }
        start -= 1;
    }
    start = skip_space(text, start);
    let mut at = start;
    while at < index {
        let mut end = at;
        while is_part(text.unit(end)) {
            end += 1;
        }
        let is_word = DO_NOTHING.iter().any(|word| is_word_at(text, at, word));
        let behind = skip_space(text, end);
        let is_assignment =
            end > at && ascii(text, behind) == b'=' && ascii(text, behind + 1) != b'=';
        let is_bracket = end == at && matches!(ascii(text, at), b'(' | b'!');
        at = match () {
            () if is_word => behind,
            () if is_assignment => skip_space(text, behind + 1),
            () if is_bracket => skip_space(text, at + 1),
            () => return None,
        };
    }
    Some(start)
}

/// Where the class of this name begins.
#[must_use]
pub fn find_class(text: &SourceText, name: &str) -> Option<usize> {
    code_indices(text, 0).find(|&at| {
        !name.is_empty()
            && is_word_at(text, at, "class")
            && is_word_at(text, skip_space(text, at + 5), name)
    })
}

fn find_call_of_super(text: &SourceText, index: usize) -> Option<usize> {
    code_indices(text, index)
        .find(|&at| is_word_at(text, at, "super") && ascii(text, skip_space(text, at + 5)) == b'(')
}

/// The indices from `index` on that are not in a comment or a quoted string, provided that `index`
/// is not itself in one. Regular expressions and templates count as code.
fn code_indices(text: &SourceText, index: usize) -> impl Iterator<Item = usize> + '_ {
    let length = text.text().len();
    let mut at = index;
    std::iter::from_fn(move || {
        while at < length {
            let here = at;
            match (ascii(text, at), ascii(text, at + 1)) {
                (quote @ (b'"' | b'\''), _) => at = skip_quoted(text, at + 1, length, quote),
                (b'/', b'/') => {
                    at = (at..length)
                        .find(|&at| is_line_end(text.unit(at)))
                        .unwrap_or(length);
                }
                (b'/', b'*') => {
                    at = (at + 2..length)
                        .find(|&at| ascii(text, at) == b'*' && ascii(text, at + 1) == b'/')
                        .map_or(length, |at| at + 2);
                }
                _ => {
                    at += 1;
                    return Some(here);
                }
            }
        }
        None
    })
}

fn skip_quoted(text: &SourceText, start: usize, length: usize, quote: u8) -> usize {
    let mut at = start;
    while at < length && !is_line_end(text.unit(at)) {
        match ascii(text, at) {
            b'\\' => at += 2,
            unit if unit == quote => return at + 1,
            _ => at += 1,
        }
    }
    at.min(length)
}

fn is_word_at(text: &SourceText, index: usize, word: &str) -> bool {
    let begins = index == 0 || !is_part(text.unit(index - 1));
    let mut end = index;
    begins
        && word.encode_utf16().all(|unit| {
            end += 1;
            text.unit(end - 1) == unit
        })
        && !is_part(text.unit(end))
}

/// The next index from `index` on that is no white space.
#[must_use]
pub fn skip_space(text: &SourceText, mut index: usize) -> usize {
    while is_space(text.unit(index)) {
        index += 1;
    }
    index
}

/// The unit at an index, if it is ASCII; 0 otherwise.
#[must_use]
pub fn ascii(text: &SourceText, index: usize) -> u8 {
    u8::try_from(text.unit(index)).unwrap_or(0)
}

fn is_digit(unit: u16) -> bool {
    (0x30..=0x39).contains(&unit)
}

#[cfg(test)]
mod tests {
    use boa_string::JsString;

    use super::{SourceText, call_index, find_name};

    /// Takes the `|` out of a text: the text and the index where it was.
    fn marked(text: &str) -> (SourceText, usize) {
        let index = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        (SourceText::new(JsString::from(text)), index)
    }

    #[test]
    fn a_call_is_at_the_name_before_its_parenthesis() {
        for (boa, v8) in [
            ("f|(1)", 0),
            ("o . f\n |(1)", 4),
            ("o['f']|()", 6),
            ("(f)|()", 3),
            ("o.#p|()", 4),
            ("new |F(1)", 4),
            ("a + |b.c", 4),
            ("|(f)()", 0),
            ("f|", 1),
        ] {
            let (text, index) = marked(boa);
            assert_eq!(call_index(&text, index), v8, "{boa}");
        }
    }

    #[test]
    fn a_constructor_s_position_becomes_that_of_its_super_call() {
        let (text, index) = marked(
            "class E extends Error { |constructor(m) { 'super()'; /* super() */ super (m) } }",
        );
        let found = call_index(&text, index);
        assert_eq!(text.position_of(found), (1, 67));
        let (text, index) = marked("class E { |constructor(m) { super.x } }");
        assert_eq!(call_index(&text, index), index);
    }

    #[test]
    fn a_name_is_found_where_it_is_a_variable() {
        for (code, expected) in [
            ("|f(); o.nope; nopes; 'nope'; // nope\n nope", Some(37)),
            ("nope; |f()", Some(0)),
            ("|[...nope]", Some(4)),
            ("|\"a\\\"nope\" /* nope */ +nope", Some(22)),
            ("|f()", None),
            ("|; return nope + 1", Some(2)),
            ("|f();\n  x = y = nope", Some(7)),
            ("|if (!nope) ;", Some(0)),
            ("|{ throw nope }", Some(2)),
            ("|var x = nope", Some(8)),
            ("|return f(nope)", Some(9)),
            ("nope |= 1; nope", Some(5)),
            ("a.b |= 1; try { nope } catch {}", Some(15)),
        ] {
            let (text, index) = marked(code);
            assert_eq!(find_name(&text, index, "nope"), expected, "{code}");
        }
    }
}
