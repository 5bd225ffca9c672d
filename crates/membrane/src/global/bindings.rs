//! Names that the global object keeps in step with the context object.
//!
//! For each, the global object shows the context object's value, or else the realm's own property. Time is divided into
//! epochs, which end whenever control changes sides, since the context object changes only while the host
//! runs. The engine tells (`HostHooks::global_reached`, `globals_declared`) when code first reaches a property of the
//! global object in an epoch: the name is tracked from then on and compared with the context object. It keeps a list of those
//! that code has written, and these alone are carried over when control leaves. A name that nobody reaches
//! costs nothing.

use std::collections::HashMap;

use boa_engine::{
    JsString, JsValue, NativeFunction,
    object::{FunctionObjectBuilder, JsObject},
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{lazy, property};

use node_api::{HostType, HostValue};

use super::{
    super::{failure::Crossed, scope::MembraneScope, to_guest::Seen},
    Global, this_object,
};

/// What the global object shows for a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Visible {
    /// The realm's own property, or nothing: the context object lacks the name.
    Own,
    /// A copy of the context object's value, or what guest code has written since.
    Copy,
    /// An accessor that asks the context object.
    Accessor,
    /// The same, for a value that can't be written and a variable of the realm, which can. Functions may
    /// be declared over it.
    ReadOnly,
    /// An accessor for what a script has declared with `let`, `const` or `class`, which hides the rest from
    /// code that was compiled before.
    Lexical,
}

#[derive(Debug)]
pub(super) struct Name {
    key: PropertyKey,
    /// The name that was compared next when this one was last: it will be again.
    next: Option<usize>,
    pub(super) shown: Visible,
    /// The realm's own property where the global object shows something else: what it was when the context object began
    /// to hide it, and what guest code assigned since.
    pub(super) own: Option<PropertyDescriptor>,
}

/// How many names one call of the host is about.
const MOST_AT_ONCE: usize = 4096;

/// How many names are compared with one that code reaches, because they were after it the last time.
const MOST_WITH_ONE: usize = 16;

/// The tracked names of a realm.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
    by_key: HashMap<PropertyKey, usize>,
    /// Names that are not tracked, and stand for what a script has declared with `let`, `const` or `class`:
    /// the realm's own properties behind them.
    lexical: HashMap<PropertyKey, Option<PropertyDescriptor>>,
    /// The name that was compared last in this epoch.
    last: Option<usize>,
}

/// States of a name, as `lib/membrane/global_object.js` numbers them.
mod state {
    pub(super) const DATA: i32 = 2;
    pub(super) const READ_ONLY: i32 = 3;
    pub(super) const LIVE: i32 = 4;
}

impl Names {
    /// The realm's own property of a name, which the global object shows unless the context object
    /// hides it.
    pub(super) fn own(&self, key: &PropertyKey, global: &JsObject) -> Option<PropertyDescriptor> {
        let name = self.by_key.get(key).map(|&index| &self.list[index]);
        match name {
            Some(name) if !matches!(name.shown, Visible::Own) => name.own.clone(),
            None if self.lexical.contains_key(key) => self.lexical[key].clone(),
            _ => property::own(global, key),
        }
    }

    /// Lets go of what guest code has assigned to names for which the context object has something else by now: if that
    /// is deleted from there, guest code finds `undefined`. Built-ins stay. Gives whether there was anything.
    pub(super) fn release_hidden(&mut self, global: &JsObject) -> bool {
        let mut has_released = false;
        for name in &mut self.list {
            if !matches!(name.shown, Visible::Copy) {
                continue;
            }
            let shown = property::own(global, &name.key);
            let shown = shown.as_ref().and_then(PropertyDescriptor::value);
            let is_assigned = |own: &&PropertyDescriptor| {
                let value = own.value().filter(|value| !value.is_undefined());
                own.enumerable() == Some(true) && value.is_some() && value != shown
            };
            if let Some(own) = name.own.as_ref().filter(is_assigned) {
                let empty = PropertyDescriptor::builder().value(JsValue::undefined());
                name.own = Some(property::merge(Some(own), &empty.build()));
                has_released = true;
            }
        }
        has_released
    }

    /// A tracked name.
    pub(super) fn name_mut(&mut self, key: &PropertyKey) -> Option<&mut Name> {
        self.by_key.get(key).map(|&index| &mut self.list[index])
    }

