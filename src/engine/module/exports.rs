//! Which binding a name that a module exports stands for: `ResolveExport` (ECMA-262 16.2.1.7.2.2).
//!
//! Boa has this too, but looks only while it links, and a graph in which a name is missing leaves it in
//! the middle. So all names are looked up before it is asked, and the words are V8's.

use std::collections::HashSet;

use boa_engine::{JsString, module::Module};

use super::record::ModuleRecord;
use super::text::{Export, Needed};

/// The binding behind an exported name.
enum Resolution {
    /// A binding of a module, or its namespace.
    Binding(ModuleRecord, Option<JsString>),
    NotFound,
    Ambiguous,
    /// The name is its own origin.
    Circular,
}

impl Resolution {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Binding(module, name), Self::Binding(other_module, other_name)) => {
                module == other_module && name == other_name
            }
            _ => false,
        }
    }
}

/// What V8 says of the first name that a module needs and does not find.
pub(super) fn missing_name(module: &ModuleRecord) -> Option<String> {
    let text = module.text();
    let links = module.links();
    text.needed.iter().find_map(|Needed { request, name }| {
        let resolution = resolve(links.get(*request)?, name, &mut HashSet::new());
        let specifier = text.requests[*request].specifier().to_std_string_lossy();
        let name = name.to_std_string_lossy();
        match resolution {
            Resolution::Binding(..) => None,
            Resolution::NotFound => Some(format!(
                "The requested module '{specifier}' does not provide an export named '{name}'"
            )),
            Resolution::Ambiguous => Some(format!(
                "The requested module '{specifier}' contains conflicting star exports for name '{name}'"
            )),
            Resolution::Circular => Some(format!(
                "Detected cycle while resolving name '{name}' in '{specifier}'"
            )),
        }
    })
}

/// The modules behind the names of a namespace, one for each name.
pub(super) fn origins(module: &ModuleRecord) -> Vec<Module> {
    let mut names = HashSet::new();
    collect_names(module, &mut names, &mut HashSet::new());
    let origin = |name: &JsString| match resolve(module, name, &mut HashSet::new()) {
        Resolution::Binding(module, _) => module.module(),
        _ => None,
    };
    names.iter().filter_map(origin).collect()
}

/// `GetExportedNames` (16.2.1.7.2.1).
fn collect_names(module: &ModuleRecord, names: &mut HashSet<JsString>, seen: &mut HashSet<usize>) {
    if !seen.insert(module.address()) {
        return;
    }
    let is_first = seen.len() == 1;
    let text = module.text();
    let own = text.exports.keys();
    names.extend(own.filter(|name| is_first || **name != "default").cloned());
    let links = module.links();
    for module in text.stars.iter().filter_map(|&request| links.get(request)) {
        collect_names(module, names, seen);
    }
}

fn resolve(
    module: &ModuleRecord,
    name: &JsString,
    seen: &mut HashSet<(usize, JsString)>,
) -> Resolution {
    if !seen.insert((module.address(), name.clone())) {
        return Resolution::Circular;
    }
    let text = module.text();
    let linked = |request: usize| module.links().into_iter().nth(request);
    match text.exports.get(name) {
        Some(Export::Local(local)) => Resolution::Binding(module.clone(), Some(local.clone())),
        Some(Export::Namespace(request)) => match linked(*request) {
            Some(module) => Resolution::Binding(module, None),
            None => Resolution::NotFound,
        },
        Some(Export::Indirect(Needed { request, name })) => match linked(*request) {
            Some(module) => resolve(&module, name, seen),
            None => Resolution::NotFound,
        },
        // `export *` gives no default.
        None if *name == "default" => Resolution::NotFound,
        None => resolve_star(module, name, seen),
    }
}

fn resolve_star(
    module: &ModuleRecord,
    name: &JsString,
    seen: &mut HashSet<(usize, JsString)>,
) -> Resolution {
    let mut found = Resolution::NotFound;
    let links = module.links();
    for &request in &module.text().stars {
        let Some(module) = links.get(request) else {
            continue;
        };
        let resolution = resolve(module, name, seen);
        match resolution {
            Resolution::Ambiguous => return resolution,
            Resolution::NotFound | Resolution::Circular => {}
            Resolution::Binding(..) => {
                if matches!(found, Resolution::Binding(..)) && !found.is_same(&resolution) {
                    return Resolution::Ambiguous;
                }
                found = resolution;
            }
        }
    }
    found
}
