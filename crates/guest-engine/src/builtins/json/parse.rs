//! `JSON.parse` (ECMA-262 25.5.1). Boa's runs the text as a script, with a limit of 128 levels, and refuses
//! lone surrogates and numbers beyond the largest.

use boa_engine::{
    Context, JsArgs, JsResult, JsValue, js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use super::{Captured, MOST_LEVELS, reader, too_deep};

/// Boa's method, with `Object.keys` and its like instead of itself.
pub(super) fn parse(
    captured: &JsObject,
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    context.charge_length(text.len())?;
    let value = reader::read(&text.to_vec(), context)?;
    let Some(reviver) = args.get_or_undefined(1).as_callable() else {
        return Ok(value);
    };
    let root = JsObject::with_object_proto(context.intrinsics());
    root.create_data_property_or_throw(js_string!(), value, context)?;
    let revival = Revival {
        captured: Captured::take(captured)?,
        reviver,
    };
    revival.revive(&root, &js_string!().into(), 0, context)
}

struct Revival {
    captured: Captured,
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
            return Err(too_deep());
        }
        let value = holder.get(name.clone(), context)?;
        if let Some(object) = value.as_object() {
            if self.captured.is_array(&object, context)? {
                let length = object.get(js_string!("length"), context)?;
                for index in 0..length.to_length(context)? {
                    self.revive_in(&object, index.into(), level, context)?;
                }
            } else {
                for key in self.captured.keys(&object, context)? {
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
