//! `Intl` with an embedder that tells what it was asked.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{
    Context, JsResult, JsString, JsSymbol, JsValue, Source,
    builtins::{
        PostponedIntrinsic,
        promise::{OperationType, Promise},
    },
    js_string,
    module::ModuleRequest,
    object::JsObject,
};

use guest_runtime::jobs::AsyncContext;

use super::super::{
    lazy,
    module::{ModuleRecord, Referrer},
    realm::{Embedder, EmbedderSlot},
};
use super::{Answer, Argument, Class, Description, Hint, Letter, Member, Plan, Sort};

const CONSTRUCT: u32 = 20;
const ECHO: u32 = 21;
const LIST: u32 = 22;

#[derive(Default)]
struct Fake {
    alive: Rc<RefCell<Vec<u32>>>,
}

struct Handle(Rc<RefCell<Vec<u32>>>);

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.borrow_mut().pop();
    }
}

fn show(argument: &Argument) -> String {
    match argument {
        Argument::Value(value) => value.display().to_string(),
        Argument::List(list) => {
            let items: Vec<_> = list.iter().map(show).collect();
            format!("[{}]", items.join(" "))
        }
        Argument::Options(options) => {
            let items: Vec<_> = options
                .iter()
                .map(|(key, value)| format!("{}: {}", key.to_std_string_lossy(), value.display()))
                .collect();
            format!("{{{}}}", items.join(" "))
        }
        Argument::Instance(index) => format!("#{index}"),
        Argument::Object => "object".to_owned(),
    }
}

fn member(sort: Sort, key: &str, operation: u32, letters: &str) -> Member {
    Member {
        sort,
        key: JsString::from(key).into(),
        name: key.into(),
        length: letters.len(),
        operation,
        letters: letters.chars().filter_map(|l| Letter::of(l, 7)).collect(),
    }
}

impl Embedder for Fake {
    fn memory_left(&self) -> Option<u64> {
        None
    }

    fn is_exhausted(&self) -> bool {
        false
    }

    fn is_ending(&self, _: &mut Context) -> bool {
        false
    }

    fn compiles_string(&self) {}

    fn global_reached(&self, _: &JsString, _: &mut Context) -> JsResult<()> {
        Ok(())
    }

    fn globals_declared(&self, _: &[JsString], _: bool, _: &mut Context) -> JsResult<()> {
        Ok(())
    }

    fn import(
        &self,
        _: Option<Referrer>,
        _: &ModuleRequest,
        _: &mut Context,
    ) -> JsResult<JsObject<Promise>> {
        unreachable!("no test imports")
    }

    fn import_meta(
        &self,
        _: JsValue,
        _: &ModuleRecord,
        _: &JsObject,
        _: &mut Context,
    ) -> JsResult<()> {
        Ok(())
    }

    fn answers(&self, _: &JsObject) {}

    fn async_context(&self, _: &mut Context) -> Option<AsyncContext> {
        None
    }

    fn evaluate_synthetic(&self, _: &ModuleRecord, _: &mut Context) -> JsResult<()> {
        Ok(())
    }

    fn show_prototype(&self, _: &JsObject, _: &mut Context) -> JsResult<bool> {
        Ok(false)
    }

    fn host_time(&self, _: &JsObject, _: &mut Context) -> JsResult<Option<f64>> {
        Ok(None)
    }

    fn date_text(&self, _: f64, _: &mut Context) -> JsResult<Option<JsString>> {
        Ok(None)
    }

    fn rejection(&self, _: &JsObject<Promise>, _: OperationType, _: &mut Context) {}

    fn host_locale(&self, _: &JsObject, _: &mut Context) -> JsResult<Option<JsString>> {
        Ok(None)
    }

    fn describe_intl(&self, _: &mut Context) -> JsResult<Rc<Description>> {
        let mut tag = member(Sort::Tag, "Intl.Fake", 0, "");
        tag.key = JsSymbol::to_string_tag().into();
        let fake = Class {
            name: js_string!("Fake"),
            length: 0,
            operation: Some(CONSTRUCT),
            letters: [Letter::Locales, Letter::Options(7)].into(),
            callable: false,
            statics: vec![member(Sort::Method, "echo", ECHO, "lo")],
            prototype: vec![
                member(Sort::Constructor, "constructor", 0, ""),
                member(Sort::Method, "number", ECHO, "n"),
                member(Sort::Method, "text", ECHO, "s"),
                member(Sort::Method, "strings", ECHO, "i"),
                member(Sort::Method, "list", LIST, ""),
                member(Sort::Bound, "bound", ECHO, "n"),
                tag,
            ],
        };
        Ok(Rc::new(Description {
            namespace: vec![member(Sort::Class, "Fake", 0, "")],
            classes: vec![
                fake,
                Class {
                    name: js_string!("Iterator"),
                    length: 0,
                    operation: None,
                    letters: [].into(),
                    callable: false,
                    statics: Vec::new(),
                    prototype: Vec::new(),
                },
            ],
        }))
    }

    fn plan_intl(&self, number: u32, _: &mut Context) -> JsResult<Rc<Plan>> {
        assert!([0, 7].contains(&number));
        Ok(Rc::new(Plan {
            options: vec![
                (js_string!("text"), Hint::Text),
                (js_string!("number"), Hint::Number),
                (js_string!("truth"), Hint::Truth),
            ],
            wraps_primitives: true,
        }))
    }

