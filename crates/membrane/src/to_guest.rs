//! The host's values in the guest: `MembraneScope::to_guest`, and what an object of the host is to a realm.

use boa_engine::{JsBigInt, JsValue, object::JsObject};
use num_bigint::{BigInt, BigUint, Sign};

use guest_runtime::heap::Charge;
use node_api::{Host, HostType, HostValue};

use super::{
    exports::ExportId,
    failure::Crossed,
    imports::HostHandle,
    mirrors::MirrorId,
    scope::MembraneScope,
    shadow_target::{self, Got, got},
    to_host::is_tied,
};

/// What an object of the host is to the realm (lib/membrane/kinds.js).
#[derive(Debug, Clone, Copy)]
pub enum Seen {
    /// A guest object of this realm.
    Export(ExportId),
    /// A host object, with the kind of its host proxy.
    HostObject {
        /// Its index in the record's table.
        index: u32,
        /// What it is.
        kind: HostKind,
    },
    /// One of the realm's own intrinsics.
    Intrinsic(u32),
    /// "Go on in the realm's own prototype".
    Inherit(u32),
    /// "The context object has no such property".
    Absent,
    /// The realm's `globalThis`.
    GlobalThis,
    /// "That would run code of mine".
    Ask,
    /// What no realm has a counterpart of.
    Nothing,
}

/// Kinds of host proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum HostKind {
    Object,
    /// With a prototype that is not the host's own.
    Instance,
    Function,
    Array,
    Promise,
    ArrayBuffer,
    SharedArrayBuffer,
    View,
}

