//! The table of guest objects that the host can see. Each is rooted in Boa until V8 has collected its
//! guest proxy, which native code refers to weakly.

use std::collections::HashMap;

use boa_engine::object::JsObject;

use node_api::{Host, HostRef, HostValue};

/// Where an object lives: the same for two references to one object, as long as it is alive.
#[must_use]
pub fn address_of(object: &JsObject) -> usize {
    std::ptr::from_ref(object.as_ref()).cast::<()>() as usize
}

/// The number of a guest object that the host can see. The host's half has it as a double, which is exact
/// for the first 2^53.
pub type ExportId = u64;

#[derive(Debug)]
struct Export {
    object: JsObject,
    /// `None` while the guest proxy is being made.
    guest_proxy: Option<HostRef>,
}

/// Guest objects by their numbers, which are never used again: others keep them.
#[derive(Debug, Default)]
pub struct Exports {
    entries: HashMap<ExportId, Export>,
    last: ExportId,
    by_address: HashMap<usize, ExportId>,
    added_since_sweep: usize,
}

/// A sweep is due when so many guest proxies were made, and as many as are alive.
const SWEEP_AFTER: usize = 256;

impl Exports {
    /// The guest proxy of an object, if V8 still has it.
    #[must_use]
    pub fn guest_proxy<'s>(&self, host: Host<'s>, object: &JsObject) -> Option<HostValue<'s>> {
        self.known(host, object).map(|(_, guest_proxy)| guest_proxy)
    }

    /// The number and the guest proxy of an object, if V8 still has it.
    #[must_use]
    pub fn known<'s>(
        &self,
        host: Host<'s>,
        object: &JsObject,
    ) -> Option<(ExportId, HostValue<'s>)> {
        let id = *self.by_address.get(&address_of(object))?;
        Some((id, self.guest_proxy_at(host, id)?))
    }

    /// The guest proxy with a number.
    #[must_use]
    pub fn guest_proxy_at<'s>(&self, host: Host<'s>, id: ExportId) -> Option<HostValue<'s>> {
        self.entries.get(&id)?.guest_proxy.as_ref()?.get(host)
    }

    /// Guest objects of which the host has a guest proxy.
    pub fn objects(&self) -> impl Iterator<Item = (ExportId, &JsObject)> {
        self.entries
            .iter()
            .map(|(&id, guest_proxy)| (id, &guest_proxy.object))
    }

    /// How many guest objects the host sees, as of the last sweep.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The guest object with a number.
    #[must_use]
    pub fn object(&self, id: ExportId) -> Option<JsObject> {
        Some(self.entries.get(&id)?.object.clone())
    }

    /// Gives an object a number, before its guest proxy is made. An old number, whose guest proxy is gone, ends.
    pub fn reserve(&mut self, object: &JsObject) -> ExportId {
        let address = address_of(object);
        if let Some(old) = self.by_address.get(&address).copied() {
            self.remove(old);
        }
        self.last += 1;
        let id = self.last;
        let entry = Export {
            object: object.clone(),
            guest_proxy: None,
        };
        self.entries.insert(id, entry);
        self.by_address.insert(address, id);
        self.added_since_sweep += 1;
        id
    }

    /// The guest proxy of a number is made.
    pub fn attach(&mut self, id: ExportId, guest_proxy: HostRef) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.guest_proxy = Some(guest_proxy);
        }
    }

    fn remove(&mut self, id: ExportId) {
        if let Some(entry) = self.entries.remove(&id) {
            self.by_address.remove(&address_of(&entry.object));
        }
    }

    /// Whether enough guest proxies were made that some may be gone.
    #[must_use]
    pub fn wants_sweep(&self) -> bool {
        self.added_since_sweep >= SWEEP_AFTER && self.added_since_sweep * 2 >= self.entries.len()
    }

    /// Lets go of objects whose guest proxies V8 has collected. `host` is of a scope that ends soon.
    pub fn sweep(&mut self, host: Host<'_>) {
        self.added_since_sweep = 0;
        let is_dead = |guest_proxy: &Export| {
            guest_proxy
                .guest_proxy
                .as_ref()
                .is_some_and(|guest_proxy| guest_proxy.get(host).is_none())
        };
        let dead: Vec<ExportId> = self
            .entries
            .iter()
            .filter_map(|(&id, guest_proxy)| is_dead(guest_proxy).then_some(id))
            .collect();
        for id in dead {
            self.remove(id);
        }
    }
}