    fn intl(
        &self,
        operation: u32,
        receiver: &Argument,
        args: &[Argument],
        _: &mut Context,
    ) -> JsResult<Answer> {
        Ok(match operation {
            CONSTRUCT => {
                self.alive.borrow_mut().push(0);
                Answer::Instance {
                    class: 0,
                    index: 40,
                    handle: Rc::new(Handle(self.alive.clone())),
                }
            }
            LIST => Answer::List(vec![Answer::Record(vec![(
                js_string!("a"),
                Answer::Value(1.into()),
            )])]),
            _ => {
                let args: Vec<_> = args.iter().map(show).collect();
                let text = format!("{operation} {}: {}", show(receiver), args.join(", "));
                Answer::Value(JsString::from(text).into())
            }
        })
    }
}

fn realm() -> (Context, Rc<RefCell<Vec<u32>>>) {
    let mut context = Context::default();
    let realm = context.realm().clone();
    super::install_array_methods(&realm);
    for &intrinsic in PostponedIntrinsic::ALL {
        super::install_locale_methods(intrinsic, &realm).unwrap();
        super::install_typed_array_methods(intrinsic, &realm);
    }
    lazy::install(&mut context);
    let fake = Fake::default();
    let alive = fake.alive.clone();
    let slot = EmbedderSlot::default();
    slot.set(Rc::new(fake));
    context.insert_data(slot);
    (context, alive)
}

fn eval(source: &str) -> String {
    let (mut context, _) = realm();
    lazy::fill_all(&mut context).unwrap();
    eval_in(&mut context, source)
}

fn eval_in(context: &mut Context, source: &str) -> String {
    let value = context.eval(Source::from_bytes(source)).unwrap();
    value.to_string(context).unwrap().to_std_string_lossy()
}

#[test]
fn globals_are_filled_in_when_asked_for() {
    let (mut context, _) = realm();
    assert_eq!(eval_in(&mut context, "typeof Intl"), "undefined");
    lazy::fill(&js_string!("Intl").into(), &mut context).unwrap();
    assert_eq!(
        eval_in(&mut context, "typeof Intl + typeof console"),
        "objectundefined"
    );
    eval_in(&mut context, "Intl.mark = 1");
    lazy::fill_all(&mut context).unwrap();
    assert_eq!(
        eval_in(&mut context, "Intl.mark + typeof console"),
        "1object"
    );
}

#[test]
fn arguments_are_converted_in_the_guest() {
    for (expression, expected) in [
        ("new Intl.Fake().number({ valueOf: () => 5 })", "21 #40: 5"),
        ("new Intl.Fake().number('5')", "21 #40: \"5\""),
        (
            "new Intl.Fake().text({ toString: () => 'x' })",
            "21 #40: \"x\"",
        ),
        (
            "new Intl.Fake().strings(new Set(['a', 'b']))",
            "21 #40: [\"a\" \"b\"]",
        ),
        (
            "new Intl.Fake().strings(['a', {}, 'b'])",
            "21 #40: [\"a\" object]",
        ),
        ("new Intl.Fake().strings({})", "21 #40: object"),
        ("new Intl.Fake().bound(1)", "21 #40: 1"),
        (
            "Intl.Fake.echo(['a', { toString: () => 'b' }])",
            "21 undefined: [\"a\" \"b\"], undefined",
        ),
        (
            "Intl.Fake.echo('a', { truth: {}, number: { valueOf: () => 2 }, text: 3, other: 4 })",
            "21 undefined: \"a\", {text: 3 number: 2 truth: true}",
        ),
        ("Intl.Fake.echo('a', null)", "21 undefined: \"a\", null"),
        (
            "(5).toLocaleString('a', { text: 'b' })",
            "0 5: \"a\", {text: \"b\"}",
        ),
        (
            "new Number(5).toLocaleString()",
            "0 5: undefined, undefined",
        ),
        ("5n.toLocaleString()", "1 5n: undefined, undefined"),
        ("'a'.toLocaleUpperCase('tr')", "6 \"a\": \"tr\""),
    ] {
        assert_eq!(eval(expression), expected, "{expression}");
    }
}

#[test]
fn receivers_of_another_class_are_for_the_embedder_to_refuse() {
    let method = "Intl.Fake.prototype.number";
    assert_eq!(eval(&format!("{method}.call({{}}, 1)")), "21 object: ");
    assert_eq!(eval(&format!("{method}.call(5, 1)")), "21 5: ");
}

#[test]
fn answers_become_objects_of_the_realm() {
    assert_eq!(
        eval("const [{ a }] = new Intl.Fake().list(); a + String(new Intl.Fake())"),
        "1[object Intl.Fake]"
    );
    assert_eq!(
        eval("class Mine extends Intl.Fake {} new Mine() instanceof Intl.Fake"),
        "true"
    );
    assert_eq!(
        eval("const f = new Intl.Fake(); [f.bound === f.bound, f.bound.name, f.bound.length]"),
        "true,,1"
    );
    assert_eq!(
        eval("try { Intl.Fake(); } catch (error) { error.message }"),
        "Constructor Intl.Fake requires 'new'"
    );
}

#[test]
fn an_object_that_nobody_holds_lets_go_of_its_number() {
    let (mut context, alive) = realm();
    lazy::fill_all(&mut context).unwrap();
    eval_in(
        &mut context,
        "var kept = new Intl.Fake(); for (let i = 0; i < 9; i++) new Intl.Fake().bound",
    );
    boa_gc::force_collect();
    assert_eq!(alive.borrow().len(), 1);
    assert_eq!(eval_in(&mut context, "kept.bound(2)"), "21 #40: 2");
}

#[test]
fn arrays_are_joined_with_commas() {
    let element = "const e = { toLocaleString: (...args) => args.join('+') };";
    assert_eq!(
        eval(&format!("{element} [e, null, e].toLocaleString(1, 2, 3)")),
        "1+2,,1+2"
    );
    assert_eq!(
        eval("const a = ['x'.length > 5]; a.push(a); a.toLocaleString()"),
        "false,"
    );
}
