//! `Intl` objects: what they hold besides their properties.

use std::{any::Any, rc::Rc};

use boa_engine::{
    Context, JsData, JsResult, JsString, JsValue,
    object::{JsObject, builtins::JsArray},
};
use boa_gc::{Finalize, GcRefCell, Trace};

use super::{super::property, Answer};

/// The internal slots of an `Intl` object.
#[derive(Trace, Finalize, JsData)]
pub(super) struct Instance {
    /// Its class, as the description numbers them.
    #[unsafe_ignore_trace]
    pub(super) class: usize,
    /// The embedder's number for it.
    #[unsafe_ignore_trace]
    pub(super) index: u32,
    /// What a `Segmenter` cut up.
    #[unsafe_ignore_trace]
    pub(super) text: Option<JsString>,
    /// `format` or `compare`, once it was read.
    pub(super) bound: GcRefCell<Option<JsObject>>,
    #[unsafe_ignore_trace]
    _handle: Rc<dyn Any>,
}

/// The prototypes of the realm's classes, by their numbers.
#[derive(Debug, Clone)]
pub(super) struct Prototypes(pub(super) Vec<JsObject>);

/// The class and the number of an `Intl` object of this realm.
pub(super) fn of(value: &JsValue) -> Option<(usize, u32)> {
    let object = value.as_object()?;
    let instance = object.downcast_ref::<Instance>()?;
    Some((instance.class, instance.index))
}

/// What a `Segmenter` cut up to make an object.
pub(super) fn text_of(value: &JsValue) -> Option<JsString> {
    let object = value.as_object()?;
    object.downcast_ref::<Instance>()?.text.clone()
}

/// Makes the guest's value of an answer. An object at its top gets `prototype`, if there is one, and
/// remembers `text`.
pub(super) fn value_of(
    answer: Answer,
    prototype: Option<JsObject>,
    text: Option<&JsString>,
    context: &mut Context,
) -> JsResult<JsValue> {
    Ok(match answer {
        Answer::Value(value) => value,
        Answer::Text => text.cloned().map(JsValue::from).unwrap_or_default(),
        Answer::List(list) => {
            let values = list
                .into_iter()
                .map(|item| value_of(item, None, text, context))
                .collect::<JsResult<Vec<_>>>()?;
            JsArray::from_iter(values, context).into()
        }
        Answer::Record(fields) => {
            let object = JsObject::with_object_proto(context.intrinsics());
            for (key, field) in fields {
                let value = value_of(field, None, text, context)?;
                property::insert(&object, key, property::plain(value, true));
            }
            object.into()
        }
        Answer::Instance {
            class,
            index,
            handle,
        } => {
            let own = || context.get_data::<Prototypes>()?.0.get(class).cloned();
            let instance = Instance {
                class,
                index,
                text: text.cloned(),
                bound: GcRefCell::default(),
                _handle: handle,
            };
            let prototype = prototype.or_else(own);
            JsObject::from_proto_and_data(prototype, instance).into()
        }
    })
}
