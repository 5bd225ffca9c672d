//! Errors: a guest error reaches the host as a genuine `Error` whose prototype is the realm's own, and
//! errors that Node makes about a run are the realm's own too.

use boa_engine::{
    JsError, JsNativeError, JsString, builtins::error::Error, js_string, object::JsObject,
};

use guest_engine::{property, stack_trace};

use node_api::HostValue;

use super::{failure::Crossed, mirrors::MirrorId, scope::MembraneScope};

impl<'s> MembraneScope<'_, 's> {
    /// A guest error that the host has not seen yet. Its properties follow (`mirrored_properties.rs`).
    pub fn error_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let prototype = self.prototype_to_host(object)?;
        let make = &self.agent.functions.make_error;
        let (id, guest_proxy) = self.new_guest_proxy(object, make, &[prototype])?;
        self.mirror_properties(MirrorId::Guest(id))?;
        if is_stack_overflow(object) {
            self.note_reason(guest_proxy, "stack");
        }
        Ok(guest_proxy)
    }

    /// An error of the realm that no guest code has made, with the guest's calls for its stack. The
    /// host's come below them when it crosses.
    pub fn made_error(&mut self, error: JsNativeError, calls: &JsString) -> Crossed<'s, JsObject> {
        let error = error.into_opaque(self.context);
        stack_trace::give_calls(&error, calls, self.context)?;
        Ok(error)
    }

    /// An error of the realm with one of Node's codes.
    pub fn coded_error(
        &mut self,
        code: &str,
        message: &str,
        calls: &JsString,
    ) -> Crossed<'s, JsError> {
        let native = JsNativeError::error().with_message(message.to_owned());
        let error = self.made_error(native, calls)?;
        let code = property::plain(JsString::from(code), true);
        property::insert(&error, js_string!("code"), code);
        Ok(JsError::from_opaque(error.into()))
    }
}

/// Whether the engine has made an error because a stack was used up.
fn is_stack_overflow(object: &JsObject) -> bool {
    object
        .downcast_ref::<Error>()
        .is_some_and(|error| error.is_stack_overflow())
}
