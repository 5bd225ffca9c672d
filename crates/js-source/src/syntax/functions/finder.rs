//! Goes through the tokens of a text.

use std::cell::Cell;

use super::super::program::Program;
use super::super::tokens::Kind;
use super::{Function, Functions, Owner, Sort};

/// How many tokens may be looked at again, for each token of the text: arrows within arrows end at one place,
/// and each looks for it.
const LOOKS: usize = 32;
/// Words that an operand may follow though they could be names.
const PREFIXES: [&str; 4] = ["async", "await", "yield", "of"];

pub(super) struct Finder<'a> {
    pub(super) program: &'a Program<'a>,
    pub(super) found: Functions,
    /// Code that is still to be looked through, with the owner of a function that is all of it.
    pub(super) waiting: Vec<(usize, usize, Owner)>,
    looks_left: Cell<usize>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(program: &'a Program<'a>) -> Self {
        Self {
            waiting: vec![(0, program.end(), Owner::Nobody)],
            program,
            found: Functions::default(),
            looks_left: Cell::new(LOOKS * program.end()),
        }
    }

    /// Looks through code, but for the classes and object literals in it, which wait.
    pub(super) fn walk(&mut self, from: usize, to: usize, owner: &Owner) {
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

    pub(super) fn push(
        &mut self,
        from: usize,
        to: usize,
        sort: Sort,
        name: Vec<u16>,
        owner: Owner,
    ) {
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
        self.push(start, end, Sort::Function, name, owner);
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

    /// The last token of the expression that begins at `from`.
    pub(super) fn expression_end(&self, from: usize) -> usize {
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
