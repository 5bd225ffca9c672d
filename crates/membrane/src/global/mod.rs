//! The realm's global object and the context object that it shows (DESIGN.md, "The global").
//!
//! - The global object is an ordinary object: bare names are read from it through inline caches.
//! - The lookup prototype, which the global object inherits from, answers for names that the global object lacks, from the context object.
//! - The global proxy, `globalThis`, is a Proxy over both: every operation asks the context object first.
//!
//! What the global object shows of the context object is brought up to date when guest code reaches it first after control has come to the
//! guest (`bindings.rs`). Beside that, the global object keeps the realm's *own* property of each name, which V8 calls the global
//! proxy's: it is what remains when the context object loses the name.

mod bindings;
mod fallback;
mod lexicals;
mod this_object;

use std::cell::RefCell;

use boa_engine::{JsValue, object::JsObject, property::PropertyKey};

use guest_engine::{property, realm::ThisParts};

use super::{failure::Crossed, scope::MembraneScope};

use bindings::Names;

/// The parts of a contextified realm's global.
#[derive(Debug)]
pub struct Global {
    /// The global object.
    object: JsObject,
    /// The **global proxy**, with its target.
    this: ThisParts,
    /// The lookup prototype's target: what lies beyond the global object is its prototype.
    beyond: JsObject,
    /// Names that the global object keeps in step with the context object.
    names: RefCell<Names>,
}

impl Global {
    /// Sets up a new realm's global.
    ///
    /// # Errors
    /// None in practice.
    pub fn install<'s>(scope: &mut MembraneScope<'_, 's>, this: ThisParts) -> Crossed<'s, ()> {
        let object = scope.context.global_object();
        this_object::install(&this.handler, scope.context);
        let fallback = fallback::make(scope.context)?;
        let own_prototype = object.prototype();
        fallback.target.set_prototype(own_prototype);
        object.set_prototype(Some(fallback.proxy));
        scope.context.begin_global_epochs();
        let global = Self {
            object,
            this,
            beyond: fallback.target,
            names: RefCell::default(),
        };
        // A realm gets its global once, right after it was made.
        let _ = scope.realm.global.set(global);
        Ok(())
    }

    /// The prototype of `globalThis`.
    fn prototype(&self) -> Option<JsObject> {
        self.beyond.prototype()
    }

    /// Gives `globalThis` another prototype. False if it is on that one's chain itself.
    fn set_prototype(&self, prototype: Option<JsObject>) -> bool {
        let mut next = prototype.clone();
        while let Some(object) = next {
            if JsObject::equals(&object, &self.this.proxy) {
                return false;
            }
            next = object.prototype();
        }
        self.beyond.set_prototype(prototype)
    }

    /// Lets go of values that the context object hides, for a realm that has no room for them. Gives whether there were
    /// any.
    pub fn release_hidden(&self) -> bool {
        self.names.borrow_mut().release_hidden(&self.object)
    }

    /// The realm's own property of a name, whatever the context object has.
    fn own(&self, key: &PropertyKey) -> Option<boa_engine::property::PropertyDescriptor> {
        self.names.borrow().own(key, &self.object)
    }
}

impl MembraneScope<'_, '_> {
    /// Whether an object is the realm's `globalThis`, where that is a Proxy over the context object.
    #[must_use]
    pub fn is_global_this(&self, object: &JsObject) -> bool {
        let global = self.realm.global.get();
        global.is_some_and(|global| JsObject::equals(&global.this.proxy, object))
    }

    /// Gives the realm a built-in more, before any source names it.
    pub fn add_built_in(&mut self, key: PropertyKey, value: JsValue) {
        let global = self.context.global_object();
        property::insert(&global, key, property::hidden(value));
    }

    /// The realm's `globalThis`.
    #[must_use]
    pub fn global_this(&self) -> JsValue {
        match self.realm.global.get() {
            Some(global) => global.this.proxy.clone().into(),
            None => self.context.global_object().into(),
        }
    }
}
