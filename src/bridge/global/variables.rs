//! The variables that scripts declare.
//!
//! A `var` alone is the realm's own, and an assignment puts it on the context object, also one of
//! `undefined`, which the value does not tell. Running a script through assigns most of its variables.
//! For each of the others, the *open* ones, the global object has an accessor that hears of the first
//! assignment, and a plain property from then on.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use boa_engine::{
    Context, JsResult, JsString, JsValue, NativeFunction,
    object::{FunctionObjectBuilder, JsObject},
    property::{PropertyDescriptor, PropertyKey},
};

use crate::engine::{property, variables::Variables};

use super::{
    super::{crossing::Crossing, realm::current_realm},
    Global,
    names::{Shown, fix},
};

/// Which variables were assigned.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    /// Declared, and not assigned yet.
    open: HashSet<PropertyKey>,
    /// Open ones that were assigned since control went to the host last, in that order, each with the
    /// number of those that the script had assigned before it.
    first: Vec<(PropertyKey, usize)>,
    /// What the script assigns that runs now, or has run last.
    by_script: Option<Rc<[JsString]>>,
    /// Whether it has just run to its end.
    has_run: bool,
    /// What the context object has lost since it began.
    lost: Vec<PropertyKey>,
}

impl Assignments {
    fn has_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether a variable waits for its first assignment.
    pub(super) fn is_open(&self, key: &PropertyKey) -> bool {
        self.has_open() && self.open.contains(key)
    }

    /// The global object has another property of that name now.
    pub(super) fn close(&mut self, key: &PropertyKey) {
        if self.has_open() {
            self.open.remove(key);
        }
    }

    /// The context object had a name, and has it no more.
    pub(super) fn lose(&mut self, key: &PropertyKey) {
        if self.by_script.is_some() {
            self.lost.push(key.clone());
        }
    }

    fn begin(&mut self, variables: &Variables) {
        self.by_script = Some(variables.assigned.clone());
        self.lost.clear();
    }

    /// Whether a variable was assigned since control went to the host last, whatever its value is.
    pub(super) fn is_assigned(&self, key: &PropertyKey) -> bool {
        let PropertyKey::String(name) = key else {
            return false;
        };
        let is_first = self.first.iter().any(|(first, _)| first == key);
        is_first || (self.has_run && self.list().contains(name) && !self.lost.contains(key))
    }

    fn list(&self) -> &[JsString] {
        self.by_script.as_deref().unwrap_or_default()
    }

    /// An open variable is assigned.
    fn assign(&mut self, key: PropertyKey, global: &JsObject) {
        let has_value = |name: &JsString| {
            let own = property::own(global, &PropertyKey::from(name.clone()));
            own.is_some_and(|own| own.value().is_some_and(|value| !value.is_undefined()))
        };
        let before = self
            .list()
            .iter()
            .rposition(has_value)
            .map_or(0, |at| at + 1);
        self.open.remove(&key);
        self.first.push((key, before));
    }

    /// Numbers that are in the order in which variables were assigned, as far as that is known.
    pub(super) fn order(&self) -> HashMap<PropertyKey, (usize, usize)> {
        let mut order = HashMap::new();
        for (name, at) in self.list().iter().zip(1..) {
            order.insert(PropertyKey::from(name.clone()), (at, 0));
        }
        for ((key, before), at) in self.first.iter().zip(1..) {
            order.insert(key.clone(), (*before, at));
        }
        order
    }

    /// The host knows of all assignments.
    pub(super) fn told(&mut self) {
        self.first.clear();
        if self.has_run {
            self.by_script = None;
            self.has_run = false;
            self.lost.clear();
        }
    }
}

/// What a `var` without a value is.
pub(super) fn unassigned() -> PropertyDescriptor {
    property::plain(JsValue::undefined(), false)
}

impl Crossing<'_> {
    /// A script is about to declare variables: they become the realm's own, which guest code can't
    /// delete, also where the context object has the name and the global object shows it already.
    pub fn declare(&mut self, variables: &Variables) {
        let Some(global) = self.realm.global.get() else {
            return;
        };
        for variable in variables.all() {
            self.declare_over(global, &PropertyKey::from(variable.clone()));
        }
        if global.names.borrow().assignments.has_open() {
            for variable in variables.assigned.iter() {
                close(global, &PropertyKey::from(variable.clone()));
            }
        }
        global.names.borrow_mut().assignments.begin(variables);
        for variable in &variables.open {
            self.wait_for_assignment(global, &PropertyKey::from(variable.clone()));
        }
    }

    /// A script has run to its end.
    pub fn has_run(&mut self, variables: &Variables) {
        if let Some(global) = self.realm.global.get() {
            let assignments = &mut global.names.borrow_mut().assignments;
            assignments.by_script = Some(variables.assigned.clone());
            assignments.has_run = true;
        }
    }

    /// The realm's own property below what the global object shows of the context object.
    fn declare_over(&mut self, global: &Global, key: &PropertyKey) {
        let mut names = global.names.borrow_mut();
        let Some(name) = names.name_mut(key) else {
            return;
        };
        if matches!(name.shown, Shown::Own) || name.own.is_some() {
            return;
        }
        name.own = Some(unassigned());
        match property::own(&global.object, key).and_then(|shown| shown.writable()) {
            Some(true) => fix(&global.object, key.clone()),
            Some(false) => {
                name.shown = Shown::ReadOnly;
                drop(names);
                self.show_accessor(global, key.clone(), false);
            }
            None => {}
        }
    }

    fn wait_for_assignment(&mut self, global: &Global, key: &PropertyKey) {
        if property::own(&global.object, key).is_some() {
            return;
        }
        let setter = NativeFunction::from_copy_closure_with_captures(
            |_, args, key, context| {
                let value = args.first().cloned().unwrap_or_default();
                assign_first(key, value, context)?;
                Ok(JsValue::undefined())
            },
            JsValue::from(key.clone()),
        );
        let accessor = PropertyDescriptor::builder()
            .set(FunctionObjectBuilder::new(self.context.realm(), setter).build())
            .enumerable(true)
            .configurable(false)
            .build();
        property::insert(&global.object, key.clone(), accessor);
        let mut names = global.names.borrow_mut();
        names.assignments.open.insert(key.clone());
        if let Some(name) = names.name_mut(key) {
            name.own = Some(unassigned());
        }
    }
}

/// A variable gets a plain property before it is declared again: a function can't take an accessor's place.
fn close(global: &Global, key: &PropertyKey) {
    let mut names = global.names.borrow_mut();
    if names.assignments.is_open(key) {
        names.assignments.close(key);
        property::insert(&global.object, key.clone(), unassigned());
    }
}

fn assign_first(key: &JsValue, value: JsValue, context: &mut Context) -> JsResult<()> {
    let key = key.to_property_key(context)?;
    let realm = current_realm(context)?;
    let Some(global) = realm.global.get() else {
        return Ok(());
    };
    let mut names = global.names.borrow_mut();
    if names.assignments.is_open(&key) {
        names.assignments.assign(key.clone(), &global.object);
    }
    drop(names);
    property::insert(&global.object, key, property::plain(value, false));
    Ok(())
}
