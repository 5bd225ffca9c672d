//! Keeps the texts that were compiled lately, for the line that an error message shows and for
//! positions and names in stack traces that Boa does not record.
//!
//! It is a convenience of bounded size: a text may be gone at any time, and then traces have less
//! detail. It must never keep a realm's objects alive, and nothing but traces may depend on it.
//!
//! May import: `origin`, the functions of `syntax`, and Boa's strings.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::rc::Rc;

use boa_engine::string::JsStrVariant;
use boa_engine::{Context, JsString};

use super::origin::{Compiled, Origin};
use super::syntax::Functions;

/// How many texts a context keeps at most.
const MOST_TEXTS: usize = 256;
/// How many UTF-16 units these have at most, all together.
const MOST_UNITS: usize = 1 << 24;
/// The longest text of which the functions are looked for.
const MOST_UNITS_TO_LOOK_THROUGH: usize = 1 << 22;

#[derive(Default)]
struct Sources {
    last_serial: u32,
    kept: VecDeque<(u32, Rc<SourceText>)>,
    units: usize,
}

/// Keeps `text` (as a reference, not a copy) and gives the path under which to compile it: that of
/// [`Origin::to_path`], with the number of the text in it.
pub fn register(context: &mut Context, origin: &Origin, text: &JsString) -> PathBuf {
    register_text(context, origin, SourceText::new(text.clone()), 0)
}

/// As [`register`], for a text that is compiled with some lines above it and with more in its lines.
/// Positions in traces do not count these.
pub fn register_with(
    context: &mut Context,
    origin: &Origin,
    text: &JsString,
    additions: &[Addition],
    lines_above: u32,
) -> PathBuf {
    let mut kept = SourceText::new(text.clone());
    kept.additions = additions
        .iter()
        .map(|addition| (kept.position_of(addition.at), addition.width))
        .collect();
    register_text(context, origin, kept, lines_above)
}

/// Characters, none of which ends a line, that are compiled within a text and are not of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The UTF-16 unit of the text before which they stand.
    pub at: usize,
    /// How many there are.
    pub width: u32,
}

fn register_text(
    context: &mut Context,
    origin: &Origin,
    text: SourceText,
    lines_above: u32,
) -> PathBuf {
    let mut sources = context.remove_data::<Sources>().unwrap_or_default();
    let serial = sources.last_serial.checked_add(1).unwrap_or(1);
    sources.last_serial = serial;
    if text.text.len() <= MOST_UNITS {
        sources.units += text.text.len();
        sources.kept.push_back((serial, Rc::new(text)));
    }
    while sources.kept.len() > MOST_TEXTS || sources.units > MOST_UNITS {
        let Some((_, oldest)) = sources.kept.pop_front() else {
            break;
        };
        sources.units -= oldest.text.len();
    }
    context.insert_data(*sources);
    origin.to_path_of(Compiled {
        serial,
        lines_above,
    })
}

/// Gives the text with this number, if it is still kept.
pub(super) fn find(context: &Context, serial: u32) -> Option<Rc<SourceText>> {
    let sources = context.get_data::<Sources>()?;
    sources
        .kept
        .iter()
        .rev()
        .find(|(number, _)| *number == serial)
        .map(|(_, text)| Rc::clone(text))
}

/// A text and where its lines start.
pub(super) struct SourceText {
    text: JsString,
    line_starts: OnceCell<Vec<usize>>,
    has_pairs: OnceCell<bool>,
    functions: OnceCell<Functions>,
    /// Where more than the text is compiled, in order: the position in the text, and how many characters
    /// stand before it.
    additions: Vec<((u32, u32), u32)>,
}

impl SourceText {
    pub(super) fn new(text: JsString) -> Self {
        Self {
            text,
            line_starts: OnceCell::new(),
            has_pairs: OnceCell::new(),
            functions: OnceCell::new(),
            additions: Vec::new(),
        }
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

    pub(super) fn text(&self) -> &JsString {
        &self.text
    }

    /// The UTF-16 unit at `index`; 0 past the end.
    pub(super) fn unit(&self, index: usize) -> u16 {
        match self.text.as_str().variant() {
            JsStrVariant::Latin1(text) => text.get(index).copied().map_or(0, u16::from),
            JsStrVariant::Utf16(text) => text.get(index).copied().unwrap_or(0),
        }
    }

    /// The index of a position as Boa counts: lines and columns from 1, a column being a character.
    pub(super) fn index_of(&self, line: u32, column: u32) -> Option<usize> {
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
    pub(super) fn position_of(&self, index: usize) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= index);
        let column = index + 1 - starts[line - 1];
        (
            u32::try_from(line).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }

    /// 2 where a surrogate pair begins, 1 elsewhere.
    pub(super) fn width_of_character(&self, index: usize) -> usize {
        let is_pair = matches!(self.unit(index), 0xD800..=0xDBFF)
            && matches!(self.unit(index + 1), 0xDC00..=0xDFFF);
        if is_pair { 2 } else { 1 }
    }

    /// How many lines it has.
    pub(super) fn lines(&self) -> usize {
        self.line_starts().len()
    }

    /// Its functions; none of a very long text, which would take too long to look through.
    pub(super) fn functions(&self) -> &Functions {
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
    use boa_engine::{Context, JsString};

    use super::{MOST_TEXTS, MOST_UNITS, Origin, SourceText, find, register};

    fn serial(context: &mut Context, text: &str) -> u32 {
        let origin = Origin::new(JsString::from("f.js"));
        let path = register(context, &origin, &JsString::from(text));
        let (_, compiled) = Origin::decode(path.to_str().unwrap()).unwrap();
        compiled.serial
    }

    #[test]
    fn a_text_is_found_by_the_number_in_its_path() {
        let context = &mut Context::default();
        let first = serial(context, "one");
        let second = serial(context, "two");
        assert_eq!(find(context, first).unwrap().text(), "one");
        assert_eq!(find(context, second).unwrap().text(), "two");
        assert!(find(context, 0).is_none());
    }

    #[test]
    fn the_oldest_texts_make_room() {
        let context = &mut Context::default();
        let first = serial(context, "one");
        for _ in 0..MOST_TEXTS {
            serial(context, "more");
        }
        assert!(find(context, first).is_none());
        let big = serial(context, &"x".repeat(MOST_UNITS));
        assert!(find(context, big - 1).is_none());
        assert!(find(context, big).is_some());
        let bigger = serial(context, &"x".repeat(MOST_UNITS + 1));
        assert!(find(context, bigger).is_none());
        assert!(find(context, big).is_some());
    }

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
