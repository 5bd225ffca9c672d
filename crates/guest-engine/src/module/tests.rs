use std::{collections::HashMap, rc::Rc};

use boa_engine::{Context, JsString, Source, builtins::promise::PromiseState, object::JsObject};

use guest_runtime::jobs::JobQueue;

use super::super::realm;
use super::*;

/// A realm, and modules of it by their specifiers.
struct World {
    context: Context,
    jobs: Rc<JobQueue>,
    modules: HashMap<String, ModuleRecord>,
}

impl World {
    /// Modules that get each other by their names; the first is linked.
    fn new(texts: &[(&str, &str)]) -> Self {
        let mut world = Self::unlinked(texts);
        world.link(texts[0].0).unwrap();
        world
    }

    fn unlinked(texts: &[(&str, &str)]) -> Self {
        let options = realm::ContextOptions {
            allow_strings: true,
            separate_this: false,
            stack_depth: None,
        };
        let new = realm::create(options).unwrap();
        let mut world = Self {
            context: new.context,
            jobs: new.jobs,
            modules: HashMap::new(),
        };
        world
            .context
            .eval(Source::from_bytes("var log = []"))
            .unwrap();
        for (name, text) in texts {
            let module = world.module(name, text, false);
            world.modules.insert((*name).to_owned(), module);
        }
        for module in world.modules.values() {
            let requests = module.text().requests.clone();
            let links = requests
                .iter()
                .map(|request| {
                    world
                        .modules
                        .get(&request.specifier().to_std_string_lossy())
                })
                .map(Option::<&ModuleRecord>::cloned)
                .collect::<Option<_>>();
            if let Some(links) = links {
                module.set_links(links);
            }
        }
        world
    }

    fn module(&mut self, name: &str, text: &str, wants_completion: bool) -> ModuleRecord {
        let units: Vec<u16> = text.encode_utf16().collect();
        let origin = js_source::origin::Origin::new(JsString::from(name));
        let text = ModuleText::parse(&units, origin, wants_completion).unwrap();
        ModuleRecord::new(Rc::new(text), Callbacks::default(), &self.context)
    }

    fn link(&mut self, name: &str) -> Result<(), String> {
        let outcome = link(&self.modules[name].clone(), &mut self.context);
        outcome.map_err(|error| match error {
            LinkError::MissingName(message) => message,
            other => format!("{other:?}"),
        })
    }

    /// Evaluates a module; what it throws or rejects with after all jobs have run.
    fn run(&mut self, name: &str) -> Result<(), String> {
        let module = self.modules[name].clone();
        // Without the stack.
        let shown = |error: boa_engine::JsError| {
            let text = error.to_string();
            Err(text.split(" (").next().unwrap_or_default().to_owned())
        };
        match evaluate(&module, &mut self.context) {
            Err(error) => shown(error),
            Ok(None) => Ok(()),
            Ok(Some(promise)) => {
                while let Some(outcome) = self.jobs.run_one(&mut self.context) {
                    outcome.unwrap();
                }
                match promise.state() {
                    PromiseState::Fulfilled(_) => Ok(()),
                    PromiseState::Rejected(error) => shown(boa_engine::JsError::from_opaque(error)),
                    PromiseState::Pending => Err("pending".to_owned()),
                }
            }
        }
    }

    fn log(&mut self) -> String {
        let log = self.context.eval(Source::from_bytes("log.join()")).unwrap();
        log.as_string().unwrap().to_std_string_lossy()
    }

    fn statuses(&self, names: &[&str]) -> Vec<Status> {
        let status = |name: &&str| self.modules[*name].status();
        names.iter().map(status).collect()
    }

    fn get(&mut self, name: &str, export: &str) -> String {
        let namespace: JsObject = namespace(&self.modules[name], &mut self.context).unwrap();
        let value = namespace.get(JsString::from(export), &mut self.context);
        match value {
            Ok(value) => value.display().to_string(),
            Err(error) => error.to_string(),
        }
    }
}