    /// A name is compared that code reaches; gives those that code has reached after it the last time.
    fn follow(&mut self, index: usize) -> Vec<usize> {
        if let Some(last) = self.last {
            self.list[last].next = Some(index);
        }
        let mut following = Vec::new();
        let mut at = index;
        while let Some(next) = self.list[at].next {
            let is_new = next != index && !following.contains(&next);
            if !is_new || following.len() >= MOST_WITH_ONE {
                break;
            }
            following.push(next);
            at = next;
        }
        self.last = Some(at);
        following
    }

    fn is_tracked(&self, key: &PropertyKey) -> bool {
        self.by_key.contains_key(key) || self.lexical.contains_key(key)
    }

    /// The global object gets the accessor of a lexical declaration over a name that is not tracked.
    pub(super) fn hide_behind_lexical(
        &mut self,
        key: PropertyKey,
        own: Option<PropertyDescriptor>,
    ) {
        self.lexical.insert(key, own);
    }

    fn add(&mut self, key: PropertyKey, own: Option<PropertyDescriptor>) {
        self.by_key.insert(key.clone(), self.list.len());
        self.list.push(Name {
            key,
            next: None,
            shown: Visible::Own,
            own,
        });
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A name of the global object as the host knows it.
    fn key_to_host(&mut self, key: &PropertyKey) -> Crossed<'s, HostValue<'s>> {
        self.to_host(&JsValue::from(key.clone()))
    }

    /// Tracks names. What the global object has of them is the realm's own.
    fn track(&mut self, global: &Global, keys: &[PropertyKey]) -> Crossed<'s, ()> {
        let mut args = vec![self.realm.record(self.host)?];
        for key in keys {
            // `undefined` is a constant to V8, whatever the context object has.
            let is_constant = matches!(key, PropertyKey::String(name) if name == "undefined");
            if is_constant || global.names.borrow().is_tracked(key) {
                continue;
            }
            args.push(self.key_to_host(key)?);
            lazy::fill(key, self.context)?;
            let own = global.own(key);
            global.names.borrow_mut().add(key.clone(), own);
        }
        if args.len() > 1 {
            self.agent.functions.track.call(self.host, &args)?;
        }
        Ok(())
    }

