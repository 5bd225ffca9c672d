//! What the engine knows of a throw: the function or the instruction, and the values that it was about.
//!
//! None of this runs guest code.

use boa_engine::builtins::{error::Error, proxy::Proxy};
use boa_engine::error::ErrorSite;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsObject, JsString, JsValue};

use super::super::property::own;
use super::super::proxies;
use super::super::stack_trace::class_names::{levels, name_of_function};
use super::values::Value;

/// What an error is about, as far as the engine tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Facts {
    /// It does not.
    #[default]
    Nothing,
    /// A built-in has thrown.
    Native {
        name: String,
        receiver: Value,
        arguments: Vec<Value>,
        /// What V8 says of what an object has refused.
        refusal: Option<String>,
    },
    /// An instruction has thrown.
    Instruction {
        name: &'static str,
        /// An object comes first, then its key, then a value for it.
        operands: Vec<Value>,
        key: Option<String>,
        refusal: Option<String>,
    },
}

impl Facts {
    /// What is known of an error with this message of the engine.
    pub(super) fn of(error: &JsObject, message: &str, context: &mut Context) -> Self {
        let site = error
            .downcast_ref::<Error>()
            .and_then(|error| error.site().cloned());
        match &site {
            None => Self::Nothing,
            Some(ErrorSite::Native {
                function,
                this,
                arguments,
            }) => Self::Native {
                name: function
                    .as_ref()
                    .and_then(name_of_function)
                    .unwrap_or_default(),
                refusal: refused_by_native(message, arguments, context),
                receiver: Value::of(this, context),
                arguments: arguments
                    .iter()
                    .map(|argument| Value::of(argument, context))
                    .collect(),
            },
            Some(ErrorSite::Instruction {
                name,
                operands,
                key,
            }) => {
                let key = key.as_ref().map(JsString::to_std_string_lossy);
                let text = key.clone().or_else(|| {
                    let key = operands.get(1)?;
                    Value::of(key, context).key()
                });
                let symbol = operands.get(1).and_then(JsValue::as_symbol);
                if *name == "StoreClassPrototype" && message.starts_with("superclass prototype") {
                    return Self::of_superclass(operands.first(), context);
                }
                let object = operands.first().zip(text);
                Self::Instruction {
                    name,
                    refusal: object.and_then(|(object, text)| {
                        let key = symbol.map_or_else(
                            || PropertyKey::from(JsString::from(text.as_str())),
                            PropertyKey::from,
                        );
                        refused(message, object, &text, &key, context)
                    }),
                    operands: operands
                        .iter()
                        .map(|operand| Value::of(operand, context))
                        .collect(),
                    key,
                }
            }
        }
    }

    /// A superclass whose `prototype` is none.
    fn of_superclass(superclass: Option<&JsValue>, context: &mut Context) -> Self {
        let key = JsString::from("prototype").into();
        let superclass = superclass.and_then(JsValue::as_object);
        let prototype = superclass.and_then(|superclass| find(&superclass, &key));
        let prototype = prototype.and_then(|(found, _)| found.value().cloned());
        Self::Instruction {
            name: "StoreClassPrototype",
            operands: vec![Value::of(&prototype.unwrap_or_default(), context)],
            key: None,
            refusal: None,
        }
    }

    /// The key of the member that an instruction is about.
    pub(super) fn member_key(&self) -> Option<String> {
        match self {
            Self::Instruction { operands, key, .. } => {
                key.clone().or_else(|| operands.get(1)?.key())
            }
            _ => None,
        }
    }

    /// What an instruction does to an object, by the name of a Proxy's trap.
    pub(super) fn trap(&self) -> Option<&'static str> {
        let name = match self {
            Self::Nothing => return None,
            Self::Native { name, .. } => {
                return (name == "[Symbol.hasInstance]").then_some("getPrototypeOf");
            }
            Self::Instruction { name, .. } => name,
        };
        Some(match *name {
            name if name.starts_with("GetProperty") || name == "GetMethod" => "get",
            "GetLengthProperty" => "get",
            name if name.starts_with("SetProperty") => "set",
            name if name.starts_with("DeleteProperty") => "deleteProperty",
            "In" => "has",
            "InstanceOf" => "getPrototypeOf",
            "CreateForInIterator" | "CopyDataProperties" => "ownKeys",
            _ => return None,
        })
    }

    /// What V8 says of what an object has refused.
    pub(super) fn refusal(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Native { refusal, .. } | Self::Instruction { refusal, .. } => refusal.clone(),
        }
    }

    /// The values of an instruction with one of these names.
    pub(super) fn operands_of(&self, names: &[&str]) -> Option<&[Value]> {
        match self {
            Self::Instruction { name, operands, .. } if names.contains(name) => Some(operands),
            _ => None,
        }
    }

    /// Whether an instruction was about a variable.
    pub(super) fn is_of_variable(&self) -> bool {
        self.operands_of(&["SetName", "SetNameByLocator"]).is_some()
    }

    /// The name that the instruction has.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Instruction { key, .. } => key.as_deref(),
            _ => None,
        }
    }

    /// The private name that the instruction has, with its `#`.
    pub(super) fn private_key(&self) -> Option<String> {
        let private = ["GetPrivateField", "SetPrivateField", "InPrivate"];
        self.operands_of(&private)?;
        Some(format!("#{}", self.key()?.trim_start_matches('#')))
    }

    /// A read, a write or a `delete` of a member of nothing.
    pub(super) fn member_of_nothing(&self) -> Option<String> {
        let Self::Instruction {
            name,
            operands,
            key,
            ..
        } = self
        else {
            return None;
        };
        let object = operands.first().filter(|object| object.is_nullish())?;
        let (verb, what) = match *name {
            "GetPropertyByName"
            | "GetLengthProperty"
            | "GetPropertyByNameWithThis"
            | "GetPropertyByValue"
            | "GetPropertyByValuePush"
            | "GetMethod"
            | "GetPrivateField" => ("read", "reading"),
            "SetPropertyByName"
            | "SetPropertyByNameWithThis"
            | "SetPropertyByValue"
            | "SetPrivateField" => ("set", "setting"),
            "DeletePropertyByName" | "DeletePropertyByValue" => {
                return Some("Cannot convert undefined or null to object".to_owned());
            }
            _ => return None,
        };
        let key = self
            .private_key()
            .or_else(|| key.clone())
            .or_else(|| operands.get(1)?.key());
        let nothing = object.shown();
        Some(match key {
            Some(key) if key == "Symbol(Symbol.iterator)" && verb == "read" => {
                let typed = object.typed();
                format!("{typed} is not iterable (cannot read property {key})")
            }
            Some(key) => format!("Cannot {verb} properties of {nothing} ({what} '{key}')"),
            None => format!("Cannot {verb} properties of {nothing}"),
        })
    }
}

