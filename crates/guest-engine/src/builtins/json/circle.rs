//! What V8 says of an object that contains itself: the way from the object back to it.
//!
//! Runs no guest code.

use boa_engine::{
    JsError, JsNativeError, JsString, JsSymbol, JsValue, js_string, object::JsObject,
};

use super::{super::super::property, stringify::Place};

/// How many steps are told before the others are left out.
const TOLD: usize = 2;

/// The error: `way` begins with the object, and `last` is where it is found again.
pub(super) fn error(way: &[(&Place, &JsObject)], last: &Place) -> JsError {
    let mut lines = vec!["Converting circular structure to JSON".to_owned()];
    if let Some((_, object)) = way.first() {
        let name = constructor_name(object);
        lines.push(format!("--> starting at object with constructor '{name}'"));
    }
    let steps = way.get(1..).unwrap_or_default();
    for (number, (place, object)) in steps.iter().enumerate() {
        if number < TOLD || number + 1 == steps.len() {
            let (place, name) = (name_of(place), constructor_name(object));
            lines.push(format!("|     {place} -> object with constructor '{name}'"));
        } else if number == TOLD {
            lines.push("|     ...".to_owned());
        }
    }
    lines.push(format!("--- {} closes the circle", name_of(last)));
    JsNativeError::typ()
        .with_message(lines.join("\n    "))
        .into()
}

fn name_of(place: &Place) -> String {
    match place {
        Place::Index(index) => format!("index {index}"),
        Place::Property(_) => match place.name().to_std_string_lossy() {
            name if name.is_empty() => "<anonymous>".to_owned(),
            name => format!("property '{name}'"),
        },
        Place::Root => "<anonymous>".to_owned(),
    }
}

/// A tag, or else the name of the constructor, as far as both are plain properties.
fn constructor_name(object: &JsObject) -> String {
    let mut current = Some(object.clone());
    while let Some(holder) = current {
        if let Some(tag) = own_value(&holder, JsSymbol::to_string_tag())
            && let Some(tag) = tag.as_string()
        {
            return tag.to_std_string_lossy();
        }
        if !JsObject::equals(&holder, object)
            && let Some(name) = own_constructor(&holder)
            && !name.is_empty()
        {
            return name.to_std_string_lossy();
        }
        current = holder.prototype();
    }
    "Object".to_owned()
}

fn own_constructor(holder: &JsObject) -> Option<JsString> {
    let constructor = own_value(holder, js_string!("constructor"))?.as_callable()?;
    own_value(&constructor, js_string!("name"))?.as_string()
}

fn own_value(
    object: &JsObject,
    key: impl Into<boa_engine::property::PropertyKey>,
) -> Option<JsValue> {
    property::own(object, &key.into())?.value().cloned()
}
