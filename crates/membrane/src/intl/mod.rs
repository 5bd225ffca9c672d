//! Asks the host for what a realm's `Intl` needs: lib/membrane/intl has the other half. Primitives cross as
//! everywhere; anything else is a plain copy, an array that begins with a mark.

mod description;

use std::{any::Any, cell::Cell, cell::RefCell, rc::Rc};

use boa_engine::{JsNativeError, JsValue};

use guest_runtime::heap;

use guest_engine::intl::{Answer, Argument};

pub use description::IntlKnowledge;

use node_api::{HostType, HostValue, Throw};

use super::{
    failure::{Crossed, Failure},
    scope::MembraneScope,
};

/// Marks, as lib/membrane/intl/values.js numbers them.
mod mark {
    pub(super) const LIST: i32 = 0;
    pub(super) const RECORD: i32 = 1;
    pub(super) const INSTANCE: i32 = 2;
    pub(super) const TEXT: i32 = 3;
    pub(super) const THROWN: i32 = 4;
    pub(super) const OBJECT: i32 = 5;
}

/// Each `Intl` object weighs tens of kilobytes that Boa does not see, so it is told to collect after so
/// many new ones, or as many as there are.
const COLLECT_AFTER: u32 = 256;

/// The objects of the host that `Intl` objects of a realm stand for, by their numbers.
#[derive(Debug, Default)]
pub struct IntlObjects {
    released: Rc<RefCell<Vec<u32>>>,
    alive: Cell<u32>,
    made: Cell<u32>,
}

/// Lives as long as an `Intl` object; when it goes, the number is queued, and nothing else happens.
struct Handle {
    index: u32,
    released: Rc<RefCell<Vec<u32>>>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Ok(mut released) = self.released.try_borrow_mut() {
            released.push(self.index);
        }
    }
}

impl IntlObjects {
    fn handle(&self, index: u32) -> Rc<dyn Any> {
        self.alive.set(self.alive.get() + 1);
        self.made.set(self.made.get() + 1);
        Rc::new(Handle {
            index,
            released: self.released.clone(),
        })
    }

    /// Whether so many were made that Boa should be told to collect those that nobody uses.
    fn wants_collection(&self) -> bool {
        let is_due = self.made.get() >= COLLECT_AFTER.max(self.alive.get() / 2);
        if is_due {
            self.made.set(0);
        }
        is_due
    }

    /// The numbers of those that Boa has collected.
    fn take_released(&self) -> Vec<u32> {
        let released = std::mem::take(&mut *self.released.borrow_mut());
        let count = u32::try_from(released.len()).unwrap_or(u32::MAX);
        self.alive.set(self.alive.get().saturating_sub(count));
        released
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// Carries out an operation of `Intl`.
    pub fn intl(
        &mut self,
        operation: u32,
        receiver: &Argument,
        args: &[Argument],
    ) -> Crossed<'s, Answer> {
        if self.realm.intl.wants_collection() {
            heap::collect();
        }
        self.release_intl()?;
        let mut values = vec![
            self.realm.record(self.host)?,
            self.host.number(f64::from(operation)),
            self.intl_to_host(receiver)?,
        ];
        for arg in args {
            values.push(self.intl_to_host(arg)?);
        }
        let answer = self.agent.functions.intl.call(self.host, &values);
        let answer = answer.map_err(|throw| match throw {
            // It catches everything: the host's stack is at its end.
            Throw::Value(_) => Failure::Guest(JsNativeError::stack_overflow().into()),
            Throw::Terminated => throw.into(),
        })?;
        self.intl_to_guest(answer)
    }

    /// Tells the host which objects nobody uses any more.
    pub fn release_intl(&mut self) -> Crossed<'s, ()> {
        let released = self.realm.intl.take_released();
        if released.is_empty() {
            return Ok(());
        }
        let mut values = vec![self.realm.record(self.host)?];
        let numbers = released.into_iter().map(f64::from);
        values.extend(numbers.map(|index| self.host.number(index)));
        self.agent.functions.release_intl.call(self.host, &values)?;
        Ok(())
    }

    fn intl_to_host(&mut self, value: &Argument) -> Crossed<'s, HostValue<'s>> {
        let host = self.host;
        let mut parts = Vec::new();
        match value {
            Argument::Value(value) => return self.to_host(value),
            Argument::List(list) => {
                parts.push(host.int(mark::LIST));
                for item in list {
                    parts.push(self.intl_to_host(item)?);
                }
            }
            Argument::Options(options) => {
                parts.push(host.int(mark::RECORD));
                for (key, value) in options {
                    parts.push(host.string(key));
                    parts.push(self.to_host(value)?);
                }
            }
            Argument::Instance(index) => {
                parts.push(host.int(mark::INSTANCE));
                parts.push(host.number(f64::from(*index)));
            }
            Argument::Object => parts.push(host.int(mark::OBJECT)),
        }
        Ok(host.array(&parts))
    }

    fn intl_to_guest(&mut self, value: HostValue<'s>) -> Crossed<'s, Answer> {
        let host = self.host;
        if value.kind(host) != HostType::Object {
            return Ok(Answer::Value(self.to_guest(value)?));
        }
        let at = |index: u32| value.element(host, index);
        let length = value.array_length(host);
        match at(0).as_i32(host) {
            mark::LIST => (1..length)
                .map(|index| self.intl_to_guest(at(index)))
                .collect::<Crossed<'s, _>>()
                .map(Answer::List),
            mark::RECORD => (1..length)
                .step_by(2)
                .map(|index| {
                    let key = at(index).as_string(host);
                    Ok((key, self.intl_to_guest(at(index + 1))?))
                })
                .collect::<Crossed<'s, _>>()
                .map(Answer::Record),
            mark::INSTANCE => {
                let index = at(2).as_u32(host);
                Ok(Answer::Instance {
                    class: at(1).as_u32(host) as usize,
                    index,
                    handle: self.realm.intl.handle(index),
                })
            }
            mark::TEXT => Ok(Answer::Text),
            mark::THROWN => Err(self.thrown_by_intl(at(1), at(2))),
            _ => Ok(Answer::Value(JsValue::undefined())),
        }
    }

    /// What V8 threw, as an error of the realm's own.
    fn thrown_by_intl(&self, name: HostValue<'s>, message: HostValue<'s>) -> Failure<'s> {
        let message = message.as_string(self.host).to_std_string_lossy();
        let error = match name.as_string(self.host) {
            name if name == "RangeError" => JsNativeError::range(),
            name if name == "SyntaxError" => JsNativeError::syntax(),
            _ => JsNativeError::typ(),
        };
        error.with_message(message).into()
    }
}
