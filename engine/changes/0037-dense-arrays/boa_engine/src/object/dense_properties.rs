//! Moves, copies and compares the elements of dense storage in one piece.

use thin_vec::ThinVec;

use super::IndexedProperties;
use crate::JsValue;

/// How much room a list of elements keeps that has none to spare, as a part of its length.
const ROOM: usize = 2;

/// Up to how many items are inserted by one move each, which takes no memory.
const INSERTED_ONE_BY_ONE: usize = 2;

impl IndexedProperties {
    /// The number of elements, or `None` where the storage is sparse.
    #[inline]
    pub(crate) fn dense_len(&self) -> Option<usize> {
        match self {
            Self::DenseI32(elements) => Some(elements.len()),
            Self::DenseF64(elements) => Some(elements.len()),
            Self::DenseElement(elements) => Some(elements.len()),
            Self::SparseElement(_) | Self::SparseProperty(_) => None,
        }
    }

    /// Copies the elements from `start` up to `end`, which must be within dense storage.
    pub(crate) fn dense_slice(&self, start: usize, end: usize) -> Option<Self> {
        Some(match self {
            Self::DenseI32(elements) => Self::DenseI32(ThinVec::from(elements.get(start..end)?)),
            Self::DenseF64(elements) => Self::DenseF64(ThinVec::from(elements.get(start..end)?)),
            Self::DenseElement(elements) => {
                Self::DenseElement(ThinVec::from(elements.get(start..end)?))
            }
            Self::SparseElement(_) | Self::SparseProperty(_) => return None,
        })
    }

    /// Appends the elements of dense storage to a list.
    pub(crate) fn copy_dense_to(&self, list: &mut Vec<JsValue>) {
        match self {
            Self::DenseI32(elements) => list.extend(elements.iter().copied().map(JsValue::from)),
            Self::DenseF64(elements) => list.extend(elements.iter().copied().map(JsValue::from)),
            Self::DenseElement(elements) => list.extend(elements.iter().cloned()),
            Self::SparseElement(_) | Self::SparseProperty(_) => {}
        }
    }

    /// Makes the storage hold elements of any type.
    fn widen_to_elements(&mut self) {
        let elements = match self {
            Self::DenseI32(elements) => elements.iter().copied().map(JsValue::from).collect(),
            Self::DenseF64(elements) => elements.iter().copied().map(JsValue::from).collect(),
            _ => return,
        };
        *self = Self::DenseElement(elements);
    }

    /// Makes the storage hold numbers that are not integers, at least.
    fn widen_to_numbers(&mut self) {
        if let Self::DenseI32(elements) = self {
            *self = Self::DenseF64(elements.iter().copied().map(f64::from).collect());
        }
    }

    /// Makes the storage hold elements of the type that values need.
    fn widen_for(&mut self, values: &[JsValue]) {
        match self {
            Self::DenseI32(_) if values.iter().any(|value| value.as_i32().is_none()) => {
                if values.iter().all(JsValue::is_number) {
                    self.widen_to_numbers();
                } else {
                    self.widen_to_elements();
                }
            }
            Self::DenseF64(_) if !values.iter().all(JsValue::is_number) => {
                self.widen_to_elements();
            }
            _ => {}
        }
    }

    /// Replaces the `count` elements of dense storage from `start` on by others, and gets those that were there.
    ///
    /// # Panics
    ///
    /// Where `start + count` is not within the elements, or the storage is sparse.
    pub(crate) fn dense_splice(&mut self, start: usize, count: usize, items: &[JsValue]) -> Self {
        self.widen_for(items);
        match self {
            Self::DenseI32(elements) => Self::DenseI32(splice(
                elements,
                start,
                count,
                items.iter().map(|item| item.as_i32().unwrap_or_default()),
            )),
            Self::DenseF64(elements) => Self::DenseF64(splice(
                elements,
                start,
                count,
                items
                    .iter()
                    .map(|item| item.as_number().unwrap_or_default()),
            )),
            Self::DenseElement(elements) => {
                Self::DenseElement(splice(elements, start, count, items.iter().cloned()))
            }
            Self::SparseElement(_) | Self::SparseProperty(_) => {
                unreachable!("only dense storage is spliced")
            }
        }
    }

