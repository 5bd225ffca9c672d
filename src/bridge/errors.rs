//! Errors: a guest error reaches the host as a genuine `Error` whose prototype is the realm's own, with
//! the same own properties. They are copied whenever the error crosses again, since a genuine error has
//! no traps.

use boa_engine::{
    JsString, JsValue, js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use crate::engine::{property, stack_trace};

use super::{crossing::Crossing, failure::Crossed, napi::HostValue};

const STACK: JsString = js_string!("stack");

impl Crossing<'_> {
    /// A guest error that the host has not seen yet.
    pub fn error_to_host(&mut self, object: &JsObject) -> Crossed<HostValue> {
        let id = self.realm.faces.borrow_mut().reserve(object);
        let prototype = self.prototype_to_host(object)?;
        let args = [
            self.realm.record()?,
            self.host.number(f64::from(id)),
            prototype,
        ];
        let face = self.agent.functions.make_error.call(self.host, &args)?;
        self.attach(id, face);
        self.copy_properties(object, face)?;
        Ok(face)
    }

    /// A guest error that the host has seen: its properties may have changed. An error below itself (a
    /// cycle of causes) is being copied already.
    pub fn error_again_to_host(&mut self, object: &JsObject, face: HostValue) -> Crossed<()> {
        if self.realm.copying_error.replace(true) {
            return Ok(());
        }
        let copied = self.copy_properties(object, face);
        self.realm.copying_error.set(false);
        copied
    }

    fn copy_properties(&mut self, object: &JsObject, face: HostValue) -> Crossed<()> {
        let stack_key = PropertyKey::from(STACK);
        let mut keys = Vec::new();
        // The guest computes its stack when it is asked for; the host gets the text.
        let computed = match property::own(object, &stack_key) {
            Some(own) if own.is_data_descriptor() => None,
            _ => stack_trace::stack_of(object, self.context),
        };
        if let Some(stack) = &computed {
            let descriptor = PropertyDescriptor::builder()
                .value(stack.clone())
                .writable(true)
                .enumerable(false)
                .configurable(true)
                .build();
            keys.push(self.copy_property(face, &stack_key, &descriptor)?);
        }
        for key in object.own_property_keys(self.context)? {
            if key == stack_key && computed.is_some() {
                continue;
            }
            let property = property::own(object, &key);
            if let Some(property) = property {
                keys.push(self.copy_property(face, &key, &property)?);
            }
        }
        let keys = self.host.array(&keys);
        self.agent
            .functions
            .keep_only
            .call(self.host, &[face, keys])?;
        Ok(())
    }

    fn copy_property(
        &mut self,
        face: HostValue,
        key: &PropertyKey,
        property: &PropertyDescriptor,
    ) -> Crossed<HostValue> {
        let host_key = self.to_host(&JsValue::from(key.clone()))?;
        let [flags, value, get, set] = self.descriptor_to_host(property)?;
        let args = [face, host_key, flags, value, get, set];
        self.agent.functions.set_own.call(self.host, &args)?;
        Ok(host_key)
    }

    /// A guest error comes back: what the host changed on it is there in the guest too.
    pub fn error_back_to_guest(&mut self, object: &JsObject, face: HostValue) -> Crossed<()> {
        if self.realm.copying_error.replace(true) {
            return Ok(());
        }
        let copied = self.copy_back(object, face);
        self.realm.copying_error.set(false);
        copied
    }

    fn copy_back(&mut self, object: &JsObject, face: HostValue) -> Crossed<()> {
        let flat = self
            .agent
            .functions
            .own_properties
            .call(self.host, &[face])?;
        let has_plain_stack = property::own(object, &STACK.into())
            .is_some_and(|stack| stack.is_data_descriptor());
        for at in (0..flat.array_length(self.host)).step_by(2) {
            let key = self.to_guest(flat.element(self.host, at))?;
            let key = key.to_property_key(self.context)?;
            // The stack that `copy_properties` gave the host is no news to the guest.
            if !has_plain_stack && key == PropertyKey::from(STACK) {
                continue;
            }
            let packed = flat.element(self.host, at + 1);
            if let Some(descriptor) = self.packed_to_guest(packed)? {
                property::insert(object, key, descriptor);
            }
        }
        Ok(())
    }
}
