//! Promises on both sides, and rejections that nobody handles.
//!
//! A guest promise has a genuine promise of the host for a guest proxy. Attaching a reaction to the guest's
//! would make it count as handled, so pending ones are looked at whenever control goes to the host.

use std::collections::HashMap;

use boa_engine::{
    JsValue,
    builtins::promise::{OperationType, PromiseState, ResolvingFunctions},
    object::{JsObject, builtins::JsPromise},
};

use node_api::{Host, HostValue};

use super::{
    agent::Agent, failure::Crossed, mirrors::MirrorId, realm::Realm, scope::MembraneScope,
};

/// The realm's promises that concern the host.
#[derive(Debug, Default)]
pub struct Promises {
    /// Guest promises whose guest proxies are pending.
    pending: Vec<JsObject>,
    /// Host proxies of host promises that are pending, by the host promise's index.
    watched: HashMap<u32, ResolvingFunctions>,
    /// Host proxies of promises that the host holds, since it has seen them again, or since they were no
    /// results of its functions: their rejections are the host's business.
    left: Vec<u32>,
    /// What crosses now is the result of a function of the host.
    is_result: bool,
    /// The host promise that the entry under way is about, which has settled and will not do so again.
    settled: Option<u32>,
    /// Rejected without a handler, and not reported yet.
    unhandled: Vec<JsObject>,
    /// Reported, and handled since.
    handled_late: Vec<JsObject>,
}

/// The state of an object that is a promise.
fn state_of(promise: &JsObject) -> PromiseState {
    JsPromise::from_object(promise.clone()).map_or(PromiseState::Pending, |promise| promise.state())
}

impl Promises {
    /// `HostPromiseRejectionTracker` (ECMA-262 27.2.1.9).
    pub fn track(&mut self, promise: JsObject, operation: OperationType) {
        match operation {
            OperationType::Reject => self.unhandled.push(promise),
            OperationType::Handle => {
                if !self.forget_unhandled(&promise) {
                    self.handled_late.push(promise);
                }
            }
        }
    }

    /// The host proxy of a host promise has gone back to the host.
    pub fn left(&mut self, index: u32) {
        if self.watched.contains_key(&index) && !self.left.contains(&index) {
            self.left.push(index);
        }
    }

    /// A host promise has settled: what the entry that tells so does not settle in the guest, nothing will.
    pub fn host_settles(&mut self, index: u32) {
        self.settled = Some(index);
    }

    /// Lets go of what could have settled a host promise in the guest in an entry that was refused or stopped before.
    pub fn end_settling(&mut self) {
        if let Some(index) = self.settled.take() {
            self.watched.remove(&index);
            self.take_left(index);
        }
    }

    /// Guest promises that the host holds and that are pending.
    #[must_use]
    pub fn pending(&self) -> &[JsObject] {
        &self.pending
    }

    /// Whether the host still waits for a guest promise.
    #[must_use]
    pub fn is_pending(&self, promise: &JsObject) -> bool {
        self.pending
            .iter()
            .any(|other| JsObject::equals(other, promise))
    }

    /// Whether the host has seen the host proxy again; forgets that it has.
    fn take_left(&mut self, index: u32) -> bool {
        let before = self.left.len();
        self.left.retain(|&left| left != index);
        self.left.len() != before
    }

    /// Takes a promise off the list of those to report; false if it was not on it.
    fn forget_unhandled(&mut self, promise: &JsObject) -> bool {
        let before = self.unhandled.len();
        self.unhandled
            .retain(|other| !JsObject::equals(other, promise));
        self.unhandled.len() != before
    }

    fn is_unhandled(&self, promise: &JsObject) -> bool {
        self.unhandled
            .iter()
            .any(|other| JsObject::equals(other, promise))
    }
}

