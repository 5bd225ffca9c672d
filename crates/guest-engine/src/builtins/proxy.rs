//! The realm's `Proxy`: Boa's, but it notes what it puts into a Proxy, so that the host can print one
//! without running its traps.

use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, JsObject},
};

use super::{
    super::{property, proxies},
    constructors, methods,
};

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let plain = context.intrinsics().constructors().proxy().clone();
    methods::replace(
        &plain.constructor(),
        js_string!("revocable"),
        revocable,
        &context.realm().clone(),
    )?;
    constructors::replace("Proxy", &plain, construct, context)
}

fn construct(
    plain: &JsObject,
    args: &[JsValue],
    new_target: &JsObject,
    context: &mut Context,
) -> JsResult<JsObject> {
    let proxy = plain.construct(args, Some(new_target), context)?;
    proxies::note(&proxy, args)?;
    Ok(proxy)
}

fn revocable(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let made = plain.call(this, args, context)?;
    let parts = made.as_object().and_then(|made| {
        let part = |name| property::own(&made, &name)?.value()?.as_object();
        let proxy = part(js_string!("proxy").into())?;
        let revoke = part(js_string!("revoke").into())?;
        Some((made, proxy, revoke))
    });
    let (made, proxy, revoke) =
        parts.ok_or_else(|| JsNativeError::typ().with_message("not a revocable Proxy"))?;
    proxies::note(&proxy, args)?;
    let revoke = revoker(proxy, revoke, context);
    property::insert(&made, js_string!("revoke"), property::plain(revoke, true));
    Ok(made.into())
}

fn revoker(proxy: JsObject, revoke: JsObject, context: &Context) -> JsObject {
    let function = NativeFunction::from_copy_closure_with_captures(
        |this, args, (proxy, revoke): &(JsObject, JsObject), context| {
            proxies::note_revoked(proxy);
            revoke.call(this, args, context)
        },
        (proxy, revoke),
    );
    FunctionObjectBuilder::new(context.realm(), function)
        .build()
        .into()
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_after;

    fn eval(source: &str) -> String {
        eval_after(install, source)
    }

    #[test]
    fn a_proxy_traps_what_inline_caches_know_of_plain_objects() {
        let source = "
            function read(object) { return object.toString; }
            for (let i = 0; i < 3; i++) read({});
            read(new Proxy({}, { get: () => 'trapped' }))";
        assert_eq!(eval(source), "trapped");
    }

    #[test]
    fn a_revocable_proxy_works_until_it_is_revoked() {
        let source = "
            const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
            const before = [proxy.a, Reflect.ownKeys(proxy), revoke.name, revoke.length, revoke()];
            try { proxy.a; } catch (error) { before.push(error.name); }
            before.join()";
        assert_eq!(eval(source), "1,a,,0,,TypeError");
    }
}
