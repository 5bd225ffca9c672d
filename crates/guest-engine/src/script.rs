//! Scripts: the text that the host gave, and its compiled form in a realm.

use std::{
    cell::OnceCell,
    collections::HashMap,
    fmt,
    rc::{Rc, Weak},
};

use boa_ast::operations::{lexically_declared_names, var_declared_names};
use boa_engine::{
    Context, JsError, JsNativeError, JsNativeErrorKind, JsResult, JsString, JsValue, Script, Source,
};
use boa_interner::Interner;

use js_source::{
    origin::Origin,
    syntax::{self, SyntaxFailure},
};

use guest_runtime::coroutine;

use super::{module, property, sources};

/// A script of the host's, bound to no realm.
pub struct ScriptText {
    /// Its text.
    pub text: JsString,
    /// Where it says it comes from.
    pub origin: Origin,
    declarations: OnceCell<Declarations>,
}

impl fmt::Debug for ScriptText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptText").finish_non_exhaustive()
    }
}

/// What a script declares at its top level.
#[derive(Debug)]
pub struct Declarations {
    /// `var` and functions.
    pub variables: Vec<JsString>,
    /// `let`, `const` and `class`.
    pub lexical: Vec<JsString>,
}

impl Declarations {
    fn of(script: &boa_ast::Script, interner: &Interner) -> Self {
        let name_of = |name| JsString::from(interner.resolve_expect(name).utf16());
        let mut variables: Vec<_> = var_declared_names(script).into_iter().collect();
        // Names have numbers in the order in which the parser meets them.
        variables.sort_unstable();
        let lexical = lexically_declared_names(script).into_iter();
        Self {
            variables: variables.into_iter().map(name_of).collect(),
            lexical: lexical.map(name_of).collect(),
        }
    }

    /// A name that the realm has declared already, where that is an error (ECMA-262 16.1.7, steps 3
    /// and 4). Asked before Boa compiles the script, which would leave its names behind.
    fn redeclared(&self, context: &Context) -> Option<&JsString> {
        let scope = context.realm().scope();
        let global = context.global_object();
        let is_restricted = |name: &JsString| {
            property::own(&global, &name.clone().into())
                .is_some_and(|property| property.configurable() == Some(false))
        };
        let mut lexical = self.lexical.iter();
        lexical
            .find(|name| scope.has_binding(name) || is_restricted(name))
            .or_else(|| {
                let mut variables = self.variables.iter();
                variables.find(|name| scope.has_lex_binding(name))
            })
    }
}

impl ScriptText {
    /// Takes a text in. It is not checked.
    #[must_use]
    pub fn new(text: JsString, origin: Origin) -> Self {
        Self {
            text,
            origin,
            declarations: OnceCell::new(),
        }
    }

    /// Parses the text with a scope and an interner of its own: `Script::parse` would enter its
    /// declarations into a realm's scope, run or not. Needs a guest stack.
    ///
    /// # Errors
    /// What is wrong with it, early errors included.
    pub fn check(&self, units: &[u16]) -> Result<&Declarations, SyntaxFailure> {
        let mut interner = coroutine::interner();
        let script = syntax::parse_script(units, false, &mut interner)?;
        let declarations = || Declarations::of(&script, &interner);
        Ok(self.declarations.get_or_init(declarations))
    }

    /// What it declares, if it was parsed before.
    #[must_use]
    pub fn known_declarations(&self) -> Option<&Declarations> {
        self.declarations.get()
    }

    /// What it declares; parses it if that was not done yet. Needs a guest stack.
    ///
    /// # Errors
    /// As [`ScriptText::check`].
    pub fn declarations(&self) -> Result<&Declarations, SyntaxFailure> {
        match self.known_declarations() {
            Some(declarations) => Ok(declarations),
            None => self.check(&self.text.to_vec()),
        }
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
        if text
            .declarations
            .get()
            .is_none_or(|declarations| !declarations.lexical.is_empty())
        {
            return;
        }
        if self.compiled.len() >= self.purge_at {
            self.compiled.retain(|_, (weak, _)| weak.strong_count() > 0);
            self.purge_at = (self.compiled.len() * 2).max(16);
        }
        let entry = (Rc::downgrade(text), script.clone());
        self.compiled.insert(Rc::as_ptr(text), entry);
    }
}

