//! Tells the arrays apart whose elements can be moved in one piece, because nobody can see the difference.

use std::ptr::fn_addr_eq;

use super::Array;
use crate::{
    Context, JsObject, JsValue,
    object::{IndexedProperties, internal_methods::ORDINARY_INTERNAL_METHODS},
};

impl Array {
    /// Creates an array of elements in dense storage.
    pub(crate) fn create_array_from_dense(
        elements: IndexedProperties,
        context: &Context,
    ) -> JsObject {
        let length = elements.dense_len().unwrap_or_default();
        context
            .intrinsics()
            .templates()
            .array()
            .create_with_indexed_properties(Array, vec![JsValue::new(length)], elements)
    }

    /// Whether an object is an array as a literal makes it, with `len` elements of its own, all of them data
    /// properties that can be written and deleted: it has no other property but `length`, its prototype is
    /// `%Array.prototype%`, and it may get more elements.
    pub(super) fn is_dense(object: &JsObject, len: u64, context: &Context) -> bool {
        if !object.is_array() {
            return false;
        }
        let object = object.borrow();
        let properties = object.properties();
        object.extensible
            && properties.shape.to_addr_usize()
                == context
                    .intrinsics()
                    .templates()
                    .array()
                    .shape()
                    .to_addr_usize()
            && properties
                .indexed_properties
                .dense_len()
                .is_some_and(|dense| dense as u64 == len)
            && properties.storage[0].as_number() == Some(len as f64)
    }

    /// Appends values to an array, where nobody can tell that from setting one property after the other.
    ///
    /// Returns the new length.
    pub(super) fn push_dense(
        object: &JsObject,
        values: &[JsValue],
        context: &Context,
    ) -> Option<u64> {
        let len = object
            .borrow()
            .properties()
            .indexed_properties
            .dense_len()? as u64;
        let new_len = len + values.len() as u64;
        if new_len >= u64::from(u32::MAX)
            || !Self::is_dense(object, len, context)
            || !Self::prototypes_have_no_elements(object)
        {
            return None;
        }
        let mut object = object.borrow_mut();
        let properties = object.properties_mut();
        for value in values {
            properties.indexed_properties.push_dense(value);
        }
        properties.storage[0] = JsValue::new(new_len);
        Some(new_len)
    }

    /// Whether an object is an array as `ArrayCreate` makes it: it has a length, and no elements.
    pub(super) fn is_new(object: &JsObject, len: u64, context: &Context) -> bool {
        if !object.is_array() {
            return false;
        }
        let object = object.borrow();
        let properties = object.properties();
        object.extensible
            && properties.shape.to_addr_usize()
                == context
                    .intrinsics()
                    .templates()
                    .array()
                    .shape()
                    .to_addr_usize()
            && properties.indexed_properties.dense_len() == Some(0)
            && properties.storage[0].as_number() == Some(len as f64)
    }

    /// Whether no prototype of an object has elements, or an own mind about them: writing to an index that the
    /// object does not have then adds to the object.
    pub(super) fn prototypes_have_no_elements(object: &JsObject) -> bool {
        let mut prototype = object.prototype();
        while let Some(object) = prototype {
            let methods = object.vtable();
            let ordinary = &ORDINARY_INTERNAL_METHODS;
            if !fn_addr_eq(methods.__get_own_property__, ordinary.__get_own_property__)
                || !fn_addr_eq(methods.__get_prototype_of__, ordinary.__get_prototype_of__)
                || !fn_addr_eq(methods.__has_property__, ordinary.__has_property__)
                || !fn_addr_eq(methods.__set__, ordinary.__set__)
            {
                return false;
            }
            if object.borrow().properties().indexed_properties.dense_len() != Some(0) {
                return false;
            }
            prototype = object.prototype();
        }
        true
    }

