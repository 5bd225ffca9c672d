//! The table of host objects that the guest can see. Each stays in the record's table, on the host's
//! side, until Boa has collected its host proxy, which this table refers to weakly.

use std::{cell::RefCell, collections::HashMap, fmt, rc::Rc};

use boa_engine::{
    Context, JsData, JsResult, JsValue,
    object::{JsObject, builtins::JsWeakMap},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

use super::exports::address_of;

/// Indices of host objects whose host proxies Boa has collected, with their generations.
type Released = Rc<RefCell<Vec<(u32, u32)>>>;

/// The way from the table to a host proxy: the handle holds it strongly, the table weakly. Unlike a `WeakRef`
/// it can be followed in a realm that was stopped, and keeps nothing alive until the end of the job.
type Anchor = GcRefCell<Option<JsObject>>;

/// Lives as long as a host proxy. When Boa finalizes it, the index is queued, and nothing else happens.
#[derive(Trace, JsData)]
pub struct HostHandle {
    index: u32,
    generation: u32,
    anchor: Gc<Anchor>,
    #[unsafe_ignore_trace]
    released: Released,
}

impl fmt::Debug for HostHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostHandle")
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl HostHandle {
    /// The host object's index in the record's table.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }
}

impl Finalize for HostHandle {
    fn finalize(&self) {
        if let Ok(mut released) = self.released.try_borrow_mut() {
            released.push((self.index, self.generation));
        }
    }
}

/// How many host proxies a run makes before Boa may collect those that it has made.
const RELEASE_AFTER: u32 = 1000;

struct Import {
    anchor: WeakGc<Anchor>,
    generation: u32,
    address: usize,
}

/// What is known of a host proxy that is being made.
struct Coming {
    anchor: Gc<Anchor>,
    generation: u32,
    /// Whether it never goes back as its host object: see [`Imports::conceal`].
    is_concealed: bool,
}

/// Host proxies by the indices of their host objects.
pub struct Imports {
    by_index: HashMap<u32, Import>,
    by_address: HashMap<usize, u32>,
    coming: HashMap<u32, Coming>,
    released: Released,
    generation: u32,
    made_since_release: u32,
    /// Host proxy → handle, for host proxies that have no place of their own for it.
    handles: JsWeakMap,
}

impl fmt::Debug for Imports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Imports")
            .field("by_index", &self.by_index.len())
            .finish_non_exhaustive()
    }
}

impl Imports {
    /// An empty table.
    #[must_use]
    pub fn new(context: &mut Context) -> Self {
        Self {
            by_index: HashMap::new(),
            by_address: HashMap::new(),
            coming: HashMap::new(),
            released: Released::default(),
            generation: 0,
            made_since_release: 0,
            handles: JsWeakMap::new(context),
        }
    }

    /// The host proxy of a host object, if Boa still has it.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<JsObject> {
        let anchor = self.by_index.get(&index)?.anchor.upgrade()?;
        anchor.borrow().clone()
    }

    /// The host object that `object` stands for.
    #[must_use]
    pub fn index_of(&self, object: &JsObject) -> Option<u32> {
        let &index = self.by_address.get(&address_of(object))?;
        // An address may have been used again since the host proxy died.
        let current = self.get(index)?;
        JsObject::equals(&current, object).then_some(index)
    }

    /// Whether a host object has a host proxy, or has had one that was not released yet.
    #[must_use]
    pub fn is_entered(&self, index: u32) -> bool {
        self.by_index.contains_key(&index)
    }

    /// How many host objects the guest sees, as of the last release.
    #[must_use]
    pub fn count(&self) -> usize {
        self.by_index.len()
    }

    /// Whether `object` is the host proxy of a host object that is alive: in a trap of it, say.
    #[must_use]
    pub fn is_current(&self, index: u32, object: &JsObject) -> bool {
        self.by_address.get(&address_of(object)) == Some(&index)
    }

    /// A handle for a new host proxy of a host object, which [`Imports::insert`] will enter. Others may be
    /// made in between.
    pub fn handle(&mut self, index: u32) -> HostHandle {
        self.generation = self.generation.wrapping_add(1);
        let anchor = Gc::new(GcRefCell::new(None));
        let coming = Coming {
            anchor: anchor.clone(),
            generation: self.generation,
            is_concealed: false,
        };
        self.coming.insert(index, coming);
        HostHandle {
            index,
            generation: self.generation,
            anchor,
            released: self.released.clone(),
        }
    }

    /// The host proxy that is being made for a host object never goes back as that: in the host it is an
    /// object of the guest like others.
    pub fn conceal(&mut self, index: u32) {
        if let Some(coming) = self.coming.get_mut(&index) {
            coming.is_concealed = true;
        }
    }

    /// Enters the host proxy that the last handle for `index` was made for.
    pub fn insert(&mut self, index: u32, object: &JsObject) {
        let Some(coming) = self.coming.remove(&index) else {
            return;
        };
        *coming.anchor.borrow_mut() = Some(object.clone());
        self.made_since_release += 1;
        let address = address_of(object);
        let entry = Import {
            anchor: WeakGc::new(&coming.anchor),
            generation: coming.generation,
            address,
        };
        if let Some(old) = self.by_index.insert(index, entry)
            && self.by_address.get(&old.address) == Some(&index)
        {
            self.by_address.remove(&old.address);
        }
        if !coming.is_concealed {
            self.by_address.insert(address, index);
        }
    }

    /// Attaches a handle to a genuine object of the guest, for as long as that lives.
    ///
    /// # Errors
    /// None in practice.
    pub fn attach_handle(
        &self,
        object: &JsObject,
        handle: HostHandle,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let handle = JsObject::from_proto_and_data(None, handle);
        self.handles.set(object, handle.into(), context)
    }

    /// The handle that is attached to an object.
    ///
    /// # Errors
    /// None in practice.
    pub fn attached_handle(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Option<JsObject>> {
        Ok(self.handles.get(object, context)?.as_object())
    }

    /// Whether so many host proxies were made that Boa should be able to collect some.
    pub fn wants_release(&mut self) -> bool {
        let is_due = self.made_since_release >= RELEASE_AFTER;
        if is_due {
            self.made_since_release = 0;
        }
        is_due
    }

    /// Whether Boa has collected host proxies.
    #[must_use]
    pub fn has_released(&self) -> bool {
        !self.released.borrow().is_empty()
    }

    /// Indices of host objects that the guest can't see any more.
    pub fn take_released(&mut self) -> Vec<u32> {
        let released = std::mem::take(&mut *self.released.borrow_mut());
        let mut indices = Vec::with_capacity(released.len());
        for (index, generation) in released {
            // A new host proxy may have been made since.
            if self
                .by_index
                .get(&index)
                .is_some_and(|entry| entry.generation == generation)
                && let Some(entry) = self.by_index.remove(&index)
            {
                if self.by_address.get(&entry.address) == Some(&index) {
                    self.by_address.remove(&entry.address);
                }
                indices.push(index);
            }
        }
        indices
    }
}