#[test]
fn modules_run_once_after_those_that_they_import() {
    let mut world = World::new(&[
        ("main", "import 'b'; import 'c'; log.push('main')"),
        ("b", "import 'd'; log.push('b')"),
        ("c", "import 'd'; log.push('c')"),
        ("d", "log.push('d')"),
    ]);
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.log(), "d,b,c,main");
}

#[test]
fn modules_that_import_each_other_run_in_the_order_of_the_specification() {
    let mut world = World::new(&[
        ("a", "import 'b'; import 'x'; log.push('a')"),
        ("b", "import 'a'; log.push('b')"),
        ("x", "log.push('x')"),
    ]);
    assert_eq!(world.run("a"), Ok(()));
    assert_eq!(world.log(), "b,x,a");
}

#[test]
fn what_was_reached_before_an_error_is_told_apart() {
    let texts = [
        ("main", "import 'ok'; import 'bad'; import 'later'"),
        ("ok", ""),
        ("bad", "throw new Error('boo')"),
        ("later", ""),
    ];
    let mut world = World::new(&texts);
    assert_eq!(world.run("main"), Err("Error: boo".to_owned()));
    assert_eq!(world.run("main"), Err("Error: boo".to_owned()));
    let expected = [
        Status::Errored,
        Status::Evaluated,
        Status::Errored,
        Status::Linked,
    ];
    assert_eq!(world.statuses(&["main", "ok", "bad", "later"]), expected);
}

#[test]
fn an_error_among_modules_that_import_each_other_fails_those_that_were_visited() {
    let mut world = World::new(&[
        ("a", "import 'b'; import 'c'"),
        ("b", "import 'a'; throw 1"),
        ("c", "import 'a'"),
    ]);
    assert!(world.run("a").is_err());
    let expected = [Status::Errored, Status::Errored, Status::Linked];
    assert_eq!(world.statuses(&["a", "b", "c"]), expected);
}

#[test]
fn a_module_waits_for_those_that_await() {
    for awaits in ["await 0;", "for await (const x of [1]) log.push(x);"] {
        let b = format!("{awaits} log.push('b')");
        let mut world = World::new(&[
            ("main", "import 'b'; import 'c'; log.push('main')"),
            ("b", &b),
            ("c", "log.push('c')"),
        ]);
        assert_eq!(world.run("main"), Ok(()));
        assert!(world.log().ends_with("b,main"), "{}", world.log());
        assert!(world.log().starts_with("c,"), "{}", world.log());
    }
}

#[test]
fn the_error_of_a_module_that_waited_is_not_lost() {
    let mut world = World::new(&[
        ("main", "import 'b'; throw new Error('late')"),
        ("b", "await 0"),
    ]);
    assert_eq!(world.run("main"), Err("Error: late".to_owned()));
    let expected = [Status::Errored, Status::Evaluated];
    assert_eq!(world.statuses(&["main", "b"]), expected);
}

#[test]
fn a_module_that_waits_can_be_asked_for_its_end_again() {
    let mut world = World::new(&[("main", "import 'b'"), ("b", "await 0; await 0; throw 5")]);
    let main = world.modules["main"].clone();
    assert!(evaluate(&main, &mut world.context).unwrap().is_some());
    assert_eq!(world.run("b"), Err("5".to_owned()));
    assert_eq!(world.run("main"), Err("5".to_owned()));
}

#[test]
fn what_guest_code_does_to_promises_does_not_count() {
    for spoil in [
        "Object.defineProperty(Promise, Symbol.species, { get() { throw 1 } });",
        "Object.defineProperty(Promise.prototype, 'constructor', { get() { throw 1 } });",
        "Promise.prototype.then = () => { throw 1 };",
    ] {
        let main = format!("import 'b'; {spoil}");
        let mut world = World::new(&[
            ("main", "import 'a'; import 'b'; log.push('main')"),
            ("a", &main),
            ("b", "await 0; log.push('b')"),
        ]);
        world.context.eval(Source::from_bytes(spoil)).unwrap();
        assert_eq!(world.run("main"), Ok(()), "{spoil}");
        assert_eq!(world.log(), "b,main");
    }
}

