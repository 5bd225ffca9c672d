//! Stacks belong to a side: the guest reads guest calls only, the host both. `lib/membrane/error_stacks.js`
//! has the host's half.
//!
//! A guest error gets the host's calls when its stack crosses. Of a host error that crosses under guest
//! code the guest's calls are captured; they are printed when either side asks for them.

use std::collections::{HashMap, VecDeque};

use boa_engine::{
    JsString, JsValue,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        dataview::DataView,
        typed_array::TypedArray,
    },
    js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{property, stack_trace};

use node_api::HostValue;

use super::{
    agent::{ActiveRun, Agent},
    exports::ExportId,
    failure::Crossed,
    realm::Realm,
    scope::MembraneScope,
    to_guest::HostKind,
    to_host::is_tied,
};

/// A host error that the guest knows.
#[derive(Debug)]
struct HostError {
    /// The guest's calls when it crossed first.
    calls: JsObject,
    /// Whether guest code had called the host then.
    is_out: bool,
    /// The run that it crossed under.
    run: u64,
    /// Whether its stack shows the guest's calls in the host.
    is_shown: bool,
}

/// Host errors by their indices.
#[derive(Debug, Default)]
pub struct HostErrors {
    by_index: HashMap<u32, HostError>,
}

impl HostErrors {
    /// The guest has let go of a host object.
    pub fn end(&mut self, index: u32) {
        self.by_index.remove(&index);
    }

    /// The guest's calls when a host error crossed first.
    #[must_use]
    pub fn calls(&self, index: u32) -> Option<JsObject> {
        Some(self.by_index.get(&index)?.calls.clone())
    }

    /// What the host has to be shown of an error, once: the calls and the run.
    fn take_unshown(&mut self, index: u32) -> Option<(JsObject, u64)> {
        let error = self.by_index.get_mut(&index)?;
        if !error.is_out || std::mem::replace(&mut error.is_shown, true) {
            return None;
        }
        Some((error.calls.clone(), error.run))
    }
}

/// Whether an object of the guest is a genuine one in the host, whose prototype alone is the guest's.
fn is_genuine(object: &JsObject) -> bool {
    is_tied(object)
        || object.is::<ArrayBuffer>()
        || object.is::<SharedArrayBuffer>()
        || object.is::<TypedArray>()
        || object.is::<DataView>()
}

