//! The functions of `Intl`: all are one of four natives, which differ in the data that they carry.

use std::rc::Rc;

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, JsObject},
};
use boa_gc::{Finalize, Trace};

use super::{
    Argument, Class, Letter, Member,
    arguments::convert_all,
    description::embedder,
    instance::{self, Instance, Prototypes},
    legacy,
};

/// What a function of a prototype does, and to objects of which class.
#[derive(Debug, Clone, Trace, Finalize)]
struct Call {
    #[unsafe_ignore_trace]
    operation: u32,
    #[unsafe_ignore_trace]
    letters: Rc<[Letter]>,
    /// `None` for a function that has no receiver.
    #[unsafe_ignore_trace]
    class: Option<usize>,
    /// Whether the receiver may stand for an object of the class (`legacy`).
    #[unsafe_ignore_trace]
    unwraps: bool,
}

impl Call {
    fn of(member: &Member, class: Option<usize>, unwraps: bool) -> Self {
        Self {
            operation: member.operation,
            letters: member.letters.clone(),
            class,
            unwraps,
        }
    }

    /// The object that the receiver stands for.
    fn unwrapped(&self, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
        match self.class {
            Some(class) if self.unwraps => legacy::unwrap(class, this, context),
            _ => Ok(this.clone()),
        }
    }

    /// Does it. The embedder says what is wrong with a receiver of another class.
    fn run(&self, this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
        let this = &self.unwrapped(this, context)?;
        let receiver = match self.class {
            Some(class) => receiver(this, class),
            None => Argument::Value(JsValue::undefined()),
        };
        let is_wrong = self.class.is_some() && !matches!(receiver, Argument::Instance(_));
        let args = if is_wrong {
            Vec::new()
        } else {
            convert_all(&self.letters, args, context)?
        };
        let answer = embedder(context)?.intl(self.operation, &receiver, &args, context)?;
        let text = match (self.letters.first(), args.first()) {
            (Some(Letter::KeptText), Some(Argument::Value(text))) => text.as_string(),
            _ => instance::text_of(this),
        };
        instance::value_of(answer, None, text.as_ref(), context)
    }
}

/// The receiver of a method, if it is of the class.
fn receiver(this: &JsValue, class: usize) -> Argument {
    match instance::of(this) {
        Some((found, index)) if found == class => Argument::Instance(index),
        _ if this.is_object() => Argument::Object,
        _ => Argument::Value(this.clone()),
    }
}

/// A method, or a getter of plain data.
pub(super) fn function(
    member: &Member,
    class: Option<usize>,
    unwraps: bool,
    context: &Context,
) -> JsObject {
    let call = Call::of(member, class, unwraps);
    let native = NativeFunction::from_copy_closure_with_captures(
        |this, args, call: &Call, context| call.run(this, args, context),
        call,
    );
    build(native, &member.name, member.length, context)
}

/// A getter of a function that is bound to its receiver and made once.
pub(super) fn bound_getter(
    member: &Member,
    class: usize,
    unwraps: bool,
    context: &Context,
) -> JsObject {
    let call = (Call::of(member, Some(class), unwraps), member.length);
    let native = NativeFunction::from_copy_closure_with_captures(
        |this, _, (call, length): &(Call, usize), context| bound(this, call, *length, context),
        call,
    );
    build(native, &member.name, 0, context)
}

fn bound(this: &JsValue, call: &Call, length: usize, context: &mut Context) -> JsResult<JsValue> {
    let this = &call.unwrapped(this, context)?;
    let object = this.as_object();
    let slots = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<Instance>())
        .filter(|instance| Some(instance.class) == call.class);
    let Some(slots) = slots else {
        return call.run(this, &[], context);
    };
    if let Some(made) = slots.bound.borrow().clone() {
        return Ok(made.into());
    }
    let native = NativeFunction::from_copy_closure_with_captures(
        |_, args, (receiver, call): &(JsValue, Call), context| call.run(receiver, args, context),
        (this.clone(), call.clone()),
    );
    let made = build(native, &js_string!(), length, context);
    *slots.bound.borrow_mut() = Some(made.clone());
    Ok(made.into())
}

fn build(native: NativeFunction, name: &JsString, length: usize, context: &Context) -> JsObject {
    FunctionObjectBuilder::new(context.realm(), native)
        .name(name.clone())
        .length(length)
        .build()
        .into()
}

/// The constructor of a class.
pub(super) fn constructor(number: usize, class: &Class, context: &Context) -> JsObject {
    let call = Call {
        operation: class.operation.unwrap_or_default(),
        letters: class.letters.clone(),
        class: Some(number),
        unwraps: false,
    };
    let is_legacy = legacy::is_legacy_class(&class.name);
    let name = class.name.clone();
    let callable = class.callable;
    let native = NativeFunction::from_copy_closure_with_captures(
        move |new_target, args, (call, name): &(Call, JsString), context| {
            let new_target = new_target.as_object();
            if new_target.is_none() && !callable {
                let name = name.to_std_string_lossy();
                return Err(JsNativeError::typ()
                    .with_message(format!("Constructor Intl.{name} requires 'new'"))
                    .into());
            }
            if new_target.is_some() || !is_legacy {
                return construct(call, new_target.as_ref(), args, context);
            }
            let this = context.native_receiver();
            let made = construct(call, None, args, context)?;
            legacy::chain(number, &this, made, context)
        },
        (call, name.clone()),
    );
    FunctionObjectBuilder::new(context.realm(), native)
        .name(name)
        .length(class.length)
        .constructor(true)
        .build()
        .into()
}

fn construct(
    call: &Call,
    new_target: Option<&JsObject>,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let asked = match new_target {
        Some(new_target) => new_target
            .get(js_string!("prototype"), context)?
            .as_object(),
        None => None,
    };
    let own = || {
        let prototypes = context.get_data::<Prototypes>()?;
        prototypes.0.get(call.class?).cloned()
    };
    let prototype = asked.or_else(own);
    let args = convert_all(&call.letters, args, context)?;
    let receiver = Argument::Value(JsValue::undefined());
    let answer = embedder(context)?.intl(call.operation, &receiver, &args, context)?;
    instance::value_of(answer, prototype, None, context)
}
