//! How V8 names the built-in functions in a stack. Boa knows the last part of the name alone, and of
//! constructors nothing.

use super::call_sites;
use super::frames::Code;
use super::layout::Placed;

/// The built-ins that call back into guest code, as V8 names them.
const BUILT_INS: &[(&str, &[&str])] = &[
    (
        "Array",
        &[
            "every",
            "filter",
            "find",
            "findIndex",
            "findLast",
            "findLastIndex",
            "flatMap",
            "join",
            "map",
            "reduce",
            "reduceRight",
            "some",
            "sort",
            "toSorted",
        ],
    ),
    (
        "Function",
        &[
            "assign",
            "defineProperties",
            "entries",
            "from",
            "fromEntries",
            "getOwnPropertyDescriptors",
            "groupBy",
            "keys",
            "values",
        ],
    ),
    ("JSON", &["parse", "stringify"]),
    ("Math", &["max", "min"]),
    ("Reflect", &["get", "has", "ownKeys", "set"]),
    (
        "String",
        &[
            "match",
            "matchAll",
            "replace",
            "replaceAll",
            "search",
            "split",
        ],
    ),
];

/// The constructors that call back; Boa does not name these.
const CONSTRUCTORS: &[&str] = &[
    "Array", "BigInt", "Date", "Map", "Number", "Promise", "RegExp", "Set", "String", "WeakMap",
    "WeakSet",
];

/// Gives the name that V8 prints for a built-in, from Boa's name of it, the frame that it called and
/// the frame that called it. `None` for one that does not show.
pub(super) fn name(above: Option<&Placed>, name: &str, caller: &Placed) -> Option<String> {
    match name {
        "" if above.is_some_and(|above| above.frame.code == Code::Eval) => Some("eval".to_owned()),
        "" => {
            let name = caller.callee()?;
            let new = if caller.constructs() { "new " } else { "" };
            CONSTRUCTORS
                .contains(&name.as_str())
                .then(|| format!("{new}{name}"))
        }
        "next" => {
            let generator = above.map(call_sites::function_name).unwrap_or_default();
            let generator = match generator.as_str() {
                "" => "Generator",
                name => name,
            };
            Some(format!("{generator}.next"))
        }
        "forEach" => {
            let class = call_sites::class_of_receiver(caller);
            let class =
                class.filter(|class| class == "Map" || class == "Set" || class.ends_with("Array"));
            Some(format!("{}.forEach", class.as_deref().unwrap_or("Array")))
        }
        name => BUILT_INS
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(owner, _)| format!("{owner}.{name}")),
    }
}
