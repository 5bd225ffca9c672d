//! A text, and where its lines start: positions as Boa counts them and as V8 does.

use std::cell::OnceCell;

use boa_string::{JsStrVariant, JsString};

use crate::syntax::Functions;

/// The longest text of which the functions are looked for.
const MOST_UNITS_TO_LOOK_THROUGH: usize = 1 << 22;

/// Characters, none of which ends a line, that are compiled within a text and are not of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The UTF-16 unit of the text before which they stand.
    pub at: usize,
    /// How many there are.
    pub width: u32,
}

/// A text and where its lines start.
pub struct SourceText {
    text: JsString,
    line_starts: OnceCell<Vec<usize>>,
    has_pairs: OnceCell<bool>,
    functions: OnceCell<Functions>,
    /// Where more than the text is compiled, in order: the position in the text, and how many characters
    /// stand before it.
    additions: Vec<((u32, u32), u32)>,
}

impl SourceText {
    /// Takes a text. Nothing is looked for in it yet.
    #[must_use]
    pub fn new(text: JsString) -> Self {
        Self {
            text,
            line_starts: OnceCell::new(),
            has_pairs: OnceCell::new(),
            functions: OnceCell::new(),
            additions: Vec::new(),
        }
    }

    /// Gives a text that is compiled with more characters in its lines. Positions do not count these.
    #[must_use]
    pub fn with_additions(text: JsString, additions: &[Addition]) -> Self {
        let mut text = Self::new(text);
        text.additions = additions
            .iter()
            .map(|addition| (text.position_of(addition.at), addition.width))
            .collect();
        text
    }

    /// The column in the text of a column in what was compiled, of the same line.
    fn own_column(&self, line: u32, column: u32) -> u32 {
        let mut column = column;
        for ((_, at), width) in self.additions.iter().filter(|((on, _), _)| *on == line) {
            if column <= *at {
                break;
            }
            column = (*at).max(column.saturating_sub(*width));
        }
        column
    }

    /// The text as its author wrote it.
    #[must_use]
    pub fn text(&self) -> &JsString {
        &self.text
    }

    /// What its last `//# sourceURL=` comment says, if that is a name.
    #[must_use]
    pub fn source_url(&self) -> Option<Vec<u16>> {
        let text = self.text.to_vec();
        let key: Vec<u16> = "sourceURL=".encode_utf16().collect();
        let begins = |at: usize| {
            at.checked_sub(4).is_some_and(|start| {
                text[start..start + 2] == [0x2F, 0x2F]
                    && matches!(text[start + 2], 0x23 | 0x40)
                    && matches!(text[start + 3], 0x20 | 0x09)
            })
        };
        let at = (0..text.len().saturating_sub(key.len()))
            .rev()
            .find(|&at| text[at..].starts_with(&key) && begins(at))?;
        let line = text[at + key.len()..]
            .split(|&unit| matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029))
            .next()?;
        let name = String::from_utf16_lossy(line);
        let name = name.trim();
        let is_name = !name.is_empty() && !name.contains(['"', '\'', ' ', '\t']);
        is_name.then(|| name.encode_utf16().collect())
    }

    /// The UTF-16 unit at `index`; 0 past the end.
    #[must_use]
    pub fn unit(&self, index: usize) -> u16 {
        match self.text.as_str().variant() {
            JsStrVariant::Latin1(text) => text.get(index).copied().map_or(0, u16::from),
            JsStrVariant::Utf16(text) => text.get(index).copied().unwrap_or(0),
        }
    }

    /// The index of a position as Boa counts: lines and columns from 1, a column being a character.
    #[must_use]
    pub fn index_of(&self, line: u32, column: u32) -> Option<usize> {
        let column = self.own_column(line, column);
        let starts = self.line_starts();
        let mut index = *starts.get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        if self.has_pairs() {
            for _ in 1..column {
                index += self.width_of_character(index);
            }
        } else {
            index += usize::try_from(column.max(1) - 1).ok()?;
        }
        (index <= self.text.len()).then_some(index)
    }

    /// Whether a character of it may be two UTF-16 units.
    fn has_pairs(&self) -> bool {
        *self
            .has_pairs
            .get_or_init(|| match self.text.as_str().variant() {
                JsStrVariant::Latin1(_) => false,
                JsStrVariant::Utf16(text) => {
                    text.iter().any(|unit| matches!(unit, 0xD800..=0xDFFF))
                }
            })
    }

    /// The position of an index as V8 counts: lines and columns from 1, a column being a UTF-16 unit.
    #[must_use]
    pub fn position_of(&self, index: usize) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= index);
        let column = index + 1 - starts[line - 1];
        (
            u32::try_from(line).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }

    /// 2 where a surrogate pair begins, 1 elsewhere.
    #[must_use]
    pub fn width_of_character(&self, index: usize) -> usize {
        let is_pair = matches!(self.unit(index), 0xD800..=0xDBFF)
            && matches!(self.unit(index + 1), 0xDC00..=0xDFFF);
        if is_pair { 2 } else { 1 }
    }

    /// How many lines it has.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.line_starts().len()
    }

    /// Its functions; none of a very long text, which would take too long to look through.
    #[must_use]
    pub fn functions(&self) -> &Functions {
        self.functions.get_or_init(|| {
            if self.text.len() > MOST_UNITS_TO_LOOK_THROUGH {
                return Functions::default();
            }
            Functions::of(&self.text.to_vec())
        })
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts
            .get_or_init(|| match self.text.as_str().variant() {
                JsStrVariant::Latin1(text) => line_starts(text.iter().copied().map(u16::from)),
                JsStrVariant::Utf16(text) => line_starts(text.iter().copied()),
            })
    }
}

/// Lines end as ECMAScript has it: LF, CR, CR LF, U+2028, U+2029.
fn line_starts(text: impl Iterator<Item = u16>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut text = text.enumerate().peekable();
    while let Some((index, unit)) = text.next() {
        let ends = match unit {
            0x0D => !matches!(text.peek(), Some((_, 0x0A))),
            0x0A | 0x2028 | 0x2029 => true,
            _ => false,
        };
        if ends {
            starts.push(index + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::{JsString, SourceText};

    #[test]
    fn positions_count_characters_from_boa_and_units_for_v8() {
        let text = SourceText::new(JsString::from("a\r\n🦀b\rc\u{2028}d\n"));
        let index = text.index_of(2, 2).unwrap();
        assert_eq!(text.unit(index), u16::from(b'b'));
        assert_eq!(text.position_of(index), (2, 3));
        for (line, unit) in [(1, b'a'), (3, b'c'), (4, b'd')] {
            let index = text.index_of(line, 1).unwrap();
            assert_eq!(text.unit(index), u16::from(unit));
            assert_eq!(text.position_of(index), (line, 1));
        }
        assert_eq!(text.index_of(5, 1), Some(text.text().len()));
        assert_eq!(text.index_of(6, 1), None);
        assert_eq!(text.index_of(0, 1), None);
    }
}
