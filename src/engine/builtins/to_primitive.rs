//! `ToPrimitive` of an object that is being converted already (ECMA-262 7.1.1).
//!
//! Boa marks an object while `OrdinaryToPrimitive` calls its `toString` or `valueOf`, and gives 0 or '' for
//! one that is marked: so `toString() { return 'V' + this * 2 }` came to 'V0'. No built-in comes between the
//! mark and the method. But the object is asked for `Symbol.toPrimitive` before the mark is looked at, and
//! so an accessor on `Object.prototype`, which gives undefined, takes the mark away. Guest code can find the
//! accessor, and an object that does not inherit from `Object.prototype` keeps its mark.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsSymbol, JsValue, NativeFunction,
    object::{JsObject, RecursionLimiter},
};

use super::{
    super::{guest, property},
    methods::{accessor, replace},
};

/// Adds the accessor, and the same to `Date.prototype`'s own method, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let get = NativeFunction::from_fn_ptr(|this, _, _| {
        unmark(this)?;
        Ok(JsValue::undefined())
    });
    let set = NativeFunction::from_fn_ptr(define);
    let accessor = accessor("[Symbol.toPrimitive]", get, set, context);
    let object = context.intrinsics().constructors().object().prototype();
    property::insert(&object, JsSymbol::to_primitive(), accessor);
    let date = context.intrinsics().constructors().date().prototype();
    replace(&date, JsSymbol::to_primitive(), of_date, context)
}

fn of_date(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    unmark(this)?;
    plain.call(this, args, context)
}

/// Takes the mark from an object that has one. What put it there takes it away once more, which does nothing.
///
/// # Errors
/// A RangeError where built-ins call each other without an end: nothing else stops those.
fn unmark(this: &JsValue) -> JsResult<()> {
    let Some(object) = this.as_object() else {
        return Ok(());
    };
    let mut limiter = RecursionLimiter::new(object.as_ref());
    if limiter.live && !guest::has_room() {
        return Err(JsNativeError::range()
            .with_message("Maximum call stack size exceeded")
            .into());
    }
    // As if the object had been marked here.
    limiter.live = false;
    Ok(())
}

/// An assignment makes a property of the object itself, as if nothing was inherited.
fn define(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if let Some(object) = this.as_object() {
        let value = args.get_or_undefined(0).clone();
        object.create_data_property_or_throw(JsSymbol::to_primitive(), value, context)?;
    }
    Ok(JsValue::undefined())
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::engine::testing::eval_after;

    #[test]
    fn an_object_that_is_being_converted_is_converted() {
        for (expression, expected) in [
            (
                "String({ valueOf: () => 4, toString() { return 'V' + this * 2; } })",
                "V8",
            ),
            (
                "+{ toString: () => 's', valueOf() { return String(this).length; } }",
                "1",
            ),
            (
                "let n = 0; String({ toString() { return ++n < 3 ? 'a' + this : 'z'; } })",
                "aaz",
            ),
            (
                "const d = new Date(0); d.valueOf = () => String(d).length; d - 0 > 20",
                "true",
            ),
        ] {
            assert_eq!(eval_after(install, expression), expected, "{expression}");
        }
    }

    #[test]
    fn assignments_make_properties() {
        let code = "const o = {}; o[Symbol.toPrimitive] = () => 7; \
                    [+o, Object.hasOwn(o, Symbol.toPrimitive), +{}].join()";
        assert_eq!(eval_after(install, code), "7,true,NaN");
    }
}
