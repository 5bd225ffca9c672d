//! The functions that guest code sees: the getter and setter of `stack`, and
//! `Error.captureStackTrace`. These run guest code where V8's do.

use boa_engine::builtins::error::Error;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue, js_string,
};

use super::super::messages;
use super::super::property::hidden;
use super::blocks::joined;
use super::properties::{accessor, own_property, plain};
use super::{StackTraces, find_calls, header, limit, record, traces};

pub(super) fn get_stack(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (Some(this), Some(traces)) = (this.as_object(), traces(context)) else {
        return Ok(JsValue::undefined());
    };
    messages::translate(&this, context);
    let Some((holder, calls)) = find_calls(&this, &traces, context) else {
        return Ok(JsValue::undefined());
    };
    let name = text_property(&holder, "name", "Error", context)?;
    let message = text_property(&holder, "message", "", context)?;
    let stack = js_string!(&header(&name, &message), &joined(&calls));
    let is_own = own_property(&holder, js_string!("stack"));
    let is_free = match is_own {
        Some(own) => own.configurable() == Some(true) && is_our_accessor(&own, &traces),
        None => holder.is_extensible(context)?,
    };
    if is_free {
        holder.insert_property(js_string!("stack"), hidden(stack.clone()));
    }
    Ok(stack.into())
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

/// `Error.captureStackTrace(object, below)`. Functions are known by their names alone, so `below`
/// leaves out the frames above the innermost one of that name.
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
    let below = below.and_then(|below| plain(&below, "name", context));
    record(&object, below.as_ref(), &traces, context)?;
    let key = js_string!("stack");
    if own_property(&object, key.clone()).is_none() && !object.is_extensible(context)? {
        return Err(JsNativeError::typ()
            .with_message("Cannot define property stack, object is not extensible")
            .into());
    }
    let property = match limit(&traces) {
        Some(_) => accessor(&traces.getter, &traces.setter),
        None => hidden(JsValue::undefined()),
    };
    object.define_property_or_throw(key, property, context)?;
    Ok(JsValue::undefined())
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
