//! What scripts declare with `let`, `const` and `class`: code that was compiled before finds it through
//! accessors of the global object, which `globalThis` does not show.

use boa_engine::{
    JsString,
    property::{PropertyDescriptor, PropertyKey},
};

use guest_engine::{lazy, lexicals, property};

use super::{
    super::{failure::Crossed, scope::MembraneScope},
    bindings::Visible,
};

impl<'s> MembraneScope<'_, 's> {
    /// A script is about to run that declares these, and older code is there that may name them.
    pub fn declare_lexicals(&mut self, names: &[JsString]) -> Crossed<'s, ()> {
        if names.is_empty() {
            return Ok(());
        }
        let accessors = self.run(|context| lexicals::accessors(names, context))?;
        for (name, (getter, setter)) in names.iter().zip(accessors) {
            let key = PropertyKey::from(name.clone());
            let accessor = PropertyDescriptor::builder()
                .get(getter)
                .set(setter)
                .enumerable(false)
                .configurable(true)
                .build();
            lazy::fill(&key, self.context)?;
            self.hide_own(&key);
            property::insert(&self.context.global_object(), key, accessor);
        }
        Ok(())
    }

    /// The realm's own property of a name is kept where `globalThis` finds it.
    fn hide_own(&self, key: &PropertyKey) {
        let Some(global) = self.realm.global.get() else {
            return;
        };
        let own = global.own(key);
        let mut names = global.names.borrow_mut();
        match names.name_mut(key) {
            Some(name) => {
                name.own = own;
                name.shown = Visible::Lexical;
            }
            None => names.hide_behind_lexical(key.clone(), own),
        }
    }
}
