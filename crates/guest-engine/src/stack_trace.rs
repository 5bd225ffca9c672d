//! Gives error objects the `stack` that V8 gives them: `Name: message`, then a line for each call.
//!
//! As in V8, the calls are recorded when the error is made and the text is put together when it is
//! first read, so a `name` set in a constructor shows in it. [`stack_of`] and [`top_frame`] are for
//! the host and must never run guest code.
//!
//! The engine tells of each error that is made ([`created`]), by a constructor or because it throws it. From then
//! on the error has `stack` as an own accessor, until that is read or assigned, and as an own data property after.

mod blocks;
mod call_site_objects;
mod call_sites;
pub(super) mod class_names;
mod frames;
mod functions;
mod layout;
mod properties;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use boa_engine::builtins::error::{Error, ErrorKind};
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
};

use super::messages;
use super::property::hidden;
pub use blocks::{
    blocks_of, calls_now, calls_of_capture, calls_of_stop, capture, give_calls, split,
    text_of_capture,
};
pub use frames::CALLOUT_MARK;
use frames::{Code, Frame};
use js_source::origin::Origin;
use layout::Placed;
pub(super) use layout::Text;
use properties::{accessor, own_object, own_property, plain};

/// `Error.stackTraceLimit` of a new realm.
const DEFAULT_LIMIT: usize = 10;
/// The most frames that `Error.stackTraceLimit` can ask for.
const MOST_FRAMES: usize = 1000;
/// Frames that Boa records at least: some are the engine's own and do not show.
const LEAST_RECORDED: usize = 50;

/// The most prototypes that are looked at: a chain by way of Proxies may have no end.
const MOST_LEVELS: usize = 100;

/// What a context keeps for its traces. None of it can be reached by guest code.
struct StackTraces {
    /// Our getter and setter.
    getter: JsObject,
    setter: JsObject,
    /// A `WeakMap` from objects to calls that were recorded for them, printed or as an error of ours that
    /// keeps them, and its methods.
    recorded: JsObject,
    recorded_get: JsObject,
    recorded_set: JsObject,
    /// The realm's `Error`, which has `stackTraceLimit`.
    error: JsObject,
}

impl StackTraces {
    /// Notes the calls of an object.
    fn note(&self, object: &JsObject, calls: JsValue, context: &mut Context) -> JsResult<()> {
        let args = [object.clone().into(), calls];
        self.recorded_set
            .call(&self.recorded.clone().into(), &args, context)?;
        Ok(())
    }

    /// What was noted of an object.
    fn noted(&self, object: &JsObject, context: &mut Context) -> Option<JsValue> {
        let args = [object.clone().into()];
        let noted = self
            .recorded_get
            .call(&self.recorded.clone().into(), &args, context);
        noted.ok().filter(|noted| !noted.is_undefined())
    }
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

/// Makes the errors of a fresh realm have V8's stacks, together with [`created`], which the realm's hooks have
/// to call: adds `Error.captureStackTrace` and `Error.stackTraceLimit`.
///
/// To be called once, before any guest code.
///
/// # Errors
///
/// Fails if the realm is not fresh.
pub fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let error = constructors.error().constructor();
    let prototype = constructors.error().prototype();
    let weak_map = constructors.weak_map();
    let (weak_map, weak_map_prototype) = (weak_map.constructor(), weak_map.prototype());
    let (Some(recorded_get), Some(recorded_set)) = (
        own_object(&weak_map_prototype, js_string!("get")),
        own_object(&weak_map_prototype, js_string!("set")),
    ) else {
        return Err(JsNativeError::typ()
            .with_message("the realm is not fresh")
            .into());
    };
    let recorded = weak_map.construct(&[], None, context)?;
    let getter = function(context, "stack", 0, functions::get_stack);
    let setter = function(context, "stack", 1, functions::set_stack);
    prototype.delete_property_or_throw(js_string!("stack"), context)?;
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
        getter,
        setter,
        recorded,
        recorded_get,
        recorded_set,
        error,
    }));
    Ok(())
}

