//! Modules that import each other and of which one awaits, so compiled that Boa 0.22 evaluates them
//! right.
//!
//! When it has visited them all it gives each the number of modules that the *first* of them waits for,
//! and the others then start too early or never. So those that wait are made to wait for equally many:
//! they are padded with modules that await nothing. And what a module throws that waits and does not
//! await is lost to Boa, so each is compiled as one that awaits.

use std::collections::HashMap;

use super::graph::Group;
use super::record::ModuleRecord;

/// How a module is compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// As one that awaits.
    pub(super) awaits: bool,
    /// With how many modules more that it waits for.
    pub(super) padding: usize,
}

/// The shapes of the modules of a group, in their order.
pub(super) fn shapes(group: &Group) -> Vec<Shape> {
    let awaits = group.iter().any(|module| module.text().has_top_level_await);
    let mut waits = HashMap::new();
    if awaits && group.len() > 1 {
        visit(&group[0], group, &mut waits);
    }
    let most = waits.values().flatten().copied().max().unwrap_or(0);
    let shape = |module: &ModuleRecord| {
        let count = waits.get(&module.address()).copied().flatten().unwrap_or(0);
        Shape {
            awaits,
            // One that waits for nothing has started by the time of the mistake.
            padding: if count == 0 { 0 } else { most - count },
        }
    };
    group.iter().map(shape).collect()
}

/// Counts the modules that each waits for, as Boa does: those of its requests that were visited to the
/// end before it. `None` for one that is being visited.
fn visit(module: &ModuleRecord, group: &Group, waits: &mut HashMap<usize, Option<usize>>) {
    waits.insert(module.address(), None);
    let mut count = 0;
    for link in module.links() {
        if !group.contains(&link) {
            continue;
        }
        if !waits.contains_key(&link.address()) {
            visit(&link, group, waits);
        }
        let is_done = waits.get(&link.address()).copied().flatten().is_some();
        count += usize::from(is_done);
    }
    waits.insert(module.address(), Some(count));
}
