//! A walk over the modules that a module requests, and what they request, in the order of ECMA-262
//! 16.2.1.6.1.2 and 16.2.1.6.1.3: Tarjan's algorithm.

use std::{collections::HashMap, convert::Infallible};

use super::record::ModuleRecord;

/// Modules that import each other, or a single one. The first is the one by which the walk came in.
pub(super) type Group = Vec<ModuleRecord>;

/// A walk that was broken off.
pub(super) struct Broken<E> {
    /// The modules that were visited and are in no finished group.
    pub(super) visited: Vec<ModuleRecord>,
    /// Why.
    pub(super) reason: E,
}

/// Visits `root` and what can be reached from it. `enters` says of each module that is met whether the
/// walk goes there; `leaves` gets each group after the groups that it imports. Either may break off.
pub(super) fn walk<E>(
    root: &ModuleRecord,
    enters: impl FnMut(&ModuleRecord) -> Result<bool, E>,
    leaves: impl FnMut(&Group) -> Result<(), E>,
) -> Result<(), Broken<E>> {
    let mut walk = Walk {
        enters,
        leaves,
        numbers: HashMap::new(),
        stack: Vec::new(),
    };
    match walk.meet(root) {
        Ok(_) => Ok(()),
        Err(reason) => Err(Broken {
            visited: walk.stack,
            reason,
        }),
    }
}

/// All groups that `walk` leaves.
pub(super) fn groups(root: &ModuleRecord, is_wanted: impl Fn(&ModuleRecord) -> bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let done: Result<(), Broken<Infallible>> = walk(
        root,
        |module| Ok(is_wanted(module)),
        |group| {
            groups.push(group.clone());
            Ok(())
        },
    );
    match done {
        Ok(()) => groups,
        Err(broken) => match broken.reason {},
    }
}

struct Walk<F, G> {
    enters: F,
    leaves: G,
    /// The numbers of the modules that were visited; none for those in a finished group.
    numbers: HashMap<usize, Option<usize>>,
    stack: Vec<ModuleRecord>,
}

impl<F, G> Walk<F, G> {
    /// Gives the lowest number that can be reached, unless that is in a finished group.
    fn meet<E>(&mut self, module: &ModuleRecord) -> Result<Option<usize>, E>
    where
        F: FnMut(&ModuleRecord) -> Result<bool, E>,
        G: FnMut(&Group) -> Result<(), E>,
    {
        if let Some(known) = self.numbers.get(&module.address()) {
            return Ok(*known);
        }
        if !(self.enters)(module)? {
            return Ok(None);
        }
        let number = self.numbers.len();
        self.numbers.insert(module.address(), Some(number));
        let depth = self.stack.len();
        self.stack.push(module.clone());
        let mut lowest = number;
        for link in module.links() {
            lowest = self.meet(&link)?.map_or(lowest, |other| lowest.min(other));
        }
        if lowest < number {
            return Ok(Some(lowest));
        }
        let group = self.stack[depth..].to_vec();
        (self.leaves)(&group)?;
        self.stack.truncate(depth);
        for member in &group {
            self.numbers.insert(member.address(), None);
        }
        Ok(None)
    }
}
