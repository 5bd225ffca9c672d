//! The realm's own intrinsics, for host objects that stand for them. lib/membrane/intrinsics.js has the other
//! half of the table: each intrinsic has a number and a path, which is followed here from objects that were
//! taken before any guest code ran.
//!
//! Methods that want an object with something inside (`Map.prototype.get`) serve the host's objects as well:
//! when a realm first meets such a prototype, each of its methods begins to ask the host when it is called on a host
//! proxy, and does what it did otherwise.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    fmt,
};

use boa_engine::{
    Context, JsResult, JsString, JsSymbol, JsValue, NativeFunction,
    context::intrinsics::Intrinsics as EngineIntrinsics,
    object::{JsObject, builtins::JsFunction},
    property::PropertyKey,
};
use boa_gc::{Finalize, Trace};

use guest_engine::{lazy, property};

use node_api::{HostRef, HostValue};

use super::{
    exports::address_of,
    failure::Crossed,
    realm::{RealmKind, current_realm},
    scope::MembraneScope,
    shadow_target::result_to_guest,
};

/// What a step of a path reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Value,
    Get,
    Set,
}

#[derive(Debug, Clone)]
struct Step {
    key: String,
    slot: Slot,
}

/// What the host's objects have to do with an intrinsic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Works on any object.
    Plain,
    /// A prototype whose methods serve them.
    Prototype,
    /// Such a method.
    Method,
}

#[derive(Debug)]
struct Path {
    root: usize,
    steps: Vec<Step>,
    role: Role,
}

/// The paths of all intrinsics by their numbers: the same for all realms of an environment.
#[derive(Debug)]
pub struct IntrinsicPaths {
    /// The names of objects where paths begin, and how to come by those that the engine knows.
    roots: Vec<(String, Option<KnownRoot>)>,
    paths: Vec<Path>,
    /// Prototypes with their methods, by their numbers.
    serving: HashMap<u32, Vec<u32>>,
}

impl IntrinsicPaths {
    /// Reads what lib/membrane/intrinsics.js gives.
    #[must_use]
    pub fn parse(texts: &[String]) -> Self {
        let mut roots: Vec<(String, Option<KnownRoot>)> = Vec::new();
        let mut paths = Vec::with_capacity(texts.len());
        for text in texts {
            let (role, text) = match text.split_at_checked(1) {
                Some(("^", rest)) => (Role::Prototype, rest),
                Some(("!", rest)) => (Role::Method, rest),
                _ => (Role::Plain, text.as_str()),
            };
            let mut parts = text.split('.');
            let root = parts.next().unwrap_or_default();
            let at = roots.iter().position(|(known, _)| known == root);
            let root = at.unwrap_or_else(|| {
                roots.push((root.to_owned(), known_root(root)));
                roots.len() - 1
            });
            let steps = parts.map(Step::parse).collect();
            paths.push(Path { root, steps, role });
        }
        let serving = serving(&paths);
        Self {
            roots,
            paths,
            serving,
        }
    }

    /// The prototype that a method is of.
    fn prototype_of(&self, index: u32) -> Option<u32> {
        let path = self.paths.get(index as usize)?;
        match path.role {
            Role::Plain => None,
            Role::Prototype => Some(index),
            Role::Method => self
                .serving
                .iter()
                .find_map(|(prototype, methods)| methods.contains(&index).then_some(*prototype)),
        }
    }
}

fn serving(paths: &[Path]) -> HashMap<u32, Vec<u32>> {
    let mut serving = HashMap::new();
    for (prototype, path) in (0_u32..).zip(paths) {
        if path.role != Role::Prototype {
            continue;
        }
        let is_method = |method: &Path| {
            method.role == Role::Method
                && method.root == path.root
                && method.steps.len() == path.steps.len() + 1
                && method
                    .steps
                    .iter()
                    .zip(&path.steps)
                    .all(|(a, b)| a.key == b.key)
        };
        let methods = (0_u32..)
            .zip(paths)
            .filter_map(|(index, method)| is_method(method).then_some(index))
            .collect();
        serving.insert(prototype, methods);
    }
    serving
}

impl Step {
    fn parse(text: &str) -> Self {
        let (key, slot) = match text.rsplit_once(':') {
            Some((key, "get")) => (key, Slot::Get),
            Some((key, "set")) => (key, Slot::Set),
            _ => (text, Slot::Value),
        };
        Self {
            key: key.to_owned(),
            slot,
        }
    }

