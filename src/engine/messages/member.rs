//! Messages about a member that was read, written or deleted.
//!
//! May import: the siblings `site`, `expression` and `values`.

use super::super::syntax::program::Program;
use super::super::syntax::tokens::Kind;
use super::expression::{chain_end, chain_start, expression_end, follows_operand, text, unquoted};
use super::site::Site;
use super::values::Value;

/// A member in the text: its object and its key.
struct Member {
    object: (usize, usize),
    /// The name, or the expression in the brackets.
    key: (usize, usize),
    is_computed: bool,
}

const ASSIGNMENTS: [&str; 16] = [
    "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=",
    "??=",
];

/// The member whose last token is `last`.
fn member_at(program: &Program<'_>, last: usize) -> Option<Member> {
    let before = |at: usize| {
        let object = at.checked_sub(1)?;
        Some((chain_start(program, object), object))
    };
    if program.is(last, "]") {
        let open = program.opening(last)?;
        let object = if open > 0 && program.is(open - 1, "?.") {
            open - 1
        } else {
            open
        };
        return Some(Member {
            object: before(object)?,
            key: (open + 1, last.checked_sub(1)?),
            is_computed: true,
        });
    }
    let dot = last.checked_sub(1)?;
    program.is_any(dot, &[".", "?."]).then_some(())?;
    Some(Member {
        object: before(dot)?,
        key: (last, last),
        is_computed: false,
    })
}

impl Member {
    /// The key as V8 shows it, where the text tells it.
    fn name(&self, site: &Site<'_>) -> Option<String> {
        let (start, last) = self.key;
        if !self.is_computed {
            return Some(String::from_utf16_lossy(&site.program.name(start)));
        }
        if start == last && site.program.token(start).kind == Kind::String {
            return Some(unquoted(&site.program, start));
        }
        if site.program.is(start, "Symbol") && site.program.is(start + 1, ".") {
            return Some(format!("Symbol({})", site.print(self.key)));
        }
        Some(site.value(self.key)?.shown())
    }

