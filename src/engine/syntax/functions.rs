//! Where the functions of a text are, and what V8 calls them: for stack traces.
//!
//! It goes by the tokens, without a parse, and takes time in proportion to the text. It must cope with any
//! text; where it errs, a trace has another name in it.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use super::program::Program;
use super::tokens::Kind;

/// What a function is to a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A function declaration or expression.
    Function,
    /// An arrow function, which has the `this` of what is around it.
    Arrow,
    /// A method, a getter or a setter.
    Method,
    /// The constructor of a class.
    Constructor,
    /// The value of a field of a class, which an engine takes for a function.
    Field,
    /// The value of a static field, or a static block.
    StaticField,
}

/// Whose a function is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nobody's.
    Nobody,
    /// It is a member of an object literal.
    Object,
    /// It is a member of the class of this name, or was assigned to its prototype. An anonymous class has
    /// the empty name.
    Class(Vec<u16>),
}

/// A function in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its units in the text: those of the parameters and the body, at least.
    pub place: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// The name that V8 gives it; empty where only the engine can know it, or nobody.
    pub name: Vec<u16>,
    /// Whose it is.
    pub owner: Owner,
    /// The function around it.
    around: Option<usize>,
}

/// The functions of a text.
#[derive(Debug, Default)]
pub struct Functions {
    /// In the order of their beginnings.
    list: Vec<Function>,
    /// The names of its classes.
    classes: Vec<Vec<u16>>,
    /// Variables and properties to which `new Foo` is assigned, with the name of the class.
    instances: HashMap<Vec<u16>, Vec<u16>>,
}

impl Functions {
    /// Finds them.
    #[must_use]
    pub fn of(text: &[u16]) -> Self {
        let program = Program::new(text);
        let mut finder = Finder {
            waiting: vec![(0, program.end(), Owner::Nobody)],
            program: &program,
            found: Self::default(),
            looks_left: Cell::new(LOOKS * program.end()),
        };
        while let Some((from, to, owner)) = finder.waiting.pop() {
            finder.walk(from, to, &owner);
        }
        let mut found = finder.found;
        found.nest();
        found.name_members_of_this();
        found
    }

    /// The innermost function at an index of the text.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Function> {
        let behind = self
            .list
            .partition_point(|found| found.place.start <= index);
        let mut next = behind.checked_sub(1);
        while let Some(number) = next {
            let found = &self.list[number];
            if index < found.place.end {
                return Some(found);
            }
            next = found.around;
        }
        None
    }

    /// The function whose `this` code at an index has.
    #[must_use]
    pub fn holder_of_this(&self, index: usize) -> Option<&Function> {
        let mut found = self.at(index)?;
        while found.sort == Sort::Arrow {
            found = &self.list[found.around?];
        }
        Some(found)
    }

    /// Whether the text has a class of this name.
    #[must_use]
    pub fn has_class(&self, name: &[u16]) -> bool {
        self.classes.iter().any(|class| class == name)
    }

    /// The class of what a variable or a property of this name holds, where an instance is assigned to it.
    #[must_use]
    pub fn class_of(&self, name: &[u16]) -> Option<&[u16]> {
        self.instances.get(name).map(Vec::as_slice)
    }

    /// Says which is around which.
    fn nest(&mut self) {
        self.list
            .sort_by_key(|found| (found.place.start, std::cmp::Reverse(found.place.end)));
        let mut open: Vec<usize> = Vec::new();
        for number in 0..self.list.len() {
            let start = self.list[number].place.start;
            while open
                .last()
                .is_some_and(|&last| self.list[last].place.end <= start)
            {
                open.pop();
            }
            self.list[number].around = open.last().copied();
            open.push(number);
        }
    }

    /// `this.m = function () {}` within `A` makes `A.m`.
    fn name_members_of_this(&mut self) {
        let this: Vec<u16> = "this.".encode_utf16().collect();
        for number in 0..self.list.len() {
            let Some(rest) = self.list[number].name.strip_prefix(this.as_slice()) else {
                continue;
            };
            let mut name = rest.to_vec();
            let around = self.list[number].around.map(|around| &self.list[around]);
            if let Some(around) = around
                && around.sort == Sort::Function
                && !around.name.is_empty()
            {
                name = [around.name.as_slice(), &[0x2E], &name].concat();
            }
            self.list[number].name = name;
        }
    }
}