    /// Replaces `count` elements from `start` on of an array that [is dense][Self::is_dense].
    ///
    /// Returns what was there, or `None` where the array would get too long for that.
    pub(super) fn splice_dense(
        array: &JsObject,
        start: u64,
        count: u64,
        items: &[JsValue],
    ) -> Option<IndexedProperties> {
        let start = usize::try_from(start).ok()?;
        let count = usize::try_from(count).ok()?;
        let mut array = array.borrow_mut();
        let properties = array.properties_mut();
        let len = properties.indexed_properties.dense_len()?;
        let new_len = u32::try_from(len - count + items.len()).ok()?;
        if new_len == u32::MAX {
            return None;
        }
        let removed = properties
            .indexed_properties
            .dense_splice(start, count, items);
        properties.storage[0] = JsValue::new(new_len);
        Some(removed)
    }
}

#[cfg(test)]
mod tests {
    use crate::{TestAction, run_test_actions};

    /// Both of an array and of an object that is like it, which no fast path is for.
    const COMPARE: &str = r"
        function like(array) {
            const object = { length: array.length };
            for (const key of Object.keys(array)) object[key] = array[key];
            return object;
        }
        function compare(make, method, ...args) {
            const array = make(), object = like(array);
            const a = array[method](...args), b = Array.prototype[method].apply(object, args);
            const show = (value, self) => value === self ? 'self' : JSON.stringify(value);
            return show(a, array) === show(b, object)
                && JSON.stringify(like(array)) === JSON.stringify(object);
        }";

    #[test]
    fn methods_do_the_same_to_dense_arrays_as_to_what_is_like_an_array() {
        run_test_actions([
            TestAction::run(COMPARE),
            TestAction::assert(
                r"
                const arrays = [
                    () => [], () => [1], () => [1, 2, 3], () => [1.5, 2, 3, 4], () => ['a', {}, 1, null],
                    () => new Array(3), () => [1, , 3], () => Array.from({ length: 100 }, (_, i) => i),
                ];
                const calls = [
                    ['shift'], ['unshift'], ['unshift', 1], ['unshift', 'x', 2.5, 3], ['reverse'], ['pop'],
                    ['push'], ['push', 5], ['push', 'x', 1], ['slice'], ['slice', 1], ['slice', -2, -1], ['slice', 2, 1],
                    ['splice'], ['splice', 0], ['splice', 1, 1], ['splice', 0, 0, 9], ['splice', 1, 2, 'a'],
                    ['splice', 1, 1, 1, 2, 3, 4, 5], ['splice', -1, 1, 0.5], ['splice', 99, 5, 1],
                ];
                arrays.every((make) => calls.every(([method, ...args]) => compare(make, method, ...args)))",
            ),
            TestAction::assert("[1].concat([2.5], 'x', [, 3]).length === 5"),
            TestAction::assert(
                "!(3 in [1].concat([2.5], 'x', [, 3])) && [1, 2].concat([3, 4]).join() === '1,2,3,4'",
            ),
        ]);
    }

    #[test]
    fn what_a_script_can_see_goes_the_long_way() {
        run_test_actions([
            TestAction::assert(
                r"
                let seen = 0;
                Object.defineProperty(Array.prototype, 3, { set() { seen++ }, configurable: true });
                const a = [1, 2, 3];
                a.push(4);
                a.unshift(0);
                a.length = 3; a.splice(0, 0, 7);
                delete Array.prototype[3];
                seen === 3",
            ),
            TestAction::assert(
                r"
                const f = Object.freeze([1, 2]), p = Object.preventExtensions([1, 2]);
                const fails = (call) => { try { call(); return false } catch (e) { return e instanceof TypeError } };
                fails(() => f.shift()) && fails(() => f.reverse()) && fails(() => p.push(1))
                    && fails(() => p.unshift(1)) && fails(() => p.splice(0, 0, 1)) && p.join() === '1,2'",
            ),
            TestAction::assert(
                r"
                class Mine extends Array {}
                const m = Mine.from([1, 2, 3]);
                m.slice(1) instanceof Mine && m.splice(0, 1) instanceof Mine && m.concat([4]) instanceof Mine
                    && m.join() === '2,3'",
            ),
            TestAction::assert(
                r"
                const self = [1, 2, 3];
                self.constructor = { [Symbol.species]: function () { return self } };
                self.slice(1); self.join() === '2,3'",
            ),
        ]);
    }
}
