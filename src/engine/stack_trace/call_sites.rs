//! What V8 calls a call in progress: `Foo.m`, `Object.f [as g]`, `get g [as g]`.
//!
//! V8 knows the receiver of each call; here the texts of the call and of what it calls have to tell. These are
//! guesses, which must never fail.
//!
//! May import: `characters`, `sources`, `syntax` and the siblings `calls`, `frames` and `layout`.

use super::super::characters::is_part;
use super::super::sources::SourceText;
use super::super::syntax::{Function, Owner, Sort};
use super::calls::{Call, Receiver, call_at, handed_on};
use super::frames::Code;
use super::layout::Placed;

/// The methods that built-ins call on an object.
const CALLED_BY_BUILT_INS: [&str; 22] = [
    "apply",
    "construct",
    "defineProperty",
    "deleteProperty",
    "exec",
    "get",
    "getOwnPropertyDescriptor",
    "getPrototypeOf",
    "has",
    "isExtensible",
    "join",
    "next",
    "ownKeys",
    "preventExtensions",
    "return",
    "set",
    "setPrototypeOf",
    "then",
    "throw",
    "toJSON",
    "toString",
    "valueOf",
];
/// The built-ins that go on with a generator, which keeps its `this`.
const RESUMES: [&str; 3] = ["next", "return", "throw"];
/// How many calls on `this` are followed to the one that tells its class.
const MOST_CALLS_ON_THIS: usize = 16;

/// The object that a function was called on.
#[derive(Clone, Debug)]
pub(super) struct CalledOn {
    /// Its class.
    class: String,
    /// The name that the function has there, where the call says it.
    method: Option<String>,
}

/// The name of the function of a frame; empty if it has none.
pub(super) fn function_name(placed: &Placed) -> String {
    let own = || placed.frame.name.clone();
    let Some(function) = placed.function() else {
        return own();
    };
    match function.sort {
        Sort::Field => "<instance_members_initializer>".to_owned(),
        Sort::StaticField => "<static_initializer>".to_owned(),
        Sort::Method => String::from_utf16_lossy(&function.name),
        _ if placed.frame.name.is_empty() => String::from_utf16_lossy(&function.name),
        _ => own(),
    }
}

/// The property whose setter a frame is of.
pub(super) fn set_property(placed: &Placed) -> Option<String> {
    let function = placed
        .function()
        .filter(|function| function.sort == Sort::Method)?;
    let name = String::from_utf16_lossy(&function.name);
    name.strip_prefix("set ").map(str::to_owned)
}

/// Whether a function can be called with `new`, as far as its text tells.
pub(super) fn may_construct(placed: &Placed) -> bool {
    let function = placed.function();
    function.is_none_or(|function| matches!(function.sort, Sort::Function | Sort::Constructor))
}

/// What V8 prints for a frame that was not entered with `new`.
pub(super) fn name(frames: &[Placed], index: usize) -> String {
    let function = function_name(&frames[index]);
    let Some(CalledOn { class, method }) = called_on(frames, index, 0) else {
        return function;
    };
    if function.is_empty() {
        return format!("{class}.{}", method.as_deref().unwrap_or("<anonymous>"));
    }
    let prefix = if is_identifier(&function) && !function.starts_with(class) {
        format!("{class}.")
    } else {
        String::new()
    };
    match method {
        Some(method) if !ends_with_method(&function, method) => {
            format!("{prefix}{function} [as {method}]")
        }
        _ => format!("{prefix}{function}"),
    }
}

/// What a function was called on. `None` if on nothing.
fn called_on(frames: &[Placed], index: usize, depth: usize) -> Option<&CalledOn> {
    let known = frames[index].called_on.get_or_init(|| {
        let function = frames[index].function()?;
        let own = owner_of(function);
        if let Some(key) = accessed(function) {
            let method = Some(key);
            return own.map(|class| CalledOn { class, method });
        }
        let (call, caller) = call(frames, index);
        match call {
            Call::Bare => None,
            Call::Implicit => own.map(|class| CalledOn {
                class,
                method: None,
            }),
            Call::Method(object, method) => {
                let class = class_of(&object, own, frames, caller, depth)?;
                Some(CalledOn { class, method })
            }
        }
    });
    known.as_ref()
}

