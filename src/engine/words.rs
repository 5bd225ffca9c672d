//! Finds the identifier-like words of a source text, without parsing it.
//!
//! What the package adds to a text must have names that the text does not use, and this scan says which those may
//! be. It may report a word too many (from a string, a comment or a regular expression), but it
//! must never miss an identifier: everything that can be part of a name counts as such, and
//! `\u` escapes are decoded. It must not allocate for words that it has already seen.
//!
//! May import: `characters`, the keywords of `syntax`, and Boa's strings.

use std::borrow::Cow;
use std::collections::HashSet;

use boa_engine::JsString;
use boa_engine::string::JsStr;

use super::characters::is_space;
use super::syntax::is_reserved;

/// What an ASCII character means to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Letter,
    Digit,
    Backslash,
}

static CLASSES: [Class; 128] = classes();

const fn classes() -> [Class; 128] {
    let mut table = [Class::Other; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'$' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\\' => Class::Backslash,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
}

/// Gives the distinct words of `text` that could be identifiers, in the order in which they first
/// occur. Reserved words are left out; words that are reserved only in some places (`let`,
/// `yield`, `await`, `async`) are not.
///
/// One pass, linear in the length of `text`, and no allocation for a word that occurs again.
#[must_use]
pub fn words(text: &[u16]) -> Vec<JsString> {
    let mut found = Vec::new();
    let mut seen: HashSet<Cow<'_, [u16]>> = HashSet::new();
    let mut at = 0;
    while let Some(&unit) = text.get(at) {
        match class(unit) {
            Class::Other => at += 1,
            Class::Letter | Class::Digit => {
                let end = at + run(&text[at..]);
                // A backslash may go on with the name: `a\u0062`.
                if is_backslash(text, end) && escape(&text[end..]).is_some() {
                    at = escaped_word(text, at, &mut seen, &mut found);
                } else {
                    let word = &text[at..end];
                    // A run that starts with a digit is a number: `1e5`, `0x1F`, `10n`.
                    if class(unit) == Class::Letter && !seen.contains(word) {
                        seen.insert(Cow::Borrowed(word));
                        if !is_reserved(word) {
                            found.push(string(word));
                        }
                    }
                    at = end;
                }
            }
            Class::Backslash => at = escaped_word(text, at, &mut seen, &mut found),
        }
    }
    found
}

/// Reads a word that has `\u` escapes in it. Returns the position after what it read, which is
/// after the backslash alone when no escape follows.
fn escaped_word(
    text: &[u16],
    start: usize,
    seen: &mut HashSet<Cow<'_, [u16]>>,
    found: &mut Vec<JsString>,
) -> usize {
    let mut word = Vec::new();
    let mut at = start;
    loop {
        let plain = run(&text[at..]);
        word.extend_from_slice(&text[at..at + plain]);
        at += plain;
        if !is_backslash(text, at) {
            break;
        }
        let Some((point, length)) = escape(&text[at..]) else {
            break;
        };
        let mut units = [0; 2];
        let units = point.encode_utf16(&mut units);
        if units.iter().any(|&unit| !is_part(unit)) {
            break;
        }
        word.extend_from_slice(units);
        at += length;
    }
    let is_name = word
        .first()
        .is_some_and(|&unit| class(unit) == Class::Letter);
    if is_name && !seen.contains(word.as_slice()) {
        if !is_reserved(&word) {
            found.push(string(&word));
        }
        seen.insert(Cow::Owned(word));
    }
    // An escape that cannot be part of a name, in a string for instance: go on behind the backslash.
    if at == start { start + 1 } else { at }
}

/// Decodes `\uXXXX` or `\u{X…}` at the start of `text`: the character and the length of the escape.
fn escape(text: &[u16]) -> Option<(char, usize)> {
    if text.get(1).copied() != Some(u16::from(b'u')) {
        return None;
    }
    if text.get(2).copied() == Some(u16::from(b'{')) {
        let mut point = 0_u32;
        let mut at = 3;
        while let Some(digit) = hex(*text.get(at)?) {
            point = point.checked_mul(16)?.checked_add(digit)?;
            at += 1;
        }
        let closed = at > 3 && text[at] == u16::from(b'}');
        return closed
            .then(|| char::from_u32(point))
            .flatten()
            .map(|point| (point, at + 1));
    }
    let digits = text.get(2..6)?;
    let mut point = 0;
    for &unit in digits {
        point = point * 16 + hex(unit)?;
    }
    char::from_u32(point).map(|point| (point, 6))
}

fn hex(unit: u16) -> Option<u32> {
    char::from_u32(u32::from(unit)).and_then(|digit| digit.to_digit(16))
}

fn is_backslash(text: &[u16], at: usize) -> bool {
    text.get(at).copied() == Some(u16::from(b'\\'))
}

/// How many units from the start of `text` belong to names or numbers.
fn run(text: &[u16]) -> usize {
    text.iter()
        .position(|&unit| !is_part(unit))
        .unwrap_or(text.len())
}

fn is_part(unit: u16) -> bool {
    matches!(class(unit), Class::Letter | Class::Digit)
}

/// Outside strings and comments the only non-ASCII characters of a valid program are those of
/// names and white space, so all but white space counts as part of a name.
fn class(unit: u16) -> Class {
    match CLASSES.get(usize::from(unit)) {
        Some(&class) => class,
        None if is_space(unit) => Class::Other,
        None => Class::Letter,
    }
}

/// ASCII words are kept as Latin-1, as Boa's own property keys are.
fn string(word: &[u16]) -> JsString {
    let latin1: Option<Vec<u8>> = word
        .iter()
        .map(|&unit| u8::try_from(unit).ok().filter(u8::is_ascii))
        .collect();
    match latin1 {
        Some(bytes) => JsString::from(JsStr::latin1(&bytes)),
        None => JsString::from(word),
    }
}

#[cfg(test)]
mod tests {
    use super::{JsString, words};

    fn list(text: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        words(&units)
            .iter()
            .map(JsString::to_std_string_escaped)
            .collect()
    }

    #[test]
    fn each_name_is_given_once_in_order() {
        assert_eq!(list("a + b * a; foo.bar(b)"), ["a", "b", "foo", "bar"]);
        assert_eq!(list("$ + _ + $a1 + _0"), ["$", "_", "$a1", "_0"]);
        assert!(list("").is_empty());
        assert_eq!(list("x"), ["x"]);
    }

    #[test]
    fn reserved_words_are_left_out_and_contextual_ones_kept() {
        assert_eq!(
            list("if (this instanceof null) return typeof let + yield; async of"),
            ["let", "yield", "async", "of"]
        );
        assert_eq!(list("news inn forx"), ["news", "inn", "forx"]);
    }

    #[test]
    fn numbers_are_not_names() {
        assert!(list("1e5 0x1F 10n 1_000 .5e3 0b11").is_empty());
        assert_eq!(list("1..toString 2.e"), ["toString", "e"]);
    }

    #[test]
    fn escapes_in_names_are_decoded() {
        assert_eq!(list(r"\u0061bc"), ["abc"]);
        assert_eq!(list(r"x\u{62}c + xbc"), ["xbc"]);
        assert_eq!(list(r"\u{20BB7}1 + 𠮷1"), ["𠮷1"]);
        assert_eq!(list(r"v\u0061r"), Vec::<String>::new());
        assert_eq!(list(r"a\u200Db"), ["a\u{200D}b"]);
    }

    #[test]
    fn escapes_that_are_no_names_do_not_swallow_what_follows() {
        assert_eq!(list(r"'\u0020foo'"), ["u0020foo"]);
        assert_eq!(list(r"`\u{61${b}`"), ["u", "b"]);
        assert_eq!(list(r"`\u00${c}`"), ["u00$", "c"]);
        assert_eq!(list(r"`\u{110000}${d}` \"), ["u", "$", "d"]);
        assert_eq!(list(r"`\ud800${e}`"), ["ud800$", "e"]);
        assert_eq!(list(r"a\q b"), ["a", "q", "b"]);
        assert_eq!(list(r"a\u0020b"), ["a", "u0020b"]);
    }

    #[test]
    fn names_beside_every_kind_of_delimiter_are_found() {
        assert_eq!(
            list("`1${a}$${b}é${c}`/*d*/e//f\n#g`h`i'j'k\"l\"m/n/o"),
            [
                "a", "$$", "b", "é$", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
                "o"
            ]
        );
    }

    #[test]
    fn names_in_other_scripts_are_found_between_all_kinds_of_white_space() {
        assert_eq!(
            list("größe\u{A0}имя\u{FEFF}変数\u{2028}x\u{3000}y\u{2003}z"),
            ["größe", "имя", "変数", "x", "y", "z"]
        );
    }

    #[test]
    fn lone_surrogates_do_no_harm() {
        let text = [0x61, 0x20, 0xD800, 0x20, 0x62];
        assert_eq!(words(&text).len(), 3);
    }
}