    fn property_key(&self) -> PropertyKey {
        self.key
            .strip_prefix("@@")
            .and_then(well_known)
            .map_or_else(|| JsString::from(self.key.as_str()).into(), Into::into)
    }

    fn read(&self, object: &JsObject) -> Option<JsObject> {
        let own = property::own(object, &self.property_key())?;
        match self.slot {
            Slot::Value => own.value(),
            Slot::Get => own.get(),
            Slot::Set => own.set(),
        }?
        .as_object()
    }
}

fn well_known(name: &str) -> Option<JsSymbol> {
    Some(match name {
        "asyncIterator" => JsSymbol::async_iterator(),
        "hasInstance" => JsSymbol::has_instance(),
        "isConcatSpreadable" => JsSymbol::is_concat_spreadable(),
        "iterator" => JsSymbol::iterator(),
        "match" => JsSymbol::r#match(),
        "matchAll" => JsSymbol::match_all(),
        "replace" => JsSymbol::replace(),
        "search" => JsSymbol::search(),
        "species" => JsSymbol::species(),
        "split" => JsSymbol::split(),
        "toPrimitive" => JsSymbol::to_primitive(),
        "toStringTag" => JsSymbol::to_string_tag(),
        "unscopables" => JsSymbol::unscopables(),
        _ => return None,
    })
}

/// Intrinsics of a realm by their numbers.
pub struct Intrinsics {
    /// Where the paths begin that the engine does not know.
    roots: Vec<Option<JsObject>>,
    found: RefCell<HashMap<u32, Option<JsObject>>>,
    /// Prototypes whose methods serve the host's objects already.
    serving: RefCell<HashSet<u32>>,
    /// The numbers of all intrinsics by their addresses, once another realm has asked.
    numbers: RefCell<Option<HashMap<usize, u32>>>,
}

impl fmt::Debug for Intrinsics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intrinsics").finish_non_exhaustive()
    }
}

/// Where a path begins that guest code can't change: the engine knows the object.
type KnownRoot = fn(&EngineIntrinsics) -> JsObject;

fn known_root(name: &str) -> Option<KnownRoot> {
    Some(match name {
        "Object" => |all| all.constructors().object().constructor(),
        "Array" => |all| all.constructors().array().constructor(),
        "Error" => |all| all.constructors().error().constructor(),
        "EvalError" => |all| all.constructors().eval_error().constructor(),
        "RangeError" => |all| all.constructors().range_error().constructor(),
        "ReferenceError" => |all| all.constructors().reference_error().constructor(),
        "SyntaxError" => |all| all.constructors().syntax_error().constructor(),
        "TypeError" => |all| all.constructors().type_error().constructor(),
        "URIError" => |all| all.constructors().uri_error().constructor(),
        "AggregateError" => |all| all.constructors().aggregate_error().constructor(),
        "Promise" => |all| all.constructors().promise().constructor(),
        "Map" => |all| all.constructors().map().constructor(),
        "Set" => |all| all.constructors().set().constructor(),
        "WeakMap" => |all| all.constructors().weak_map().constructor(),
        "WeakSet" => |all| all.constructors().weak_set().constructor(),
        "Date" => |all| all.constructors().date().constructor(),
        "RegExp" => |all| all.constructors().regexp().constructor(),
        "Symbol" => |all| all.constructors().symbol().constructor(),
        "String" => |all| all.constructors().string().constructor(),
        "Number" => |all| all.constructors().number().constructor(),
        "Boolean" => |all| all.constructors().boolean().constructor(),
        "BigInt" => |all| all.constructors().bigint().constructor(),
        "ArrayBuffer" => |all| all.constructors().array_buffer().constructor(),
        "SharedArrayBuffer" => |all| all.constructors().shared_array_buffer().constructor(),
        "DataView" => |all| all.constructors().data_view().constructor(),
        "Int8Array" => |all| all.constructors().typed_int8_array().constructor(),
        "Uint8Array" => |all| all.constructors().typed_uint8_array().constructor(),
        "Uint8ClampedArray" => |all| all.constructors().typed_uint8clamped_array().constructor(),
        "Int16Array" => |all| all.constructors().typed_int16_array().constructor(),
        "Uint16Array" => |all| all.constructors().typed_uint16_array().constructor(),
        "Int32Array" => |all| all.constructors().typed_int32_array().constructor(),
        "Uint32Array" => |all| all.constructors().typed_uint32_array().constructor(),
        "Float32Array" => |all| all.constructors().typed_float32_array().constructor(),
        "Float64Array" => |all| all.constructors().typed_float64_array().constructor(),
        "BigInt64Array" => |all| all.constructors().typed_bigint64_array().constructor(),
        "BigUint64Array" => |all| all.constructors().typed_biguint64_array().constructor(),
        "WeakRef" => |all| all.constructors().weak_ref().constructor(),
        "FinalizationRegistry" => |all| all.constructors().finalization_registry().constructor(),
        "%TypedArray%" => |all| all.constructors().typed_array().constructor(),
        "Function" => |all| all.constructors().function().constructor(),
        "AsyncFunction" => |all| all.constructors().async_function().constructor(),
        "GeneratorFunction" => |all| all.constructors().generator_function().constructor(),
        "AsyncGeneratorFunction" => {
            |all| all.constructors().async_generator_function().constructor()
        }
        "Reflect" => |all| all.objects().reflect(),
        "JSON" => |all| all.objects().json(),
        "Math" => |all| all.objects().math(),
        "Atomics" => |all| all.objects().atomics(),
        "eval" => |all| all.objects().eval().into(),
        "isFinite" => |all| all.objects().is_finite().into(),
        "isNaN" => |all| all.objects().is_nan().into(),
        "escape" => |all| all.objects().escape().into(),
        "unescape" => |all| all.objects().unescape().into(),
        "%ThrowTypeError%" => |all| all.objects().throw_type_error().into(),
        "%ArrayIteratorPrototype%" => |all| all.objects().iterator_prototypes().array(),
        "%MapIteratorPrototype%" => |all| all.objects().iterator_prototypes().map(),
        "%SetIteratorPrototype%" => |all| all.objects().iterator_prototypes().set(),
        "%StringIteratorPrototype%" => |all| all.objects().iterator_prototypes().string(),
        "%RegExpStringIteratorPrototype%" => {
            |all| all.objects().iterator_prototypes().regexp_string()
        }
        "%IteratorPrototype%" => |all| all.constructors().iterator().prototype(),
        "%AsyncIteratorPrototype%" => |all| all.objects().iterator_prototypes().async_iterator(),
        "%WrapForValidIteratorPrototype%" => |all| {
            all.objects()
                .iterator_prototypes()
                .wrap_for_valid_iterator()
        },
        "%IteratorHelperPrototype%" => |all| all.objects().iterator_prototypes().iterator_helper(),
        _ => return None,
    })
}

