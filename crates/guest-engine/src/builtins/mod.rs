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

use boa_engine::{Context, JsResult, builtins::PostponedIntrinsic, realm::Realm};

/// Replaces what differs of what a realm has from the beginning, when no guest code has run in it.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub fn install(context: &mut Context) -> JsResult<()> {
    dynamic_functions::install(context)?;
    proxy::install(context)?;
    let realm = context.realm();
    function_text::install(realm)?;
    join::install(realm)?;
    json::prepare(realm)?;
    sort::install(realm)?;
    extras::remove(realm)
}

/// Replaces what differs of an intrinsic that was just made.
///
/// # Errors
/// A TypeError if it is not as the engine makes it.
pub(super) fn made(intrinsic: PostponedIntrinsic, realm: &Realm) -> JsResult<()> {
    match intrinsic {
        PostponedIntrinsic::BuiltinTypedArray => sort::install_typed(realm)?,
        PostponedIntrinsic::Date => date::install(realm)?,
        PostponedIntrinsic::Json => json::install(realm)?,
        PostponedIntrinsic::RegExp => regexp::install(realm)?,
        PostponedIntrinsic::String => repeat::install(realm)?,
        _ => collection_iterators::install(intrinsic, realm)?,
    }
    extras::remove_of(intrinsic, realm);
    Ok(())
}
