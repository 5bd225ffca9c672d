//! Makes a realm's `Intl` of its description.

use boa_engine::{
    Context, JsResult, JsValue, js_string,
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};

use super::{
    super::property,
    Class, Member, Sort,
    description::embedder,
    functions,
    instance::Prototypes,
    legacy::{self, Legacy},
};

/// Makes it. Runs no guest code.
///
/// # Errors
/// Only when the environment is ending.
pub fn make(context: &mut Context) -> JsResult<JsObject> {
    let description = embedder(context)?.describe_intl(context)?;
    let last = description.classes.len().saturating_sub(1);
    let mut constructors = Vec::new();
    let mut prototypes = Vec::new();
    for (number, class) in description.classes.iter().enumerate() {
        let (constructor, prototype) = make_class(number, class, number == last, context);
        constructors.push(constructor);
        prototypes.push(prototype);
    }
    context.insert_data(Prototypes(prototypes));
    context.insert_data(Legacy::new(constructors.clone()));
    let intl = JsObject::with_object_proto(context.intrinsics());
    for member in &description.namespace {
        let value = match member.sort {
            Sort::Class => constructors
                .get(member.operation as usize)
                .cloned()
                .flatten(),
            Sort::Tag => None,
            _ => Some(functions::function(member, None, false, context)),
        };
        match value {
            Some(value) => property::insert(&intl, member.key.clone(), property::hidden(value)),
            None => insert_tag(&intl, member),
        }
    }
    Ok(intl)
}

fn make_class(
    number: usize,
    class: &Class,
    is_iterator: bool,
    context: &Context,
) -> (Option<JsObject>, JsObject) {
    let intrinsics = context.intrinsics();
    let parent = if is_iterator {
        intrinsics.constructors().iterator().prototype()
    } else {
        intrinsics.constructors().object().prototype()
    };
    let prototype = JsObject::from_proto_and_data(Some(parent), ());
    let constructor = class.operation.map(|_| {
        let constructor = functions::constructor(number, class, context);
        property::insert(&constructor, js_string!("prototype"), fixed(&prototype));
        for member in &class.statics {
            let function = functions::function(member, None, false, context);
            property::insert(&constructor, member.key.clone(), property::hidden(function));
        }
        constructor
    });
    let is_legacy = legacy::is_legacy_class(&class.name);
    for member in &class.prototype {
        let unwraps = is_legacy && legacy::looks_for_the_real_one(&member.name);
        let key: PropertyKey = member.key.clone();
        match member.sort {
            Sort::Tag => insert_tag(&prototype, member),
            Sort::Getter => {
                let getter = functions::function(member, Some(number), unwraps, context);
                property::insert(&prototype, key, accessor(getter));
            }
            Sort::Bound => {
                let getter = functions::bound_getter(member, number, unwraps, context);
                property::insert(&prototype, key, accessor(getter));
            }
            Sort::Constructor => {
                let value = constructor.clone().map(JsValue::from).unwrap_or_default();
                property::insert(&prototype, key, property::hidden(value));
            }
            Sort::Method | Sort::Class => {
                let method = functions::function(member, Some(number), unwraps, context);
                property::insert(&prototype, key, property::hidden(method));
            }
        }
    }
    (constructor, prototype)
}

/// As `prototype` of a class.
fn fixed(value: &JsObject) -> PropertyDescriptor {
    PropertyDescriptor::builder().value(value.clone()).build()
}

fn accessor(getter: JsObject) -> PropertyDescriptor {
    PropertyDescriptor::builder()
        .get(getter)
        .set(JsValue::undefined())
        .enumerable(false)
        .configurable(true)
        .build()
}

fn insert_tag(object: &JsObject, member: &Member) {
    let tag = PropertyDescriptor::builder()
        .value(member.name.clone())
        .writable(false)
        .enumerable(false)
        .configurable(true)
        .build();
    property::insert(object, member.key.clone(), tag);
}