/// Where any other path begins, in a realm in which no guest code has run yet.
fn root(name: &str, context: &Context) -> Option<JsObject> {
    let key = JsString::from(name).into();
    property::own(&context.global_object(), &key)?
        .value()?
        .as_object()
}

impl Intrinsics {
    /// Takes the objects at which paths begin, in a realm in which no guest code has run yet.
    #[must_use]
    pub fn new(paths: &IntrinsicPaths, context: &Context) -> Self {
        Self {
            roots: paths
                .roots
                .iter()
                .map(|(name, known)| known.is_none().then(|| root(name, context)).flatten())
                .collect(),
            found: RefCell::default(),
            serving: RefCell::default(),
            numbers: RefCell::default(),
        }
    }

    /// Follows a path. Runs no guest code.
    fn follow(
        &self,
        path: &Path,
        (name, known): &(String, Option<KnownRoot>),
        context: &mut Context,
    ) -> JsResult<Option<JsObject>> {
        let mut object = match known {
            Some(known) => Some(known(context.intrinsics())),
            None => self.roots.get(path.root).cloned().flatten(),
        };
        if object.is_none() {
            lazy::fill(&JsString::from(name.as_str()).into(), context)?;
            object = root(name, context);
        }
        for step in &path.steps {
            object = object.and_then(|object| step.read(&object));
        }
        Ok(object)
    }
}

/// What a method that serves the host's objects knows.
#[derive(Debug, Clone, Trace, Finalize)]
struct Served {
    index: u32,
    own: JsObject,
}

fn serve(
    this: &JsValue,
    args: &[JsValue],
    served: &Served,
    context: &mut Context,
) -> JsResult<JsValue> {
    // A method that is its own object's conversion calls itself, and nothing else ends that.
    context.check_native_stack()?;
    let realm = current_realm(context)?;
    let is_host_proxy = match this.as_object() {
        Some(object) => realm.imports.borrow().index_of(&object).is_some(),
        None => false,
    };
    if !is_host_proxy {
        return served.own.call(this, args, context);
    }
    realm.call_host(context, |scope| {
        let index = scope.host.number(f64::from(served.index));
        let mut values = vec![scope.realm.record(scope.host)?, index, scope.to_host(this)?];
        for arg in args {
            values.push(scope.to_host(arg)?);
        }
        let apply = &scope.agent.functions.host_apply_intrinsic;
        let result = scope.call_lib(apply, &values)?;
        result_to_guest(scope, result)
    })
}

