//! Modules: made, linked, evaluated. lib/ knows a module by the guest proxy of its record and gives its number.

use std::rc::Rc;

use boa_engine::JsString;

use node_api::{Host, HostValue, NativeFn, NativeResult, Throw};

use guest_engine::module::{self, Callbacks, LinkError, ModuleRecord, ModuleText, Status};

use membrane::{
    agent::Agent,
    realm::{Realm, RunLimits},
};

use super::script::{limits, origin};

pub(super) const FUNCTIONS: [(&str, NativeFn); 11] = [
    ("createModule", create_module),
    ("createSyntheticModule", create_synthetic_module),
    ("linkModule", link_module),
    ("instantiateModule", instantiate_module),
    ("evaluateModule", evaluate_module),
    ("moduleStatus", module_status),
    ("moduleError", module_error),
    ("moduleCompletion", module_completion),
    ("hasAsyncGraph", has_async_graph),
    ("moduleNamespace", module_namespace),
    ("setModuleExport", set_module_export),
];

/// `createModule(realmId, code, identifier, lineOffset, columnOffset, importCallback, metaCallback,
/// wantsCompletion)` gives the record, whether the text awaits at its top level, and each request: its
/// specifier and a list of the keys and values of its attributes.
fn create_module<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [
        realm,
        code,
        identifier,
        line,
        column,
        import,
        meta,
        completion,
    ] = args
    else {
        return Err(host.misuse("createModule"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let units = code.as_utf16(host);
    let origin = origin(host, *identifier, *line, *column);
    let wants_completion = completion.as_bool(host);
    realm.enter(host, RunLimits::default(), |scope| {
        let parsed =
            scope.run(|_| Ok(ModuleText::parse(&units, origin.clone(), wants_completion)))?;
        let text = match parsed {
            Ok(text) => Rc::new(text),
            Err(failure) => return Err(scope.bare_syntax_error(&failure.message)),
        };
        scope.realm.has_code.set(true);
        // What is never called need not be held: it may hold the module.
        let wanted = |is_wanted, callback| {
            if is_wanted {
                callback
            } else {
                host.undefined()
            }
        };
        let callbacks = Callbacks {
            import: scope.to_guest(wanted(text.may_import, *import))?,
            import_meta: scope.to_guest(wanted(text.has_import_meta, *meta))?,
        };
        let record = ModuleRecord::new(text.clone(), callbacks, scope.context);
        let mut parts = vec![
            scope.to_host(&record.object().into())?,
            host.boolean(text.has_top_level_await),
        ];
        for request in &text.requests {
            parts.push(host.string(request.specifier()));
            parts.push(scope.attributes(request));
        }
        Ok(host.array(&parts))
    })
}

/// `createSyntheticModule(realmId, exportNames, identifier)` gives the record.
fn create_synthetic_module<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, names, identifier] = args else {
        return Err(host.misuse("createSyntheticModule"));
    };
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let names: Vec<JsString> = (0..names.array_length(host))
        .map(|index| names.element(host, index).as_string(host))
        .collect();
    let identifier = identifier.as_string(host);
    realm.enter(host, RunLimits::default(), |scope| {
        let made = scope.run(|context| Ok(module::synthetic(&names, &identifier, context)))?;
        match made {
            Ok(record) => scope.to_host(&record.object().into()),
            Err(failure) => Err(scope.bare_syntax_error(&failure.message)),
        }
    })
}

/// The realm and the record that a function's first two arguments name.
fn find<'s>(
    host: Host<'s>,
    realm: HostValue<'s>,
    id: HostValue<'s>,
) -> Result<(Rc<Realm>, ModuleRecord), Throw<'s>> {
    let realm = Agent::of(host)?.realm(host, realm.as_u32(host))?;
    let object = realm.exports.borrow().object(id.as_u64(host));
    let record = object.and_then(|object| ModuleRecord::from_object(&object));
    match record {
        Some(record) => Ok((realm, record)),
        None => Err(Throw::Value(host.error("boa-vm: not a module"))),
    }
}

