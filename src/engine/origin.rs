//! Where a source text comes from: its file name and the offset of its first character.
//!
//! Boa carries a path with every function and prints it in its backtraces. An [`Origin`] travels
//! inside that path, so a frame tells its file name and offsets without a table beside it that
//! somebody would have to clean up. The path is never opened; it must never be shown to a user or a
//! guest as it is.
//!
//! May import: the standard library and Boa's strings.

use std::fmt::Write as _;
use std::path::PathBuf;

use boa_engine::JsString;

/// Begins an encoded origin. These characters are for private use, and [`Origin::to_path`] escapes
/// them within file names, so an encoded origin contains one of each, at its two ends.
pub const START: char = '\u{F8E0}';
/// Ends an encoded origin.
pub const END: char = '\u{F8E1}';
/// Begins the four hexadecimal digits of a UTF-16 unit that cannot stand for itself.
const ESCAPE: char = '\u{F8E2}';

/// The file name of a source text and its place in that file.
///
/// The offsets are those of Node's `vm.Script` options `lineOffset` and `columnOffset`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file name: any JavaScript string, lone surrogates and line feeds included.
    pub filename: JsString,
    /// Lines that come before the text in its file.
    pub line_offset: i32,
    /// Columns that come before the text in the first of its lines.
    pub column_offset: i32,
}

/// What Boa compiled for a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// The number under which `sources` keeps the text; 0 if it does not.
    pub serial: u32,
    /// Lines that were put above the text, and that positions must not count.
    pub lines_above: u32,
}

impl Origin {
    /// Gives an origin without offsets.
    #[must_use]
    pub fn new(filename: JsString) -> Self {
        Self {
            filename,
            line_offset: 0,
            column_offset: 0,
        }
    }

    /// Encodes this origin as a path for `Source::with_path`. Nothing is lost:
    /// [`Origin::from_path_text`] gives an equal origin back.
    ///
    /// Where the text is kept for stack traces, `sources::register` makes the path instead.
    #[must_use]
    pub fn to_path(&self) -> PathBuf {
        self.to_path_of(Compiled::default())
    }

    /// As [`Origin::to_path`], for a text of which more is known.
    #[must_use]
    pub fn to_path_of(&self, compiled: Compiled) -> PathBuf {
        let mut text = format!(
            "{START}{},{},{},{},",
            self.line_offset, self.column_offset, compiled.serial, compiled.lines_above
        );
        for unit in char::decode_utf16(self.filename.iter()) {
            match unit {
                Ok(character) if stands_for_itself(character) => text.push(character),
                Ok(character) => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        push_escaped(&mut text, *unit);
                    }
                }
                Err(lone) => push_escaped(&mut text, lone.unpaired_surrogate()),
            }
        }
        text.push(END);
        PathBuf::from(text)
    }

    /// Decodes what [`Origin::to_path`] made; `None` for any other text.
    #[must_use]
    pub fn from_path_text(text: &str) -> Option<Self> {
        Self::decode(text).map(|(origin, _)| origin)
    }

    /// Decodes what [`Origin::to_path_of`] made; `None` for any other text.
    #[must_use]
    pub fn decode(text: &str) -> Option<(Self, Compiled)> {
        let text = text.strip_prefix(START)?.strip_suffix(END)?;
        let (line_offset, text) = text.split_once(',')?;
        let (column_offset, text) = text.split_once(',')?;
        let (serial, text) = text.split_once(',')?;
        let (lines_above, text) = text.split_once(',')?;
        let mut filename = Vec::with_capacity(text.len());
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            if character == ESCAPE {
                let digits = rest.as_str().get(..4)?;
                filename.push(u16::from_str_radix(digits, 16).ok()?);
                rest = rest.as_str()[4..].chars();
            } else if stands_for_itself(character) {
                filename.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            } else {
                return None;
            }
        }
        let origin = Self {
            filename: JsString::from(filename.as_slice()),
            line_offset: line_offset.parse().ok()?,
            column_offset: column_offset.parse().ok()?,
        };
        let compiled = Compiled {
            serial: serial.parse().ok()?,
            lines_above: lines_above.parse().ok()?,
        };
        Some((origin, compiled))
    }

    /// Turns a position in the text (line and column from 1) into the one in the file, as V8 counts:
    /// the column offset holds for the first line of the text alone. Offsets may be negative, and so
    /// may the result.
    #[must_use]
    pub fn position(&self, line: u32, column: u32) -> (i64, i64) {
        let column_offset = if line == 1 { self.column_offset } else { 0 };
        (
            i64::from(line) + i64::from(self.line_offset),
            i64::from(column) + i64::from(column_offset),
        )
    }
}

