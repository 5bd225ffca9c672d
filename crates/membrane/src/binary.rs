//! Binary data: buffers and views are genuine on both sides. Here they are made; `mirrored_bytes.rs` keeps
//! their bytes the same.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue,
    builtins::{
        dataview::DataView,
        typed_array::{TypedArray, TypedArrayKind},
    },
    context::intrinsics::StandardConstructor,
    object::{
        JsObject,
        builtins::{JsArrayBuffer, JsDataView, JsTypedArray},
    },
};

use guest_runtime::heap::Charge;
use node_api::HostValue;

use super::{failure::Crossed, guest_buffer::GuestBuffer, scope::MembraneScope};

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

/// What a view of the guest is of its buffer.
struct ViewParts {
    name: JsString,
    buffer: JsValue,
    offset: u64,
    length: u64,
    /// Whether its length follows the buffer's.
    is_tracking: bool,
}

/// The name of a typed array's constructor, from its kind.
fn type_name(kind: TypedArrayKind) -> JsString {
    JsString::from(format!("{kind:?}Array"))
}

/// The parts of a typed array, also of one that is out of bounds.
fn parts_of_array(object: &JsObject, context: &mut Context) -> JsResult<ViewParts> {
    // Lengths that no buffer has: what follows the buffer's length tells two of them apart.
    const HUGE: usize = 1 << 40;
    let buffer = JsTypedArray::from_object(object.clone())?.buffer(context)?;
    let array = object
        .downcast_ref::<TypedArray>()
        .ok_or_else(|| JsNativeError::typ().with_message("not a typed array"))?;
    let is_tracking = array.byte_length(HUGE) != array.byte_length(2 * HUGE);
    let length = if is_tracking {
        0
    } else {
        array.array_length(HUGE)
    };
    Ok(ViewParts {
        name: type_name(array.kind()),
        buffer,
        offset: array.byte_offset(),
        length,
        is_tracking,
    })
}

/// The parts of a `DataView`, also of one that is out of bounds. Boa tells them only within bounds, so its
/// buffer gets its greatest length meanwhile.
fn parts_of_data_view(object: &JsObject, context: &mut Context) -> JsResult<ViewParts> {
    let view = JsDataView::from_object(object.clone())?;
    let buffer = view.buffer(context)?;
    let mut parts = ViewParts {
        name: "DataView".into(),
        buffer,
        offset: 0,
        length: 0,
        is_tracking: false,
    };
    let guest = parts.buffer.as_object().as_ref().and_then(GuestBuffer::of);
    let Some(guest) = guest.filter(|guest| !guest.is_detached()) else {
        return Ok(parts);
    };
    let Some(most) = guest.most(context)? else {
        parts.offset = view.byte_offset(context)?;
        parts.length = view.byte_length(context)?;
        return Ok(parts);
    };
    if guest.is_shared() {
        // It can't shrink again, and nothing else tells: who ends where the buffer ends goes on with it.
        parts.offset = view.byte_offset(context)?;
        parts.length = view.byte_length(context)?;
        parts.is_tracking = parts.offset + parts.length == guest.byte_length() as u64;
        return Ok(parts);
    }
    let most = to_size(most);
    let kept = guest.with_bytes(<[u8]>::to_vec);
    guest.resize(most, context)?;
    let told = (view.byte_offset(context), view.byte_length(context));
    guest.resize(most.saturating_sub(1), context)?;
    let shorter = view.byte_length(context);
    guest.resize(kept.len(), context)?;
    guest.write_changes(&kept, &[], context)?;
    parts.offset = told.0?;
    parts.length = told.1?;
    parts.is_tracking = shorter.is_ok_and(|shorter| shorter + 1 == parts.length);
    Ok(parts)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length, whole and not negative"
)]
fn to_size(length: f64) -> usize {
    length as usize
}

