//! `Function` and its like (ECMA-262 20.2.1.1 `CreateDynamicFunction`): compiled as one text, which the
//! function gives as its own. Boa's lets a body end the function early, and forgets the text.

use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, context::intrinsics::StandardConstructor,
    js_string, object::JsObject, property::PropertyDescriptor,
};

use js_source::{characters::is_part, syntax};

use guest_runtime::coroutine;

use super::super::property;
use super::{
    constructors::{Call, Construct, take_over},
    methods::own,
};

/// Puts ours in the place of Boa's, before any guest code.
///
/// # Errors
/// None in practice.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let texts = Texts::new(context)?;
    context.insert_data(texts);
    let constructors = context.intrinsics().constructors();
    let kinds: [(&StandardConstructor, Construct, Call); 4] = [
        (constructors.function(), construct_plain, call_plain),
        (constructors.async_function(), construct_async, call_async),
        (
            constructors.generator_function(),
            construct_generator,
            call_generator,
        ),
        (
            constructors.async_generator_function(),
            construct_async_generator,
            call_async_generator,
        ),
    ];
    let function = constructors.function().constructor();
    for (plain, construct, call) in kinds {
        take_over(plain, construct, call, &[]);
        let constructor = plain.constructor();
        if JsObject::equals(&constructor, &function) {
            continue;
        }
        constructor.set_prototype(Some(function.clone()));
        let constructor = PropertyDescriptor::builder()
            .value(constructor)
            .writable(false)
            .enumerable(false)
            .configurable(true)
            .build();
        property::insert(&plain.prototype(), js_string!("constructor"), constructor);
    }
    Ok(())
}

macro_rules! kinds {
    ($($prefix:literal $construct:ident $call:ident)*) => { $(
        fn $construct(
            plain: &JsObject,
            args: &[JsValue],
            new_target: &JsObject,
            context: &mut Context,
        ) -> JsResult<JsObject> {
            create($prefix, plain, args, Some(new_target), context)
        }

        fn $call(plain: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
            create($prefix, plain, args, None, context).map(JsValue::from)
        }
    )* };
}

kinds! {
    "function" construct_plain call_plain
    "async function" construct_async call_async
    "function*" construct_generator call_generator
    "async function*" construct_async_generator call_async_generator
}

/// What stands between the parameters and the body, and behind it.
const BETWEEN: [u16; 5] = [0x0A, 0x29, 0x20, 0x7B, 0x0A];
const ENDS: [u16; 3] = [0x0A, 0x7D, 0x29];

/// The parameters of a function in one, and what stands before them.
fn head(prefix: &str, parameters: &[JsString]) -> (Vec<u16>, Vec<u16>) {
    let list = parameters.iter().map(JsString::to_vec).collect::<Vec<_>>();
    let list = list.join([u16::from(b',')].as_slice());
    (
        list,
        format!("({prefix} anonymous(").encode_utf16().collect(),
    )
}

/// The text of a function, and how many lines the first of Boa's, which begins with an empty one, comes behind its first.
pub(crate) fn text(prefix: &str, parameters: &[JsString], body: &JsString) -> (JsString, u32) {
    let (list, begins) = head(prefix, parameters);
    let lines = list.iter().filter(|&&unit| unit == 0x0A).count();
    let text = [begins.as_slice(), &list, &BETWEEN, &body.to_vec(), &ENDS].concat();
    let lines = u32::try_from(lines).unwrap_or(0) + 1;
    (JsString::from(text.as_slice()), lines)
}

