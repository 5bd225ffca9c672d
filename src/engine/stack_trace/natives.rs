//! How V8 names the built-in functions in a stack. Boa knows the last part of the name alone, and of
//! constructors nothing.

use super::frames::{Code, Frame};
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
            "forEach",
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
pub(super) fn name(above: Option<&Frame>, name: &str, caller: &Placed) -> Option<String> {
    match name {
        "" if above.is_some_and(|above| above.code == Code::Eval) => Some("eval".to_owned()),
        "" => {
            let name = caller.callee()?;
            let new = if caller.constructs() { "new " } else { "" };
            CONSTRUCTORS
                .contains(&name.as_str())
                .then(|| format!("{new}{name}"))
        }
        "next" => {
            let generator = above.map_or("", |above| &above.name);
            let generator = if generator.is_empty() {
                "Generator"
            } else {
                generator
            };
            Some(format!("{generator}.next"))
        }
        name => BUILT_INS
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(owner, _)| format!("{owner}.{name}")),
    }
}
