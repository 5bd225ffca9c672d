//! Which binding a name that a module exports stands for: `ResolveExport` (ECMA-262 16.2.1.7.2.2).
//!
//! Boa has this too, but looks only while it links, and a graph in which a name is missing leaves it in
//! the middle. So all names are looked up before it is asked, and the words are V8's.

use std::collections::{HashMap, HashSet};

use boa_engine::JsString;

use super::record::ModuleRecord;
use super::text::{Export, Needed};

/// A binding of a module, or its namespace.
type Binding = (ModuleRecord, Option<JsString>);

/// What names stand for that were followed from module to module before, so that a long chain of modules is looked through
/// once, and not once for each of them.
#[derive(Default)]
pub(super) struct Known(HashMap<(usize, JsString), Binding>);

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
pub(super) fn missing_name(module: &ModuleRecord, known: &mut Known) -> Option<String> {
    let text = module.text();
    let links = module.links();
    text.needed.iter().find_map(|Needed { request, name }| {
        let resolution = resolve(links.get(*request)?, name, &mut HashSet::new(), known);
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

fn resolve(
    module: &ModuleRecord,
    name: &JsString,
    seen: &mut HashSet<(usize, JsString)>,
    known: &mut Known,
) -> Resolution {
    let (mut module, mut name) = (module.clone(), name.clone());
    let mut path = Vec::new();
    let found = loop {
        let place = (module.address(), name.clone());
        if let Some(found) = known.0.get(&place) {
            break found.clone();
        }
        if !seen.insert(place.clone()) {
            return Resolution::Circular;
        }
        let text = module.text();
        let linked = |request: usize| module.links().into_iter().nth(request);
        let next = match text.exports.get(&name) {
            Some(Export::Local(local)) => break (module.clone(), Some(local.clone())),
            Some(Export::Namespace(request)) => match linked(*request) {
                Some(module) => break (module, None),
                None => return Resolution::NotFound,
            },
            Some(Export::Indirect(Needed { request, name })) => {
                linked(*request).map(|module| (module, name.clone()))
            }
            // `export *` gives no default.
            None if name == "default" => None,
            None => return resolve_star(&module, &name, seen, known),
        };
        let Some(next) = next else {
            return Resolution::NotFound;
        };
        path.push(place);
        (module, name) = next;
    };
    for place in path {
        known.0.insert(place, found.clone());
    }
    Resolution::Binding(found.0, found.1)
}

fn resolve_star(
    module: &ModuleRecord,
    name: &JsString,
    seen: &mut HashSet<(usize, JsString)>,
    known: &mut Known,
) -> Resolution {
    let mut found = Resolution::NotFound;
    let links = module.links();
    for &request in &module.text().stars {
        let Some(module) = links.get(request) else {
            continue;
        };
        let resolution = resolve(module, name, seen, known);
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
