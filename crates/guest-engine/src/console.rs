//! The `console` of a realm, as V8 gives one to every context: without an inspector its methods do nothing
//! that anybody could see, and look at none of their arguments.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsSymbol, JsValue, NativeFunction, js_string,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, JsObject},
    property::PropertyDescriptor,
};

use super::property;

/// The methods that do nothing, in V8's order.
const METHODS: [&str; 22] = [
    "debug",
    "error",
    "info",
    "log",
    "warn",
    "dir",
    "dirxml",
    "table",
    "trace",
    "group",
    "groupCollapsed",
    "groupEnd",
    "clear",
    "count",
    "countReset",
    "assert",
    "profile",
    "profileEnd",
    "time",
    "timeLog",
    "timeEnd",
    "timeStamp",
];

/// As many as V8 gives the objects of `console.context`, in its order there.
const CONTEXT_METHODS: [&str; 22] = [
    "dir",
    "dirXml",
    "table",
    "groupEnd",
    "clear",
    "count",
    "countReset",
    "profile",
    "profileEnd",
    "timeLog",
    "debug",
    "error",
    "info",
    "log",
    "warn",
    "trace",
    "group",
    "groupCollapsed",
    "assert",
    "time",
    "timeEnd",
    "timeStamp",
];

/// Makes it. Runs no guest code.
#[must_use]
pub fn make(context: &Context) -> JsObject {
    let prototype = JsObject::with_object_proto(context.intrinsics());
    let console = JsObject::from_proto_and_data(Some(prototype), ());
    for name in METHODS {
        put(&console, name, 0, nothing, context);
    }
    put(&console, "context", 1, make_context, context);
    put(&console, "createTask", 0, create_task, context);
    let tag = PropertyDescriptor::builder()
        .value(js_string!("console"))
        .writable(false)
        .enumerable(false)
        .configurable(true)
        .build();
    property::insert(&console, JsSymbol::to_string_tag(), tag);
    console
}

fn put(
    object: &JsObject,
    name: &str,
    length: usize,
    function: NativeFunctionPointer,
    context: &Context,
) {
    let native = NativeFunction::from_fn_ptr(function);
    let function = FunctionObjectBuilder::new(context.realm(), native)
        .name(JsString::from(name))
        .length(length)
        .build();
    property::insert(
        object,
        JsString::from(name),
        property::plain(function, true),
    );
}

#[expect(clippy::unnecessary_wraps, reason = "the type of a native function")]
fn nothing(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(JsValue::undefined())
}

/// `console.context(name)`: another console.
#[expect(clippy::unnecessary_wraps, reason = "the type of a native function")]
fn make_context(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = JsObject::with_object_proto(context.intrinsics());
    let other = JsObject::from_proto_and_data(Some(prototype), ());
    for name in CONTEXT_METHODS {
        put(&other, name, 1, nothing, context);
    }
    Ok(other.into())
}

/// `console.createTask(name)`: an object whose `run` calls what it is given.
fn create_task(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let is_named = args
        .first()
        .and_then(JsValue::as_string)
        .is_some_and(|name| !name.is_empty());
    if !is_named {
        return Err(JsNativeError::error()
            .with_message("First argument must be a non-empty string.")
            .into());
    }
    let prototype = JsObject::with_object_proto(context.intrinsics());
    put(&prototype, "run", 1, run_task, context);
    Ok(JsObject::from_proto_and_data(Some(prototype), ()).into())
}

fn run_task(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let function = args.first().and_then(JsValue::as_callable);
    let Some(function) = function else {
        return Err(JsNativeError::error()
            .with_message("First argument must be a function.")
            .into());
    };
    function.call(&JsValue::undefined(), &[], context)
}

#[cfg(test)]
mod tests {
    use boa_engine::{Context, JsResult, js_string};

    use super::super::{property, testing::eval_after};

    fn eval(source: &str) -> String {
        #[expect(clippy::unnecessary_wraps, reason = "the type of an installer")]
        fn install(context: &mut Context) -> JsResult<()> {
            let console = property::hidden(super::make(context));
            property::insert(&context.global_object(), js_string!("console"), console);
            Ok(())
        }
        eval_after(install, source)
    }

    #[test]
    fn methods_do_nothing() {
        let code = "let n = 0; const value = { toString() { n++; return ''; } }; \
                    Object.keys(console).filter((key) => !/context|createTask/.test(key)) \
                    .map((key) => console[key](value, value)).join('') + n";
        assert_eq!(eval(code), "0");
    }

    #[test]
    fn a_task_runs_what_it_is_given() {
        assert_eq!(eval("console.createTask('x').run(() => 5)"), "5");
        assert_eq!(
            eval("try { console.createTask(); } catch (e) { e.message }"),
            "First argument must be a non-empty string."
        );
        assert_eq!(
            eval("try { console.createTask('x').run(); } catch (e) { e.message }"),
            "First argument must be a function."
        );
    }

    #[test]
    fn another_context_has_methods_of_its_own() {
        assert_eq!(eval("console.context('x').log !== console.log"), "true");
        assert_eq!(
            eval("String(console) + String(console.context())"),
            "[object console][object Object]"
        );
    }
}