fn stands_for_itself(character: char) -> bool {
    !matches!(character, START | END | ESCAPE) && !character.is_control()
}

fn push_escaped(text: &mut String, unit: u16) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "{ESCAPE}{unit:04x}");
}

#[cfg(test)]
mod tests {
    use super::{Compiled, END, JsString, Origin, START};

    fn origin(filename: &[u16], line_offset: i32, column_offset: i32) -> Origin {
        Origin {
            filename: JsString::from(filename),
            line_offset,
            column_offset,
        }
    }

    fn round_trip(origin: &Origin) -> String {
        let path = origin.to_path();
        let text = path.to_str().unwrap().to_owned();
        assert_eq!(Origin::from_path_text(&text).as_ref(), Some(origin));
        text
    }

    #[test]
    fn any_file_name_survives_the_round_trip() {
        for name in [
            "",
            "file.js",
            "/a b/(c):1:2).js",
            "C:\\x\\y.js",
            "evalmachine.<anonymous>",
            "line\nfeed\r\0\u{85}\u{2028}",
            "größe/变数/🦀.js",
            "-1,-2,3",
            "\u{F8E0}1,2,a\u{F8E1}\u{F8E2}0041",
        ] {
            let units: Vec<u16> = name.encode_utf16().collect();
            round_trip(&origin(&units, 0, 0));
            round_trip(&origin(&units, i32::MAX, i32::MIN));
        }
    }

    #[test]
    fn lone_surrogates_survive_the_round_trip() {
        round_trip(&origin(&[0xD800], 1, 2));
        round_trip(&origin(&[0x61, 0xDC00, 0xD800, 0x62], 1, 2));
    }

    #[test]
    fn what_was_compiled_goes_with_the_path_and_not_with_the_origin() {
        let origin = origin(&[0x61], 1, 2);
        let compiled = Compiled {
            serial: 7,
            lines_above: 1,
        };
        let path = origin.to_path_of(compiled);
        let text = path.to_str().unwrap();
        assert_eq!(Origin::decode(text), Some((origin.clone(), compiled)));
        assert_eq!(Origin::from_path_text(text), Some(origin));
    }

    #[test]
    fn the_ends_are_marked_once_and_no_line_break_is_left() {
        let name: Vec<u16> = "\u{F8E1}a\nb\u{F8E0}".encode_utf16().collect();
        let text = round_trip(&origin(&name, 0, 0));
        assert_eq!(text.matches(START).count(), 1);
        assert_eq!(text.matches(END).count(), 1);
        assert!(!text.contains('\n'));
    }

    #[test]
    fn other_texts_are_no_origins() {
        for text in [
            "",
            "file.js",
            "\u{F8E0}\u{F8E1}",
            "\u{F8E0}1,2\u{F8E1}",
            "\u{F8E0}a,2,3,4,\u{F8E1}",
            "\u{F8E0}1,2,3,4,\u{F8E2}zzzz\u{F8E1}",
            "\u{F8E0}1,2,3,4,\u{F8E2}12\u{F8E1}",
            "\u{F8E0}1,2,3,4,a\nb\u{F8E1}",
            "\u{F8E0}1,2,3,4,x",
            "\u{F8E0}1,2,3,x\u{F8E1}",
        ] {
            assert_eq!(Origin::from_path_text(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_column_offset_holds_for_the_first_line_alone() {
        let origin = origin(&[], 10, 5);
        assert_eq!(origin.position(1, 4), (11, 9));
        assert_eq!(origin.position(3, 3), (13, 3));
        assert_eq!(
            Origin {
                line_offset: -5,
                ..origin
            }
            .position(1, 1),
            (-4, 6)
        );
    }
}
