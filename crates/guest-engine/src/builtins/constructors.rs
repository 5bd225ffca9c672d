//! Puts constructors of ours in the place of Boa's, which go on doing the work behind them.

use boa_engine::{
    Context, JsResult, JsString, JsValue, NativeFunction,
    context::intrinsics::StandardConstructor,
    object::{CONSTRUCTOR, FunctionObjectBuilder, JsObject, builtins::JsFunction},
    property::PropertyKey,
};

use super::super::property;

/// Constructs with Boa's constructor, after whatever it does to the arguments.
pub(super) type Construct =
    fn(&JsObject, &[JsValue], &JsObject, &mut Context) -> JsResult<JsObject>;

/// What a call without `new` does, with Boa's constructor and the arguments.
pub(super) type Call = fn(&JsObject, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// Replaces a global constructor of a realm in which no guest code has run: `construct` gets Boa's own, the
/// arguments and `new.target`; a call without `new` goes to Boa's. Boa's is left as it is.
///
/// # Errors
/// None in practice.
pub(super) fn replace(
    name: &str,
    plain: &StandardConstructor,
    construct: Construct,
    context: &mut Context,
) -> JsResult<()> {
    let call: Call = |plain, args, context| plain.call(&JsValue::undefined(), args, context);
    let (plain, prototype) = (plain.constructor(), plain.prototype());
    let function = ours(plain.clone(), construct, call);
    let wrapper: JsObject = FunctionObjectBuilder::new(context.realm(), function)
        .constructor(true)
        .build()
        .into();
    wrapper.set_prototype(plain.prototype());
    for key in plain.own_property_keys(context)? {
        if let Some(own) = property::own(&plain, &key) {
            property::insert(&wrapper, key, own);
        }
    }
    property::insert(
        &prototype,
        PropertyKey::from(CONSTRUCTOR),
        property::hidden(wrapper.clone()),
    );
    let replacement = property::hidden(wrapper);
    property::insert(&context.global_object(), JsString::from(name), replacement);
    Ok(())
}

/// Has a constructor do what ours does, and hands Boa's to that, with some of its methods as they are now. The object
/// stays the same.
pub(super) fn take_over(
    plain: &StandardConstructor,
    construct: Construct,
    call: Call,
    methods: &[JsString],
) {
    let constructor = plain.constructor();
    let kept: Vec<_> = methods
        .iter()
        .map(|name| PropertyKey::from(name.clone()))
        .filter_map(|name| Some((name.clone(), property::own(&constructor, &name)?)))
        .collect();
    let Some(function) = JsFunction::from_object(constructor) else {
        return;
    };
    function.replace_native(|plain| {
        for (name, method) in kept {
            property::insert(&plain, name, method);
        }
        ours(JsObject::from(plain), construct, call)
    });
}

fn ours(plain: JsObject, construct: Construct, call: Call) -> NativeFunction {
    NativeFunction::from_copy_closure_with_captures(
        move |new_target, args, plain: &JsObject, context| match new_target.as_object() {
            Some(new_target) => construct(plain, args, &new_target, context).map(JsValue::from),
            None => call(plain, args, context),
        },
        plain,
    )
}
