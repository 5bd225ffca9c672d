//! Names that the global object keeps in step with the context object.
//!
//! A name is tracked from the moment that the global object may hold something of it: built-ins that
//! some source names, what scripts declare, what F has found on the context object. For each, the
//! global object shows the context object's value, or else the realm's own property.

use std::collections::{HashMap, HashSet};

use boa_engine::{
    JsString, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, JsObject},
    property::{PropertyDescriptor, PropertyKey},
};

use crate::engine::{
    edits, lazy, property,
    words::{deleted, words},
};

use super::{
    super::{
        crossing::Crossing,
        failure::Crossed,
        napi::{HostType, HostValue},
        to_guest::Seen,
    },
    Global, this_object,
    variables::{Assignments, unassigned},
};

/// What the global object shows for a name.
#[derive(Debug, Clone)]
pub(super) enum Shown {
    /// The realm's own property, or nothing: the context object lacks the name.
    Own,
    /// A copy of the context object's value.
    Copy(JsValue),
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
    pub(super) shown: Shown,
    /// The realm's own property: what it was when the context object began to hide it, and what guest
    /// code assigned since.
    pub(super) own: Option<PropertyDescriptor>,
    /// Whether the context object has it for good.
    is_fixed: bool,
}

/// The tracked names of a realm.
#[derive(Debug)]
pub(super) struct Names {
    list: Vec<Name>,
    by_key: HashMap<PropertyKey, usize>,
    /// Built-ins that no source has named yet.
    dormant: HashSet<PropertyKey>,
    /// Words of the sources compiled since control went to the host last: they may be declared by now.
    candidates: Vec<PropertyKey>,
    /// Names that are not tracked, and stand for what a script has declared with `let`, `const` or `class`:
    /// the realm's own properties behind them.
    lexical: HashMap<PropertyKey, Option<PropertyDescriptor>>,
    /// Names that some source may delete. Only these show that they are fixed: to a declaration, nothing
    /// of the context object is.
    deleted: HashSet<PropertyKey>,
    pub(super) assignments: Assignments,
}

/// States of a name, as `lib/membrane/global_object.js` numbers them.
mod state {
    pub(super) const DATA: i32 = 2;
    pub(super) const READ_ONLY: i32 = 3;
    pub(super) const LIVE: i32 = 4;
    /// Set beside one of these: the name can't be deleted.
    pub(super) const FIXED: i32 = 8;
}

impl Names {
    /// Nothing is tracked; what the global object has are built-ins.
    pub(super) fn new(global: &JsObject) -> Self {
        Self {
            list: Vec::new(),
            by_key: HashMap::new(),
            dormant: global.borrow().shape().keys().into_iter().collect(),
            candidates: Vec::new(),
            lexical: HashMap::new(),
            deleted: HashSet::new(),
            assignments: Assignments::default(),
        }
    }

    /// The global object has a built-in more.
    pub(super) fn add_built_in(&mut self, key: PropertyKey) {
        self.dormant.insert(key);
    }

    /// The realm's own property of a name, which the global object shows unless the context object
    /// hides it.
    pub(super) fn own(&self, key: &PropertyKey, global: &JsObject) -> Option<PropertyDescriptor> {
        if self.assignments.is_open(key) {
            return Some(unassigned());
        }
        let name = self.by_key.get(key).map(|&index| &self.list[index]);
        match name {
            Some(name) if !matches!(name.shown, Shown::Own) => name.own.clone(),
            None if self.lexical.contains_key(key) => self.lexical[key].clone(),
            _ => property::own(global, key),
        }
    }

    /// A tracked name.
    pub(super) fn name_mut(&mut self, key: &PropertyKey) -> Option<&mut Name> {
        self.by_key.get(key).map(|&index| &mut self.list[index])
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
        self.dormant.remove(&key);
        self.by_key.insert(key.clone(), self.list.len());
        self.list.push(Name {
            key,
            shown: Shown::Own,
            own,
            is_fixed: false,
        });
    }
}

