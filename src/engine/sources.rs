//! The texts that were compiled, for the line that an error message shows and for positions and names in stack
//! traces that Boa does not record. Each lives as long as its code, which holds it.
//!
//! It must never keep a realm's objects alive.
//!
//! May import: `origin`, the functions of `syntax`, and Boa's strings.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use boa_engine::error::BacktraceFrame;
use boa_engine::string::JsStrVariant;
use boa_engine::vm::SourcePath;
use boa_engine::{JsString, SourceOrigin};

use super::origin::Origin;
use super::syntax::Functions;

/// The longest text of which the functions are looked for.
const MOST_UNITS_TO_LOOK_THROUGH: usize = 1 << 22;

/// A text that was compiled.
pub struct Compiled {
    /// Where it says it comes from.
    pub origin: Origin,
    /// A number that no other text has.
    pub serial: u64,
    /// Lines that were put above the text, and that positions must not count.
    pub(super) lines_above: u32,
    /// The text as its author wrote it.
    pub(super) text: SourceText,
    /// For a text that code has compiled: on whose behalf.
    pub(super) evaluated: Option<Evaluated>,
}

/// How code has compiled a text, by `eval` or `Function`.
pub(super) struct Evaluated {
    /// The call of code that did; none where too many texts have compiled each other.
    pub(super) caller: Option<BacktraceFrame>,
    /// How many texts up to here have compiled each other.
    depth: usize,
    /// Lines at the beginning of the text that were not compiled with the rest, and that positions do not count.
    pub(super) lines_left_out: u32,
}

/// How many texts are remembered that have compiled each other: each keeps those before it.
const MOST_CALLERS: usize = 32;

/// Gives what Boa is to know of a text of `eval` or `Function`, which `caller` has compiled.
pub(super) fn register_evaluated(
    text: &JsString,
    lines_left_out: u32,
    caller: Option<BacktraceFrame>,
) -> Rc<SourceOrigin> {
    let path = caller
        .as_ref()
        .and_then(|caller| Some(&caller.code.as_ref()?.path));
    let before = match path {
        Some(SourcePath::Origin(origin)) => compiled(origin),
        _ => None,
    };
    let depth = before.map_or(0, |before| {
        let evaluated = before.evaluated.as_ref();
        evaluated.map_or(0, |evaluated| evaluated.depth + 1)
    });
    let evaluated = Evaluated {
        caller: caller.filter(|_| depth < MOST_CALLERS),
        depth: depth % MOST_CALLERS,
        lines_left_out,
    };
    make(
        &Origin::new(JsString::default()),
        SourceText::new(text.clone()),
        0,
        Some(evaluated),
    )
}

/// Gives what Boa is to know of a text as its origin.
#[must_use]
pub fn register(origin: &Origin, text: &JsString) -> Rc<SourceOrigin> {
    register_with(origin, text, &[], 0)
}

/// As [`register`], for a text that is compiled with some lines above it and with more in its lines.
/// Positions in traces do not count these.
#[must_use]
pub fn register_with(
    origin: &Origin,
    text: &JsString,
    additions: &[Addition],
    lines_above: u32,
) -> Rc<SourceOrigin> {
    let mut text = SourceText::new(text.clone());
    text.additions = additions
        .iter()
        .map(|addition| (text.position_of(addition.at), addition.width))
        .collect();
    make(origin, text, lines_above, None)
}

fn make(
    origin: &Origin,
    text: SourceText,
    lines_above: u32,
    evaluated: Option<Evaluated>,
) -> Rc<SourceOrigin> {
    static LAST_SERIAL: AtomicU64 = AtomicU64::new(0);
    let compiled = Compiled {
        origin: origin.clone(),
        serial: LAST_SERIAL.fetch_add(1, Ordering::Relaxed),
        lines_above,
        text,
        evaluated,
    };
    let mut made = SourceOrigin::new(origin.filename.to_vec().into());
    made.line_offset = origin.line_offset;
    made.column_offset = origin.column_offset;
    made.host_defined = Some(Rc::new(compiled));
    Rc::new(made)
}

/// The text behind an origin that [`register`] has made.
pub(super) fn compiled(origin: &SourceOrigin) -> Option<Rc<Compiled>> {
    let compiled = origin.host_defined.clone()?;
    compiled.downcast().ok()
}

/// Characters, none of which ends a line, that are compiled within a text and are not of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The UTF-16 unit of the text before which they stand.
    pub at: usize,
    /// How many there are.
    pub width: u32,
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

    /// What its last `//# sourceURL=` comment says, if that is a name.
    pub(super) fn source_url(&self) -> Option<Vec<u16>> {
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
    use boa_engine::JsString;

    use super::{Origin, SourceText, compiled, register};

    #[test]
    fn a_text_is_found_by_its_origin() {
        let origin = Origin::new(JsString::from("f.js"));
        let made = ["one", "two"].map(|text| register(&origin, &JsString::from(text)));
        let [one, two] = made.map(|origin| compiled(&origin).unwrap());
        assert_eq!(one.text.text(), "one");
        assert_eq!(two.text.text(), "two");
        assert_ne!(one.serial, two.serial);
        assert_eq!(two.origin, origin);
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
