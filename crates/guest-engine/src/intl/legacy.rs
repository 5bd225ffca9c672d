//! `Intl.NumberFormat` and `Intl.DateTimeFormat` called on an object, as programs did before there were classes
//! (ECMA-402, "legacy constructor"): the object gets a property that holds the real one, and is taken for it from
//! then on.

use boa_engine::{
    Context, JsResult, JsString, JsSymbol, JsValue, js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};
use boa_gc::{Finalize, Trace};

use super::instance;

/// The classes that have it, and the members that look for the real object.
const CLASSES: [&str; 2] = ["NumberFormat", "DateTimeFormat"];
const MEMBERS: [&str; 2] = ["get format", "resolvedOptions"];

/// The realm's constructors, by the numbers of their classes, and the name of the property.
#[derive(Debug, Clone, Trace, Finalize)]
pub(super) struct Legacy {
    constructors: Vec<Option<JsObject>>,
    #[unsafe_ignore_trace]
    key: PropertyKey,
}

impl Legacy {
    pub(super) fn new(constructors: Vec<Option<JsObject>>) -> Self {
        let description = js_string!("IntlLegacyConstructedSymbol");
        // There are as many symbols as a number of 64 bits counts.
        let key = JsSymbol::new(Some(description)).map_or_else(
            || PropertyKey::from(js_string!("IntlLegacyConstructedSymbol")),
            PropertyKey::from,
        );
        Self { constructors, key }
    }
}

pub(super) fn is_legacy_class(name: &JsString) -> bool {
    CLASSES.iter().any(|class| *name == *class)
}

pub(super) fn looks_for_the_real_one(member: &JsString) -> bool {
    MEMBERS.iter().any(|name| *member == *name)
}

/// The key of the property, if `value` is an object with the class's prototype in its chain
/// (ECMA-262 7.3.22, `OrdinaryHasInstance`).
fn key_of_instance(
    value: &JsValue,
    class: usize,
    context: &mut Context,
) -> JsResult<Option<(JsObject, PropertyKey)>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    let Some((constructor, key)) = context.get_data::<Legacy>().and_then(|legacy| {
        let constructor = legacy.constructors.get(class).cloned().flatten()?;
        Some((constructor, legacy.key.clone()))
    }) else {
        return Ok(None);
    };
    // Neither writable nor configurable, so it is always the specification's.
    let functions = context.intrinsics().constructors().function().prototype();
    let ordinary = functions.get(JsSymbol::has_instance(), context)?;
    let is_instance = match ordinary.as_callable() {
        Some(ordinary) => {
            ordinary.call(&constructor.into(), std::slice::from_ref(value), context)?
        }
        None => JsValue::undefined(),
    };
    Ok(is_instance.to_boolean().then_some((object, key)))
}

/// What a constructor that was called without `new` gives, after it has made `made` (`ChainNumberFormat`,
/// `ChainDateTimeFormat`).
///
/// # Errors
/// A TypeError if the object can't have the property.
pub(super) fn chain(
    class: usize,
    this: &JsValue,
    made: JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some((object, key)) = key_of_instance(this, class, context)? else {
        return Ok(made);
    };
    let property = PropertyDescriptor::builder()
        .value(made)
        .writable(false)
        .enumerable(false)
        .configurable(false)
        .build();
    object.define_property_or_throw(key, property, context)?;
    Ok(object.into())
}

/// The object that a receiver stands for (`UnwrapNumberFormat`, `UnwrapDateTimeFormat`).
///
/// # Errors
/// What a getter or a trap of guest code throws.
pub(super) fn unwrap(class: usize, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if instance::of(this).is_some_and(|(found, _)| found == class) {
        return Ok(this.clone());
    }
    match key_of_instance(this, class, context)? {
        Some((object, key)) => object.get(key, context),
        None => Ok(this.clone()),
    }
}
