//! The table of host objects that the guest can see. Each stays in the record's table, on the host's
//! side, until Boa has collected its stand-in, which this table refers to weakly.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use boa_engine::{
    Context, JsData, JsNativeError, JsResult, JsString, JsValue,
    object::{JsObject, builtins::JsWeakMap},
};
use boa_gc::{Finalize, Trace};

use super::faces::address_of;

/// Indices of host objects whose stand-ins Boa has collected, with their generations.
type Released = Rc<RefCell<Vec<(u32, u32)>>>;

/// Lives as long as a stand-in. When Boa finalizes it, the index is queued, and nothing else happens.
#[derive(Debug, Trace, JsData)]
pub struct HostHandle {
    index: u32,
    generation: u32,
    #[unsafe_ignore_trace]
    released: Released,
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

/// How many stand-ins a run makes before Boa may collect those that it has made.
const RELEASE_AFTER: u32 = 1000;

#[derive(Debug)]
struct StandIn {
    /// A `WeakRef` of the realm.
    weak: JsObject,
    generation: u32,
    address: usize,
}

/// Stand-ins by the indices of their host objects.
#[derive(Debug)]
pub struct StandIns {
    by_index: HashMap<u32, StandIn>,
    by_address: HashMap<usize, u32>,
    released: Released,
    generation: u32,
    made_since_release: u32,
    weak_ref: JsObject,
    deref: JsObject,
    /// Stand-in → handle, for stand-ins that have no place of their own for it.
    handles: JsWeakMap,
}

impl StandIns {
    /// An empty table, made before guest code could change `WeakRef`.
    ///
    /// # Errors
    /// A TypeError if `WeakRef` is not as the specification has it.
    pub fn new(context: &mut Context) -> JsResult<Self> {
        let constructor = context.intrinsics().constructors().weak_ref();
        let (weak_ref, prototype) = (constructor.constructor(), constructor.prototype());
        let deref = prototype
            .get(JsString::from("deref"), context)?
            .as_callable()
            .ok_or_else(|| JsNativeError::typ().with_message("WeakRef is incomplete"))?;
        Ok(Self {
            by_index: HashMap::new(),
            by_address: HashMap::new(),
            released: Released::default(),
            generation: 0,
            made_since_release: 0,
            weak_ref,
            deref,
            handles: JsWeakMap::new(context),
        })
    }

    /// The stand-in of a host object, if Boa still has it.
    ///
    /// # Errors
    /// None in practice: `WeakRef.prototype.deref` does not throw on a `WeakRef`.
    pub fn get(&self, index: u32, context: &mut Context) -> JsResult<Option<JsObject>> {
        let Some(entry) = self.by_index.get(&index) else {
            return Ok(None);
        };
        let value = self.deref.call(&entry.weak.clone().into(), &[], context)?;
        Ok(value.as_object())
    }

    /// The host object that `object` stands for.
    ///
    /// # Errors
    /// As [`StandIns::get`].
    pub fn index_of(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<u32>> {
        let Some(&index) = self.by_address.get(&address_of(object)) else {
            return Ok(None);
        };
        // An address may have been used again since the stand-in died.
        let current = self.get(index, context)?;
        Ok(current
            .filter(|current| JsObject::equals(current, object))
            .map(|_| index))
    }

    /// Whether `object` is the stand-in of a host object that is alive: in a trap of it, say.
    #[must_use]
    pub fn is_current(&self, index: u32, object: &JsObject) -> bool {
        self.by_address.get(&address_of(object)) == Some(&index)
    }

    /// A handle for a new stand-in of a host object.
    pub fn handle(&mut self, index: u32) -> HostHandle {
        self.generation = self.generation.wrapping_add(1);
        HostHandle {
            index,
            generation: self.generation,
            released: self.released.clone(),
        }
    }

    /// Enters a stand-in that keeps the handle of `generation` itself.
    ///
    /// # Errors
    /// None in practice.
    pub fn insert(&mut self, index: u32, object: &JsObject, context: &mut Context) -> JsResult<()> {
        let weak = self
            .weak_ref
            .construct(&[object.clone().into()], None, context)?;
        self.made_since_release += 1;
        let address = address_of(object);
        let entry = StandIn {
            weak,
            generation: self.generation,
            address,
        };
        if let Some(old) = self.by_index.insert(index, entry)
            && self.by_address.get(&old.address) == Some(&index)
        {
            self.by_address.remove(&old.address);
        }
        self.by_address.insert(address, index);
        Ok(())
    }

    /// Ties a handle to a genuine object of the guest, for as long as that lives.
    ///
    /// # Errors
    /// None in practice.
    pub fn tie(
        &self,
        object: &JsObject,
        handle: HostHandle,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let handle = JsObject::from_proto_and_data(None, handle);
        self.handles.set(object, handle.into(), context)
    }

    /// The handle that is tied to an object.
    ///
    /// # Errors
    /// None in practice.
    pub fn tied(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsObject>> {
        Ok(self.handles.get(object, context)?.as_object())
    }

    /// Whether so many stand-ins were made that Boa should be able to collect some.
    pub fn wants_release(&mut self) -> bool {
        let is_due = self.made_since_release >= RELEASE_AFTER;
        if is_due {
            self.made_since_release = 0;
        }
        is_due
    }

    /// Whether Boa has collected stand-ins.
    #[must_use]
    pub fn has_released(&self) -> bool {
        !self.released.borrow().is_empty()
    }

    /// Indices of host objects that the guest can't see any more.
    pub fn take_released(&mut self) -> Vec<u32> {
        let released = std::mem::take(&mut *self.released.borrow_mut());
        let mut indices = Vec::with_capacity(released.len());
        for (index, generation) in released {
            // A new stand-in may have been made since.
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
