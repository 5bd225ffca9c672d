//! Binary data: buffers and views are genuine on both sides, and the bytes are copied whenever control
//! changes sides, from the side that ran.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue,
    builtins::{array_buffer::ArrayBuffer, typed_array::TypedArray},
    context::intrinsics::StandardConstructor,
    object::{
        JsObject,
        builtins::{
            AlignedVec, JsArrayBuffer, JsDataView, JsSharedArrayBuffer, JsTypedArray, JsUint8Array,
        },
    },
};

use super::{crossing::Crossing, failure::Crossed, napi::HostValue, pairs::Pair};

/// Pairs of buffers, one on each side.
#[derive(Debug, Default)]
pub struct Buffers {
    pairs: Vec<Pair>,
}

impl Buffers {
    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// One half is gone.
    pub fn end(&mut self, pair: Pair) {
        self.pairs.retain(|&other| other != pair);
    }
}

/// The bytes of a guest buffer.
enum Bytes {
    Own(JsArrayBuffer),
    Shared(JsSharedArrayBuffer),
}

impl Bytes {
    fn of(object: &JsObject) -> JsResult<Self> {
        if object.is::<ArrayBuffer>() {
            JsArrayBuffer::from_object(object.clone()).map(Self::Own)
        } else {
            JsSharedArrayBuffer::from_object(object.clone()).map(Self::Shared)
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Self::Own(_) => "ArrayBuffer",
            Self::Shared(_) => "SharedArrayBuffer",
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Own(buffer) => buffer.byte_length(),
            Self::Shared(buffer) => buffer.byte_length(),
        }
    }

    fn read(&self) -> Vec<u8> {
        match self {
            Self::Own(buffer) => buffer.to_vec().unwrap_or_default(),
            Self::Shared(buffer) => buffer.to_vec(),
        }
    }

    fn detach(&self) -> Crossed<()> {
        if let Self::Own(buffer) = self {
            buffer.detach(&JsValue::undefined())?;
        }
        Ok(())
    }

    fn write(&self, bytes: &[u8], context: &mut Context) -> JsResult<()> {
        match self {
            Self::Own(buffer) => {
                if let Some(mut data) = buffer.data_mut() {
                    let length = data.len().min(bytes.len());
                    data[..length].copy_from_slice(&bytes[..length]);
                }
                Ok(())
            }
            Self::Shared(buffer) => {
                let old = buffer.to_vec();
                let view = JsUint8Array::from_shared_array_buffer(buffer.clone(), context)?;
                for (index, (&new, &old)) in bytes.iter().zip(&old).enumerate() {
                    if new != old {
                        view.set(index, new, false, context)?;
                    }
                }
                Ok(())
            }
        }
    }
}

fn constructor_of(name: &str, context: &Context) -> Option<JsObject> {
    class_of(name, context).map(StandardConstructor::constructor)
}

fn class_of<'c>(name: &str, context: &'c Context) -> Option<&'c StandardConstructor> {
    let constructors = context.intrinsics().constructors();
    Some(match name {
        "Int8Array" => constructors.typed_int8_array(),
        "Uint8Array" => constructors.typed_uint8_array(),
        "Uint8ClampedArray" => constructors.typed_uint8clamped_array(),
        "Int16Array" => constructors.typed_int16_array(),
        "Uint16Array" => constructors.typed_uint16_array(),
        "Int32Array" => constructors.typed_int32_array(),
        "Uint32Array" => constructors.typed_uint32_array(),
        "Float32Array" => constructors.typed_float32_array(),
        "Float64Array" => constructors.typed_float64_array(),
        "BigInt64Array" => constructors.typed_bigint64_array(),
        "BigUint64Array" => constructors.typed_biguint64_array(),
        "DataView" => constructors.data_view(),
        "ArrayBuffer" => constructors.array_buffer(),
        "SharedArrayBuffer" => constructors.shared_array_buffer(),
        _ => return None,
    })
}

