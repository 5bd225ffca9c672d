//! Fills V8's words with what the text around the place tells.

use super::throw_site::ThrowSite;
use super::values::Value;
use super::{declared, infer, member, patterns, proxies};
use js_source::expression::{chain_start, expression_end, text, top_level};
use js_source::syntax::regular_expression;
use js_source::syntax::tokens::Kind;

/// The built-ins that iterate their first argument.
const ITERATING: [&str; 11] = [
    "AggregateError",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "all",
    "allSettled",
    "any",
    "from",
    "fromEntries",
    "race",
];

/// The methods of arrays that V8 names when there is no array.
const NAMED: [&str; 13] = [
    "concat",
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "forEach",
    "indexOf",
    "map",
    "reduce",
    "reduceRight",
    "some",
];

/// Fills all placeholders of a row; `None` if the text does not tell one of them.
pub(super) fn expand(words: &str, captured: &[&str], site: &ThrowSite<'_>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&placeholder(name, captured, site)?);
        rest = behind;
    }
    filled.push_str(rest);
    Some(filled)
}

fn placeholder(name: &str, captured: &[&str], site: &ThrowSite<'_>) -> Option<String> {
    let (before, number) = name.rsplit_once(' ').unwrap_or(("", name));
    if let Ok(number) = number.parse::<usize>() {
        return match before {
            "" => captured.get(number).map(|text| (*text).to_owned()),
            "shown argument" => Some(site.argument_value(number)?.shown()),
            "typed argument" => Some(site.argument_value(number)?.typed()),
            "tagged argument" => Some(site.argument_value(number)?.tagged()),
            "article argument" => site.argument_value(number).map(|value| article(&value)),
            "first member of argument" => Some(argument_member(site, number, None)?.shown()),
            _ => None,
        };
    }
    match name {
        "method" => site.method(),
        "native" => site.native(),
        "array method" => site.method().filter(|method| {
            let name = method.strip_prefix("Array.prototype.");
            name.is_some_and(|name| NAMED.contains(&name))
        }),
        "prototype method" => site
            .method()
            .filter(|method| method.contains(".prototype.")),
        "if it takes objects" => {
            let call = site.call()?;
            let method = site.method()?;
            let takes = call.is_indirect || method.starts_with("Object.") || method == "String.raw";
            takes.then(String::new)
        }
        "if it iterates" => ITERATING
            .contains(&site.native()?.as_str())
            .then(String::new),
        "spread" => infer::spread(site).map(|tokens| site.print(tokens)),
        "spread refused" => infer::spread(site).map(|_| {
            "Spread syntax requires ...iterable[Symbol.iterator] to be a function".to_owned()
        }),
        "callee" => site.call().map(|call| site.print(call.callee)),
        "called" => called(site),
        "constructed" => constructed(site),
        "class constructor" => class_constructor(site),
        "receiver" => Some(site.receiver()?.shown()),
        "first element" => first_element(site),
        "accessor get" => Some(argument_member(site, 2, Some("get"))?.shown()),
        "accessor set" => Some(argument_member(site, 2, Some("set"))?.shown()),
        "defined" => site.facts.refusal().or_else(|| {
            let key = captured.first()?;
            Some(format!("Cannot redefine property: {key}"))
        }),
        "prototype refused" => site
            .facts
            .refusal()
            .or_else(|| Some("Cyclic __proto__ value".to_owned())),
        "element size" => Some(element_size(&site.method()?).to_string()),
        "invalid index" => Some(match site.receiver() {
            Some(Value::Object(class) | Value::Tagged(class)) if class.ends_with("Array") => {
                "Invalid typed array index".to_owned()
            }
            _ => format!("Invalid index : {}", site.argument_value(0)?.shown()),
        }),
        "invalid length" if site.method()?.ends_with("ArrayBuffer") => {
            Some("Invalid array buffer length".to_owned())
        }
        "invalid length" => {
            let value = site.argument_value(0)?.shown();
            Some(format!("Invalid typed array length: {value}"))
        }
        "declared later" => {
            let name = captured.first()?;
            declared::later(&site.program, name)
                .then(|| format!("Cannot access '{name}' before initialization"))
        }
        "member" => member::read(site),
        "written" => match site.facts.refusal() {
            None if site.facts.is_of_variable() => Some(format!(
                "Cannot assign to read only property '{}' of object '[object Object]'",
                captured.first()?
            )),
            refusal => refusal,
        },
        "written key" | "read key" => site.facts.private_key(),
        "deleted" => site.facts.refusal(),
        "pattern" => pattern(site),
        "private" => member::private(site),
        "iterated" => infer::iterated(site, captured.first()?),
        "destructured" => patterns::destructured(site, captured.first()?),
        name => of_instructions(name, site),
    }
}