#[test]
fn modules_that_import_each_other_may_await() {
    let mut world = World::new(&[
        ("a", "import 'b'; import 'c'; log.push('a')"),
        ("b", "import 'c'; import 'a'; await 0; log.push('b')"),
        ("c", "import 'a'; await 0; log.push('c')"),
    ]);
    assert_eq!(world.run("a"), Ok(()));
    assert_eq!(world.log(), "c,b,a");
}

#[test]
fn an_error_among_modules_that_import_each_other_and_await_is_not_lost() {
    let mut world = World::new(&[
        ("main", "import 'a'"),
        ("a", "import 'b'; import 'c'; throw 7"),
        ("b", "import 'c'; import 'a'; log.push('b')"),
        ("c", "import 'd'; import 'a'; await 0; log.push('c')"),
        ("d", "import 'a'; import 'b'; await 0; log.push('d')"),
    ]);
    assert_eq!(world.run("main"), Err("7".to_owned()));
    assert_eq!(world.log(), "d,c,b");
}

#[test]
fn bindings_are_live_and_dead_before_their_time() {
    let mut world = World::new(&[
        (
            "main",
            "import { n, up } from 'b'; up(); export { n }; export * as ns from 'b'",
        ),
        ("b", "export let n = 1; export function up() { n++ }"),
    ]);
    assert!(world.get("b", "n").contains("uninitialized"));
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.get("main", "n"), "2");
}

#[test]
fn a_missing_name_is_named_and_what_comes_before_it_is_linked() {
    let texts = [
        ("main", "import { x } from 'b'"),
        ("b", "export * from '1'; export * from '2'; import 'ok'"),
        ("1", "export let x, y"),
        ("2", "export let x"),
        ("ok", ""),
        ("nope", "import d from 'ok'; export { z } from 'b'"),
        ("round", "export { q } from 'round'"),
    ];
    let mut world = World::unlinked(&texts);
    let conflict = "The requested module 'b' contains conflicting star exports for name 'x'";
    assert_eq!(world.link("main"), Err(conflict.to_owned()));
    assert_eq!(
        world.statuses(&["main", "b"]),
        [Status::Unlinked, Status::Linked]
    );
    let missing = "The requested module 'ok' does not provide an export named 'default'";
    assert_eq!(world.link("nope"), Err(missing.to_owned()));
    let round = "Detected cycle while resolving name 'q' in 'round'";
    assert_eq!(world.link("round"), Err(round.to_owned()));
    assert_eq!(world.link("main"), Err(conflict.to_owned()));
}

#[test]
fn a_star_that_gives_one_binding_twice_is_no_conflict() {
    let mut world = World::new(&[
        (
            "main",
            "export * from '1'; export * from '2'; import { x } from 'main'",
        ),
        ("1", "export { x } from 'b'"),
        ("2", "export { x } from 'b'"),
        ("b", "export let x = 7"),
    ]);
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.get("main", "x"), "7");
}

#[test]
fn a_synthetic_module_has_the_exports_that_are_set() {
    let mut world = World::unlinked(&[("main", "import d, { a } from 's'; export { a, d }")]);
    let names = ["default", "a", "not a name"].map(JsString::from);
    let made = synthetic(&names, &JsString::from("s"), &world.context);
    let made = made.unwrap();
    world.modules["main"].set_links(vec![made.clone()]);
    world.link("main").unwrap();
    set_export(&made, 1, 3.into(), &mut world.context).unwrap();
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.get("main", "a"), "3");
    assert_eq!(world.get("main", "d"), "undefined");
    set_export(&made, 0, 4.into(), &mut world.context).unwrap();
    assert_eq!(world.get("main", "d"), "4");
}