/// `linkModule(realmId, id, ids)`: the records of all its requests.
fn link_module<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id, ids] = args else {
        return Err(host.misuse("linkModule"));
    };
    let (_, record) = find(host, *realm, *id)?;
    let links = (0..ids.array_length(host))
        .map(|index| find(host, *realm, ids.element(host, index)).map(|(_, record)| record))
        .collect::<Result<_, _>>()?;
    record.set_links(links);
    Ok(host.undefined())
}

/// `instantiateModule(realmId, id)` gives the first request that was not linked, if there is one: its
/// specifier and the identifier of its module.
fn instantiate_module<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("instantiateModule"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    realm.enter(host, RunLimits::default(), |scope| {
        match scope.run(|context| Ok(module::link(&record, context)))? {
            Ok(()) => Ok(host.undefined()),
            Err(LinkError::Unlinked(record)) => {
                let text = record.text();
                let first = text.requests.first();
                let parts = [
                    first.map_or(host.undefined(), |request| host.string(request.specifier())),
                    host.string(&text.origin.filename),
                ];
                Ok(host.array(&parts))
            }
            Err(LinkError::MissingName(message)) => {
                Err(scope.bare_syntax_error(&JsString::from(message)))
            }
            Err(LinkError::Engine(error)) => Err(error.into()),
        }
    })
}

/// `evaluateModule(realmId, id, timeout, breakOnSigint, isInterruptible, instructions)` gives undefined, or a promise if
/// something in the graph awaits.
fn evaluate_module<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id, timeout, sigint, interruptible, instructions] = args else {
        return Err(host.misuse("evaluateModule"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    let limits = limits(host, [*timeout, *sigint, *interruptible, *instructions]);
    realm.enter(host, limits, |scope| {
        let promise = scope.run(|context| module::evaluate(&record, context))?;
        scope.drain_own_queue()?;
        match promise {
            Some(promise) => {
                let promise = promise.into();
                let mut suspects = scope.realm.suspects.borrow_mut();
                suspects.await_module(&promise, record);
                drop(suspects);
                scope.to_host(&promise.into())
            }
            None => Ok(host.undefined()),
        }
    })
}

/// `moduleStatus(realmId, id)` gives its number in lib/module/module.js.
fn module_status<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("moduleStatus"));
    };
    let (_, record) = find(host, *realm, *id)?;
    let status = match record.status() {
        Status::Unlinked => 0,
        Status::Linked => 1,
        Status::Evaluating => 2,
        // As V8 has it.
        Status::EvaluatingAsync | Status::Evaluated => 3,
        Status::Errored => 4,
    };
    Ok(host.int(status))
}

/// `moduleError(realmId, id)` gives what it threw, and undefined if it was stopped.
fn module_error<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("moduleError"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    realm.enter(host, RunLimits::default(), |scope| match record.error() {
        Some(error) => scope.thrown_to_host(error),
        None => Ok(host.undefined()),
    })
}

/// `moduleCompletion(realmId, id)` gives the value of the last expression statement that ran at its top
/// level.
fn module_completion<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("moduleCompletion"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    realm.enter(host, RunLimits::default(), |scope| {
        scope.to_host(&record.completion())
    })
}

/// `hasAsyncGraph(realmId, id)`: whether it, or a module that it imports, awaits at its top level.
fn has_async_graph<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("hasAsyncGraph"));
    };
    let (_, record) = find(host, *realm, *id)?;
    Ok(host.boolean(module::has_async_graph(&record)))
}

/// `moduleNamespace(realmId, id)`
fn module_namespace<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id] = args else {
        return Err(host.misuse("moduleNamespace"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    realm.enter(host, RunLimits::default(), |scope| {
        let namespace = scope.run(|context| module::namespace(&record, context))?;
        scope.to_host(&namespace.into())
    })
}

/// `setModuleExport(realmId, id, number, value)`
fn set_module_export<'s>(host: Host<'s>, args: &[HostValue<'s>]) -> NativeResult<'s> {
    let [realm, id, number, value] = args else {
        return Err(host.misuse("setModuleExport"));
    };
    let (realm, record) = find(host, *realm, *id)?;
    let number = number.as_u32(host) as usize;
    realm.enter(host, RunLimits::default(), |scope| {
        let value = scope.to_guest(*value)?;
        scope.run(|context| module::set_export(&record, number, value, context))?;
        Ok(host.undefined())
    })
}
