//! `for…in` over Proxies. Boa goes on from a Proxy to the prototype that the Proxy's object was made with;
//! V8 asks the Proxy for it. Of what a `for…in` is over the engine tells: if there is a guest's Proxy on
//! its chain, the loop gets a Proxy of ours, which has the keys that V8 would find and nothing else.

use std::{collections::HashSet, rc::Rc};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsString, JsValue, NativeFunction,
    builtins::proxy::Proxy,
    js_string,
    object::{FunctionObjectBuilder, JsObject, builtins::JsArray},
    property::PropertyKey,
};

use super::{
    property, proxies,
    realm::{EmbedderSlot, ReflectFunctions, ReflectOp},
};

/// Prototypes on a chain before a RangeError: a Proxy may be its own.
const LONGEST_CHAIN: usize = 10_000;

/// What a `for…in` over an object shall be over instead, if anything.
///
/// # Errors
/// What the traps of a Proxy throw.
pub(super) fn keys(object: &JsObject, context: &mut Context) -> JsResult<Option<JsObject>> {
    let mut next = Some(object.clone());
    while let Some(at) = next {
        if at.is::<Proxy>() && !shows_prototype(&at, context)? {
            let chain = Chain::new(context)?;
            return chain.enumerator(object.clone(), context).map(Some);
        }
        next = at.prototype();
    }
    Ok(None)
}

/// Whether a Proxy stands for an object of the host. If so, Boa finds its prototype now.
fn shows_prototype(proxy: &JsObject, context: &mut Context) -> JsResult<bool> {
    let slot = context.get_data::<EmbedderSlot>();
    match slot.and_then(EmbedderSlot::get) {
        Some(embedder) => embedder.show_prototype(proxy, context),
        None => Ok(false),
    }
}

/// The way up from an object, with all that Proxies have to say.
struct Chain(Rc<ReflectFunctions>);

impl Chain {
    fn new(context: &Context) -> JsResult<Self> {
        let reflect = context.get_data::<Rc<ReflectFunctions>>().cloned();
        reflect.map(Self).ok_or_else(|| {
            JsNativeError::error()
                .with_message("the realm has no Reflect")
                .into()
        })
    }

    /// A Proxy with the keys, each of which is asked for once more when its turn comes.
    fn enumerator(&self, object: JsObject, context: &mut Context) -> JsResult<JsObject> {
        let keys = self.keys(&object, context)?;
        let own_keys = NativeFunction::from_copy_closure_with_captures(
            |_, _, keys: &Vec<JsString>, context| {
                let keys = keys.iter().cloned().map(JsValue::from);
                Ok(JsArray::from_iter(keys, context).into())
            },
            keys,
        );
        let own = NativeFunction::from_copy_closure_with_captures(
            |_, args, object: &JsObject, context| {
                let key = args.get(1).cloned().unwrap_or_default();
                Self::new(context)?.look_up(object.clone(), &key, context)
            },
            object,
        );
        let handler = JsObject::with_null_proto();
        for (name, trap) in [("ownKeys", own_keys), ("getOwnPropertyDescriptor", own)] {
            let trap = FunctionObjectBuilder::new(context.realm(), trap).build();
            property::insert(&handler, JsString::from(name), property::hidden(trap));
        }
        proxies::over(&JsObject::with_null_proto(), &handler, context)
    }

    /// The names that a `for…in` looks at: those of Proxies all, the others' if they are enumerable.
    fn keys(&self, object: &JsObject, context: &mut Context) -> JsResult<Vec<JsString>> {
        let mut seen = HashSet::new();
        let mut keys = Vec::new();
        let mut at = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let is_proxy = at.is::<Proxy>();
            for key in own_names(&at, context)? {
                let property_key = PropertyKey::from(key.clone());
                let is_listed = is_proxy
                    || match property::own(&at, &property_key) {
                        Some(own) => own.enumerable() == Some(true),
                        None => {
                            self.own_enumerable(&at, &key.clone().into(), context)? == Some(true)
                        }
                    };
                // One that is hidden by another that is not enumerable is left out when its turn comes.
                if is_listed && seen.insert(key.clone()) {
                    keys.push(key);
                }
            }
            match self.prototype(&at, context)? {
                Some(prototype) => at = prototype,
                None => return Ok(keys),
            }
        }
        Err(too_long())
    }

    /// A descriptor for a key that is enumerable where it is found first, or else undefined.
    fn look_up(&self, mut at: JsObject, key: &JsValue, context: &mut Context) -> JsResult<JsValue> {
        for _ in 0..LONGEST_CHAIN {
            if let Some(is_enumerable) = self.own_enumerable(&at, key, context)? {
                if !is_enumerable {
                    return Ok(JsValue::undefined());
                }
                let descriptor = JsObject::with_null_proto();
                for field in ["enumerable", "configurable"] {
                    let field = JsString::from(field);
                    property::insert(&descriptor, field, property::plain(true, true));
                }
                return Ok(descriptor.into());
            }
            match self.prototype(&at, context)? {
                Some(prototype) => at = prototype,
                None => return Ok(JsValue::undefined()),
            }
        }
        Err(too_long())
    }

    /// Whether the object's own property is enumerable, if it has one.
    fn own_enumerable(
        &self,
        object: &JsObject,
        key: &JsValue,
        context: &mut Context,
    ) -> JsResult<Option<bool>> {
        let args = [object.clone().into(), key.clone()];
        let own = self
            .0
            .call(ReflectOp::GetOwnPropertyDescriptor, &args, context)?;
        let Some(own) = own.as_object() else {
            return Ok(None);
        };
        let is_enumerable = own.get(js_string!("enumerable"), context)?;
        Ok(Some(is_enumerable.to_boolean()))
    }

    fn prototype(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsObject>> {
        let args = [object.clone().into()];
        let prototype = self.0.call(ReflectOp::GetPrototypeOf, &args, context)?;
        Ok(prototype.as_object())
    }
}

fn own_names(object: &JsObject, context: &mut Context) -> JsResult<Vec<JsString>> {
    let keys = object.own_property_keys(context)?;
    let names = keys.into_iter().filter_map(|key| match key {
        PropertyKey::String(name) => Some(name),
        PropertyKey::Index(index) => Some(JsString::from(index.get().to_string())),
        PropertyKey::Symbol(_) => None,
    });
    Ok(names.collect())
}

fn too_long() -> JsError {
    JsNativeError::stack_overflow().into()
}