/// For a buffer that is detached, a new one to be detached: no view can be made over one that is.
fn detached_like(buffer: &JsValue, context: &mut Context) -> JsResult<Option<JsArrayBuffer>> {
    let Some(buffer) = buffer.as_object().filter(JsObject::is::<ArrayBuffer>) else {
        return Ok(None);
    };
    let is_detached = JsArrayBuffer::from_object(buffer)?.data().is_none();
    is_detached
        .then(|| JsArrayBuffer::new(0, context))
        .transpose()
}

fn to_size(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The name of a typed array's constructor, from its kind.
fn type_name(array: &JsTypedArray) -> JsString {
    let name = array
        .kind()
        .map_or_else(String::new, |kind| format!("{kind:?}Array"));
    JsString::from(name)
}

impl Crossing<'_> {
    /// A guest buffer in the host.
    pub fn buffer_to_host(&mut self, object: &JsObject) -> Crossed<HostValue> {
        let bytes = Bytes::of(object)?;
        let parts = [
            self.host.size(bytes.len()),
            self.host.boolean(matches!(bytes, Bytes::Shared(_))),
            self.prototype_of_its_own(object, bytes.type_name())?,
        ];
        let make = &self.agent.functions.make_buffer;
        let (id, face) = self.new_face(object, make, &parts)?;
        self.host_bytes(face)?.write_bytes(self.host, &bytes.read());
        self.realm.buffers.borrow_mut().pairs.push(Pair::Guest(id));
        Ok(face)
    }

    /// The prototype of binary data of a class of the guest's; undefined for the built-in classes, whose
    /// place the host's own take.
    fn prototype_of_its_own(&mut self, object: &JsObject, name: &str) -> Crossed<HostValue> {
        let built_in = class_of(name, self.context).map(StandardConstructor::prototype);
        if object.prototype() == built_in {
            return Ok(self.host.undefined());
        }
        self.prototype_to_host(object)
    }

    /// A guest view in the host, over the face of its buffer.
    pub fn view_to_host(&mut self, object: &JsObject) -> Crossed<HostValue> {
        let (name, buffer, offset, length) = if object.is::<TypedArray>() {
            let array = JsTypedArray::from_object(object.clone())?;
            let length = array.length(self.context)?;
            let offset = array.byte_offset(self.context)?;
            (
                type_name(&array),
                array.buffer(self.context)?,
                offset,
                length,
            )
        } else {
            let view = JsDataView::from_object(object.clone())?;
            let length = to_size(view.byte_length(self.context)?);
            let offset = to_size(view.byte_offset(self.context)?);
            (
                "DataView".into(),
                view.buffer(self.context)?,
                offset,
                length,
            )
        };
        let buffer = self.to_host(&buffer)?;
        let parts = [
            self.host.string(&name),
            buffer,
            self.host.size(offset),
            self.host.size(length),
            self.prototype_of_its_own(object, &name.to_std_string_lossy())?,
        ];
        let (_, face) = self.new_face(object, &self.agent.functions.make_view, &parts)?;
        Ok(face)
    }

    /// A host buffer in the guest.
    pub fn buffer_to_guest(
        &mut self,
        index: u32,
        value: HostValue,
        is_shared: bool,
    ) -> Crossed<JsObject> {
        let whole = self.host_bytes(value)?;
        let mut bytes = vec![0; whole.byte_length(self.host)];
        whole.read_bytes(self.host, &mut bytes);
        let object: JsObject = if is_shared {
            let buffer = JsSharedArrayBuffer::new(bytes.len(), self.context)?;
            Bytes::Shared(buffer.clone()).write(&bytes, self.context)?;
            buffer.into()
        } else {
            let block = AlignedVec::from_slice(64, &bytes);
            let buffer = JsArrayBuffer::from_byte_block(block, self.context)?;
            if self.is_detached(whole)? {
                buffer.detach(&JsValue::undefined())?;
                return Ok(buffer.into());
            }
            buffer.into()
        };
        self.realm
            .buffers
            .borrow_mut()
            .pairs
            .push(Pair::Host(index));
        Ok(object)
    }

    /// A host view in the guest, over the stand-in of its buffer.
    pub fn view_to_guest(&mut self, value: HostValue) -> Crossed<JsObject> {
        let parts = self
            .agent
            .functions
            .describe_view
            .call(self.host, &[value])?;
        let name = parts.element(self.host, 0).as_string(self.host);
        let buffer = self.to_guest(parts.element(self.host, 1))?;
        let offset = parts.element(self.host, 2).as_f64(self.host);
        let length = parts.element(self.host, 3).as_f64(self.host);
        let constructor = constructor_of(&name.to_std_string_lossy(), self.context)
            .ok_or_else(|| JsNativeError::typ().with_message("unknown typed array"))?;
        let detached = detached_like(&buffer, self.context)?;
        let over = detached.clone().map_or(buffer, JsValue::from);
        let args = [over, JsValue::from(offset), JsValue::from(length)];
        let view = constructor.construct(&args, None, self.context)?;
        if let Some(detached) = detached {
            detached.detach(&JsValue::undefined())?;
        }
        let prototype = self.to_guest(parts.element(self.host, 4))?;
        if let Some(prototype) = prototype.as_object() {
            view.set_prototype(Some(prototype));
        }
        Ok(view)
    }

    fn is_detached(&mut self, bytes: HostValue) -> Crossed<bool> {
        // Nearly all have a length, and that is known here.
        if bytes.byte_length(self.host) > 0 {
            return Ok(false);
        }
        let is_detached = &self.agent.functions.is_detached;
        Ok(is_detached.call(self.host, &[bytes])?.as_bool(self.host))
    }

    fn host_bytes(&mut self, buffer: HostValue) -> Crossed<HostValue> {
        Ok(self.agent.functions.bytes_of.call(self.host, &[buffer])?)
    }

    /// Bytes that the host wrote. What it has transferred the guest has no longer either.
    pub fn buffers_to_guest(&mut self) -> Crossed<()> {
        self.each_pair(|crossing, guest, host| {
            if guest.len() > 0 && crossing.is_detached(host)? {
                return guest.detach();
            }
            let mut bytes = vec![0; host.byte_length(crossing.host)];
            host.read_bytes(crossing.host, &mut bytes);
            guest.write(&bytes, crossing.context)?;
            Ok(())
        })
    }

    /// Bytes that the guest wrote.
    pub fn buffers_to_host(&mut self) -> Crossed<()> {
        self.each_pair(|crossing, guest, host| {
            host.write_bytes(crossing.host, &guest.read());
            Ok(())
        })
    }

    fn each_pair(
        &mut self,
        mut copy: impl FnMut(&mut Self, &Bytes, HostValue) -> Crossed<()>,
    ) -> Crossed<()> {
        if self.realm.buffers.borrow().pairs.is_empty() {
            return Ok(());
        }
        let pairs = std::mem::take(&mut self.realm.buffers.borrow_mut().pairs);
        let host = self.host;
        let mut alive = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let is_alive = host.scope(|| {
                let Some((guest, buffer)) = self.ends_of(pair)? else {
                    return Ok(false);
                };
                // A face's number may have been used again.
                let Ok(bytes) = Bytes::of(&guest) else {
                    return Ok(false);
                };
                let view = self.host_bytes(buffer)?;
                copy(self, &bytes, view)?;
                Crossed::Ok(true)
            })?;
            if is_alive {
                alive.push(pair);
            }
        }
        let mut buffers = self.realm.buffers.borrow_mut();
        alive.append(&mut buffers.pairs);
        buffers.pairs = alive;
        Ok(())
    }
}
