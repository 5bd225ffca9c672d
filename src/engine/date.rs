//! The realm's `Date` constructor: Boa's, which also takes the time of a host's Date, as
//! ECMA-262 21.4.2.1 takes a Date's. (By way of its text, the time would be lost.)

use boa_engine::{
    Context, JsResult, JsValue, NativeFunction, js_string,
    object::{CONSTRUCTOR, FunctionObjectBuilder, JsObject},
    property::{PropertyDescriptor, PropertyKey},
};

use super::{property, realm::EmbedderSlot};

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// None in practice.
pub fn install(context: &mut Context) -> JsResult<()> {
    let plain = context.intrinsics().constructors().date().constructor();
    let function = NativeFunction::from_copy_closure_with_captures(construct, plain.clone());
    let wrapper: JsObject = FunctionObjectBuilder::new(context.realm(), function)
        .constructor(true)
        .build()
        .into();
    for key in plain.own_property_keys(context)? {
        if let Some(property) = property::own(&plain, &key) {
            property::insert(&wrapper, key, property);
        }
    }
    let replacement = PropertyDescriptor::builder()
        .value(wrapper)
        .writable(true)
        .enumerable(false)
        .configurable(true)
        .build();
    let prototype = context.intrinsics().constructors().date().prototype();
    property::insert(
        &prototype,
        PropertyKey::from(CONSTRUCTOR),
        replacement.clone(),
    );
    property::insert(&context.global_object(), js_string!("Date"), replacement);
    Ok(())
}

fn construct(
    new_target: &JsValue,
    args: &[JsValue],
    plain: &JsObject,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(new_target) = new_target.as_object() else {
        return plain.call(&JsValue::undefined(), args, context);
    };
    let time = match args {
        [value] => host_time(value, context)?,
        _ => None,
    };
    let time = time.map(JsValue::from);
    let args = time.as_ref().map_or(args, std::slice::from_ref);
    let date = plain.construct(args, Some(&new_target), context)?;
    Ok(date.into())
}

fn host_time(value: &JsValue, context: &mut Context) -> JsResult<Option<f64>> {
    let embedder = context
        .get_data::<EmbedderSlot>()
        .and_then(EmbedderSlot::get);
    match (value.as_object(), embedder) {
        (Some(object), Some(embedder)) => embedder.host_time(&object, context),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::Source;

    fn eval(source: &str) -> String {
        let context = &mut Context::default();
        install(context).unwrap();
        let value = context.eval(Source::from_bytes(source)).unwrap();
        value.to_string(context).unwrap().to_std_string_lossy()
    }

    #[test]
    fn it_looks_like_boas() {
        let looks = "[Date.name, Date.length, Date.prototype.constructor === Date, \
                     Object.getOwnPropertyNames(Date).sort().join()].join()";
        assert_eq!(
            eval(looks),
            "Date,7,true,UTC,length,name,now,parse,prototype"
        );
    }

    #[test]
    fn it_constructs_calls_and_is_extended() {
        assert_eq!(eval("new Date(5).getTime()"), "5");
        assert_eq!(eval("typeof Date(5)"), "string");
        assert_eq!(eval("new Date(new Date(7)).getTime()"), "7");
        assert_eq!(
            eval("class D extends Date {} new D(9) instanceof D"),
            "true"
        );
    }
}
