//! The arrays of a realm that are being joined: one that holds itself is empty there, as in V8.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{Context, JsResult, JsString, object::JsObject};

/// In the context's data.
#[derive(Debug, Clone, Default)]
struct JoinStack(Rc<RefCell<Vec<JsObject>>>);

/// Joins an array; nothing if that is under way already.
///
/// # Errors
/// What `join` throws.
pub fn once(
    array: &JsObject,
    context: &mut Context,
    join: impl FnOnce(&mut Context) -> JsResult<JsString>,
) -> JsResult<Option<JsString>> {
    let known = context.get_data::<JoinStack>().cloned();
    let join_stack = known.unwrap_or_else(|| {
        let join_stack = JoinStack::default();
        context.insert_data(join_stack.clone());
        join_stack
    });
    let is_array = |other: &JsObject| JsObject::equals(other, array);
    if join_stack.0.borrow().iter().any(is_array) {
        return Ok(None);
    }
    join_stack.0.borrow_mut().push(array.clone());
    let joined = join(context);
    join_stack.0.borrow_mut().pop();
    joined.map(Some)
}
