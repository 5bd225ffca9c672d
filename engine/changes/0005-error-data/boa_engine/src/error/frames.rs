use boa_ast::Position;

use crate::{
    JsObject, JsString, JsValue, SpannedSourceText,
    vm::{
        SourcePath,
        shadow_stack::{Backtrace, Callee, ShadowEntry},
        source_info::SourceInfo,
    },
};

/// A call that was in progress when an error was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BacktraceFrame {
    /// The name that the function has in the source code, or that it was built with; empty if it has none.
    pub function_name: JsString,
    /// The function; `None` for the code of a script, of a module or of `eval`.
    pub function: Option<JsObject>,
    /// What the function is called on. `undefined` for a native function that constructs.
    pub this: JsValue,
    /// Whether it constructs.
    pub constructs: bool,
    /// Where its code is; `None` for a native function.
    pub code: Option<CodePosition>,
}

/// A place in the code of a [`BacktraceFrame`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CodePosition {
    /// The source of the code.
    pub path: SourcePath,
    /// The position in its text, if the instruction there has one.
    pub position: Option<Position>,
    /// The text of the function, and the whole text around it.
    pub text: SpannedSourceText,
}

impl BacktraceFrame {
    /// The calls of a backtrace, the innermost first.
    pub(crate) fn of(backtrace: &Backtrace) -> Vec<Self> {
        backtrace
            .calls()
            .map(|(entry, callee)| {
                let mut frame = match entry {
                    ShadowEntry::Native { function_name, .. } => Self {
                        function_name: function_name.clone().unwrap_or_default(),
                        function: None,
                        this: JsValue::undefined(),
                        constructs: false,
                        code: None,
                    },
                    ShadowEntry::Bytecode { pc, source_info } => Self::at(*pc, source_info),
                };
                if let Some(Callee {
                    function,
                    this,
                    constructs,
                }) = callee.cloned()
                {
                    frame.function = function;
                    frame.this = this;
                    frame.constructs = constructs;
                }
                frame
            })
            .collect()
    }

    /// A place in code, of which it is not known how it was called.
    pub(crate) fn at(pc: u32, source_info: &SourceInfo) -> Self {
        Self {
            function_name: source_info.function_name().clone(),
            function: None,
            this: JsValue::undefined(),
            constructs: false,
            code: Some(CodePosition {
                path: source_info.map().path().clone(),
                position: source_info.map().find(pc),
                text: source_info.text_spanned().clone(),
            }),
        }
    }
}