impl Crossing<'_> {
    /// A source is about to be compiled in the realm: the names in it that either side has are tracked
    /// from now on.
    pub fn before_source(&mut self, units: &[u16]) -> Crossed<()> {
        self.note_deletions(&deleted(units));
        self.track_words(&words(units))
    }

    /// A source is about to be compiled that may delete these names: `delete` must not succeed where the
    /// context object has the name for good.
    pub fn note_deletions(&mut self, deleted: &[JsString]) {
        let Some(global) = self.realm.global.get() else {
            return;
        };
        for name in deleted {
            let key = PropertyKey::from(name.clone());
            let mut names = global.names.borrow_mut();
            names.deleted.insert(key.clone());
            let name = names.by_key.get(&key).map(|&index| &names.list[index]);
            if name.is_some_and(|name| name.is_fixed && !matches!(name.shown, Shown::Own)) {
                fix(&global.object, key);
            }
        }
    }

    /// A name of the global object as the host knows it.
    pub(super) fn key_to_host(&mut self, key: &PropertyKey) -> Crossed<HostValue> {
        let other = match key {
            PropertyKey::String(name) => edits::of_host(name),
            _ => None,
        };
        let key = other.map_or_else(|| JsValue::from(key.clone()), JsValue::from);
        self.to_host(&key)
    }

    /// As [`Crossing::before_source`], for a source whose words are known.
    pub fn track_words(&mut self, words: &[JsString]) -> Crossed<()> {
        self.realm.has_code.set(true);
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        let (on_global, unknown): (Vec<PropertyKey>, Vec<PropertyKey>) = {
            let names = global.names.borrow();
            words
                .iter()
                // `undefined` is a constant to V8, whatever the context object has.
                .filter(|&word| *word != js_string!("undefined"))
                .filter(|word| !edits::is_of_edits(word) || edits::of_host(word).is_some())
                .flat_map(both_names)
                .filter(|key| !names.is_tracked(key))
                .partition(|key| names.dormant.contains(key))
        };
        self.track(&on_global)?;
        if !unknown.is_empty() {
            let mut args = vec![self.realm.record()?];
            for key in &unknown {
                args.push(self.key_to_host(key)?);
            }
            let found = self.host_call(&self.agent.functions.present, &args)?;
            let mut on_context_object = Vec::new();
            for key in self.list_to_guest(found)? {
                on_context_object.extend(both_names(&key.to_string(self.context)?));
            }
            self.track(&on_context_object)?;
            global.names.borrow_mut().candidates.extend(unknown);
        }
        self.names_to_guest()
    }

    /// Tracks names. What the global object has of them is the realm's own.
    pub(super) fn track(&mut self, keys: &[PropertyKey]) -> Crossed<()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        let mut args = vec![self.realm.record()?];
        for key in keys {
            if global.names.borrow().is_tracked(key) {
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

    /// The global object shows what the context object has now.
    pub fn names_to_guest(&mut self) -> Crossed<()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        if global.names.borrow().list.is_empty() {
            return Ok(());
        }
        let record = self.realm.record()?;
        let changes = self.host_call(&self.agent.functions.scan, &[record])?;
        for at in (0..changes.array_length(self.host)).step_by(3) {
            let index = changes.element(self.host, at).as_u32(self.host) as usize;
            let state = changes.element(self.host, at + 1).as_i32(self.host);
            let value = changes.element(self.host, at + 2);
            self.show(global, index, state, value)?;
        }
        Ok(())
    }

    fn show(&mut self, global: &Global, index: usize, state: i32, value: HostValue) -> Crossed<()> {
        let (key, own) = {
            let names = global.names.borrow();
            let Some(name) = names.list.get(index) else {
                return Ok(());
            };
            if matches!(name.shown, Shown::Lexical) {
                return Ok(());
            }
            (name.key.clone(), name.own.clone())
        };
        let is_fixed = {
            let mut names = global.names.borrow_mut();
            let is_fixed = state & state::FIXED != 0;
            names.list[index].is_fixed = is_fixed;
            if matches!(
                state & !state::FIXED,
                state::DATA | state::READ_ONLY | state::LIVE
            ) {
                names.assignments.close(&key);
            }
            is_fixed && names.deleted.contains(&key)
        };
        let state = state & !state::FIXED;
        let shown = match state {
            state::READ_ONLY if own.as_ref().is_some_and(is_variable) => {
                self.show_accessor(global, key, false);
                Shown::ReadOnly
            }
            state::DATA | state::READ_ONLY => {
                let value = self.to_guest(value)?;
                let copy = PropertyDescriptor::builder()
                    .value(value.clone())
                    .writable(state == state::DATA)
                    .enumerable(true)
                    // A name that the realm declared can't be deleted by guest code.
                    .configurable(
                        !is_fixed
                            && own
                                .as_ref()
                                .is_none_or(|own| own.configurable() != Some(false)),
                    )
                    .build();
                property::insert(&global.object, key, copy);
                Shown::Copy(value)
            }
            state::LIVE => {
                self.show_accessor(global, key, is_fixed);
                Shown::Accessor
            }
            // Its accessor stays.
            _ if global.names.borrow().assignments.is_open(&key) => Shown::Own,
            _ => {
                self.show_own(global, key, own)?;
                Shown::Own
            }
        };
        let Names {
            list, assignments, ..
        } = &mut *global.names.borrow_mut();
        if let Some(name) = list.get_mut(index) {
            if matches!(shown, Shown::Own) && !matches!(name.shown, Shown::Own) {
                assignments.lose(&name.key);
            }
            name.shown = shown;
        }
        Ok(())
    }

    fn show_own(
        &mut self,
        global: &Global,
        key: PropertyKey,
        own: Option<PropertyDescriptor>,
    ) -> Crossed<()> {
        if let Some(own) = own {
            property::insert(&global.object, key, own);
            return Ok(());
        }
        Ok(property::remove(&global.object, &key, self.context)?)
    }

    /// The global object asks the context object for a name each time.
    pub(super) fn show_accessor(&mut self, global: &Global, key: PropertyKey, is_fixed: bool) {
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
            .configurable(!is_fixed)
            .build();
        property::insert(&global.object, key, accessor);
    }

    /// The context object gets what guest code assigned, declared or deleted.
    pub fn names_to_host(&mut self) -> Crossed<()> {
        let Some(global) = self.realm.global.get() else {
            return Ok(());
        };
        self.track_new_names(global)?;
        let (assigned, deleted) = changes(global);
        for index in deleted {
            let name = {
                let mut names = global.names.borrow_mut();
                let name = &mut names.list[index];
                name.shown = Shown::Own;
                name.own = None;
                name.key.clone()
            };
            let args = [self.realm.record()?, self.key_to_host(&name)?];
            self.host_call(&self.agent.functions.global_delete, &args)?;
        }
        if assigned.is_empty() {
            return Ok(());
        }
        let mut args = vec![self.realm.record()?];
        for (index, value, is_function) in assigned {
            args.push(self.host.size(index));
            args.push(self.to_host(&value)?);
            args.push(self.host.boolean(is_function));
        }
        self.host_call(&self.agent.functions.assign, &args)?;
        Ok(())
    }

    /// Finds what scripts declared: words of theirs that the global object has now.
    fn track_new_names(&mut self, global: &Global) -> Crossed<()> {
        let candidates = std::mem::take(&mut global.names.borrow_mut().candidates);
        let new: Vec<PropertyKey> = candidates
            .into_iter()
            .filter(|key| {
                !global.names.borrow().is_tracked(key)
                    && property::own(&global.object, key).is_some()
            })
            .collect();
        let new = in_order_of(new, &global.object);
        self.track(&new)?;
        let mut names = global.names.borrow_mut();
        for key in new {
            // Not the realm's own yet: it counts as assigned.
            if !names.assignments.is_open(&key)
                && let Some(name) = names.name_mut(&key)
            {
                name.own = None;
            }
        }
        Ok(())
    }
}

