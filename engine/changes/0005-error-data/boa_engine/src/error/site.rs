use boa_gc::{Finalize, Trace};
use thin_vec::{ThinVec, thin_vec};

use super::{IgnoreEq, JsError, JsNativeError};
use crate::{
    JsObject, JsString, JsValue,
    vm::{
        Vm,
        opcode::{Instruction, InstructionIterator, Opcode, RegisterOperand},
    },
};

/// What the engine was doing when it threw an error.
#[derive(Debug, Clone, Trace, Finalize)]
pub enum ErrorSite {
    /// It called a native function.
    Native {
        /// The function; `None` for one that is gone already.
        function: Option<JsObject>,
        /// What it was called on; `undefined` if it constructs.
        this: JsValue,
        /// What it was given.
        arguments: ThinVec<JsValue>,
    },
    /// It ran an instruction.
    Instruction {
        /// The name of the opcode.
        name: &'static str,
        /// The values that the instruction is about: an object comes first, then its key, then a value for it.
        operands: ThinVec<JsValue>,
        /// The name of a property or of a variable that the instruction has.
        key: Option<JsString>,
    },
}

impl Vm {
    /// Notes that an error was thrown by a native function, whose entry is still the innermost.
    pub(crate) fn note_native(
        &self,
        mut error: JsError,
        this: &JsValue,
        arguments: Vec<JsValue>,
    ) -> JsError {
        if error.backtrace.is_none() {
            error.backtrace = Some(self.backtrace(0));
        }
        if let Some(native) = error.as_native_mut()
            && native.site.0.is_none()
        {
            native.site = IgnoreEq(Some(Box::new(ErrorSite::Native {
                function: self.shadow_stack.native_function(),
                this: this.clone(),
                arguments: arguments.into(),
            })));
        }
        error
    }

    /// Notes that an error was thrown by the instruction that is running, unless a function that it has called did.
    pub(crate) fn note_site(&self, error: &mut JsNativeError) {
        if error.site.0.is_none() {
            error.site = IgnoreEq(self.site().map(Box::new));
        }
    }

    /// What the instruction that is running is about.
    fn site(&self) -> Option<ErrorSite> {
        let frame = self.frame();
        let code = frame.code_block();
        let end = frame.pc as usize;
        // Instructions have different lengths, so they are read from the last place that is known to begin one.
        let start = code.source_info().map().start_before(frame.pc);
        let mut instructions = InstructionIterator::starting_at(&code.bytecode, start as usize);
        let (opcode, instruction) = loop {
            let (_, opcode, instruction) = instructions.next()?;
            match instructions.pc() {
                pc if pc == end => break (opcode, instruction),
                pc if pc > end => return None,
                _ => {}
            }
        };
        let value = |register: RegisterOperand| {
            let value = self.stack.get_register(frame, register.into());
            value.cloned().unwrap_or_default()
        };
        let name = |index: usize| Some(code.constant_string(index));
        let (operands, key) = match instruction {
            Instruction::GetLengthProperty {
                value: object,
                ic_index,
                ..
            }
            | Instruction::GetPropertyByName {
                value: object,
                ic_index,
                ..
            }
            | Instruction::GetPropertyByNameWithThis {
                value: object,
                ic_index,
                ..
            } => (
                thin_vec![value(object)],
                Some(code.ic[usize::from(ic_index)].name.clone()),
            ),
            Instruction::GetPropertyByValue { key, object, .. }
            | Instruction::GetPropertyByValuePush { key, object, .. }
            | Instruction::DeletePropertyByValue { key, object } => {
                (thin_vec![value(object), value(key)], None)
            }
            Instruction::SetPropertyByName {
                value: new,
                object,
                ic_index,
            }
            | Instruction::SetPropertyByNameWithThis {
                value: new,
                object,
                ic_index,
                ..
            } => (
                thin_vec![value(object), JsValue::undefined(), value(new)],
                Some(code.ic[usize::from(ic_index)].name.clone()),
            ),
            Instruction::SetPropertyByValue {
                value: new,
                key,
                object,
                ..
            } => (thin_vec![value(object), value(key), value(new)], None),
            Instruction::GetMethod { object, name_index }
            | Instruction::DeletePropertyByName { object, name_index }
            | Instruction::SetPrivateField {
                object, name_index, ..
            }
            | Instruction::GetPrivateField {
                object, name_index, ..
            } => (thin_vec![value(object)], name(name_index.into())),
            Instruction::InPrivate { index, rhs, .. } => {
                (thin_vec![value(rhs)], name(index.into()))
            }
            Instruction::In { lhs, rhs, .. } => (thin_vec![value(rhs), value(lhs)], None),
            Instruction::InstanceOf { lhs, rhs, .. }
            | Instruction::Add { lhs, rhs, .. }
            | Instruction::Sub { lhs, rhs, .. }
            | Instruction::Mul { lhs, rhs, .. }
            | Instruction::Div { lhs, rhs, .. }
            | Instruction::Mod { lhs, rhs, .. }
            | Instruction::Pow { lhs, rhs, .. } => (thin_vec![value(lhs), value(rhs)], None),
            Instruction::GetIterator { src }
            | Instruction::GetAsyncIterator { src }
            | Instruction::CreateForInIterator { src }
            | Instruction::ValueNotNullOrUndefined { src }
            | Instruction::ToPropertyKey { src, .. }
            | Instruction::PushObjectEnvironment { src } => (thin_vec![value(src)], None),
            Instruction::IteratorUpdateResult { result } => (thin_vec![value(result)], None),
            Instruction::StoreClassPrototype { superclass, .. } => {
                (thin_vec![value(superclass)], None)
            }
            Instruction::CopyDataProperties { source, .. } => (thin_vec![value(source)], None),
            Instruction::BindThisValue { value: this } => (thin_vec![value(this)], None),
            Instruction::GetName { binding_index, .. }
            | Instruction::GetNameGlobal { binding_index, .. }
            | Instruction::GetNameAndLocator { binding_index, .. }
            | Instruction::SetName { binding_index, .. }
            | Instruction::GetLocator { binding_index }
            | Instruction::DeleteName { binding_index, .. } => (
                ThinVec::new(),
                Some(code.bindings[usize::from(binding_index)].name().clone()),
            ),
            Instruction::Call { argument_count }
            | Instruction::CallEval { argument_count, .. } => {
                let count = usize::from(argument_count);
                let values = &self.stack.stack;
                let at = values.len().checked_sub(count + 1);
                let callee = at.and_then(|at| values.get(at)).cloned();
                (callee.into_iter().collect(), None)
            }
            _ => (ThinVec::new(), None),
        };
        Some(ErrorSite::Instruction {
            name: Opcode::as_str(&opcode),
            operands,
            key,
        })
    }
}
