//! What weak collections and references hold: objects, and symbols that are not registered.
//!
//! The collector knows nothing of symbols, which count their references. So each symbol that is held weakly has
//! an *anchor*, an object that is held in its place and lives as long as the symbol does. A value that refers to the symbol
//! that it belongs to keeps both until the collection goes.

use boa_gc::{Finalize, Trace};
use boa_macros::JsData;
use rustc_hash::FxHashMap;

use crate::{
    Context, JsObject, JsValue,
    builtins::symbol::is_registered,
    symbol::{JsSymbol, WeakSymbol},
};

/// The data of an anchor.
#[derive(Debug, Trace, Finalize, JsData)]
struct Anchored(#[unsafe_ignore_trace] WeakSymbol);

/// The anchors of a context, by the hashes of their symbols.
#[derive(Debug, Default)]
pub(crate) struct SymbolAnchors {
    anchors: FxHashMap<u64, (WeakSymbol, JsObject)>,
    /// How many anchors there may be before those without a symbol are let go.
    most: usize,
}

impl SymbolAnchors {
    const FEW: usize = 32;

    /// Returns the anchor of a symbol that was held weakly before.
    fn get(&self, symbol: &JsSymbol) -> Option<JsObject> {
        let (_, anchor) = self.anchors.get(&symbol.hash())?;
        Some(anchor.clone())
    }

    fn get_or_create(&mut self, symbol: &JsSymbol) -> JsObject {
        if let Some(anchor) = self.get(symbol) {
            return anchor;
        }
        if self.anchors.len() >= self.most {
            self.anchors.retain(|_, (symbol, _)| symbol.is_alive());
            self.most = 2 * self.anchors.len() + Self::FEW;
        }
        let weak = symbol.downgrade();
        let anchor = JsObject::from_proto_and_data(None, Anchored(weak.clone()));
        self.anchors.insert(symbol.hash(), (weak, anchor.clone()));
        anchor
    }
}

/// Returns what stands for `value` in a weak collection, or `None` if it can not be held weakly.
///
/// Abstract operation [`CanBeHeldWeakly ( v )`][spec].
///
/// [spec]: https://tc39.es/ecma262/#sec-canbeheldweakly
pub(crate) fn to_held_weakly(value: &JsValue, context: &mut Context) -> Option<JsObject> {
    // 1. If v is an Object, return true.
    if let Some(object) = value.as_object() {
        return Some(object);
    }
    // 2. If v is a Symbol and KeyForSymbol(v) is undefined, return true.
    // 3. Return false.
    let symbol = value.as_symbol()?;
    (!is_registered(&symbol)).then(|| context.symbol_anchors.get_or_create(&symbol))
}

/// Returns what stands for `value` in weak collections, or `None` if none can hold it by now.
pub(crate) fn find_held_weakly(value: &JsValue, context: &Context) -> Option<JsObject> {
    if let Some(object) = value.as_object() {
        return Some(object);
    }
    context.symbol_anchors.get(&value.as_symbol()?)
}

/// Returns the value that `held` stands for, or `None` if it was a symbol that is gone.
pub(crate) fn from_held_weakly(held: JsObject) -> Option<JsValue> {
    let symbol = held
        .downcast_ref::<Anchored>()
        .map(|anchored| anchored.0.upgrade());
    match symbol {
        Some(symbol) => symbol.map(JsValue::from),
        None => Some(held.into()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Context, JsSymbol, TestAction, builtins::weak::to_held_weakly, run_test_actions};

    #[test]
    fn symbols_are_held_weakly() {
        run_test_actions([
            TestAction::run(
                r#"
                    const symbol = Symbol("held");
                    const map = new WeakMap([[symbol, 1], [Symbol.iterator, 2], [Symbol("gone"), 3]]);
                    const set = new WeakSet([symbol]);
                    const reference = new WeakRef(symbol);
                "#,
            ),
            TestAction::assert("map.get(symbol) === 1 && map.get(Symbol.iterator) === 2"),
            TestAction::assert("map.has(symbol) && !map.has(Symbol('held')) && !map.has('held')"),
            TestAction::assert("set.has(symbol) && !set.has(Symbol.iterator)"),
            TestAction::assert("reference.deref() === symbol"),
            TestAction::assert("new WeakRef(Symbol('kept')).deref().description === 'kept'"),
            TestAction::inspect_context(|context| {
                context.clear_kept_objects();
                boa_gc::force_collect();
            }),
            TestAction::assert("map.get(symbol) === 1 && set.has(symbol)"),
            TestAction::assert("reference.deref() === symbol"),
            TestAction::assert("map.set(symbol, 4).get(symbol) === 4"),
            TestAction::assert("map.delete(symbol) && !map.delete(symbol) && !map.has(symbol)"),
            TestAction::assert("set.delete(symbol) && !set.delete(symbol) && !set.has(symbol)"),
            TestAction::assert(
                r#"
                    const registry = new FinalizationRegistry(() => {});
                    registry.register(symbol, 0, symbol);
                    registry.unregister(symbol) && !registry.unregister(symbol)
                "#,
            ),
        ]);
    }

    #[test]
    fn registered_symbols_are_not() {
        run_test_actions([
            TestAction::run(
                r#"
                    const throwsTypeError = (f) => {
                        try { f(); } catch (e) { return e instanceof TypeError; }
                        return false;
                    };
                    const symbol = Symbol.for("registered");
                "#,
            ),
            TestAction::assert("throwsTypeError(() => new WeakMap().set(symbol, 1))"),
            TestAction::assert("throwsTypeError(() => new WeakSet().add(symbol))"),
            TestAction::assert("throwsTypeError(() => new WeakRef(symbol))"),
            TestAction::assert(
                "throwsTypeError(() => new FinalizationRegistry(() => {}).register(symbol, 0))",
            ),
            TestAction::assert("!new WeakMap().has(symbol) && !new WeakSet().delete(symbol)"),
        ]);
    }

    #[test]
    fn a_weak_reference_does_not_keep_its_symbol() {
        run_test_actions([
            TestAction::run("const reference = new WeakRef(Symbol());"),
            TestAction::inspect_context(|context| {
                context.clear_kept_objects();
            }),
            TestAction::assert("reference.deref() === undefined"),
        ]);
    }

    #[test]
    fn anchors_go_with_their_symbols() {
        let context = &mut Context::default();
        let held: Vec<_> = (0..10).filter_map(|_| JsSymbol::new(None)).collect();
        for symbol in &held {
            to_held_weakly(&symbol.clone().into(), context);
        }
        for _ in 0..1000 {
            let symbol = JsSymbol::new(None).expect("there are enough symbols");
            to_held_weakly(&symbol.into(), context);
            assert!(context.symbol_anchors.anchors.len() < 100);
        }
        for symbol in &held {
            assert!(context.symbol_anchors.get(symbol).is_some());
        }
    }
}
