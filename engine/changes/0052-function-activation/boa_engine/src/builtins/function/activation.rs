//! The properties `arguments` and `caller` of functions of sloppy code: what the innermost call of the function got, and
//! who has called it. No edition of the specification has them; all engines do.

use super::{OrdinaryFunction, arguments::UnmappedArguments};
use crate::{
    Context, JsResult, JsValue,
    object::{
        JsObject,
        internal_methods::{InternalMethodPropertyContext, ordinary_get_own_property},
    },
    property::{PropertyDescriptor, PropertyKey},
    vm::shadow_stack::Activation,
};

/// Native functions in whose place the function that they call is called.
const JUMPS: [&str; 3] = ["apply", "call", "construct"];

/// `[[GetOwnProperty]]` of a function of sloppy code.
pub(super) fn get_own_property(
    obj: &JsObject,
    key: &PropertyKey,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<Option<PropertyDescriptor>> {
    let PropertyKey::String(name) = key else {
        return ordinary_get_own_property(obj, key, context);
    };
    let (is_arguments, is_caller) = (*name == "arguments", *name == "caller");
    if !is_arguments && !is_caller {
        return ordinary_get_own_property(obj, key, context);
    }
    // NOTE: The slot stays unknown, so that no inline cache keeps the value.
    let own = obj.borrow().properties().get(key);
    let is_null = |own: &PropertyDescriptor| own.value().is_some_and(JsValue::is_null);
    let Some(own) = own.filter(is_null) else {
        return Ok(obj.borrow().properties().get(key));
    };
    let value = if is_arguments {
        arguments_of(obj, context)
    } else {
        caller_of(obj, context)
    };
    let own = PropertyDescriptor::builder()
        .value(value.map_or_else(JsValue::null, JsValue::from))
        .maybe_writable(own.writable())
        .maybe_enumerable(own.enumerable())
        .maybe_configurable(own.configurable());
    Ok(Some(own.build()))
}

/// What the innermost call of a function got, as an object of its own each time.
fn arguments_of(function: &JsObject, context: &Context) -> Option<JsObject> {
    let arguments = context.vm.activations().find_map(|call| match call {
        Activation::Code {
            function: Some(called),
            arguments,
        } if JsObject::equals(&called, function) => Some(arguments.to_vec()),
        _ => None,
    })?;
    let intrinsics = context.intrinsics();
    let object = intrinsics.templates().mapped_arguments().create(
        UnmappedArguments,
        vec![
            arguments.len().into(),
            intrinsics.objects().array_prototype_values().into(),
            function.clone().into(),
        ],
    );
    object
        .borrow_mut()
        .properties_mut()
        .override_indexed_properties(arguments.into_iter().collect());
    Some(object)
}

/// The function of sloppy code that has called a function last.
fn caller_of(function: &JsObject, context: &Context) -> Option<JsObject> {
    let mut calls = context.vm.activations();
    calls.find(|call| {
        matches!(call, Activation::Code { function: Some(called), .. } if JsObject::equals(called, function))
    })?;
    for call in calls {
        match call {
            Activation::Native(name) if name.as_ref().is_some_and(|name| JUMPS.iter().any(|jump| *name == *jump)) => {}
            Activation::Native(_) => return None,
            // Code of a script or of `eval`.
            Activation::Code { function: None, .. } => {}
            Activation::Code {
                function: Some(caller),
                ..
            } => {
                let is_sloppy = caller
                    .downcast_ref::<OrdinaryFunction>()
                    .is_some_and(|caller| !caller.codeblock().strict());
                return is_sloppy.then_some(caller);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::{TestAction, js_string, run_test_actions};
    use indoc::indoc;

    #[test]
    fn arguments_and_caller_are_those_of_the_innermost_call() {
        run_test_actions([
            TestAction::run(indoc! {r#"
                function f(n) { return n > 0 ? f(n - 1) : [f.arguments[0], f.caller === f, f.arguments.callee === f] }
                function g() { return h() }
                function h() { return h.caller === g }
                function strict() { "use strict"; return k() }
                function k() { return k.caller }
            "#}),
            TestAction::assert_eq("f(2).join()", js_string!("0,true,true")),
            TestAction::assert("g()"),
            TestAction::assert("strict() === null && k() === null && f.arguments === null"),
            TestAction::assert("[1].map(k)[0] === null"),
        ]);
    }
}
