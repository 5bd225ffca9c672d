use std::{cell::RefCell, rc::Rc};

use crate::{
    Context, JsResult, JsString, JsValue, Source, context::HostHooks, js_string,
    property::PropertyDescriptor,
};

/// Writes down what it hears.
#[derive(Default)]
struct Listener(RefCell<Vec<String>>);

impl HostHooks for Listener {
    fn global_reached(&self, name: &JsString, context: &mut Context) -> JsResult<()> {
        self.0.borrow_mut().push(name.to_std_string_escaped());
        if *name == js_string!("changing") {
            let property = PropertyDescriptor::builder()
                .value(7)
                .writable(false)
                .enumerable(false)
                .configurable(true)
                .build();
            context
                .global_object()
                .insert_property(name.clone(), property);
        }
        Ok(())
    }

    fn globals_declared(
        &self,
        names: &[JsString],
        configurable: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        let names: Vec<_> = names.iter().map(JsString::to_std_string_escaped).collect();
        self.0
            .borrow_mut()
            .push(format!("declared {} {configurable}", names.join(" ")));
        Ok(())
    }
}

fn listened() -> (Rc<Listener>, Context) {
    let listener = Rc::new(Listener::default());
    let mut context = Context::builder()
        .host_hooks(listener.clone())
        .build()
        .unwrap();
    context
        .eval(Source::from_bytes("var a = 1, b = 2, changing = 3; function read() { return a; }"))
        .unwrap();
    context.begin_global_epochs();
    (listener, context)
}

/// What is heard of while a script runs, its value, and what it has written.
fn run(code: &str, listener: &Listener, context: &mut Context) -> (Vec<String>, JsValue, Vec<String>) {
    let value = context.eval(Source::from_bytes(code)).unwrap();
    let written = context.take_written_globals();
    let written = written.iter().map(JsString::to_std_string_escaped);
    (listener.0.take(), value, written.collect())
}

#[test]
fn each_property_is_heard_of_once_in_an_epoch() {
    let (listener, mut context) = listened();
    for _ in 0..2 {
        let (heard, value, written) = run("a + a + read() + read()", &listener, &mut context);
        assert_eq!(heard, ["a", "read"]);
        assert_eq!(value, 4.into());
        assert!(written.is_empty());
    }
}

#[test]
fn writes_are_listed_by_their_first() {
    let (listener, mut context) = listened();
    let (heard, _, written) = run(
        "b = 1; for (a = 0; a < 5; a++) b += a; b = a",
        &listener,
        &mut context,
    );
    assert_eq!(heard, ["b", "a"]);
    assert_eq!(written, ["b", "a"]);
    // Reading alone is no write, and neither is a write of the epoch before.
    let (_, value, written) = run("a + b", &listener, &mut context);
    assert_eq!(value, 10.into());
    assert!(written.is_empty());
}

#[test]
fn what_an_embedder_changes_is_what_code_finds() {
    let (listener, mut context) = listened();
    let (_, value, written) = run("changing = 4; changing", &listener, &mut context);
    assert_eq!(value, 7.into());
    assert!(written.is_empty());
    // Other properties have moved to another shape, and are heard of once more.
    let (heard, ..) = run("a; changing; a", &listener, &mut context);
    assert_eq!(heard, ["a", "changing"]);
}

#[test]
fn declarations_are_heard_of_before_they_are_made() {
    let (listener, mut context) = listened();
    let code = "var c, d = 1; function e() {} eval('var f = 2')";
    let (heard, _, written) = run(code, &listener, &mut context);
    assert_eq!(heard, ["declared e c d false", "eval", "declared f true"]);
    assert_eq!(written, ["e", "d", "f"]);
}

#[test]
fn removed_properties_leave_the_others_right() {
    let (listener, mut context) = listened();
    run("this.x = 1; this.y = 2; x; y", &listener, &mut context);
    let code = "var sum = 0; for (let i = 0; i < 3; i++) { sum += y; if (i == 1) delete this.x; y = y + 1 } sum";
    let (_, value, written) = run(code, &listener, &mut context);
    assert_eq!(value, 9.into());
    assert!(written.contains(&"y".to_owned()) && written.contains(&"sum".to_owned()));
}
