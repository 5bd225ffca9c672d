//! What `Intl` looks like, as the embedder describes it.

use std::rc::Rc;

use boa_engine::{Context, JsNativeError, JsResult, JsString, property::PropertyKey};

use super::super::realm::{Embedder, EmbedderSlot};

/// How guest code converts an option that is an object; lib/membrane/intl/options.js numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Hint {
    Text,
    Number,
    Truth,
}

/// The options that an operation reads.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// In order.
    pub options: Vec<(JsString, Hint)>,
    /// Whether a primitive is made an object, of whose prototype guest code may have options.
    pub wraps_primitives: bool,
}

/// How an argument is converted; lib/membrane/intl/members.js explains them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Letter {
    Number,
    Text,
    KeptText,
    Tag,
    Locales,
    Strings,
    /// With the number of a plan.
    Options(u32),
}

impl Letter {
    /// The letter as lib/membrane/intl/members.js writes it.
    #[must_use]
    pub fn of(letter: char, plan: u32) -> Option<Self> {
        Some(match letter {
            'n' => Self::Number,
            's' => Self::Text,
            't' => Self::KeptText,
            'g' => Self::Tag,
            'l' => Self::Locales,
            'i' => Self::Strings,
            'o' | 'd' => Self::Options(plan),
            _ => return None,
        })
    }
}

/// Sorts of member, in the order of their numbers in lib/membrane/intl/describe.js.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sort {
    Method,
    Getter,
    /// A getter of a function that is bound to its receiver.
    Bound,
    /// `Symbol.toStringTag`, whose value is the member's name.
    Tag,
    Constructor,
    /// A constructor in `Intl`; the operation is the class.
    Class,
}

/// One property.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Member {
    pub sort: Sort,
    pub key: PropertyKey,
    pub name: JsString,
    pub length: usize,
    pub operation: u32,
    pub letters: Rc<[Letter]>,
}

/// One class. Its operation is `None` if guest code can't construct it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Class {
    pub name: JsString,
    pub length: usize,
    pub operation: Option<u32>,
    pub letters: Rc<[Letter]>,
    /// Whether `new` may be left out.
    pub callable: bool,
    pub statics: Vec<Member>,
    pub prototype: Vec<Member>,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Description {
    /// Members of `Intl` itself.
    pub namespace: Vec<Member>,
    /// The classes; the last one's objects are iterators.
    pub classes: Vec<Class>,
}

/// The embedder, who does the work.
pub(super) fn embedder(context: &Context) -> JsResult<Rc<dyn Embedder>> {
    context
        .get_data::<EmbedderSlot>()
        .and_then(EmbedderSlot::get)
        .ok_or_else(|| {
            JsNativeError::error()
                .with_message("the realm is gone")
                .into()
        })
}
