//! Iterators of Maps and Sets: Boa's do the work, inside objects that know how far they are, so that the
//! host can print what is left without taking a step.

use std::cell::Cell;

use boa_engine::{
    Context, Finalize, JsData, JsNativeError, JsResult, JsSymbol, JsValue, Trace,
    builtins::{PostponedIntrinsic, map::ordered_map::OrderedMap, set::ordered_set::OrderedSet},
    js_string,
    object::JsObject,
    property::PropertyKey,
    realm::Realm,
};

use super::{
    super::property,
    methods::{self, Method},
};

/// What an iterator gives of each entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The key.
    Keys,
    /// The value.
    Values,
    /// Both, in an array.
    Entries,
}

/// An iterator of a Map or a Set.
#[derive(Debug, Trace, Finalize, JsData)]
pub struct CollectionIterator {
    /// Boa's own.
    plain: JsObject,
    /// The Map or the Set.
    source: JsObject,
    #[unsafe_ignore_trace]
    kind: Kind,
    /// The index of the next entry, or none at the end.
    #[unsafe_ignore_trace]
    next: Cell<Option<usize>>,
}

impl CollectionIterator {
    /// What it gives of each entry.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is one of a Map, and not of a Set.
    #[must_use]
    pub fn is_of_map(&self) -> bool {
        self.source.is::<OrderedMap<JsValue>>()
    }

    /// The keys and values that are left, in turn; of a Set, each value twice.
    #[must_use]
    pub fn rest(&self) -> Vec<JsValue> {
        let first = self.next.get().unwrap_or(usize::MAX);
        let rest = (first..self.len()).filter_map(|index| self.entry(index));
        rest.flatten().collect()
    }

    /// The length with the gaps where entries were.
    fn len(&self) -> usize {
        if let Some(map) = self.source.downcast_ref::<OrderedMap<JsValue>>() {
            return map.full_len();
        }
        let set = self.source.downcast_ref::<OrderedSet>();
        set.map_or(0, |set| set.full_len())
    }

    /// Where to look on from an index: not among the gaps that the collection begins with.
    fn skip_empty(&self, index: usize) -> usize {
        if let Some(map) = self.source.downcast_ref::<OrderedMap<JsValue>>() {
            return map.skip_empty(index);
        }
        let set = self.source.downcast_ref::<OrderedSet>();
        set.map_or(index, |set| set.skip_empty(index))
    }

    fn entry(&self, index: usize) -> Option<[JsValue; 2]> {
        if let Some(map) = self.source.downcast_ref::<OrderedMap<JsValue>>() {
            let (key, value) = map.get_index(index)?;
            return Some([key.clone(), value.clone()]);
        }
        let set = self.source.downcast_ref::<OrderedSet>()?;
        let value = set.get_index(index)?.clone();
        Some([value.clone(), value])
    }

    /// Goes on to the next entry that there is, as Boa's iterator is about to.
    fn step(&self) {
        let Some(first) = self.next.get() else {
            return;
        };
        let first = self.skip_empty(first);
        let found = (first..self.len()).find(|&index| self.entry(index).is_some());
        self.next.set(found.map(|index| index + 1));
    }
}

/// Puts them in the place of Boa's, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(intrinsic: PostponedIntrinsic, realm: &Realm) -> JsResult<()> {
    let constructors = realm.intrinsics().constructors();
    let prototypes = realm.intrinsics().objects().iterator_prototypes();
    match intrinsic {
        PostponedIntrinsic::Map => {
            let map = constructors.map().prototype();
            methods::replace(&map, js_string!("keys"), KEYS, realm)?;
            methods::replace(&map, js_string!("values"), VALUES, realm)?;
            methods::replace(&map, js_string!("entries"), ENTRIES, realm)?;
            alias(&map, js_string!("entries"), JsSymbol::iterator())
        }
        PostponedIntrinsic::Set => {
            let set = constructors.set().prototype();
            methods::replace(&set, js_string!("values"), VALUES, realm)?;
            methods::replace(&set, js_string!("entries"), ENTRIES, realm)?;
            alias(&set, js_string!("values"), JsSymbol::iterator())?;
            alias(&set, js_string!("values"), js_string!("keys"))
        }
        PostponedIntrinsic::MapIterator => {
            methods::replace(&prototypes.map(), js_string!("next"), next, realm)
        }
        PostponedIntrinsic::SetIterator => {
            methods::replace(&prototypes.set(), js_string!("next"), next, realm)
        }
        _ => Ok(()),
    }
}

