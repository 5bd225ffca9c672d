//! Gives error objects the `stack` that V8 gives them: `Name: message`, then a line for each call.
//!
//! As in V8, the calls are recorded when the error is made and the text is put together when it is
//! first read, so a `name` set in a constructor shows in it. [`stack_of`] and [`top_frame`] are for
//! the host and must never run guest code.
//!
//! An error has `stack` as an own accessor until it is read or assigned, and as an own data property
//! from then on. Errors that the engine throws get it when it is read; until then
//! they inherit the accessor.
//!
//! May import: `origin`, `sources` and its submodules.

mod blocks;
mod call_sites;
mod calls;
mod constructors;
mod frames;
mod functions;
mod layout;
mod natives;
mod properties;
mod refine;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use boa_engine::builtins::error::Error;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
};

use super::origin::Origin;
use super::property::hidden;
use super::sources::SourceText;
pub use blocks::{
    blocks_of, calls_now, calls_of_capture, calls_of_stop, capture, give_calls, split,
    text_of_capture,
};
pub use frames::CALLOUT_MARK;
use layout::{Hints, Placed};
use properties::{accessor, own_object, own_property, plain};

/// `Error.stackTraceLimit` of a new realm.
const DEFAULT_LIMIT: usize = 10;
/// The most frames that `Error.stackTraceLimit` can ask for.
const MOST_FRAMES: usize = 1000;
/// Frames that Boa records for the place of a `throw`: our function and its caller.
const FRAMES_OF_THROW: usize = 3;
/// Frames that Boa records at least: some are the engine's own and do not show.
const LEAST_RECORDED: usize = 50;

/// The most prototypes that are looked at: a chain by way of Proxies may have no end.
const MOST_LEVELS: usize = 100;

/// What a context keeps for its traces. None of it can be reached by guest code.
struct StackTraces {
    /// Boa's own getter of `Error.prototype.stack`.
    backtrace: JsObject,
    /// Our getter and setter.
    getter: JsObject,
    setter: JsObject,
    /// A `WeakMap` from objects to the printed calls that were recorded for them, and its methods.
    recorded: JsObject,
    recorded_get: JsObject,
    recorded_set: JsObject,
    /// Another, from errors that code has thrown again to errors of ours that were made there.
    thrown: JsObject,
    /// The realm's `Error`, which has `stackTraceLimit`.
    error: JsObject,
    /// Boa's own `Error`.
    plain_error: JsObject,
}

/// Where an error was made, for the line that is shown above its stack.
#[derive(Clone, Debug, PartialEq)]
pub struct TopFrame {
    /// The file of the innermost call that has one.
    pub origin: Origin,
    /// The line in the text, from 1, without the origin's offset.
    pub line: u32,
    /// The column in the text, from 1, without the origin's offset.
    pub column: u32,
    /// The text, if it is still kept.
    pub text: Option<JsString>,
}

/// Makes the errors of a fresh realm have V8's stacks: replaces `stack` of `Error.prototype`, wraps
/// the error constructors, adds `Error.captureStackTrace` and `Error.stackTraceLimit`.
///
/// To be called once, before any guest code. Afterwards `intrinsics().constructors()` still gives
/// Boa's own error constructors, which the guest must not get: take `constructor` of their
/// prototypes instead.
///
/// # Errors
///
/// Fails if the realm is not fresh.
pub fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let plain_error = constructors.error().constructor();
    let prototype = constructors.error().prototype();
    let weak_map = constructors.weak_map();
    let (weak_map, weak_map_prototype) = (weak_map.constructor(), weak_map.prototype());
    let backtrace = own_property(&prototype, js_string!("stack"))
        .and_then(|stack| stack.get().and_then(JsValue::as_object));
    let (Some(backtrace), Some(recorded_get), Some(recorded_set)) = (
        backtrace,
        own_object(&weak_map_prototype, js_string!("get")),
        own_object(&weak_map_prototype, js_string!("set")),
    ) else {
        return Err(JsNativeError::typ()
            .with_message("the realm is not fresh")
            .into());
    };
    let recorded = weak_map.construct(&[], None, context)?;
    let thrown = weak_map.construct(&[], None, context)?;
    let getter = function(context, "stack", 0, functions::get_stack);
    let setter = function(context, "stack", 1, functions::set_stack);
    prototype.insert_property(js_string!("stack"), accessor(&getter, &setter));
    let error = constructors::install(context);
    let capture = function(
        context,
        "captureStackTrace",
        2,
        functions::capture_stack_trace,
    );
    error.insert_property(js_string!("captureStackTrace"), hidden(capture));
    let limit = PropertyDescriptor::builder()
        .value(DEFAULT_LIMIT)
        .writable(true)
        .enumerable(true)
        .configurable(true);
    error.insert_property(js_string!("stackTraceLimit"), limit);
    context.insert_data(Rc::new(StackTraces {
        backtrace,
        getter,
        setter,
        recorded,
        recorded_get,
        recorded_set,
        thrown,
        error,
        plain_error,
    }));
    Ok(())
}

