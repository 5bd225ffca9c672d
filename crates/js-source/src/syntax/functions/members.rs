//! The members of classes and object literals.

use super::super::tokens::Kind;
use super::finder::Finder;
use super::{Owner, Sort};

impl Finder<'_> {
    /// A member of a class or an object literal that ends at `end`. Gives what follows it.
    pub(super) fn member(&mut self, at: usize, end: usize, owner: &Owner) -> usize {
        let program = self.program;
        let mut key = at;
        let mut first = at;
        let mut prefix = "";
        let mut is_static = false;
        while program.is_any(key, &["static", "async", "get", "set", "*"])
            && !program.is_any(key + 1, &["(", "=", ",", ";", ":", "}"])
        {
            match () {
                () if program.is(key, "static") && program.is(key + 1, "{") => {
                    return self.value(key + 1, end, Sort::StaticField, owner);
                }
                () if program.is(key, "static") => {
                    is_static = true;
                    first = key + 1;
                }
                () if program.is(key, "get") => prefix = "get ",
                () if program.is(key, "set") => prefix = "set ",
                () => {}
            }
            key += 1;
        }
        let mut name: Vec<u16> = prefix.encode_utf16().collect();
        let next = self.key(key, &mut name);
        match () {
            () if program.is(next, "(") => {
                let body = program.closing(next).map(|closing| closing + 1);
                let Some(last) = body.and_then(|body| program.closing(body)) else {
                    return next + 1;
                };
                let is_constructor = matches!(owner, Owner::Class(_))
                    && !is_static
                    && program.is(key, "constructor");
                let sort = if is_constructor {
                    Sort::Constructor
                } else {
                    Sort::Method
                };
                self.push(first, last, sort, name, owner.clone());
                self.waiting.push((next, last, Owner::Nobody));
                last + 1
            }
            () if program.is(next, "=") && is_static => {
                self.value(next + 1, end, Sort::StaticField, owner)
            }
            () if program.is(next, "=") && *owner != Owner::Object => {
                self.value(next + 1, end, Sort::Field, owner)
            }
            // What looks like a literal may be a pattern.
            () if program.is_any(next, &[":", "="]) => {
                let last = self.expression_end(next + 1).min(end - 1);
                self.waiting.push((next + 1, last + 1, owner.clone()));
                last + 1
            }
            () => next.max(at + 1),
        }
    }

    /// The key of a member: puts its name down, if it is plain, and gives what follows.
    fn key(&self, at: usize, name: &mut Vec<u16>) -> usize {
        let program = self.program;
        match program.token(at).kind {
            Kind::Word => name.extend(program.name(at)),
            Kind::Private | Kind::Number => name.extend_from_slice(program.units(at)),
            Kind::String => name.extend(unquoted(program.units(at))),
            _ => {
                let Some(closing) = program.closing(at).filter(|_| program.is(at, "[")) else {
                    name.clear();
                    return at;
                };
                if closing == at + 2 && program.token(at + 1).kind == Kind::String {
                    name.extend(unquoted(program.units(at + 1)));
                } else if closing == at + 4 && program.is(at + 1, "Symbol") {
                    let symbol = program.token(at).start..program.token(closing).end;
                    name.extend_from_slice(&program.text[symbol]);
                } else {
                    name.clear();
                }
                return closing + 1;
            }
        }
        at + 1
    }

    /// The value of a field, or a static block. Gives what follows it.
    fn value(&mut self, at: usize, end: usize, sort: Sort, owner: &Owner) -> usize {
        let last = match self.program.closing(at) {
            Some(closing) if self.program.is(at - 1, "static") => closing,
            _ => self.expression_end(at).min(end - 1),
        };
        self.push(at, last, sort, Vec::new(), owner.clone());
        self.waiting.push((at, last + 1, owner.clone()));
        last + 1
    }
}

/// What is between quotes, if it has no escape.
fn unquoted(units: &[u16]) -> impl Iterator<Item = u16> + '_ {
    let inner = units
        .get(1..units.len().saturating_sub(1))
        .unwrap_or_default();
    inner.iter().copied()
}
