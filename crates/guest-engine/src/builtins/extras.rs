//! Takes away what Boa has and Node 20 has not.

use boa_engine::{
    JsResult, JsString, JsSymbol, JsValue,
    builtins::PostponedIntrinsic,
    context::intrinsics::{StandardConstructor, StandardConstructors},
    object::JsObject,
    property::PropertyKey,
    realm::Realm,
};

use super::{super::property, methods::not_fresh};

/// Statics and methods of prototypes, by the global that they belong to.
type Extras = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// Those of what a realm has from the beginning.
const OF_A_NEW_REALM: [Extras; 4] = [
    ("Object", &["groupBy"], &[]),
    ("Symbol", &["asyncDispose", "dispose"], &[]),
    ("Promise", &["try", "withResolvers"], &[]),
    ("WeakMap", &[], &["getOrInsert", "getOrInsertComputed"]),
];

/// Takes them away from what a realm has from the beginning.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn remove(realm: &Realm) -> JsResult<()> {
    let global = realm.global_object();
    for name in ["TypedArray", "Iterator"] {
        global.remove_property(&JsString::from(name).into());
    }
    for (name, statics, methods) in OF_A_NEW_REALM {
        let constructor = own_object(global, name)?;
        remove_names(&constructor, statics);
        if !methods.is_empty() {
            remove_names(&own_object(&constructor, "prototype")?, methods);
        }
    }
    Ok(())
}

/// Takes them away from an intrinsic that was just made.
pub(super) fn remove_of(intrinsic: PostponedIntrinsic, realm: &Realm) {
    let constructors = realm.intrinsics().constructors();
    match intrinsic {
        PostponedIntrinsic::Map => {
            remove_names(&constructors.map().constructor(), &["groupBy"]);
            let methods = &["getOrInsert", "getOrInsertComputed"];
            remove_names(&constructors.map().prototype(), methods);
        }
        PostponedIntrinsic::Set => {
            remove_names(
                &constructors.set().prototype(),
                &[
                    "difference",
                    "intersection",
                    "isDisjointFrom",
                    "isSubsetOf",
                    "isSupersetOf",
                    "symmetricDifference",
                    "union",
                ],
            );
        }
        PostponedIntrinsic::RegExp => {
            remove_names(&constructors.regexp().constructor(), &["escape"]);
            remove_names(&constructors.regexp().prototype(), &["lastIndex"]);
        }
        PostponedIntrinsic::Json => {
            let json = realm.intrinsics().objects().json();
            remove_names(&json, &["rawJSON", "isRawJSON"]);
        }
        PostponedIntrinsic::Iterator => {
            remove_iterator_helpers(&constructors.iterator().prototype());
        }
        _ => {
            if let Some(class) = typed_array(intrinsic, constructors) {
                // Typed arrays inherit it.
                let species = PropertyKey::from(JsSymbol::species());
                class.constructor().remove_property(&species);
            }
        }
    }
}

fn remove_names(object: &JsObject, names: &[&str]) {
    for name in names {
        object.remove_property(&JsString::from(*name).into());
    }
}

/// All of `%IteratorPrototype%` but `Symbol.iterator`.
fn remove_iterator_helpers(iterator: &JsObject) {
    iterator.make();
    let kept = PropertyKey::from(JsSymbol::iterator());
    let keys = iterator.borrow().shape().keys();
    for key in keys {
        if key != kept {
            iterator.remove_property(&key);
        }
    }
}

fn typed_array(
    intrinsic: PostponedIntrinsic,
    constructors: &StandardConstructors,
) -> Option<&StandardConstructor> {
    Some(match intrinsic {
        PostponedIntrinsic::Int8Array => constructors.typed_int8_array(),
        PostponedIntrinsic::Uint8Array => constructors.typed_uint8_array(),
        PostponedIntrinsic::Uint8ClampedArray => constructors.typed_uint8clamped_array(),
        PostponedIntrinsic::Int16Array => constructors.typed_int16_array(),
        PostponedIntrinsic::Uint16Array => constructors.typed_uint16_array(),
        PostponedIntrinsic::Int32Array => constructors.typed_int32_array(),
        PostponedIntrinsic::Uint32Array => constructors.typed_uint32_array(),
        PostponedIntrinsic::Float32Array => constructors.typed_float32_array(),
        PostponedIntrinsic::Float64Array => constructors.typed_float64_array(),
        PostponedIntrinsic::BigInt64Array => constructors.typed_bigint64_array(),
        PostponedIntrinsic::BigUint64Array => constructors.typed_biguint64_array(),
        _ => return None,
    })
}

fn own_object(holder: &JsObject, name: &str) -> JsResult<JsObject> {
    let own = property::own(holder, &JsString::from(name).into());
    let object = own.and_then(|own| own.value().and_then(JsValue::as_object));
    object.ok_or_else(|| not_fresh().into())
}

#[cfg(test)]
mod tests {
    use boa_engine::{JsResult, builtins::PostponedIntrinsic, realm::Realm};

    use super::{remove, remove_of};
    use crate::testing::eval_in_realm;

    fn remove_all(realm: &Realm) -> JsResult<()> {
        for &intrinsic in PostponedIntrinsic::ALL {
            remove_of(intrinsic, realm);
        }
        remove(realm)
    }

    #[test]
    fn they_are_gone_and_the_rest_is_there() {
        let code = "[typeof Iterator, 'union' in Set.prototype, 'add' in Set.prototype, \
                    'map' in [].values(), typeof [].values()[Symbol.iterator], Promise.try, \
                    new Int8Array([1, 2]).map(x => x + 1).join('-'), JSON.rawJSON, \
                    [...new Set([1])].length].join()";
        assert_eq!(
            eval_in_realm(remove_all, code),
            "undefined,false,true,false,function,,2-3,,1"
        );
    }
}
