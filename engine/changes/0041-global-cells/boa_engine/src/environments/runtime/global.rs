//! The variables that are properties of the global object: where code finds them without a search, and which of them it
//! has read and written.

use std::{
    cell::{Cell, RefCell},
    ptr::fn_addr_eq,
    sync::atomic::{AtomicU64, Ordering},
};

use boa_ast::scope::{BindingLocator, BindingLocatorScope};
use boa_gc::{Finalize, GcRefCell, Trace};

use crate::{
    Context, JsResult, JsString, JsValue,
    object::{
        JsObject,
        internal_methods::ORDINARY_INTERNAL_METHODS,
        shape::{
            Shape,
            slot::{Slot, SlotAttributes},
        },
    },
    property::PropertyKey,
};

#[cfg(test)]
mod tests;

/// Where a place in the code found a data property of the global object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GlobalSlot {
    /// The layout of the global object, of which no two have the same number.
    layout: u64,
    index: u32,
    is_writable: bool,
}

impl Default for GlobalSlot {
    fn default() -> Self {
        Self {
            layout: u64::MAX,
            index: 0,
            is_writable: false,
        }
    }
}

/// The number of the layout that comes next.
static NEXT_LAYOUT: AtomicU64 = AtomicU64::new(1);

/// What a realm knows of the properties of its global object.
///
/// Where an embedder keeps them in step with something else, time is divided into epochs, which the embedder ends. In
/// each, it hears of the first access to a property before that takes place, and which ones were written.
#[derive(Debug, Default, Trace, Finalize)]
pub(crate) struct GlobalCells {
    /// The shape whose slots are meant. It is held, so that no other one comes to lie where it is.
    shape: GcRefCell<Option<Shape>>,
    #[unsafe_ignore_trace]
    address: Cell<usize>,
    #[unsafe_ignore_trace]
    layout: Cell<u64>,
    /// Counts from 1; 0 where nobody wants to know.
    #[unsafe_ignore_trace]
    epoch: Cell<u64>,
    /// For each slot twice the epoch in which it was accessed last, and one more if it was written in that.
    #[unsafe_ignore_trace]
    stamps: RefCell<Vec<u64>>,
    /// The properties that were written in this epoch, by their first writes.
    #[unsafe_ignore_trace]
    written: RefCell<Vec<JsString>>,
}

impl GlobalCells {
    fn are_kept(&self) -> bool {
        self.epoch.get() != 0
    }

    #[inline]
    fn stamp(&self, index: u32) -> u64 {
        self.stamps
            .borrow()
            .get(index as usize)
            .copied()
            .unwrap_or_default()
    }

    #[inline]
    fn is_reached(&self, index: u32) -> bool {
        let epoch = self.epoch.get();
        epoch == 0 || self.stamp(index) >> 1 == epoch
    }

    fn set_stamp(&self, index: u32, stamp: u64) {
        let mut stamps = self.stamps.borrow_mut();
        let index = index as usize;
        if stamps.len() <= index {
            stamps.resize(index + 1, 0);
        }
        stamps[index] = stamp;
    }

    fn reach(&self, index: u32) {
        if !self.is_reached(index) {
            self.set_stamp(index, self.epoch.get() << 1);
        }
    }

    #[inline]
    fn write(&self, index: u32, name: &JsString) {
        let epoch = self.epoch.get();
        let stamp = epoch << 1 | 1;
        if epoch != 0 && self.stamp(index) != stamp {
            self.set_stamp(index, stamp);
            self.written.borrow_mut().push(name.clone());
        }
    }

    /// Makes what is known be about the global object as it is now. Properties that are added leave the slots of the
    /// others what they are.
    fn follow(&self, shape: &Shape) {
        if self.address.get() == shape.to_addr_usize() {
            return;
        }
        self.address.set(shape.to_addr_usize());
        *self.shape.borrow_mut() = Some(shape.clone());
        self.layout
            .set(NEXT_LAYOUT.fetch_add(1, Ordering::Relaxed));
        self.stamps.borrow_mut().clear();
    }

    /// The slot of a property of its own that the global object has.
    fn find(&self, global: &JsObject, name: &JsString) -> Option<Slot> {
        let global = global.borrow();
        self.follow(global.shape());
        global.shape().lookup(&PropertyKey::from(name.clone()))
    }
}

fn is_writable_data(slot: Slot) -> bool {
    !slot.attributes.is_accessor_descriptor() && slot.attributes.contains(SlotAttributes::WRITABLE)
}

/// Whether reading and writing a data property of an object is nothing but that.
fn is_ordinary(object: &JsObject) -> bool {
    let methods = object.vtable();
    let ordinary = &ORDINARY_INTERNAL_METHODS;
    fn_addr_eq(methods.__has_property__, ordinary.__has_property__)
        && fn_addr_eq(
            methods.__get_own_property__,
            ordinary.__get_own_property__,
        )
        && fn_addr_eq(
            methods.__define_own_property__,
            ordinary.__define_own_property__,
        )
        && fn_addr_eq(methods.__get__, ordinary.__get__)
        && fn_addr_eq(methods.__set__, ordinary.__set__)
}

/// For an embedder that keeps the properties of the global object in step with something else.
impl Context {
    /// Begins to tell the first epoch's accesses to properties of the global object: [`HostHooks::global_reached`] and
    /// [`HostHooks::globals_declared`] are called from now on.
    ///
    /// [`HostHooks::global_reached`]: crate::context::HostHooks::global_reached
    /// [`HostHooks::globals_declared`]: crate::context::HostHooks::globals_declared
    pub fn begin_global_epochs(&mut self) {
        let realm = self.realm();
        let global = realm.global_object();
        // One that is added shall leave the others where they are.
        global.borrow_mut().properties_mut().make_unique();
        realm.global_cells().epoch.set(1);
    }

