//! Own properties of genuine pairs (errors, promises, regular expressions and dates), and a date's time: what either side changed is there on the other
//! when control changes sides.
//!
//! Only the pairs that crossed lately are looked at each time; one that crosses again is looked at then.
//! lib/membrane/ties.js keeps the host's half.

use boa_engine::{
    JsString, JsValue,
    builtins::{date::Date, error::Error},
    js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use crate::engine::{property, realm::ReflectOp, stack_trace};

use super::{crossing::Crossing, failure::Crossed, napi::HostValue, pairs::Pair};

const STACK: JsString = js_string!("stack");

/// How many pairs are looked at whenever control changes sides.
const MOST_TIES: usize = 32;

#[derive(Debug, Clone)]
struct Tie {
    pair: Pair,
    seen: Option<Seen>,
}

/// Own properties as they were copied last.
#[derive(Debug, Clone)]
struct Seen {
    properties: Vec<(PropertyKey, PropertyDescriptor)>,
    is_extensible: bool,
    /// A Date's time.
    time: Option<f64>,
}

impl Seen {
    fn stack(&self) -> Option<JsValue> {
        let (key, property) = self.properties.first()?;
        (*key == PropertyKey::from(STACK))
            .then(|| property.value().cloned())
            .flatten()
    }

    fn stack_property(&self) -> Option<&PropertyDescriptor> {
        let stack = PropertyKey::from(STACK);
        let (_, property) = self.properties.iter().find(|(key, _)| *key == stack)?;
        Some(property)
    }

    fn same(&self, other: &Self) -> bool {
        self.is_extensible == other.is_extensible
            && self.time.map(f64::to_bits) == other.time.map(f64::to_bits)
            && self.properties.len() == other.properties.len()
            && self
                .properties
                .iter()
                .zip(&other.properties)
                .all(|((key, a), (other, b))| key == other && property::same(a, b))
    }
}

/// The pairs that crossed lately, by the slots that both sides know them by.
#[derive(Debug, Default)]
pub struct Ties {
    /// `None` after its pair has ended.
    slots: Vec<Option<Tie>>,
    next: usize,
}

impl Ties {
    /// One half of a pair is gone.
    pub fn end(&mut self, pair: Pair) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|tie| tie.pair == pair) {
                *slot = None;
            }
        }
    }

    fn pair(&self, slot: usize) -> Option<Pair> {
        self.slots.get(slot)?.as_ref().map(|tie| tie.pair)
    }

    fn seen(&self, slot: usize) -> Option<Seen> {
        self.slots.get(slot)?.as_ref()?.seen.clone()
    }

    fn note(&mut self, slot: usize, seen: Seen) {
        if let Some(Some(tie)) = self.slots.get_mut(slot) {
            tie.seen = Some(seen);
        }
    }
}