impl<'s> MembraneScope<'_, 's> {
    /// A guest buffer in the host.
    pub fn buffer_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let buffer = GuestBuffer::of(object)
            .ok_or_else(|| JsNativeError::typ().with_message("not a buffer"))?;
        let most = buffer.most(self.context)?;
        let parts = [
            self.host.size(buffer.byte_length()),
            self.host.boolean(buffer.is_shared()),
            most.map_or_else(|| self.host.undefined(), |most| self.host.number(most)),
            self.host.boolean(buffer.is_detached()),
            self.prototype_of_its_own(object, buffer.type_name())?,
        ];
        let make = &self.agent.functions.make_buffer;
        let (id, guest_proxy) = self.new_guest_proxy(object, make, &parts)?;
        self.mirror_guest_buffer(id, object)?;
        Ok(guest_proxy)
    }

    /// The prototype of binary data of a class of the guest's; undefined for the built-in classes, whose
    /// place the host's own take.
    fn prototype_of_its_own(
        &mut self,
        object: &JsObject,
        name: &str,
    ) -> Crossed<'s, HostValue<'s>> {
        let built_in = class_of(name, self.context).map(StandardConstructor::prototype);
        if object.prototype() == built_in {
            return Ok(self.host.undefined());
        }
        self.prototype_to_host(object)
    }

    /// A guest view in the host, over the counterpart of its buffer.
    pub fn view_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let view = if object.is::<DataView>() {
            parts_of_data_view(object, self.context)?
        } else {
            parts_of_array(object, self.context)?
        };
        let buffer = self.to_host(&view.buffer)?;
        #[expect(clippy::cast_precision_loss, reason = "no buffer is as long")]
        let [offset, length] = [view.offset, view.length].map(|size| self.host.number(size as f64));
        let parts = [
            self.host.string(&view.name),
            buffer,
            offset,
            length,
            self.host.boolean(view.is_tracking),
            self.prototype_of_its_own(object, &view.name.to_std_string_lossy())?,
        ];
        let (_, guest_proxy) =
            self.new_guest_proxy(object, &self.agent.functions.make_view, &parts)?;
        Ok(guest_proxy)
    }

    /// A host buffer in the guest, or what the guest has for one that it can't have as a whole.
    pub fn buffer_to_guest(
        &mut self,
        index: u32,
        value: HostValue<'s>,
        is_shared: bool,
    ) -> Crossed<'s, JsObject> {
        let describe = &self.agent.functions.describe_buffer;
        let parts = describe.call(self.host, &[value])?;
        let bytes = parts.element(self.host, 0);
        let is_part = parts.element(self.host, 1).as_bool(self.host);
        let most = parts.element(self.host, 2);
        let most = (!most.is_undefined(self.host)).then(|| to_size(most.as_f64(self.host)) as u64);
        let mut content = vec![0; bytes.byte_length(self.host)];
        bytes.read_bytes(self.host, &mut content);
        let buffer = {
            // The guest frees its bytes, at its own expense.
            let _charge = Charge::to(Some(&self.realm.memory));
            GuestBuffer::with_content(&content, is_shared, most, self.context)?
        };
        if bytes.is_detached(self.host) {
            buffer.detach()?;
            return Ok(buffer.object());
        }
        if is_part {
            self.realm.imports.borrow_mut().conceal(index);
        }
        self.mirror_host_bytes(index, bytes, is_part, content);
        Ok(buffer.object())
    }

    /// A host view in the guest, over the counterpart of its buffer.
    pub fn view_to_guest(&mut self, value: HostValue<'s>) -> Crossed<'s, JsObject> {
        let parts = self
            .agent
            .functions
            .describe_view
            .call(self.host, &[value])?;
        let part = |at| parts.element(self.host, at);
        let name = part(0).as_string(self.host);
        let [offset, length] = [2, 3].map(|at| part(at).as_f64(self.host));
        let is_tracking = part(4).as_bool(self.host);
        let (host_buffer, host_prototype) = (part(1), part(5));
        let buffer = self.to_guest(host_buffer)?;
        let constructor = constructor_of(&name.to_std_string_lossy(), self.context)
            .ok_or_else(|| JsNativeError::typ().with_message("unknown typed array"))?;
        let view = self.new_view(&constructor, buffer, offset, length, is_tracking)?;
        let prototype = self.to_guest(host_prototype)?;
        if let Some(prototype) = prototype.as_object() {
            view.set_prototype(Some(prototype));
        }
        Ok(view)
    }

    /// A view of the guest, also where it is out of bounds now: its buffer gets its greatest length
    /// meanwhile.
    fn new_view(
        &mut self,
        constructor: &JsObject,
        buffer: JsValue,
        offset: f64,
        length: f64,
        is_tracking: bool,
    ) -> Crossed<'s, JsObject> {
        let guest = buffer
            .as_object()
            .as_ref()
            .and_then(GuestBuffer::of)
            .ok_or_else(|| JsNativeError::typ().with_message("a view of no buffer"))?;
        if guest.is_detached() {
            return Ok(view_of_detached(constructor, self.context)?);
        }
        let most = guest.most(self.context)?;
        let follows = is_tracking && most.is_some();
        let length = if follows {
            JsValue::undefined()
        } else {
            JsValue::from(length)
        };
        let args = [buffer, JsValue::from(offset), length];
        let view = constructor.construct(&args, None, self.context);
        let (Err(_), Some(most), false) = (&view, most, guest.is_shared()) else {
            return Ok(view?);
        };
        let now = guest.byte_length();
        guest.resize(to_size(most), self.context)?;
        let view = constructor.construct(&args, None, self.context);
        guest.resize(now, self.context)?;
        Ok(view?)
    }
}

/// No view can be made over a buffer that is detached, so it is one over a buffer that will be.
fn view_of_detached(constructor: &JsObject, context: &mut Context) -> JsResult<JsObject> {
    let buffer = JsArrayBuffer::new(0, context)?;
    let view = constructor.construct(&[buffer.clone().into()], None, context)?;
    buffer.detach(&JsValue::undefined())?;
    Ok(view)
}
