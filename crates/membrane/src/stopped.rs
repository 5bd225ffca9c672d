//! Does what follows when a run was stopped: jobs that must not go on are dropped, and promises that the host holds
//! and that nothing can settle any more reject with what stopped them.

use std::mem;

use boa_engine::{
    Context, JsValue,
    object::{JsObject, builtins::JsPromise},
};

use guest_runtime::{heap::Charge, interrupt::Stop};

use guest_engine::module::{self, ModuleRecord};

use node_api::HostValue;

use super::{failure::Crossed, realm::EntryOrigin, scope::MembraneScope};

/// How often promises are looked at again after V8 has collected, which may have held what would settle them.
const LOOKS: u8 = 3;

/// Promises that may wait for what was stopped.
#[derive(Debug, Default)]
pub struct Suspects {
    promises: Vec<JsObject>,
    /// How many looks are left.
    looks: u8,
    is_due: bool,
    /// Promises for the end of modules, which keep what settles them themselves.
    modules: Vec<(JsObject, ModuleRecord)>,
}

impl Suspects {
    /// The host waits for a module.
    pub fn await_module(&mut self, promise: &JsObject, record: ModuleRecord) {
        self.modules.retain(|(_, module)| module.is_waiting());
        self.modules.push((promise.clone(), record));
    }

    fn can_settle(&self, promise: &JsObject, has_jobs: bool) -> bool {
        let module = self
            .modules
            .iter()
            .find(|(awaited, _)| JsObject::equals(awaited, promise));
        match module {
            Some((_, module)) => module::can_finish(module),
            None => JsPromise::from_object(promise.clone())
                .map_or(true, |promise| promise.can_settle(has_jobs)),
        }
    }

    /// V8 has collected. Whether the realm has to be entered for another look.
    pub fn look_again(&mut self) -> bool {
        self.is_due = self.looks > 0 && !self.promises.is_empty();
        if self.is_due {
            self.looks -= 1;
        }
        self.is_due
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// Notes that an entry was stopped, and with what error the host hears of it.
    pub(super) fn note_stop(&mut self, stop: Stop, error: HostValue<'s>, origin: EntryOrigin) {
        let reason = match stop {
            Stop::Timeout => "timeout",
            Stop::Sigint | Stop::Terminated | Stop::Interrupted => "interrupted",
            Stop::Memory => "memory",
            Stop::Instructions(_) => "instructions",
        };
        self.note_reason(error, reason);
        self.drop_jobs_after(stop, origin);
        self.realm.was_stopped.set(true);
        if let Ok(record) = self.realm.record(self.host) {
            let is_job = self.host.boolean(origin.is_job());
            let note = &self.agent.functions.note_stop;
            let _ = note.call(self.host, &[record, error, is_job]);
        }
    }

    /// Drops the jobs that wait, unless what was stopped says nothing about them.
    fn drop_jobs_after(&self, stop: Stop, origin: EntryOrigin) {
        let (realm, chain) = (self.realm, &self.realm.chain);
        if self.agent.runs.borrow().len() > 1 {
            return;
        }
        let goes_on = match (origin, stop) {
            (EntryOrigin::Run, _) => true,
            (EntryOrigin::Object, Stop::Timeout) => {
                if chain.forgive(realm.options.timeout) {
                    chain.end();
                }
                return;
            }
            (EntryOrigin::Object | EntryOrigin::Cleanup, _) => return,
            (EntryOrigin::Job, Stop::Timeout) => chain.forgive(realm.options.timeout),
            (EntryOrigin::Job, Stop::Memory) => {
                // What the collection frees is the realm's.
                let _charge = Charge::to(Some(&realm.memory));
                !realm.memory.is_full()
            }
            (EntryOrigin::Job, Stop::Instructions(limit)) => chain.forgive_instructions(limit),
            (EntryOrigin::Job, _) => false,
        };
        chain.end();
        if !goes_on {
            realm.jobs.clear();
        }
    }

    /// At the end of an outermost entry: rejects what waits for something that was stopped. The first time that no
    /// job waits any more, and again when V8 has collected.
    pub(super) fn reject_what_waits_in_vain(&mut self) {
        let is_first = self.realm.was_stopped.get();
        if !is_first && !self.realm.suspects.borrow().is_due || !self.realm.jobs.is_empty() {
            return;
        }
        self.realm.was_stopped.set(false);
        let suspects = {
            let mut suspects = self.realm.suspects.borrow_mut();
            if is_first {
                suspects.looks = LOOKS;
                suspects.promises = self.realm.promises.borrow().pending().to_vec();
            }
            suspects.is_due = false;
            mem::take(&mut suspects.promises)
        };
        if suspects.is_empty() {
            return;
        }
        let charge = Charge::to(Some(&self.realm.memory));
        self.realm.memory.collect();
        drop(charge);
        let (alive, dead): (Vec<_>, Vec<_>) = suspects
            .into_iter()
            .filter(|promise| self.realm.promises.borrow().is_pending(promise))
            .partition(|promise| self.realm.suspects.borrow().can_settle(promise, false));
        self.realm.suspects.borrow_mut().promises = alive;
        if !dead.is_empty() {
            // What still runs is the host's, which hears of it.
            self.realm.chain.end();
        }
        for promise in dead {
            // What the host does about one that was rejected may settle the next.
            let has_jobs = !self.realm.jobs.is_empty();
            if has_jobs && self.realm.suspects.borrow().can_settle(&promise, true) {
                self.realm.suspects.borrow_mut().promises.push(promise);
                continue;
            }
            // What fails here is the end of the environment, or of the host's stack: it is looked at again.
            if self.reject_stopped(&promise).is_err() {
                self.realm.suspects.borrow_mut().promises.push(promise);
            }
        }
    }

    fn reject_stopped(&mut self, promise: &JsObject) -> Crossed<'s, ()> {
        let args = [self.realm.record(self.host)?];
        let error = self.agent.functions.last_stop.call(self.host, &args)?;
        self.reject_apart(promise, error)
    }

    /// Rejects a promise of the guest's with an error of a limit, for the host: it hears of it where it awaits the
    /// promise, and where it has called `then`. What the guest itself has planned for that does not happen.
    fn reject_apart(&mut self, promise: &JsObject, error: HostValue<'s>) -> Crossed<'s, ()> {
        self.end_promise(promise, error, |promise, error, is_of_host, context| {
            promise.reject_apart(error, is_of_host, context);
        })
    }

    /// Rejects a promise of the guest's likewise, and keeps the guest from working for it any longer.
    pub fn abandon(&mut self, promise: &JsObject, error: HostValue<'s>) -> Crossed<'s, ()> {
        self.end_promise(promise, error, |promise, error, is_of_host, context| {
            promise.abandon(error, is_of_host, context);
        })
    }

    fn end_promise(
        &mut self,
        promise: &JsObject,
        error: HostValue<'s>,
        end: impl FnOnce(&JsPromise, &JsValue, &dyn Fn(&JsObject) -> bool, &mut Context),
    ) -> Crossed<'s, ()> {
        let error = self.to_guest(error)?;
        let realm = self.realm.clone();
        let is_of_host = |function: &JsObject| realm.imports.borrow().index_of(function).is_some();
        let promise = JsPromise::from_object(promise.clone())?;
        end(&promise, &error, &is_of_host, self.context);
        self.settle_exported_promises()?;
        self.schedule_jobs()
    }
}
