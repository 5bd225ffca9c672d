//! The texts that were compiled, for the line that an error message shows and for positions and names in stack
//! traces that Boa does not record. Each lives as long as its code, which holds it.
//!
//! It must never keep a realm's objects alive.

use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use boa_engine::error::BacktraceFrame;
use boa_engine::vm::SourcePath;
use boa_engine::{JsString, SourceOrigin};

use js_source::origin::Origin;
use js_source::source_text::{Addition, SourceText};

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
    let text = SourceText::with_additions(text.clone(), additions);
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

#[cfg(test)]
mod tests {
    use boa_engine::JsString;

    use super::{Origin, compiled, register};

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
}
