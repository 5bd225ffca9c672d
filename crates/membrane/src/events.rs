//! What a realm hears of from its engine while guest code runs.

use std::rc::{Rc, Weak};

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    builtins::promise::{OperationType, Promise},
    module::ModuleRequest,
    object::JsObject,
    property::PropertyKey,
};

use guest_runtime::jobs::AsyncContext;

use guest_engine::{
    intl::{Answer, Argument, Description, Plan},
    module::{ModuleRecord, Referrer},
    realm::Embedder,
};

use super::{realm::Realm, scope::terminated};

/// The embedder of a realm. Weak, since the realm's engine holds it.
pub struct Events(Weak<Realm>);

impl Events {
    /// The embedder of `realm`.
    #[must_use]
    pub fn of(realm: &Rc<Realm>) -> Self {
        Self(Rc::downgrade(realm))
    }
}

impl Embedder for Events {
    fn compiles_string(&self) {
        if let Some(realm) = self.0.upgrade() {
            realm.has_code.set(true);
        }
    }

    fn global_reached(&self, name: &JsString, context: &mut Context) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        let key = PropertyKey::from(name.clone());
        realm.call_host_without_sync(context, |scope| scope.name_reached(&key))
    }

    fn globals_declared(
        &self,
        names: &[JsString],
        is_deletable: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host_without_sync(context, |scope| scope.names_declared(names, is_deletable))
    }

    fn import(
        &self,
        referrer: Option<Referrer>,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<JsObject<Promise>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host(context, |scope| scope.import(referrer.as_ref(), request))
    }

    fn import_meta(
        &self,
        callback: JsValue,
        module: &ModuleRecord,
        meta: &JsObject,
        context: &mut Context,
    ) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host(context, |scope| scope.import_meta(&callback, module, meta))
    }

    fn answers(&self, function: &JsObject) {
        if let Some(realm) = self.0.upgrade()
            && realm.counts_jobs()
            && let Some(index) = realm.imports.borrow().index_of(function)
        {
            realm.chain.answer(index);
        }
    }

    fn async_context(&self, context: &mut Context) -> Option<AsyncContext> {
        let realm = self.0.upgrade()?;
        if let Some(current) = realm.async_contexts.current() {
            return Some(current);
        }
        // What fails here is the end of the environment or of the host's stack: the job runs wherever it is asked for.
        let asked = realm.call_host_without_sync(context, |scope| {
            let args = [scope.realm.record(scope.host)?];
            let number = scope.call_lib(&scope.agent.functions.async_context, &args)?;
            Ok(number.as_u32(scope.host))
        });
        realm.async_contexts.set_current(asked.ok());
        realm.async_contexts.current()
    }

    fn evaluate_synthetic(&self, module: &ModuleRecord, context: &mut Context) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host(context, |scope| {
            let args = [scope.to_host(&module.object().into())?];
            let evaluate = &scope.agent.functions.evaluate_synthetic;
            scope.call_lib(evaluate, &args)?;
            Ok(())
        })
    }

    fn host_time(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<f64>> {
        let Some(realm) = self.0.upgrade() else {
            return Ok(None);
        };
        let index = realm.imports.borrow().index_of(object);
        let Some(index) = index else { return Ok(None) };
        realm.call_host(context, |scope| {
            let args = [
                scope.realm.record(scope.host)?,
                scope.host.number(f64::from(index)),
            ];
            let time = scope.agent.functions.host_time.call(scope.host, &args)?;
            Ok((!time.is_undefined(scope.host)).then(|| time.as_f64(scope.host)))
        })
    }

    fn show_prototype(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        let index = realm.imports.borrow().index_of(object);
        let Some(index) = index else { return Ok(false) };
        realm.call_host_without_sync(context, |scope| scope.show_prototype(index, object))
    }

    fn date_text(&self, time: f64, context: &mut Context) -> JsResult<Option<JsString>> {
        let Some(realm) = self.0.upgrade() else {
            return Ok(None);
        };
        realm.call_host_without_sync(context, |scope| {
            let args = [scope.host.number(time)];
            let text = &scope.agent.functions.date_text;
            Ok(Some(text.call(scope.host, &args)?.as_string(scope.host)))
        })
    }

    fn host_locale(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsString>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        let index = realm.imports.borrow().index_of(object);
        let Some(index) = index else { return Ok(None) };
        realm.call_host_without_sync(context, |scope| {
            let host = scope.host;
            let args = [
                scope.realm.record(scope.host)?,
                host.number(f64::from(index)),
            ];
            let tag = scope.agent.functions.host_locale.call(host, &args)?;
            Ok((!tag.is_undefined(host)).then(|| tag.as_string(host)))
        })
    }

    fn describe_intl(&self, context: &mut Context) -> JsResult<Rc<Description>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host_without_sync(context, |scope| scope.describe_intl())
    }

    fn plan_intl(&self, number: u32, context: &mut Context) -> JsResult<Rc<Plan>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host_without_sync(context, |scope| scope.plan_intl(number))
    }

    fn intl(
        &self,
        operation: u32,
        receiver: &Argument,
        args: &[Argument],
        context: &mut Context,
    ) -> JsResult<Answer> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.call_host_without_sync(context, |scope| scope.intl(operation, receiver, args))
    }

    fn memory_left(&self) -> Option<u64> {
        let realm = self.0.upgrade()?;
        let limit = realm.memory.limit()?;
        Some(limit.saturating_sub(realm.memory.bytes()))
    }

    fn is_exhausted(&self) -> bool {
        let Some(realm) = self.0.upgrade() else {
            return true;
        };
        // What an entry begins and ends with is made whatever the limit says.
        if !realm.memory.take_over() || realm.is_exempt.get() {
            return false;
        }
        let is_exhausted = realm.memory.is_exhausted();
        realm.is_over_memory.set(is_exhausted);
        is_exhausted
    }

    fn is_ending(&self, context: &mut Context) -> bool {
        let Some(realm) = self.0.upgrade() else {
            return true;
        };
        // Whatever V8 does in an environment that is ending, fails.
        let probed = realm.call_host_without_sync(context, |scope| {
            scope.agent.functions.probe.call(scope.host, &[])?;
            Ok(())
        });
        probed.is_err()
    }

    fn rejection(&self, promise: &JsObject<Promise>, operation: OperationType, _: &mut Context) {
        let Some(realm) = self.0.upgrade() else {
            return;
        };
        let promise = promise.clone().upcast();
        realm.promises.borrow_mut().track(promise, operation);
    }
}
