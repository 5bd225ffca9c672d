//! The realm's own intrinsics, for host objects that stand for them: lib/membrane/intrinsics.js has
//! the other half of the table.

use std::fmt;

use boa_engine::{
    Context, JsString,
    context::intrinsics::StandardConstructor,
    object::{CONSTRUCTOR, JsObject},
};

use super::{
    crossing::Crossing,
    failure::Crossed,
    napi::{HostRef, HostValue},
    realm::RealmKind,
};

/// Intrinsics by their numbers.
pub struct Intrinsics {
    objects: Vec<Option<JsObject>>,
}

impl fmt::Debug for Intrinsics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intrinsics").finish_non_exhaustive()
    }
}

/// The intrinsics that every realm needs; they come first in the table.
fn needed(path: &str, context: &Context) -> Option<JsObject> {
    let constructors = context.intrinsics().constructors();
    let (name, is_prototype) = path
        .strip_suffix(".prototype")
        .map_or((path, false), |name| (name, true));
    let constructor: &StandardConstructor = match name {
        "Object" => constructors.object(),
        "Function" => constructors.function(),
        "Array" => constructors.array(),
        "Error" => constructors.error(),
        "EvalError" => constructors.eval_error(),
        "RangeError" => constructors.range_error(),
        "ReferenceError" => constructors.reference_error(),
        "SyntaxError" => constructors.syntax_error(),
        "TypeError" => constructors.type_error(),
        "URIError" => constructors.uri_error(),
        "AggregateError" => constructors.aggregate_error(),
        "AsyncFunction" => constructors.async_function(),
        "GeneratorFunction" => constructors.generator_function(),
        "AsyncGeneratorFunction" => constructors.async_generator_function(),
        "eval" => return Some(context.intrinsics().objects().eval().into()),
        _ => return None,
    };
    if is_prototype {
        return Some(constructor.prototype());
    }
    // The error constructors that guest code sees are not Boa's own (engine/stack_trace.rs).
    let property = constructor
        .prototype()
        .borrow()
        .properties()
        .get(&CONSTRUCTOR.into())?;
    property.value()?.as_object()
}

/// Follows a path of names from the global object, before guest code can have changed anything.
fn by_path(path: &str, context: &mut Context) -> Option<JsObject> {
    let mut object = context.global_object();
    for name in path.split('.') {
        object = object
            .get(JsString::from(name), context)
            .ok()?
            .as_object()?;
    }
    Some(object)
}

impl Intrinsics {
    /// Finds them in a realm in which no guest code has run yet.
    #[must_use]
    pub fn new(paths: &[String], kind: RealmKind, context: &mut Context) -> Self {
        let objects = paths
            .iter()
            .map_while(|path| match needed(path, context) {
                Some(object) => Some(Some(object)),
                None if kind == RealmKind::This => Some(by_path(path, context)),
                None => None,
            })
            .collect();
        Self { objects }
    }

    /// The intrinsic with a number; the realm's `Object.prototype` for a number it has not.
    #[must_use]
    pub fn get(&self, index: u32, context: &Context) -> JsObject {
        self.objects
            .get(index as usize)
            .and_then(Option::clone)
            .unwrap_or_else(|| context.intrinsics().constructors().object().prototype())
    }
}

impl Crossing<'_> {
    /// The realm of `runInThisContext`: its `globalThis` crosses as the host's.
    pub fn share_global_this(&mut self, host_global: HostValue) {
        if let Some(global) = self.global_this().as_object() {
            let mut faces = self.realm.faces.borrow_mut();
            let id = faces.reserve(&global);
            faces.attach(id, HostRef::strong(self.host, host_global));
        }
    }

    /// The realm of `runInThisContext`: each of its intrinsics crosses as the host's.
    pub fn share_intrinsics(&mut self, host_intrinsics: HostValue) -> Crossed<()> {
        for index in 0..host_intrinsics.array_length(self.host) {
            let Some(Some(object)) = self.realm.intrinsics.objects.get(index as usize) else {
                continue;
            };
            let value = host_intrinsics.element(self.host, index);
            let mut faces = self.realm.faces.borrow_mut();
            let id = faces.reserve(object);
            faces.attach(id, HostRef::strong(self.host, value));
        }
        Ok(())
    }
}
