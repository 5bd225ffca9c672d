//! Errors: a guest error reaches the host as a genuine `Error` whose prototype is the realm's own, and
//! errors that Node makes about a run are the realm's own too.

use boa_engine::{JsError, JsNativeError, JsString, js_string, object::JsObject};

use crate::engine::{messages, property};

use super::{crossing::Crossing, failure::Crossed, napi::HostValue, pairs::Pair};

impl Crossing<'_> {
    /// A guest error that the host has not seen yet. Its properties follow (`ties.rs`).
    pub fn error_to_host(&mut self, object: &JsObject) -> Crossed<HostValue> {
        messages::translate(object, self.context);
        let prototype = self.prototype_to_host(object)?;
        let make = &self.agent.functions.make_error;
        let (id, face) = self.new_face(object, make, &[prototype])?;
        self.keep_in_step(Pair::Guest(id))?;
        Ok(face)
    }

    /// An error of the realm with one of Node's codes.
    pub fn coded_error(&mut self, code: &str, message: &str) -> Crossed<JsError> {
        let error = JsNativeError::error()
            .with_message(message.to_owned())
            .into_opaque(self.context);
        let code = property::plain(JsString::from(code), true);
        property::insert(&error, js_string!("code"), code);
        self.give_host_stack(&error, &format!("Error: {message}"))?;
        Ok(JsError::from_opaque(error.into()))
    }

    /// An error that no guest code has made gets the calls of the host for its stack, as in V8.
    pub fn give_host_stack(&mut self, error: &JsObject, header: &str) -> Crossed<()> {
        let header = self.host.text(header);
        let functions = &self.agent.functions;
        let stack = functions.stack_below.call(self.host, &[header])?;
        let stack = property::hidden(stack.as_string(self.host));
        property::insert(error, js_string!("stack"), stack);
        Ok(())
    }
}
