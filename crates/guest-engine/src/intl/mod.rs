//! The realm's `Intl`, and what of other built-ins depends on locales (ECMA-402). The guest has the
//! objects, functions and conversions; the work is done by whoever embeds the engine, who is asked for one
//! operation at a time, gets primitives and copies of plain data and gives the same.
//!
//! Nothing of it is made before guest code touches it: see `lazy.rs`.

mod arguments;
mod array_methods;
mod description;
mod functions;
mod global;
mod instance;
mod legacy;
mod locale_methods;
#[cfg(test)]
mod tests;

use std::{any::Any, rc::Rc};

use boa_engine::{JsString, JsValue};

pub use array_methods::{
    install as install_array_methods, install_typed as install_typed_array_methods,
};
pub use description::{Class, Description, Hint, Letter, Member, Plan, Sort};
pub use global::make;
pub use locale_methods::install as install_locale_methods;

/// What an operation gets.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A primitive.
    Value(JsValue),
    /// A list of locales or strings.
    List(Vec<Argument>),
    /// A copy of options.
    Options(Vec<(JsString, JsValue)>),
    /// An `Intl` object, by the embedder's number.
    Instance(u32),
    /// An object that is of no use to any operation.
    Object,
}

/// What an operation gives.
pub enum Answer {
    /// A primitive.
    Value(JsValue),
    /// An array.
    List(Vec<Answer>),
    /// A plain object.
    Record(Vec<(JsString, Answer)>),
    /// An `Intl` object: the number of its class and its own. Its number is free when `handle` is dropped.
    Instance {
        /// The class, as the description numbers them.
        class: usize,
        /// The embedder's number.
        index: u32,
        /// What tells the embedder that nobody uses the object any more.
        handle: Rc<dyn Any>,
    },
    /// The text that the receiver was made of.
    Text,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}
