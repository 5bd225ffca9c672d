//! A text as it is compiled: what we add to a user's text or write in other words, and the way back.
//!
//! An edit stays within a line, so that positions in traces only have to leave out columns. What it writes
//! has a character in it that no text has by chance, by which `Function.prototype.toString` knows it.
//!
//! May import: `characters`, `sources`.

mod catches;
mod lengths;

use boa_ast::visitor::VisitWith;

use super::sources::Addition;
pub use catches::HOOK;

/// Other characters for some of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first UTF-16 unit of the text that is replaced, and the first behind it.
    pub range: (usize, usize),
    /// What stands there instead.
    pub new: Vec<u16>,
}

impl Edit {
    /// The same edit in the text without its first `units`.
    #[must_use]
    pub fn without(mut self, units: usize) -> Self {
        self.range = (self.range.0 - units, self.range.1 - units);
        self
    }
}

/// Whether the clauses of a text can see the names of the realm's scope as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// They can.
    Open,
    /// There is a `with` around the text.
    With,
}

/// The edits of a parsed text, in order.
pub fn find(parsed: &impl VisitWith, units: &[u16], surroundings: Surroundings) -> Vec<Edit> {
    let mut edits = lengths::find(parsed, units);
    if surroundings == Surroundings::Open {
        edits.extend(catches::find(parsed, units));
    }
    edits.sort_unstable_by_key(|edit| edit.range);
    edits
}

/// The source text of a function as its author wrote it; `None` if nothing in it was edited.
#[must_use]
pub fn restored(text: &[u16]) -> Option<Vec<u16>> {
    let without_hooks = catches::restored(text);
    let plain = lengths::restored(without_hooks.as_deref().unwrap_or(text));
    plain.or(without_hooks)
}

/// The text with the edits, which are in order and apart.
#[must_use]
pub fn apply(units: &[u16], edits: &[Edit]) -> Vec<u16> {
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
    edits.iter().map(of_one).collect()
}
