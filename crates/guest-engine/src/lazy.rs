//! Globals that are made when a realm touches them first, since most realms never do. Until then the
//! global object holds `undefined` in their place, which nobody sees: whoever lets guest code at a name of
//! the global object calls [`fill`] first.

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    property::{PropertyDescriptor, PropertyKey},
};

use super::{console, intl, property};

const NAMES: [&str; 2] = ["Intl", "console"];

/// The names that are still to be filled in.
#[derive(Debug, Clone)]
struct Empty([bool; NAMES.len()]);

/// Puts the places there, before any guest code.
pub fn install(context: &mut Context) {
    let global = context.global_object();
    for name in NAMES {
        let place = property::hidden(JsValue::undefined());
        property::insert(&global, JsString::from(name), place);
    }
    context.insert_data(Empty([true; NAMES.len()]));
}

fn position(key: &PropertyKey, context: &Context) -> Option<usize> {
    let PropertyKey::String(key) = key else {
        return None;
    };
    let at = NAMES.iter().position(|name| key == *name)?;
    context.get_data::<Empty>()?.0[at].then_some(at)
}

/// Makes the global of a name, if it is one of these and was not made before. Runs no guest code.
///
/// # Errors
/// Only when the environment is ending.
pub fn fill(key: &PropertyKey, context: &mut Context) -> JsResult<()> {
    let Some(at) = position(key, context) else {
        return Ok(());
    };
    let made = match at {
        0 => intl::make(context)?,
        _ => console::make(context),
    };
    let mut empty = context
        .get_data::<Empty>()
        .cloned()
        .unwrap_or(Empty([false; NAMES.len()]));
    empty.0[at] = false;
    context.insert_data(empty);
    let property: PropertyDescriptor = property::hidden(made);
    property::insert(&context.global_object(), key.clone(), property);
    Ok(())
}

/// Makes all of them: for a realm whose global object guest code gets at directly.
///
/// # Errors
/// As [`fill`].
pub fn fill_all(context: &mut Context) -> JsResult<()> {
    for name in NAMES {
        fill(&JsString::from(name).into(), context)?;
    }
    Ok(())
}
