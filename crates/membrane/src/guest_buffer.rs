//! A guest's `ArrayBuffer` or `SharedArrayBuffer`: its bytes, its length and what may become of them,
//! past everything that guest code can change.

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    builtins::{
        PostponedIntrinsic,
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
    },
    object::{
        JsObject,
        builtins::{AlignedVec, JsArrayBuffer, JsSharedArrayBuffer, JsUint8Array},
    },
};

use guest_engine::{kept_functions, property};

use node_api::write_changes;

/// A buffer of the guest.
#[derive(Debug, Clone)]
pub enum GuestBuffer {
    /// An `ArrayBuffer`.
    Own(JsArrayBuffer),
    /// A `SharedArrayBuffer`.
    Shared(JsSharedArrayBuffer),
}

impl GuestBuffer {
    /// The buffer that an object is, if it is one.
    #[must_use]
    pub fn of(object: &JsObject) -> Option<Self> {
        if object.is::<ArrayBuffer>() {
            JsArrayBuffer::from_object(object.clone())
                .map(Self::Own)
                .ok()
        } else if object.is::<SharedArrayBuffer>() {
            JsSharedArrayBuffer::from_object(object.clone())
                .map(Self::Shared)
                .ok()
        } else {
            None
        }
    }

    /// A new one with these bytes, resizable up to `most` if Boa has room for that.
    ///
    /// # Errors
    /// A RangeError when there is no room for the bytes.
    pub fn with_content(
        bytes: &[u8],
        is_shared: bool,
        most: Option<u64>,
        context: &mut Context,
    ) -> JsResult<Self> {
        if is_shared {
            let buffer = Self::Shared(new_shared(bytes.len(), most, context)?);
            buffer.write_changes(bytes, &vec![0; bytes.len()], context)?;
            return Ok(buffer);
        }
        let block = AlignedVec::from_slice(64, bytes);
        let buffer = JsArrayBuffer::from_byte_block(block, context)?;
        Ok(Self::Own(match most {
            Some(most) => buffer.with_max_byte_length(most),
            None => buffer,
        }))
    }

    /// Its object.
    #[must_use]
    pub fn object(&self) -> JsObject {
        match self {
            Self::Own(buffer) => buffer.clone().into(),
            Self::Shared(buffer) => buffer.clone().into(),
        }
    }

    /// Whether it is a `SharedArrayBuffer`.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_))
    }

    /// The name of its class.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Own(_) => "ArrayBuffer",
            Self::Shared(_) => "SharedArrayBuffer",
        }
    }

    /// Bytes that it has now.
    #[must_use]
    pub fn byte_length(&self) -> usize {
        match self {
            Self::Own(buffer) => buffer.byte_length(),
            Self::Shared(buffer) => buffer.byte_length(),
        }
    }

    /// Whether it has lost its bytes for good.
    #[must_use]
    pub fn is_detached(&self) -> bool {
        match self {
            Self::Own(buffer) => buffer.data().is_none(),
            Self::Shared(_) => false,
        }
    }

    /// Detaches it.
    ///
    /// # Errors
    /// A TypeError for a buffer that is detached already.
    pub fn detach(&self) -> JsResult<()> {
        if let Self::Own(buffer) = self {
            buffer.detach(&JsValue::undefined())?;
        }
        Ok(())
    }

    /// Calls `look` with the bytes, during which nothing may be done with the buffer.
    pub fn with_bytes<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        match self {
            Self::Own(buffer) => match buffer.data() {
                Some(data) => look(&data),
                None => look(&[]),
            },
            Self::Shared(buffer) => look(&buffer.to_vec()),
        }
    }

    /// The greatest length of a buffer that can be resized.
    ///
    /// # Errors
    /// What stops guest code: Boa has only methods for this.
    pub fn most(&self, context: &mut Context) -> JsResult<Option<f64>> {
        let this = JsValue::from(self.object());
        let (class, can_resize) = match self {
            Self::Own(_) => (PostponedIntrinsic::ArrayBuffer, "resizable"),
            Self::Shared(_) => (PostponedIntrinsic::SharedArrayBuffer, "growable"),
        };
        let realm = context.realm();
        let can_resize = kept_functions::get(class, can_resize, realm)?;
        let most = kept_functions::get(class, "maxByteLength", realm)?;
        if !can_resize.call(&this, &[], context)?.to_boolean() {
            return Ok(None);
        }
        Ok(most.call(&this, &[], context)?.as_number())
    }

    /// Gives it another length, if it can have that: a shared one only grows.
    ///
    /// # Errors
    /// What stops guest code.
    pub fn resize(&self, length: usize, context: &mut Context) -> JsResult<()> {
        let object = self.object();
        match self {
            Self::Own(_) => {
                if let Some(mut buffer) = object.downcast_mut::<ArrayBuffer>() {
                    // Refused for a length that it can't have.
                    let _ = buffer.resize(length as u64);
                }
            }
            Self::Shared(_) if length > self.byte_length() && self.most(context)?.is_some() => {
                let length = JsValue::from(u64::try_from(length).unwrap_or(u64::MAX));
                let grow = kept_functions::get(
                    PostponedIntrinsic::SharedArrayBuffer,
                    "grow",
                    context.realm(),
                )?;
                grow.call(&object.into(), &[length], context)?;
            }
            Self::Shared(_) => {}
        }
        Ok(())
    }

    /// Writes the bytes of `now` that are not as they were `before`, as far as the buffer reaches.
    ///
    /// # Errors
    /// None in practice: a typed array takes a byte.
    pub fn write_changes(&self, now: &[u8], before: &[u8], context: &mut Context) -> JsResult<()> {
        match self {
            Self::Own(buffer) => {
                if let Some(mut data) = buffer.data_mut() {
                    write_changes(&mut data, now, before);
                }
            }
            Self::Shared(buffer) => {
                let view = JsUint8Array::from_shared_array_buffer(buffer.clone(), context)?;
                let length = now.len().min(buffer.byte_length());
                for (at, &byte) in now.iter().enumerate().take(length) {
                    if before.get(at) != Some(&byte) {
                        view.set(at, byte, false, context)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A new `SharedArrayBuffer`; Boa needs room for its greatest length, and one that can't grow has to do
/// where there is none.
fn new_shared(
    length: usize,
    most: Option<u64>,
    context: &mut Context,
) -> JsResult<JsSharedArrayBuffer> {
    let Some(most) = most.filter(|&most| most <= MOST_SHARED) else {
        return JsSharedArrayBuffer::new(length, context);
    };
    let class = context.intrinsics().constructors().shared_array_buffer();
    let constructor = class.constructor();
    let options = JsObject::with_null_proto();
    let key = JsString::from("maxByteLength");
    property::insert(&options, key, property::plain(JsValue::from(most), true));
    let args = [
        JsValue::from(u64::try_from(length).unwrap_or(u64::MAX)),
        options.into(),
    ];
    let buffer = constructor.construct(&args, None, context)?;
    JsSharedArrayBuffer::from_object(buffer)
}

/// The greatest room that is made for a buffer which may never use it.
const MOST_SHARED: u64 = 64 << 20;