/// A property of an object, and whether the object has it itself.
fn find(object: &JsObject, key: &PropertyKey) -> Option<(PropertyDescriptor, bool)> {
    levels(object.clone())
        .enumerate()
        .find_map(|(level, holder)| Some((own(&holder, key)?, level == 0)))
}

/// What V8 says of a write or a `delete` that an object has refused.
fn refused(
    message: &str,
    object: &JsValue,
    key: &str,
    property_key: &PropertyKey,
    context: &mut Context,
) -> Option<String> {
    if message.starts_with("cannot set non-writable property") {
        return Some(refused_write(object, key, property_key, context));
    }
    if message == "Cannot delete property" {
        let is_proxy = object
            .as_object()
            .is_some_and(|object| object.is::<Proxy>());
        return Some(if is_proxy {
            format!("'deleteProperty' on proxy: trap returned falsish for property '{key}'")
        } else {
            let object = Value::of(object, context).shown();
            format!("Cannot delete property '{key}' of {object}")
        });
    }
    None
}

fn refused_write(
    value: &JsValue,
    key: &str,
    property_key: &PropertyKey,
    context: &mut Context,
) -> String {
    let shown = Value::of(value, context);
    let Some(object) = value.as_object() else {
        let is_index = || {
            let length = value.as_string().map_or(0, |text| text.len());
            key.parse::<usize>().is_ok_and(|index| index < length)
        };
        let kind = shown.type_of();
        let shown = shown.shown();
        return if value.is_string() && (key == "length" || is_index()) {
            format!("Cannot assign to read only property '{key}' of string '{shown}'")
        } else {
            format!("Cannot create property '{key}' on {kind} '{shown}'")
        };
    };
    if object.is::<Proxy>() {
        return format!("'set' on proxy: trap returned falsish for property '{key}'");
    }
    let kind = shown.type_of();
    let shown = shown.shown();
    match find(&object, property_key) {
        Some((found, _)) if found.is_accessor_descriptor() => {
            format!("Cannot set property {key} of {shown} which has only a getter")
        }
        Some((found, _)) if found.writable() == Some(false) => {
            format!("Cannot assign to read only property '{key}' of {kind} '{shown}'")
        }
        Some((_, true)) => {
            format!("Cannot assign to read only property '{key}' of {kind} '{shown}'")
        }
        _ => format!("Cannot add property {key}, object is not extensible"),
    }
}

/// What V8 says of a definition or a new prototype that an object has refused.
fn refused_by_native(
    message: &str,
    arguments: &[JsValue],
    context: &mut Context,
) -> Option<String> {
    let object = arguments.first()?.as_object()?;
    if let Some(key) = message.strip_prefix("cannot redefine property: ") {
        let property_key = PropertyKey::from(JsString::from(key));
        // `globalThis` and what stands for objects of the host are Proxies of ours, which nobody sees.
        let is_ours = object.is::<Proxy>() && proxies::inside(&object).is_none();
        return Some(if object.is::<Proxy>() && !is_ours {
            format!("'defineProperty' on proxy: trap returned falsish for property '{key}'")
        } else if is_ours || own(&object, &property_key).is_some() {
            format!("Cannot redefine property: {key}")
        } else {
            format!("Cannot define property {key}, object is not extensible")
        });
    }
    if message != "can't set prototype of this object" {
        return None;
    }
    let top = context.intrinsics().constructors().object().prototype();
    Some(if object.is::<Proxy>() {
        "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'".to_owned()
    } else if JsObject::equals(&object, &top) {
        "Immutable prototype object 'Object.prototype' cannot have their prototype set".to_owned()
    } else if object.is_extensible(context).unwrap_or(true) {
        "Cyclic __proto__ value".to_owned()
    } else {
        let shown = Value::of(&object.into(), context).shown();
        format!("{shown} is not extensible")
    })
}
