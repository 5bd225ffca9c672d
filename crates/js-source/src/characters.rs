//! What UTF-16 units are in a source text, for the scans that do not parse.

use std::borrow::Cow;

/// White space and line ends, as ECMAScript has them.
#[must_use]
pub fn is_space(unit: u16) -> bool {
    is_line_end(unit)
        || matches!(
            unit,
            0x09 | 0x0B | 0x0C | 0x20 | 0xA0 | 0x1680 | 0x2000
                ..=0x200A | 0x202F | 0x205F | 0x3000 | 0xFEFF
        )
}

/// The units that end a line; CR LF is one end.
#[must_use]
pub fn is_line_end(unit: u16) -> bool {
    matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029)
}

/// Whether a unit can be part of a name or a number. Beyond ASCII the only characters of a valid
/// program outside strings and comments are those of names and white space.
#[must_use]
pub fn is_part(unit: u16) -> bool {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'_'),
        _ => !is_space(unit),
    }
}

/// Gives a text in which escapes (`\u0061`, `\u{61}`) stand as the characters that they mean, so that every name in it can
/// be found as it is.
#[must_use]
pub fn unescaped(text: &[u16]) -> Cow<'_, [u16]> {
    let is_escape = |pair: &[u16]| pair == [u16::from(b'\\'), u16::from(b'u')];
    if !text.windows(2).any(is_escape) {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if let Some((character, length)) = escape(&text[at..]) {
            plain.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            at += length;
        } else {
            plain.push(text[at]);
            at += 1;
        }
    }
    Cow::Owned(plain)
}

/// Decodes an escape at the beginning of a text: the character, and the length of the escape.
fn escape(text: &[u16]) -> Option<(char, usize)> {
    let rest = text.strip_prefix(&[u16::from(b'\\'), u16::from(b'u')])?;
    let (digits, length) = match rest.strip_prefix(&[u16::from(b'{')]) {
        Some(rest) => {
            let end = rest.iter().position(|&unit| unit == u16::from(b'}'))?;
            (&rest[..end], end + 4)
        }
        None => (rest.get(..4)?, 6),
    };
    let mut point = 0_u32;
    for &digit in digits {
        let digit = char::from_u32(u32::from(digit))?.to_digit(16)?;
        point = point.checked_mul(16)?.checked_add(digit)?;
    }
    (!digits.is_empty())
        .then(|| char::from_u32(point))
        .flatten()
        .map(|point| (point, length))
}

/// Whether a word occurs in a text, as a name or as part of anything.
#[must_use]
pub fn occurs(text: &[u16], word: &str) -> bool {
    let word: Vec<u16> = word.encode_utf16().collect();
    text.windows(word.len()).any(|part| part == word)
}

/// Gives the first name of a stem and a number that does not occur in an [unescaped] text.
#[must_use]
pub fn unused_name(text: &[u16], stem: &str, numbers: &mut impl Iterator<Item = u32>) -> String {
    let mut names = numbers.map(|number| format!("{stem}{number}"));
    names.find(|name| !occurs(text, name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{is_line_end, is_part, is_space, occurs, unescaped, unused_name};

    fn plain(text: &str) -> String {
        let text: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16_lossy(&unescaped(&text))
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        assert_eq!(plain(r"\u0061b + c\u{64} + \u{1d453}"), "ab + cd + 𝑓");
        for text in ["a + b", r"\n \x61 \u12 \u{} \u{110000} \ud83d \u{61", r"\"] {
            assert_eq!(plain(text), text);
        }
        assert!(occurs(
            &"a.eval(b)".encode_utf16().collect::<Vec<_>>(),
            "eval"
        ));
        let text: Vec<u16> = "$value0 $value11".encode_utf16().collect();
        assert_eq!(unused_name(&text, "$value", &mut (0..)), "$value2");
    }

    #[test]
    fn units_are_told_apart() {
        for unit in "az09AZ$_é変\u{200D}".encode_utf16() {
            assert!(
                is_part(unit) && !is_space(unit) && !is_line_end(unit),
                "{unit:x}"
            );
        }
        for unit in " \t\u{B}\u{C}\u{A0}\u{FEFF}\u{2003}\u{3000}".encode_utf16() {
            assert!(
                is_space(unit) && !is_part(unit) && !is_line_end(unit),
                "{unit:x}"
            );
        }
        for unit in "\n\r\u{2028}\u{2029}".encode_utf16() {
            assert!(
                is_line_end(unit) && is_space(unit) && !is_part(unit),
                "{unit:x}"
            );
        }
        for unit in "-+.(\\#@".encode_utf16() {
            assert!(!is_part(unit) && !is_space(unit), "{unit:x}");
        }
    }
}
