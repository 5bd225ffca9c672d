//! What a Proxy trap must not do, and what a revoked Proxy can't.
//!
//! The engine tells which rule was broken; the key, and what target and trap say of it, are in the text only
//! if that has one `new Proxy` with literals.

use super::throw_site::ThrowSite;
use super::values::Value;
use js_source::expression::{expression_end, text, top_level};
use js_source::syntax::tokens::Kind;

/// The built-ins whose operation on a Proxy has another name, with that of the operation.
const OPERATIONS: [(&str, &str); 22] = [
    ("Array.isArray", "IsArray"),
    ("JSON.stringify", "get"),
    ("Object.assign", "ownKeys"),
    ("Object.defineProperties", "defineProperty"),
    ("Object.entries", "ownKeys"),
    ("Object.freeze", "preventExtensions"),
    ("Object.getOwnPropertyDescriptors", "ownKeys"),
    ("Object.getOwnPropertyNames", "ownKeys"),
    ("Object.getOwnPropertySymbols", "ownKeys"),
    ("Object.hasOwn", "getOwnPropertyDescriptor"),
    ("Object.isFrozen", "isExtensible"),
    ("Object.isSealed", "isExtensible"),
    ("Object.keys", "ownKeys"),
    ("Object.seal", "preventExtensions"),
    ("Object.values", "ownKeys"),
    ("Object.prototype.toString", "Object.prototype.toString"),
    (
        "Object.prototype.hasOwnProperty",
        "getOwnPropertyDescriptor",
    ),
    ("Reflect.apply", "apply"),
    ("Reflect.construct", "construct"),
    ("Reflect.get", "get"),
    ("Reflect.has", "has"),
    ("Reflect.set", "set"),
];

/// The built-ins whose operation is called as they are.
const TRAPS: [&str; 8] = [
    "defineProperty",
    "deleteProperty",
    "getOwnPropertyDescriptor",
    "getPrototypeOf",
    "isExtensible",
    "ownKeys",
    "preventExtensions",
    "setPrototypeOf",
];

/// What makes an object refuse new properties.
const CLOSING: [&str; 3] = ["freeze", "seal", "preventExtensions"];