fn create(
    prefix: &str,
    plain: &JsObject,
    args: &[JsValue],
    new_target: Option<&JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let mut parameters = Vec::with_capacity(args.len());
    for arg in args {
        parameters.push(arg.to_string(context)?);
    }
    let body = parameters.pop().unwrap_or_default();
    let (list, begins) = head(prefix, &parameters);
    let with_body = |body: &[u16]| [begins.as_slice(), &list, &BETWEEN, body, &ENDS].concat();
    let text = with_body(&body.to_vec());
    // Names and commas end nothing early.
    let is_plain = |&unit: &u16| is_part(unit) || matches!(unit, 0x20 | 0x2C);
    let parts_are_whole = list.iter().all(is_plain)
        || syntax::parse_function(&with_body(&[]), &mut coroutine::interner()).is_ok();
    let parse = |text: &[u16]| match syntax::parse_function(text, &mut coroutine::interner())? {
        Some(function) if parts_are_whole => Ok(function),
        _ => Err(syntax::unexpected_token(if parts_are_whole {
            "}"
        } else {
            ")"
        })),
    };
    if let Err(failure) = parse(&text) {
        let realm = context.realm().clone();
        let hooks = context.host_hooks();
        hooks.ensure_can_compile_strings(realm, &parameters, &body, false, context)?;
        return Err(JsNativeError::syntax()
            .with_message(failure.message.to_std_string_lossy())
            .into());
    }
    // Boa's knows on behalf of which code `import()` asks in the function.
    let mut args: Vec<JsValue> = parameters.into_iter().map(JsValue::from).collect();
    args.push(body.into());
    let function = plain.construct(&args, new_target, context)?;
    let own_text = JsString::from(&text[1..text.len() - 1]);
    if let Some(Texts { map, set, .. }) = context.get_data::<Texts>().cloned() {
        set.call(
            &map.into(),
            &[function.clone().into(), own_text.into()],
            context,
        )?;
    }
    Ok(function)
}

/// The texts of the functions that were made: a `WeakMap`, and its methods as they were.
#[derive(Clone)]
struct Texts {
    map: JsObject,
    get: JsObject,
    set: JsObject,
}

impl Texts {
    fn new(context: &mut Context) -> JsResult<Self> {
        let weak_map = context.intrinsics().constructors().weak_map().clone();
        let prototype = weak_map.prototype();
        Ok(Self {
            map: weak_map.constructor().construct(&[], None, context)?,
            get: own(&prototype, &js_string!("get").into())?,
            set: own(&prototype, &js_string!("set").into())?,
        })
    }
}

/// The text of a function that was made from one.
///
/// # Errors
/// None in practice.
pub(super) fn text_of(function: &JsObject, context: &mut Context) -> JsResult<Option<JsString>> {
    let Some(Texts { map, get, .. }) = context.get_data::<Texts>().cloned() else {
        return Ok(None);
    };
    let text = get.call(&map.into(), &[function.clone().into()], context)?;
    Ok(text.as_string())
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_after;

    fn eval(source: &str) -> String {
        let install = |context: &mut boa_engine::Context| {
            install(context)?;
            super::super::function_text::install(&context.realm().clone())
        };
        eval_after(install, source)
    }

    #[test]
    fn they_give_their_text() {
        assert_eq!(
            eval("String(Function('a', 'b', 'return a + b'))"),
            "function anonymous(a,b\n) {\nreturn a + b\n}"
        );
        assert_eq!(eval("new Function('a', 'return a')(3)"), "3");
        assert_eq!(
            eval("String((async () => {}).constructor('await 1'))"),
            "async function anonymous(\n) {\nawait 1\n}"
        );
    }

    #[test]
    fn parts_must_be_whole() {
        for args in [
            "'return 1 } x = 5; {'",
            "'/*', '*/){'",
            "'a) { }, function (', ''",
            "'}'",
        ] {
            let code = format!("try {{ Function({args}); 'none' }} catch (e) {{ e.name }}");
            assert_eq!(eval(&code), "SyntaxError", "{args}");
        }
        assert_eq!(eval("Function('a //', 'return a')(4)"), "4");
    }

    #[test]
    fn they_are_extended_and_look_alike() {
        let code = "class F extends Function {} const f = new F('return 1'); \
            [f instanceof F, f(), Function.prototype.constructor === Function, \
            Object.getPrototypeOf((async () => {}).constructor) === Function, Function.length, \
            Function('').name, Object.getPrototypeOf(Function) === Function.prototype].join()";
        assert_eq!(eval(code), "true,1,true,true,1,anonymous,true");
    }
}