impl Crossing<'_> {
    /// A pair has crossed: from now on its properties are kept in step.
    pub fn keep_in_step(&mut self, pair: Pair) -> Crossed<()> {
        let slot = {
            let mut ties = self.realm.ties.borrow_mut();
            if ties.slots.iter().flatten().any(|tie| tie.pair == pair) {
                return Ok(());
            }
            let tie = Some(Tie { pair, seen: None });
            let slot = ties.next;
            ties.next = (slot + 1) % MOST_TIES;
            if slot < ties.slots.len() {
                ties.slots[slot] = tie;
            } else {
                ties.slots.push(tie);
            }
            slot
        };
        let Some((object, host_object)) = self.ends_of(pair)? else {
            return Ok(());
        };
        let args = [self.realm.record()?, self.host.size(slot), host_object];
        self.agent.functions.tie_slot.call(self.host, &args)?;
        match pair {
            Pair::Guest(_) => self.push(slot, &object, host_object),
            Pair::Host(_) => self.ties_to_guest(),
        }
    }

    /// What the guest changed is there in the host.
    pub fn ties_to_host(&mut self) -> Crossed<()> {
        let count = self.realm.ties.borrow().slots.len();
        for slot in 0..count {
            let Some(pair) = self.realm.ties.borrow().pair(slot) else {
                continue;
            };
            // Nearly always nothing has changed, and this is asked at each change of sides.
            if let Pair::Guest(id) = pair {
                let object = self.realm.faces.borrow().object(id);
                let Some(object) = object else { continue };
                let before = self.realm.ties.borrow().seen(slot);
                let now = self.own_properties(&object, before.as_ref())?;
                if before.is_some_and(|before| before.same(&now)) {
                    continue;
                }
            }
            if let Some((object, host_object)) = self.ends_of(pair)? {
                self.push(slot, &object, host_object)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, slot: usize, object: &JsObject, host_object: HostValue) -> Crossed<()> {
        let before = self.realm.ties.borrow().seen(slot);
        let now = self.own_properties(object, before.as_ref())?;
        if before.as_ref().is_some_and(|before| before.same(&now)) {
            return Ok(());
        }
        let previous = before;
        // Entered before the values cross: an error may be its own cause.
        self.realm.ties.borrow_mut().note(slot, now.clone());
        let mut keys = Vec::with_capacity(now.properties.len());
        for (key, property) in &now.properties {
            if *key == PropertyKey::from(STACK) && object.is::<Error>() {
                let known = previous.as_ref().and_then(Seen::stack_property);
                if !known.is_some_and(|known| property::same(known, property)) {
                    self.stack_to_host(object, host_object, property)?;
                }
                keys.push(self.host.text("stack"));
                continue;
            }
            let key = self.to_host(&JsValue::from(key.clone()))?;
            let [flags, value, get, set] = self.descriptor_to_host(property)?;
            let args = [host_object, key, flags, value, get, set];
            self.agent.functions.set_own.call(self.host, &args)?;
            keys.push(key);
        }
        let args = [
            self.realm.record()?,
            self.host.size(slot),
            host_object,
            self.host.array(&keys),
            self.host.boolean(now.is_extensible),
            now.time
                .map_or_else(|| self.host.undefined(), |time| self.host.number(time)),
        ];
        self.agent.functions.finish_tie.call(self.host, &args)?;
        Ok(())
    }

    /// Own properties of a guest object, with an error's stack as the text that the host gets. That text
    /// stays what it was `before`, as in V8, where it is made with the error.
    fn own_properties(&mut self, object: &JsObject, before: Option<&Seen>) -> Crossed<Seen> {
        let stack = PropertyKey::from(STACK);
        let mut properties = Vec::new();
        // The guest computes its stack when it is asked for.
        let is_computed =
            property::own(object, &stack).is_none_or(|stack| stack.is_accessor_descriptor());
        if object.is::<Error>()
            && is_computed
            && let Some(text) = before
                .and_then(Seen::stack)
                .or_else(|| Some(stack_trace::stack_of(object, self.context)?.into()))
        {
            // A frozen error's stack is frozen in the host too.
            let is_free = property::own(object, &stack)
                .is_none_or(|stack| stack.configurable() == Some(true));
            let property = PropertyDescriptor::builder()
                .value(text)
                .writable(is_free)
                .enumerable(false)
                .configurable(is_free)
                .build();
            properties.push((stack.clone(), property));
        }
        for key in object.own_property_keys(self.context)? {
            if key == stack && is_computed {
                continue;
            }
            if let Some(property) = property::own(object, &key) {
                properties.push((key, property));
            }
        }
        Ok(Seen {
            properties,
            is_extensible: object.is_extensible(self.context)?,
            time: self.time_of(object)?,
        })
    }

    /// What the host changed is there in the guest.
    pub fn ties_to_guest(&mut self) -> Crossed<()> {
        if self.realm.ties.borrow().slots.is_empty() {
            return Ok(());
        }
        let record = self.realm.record()?;
        let changes = self
            .agent
            .functions
            .tie_changes
            .call(self.host, &[record])?;
        for at in (0..changes.array_length(self.host)).step_by(4) {
            let slot = changes.element(self.host, at).as_u32(self.host) as usize;
            let properties = changes.element(self.host, at + 1);
            let is_extensible = changes.element(self.host, at + 2).as_bool(self.host);
            let time = changes.element(self.host, at + 3);
            self.pull(slot, properties, is_extensible, time)?;
        }
        Ok(())
    }

    /// `properties` are keys and packed descriptors in turn; a key without a descriptor is gone. `time` is
    /// that of a Date, if it has changed.
    fn pull(
        &mut self,
        slot: usize,
        properties: HostValue,
        is_extensible: bool,
        time: HostValue,
    ) -> Crossed<()> {
        let Some(pair) = self.realm.ties.borrow().pair(slot) else {
            return Ok(());
        };
        let Some((object, _)) = self.ends_of(pair)? else {
            return Ok(());
        };
        for at in (0..properties.array_length(self.host)).step_by(2) {
            let key = self.to_guest(properties.element(self.host, at))?;
            let key = key.to_property_key(self.context)?;
            let packed = properties.element(self.host, at + 1);
            match self.packed_to_guest(packed)? {
                Some(property) => property::insert(&object, key, property),
                None => property::remove(&object, &key, self.context)?,
            }
        }
        if !time.is_undefined(self.host) && object.is::<Date>() {
            self.set_time(&object, time.as_f64(self.host))?;
        }
        if !is_extensible {
            if object.is::<Error>() {
                self.freeze_stack(&object)?;
            }
            let realm = self.realm.clone();
            let object = JsValue::from(object.clone());
            realm
                .reflect
                .call(ReflectOp::PreventExtensions, &[object], self.context)?;
        }
        let before = self.realm.ties.borrow().seen(slot);
        let seen = self.own_properties(&object, before.as_ref())?;
        self.realm.ties.borrow_mut().note(slot, seen);
        Ok(())
    }
}
