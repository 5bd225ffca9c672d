//! The functions that guest code sees: the getter and setter of `stack`, and
//! `Error.captureStackTrace`. These run guest code where V8's do.

use boa_engine::builtins::error::{Error, ErrorKind};
use boa_engine::error::BacktraceFrame;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue, js_string,
};

use super::super::property::hidden;
use super::blocks::{self, joined};
use super::call_site_objects;
use super::properties::{accessor, own_property};
use super::{StackTraces, find_calls, header, limit, record_at_least, traces};

pub(super) fn get_stack(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (Some(this), Some(traces)) = (this.as_object(), traces(context)) else {
        return Ok(JsValue::undefined());
    };
    let Some((holder, calls)) = find_calls(&this, &traces, context) else {
        return Ok(JsValue::undefined());
    };
    let stack = if let Some(prepared) = prepared(&holder, &traces, context)? {
        prepared
    } else {
        let name = text_property(&holder, "name", "Error", context)?;
        let message = text_property(&holder, "message", "", context)?;
        js_string!(&header(&name, &message), &joined(&calls)).into()
    };
    let is_own = own_property(&holder, js_string!("stack"));
    let is_free = is_own
        .is_some_and(|own| own.configurable() == Some(true) && is_our_accessor(&own, &traces));
    if is_free {
        holder.insert_property(js_string!("stack"), hidden(stack.clone()));
    }
    Ok(stack)
}

/// What `Error.prepareStackTrace` makes of the calls of an object.
fn prepared(
    holder: &JsObject,
    traces: &StackTraces,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let noted = traces.noted(holder, context);
    let keeper = match noted {
        Some(noted) => noted.as_object(),
        None => Some(holder.clone()),
    };
    match keeper.and_then(|keeper| blocks::placed(&keeper, context)) {
        Some(placed) => call_site_objects::prepare(holder, &placed, traces, context),
        None => Ok(None),
    }
}

pub(super) fn set_stack(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (Some(this), Some(traces)) = (this.as_object(), traces(context)) else {
        return Ok(JsValue::undefined());
    };
    let own = own_property(&this, js_string!("stack"));
    let is_hidden = own.is_some_and(|own| is_our_accessor(&own, &traces)) || this.is::<Error>();
    let property = PropertyDescriptor::builder()
        .value(args.get_or_undefined(0).clone())
        .writable(true)
        .enumerable(!is_hidden)
        .configurable(true);
    this.define_property_or_throw(js_string!("stack"), property, context)?;
    Ok(JsValue::undefined())
}

/// `Error.captureStackTrace(object, below)`: the calls above the caller of the function `below`, or all.
pub(super) fn capture_stack_trace(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(object) = args.get_or_undefined(0).as_object() else {
        return Err(JsNativeError::typ().with_message("invalid_argument").into());
    };
    let Some(traces) = traces(context) else {
        return Ok(JsValue::undefined());
    };
    let below = args.get_or_undefined(1).as_object();
    let limit = limit(&traces);
    record_at_least(limit.unwrap_or(0), context);
    let mut here = Error::here(ErrorKind::Error, context);
    match below.filter(JsObject::is_callable) {
        Some(below) => skip_to(&mut here, &below),
        None => here.skip_frames(1),
    }
    blocks::keep(&mut here, limit.unwrap_or(0));
    let here = JsObject::from_proto_and_data(None, here);
    traces.note(&object, here.into(), context)?;
    let key = js_string!("stack");
    if own_property(&object, key.clone()).is_none() && !object.is_extensible(context)? {
        return Err(JsNativeError::typ()
            .with_message("Cannot define property stack, object is not extensible")
            .into());
    }
    let property = match limit {
        Some(_) => accessor(&traces.getter, &traces.setter),
        None => hidden(JsValue::undefined()),
    };
    object.define_property_or_throw(key, property, context)?;
    Ok(JsValue::undefined())
}

/// Leaves out the calls above the caller of a function; all where it is not called.
pub(super) fn skip_to(error: &mut Error, function: &JsObject) {
    let frames = error.frames();
    let is_called = |frame: &BacktraceFrame| {
        let called = frame.function.as_ref();
        called.is_some_and(|called| JsObject::equals(called, function))
    };
    let found = frames.iter().position(is_called);
    error.skip_frames(found.map_or(frames.len(), |found| found + 1));
}

/// Reads `name` or `message` as `Error.prototype.toString` does.
fn text_property(
    error: &JsObject,
    key: &str,
    default: &str,
    context: &mut Context,
) -> JsResult<JsString> {
    let value = error.get(JsString::from(key), context)?;
    if value.is_undefined() {
        Ok(JsString::from(default))
    } else {
        value.to_string(context)
    }
}

fn is_our_accessor(property: &PropertyDescriptor, traces: &StackTraces) -> bool {
    let getter = property.get().and_then(JsValue::as_object);
    getter.is_some_and(|getter| JsObject::equals(&getter, &traces.getter))
}