    /// Ends an epoch, if [`Context::begin_global_epochs`] was called: each property counts as not accessed yet.
    pub fn end_global_epoch(&mut self) {
        let epoch = &self.realm().global_cells().epoch;
        if epoch.get() != 0 {
            epoch.set(epoch.get() + 1);
        }
    }

    /// Takes the names of the properties of the global object that code has written since this was called last, in
    /// the order of their first writes, and ends the epoch. A name may come twice.
    pub fn take_written_globals(&mut self) -> Vec<JsString> {
        let written = self.realm().global_cells().written.take();
        self.end_global_epoch();
        written
    }

    /// Puts names back that [`Context::take_written_globals`] has taken.
    pub fn put_written_globals(&mut self, mut names: Vec<JsString>) {
        let mut written = self.realm().global_cells().written.borrow_mut();
        names.append(&mut written);
        *written = names;
    }
}

impl Context {
    /// Whether names are resolved as they were when the code was compiled.
    #[inline]
    fn resolves_as_compiled(&self) -> bool {
        let frame = self.vm.frame();
        frame
            .environments
            .current_declarative_ref(frame.realm.environment())
            .is_some_and(|environment| !environment.with() && !environment.poisoned())
    }

    /// Whether `slot` is where the global object has the property still, and the embedder has heard of it.
    #[inline]
    fn is_current(&self, slot: GlobalSlot) -> bool {
        let realm = &self.vm.frame().realm;
        let cells = realm.global_cells();
        slot.layout == cells.layout.get()
            && cells.is_reached(slot.index)
            && realm.global_object().borrow().shape().to_addr_usize() == cells.address.get()
    }

    /// Reads the variable of a binding, if it is known to be a data property of the global object.
    #[inline]
    pub(crate) fn cached_global(&self, binding: usize) -> Option<JsValue> {
        let frame = self.vm.frame();
        let slot = frame.code_block.global_slots[binding].get();
        if !self.is_current(slot) || !self.resolves_as_compiled() {
            return None;
        }
        let global = frame.realm.global_object().borrow();
        Some(global.properties().storage[slot.index as usize].clone())
    }

    /// Writes the variable of a binding, if it is known to be a data property of the global object that can be written, and
    /// gives whether it is.
    #[inline]
    pub(crate) fn set_cached_global(&self, binding: usize, value: &JsValue) -> bool {
        self.resolves_as_compiled() && self.set_resolved_global(binding, value)
    }

    /// As [`Context::set_cached_global`], where it was resolved before.
    #[inline]
    pub(crate) fn set_resolved_global(&self, binding: usize, value: &JsValue) -> bool {
        let frame = self.vm.frame();
        let slot = frame.code_block.global_slots[binding].get();
        if !slot.is_writable || !self.is_current(slot) {
            return false;
        }
        let name = frame.code_block.bindings[binding].name();
        frame.realm.global_cells().write(slot.index, name);
        let mut global = frame.realm.global_object().borrow_mut();
        global.properties_mut().storage[slot.index as usize] = value.clone();
        true
    }

    /// Remembers where the global object has the variable of a binding, which was resolved to `locator`.
    pub(crate) fn cache_global(&self, binding: usize, locator: &BindingLocator) {
        let frame = self.vm.frame();
        let compiled = &frame.code_block.bindings[binding];
        if locator.scope() != BindingLocatorScope::GlobalObject
            || compiled.scope() != BindingLocatorScope::GlobalObject
            || !is_ordinary(frame.realm.global_object())
        {
            return;
        }
        let cells = frame.realm.global_cells();
        let found = cells.find(frame.realm.global_object(), locator.name());
        if let Some(slot) = found.filter(|slot| !slot.attributes.is_accessor_descriptor()) {
            frame.code_block.global_slots[binding].set(GlobalSlot {
                layout: cells.layout.get(),
                index: slot.index,
                is_writable: is_writable_data(slot),
            });
        }
    }

    /// Lets the embedder hear of an access to a property of the global object, if it has it and this is the first one.
    pub(crate) fn reach_global(&mut self, name: &JsString, is_write: bool) -> JsResult<()> {
        if !self.realm().global_cells().are_kept() {
            return Ok(());
        }
        let realm = self.realm().clone();
        let cells = realm.global_cells();
        let global = realm.global_object();
        let Some(mut slot) = cells.find(global, name) else {
            return Ok(());
        };
        if !cells.is_reached(slot.index) {
            self.host_hooks().global_reached(name, self)?;
            let Some(now) = cells.find(global, name) else {
                return Ok(());
            };
            slot = now;
            cells.reach(slot.index);
        }
        if is_write && is_writable_data(slot) {
            cells.write(slot.index, name);
        }
        Ok(())
    }

    /// Lets the embedder hear of properties of the global object that code declares.
    pub(crate) fn declare_globals(
        &mut self,
        names: &[JsString],
        configurable: bool,
    ) -> JsResult<()> {
        if names.is_empty() || !self.realm().global_cells().are_kept() {
            return Ok(());
        }
        self.host_hooks()
            .globals_declared(names, configurable, self)?;
        for name in names {
            self.note_declared_global(name, false);
        }
        Ok(())
    }

    /// A declaration that the embedder has heard of has been made.
    pub(crate) fn note_declared_global(&self, name: &JsString, is_written: bool) {
        let realm = self.realm();
        let cells = realm.global_cells();
        if cells.are_kept()
            && let Some(slot) = cells.find(realm.global_object(), name)
        {
            cells.reach(slot.index);
            if is_written {
                cells.write(slot.index, name);
            }
        }
    }
}