    /// The global object shows what the context object has now of names, which are tracked from now on. Neither
    /// calls code of the host's user.
    pub fn names_reached(&mut self, keys: &[PropertyKey]) -> Crossed<'s, ()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        self.track(global, keys)?;
        let mut args = vec![self.realm.record(self.host)?];
        for key in keys {
            if let Some(&index) = global.names.borrow().by_key.get(key) {
                args.push(self.host.size(index));
            }
        }
        if args.len() == 1 {
            return Ok(());
        }
        let changes = self.call_lib(&self.agent.functions.look, &args)?;
        let was_comparing = self.realm.is_comparing.replace(true);
        let result = self.show_changes(global, changes);
        self.realm.is_comparing.set(was_comparing);
        result
    }

    /// As [`MembraneScope::names_reached`], for a name that code is about to reach. Those that it has reached next the last time
    /// are brought up to date with it.
    pub fn name_reached(&mut self, key: &PropertyKey) -> Crossed<'s, ()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        self.track(global, std::slice::from_ref(key))?;
        let mut keys = vec![key.clone()];
        {
            let mut names = global.names.borrow_mut();
            if let Some(&index) = names.by_key.get(key) {
                let following = names.follow(index);
                keys.extend(following.iter().map(|&index| names.list[index].key.clone()));
            }
        }
        self.names_reached(&keys)?;
        let names = keys.into_iter().skip(1).filter_map(|key| match key {
            PropertyKey::String(name) => Some(name),
            _ => None,
        });
        let names: Vec<_> = names.collect();
        self.context.note_globals_reached(&names);
        Ok(())
    }

    /// Control has come to the guest: each name is compared with the context object when guest code reaches it first.
    #[expect(clippy::unnecessary_wraps, reason = "one of the steps of a scope")]
    pub(in super::super) fn names_to_guest(&mut self) -> Crossed<'s, ()> {
        if let Some(global) = self.realm.global.get() {
            global.names.borrow_mut().last = None;
        }
        self.context.end_global_epoch();
        Ok(())
    }

    /// Compares all names with the context object: what it has let go, the guest lets go of as well.
    pub fn refresh_names(&mut self) -> Crossed<'s, ()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        let record = self.realm.record(self.host)?;
        let changes = self.call_lib(&self.agent.functions.scan, &[record])?;
        self.show_changes(global, changes)
    }

    /// Shows changes that `lib/membrane/global_object.js` has found: `[index, state, value, …]`.
    fn show_changes(&mut self, global: &Global, changes: HostValue<'s>) -> Crossed<'s, ()> {
        for at in (0..changes.array_length(self.host)).step_by(3) {
            let index = changes.element(self.host, at).as_u32(self.host) as usize;
            let state = changes.element(self.host, at + 1).as_i32(self.host);
            let value = changes.element(self.host, at + 2);
            self.show(global, index, state, value)?;
        }
        Ok(())
    }

    fn show(
        &mut self,
        global: &Global,
        index: usize,
        state: i32,
        value: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        let (key, own, was_own) = {
            let names = global.names.borrow();
            let Some(name) = names.list.get(index) else {
                return Ok(());
            };
            if matches!(name.shown, Visible::Lexical) {
                return Ok(());
            }
            let was_own = matches!(name.shown, Visible::Own);
            let own = if was_own {
                property::own(&global.object, &name.key)
            } else {
                name.own.clone()
            };
            (name.key.clone(), own, was_own)
        };
        let is_declared = own
            .as_ref()
            .is_some_and(|own| own.configurable() == Some(false));
        let shown = match state {
            state::READ_ONLY if own.as_ref().is_some_and(is_variable) => {
                self.show_accessor(global, key);
                Visible::ReadOnly
            }
            state::DATA | state::READ_ONLY => {
                let value = self.to_guest(value)?;
                let copy = PropertyDescriptor::builder()
                    .value(value.clone())
                    .writable(state == state::DATA)
                    .enumerable(true)
                    // A name that the realm declared can't be deleted by guest code.
                    .configurable(!is_declared)
                    .build();
                property::insert(&global.object, key, copy);
                Visible::Copy
            }
            state::LIVE => {
                self.show_accessor(global, key);
                Visible::Accessor
            }
            _ if was_own => Visible::Own,
            _ => {
                self.show_own(global, key, own.clone())?;
                Visible::Own
            }
        };
        if let Some(name) = global.names.borrow_mut().list.get_mut(index) {
            name.shown = shown;
            name.own = own;
        }
        Ok(())
    }

    fn show_own(
        &mut self,
        global: &Global,
        key: PropertyKey,
        own: Option<PropertyDescriptor>,
    ) -> Crossed<'s, ()> {
        if let Some(own) = own {
            property::insert(&global.object, key, own);
            return Ok(());
        }
        Ok(property::remove(&global.object, &key, self.context)?)
    }

    /// The global object asks the context object for a name each time.
    fn show_accessor(&mut self, global: &Global, key: PropertyKey) {
        let name = JsValue::from(key.clone());
        let realm = self.context.realm();
        let getter = NativeFunction::from_copy_closure_with_captures(
            |_, _, key, context| this_object::read(key, context),
            name.clone(),
        );
        let setter = NativeFunction::from_copy_closure_with_captures(
            |_, args, key, context| {
                let value = args.first().cloned().unwrap_or_default();
                this_object::write(key, value, context)?;
                Ok(JsValue::undefined())
            },
            name,
        );
        let accessor = PropertyDescriptor::builder()
            .get(FunctionObjectBuilder::new(realm, getter).build())
            .set(FunctionObjectBuilder::new(realm, setter).build())
            .enumerable(true)
            .configurable(true)
            .build();
        property::insert(&global.object, key, accessor);
    }

    /// The context object gets what guest code has assigned to names, and declared functions.
    pub fn names_to_host(&mut self) -> Crossed<'s, ()> {
        let written = self.context.take_written_globals();
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        if written.is_empty() {
            return Ok(());
        }
        let assigned = self.assign(global, &written);
        if assigned.is_err() {
            self.context.put_written_globals(written);
        }
        assigned
    }

    fn assign(&mut self, global: &Global, written: &[JsString]) -> Crossed<'s, ()> {
        let assigned = assignments(global, written);
        if assigned.is_empty() {
            return Ok(());
        }
        let mut args = vec![self.realm.record(self.host)?];
        for assignment in &assigned {
            args.push(self.host.size(assignment.index));
            args.push(self.to_host(&assignment.value)?);
            args.push(self.host.boolean(assignment.is_function));
        }
        self.call_lib(&self.agent.functions.assign, &args)?;
        let mut names = global.names.borrow_mut();
        for assignment in assigned {
            if let Some(name) = names.list.get_mut(assignment.index) {
                name.own = Some(assignment.property);
                name.shown = Visible::Copy;
            }
        }
        Ok(())
    }

    /// Guest code is about to declare functions and variables, whose names are compared with the context object
    /// now. Those of a script become the realm's own, which guest code can't delete, also where the context object
    /// has the name and the global object shows that.
    pub fn names_declared(&mut self, names: &[JsString], is_deletable: bool) -> Crossed<'s, ()> {
        let keys: Vec<PropertyKey> = names.iter().map(|name| name.clone().into()).collect();
        for keys in keys.chunks(MOST_AT_ONCE) {
            self.names_reached(keys)?;
        }
        if let Some(global) = self.realm.global.get()
            && !is_deletable
        {
            for key in &keys {
                self.declare_over(global, key);
            }
        }
        Ok(())
    }

    /// The realm's own property below what the global object shows of the context object.
    fn declare_over(&mut self, global: &Global, key: &PropertyKey) {
        let mut names = global.names.borrow_mut();
        let Some(name) = names.name_mut(key) else {
            return;
        };
        if matches!(name.shown, Visible::Own) || name.own.is_some() {
            return;
        }
        name.own = Some(property::plain(JsValue::undefined(), false));
        let Some(shown) = property::own(&global.object, key) else {
            return;
        };
        match shown.writable() {
            Some(true) => {
                let fixed = PropertyDescriptor::builder().configurable(false).build();
                let fixed = property::merge(Some(&shown), &fixed);
                property::insert(&global.object, key.clone(), fixed);
            }
            Some(false) => {
                name.shown = Visible::ReadOnly;
                drop(names);
                self.show_accessor(global, key.clone());
            }
            None => {}
        }
    }
}