impl Realm {
    /// The realm ends, and its errors, dates, promises and the like that the host has stay: what they
    /// inherit is told to the host. Runs no guest code.
    pub fn leave_errors(&self, agent: &Agent) {
        let errors: Vec<(ExportId, JsObject)> = {
            let exports = self.exports.borrow();
            let errors = exports.objects().filter(|(_, object)| is_genuine(object));
            errors.map(|(id, object)| (id, object.clone())).collect()
        };
        for (id, error) in errors {
            agent.env.scope(|host| {
                let Some(guest_proxy) = self.exports.borrow().guest_proxy_at(host, id) else {
                    return;
                };
                let levels: Vec<HostValue<'_>> = stack_trace::levels_of(&error)
                    .iter()
                    .map(|level| {
                        let text = |text: &Option<JsString>| match text {
                            Some(text) => host.string(text),
                            None => host.undefined(),
                        };
                        host.array(&[text(&level[0]), text(&level[1]), text(&level[2])])
                    })
                    .collect();
                let outlive = &agent.functions.outlive_realm;
                // An error that can't be changed stays as it is.
                let _ = outlive.call(host, &[guest_proxy, host.array(&levels)]);
            });
        }
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A host object crosses for the first time. If it has a stack, the guest's calls are captured.
    pub fn note_host_error(
        &mut self,
        index: u32,
        kind: HostKind,
        value: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        let has_stack = match kind {
            HostKind::Object => value.is_error(self.host),
            HostKind::Instance => {
                let has_stack = &self.agent.functions.has_stack;
                has_stack.call(self.host, &[value])?.as_bool(self.host)
            }
            _ => false,
        };
        if !has_stack || self.realm.is_comparing.get() {
            return Ok(());
        }
        let run = self.innermost_run().map_or(0, |run| run.serial);
        if let Some(calls) = stack_trace::capture(self.context) {
            let error = HostError {
                calls,
                is_out: self.realm.is_out.get(),
                run,
                is_shown: false,
            };
            let mut errors = self.realm.host_errors.borrow_mut();
            errors.by_index.insert(index, error);
        }
        Ok(())
    }

    /// A host error goes back to the host, whose stack has the membrane's calls where the guest's
    /// belong.
    pub fn host_error_leaves(&mut self, index: u32, error: HostValue<'s>) -> Crossed<'s, ()> {
        let unshown = self.realm.host_errors.borrow_mut().take_unshown(index);
        let Some((calls, run)) = unshown else {
            return Ok(());
        };
        let is_same_run = self.innermost_run().is_some_and(|now| now.serial == run);
        let calls = stack_trace::calls_of_capture(&calls, self.context);
        let mut blocks = stack_trace::split(&calls);
        // The calls begin with the function through which the guest called the host.
        if blocks.len() > 1 && blocks[0].is_empty() {
            blocks.remove(0);
        }
        if is_same_run {
            blocks = self.blocks_of_all_runs(blocks);
        }
        let args = [
            error,
            self.blocks_to_host(&blocks),
            self.host.boolean(is_same_run),
        ];
        // V8 formats the stack when it is read first, which can run code of either side.
        self.call_lib(&self.agent.functions.show_guest_calls, &args)?;
        Ok(())
    }

    /// The stack of a guest error for the host, with the host's calls where they belong.
    pub fn stack_to_host(
        &mut self,
        object: &JsObject,
        guest_proxy: HostValue<'s>,
        stack: &PropertyDescriptor,
    ) -> Crossed<'s, ()> {
        let blocks = match stack.value().and_then(JsValue::as_string) {
            Some(text) => self.blocks_of_error(object, &text),
            None => None,
        };
        let (blocks, length) = match blocks {
            Some((blocks, length)) => (self.blocks_to_host(&blocks), self.host.size(length)),
            None => (self.host.undefined(), self.host.undefined()),
        };
        let [flags, value, get, set] = self.descriptor_to_host(stack)?;
        let args = [guest_proxy, flags, value, get, set, blocks, length];
        self.agent.functions.give_stack.call(self.host, &args)?;
        Ok(())
    }

    /// The calls of a guest error, block by block, and how long they are in its text; no blocks if there
    /// can be but one, and `None` for a text that guest code has written.
    fn blocks_of_error(
        &mut self,
        object: &JsObject,
        text: &JsString,
    ) -> Option<(Vec<JsString>, usize)> {
        let own = property::own(object, &js_string!("stack").into());
        let is_computed = own.is_none_or(|stack| stack.is_accessor_descriptor());
        let is_nested = self.agent.runs.borrow().len() > 1;
        if is_computed && !is_nested {
            return Some((Vec::new(), 0));
        }
        let blocks = stack_trace::blocks_of(object, text, self.context)?;
        if !is_nested {
            return Some((Vec::new(), 0));
        }
        let length = blocks.iter().map(JsString::len).sum();
        Some((self.blocks_of_all_runs(blocks), length))
    }

    /// The host has made an error of the guest's inextensible. If it has frozen the rest of it as well, the
    /// stack is frozen, with the text that the guest reads.
    pub fn freeze_stack(&mut self, object: &JsObject) -> Crossed<'s, ()> {
        let key = PropertyKey::from(js_string!("stack"));
        let mut others = 0;
        for other in object.own_property_keys(self.context)? {
            let is_frozen = property::own(object, &other).is_some_and(|property| {
                property.configurable() == Some(false) && property.writable() != Some(true)
            });
            if other != key {
                others += 1;
                if !is_frozen {
                    return Ok(());
                }
            }
        }
        let text = stack_trace::stack_of(object, self.context);
        if let Some(text) = text.filter(|_| others > 0) {
            let frozen = PropertyDescriptor::builder()
                .value(text)
                .writable(false)
                .enumerable(false)
                .configurable(false)
                .build();
            property::insert(object, key, frozen);
        }
        Ok(())
    }

    fn innermost_run(&self) -> Option<ActiveRun> {
        self.agent.runs.borrow().last().copied()
    }

    /// One block for each run that is under way, the innermost first: `own` has those of this realm, and
    /// other realms are asked.
    fn blocks_of_all_runs(&mut self, own: Vec<JsString>) -> Vec<JsString> {
        let realms: Vec<u32> = {
            let runs = self.agent.runs.borrow();
            runs.iter().rev().map(|run| run.realm).collect()
        };
        let mut waiting = HashMap::from([(self.realm.id, VecDeque::from(own))]);
        let mut blocks = Vec::with_capacity(realms.len());
        for (at, realm) in realms.iter().enumerate() {
            let of_realm = waiting
                .entry(*realm)
                .or_insert_with(|| self.blocks_of_other(*realm));
            let is_last = !realms[at + 1..].contains(realm);
            let mut block = of_realm.pop_front().unwrap_or_default();
            // A getter of the guest's that one of our functions calls is in a block of its own.
            while is_last && let Some(rest) = of_realm.pop_front() {
                block = js_string!(&block, &rest);
            }
            blocks.push(block);
        }
        blocks
    }

    /// The blocks of a realm that waits for the host.
    fn blocks_of_other(&self, realm: u32) -> VecDeque<JsString> {
        let Ok(realm) = self.agent.realm(self.host, realm) else {
            return VecDeque::new();
        };
        let calls = realm.guest.with(stack_trace::calls_now).unwrap_or_default();
        let mut blocks = VecDeque::from(stack_trace::split(&calls));
        if blocks.len() > 1 && blocks.front().is_some_and(JsString::is_empty) {
            blocks.pop_front();
        }
        blocks
    }

    fn blocks_to_host(&self, blocks: &[JsString]) -> HostValue<'s> {
        let blocks: Vec<HostValue<'_>> = blocks.iter().map(|text| self.host.string(text)).collect();
        self.host.array(&blocks)
    }
}
