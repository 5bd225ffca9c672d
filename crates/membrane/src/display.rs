//! `displayErrors`: the source line and caret above the stack of an error that a run lets out.

use std::rc::Rc;

use boa_engine::{JsError, JsNativeError, JsString, builtins::error::Error};

use js_source::{
    origin::Origin,
    syntax::{self, SyntaxFailure},
};

use guest_engine::{script::ScriptText, stack_trace};

use node_api::Throw;

use super::{
    failure::{Crossed, Failure},
    scope::MembraneScope,
};

/// The block above the stack of a SyntaxError.
#[must_use]
pub fn syntax_arrow(units: &[u16], origin: &Origin, failure: &SyntaxFailure) -> JsString {
    syntax::arrow(units, origin, failure.line, failure.column, failure.width)
}

impl<'s> MembraneScope<'_, 's> {
    /// A SyntaxError of the realm, with the line that is wrong.
    pub fn syntax_error(
        &mut self,
        units: &[u16],
        origin: &Origin,
        failure: &SyntaxFailure,
    ) -> Failure<'s> {
        let arrow = syntax_arrow(units, origin, failure);
        self.throw_syntax_error(&failure.message, Some(arrow))
    }

    /// A SyntaxError of the realm without the line: Node shows none in a module's `stack`.
    pub fn bare_syntax_error(&mut self, message: &JsString) -> Failure<'s> {
        self.throw_syntax_error(message, None)
    }

    fn throw_syntax_error(&mut self, message: &JsString, arrow: Option<JsString>) -> Failure<'s> {
        let native = JsNativeError::syntax().with_message(message.to_std_string_lossy());
        let calls = stack_trace::calls_now(self.context);
        self.made_error(native, &calls)
            .and_then(|error| self.thrown_with(JsError::from_opaque(error.into()), arrow))
            .unwrap_or_else(|failure| failure)
    }

    /// What a script's compilation or run failed with, with the line that threw it.
    pub fn display(
        &mut self,
        failure: Failure<'s>,
        text: &Rc<ScriptText>,
        is_wanted: bool,
    ) -> Failure<'s> {
        let Failure::Guest(error) = failure else {
            return failure;
        };
        if error.as_engine().is_some() {
            return Failure::Guest(error);
        }
        let arrow = is_wanted.then(|| self.arrow_for(&error, text)).flatten();
        self.thrown_with(error, arrow)
            .unwrap_or_else(|failure| failure)
    }

    fn thrown_with(&mut self, error: JsError, arrow: Option<JsString>) -> Crossed<'s, Failure<'s>> {
        let value = error.into_opaque(self.context)?;
        let is_error = value.as_object().is_some_and(|object| object.is::<Error>());
        let guest_proxy = self.to_host(&value)?;
        if let Some(arrow) = arrow.filter(|_| is_error) {
            let args = [guest_proxy, self.host.string(&arrow)];
            self.call_lib(&self.agent.functions.decorate, &args)?;
        }
        Ok(Failure::Host(Throw::Value(guest_proxy)))
    }

    fn arrow_for(&mut self, error: &JsError, text: &Rc<ScriptText>) -> Option<JsString> {
        let value = error.clone().into_opaque(self.context).ok()?;
        let top = stack_trace::throwing_frame(&value.as_object()?, self.context)?;
        let source = top.text.unwrap_or_else(|| text.text.clone()).to_vec();
        let column = syntax::throw_column(&source, top.line, top.column);
        Some(syntax::arrow(&source, &top.origin, top.line, column, 1))
    }
}