/// How many tokens may be looked at again, for each token of the text: arrows within arrows end at one place,
/// and each looks for it.
const LOOKS: usize = 32;
/// Words that an operand may follow though they could be names.
const PREFIXES: [&str; 4] = ["async", "await", "yield", "of"];

struct Finder<'a> {
    program: &'a Program<'a>,
    found: Functions,
    /// Code that is still to be looked through, with the owner of a function that is all of it.
    waiting: Vec<(usize, usize, Owner)>,
    looks_left: Cell<usize>,
}

impl Finder<'_> {
    /// Looks through code, but for the classes and object literals in it, which wait.
    fn walk(&mut self, from: usize, to: usize, owner: &Owner) {
        let program = self.program;
        let mut at = from;
        while at < to {
            let is_key = at > 0 && program.is_any(at - 1, &[".", "?."]);
            at = match program.token(at).kind {
                Kind::Word if is_key => at + 1,
                Kind::Word if program.is(at, "class") => self.class(at),
                Kind::Word if program.is(at, "new") => self.instance(at),
                Kind::Word if program.is(at, "function") => self.function(at, from, owner),
                Kind::Punctuator if program.is(at, "=>") => self.arrow(at, from, owner),
                Kind::Punctuator if program.is(at, "{") && self.is_literal(at, from) => {
                    self.object(at)
                }
                _ => at + 1,
            };
        }
    }

    fn push(&mut self, from: usize, to: usize, sort: Sort, name: Vec<u16>, owner: Owner) {
        self.found.list.push(Function {
            place: self.program.token(from).start..self.program.token(to).end,
            sort,
            name,
            owner,
            around: None,
        });
    }

    /// `function` at `at`. Gives where to go on, which is within it.
    fn function(&mut self, at: usize, from: usize, owner: &Owner) -> usize {
        let program = self.program;
        let mut next = at + 1;
        if program.is(next, "*") {
            next += 1;
        }
        let is_named = program.token(next).kind == Kind::Word;
        let name = next;
        if is_named {
            next += 1;
        }
        let body = program.closing(next).map(|closing| closing + 1);
        let Some(end) = body.and_then(|body| program.closing(body)) else {
            return at + 1;
        };
        let start = if at > from && program.is(at - 1, "async") {
            at - 1
        } else {
            at
        };
        let (path, assigned_owner) = self.assigned(start);
        let owner = if start == from {
            owner.clone()
        } else {
            assigned_owner
        };
        let name = if is_named { program.name(name) } else { path };
        self.push(at, end, Sort::Function, name, owner);
        next
    }

    /// An arrow. Gives where to go on, which is within it.
    fn arrow(&mut self, at: usize, from: usize, owner: &Owner) -> usize {
        let program = self.program;
        let Some(last) = at.checked_sub(1) else {
            return at + 1;
        };
        let mut start = program.opening(last).unwrap_or(last);
        if start > from && program.is(start - 1, "async") {
            start -= 1;
        }
        let end = if program.is(at + 1, "{") {
            program.closing(at + 1).unwrap_or(at + 1)
        } else {
            self.expression_end(at + 1)
        };
        let (path, assigned_owner) = self.assigned(start);
        let owner = if start == from {
            owner.clone()
        } else {
            assigned_owner
        };
        self.push(start, end, Sort::Arrow, path, owner);
        at + 1 + usize::from(program.is(at + 1, "{"))
    }

    /// What a function that begins at `start` is assigned to: the path to it, where it has a dot, and whose
    /// it becomes.
    fn assigned(&self, start: usize) -> (Vec<u16>, Owner) {
        let program = self.program;
        let nothing = (Vec::new(), Owner::Nobody);
        let Some(last) = start.checked_sub(2).filter(|_| program.is(start - 1, "=")) else {
            return nothing;
        };
        let mut first = last;
        while first >= 2
            && program.token(first).kind == Kind::Word
            && program.is(first - 1, ".")
            && program.token(first - 2).kind == Kind::Word
        {
            first -= 2;
        }
        if first == last || (first > 0 && program.is_any(first - 1, &[".", "?."])) {
            return nothing;
        }
        let mut names: Vec<Vec<u16>> = (first..=last)
            .step_by(2)
            .map(|at| program.name(at))
            .collect();
        let mut owner = Owner::Nobody;
        let prototype: Vec<u16> = "prototype".encode_utf16().collect();
        if let Some(at) = names.iter().position(|name| *name == prototype)
            && at > 0
        {
            owner = Owner::Class(names[at - 1].clone());
            names.remove(at);
        }
        (names.join(&0x2E), owner)
    }

    /// `new Foo`. Gives where to go on.
    fn instance(&mut self, at: usize) -> usize {
        let program = self.program;
        if at >= 2 && program.is(at - 1, "=") && program.is_name(at - 2) && program.is_name(at + 1)
        {
            let instances = &mut self.found.instances;
            instances.insert(program.name(at - 2), program.name(at + 1));
        }
        at + 1
    }

    /// A class. Gives what follows it.
    fn class(&mut self, at: usize) -> usize {
        let program = self.program;
        let mut next = at + 1;
        let mut name = Vec::new();
        if program.token(next).kind == Kind::Word && !program.is(next, "extends") {
            name = program.name(next);
            next += 1;
        } else if at >= 2 && program.is(at - 1, "=") && program.is_name(at - 2) {
            name = program.name(at - 2);
        }
        let heritage = next;
        next = self.class_body(next);
        let Some(end) = program.closing(next) else {
            return at + 1;
        };
        if heritage < next {
            self.waiting.push((heritage, next, Owner::Nobody));
        }
        self.found.classes.push(name.clone());
        let owner = Owner::Class(name);
        let mut member = next + 1;
        while member < end {
            member = self.member(member, end, &owner);
        }
        end + 1
    }

    /// The brace that opens the body of a class, behind what it extends: that may have classes in it.
    fn class_body(&self, heritage: usize) -> usize {
        let program = self.program;
        let mut bodies = 1;
        let mut at = heritage;
        while at < program.end() && self.may_look() {
            if program.is(at, "class") {
                bodies += 1;
            } else if program.is(at, "{") {
                bodies -= 1;
            }
            if bodies == 0 {
                break;
            }
            at = program.closing(at).unwrap_or(at) + 1;
        }
        at
    }

    /// An object literal. Gives what follows it.
    fn object(&mut self, at: usize) -> usize {
        let Some(end) = self.program.closing(at) else {
            return at + 1;
        };
        let mut member = at + 1;
        while member < end {
            member = self.member(member, end, &Owner::Object);
        }
        end + 1
    }

    /// A member of a class or an object literal that ends at `end`. Gives what follows it.
    fn member(&mut self, at: usize, end: usize, owner: &Owner) -> usize {
        let program = self.program;
        let mut key = at;
        let mut prefix = "";
        let mut is_static = false;
        while program.is_any(key, &["static", "async", "get", "set", "*"])
            && !program.is_any(key + 1, &["(", "=", ",", ";", ":", "}"])
        {
            match () {
                () if program.is(key, "static") && program.is(key + 1, "{") => {
                    return self.value(key + 1, end, Sort::StaticField, owner);
                }
                () if program.is(key, "static") => is_static = true,
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
                self.push(key, last, sort, name, owner.clone());
                self.waiting.push((next, last, Owner::Nobody));
                last + 1
            }
            () if program.is(next, "=") && is_static => {
                self.value(next + 1, end, Sort::StaticField, owner)
            }
            () if program.is(next, "=") => self.value(next + 1, end, Sort::Field, owner),
            () if program.is(next, ":") => {
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

    /// The last token of the expression that begins at `from`.
    fn expression_end(&self, from: usize) -> usize {
        let program = self.program;
        let mut at = from;
        while at < program.end() && self.may_look() {
            let is_over = program.is_any(at, &[",", ";"])
                || program.opening(at).is_some()
                || (at > from && self.is_beyond(at));
            if is_over {
                return at.saturating_sub(1).max(from);
            }
            if program.is(at, "class") {
                at = self.class_body(at + 1);
            }
            while let Some(closing) = program.closing(at) {
                at = closing;
            }
            at += 1;
            // The body of a function.
            if program.is(at - 1, ")") && program.is(at, "{") {
                at = program.closing(at).unwrap_or(at) + 1;
            }
        }
        at.saturating_sub(1).max(from)
    }

    /// Whether a token begins what can't follow the one before within an expression.
    fn is_beyond(&self, at: usize) -> bool {
        let program = self.program;
        let begins_operand = match program.token(at).kind {
            Kind::Word => !program.is_any(at, &["in", "instanceof", "of"]),
            Kind::Punctuator => program.is(at, "{"),
            Kind::Private | Kind::Number | Kind::String => true,
            _ => false,
        };
        begins_operand && program.ends_expression(at - 1) && !program.is_any(at - 1, &PREFIXES)
    }

    /// Counts a look at a token.
    fn may_look(&self) -> bool {
        let left = self.looks_left.get().saturating_sub(1);
        self.looks_left.set(left);
        left > 0
    }

    /// Whether a brace opens an object literal, and not a block.
    fn is_literal(&self, at: usize, from: usize) -> bool {
        let program = self.program;
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        if program.is(before, ":") {
            return at == from || self.is_choice(before);
        }
        let is_block = program.is_any(
            before,
            &[
                ")", ";", "{", "}", "=>", "else", "do", "try", "finally", "catch",
            ],
        );
        !is_block && !program.ends_expression(before)
    }

    /// Whether a colon belongs to `?`, and not to a label or a case.
    fn is_choice(&self, colon: usize) -> bool {
        let program = self.program;
        let mut at = colon;
        while let Some(before) = at.checked_sub(1)
            && self.may_look()
        {
            at = program.opening(before).unwrap_or(before);
            if program.is(at, "?") {
                return true;
            }
            if program.is_any(at, &["case", "default", ";", "}"])
                || program.closing(at).is_some_and(|closing| closing > colon)
            {
                return false;
            }
        }
        false
    }
}

/// What is between quotes, if it has no escape.
fn unquoted(units: &[u16]) -> impl Iterator<Item = u16> + '_ {
    let inner = units
        .get(1..units.len().saturating_sub(1))
        .unwrap_or_default();
    inner.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::{Functions, Owner, Sort};

    /// The function at the `|` of a text: its sort, owner and name.
    fn at_mark(text: &str) -> String {
        let index = text.find('|').unwrap();
        let units: Vec<u16> = text.replacen('|', "", 1).encode_utf16().collect();
        let functions = Functions::of(&units);
        let Some(found) = functions.at(index) else {
            return "none".to_owned();
        };
        let sort = match found.sort {
            Sort::Function => "function",
            Sort::Arrow => "arrow",
            Sort::Method => "method",
            Sort::Constructor => "constructor",
            Sort::Field => "field",
            Sort::StaticField => "static",
        };
        let owner = match &found.owner {
            Owner::Nobody => String::new(),
            Owner::Object => " of an object".to_owned(),
            Owner::Class(name) => format!(" of {}", String::from_utf16_lossy(name)),
        };
        let name = String::from_utf16_lossy(&found.name);
        format!("{sort}{owner} {name}").trim_end().to_owned()
    }

    #[test]
    fn functions_are_found_with_their_names() {
        for (text, expected) in [
            ("|f()", "none"),
            ("function f() { | }", "function f"),
            ("async function* g(a = |1) {}", "function g"),
            ("function f() {} |", "none"),
            ("x = function () { | }", "function"),
            ("x.y.z = function () { | }", "function x.y.z"),
            ("x.y = async (a) => { | }", "arrow x.y"),
            ("A.prototype.m = function () { | }", "function of A A.m"),
            ("A.prototype.m = function n() { | }", "function of A n"),
            (
                "function A() { this.m = function () { | } }",
                "function A.m",
            ),
            ("this.m = () => { | }", "arrow m"),
            ("class A { m() { | } }", "method of A m"),
            ("class A { static m() { | } }", "method of A m"),
            ("class A { get g() { | } }", "method of A get g"),
            ("class A { get() { | } static() {} }", "method of A get"),
            ("class A { #p() { | } }", "method of A #p"),
            (
                "class A { async *[Symbol.iterator]() { | } }",
                "method of A [Symbol.iterator]",
            ),
            ("class A { ['a b']() { | } }", "method of A a b"),
            ("class A { [k()]() { | } }", "method of A"),
            (
                "class A { constructor() { | } }",
                "constructor of A constructor",
            ),
            ("class A { f = () => { | } }", "arrow of A"),
            ("class A { f = g(|) }", "field of A"),
            ("class A { a = 1\n b() { | } }", "method of A b"),
            ("class A { static { | } }", "static of A"),
            ("class A { static a = |b; c() {} }", "static of A"),
            ("const K = class { m() { | } }", "method of K m"),
            (
                "class A extends class B { n() { | } } { m() {} }",
                "method of B n",
            ),
            (
                "class A extends class B { n() {} } { m() { | } }",
                "method of A m",
            ),
            (
                "class A extends f({ n() {} }) { m() { | } }",
                "method of A m",
            ),
            ("o = { m() { | } }", "method of an object m"),
            ("o = { p: { set m(v) { | } } }", "method of an object set m"),
            (
                "o = { p: 1, m: function () { | } }",
                "function of an object",
            ),
            ("o = { m: async () => { | } }", "arrow of an object"),
            ("o = { a: `${b}c${d}`, m() { | } }", "method of an object m"),
            ("f({ a: x ? { m() { | } } : 1 })", "method of an object m"),
            ("if (x) { f(|) } else { g() }", "none"),
            ("switch (x) { case 1: { f(|) } }", "none"),
            ("label: { f(|) }", "none"),
            ("[1].map((x) => |x)", "arrow"),
            ("[1].map((x) => x)|", "none"),
            ("f = (x) => x\ng(|)", "none"),
            ("f = (x) => function () { return 1 } + |x", "arrow"),
            ("f = async (x) => await g(|)", "arrow"),
            ("class A { m() { return [1].map(x => { | }) } }", "arrow"),
            (
                "class A { m() { function inner() { | } } }",
                "function inner",
            ),
            ("class A { m() { inner(() => 1); | } }", "method of A m"),
        ] {
            assert_eq!(at_mark(text), expected, "{text}");
        }
    }

    #[test]
    fn variables_are_known_by_what_is_assigned() {
        let units: Vec<u16> = "const map = new Map(); o.set = new Set; x = f();"
            .encode_utf16()
            .collect();
        let functions = Functions::of(&units);
        let class_of = |name: &str| {
            let name: Vec<u16> = name.encode_utf16().collect();
            functions.class_of(&name).map(String::from_utf16_lossy)
        };
        assert_eq!(class_of("map").as_deref(), Some("Map"));
        assert_eq!(class_of("set").as_deref(), Some("Set"));
        assert_eq!(class_of("x"), None);
    }

    #[test]
    fn this_belongs_to_what_is_around_arrows() {
        let text = "class A { m() { return () => () => this } }";
        let units: Vec<u16> = text.encode_utf16().collect();
        let functions = Functions::of(&units);
        let holder = functions.holder_of_this(text.find("this").unwrap());
        assert_eq!(holder.map(|holder| holder.sort), Some(Sort::Method));
    }

    #[test]
    fn arrows_within_arrows_and_broken_texts_come_to_an_end() {
        for text in [
            "a => ".repeat(20_000),
            "({ a: ".repeat(20_000),
            "class A extends ".repeat(20_000),
            "x ? y : { ".repeat(20_000),
            "}".repeat(20_000),
            "class A { get".to_owned(),
            "({ [".to_owned(),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let _ = Functions::of(&units).at(units.len() / 2);
        }
    }
}
