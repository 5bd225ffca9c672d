//! Takes away what Boa has and Node 20 has not.

use boa_engine::{
    Context, JsResult, JsString, JsSymbol, JsValue, context::intrinsics::StandardConstructor,
    object::JsObject, property::PropertyKey,
};

use super::{super::property, methods::not_fresh};

/// Statics, methods of prototypes and globals, by the global that they belong to.
const EXTRAS: [(&str, &[&str], &[&str]); 7] = [
    ("Object", &["groupBy"], &[]),
    ("Symbol", &["asyncDispose", "dispose"], &[]),
    ("Promise", &["try", "withResolvers"], &[]),
    ("RegExp", &["escape"], &["lastIndex"]),
    ("Map", &["groupBy"], &["getOrInsert", "getOrInsertComputed"]),
    ("WeakMap", &[], &["getOrInsert", "getOrInsertComputed"]),
    (
        "Set",
        &[],
        &[
            "difference",
            "intersection",
            "isDisjointFrom",
            "isSubsetOf",
            "isSupersetOf",
            "symmetricDifference",
            "union",
        ],
    ),
];

/// Takes them away, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn remove(context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    for name in ["TypedArray", "Iterator"] {
        property::remove(&global, &JsString::from(name).into(), context)?;
    }
    for (name, statics, methods) in EXTRAS {
        let constructor = own_object(&global, name)?;
        for name in statics {
            property::remove(&constructor, &JsString::from(*name).into(), context)?;
        }
        if !methods.is_empty() {
            let prototype = own_object(&constructor, "prototype")?;
            for name in methods {
                property::remove(&prototype, &JsString::from(*name).into(), context)?;
            }
        }
    }
    let json = context.intrinsics().objects().json();
    for name in ["rawJSON", "isRawJSON"] {
        property::remove(&json, &JsString::from(name).into(), context)?;
    }
    remove_iterator_helpers(context)?;
    remove_species(context)?;
    Ok(())
}

/// All of `%IteratorPrototype%` but `Symbol.iterator`.
fn remove_iterator_helpers(context: &mut Context) -> JsResult<()> {
    let iterator = context.intrinsics().constructors().iterator().prototype();
    let kept = PropertyKey::from(JsSymbol::iterator());
    for key in iterator.own_property_keys(context)? {
        if key != kept {
            property::remove(&iterator, &key, context)?;
        }
    }
    Ok(())
}

/// Typed arrays inherit it.
fn remove_species(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let all = [
        constructors.typed_int8_array(),
        constructors.typed_uint8_array(),
        constructors.typed_uint8clamped_array(),
        constructors.typed_int16_array(),
        constructors.typed_uint16_array(),
        constructors.typed_int32_array(),
        constructors.typed_uint32_array(),
        constructors.typed_float32_array(),
        constructors.typed_float64_array(),
        constructors.typed_bigint64_array(),
        constructors.typed_biguint64_array(),
    ]
    .map(StandardConstructor::prototype);
    let species = PropertyKey::from(JsSymbol::species());
    for prototype in all {
        let constructor = own_object(&prototype, "constructor")?;
        property::remove(&constructor, &species, context)?;
    }
    Ok(())
}

fn own_object(holder: &JsObject, name: &str) -> JsResult<JsObject> {
    let own = property::own(holder, &JsString::from(name).into());
    let object = own.and_then(|own| own.value().and_then(JsValue::as_object));
    object.ok_or_else(|| not_fresh().into())
}

#[cfg(test)]
mod tests {
    use super::remove;
    use crate::testing::eval_after;

    #[test]
    fn they_are_gone_and_the_rest_is_there() {
        let code = "[typeof Iterator, 'union' in Set.prototype, 'add' in Set.prototype, \
                    'map' in [].values(), typeof [].values()[Symbol.iterator], Promise.try, \
                    new Int8Array([1, 2]).map(x => x + 1).join('-'), JSON.rawJSON, \
                    [...new Set([1])].length].join()";
        assert_eq!(
            eval_after(remove, code),
            "undefined,false,true,false,function,,2-3,,1"
        );
    }
}
