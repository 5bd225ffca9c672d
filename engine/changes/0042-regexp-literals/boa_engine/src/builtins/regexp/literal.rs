//! Regular expression literals.

use std::cell::OnceCell;

use super::RegExp;
use crate::{Context, JsObject, JsResult, JsString};

/// A regular expression literal in the code. Each evaluation gives an object of its own; all have the same matcher, which
/// the first one compiles.
#[derive(Debug, Clone)]
pub(crate) struct RegExpLiteral {
    pattern: JsString,
    flags: JsString,
    compiled: OnceCell<RegExp>,
}

impl RegExpLiteral {
    pub(crate) fn new(pattern: JsString, flags: JsString) -> Self {
        Self {
            pattern,
            flags,
            compiled: OnceCell::new(),
        }
    }

    /// [`RegExp` literal evaluation][spec]
    ///
    /// [spec]: https://tc39.es/ecma262/#sec-regular-expression-literals-runtime-semantics-evaluation
    pub(crate) fn evaluate(&self, context: &mut Context) -> JsResult<JsObject> {
        let regexp = if let Some(compiled) = self.compiled.get() {
            compiled.clone()
        } else {
            let pattern = self.pattern.clone().into();
            let flags = self.flags.clone().into();
            let compiled = RegExp::compile_native_regexp(&pattern, &flags, context)?;
            self.compiled.get_or_init(|| compiled).clone()
        };
        let templates = context.intrinsics().templates();
        Ok(templates.regexp().create(regexp, vec![0.into()]))
    }
}
