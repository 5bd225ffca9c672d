//! Scripts: the text that the host gave, and its compiled form in a realm.

use std::{
    cell::Cell,
    collections::HashMap,
    fmt,
    rc::{Rc, Weak},
};

use boa_ast::operations::lexically_declared_names;
use boa_engine::{Context, JsResult, JsString, Script, Source};

use super::{
    origin::Origin,
    sources,
    syntax::{self, SyntaxFailure},
    words::words,
};

/// A script of the host's, bound to no realm.
pub struct ScriptText {
    /// Its text.
    pub text: JsString,
    /// Where it says it comes from.
    pub origin: Origin,
    /// The identifier-like words in it.
    pub words: Vec<JsString>,
    /// Whether it declares top-level `let`, `const` or `class`, once that is known.
    is_lexical: Cell<Option<bool>>,
}

impl fmt::Debug for ScriptText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptText").finish_non_exhaustive()
    }
}

impl ScriptText {
    /// Takes a text in. It is not checked.
    #[must_use]
    pub fn new(units: &[u16], text: JsString, origin: Origin) -> Self {
        Self {
            words: words(units),
            text,
            origin,
            is_lexical: Cell::new(None),
        }
    }

    /// Parses the text with a scope and an interner of its own: `Script::parse` would enter its
    /// declarations into a realm's scope, run or not. Needs a guest stack.
    ///
    /// # Errors
    /// What is wrong with it, early errors included.
    pub fn check(&self, units: &[u16]) -> Result<(), SyntaxFailure> {
        let script = syntax::parse_script(units, false)?;
        self.is_lexical
            .set(Some(!lexically_declared_names(&script).is_empty()));
        Ok(())
    }
}

/// Compiled scripts of a realm, for as long as the host keeps their texts.
#[derive(Default)]
pub struct ScriptCache {
    compiled: HashMap<*const ScriptText, (Weak<ScriptText>, Script)>,
    purge_at: usize,
}

impl fmt::Debug for ScriptCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptCache").finish_non_exhaustive()
    }
}

impl ScriptCache {
    /// The compiled form, if this very text was compiled here before.
    #[must_use]
    pub fn get(&self, text: &Rc<ScriptText>) -> Option<Script> {
        let (weak, script) = self.compiled.get(&Rc::as_ptr(text))?;
        weak.upgrade().map(|_| script.clone())
    }

    /// Keeps the compiled form. One with lexical declarations must be parsed again for each run, so
    /// that the second run fails as ECMA-262 16.1.7 wants it.
    pub fn put(&mut self, text: &Rc<ScriptText>, script: &Script) {
        if text.is_lexical.get() != Some(false) {
            return;
        }
        if self.compiled.len() >= self.purge_at {
            self.compiled
                .retain(|_, (weak, _)| weak.strong_count() > 0);
            self.purge_at = (self.compiled.len() * 2).max(16);
        }
        let entry = (Rc::downgrade(text), script.clone());
        self.compiled.insert(Rc::as_ptr(text), entry);
    }
}

/// Compiles a script in the realm of `context`. Needs a guest stack.
///
/// # Errors
/// A SyntaxError in V8's words, for redeclarations too.
pub fn compile(text: &ScriptText, context: &mut Context) -> JsResult<Result<Script, SyntaxFailure>> {
    let path = sources::register(context, &text.origin, &text.text);
    let units = text.text.to_vec();
    let parsed = Script::parse(Source::from_utf16(&units).with_path(&path), None, context);
    let compiled = parsed.and_then(|script| script.codeblock(context).map(|_| script));
    match compiled {
        Ok(script) => Ok(Ok(script)),
        Err(error) => match syntax::from_js_error(&units, &error) {
            Some(failure) => Ok(Err(failure)),
            None => Err(error),
        },
    }
}
