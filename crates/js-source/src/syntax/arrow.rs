//! The lines that Node puts above the stack of an error: file and line, the source line, carets.

use boa_string::JsString;

use crate::origin::Origin;

/// Node cuts the line with the carets here.
const LONGEST_UNDERLINE: usize = 1020;

/// Makes the block that stands above the stack with `displayErrors`, for a place in a text (line
/// and column from 1, without the offsets of `origin`; `width` UTF-16 units are wrong):
///
/// ```text
/// file.js:3
/// var x = ;
///         ^
/// ```
///
/// It ends with a line feed. Node puts another one, and so a blank line, between it and the
/// stack. A place that goes past the end of the line gets no carets.
#[must_use]
pub fn arrow(text: &[u16], origin: &Origin, line: u32, column: u32, width: u32) -> JsString {
    let filename = origin.filename.to_std_string_lossy();
    let (shown_line, _) = origin.position(line, column);
    let source = source_line(text, line);
    let mut block = format!("{filename}:{shown_line}\n{source}\n");
    let size = |units: u32| usize::try_from(units).unwrap_or(usize::MAX);
    let start = size(column.saturating_sub(1));
    let end = start.saturating_add(size(width));
    // Node takes columns for bytes of the line.
    let bytes = source.as_bytes();
    if end <= bytes.len() {
        let underline = bytes.iter().take(end).enumerate();
        for (index, byte) in underline.take(LONGEST_UNDERLINE) {
            block.push(match byte {
                _ if index >= start => '^',
                b'\t' => '\t',
                _ => ' ',
            });
        }
        block.push('\n');
    }
    JsString::from(block)
}

/// The column of the `throw` that the expression at `column` belongs to, if there is one on
/// its line: V8 points there when the error is not caught.
#[must_use]
pub fn throw_column(text: &[u16], line: u32, column: u32) -> u32 {
    let Some(units) = lines(text).nth(usize::try_from(line).unwrap_or(1).saturating_sub(1)) else {
        return column;
    };
    let before = units
        .len()
        .min(usize::try_from(column).unwrap_or(1).saturating_sub(1));
    let code = String::from_utf16_lossy(&units[..before]);
    let start = code.rfind([';', '{', '}']).map_or(0, |end| end + 1);
    let statement = &code[start..];
    let is_part = |part: char| part.is_alphanumeric() || matches!(part, '_' | '$' | '.');
    let found = statement.match_indices("throw").find(|(index, word)| {
        let follows = statement[index + word.len()..].chars().next();
        !statement[..*index].ends_with(is_part) && !follows.is_some_and(is_part)
    });
    let Some((index, _)) = found else {
        return column;
    };
    let units = code[..start + index].encode_utf16().count();
    u32::try_from(units + 1).unwrap_or(column)
}

fn source_line(text: &[u16], line: u32) -> String {
    let number = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    String::from_utf16_lossy(lines(text).nth(number).unwrap_or_default())
}

/// The lines of a text, without what ends them.
fn lines(text: &[u16]) -> impl Iterator<Item = &[u16]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let ends = |unit: &u16| matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029);
        let Some(end) = text.iter().position(ends) else {
            rest = None;
            return Some(text);
        };
        let is_pair = text[end..].starts_with(&[0x0D, 0x0A]);
        rest = Some(&text[end + if is_pair { 2 } else { 1 }..]);
        Some(&text[..end])
    })
}
