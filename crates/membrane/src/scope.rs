//! A crossing: control has changed sides and both heaps can be touched. Here is what
//! is done each time that control changes sides; `to_guest.rs` and `to_host.rs` have the two functions
//! that every value goes through.

use std::rc::Rc;

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsString,
    error::{EngineError, RuntimeLimitError},
};

use guest_runtime::{
    abandon::{self, Cause},
    coroutine::EnterError,
    heap::{self, Charge},
    interrupt::{self, Interrupt, Stop},
    panics,
};

use guest_engine::stack_trace;

use node_api::{Host, HostValue, NativeResult, Throw};

use super::{
    agent::{ActiveRun, Agent, HostFunction},
    failure::{Crossed, Failure},
    mirrors::MirrorId,
    realm::{EntryOrigin, Realm, host_failure},
};

/// Both heaps, on the host's stack.
pub struct MembraneScope<'a, 's> {
    /// The realm.
    pub realm: &'a Rc<Realm>,
    /// The host.
    pub host: Host<'s>,
    /// The environment's agent.
    pub agent: &'a Agent,
    /// The realm's engine.
    pub context: &'a mut Context,
}

impl<'s> MembraneScope<'_, 's> {
    /// Calls a function of lib/ that may run code of the host's user, which may enter this realm
    /// again.
    pub fn call_lib(
        &mut self,
        function: &HostFunction,
        args: &[HostValue<'s>],
    ) -> NativeResult<'s> {
        let host = self.host;
        self.realm
            .guest
            .lend(self.context, || function.call(host, args))
    }

    /// Runs guest code on a guest stack.
    pub fn run<R>(&mut self, f: impl FnOnce(&mut Context) -> JsResult<R>) -> Crossed<'s, R> {
        self.agent.count_instructions(self.context);
        let result = self.realm.guest.run(&self.agent.stacks, self.context, f);
        if !matches!(result, Err(EnterError::TakenAway)) {
            self.agent.note_instructions(self.context);
        }
        self.agent.end_epoch();
        match result {
            Ok(result) => result.map_err(Failure::Guest),
            Err(EnterError::TakenAway) => {
                panics::unwind(abandon::last_cause().map_or("", Cause::text))
            }
            Err(_) => Err(host_failure(self.host, "boa-vm: no stack for guest code")),
        }
    }

    /// Control has come to the guest: it sees what the host changed.
    pub fn sync_to_guest(&mut self) -> Crossed<'s, ()> {
        self.realm.async_contexts.set_current(None);
        self.take_all([
            Self::buffers_to_guest,
            Self::ties_to_guest,
            Self::names_to_guest,
        ])
    }

    /// Control is going to the host: it sees what the guest changed.
    pub fn sync_to_host(&mut self) -> Crossed<'s, ()> {
        self.take_all([
            Self::names_to_host,
            Self::buffers_to_host,
            Self::ties_to_host,
            Self::settle_exported_promises,
            Self::schedule_jobs,
            Self::release_dead,
        ])
    }

    /// Takes each step, whatever becomes of the others, and fails with the first failure. Each step
    /// leaves what it could not do for the next crossing, and if nobody crosses, a microtask does.
    fn take_all<const N: usize>(
        &mut self,
        steps: [fn(&mut Self) -> Crossed<'s, ()>; N],
    ) -> Crossed<'s, ()> {
        let mut result = Ok(());
        for step in steps {
            let taken = step(self);
            if result.is_ok() {
                result = taken;
            }
        }
        if result.is_err() {
            self.agent.cross_later(self.host, self.realm.id);
        }
        result
    }

    /// The end of an entry: brings the host up to date and turns a failure into what the host sees.
    pub fn complete_entry<R>(
        &mut self,
        result: Crossed<'s, R>,
        interrupt: Interrupt,
        active: ActiveRun,
        origin: EntryOrigin,
    ) -> Result<R, Throw<'s>> {
        let is_flagged = self.realm.memory.take_over();
        // What works on a text ends at once when it is asked to stop.
        let is_over = self.realm.is_over_memory.take() || is_flagged && is_interruption(&result);
        let over = is_over.then_some(Stop::Memory);
        let late = self.realm.chain.take_end().then_some(Stop::Timeout);
        // The sign that a worker is to end comes for other reasons too: who came to an end has heard nothing of it.
        let stopped = interrupt
            .stopped()
            .filter(|stop| *stop != Stop::Terminated || is_interruption(&result));
        let spent = self.agent.exceeded_instructions().map(Stop::Instructions);
        let stop = stopped.or(over).or(late).or(spent);
        // From here on the limits are whole again, so that the engine can make objects.
        drop(interrupt);
        let _nobody = Charge::to(None);
        if is_over {
            self.realm.memory.note_exhaustion();
        }
        if is_flagged || is_over {
            interrupt::settle(&self.context.interrupt_handle());
        }
        // A run that was stopped fails, whatever it gave: a job that was stopped ends quietly.
        let result = match stop {
            Some(stop) => {
                let calls = self.calls_of_stop(&result);
                Err(self.stopped(stop, active, &calls))
            }
            None => result,
        };
        let result = result.map_err(|failure| self.failure_to_host(failure));
        if let (Some(stop), Err(Throw::Value(error))) = (stop, &result) {
            self.note_stop(stop, *error, origin);
        }
        let is_outermost = self.realm.depth.get() == 1;
        if is_outermost {
            self.realm.mirrored.borrow_mut().entry_ends();
            self.release_kept_host_reads();
        }
        let left = self.sync_to_host().and_then(|()| {
            if is_outermost {
                self.report_rejections()
            } else {
                Ok(())
            }
        });
        if is_outermost {
            self.context.clear_kept_objects();
            self.realm.promises.borrow_mut().end_settling();
            self.reject_what_waits_in_vain();
            self.realm.report_memory(self.host);
        }
        match (result, left) {
            (Ok(value), Ok(())) => Ok(value),
            (Ok(_), Err(failure)) => Err(self.failure_to_host(failure)),
            (Err(throw), _) => Err(throw),
        }
    }

    /// Says why an error was made, for `reasonOf`. What fails here is the end of the environment.
    pub(super) fn note_reason(&mut self, error: HostValue<'s>, reason: &str) {
        let args = [error, self.host.text(reason)];
        let _ = self.agent.functions.note_reason.call(self.host, &args);
    }

    /// The guest's calls when it was stopped.
    fn calls_of_stop<R>(&mut self, result: &Crossed<'s, R>) -> JsString {
        match result {
            Err(Failure::Guest(error)) if error.as_engine().is_some() => {
                stack_trace::calls_of_stop(error, self.context)
            }
            _ => JsString::default(),
        }
    }

    /// What a run that the watchdog stopped fails with.
    fn stopped(&mut self, stop: Stop, active: ActiveRun, calls: &JsString) -> Failure<'s> {
        let error = match stop {
            Stop::Timeout => {
                let ms = active.deadline.map_or(0, |(_, ms)| ms);
                let message = format!("Script execution timed out after {ms}ms");
                self.coded_error("ERR_SCRIPT_EXECUTION_TIMEOUT", &message, calls)
            }
            Stop::Memory => {
                let limit = self.realm.memory.limit().unwrap_or(0);
                let message =
                    format!("The context holds more than its memory limit of {limit} bytes");
                self.coded_error("ERR_VM_MEMORY_LIMIT", &message, calls)
            }
            Stop::Instructions(limit) => {
                let message =
                    format!("Script execution took more than its limit of {limit} instructions");
                self.coded_error("ERR_VM_INSTRUCTION_LIMIT", &message, calls)
            }
            Stop::Sigint => self.coded_error(
                "ERR_SCRIPT_EXECUTION_INTERRUPTED",
                "Script execution was interrupted by `SIGINT`",
                calls,
            ),
            Stop::Interrupted => self.coded_error(
                "ERR_SCRIPT_EXECUTION_INTERRUPTED",
                "Script execution was interrupted",
                calls,
            ),
            Stop::Terminated => self.coded_error(
                "ERR_SCRIPT_EXECUTION_INTERRUPTED",
                "Script execution was interrupted: its thread is to end",
                calls,
            ),
        };
        error.map_or_else(|failure| failure, Failure::Guest)
    }

    /// Takes what the other heap has collected out of the tables.
    pub(super) fn release_dead(&mut self) -> Crossed<'s, ()> {
        if self.realm.exports.borrow().wants_sweep() {
            let host = self.host;
            host.scope(|host| self.realm.exports.borrow_mut().sweep(host));
        }
        self.release_intl()?;
        self.release_async_contexts()?;
        if self.realm.buffers.borrow_mut().wants_collection() {
            heap::collect();
        }
        if self.realm.imports.borrow_mut().wants_release() {
            // Boa keeps the target of a new WeakRef until the end of the job, which may be far.
            self.context.clear_kept_objects();
        }
        if !self.realm.imports.borrow().has_released() {
            return Ok(());
        }
        let record = self.realm.record(self.host)?;
        let released = self.realm.imports.borrow_mut().take_released();
        // The indices will be used again.
        self.realm.host_reads.borrow_mut().forget();
        for index in released {
            self.realm.host_reads.borrow_mut().released(index);
            self.realm.mirrored.borrow_mut().end(MirrorId::Host(index));
            self.realm.buffers.borrow_mut().end(MirrorId::Host(index));
            self.realm.host_errors.borrow_mut().end(index);
            self.realm.chain.forget(index);
            let index = self.host.number(f64::from(index));
            self.agent
                .functions
                .release
                .call(self.host, &[record, index])?;
        }
        Ok(())
    }

    /// What the host sees when an entry fails.
    pub(super) fn failure_to_host(&mut self, failure: Failure<'s>) -> Throw<'s> {
        let error = match failure {
            Failure::Host(throw) => return throw,
            Failure::Guest(error) => error,
        };
        match self.thrown_to_host(error) {
            Ok(value) => Throw::Value(value),
            Err(Failure::Host(throw)) => throw,
            Err(Failure::Guest(error)) => Throw::Value(self.host.error(&error.to_string())),
        }
    }

    /// A thrown value of the guest as the host sees it.
    pub fn thrown_to_host(&mut self, error: JsError) -> Crossed<'s, HostValue<'s>> {
        if let Some(engine) = error.as_engine() {
            return Ok(self.host.error(&format!("boa-vm: {engine}")));
        }
        let value = error.into_opaque(self.context)?;
        self.to_host(&value)
    }

    /// What the guest sees when a callout fails.
    pub fn failure_to_guest(&mut self, failure: Failure<'s>) -> JsError {
        match failure {
            Failure::Guest(error) => error,
            Failure::Host(Throw::Value(value)) => match self.to_guest(value) {
                Ok(value) => JsError::from_opaque(value),
                Err(Failure::Guest(error)) => error,
                // The conversion runs none of the user's code: the host's stack is at its end.
                Err(Failure::Host(Throw::Value(_))) => JsNativeError::stack_overflow().into(),
                Err(Failure::Host(Throw::Terminated)) => terminated(),
            },
            Failure::Host(Throw::Terminated) => terminated(),
        }
    }
}

/// Whether a run ended because it was asked to.
fn is_interruption<R>(result: &Crossed<'_, R>) -> bool {
    let Err(Failure::Guest(error)) = result else {
        return false;
    };
    error.as_engine() == Some(&EngineError::RuntimeLimit(RuntimeLimitError::Interrupted))
}

/// What stops guest code when the environment is ending: no guest code can catch it.
pub(super) fn terminated() -> JsError {
    EngineError::from(RuntimeLimitError::Interrupted).into()
}
