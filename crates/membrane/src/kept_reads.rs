//! What the host may keep of a guest object while no guest code runs: its own data properties, brought over in one
//! crossing that enters nothing, and what it inherits, one property at a time.
//!
//! Both heaps are on one thread, so a guest object changes only while its realm is entered or guest code that has called
//! the host goes on. That ends the **epoch** ([`Agent::end_epoch`]), whose number lib/ compares before it answers from
//! what it keeps (`lib/membrane/kept_reads.js`). Only ordinary objects and arrays are kept, and of them only primitives
//! and guest objects that are Proxies in the host: what is an accessor, an object of the host's or a genuine object of
//! both sides is marked as to be asked for, and the host enters the realm for it each time.

use std::collections::HashMap;

use boa_engine::{
    JsValue, JsVariant,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        dataview::DataView,
        typed_array::TypedArray,
    },
    js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::property;

use node_api::{Host, HostRef, HostValue, SharedNumber};

use super::{
    agent::Agent,
    exports::{ExportId, address_of},
    failure::Crossed,
    scope::MembraneScope,
    to_host::is_tied,
};

/// The most own properties that are brought over at once.
const MOST_PROPERTIES: usize = 48;

/// The longest text that is brought over before anybody has asked for it.
const LONGEST_TEXT: usize = 256;

/// How many prototypes a property is looked for on.
const MOST_HOLDERS: usize = 32;

/// How many layouts a realm tells apart; then it begins anew.
const MOST_LAYOUTS: usize = 512;

/// Layouts with longer names are not remembered.
const LONGEST_NAMES: usize = 2048;

/// The names and attributes of an object's properties, in order.
type Layout = Vec<(PropertyKey, u8)>;

/// Layouts whose names lib/ has, by their numbers there; and in one epoch the pairs of layout and prototype. No prototype
/// dies before that ends, so addresses are names.
#[derive(Debug, Default)]
pub struct Layouts {
    numbers: HashMap<Layout, u32>,
    epoch: f64,
    makes: HashMap<(u32, usize), u32>,
}

impl Layouts {
    /// The number of a layout, and whether it has just got it. `None` for one that is not remembered.
    fn number(&mut self, layout: &Layout) -> Option<(u32, bool)> {
        if let Some(&known) = self.numbers.get(layout) {
            return Some((known, false));
        }
        let mut length = 0;
        for (key, _) in layout {
            match key {
                PropertyKey::String(key) => length += key.len(),
                PropertyKey::Index(_) => length += 10,
                // A table would keep it alive in the host.
                PropertyKey::Symbol(_) => return None,
            }
        }
        if length > LONGEST_NAMES {
            return None;
        }
        if self.numbers.len() >= MOST_LAYOUTS {
            self.numbers.clear();
            self.makes.clear();
        }
        let number = u32::try_from(self.numbers.len()).ok()?;
        self.numbers.insert(layout.clone(), number);
        Some((number, true))
    }

    /// The number of a layout with a prototype in this epoch, and whether it has just got it.
    fn make(&mut self, epoch: f64, layout: u32, prototype: usize) -> (u32, bool) {
        if self.epoch.to_bits() != epoch.to_bits() {
            self.makes.clear();
            self.epoch = epoch;
        }
        let next = u32::try_from(self.makes.len()).unwrap_or(u32::MAX);
        let number = *self.makes.entry((layout, prototype)).or_insert(next);
        (number, number == next)
    }
}

/// What one environment has for kept reads.
#[derive(Debug)]
pub struct KeptReads {
    epoch: Option<SharedNumber>,
    later: HostRef,
    ask: HostRef,
    absent: HostRef,
}

/// What `[[Get]]` gives, as far as it can be said without asking the object.
#[derive(Debug)]
pub enum Found {
    /// This, of a data property.
    Value(JsValue),
    /// `undefined`: the property is nowhere on the chain.
    Absent,
    /// Only the object can say.
    Ask,
}

/// How soon somebody will want a value that is brought over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    /// Perhaps never: it comes along if that costs little.
    Maybe,
    /// Before long: objects get their guest proxies.
    Soon,
    /// It was asked for.
    Now,
}