/// What is done to a revoked Proxy.
pub(super) fn operation(site: &ThrowSite<'_>) -> &'static str {
    if let Some(trap) = site.facts.trap() {
        return trap;
    }
    let method = site.method().unwrap_or_default();
    if let Some((_, operation)) = OPERATIONS.iter().find(|(name, _)| *name == method) {
        return operation;
    }
    let owner = method.split_once('.').unwrap_or_default();
    if let Some(trap) = TRAPS.iter().find(|trap| **trap == owner.1)
        && matches!(owner.0, "Object" | "Reflect")
    {
        return trap;
    }
    match site.at {
        Some(at) if site.program.is(at, "new") => "construct",
        Some(at) if site.program.is(at, "(") && !has_revoke(&method) => called(site, &method),
        _ => "get",
    }
}

/// The engine gives the place of the last call before it for what has none.
fn has_revoke(method: &str) -> bool {
    method == "revoke" || method.ends_with(".revoke")
}

/// A call of the Proxy, or of a built-in that reads from it.
fn called(site: &ThrowSite<'_>, method: &str) -> &'static str {
    let is_built_in = method.contains(['.', '[']);
    let takes = site.argument(0).flatten().is_some();
    if is_built_in || takes { "get" } else { "apply" }
}

/// The key that an operation is about.
pub(super) fn key(site: &ThrowSite<'_>) -> Option<String> {
    if site.facts.trap().is_some() {
        return site.facts.member_key();
    }
    let method = site.method().unwrap_or_default();
    match method.split_once('.') {
        Some(("Object" | "Reflect", name)) if !name.contains('.') => {
            return Some(site.argument_value(1)?.shown());
        }
        _ if method.ends_with("hasOwnProperty") => return Some(site.argument_value(0)?.shown()),
        _ => {}
    }
    None
}

/// The tokens of the target and of the handler, if the text makes one Proxy.
fn parts(site: &ThrowSite<'_>) -> Option<[(usize, usize); 2]> {
    let program = &site.program;
    let is_proxy = |&at: &usize| {
        program.is(at, "new") && program.is(at + 1, "Proxy") && program.is(at + 2, "(")
    };
    let mut all = (0..program.end()).filter(is_proxy);
    let start = all.next().filter(|_| all.next().is_none())? + 3;
    let end = expression_end(program, start);
    Some([(start, end), (end + 2, expression_end(program, end + 2))])
}

/// Whether the target is said to be closed: in any way, or in this one.
pub(super) fn is_closed(site: &ThrowSite<'_>, way: Option<&str>) -> bool {
    let Some([(start, last), _]) = parts(site) else {
        return false;
    };
    (start..=last).any(|at| match way {
        Some(way) => site.program.is(at, way),
        None => site.program.is_any(at, &CLOSING),
    })
}

/// The keys of a literal, with the place of each.
fn members(site: &ThrowSite<'_>, brace: usize) -> Vec<usize> {
    let program = &site.program;
    let Some(close) = program.closing(brace).filter(|&close| close > brace + 1) else {
        return Vec::new();
    };
    let mut keys: Vec<usize> = top_level(program, brace + 1, close - 1)
        .filter(|&at| at == brace + 1 || program.is(at - 1, ","))
        .collect();
    keys.retain(|&at| matches!(program.token(at).kind, Kind::Word | Kind::Number));
    keys
}

/// The first literal among the tokens of the target.
fn target_literal(site: &ThrowSite<'_>) -> Option<usize> {
    let [(start, last), _] = parts(site)?;
    (start..=last).find(|&at| site.program.is(at, "{"))
}

/// The first key of the target.
pub(super) fn target_key(site: &ThrowSite<'_>) -> Option<String> {
    let keys = members(site, target_literal(site)?);
    keys.first().map(|&at| text(&site.program, at))
}

/// What the target has for a key.
fn target_value(site: &ThrowSite<'_>, key: &str) -> Option<Value> {
    let keys = members(site, target_literal(site)?);
    let at = keys
        .into_iter()
        .find(|&at| text(&site.program, at) == key)?;
    let start = at + 2;
    site.value((start, expression_end(&site.program, start)))
}

/// The tokens behind the colon of a member of the handler.
fn trap(site: &ThrowSite<'_>, name: &str) -> Option<(usize, usize)> {
    let [_, (brace, _)] = parts(site)?;
    let keys = members(site, brace);
    let at = keys
        .into_iter()
        .find(|&at| text(&site.program, at) == name)?;
    let start = at + 2;
    site.program
        .is(at + 1, ":")
        .then(|| (start, expression_end(&site.program, start)))
}

/// The tokens of what a trap gives that is an arrow function with an expression.
fn given(site: &ThrowSite<'_>, name: &str) -> Option<(usize, usize)> {
    let (start, last) = trap(site, name)?;
    let arrow = top_level(&site.program, start, last).find(|&at| site.program.is(at, "=>"))?;
    (!site.program.is(arrow + 1, "{")).then_some((arrow + 1, last))
}

/// What a trap gives.
pub(super) fn trap_result(site: &ThrowSite<'_>, name: &str) -> Option<Value> {
    site.value(given(site, name)?)
}

/// What the target has and what the trap gives, where the text tells both.
pub(super) fn expected_and_got(site: &ThrowSite<'_>) -> String {
    let both = || {
        let expected = target_value(site, &key(site)?)?.shown();
        let got = trap_result(site, "get")?.shown();
        Some(format!(" (expected '{expected}' but got '{got}')"))
    };
    both().unwrap_or_default()
}

/// The first of the listed keys that is none.
pub(super) fn wrong_key(site: &ThrowSite<'_>) -> Option<String> {
    let (open, _) = given(site, "ownKeys")?;
    let close = site.program.closing(open)?;
    let mut at = open + 1;
    while at < close {
        let end = expression_end(&site.program, at);
        match site.value((at, end))? {
            Value::String(_) | Value::Symbol(_) => at = end + 2,
            value => return Some(value.shown()),
        }
    }
    None
}

/// A trap that is no function.
pub(super) fn wrong_trap(site: &ThrowSite<'_>) -> Option<String> {
    let [_, (brace, _)] = parts(site)?;
    members(site, brace).into_iter().find_map(|at| {
        let name = text(&site.program, at);
        let value = site.value(trap(site, &name)?)?.shown();
        Some(match name.as_str() {
            "apply" | "construct" => {
                format!("{} is not a function", site.print(site.call()?.callee))
            }
            _ => format!(
                "'{value}' returned for property '{name}' of object '#<Object>' is not a function"
            ),
        })
    })
}
