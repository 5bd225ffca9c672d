//! What V8 calls a call in progress: `Foo.m`, `Object.f [as g]`, `get g [as g]`, `Array.map`.
//!
//! None of this runs guest code.

use boa_engine::builtins::function::OrdinaryFunction;
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsObject, JsString, JsValue};

use super::super::property::own;
use super::class_names;
use super::frames::Code;
use super::layout::{self, Placed};
use js_source::characters::is_part;
use js_source::refine;
use js_source::syntax::Sort;

/// The native functions that V8 has no frames of: it jumps from them to what they call.
const HIDDEN: [&str; 5] = ["Array", "Proxy", "apply", "call", "construct"];

/// The name of the function of a frame; empty if it has none.
pub(super) fn function_name(placed: &Placed) -> String {
    let of_text = placed.function();
    let by_text = || of_text.map(|function| String::from_utf16_lossy(&function.name));
    match of_text.map(|function| function.sort) {
        Some(Sort::Field) => return "<instance_members_initializer>".to_owned(),
        Some(Sort::StaticField) => return "<static_initializer>".to_owned(),
        _ => {}
    }
    let frame = &placed.frame;
    // Code of `eval` itself, and a function of `Function`.
    let is_evaluated = matches!(frame.code, Code::Eval);
    if is_evaluated && (frame.name == "anonymous" || frame.is_top()) {
        return "eval".to_owned();
    }
    let own = frame
        .function
        .as_ref()
        .and_then(class_names::name_of_function);
    own.or_else(|| {
        let compiled = frame.name.to_std_string_lossy();
        (!compiled.is_empty()).then_some(compiled)
    })
    .or_else(by_text)
    .unwrap_or_default()
}

/// The property whose setter a frame is of.
pub(super) fn set_property(placed: &Placed) -> Option<String> {
    function_name(placed)
        .strip_prefix("set ")
        .map(str::to_owned)
}

/// Whether V8 shows the frame of a native function. Those without a name are parts of others.
pub(super) fn is_shown(frames: &[Placed], index: usize) -> bool {
    let placed = &frames[index];
    let frame = &placed.frame;
    let native = |at: Option<usize>| {
        let other = at.and_then(|at| frames.get(at));
        other.filter(|other| other.frame.is_native())
    };
    if !frame.is_native() {
        return !layout::is_ours(frame);
    }
    if frame.promise_index.is_some() {
        return true;
    }
    let name = function_name(placed);
    let is_hidden = name.is_empty()
        || name.starts_with(|first: char| ('\u{E000}'..='\u{F8FF}').contains(&first))
        || (HIDDEN.contains(&name.as_str()) && is_jumping(placed));
    // Built-ins of ours call Boa's of the same name.
    let is_twice = native(index.checked_sub(1)).is_some_and(|above| function_name(above) == name);
    // The methods of strings have what those of regular expressions do within them.
    let is_inner = name.starts_with("[Symbol.") && native(Some(index + 1)).is_some();
    !is_hidden && !is_twice && !is_inner
}

/// Whether a native function with such a name is V8's that jumps.
fn is_jumping(placed: &Placed) -> bool {
    let frame = &placed.frame;
    match function_name(placed).as_str() {
        "Array" | "Proxy" => true,
        // `Function.prototype` or `Reflect`.
        _ => !frame.constructs,
    }
}

/// What V8 prints for a frame.
pub(super) fn name(frames: &[Placed], index: usize, context: &Context) -> String {
    let placed = &frames[index];
    let function = function_name(placed);
    if placed.frame.constructs {
        return match function.as_str() {
            "" => "new <anonymous>".to_owned(),
            name => format!("new {name}"),
        };
    }
    let Some(class) = type_name(frames, index, context) else {
        return function;
    };
    let method = method_name(placed);
    if function.is_empty() {
        return format!("{class}.{}", method.as_deref().unwrap_or("<anonymous>"));
    }
    let prefix = if is_identifier(&function) && !function.starts_with(&class) {
        format!("{class}.")
    } else {
        String::new()
    };
    match method {
        Some(method) if !ends_with_method(&function, &method) => {
            format!("{prefix}{function} [as {method}]")
        }
        _ => format!("{prefix}{function}"),
    }
}

/// The name of the class of what a function is called on. `None` if on nothing, or at the top level.
pub(super) fn type_name(frames: &[Placed], index: usize, context: &Context) -> Option<String> {
    let placed = &frames[index];
    let class = class_names::of_receiver(&placed.frame.this, context)?;
    let is_generator =
        placed.frame.is_native() && matches!(class.as_str(), "Generator" | "AsyncGenerator");
    // V8 knows which function has made a generator.
    let maker = index.checked_sub(1).filter(|_| is_generator);
    let maker = maker.map(|above| function_name(&frames[above]));
    // By a name that is a symbol V8 does not know it.
    let maker = maker.filter(|name| !name.is_empty() && !name.starts_with('['));
    Some(maker.unwrap_or(class))
}

