//! Where the functions of a text are, and what V8 calls them: for stack traces.
//!
//! It goes by the tokens, without a parse, and takes time in proportion to the text. It must cope with any
//! text; where it errs, a trace has another name in it.

mod finder;
mod members;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use super::program::Program;
use finder::Finder;

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
        let mut finder = Finder::new(&program);
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