/// A name, with the one that it has in compiled texts.
fn both_names(name: &JsString) -> impl Iterator<Item = PropertyKey> {
    let names = [Some(name.clone()), edits::of_guest(name)];
    names.into_iter().flatten().map(PropertyKey::from)
}

/// Whether a property of the realm's own is one that a `var` makes.
fn is_variable(own: &PropertyDescriptor) -> bool {
    own.writable() == Some(true) && own.configurable() == Some(false)
}

/// Takes away that a property can be deleted.
pub(super) fn fix(object: &JsObject, key: PropertyKey) {
    if let Some(shown) = property::own(object, &key) {
        let fixed = PropertyDescriptor::builder().configurable(false).build();
        property::insert(object, key, property::merge(Some(&shown), &fixed));
    }
}

/// Sorts names as an object has them: functions are declared before variables.
fn in_order_of(names: Vec<PropertyKey>, object: &JsObject) -> Vec<PropertyKey> {
    if names.len() < 2 {
        return names;
    }
    let keys = object.borrow().shape().keys();
    keys.into_iter().filter(|key| names.contains(key)).collect()
}

/// What differs between the global object and what was last shown: assigned values and deleted names,
/// by index. The assigned ones become the realm's own as well, and tell whether they took the place of an
/// accessor, which only a function declaration can: an assignment calls the setter.
fn changes(global: &Global) -> (Vec<(usize, JsValue, bool)>, Vec<usize>) {
    let mut assigned: Vec<(usize, JsValue, bool)> = Vec::new();
    let mut deleted = Vec::new();
    let mut names = global.names.borrow_mut();
    let Names {
        list, assignments, ..
    } = &mut *names;
    for (index, name) in list.iter_mut().enumerate() {
        let now = property::own(&global.object, &name.key);
        let value = now.as_ref().and_then(PropertyDescriptor::value).cloned();
        let before = match &name.shown {
            Shown::Copy(value) => Some(value.clone()),
            Shown::Own => name
                .own
                .as_ref()
                .and_then(PropertyDescriptor::value)
                .cloned(),
            Shown::Accessor | Shown::ReadOnly | Shown::Lexical => None,
        };
        match (value, &name.shown) {
            // A `var` without an initialiser is declared on the realm's own global only.
            (Some(value), Shown::Own)
                if value.is_undefined()
                    && before.as_ref().is_none_or(JsValue::is_undefined)
                    && !assignments.is_assigned(&name.key) =>
            {
                name.own = now;
            }
            (Some(value), shown)
                if before.as_ref().is_none_or(|before| !same(before, &value))
                    || (matches!(shown, Shown::Own) && value.is_undefined()) =>
            {
                let is_function = matches!(name.shown, Shown::Accessor);
                name.own = now;
                name.shown = Shown::Copy(value.clone());
                assigned.push((index, value, is_function));
            }
            (None, Shown::Copy(_) | Shown::Accessor | Shown::ReadOnly) if now.is_none() => {
                deleted.push(index);
            }
            (None, Shown::Own) if now.is_none() => name.own = None,
            _ => {}
        }
    }
    if assigned.len() > 1 {
        let order = assignments.order();
        assigned.sort_by_cached_key(|(index, ..)| order.get(&list[*index].key).copied());
    }
    assignments.told();
    (assigned, deleted)
}

