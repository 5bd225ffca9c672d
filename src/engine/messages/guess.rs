//! For errors that the engine throws without a place: what in the function can have thrown, if that is
//! one thing alone.
//!
//! May import: the siblings `site`, `expression` and `values`.

use super::super::syntax::tokens::Kind;
use super::expression::{chain_end, chain_start, expression_end, text};
use super::site::Site;
use super::values::Value;

/// Names whose members are there.
const PRESENT: [&str; 16] = [
    "Math", "Object", "Array", "JSON", "Reflect", "Promise", "Symbol", "Number", "String", "Date",
    "Map", "Set", "console", "Error", "this", "super",
];

/// The last token of the next method whose object can be nothing, if nothing is iterated before it.
pub(super) fn read(site: &Site<'_>) -> Option<usize> {
    let read = reads(site).first().copied()?;
    let iterated = nothings(site).next();
    iterated
        .is_none_or(|iterated| iterated.tokens.0 > read)
        .then_some(read)
}

fn reads(site: &Site<'_>) -> Vec<usize> {
    site.all(|site, at| {
        let program = &site.program;
        let is_method = at > 1
            && matches!(program.token(at).kind, Kind::Word | Kind::Private)
            && program.is(at - 1, ".")
            && program.is(at + 1, "(");
        let object = at.checked_sub(2);
        is_method
            && object.is_some_and(|object| {
                let start = chain_start(program, object);
                let value = site.value((start, object));
                let is_base = start == object;
                value.is_none_or(|value| value.is_nullish())
                    && !(is_base && program.is_any(start, &PRESENT))
                    && !program.is_any(start, &["[", "{"])
            })
    })
}

/// What is called as a tag, or behind `?.`: such calls have no place.
pub(super) fn called(site: &Site<'_>) -> Option<String> {
    if site.at.is_some() {
        return None;
    }
    let at = site.next(|site, at| {
        let program = &site.program;
        let is_tag = program.token(at).kind == Kind::Template
            && !program.closes(at)
            && at > 0
            && program.ends_expression(at - 1)
            && program.token(at - 1).kind != Kind::Template;
        let is_optional = at > 1 && program.is(at, "(") && program.is(at - 1, "?.");
        is_tag || is_optional
    })?;
    let last = if site.program.is(at - 1, "?.") {
        at - 2
    } else {
        at - 1
    };
    Some(site.print((chain_start(&site.program, last), last)))
}

/// An expression that is iterated, and whether an array pattern does it.
pub(super) struct Iterable {
    pub(super) tokens: (usize, usize),
    pub(super) is_pattern: bool,
    is_delegated: bool,
}

/// All of them that can have thrown, in order.
pub(super) fn iterables(site: &Site<'_>) -> Vec<Iterable> {
    let program = &site.program;
    let is_iterated = |site: &Site<'_>, at: usize| {
        let program = &site.program;
        let is_spread = program.is(at, "...")
            && at > 0
            && program.is_any(at - 1, &["[", ",", "("])
            && !is_rest(site, at);
        let is_pattern = program.is(at, "=")
            && at > 0
            && program.is(at - 1, "]")
            && program.opening(at - 1).is_some_and(|open| {
                open > 0 && program.is_any(open - 1, &["let", "const", "var", ",", ";", "(", "{"])
            });
        let is_delegated = program.is(at, "*") && at > 0 && program.is(at - 1, "yield");
        let is_of = program.is(at, "of") && at > 0 && program.ends_expression(at - 1);
        is_spread || is_pattern || is_delegated || is_of
    };
    let end = |site: &Site<'_>, at: usize| expression_end(&site.program, at + 1);
    site.all_until(is_iterated, end)
        .into_iter()
        .map(|at| Iterable {
            tokens: (at + 1, expression_end(program, at + 1)),
            is_pattern: program.is(at, "="),
            is_delegated: program.is(at, "*"),
        })
        .collect()
}

