//! What a script, function or module gave along for its `import()` and `import.meta`, found again by the
//! number in its path. A table beside the code, since Boa lets nobody write to `[[HostDefined]]`; an
//! entry lives exactly as long as its code.

use std::{collections::HashMap, path::Path};

use boa_engine::{Context, JsValue, Script, vm::CodeBlock};
use boa_gc::{Ephemeron, Finalize, Gc, Trace};

use super::super::origin::Origin;
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
    by_serial: HashMap<u32, Entry>,
    purge_at: usize,
}

/// The number of the text that was compiled under a path.
pub(super) fn serial_of(path: Option<&Path>) -> Option<u32> {
    let (_, compiled) = Origin::decode(path?.to_str()?)?;
    Some(compiled.serial)
}

fn enter(path: &Path, entry: Entry, context: &mut Context) {
    let Some(serial) = serial_of(Some(path)) else {
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

/// Notes what a script compiled under `path` gave along. A script without a callback needs no entry.
pub fn enter_script(
    script: &Script,
    path: &Path,
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
        path,
        Entry::Script(Ephemeron::new(&code, referrer)),
        context,
    );
    Ok(())
}

/// Notes a module that is compiled under `path`.
pub(super) fn enter_module(module: &ModuleRecord, path: &Path, context: &mut Context) {
    let token: Gc<Token> = module.read(|record| record.token.clone());
    let referrer = Referrer::Module(module.clone());
    enter(
        path,
        Entry::Module(Ephemeron::new(&token, referrer)),
        context,
    );
}

/// What the code under a path gave along, if it did and is alive.
pub(super) fn find(path: Option<&Path>, context: &Context) -> Option<Referrer> {
    let serial = serial_of(path)?;
    let referrers = context.get_data::<Referrers>()?;
    referrers.by_serial.get(&serial)?.get()
}
