//! Wraps the error constructors so that each new error has an own `stack` from the start, first
//! among its properties, as in V8.
//!
//! Boa's own constructors stay what they are and do the work; guest code must not reach them.

use boa_engine::context::intrinsics::StandardConstructor;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
};

use super::super::property::hidden;
use super::frames::CONSTRUCTOR_MARK;
use super::properties::accessor;
use super::{DEFAULT_LIMIT, limit, record, record_at_least, traces};

/// Constructs an error with Boa's constructor.
type Construct = fn(&JsObject, Option<&JsObject>, &[JsValue], &mut Context) -> JsResult<JsObject>;

/// Replaces the realm's error constructors and returns the new `Error`.
pub(super) fn install(context: &mut Context) -> JsObject {
    let constructors = context.intrinsics().constructors();
    let error = constructors.error().clone();
    let aggregate = constructors.aggregate_error().clone();
    let kinds = [
        ("EvalError", constructors.eval_error()),
        ("RangeError", constructors.range_error()),
        ("ReferenceError", constructors.reference_error()),
        ("SyntaxError", constructors.syntax_error()),
        ("TypeError", constructors.type_error()),
        ("URIError", constructors.uri_error()),
    ]
    .map(|(name, kind)| (name, kind.clone()));
    let error = wrap("Error", &error, 1, construct, context);
    let aggregate = wrap(
        "AggregateError",
        &aggregate,
        2,
        construct_aggregate,
        context,
    );
    aggregate.set_prototype(Some(error.clone()));
    for (name, kind) in kinds {
        let kind = wrap(name, &kind, 1, construct, context);
        kind.set_prototype(Some(error.clone()));
    }
    error
}

fn wrap(
    name: &str,
    plain: &StandardConstructor,
    length: usize,
    construct: Construct,
    context: &mut Context,
) -> JsObject {
    let prototype = plain.prototype();
    let function = NativeFunction::from_copy_closure_with_captures(
        move |new_target, args, plain: &JsObject, context| {
            let new_target = new_target.as_object();
            construct(plain, new_target.as_ref(), args, context).map(JsValue::from)
        },
        plain.constructor(),
    );
    let wrapper: JsObject = FunctionObjectBuilder::new(context.realm(), function)
        .name(JsString::from(CONSTRUCTOR_MARK))
        .length(length)
        .constructor(true)
        .build()
        .into();
    let fixed = |value: JsValue, configurable| {
        PropertyDescriptor::builder()
            .value(value)
            .writable(false)
            .enumerable(false)
            .configurable(configurable)
    };
    wrapper.insert_property(js_string!("name"), fixed(JsString::from(name).into(), true));
    wrapper.insert_property(
        js_string!("prototype"),
        fixed(prototype.clone().into(), false),
    );
    prototype.insert_property(js_string!("constructor"), hidden(wrapper.clone()));
    let global = context.global_object();
    global.insert_property(JsString::from(name), hidden(wrapper.clone()));
    wrapper
}

/// `Error(message, options)` and its kinds, in the order of the specification.
fn construct(
    plain: &JsObject,
    new_target: Option<&JsObject>,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsObject> {
    let error = with_stack(plain, &[], new_target, context)?;
    finish(
        &error,
        args.get_or_undefined(0),
        args.get_or_undefined(1),
        context,
    )?;
    Ok(error)
}

/// `AggregateError(errors, message, options)`.
fn construct_aggregate(
    plain: &JsObject,
    new_target: Option<&JsObject>,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsObject> {
    let none = boa_engine::object::builtins::JsArray::new(context)?;
    let error = with_stack(plain, &[none.into()], new_target, context)?;
    finish(
        &error,
        args.get_or_undefined(1),
        args.get_or_undefined(2),
        context,
    )?;
    // Boa's constructor makes the list; the error that it makes it for is dropped.
    let listed = plain.construct(&args[..args.len().min(1)], None, context)?;
    let errors = listed.get(js_string!("errors"), context)?;
    error.insert_property(js_string!("errors"), hidden(errors));
    Ok(error)
}

/// Constructs an error that has nothing but `stack`.
fn with_stack(
    plain: &JsObject,
    args: &[JsValue],
    new_target: Option<&JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let traces = traces(context);
    let limit = traces.as_ref().and_then(|traces| limit(traces));
    record_at_least(limit.unwrap_or(0), context);
    let error = plain.construct(args, new_target, context)?;
    if !args.is_empty() {
        error.delete_property_or_throw(js_string!("errors"), context)?;
    }
    let Some(traces) = traces else {
        return Ok(error);
    };
    let property = match limit {
        None => hidden(JsValue::undefined()),
        Some(DEFAULT_LIMIT) => accessor(&traces.getter, &traces.setter),
        Some(_) => {
            record(&error, None, &traces, context)?;
            accessor(&traces.getter, &traces.setter)
        }
    };
    error.insert_property(js_string!("stack"), property);
    Ok(error)
}

fn finish(
    error: &JsObject,
    message: &JsValue,
    options: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    if !message.is_undefined() {
        let message = message.to_string(context)?;
        error.insert_property(js_string!("message"), hidden(message));
    }
    if let Some(options) = options.as_object()
        && options.has_property(js_string!("cause"), context)?
    {
        let cause = options.get(js_string!("cause"), context)?;
        error.insert_property(js_string!("cause"), hidden(cause));
    }
    Ok(())
}
