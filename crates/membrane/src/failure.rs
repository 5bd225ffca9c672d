//! How a crossing fails: on either side, with whatever was thrown there.

use boa_engine::{JsError, JsNativeError};

use node_api::Throw;

/// What ended a crossing. Converted to the host's [`Throw`] at the end of an entry and to the guest's
/// `JsError` at the end of a callout, in `scope.rs`.
#[derive(Debug)]
pub enum Failure<'s> {
    /// Guest code threw, or was stopped.
    Guest(JsError),
    /// Host code threw, or its environment is ending.
    Host(Throw<'s>),
}

impl From<JsError> for Failure<'_> {
    fn from(error: JsError) -> Self {
        Self::Guest(error)
    }
}

impl From<JsNativeError> for Failure<'_> {
    fn from(error: JsNativeError) -> Self {
        Self::Guest(error.into())
    }
}

impl<'s> From<Throw<'s>> for Failure<'s> {
    fn from(throw: Throw<'s>) -> Self {
        Self::Host(throw)
    }
}

/// The result of a crossing.
pub type Crossed<'s, T> = Result<T, Failure<'s>>;
