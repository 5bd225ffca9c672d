//! `Error.prepareStackTrace(error, callSites)`: what code makes of a stack when it is read first, and the objects
//! with V8's methods that it gets.

use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, Finalize, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue, Trace,
    js_string,
};

use super::super::hooks;
use super::call_sites;
use super::class_names;
use super::frames::Code;
use super::layout::{self, Placed};
use super::{StackTraces, function, hidden};

/// What is known of a call.
#[derive(Debug, Trace, Finalize, JsData)]
struct CallSite {
    /// Undefined where it is strict code, or is called by way of strict code.
    this: JsValue,
    function: JsValue,
    type_name: JsValue,
    function_name: JsValue,
    method_name: JsValue,
    file_name: JsValue,
    script_name: JsValue,
    eval_origin: JsValue,
    promise_index: Option<u32>,
    is_async: bool,
    line: JsValue,
    column: JsValue,
    enclosing_line: JsValue,
    enclosing_column: JsValue,
    index: JsValue,
    is_toplevel: bool,
    is_constructor: bool,
    line_of_stack: JsString,
}

/// The prototype of the objects.
struct Prototype(JsObject);

/// Code is making something of a stack: the stacks that it reads meanwhile are made as usual.
struct Preparing;

/// What `Error.prepareStackTrace` gives for an error, if it is a function.
///
/// # Errors
/// What it throws.
pub(super) fn prepare(
    error: &JsObject,
    frames: &[Placed],
    traces: &StackTraces,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    if context.has_data::<Preparing>() {
        return Ok(None);
    }
    let key = js_string!("prepareStackTrace");
    let prepare = traces.error.get(key, context)?;
    let Some(prepare) = prepare.as_callable() else {
        return Ok(None);
    };
    let sites = objects(frames, context);
    let this = traces.error.clone().into();
    context.insert_data(Preparing);
    let prepared = prepare.call(&this, &[error.clone().into(), sites.into()], context);
    context.remove_data::<Preparing>();
    prepared.map(Some)
}

/// The objects of all frames that show.
fn objects(frames: &[Placed], context: &mut Context) -> JsArray {
    let prototype = if let Some(Prototype(prototype)) = context.get_data() {
        prototype.clone()
    } else {
        let prototype = make_prototype(context);
        context.insert_data(Prototype(prototype.clone()));
        prototype
    };
    let mut sites = Vec::new();
    let mut is_strict = false;
    for index in 0..frames.len() {
        let placed = &frames[index];
        if placed.frame.is_callout() || !call_sites::is_shown(frames, index) {
            continue;
        }
        is_strict = is_strict || call_sites::is_strict(placed);
        let site = CallSite::of(frames, index, is_strict, context);
        let site = JsObject::from_proto_and_data(Some(prototype.clone()), site);
        sites.push(JsValue::from(site));
    }
    JsArray::from_iter(sites, context)
}

fn text(value: &str) -> JsValue {
    match value {
        "" => JsValue::null(),
        value => JsString::from(value).into(),
    }
}

fn number(value: Option<i64>) -> JsValue {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "places in texts are small")]
        Some(value) => JsValue::from(value as f64),
        None => JsValue::null(),
    }
}

