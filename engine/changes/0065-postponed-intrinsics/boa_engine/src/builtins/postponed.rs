//! Intrinsics whose own properties are made when somebody reaches them, since most realms never reach most built-ins.
//!
//! Such an object is there from the beginning, and a constructor is a function from the beginning. Until it is made, its
//! internal methods are among [`POSTPONED`]: whichever of them is called first makes the own properties and the prototype,
//! puts the object's real internal methods in place, and goes on there. What looks at an object past its internal methods
//! calls [`JsObject::make`] before.

use super::{
    AggregateError, ArrayBuffer, ArrayIterator, AsyncFromSyncIterator, AsyncGenerator, AsyncIterator, Atomics, BigInt,
    BigInt64Array, BigUint64Array, Boolean, BuiltInConstructor, BuiltinTypedArray, DataView, Date, EvalError,
    FinalizationRegistry, Float32Array, Float64Array, Generator, Int8Array, Int16Array, Int32Array, IntrinsicObject,
    Iterator, IteratorConstructor, IteratorHelper, Json, Map, MapIterator, Math, Number, RangeError, ReferenceError,
    RegExp, RegExpStringIterator, Set, SetIterator, SharedArrayBuffer, String, StringIterator, SyntaxError, TypeError,
    Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, UriError, WeakRef, WeakSet, WrapForValidIterator,
    function::ConstructorKind,
};
use crate::{
    Context, JsResult, JsValue, NativeFunction,
    context::intrinsics::Intrinsics,
    js_string,
    native_function::{NativeFunctionObject, NativeFunctionPointer},
    object::{
        JsData, JsObject, JsPrototype, NativeObject,
        internal_methods::{
            CallValue, InternalMethodCallContext, InternalMethodPropertyContext, InternalObjectMethods,
            ORDINARY_INTERNAL_METHODS,
        },
    },
    property::{PropertyDescriptor, PropertyKey},
    realm::Realm,
};

/// The objects that are made together.
struct Objects {
    /// A constructor, and the function that it calls.
    constructor: Option<(JsObject, NativeFunctionPointer)>,
    /// Its prototype, or an object that has no constructor.
    object: Option<JsObject>,
}

/// Those of a constructor with a prototype.
fn both<B: BuiltInConstructor>(intrinsics: &Intrinsics) -> Objects {
    let standard = B::STANDARD_CONSTRUCTOR(intrinsics.constructors());
    Objects {
        constructor: Some((standard.constructor(), B::constructor)),
        object: Some(standard.prototype()),
    }
}

/// A constructor whose prototype is an intrinsic of its own.
fn alone<B: BuiltInConstructor>(intrinsics: &Intrinsics) -> Objects {
    Objects {
        object: None,
        ..both::<B>(intrinsics)
    }
}

/// An object that has no constructor.
fn object<B: IntrinsicObject>(intrinsics: &Intrinsics) -> Objects {
    Objects {
        constructor: None,
        object: Some(B::get(intrinsics)),
    }
}

macro_rules! postponed {
    ($($name:ident: $objects:ident,)*) => {
        /// Intrinsics that are made when somebody reaches them: a constructor with its prototype, or an object that has no
        /// constructor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        #[non_exhaustive]
        pub enum PostponedIntrinsic {
            $($name,)*
        }

        impl PostponedIntrinsic {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn init(self, realm: &Realm) {
                match self {
                    $(Self::$name => $name::init(realm),)*
                }
            }

            fn objects(self, intrinsics: &Intrinsics) -> Objects {
                match self {
                    $(Self::$name => $objects::<$name>(intrinsics),)*
                }
            }
        }
    };
}

