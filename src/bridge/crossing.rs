//! A crossing: control has changed sides and both heaps can be touched. Here are the two functions
//! that every value goes through, and what is done each time that control changes sides.

use std::rc::Rc;

use boa_engine::{
    Context, JsBigInt, JsError, JsNativeError, JsResult, JsValue, JsVariant,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        dataview::DataView,
        error::Error,
        promise::Promise,
        typed_array::TypedArray,
    },
    error::RuntimeLimitError,
    object::JsObject,
};
use num_bigint::{BigInt, BigUint, Sign};

use crate::engine::interrupt::{Interrupt, Stop};

use super::{
    agent::{ActiveRun, Agent, HostFunction},
    failure::{Crossed, Failure},
    napi::{Host, HostType, HostValue, NativeResult, Throw},
    pairs::Pair,
    realm::Realm,
    stand_ins::HostHandle,
    traps,
};

/// Both heaps, on the host's stack.
pub struct Crossing<'a> {
    /// The realm.
    pub realm: &'a Rc<Realm>,
    /// The host.
    pub host: Host,
    /// The environment's agent.
    pub agent: &'a Agent,
    /// The realm's engine.
    pub context: &'a mut Context,
}

/// What an object of the host is to the realm (lib/membrane/kinds.js).
#[derive(Debug, Clone, Copy)]
pub enum Seen {
    /// A guest object of this realm.
    Face(u32),
    /// A host object, with the kind of its stand-in.
    HostObject {
        /// Its index in the record's table.
        index: u32,
        /// What it is.
        kind: HostKind,
    },
    /// One of the realm's own intrinsics.
    Intrinsic(u32),
    /// "Go on in the realm's own prototype".
    Inherit(u32),
    /// "The context object has no such property".
    Absent,
    /// The realm's `globalThis`.
    GlobalThis,
}

/// Kinds of stand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum HostKind {
    Object,
    Function,
    Array,
    Promise,
    ArrayBuffer,
    SharedArrayBuffer,
    View,
}

/// Kinds of shadow in `lib/membrane/guest_object.js`.
mod shadow {
    pub(super) const OBJECT: i32 = 0;
    pub(super) const ARRAY: i32 = 1;
    pub(super) const FUNCTION: i32 = 2;
    pub(super) const CONSTRUCTOR: i32 = 3;
}

