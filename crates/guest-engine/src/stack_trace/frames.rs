//! The calls that Boa knows of an error, as traces look at them.

use std::rc::Rc;

use boa_engine::error::{BacktraceFrame, CodePosition};
use boa_engine::vm::SourcePath;
use boa_engine::{JsObject, JsString, JsValue, SpannedSourceText};

use super::super::sources::{self, Compiled};

/// The name of the functions through which guest code calls the host (a character for private use): the
/// host's calls stand there, and guest calls below it belong to an entry further out. It never shows.
pub const CALLOUT_MARK: &str = "\u{F8E4}";

/// A call in progress.
pub(super) struct Frame {
    /// What Boa knows at compile time; empty for anonymous functions, methods and top-level code.
    pub(super) name: JsString,
    pub(super) code: Code,
    /// Line and column from 1, in characters, within the text.
    pub(super) position: Option<(u32, u32)>,
    /// The text, for code that is no `Code::Text`.
    pub(super) compiled: Option<SpannedSourceText>,
    /// The function; none for the code of a script, of a module or of `eval`.
    pub(super) function: Option<JsObject>,
    /// What it is called on, and whether it constructs that.
    pub(super) this: JsValue,
    pub(super) constructs: bool,
    /// The text, for code that code has compiled.
    pub(super) evaluated: Option<Rc<Compiled>>,
    /// Whether it waits for what is in progress, and for `Promise.all` and its like the index of that.
    pub(super) is_async: bool,
    pub(super) promise_index: Option<u32>,
}

/// Where the code of a call comes from.
#[derive(Clone)]
pub(super) enum Code {
    /// Rust code.
    Native,
    /// A text of ours or of the host's.
    Text(Rc<Compiled>),
    /// A text given to `eval`.
    Eval,
    /// A text given to `Function`, or compiled without a path.
    Unknown,
    /// A text that was compiled with another path.
    File(String),
}

impl Frame {
    pub(super) fn is_native(&self) -> bool {
        matches!(self.code, Code::Native)
    }

    /// Whether it is that of a script or a module, or of `eval` as such.
    pub(super) fn is_top(&self) -> bool {
        !self.is_native() && self.function.is_none() && self.name.is_empty()
    }

    /// Whether it is that of a function of ours through which guest code calls the host.
    pub(super) fn is_callout(&self) -> bool {
        self.is_native() && self.name == CALLOUT_MARK
    }
}

impl From<BacktraceFrame> for Frame {
    fn from(frame: BacktraceFrame) -> Self {
        let Place {
            code,
            position,
            compiled,
            evaluated,
        } = frame.code.as_ref().map_or_else(Place::native, place);
        let is_top = frame.function_name == "<main>" || frame.function_name == "<eval>";
        let name = if is_top {
            JsString::default()
        } else {
            frame.function_name.clone()
        };
        Self {
            name,
            code,
            position,
            compiled,
            function: frame.function.clone(),
            this: frame.this.clone(),
            constructs: frame.constructs,
            evaluated,
            is_async: frame.is_async,
            promise_index: frame.promise_index,
        }
    }
}

/// Where the code of a frame is.
struct Place {
    code: Code,
    position: Option<(u32, u32)>,
    compiled: Option<SpannedSourceText>,
    evaluated: Option<Rc<Compiled>>,
}

impl Place {
    const fn native() -> Self {
        Self {
            code: Code::Native,
            position: None,
            compiled: None,
            evaluated: None,
        }
    }
}

fn place(code: &CodePosition) -> Place {
    let position = code.position.as_ref();
    let position = position.map(|position| (position.line_number(), position.column_number()));
    let mut evaluated = None;
    let mut lines = (0, 0);
    let kind = match &code.path {
        SourcePath::Eval => Code::Eval,
        SourcePath::None | SourcePath::Json => Code::Unknown,
        SourcePath::Path(path) => Code::File(path.display().to_string()),
        SourcePath::Origin(origin) => match sources::compiled(origin) {
            Some(compiled) => {
                if let Some(how) = &compiled.evaluated {
                    lines.1 = how.lines_left_out;
                    evaluated = Some(compiled);
                    Code::Eval
                } else {
                    lines.0 = compiled.lines_above;
                    Code::Text(compiled)
                }
            }
            None => Code::File(String::from_utf16_lossy(&origin.name)),
        },
    };
    let (above, left_out) = lines;
    let position = position.and_then(|(line, column)| {
        let line = line.checked_sub(above)?;
        (line > 0).then_some((line + left_out, column))
    });
    let is_registered = matches!(kind, Code::Text(_)) || evaluated.is_some();
    Place {
        code: kind,
        position,
        compiled: (!is_registered).then(|| code.text.clone()),
        evaluated,
    }
}
