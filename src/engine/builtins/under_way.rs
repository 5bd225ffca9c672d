//! The arrays of a realm that are being joined: one that holds itself is empty there, as in V8.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{Context, JsResult, JsString, object::JsObject};

/// In the context's data.
#[derive(Debug, Clone, Default)]
struct UnderWay(Rc<RefCell<Vec<JsObject>>>);

/// Joins an array; nothing if that is under way already.
///
/// # Errors
/// What `join` throws.
pub fn once(
    array: &JsObject,
    context: &mut Context,
    join: impl FnOnce(&mut Context) -> JsResult<JsString>,
) -> JsResult<Option<JsString>> {
    let known = context.get_data::<UnderWay>().cloned();
    let under_way = known.unwrap_or_else(|| {
        let under_way = UnderWay::default();
        context.insert_data(under_way.clone());
        under_way
    });
    let is_array = |other: &JsObject| JsObject::equals(other, array);
    if under_way.0.borrow().iter().any(is_array) {
        return Ok(None);
    }
    under_way.0.borrow_mut().push(array.clone());
    let joined = join(context);
    under_way.0.borrow_mut().pop();
    joined.map(Some)
}
