//! What the tests of the realm's own built-ins share.

use boa_engine::{Context, JsResult, Source, realm::Realm};

use super::realm::{self, ContextOptions};

/// The same reader of tables as that of the crate that checks syntax.
#[path = "../../js-source/src/syntax/table.rs"]
pub(super) mod table;

/// A realm as the membrane gets it, without its membrane.
pub(super) fn realm() -> Context {
    let options = ContextOptions {
        allow_strings: true,
        separate_this: false,
        stack_depth: None,
    };
    realm::create(options).unwrap().context
}

/// The value of `source`, as text, in a new realm that `install` has changed.
pub(super) fn eval_after(install: fn(&mut Context) -> JsResult<()>, source: &str) -> String {
    let context = &mut Context::default();
    install(context).unwrap();
    let value = context.eval(Source::from_bytes(source)).unwrap();
    value.to_string(context).unwrap().to_std_string_lossy()
}

/// As [`eval_after`], for what needs no more than the engine's realm.
pub(super) fn eval_in_realm(install: fn(&Realm) -> JsResult<()>, source: &str) -> String {
    let context = &mut Context::default();
    install(&context.realm().clone()).unwrap();
    let value = context.eval(Source::from_bytes(source)).unwrap();
    value.to_string(context).unwrap().to_std_string_lossy()
}
