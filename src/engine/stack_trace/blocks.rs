//! Printed calls in blocks, one for each entry: where guest code has called the host and the host has
//! entered again, calls of the host belong between two blocks. Guest code sees the calls without the
//! seams, and the bridge gets them block by block.
//!
//! None of this runs guest code. May import: the siblings `frames`, `layout` and `properties`.

use boa_engine::{Context, JsError, JsObject, JsResult, JsString, JsValue, js_string};

use super::frames::{CALLOUT_MARK, Code};
use super::layout::{self, Hints, Placed};
use super::properties::accessor;
use super::{StackTraces, find_calls, limit, record_at_least, traces};

/// A seam in printed calls: a line that consists of the mark.
fn seam() -> [u16; 2] {
    let mut seam = [u16::from(b'\n'); 2];
    for (unit, mark) in seam[1..].iter_mut().zip(CALLOUT_MARK.encode_utf16()) {
        *unit = mark;
    }
    seam
}

/// Adds a seam to calls that are being printed.
pub(super) fn print_seam(text: &mut Vec<u16>) {
    text.extend(seam());
}

/// Printed calls without their seams, as guest code reads them.
pub(super) fn joined(calls: &JsString) -> JsString {
    let calls = calls.to_vec();
    if !calls.windows(2).any(|pair| pair == seam()) {
        return JsString::from(calls.as_slice());
    }
    JsString::from(parts(&calls).concat().as_slice())
}

/// Printed calls block by block, the innermost first.
#[must_use]
pub fn split(calls: &JsString) -> Vec<JsString> {
    let blocks = parts(&calls.to_vec());
    blocks
        .iter()
        .map(|block| JsString::from(block.as_slice()))
        .collect()
}

fn parts(calls: &[u16]) -> Vec<Vec<u16>> {
    let seam = seam();
    let mut parts = vec![Vec::new()];
    let mut at = 0;
    while at < calls.len() {
        if calls[at..].starts_with(&seam) {
            parts.push(Vec::new());
            at += seam.len();
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(calls[at]);
        }
        at += 1;
    }
    parts
}

/// Remembers the calls that are under way now, to be printed when somebody asks.
pub fn capture(context: &mut Context) -> Option<JsObject> {
    let traces = traces(context)?;
    record_at_least(limit(&traces).unwrap_or(0), context);
    traces.plain_error.construct(&[], None, context).ok()
}

/// Prints calls that were captured.
#[must_use]
pub fn calls_of_capture(capture: &JsObject, context: &mut Context) -> JsString {
    let Some(traces) = traces(context) else {
        return js_string!();
    };
    let limit = limit(&traces).unwrap_or(0);
    print_backtrace(capture, &Hints::default(), limit, &traces, context).unwrap_or_default()
}

/// Prints captured calls, and with the seams left out.
#[must_use]
pub fn text_of_capture(capture: &JsObject, context: &mut Context) -> JsString {
    joined(&calls_of_capture(capture, context))
}

/// Prints the calls that are under way now.
pub fn calls_now(context: &mut Context) -> JsString {
    capture(context).map_or_else(JsString::default, |capture| {
        calls_of_capture(&capture, context)
    })
}

/// Prints the calls that were under way when the engine stopped guest code.
#[must_use]
pub fn calls_of_stop(error: &JsError, context: &Context) -> JsString {
    let limit = traces(context).and_then(|traces| limit(&traces));
    let mut placed = layout::place(&error.to_string(), &Hints::default(), context);
    for Placed { frame, .. } in &mut placed {
        // Boa knows no place in a loop that has nothing in it.
        if matches!(frame.code, Code::Text { .. }) {
            frame.position.get_or_insert((1, 1));
        }
    }
    layout::print(&placed, limit.unwrap_or(0))
}

/// Gives an error that no guest code has made the calls for its stack.
///
/// # Errors
///
/// None in practice.
pub fn give_calls(error: &JsObject, calls: &JsString, context: &mut Context) -> JsResult<()> {
    let Some(traces) = traces(context) else {
        return Ok(());
    };
    let args = [error.clone().into(), calls.clone().into()];
    traces
        .recorded_set
        .call(&traces.recorded.clone().into(), &args, context)?;
    error.insert_property(
        js_string!("stack"),
        accessor(&traces.getter, &traces.setter),
    );
    Ok(())
}

/// The blocks of an error's calls if `stack` ends with them; `None` for another text, which guest code
/// has written.
pub fn blocks_of(
    error: &JsObject,
    stack: &JsString,
    context: &mut Context,
) -> Option<Vec<JsString>> {
    let traces = traces(context)?;
    let (_, calls) = find_calls(error, &traces, context)?;
    let text = joined(&calls).to_vec();
    let stack = stack.to_vec();
    let is_trace = stack.ends_with(&text) && (!text.is_empty() || !has_calls(&stack));
    is_trace.then(|| split(&calls))
}

fn has_calls(stack: &[u16]) -> bool {
    let at: Vec<u16> = "\n    at ".encode_utf16().collect();
    stack.windows(at.len()).any(|units| units == at)
}

/// Prints the backtrace that Boa keeps in an error.
pub(super) fn print_backtrace(
    error: &JsObject,
    hints: &Hints<'_>,
    limit: usize,
    traces: &StackTraces,
    context: &mut Context,
) -> JsResult<JsString> {
    let text = traces
        .backtrace
        .call(&JsValue::from(error.clone()), &[], context)?;
    let text = text.to_string(context)?.to_std_string_lossy();
    Ok(layout::print(&layout::place(&text, hints, context), limit))
}

#[cfg(test)]
mod tests {
    use boa_engine::JsString;

    use super::{joined, print_seam, split};

    #[test]
    fn calls_are_split_at_seams_and_joined_without_them() {
        let mut text: Vec<u16> = "\n    at inner (a.js:1:1)".encode_utf16().collect();
        print_seam(&mut text);
        text.extend("\n    at outer (a.js:2:1)".encode_utf16());
        let calls = JsString::from(text.as_slice());
        let blocks = split(&calls);
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[1], JsString::from("\n    at outer (a.js:2:1)"));
        assert_eq!(
            joined(&calls),
            JsString::from("\n    at inner (a.js:1:1)\n    at outer (a.js:2:1)")
        );
    }
}