/// What the instruction tells that has thrown.
fn of_instructions(name: &str, site: &ThrowSite<'_>) -> Option<String> {
    match name {
        "uninitialized" => match site.facts.key() {
            Some(name) => Some(name.to_owned()),
            None => declared::uninitialized(site),
        },
        "superclass" | "superclass prototype" => {
            let operands = site.facts.operands_of(&["StoreClassPrototype"])?;
            Some(operands.first()?.shown())
        }
        "next result" => {
            let operands = site.facts.operands_of(&["IteratorUpdateResult"]);
            match operands.and_then(<[_]>::first) {
                Some(result) => Some(result.shown()),
                None => infer::next_result(site),
            }
        }
        "searched" => match site.facts.operands_of(&["In"]) {
            Some(operands) => Some(operands.get(1)?.shown()),
            None => site.facts.private_key(),
        },
        "searched in" => {
            let operands = site.facts.operands_of(&["In", "InPrivate"])?;
            Some(operands.first()?.shown())
        }
        name => of_proxies(name, site),
    }
}

/// What is about Proxies.
fn of_proxies(name: &str, site: &ThrowSite<'_>) -> Option<String> {
    match name {
        "operation" => Some(proxies::operation(site).to_owned()),
        "trap key" => proxies::key(site),
        "target key" => proxies::target_key(site),
        "expected and got" => Some(proxies::expected_and_got(site)),
        "got" => Some(proxies::trap_result(site, "get")?.shown()),
        "constructed result" => Some(proxies::trap_result(site, "construct")?.shown()),
        "wrong key" => proxies::wrong_key(site),
        "wrong trap" => proxies::wrong_trap(site),
        "is open" => Some((!proxies::is_closed(site, None)).to_string()),
        "if it is closed" => proxies::is_closed(site, None).then(String::new),
        "if it has what it has" => {
            proxies::is_closed(site, Some("preventExtensions")).then(String::new)
        }
        #[cfg(test)]
        name => panic!("no placeholder: {name}"),
        #[cfg(not(test))]
        _ => None,
    }
}

/// A text that a method of strings makes a regular expression of.
fn pattern(site: &ThrowSite<'_>) -> Option<String> {
    let flags = match site.native()?.as_str() {
        "matchAll" => "g",
        _ => "",
    };
    let Value::String(text) = site.argument_value(0)? else {
        return None;
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    Some(regular_expression::message(&units, flags))
}

/// What is called and is no function.
fn called(site: &ThrowSite<'_>) -> Option<String> {
    if let Some(call) = site.call() {
        return Some(site.print(call.callee));
    }
    // The callee of a tag, behind which the template is, or of an optional call.
    let at = site.at?;
    let last = match site.program.token(at).kind {
        Kind::Word | Kind::Private => at,
        Kind::Template => at.checked_sub(1)?,
        _ => return None,
    };
    Some(site.print((chain_start(&site.program, last), last)))
}

fn constructed(site: &ThrowSite<'_>) -> Option<String> {
    let call = site.call()?;
    site.program
        .is(site.at?, "new")
        .then(|| site.print(call.callee))
}

fn class_constructor(site: &ThrowSite<'_>) -> Option<String> {
    let called = site.method()?;
    let name = called.rsplit('.').next().unwrap_or_default();
    Some(if name.contains(['(', ')', ']']) {
        "Class constructors".to_owned()
    } else {
        format!("Class constructor {name}")
    })
}

fn article(value: &Value) -> String {
    match value {
        Value::Undefined => "undefined".to_owned(),
        Value::Null | Value::Object(_) | Value::Array => "an object".to_owned(),
        value => format!("a {}", value.type_of()),
    }
}

/// A member of an argument that is an object literal: by name, or the first.
fn argument_member(site: &ThrowSite<'_>, number: usize, name: Option<&str>) -> Option<Value> {
    let (start, last) = site.argument(number).flatten()?;
    let program = &site.program;
    if !program.is(start, "{") || program.closing(start) != Some(last) {
        return None;
    }
    let key = top_level(program, start + 1, last - 1)
        .find(|&at| program.is(at + 1, ":") && name.is_none_or(|name| text(program, at) == name))?;
    site.value((key + 2, expression_end(program, key + 2)))
}

/// The first element of an array literal that is the argument, and no object.
fn first_element(site: &ThrowSite<'_>) -> Option<String> {
    let (start, last) = site.argument(0).flatten()?;
    if !site.program.is(start, "[") {
        return None;
    }
    let mut at = start + 1;
    while at < last {
        let end = expression_end(&site.program, at);
        match site.value((at, end))? {
            Value::Object(_) | Value::Array => at = end + 2,
            value => return Some(value.shown()),
        }
    }
    None
}

fn element_size(constructor: &str) -> u32 {
    let bits: String = constructor.chars().filter(char::is_ascii_digit).collect();
    bits.parse::<u32>().map_or(1, |bits| bits / 8)
}