impl KeptReads {
    /// Takes over what `lib/membrane/kept_reads.js` gives: the number of the epoch, and its marks.
    #[must_use]
    pub fn read(host: Host<'_>, functions: HostValue<'_>) -> Self {
        let mark = |name| HostRef::strong(host, functions.property(host, name));
        Self {
            epoch: SharedNumber::of(host, functions.property(host, "epochs")),
            later: mark("laterMark"),
            ask: mark("askMark"),
            absent: mark("absentMark"),
        }
    }

    fn epoch(&self) -> f64 {
        self.epoch.as_ref().map_or(0.0, SharedNumber::get)
    }
}

impl Agent {
    /// From here on nothing that the host has read of guest objects holds any more: guest code is about to run or has run,
    /// or the host is about to change something.
    pub fn end_epoch(&self) {
        if let Some(epoch) = &self.kept_reads.epoch {
            epoch.add_one();
        }
    }
}

/// Whether an object has the internal methods of an ordinary object, or of an array.
fn is_plain(object: &JsObject) -> bool {
    object.is_ordinary() || object.is_array()
}

/// Whether an object is a genuine one on both sides, which is compared each time that it crosses.
fn is_genuine(object: &JsObject) -> bool {
    is_tied(object)
        || object.is::<ArrayBuffer>()
        || object.is::<SharedArrayBuffer>()
        || object.is::<TypedArray>()
        || object.is::<DataView>()
}

/// The attributes of a property as `lib/membrane/descriptor_flags.js` has them, without those that say what is there.
fn attributes(property: &PropertyDescriptor) -> u8 {
    let bit = |is: Option<bool>, bit| if is == Some(true) { bit } else { 0 };
    bit(property.configurable(), 1) | bit(property.enumerable(), 4) | bit(property.writable(), 16)
}

/// The attributes of what an assignment makes.
const PLAIN_ATTRIBUTES: u8 = 1 | 4 | 16;