/// `SameValue`, with a quick way out for strings that are one object.
fn same(a: &JsValue, b: &JsValue) -> bool {
    JsValue::same_value(a, b)
}

/// What a read of the context object gave: `None` when it lacks the name.
pub(super) fn read_result(
    crossing: &mut Crossing<'_>,
    value: HostValue,
) -> Crossed<Option<JsValue>> {
    if !matches!(
        value.kind(crossing.host),
        HostType::Object | HostType::Function
    ) {
        return crossing.to_guest(value).map(Some);
    }
    let seen = crossing.identify(value)?;
    if matches!(seen, Seen::Absent) {
        return Ok(None);
    }
    crossing.seen_to_guest(seen, value).map(Some)
}

impl Crossing<'_> {
    /// Changes the realm's own property of a name; `None` takes it away. The global object shows it
    /// unless the context object has the name.
    pub(super) fn set_own(
        &mut self,
        global: &Global,
        key: &PropertyKey,
        own: Option<PropertyDescriptor>,
    ) -> Crossed<()> {
        self.track(std::slice::from_ref(key))?;
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
            let is_hidden = !matches!(name.shown, Shown::Own);
            names.assignments.close(key);
            is_hidden
        };
        if !is_hidden {
            self.show_own(global, key.clone(), own)?;
        }
        Ok(())
    }
}