impl<'s> MembraneScope<'_, 's> {
    /// The one way of a value from the host into the guest.
    ///
    /// # Errors
    /// Only when the environment is ending.
    pub fn to_guest(&mut self, value: HostValue<'s>) -> Crossed<'s, JsValue> {
        let host = self.host;
        Ok(match value.kind(host) {
            HostType::Undefined => JsValue::undefined(),
            HostType::Null => JsValue::null(),
            HostType::Boolean => value.as_bool(host).into(),
            HostType::Number => value.as_f64(host).into(),
            HostType::String => {
                // The guest frees it, at its own expense.
                let _charge = Charge::to(Some(&self.realm.memory));
                value.as_string(host).into()
            }
            HostType::Symbol => self.symbol_to_guest(value)?.into(),
            HostType::BigInt => {
                let _charge = Charge::to(Some(&self.realm.memory));
                bigint_to_guest(host, value).into()
            }
            HostType::Object | HostType::Function => {
                let seen = self.identify(value)?;
                self.seen_to_guest(seen, value)?
            }
        })
    }

    /// The values of one of our own arrays.
    pub fn list_to_guest(&mut self, list: HostValue<'s>) -> Crossed<'s, Vec<JsValue>> {
        (0..list.array_length(self.host))
            .map(|index| {
                self.context.poll()?;
                self.to_guest(list.element(self.host, index))
            })
            .collect()
    }

    /// What an object of the host is to the realm.
    pub fn identify(&mut self, value: HostValue<'s>) -> Crossed<'s, Seen> {
        let record = self.realm.record(self.host)?;
        let code = self
            .agent
            .functions
            .identify
            .call(self.host, &[record, value])?
            .as_i64(self.host);
        let Ok(code) = u64::try_from(code) else {
            return Ok(Seen::Export((-1 - code).cast_unsigned()));
        };
        let index = u32::try_from(code >> 4).unwrap_or(u32::MAX);
        let kind = match code & 15 {
            13 => HostKind::Instance,
            2 => HostKind::Function,
            3 => HostKind::Array,
            4 => HostKind::Promise,
            5 => HostKind::ArrayBuffer,
            6 => HostKind::SharedArrayBuffer,
            7 | 8 => HostKind::View,
            9 => return Ok(Seen::Intrinsic(index)),
            10 => return Ok(Seen::Inherit(index)),
            11 => return Ok(Seen::Absent),
            12 => return Ok(Seen::GlobalThis),
            14 => return Ok(Seen::Ask),
            15 => return Ok(Seen::Nothing),
            _ => HostKind::Object,
        };
        Ok(Seen::HostObject { index, kind })
    }

    /// The guest's value for an object that was identified.
    pub fn seen_to_guest(&mut self, seen: Seen, value: HostValue<'s>) -> Crossed<'s, JsValue> {
        Ok(match seen {
            Seen::Export(id) => {
                let object = self.realm.exports.borrow().object(id);
                let Some(object) = object else {
                    return Ok(JsValue::undefined());
                };
                if is_tied(&object) {
                    self.mirror_properties(MirrorId::Guest(id))?;
                }
                object.into()
            }
            Seen::Intrinsic(index) | Seen::Inherit(index) => {
                let own = self.intrinsic(index)?;
                own.map_or_else(JsValue::undefined, JsValue::from)
            }
            Seen::Absent | Seen::Ask | Seen::Nothing => JsValue::undefined(),
            Seen::GlobalThis => self.global_this(),
            Seen::HostObject { index, kind } => self.host_proxy(index, kind, value)?.into(),
        })
    }

    fn host_proxy(
        &mut self,
        index: u32,
        kind: HostKind,
        value: HostValue<'s>,
    ) -> Crossed<'s, JsObject> {
        let known = self.realm.imports.borrow().get(index);
        if let Some(known) = known {
            return Ok(known);
        }
        let handle = self.realm.imports.borrow_mut().handle(index);
        let object = match kind {
            HostKind::Object | HostKind::Function | HostKind::Array => {
                shadow_target::host_proxy(self.realm, handle, kind, self.context)?
            }
            HostKind::Instance => {
                let object = shadow_target::host_proxy(self.realm, handle, kind, self.context)?;
                self.show_prototype(index, &object)?;
                object
            }
            _ => {
                let object = match kind {
                    HostKind::Promise => self.promise_to_guest(index, value)?,
                    HostKind::View => self.view_to_guest(value)?,
                    _ => self.buffer_to_guest(index, value, kind == HostKind::SharedArrayBuffer)?,
                };
                self.attach_handle(&object, handle)?;
                object
            }
        };
        self.realm.imports.borrow_mut().insert(index, &object);
        if is_tied(&object) {
            self.mirror_properties(MirrorId::Host(index))?;
        }
        self.note_host_error(index, kind, value)?;
        Ok(object)
    }

    /// Boa's `for…in` asks a Proxy for its keys, but follows the prototype that the object was made
    /// with. False if the host object is a Proxy, which has to be asked each time.
    pub(super) fn show_prototype(&mut self, index: u32, object: &JsObject) -> Crossed<'s, bool> {
        let args = [
            self.realm.record(self.host)?,
            self.host.number(f64::from(index)),
        ];
        let peek = &self.agent.functions.host_peek_prototype;
        let prototype = peek.call(self.host, &args)?;
        let Got::Value(prototype) = got(self, prototype)? else {
            return Ok(false);
        };
        object.set_prototype(prototype.as_object());
        Ok(true)
    }

    /// Attaches a handle to an object of the guest, for as long as that lives.
    pub fn attach_handle(&mut self, object: &JsObject, handle: HostHandle) -> Crossed<'s, ()> {
        self.realm
            .imports
            .borrow()
            .attach_handle(object, handle, self.context)?;
        Ok(())
    }
}

fn bigint_to_guest(host: Host<'_>, value: HostValue<'_>) -> JsBigInt {
    let (negative, words) = value.as_bigint_words(host);
    let digits: Vec<u32> = words
        .iter()
        .flat_map(|&word| {
            #[expect(clippy::cast_possible_truncation, reason = "the two halves of a word")]
            [word as u32, (word >> 32) as u32]
        })
        .collect();
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    JsBigInt::new(BigInt::from_biguint(sign, BigUint::new(digits)))
}