/// Gives the stack that the host shows for a guest error, without running guest code: an own `stack`
/// that is a string, or else what the guest would read, but with accessors and objects in place of
/// `name` and `message` passed over. `None` if the object has no stack, or another value as its stack.
pub fn stack_of(error: &JsObject, context: &mut Context) -> Option<JsString> {
    let traces = traces(context)?;
    if let Some(stack) = own_property(error, js_string!("stack"))
        && let Some(value) = stack.value()
    {
        return value.as_string();
    }
    let (holder, calls) = find_calls(error, &traces, context)?;
    let name = plain(&holder, "name", context).unwrap_or(js_string!("Error"));
    let message = plain(&holder, "message", context).unwrap_or_default();
    Some(js_string!(
        &header(&name, &message),
        &blocks::joined(&calls)
    ))
}

/// What the prototypes of an error say of it, the innermost first: the name of the constructor, `name` and
/// `message`, where these are plain data. Runs no guest code.
#[must_use]
pub fn levels_of(error: &JsObject) -> Vec<[Option<JsString>; 3]> {
    let text = |object: &JsObject, key: &str| {
        let property = own_property(object, JsString::from(key))?;
        property.value()?.as_string()
    };
    let mut levels = Vec::new();
    let mut next = error.prototype();
    while let Some(prototype) = next.filter(|_| levels.len() < MOST_LEVELS) {
        let constructor = own_object(&prototype, js_string!("constructor"));
        levels.push([
            constructor.and_then(|constructor| text(&constructor, "name")),
            text(&prototype, "name"),
            text(&prototype, "message"),
        ]);
        next = prototype.prototype();
    }
    levels
}

/// Where the engine has thrown an error.
pub(super) struct Thrown {
    /// The name of the innermost function with code; empty where Boa knows none.
    pub(super) function: String,
    /// The text of that function, if it is kept: its number, and the place in it, where Boa has it.
    pub(super) text: Option<(u32, Rc<SourceText>, Option<usize>)>,
}

/// Where the engine has thrown an error, or nothing if code has made it. Runs no guest code.
pub(super) fn thrown(error: &JsObject, context: &mut Context) -> Option<Thrown> {
    let traces = traces(context)?;
    if recorded_calls(error, &traces, context).is_some() {
        return None;
    }
    let text = traces.backtrace.call(&error.clone().into(), &[], context);
    let text = text.ok()?.as_string()?.to_std_string_lossy();
    layout::thrown(&text, context)
}

/// Gives an error that inherits the accessor `stack` one of its own.
pub(super) fn own_stack(error: &JsObject, context: &Context) {
    if let Some(traces) = traces(context) {
        error.insert_property(
            js_string!("stack"),
            accessor(&traces.getter, &traces.setter),
        );
    }
}

/// Code throws an error that was made before.
///
/// # Errors
///
/// None in practice.
pub(super) fn note_throw(error: &JsObject, context: &mut Context) -> JsResult<()> {
    let Some(traces) = traces(context).filter(|_| error.is::<Error>()) else {
        return Ok(());
    };
    let limit = context.runtime_limits().backtrace_limit();
    context
        .runtime_limits_mut()
        .set_backtrace_limit(FRAMES_OF_THROW);
    let here = traces.plain_error.construct(&[], None, context);
    context.runtime_limits_mut().set_backtrace_limit(limit);
    let args = [error.clone().into(), here?.into()];
    traces
        .recorded_set
        .call(&traces.thrown.clone().into(), &args, context)?;
    Ok(())
}

/// Gives the frame in which a guest error was thrown last, as far as that is known, or else the innermost
/// one, if it has a file and a position, without running guest code.
pub fn throwing_frame(error: &JsObject, context: &mut Context) -> Option<TopFrame> {
    let traces = traces(context)?;
    let args = [error.clone().into()];
    let thrown = traces
        .recorded_get
        .call(&traces.thrown.clone().into(), &args, context);
    let here = thrown.ok().and_then(|here| here.as_object());
    here.and_then(|here| top_frame(&here, context))
        .or_else(|| top_frame(error, context))
}

/// Gives the innermost frame of a guest error that has a file and a position, without running guest code.
pub fn top_frame(error: &JsObject, context: &mut Context) -> Option<TopFrame> {
    let traces = traces(context)?;
    let placed = backtrace(error, &traces, context)?;
    placed.iter().find_map(|frame| {
        let (origin, line, column) = frame.place()?;
        Some(TopFrame {
            origin: origin.clone(),
            line,
            column,
            text: frame.text.as_ref().map(|(text, _)| text.text().clone()),
        })
    })
}

