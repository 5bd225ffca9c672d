//! The corpus beside `node:vm` (`__test__/corpus/errors/messages.js`) tests the words; this is about when.

use boa_engine::{JsString, JsValue};

use super::super::script::{ScriptText, compile};
use super::super::testing;
use super::{captures, expand, facts::Facts, table::TABLE, throw_site::ThrowSite};
use js_source::origin::Origin;

/// The value of a script, as text, in a realm that translates.
fn eval(source: &str) -> String {
    let context = &mut testing::realm();
    let origin = Origin::new(JsString::from("f.js"));
    let text = ScriptText::new(JsString::from(source), origin);
    let script = compile(&text, JsValue::undefined(), context)
        .unwrap()
        .unwrap();
    let value = script.evaluate(context).unwrap();
    value.to_string(context).unwrap().to_std_string_lossy()
}

#[test]
fn a_pattern_tells_what_its_stars_stand_for() {
    for (pattern, text, expected) in [
        ("a", "a", Some(vec![])),
        ("a", "ab", None),
        ("* b", "a b", Some(vec!["a"])),
        ("`*` c *", "`b` c d", Some(vec!["b", "d"])),
        ("a*", "a", Some(vec![""])),
        ("a*b", "ab c", None),
    ] {
        assert_eq!(captures(pattern, text), expected, "{pattern} {text}");
    }
}

#[test]
fn every_placeholder_of_the_table_is_known() {
    let units: Vec<u16> = "f(1)".encode_utf16().collect();
    for row in TABLE.iter() {
        let stars = vec!["x"; row.engine_message.matches('*').count()];
        for index in [None, Some(1)] {
            // What is not known panics in tests.
            expand::expand(
                row.words,
                &stars,
                &ThrowSite::new(&units, index, "", &Facts::Nothing),
            );
        }
    }
}

#[test]
fn a_catch_sees_the_message_and_nothing_else_changes() {
    for (source, expected) in [
        (
            "let o; try { o.x } catch (e) { e.message }",
            "Cannot read properties of undefined (reading 'x')",
        ),
        (
            "try { null.x } catch (e) { Object.getOwnPropertyNames(e).join() }",
            "stack,message",
        ),
        (
            "try { throw new TypeError('not a constructor') } catch (e) { e.message }",
            "not a constructor",
        ),
        (
            "function f() { try {} catch (/* ) */ e /**/) /**/ { e } } String(f)",
            "function f() { try {} catch (/* ) */ e /**/) /**/ { e } }",
        ),
        ("try { null.x } catch (e) { }", "undefined"),
        ("try { throw 1 } catch (e) { e }", "1"),
        (
            "Object.getOwnPropertyNames(globalThis).filter((name) => name > '\u{7F}').length",
            "0",
        ),
        (
            "try { null.x } catch (e) { } try { f() } catch (e) { e.stack.split('\\n')[1] }",
            "    at f.js:1:36",
        ),
    ] {
        assert_eq!(eval(source), expected, "{source}");
    }
}
