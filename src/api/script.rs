//! Scripts and functions: checked, compiled, run.

use std::rc::Rc;

use crate::{
    bridge::{
        agent::Agent,
        crossing::Crossing,
        failure::Crossed,
        napi::{Host, HostValue, NativeFn, NativeResult, Throw},
        realm::EntryTerms,
    },
    engine::{
        origin::Origin,
        script::{self, ScriptText},
    },
};

pub(super) const FUNCTIONS: [(&str, NativeFn); 2] =
    [("compileScript", compile_script), ("runScript", run_script)];

/// `filename, lineOffset, columnOffset`
fn origin(host: Host, filename: HostValue, line: HostValue, column: HostValue) -> Origin {
    Origin {
        filename: filename.as_string(host),
        line_offset: line.as_i32(host),
        column_offset: column.as_i32(host),
    }
}

/// `compileScript(code, filename, lineOffset, columnOffset, skipCheck, displayErrors)` gives a handle.
fn compile_script(host: Host, args: &[HostValue]) -> NativeResult {
    let [code, filename, line, column, skip_check, display_errors] = args else {
        return Ok(host.undefined());
    };
    let agent = Agent::of(host)?;
    let units = code.as_utf16(host);
    let text = ScriptText::new(
        &units,
        code.as_string(host),
        origin(host, *filename, *line, *column),
    );
    if !skip_check.as_bool(host) {
        let checked = agent
            .stacks
            .run(|_| text.check(&units))
            .map_err(|_| Throw::Value(host.error("boa-vm: no stack for the parser")))?;
        if let Err(error) = checked {
            let message = host.text(&error.to_string());
            return Err(agent.error(
                &agent.functions.make_syntax_error,
                &[message, message],
            ));
        }
    }
    let _ = display_errors;
    Ok(host.external(Rc::new(text)))
}

/// `runScript(realmId, handle, timeout, breakOnSigint, displayErrors)` gives the completion value.
fn run_script(host: Host, args: &[HostValue]) -> NativeResult {
    let [realm, handle, timeout, sigint, display_errors] = args else {
        return Ok(host.undefined());
    };
    let realm = Agent::of(host)?.realm(realm.as_u32(host))?;
    let Some(text) = handle.as_external::<Rc<ScriptText>>(host) else {
        return Err(Throw::Value(host.error("boa-vm: not a script")));
    };
    let terms = EntryTerms {
        timeout: u32::try_from(timeout.as_f64(host) as i64).ok(),
        sigint: sigint.as_bool(host),
    };
    let _ = display_errors;
    realm.enter(terms, |crossing| evaluate(crossing, &text))
}

fn evaluate(crossing: &mut Crossing<'_>, text: &Rc<ScriptText>) -> Crossed<HostValue> {
    crossing.track_words(&text.words)?;
    let cached = crossing.realm.scripts.borrow().get(text);
    let script = if let Some(script) = cached {
        script
    } else {
        let script = crossing.run(|context| script::compile(text, context))?;
        crossing.realm.scripts.borrow_mut().put(text, &script);
        script
    };
    let value = crossing.run(|context| script.evaluate(context))?;
    crossing.drain_own_queue()?;
    crossing.to_host(&value)
}