fn traces(context: &Context) -> Option<Rc<StackTraces>> {
    context.get_data::<Rc<StackTraces>>().cloned()
}

/// Finds the first object of a prototype chain that calls were recorded for, and the printed calls.
fn find_calls(
    error: &JsObject,
    traces: &StackTraces,
    context: &mut Context,
) -> Option<(JsObject, JsString)> {
    let mut next = Some(error.clone());
    while let Some(object) = next {
        if let Some(calls) = recorded_calls(&object, traces, context) {
            return Some((object, calls));
        }
        if object.is::<Error>() {
            let placed = backtrace(&object, traces, context)?;
            let is_made_by_code = placed.first().is_some_and(Placed::is_made_by_code);
            let limit = if !is_made_by_code {
                limit(traces)?
            } else if own_property(&object, js_string!("stack")).is_some() {
                DEFAULT_LIMIT
            } else {
                // It had one from the start, and lost it to `delete`.
                return None;
            };
            return Some((object, layout::print(&placed, limit)));
        }
        next = object.prototype();
    }
    None
}

/// The printed calls that were recorded for an object.
fn recorded_calls(
    object: &JsObject,
    traces: &StackTraces,
    context: &mut Context,
) -> Option<JsString> {
    let recorded = traces.recorded_get.call(
        &traces.recorded.clone().into(),
        &[object.clone().into()],
        context,
    );
    recorded.ok()?.as_string()
}

fn backtrace(error: &JsObject, traces: &StackTraces, context: &mut Context) -> Option<Vec<Placed>> {
    let text = traces.backtrace.call(&error.clone().into(), &[], context);
    let text = text.ok()?.as_string()?.to_std_string_lossy();
    let message = plain(error, "message", context).map(|message| message.to_std_string_lossy());
    let class = class_name(error, context).map(|name| name.to_std_string_lossy());
    let hints = Hints {
        missing_name: message.as_deref().and_then(missing_name),
        class: class.as_deref(),
        below: None,
    };
    Some(layout::place(&text, &hints, context))
}

/// The name that a `ReferenceError` of the engine is about.
fn missing_name(message: &str) -> Option<&str> {
    let early = message.strip_prefix("Cannot access '");
    match early.and_then(|name| name.strip_suffix("' before initialization")) {
        Some(name) => Some(name),
        None => message.strip_suffix(" is not defined"),
    }
}

/// The name of the class that an error was made from.
fn class_name(error: &JsObject, context: &mut Context) -> Option<JsString> {
    let class = own_object(&error.prototype()?, js_string!("constructor"))?;
    plain(&class, "name", context)
}

/// `Error.stackTraceLimit`, as V8 takes it: an own data property that is a number.
fn limit(traces: &StackTraces) -> Option<usize> {
    let limit = own_property(&traces.error, js_string!("stackTraceLimit"))?;
    let limit = limit.value()?.as_number()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is clamped, and NaN becomes 0"
    )]
    Some(limit.clamp(0.0, 1000.0) as usize)
}

/// Records the calls in progress for an object.
fn record(
    object: &JsObject,
    below: Option<&JsString>,
    traces: &StackTraces,
    context: &mut Context,
) -> JsResult<()> {
    let limit = limit(traces).unwrap_or(0);
    record_at_least(limit, context);
    let error = traces.plain_error.construct(&[], None, context)?;
    let below = below.map(JsString::to_std_string_lossy);
    let hints = Hints {
        below: below.as_deref(),
        ..Hints::default()
    };
    let calls = blocks::print_backtrace(&error, &hints, limit, traces, context)?;
    traces.recorded_set.call(
        &traces.recorded.clone().into(),
        &[object.clone().into(), calls.into()],
        context,
    )?;
    Ok(())
}

/// Has Boa record enough frames for this many to show.
fn record_at_least(limit: usize, context: &mut Context) {
    let frames = (limit.min(MOST_FRAMES) * 2).max(LEAST_RECORDED);
    if context.runtime_limits_mut().backtrace_limit() != frames {
        context.runtime_limits_mut().set_backtrace_limit(frames);
    }
}

fn header(name: &JsString, message: &JsString) -> JsString {
    if name.is_empty() {
        message.clone()
    } else if message.is_empty() {
        name.clone()
    } else {
        js_string!(name, &js_string!(": "), message)
    }
}

fn function(
    context: &Context,
    name: &str,
    length: usize,
    body: boa_engine::native_function::NativeFunctionPointer,
) -> JsObject {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(body))
        .name(JsString::from(name))
        .length(length)
        .build()
        .into()
}