/// The key of a getter or a setter.
fn accessed(function: &Function) -> Option<String> {
    let name = String::from_utf16_lossy(&function.name);
    let key = name.strip_prefix("get ").or(name.strip_prefix("set "));
    key.filter(|_| function.sort == Sort::Method)
        .map(str::to_owned)
}

/// The class that the text of a function gives its receiver.
fn owner_of(function: &Function) -> Option<String> {
    match &function.owner {
        Owner::Nobody => None,
        Owner::Class(name) if !name.is_empty() => Some(String::from_utf16_lossy(name)),
        Owner::Object | Owner::Class(_) => Some("Object".to_owned()),
    }
}

/// The class of a receiver in the code of a caller: `own` is what the function's text says of it. `None` for
/// the realm's `globalThis`.
fn class_of(
    object: &Receiver,
    own: Option<String>,
    frames: &[Placed],
    caller: usize,
    depth: usize,
) -> Option<String> {
    let known = match object {
        Receiver::New(class) => Some(class.clone()),
        Receiver::Literal(class) => Some((*class).to_owned()),
        Receiver::This | Receiver::Super => {
            let holder = frames.get(caller)?.holder_of_this()?;
            class_of_this(frames, caller, holder, depth)
        }
        Receiver::Named(name) => {
            let text = frames.get(caller).and_then(|caller| caller.text.as_ref());
            text.and_then(|(text, _)| class_of_variable(text, name))
        }
        Receiver::Other => None,
    };
    known.or(own).or_else(|| Some("Object".to_owned()))
}

/// The class of the `this` of a caller whose function is `holder`, if it can be told.
fn class_of_this(
    frames: &[Placed],
    caller: usize,
    holder: &Function,
    depth: usize,
) -> Option<String> {
    let is_called = frames[caller].function() == Some(holder) && holder.sort != Sort::Constructor;
    if is_called && depth < MOST_CALLS_ON_THIS {
        return called_on(frames, caller, depth + 1).map(|known| known.class.clone());
    }
    owner_of(holder)
}

/// The class that a text assigns an instance of to a variable, or that the variable is.
fn class_of_variable(text: &SourceText, name: &str) -> Option<String> {
    let units: Vec<u16> = name.encode_utf16().collect();
    let functions = text.functions();
    if functions.has_class(&units) {
        return Some(name.to_owned());
    }
    functions.class_of(&units).map(String::from_utf16_lossy)
}

/// The class of what a built-in was called on, where the call tells.
pub(super) fn class_of_receiver(caller: &Placed) -> Option<String> {
    let (text, index) = caller.text.as_ref()?;
    match call_at(text, *index) {
        Call::Method(Receiver::New(class), _) => Some(class),
        Call::Method(Receiver::Named(name), _) => class_of_variable(text, &name),
        _ => None,
    }
}

/// How the function of a frame is called, and by which frame.
fn call(frames: &[Placed], index: usize) -> (Call, usize) {
    let below = index + 1;
    let Some(caller) = frames.get(below) else {
        return (Call::Implicit, below);
    };
    if caller.frame.code == Code::Native {
        return call_by_built_in(frames, index);
    }
    let call = match &caller.text {
        Some((text, at)) => call_at(text, *at),
        None => Call::Implicit,
    };
    (call, below)
}

fn call_by_built_in(frames: &[Placed], index: usize) -> (Call, usize) {
    let built_in = frames[index + 1].frame.name.as_str();
    let caller = index + 2;
    if matches!(built_in, "call" | "apply") {
        let text = frames.get(caller).and_then(|caller| caller.text.as_ref());
        let object = text.and_then(|(text, at)| handed_on(text, *at));
        return (
            object.map_or(Call::Bare, |object| Call::Method(object, None)),
            caller,
        );
    }
    let name = function_name(&frames[index]);
    let is_called = CALLED_BY_BUILT_INS.contains(&name.as_str())
        || name.starts_with('[')
        || RESUMES.contains(&built_in)
        // What goes on with an asynchronous function.
        || (built_in.is_empty() && caller == frames.len());
    (
        if is_called {
            Call::Implicit
        } else {
            Call::Bare
        },
        caller,
    )
}

fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|first: char| !first.is_ascii_digit());
    starts && name.encode_utf16().all(is_part)
}

/// Whether a name is that of the method, or a path to it.
fn ends_with_method(name: &str, method: &str) -> bool {
    name.strip_suffix(method)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