postponed! {
    Iterator: object,
    AsyncIterator: object,
    AsyncFromSyncIterator: object,
    IteratorConstructor: alone,
    WrapForValidIterator: object,
    IteratorHelper: object,
    Math: object,
    Json: object,
    ArrayIterator: object,
    ArrayBuffer: both,
    SharedArrayBuffer: both,
    BigInt: both,
    Boolean: both,
    Date: both,
    DataView: both,
    Map: both,
    MapIterator: object,
    Number: both,
    Set: both,
    SetIterator: object,
    String: both,
    StringIterator: object,
    RegExp: both,
    RegExpStringIterator: object,
    BuiltinTypedArray: both,
    Int8Array: both,
    Uint8Array: both,
    Uint8ClampedArray: both,
    Int16Array: both,
    Uint16Array: both,
    Int32Array: both,
    Uint32Array: both,
    BigInt64Array: both,
    BigUint64Array: both,
    Float32Array: both,
    Float64Array: both,
    RangeError: both,
    ReferenceError: both,
    TypeError: both,
    SyntaxError: both,
    EvalError: both,
    UriError: both,
    AggregateError: both,
    Generator: object,
    AsyncGenerator: object,
    WeakRef: both,
    WeakSet: both,
    Atomics: object,
    FinalizationRegistry: both,
}

impl PostponedIntrinsic {
    /// Prepares the objects of all of them, which have no properties yet. What they say of themselves lies where the
    /// values of their properties will be: an object of the realm, and their number.
    pub(super) fn postpone_all(realm: &Realm) {
        let intrinsics = realm.intrinsics();
        let of_realm = JsValue::from(intrinsics.objects().throw_type_error());
        for (number, intrinsic) in (0_i32..).zip(Self::ALL) {
            let note = || vec![of_realm.clone(), JsValue::new(number)];
            let Objects { constructor, object } = intrinsic.objects(intrinsics);
            if let Some((constructor, function)) = constructor {
                if let Some(mut data) = constructor.downcast_mut::<NativeFunctionObject>() {
                    data.f = NativeFunction::from_fn_ptr(function);
                    data.constructor = Some(ConstructorKind::Base);
                    data.realm = Some(realm.clone());
                }
                constructor.borrow_mut().properties_mut().storage = note();
                constructor.set_vtable(&POSTPONED[1]);
            }
            if let Some(object) = object {
                object.borrow_mut().properties_mut().storage = note();
                object.set_vtable(&POSTPONED[0]);
            }
        }
    }

    /// The realm that an object is of which is not made yet, and which one it is.
    fn noted(object: &JsObject) -> Option<(Realm, Self)> {
        let object = object.borrow();
        let [of_realm, number] = object.properties().storage.as_slice() else {
            return None;
        };
        let of_realm = of_realm.as_object()?;
        let realm = of_realm.downcast_ref::<NativeFunctionObject>()?.realm.clone()?;
        let number = usize::try_from(number.as_i32()?).ok()?;
        Some((realm, *Self::ALL.get(number)?))
    }

    /// Makes it.
    fn make(self, realm: &Realm) {
        let Objects { constructor, object } = self.objects(realm.intrinsics());
        if let Some((constructor, _)) = constructor {
            constructor.borrow_mut().properties_mut().storage = Vec::new();
            let methods = constructor
                .downcast_ref::<NativeFunctionObject>()
                .map_or(&ORDINARY_INTERNAL_METHODS, |data| data.internal_methods());
            constructor.set_vtable(methods);
        }
        if let Some(object) = object {
            object.borrow_mut().properties_mut().storage = Vec::new();
            object.set_vtable(match self {
                Self::String => js_string!().internal_methods(),
                _ => &ORDINARY_INTERNAL_METHODS,
            });
        }
        self.init(realm);
        if let Some(hook) = realm.intrinsic_hook() {
            hook(self, realm);
        }
    }

    /// Whether it is made.
    pub(crate) fn is_made(self, realm: &Realm) -> bool {
        let Objects { constructor, object } = self.objects(realm.intrinsics());
        let one = constructor.map(|(constructor, _)| constructor).or(object);
        one.is_none_or(|one| !one.is_postponed())
    }
}

impl<T: NativeObject> JsObject<T> {
    /// Whether it is an intrinsic that has no properties yet, because nobody has reached it.
    #[inline]
    pub(crate) fn is_postponed(&self) -> bool {
        let methods: *const InternalObjectMethods = self.vtable();
        POSTPONED.as_ptr_range().contains(&methods)
    }

    /// Makes the properties of an intrinsic that nobody has reached yet. Whoever looks at an object past its internal
    /// methods has to call this before.
    #[inline]
    pub fn make(&self) {
        if self.is_postponed() {
            make(&self.clone().upcast());
        }
    }
}

