//! What is iterated or spread at the place of an error, or behind it.

use super::throw_site::ThrowSite;
use js_source::expression::expression_end;

/// An expression that is iterated, and whether an array pattern does it.
pub(super) struct Iterable {
    pub(super) tokens: (usize, usize),
    pub(super) is_pattern: bool,
    is_delegated: bool,
}

/// All of them that can have thrown, in order.
pub(super) fn iterables(site: &ThrowSite<'_>) -> Vec<Iterable> {
    let program = &site.program;
    let is_iterated = |site: &ThrowSite<'_>, at: usize| {
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
    let end = |site: &ThrowSite<'_>, at: usize| expression_end(&site.program, at + 1);
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
pub(super) fn is_rest(site: &ThrowSite<'_>, at: usize) -> bool {
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
pub(super) fn spread(site: &ThrowSite<'_>) -> Option<(usize, usize)> {
    let program = &site.program;
    let open = site.at.filter(|&at| program.is(at, "("))?;
    let dots = program.find(open, "...")?;
    (dots < program.closing(open)?).then_some(())?;
    Some((dots + 1, expression_end(program, dots + 1)))
}

/// What is iterated and can be nothing.
fn nothings<'a>(site: &'a ThrowSite<'_>) -> impl Iterator<Item = Iterable> + 'a {
    iterables(site).into_iter().filter(|one| {
        site.value(one.tokens)
            .is_none_or(|value| value.is_nullish())
    })
}

/// What is iterated and is nothing, if no method is read before.
pub(super) fn iterated_nothing(site: &ThrowSite<'_>) -> Option<String> {
    let one = nothings(site).next()?;
    Some(format!("{} is not iterable", site.print(one.tokens)))
}

/// What is iterated and cannot be; `kind` is its `typeof`.
pub(super) fn iterated(site: &ThrowSite<'_>, kind: &str) -> Option<String> {
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

/// What the one `next()` of the text returns.
pub(super) fn next_result(site: &ThrowSite<'_>) -> Option<String> {
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
