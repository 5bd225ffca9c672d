//! Puts constructors of ours in the place of Boa's, which go on doing the work behind them.

use boa_engine::{
    Context, JsResult, JsString, JsValue, NativeFunction,
    context::intrinsics::StandardConstructor,
    object::{CONSTRUCTOR, FunctionObjectBuilder, JsObject},
    property::PropertyKey,
};

use super::property;

/// Constructs with Boa's constructor, after whatever it does to the arguments.
pub(super) type Construct =
    fn(&JsObject, &[JsValue], &JsObject, &mut Context) -> JsResult<JsObject>;

/// Replaces a constructor of a realm in which no guest code has run: `construct` gets Boa's own, the
/// arguments and `new.target`; a call without `new` goes to Boa's.
///
/// # Errors
/// None in practice.
pub(super) fn replace(
    name: &str,
    plain: &StandardConstructor,
    construct: Construct,
    context: &mut Context,
) -> JsResult<()> {
    let (plain, prototype) = (plain.constructor(), plain.prototype());
    let function = NativeFunction::from_copy_closure_with_captures(
        move |new_target, args, plain: &JsObject, context| match new_target.as_object() {
            Some(new_target) => construct(plain, args, &new_target, context).map(JsValue::from),
            None => plain.call(&JsValue::undefined(), args, context),
        },
        plain.clone(),
    );
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
    let replacement = property::hidden(wrapper);
    property::insert(
        &prototype,
        PropertyKey::from(CONSTRUCTOR),
        replacement.clone(),
    );
    property::insert(&context.global_object(), JsString::from(name), replacement);
    Ok(())
}
