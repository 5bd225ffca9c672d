//! The realm's typed array constructors: Boa's, but for a typed array of another type as the source,
//! whose numbers Boa forces into the range instead of converting them (ECMA-262 23.2.5.1.2).

use boa_engine::{
    Context, JsResult, JsValue,
    builtins::typed_array::TypedArray,
    object::{
        JsObject,
        builtins::{JsArray, JsTypedArray},
    },
};

use super::constructors::replace;

/// Puts them in the place of Boa's, before any guest code.
///
/// # Errors
/// None in practice.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let all = [
        ("Int8Array", constructors.typed_int8_array()),
        ("Uint8Array", constructors.typed_uint8_array()),
        ("Uint8ClampedArray", constructors.typed_uint8clamped_array()),
        ("Int16Array", constructors.typed_int16_array()),
        ("Uint16Array", constructors.typed_uint16_array()),
        ("Int32Array", constructors.typed_int32_array()),
        ("Uint32Array", constructors.typed_uint32_array()),
        ("Float32Array", constructors.typed_float32_array()),
        ("Float64Array", constructors.typed_float64_array()),
        ("BigInt64Array", constructors.typed_bigint64_array()),
        ("BigUint64Array", constructors.typed_biguint64_array()),
    ]
    .map(|(name, constructor)| (name, constructor.clone()));
    for (name, constructor) in all {
        replace(name, &constructor, construct, context)?;
    }
    Ok(())
}

fn construct(
    plain: &JsObject,
    args: &[JsValue],
    new_target: &JsObject,
    context: &mut Context,
) -> JsResult<JsObject> {
    let source = args.first().and_then(JsValue::as_object);
    let Some(source) = source.filter(|source| source.is::<TypedArray>()) else {
        return plain.construct(args, Some(new_target), context);
    };
    let source = JsTypedArray::from_object(source)?;
    let length = source.length(context)?;
    let mut elements = Vec::with_capacity(length);
    for index in 0..length {
        elements.push(source.get(index, context)?);
    }
    let list = JsArray::from_iter(elements, context);
    plain.construct(&[list.into()], Some(new_target), context)
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::engine::testing::eval_after;

    fn eval(source: &str) -> String {
        eval_after(install, source)
    }

    #[test]
    fn numbers_of_another_type_are_converted() {
        assert_eq!(
            eval("new Uint8Array(new Int16Array([-1, 300])).join()"),
            "255,44"
        );
        assert_eq!(eval("new Int8Array(new Uint8Array([200])).join()"), "-56");
        assert_eq!(
            eval("new Uint8ClampedArray(new Int16Array([-1, 300])).join()"),
            "0,255"
        );
        assert_eq!(
            eval("new Float64Array(new Float32Array([0.5])).join()"),
            "0.5"
        );
    }

    #[test]
    fn a_copy_has_bytes_of_its_own() {
        let copy =
            "const a = new Uint8Array([1, 2]); const b = new Uint8Array(a); a[0] = 9; b.join()";
        assert_eq!(eval(copy), "1,2");
    }

    #[test]
    fn they_look_like_boas() {
        let looks = "[Uint8Array.name, Uint8Array.length, Uint8Array.BYTES_PER_ELEMENT, \
                     Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array), \
                     new Uint8Array(2).constructor === Uint8Array, \
                     new Uint8Array(2).map((_, i) => i) instanceof Uint8Array, \
                     class extends Uint8Array {}.from([1]).length].join()";
        assert_eq!(eval(looks), "Uint8Array,3,1,true,true,true,1");
    }

    #[test]
    fn an_array_or_a_buffer_is_taken_as_before() {
        assert_eq!(eval("new Uint8Array([1, 2]).join()"), "1,2");
        assert_eq!(eval("new Uint8Array(new ArrayBuffer(4), 1, 2).length"), "2");
    }
}
