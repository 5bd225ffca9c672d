//! boa-vm: Node's `vm` module on the Boa engine. This is the addon: the functions that lib/ calls.
//!
//! Each unwraps its validated positional arguments, calls the membrane and converts the result; a wrong type is a bug
//! of lib/.

mod guest_object;
mod kept_reads;
mod limits;
mod module;
mod realm;
mod script;

use napi_derive::napi;

use std::rc::Rc;

use guest_runtime::panics;

use node_api::{Host, HostValue, NativeFn, NativeResult};

use membrane::agent::Agent;

/// Fills the module's exports.
#[napi(module_exports)]
pub fn exports(exports: napi::bindgen_prelude::Object<'_>, env: napi::Env) -> napi::Result<()> {
    panics::keep_quiet();
    let host = Host::from_env(&env);
    let exports = Host::value_of(&exports);
    let functions: [(&str, NativeFn); 2] =
        [("initialize", initialize), ("packOutcomes", pack_outcomes)];
    for (name, function) in functions
        .into_iter()
        .chain(realm::FUNCTIONS)
        .chain(script::FUNCTIONS)
        .chain(module::FUNCTIONS)
        .chain(guest_object::FUNCTIONS)
        .chain(kept_reads::FUNCTIONS)
        .chain(limits::FUNCTIONS)
    {
        exports.set_property(host, name, host.function(name, function));
    }
    Ok(())
}

/// The version of the package that this binary was built for. (The build generates the loader
/// binding.js from such exports.)
#[napi]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn strings(host: Host<'_>, array: HostValue<'_>) -> Vec<String> {
    (0..array.array_length(host))
        .map(|index| {
            array
                .element(host, index)
                .as_string(host)
                .to_std_string_lossy()
        })
        .collect()
}

/// `packOutcomes()`
#[expect(clippy::unnecessary_wraps, reason = "the type of a native function")]
fn pack_outcomes<'s>(host: Host<'s>, _: &[HostValue<'s>]) -> NativeResult<'s> {
    host.pack_outcomes();
    Ok(host.undefined())
}

/// `initialize(functions, wellKnownNames, intrinsicPaths, isMainThread)`
fn initialize<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [functions, well_known, paths, is_main_thread] = args else {
        return Err(host.misuse("initialize"));
    };
    let agent = Agent::new(
        host,
        *functions,
        strings(host, *well_known),
        &strings(host, *paths),
        is_main_thread.as_bool(host),
    );
    agent.hang_bell(host);
    host.set_instance_data(Rc::new(agent));
    Ok(host.undefined())
}