impl<'s> MembraneScope<'_, 's> {
    /// The intrinsic with a number; nothing where the realm has none.
    pub fn intrinsic(&mut self, index: u32) -> Crossed<'s, Option<JsObject>> {
        let agent = self.agent;
        if let Some(prototype) = agent.intrinsic_paths.prototype_of(index) {
            self.serve_host_objects(prototype)?;
        }
        self.find_intrinsic(index)
    }

    fn find_intrinsic(&mut self, index: u32) -> Crossed<'s, Option<JsObject>> {
        let realm = self.realm.clone();
        if let Some(found) = realm.intrinsics.found.borrow().get(&index) {
            return Ok(found.clone());
        }
        let paths = &self.agent.intrinsic_paths;
        let Some(path) = paths.paths.get(index as usize) else {
            return Ok(None);
        };
        let name = &paths.roots[path.root];
        let found = realm.intrinsics.follow(path, name, self.context)?;
        realm
            .intrinsics
            .found
            .borrow_mut()
            .insert(index, found.clone());
        Ok(found)
    }

    /// From now on the methods of a prototype serve the host's objects too. The realm of
    /// `runInThisContext` meets the host's own methods instead.
    fn serve_host_objects(&mut self, prototype: u32) -> Crossed<'s, ()> {
        let realm = self.realm.clone();
        let is_new = realm.intrinsics.serving.borrow_mut().insert(prototype);
        if !is_new || realm.options.kind == RealmKind::This {
            return Ok(());
        }
        let Some(object) = self.find_intrinsic(prototype)? else {
            return Ok(());
        };
        let paths = &self.agent.intrinsic_paths;
        for &index in paths.serving.get(&prototype).into_iter().flatten() {
            let step = paths.paths[index as usize].steps.last();
            let method = step.and_then(|step| step.read(&object));
            if let Some(method) = method.and_then(JsFunction::from_object) {
                method.replace_native(|own| {
                    let own = own.into();
                    NativeFunction::from_copy_closure_with_captures(serve, Served { index, own })
                });
            }
        }
        Ok(())
    }

    /// Which intrinsic of the realm an object is.
    pub fn number_of_intrinsic(&mut self, object: &JsObject) -> Crossed<'s, Option<u32>> {
        if self.realm.intrinsics.numbers.borrow().is_none() {
            let numbers = self.number_intrinsics()?;
            *self.realm.intrinsics.numbers.borrow_mut() = Some(numbers);
        }
        let numbers = self.realm.intrinsics.numbers.borrow();
        Ok(numbers
            .as_ref()
            .and_then(|numbers| numbers.get(&address_of(object)).copied()))
    }

    fn number_intrinsics(&mut self) -> Crossed<'s, HashMap<usize, u32>> {
        let mut numbers = HashMap::new();
        for (index, _) in (0_u32..).zip(&self.agent.intrinsic_paths.paths) {
            if let Some(object) = self.find_intrinsic(index)? {
                numbers.entry(address_of(&object)).or_insert(index);
            }
        }
        Ok(numbers)
    }

    /// The realm of `runInThisContext`: its `globalThis` crosses as the host's.
    pub fn share_global_this(&mut self, host_global: HostValue<'s>) {
        if let Some(global) = self.global_this().as_object() {
            let mut exports = self.realm.exports.borrow_mut();
            let id = exports.reserve(&global);
            exports.attach(id, HostRef::strong(self.host, host_global));
        }
    }

    /// The realm of `runInThisContext`: each of its intrinsics crosses as the host's.
    pub fn share_intrinsics(&mut self, host_intrinsics: HostValue<'s>) -> Crossed<'s, ()> {
        for index in 0..host_intrinsics.array_length(self.host) {
            let Some(object) = self.find_intrinsic(index)? else {
                continue;
            };
            let value = host_intrinsics.element(self.host, index);
            let mut exports = self.realm.exports.borrow_mut();
            let id = exports.reserve(&object);
            exports.attach(id, HostRef::strong(self.host, value));
        }
        Ok(())
    }
}
