//! What a script, function or module gave along for its `import()` and `import.meta`, found again by the
//! number of its text. A table beside the code, since Boa lets nobody write to `[[HostDefined]]`; an
//! entry lives exactly as long as its code.

use std::{collections::HashMap, rc::Rc};

use boa_engine::{Context, JsValue, Script, SourceOrigin, vm::CodeBlock};
use boa_gc::{Ephemeron, Finalize, Gc, Trace};

use super::super::sources;
use super::record::{ModuleRecord, Token};

/// Who calls `import()`, and whom it asks.
#[derive(Clone, Debug, Trace, Finalize)]
pub enum Referrer {
    /// A script or a function.
    Script {
        /// `importModuleDynamically`, as lib/ hands it over.
        callback: JsValue,
        /// The function that `compileFunction` gave; undefined for a script.
        function: JsValue,
    },
    /// A module.
    Module(ModuleRecord),
}

#[derive(Debug)]
enum Entry {
    Script(Ephemeron<CodeBlock, Referrer>),
    Module(Ephemeron<Token, Referrer>),
}

impl Entry {
    fn get(&self) -> Option<Referrer> {
        match self {
            Self::Script(entry) => entry.value().map(|referrer| referrer.clone()),
            Self::Module(entry) => entry.value().map(|referrer| referrer.clone()),
        }
    }

    fn is_alive(&self) -> bool {
        match self {
            Self::Script(entry) => entry.has_value(),
            Self::Module(entry) => entry.has_value(),
        }
    }
}

#[derive(Debug, Default)]
struct Referrers {
    by_serial: HashMap<u64, Entry>,
    purge_at: usize,
}

/// The number of the text that was compiled with an origin.
pub(super) fn serial_of(origin: Option<&Rc<SourceOrigin>>) -> Option<u64> {
    let compiled = sources::compiled(origin?)?;
    Some(compiled.serial)
}

fn enter(origin: Option<&Rc<SourceOrigin>>, entry: Entry, context: &mut Context) {
    let Some(serial) = serial_of(origin) else {
        return;
    };
    let mut referrers = context.remove_data::<Referrers>().unwrap_or_default();
    if referrers.by_serial.len() >= referrers.purge_at {
        referrers.by_serial.retain(|_, entry| entry.is_alive());
        referrers.purge_at = (referrers.by_serial.len() * 2).max(64);
    }
    referrers.by_serial.insert(serial, entry);
    context.insert_data(*referrers);
}

/// Notes what a script gave along. A script without a callback needs no entry.
pub fn enter_script(
    script: &Script,
    callback: JsValue,
    function: JsValue,
    context: &mut Context,
) -> boa_engine::JsResult<()> {
    if callback.is_undefined() {
        return Ok(());
    }
    let code = script.codeblock(context)?;
    let referrer = Referrer::Script { callback, function };
    enter(
        script.origin(),
        Entry::Script(Ephemeron::new(&code, referrer)),
        context,
    );
    Ok(())
}

/// Notes a module that is compiled with an origin.
pub(super) fn enter_module(
    module: &ModuleRecord,
    origin: &Rc<SourceOrigin>,
    context: &mut Context,
) {
    let token: Gc<Token> = module.read(|record| record.token.clone());
    let referrer = Referrer::Module(module.clone());
    enter(
        Some(origin),
        Entry::Module(Ephemeron::new(&token, referrer)),
        context,
    );
}

/// What the code with an origin gave along, if it did and is alive.
pub(super) fn find(origin: Option<&Rc<SourceOrigin>>, context: &Context) -> Option<Referrer> {
    let serial = serial_of(origin)?;
    let referrers = context.get_data::<Referrers>()?;
    referrers.by_serial.get(&serial)?.get()
}