    /// Whether the object is undefined or null. What the text does not tell is undefined, more often
    /// than not.
    fn nothing(&self, site: &Site<'_>) -> &'static str {
        match site.value(self.object) {
            Some(Value::Null) => "null",
            _ => "undefined",
        }
    }
}

/// The member that begins at the token `start`, and whether it is assigned to.
fn target(site: &Site<'_>, start: usize) -> Option<(Member, Option<String>)> {
    let program = &site.program;
    // The engine points at the arguments of a call in the chain.
    let start = if program.is(start, "(") && follows_operand(program, start) {
        chain_start(program, start - 1)
    } else {
        start
    };
    let last = chain_end(program, start, true);
    let member = member_at(program, last)?;
    let next = last + 1;
    let operator = program.is_any(next, &ASSIGNMENTS);
    Some((member, operator.then(|| text(program, next))))
}

/// The member at the place of a read or of an assignment.
fn at_place(site: &Site<'_>) -> Option<(Member, bool)> {
    let program = &site.program;
    let at = site.at?;
    if at > 0 && program.is(at - 1, "[") && program.closing(at - 1).is_some() {
        let member = member_at(program, program.closing(at - 1)?)?;
        return Some((member, false));
    }
    if at > 0 && program.is_any(at - 1, &[".", "?."]) {
        let member = member_at(program, at)?;
        return Some((called_next(site, at, &member).unwrap_or(member), false));
    }
    let start = if program.is_any(at, &["++", "--"]) {
        at + 1
    } else {
        at
    };
    let (member, operator) = target(site, start)?;
    Some((member, operator.as_deref() == Some("=")))
}

/// In `o.a.b()` the engine has no place for the read of `b`, and gives that of `a`: unless the text tells
/// that `o` is nothing, it is `o.a` that is.
fn called_next(site: &Site<'_>, at: usize, member: &Member) -> Option<Member> {
    let program = &site.program;
    let is_call = program.is_any(at + 1, &[".", "?."])
        && program.token(at + 2).kind == Kind::Word
        && program.is(at + 3, "(");
    let is_nothing = site
        .value(member.object)
        .is_some_and(|value| value.is_nullish());
    (is_call && !is_nothing)
        .then(|| member_at(program, at + 2))
        .flatten()
}

/// A read or a write of a member of nothing.
pub(super) fn read(site: &Site<'_>) -> Option<String> {
    let program = &site.program;
    if site.at.is_some_and(|at| program.is(at, "delete")) {
        return Some("Cannot convert undefined or null to object".to_owned());
    }
    let placed = at_place(site).filter(|(member, _)| {
        let value = site.value(member.object);
        value.is_none_or(|value| value.is_nullish())
    });
    let Some((member, is_write)) = placed.or_else(|| {
        let last = super::guess::read(site)?;
        Some((member_at(program, last)?, false))
    }) else {
        return super::guess::iterated_nothing(site);
    };
    let nothing = member.nothing(site);
    let name = member.name(site);
    if !is_write && name.as_deref() == Some("Symbol(Symbol.iterator)") {
        return Some(format!(
            "{nothing} is not iterable (cannot read property Symbol(Symbol.iterator))"
        ));
    }
    let (verb, what) = if is_write {
        ("set", "setting")
    } else {
        ("read", "reading")
    };
    Some(match name {
        Some(name) => format!("Cannot {verb} properties of {nothing} ({what} '{name}')"),
        None => format!("Cannot {verb} properties of {nothing}"),
    })
}

/// A write that an object does not take.
pub(super) fn written(site: &Site<'_>, key: &str) -> Option<String> {
    let Some((member, _)) = target(site, site.at?) else {
        let name = site.program.is_name(site.at?);
        return name.then(|| {
            format!("Cannot assign to read only property '{key}' of object '[object Object]'")
        });
    };
    let (start, last) = member.object;
    let has = |word: &str| {
        let program = &site.program;
        (start..=last).any(|at| program.is(at, word)) || is_assigned_with(site, start, word)
    };
    let value = site.value(member.object);
    if has("Proxy") {
        return Some(format!(
            "'set' on proxy: trap returned falsish for property '{key}'"
        ));
    }
    if has("get") && has(key) {
        let class = match value {
            Some(Value::Object(class)) => class,
            _ => "Object".to_owned(),
        };
        return Some(format!(
            "Cannot set property {key} of #<{class}> which has only a getter"
        ));
    }
    Some(match value {
        Some(Value::String(text)) if key == "length" => {
            format!("Cannot assign to read only property 'length' of string '{text}'")
        }
        Some(
            value @ (Value::String(_) | Value::Number(_) | Value::Boolean(_) | Value::BigInt(_)),
        ) => {
            format!(
                "Cannot create property '{key}' on {} '{}'",
                value.type_of(),
                value.shown()
            )
        }
        _ if ["freeze", "seal", "preventExtensions"]
            .iter()
            .any(|word| has(word))
            && !has(key)
            && value != Some(Value::Array) =>
        {
            format!("Cannot add property {key}, object is not extensible")
        }
        Some(Value::Array) => {
            format!("Cannot assign to read only property '{key}' of object '[object Array]'")
        }
        _ => format!("Cannot assign to read only property '{key}' of object '#<Object>'"),
    })
}

/// Whether the value that a name was given, or the class that an object was made of, has a word in it.
fn is_assigned_with(site: &Site<'_>, name: usize, word: &str) -> bool {
    let program = &site.program;
    let tokens = if program.is(name, "new") {
        let is_class =
            |&at: &usize| program.is(at, "class") && program.name(at + 1) == program.name(name + 1);
        (0..name).rev().find(is_class).and_then(|class| {
            let last = program.closing(program.find(class, "{")?)?;
            Some((class, last))
        })
    } else {
        let is_given =
            |&at: &usize| program.name(at) == program.name(name) && program.is(at + 1, "=");
        (1..name)
            .rev()
            .find(is_given)
            .map(|at| (at + 2, expression_end(program, at + 2)))
    };
    tokens.is_some_and(|(start, last)| (start..=last).any(|at| program.is(at, word)))
}

/// A property that does not go.
pub(super) fn deleted(site: &Site<'_>) -> Option<String> {
    let program = &site.program;
    let delete = site.at.filter(|&at| program.is(at, "delete"))?;
    let (member, _) = target(site, delete + 1)?;
    let name = member.name(site)?;
    let (start, last) = member.object;
    if (start..=last).any(|at| program.is(at, "Proxy")) {
        return Some(format!(
            "'deleteProperty' on proxy: trap returned falsish for property '{name}'"
        ));
    }
    let object = match site.value(member.object) {
        Some(Value::Array) => "[object Array]".to_owned(),
        Some(Value::Object(class)) => format!("#<{class}>"),
        _ => "#<Object>".to_owned(),
    };
    Some(format!("Cannot delete property '{name}' of {object}"))
}

/// Whether the place is that of an assignment to a member.
pub(super) fn is_write(site: &Site<'_>) -> bool {
    matches!(at_place(site), Some((_, true)))
}

/// The key of the member whose last token is `last`.
pub(super) fn name_at(site: &Site<'_>, last: usize) -> Option<String> {
    member_at(&site.program, last)?.name(site)
}

/// The key of an assignment.
pub(super) fn written_key(site: &Site<'_>) -> Option<String> {
    target(site, site.at?)?.0.name(site)
}

/// The key of a read.
pub(super) fn read_key(site: &Site<'_>) -> Option<String> {
    at_place(site)?.0.name(site)
}

/// A private name that an object does not have.
pub(super) fn private(site: &Site<'_>) -> Option<String> {
    let program = &site.program;
    let at = site.at?;
    let (member, operator) = if program.token(at).kind == Kind::Private {
        (member_at(program, at)?, None)
    } else {
        let private = (at..program.end()).find(|&at| program.token(at).kind == Kind::Private)?;
        let next = text(program, private + 1);
        (member_at(program, private)?, Some(next))
    };
    let name = member.name(site)?;
    let declared = (1..program.end()).find(|&at| {
        program.is(at, &name) && program.is(at + 1, "(") && !program.is_any(at - 1, &[".", "?."])
    });
    if let Some(declared) = declared {
        let class = (0..declared)
            .rev()
            .find(|&at| program.is(at, "class") && program.is_name(at + 1))?;
        return Some(format!(
            "Receiver must be an instance of class {}",
            text(program, class + 1)
        ));
    }
    Some(if operator.as_deref() == Some("=") {
        format!("Cannot write private member {name} to an object whose class did not declare it")
    } else {
        format!("Cannot read private member {name} from an object whose class did not declare it")
    })
}
