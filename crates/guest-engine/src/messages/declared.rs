//! Names that are used before their declaration has run.

use super::infer::is_rest;
use super::throw_site::ThrowSite;
use js_source::expression::text;
use js_source::syntax::program::Program;
use js_source::syntax::tokens::Kind;

/// Whether all uses of a name are where a `let`, `const`, `class` or `import` of the text declares it, so
/// that it is no unknown name but one that has no value yet.
pub(super) fn later(program: &Program<'_>, name: &str) -> bool {
    let is_name = |&at: &usize| program.token(at).kind == Kind::Word && program.is(at, name);
    let all: Vec<usize> = (0..program.end()).filter(is_name).collect();
    let scopes: Vec<(usize, usize)> = all
        .iter()
        .filter(|&&at| at > 0 && is_declaration(program, at))
        .filter_map(|&at| scope_of(program, at))
        .collect();
    let mut uses = all.iter().filter(|&&at| {
        let is_key = program.is(at + 1, ":") && at > 0 && program.is_any(at - 1, &["{", ","]);
        !is_key && (at == 0 || !program.is_any(at - 1, &[".", "?."]))
    });
    !scopes.is_empty() && uses.all(|&at| scopes.iter().any(|scope| scope.0 <= at && at <= scope.1))
}

fn is_declaration(program: &Program<'_>, at: usize) -> bool {
    if program.is_any(at - 1, &["let", "const", "class"]) {
        return true;
    }
    // import x from, import { x }, import { y as x }, import * as x
    let start = (0..at)
        .rev()
        .find(|&at| program.is_any(at, &["import", ";", "(", "="]));
    start.is_some_and(|start| {
        program.is(start, "import") && program.is_any(at + 1, &["from", ",", "}"])
    })
}

/// The block in which a name is declared, or the whole text; nothing for the head of a loop.
fn scope_of(program: &Program<'_>, declared: usize) -> Option<(usize, usize)> {
    let is_import = !program.is_any(declared - 1, &["let", "const", "class"]);
    let around = (0..declared).rev().find(|&open| {
        program.opens(open) && program.closing(open).is_some_and(|close| close > declared)
    });
    match around {
        None => Some((0, program.end())),
        Some(_) if is_import => Some((0, program.end())),
        Some(open) => program
            .is(open, "{")
            .then(|| Some((open, program.closing(open)?)))
            .flatten(),
    }
}

/// The one name that is used before its declaration.
pub(super) fn uninitialized(site: &ThrowSite<'_>) -> Option<String> {
    let program = &site.program;
    let mut names: Vec<String> = Vec::new();
    for at in 1..program.end() {
        let is_declared = program.is_name(at)
            && (program.is_any(at - 1, &["let", "const", "class"])
                || (program.is_any(at - 1, &[",", "{", "["]) && follows_let(site, at))
                || (program.is_any(at + 1, &[")", ",", "="]) && is_parameter(site, at)));
        if !is_declared {
            continue;
        }
        let name = program.name(at);
        let is_used = (0..at).any(|used| {
            program.token(used).kind == Kind::Word
                && program.name(used) == name
                && !(used > 0 && program.is_any(used - 1, &[".", "?."]))
                && !program.is(used + 1, ":")
        });
        let is_own = program.is(at - 1, "class") && program.is(at + 2, &text(program, at));
        let name = text(program, at);
        if (is_used || is_own) && !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [name] => Some(name.clone()),
        _ => None,
    }
}

fn follows_let(site: &ThrowSite<'_>, at: usize) -> bool {
    let program = &site.program;
    let mut number = at;
    while number > 0 {
        number -= 1;
        if program.is_any(number, &["let", "const"]) {
            return true;
        }
        if program.is(number, ";") || program.is(number, "}") {
            return false;
        }
        number = program.opening(number).unwrap_or(number);
    }
    false
}

fn is_parameter(site: &ThrowSite<'_>, at: usize) -> bool {
    is_rest(site, at) && site.program.is(at - 1, ",")
}