#[test]
fn the_last_expression_statement_that_ran_gives_the_value() {
    for (text, value) in [
        ("1; 2", "2"),
        ("'use strict'", "\"use strict\""),
        ("let x = 5; x\n++x\n", "6"),
        ("3; function f() { 4 } class C { static { 5 } }", "3"),
        ("if (true) { 6 } else 7", "6"),
        ("for (let i = 0; i < 3; i++) { i * 10 }", "20"),
        ("do 8; while (false)", "8"),
        ("switch (1) { case 1: 9; break; default: 0 }", "9"),
        ("try { throw 1 } catch (e) { e + 9 }", "10"),
        ("l: { 11; break l }", "11"),
        ("1, 12", "12"),
        ("let a; [a] = [13]; a", "13"),
        ("({ a: 14 }).a", "14"),
        ("`1${4 + 1}`", "\"15\""),
        ("(() => 16)()", "16"),
        ("a()\nfunction a() { return 17 }", "17"),
        ("let y = 1\n;[18][0]", "18"),
        ("typeof 1 === 'number' ? 19 : 0", "19"),
        ("new (class { v = 20 })().v // end", "20"),
        ("await 0; 21; let z = await 5", "21"),
        ("export let e = 1; 22; export default 23", "22"),
        ("if (0) 1", "undefined"),
        ("void 0", "undefined"),
        ("/* 😀 */ '😀'.length + 22", "24"),
        ("x => x, 25", "25"),
        ("let o = { p: 26 }; o?.p", "26"),
        ("let q = 27; q;", "27"),
        ("eval('28')", "28"),
        ("!function () {}(), 29", "29"),
        ("var v = 30; v /* c */ ; // d", "30"),
        ("let m = 1; m += 30", "31"),
        ("(32)", "32"),
        ("async function g() { 1 }; await g(), 33", "33"),
        ("34\n/* a\n */", "34"),
        ("f`x`; function f() { return 35 }", "35"),
        ("delete [].x; 36.5 - .5", "36"),
        ("import.meta && 37", "37"),
        ("let t = {}; t.a ??= 38", "38"),
        ("this === undefined && 39", "39"),
        ("/a/.test('a') && 40", "40"),
        ("(function () { return 41 }())", "41"),
        ("let w = [42]; w[0]", "42"),
    ] {
        let mut world = World::unlinked(&[]);
        let module = world.module("main", text, true);
        world.modules.insert("main".to_owned(), module.clone());
        assert_eq!(world.link("main"), Ok(()), "{text}");
        assert_eq!(world.run("main"), Ok(()), "{text}");
        assert_eq!(module.completion().display().to_string(), value, "{text}");
    }
}

#[test]
fn what_only_node_takes_is_taken() {
    for text in [
        "export default async () => 1",
        "export default async () => 1;",
        "export default async x => { return x }\nlet y = 1",
        "export default async (a, b) =>\n  a + b\nexport let z = 1",
        "export  default /* c */ async () => ({ a: [1] }) // end",
        "export default async () => f(1,\n 2)\n.then\nfunction f() {}",
        "export default async function f() {}",
        "import 'main' assert { type: 'x' }; let assert = 1; assert",
        "export {}",
    ] {
        let mut world = World::new(&[("main", text)]);
        assert_eq!(world.run("main"), Ok(()), "{text}");
    }
}

#[test]
fn a_module_sees_what_scripts_declare() {
    let mut world = World::unlinked(&[("main", "export let sum = early + lexical")]);
    let source = Source::from_bytes("var early = 1; let lexical = 2");
    world.context.eval(source).unwrap();
    world.link("main").unwrap();
    assert_eq!(world.run("main"), Ok(()));
    assert_eq!(world.get("main", "sum"), "3");
}

#[test]
fn a_module_that_awaits_and_is_stopped_leaves_the_realm_whole() {
    let mut world = World::new(&[("main", "function f() { f() } f(); await 0")]);
    assert!(world.run("main").is_err());
    assert_eq!(world.statuses(&["main"]), [Status::Errored]);
    let value = world.context.eval(Source::from_bytes("6 * 7")).unwrap();
    assert_eq!(value.as_i32(), Some(42));
}

#[test]
fn a_long_chain_of_modules_links_and_runs() {
    let texts: Vec<(String, String)> = (0..500)
        .map(|number| {
            let next = format!(
                "import {{ x as y }} from 'm{}'; export let x = y + 1",
                number + 1
            );
            (format!("m{number}"), next)
        })
        .chain([("m500".to_owned(), "export let x = 0".to_owned())])
        .collect();
    let texts: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut world = World::new(&texts);
    assert_eq!(world.run("m0"), Ok(()));
    assert_eq!(world.get("m0", "x"), "500");
}
