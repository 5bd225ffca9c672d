//! The guest's values in the host: `MembraneScope::to_host`, and the making of guest proxies.

use boa_engine::{
    JsBigInt, JsValue, JsVariant,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        dataview::DataView,
        date::Date,
        error::Error,
        promise::Promise,
        proxy::Proxy,
        regexp::RegExp,
        typed_array::TypedArray,
    },
    module::ModuleNamespace,
    object::JsObject,
};
use num_bigint::Sign;

use guest_engine::proxies::{self, Inside};

use node_api::{Host, HostRef, HostValue, NativeResult};

use super::{
    agent::HostFunction, exports::ExportId, failure::Crossed, internal_slots, mirrors::MirrorId,
    scope::MembraneScope,
};

/// Kinds of shadow in `lib/membrane/guest_object.js`.
mod shadow {
    pub(super) const OBJECT: i32 = 0;
    pub(super) const ARRAY: i32 = 1;
    pub(super) const FUNCTION: i32 = 2;
    pub(super) const CONSTRUCTOR: i32 = 3;
    pub(super) const NAMESPACE: i32 = 4;
}

impl<'s> MembraneScope<'_, 's> {
    /// The one way of a value from the guest into the host. Runs no guest code.
    ///
    /// # Errors
    /// The host's RangeError for a BigInt that V8 can't hold, or the environment is ending.
    pub fn to_host(&mut self, value: &JsValue) -> Crossed<'s, HostValue<'s>> {
        let host = self.host;
        Ok(match value.variant() {
            JsVariant::Undefined => host.undefined(),
            JsVariant::Null => host.null(),
            JsVariant::Boolean(value) => host.boolean(value),
            JsVariant::Integer32(value) => host.int(value),
            JsVariant::Float64(value) => host.number(value),
            JsVariant::String(value) => host.string(&value),
            JsVariant::Symbol(value) => self.symbol_to_host(&value)?,
            JsVariant::BigInt(value) => bigint_to_host(host, &value)?,
            JsVariant::Object(object) => self.object_to_host(&object)?,
        })
    }

    fn object_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let known = self.realm.exports.borrow().known(self.host, object);
        if let Some((id, guest_proxy)) = known {
            if is_tied(object) {
                self.mirror_properties(MirrorId::Guest(id))?;
            }
            return Ok(guest_proxy);
        }
        let index = self.realm.imports.borrow().index_of(object);
        if let Some(index) = index {
            self.realm.promises.borrow_mut().left(index);
            if is_tied(object) {
                self.mirror_properties(MirrorId::Host(index))?;
            }
            let host_object = self.host_object(index)?;
            self.host_error_leaves(index, host_object)?;
            return Ok(host_object);
        }
        self.make_guest_proxy(object)
    }

    fn make_guest_proxy(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        if object.is::<Error>() {
            return self.error_to_host(object);
        }
        if object.is::<Promise>() {
            return self.promise_to_host(object);
        }
        if object.is::<RegExp>() {
            return self.regexp_to_host(object);
        }
        if object.is::<Date>() {
            return self.date_to_host(object);
        }
        if object.is::<ArrayBuffer>() || object.is::<SharedArrayBuffer>() {
            return self.buffer_to_host(object);
        }
        if object.is::<TypedArray>() || object.is::<DataView>() {
            return self.view_to_host(object);
        }
        let kind = if object.is_constructor() {
            shadow::CONSTRUCTOR
        } else if object.is_callable() {
            shadow::FUNCTION
        } else if object.is::<ModuleNamespace>() {
            shadow::NAMESPACE
        } else if self.is_array(object) {
            shadow::ARRAY
        } else {
            shadow::OBJECT
        };
        let tag = internal_slots::builtin_tag(object)
            .or_else(|| internal_slots::function_tag(object, self.context))
            .or_else(|| internal_slots::prototype_tag(object, self.context))
            .or_else(|| self.is_global_this(object).then_some("globalThis"));
        let parts = [
            self.host.int(kind),
            tag.map_or_else(|| self.host.undefined(), |tag| self.host.text(tag)),
            self.part_of_shadow(object)?,
            self.host.boolean(is_bare(object)),
        ];
        let (_, guest_proxy) =
            self.new_guest_proxy(object, &self.agent.functions.make_guest_proxy, &parts)?;
        Ok(guest_proxy)
    }

    /// What the shadow needs to know of an object's inside: a boxed primitive, the tag of a Proxy's
    /// target, or the method that an iterator is from.
    fn part_of_shadow(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        if let Some(primitive) = internal_slots::boxed_primitive(object) {
            return self.to_host(&primitive);
        }
        let tag = match proxies::inside(object) {
            Some(Inside::Pair(target, _)) => internal_slots::builtin_tag(&target),
            _ => internal_slots::iterator_kind(object),
        };
        Ok(tag.map_or_else(|| self.host.undefined(), |tag| self.host.text(tag)))
    }

    /// Gives an object a number and the guest proxy that a function of lib/ makes of it:
    /// `make(record, id, ...parts)`.
    pub fn new_guest_proxy(
        &mut self,
        object: &JsObject,
        make: &HostFunction,
        parts: &[HostValue<'s>],
    ) -> Crossed<'s, (ExportId, HostValue<'s>)> {
        let id = self.realm.exports.borrow_mut().reserve(object);
        let mut args = vec![self.realm.record(self.host)?, self.host.whole(id)];
        args.extend_from_slice(parts);
        let guest_proxy = self.call_lib(make, &args)?;
        let weak = HostRef::weak(self.host, guest_proxy);
        self.realm.exports.borrow_mut().attach(id, weak);
        Ok((id, guest_proxy))
    }

    /// A revoked Proxy counts as no array.
    fn is_array(&mut self, object: &JsObject) -> bool {
        if object.is_array() || !object.is::<Proxy>() {
            return object.is_array();
        }
        let is_array = self.realm.reflect.is_array(object, self.context);
        is_array.unwrap_or(false)
    }
}

/// Whether an ordinary object has no prototype.
fn is_bare(object: &JsObject) -> bool {
    object.prototype().is_none() && !object.is::<Proxy>() && !object.is::<ModuleNamespace>()
}

/// Whether an object is one of a genuine pair whose properties are kept in step.
pub(super) fn is_tied(object: &JsObject) -> bool {
    object.is::<Error>() || object.is::<Promise>() || object.is::<RegExp>() || object.is::<Date>()
}

fn bigint_to_host<'s>(host: Host<'s>, value: &JsBigInt) -> NativeResult<'s> {
    let (sign, words) = value.as_inner().to_u64_digits();
    host.bigint(sign == Sign::Minus, &words)
}