#[cold]
fn make(object: &JsObject) {
    if let Some((realm, intrinsic)) = PostponedIntrinsic::noted(object) {
        intrinsic.make(&realm);
    }
}

/// Makes an object, and gives its internal methods.
fn made(object: &JsObject) -> &'static InternalObjectMethods {
    make(object);
    object.vtable()
}

/// The internal methods of an object and of a constructor that are not made yet.
static POSTPONED: [InternalObjectMethods; 2] = [
    POSTPONED_OBJECT,
    InternalObjectMethods {
        __call__: call,
        __construct__: construct,
        ..POSTPONED_OBJECT
    },
];

const POSTPONED_OBJECT: InternalObjectMethods = InternalObjectMethods {
    __get_prototype_of__: get_prototype_of,
    __set_prototype_of__: set_prototype_of,
    __is_extensible__: is_extensible,
    __prevent_extensions__: prevent_extensions,
    __get_own_property__: get_own_property,
    __define_own_property__: define_own_property,
    __has_property__: has_property,
    __try_get__: try_get,
    __get__: get,
    __set__: set,
    __delete__: delete,
    __own_property_keys__: own_property_keys,
    __call__: ORDINARY_INTERNAL_METHODS.__call__,
    __construct__: ORDINARY_INTERNAL_METHODS.__construct__,
};

fn get_prototype_of(object: &JsObject, context: &mut Context) -> JsResult<JsPrototype> {
    (made(object).__get_prototype_of__)(object, context)
}

fn set_prototype_of(object: &JsObject, prototype: JsPrototype, context: &mut Context) -> JsResult<bool> {
    (made(object).__set_prototype_of__)(object, prototype, context)
}

fn is_extensible(object: &JsObject, context: &mut Context) -> JsResult<bool> {
    (made(object).__is_extensible__)(object, context)
}

fn prevent_extensions(object: &JsObject, context: &mut Context) -> JsResult<bool> {
    (made(object).__prevent_extensions__)(object, context)
}

