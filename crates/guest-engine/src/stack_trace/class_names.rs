//! The name of an object's class, as V8 finds it without running code (`JSReceiver::GetConstructorName`).

use boa_engine::builtins::function::OrdinaryFunction;
use boa_engine::builtins::proxy::Proxy;
use boa_engine::{Context, JsObject, JsString, JsSymbol, JsValue, js_string};

use super::super::property::own;
use super::super::proxies::{self, Inside};

/// The most prototypes that are looked at: a chain by way of Proxies may have no end.
const MOST_LEVELS: usize = 1000;

/// The name of the class of a value that a function is called on; `None` for nothing, for the realm's global
/// objects and for what stands for an object of the host.
pub(crate) fn of_receiver(this: &JsValue, context: &Context) -> Option<String> {
    let name = match this {
        _ if this.is_null_or_undefined() => return None,
        _ if this.is_string() => "String",
        _ if this.is_number() => "Number",
        _ if this.is_boolean() => "Boolean",
        _ if this.is_symbol() => "Symbol",
        _ if this.is_bigint() => "BigInt",
        _ => {
            let object = this.as_object()?;
            let is_global = JsObject::equals(&object, &context.global_object());
            let is_of_host = object.is::<Proxy>() && proxies::inside(&object).is_none();
            return (!is_global && !is_of_host).then(|| of(&object));
        }
    };
    Some(name.to_owned())
}

/// The name of an object's class.
pub(crate) fn of(object: &JsObject) -> String {
    match proxies::inside(object) {
        Some(Inside::Pair(..) | Inside::Revoked) => return "Proxy".to_owned(),
        None if object.is::<Proxy>() => return "Object".to_owned(),
        None => {}
    }
    let own = if object.is_callable() {
        name_of_class(object)
    } else {
        constructed_by(object)
    };
    own.unwrap_or_else(|| of_plain(object))
}

/// The name of an object's class by what it inherits.
pub(crate) fn of_plain(object: &JsObject) -> String {
    let tag = JsSymbol::to_string_tag().into();
    let tag = levels(object.clone()).find_map(|level| own(&level, &tag));
    if let Some(tag) = tag.and_then(|tag| tag.value()?.as_string()) {
        return tag.to_std_string_lossy();
    }
    let key = js_string!("constructor").into();
    let constructor = object.prototype().and_then(|prototype| {
        let found = levels(prototype).find_map(|level| own(&level, &key))?;
        let constructor = found.value()?.as_object()?;
        name_of_function(&constructor)
    });
    constructor.unwrap_or_else(|| {
        let class = if object.is_callable() {
            "Function"
        } else {
            "Object"
        };
        class.to_owned()
    })
}

/// The name of a class of the text, of which an object is the constructor.
fn name_of_class(object: &JsObject) -> Option<String> {
    let function = object.downcast_ref::<OrdinaryFunction>()?;
    let is_class = function.codeblock().is_class_constructor();
    drop(function);
    name_of_function(object).filter(|_| is_class)
}

/// The name of the function that has constructed an object, unless a class derived from another has.
fn constructed_by(object: &JsObject) -> Option<String> {
    let prototype = object.prototype()?;
    let constructor = own(&prototype, &js_string!("constructor").into())?;
    let constructor = constructor.value()?.as_object()?;
    let made = own(&constructor, &js_string!("prototype").into())?;
    let made = made.value()?.as_object()?;
    let is_base = constructor
        .prototype()
        .is_some_and(|prototype| !prototype.is_constructor());
    let is_its_own = JsObject::equals(&made, &prototype) && is_base;
    name_of_function(&constructor).filter(|name| is_its_own && name != "Object")
}

/// The name that a function has as plain data.
pub(crate) fn name_of_function(function: &JsObject) -> Option<String> {
    if !function.is_callable() {
        return None;
    }
    let name = own(function, &js_string!("name").into())
        .and_then(|name| name.value()?.as_string())
        .or_else(|| {
            let function = function.downcast_ref::<OrdinaryFunction>()?;
            Some(function.codeblock().name().clone())
        })?;
    (!name.is_empty()).then(|| JsString::to_std_string_lossy(&name))
}

/// An object and its prototypes, up to a Proxy, or to what the engine changes just now: its own iterator of a `for…in`.
pub(crate) fn levels(object: JsObject) -> impl Iterator<Item = JsObject> {
    let is_readable = |level: &JsObject| !level.is::<Proxy>() && level.try_borrow().is_ok();
    std::iter::successors(Some(object), move |level| {
        is_readable(level).then(|| level.prototype()).flatten()
    })
    .take_while(is_readable)
    .take(MOST_LEVELS)
}
