//! Methods of other built-ins that depend on locales (ECMA-402 19): of Number, BigInt, Date and String.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction,
    builtins::PostponedIntrinsic,
    context::intrinsics::StandardConstructor,
    js_string,
    object::{FunctionObjectBuilder, JsObject},
    realm::Realm,
};
use boa_gc::{Finalize, Trace};

use super::{
    super::property, Argument, Letter, arguments::convert_all, description::embedder, instance,
};

/// What the receiver is converted to.
#[derive(Debug, Clone, Trace, Finalize)]
enum Receiver {
    /// What this method of Boa's says: `valueOf`, which throws for a wrong receiver.
    ValueOf(JsObject),
    /// A string.
    Text,
}

/// By operation, as lib/membrane/intl/describe.js numbers them: whose it is, the name, the length, the letters. An
/// operation that reads options has the plan of its number.
const METHODS: [(PostponedIntrinsic, &str, usize, &str); 8] = [
    (PostponedIntrinsic::Number, "toLocaleString", 0, "lo"),
    (PostponedIntrinsic::BigInt, "toLocaleString", 0, "lo"),
    (PostponedIntrinsic::Date, "toLocaleString", 0, "lo"),
    (PostponedIntrinsic::Date, "toLocaleDateString", 0, "lo"),
    (PostponedIntrinsic::Date, "toLocaleTimeString", 0, "lo"),
    (PostponedIntrinsic::String, "localeCompare", 1, "slo"),
    (PostponedIntrinsic::String, "toLocaleUpperCase", 0, "l"),
    (PostponedIntrinsic::String, "toLocaleLowerCase", 0, "l"),
];

/// Puts those of an intrinsic that was just made in the place of Boa's.
///
/// # Errors
/// A TypeError if it is not as the engine makes it.
pub fn install(intrinsic: PostponedIntrinsic, realm: &Realm) -> JsResult<()> {
    let constructors = realm.intrinsics().constructors();
    let (prototype, receiver) = match intrinsic {
        PostponedIntrinsic::Number => value_of(constructors.number())?,
        PostponedIntrinsic::BigInt => value_of(constructors.bigint())?,
        PostponedIntrinsic::Date => value_of(constructors.date())?,
        PostponedIntrinsic::String => (constructors.string().prototype(), Receiver::Text),
        _ => return Ok(()),
    };
    for (operation, (owner, name, length, letters)) in (0_u32..).zip(METHODS) {
        if owner != intrinsic {
            continue;
        }
        let letters: Vec<Letter> = letters
            .chars()
            .filter_map(|letter| Letter::of(letter, operation))
            .collect();
        let method = Method {
            operation,
            letters,
            receiver: receiver.clone(),
        };
        let native = NativeFunction::from_copy_closure_with_captures(
            |this, args, method: &Method, context| method.call(this, args, context),
            method,
        );
        let function = FunctionObjectBuilder::new(realm, native)
            .name(JsString::from(name))
            .length(length)
            .build();
        property::insert(&prototype, JsString::from(name), property::hidden(function));
    }
    Ok(())
}

/// A prototype and its `valueOf`.
fn value_of(constructor: &StandardConstructor) -> JsResult<(JsObject, Receiver)> {
    let prototype = constructor.prototype();
    let method = property::own(&prototype, &js_string!("valueOf").into())
        .and_then(|method| method.value()?.as_callable())
        .ok_or_else(|| JsNativeError::typ().with_message("the realm is not fresh"))?;
    Ok((prototype, Receiver::ValueOf(method)))
}

#[derive(Debug, Clone, Trace, Finalize)]
struct Method {
    #[unsafe_ignore_trace]
    operation: u32,
    #[unsafe_ignore_trace]
    letters: Vec<Letter>,
    receiver: Receiver,
}

impl Method {
    fn call(&self, this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
        let receiver = match &self.receiver {
            Receiver::ValueOf(method) => method.call(this, &[], context)?,
            Receiver::Text if this.is_null_or_undefined() => {
                let (_, name, ..) = METHODS[self.operation as usize];
                return Err(JsNativeError::typ()
                    .with_message(format!(
                        "String.prototype.{name} called on null or undefined"
                    ))
                    .into());
            }
            Receiver::Text => this.to_string(context)?.into(),
        };
        let args = convert_all(&self.letters, args, context)?;
        let receiver = Argument::Value(receiver);
        let answer = embedder(context)?.intl(self.operation, &receiver, &args, context)?;
        instance::value_of(answer, None, None, context)
    }
}
