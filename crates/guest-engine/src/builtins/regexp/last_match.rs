//! `RegExp.$1` and its like: what the last match in the realm was, as V8 tells it.

use std::ops::Range;

use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, builtins::regexp::LastMatch,
    realm::Realm,
};

use super::super::{super::property, methods::accessor};

/// Captures that have names.
const NAMED: usize = 9;

/// What a script has given to `RegExp.input`, which holds until the next match. In the context's data.
struct Input(u64, JsString);

type Read = fn(&LastMatch) -> JsString;

const PROPERTIES: [(&str, &str, Read); 5] = [
    ("lastMatch", "$&", |last| part(last, last.range.clone())),
    ("lastParen", "$+", |last| {
        capture(last, last.captures.len().wrapping_sub(1))
    }),
    ("leftContext", "$`", |last| part(last, 0..last.range.start)),
    ("rightContext", "$'", |last| {
        part(last, last.range.end..last.subject.len())
    }),
    ("input", "$_", |last| last.subject.clone()),
];

/// Adds them.
///
/// # Errors
/// A TypeError if the realm is not fresh.
#[expect(
    clippy::unnecessary_wraps,
    reason = "as what installs other built-ins, for the tests too"
)]
pub(super) fn install(realm: &Realm) -> JsResult<()> {
    let constructor = realm.intrinsics().constructors().regexp().constructor();
    for (name, short, read) in PROPERTIES {
        for name in [name, short] {
            let is_input = matches!(name, "input" | "$_");
            let get = if is_input {
                NativeFunction::from_fn_ptr(input)
            } else {
                NativeFunction::from_copy_closure(move |_, _, context| {
                    Ok(read(context.last_match()).into())
                })
            };
            let set = if is_input {
                NativeFunction::from_fn_ptr(set_input)
            } else {
                NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()))
            };
            let accessor = accessor(name, get, set, realm);
            property::insert(&constructor, JsString::from(name), accessor);
        }
    }
    for number in 0..NAMED {
        let name = format!("${}", number + 1);
        let get = NativeFunction::from_copy_closure(move |_, _, context| {
            Ok(capture(context.last_match(), number).into())
        });
        let set = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
        let accessor = accessor(&name, get, set, realm);
        property::insert(&constructor, JsString::from(name), accessor);
    }
    Ok(())
}

fn part(last: &LastMatch, place: Range<usize>) -> JsString {
    last.subject.get(place).unwrap_or_default()
}

fn capture(last: &LastMatch, index: usize) -> JsString {
    let place = last.captures.get(index).cloned().flatten();
    place.map(|place| part(last, place)).unwrap_or_default()
}

#[expect(clippy::unnecessary_wraps, reason = "a native function")]
fn input(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let last = context.last_match();
    let own = context.get_data::<Input>();
    let own = own.and_then(|Input(count, input)| (*count == last.count).then(|| input.clone()));
    Ok(own.unwrap_or_else(|| last.subject.clone()).into())
}

fn set_input(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let input = args.get_or_undefined(0).to_string(context)?;
    let count = context.last_match().count;
    context.insert_data(Input(count, input));
    Ok(JsValue::undefined())
}

#[cfg(test)]
mod tests {
    use super::install;
    use crate::testing::eval_in_realm;

    #[test]
    fn the_last_match_is_told() {
        let tell = "[RegExp.lastMatch, RegExp.$1, RegExp.$2, RegExp.lastParen, RegExp.leftContext, \
                    RegExp.rightContext, RegExp.input].join('|')";
        for (code, expected) in [
            ("", "||||||"),
            ("/(b)(c)?/.exec('abd')", "b|b|||a|d|abd"),
            ("'abcabc'.replace(/(b)(c)/g, '')", "bc|b|c|c|abca||abcabc"),
            ("/b/.test('abc'); /x/.test('abc')", "b||||a|c|abc"),
            ("'a1b2'.split(/([0-9])/)", "2|2||2|a1b||a1b2"),
            ("'a1b2'.match(/[a-z]/g)", "b||||a1|2|a1b2"),
            ("/b/.exec('abc'); RegExp.input = 'own'", "b||||a|c|own"),
            ("RegExp.input = 'own'; /b/.exec('abc')", "b||||a|c|abc"),
        ] {
            assert_eq!(
                eval_in_realm(install, &format!("{code}; {tell}")),
                expected,
                "{code}"
            );
        }
    }
}
