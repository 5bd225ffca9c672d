//! The messages of the engine, and V8's words for them: `table.tsv`.
//!
//! A row has the engine's message, the built-in that throws it, and V8's words. `*` in the message stands for
//! any text. The built-in is its bare name, one of several, or nothing for any. The first row that fits, and whose
//! placeholders can all be filled, is taken; the placeholders are those of `expand.rs`, `{0}` is what the
//! first `*` stood for.

use std::sync::LazyLock;

/// A row of the table.
pub(super) struct Row {
    /// The engine's message.
    pub(super) engine_message: &'static str,
    /// The built-ins that throw it, with spaces between them; empty for any.
    pub(super) thrown_by: &'static str,
    /// V8's words.
    pub(super) words: &'static str,
}

/// All rows, in order.
pub(super) static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("table.tsv").lines();
    lines.filter_map(row).collect()
});

/// Reads a line; nothing for a comment.
fn row(line: &'static str) -> Option<Row> {
    let (engine_message, rest) = line.split_once('\t')?;
    let (thrown_by, words) = rest.split_once('\t')?;
    Some(Row {
        engine_message,
        thrown_by,
        words,
    })
}
