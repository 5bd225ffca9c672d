//! Tells which calls wait for a promise: the calls of `async` functions and generators, and of `Promise.all` and its
//! like, go on after it is settled, and a stack trace shows them below those that are in progress.

use std::{cell::Cell, fmt};

use boa_gc::{Finalize, Gc, Trace};

use super::{Promise, PromiseCapability, PromiseState};
use crate::{
    Context, JsValue,
    builtins::{async_generator::AsyncGenerator, generator::GeneratorContext},
    object::{JsFunction, JsObject},
    vm::shadow_stack::{Callee, Resumption, ShadowEntry},
};

/// The most promises that are followed from one call to the next.
const MOST_HOPS: usize = 1000;

/// The context of an `async` function or generator that waits; empty while it runs.
pub(crate) type Suspended = Gc<Cell<Option<GeneratorContext>>>;

/// What goes on once a promise is settled.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) enum Continuation {
    /// The code behind an `await`.
    Await(Suspended),

    /// A call of `Promise.all` and its like has one value more, and settles a promise once it has all.
    Element {
        index: u32,
        combinator: Option<JsObject>,
        constructor: JsObject,
        promise: JsObject,
    },

    /// Another promise is settled.
    Settle(JsObject),
}

impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Await(_) => f.write_str("Await"),
            Self::Element { index, .. } => write!(f, "Element({index})"),
            Self::Settle(promise) => f.debug_tuple("Settle").field(promise).finish(),
        }
    }
}

impl Continuation {
    /// The continuation of an element, within the call of the combinator.
    pub(super) fn element(
        index: usize,
        constructor: &JsObject,
        capability: &PromiseCapability,
        context: &Context,
    ) -> Self {
        Self::Element {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            combinator: context.vm.shadow_stack.native_function(),
            constructor: constructor.clone(),
            promise: capability.promise.clone(),
        }
    }

    /// Notes this at a promise if it calls the function when it is fulfilled, and nobody has got in between.
    pub(super) fn follow(self, promise: &JsValue, function: &JsFunction) {
        if let Some(promise) = promise.as_promise_object()
            && promise.borrow().data().is_last_handled_by(function)
            && let Some(reaction) = promise.borrow_mut().data_mut().fulfill_reactions.last_mut()
        {
            reaction.continuation = Some(self);
        }
    }
}

/// What a job of a promise settles when it is done.
#[derive(Debug, Clone)]
pub(crate) enum Settles {
    Promise(JsObject),
    /// The first request of an async generator.
    Request(JsObject),
}

impl Settles {
    /// What an `async` function or generator settles that is about to go on.
    pub(super) fn of_generator(generator: &Suspended) -> Option<Self> {
        let context = generator.take()?;
        let settles = Self::of_context(&context);
        generator.set(Some(context));
        settles
    }

    fn of_context(context: &GeneratorContext) -> Option<Self> {
        match context.async_generator_object() {
            Ok(None) => Some(Self::Promise(context.promise()?)),
            Ok(generator) => generator.map(Self::Request),
            Err(_) => None,
        }
    }

    fn promise(&self) -> Option<JsObject<Promise>> {
        let promise = match self {
            Self::Promise(promise) => promise.clone(),
            Self::Request(generator) => {
                let generator = generator.clone().downcast::<AsyncGenerator>().ok()?;
                let generator = generator.try_borrow().ok()?;
                generator.data().queue.front()?.capability.promise().clone()
            }
        };
        promise.downcast::<Promise>().ok()
    }
}

/// The calls that wait for what is settled, the innermost first. Stops where two wait for the same promise.
pub(crate) fn waiting_calls(settles: &Settles, most: usize) -> Vec<(ShadowEntry, Callee)> {
    let mut calls = Vec::new();
    let mut next = settles.promise();
    for _ in 0..MOST_HOPS {
        if calls.len() >= most {
            break;
        }
        let Some(continuation) = next.take().and_then(|promise| only_continuation(&promise)) else {
            break;
        };
        let settles = match continuation {
            Continuation::Settle(promise) => Some(Settles::Promise(promise)),
            Continuation::Element {
                index,
                combinator,
                constructor,
                promise,
            } => {
                calls.push(combinator_call(index, combinator, constructor));
                Some(Settles::Promise(promise))
            }
            Continuation::Await(generator) => {
                let Some(context) = generator.take() else {
                    break;
                };
                calls.extend(context.suspended_call());
                let settles = Settles::of_context(&context);
                generator.set(Some(context));
                settles
            }
        };
        next = settles.and_then(|settles| settles.promise());
    }
    calls
}

/// What goes on once a pending promise is fulfilled, if that is one thing.
fn only_continuation(promise: &JsObject<Promise>) -> Option<Continuation> {
    let promise = promise.try_borrow().ok()?;
    let data = promise.data();
    let ([reaction], PromiseState::Pending) = (data.fulfill_reactions.as_slice(), &data.state)
    else {
        return None;
    };
    reaction.continuation.clone().or_else(|| {
        let capability = reaction.promise_capability.as_ref()?;
        Some(Continuation::Settle(capability.promise.clone()))
    })
}

fn combinator_call(
    index: u32,
    combinator: Option<JsObject>,
    constructor: JsObject,
) -> (ShadowEntry, Callee) {
    let entry = ShadowEntry::Native {
        function_name: None,
        source_info: crate::vm::NativeSourceInfo::caller(),
    };
    let callee = Callee {
        function: combinator,
        this: constructor.into(),
        constructs: false,
        resumption: Some(Resumption::Element(index)),
    };
    (entry, callee)
}
