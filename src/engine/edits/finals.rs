//! `try {} catch {} finally {}`. Boa forgets what a `catch` throws if anything is caught while the `finally` runs,
//! and does not without the `catch`. So it is compiled as `try{try {} catch {}}finally {}`, with marks, which is the
//! same to the language.
//!
//! May import: `syntax` (tokens).

use super::super::syntax::program::Program;
use super::{Edit, Text, replaced};

const BEGINS: &str = "try/*\u{A7F7}<*/{";
const ENDS: &str = "/*\u{A7F7}>*/}";

/// The edits of a text that parses.
pub(super) fn find(text: &Text<'_>) -> Vec<Edit> {
    if !text.has("finally") {
        return Vec::new();
    }
    let program = text.program();
    (0..program.end())
        .filter(|&number| program.is(number, "finally"))
        .filter_map(|number| {
            let start = try_before(program, number)?;
            let [start, end] = [start, number].map(|number| program.token(number).start);
            Some([Edit::put(start, BEGINS), Edit::put(end, ENDS)])
        })
        .flatten()
        .collect()
}

/// The `try` of a `finally` that has a `catch` as well.
fn try_before(program: &Program<'_>, finally: usize) -> Option<usize> {
    let block = |closing: Option<usize>| program.opening(closing?)?.checked_sub(1);
    let mut before = block(finally.checked_sub(1))?;
    if program.is(before, ")") {
        before = block(Some(before))?;
    }
    let catch = program.is(before, "catch").then_some(before)?;
    let start = block(catch.checked_sub(1))?;
    program.is(start, "try").then_some(start)
}

/// The text as its author wrote it; `None` if nothing was put in.
pub(super) fn restored(text: &[u16]) -> Option<Vec<u16>> {
    let without = replaced(text, BEGINS, "")?;
    Some(replaced(&without, ENDS, "").unwrap_or(without))
}
