//! The realm's `Date` constructor: Boa's, which also takes the time of a host's Date, as
//! ECMA-262 21.4.2.1 takes a Date's. (By way of its text, the time would be lost.)

use boa_engine::{Context, JsResult, JsValue, object::JsObject};

use super::{constructors::replace, realm::EmbedderSlot};

/// Puts it in the place of Boa's, before any guest code.
///
/// # Errors
/// None in practice.
pub fn install(context: &mut Context) -> JsResult<()> {
    let plain = context.intrinsics().constructors().date().clone();
    replace("Date", &plain, construct, context)
}

fn construct(
    plain: &JsObject,
    args: &[JsValue],
    new_target: &JsObject,
    context: &mut Context,
) -> JsResult<JsObject> {
    let time = match args {
        [value] => host_time(value, context)?,
        _ => None,
    };
    let time = time.map(JsValue::from);
    let args = time.as_ref().map_or(args, std::slice::from_ref);
    plain.construct(args, Some(new_target), context)
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
    use super::{super::testing::eval_after, install};

    fn eval(source: &str) -> String {
        eval_after(install, source)
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