fn get_own_property(
    object: &JsObject,
    key: &PropertyKey,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<Option<PropertyDescriptor>> {
    (made(object).__get_own_property__)(object, key, context)
}

fn define_own_property(
    object: &JsObject,
    key: &PropertyKey,
    property: PropertyDescriptor,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<bool> {
    (made(object).__define_own_property__)(object, key, property, context)
}

fn has_property(
    object: &JsObject,
    key: &PropertyKey,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<bool> {
    (made(object).__has_property__)(object, key, context)
}

fn try_get(
    object: &JsObject,
    key: &PropertyKey,
    receiver: JsValue,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<Option<JsValue>> {
    (made(object).__try_get__)(object, key, receiver, context)
}

fn get(
    object: &JsObject,
    key: &PropertyKey,
    receiver: JsValue,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<JsValue> {
    (made(object).__get__)(object, key, receiver, context)
}

fn set(
    object: &JsObject,
    key: PropertyKey,
    value: JsValue,
    receiver: JsValue,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<bool> {
    (made(object).__set__)(object, key, value, receiver, context)
}

fn delete(
    object: &JsObject,
    key: &PropertyKey,
    context: &mut InternalMethodPropertyContext<'_>,
) -> JsResult<bool> {
    (made(object).__delete__)(object, key, context)
}

fn own_property_keys(object: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
    (made(object).__own_property_keys__)(object, context)
}

fn call(
    object: &JsObject,
    argument_count: usize,
    context: &mut InternalMethodCallContext<'_>,
) -> JsResult<CallValue> {
    (made(object).__call__)(object, argument_count, context)
}

fn construct(
    object: &JsObject,
    argument_count: usize,
    context: &mut InternalMethodCallContext<'_>,
) -> JsResult<CallValue> {
    (made(object).__construct__)(object, argument_count, context)
}

#[cfg(test)]
mod tests {
    use indoc::indoc;

    use super::PostponedIntrinsic;
    use crate::{Context, JsString, Source, TestAction, js_string, property::PropertyDescriptor, run_test_actions};

    #[test]
    fn what_nobody_reaches_is_not_made() {
        let mut context = Context::default();
        context
            .eval(Source::from_bytes("var o = { a: [1, 2].length }; o.a + 1"))
            .unwrap();
        let realm = context.realm().clone();
        let made = PostponedIntrinsic::ALL
            .iter()
            .filter(|intrinsic| intrinsic.is_made(&realm));
        assert_eq!(made.count(), 0);
        context.eval(Source::from_bytes("new Map")).unwrap();
        assert!(PostponedIntrinsic::Map.is_made(&realm));
        assert!(!PostponedIntrinsic::Set.is_made(&realm));
    }

    #[test]
    fn every_one_is_as_it_would_be() {
        run_test_actions([TestAction::assert(indoc! {r#"
            const reached = new Set();
            let odd = '';
            const reach = (object, path) => {
                if (object === null || !/^(object|function)$/.test(typeof object) || reached.has(object)) return;
                reached.add(object);
                for (const key of Reflect.ownKeys(object)) {
                    const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
                    for (const next of [value, get, set]) reach(next, `${path}.${String(key)}`);
                }
                reach(Object.getPrototypeOf(object), `${path}.__proto__`);
                if (Object.prototype.hasOwnProperty.call(object, 'prototype') && object.prototype
                    && object.prototype.constructor !== object && object.prototype !== (function* () {}).constructor.prototype.prototype
                    && !/Generator|function|TypedArray/.test(path)) odd += path + ' ';
            };
            reach(globalThis, 'globalThis');
            reached.size > 700 && odd === ''
        "#})]);
    }

    #[test]
    fn a_prototype_is_reached_by_its_instances() {
        run_test_actions([
            TestAction::assert("/a/ instanceof RegExp && /a/.test('a')"),
            TestAction::assert("'abc'.toUpperCase() === 'ABC' && (1).toFixed(1) === '1.0' && 1n.toString() === '1'"),
            TestAction::assert("[...'ab'].length === 2 && [...[1].entries()].length === 1"),
            TestAction::assert("try { null.x } catch (e) { e.name === 'TypeError' && e.constructor === TypeError }"),
            TestAction::assert("try { null.x } catch (e) { Object.getPrototypeOf(TypeError) === Error }"),
            TestAction::assert("(function* () {})().next().done"),
        ]);
    }

    #[test]
    fn what_is_asked_without_a_call_is_known() {
        run_test_actions([
            TestAction::assert("typeof Date === 'function' && typeof Math === 'object'"),
            TestAction::assert("delete Float64Array.prototype && false || Float64Array.name === 'Float64Array'"),
            TestAction::assert("Object.isExtensible(Atomics)"),
            TestAction::assert("class M extends Map {}; new M([[1, 2]]).get(1) === 2"),
            TestAction::assert("Object.prototype.toString.call(JSON) === '[object JSON]'"),
            TestAction::assert("new Uint8Array(2) instanceof Object.getPrototypeOf(Int8Array)"),
            TestAction::assert("WeakRef.prototype.x = 1; 'deref' in WeakRef.prototype && WeakRef.prototype.x === 1"),
            TestAction::assert("Object.freeze(WeakSet); Object.isFrozen(WeakSet) && WeakSet.length === 0"),
        ]);
    }

    #[test]
    fn a_hook_comes_before_everybody() {
        let mut context = Context::default();
        context.eval(Source::from_bytes("Math.abs(1)")).unwrap();
        context.realm().set_intrinsic_hook(|intrinsic, realm| {
            let object = match intrinsic {
                PostponedIntrinsic::Math => realm.intrinsics().objects().math(),
                PostponedIntrinsic::Map => realm.intrinsics().constructors().map().constructor(),
                _ => return,
            };
            object.insert_property(
                js_string!("mark"),
                PropertyDescriptor::builder().value(1).configurable(true),
            );
            object.remove_property(&js_string!("groupBy").into());
        });
        let value = context
            .eval(Source::from_bytes(
                "'' + [Math.mark, Map.mark, Set.mark, Map.groupBy, new Map().size]",
            ))
            .unwrap();
        assert_eq!(value.as_string(), Some(JsString::from("1,1,,,0")));
    }
}