impl Crossing<'_> {
    /// Calls a function of lib/ that may run code of the host's user, which may enter this realm
    /// again.
    pub fn host_call(&mut self, function: &HostFunction, args: &[HostValue]) -> NativeResult {
        let host = self.host;
        self.realm
            .guest
            .lend(self.context, || function.call(host, args))
    }

    /// Runs guest code on a guest stack.
    pub fn run<R>(&mut self, f: impl FnOnce(&mut Context) -> JsResult<R>) -> Crossed<R> {
        self.realm
            .guest
            .run(&self.agent.stacks, self.context, f)
            .map_err(|_| super::realm::host_failure(self.host, "boa-vm: no stack for guest code"))?
            .map_err(Failure::Guest)
    }

    /// Control has come to the guest: it sees what the host changed.
    pub fn arrive(&mut self) -> Crossed<()> {
        self.buffers_to_guest()?;
        self.ties_to_guest()?;
        self.names_to_guest()
    }

    /// Control is going to the host: it sees what the guest changed.
    pub fn leave_for_host(&mut self) -> Crossed<()> {
        self.names_to_host()?;
        self.buffers_to_host()?;
        self.ties_to_host()?;
        self.settle_faces()?;
        self.schedule_jobs()?;
        self.let_go()
    }

    /// The end of an entry: brings the host up to date and turns a failure into what the host sees.
    pub fn finish<R>(
        &mut self,
        result: Crossed<R>,
        interrupt: Interrupt,
        active: ActiveRun,
    ) -> Result<R, Throw> {
        let stop = interrupt.stopped();
        // From here on the limits are whole again, so that the engine can make objects.
        drop(interrupt);
        // A run that was stopped fails, whatever it gave: a job that was stopped ends quietly.
        let result = match stop {
            Some(stop) => Err(self.stopped(stop, active)),
            None => result,
        };
        let result = result.map_err(|failure| self.failure_to_host(failure));
        let is_outermost = self.realm.depth.get() == 1;
        if is_outermost {
            self.context.clear_kept_objects();
        }
        let left = self.leave_for_host().and_then(|()| {
            if is_outermost {
                self.report_rejections()
            } else {
                Ok(())
            }
        });
        match (result, left) {
            (Ok(value), Ok(())) => Ok(value),
            (Ok(_), Err(failure)) => Err(self.failure_to_host(failure)),
            (Err(throw), _) => Err(throw),
        }
    }

    /// What a run that the watchdog stopped fails with.
    fn stopped(&mut self, stop: Stop, active: ActiveRun) -> Failure {
        let error = match stop {
            Stop::Timeout => {
                let ms = active.deadline.map_or(0, |(_, ms)| ms);
                let message = format!("Script execution timed out after {ms}ms");
                self.coded_error("ERR_SCRIPT_EXECUTION_TIMEOUT", &message)
            }
            Stop::Sigint => self.coded_error(
                "ERR_SCRIPT_EXECUTION_INTERRUPTED",
                "Script execution was interrupted by `SIGINT`",
            ),
            Stop::Terminated => self.coded_error(
                "ERR_SCRIPT_EXECUTION_INTERRUPTED",
                "Script execution was interrupted: its thread is to end",
            ),
        };
        error.map_or_else(|failure| failure, Failure::Guest)
    }

    /// Takes what the other heap has collected out of the tables.
    fn let_go(&mut self) -> Crossed<()> {
        if self.realm.faces.borrow().wants_sweep() {
            let host = self.host;
            host.scope(|| self.realm.faces.borrow_mut().sweep());
        }
        if self.realm.stand_ins.borrow_mut().wants_release() {
            // Boa keeps the target of a new WeakRef until the end of the job, which may be far.
            self.context.clear_kept_objects();
        }
        if !self.realm.stand_ins.borrow().has_released() {
            return Ok(());
        }
        let record = self.realm.record()?;
        let released = self.realm.stand_ins.borrow_mut().take_released();
        for index in released {
            let index = self.host.number(f64::from(index));
            self.agent
                .functions
                .release
                .call(self.host, &[record, index])?;
        }
        Ok(())
    }

    /// What the host sees when an entry fails.
    fn failure_to_host(&mut self, failure: Failure) -> Throw {
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
    pub fn thrown_to_host(&mut self, error: JsError) -> Crossed<HostValue> {
        if let Some(engine) = error.as_engine() {
            use boa_engine::error::EngineError;
            if let EngineError::RuntimeLimit(
                RuntimeLimitError::Recursion | RuntimeLimitError::StackSize,
            ) = engine
            {
                let error = stack_overflow().into_opaque(self.context);
                self.give_host_stack(&error, "RangeError: Maximum call stack size exceeded")?;
                return self.to_host(&error.into());
            }
            return Ok(self.host.error(&format!("boa-vm: {error}")));
        }
        let value = error.into_opaque(self.context)?;
        self.to_host(&value)
    }

    /// What the guest sees when a callout fails.
    pub fn failure_to_guest(&mut self, failure: Failure) -> JsError {
        match failure {
            Failure::Guest(error) => error,
            Failure::Host(Throw::Value(value)) => match self.to_guest(value) {
                Ok(value) => JsError::from_opaque(value),
                Err(Failure::Guest(error)) => error,
                // The conversion runs none of the user's code: the host's stack is at its end.
                Err(Failure::Host(Throw::Value(_))) => stack_overflow().into(),
                Err(Failure::Host(Throw::Terminated)) => terminated(),
            },
            Failure::Host(Throw::Terminated) => terminated(),
        }
    }

    // The host's values in the guest.

    /// The one way of a value from the host into the guest.
    ///
    /// # Errors
    /// Only when the environment is ending.
    pub fn to_guest(&mut self, value: HostValue) -> Crossed<JsValue> {
        let host = self.host;
        Ok(match value.kind(host) {
            HostType::Undefined => JsValue::undefined(),
            HostType::Null => JsValue::null(),
            HostType::Boolean => value.as_bool(host).into(),
            HostType::Number => value.as_f64(host).into(),
            HostType::String => value.as_string(host).into(),
            HostType::Symbol => self.symbol_to_guest(value)?.into(),
            HostType::BigInt => bigint_to_guest(host, value).into(),
            HostType::Object | HostType::Function => {
                let seen = self.identify(value)?;
                self.seen_to_guest(seen, value)?
            }
        })
    }

    /// What an object of the host is to the realm.
    pub fn identify(&mut self, value: HostValue) -> Crossed<Seen> {
        let record = self.realm.record()?;
        let code = self
            .agent
            .functions
            .identify
            .call(self.host, &[record, value])?
            .as_i32(self.host);
        let Ok(code) = u32::try_from(code) else {
            return Ok(Seen::Face((-1 - code).cast_unsigned()));
        };
        let index = code >> 4;
        let kind = match code & 15 {
            2 => HostKind::Function,
            3 => HostKind::Array,
            4 => HostKind::Promise,
            5 => HostKind::ArrayBuffer,
            6 => HostKind::SharedArrayBuffer,
            7 | 8 => HostKind::View,
            9 => return Ok(Seen::Intrinsic(index)),
            10 => return Ok(Seen::Inherit(index)),
            11 => return Ok(Seen::Absent),
            12 => return Ok(Seen::GlobalThis),
            _ => HostKind::Object,
        };
        Ok(Seen::HostObject { index, kind })
    }

    /// The guest's value for an object that was identified.
    pub fn seen_to_guest(&mut self, seen: Seen, value: HostValue) -> Crossed<JsValue> {
        Ok(match seen {
            Seen::Face(id) => {
                let object = self.realm.faces.borrow().object(id);
                let Some(object) = object else {
                    return Ok(JsValue::undefined());
                };
                if is_tied(&object) {
                    self.keep_in_step(Pair::Guest(id))?;
                }
                object.into()
            }
            Seen::Intrinsic(index) | Seen::Inherit(index) => {
                self.realm.intrinsics.get(index, self.context).into()
            }
            Seen::Absent => JsValue::undefined(),
            Seen::GlobalThis => self.global_this(),
            Seen::HostObject { index, kind } => self.stand_in(index, kind, value)?.into(),
        })
    }

    fn stand_in(&mut self, index: u32, kind: HostKind, value: HostValue) -> Crossed<JsObject> {
        let known = self.realm.stand_ins.borrow().get(index, self.context)?;
        if let Some(known) = known {
            return Ok(known);
        }
        let handle = self.realm.stand_ins.borrow_mut().handle(index);
        let object = match kind {
            HostKind::Object | HostKind::Function | HostKind::Array => {
                traps::stand_in(self, handle, kind)?
            }
            _ => {
                let object = match kind {
                    HostKind::Promise => self.promise_to_guest(index, value)?,
                    HostKind::View => self.view_to_guest(value)?,
                    _ => self.buffer_to_guest(index, value, kind == HostKind::SharedArrayBuffer)?,
                };
                self.tie(&object, handle)?;
                object
            }
        };
        self.realm
            .stand_ins
            .borrow_mut()
            .insert(index, &object, self.context)?;
        if is_tied(&object) {
            self.keep_in_step(Pair::Host(index))?;
        }
        Ok(object)
    }

    /// Ties a handle to an object of the guest, for as long as that lives.
    pub fn tie(&mut self, object: &JsObject, handle: HostHandle) -> Crossed<()> {
        self.realm
            .stand_ins
            .borrow()
            .tie(object, handle, self.context)?;
        Ok(())
    }

    // The guest's values in the host.

    /// The one way of a value from the guest into the host. Runs no guest code.
    ///
    /// # Errors
    /// The host's RangeError for a BigInt that V8 can't hold, or the environment is ending.
    pub fn to_host(&mut self, value: &JsValue) -> Crossed<HostValue> {
        let host = self.host;
        Ok(match value.variant() {
            JsVariant::Undefined => host.undefined(),
            JsVariant::Null => host.null(),
            JsVariant::Boolean(value) => host.boolean(value),
            JsVariant::Integer32(value) => host.int(value),
            JsVariant::Float64(value) => host.number(value),
            JsVariant::String(value) => host.string(&value),
            JsVariant::Symbol(value) => self.symbol_to_host(&value)?,
            JsVariant::BigInt(value) => bigint_to_host(host, &value)?,
            JsVariant::Object(object) => self.object_to_host(&object)?,
        })
    }

    fn object_to_host(&mut self, object: &JsObject) -> Crossed<HostValue> {
        let known = self.realm.faces.borrow().known(object);
        if let Some((id, face)) = known {
            if is_tied(object) {
                self.keep_in_step(Pair::Guest(id))?;
            }
            return Ok(face);
        }
        let index = self
            .realm
            .stand_ins
            .borrow()
            .index_of(object, self.context)?;
        if let Some(index) = index {
            self.realm.promises.borrow_mut().left(index);
            if is_tied(object) {
                self.keep_in_step(Pair::Host(index))?;
            }
            return self.host_object(index);
        }
        self.make_face(object)
    }

    fn make_face(&mut self, object: &JsObject) -> Crossed<HostValue> {
        if object.is::<Error>() {
            return self.error_to_host(object);
        }
        if object.is::<Promise>() {
            return self.promise_to_host(object);
        }
        if object.is::<ArrayBuffer>() || object.is::<SharedArrayBuffer>() {
            return self.buffer_to_host(object);
        }
        if object.is::<TypedArray>() || object.is::<DataView>() {
            return self.view_to_host(object);
        }
        let kind = if object.is_constructor() {
            shadow::CONSTRUCTOR
        } else if object.is_callable() {
            shadow::FUNCTION
        } else if self.is_array(object) {
            shadow::ARRAY
        } else {
            shadow::OBJECT
        };
        let id = self.realm.faces.borrow_mut().reserve(object);
        let tag = super::contents::builtin_tag(object)
            .map_or_else(|| self.host.undefined(), |tag| self.host.text(tag));
        let args = [
            self.realm.record()?,
            self.host.number(f64::from(id)),
            self.host.int(kind),
            tag,
        ];
        let face = self.agent.functions.make_face.call(self.host, &args)?;
        self.attach(id, face);
        Ok(face)
    }

    /// A revoked Proxy counts as no array.
    fn is_array(&mut self, object: &JsObject) -> bool {
        let is_array = self.realm.reflect.is_array(object, self.context);
        is_array.unwrap_or(false)
    }

    /// Enters a new face under its number.
    pub fn attach(&mut self, id: u32, face: HostValue) {
        let weak = super::napi::HostRef::weak(self.host, face);
        self.realm.faces.borrow_mut().attach(id, weak);
    }
}

fn stack_overflow() -> JsNativeError {
    JsNativeError::range().with_message("Maximum call stack size exceeded")
}

/// Whether an object is one of a genuine pair whose properties are kept in step.
fn is_tied(object: &JsObject) -> bool {
    object.is::<Error>() || object.is::<Promise>()
}

/// What stops guest code when the environment is ending: no guest code can catch it.
pub(super) fn terminated() -> JsError {
    boa_engine::error::EngineError::from(RuntimeLimitError::LoopIteration).into()
}

fn bigint_to_guest(host: Host, value: HostValue) -> JsBigInt {
    let (negative, words) = value.as_bigint_words(host);
    let digits: Vec<u32> = words
        .iter()
        .flat_map(|&word| {
            #[expect(clippy::cast_possible_truncation, reason = "the two halves of a word")]
            [word as u32, (word >> 32) as u32]
        })
        .collect();
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    JsBigInt::new(BigInt::from_biguint(sign, BigUint::new(digits)))
}

fn bigint_to_host(host: Host, value: &JsBigInt) -> NativeResult {
    let (sign, words) = value.as_inner().to_u64_digits();
    host.bigint(sign == Sign::Minus, &words)
}
