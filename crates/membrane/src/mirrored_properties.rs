//! Mirrored properties: the own properties of genuine pairs (errors, promises, regular expressions and
//! dates), and a date's time. What either side changed is there on the other when control changes sides.
//!
//! Neither engine tells of a change, so pairs are compared. Those that crossed or changed last are
//! compared whenever control changes sides, and the others when the host begins a run of guest code or has
//! its result; more than `ALWAYS` take turns, `TURN` of them with each run. A pair that crosses itself is
//! compared then.
//!
//! What could not be copied, at the end of the host's stack, say, counts as not seen, and is copied the next
//! time. `lib/membrane/mirrored_properties.js` keeps the host's half.

use std::collections::{HashMap, VecDeque};

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    builtins::{date::Date, error::Error},
    js_string,
    object::{JsObject, builtins::JsDate},
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{property, realm::ReflectOp, stack_trace};

use node_api::HostValue;

use super::{failure::Crossed, mirrors::MirrorId, scope::MembraneScope};

const STACK: JsString = js_string!("stack");

/// How many pairs are looked at whenever control changes sides.
const RECENT: usize = 32;
/// So many are all looked at with each run.
const ALWAYS: usize = 256;
/// Of more, so many are looked at besides the recent ones.
const TURN: usize = 32;

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

    /// Whether an object certainly still has these own properties, apart from a stack that is computed: asked
    /// each time, for each pair.
    fn is_still(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        if object.is_extensible(context)? != self.is_extensible {
            return Ok(false);
        }
        if let Some(time) = self.time {
            let now = JsDate::from_object(object.clone())?.get_time(context)?;
            if now.as_number().map(f64::to_bits) != Some(time.to_bits()) {
                return Ok(false);
            }
        }
        let stack = PropertyKey::from(STACK);
        let own = object.borrow();
        let map = own.properties();
        if map.index_property_keys().next().is_some() {
            return Ok(false);
        }
        let is_computed = |key: &PropertyKey| {
            *key == stack
                && map
                    .get(key)
                    .is_none_or(|stack| stack.is_accessor_descriptor())
        };
        let hides_stack = object.is::<Error>() && is_computed(&stack);
        let mut seen = self
            .properties
            .iter()
            .filter(|(key, _)| !(hides_stack && *key == stack));
        let keys = own.shape().keys();
        let are_same = keys
            .iter()
            .filter(|key| !(hides_stack && **key == stack))
            .all(|key| {
                seen.next().is_some_and(|(other, before)| {
                    key == other && map.get(key).is_some_and(|now| property::same(&now, before))
                })
            });
        Ok(are_same && seen.next().is_none())
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

#[derive(Debug)]
struct MirroredObject {
    /// `None` until both sides have had the same.
    seen: Option<Seen>,
    /// Tells its place in the queue from one of an earlier pair with the same number.
    stamp: u64,
}

/// The pairs of a realm.
#[derive(Debug, Default)]
pub struct MirroredProperties {
    by_id: HashMap<MirrorId, MirroredObject>,
    /// Those that crossed or changed last.
    recent: VecDeque<MirrorId>,
    /// All, those first whose turn it is; some may have ended.
    queue: VecDeque<(MirrorId, u64)>,
    stamp: u64,
    /// Those that are looked at in the run under way.
    turn: Vec<MirrorId>,
    /// Whether those are to be looked at now, not only the recent ones.
    is_turn_due: bool,
    /// Whether the entry under way only looks at something, as the host does all the time.
    is_reading: bool,
}

impl MirroredProperties {
    /// One half of a pair is gone.
    pub fn end(&mut self, mirror_id: MirrorId) {
        if self.by_id.remove(&mirror_id).is_some() {
            self.recent.retain(|&other| other != mirror_id);
        }
    }

    /// The host begins an entry: pairs get their turn if it runs guest code.
    pub fn entry_begins(&mut self, is_reading: bool) {
        self.is_reading = is_reading;
        if !is_reading {
            self.take_turn();
        }
        self.is_turn_due = !is_reading;
    }

    /// The host has an entry back: the same pairs have their turn again.
    pub fn entry_ends(&mut self) {
        if !self.is_reading && self.by_id.len() <= ALWAYS {
            self.take_turn();
        }
        self.is_turn_due = !self.is_reading;
    }

    fn take_turn(&mut self) {
        let count = if self.by_id.len() <= ALWAYS {
            self.queue.len()
        } else {
            TURN
        };
        self.turn.clear();
        for _ in 0..count {
            let Some((mirror_id, stamp)) = self.queue.pop_front() else {
                return;
            };
            if self
                .by_id
                .get(&mirror_id)
                .is_some_and(|mirrored_object| mirrored_object.stamp == stamp)
            {
                self.queue.push_back((mirror_id, stamp));
                self.turn.push(mirror_id);
            }
        }
    }

    /// The pairs to look at now.
    fn due(&mut self) -> Vec<MirrorId> {
        let mut due: Vec<MirrorId> = self.recent.iter().copied().collect();
        if std::mem::take(&mut self.is_turn_due) && self.by_id.len() > due.len() {
            let others = self
                .turn
                .iter()
                .filter(|mirror_id| !self.recent.contains(mirror_id));
            due.extend(others);
        }
        due
    }

    /// Puts a pair among the recent ones.
    fn touch(&mut self, mirror_id: MirrorId) {
        if self.recent.front() == Some(&mirror_id) {
            return;
        }
        self.recent.retain(|&other| other != mirror_id);
        self.recent.push_front(mirror_id);
        self.recent.truncate(RECENT);
    }

    fn begin(&mut self, mirror_id: MirrorId) {
        self.stamp += 1;
        let stamp = self.stamp;
        self.by_id
            .insert(mirror_id, MirroredObject { seen: None, stamp });
        self.queue.push_back((mirror_id, stamp));
    }

    fn take_seen(&mut self, mirror_id: MirrorId) -> Option<Seen> {
        self.by_id.get_mut(&mirror_id)?.seen.take()
    }

    fn seen(&self, mirror_id: MirrorId) -> Option<Seen> {
        self.by_id.get(&mirror_id)?.seen.clone()
    }

    fn note(&mut self, mirror_id: MirrorId, seen: Option<Seen>) {
        if let Some(mirrored_object) = self.by_id.get_mut(&mirror_id) {
            mirrored_object.seen = seen;
        }
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A pair crosses: from now on its properties are kept in step.
    pub fn mirror_properties(&mut self, mirror_id: MirrorId) -> Crossed<'s, ()> {
        let (is_new, is_recent) = {
            let mut mirrored = self.realm.mirrored.borrow_mut();
            let is_new = !mirrored.by_id.contains_key(&mirror_id);
            let is_recent = mirrored.recent.contains(&mirror_id);
            if is_new {
                mirrored.begin(mirror_id);
            }
            mirrored.touch(mirror_id);
            (is_new, is_recent)
        };
        if is_recent && !is_new {
            return Ok(());
        }
        let Some((object, host_object)) = self.ends_of(mirror_id)? else {
            return Ok(());
        };
        if is_new {
            let args = [self.realm.record(self.host)?, host_object];
            self.agent
                .functions
                .start_mirroring
                .call(self.host, &args)?;
        }
        if is_new && matches!(mirror_id, MirrorId::Host(_)) {
            return self.pull_from(&[(mirror_id, object, host_object)]);
        }
        self.push(mirror_id, &object, host_object)?;
        if is_new {
            return Ok(());
        }
        self.pull_from(&[(mirror_id, object, host_object)])
    }

    /// What the guest changed is there in the host.
    pub fn ties_to_host(&mut self) -> Crossed<'s, ()> {
        let due = self.realm.mirrored.borrow_mut().due();
        let mut result = Ok(());
        for mirror_id in due {
            let done = self.mirror_to_host(mirror_id);
            result = result.and(done);
        }
        result
    }

    fn mirror_to_host(&mut self, mirror_id: MirrorId) -> Crossed<'s, ()> {
        // Nearly always nothing has changed, and this is asked at each change of sides.
        let object = match mirror_id {
            MirrorId::Guest(id) => self.realm.exports.borrow().object(id),
            MirrorId::Host(index) => self.realm.imports.borrow().get(index),
        };
        let Some(object) = object else {
            self.realm.mirrored.borrow_mut().end(mirror_id);
            return Ok(());
        };
        let before = self.realm.mirrored.borrow_mut().take_seen(mirror_id);
        let is_still = match &before {
            Some(before) => before.is_still(&object, self.context),
            None => Ok(false),
        };
        self.realm.mirrored.borrow_mut().note(mirror_id, before);
        if is_still? {
            return Ok(());
        }
        if let Some((object, host_object)) = self.ends_of(mirror_id)? {
            return self.push(mirror_id, &object, host_object);
        }
        self.realm.mirrored.borrow_mut().end(mirror_id);
        Ok(())
    }

    /// Copies a guest object's properties to the host if they have changed.
    fn push(
        &mut self,
        mirror_id: MirrorId,
        object: &JsObject,
        host_object: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        let before = self.realm.mirrored.borrow().seen(mirror_id);
        let now = self.own_properties(object, before.as_ref())?;
        if before.as_ref().is_some_and(|before| before.same(&now)) {
            return Ok(());
        }
        // Entered before the values cross: an error may be its own cause.
        self.realm
            .mirrored
            .borrow_mut()
            .note(mirror_id, Some(now.clone()));
        let pushed = self.push_properties(object, &now, before.as_ref(), host_object);
        let mut mirrored = self.realm.mirrored.borrow_mut();
        if pushed.is_err() {
            // Nothing is lost: it differs from what was seen, and the next crossing copies it.
            mirrored.note(mirror_id, before);
        }
        mirrored.touch(mirror_id);
        pushed
    }

    fn push_properties(
        &mut self,
        object: &JsObject,
        now: &Seen,
        before: Option<&Seen>,
        host_object: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        let mut flat = Vec::with_capacity(now.properties.len() * 5);
        for (key, property) in &now.properties {
            if *key == PropertyKey::from(STACK) && object.is::<Error>() {
                let known = before.and_then(Seen::stack_property);
                if !known.is_some_and(|known| property::same(known, property)) {
                    self.stack_to_host(object, host_object, property)?;
                }
                flat.push(self.host.text("stack"));
                flat.extend([self.host.undefined(); 4]);
                continue;
            }
            flat.push(self.to_host(&JsValue::from(key.clone()))?);
            flat.extend(self.descriptor_to_host(property)?);
        }
        let args = [
            self.realm.record(self.host)?,
            host_object,
            self.host.array(&flat),
            self.host.boolean(now.is_extensible),
            now.time
                .map_or_else(|| self.host.undefined(), |time| self.host.number(time)),
        ];
        self.agent.functions.apply_mirrored.call(self.host, &args)?;
        Ok(())
    }

    /// Own properties of a guest object, with an error's stack as the text that the host gets. That text
    /// stays what it was `before`, as in V8, where it is made with the error.
    fn own_properties(&mut self, object: &JsObject, before: Option<&Seen>) -> Crossed<'s, Seen> {
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
    pub fn ties_to_guest(&mut self) -> Crossed<'s, ()> {
        let due = self.realm.mirrored.borrow_mut().due();
        let mut alive = Vec::with_capacity(due.len());
        let mut result = Ok(());
        for mirror_id in due {
            match self.ends_of(mirror_id) {
                Ok(Some((object, host_object))) => alive.push((mirror_id, object, host_object)),
                Ok(None) => self.realm.mirrored.borrow_mut().end(mirror_id),
                Err(failure) => result = result.and(Err(failure)),
            }
        }
        result.and(self.pull_from(&alive))
    }

    fn pull_from(&mut self, mirrored: &[(MirrorId, JsObject, HostValue<'s>)]) -> Crossed<'s, ()> {
        if mirrored.is_empty() {
            return Ok(());
        }
        let objects: Vec<HostValue<'_>> = mirrored.iter().map(|&(_, _, object)| object).collect();
        let args = [self.realm.record(self.host)?, self.host.array(&objects)];
        let changes = &self.agent.functions.mirrored_changes;
        let changes = changes.call(self.host, &args)?;
        let mut result = Ok(());
        for at in (0..changes.array_length(self.host)).step_by(4) {
            let part = |offset| changes.element(self.host, at + offset);
            let position = part(0).as_u32(self.host) as usize;
            let (properties, is_extensible, time) = (part(1), part(2).as_bool(self.host), part(3));
            if let Some((mirror_id, object, host_object)) = mirrored.get(position) {
                let pulled = self.pull(
                    *mirror_id,
                    object,
                    *host_object,
                    (properties, is_extensible, time),
                );
                result = result.and(pulled);
            }
        }
        result
    }

    /// `properties` are keys and packed descriptors in turn; a key without a descriptor is gone. `time` is
    /// that of a Date, if it has changed.
    fn pull(
        &mut self,
        mirror_id: MirrorId,
        object: &JsObject,
        host_object: HostValue<'s>,
        (properties, is_extensible, time): (HostValue<'s>, bool, HostValue<'s>),
    ) -> Crossed<'s, ()> {
        let before = self.realm.mirrored.borrow().seen(mirror_id);
        let now = self.own_properties(object, before.as_ref())?;
        let is_in_step = before.as_ref().is_none_or(|before| before.same(&now));
        for at in (0..properties.array_length(self.host)).step_by(2) {
            let key = self.to_guest(properties.element(self.host, at))?;
            let key = key.to_property_key(self.context)?;
            let packed = properties.element(self.host, at + 1);
            match self.packed_to_guest(packed)? {
                Some(property) => property::insert(object, key, property),
                None => property::remove(object, &key, self.context)?,
            }
        }
        if !time.is_undefined(self.host) && object.is::<Date>() {
            self.set_time(object, time.as_f64(self.host))?;
        }
        if !is_extensible {
            if object.is::<Error>() {
                self.freeze_stack(object)?;
            }
            let realm = self.realm.clone();
            let object = JsValue::from(object.clone());
            realm
                .reflect
                .call(ReflectOp::PreventExtensions, &[object], self.context)?;
        }
        let args = [self.realm.record(self.host)?, host_object];
        let took = &self.agent.functions.took_mirrored_changes;
        took.call(self.host, &args)?;
        let mut seen = Some(self.own_properties(object, before.as_ref())?);
        if !is_in_step {
            // The guest's own changes have not gone to the host yet.
            seen = None;
        }
        let mut mirrored = self.realm.mirrored.borrow_mut();
        mirrored.note(mirror_id, seen);
        mirrored.touch(mirror_id);
        Ok(())
    }
}
