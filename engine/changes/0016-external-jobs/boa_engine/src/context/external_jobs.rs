//! Jobs for what happens while no code runs: a collection that took the target of a `FinalizationRegistry`, and the end
//! of an `Atomics.waitAsync`.
//!
//! Both could be futures that wait, but a future borrows the context for as long as it lives, and a host that runs its
//! jobs now and then has the context only while it does so.

use std::{cell::Cell, rc::Rc};

use boa_gc::WeakGc;

use crate::{
    Context, JsObject,
    builtins::{atomics::AsyncWait, finalization_registry::FinalizationRegistry},
    job::{Job, NativeAsyncJob},
    object::VTableObject,
    sys::time::Duration,
};

/// What the context waits for.
#[derive(Default)]
pub(crate) struct ExternalJobs {
    registries: Vec<WeakGc<VTableObject<FinalizationRegistry>>>,
    /// Whether the target of any of them was collected.
    has_garbage: Rc<Cell<bool>>,
    waits: Vec<AsyncWait>,
}

impl ExternalJobs {
    /// What has to be set when a target of a registry is collected.
    pub(crate) fn garbage_flag(&self) -> Rc<Cell<bool>> {
        self.has_garbage.clone()
    }

    pub(crate) fn add_registry(&mut self, registry: &JsObject<FinalizationRegistry>) {
        self.registries.push(WeakGc::new(registry.inner()));
    }

    pub(crate) fn add_wait(&mut self, wait: AsyncWait) {
        self.waits.push(wait);
    }

    pub(crate) fn has_waits(&self) -> bool {
        !self.waits.is_empty()
    }
}

impl Context {
    /// Enqueues the jobs for what has happened since the last time: cleanup jobs of the registries whose targets were
    /// collected ([HostEnqueueFinalizationRegistryCleanupJob]), and jobs that settle the promises of `Atomics.waitAsync`
    /// of those who were notified or have waited long enough.
    ///
    /// Returns how long the first of those waits that go on may last, if any has an end. A host calls this whenever it
    /// is about to run jobs, and again after that time.
    ///
    /// [HostEnqueueFinalizationRegistryCleanupJob]: https://tc39.es/ecma262/#sec-host-cleanup-finalization-registry
    pub fn enqueue_external_jobs(&mut self) -> Option<Duration> {
        if self.external_jobs.has_garbage.take() {
            self.enqueue_cleanup_jobs();
        }
        if !self.external_jobs.has_waits() {
            return None;
        }
        let waits = std::mem::take(&mut self.external_jobs.waits);
        let mut next: Option<Duration> = None;
        for wait in waits {
            match wait.poll() {
                Ok(job) => self.enqueue_job(Job::GenericJob(job(self.realm().clone()))),
                Err((wait, left)) => {
                    next = match (next, left) {
                        (Some(next), Some(left)) => Some(next.min(left)),
                        (next, left) => next.or(left),
                    };
                    self.external_jobs.waits.push(wait);
                }
            }
        }
        next
    }

    fn enqueue_cleanup_jobs(&mut self) {
        let mut registries = std::mem::take(&mut self.external_jobs.registries);
        registries.retain(|registry| {
            let Some(registry) = registry.upgrade().map(JsObject::from_inner) else {
                return false;
            };
            if registry.borrow().data().has_garbage() {
                self.enqueue_job(Job::FinalizationRegistryCleanupJob(NativeAsyncJob::new(
                    async move |context| {
                        FinalizationRegistry::cleanup(&registry, &mut context.borrow_mut())
                            .map(|()| crate::JsValue::undefined())
                    },
                )));
            }
            true
        });
        self.external_jobs.registries.extend(registries);
    }
}
