//! Compares functions with those of `vm.compileFunction` in Node 20.
//!
//! `node20.tsv` has a line for each: body, parameter names, an expression that gives the context
//! extensions, and what comes of it under `f.js` with `lineOffset` 10 and `columnOffset` 5: length,
//! name and source text of the function and the result of calling it with 1, 2 and 3, or else the
//! `SyntaxError` and where its arrow points. Where ours differs, it stands in a fifth column.

use boa_engine::{Context, JsString, JsValue, Source, js_string};

use super::super::stack_trace;
use super::super::testing::{realm as context, table};
use super::{CompileError, compile};
use js_source::origin::Origin;
use js_source::syntax::SyntaxFailure;

fn origin() -> Origin {
    Origin {
        filename: js_string!("f.js"),
        line_offset: 10,
        column_offset: 5,
    }
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn display(failure: &SyntaxFailure) -> String {
    let message = failure.message.to_std_string_lossy();
    let line = failure.line + 10;
    format!(
        "SyntaxError: {message} @{line}:{}+{}",
        failure.column, failure.width
    )
}

fn run(body: &str, params: &str, extensions: &str, context: &mut Context) -> String {
    let params: Vec<JsString> = params.split_whitespace().map(JsString::from).collect();
    let extensions: Vec<_> = match extensions {
        "" => Vec::new(),
        list => {
            let list = context.eval(Source::from_bytes(list)).unwrap();
            let list = list.as_object().unwrap();
            let length = list
                .get(js_string!("length"), context)
                .unwrap()
                .as_number()
                .unwrap();
            (0..8)
                .take_while(|&index| f64::from(index) < length)
                .map(|index| list.get(index, context).unwrap().as_object().unwrap())
                .collect()
        }
    };
    let function = match compile(
        context,
        &units(body),
        &params,
        &origin(),
        &extensions,
        JsValue::undefined(),
    ) {
        Ok(function) => function,
        Err(CompileError::Syntax(failure)) => return display(&failure),
        Err(CompileError::Engine(error)) => panic!("{error}"),
    };
    let length = function.get(js_string!("length"), context).unwrap();
    let name = function.get(js_string!("name"), context).unwrap();
    let text = JsValue::from(function.clone()).to_string(context).unwrap();
    let args = [1.into(), 2.into(), 3.into()];
    let result = match function.call(&JsValue::undefined(), &args, context) {
        Ok(value) => value.to_string(context).unwrap().to_std_string_lossy(),
        Err(error) => {
            let error = error.into_opaque(context).unwrap().as_object().unwrap();
            let stack = stack_trace::stack_of(&error, context).unwrap();
            format!("threw {}", stack.to_std_string_lossy())
        }
    };
    let text = text.to_std_string_lossy();
    format!("{} {} {text} => {result}", length.display(), name.display())
}

#[test]
fn functions_are_those_of_node() {
    let mut wrong = Vec::new();
    for row in table::rows(include_str!("node20.tsv")) {
        let (expected, ours) = (&row[3], row.get(4));
        assert_ne!(Some(expected), ours, "{row:?}");
        let expected = ours.unwrap_or(expected);
        let found = run(&row[0], &row[1], &row[2], &mut context());
        if found != *expected {
            wrong.push(format!("{row:?}\n  {expected}\n  {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_parameter_that_is_no_name_is_a_syntax_error() {
    // Node 20 dies of these.
    for param in [
        "", " a", "a ", "a b", "a,b", "a = 1", "{a}", "...a", "1", "#a", "a/**/", "a\n", "){",
    ] {
        let params = [JsString::from(param)];
        let found = compile(
            &mut context(),
            &units("return 1"),
            &params,
            &origin(),
            &[],
            JsValue::undefined(),
        );
        let Err(CompileError::Syntax(failure)) = found else {
            panic!("{param}");
        };
        let message = failure.message.to_std_string_lossy();
        assert_eq!(message, format!("Invalid parameter name: {param}"));
    }
}

#[test]
fn an_extension_that_has_every_name_is_asked_for_each() {
    let extensions = "[{}, new Proxy({}, { has: () => true, get: (_, name) => String(name) })]";
    let found = run("return nope + (typeof a)", "a", extensions, &mut context());
    assert!(found.ends_with("=> nopenumber"), "{found}");
}

#[test]
fn a_body_of_any_units_is_taken() {
    let context = &mut context();
    let body = [units("return '"), vec![0xD800], units("'.length")].concat();
    let function = compile(context, &body, &[], &origin(), &[], JsValue::undefined())
        .ok()
        .unwrap();
    let length = function.call(&JsValue::undefined(), &[], context).unwrap();
    assert_eq!(length, JsValue::from(1));
}

#[test]
fn a_function_sees_and_changes_its_realm() {
    let context = &mut context();
    context
        .eval(Source::from_bytes("var seen = 1; let lexical = 2"))
        .unwrap();
    let body = units("seen += lexical; return this === globalThis");
    let function = compile(context, &body, &[], &origin(), &[], JsValue::undefined())
        .ok()
        .unwrap();
    let result = function.call(&JsValue::undefined(), &[], context).unwrap();
    assert_eq!(result, JsValue::from(true));
    let seen = context.eval(Source::from_bytes("seen")).unwrap();
    assert_eq!(seen, JsValue::from(3));
}
