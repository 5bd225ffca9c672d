//! How deep a text nests. The parser takes up to 57 KB of the guest's stack for a bracket, and would end the
//! process where that is over.

use boa_string::JsString;

use super::SyntaxFailure;
use super::program::Program;

/// The most brackets within each other. V8 gives up after some thousands as well.
const DEEPEST: usize = 6_000;
/// What V8 says then, in a RangeError.
pub const TOO_DEEP: &str = "Maximum call stack size exceeded";

/// Whether a text nests deeper than the parser can follow.
#[must_use]
pub fn is_too_deep(units: &[u16]) -> bool {
    if units.len() <= DEEPEST {
        return false;
    }
    let brackets = units.iter().map(|unit| match unit {
        0x28 | 0x5B | 0x7B => 1,
        0x29 | 0x5D | 0x7D => -1,
        _ => 0,
    });
    // What is in texts and comments counts only if it is in doubt.
    deepest(brackets) > DEEPEST && {
        let program = Program::new(units);
        let steps = (0..program.end())
            .map(|number| i8::from(program.opens(number)) - i8::from(program.closes(number)));
        deepest(steps) > DEEPEST
    }
}

fn deepest(steps: impl Iterator<Item = i8>) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    for step in steps {
        depth = depth.saturating_add_signed(isize::from(step));
        deepest = deepest.max(depth);
    }
    deepest
}

/// What is wrong with a text that nests too deep.
#[must_use]
pub fn too_deep(units: &[u16]) -> Option<SyntaxFailure> {
    is_too_deep(units).then(|| SyntaxFailure {
        message: JsString::from(TOO_DEEP),
        line: 1,
        column: 1,
        width: 0,
    })
}

/// Refuses a text that nests too deep.
pub(super) fn check(units: &[u16]) -> Result<(), SyntaxFailure> {
    too_deep(units).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, is_too_deep};

    #[test]
    fn brackets_count_where_they_are_code() {
        let deep = |times: usize| "(".repeat(times) + &")".repeat(times);
        for (text, expected) in [
            (deep(DEEPEST), false),
            (deep(DEEPEST + 1), true),
            (format!("'{}'", "(".repeat(2 * DEEPEST)), false),
            ("f({});".repeat(2 * DEEPEST), false),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(is_too_deep(&units), expected);
        }
    }
}