/// Whether `...` is that of a pattern, of parameters or of an object.
pub(super) fn is_rest(site: &Site<'_>, at: usize) -> bool {
    let program = &site.program;
    let mut open = at;
    while open > 0 {
        open -= 1;
        if program.opens(open) {
            break;
        }
        open = program.opening(open).unwrap_or(open);
    }
    let close = program.closing(open).unwrap_or(open);
    program.is(open, "{") || program.is_any(close + 1, &["=", "=>", "{"])
}

/// What is spread in the call that the engine points at.
pub(super) fn spread(site: &Site<'_>) -> Option<(usize, usize)> {
    let program = &site.program;
    let open = site.at.filter(|&at| program.is(at, "("))?;
    let dots = program.find(open, "...")?;
    (dots < program.closing(open)?).then_some(())?;
    Some((dots + 1, expression_end(program, dots + 1)))
}

/// What is iterated and can be nothing.
fn nothings<'a>(site: &'a Site<'_>) -> impl Iterator<Item = Iterable> + 'a {
    iterables(site).into_iter().filter(|one| {
        site.value(one.tokens)
            .is_none_or(|value| value.is_nullish())
    })
}

/// What is iterated and is nothing, if no method is read before.
pub(super) fn iterated_nothing(site: &Site<'_>) -> Option<String> {
    let one = nothings(site).next()?;
    Some(format!("{} is not iterable", site.print(one.tokens)))
}

/// What is iterated and cannot be; `kind` is its `typeof`.
pub(super) fn iterated(site: &Site<'_>, kind: &str) -> Option<String> {
    let mut fitting = iterables(site).into_iter().filter(|one| {
        site.value(one.tokens)
            .is_none_or(|value| value.type_of() == kind)
    });
    let one = fitting.next()?;
    if one.is_delegated {
        let typed = site.value(one.tokens)?.typed();
        return Some(format!(
            "{typed} is not iterable (cannot read property Symbol(Symbol.iterator))"
        ));
    }
    Some(format!("{} is not iterable", site.print(one.tokens)))
}

/// The value of the one `extends` in the function.
pub(super) fn superclass(site: &Site<'_>) -> Option<Value> {
    let extends = site.next(|site, at| site.program.is(at, "extends"))?;
    site.value((extends + 1, chain_end(&site.program, extends + 1, true)))
}

/// What was assigned to the `prototype` of the one superclass.
pub(super) fn superclass_prototype(site: &Site<'_>) -> Option<String> {
    let program = &site.program;
    let extends = site.next(|site, at| site.program.is(at, "extends"))?;
    let assigned = (0..extends).rev().find(|&at| {
        program.is(at, "prototype")
            && program.is(at + 1, "=")
            && at > 1
            && program.name(at - 2) == program.name(extends + 1)
    })?;
    Some(
        site.value((assigned + 2, expression_end(program, assigned + 2)))?
            .shown(),
    )
}

/// What the one `next()` of the text returns.
pub(super) fn next_result(site: &Site<'_>) -> Option<String> {
    let program = &site.program;
    let next = program.find(0, "next")?;
    let brace = program.closing(next + 1)? + 1;
    let result = program.find(brace, "return")? + 1;
    (result < program.closing(brace)?).then_some(())?;
    Some(
        site.value((result, expression_end(program, result)))?
            .shown(),
    )
}

/// Both sides of the one `in` of the function.
pub(super) fn searched(site: &Site<'_>) -> Option<(String, String)> {
    let program = &site.program;
    let operator = site.next(|site, at| {
        let is_loop = at > 1 && site.program.is_any(at - 2, &["let", "const", "var"]);
        site.program.is(at, "in") && !is_loop
    })?;
    let last = operator.checked_sub(1)?;
    let start = chain_start(program, last);
    let key = if program.token(last).kind == Kind::Private {
        text(program, last)
    } else {
        site.value((start, last))?.shown()
    };
    let object = site.value((operator + 1, chain_end(program, operator + 1, true)));
    Some((key, object?.shown()))
}
