//! Patterns that take apart `undefined` or `null`.

use super::infer::{is_rest, iterables};
use super::throw_site::ThrowSite;
use js_source::expression::{expression_end, text, top_level};
use js_source::syntax::tokens::Kind;

/// A pattern that takes apart `undefined` or `null`.
pub(super) fn destructured(site: &ThrowSite<'_>, nothing: &str) -> Option<String> {
    let program = &site.program;
    if let Some(brace) = brace_at(site) {
        return of_object(site, brace, nothing);
    }
    let fits = |tokens| {
        let value = site.value(tokens);
        value.is_none_or(|value| value.shown() == nothing)
    };
    let arrays: Vec<_> = iterables(site)
        .into_iter()
        .filter(|one| one.is_pattern && fits(one.tokens))
        .collect();
    let end = |site: &ThrowSite<'_>, at: usize| match pattern_value(site, at) {
        Some(Some((_, last))) => last,
        _ => at,
    };
    let objects = site.all_until(|site, at| pattern_value(site, at).is_some(), end);
    let array = arrays.first();
    let fitting = |&&brace: &&usize| {
        let value = pattern_value(site, brace).flatten();
        value.is_none_or(fits)
    };
    let object = objects.iter().find(fitting).or(objects.first()).copied();
    if let Some(one) = array.filter(|one| object.is_none_or(|brace| brace > one.tokens.0)) {
        let is_known = one.tokens.0 == one.tokens.1;
        return Some(if is_known {
            format!("{} is not iterable", site.print(one.tokens))
        } else {
            format!("{nothing} is not iterable (cannot read property Symbol(Symbol.iterator))")
        });
    }
    if let Some(brace) = object {
        let value = pattern_value(site, brace)?;
        let key = first_key(site, brace);
        if !value.is_none_or(fits) {
            let inner = top_level(program, brace + 1, program.closing(brace)? - 1)
                .find(|&at| program.is(at, "{"))?;
            let key = first_key(site, inner)?;
            return Some(format!(
                "Cannot read properties of {nothing} (reading '{key}')"
            ));
        }
        let printed = match value {
            Some(tokens) => site.print(tokens),
            None if program.is(program.closing(brace)? + 1, "of") => ".for".to_owned(),
            None if nothing == "null" => "object null".to_owned(),
            None => nothing.to_owned(),
        };
        return Some(match key {
            Some(key) => {
                format!("Cannot destructure property '{key}' of '{printed}' as it is {nothing}.")
            }
            None => format!("Cannot destructure '{printed}' as it is {nothing}."),
        });
    }
    let is_array_parameter = |site: &ThrowSite<'_>, at: usize| {
        let program = &site.program;
        program.is(at, "[") && at > 0 && program.is(at - 1, "(") && is_rest(site, at)
    };
    if !site.all(is_array_parameter).is_empty() {
        return Some(format!(
            "{nothing} is not iterable (cannot read property Symbol(Symbol.iterator))"
        ));
    }
    None
}

/// The brace of the object pattern that the engine points at, which it does by the first key.
fn brace_at(site: &ThrowSite<'_>) -> Option<usize> {
    let program = &site.program;
    let mut at = site.at?;
    while !program.is(at, "{") {
        at = at.checked_sub(1)?;
        at = program.opening(at).unwrap_or(at);
    }
    let is_first = at == site.at? || at + 1 == site.at?;
    is_first.then_some(at)
}

/// An object pattern that takes apart nothing.
fn of_object(site: &ThrowSite<'_>, brace: usize, nothing: &str) -> Option<String> {
    let program = &site.program;
    let key = first_key(site, brace);
    if brace > 0 && program.is(brace - 1, ":") {
        let key = key?;
        return Some(format!(
            "Cannot read properties of {nothing} (reading '{key}')"
        ));
    }
    let printed = match pattern_value(site, brace).flatten() {
        Some(tokens) => site.print(tokens),
        None if program.is(program.closing(brace)? + 1, "of") => ".for".to_owned(),
        None if nothing == "null" => "object null".to_owned(),
        None => nothing.to_owned(),
    };
    Some(match key {
        Some(key) => {
            format!("Cannot destructure property '{key}' of '{printed}' as it is {nothing}.")
        }
        None => format!("Cannot destructure '{printed}' as it is {nothing}."),
    })
}

/// For a brace that begins a pattern: the tokens of the value that it takes apart, if these are in the text.
#[expect(
    clippy::option_option,
    reason = "no pattern, or a pattern without a value"
)]
fn pattern_value(site: &ThrowSite<'_>, at: usize) -> Option<Option<(usize, usize)>> {
    let program = &site.program;
    if !program.is(at, "{") || at == 0 {
        return None;
    }
    let close = program.closing(at)?;
    let is_declared = program.is_any(at - 1, &["let", "const", "var", "("]);
    if is_declared && program.is(close + 1, "=") {
        return Some(Some((close + 2, expression_end(program, close + 2))));
    }
    if is_declared && program.is(close + 1, "of") {
        return Some(None);
    }
    let is_parameter = program.is_any(at - 1, &["(", ","])
        && program.is_any(close + 1, &[")", ","])
        && is_rest(site, at);
    is_parameter.then_some(None)
}

/// The first key of a pattern, if it is a plain name.
fn first_key(site: &ThrowSite<'_>, brace: usize) -> Option<String> {
    let first = brace + 1;
    let is_plain = matches!(site.program.token(first).kind, Kind::Word);
    is_plain.then(|| text(&site.program, first))
}