/// Whether a property of the realm's own is one that a `var` makes.
fn is_variable(own: &PropertyDescriptor) -> bool {
    own.writable() == Some(true) && own.configurable() == Some(false)
}

/// What the context object gets.
struct Assignment {
    index: usize,
    value: JsValue,
    /// Whether it takes the place of an accessor, which only a function declaration can: an assignment calls the setter.
    is_function: bool,
    /// The global object's property, which becomes the realm's own as well.
    property: PropertyDescriptor,
}

/// The assignments that names stand for which guest code has written.
fn assignments(global: &Global, written: &[JsString]) -> Vec<Assignment> {
    let names = global.names.borrow();
    let assignment_of = |name: &JsString| {
        let key = PropertyKey::from(name.clone());
        let &index = names.by_key.get(&key)?;
        let shown = &names.list[index].shown;
        let property = property::own(&global.object, &key)?;
        let value = property.value()?.clone();
        Some(Assignment {
            index,
            value,
            is_function: matches!(shown, Visible::Accessor),
            property,
        })
    };
    written.iter().filter_map(assignment_of).collect()
}

/// What a read of the context object gave: `None` when it lacks the name.
pub(super) fn read_result<'s>(
    scope: &mut MembraneScope<'_, 's>,
    value: HostValue<'s>,
) -> Crossed<'s, Option<JsValue>> {
    if !matches!(
        value.kind(scope.host),
        HostType::Object | HostType::Function
    ) {
        return scope.to_guest(value).map(Some);
    }
    let seen = scope.identify(value)?;
    if matches!(seen, Seen::Absent) {
        return Ok(None);
    }
    scope.seen_to_guest(seen, value).map(Some)
}

impl<'s> MembraneScope<'_, 's> {
    /// Changes the realm's own property of a name; `None` takes it away. The global object shows it
    /// unless the context object has the name.
    pub(super) fn set_own(
        &mut self,
        global: &Global,
        key: &PropertyKey,
        own: Option<PropertyDescriptor>,
    ) -> Crossed<'s, ()> {
        self.track(global, std::slice::from_ref(key))?;
        let is_hidden = {
            let mut names = global.names.borrow_mut();
            if let Some(kept) = names.lexical.get_mut(key) {
                kept.clone_from(&own);
                return Ok(());
            }
            let Some(&index) = names.by_key.get(key) else {
                return Ok(());
            };
            let name = &mut names.list[index];
            name.own.clone_from(&own);
            !matches!(name.shown, Visible::Own)
        };
        if !is_hidden {
            self.show_own(global, key.clone(), own)?;
        }
        Ok(())
    }
}