/// Compiles a script in the realm of `context`. Needs a guest stack. `import` is the callback behind its
/// `import()`, or undefined.
///
/// # Errors
/// A SyntaxError in V8's words, for redeclarations too.
pub fn compile(
    text: &ScriptText,
    import: JsValue,
    context: &mut Context,
) -> JsResult<Result<Script, SyntaxFailure>> {
    let units = text.text.to_vec();
    if let Some(failure) = syntax::too_deep(&units) {
        return Ok(Err(failure));
    }
    let mut redeclared = None;
    let inspect = |tree: &boa_ast::Script, context: &mut Context| {
        let declarations = || Declarations::of(tree, context.interner());
        let declarations = text.declarations.get_or_init(declarations);
        redeclared = declarations.redeclared(context).cloned();
        if redeclared.is_some() || syntax::has_early_error(tree) {
            return Err(JsNativeError::syntax().into());
        }
        Ok(())
    };
    let origin = sources::register_with(&text.origin, &text.text, &[], 0);
    let source = Source::from_utf16(&units).with_origin(origin);
    let parsed = Script::parse_with(source, None, inspect, context);
    let compiled = parsed.and_then(|script| script.codeblock(context).map(|_| script));
    match compiled {
        Ok(script) => {
            module::enter_script(&script, import, JsValue::undefined(), context)?;
            Ok(Ok(script))
        }
        Err(error) => describe(text, &units, redeclared.as_ref(), error).map(Err),
    }
}

/// Describes the error that `Script::parse` or a like function gave for a text. `None` if it is no
/// `SyntaxError` of the engine's own.
fn from_js_error(text: &[u16], error: &JsError) -> Option<SyntaxFailure> {
    let native = error.as_native()?;
    matches!(native.kind(), JsNativeErrorKind::Syntax)
        .then(|| syntax::describe_report(text, native.message()))
}

/// What is wrong with a text that does not compile; the error itself if that is not about the text.
fn describe(
    text: &ScriptText,
    units: &[u16],
    redeclared: Option<&JsString>,
    error: JsError,
) -> JsResult<SyntaxFailure> {
    let Some(failure) = from_js_error(units, &error) else {
        return Err(error);
    };
    // The text's own faults come first, and the parser knows more of them than the message says.
    Ok(match (text.check(units), redeclared) {
        (Err(own), _) => own,
        (Ok(_), Some(name)) => syntax::redeclaration(name),
        (Ok(_), None) => failure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> ScriptText {
        let origin = Origin::new(JsString::from("script.js"));
        ScriptText::new(JsString::from(source), origin)
    }

    /// Runs scripts one after another; the outcome of the last.
    fn last_of(sources: &[&str]) -> Result<(), String> {
        let context = &mut Context::default();
        let mut outcome = Ok(());
        for source in sources {
            outcome = match compile(&text(source), JsValue::undefined(), context).unwrap() {
                Ok(script) => script
                    .evaluate(context)
                    .map(|_| ())
                    .map_err(|error| error.to_string()),
                Err(failure) => Err(failure.message.to_std_string_lossy()),
            };
        }
        outcome
    }

    #[test]
    fn errors_of_the_engine_are_described_too() {
        let context = &mut Context::default();
        let text: Vec<u16> = "var x = 1;\n  foo bar".encode_utf16().collect();
        let source = Source::from_utf16(&text);
        let error = Script::parse(source, None, context).unwrap_err();
        let failure = from_js_error(&text, &error).unwrap();
        assert_eq!(failure.message, "Unexpected identifier 'bar'");
        assert_eq!((failure.line, failure.column, failure.width), (2, 7, 3));
        let error = JsNativeError::typ().into();
        assert_eq!(from_js_error(&text, &error), None);
    }

    #[test]
    fn a_name_that_the_realm_has_declared_is_refused() {
        let first = "let x = 1; var v; class K {}";
        for (second, name) in [
            ("let y, x", "x"),
            ("var x", "x"),
            ("function x() {}", "x"),
            ("const { a, K } = {}", "K"),
            ("let v", "v"),
        ] {
            let expected = Err(format!("Identifier '{name}' has already been declared"));
            assert_eq!(last_of(&[first, second]), expected, "{second}");
        }
    }

    #[test]
    fn a_name_of_another_scope_may_be_declared_again() {
        let first = "let x = 1; var v";
        for second in ["let é; { let x }", "var v; function w() { let x }"] {
            assert_eq!(last_of(&[first, second]), Ok(()), "{second}");
        }
    }

    #[test]
    fn a_refused_script_leaves_none_of_its_names() {
        assert_eq!(last_of(&["var v", "let fresh, v", "let fresh = 1"]), Ok(()));
    }

    #[test]
    fn only_a_script_without_lexical_declarations_is_kept() {
        for (source, is_kept) in [("var a; 1", true), ("let b", false), ("{ let c }", true)] {
            let text = Rc::new(text(source));
            let context = &mut Context::default();
            let script = compile(&text, JsValue::undefined(), context)
                .unwrap()
                .unwrap();
            let mut cache = ScriptCache::default();
            cache.put(&text, &script);
            assert_eq!(cache.get(&text).is_some(), is_kept, "{source}");
        }
    }
}
