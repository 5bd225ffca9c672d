//! Built-ins of a realm that are not as Boa has them.
//!
//! A realm's intrinsics are ordinary objects: what differs from V8 is replaced before any guest code
//! runs, by native functions with the same name, length and attributes.

pub mod collection_iterators;
mod constructors;
mod date;
pub(super) mod dynamic_functions;
mod extras;
mod function_text;
mod join;
pub mod join_stack;
mod json;
mod methods;
mod proxy;
mod regexp;
mod repeat;
mod sort;
mod writer;

use boa_engine::{Context, JsResult};

/// Replaces what differs, in a realm in which no guest code has run.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub fn install(context: &mut Context) -> JsResult<()> {
    collection_iterators::install(context)?;
    date::install(context)?;
    dynamic_functions::install(context)?;
    function_text::install(context)?;
    join::install(context)?;
    json::install(context)?;
    proxy::install(context)?;
    regexp::install(context)?;
    repeat::install(context)?;
    sort::install(context)?;
    extras::remove(context)
}
