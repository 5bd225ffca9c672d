//! What UTF-16 units are in a source text, for the scans that do not parse.

/// White space and line ends, as ECMAScript has them.
pub(super) fn is_space(unit: u16) -> bool {
    is_line_end(unit)
        || matches!(
            unit,
            0x09 | 0x0B | 0x0C | 0x20 | 0xA0 | 0x1680 | 0x2000
                ..=0x200A | 0x202F | 0x205F | 0x3000 | 0xFEFF
        )
}

/// The units that end a line; CR LF is one end.
pub(super) fn is_line_end(unit: u16) -> bool {
    matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029)
}

/// Whether a unit can be part of a name or a number. Beyond ASCII the only characters of a valid
/// program outside strings and comments are those of names and white space.
pub(super) fn is_part(unit: u16) -> bool {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'_'),
        _ => !is_space(unit),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_line_end, is_part, is_space};

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
