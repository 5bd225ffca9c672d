//! Compares stacks with those of `node:vm`, and looks that the host's reading of them is silent.

mod cases;

use boa_engine::{Context, JsObject, JsString, JsValue, Script, Source};

use js_source::{
    origin::Origin,
    syntax::{arrow, throw_column},
};

use super::super::sources;
use super::super::testing::{realm as context, table};
use super::{stack_of, top_frame};

/// Runs code under an origin. The text is kept for traces.
fn run_in(code: &str, origin: &Origin, context: &mut Context) -> Result<JsValue, JsValue> {
    let text = JsString::from(code);
    let path = sources::register(origin, &text);
    let units = text.to_vec();
    let source = Source::from_utf16(&units).with_origin(path);
    let script = Script::parse(source, None, context).unwrap();
    script
        .evaluate(context)
        .map_err(|error| error.into_opaque(context).unwrap())
}

/// Runs code in `file.js`; a thrown error gives `thrown ` and the stack that the host would see.
fn run(code: &str) -> String {
    let context = &mut context();
    match run_in(code, &file("file.js"), context) {
        Ok(value) => value.to_string(context).unwrap().to_std_string_lossy(),
        Err(value) => match value.as_object() {
            Some(error) => {
                let stack = stack_of(&error, context).unwrap();
                format!("thrown {}", stack.to_std_string_lossy())
            }
            None => format!(
                "thrown {}",
                value.to_string(context).unwrap().to_std_string_lossy()
            ),
        },
    }
}

fn error(code: &str, context: &mut Context) -> JsObject {
    let value = run_in(code, &file("file.js"), context).unwrap_or_else(|thrown| thrown);
    value.as_object().unwrap()
}

fn file(name: &str) -> Origin {
    Origin::new(JsString::from(name))
}

fn frames(stack: &str) -> &str {
    stack.find("\n    at ").map_or("", |start| &stack[start..])
}

fn check(found: impl Iterator<Item = (&'static str, String, &'static str)>) {
    let wrong: Vec<String> = found
        .filter(|(_, found, expected)| found != expected)
        .map(|(code, found, expected)| format!("{code}\nexpected {expected}\nfound {found}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn stacks_are_those_of_v8() {
    check(cases::SAME.iter().map(|(code, v8)| (*code, run(code), *v8)));
}

#[test]
fn frames_of_errors_that_the_engine_throws_are_those_of_v8() {
    check(
        cases::SAME_FRAMES
            .iter()
            .map(|(code, v8)| (*code, frames(&run(code)).to_owned(), frames(v8))),
    );
}

#[test]
fn known_differences_from_v8_are_as_noted() {
    check(cases::DIFFERENT.iter().map(|(code, v8, ours)| {
        assert_ne!(v8, ours, "{code}");
        (*code, run(code), *ours)
    }));
}

#[test]
fn file_names_and_offsets_come_from_the_origin() {
    let origin = Origin {
        line_offset: 10,
        column_offset: 5,
        ..file("a b (c):1\n/ü🦀.js")
    };
    for (code, expected) in [
        (
            "   new Error('x').stack",
            "Error: x\n    at a b (c):1\n/ü🦀.js:11:9",
        ),
        (
            "\n  new Error('x').stack",
            "Error: x\n    at a b (c):1\n/ü🦀.js:12:3",
        ),
        (
            "'🦀', (function f() { return new Error('x').stack })()",
            "Error: x\n    at f (a b (c):1\n/ü🦀.js:11:35)\n    at a b (c):1\n/ü🦀.js:11:58",
        ),
    ] {
        let context = &mut context();
        let value = run_in(code, &origin, context).unwrap();
        assert_eq!(value.as_string().unwrap().to_std_string_lossy(), expected);
    }
}

#[test]
fn the_host_reads_the_stack_without_running_guest_code() {
    let context = &mut context();
    let code = "
        var ran = 0;
        var e = new TypeError('m');
        Object.defineProperty(e, 'name', { get() { ran++; return 'N' } });
        Object.defineProperty(e, 'message', { get() { ran++; return 'M' } });
        var p = new Proxy(TypeError.prototype, { get() { ran++ }, getPrototypeOf() { ran++ } });
        e";
    let found = error(code, context);
    let stack = stack_of(&found, context).unwrap().to_std_string_lossy();
    assert_eq!(stack, "TypeError\n    at file.js:3:17");
    let found = error("Object.setPrototypeOf(e, p)", context);
    let stack = stack_of(&found, context).unwrap().to_std_string_lossy();
    assert_eq!(stack, "Error\n    at file.js:3:17");
    let found = error("e.stack = 's'; e", context);
    assert_eq!(stack_of(&found, context).unwrap(), "s");
    let found = error("e.stack = { toString() { ran++ } }; e", context);
    assert_eq!(stack_of(&found, context), None);
    let found = error(
        "Object.defineProperty(e, 'stack', { get() { ran++ } })",
        context,
    );
    let stack = stack_of(&found, context).unwrap().to_std_string_lossy();
    assert_eq!(stack, "Error\n    at file.js:3:17");
    assert_eq!(stack_of(&error("({})", context), context), None);
    assert_eq!(stack_of(&error("p", context), context), None);
    let ran = run_in("ran", &file("file.js"), context).unwrap();
    assert_eq!(ran, JsValue::from(0));
}

#[test]
fn the_top_frame_is_where_the_error_was_made() {
    let context = &mut context();
    let code = "[1].forEach(function () {\n  null.x })";
    let frame = top_frame(&error(code, context), context).unwrap();
    assert_eq!(frame.origin, file("file.js"));
    assert_eq!((frame.line, frame.column), (2, 8));
    assert_eq!(frame.text.unwrap(), code);
    assert_eq!(top_frame(&error("({})", context), context), None);
}

#[test]
fn functions_of_the_embedder_do_not_show() {
    let context = &mut context();
    let call = boa_engine::NativeFunction::from_fn_ptr(|_, args, context| {
        let callback = args[0].as_object().unwrap();
        callback.call(&JsValue::undefined(), &[], context)
    });
    let call = call.to_js_function(context.realm());
    context
        .global_object()
        .insert_property(JsString::from("call"), super::hidden(call));
    let code = "call(() => call(function f() { return new Error('x').stack }))";
    let stack = run_in(code, &file("file.js"), context).unwrap();
    assert_eq!(
        stack.as_string().unwrap().to_std_string_lossy(),
        "Error: x\n    at f (file.js:1:39)\n    at file.js:1:12\n    at file.js:1:1"
    );
}

/// `tests/thrown.tsv` has code, `lineOffset`, `columnOffset` and the lines that Node puts above the stack of what
/// the code throws.
#[test]
fn arrows_of_thrown_errors_are_those_of_node() {
    for row in table::rows(include_str!("tests/thrown.tsv")) {
        let [code, line_offset, column_offset, expected] = row.as_slice() else {
            panic!("{row:?}");
        };
        let origin = Origin {
            filename: JsString::from("f.js"),
            line_offset: line_offset.parse().unwrap(),
            column_offset: column_offset.parse().unwrap(),
        };
        let context = &mut Context::default();
        super::install(context).unwrap();
        let thrown = run_in(code, &origin, context).unwrap_err();
        let frame = top_frame(&thrown.as_object().unwrap(), context).unwrap();
        let text: Vec<u16> = code.encode_utf16().collect();
        let column = throw_column(&text, frame.line, frame.column);
        let found = arrow(&text, &frame.origin, frame.line, column, 1);
        assert_eq!(found.to_std_string_lossy(), *expected, "{code}");
    }
}
