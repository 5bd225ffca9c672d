//! Functions in texts of all sorts.

use super::{Functions, Owner, Sort};

/// The function at the `|` of a text: its sort, owner and name.
fn at_mark(text: &str) -> String {
    let index = text.find('|').unwrap();
    let units: Vec<u16> = text.replacen('|', "", 1).encode_utf16().collect();
    let functions = Functions::of(&units);
    let Some(found) = functions.at(index) else {
        return "none".to_owned();
    };
    let sort = match found.sort {
        Sort::Function => "function",
        Sort::Arrow => "arrow",
        Sort::Method => "method",
        Sort::Constructor => "constructor",
        Sort::Field => "field",
        Sort::StaticField => "static",
    };
    let owner = match &found.owner {
        Owner::Nobody => String::new(),
        Owner::Object => " of an object".to_owned(),
        Owner::Class(name) => format!(" of {}", String::from_utf16_lossy(name)),
    };
    let name = String::from_utf16_lossy(&found.name);
    format!("{sort}{owner} {name}").trim_end().to_owned()
}

#[test]
fn functions_are_found_with_their_names() {
    for (text, expected) in [
        ("|f()", "none"),
        ("function f() { | }", "function f"),
        ("async function* g(a = |1) {}", "function g"),
        ("function f() {} |", "none"),
        ("x = function () { | }", "function"),
        ("x.y.z = function () { | }", "function x.y.z"),
        ("x.y = async (a) => { | }", "arrow x.y"),
        ("A.prototype.m = function () { | }", "function of A A.m"),
        ("A.prototype.m = function n() { | }", "function of A n"),
        (
            "function A() { this.m = function () { | } }",
            "function A.m",
        ),
        ("this.m = () => { | }", "arrow m"),
        ("class A { m() { | } }", "method of A m"),
        ("class A { static m() { | } }", "method of A m"),
        ("class A { get g() { | } }", "method of A get g"),
        ("class A { get() { | } static() {} }", "method of A get"),
        ("class A { #p() { | } }", "method of A #p"),
        (
            "class A { async *[Symbol.iterator]() { | } }",
            "method of A [Symbol.iterator]",
        ),
        ("class A { ['a b']() { | } }", "method of A a b"),
        ("class A { [k()]() { | } }", "method of A"),
        (
            "class A { constructor() { | } }",
            "constructor of A constructor",
        ),
        ("class A { f = () => { | } }", "arrow of A"),
        ("class A { f = g(|) }", "field of A"),
        ("class A { a = 1\n b() { | } }", "method of A b"),
        ("class A { static { | } }", "static of A"),
        ("class A { static a = |b; c() {} }", "static of A"),
        ("const K = class { m() { | } }", "method of K m"),
        (
            "class A extends class B { n() { | } } { m() {} }",
            "method of B n",
        ),
        (
            "class A extends class B { n() {} } { m() { | } }",
            "method of A m",
        ),
        (
            "class A extends f({ n() {} }) { m() { | } }",
            "method of A m",
        ),
        ("o = { m() { | } }", "method of an object m"),
        ("o = { p: { set m(v) { | } } }", "method of an object set m"),
        (
            "o = { p: 1, m: function () { | } }",
            "function of an object",
        ),
        ("o = { m: async () => { | } }", "arrow of an object"),
        ("o = { a: `${b}c${d}`, m() { | } }", "method of an object m"),
        ("f({ a: x ? { m() { | } } : 1 })", "method of an object m"),
        ("if (x) { f(|) } else { g() }", "none"),
        ("switch (x) { case 1: { f(|) } }", "none"),
        ("label: { f(|) }", "none"),
        ("[1].map((x) => |x)", "arrow"),
        ("[1].map((x) => x)|", "none"),
        ("f = (x) => x\ng(|)", "none"),
        ("f = (x) => function () { return 1 } + |x", "arrow"),
        ("f = async (x) => await g(|)", "arrow"),
        ("class A { m() { return [1].map(x => { | }) } }", "arrow"),
        (
            "class A { m() { function inner() { | } } }",
            "function inner",
        ),
        ("class A { m() { inner(() => 1); | } }", "method of A m"),
    ] {
        assert_eq!(at_mark(text), expected, "{text}");
    }
}

#[test]
fn variables_are_known_by_what_is_assigned() {
    let units: Vec<u16> = "const map = new Map(); o.set = new Set; x = f();"
        .encode_utf16()
        .collect();
    let functions = Functions::of(&units);
    let class_of = |name: &str| {
        let name: Vec<u16> = name.encode_utf16().collect();
        functions.class_of(&name).map(String::from_utf16_lossy)
    };
    assert_eq!(class_of("map").as_deref(), Some("Map"));
    assert_eq!(class_of("set").as_deref(), Some("Set"));
    assert_eq!(class_of("x"), None);
}

#[test]
fn this_belongs_to_what_is_around_arrows() {
    let text = "class A { m() { return () => () => this } }";
    let units: Vec<u16> = text.encode_utf16().collect();
    let functions = Functions::of(&units);
    let holder = functions.holder_of_this(text.find("this").unwrap());
    assert_eq!(holder.map(|holder| holder.sort), Some(Sort::Method));
}

#[test]
fn arrows_within_arrows_and_broken_texts_come_to_an_end() {
    for text in [
        "a => ".repeat(20_000),
        "({ a: ".repeat(20_000),
        "class A extends ".repeat(20_000),
        "x ? y : { ".repeat(20_000),
        "}".repeat(20_000),
        "class A { get".to_owned(),
        "({ [".to_owned(),
    ] {
        let units: Vec<u16> = text.encode_utf16().collect();
        let _ = Functions::of(&units).at(units.len() / 2);
    }
}