/// One function under another name.
fn alias(
    holder: &JsObject,
    key: impl Into<PropertyKey>,
    other: impl Into<PropertyKey>,
) -> JsResult<()> {
    let function = methods::own(holder, &key.into())?;
    property::insert(holder, other, property::hidden(function));
    Ok(())
}

const KEYS: Method = |plain, this, args, context| iterator(Kind::Keys, plain, this, args, context);
const VALUES: Method =
    |plain, this, args, context| iterator(Kind::Values, plain, this, args, context);
const ENTRIES: Method =
    |plain, this, args, context| iterator(Kind::Entries, plain, this, args, context);

fn iterator(
    kind: Kind,
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let made = plain.call(this, args, context)?;
    let (Some(made), Some(source)) = (made.as_object(), this.as_object()) else {
        return Err(JsNativeError::typ().with_message("not an iterator").into());
    };
    let prototype = made.prototype();
    let iterator = CollectionIterator {
        plain: made,
        source,
        kind,
        next: Cell::new(Some(0)),
    };
    Ok(JsObject::from_proto_and_data(prototype, iterator).into())
}

fn next(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let object = this.as_object();
    let inside = object.as_ref().and_then(|object| {
        let iterator = object.downcast_ref::<CollectionIterator>()?;
        iterator.step();
        Some(JsValue::from(iterator.plain.clone()))
    });
    // One of another kind, Boa's own words for it.
    plain.call(inside.as_ref().unwrap_or(this), args, context)
}

#[cfg(test)]
mod tests {
    use boa_engine::{Context, JsResult, Source, builtins::PostponedIntrinsic, realm::Realm};

    use super::CollectionIterator;
    use crate::testing::eval_in_realm;

    fn install(realm: &Realm) -> JsResult<()> {
        let all = PostponedIntrinsic::ALL.iter();
        all.copied()
            .try_for_each(|intrinsic| super::install(intrinsic, realm))
    }

    fn rest(source: &str) -> String {
        let context = &mut Context::default();
        install(&context.realm().clone()).unwrap();
        let iterator = context.eval(Source::from_bytes(source)).unwrap();
        let iterator = iterator.as_object().unwrap();
        let rest = iterator
            .downcast_ref::<CollectionIterator>()
            .unwrap()
            .rest();
        let texts = rest.iter().map(|value| value.display().to_string());
        texts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_left_is_known() {
        let map = "const map = new Map([[1, 2], [3, 4], [5, 6]]); const it = map.keys();";
        for (steps, left) in [
            ("", "1 2 3 4 5 6"),
            ("it.next();", "3 4 5 6"),
            ("it.next(); map.delete(1);", "3 4 5 6"),
            ("it.next(); map.delete(3);", "5 6"),
            ("it.next(); map.delete(3); it.next();", ""),
            ("[...it];", ""),
            ("[...it]; map.set(7, 8);", ""),
        ] {
            assert_eq!(rest(&format!("{map} {steps} it")), left, "{steps}");
        }
        assert_eq!(rest("new Set([1, 2]).entries()"), "1 1 2 2");
    }

    #[test]
    fn methods_that_are_one_stay_one() {
        let source = "[
            Map.prototype[Symbol.iterator] === Map.prototype.entries,
            Set.prototype[Symbol.iterator] === Set.prototype.values,
            Set.prototype.keys === Set.prototype.values,
            Set.prototype.keys.name,
            [...new Map([[1, 2]])].join(), [...new Set([1, 2]).entries()].join(';'),
        ].join(' ')";
        assert_eq!(
            eval_in_realm(install, source),
            "true true true values 1,2 1,1;2,2"
        );
    }
}