/// The key under which the receiver has the function, if it is one alone.
pub(super) fn method_name(placed: &Placed) -> Option<String> {
    method_name_on(&placed.frame.this, placed)
}

/// As [`method_name`], for an object that stands for a frame: of a primitive value it looks at the class.
pub(super) fn method_name_of_site(placed: &Placed, context: &Context) -> Option<String> {
    let constructors = context.intrinsics().constructors();
    let class = match &placed.frame.this {
        this if this.is_string() => constructors.string(),
        this if this.is_number() => constructors.number(),
        this if this.is_boolean() => constructors.boolean(),
        this if this.is_symbol() => constructors.symbol(),
        this if this.is_bigint() => constructors.bigint(),
        _ => {
            let is_initializer = function_name(placed) == "<static_initializer>";
            return method_name(placed).filter(|_| !is_initializer);
        }
    };
    method_name_on(&class.prototype().into(), placed)
}

/// As [`method_name`], for a receiver that stands for the one of the frame.
pub(super) fn method_name_on(this: &JsValue, placed: &Placed) -> Option<String> {
    let (this, function) = (this.as_object()?, placed.frame.function.as_ref()?);
    let name = function_name(placed);
    if name == "<static_initializer>" {
        return Some(name);
    }
    let name = name
        .strip_prefix("get ")
        .or(name.strip_prefix("set "))
        .unwrap_or(&name);
    let key = PropertyKey::from(JsString::from(name));
    let found = class_names::levels(this.clone()).find_map(|level| own(&level, &key));
    if found.is_some_and(|found| is_of(&found, function)) {
        return Some(name.to_owned());
    }
    let mut only = None;
    for level in class_names::levels(this) {
        for key in enumerable_keys(&level) {
            if own(&level, &key).is_some_and(|found| is_of(&found, function))
                && only.replace(key).is_some()
            {
                return None;
            }
        }
    }
    match only? {
        PropertyKey::String(name) => Some(name.to_std_string_lossy()),
        PropertyKey::Index(index) => Some(index.get().to_string()),
        PropertyKey::Symbol(_) => None,
    }
}

fn enumerable_keys(object: &JsObject) -> Vec<PropertyKey> {
    object.make();
    let object = object.borrow();
    let keys = object.shape().keys();
    keys.into_iter()
        .filter(|key| {
            let own = object.properties().get(key);
            own.is_some_and(|own| own.enumerable() == Some(true))
        })
        .collect()
}

/// Whether a property is a function, or has it as its getter or setter.
fn is_of(found: &boa_engine::property::PropertyDescriptor, function: &JsObject) -> bool {
    [found.value(), found.get(), found.set()]
        .into_iter()
        .flatten()
        .filter_map(JsValue::as_object)
        .any(|value| JsObject::equals(&value, function))
}

/// The frame of the constructor that computes a field, which Boa enters after the fields.
pub(super) fn constructor_of_field(
    frames: &[Placed],
    index: usize,
    context: &Context,
) -> Option<Vec<u16>> {
    let placed = &frames[index];
    let is_field = placed
        .function()
        .is_some_and(|function| function.sort == Sort::Field);
    let is_entered = frames
        .get(index + 1)
        .is_some_and(|below| below.frame.constructs);
    let class = class_names::of_receiver(&placed.frame.this, context)?;
    let (text, _) = placed.text.as_ref().filter(|_| is_field && !is_entered)?;
    let (line, column) = text.position_of(refine::find_class(text, &class)?);
    let (line, column) = placed.shown((line, column))?;
    let mut frame: Vec<u16> = format!("new {class} (").encode_utf16().collect();
    frame.extend(layout::file_of(placed));
    frame.extend(format!(":{line}:{column})").encode_utf16());
    Some(frame)
}

/// Whether a frame is of strict code, as V8's built-ins are.
pub(super) fn is_strict(placed: &Placed) -> bool {
    let frame = &placed.frame;
    (frame.is_native() && !frame.is_async)
        || frame.function.as_ref().is_some_and(|function| {
            let ordinary = function.downcast_ref::<OrdinaryFunction>();
            ordinary.is_some_and(|function| function.codeblock().strict())
        })
}

fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|first: char| !first.is_ascii_digit());
    starts && name.encode_utf16().all(is_part)
}

/// Whether a name is that of the method, or a path to it.
fn ends_with_method(name: &str, method: &str) -> bool {
    name.strip_suffix(method)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
