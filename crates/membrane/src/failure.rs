//! How a crossing fails: on either side, with whatever was thrown there.

use boa_engine::{JsError, JsNativeError};

use node_api::Throw;

/// What ended a crossing. Converted to the host's [`Throw`] at the end of an entry and to the guest's
/// `JsError` at the end of a callout, in `scope.rs`.
#[derive(Debug)]
pub enum Failure {
    /// Guest code threw, or was stopped.
    Guest(JsError),
    /// Host code threw, or its environment is ending.
    Host(Throw),
}

impl From<JsError> for Failure {
    fn from(error: JsError) -> Self {
        Self::Guest(error)
    }
}

impl From<JsNativeError> for Failure {
    fn from(error: JsNativeError) -> Self {
        Self::Guest(error.into())
    }
}

impl From<Throw> for Failure {
    fn from(throw: Throw) -> Self {
        Self::Host(throw)
    }
}

/// The result of a crossing.
pub type Crossed<T> = Result<T, Failure>;
