//! Printed calls in blocks, one for each entry: where guest code has called the host and the host has
//! entered again, calls of the host belong between two blocks. Guest code sees the calls without the
//! seams, and the membrane gets them block by block.
//!
//! None of this runs guest code.

use boa_engine::builtins::error::{Error, ErrorKind};
use boa_engine::{Context, JsError, JsObject, JsResult, JsString, js_string};

use super::frames::{CALLOUT_MARK, Code};
use super::layout::{self, Placed};
use super::properties::{accessor, plain};
use super::{find_calls, limit, record_at_least, traces};

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
    let limit = limit(&traces).unwrap_or(0);
    record_at_least(limit, context);
    let mut here = Error::here(ErrorKind::Error, context);
    keep(&mut here, limit);
    Some(JsObject::from_proto_and_data(None, here))
}

/// Prints calls that were captured.
#[must_use]
pub fn calls_of_capture(capture: &JsObject, context: &mut Context) -> JsString {
    print_backtrace(capture, context)
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
    let mut placed = layout::place(error.frames(), None);
    placed.truncate(layout::needed(&placed, limit.unwrap_or(0)));
    for Placed { frame, .. } in &mut placed {
        // Boa knows no place in a loop that has nothing in it.
        if matches!(frame.code, Code::Text(_)) {
            frame.position.get_or_insert((1, 1));
        }
    }
    layout::print(&placed, context)
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
    traces.note(error, calls.clone().into(), context)?;
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

/// Has a fresh error keep as many frames as are to show.
pub(super) fn keep(error: &mut Error, limit: usize) {
    if error.frame_count() > limit {
        error.keep_frames(layout::needed(&layout::unplaced(error.frames()), limit));
    }
}

/// Prints the calls that an error keeps.
pub(super) fn print_backtrace(error: &JsObject, context: &mut Context) -> JsString {
    let placed = placed(error, context);
    placed.map_or_else(JsString::default, |placed| layout::print(&placed, context))
}

/// The calls that an error keeps, with their places.
pub(super) fn placed(error: &JsObject, context: &mut Context) -> Option<Vec<Placed>> {
    let data = error.downcast_ref::<Error>()?;
    let (frames, is_thrown) = (data.frames(), data.site().is_some());
    drop(data);
    let message = is_thrown
        .then(|| plain(error, "message", context))
        .flatten()
        .map(|message| message.to_std_string_lossy());
    let missing_name = message.as_deref().and_then(missing_name);
    Some(layout::place(frames, missing_name))
}

/// The name that a `ReferenceError` of the engine is about.
fn missing_name(message: &str) -> Option<&str> {
    let early = message.strip_prefix("Cannot access '");
    match early.and_then(|name| name.strip_suffix("' before initialization")) {
        Some(name) => Some(name),
        None => message.strip_suffix(" is not defined"),
    }
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
