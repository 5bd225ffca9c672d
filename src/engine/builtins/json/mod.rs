//! `JSON.parse` (ECMA-262 25.5.1). Boa's runs the text as a script, with a limit of 128 levels, and refuses
//! lone surrogates and numbers beyond the largest.

mod text;

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsValue, js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use super::{
    super::property,
    methods::{own, replace_by},
};

/// Levels that a reviver goes down before a RangeError; V8 manages about as many.
const MOST_LEVELS: usize = 5_000;

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let json = context.intrinsics().objects().json();
    let object = context.intrinsics().constructors().object().constructor();
    let keys = own(&object, &js_string!("keys").into())?;
    let array = context.intrinsics().constructors().array().constructor();
    let is_array = own(&array, &js_string!("isArray").into())?;
    let handed = JsObject::with_null_proto();
    property::insert(&handed, js_string!("keys"), property::hidden(keys));
    property::insert(&handed, js_string!("isArray"), property::hidden(is_array));
    replace_by(&json, js_string!("parse"), parse, handed, context)
}

fn parse(
    handed: &JsObject,
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    let value = text::read(&text.to_vec(), context)?;
    let Some(reviver) = args.get_or_undefined(1).as_callable() else {
        return Ok(value);
    };
    let root = JsObject::with_object_proto(context.intrinsics());
    root.create_data_property_or_throw(js_string!(), value, context)?;
    let revival = Revival {
        keys: own(handed, &js_string!("keys").into())?,
        is_array: own(handed, &js_string!("isArray").into())?,
        reviver,
    };
    revival.revive(&root, &js_string!().into(), 0, context)
}

struct Revival {
    /// `Object.keys`
    keys: JsObject,
    /// `Array.isArray`
    is_array: JsObject,
    reviver: JsObject,
}

impl Revival {
    /// ECMA-262 25.5.1.1 `InternalizeJSONProperty`
    fn revive(
        &self,
        holder: &JsObject,
        name: &PropertyKey,
        level: usize,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        if level > MOST_LEVELS {
            return Err(JsNativeError::range()
                .with_message("Maximum call stack size exceeded")
                .into());
        }
        let value = holder.get(name.clone(), context)?;
        if let Some(object) = value.as_object() {
            let is_array =
                self.is_array
                    .call(&JsValue::undefined(), std::slice::from_ref(&value), context)?;
            if is_array.to_boolean() {
                let length = object.get(js_string!("length"), context)?;
                for index in 0..length.to_length(context)? {
                    self.revive_in(&object, index.into(), level, context)?;
                }
            } else {
                let list =
                    self.keys
                        .call(&JsValue::undefined(), std::slice::from_ref(&value), context)?;
                let list = list.to_object(context)?;
                let length = list.get(js_string!("length"), context)?;
                for index in 0..length.to_length(context)? {
                    let key = list.get(index, context)?.to_property_key(context)?;
                    self.revive_in(&object, key, level, context)?;
                }
            }
        }
        let name = JsValue::from(name).to_string(context)?;
        self.reviver
            .call(&holder.clone().into(), &[name.into(), value], context)
    }

    fn revive_in(
        &self,
        object: &JsObject,
        key: PropertyKey,
        level: usize,
        context: &mut Context,
    ) -> JsResult<()> {
        let revived = self.revive(object, &key, level + 1, context)?;
        // Neither of the two throws when it is refused.
        let result = if revived.is_undefined() {
            object.delete_property_or_throw(key, context).map(|_| ())
        } else {
            let property = PropertyDescriptor::builder()
                .value(revived)
                .writable(true)
                .enumerable(true)
                .configurable(true)
                .build();
            object
                .define_property_or_throw(key, property, context)
                .map(|_| ())
        };
        match result {
            Err(_) if is_refusal(object) => Ok(()),
            result => result,
        }
    }
}

/// Whether an error only says that a property is as it is. An ordinary object runs no code that throws.
fn is_refusal(object: &JsObject) -> bool {
    object.is_ordinary() || object.is_array()
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::engine::testing::eval_after;

    fn eval(source: &str) -> String {
        eval_after(install, source)
    }

    #[test]
    fn what_boa_refuses_is_parsed() {
        assert_eq!(
            eval("JSON.parse('[' .repeat(5e4) + ']'.repeat(5e4)).length"),
            "1"
        );
        assert_eq!(eval(r#"JSON.parse('"\\ud800"').charCodeAt(0)"#), "55296");
        assert_eq!(
            eval("JSON.parse('[1e999, -0, 12, 1.5e1]').map(x => 1 / x).join()"),
            "0,-Infinity,0.08333333333333333,0.06666666666666667"
        );
        assert_eq!(
            eval(r#"Object.keys(JSON.parse('{"__proto__":1,"2":0,"1":0,"a":3,"a":4}')).join()"#),
            "1,2,__proto__,a"
        );
    }

    #[test]
    fn a_reviver_replaces_and_deletes() {
        let code = r#"JSON.stringify(JSON.parse('{"a":[1,2],"b":{"c":3}}',
            (key, value) => key === 'c' ? undefined : key === '0' ? 9 : value))"#;
        assert_eq!(eval(code), r#"{"a":[9,2],"b":{}}"#);
    }

    #[test]
    fn it_looks_like_boas() {
        assert_eq!(
            eval("[JSON.parse.name, JSON.parse.length, JSON.parse].join()"),
            "parse,2,function parse() { [native code] }"
        );
    }
}