impl CallSite {
    fn of(frames: &[Placed], index: usize, is_strict: bool, context: &mut Context) -> Self {
        let placed = &frames[index];
        let frame = &placed.frame;
        let type_name = call_sites::type_name(frames, index, context);
        let is_toplevel = type_name.is_none();
        let type_name = match frame.this.as_object() {
            _ if frame.constructs => None,
            // Where V8 prints a stack, it names classes.
            Some(object) if object.is_callable() => Some(class_names::of_plain(&object)),
            _ => type_name,
        };
        let function_name = call_sites::function_name(placed);
        let method_name = if frame.function.is_none() || frame.constructs {
            None
        } else if is_toplevel && !call_sites::is_strict(placed) {
            let global = context.global_object().into();
            call_sites::method_name_on(&global, placed)
        } else {
            call_sites::method_name_of_site(placed, context)
        };
        let place = placed.place_in_file();
        let enclosing = placed.enclosing_place();
        let file_name = match &frame.code {
            Code::Text(compiled) => compiled.origin.filename.clone().into(),
            Code::File(path) => JsString::from(path.as_str()).into(),
            Code::Native => JsValue::null(),
            Code::Eval | Code::Unknown => JsValue::undefined(),
        };
        let eval_origin = match frame.code {
            Code::Eval | Code::Unknown => {
                JsString::from(layout::eval_origin(placed).as_slice()).into()
            }
            _ => JsValue::undefined(),
        };
        let source_url = frame.evaluated.as_ref().and_then(|compiled| {
            let name = compiled.text.source_url()?;
            Some(JsValue::from(JsString::from(name.as_slice())))
        });
        let this = match &frame.this {
            // V8 gives the global object.
            this if this.is_null_or_undefined() && !frame.is_native() => {
                hooks::global_this(context)
            }
            this => this.clone(),
        };
        let shown = |value: JsValue| {
            if is_strict {
                JsValue::undefined()
            } else {
                value
            }
        };
        let called = frame.function.clone();
        Self {
            is_toplevel,
            type_name: text(type_name.as_deref().unwrap_or_default()),
            this: shown(this),
            function: shown(called.map_or_else(JsValue::undefined, JsValue::from)),
            function_name: text(&function_name),
            method_name: text(method_name.as_deref().unwrap_or_default()),
            script_name: source_url.unwrap_or_else(|| file_name.clone()),
            file_name,
            eval_origin,
            promise_index: frame.promise_index,
            is_async: frame.is_async,
            line: number(place.map(|(line, _)| line)),
            column: number(place.map(|(_, column)| column)),
            enclosing_line: number(enclosing.map(|(line, _)| line)),
            enclosing_column: number(enclosing.map(|(_, column)| column)),
            index: number(match (&placed.text, frame.promise_index) {
                (_, Some(index)) => Some(i64::from(index)),
                (Some((_, index)), None) => i64::try_from(*index).ok(),
                (None, None) => Some(0),
            }),
            is_constructor: frame.constructs,
            line_of_stack: JsString::from(layout::line(frames, index, context).as_slice()),
        }
    }
}

impl CallSite {
    fn is_promise_all(&self) -> bool {
        let name = self.function_name.as_string();
        self.promise_index.is_some() && name.is_some_and(|name| name == "all")
    }
}

/// A method that gives a value of the call site.
macro_rules! methods {
    ($($rust:ident $name:literal |$site:ident| $value:expr;)*) => {
        $(fn $rust(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
            let object = this.as_object();
            let Some($site) = object.as_ref().and_then(|object| object.downcast_ref::<CallSite>()) else {
                let message = concat!("CallSite method ", $name, " expects CallSite as receiver");
                return Err(JsNativeError::typ().with_message(message).into());
            };
            Ok($value)
        })*

        /// The methods, in V8's order.
        const METHODS: &[(&str, boa_engine::native_function::NativeFunctionPointer)] =
            &[$(($name, $rust)),*];
    };
}

methods! {
    column_number "getColumnNumber" |site| site.column.clone();
    enclosing_column_number "getEnclosingColumnNumber" |site| site.enclosing_column.clone();
    enclosing_line_number "getEnclosingLineNumber" |site| site.enclosing_line.clone();
    eval_origin "getEvalOrigin" |site| site.eval_origin.clone();
    file_name "getFileName" |site| site.file_name.clone();
    called_function "getFunction" |site| site.function.clone();
    function_name "getFunctionName" |site| site.function_name.clone();
    line_number "getLineNumber" |site| site.line.clone();
    method_name "getMethodName" |site| site.method_name.clone();
    position "getPosition" |site| site.index.clone();
    promise_index "getPromiseIndex" |site| site.promise_index.map_or_else(JsValue::null, JsValue::from);
    script_name "getScriptNameOrSourceURL" |site| site.script_name.clone();
    this "getThis" |site| site.this.clone();
    type_name "getTypeName" |site| site.type_name.clone();
    is_async "isAsync" |site| site.is_async.into();
    is_constructor "isConstructor" |site| site.is_constructor.into();
    is_eval "isEval" |site| (!site.eval_origin.is_undefined()).into();
    is_native "isNative" |_site| false.into();
    is_promise_all "isPromiseAll" |site| site.is_promise_all().into();
    is_toplevel "isToplevel" |site| site.is_toplevel.into();
    to_string "toString" |site| site.line_of_stack.clone().into();
}

fn make_prototype(context: &mut Context) -> JsObject {
    let prototype = JsObject::with_object_proto(context.intrinsics());
    let constructor = function(context, "CallSite", 0, |_, _, _| {
        let message = "Illegal constructor";
        Err(JsNativeError::typ().with_message(message).into())
    });
    prototype.insert_property(js_string!("constructor"), hidden(constructor));
    for (name, body) in METHODS {
        let method = function(context, name, 0, *body);
        let method = PropertyDescriptor::builder()
            .value(method)
            .writable(false)
            .enumerable(false)
            .configurable(false);
        prototype.insert_property(JsString::from(*name), method);
    }
    prototype
}