impl Realm {
    /// Rejects the guest proxies of guest promises that are pending, of a realm that is not entered any more. Whoever waits
    /// hears of it; nobody has to. Looks at no guest object.
    pub(super) fn reject_pending<'s>(&self, host: Host<'s>, agent: &Agent, error: HostValue<'s>) {
        let pending = std::mem::take(&mut self.promises.borrow_mut().pending);
        for promise in pending {
            let guest_proxy = self.exports.borrow().guest_proxy(host, &promise);
            if let Some(guest_proxy) = guest_proxy {
                let args = [guest_proxy, host.boolean(true), error, host.boolean(true)];
                // What fails here is the end of the environment.
                let _ = agent.functions.settle_promise.call(host, &args);
            }
        }
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A guest promise in the host.
    pub fn promise_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let prototype = self.prototype_to_host(object)?;
        let make = &self.agent.functions.make_promise;
        let (id, guest_proxy) = self.new_guest_proxy(object, make, &[prototype])?;
        self.realm
            .promises
            .borrow_mut()
            .pending
            .push(object.clone());
        self.mirror_properties(MirrorId::Guest(id))?;
        Ok(guest_proxy)
    }

    /// The result of a function of the host: a promise that nobody else may hold.
    pub fn result_to_guest(&mut self, value: HostValue<'s>) -> Crossed<'s, JsValue> {
        self.realm.promises.borrow_mut().is_result = true;
        let result = self.to_guest(value);
        self.realm.promises.borrow_mut().is_result = false;
        result
    }

    /// A host promise in the guest.
    pub fn promise_to_guest(
        &mut self,
        index: u32,
        promise: HostValue<'s>,
    ) -> Crossed<'s, JsObject> {
        let (host_proxy, resolvers) = JsPromise::new_pending(self.context);
        {
            let mut promises = self.realm.promises.borrow_mut();
            promises.watched.insert(index, resolvers);
            if !std::mem::take(&mut promises.is_result) {
                promises.left(index);
            }
        }
        let args = [
            self.realm.record(self.host)?,
            self.host.number(f64::from(index)),
            promise,
        ];
        let prototype = self.call_lib(&self.agent.functions.watch_promise, &args)?;
        let host_proxy = JsObject::from(host_proxy);
        // A subclass of the host's Promise keeps its methods.
        if let Some(prototype) = self.to_guest(prototype)?.as_object() {
            host_proxy.set_prototype(Some(prototype));
        }
        Ok(host_proxy)
    }

    /// A host promise has settled.
    pub fn settle_imported_promise(
        &mut self,
        index: u32,
        is_rejected: bool,
        value: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        if !self.realm.promises.borrow().watched.contains_key(&index) {
            return Ok(());
        }
        let value = self.to_guest(value)?;
        let Some(resolvers) = self.realm.promises.borrow_mut().watched.remove(&index) else {
            return Ok(());
        };
        let settle = if is_rejected {
            resolvers.reject
        } else {
            resolvers.resolve
        };
        self.run(|context| settle.call(&JsValue::undefined(), &[value], context))?;
        // Whoever holds the promise in the host answers for its rejection.
        let host_proxy = self.realm.imports.borrow().get(index);
        let mut promises = self.realm.promises.borrow_mut();
        if promises.take_left(index)
            && let Some(host_proxy) = host_proxy
        {
            promises.forget_unhandled(&host_proxy);
        }
        Ok(())
    }

    /// Settles the guest proxies of guest promises that have settled. What fails stays where it was, for the next
    /// crossing.
    pub fn settle_exported_promises(&mut self) -> Crossed<'s, ()> {
        let pending = std::mem::take(&mut self.realm.promises.borrow_mut().pending);
        let mut result = Ok(());
        for promise in pending {
            let settled = self.settle_exported_promise(&promise);
            if !matches!(settled, Ok(true)) {
                self.realm.promises.borrow_mut().pending.push(promise);
            }
            result = result.and(settled.map(|_| ()));
        }
        let marked = self.mark_handled();
        result.and(marked)
    }

    /// False if the promise is pending.
    fn settle_exported_promise(&mut self, promise: &JsObject) -> Crossed<'s, bool> {
        let guest_proxy = self.realm.exports.borrow().guest_proxy(self.host, promise);
        let Some(guest_proxy) = guest_proxy else {
            return Ok(true);
        };
        let (is_rejected, value) = match state_of(promise) {
            PromiseState::Pending => return Ok(false),
            PromiseState::Fulfilled(value) => (false, value),
            PromiseState::Rejected(reason) => (true, reason),
        };
        let is_handled = !self.realm.promises.borrow().is_unhandled(promise);
        self.settle(guest_proxy, is_rejected, &value, is_handled)?;
        Ok(true)
    }

    fn settle(
        &mut self,
        guest_proxy: HostValue<'s>,
        is_rejected: bool,
        value: &JsValue,
        is_handled: bool,
    ) -> Crossed<'s, ()> {
        let args = [
            guest_proxy,
            self.host.boolean(is_rejected),
            self.to_host(value)?,
            self.host.boolean(is_handled),
        ];
        self.call_lib(&self.agent.functions.settle_promise, &args)?;
        Ok(())
    }

    fn mark_handled(&mut self) -> Crossed<'s, ()> {
        let handled = std::mem::take(&mut self.realm.promises.borrow_mut().handled_late);
        let mut result = Ok(());
        for promise in handled {
            let guest_proxy = self.realm.exports.borrow().guest_proxy(self.host, &promise);
            let Some(guest_proxy) = guest_proxy else {
                continue;
            };
            if let Err(throw) = self.call_lib(&self.agent.functions.mark_handled, &[guest_proxy]) {
                self.realm.promises.borrow_mut().handled_late.push(promise);
                result = result.and(Err(throw.into()));
            }
        }
        result
    }

    /// At the end of an outermost entry: the host learns of rejections without a handler.
    pub fn report_rejections(&mut self) -> Crossed<'s, ()> {
        let unhandled = std::mem::take(&mut self.realm.promises.borrow_mut().unhandled);
        let mut result = Ok(());
        for promise in unhandled {
            let reported = self.report_rejection(&promise);
            if reported.is_err() {
                self.realm.promises.borrow_mut().unhandled.push(promise);
            }
            result = result.and(reported);
        }
        result
    }

    fn report_rejection(&mut self, promise: &JsObject) -> Crossed<'s, ()> {
        let PromiseState::Rejected(reason) = state_of(promise) else {
            return Ok(());
        };
        let is_imported = self.realm.imports.borrow().index_of(promise);
        if is_imported.is_some() {
            let reason = self.to_host(&reason)?;
            self.call_lib(&self.agent.functions.report_rejection, &[reason])?;
            return Ok(());
        }
        // The guest proxy rejects without a handler, and V8 tells the process.
        let had_guest_proxy = self
            .realm
            .exports
            .borrow()
            .guest_proxy(self.host, promise)
            .is_some();
        let guest_proxy = self.to_host(&promise.clone().into())?;
        if had_guest_proxy {
            return Ok(());
        }
        self.settle(guest_proxy, true, &reason, false)
    }

    /// The prototype of a genuine object's guest proxy.
    pub fn prototype_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        match object.prototype() {
            Some(prototype) => self.to_host(&prototype.into()),
            None => Ok(self.host.null()),
        }
    }
}
