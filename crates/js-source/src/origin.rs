//! Where a source text comes from: its file name and the offset of its first character.

use boa_string::JsString;

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

#[cfg(test)]
mod tests {
    use super::{JsString, Origin};

    fn origin(filename: &[u16], line_offset: i32, column_offset: i32) -> Origin {
        Origin {
            filename: JsString::from(filename),
            line_offset,
            column_offset,
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
