//! `RegExp` and `RegExp.prototype.compile`, which say in V8's words what is wrong with a pattern or with flags.

use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsNativeErrorKind, JsResult, JsSymbol, JsValue,
    builtins::regexp::RegExp,
    js_string,
    object::{CONSTRUCTOR, JsObject},
    realm::Realm,
};

use js_source::syntax::regular_expression;

use super::super::{constructors::take_over, methods::replace};

/// Puts both in the place of Boa's.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let plain = realm.intrinsics().constructors().regexp();
    take_over(plain, construct, call, &[]);
    replace(&plain.prototype(), js_string!("compile"), compile, realm)
}

fn construct(
    plain: &JsObject,
    args: &[JsValue],
    new_target: &JsObject,
    context: &mut Context,
) -> JsResult<JsObject> {
    let args = converted(args, context)?;
    let made = plain.construct(&args, Some(new_target), context);
    made.map_err(|error| told(error, &args, context))
}

/// Without `new`, a regular expression alone is given back (ECMA-262 22.2.4.1, step 2).
fn call(plain: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let own = context.intrinsics().constructors().regexp().constructor();
    if let Some(pattern) = args.get_or_undefined(0).as_object()
        && args.get_or_undefined(1).is_undefined()
        && is_regexp(&pattern, context)?
    {
        let constructor = pattern.get(CONSTRUCTOR, context)?.as_object();
        if constructor.is_some_and(|constructor| JsObject::equals(&constructor, &own)) {
            return Ok(pattern.into());
        }
    }
    construct(plain, args, &own, context).map(JsValue::from)
}

fn compile(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let compiled = plain.call(this, args, context);
    compiled.map_err(|error| told(error, args, context))
}

/// ECMA-262 7.2.8 `IsRegExp`
fn is_regexp(object: &JsObject, context: &mut Context) -> JsResult<bool> {
    let matcher = object.get(JsSymbol::r#match(), context)?;
    Ok(if matcher.is_undefined() {
        object.is::<RegExp>()
    } else {
        matcher.to_boolean()
    })
}

/// The arguments, a pattern that is another object as the text that it stands for.
fn converted(args: &[JsValue], context: &mut Context) -> JsResult<Vec<JsValue>> {
    let mut args = args.to_vec();
    if let Some(pattern) = args.get_or_undefined(0).as_object()
        && !pattern.is::<RegExp>()
        && !is_regexp(&pattern, context)?
    {
        args[0] = args[0].to_string(context)?.into();
    }
    Ok(args)
}

/// The error as V8 words it, where pattern and flags can be had without asking anybody.
fn told(error: JsError, args: &[JsValue], context: &mut Context) -> JsError {
    let is_syntax = |error: &JsNativeError| matches!(error.kind(), JsNativeErrorKind::Syntax);
    let Some(engine_message) = error.as_native().filter(|error| is_syntax(error)) else {
        return error;
    };
    let is_of_matcher = engine_message
        .message()
        .starts_with("failed to create matcher");
    let mut text = |number: usize| {
        let value = args.get_or_undefined(number);
        if value.is_undefined() {
            return Some(js_string!());
        }
        let is_plain = !value.is_object() && !value.is_symbol();
        is_plain.then(|| value.to_string(context).ok()).flatten()
    };
    let Some(flags) = text(1).map(|flags| flags.to_std_string_lossy()) else {
        return error;
    };
    let message = if is_of_matcher {
        let Some(pattern) = text(0) else {
            return error;
        };
        regular_expression::message(&pattern.to_vec(), &flags)
    } else {
        format!("Invalid flags supplied to RegExp constructor '{flags}'")
    };
    JsNativeError::syntax().with_message(message).into()
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    #[test]
    fn faults_are_told() {
        for (expression, expected) in [
            (
                "new RegExp('[', 'ig')",
                "Invalid regular expression: /[/gi: Unterminated character class",
            ),
            (
                "RegExp(['a**'])",
                "Invalid regular expression: /a**/: Nothing to repeat",
            ),
            (
                "/a/.compile('(')",
                "Invalid regular expression: /(/: Unterminated group",
            ),
            (
                "new RegExp(/a/, 'gg')",
                "Invalid flags supplied to RegExp constructor 'gg'",
            ),
        ] {
            let code = format!("try {{ {expression} }} catch (e) {{ e.message }}");
            assert_eq!(eval_in_realm(install, &code), expected, "{expression}");
        }
    }

    #[test]
    fn a_call_gives_a_regular_expression_back() {
        let code = "const r = /a/; class R extends RegExp {} \
            [RegExp(r) === r, RegExp(r, 'g') === r, new RegExp(r) === r, RegExp(new R('a')) instanceof R, \
             new R('a') instanceof R, r.constructor === RegExp, RegExp[Symbol.species] === RegExp].join()";
        assert_eq!(
            eval_in_realm(install, code),
            "true,false,false,false,true,true,true"
        );
    }
}
