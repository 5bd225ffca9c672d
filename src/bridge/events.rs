//! What a realm hears of from its engine while guest code runs.

use std::rc::{Rc, Weak};

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    builtins::promise::{OperationType, Promise},
    module::ModuleRequest,
    object::JsObject,
};

use crate::engine::{
    intl::{Answer, Argument, Description, Plan},
    module::{ModuleRecord, Referrer},
    realm::Embedder,
};

use super::{crossing::terminated, realm::Realm};

/// The ear of a realm. Weak, since the realm's engine holds it.
pub struct Events(Weak<Realm>);

impl Events {
    /// The ear of `realm`.
    #[must_use]
    pub fn of(realm: &Rc<Realm>) -> Self {
        Self(Rc::downgrade(realm))
    }
}

impl Embedder for Events {
    fn compiles_string(&self, source: &JsString, context: &mut Context) -> JsResult<()> {
        let Some(realm) = self.0.upgrade() else {
            return Ok(());
        };
        realm.callout(context, |crossing| crossing.before_source(&source.to_vec()))
    }

    fn import(
        &self,
        referrer: Option<Referrer>,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<JsObject<Promise>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.callout(context, |crossing| {
            crossing.import(referrer.as_ref(), request)
        })
    }

    fn import_meta(
        &self,
        callback: JsValue,
        module: &ModuleRecord,
        meta: &JsObject,
        context: &mut Context,
    ) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.callout(context, |crossing| {
            crossing.import_meta(&callback, module, meta)
        })
    }

    fn evaluate_synthetic(&self, module: &ModuleRecord, context: &mut Context) -> JsResult<()> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.callout(context, |crossing| {
            let args = [crossing.to_host(&module.object().into())?];
            let evaluate = &crossing.agent.functions.evaluate_synthetic;
            crossing.host_call(evaluate, &args)?;
            Ok(())
        })
    }

    fn host_time(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<f64>> {
        let Some(realm) = self.0.upgrade() else {
            return Ok(None);
        };
        let index = realm.stand_ins.borrow().index_of(object);
        let Some(index) = index else { return Ok(None) };
        realm.callout(context, |crossing| {
            let args = [
                crossing.realm.record()?,
                crossing.host.number(f64::from(index)),
            ];
            let time = crossing
                .agent
                .functions
                .host_time
                .call(crossing.host, &args)?;
            Ok((!time.is_undefined(crossing.host)).then(|| time.as_f64(crossing.host)))
        })
    }

    fn show_prototype(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        let index = realm.stand_ins.borrow().index_of(object);
        let Some(index) = index else { return Ok(false) };
        realm.peek(context, |crossing| crossing.show_prototype(index, object))
    }

    fn date_text(&self, time: f64, context: &mut Context) -> JsResult<Option<JsString>> {
        let Some(realm) = self.0.upgrade() else {
            return Ok(None);
        };
        realm.peek(context, |crossing| {
            let args = [crossing.host.number(time)];
            let text = &crossing.agent.functions.date_text;
            Ok(Some(
                text.call(crossing.host, &args)?.as_string(crossing.host),
            ))
        })
    }

    fn host_locale(&self, object: &JsObject, context: &mut Context) -> JsResult<Option<JsString>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        let index = realm.stand_ins.borrow().index_of(object);
        let Some(index) = index else { return Ok(None) };
        realm.peek(context, |crossing| {
            let host = crossing.host;
            let args = [crossing.realm.record()?, host.number(f64::from(index))];
            let tag = crossing.agent.functions.host_locale.call(host, &args)?;
            Ok((!tag.is_undefined(host)).then(|| tag.as_string(host)))
        })
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is for one lifetime, not for any"
    )]
    fn describe_intl(&self, context: &mut Context) -> JsResult<Rc<Description>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.peek(context, |crossing| crossing.describe_intl())
    }

    fn plan_intl(&self, number: u32, context: &mut Context) -> JsResult<Rc<Plan>> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.peek(context, |crossing| crossing.plan_intl(number))
    }

    fn intl(
        &self,
        operation: u32,
        receiver: &Argument,
        args: &[Argument],
        context: &mut Context,
    ) -> JsResult<Answer> {
        let realm = self.0.upgrade().ok_or_else(terminated)?;
        realm.peek(context, |crossing| crossing.intl(operation, receiver, args))
    }

    fn rejection(&self, promise: &JsObject<Promise>, operation: OperationType, _: &mut Context) {
        let Some(realm) = self.0.upgrade() else {
            return;
        };
        let promise = promise.clone().upcast();
        realm.promises.borrow_mut().track(promise, operation);
    }
}
