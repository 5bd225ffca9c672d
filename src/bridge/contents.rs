//! What is inside an exotic object of the guest, for `util.inspect`: read from its internal slots,
//! without running guest code.

use boa_engine::{
    Context, JsValue,
    builtins::{
        date::Date, map::ordered_map::OrderedMap, regexp::RegExp, set::ordered_set::OrderedSet,
    },
    js_string,
    module::ModuleNamespace,
    object::{
        JsObject,
        builtins::{JsDate, JsMap, JsRegExp, JsSet, JsWeakMap, JsWeakSet},
    },
};

use crate::engine::{
    property,
    proxies::{self, Inside},
};

use super::{crossing::Crossing, failure::Crossed, napi::HostValue};

/// What `Object.prototype.toString` calls an object whose face is a Proxy over an ordinary shadow.
#[must_use]
pub fn builtin_tag(object: &JsObject) -> Option<&'static str> {
    if object.is::<OrderedMap<JsValue>>() {
        Some("Map")
    } else if object.is::<OrderedSet>() {
        Some("Set")
    } else if object.is::<Date>() {
        Some("Date")
    } else if object.is::<RegExp>() {
        Some("RegExp")
    } else if JsWeakMap::from_object(object.clone()).is_ok() {
        Some("WeakMap")
    } else if JsWeakSet::from_object(object.clone()).is_ok() {
        Some("WeakSet")
    } else if object.is::<f64>() {
        Some("Number")
    } else if object.is::<bool>() {
        Some("Boolean")
    } else if object.is::<boa_engine::JsString>() {
        Some("String")
    } else if object.is::<ModuleNamespace>() {
        Some("Module")
    } else {
        proxies::inside(object).map(|_| "Proxy")
    }
}

/// What an object is the prototype of, where its instances are genuine objects of the host. V8 takes
/// their tag from here: it asks the first Proxy on the chain, and as if that were the object.
pub(super) fn prototype_tag(object: &JsObject, context: &Context) -> Option<&'static str> {
    property::own(object, &js_string!("constructor").into())?;
    let constructors = context.intrinsics().constructors();
    let tags = [
        (constructors.error().prototype(), "Error.prototype"),
        (constructors.regexp().prototype(), "RegExp.prototype"),
        (constructors.date().prototype(), "Date.prototype"),
    ];
    let mut holder = Some(object.clone());
    while let Some(object) = holder {
        let found = tags.iter().find(|(one, _)| JsObject::equals(one, &object));
        if let Some((_, tag)) = found {
            return Some(tag);
        }
        holder = object.prototype();
    }
    None
}

impl Crossing<'_> {
    /// The contents of a guest object as an array: a Map's keys and values in turn, a Set's values, a
    /// Date's time, a RegExp's source and flags, a boxed primitive's value, a Proxy's target and
    /// handler until it is revoked, whether a function is a class.
    pub fn contents(&mut self, object: &JsObject) -> Crossed<HostValue> {
        let values = self.contents_of(object)?;
        let values = values
            .iter()
            .map(|value| self.to_host(value))
            .collect::<Crossed<Vec<_>>>()?;
        Ok(self.host.array(&values))
    }

    fn contents_of(&mut self, object: &JsObject) -> Crossed<Vec<JsValue>> {
        let mut values = Vec::new();
        if let Some(inside) = proxies::inside(object) {
            if let Inside::Pair(target, handler) = inside {
                values.extend([target.into(), handler.into()]);
            }
        } else if let Ok(map) = JsMap::from_object(object.clone()) {
            map.for_each_native(|key, value| {
                values.push(key);
                values.push(value);
                Ok(())
            })?;
        } else if let Ok(set) = JsSet::from_object(object.clone()) {
            set.for_each_native(|value| {
                values.push(value);
                Ok(())
            })?;
        } else if let Ok(date) = JsDate::from_object(object.clone()) {
            values.push(date.get_time(self.context)?);
        } else if let Ok(pattern) = JsRegExp::from_object(object.clone()) {
            let (source, flags) =
                self.run(|context| Ok((pattern.source(context)?, pattern.flags(context)?)))?;
            values.push(boa_engine::JsString::from(source).into());
            values.push(boa_engine::JsString::from(flags).into());
        } else if let Some(number) = object.downcast_ref::<f64>() {
            values.push((*number).into());
        } else if let Some(boolean) = object.downcast_ref::<bool>() {
            values.push((*boolean).into());
        } else if let Some(string) = object.downcast_ref::<boa_engine::JsString>() {
            values.push(string.clone().into());
        } else if object.is_callable() {
            values.push(is_class(object).into());
        }
        Ok(values)
    }
}

/// Whether a function is a class: only a class has a `prototype` that can't be written.
fn is_class(function: &JsObject) -> bool {
    function.is::<boa_engine::builtins::function::OrdinaryFunction>()
        && function
            .borrow()
            .properties()
            .get(&boa_engine::js_string!("prototype").into())
            .and_then(|prototype| prototype.writable())
            == Some(false)
}
