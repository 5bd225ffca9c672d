//! What is inside an exotic object of the guest, for `util.inspect`: read from its internal slots,
//! without running guest code.

use boa_engine::{
    Context, JsBigInt, JsString, JsSymbol, JsValue,
    builtins::{
        date::Date, function::OrdinaryFunction, map::ordered_map::OrderedMap,
        promise::PromiseState, regexp::RegExp, set::ordered_set::OrderedSet,
    },
    js_string,
    module::ModuleNamespace,
    object::{
        JsObject,
        builtins::{JsDate, JsMap, JsPromise, JsRegExp, JsSet, JsWeakMap, JsWeakSet},
    },
    property::PropertyKey,
};

use guest_engine::{
    builtins::collection_iterators::{CollectionIterator, Kind},
    property,
    proxies::{self, Inside},
};

use node_api::HostValue;

use super::{failure::Crossed, scope::MembraneScope};

/// What `Object.prototype.toString` calls an object whose guest proxy is a Proxy over an ordinary shadow.
#[must_use]
pub fn builtin_tag(object: &JsObject) -> Option<&'static str> {
    // Most objects: nothing else is inside of these.
    if object.is_ordinary() || object.is_array() || object.is::<OrdinaryFunction>() {
        return looks_like_arguments(object).then_some("Arguments");
    }
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
    } else if object.is::<JsString>() {
        Some("String")
    } else if object.is::<JsBigInt>() {
        Some("BigInt")
    } else if object.is::<JsSymbol>() {
        Some("Symbol")
    } else if object.is::<ModuleNamespace>() {
        Some("Module")
    } else if let Some(iterator) = object.downcast_ref::<CollectionIterator>() {
        Some(if iterator.is_of_map() {
            "Map Iterator"
        } else {
            "Set Iterator"
        })
    } else if looks_like_arguments(object) {
        Some("Arguments")
    } else {
        proxies::inside(object).map(|_| "Proxy")
    }
}

/// Whether an object has the hidden properties of an `arguments` object, which Boa tells nobody apart.
fn looks_like_arguments(object: &JsObject) -> bool {
    let is_hidden = |key: PropertyKey| {
        property::own(object, &key).is_some_and(|own| own.enumerable() == Some(false))
    };
    is_hidden(js_string!("callee").into())
        && is_hidden(js_string!("length").into())
        && is_hidden(JsSymbol::iterator().into())
}

/// The sort of a function that V8 has a class of its own for.
pub(super) fn function_tag(function: &JsObject, context: &Context) -> Option<&'static str> {
    let constructors = context.intrinsics().constructors();
    let prototype = function.prototype()?;
    let tags = [
        (constructors.async_function(), "AsyncFunction"),
        (constructors.generator_function(), "GeneratorFunction"),
        (
            constructors.async_generator_function(),
            "AsyncGeneratorFunction",
        ),
    ];
    let found = tags
        .iter()
        .find(|(one, _)| JsObject::equals(&one.prototype(), &prototype));
    found
        .filter(|_| function.is::<OrdinaryFunction>())
        .map(|(_, tag)| *tag)
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
        (
            constructors.typed_int8_array().prototype(),
            "Int8Array.prototype",
        ),
        (
            constructors.typed_uint8_array().prototype(),
            "Uint8Array.prototype",
        ),
        (
            constructors.typed_uint8clamped_array().prototype(),
            "Uint8ClampedArray.prototype",
        ),
        (
            constructors.typed_int16_array().prototype(),
            "Int16Array.prototype",
        ),
        (
            constructors.typed_uint16_array().prototype(),
            "Uint16Array.prototype",
        ),
        (
            constructors.typed_int32_array().prototype(),
            "Int32Array.prototype",
        ),
        (
            constructors.typed_uint32_array().prototype(),
            "Uint32Array.prototype",
        ),
        (
            constructors.typed_float32_array().prototype(),
            "Float32Array.prototype",
        ),
        (
            constructors.typed_float64_array().prototype(),
            "Float64Array.prototype",
        ),
        (
            constructors.typed_bigint64_array().prototype(),
            "BigInt64Array.prototype",
        ),
        (
            constructors.typed_biguint64_array().prototype(),
            "BigUint64Array.prototype",
        ),
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

impl<'s> MembraneScope<'_, 's> {
    /// The contents of a guest object as an array: a Map's keys and values in turn, a Set's values, a
    /// Date's time, a RegExp's source and flags, what is left of an iterator of either, as keys and
    /// values, a boxed primitive's value, a Proxy's target and
    /// handler until it is revoked, whether a settled promise is rejected, and with what, whether a function is a class.
    pub fn internal_slots(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let values = self.contents_of(object)?;
        let values = values
            .iter()
            .map(|value| self.to_host(value))
            .collect::<Crossed<'s, Vec<_>>>()?;
        Ok(self.host.array(&values))
    }

    fn contents_of(&mut self, object: &JsObject) -> Crossed<'s, Vec<JsValue>> {
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
            values.push(JsString::from(source).into());
            values.push(JsString::from(flags).into());
        } else if let Ok(promise) = JsPromise::from_object(object.clone()) {
            match promise.state() {
                PromiseState::Pending => {}
                PromiseState::Fulfilled(value) => values.extend([false.into(), value]),
                PromiseState::Rejected(reason) => values.extend([true.into(), reason]),
            }
        } else if let Some(iterator) = object.downcast_ref::<CollectionIterator>() {
            values.extend(iterator.rest());
        } else if let Some(primitive) = boxed_primitive(object) {
            values.push(primitive);
        } else if object.is_callable() {
            values.push(is_class(object).into());
        }
        Ok(values)
    }
}

/// The method that an iterator of a Map or a Set is from.
pub(super) fn iterator_kind(object: &JsObject) -> Option<&'static str> {
    let iterator = object.downcast_ref::<CollectionIterator>()?;
    Some(match iterator.kind() {
        Kind::Keys => "keys",
        Kind::Values => "values",
        Kind::Entries => "entries",
    })
}

/// The primitive in an object like `Object(5)`.
pub(super) fn boxed_primitive(object: &JsObject) -> Option<JsValue> {
    if let Some(number) = object.downcast_ref::<f64>() {
        Some((*number).into())
    } else if let Some(boolean) = object.downcast_ref::<bool>() {
        Some((*boolean).into())
    } else if let Some(string) = object.downcast_ref::<JsString>() {
        Some(string.clone().into())
    } else if let Some(bigint) = object.downcast_ref::<JsBigInt>() {
        Some(bigint.clone().into())
    } else {
        let symbol = object.downcast_ref::<JsSymbol>()?;
        Some(symbol.clone().into())
    }
}

/// Whether a function is a class: of the constructors only a class has a `prototype` that can't be written.
fn is_class(function: &JsObject) -> bool {
    function.is::<OrdinaryFunction>()
        && function.is_constructor()
        && function
            .borrow()
            .properties()
            .get(&js_string!("prototype").into())
            .and_then(|prototype| prototype.writable())
            == Some(false)
}
