//! Scripts and functions: checked, compiled, run.

use std::rc::Rc;

use js_source::{origin::Origin, syntax::SyntaxFailure};

use super::realm::large_limit;
use node_api::{Host, HostValue, NativeFn, NativeResult, Throw};

use guest_engine::{
    compile_function::{self, CompileError},
    script::{self, ScriptText},
};

use membrane::{
    agent::Agent,
    display::syntax_arrow,
    failure::Crossed,
    instructions::InstructionTerms,
    realm::{EntryOrigin, RunLimits},
    scope::MembraneScope,
};

pub(super) const FUNCTIONS: [(&str, NativeFn); 3] = [
    ("compileScript", compile_script),
    ("runScript", run_script),
    ("compileFunction", compile_function),
];

/// `filename, lineOffset, columnOffset`
pub(super) fn origin(
    host: Host<'_>,
    filename: HostValue<'_>,
    line: HostValue<'_>,
    column: HostValue<'_>,
) -> Origin {
    Origin {
        filename: filename.as_string(host),
        line_offset: line.as_i32(host),
        column_offset: column.as_i32(host),
    }
}

/// `compileScript(code, filename, lineOffset, columnOffset, skipCheck, realmId)` gives a handle. A
/// SyntaxError is the realm's, or the host's own for -1.
fn compile_script<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [code, filename, line, column, skip_check, realm] = args else {
        return Err(host.misuse("compileScript"));
    };
    let agent = Agent::of(host)?;
    let units = code.as_utf16(host);
    let text = ScriptText::new(
        code.as_string(host),
        origin(host, *filename, *line, *column),
    );
    if !skip_check.as_bool(host) {
        let checked = agent
            .stacks
            .run(None, |_| text.check(&units).map(|_| ()))
            .map_err(|_| Throw::Value(host.error("boa-vm: no stack for the parser")))?;
        if let Err(failure) = checked {
            return Err(refuse(host, &agent, *realm, &units, &text, &failure));
        }
    }
    Ok(host.external(Rc::new(text)))
}

fn refuse<'s>(
    host: Host<'s>,
    agent: &Agent,
    realm: HostValue<'s>,
    units: &[u16],
    text: &ScriptText,
    failure: &SyntaxFailure,
) -> Throw<'s> {
    if let Ok(id) = u32::try_from(realm.as_i32(host)) {
        let thrown = agent.realm(host, id).and_then(|realm| {
            realm.enter(host, RunLimits::default(), |scope| {
                Crossed::<()>::Err(scope.syntax_error(units, &text.origin, failure))
            })
        });
        if let Err(throw) = thrown {
            return throw;
        }
    }
    let arrow = syntax_arrow(units, &text.origin, failure);
    let args = [host.string(&failure.message), host.string(&arrow)];
    agent.error(host, &agent.functions.make_syntax_error, &args)
}

/// `runScript(realmId, handle, timeout, breakOnSigint, isInterruptible, instructions, displayErrors, importCallback)`
/// gives the completion value.
fn run_script<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [
        realm,
        handle,
        timeout,
        sigint,
        interruptible,
        instructions,
        display_errors,
        import,
    ] = args
    else {
        return Err(host.misuse("runScript"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let Some(text) = handle.as_external::<Rc<ScriptText>>(host) else {
        return Err(Throw::Value(host.error("boa-vm: not a script")));
    };
    let limits = limits(host, [*timeout, *sigint, *interruptible, *instructions]);
    let is_displayed = display_errors.as_bool(host);
    realm.enter(host, limits, |scope| {
        evaluate(scope, &text, *import)
            .map_err(|failure| scope.display(failure, &text, is_displayed))
    })
}

/// `timeout, breakOnSigint, isInterruptible, instructions`
pub(super) fn limits(
    host: Host<'_>,
    [timeout, sigint, interruptible, instructions]: [HostValue<'_>; 4],
) -> RunLimits {
    RunLimits {
        // -1 is none, and lib/ lets no fraction through.
        timeout: (timeout.as_f64(host) > 0.0).then(|| timeout.as_u32(host)),
        sigint: sigint.as_bool(host),
        interruptible: interruptible.as_bool(host),
        instructions: match large_limit(host, instructions) {
            None => InstructionTerms::OfRealm,
            Some(0) => InstructionTerms::Free,
            Some(limit) => InstructionTerms::AtMost(limit),
        },
        origin: EntryOrigin::Run,
        ..RunLimits::default()
    }
}

fn evaluate<'s>(
    scope: &mut MembraneScope<'_, 's>,
    text: &Rc<ScriptText>,
    import: HostValue<'s>,
) -> Crossed<'s, HostValue<'s>> {
    let has_older_code = scope.realm.has_code.replace(true);
    let cached = scope.realm.scripts.borrow().get(text);
    let script = if let Some(script) = cached {
        script
    } else {
        let callback = scope.to_guest(import)?;
        let compiled = scope.run(|context| script::compile(text, callback, context))?;
        let script = compiled
            .map_err(|failure| scope.syntax_error(&text.text.to_vec(), &text.origin, &failure))?;
        // Kept for as long as the text lives, it would keep a callback alive that may hold the text.
        if import.is_undefined(scope.host) {
            scope.realm.scripts.borrow_mut().put(text, &script);
        }
        script
    };
    let declared = match text.known_declarations() {
        Some(declared) => Ok(declared),
        None => scope.run(|_| Ok(text.declarations()))?,
    };
    let declared = declared
        .map_err(|failure| scope.syntax_error(&text.text.to_vec(), &text.origin, &failure))?;
    if has_older_code {
        scope.declare_lexicals(&declared.lexical)?;
    }
    let value = scope.run(|context| script.evaluate(context))?;
    scope.drain_own_queue()?;
    scope.to_host(&value)
}

/// `compileFunction(realmId, code, filename, lineOffset, columnOffset, params, contextExtensions,
/// importCallback)` gives the function.
fn compile_function<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [
        realm,
        code,
        filename,
        line,
        column,
        params,
        extensions,
        import,
    ] = args
    else {
        return Err(host.misuse("compileFunction"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let units = code.as_utf16(host);
    let origin = origin(host, *filename, *line, *column);
    let params: Vec<_> = (0..params.array_length(host))
        .map(|index| params.element(host, index).as_string(host))
        .collect();
    realm.enter(host, RunLimits::default(), |scope| {
        scope.realm.has_code.set(true);
        let mut scopes = Vec::new();
        for index in 0..extensions.array_length(host) {
            let extension = scope.to_guest(extensions.element(host, index))?;
            scopes.extend(extension.as_object());
        }
        let import = scope.to_guest(*import)?;
        let compiled = scope.run(|context| {
            Ok(compile_function::compile(
                context, &units, &params, &origin, &scopes, import,
            ))
        })?;
        match compiled {
            Ok(function) => scope.to_host(&function.into()),
            Err(CompileError::Syntax(failure)) => {
                Err(scope.syntax_error(&units, &origin, &failure))
            }
            Err(CompileError::Engine(error)) => Err(error.into()),
        }
    })
}
