//! Characters that are compiled within a text and are not of it: those that take the values of a module's
//! statements.
//!
//! An edit stays within a line, so that positions in traces only have to leave out columns.

use crate::source_text::Addition;

/// Other characters for some of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first UTF-16 unit of the text that is replaced, and the first behind it.
    pub range: (usize, usize),
    /// What stands there instead.
    pub new: Vec<u16>,
}

/// The text with the edits, which are in order and apart.
#[must_use]
pub fn apply(units: Vec<u16>, edits: &[Edit]) -> Vec<u16> {
    if edits.is_empty() {
        return units;
    }
    let more: usize = edits.iter().map(|edit| edit.new.len()).sum();
    let mut text = Vec::with_capacity(units.len() + more);
    let mut at = 0;
    for edit in edits {
        text.extend_from_slice(&units[at..edit.range.0]);
        text.extend_from_slice(&edit.new);
        at = edit.range.1;
    }
    text.extend_from_slice(&units[at..]);
    text
}

/// What the compiled text has more.
#[must_use]
pub fn additions(edits: &[Edit]) -> Vec<Addition> {
    let characters = |units: &[u16]| char::decode_utf16(units.iter().copied()).count();
    let of_one = |edit: &Edit| {
        let replaced = edit.range.1 - edit.range.0;
        let width = characters(&edit.new).saturating_sub(replaced);
        Addition {
            at: edit.range.1,
            width: u32::try_from(width).unwrap_or(u32::MAX),
        }
    };
    let additions = edits.iter().map(of_one);
    additions.filter(|addition| addition.width > 0).collect()
}
