//! `RegExp.$1` and its like: what the last match in the realm was, as V8 tells it.

use std::{cell::RefCell, ops::Range};

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, js_string, object::JsObject,
};

use super::super::{
    super::property,
    methods::{accessor, replace},
};

/// Captures that have names.
const NAMED: usize = 9;

#[derive(Default)]
struct Last {
    /// What the `input` property says.
    input: JsString,
    subject: JsString,
    /// Where the match is in the subject.
    place: Range<usize>,
    /// The first nine captures.
    captures: Vec<JsString>,
    /// The last capture.
    paren: JsString,
}

/// In the context's data.
#[derive(Default)]
struct LastMatch(RefCell<Last>);

type Read = fn(&Last) -> JsString;

const PROPERTIES: [(&str, &str, Read); 5] = [
    ("lastMatch", "$&", |last| part(last, last.place.clone())),
    ("lastParen", "$+", |last| last.paren.clone()),
    ("leftContext", "$`", |last| part(last, 0..last.place.start)),
    ("rightContext", "$'", |last| {
        part(last, last.place.end..last.subject.len())
    }),
    ("input", "$_", |last| last.input.clone()),
];

/// Adds them, before any guest code.
///
/// # Errors
/// A TypeError if the realm is not fresh.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    context.insert_data(LastMatch::default());
    let regexp = context.intrinsics().constructors().regexp().clone();
    replace(&regexp.prototype(), js_string!("exec"), exec, context)?;
    let constructor = regexp.constructor();
    for (name, short, read) in PROPERTIES {
        for name in [name, short] {
            let get = NativeFunction::from_copy_closure(move |_, _, context| {
                Ok(tell(context, read).into())
            });
            let set = if matches!(name, "input" | "$_") {
                NativeFunction::from_fn_ptr(set_input)
            } else {
                NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()))
            };
            let accessor = accessor(name, get, set, context);
            property::insert(&constructor, JsString::from(name), accessor);
        }
    }
    for number in 0..NAMED {
        let name = format!("${}", number + 1);
        let get = NativeFunction::from_copy_closure(move |_, _, context| {
            Ok(tell(context, |last| {
                last.captures.get(number).cloned().unwrap_or_default()
            })
            .into())
        });
        let set = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
        let accessor = accessor(&name, get, set, context);
        property::insert(&constructor, JsString::from(name), accessor);
    }
    Ok(())
}

fn tell(context: &Context, read: impl Fn(&Last) -> JsString) -> JsString {
    let last = context.get_data::<LastMatch>();
    last.map(|last| read(&last.0.borrow())).unwrap_or_default()
}

fn part(last: &Last, place: Range<usize>) -> JsString {
    last.subject.get(place).unwrap_or_default()
}

fn set_input(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let input = args.get_or_undefined(0).to_string(context)?;
    if let Some(last) = context.get_data::<LastMatch>() {
        last.0.borrow_mut().input = input;
    }
    Ok(JsValue::undefined())
}

/// Boa's, which all methods that match go through, and which tells what it has found.
fn exec(
    plain: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let result = plain.call(this, args, context)?;
    if let (Some(found), Some(last)) = (result.as_object(), context.get_data::<LastMatch>()) {
        remember(&found, &mut last.0.borrow_mut());
    }
    Ok(result)
}

/// Takes down a result that no guest code has seen.
fn remember(found: &JsObject, last: &mut Last) {
    let own =
        |key: JsString| property::own(found, &key.into()).and_then(|own| own.value().cloned());
    let text = |index: u32| {
        let own = property::own(found, &index.into())?;
        Some(own.value()?.as_string().unwrap_or_default())
    };
    let matched = text(0).unwrap_or_default();
    let start = own(js_string!("index")).and_then(|index| index.as_number());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index of a string"
    )]
    let start = start.unwrap_or(0.0) as usize;
    last.subject = own(js_string!("input"))
        .and_then(|input| input.as_string())
        .unwrap_or_default();
    last.input = last.subject.clone();
    last.place = start..start + matched.len();
    last.captures.clear();
    last.paren = JsString::default();
    for capture in (1..).map_while(text) {
        if last.captures.len() < NAMED {
            last.captures.push(capture.clone());
        }
        last.paren = capture;
    }
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::engine::testing::eval_after;

    #[test]
    fn the_last_match_is_told() {
        let tell = "[RegExp.lastMatch, RegExp.$1, RegExp.$2, RegExp.lastParen, RegExp.leftContext, \
                    RegExp.rightContext, RegExp.input].join('|')";
        for (code, expected) in [
            ("", "||||||"),
            ("/(b)(c)?/.exec('abd')", "b|b|||a|d|abd"),
            ("'abcabc'.replace(/(b)(c)/g, '')", "bc|b|c|c|abca||abcabc"),
            ("/b/.test('abc'); /x/.test('abc')", "b||||a|c|abc"),
        ] {
            assert_eq!(
                eval_after(install, &format!("{code}; {tell}")),
                expected,
                "{code}"
            );
        }
    }
}
