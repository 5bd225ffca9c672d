//! V8's words for what is wrong with modules alone.

use boa_string::JsString;

use super::SyntaxFailure;
use crate::source_text::SourceText;

/// V8's words for what is wrong with a module, where they are not those for a script.
pub(super) fn reword(text: &[u16], failure: SyntaxFailure) -> SyntaxFailure {
    let source = SourceText::new(JsString::from(text));
    let place = source.index_of(failure.line, 1).map_or(0, |start| {
        start + usize::try_from(failure.column).map_or(0, |column| column - 1)
    });
    let begins = |what: &str| {
        let rest = text.get(place..).unwrap_or_default();
        rest.starts_with(&what.encode_utf16().collect::<Vec<_>>())
    };
    let follows = |what: &str| {
        let before = text.get(..place).unwrap_or_default();
        before.ends_with(&what.encode_utf16().collect::<Vec<_>>())
    };
    let message = if failure.message == "Unexpected identifier 'await'" {
        "Unexpected reserved word"
    } else if begins("<!--") || (begins(">") && follows("--")) {
        "HTML comments are not allowed in modules"
    } else {
        return failure;
    };
    SyntaxFailure {
        message: JsString::from(message),
        ..failure
    }
}