    /// Appends the elements of other dense storage.
    pub(crate) fn extend_dense(&mut self, more: Self) {
        if self.dense_len() == Some(0) {
            *self = more;
            return;
        }
        match &more {
            Self::DenseF64(_) => self.widen_to_numbers(),
            Self::DenseElement(_) => self.widen_to_elements(),
            _ => {}
        }
        match (self, &more) {
            (Self::DenseI32(elements), Self::DenseI32(more)) => elements.extend_from_slice(more),
            (Self::DenseF64(elements), Self::DenseI32(more)) => {
                elements.extend(more.iter().copied().map(f64::from));
            }
            (Self::DenseF64(elements), Self::DenseF64(more)) => elements.extend_from_slice(more),
            (Self::DenseElement(elements), Self::DenseI32(more)) => {
                elements.extend(more.iter().copied().map(JsValue::from));
            }
            (Self::DenseElement(elements), Self::DenseF64(more)) => {
                elements.extend(more.iter().copied().map(JsValue::from));
            }
            (Self::DenseElement(elements), Self::DenseElement(more)) => {
                elements.extend_from_slice(more);
            }
            _ => unreachable!("both are dense, and the first takes what the other has"),
        }
    }

    /// Reverses the order of the elements of dense storage.
    pub(crate) fn reverse_dense(&mut self) {
        match self {
            Self::DenseI32(elements) => elements.reverse(),
            Self::DenseF64(elements) => elements.reverse(),
            Self::DenseElement(elements) => elements.reverse(),
            Self::SparseElement(_) | Self::SparseProperty(_) => {}
        }
    }

    /// Takes the last element of dense storage away.
    pub(crate) fn pop_dense(&mut self) -> Option<JsValue> {
        match self {
            Self::DenseI32(elements) => elements.pop().map(JsValue::from),
            Self::DenseF64(elements) => elements.pop().map(JsValue::from),
            Self::DenseElement(elements) => elements.pop(),
            Self::SparseElement(_) | Self::SparseProperty(_) => None,
        }
    }
}

/// Replaces `count` elements from `start` on by others, and gets those that were there.
fn splice<T>(
    elements: &mut ThinVec<T>,
    start: usize,
    count: usize,
    items: impl ExactSizeIterator<Item = T>,
) -> ThinVec<T> {
    let end = start + count;
    let more = items.len().saturating_sub(count);
    if more > elements.capacity() - elements.len() {
        // What is put before the others may be put there again and again.
        elements.reserve(more.max(elements.len() / ROOM));
    }
    // As many as there are on both sides change places; the rest of one side is moved in or out.
    let mut items = items;
    let mut removed: ThinVec<T> = ThinVec::with_capacity(count);
    for (element, item) in elements[start..end]
        .iter_mut()
        .zip(items.by_ref().take(count))
    {
        removed.push(std::mem::replace(element, item));
    }
    let done = start + removed.len();
    removed.extend(elements.drain(done..end));
    if items.len() == 0 {
        return removed;
    }
    if done == elements.len() {
        elements.extend(items);
    } else if items.len() <= INSERTED_ONE_BY_ONE {
        for (offset, item) in items.enumerate() {
            elements.insert(done + offset, item);
        }
    } else {
        let tail = elements.split_off(done);
        elements.extend(items);
        elements.extend(tail);
    }
    removed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dense(values: &[f64]) -> IndexedProperties {
        let mut elements = IndexedProperties::default();
        for value in values {
            assert!(elements.push_dense(&JsValue::from(*value)));
        }
        elements
    }

    fn numbers(elements: &IndexedProperties) -> Vec<f64> {
        let mut list = Vec::new();
        elements.copy_dense_to(&mut list);
        list.iter()
            .map(|value| value.as_number().unwrap_or(f64::NAN))
            .collect()
    }

    #[test]
    fn a_splice_is_that_of_a_list() {
        for len in 0..6 {
            let all: Vec<f64> = (0..len).map(f64::from).collect();
            for start in 0..=all.len() {
                for count in 0..=all.len() - start {
                    for items in 0..5 {
                        for first in [10.0, 10.5] {
                            let new: Vec<f64> = (0..items).map(|n| first + f64::from(n)).collect();
                            let values: Vec<JsValue> =
                                new.iter().map(|n| JsValue::from(*n)).collect();
                            let mut elements = dense(&all);
                            let removed = elements.dense_splice(start, count, &values);
                            let mut list = all.clone();
                            let gone: Vec<f64> = list.splice(start..start + count, new).collect();
                            assert_eq!(numbers(&elements), list);
                            assert_eq!(numbers(&removed), gone);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn storage_takes_what_is_wider() {
        let mut elements = dense(&[1.0, 2.0]);
        elements.extend_dense(dense(&[0.5]));
        elements.extend_dense(dense(&[3.0]));
        assert_eq!(numbers(&elements), [1.0, 2.0, 0.5, 3.0]);
        elements.dense_splice(0, 1, &[JsValue::null()]);
        elements.extend_dense(dense(&[7.0, 8.5]));
        assert!(matches!(elements, IndexedProperties::DenseElement(_)));
        let mut list = Vec::new();
        elements.copy_dense_to(&mut list);
        assert_eq!(list.len(), 6);
        assert_eq!(list[0], JsValue::null());
        assert_eq!(list[5], JsValue::from(8.5));
    }
}