/// Hears of an error object that has been made and has no properties yet: gives it its `stack`. `message` is
/// the engine's, for an error that it throws; what is returned is V8's. Runs no guest code.
pub fn created(
    error: &JsObject,
    message: Option<&str>,
    new_target: Option<&JsObject>,
    context: &mut Context,
) -> Option<JsString> {
    let traces = traces(context)?;
    let limit = limit(&traces);
    if let Some(mut data) = error.downcast_mut::<Error>() {
        let shown = limit.unwrap_or(0);
        if new_target.is_some() && record_at_least(shown, context) {
            *data = Error::here(data.kind(), context);
            data.skip_frames(1);
        }
        // V8 leaves out the constructors of classes of errors.
        if let Some(class) = new_target.filter(|class| !is_own(class, data.kind(), context)) {
            functions::skip_to(&mut data, class);
        }
        blocks::keep(&mut data, shown);
    }
    let property = match limit {
        Some(_) => accessor(&traces.getter, &traces.setter),
        None => hidden(JsValue::undefined()),
    };
    let message = message.map(|message| messages::words(error, message, context));
    error.insert_property(js_string!("stack"), property);
    message
}

/// Whether a constructor is the realm's own of a kind of errors.
fn is_own(constructor: &JsObject, kind: ErrorKind, context: &Context) -> bool {
    let all = context.intrinsics().constructors();
    let own = match kind {
        ErrorKind::Aggregate => all.aggregate_error(),
        ErrorKind::Eval => all.eval_error(),
        ErrorKind::Type => all.type_error(),
        ErrorKind::Range => all.range_error(),
        ErrorKind::Reference => all.reference_error(),
        ErrorKind::Syntax => all.syntax_error(),
        ErrorKind::Uri => all.uri_error(),
        _ => all.error(),
    };
    JsObject::equals(constructor, &own.constructor())
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
    /// The text of that function, and the place in it, where Boa has it.
    pub(super) text: Option<(Text, Option<usize>)>,
    /// The number of the text, if it has one.
    pub(super) serial: Option<u64>,
}

/// Where the engine has thrown an error. Runs no guest code.
pub(super) fn thrown(error: &JsObject) -> Option<Thrown> {
    let frames = error.downcast_ref::<Error>()?.frames();
    let frame = frames.into_iter().find(|frame| frame.code.is_some())?;
    let frame = Frame::from(frame);
    let text = layout::text_of(&frame).map(|text| {
        let place = frame.position;
        let index = place.and_then(|(line, column)| text.index_of(line, column));
        (text, index)
    });
    let serial = match &frame.code {
        Code::Text(compiled) => Some(compiled.serial),
        _ => None,
    };
    Some(Thrown {
        function: frame.name.to_std_string_lossy(),
        text,
        serial,
    })
}

/// Gives the frame in which a guest error was thrown last, as far as that is known, or else the innermost
/// one, if it has a file and a position, without running guest code.
pub fn throwing_frame(error: &JsObject, context: &mut Context) -> Option<TopFrame> {
    let thrown = error.downcast_ref::<Error>()?.thrown();
    thrown
        .and_then(|thrown| first_place(&layout::place(vec![thrown], None)))
        .or_else(|| top_frame(error, context))
}

/// Gives the innermost frame of a guest error that has a file and a position, without running guest code.
pub fn top_frame(error: &JsObject, context: &mut Context) -> Option<TopFrame> {
    first_place(&blocks::placed(error, context)?)
}

fn first_place(placed: &[Placed]) -> Option<TopFrame> {
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
        if let Some(noted) = traces.noted(&object, context) {
            let calls = match noted.as_object() {
                Some(here) => blocks::print_backtrace(&here, context),
                None => noted.as_string().unwrap_or_default(),
            };
            return Some((object, calls));
        }
        if object.is::<Error>() {
            // It had one from the start, and may have lost it to `delete`.
            own_property(&object, js_string!("stack"))?;
            let calls = blocks::print_backtrace(&object, context);
            return Some((object, calls));
        }
        next = object.prototype();
    }
    None
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

/// Has Boa record enough frames for this many to show; whether it did not before.
fn record_at_least(limit: usize, context: &mut Context) -> bool {
    let frames = (limit.min(MOST_FRAMES) * 2).max(LEAST_RECORDED);
    let before = context.runtime_limits().backtrace_limit();
    if before != frames {
        context.runtime_limits_mut().set_backtrace_limit(frames);
    }
    before < frames
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