impl<'s> MembraneScope<'_, 's> {
    fn mark(&self, mark: &HostRef) -> HostValue<'s> {
        mark.get(self.host).unwrap_or_else(|| self.host.undefined())
    }

    /// Whether the host can keep the object: it is a Proxy over there.
    fn is_kept(&self, object: &JsObject) -> bool {
        !is_genuine(object) && self.realm.imports.borrow().index_of(object).is_none()
    }

    /// Brings a value over, if that needs nothing but a look.
    fn bring(&mut self, value: &JsValue, want: Want) -> Crossed<'s, HostValue<'s>> {
        let marks = &self.agent.kept_reads;
        let is_later = match value.variant() {
            JsVariant::Object(object) => {
                if !self.is_kept(&object) {
                    return Ok(self.mark(&marks.ask));
                }
                want == Want::Maybe
                    && self
                        .realm
                        .exports
                        .borrow()
                        .guest_proxy(self.host, &object)
                        .is_none()
            }
            JsVariant::String(text) => want != Want::Now && text.len() > LONGEST_TEXT,
            JsVariant::Symbol(_) | JsVariant::BigInt(_) => want == Want::Maybe,
            _ => false,
        };
        if is_later {
            return Ok(self.mark(&marks.later));
        }
        self.to_host(value)
    }

    /// Whether an object is one that can be looked at without asking it, which never changes.
    fn can_look_at(&self, object: &JsObject) -> bool {
        is_plain(object) && !JsObject::equals(object, &self.context.global_object())
    }

    /// All own properties of an object: `[isExtensible, layout, names, make, prototype, …values]`.
    /// `layout` is a number that is known once `names` have come with it, `[keys, attributes]`; it is undefined where they
    /// come each time. `make` is the number of layout and prototype in this epoch, and `prototype` comes when that is
    /// new. `null` for an object that has to be asked each time, the count for one that has more properties. For an
    /// array there is its length: the elements come by slices.
    pub fn look_at(&mut self, id: ExportId, wants_names: bool) -> Crossed<'s, HostValue<'s>> {
        let host = self.host;
        let object = self.realm.exports.borrow().object(id);
        let Some(object) = object.filter(|object| self.can_look_at(object)) else {
            return Ok(host.null());
        };
        let keys = if object.is_array() {
            vec![js_string!("length").into()]
        } else {
            object.own_property_keys(self.context)?
        };
        if keys.len() > MOST_PROPERTIES {
            return Ok(host.size(keys.len()));
        }
        let mut layout = Layout::with_capacity(keys.len());
        let mut reply = vec![host.undefined(); 5];
        for key in keys {
            let Some(own) = property::own(&object, &key) else {
                return Ok(host.null());
            };
            reply.push(match own.value() {
                Some(value) => self.bring(value, Want::Maybe)?,
                None => self.mark(&self.agent.kept_reads.ask),
            });
            layout.push((key, attributes(&own)));
        }
        reply[0] = host.boolean(object.is_extensible(self.context)?);
        let prototype = object.prototype();
        let known = self.realm.layouts.borrow_mut().number(&layout);
        let Some((number, is_new)) = known else {
            reply[2] = self.layout_to_host(layout)?;
            reply[4] = self.shown_prototype(prototype)?;
            return Ok(host.array(&reply));
        };
        reply[1] = host.number(f64::from(number));
        if is_new || wants_names {
            reply[2] = self.layout_to_host(layout)?;
        }
        let address = prototype.as_ref().map_or(0, address_of);
        let epoch = self.agent.kept_reads.epoch();
        let (make, is_new) = self.realm.layouts.borrow_mut().make(epoch, number, address);
        reply[3] = host.number(f64::from(make));
        if is_new {
            reply[4] = self.shown_prototype(prototype)?;
        }
        Ok(host.array(&reply))
    }

    fn layout_to_host(&mut self, layout: Layout) -> Crossed<'s, HostValue<'s>> {
        let mut keys = Vec::with_capacity(layout.len());
        let mut attributes = Vec::with_capacity(layout.len());
        for (key, bits) in layout {
            keys.push(self.to_host(&JsValue::from(key))?);
            attributes.push(self.host.int(i32::from(bits)));
        }
        let parts = [self.host.array(&keys), self.host.array(&attributes)];
        Ok(self.host.array(&parts))
    }

    fn shown_prototype(&mut self, prototype: Option<JsObject>) -> Crossed<'s, HostValue<'s>> {
        match prototype {
            Some(prototype) => self.bring(&prototype.into(), Want::Maybe),
            None => Ok(self.host.null()),
        }
    }

    /// What `[[Get]]` of a property gives, as far as that needs nobody to be asked.
    pub fn find_property(
        &mut self,
        id: ExportId,
        key: HostValue<'s>,
    ) -> Crossed<'s, HostValue<'s>> {
        let object = self.realm.exports.borrow().object(id);
        let key = self.to_guest(key)?.to_property_key(self.context)?;
        let marks = &self.agent.kept_reads;
        match object.map_or(Found::Ask, |object| self.find_on_chain(object, &key)) {
            Found::Value(value) => self.bring(&value, Want::Now),
            Found::Absent => Ok(self.mark(&marks.absent)),
            Found::Ask => Ok(self.mark(&marks.ask)),
        }
    }

    /// Looks for a property on an object and its prototypes. Asks none of them.
    #[must_use]
    pub fn find_on_chain(&self, object: JsObject, key: &PropertyKey) -> Found {
        let mut holder = object;
        for _ in 0..MOST_HOLDERS {
            if !self.can_look_at(&holder) {
                return Found::Ask;
            }
            if let Some(own) = property::own(&holder, key) {
                return own.value().cloned().map_or(Found::Ask, Found::Value);
            }
            let Some(prototype) = holder.prototype() else {
                return Found::Absent;
            };
            holder = prototype;
        }
        Found::Ask
    }

    /// Elements of an array from an index on, as far as there are any: those that are not ordinary properties are to be
    /// asked for.
    pub fn slice_of(&mut self, id: ExportId, from: u32, count: u32) -> Crossed<'s, HostValue<'s>> {
        let object = self.realm.exports.borrow().object(id);
        let Some(array) = object.filter(JsObject::is_array) else {
            return Ok(self.host.array(&[]));
        };
        let length = property::own(&array, &js_string!("length").into())
            .and_then(|length| length.value()?.as_number())
            .unwrap_or_default();
        let mut values = Vec::new();
        for index in from..from.saturating_add(count) {
            if f64::from(index) >= length {
                break;
            }
            let own = property::own(&array, &PropertyKey::from(index));
            let own = own.filter(|own| attributes(own) == PLAIN_ATTRIBUTES);
            let want = if index == from { Want::Now } else { Want::Soon };
            values.push(match own.as_ref().and_then(PropertyDescriptor::value) {
                Some(value) => self.bring(value, want)?,
                None => self.mark(&self.agent.kept_reads.ask),
            });
        }
        Ok(self.host.array(&values))
    }
}
