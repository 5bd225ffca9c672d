//! The realm's `JSON` (ECMA-262 25.5): `parse` and `stringify` of ours. Boa's `parse` runs the text as a script,
//! with a limit of 128 levels, and refuses lone surrogates and numbers beyond the largest; its `stringify`
//! goes down without a limit, and takes memory for every element that an array says it has.

mod circle;
mod parse;
mod reader;
mod stringify;

use boa_engine::{
    Context, Finalize, JsData, JsError, JsNativeError, JsResult, JsValue, Trace, js_string,
    object::JsObject, property::PropertyKey, realm::Realm,
};

use super::{
    super::property,
    methods::{self, own, replace_by},
};

/// Levels that a value is followed down before a RangeError; V8 manages about as many.
const MOST_LEVELS: usize = 5_000;

/// What the functions of Boa that ours call are in. Among the realm's host-defined data.
#[derive(Debug, Trace, Finalize, JsData)]
struct Prepared(JsObject);

/// Takes functions of Boa that ours call, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn prepare(realm: &Realm) -> JsResult<()> {
    let captured = Captured::capture(realm)?;
    realm.host_defined_mut().insert(Prepared(captured));
    Ok(())
}

/// Puts both in the place of Boa's.
///
/// # Errors
/// A TypeError if there are none, or nothing was prepared.
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let json = realm.intrinsics().objects().json();
    let captured = {
        let data = realm.host_defined();
        data.get::<Prepared>().map(|prepared| prepared.0.clone())
    };
    let captured = captured.ok_or_else(methods::not_fresh)?;
    replace_by(
        &json,
        js_string!("parse"),
        parse::parse,
        captured.clone(),
        realm,
    )?;
    replace_by(
        &json,
        js_string!("stringify"),
        stringify::stringify,
        captured,
        realm,
    )
}

/// Boa's functions that do what its interface does not offer. The guest can't change them.
struct Captured {
    /// `Object.keys`
    keys: JsObject,
    /// `Array.isArray`
    is_array: JsObject,
    /// `Reflect.get`
    get: JsObject,
}

impl Captured {
    /// The functions as one object, for a native function to hold.
    fn capture(realm: &Realm) -> JsResult<JsObject> {
        let constructors = realm.intrinsics().constructors();
        let object = constructors.object().constructor();
        let array = constructors.array().constructor();
        let reflect = realm.intrinsics().objects().reflect();
        let captured = JsObject::with_null_proto();
        for (holder, name) in [
            (object, js_string!("keys")),
            (array, js_string!("isArray")),
            (reflect, js_string!("get")),
        ] {
            let function = own(&holder, &name.clone().into())?;
            property::insert(&captured, name, property::hidden(function));
        }
        Ok(captured)
    }

    fn take(captured: &JsObject) -> JsResult<Self> {
        Ok(Self {
            keys: own(captured, &js_string!("keys").into())?,
            is_array: own(captured, &js_string!("isArray").into())?,
            get: own(captured, &js_string!("get").into())?,
        })
    }

    /// `IsArray`, which throws for a Proxy that was revoked.
    fn is_array(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        if object.is_array() || object.is_ordinary() {
            return Ok(object.is_array());
        }
        let answer =
            self.is_array
                .call(&JsValue::undefined(), &[object.clone().into()], context)?;
        Ok(answer.to_boolean())
    }

    /// `EnumerableOwnProperties` of kind key.
    fn keys(&self, object: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
        if object.is_ordinary() {
            let mut keys = object.own_property_keys(context)?;
            keys.retain(|key| is_enumerable_name(object, key));
            return Ok(keys);
        }
        let list = self
            .keys
            .call(&JsValue::undefined(), &[object.clone().into()], context)?;
        let list = list.to_object(context)?;
        let length = list.get(js_string!("length"), context)?;
        (0..length.to_length(context)?)
            .map(|index| list.get(index, context)?.to_property_key(context))
            .collect()
    }

    /// A member of a primitive value whose prototype is `prototype`.
    fn get_of_primitive(
        &self,
        prototype: JsObject,
        key: &PropertyKey,
        value: &JsValue,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let args = [prototype.into(), key.into(), value.clone()];
        self.get.call(&JsValue::undefined(), &args, context)
    }
}

fn is_enumerable_name(object: &JsObject, key: &PropertyKey) -> bool {
    !matches!(key, PropertyKey::Symbol(_))
        && property::own(object, key).is_some_and(|own| own.enumerable() == Some(true))
}

fn too_deep() -> JsError {
    JsNativeError::stack_overflow().into()
}

#[cfg(test)]
mod tests {
    use super::{install, prepare};
    use crate::testing::eval_in_realm;

    fn eval(source: &str) -> String {
        let prepared = |realm: &boa_engine::realm::Realm| {
            prepare(realm)?;
            install(realm)
        };
        eval_in_realm(prepared, source)
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
