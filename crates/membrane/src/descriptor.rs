//! Property descriptors on their way across: four values, as `lib/membrane/host_object.js` packs them.

use boa_engine::{
    JsValue,
    property::{PropertyDescriptor, PropertyDescriptorBuilder},
};

use node_api::HostValue;

use super::{failure::Crossed, scope::MembraneScope};

const CONFIGURABLE: i32 = 1;
const HAS_CONFIGURABLE: i32 = 2;
const ENUMERABLE: i32 = 4;
const HAS_ENUMERABLE: i32 = 8;
const WRITABLE: i32 = 16;
const HAS_WRITABLE: i32 = 32;
const HAS_VALUE: i32 = 64;
const HAS_GET: i32 = 128;
const HAS_SET: i32 = 256;

fn field(flags: i32, has: i32, is: i32) -> Option<bool> {
    (flags & has != 0).then_some(flags & is != 0)
}

fn bits(value: Option<bool>, has: i32, is: i32) -> i32 {
    value.map_or(0, |value| has | if value { is } else { 0 })
}

impl<'s> MembraneScope<'_, 's> {
    /// `flags, value, get, set` for a descriptor of the guest.
    pub fn descriptor_to_host(
        &mut self,
        descriptor: &PropertyDescriptor,
    ) -> Crossed<'s, [HostValue<'s>; 4]> {
        let present = |value: Option<&JsValue>, flag| if value.is_some() { flag } else { 0 };
        let flags = bits(descriptor.configurable(), HAS_CONFIGURABLE, CONFIGURABLE)
            | bits(descriptor.enumerable(), HAS_ENUMERABLE, ENUMERABLE)
            | bits(descriptor.writable(), HAS_WRITABLE, WRITABLE)
            | present(descriptor.value(), HAS_VALUE)
            | present(descriptor.get(), HAS_GET)
            | present(descriptor.set(), HAS_SET);
        let undefined = JsValue::undefined();
        Ok([
            self.host.int(flags),
            self.to_host(descriptor.value().unwrap_or(&undefined))?,
            self.to_host(descriptor.get().unwrap_or(&undefined))?,
            self.to_host(descriptor.set().unwrap_or(&undefined))?,
        ])
    }

    /// The guest's descriptor for `flags, value, get, set`.
    pub fn descriptor_to_guest(
        &mut self,
        packed: [HostValue<'s>; 4],
    ) -> Crossed<'s, PropertyDescriptor> {
        let [flags, value, get, set] = packed;
        let flags = flags.as_i32(self.host);
        let mut builder = PropertyDescriptorBuilder::new();
        if let Some(configurable) = field(flags, HAS_CONFIGURABLE, CONFIGURABLE) {
            builder = builder.configurable(configurable);
        }
        if let Some(enumerable) = field(flags, HAS_ENUMERABLE, ENUMERABLE) {
            builder = builder.enumerable(enumerable);
        }
        if let Some(writable) = field(flags, HAS_WRITABLE, WRITABLE) {
            builder = builder.writable(writable);
        }
        if flags & HAS_VALUE != 0 {
            builder = builder.value(self.to_guest(value)?);
        }
        if flags & HAS_GET != 0 {
            builder = builder.get(self.to_guest(get)?);
        }
        if flags & HAS_SET != 0 {
            builder = builder.set(self.to_guest(set)?);
        }
        Ok(builder.build())
    }

    /// The guest's descriptor for an array of the host's, or `None` for `undefined`.
    pub fn packed_to_guest(
        &mut self,
        packed: HostValue<'s>,
    ) -> Crossed<'s, Option<PropertyDescriptor>> {
        if packed.is_undefined(self.host) {
            return Ok(None);
        }
        let parts = [0, 1, 2, 3].map(|index| packed.element(self.host, index));
        self.descriptor_to_guest(parts).map(Some)
    }
}
