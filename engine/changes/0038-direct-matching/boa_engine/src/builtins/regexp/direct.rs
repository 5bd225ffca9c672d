//! Matches without arrays for those who do not look at them: the methods of `RegExp.prototype` whose steps nobody can
//! see, because `exec`, the flags and `lastIndex` are what they were made as.

use regress::Match;

use super::{RegExp, advance_string_index};
use crate::{
    Context, JsObject, JsResult, JsString, JsValue,
    builtins::array::Array,
    js_string,
    native_function::{NativeFunctionObject, NativeFunctionPointer},
    string::{JsStr, JsStrVariant, check_string_length},
    symbol::JsSymbol,
};

/// The last match of a built-in method in a context, for what tells about it (`RegExp.$1`).
#[derive(Debug, Clone, Default)]
pub struct LastMatch {
    /// The text that was matched.
    pub subject: JsString,

    /// Where the match is.
    pub range: std::ops::Range<usize>,

    /// Where the captures are.
    pub captures: Vec<Option<std::ops::Range<usize>>>,

    /// How many matches there were before.
    pub count: u64,
}

impl Context {
    /// Gets the last match of a built-in method.
    #[must_use]
    pub fn last_match(&self) -> &LastMatch {
        &self.last_match
    }

    /// Says that a constructor makes the same objects as `%RegExp%`, and that nobody can see it being called by the
    /// methods of a regular expression: an embedder may put one of its own in the place of the engine's.
    pub fn set_regexp_constructor(&mut self, constructor: JsObject) {
        self.regexp_constructor = Some(constructor);
    }
}

/// What `RegExpExec` comes to.
pub(super) enum Execution {
    /// There is no match.
    None,
    /// What a method of the script has returned.
    Object(JsObject),
    /// A match of the built-in method.
    Match(JsObject<RegExp>, Match),
}

/// Calls `$body` with `$matches`, an iterator over the matches from an index on.
macro_rules! with_matches {
    ($regexp:expr, $input:expr, $start:expr, |$matches:ident| $body:expr) => {
        match ($regexp.is_unicode(), $input.as_str().variant()) {
            // There are no surrogates.
            (_, JsStrVariant::Latin1(text)) => {
                let mut $matches = $regexp.matcher.find_from_latin1(text, $start);
                $body
            }
            (true, JsStrVariant::Utf16(text)) => {
                let mut $matches = $regexp.matcher.find_from_utf16(text, $start);
                $body
            }
            (false, JsStrVariant::Utf16(text)) => {
                let mut $matches = $regexp.matcher.find_from_ucs2(text, $start);
                $body
            }
        }
    };
}

impl RegExp {
    /// Whether the flags contain `u` or `v`.
    pub(super) fn is_unicode(&self) -> bool {
        self.original_flags.contains(b'u') || self.original_flags.contains(b'v')
    }

    /// Finds the first match from an index on, or the one that begins there.
    pub(super) fn find(
        &self,
        input: &JsString,
        start: usize,
        sticky: bool,
        context: &mut Context,
    ) -> JsResult<Option<Match>> {
        loop {
            let found = with_matches!(self, input, start, |matches| if sticky {
                matches.next_here()
            } else {
                matches.next()
            });
            if !context.is_interrupted() {
                return Ok(found);
            }
            // What a match that was interrupted comes to means nothing.
            context.poll()?;
        }
    }

    /// Calls `on` with each match from the beginning, until it says that it needs no more.
    fn find_all(
        &self,
        input: &JsString,
        sticky: bool,
        context: &mut Context,
        mut on: impl FnMut(Match, &mut Context) -> JsResult<bool>,
    ) -> JsResult<()> {
        let mut start = 0;
        loop {
            with_matches!(self, input, start, |matches| loop {
                let found = if sticky {
                    matches.next_here()
                } else {
                    matches.next()
                };
                if context.is_interrupted() {
                    context.poll()?;
                    break;
                }
                let Some(found) = found else {
                    return Ok(());
                };
                start = found.end();
                if found.start() == start {
                    start = advance_string_index(input, start as u64, self.is_unicode()) as usize;
                }
                if !on(found, context)? {
                    return Ok(());
                }
            });
        }
    }

    /// Whether a value is `RegExp.prototype.exec` as the engine has made it.
    pub(super) fn is_built_in_exec(value: &JsValue) -> bool {
        let built_in: NativeFunctionPointer = Self::exec;
        value.as_object().is_some_and(|object| {
            object
                .downcast_ref::<NativeFunctionObject>()
                .and_then(|function| function.f.as_pointer())
                .is_some_and(|function| std::ptr::fn_addr_eq(function, built_in))
        })
    }

    /// Sets `lastIndex`.
    pub(super) fn set_last_index(
        this: &JsObject<Self>,
        index: usize,
        context: &mut Context,
    ) -> JsResult<()> {
        if Self::has_plain_shape(this, context) {
            this.borrow_mut().properties_mut().storage[0] = index.into();
            return Ok(());
        }
        this.clone()
            .upcast()
            .set(js_string!("lastIndex"), index, true, context)?;
        Ok(())
    }

    /// Whether an object has no own property but a `lastIndex` that can be written, and `%RegExp.prototype%`.
    fn has_plain_shape(this: &JsObject<Self>, context: &Context) -> bool {
        let shape = context.intrinsics().templates().regexp().shape();
        this.borrow().properties().shape.to_addr_usize() == shape.to_addr_usize()
    }

    /// Gets the regular expression, where nobody can see what its methods read and write: it has the flags that it was
    /// made with, `lastIndex` is a number, and `exec` is the built-in one.
    fn plain(rx: &JsObject, flags: &JsString, context: &Context) -> Option<(JsObject<Self>, Self)> {
        let rx = rx.clone().downcast::<Self>().ok()?;
        if !Self::has_plain_shape(&rx, context) {
            return None;
        }
        let regexp = {
            let borrowed = rx.borrow();
            if !borrowed.properties().storage[0].is_number() {
                return None;
            }
            borrowed.data().clone()
        };
        let is_other = b"gyuv"
            .iter()
            .any(|flag| flags.contains(*flag) != regexp.original_flags.contains(*flag));
        if is_other || regexp.may_have_names() {
            return None;
        }
        let prototype = context.intrinsics().constructors().regexp().prototype();
        let exec = prototype
            .borrow()
            .properties()
            .get(&js_string!("exec").into())?;
        Self::is_built_in_exec(exec.value()?).then_some((rx, regexp))
    }

    /// Whether the pattern has something that looks like a group with a name.
    fn may_have_names(&self) -> bool {
        let mut from = 0;
        while let Some(at) = self.original_source.index_of(JsStr::latin1(b"(?<"), from) {
            let next = self.original_source.code_unit_at(at + 3);
            if next != Some(u16::from(b'=')) && next != Some(u16::from(b'!')) {
                return true;
            }
            from = at + 3;
        }
        false
    }

    /// Takes a match down for [`Context::last_match`].
    pub(super) fn remember(input: &JsString, found: &Match, context: &mut Context) {
        let last = &mut context.last_match;
        last.count += 1;
        last.subject = input.clone();
        last.range = found.range();
        last.captures.clear();
        last.captures.extend_from_slice(&found.captures);
    }

    /// `RegExp.prototype [ @@match ]` with the flag `g`, or `None` where the steps can be seen.
    pub(super) fn match_directly(
        rx: &JsObject,
        flags: &JsString,
        s: &JsString,
        context: &mut Context,
    ) -> JsResult<Option<JsValue>> {
        let Some((rx, regexp)) = Self::plain(rx, flags, context) else {
            return Ok(None);
        };
        Self::set_last_index(&rx, 0, context)?;
        let mut strings = Vec::new();
        let mut last = None;
        regexp.find_all(s, flags.contains(b'y'), context, |found, _| {
            strings.push(s.get_expect(found.range()).into());
            last = Some(found);
            Ok(true)
        })?;
        let Some(last) = last else {
            return Ok(Some(JsValue::null()));
        };
        Self::remember(s, &last, context);
        Ok(Some(Array::create_array_from_list(strings, context).into()))
    }

    /// `RegExp.prototype [ @@replace ]`, or `None` where the steps can be seen.
    pub(super) fn replace_directly(
        rx: &JsObject,
        flags: &JsString,
        s: &JsString,
        replacement: Result<&JsObject, &JsString>,
        context: &mut Context,
    ) -> JsResult<Option<JsValue>> {
        let Some((rx, regexp)) = Self::plain(rx, flags, context) else {
            return Ok(None);
        };
        let mut text = Text::default();
        let mut next = 0;

        // What a function returns is asked for when all matches are known.
        let mut matches = Vec::new();
        let mut template = None;
        let mut last = None;
        let mut on = |found: Match, context: &mut Context| -> JsResult<()> {
            let Err(replacement) = replacement else {
                matches.push(found);
                return Ok(());
            };
            let template =
                template.get_or_insert_with(|| Template::new(replacement, found.captures.len()));
            text.push(s.get_units(next, found.start()))?;
            template.push_to(&mut text, s, replacement, &found, context)?;
            next = found.end();
            last = Some(found);
            Ok(())
        };

        if flags.contains(b'g') {
            Self::set_last_index(&rx, 0, context)?;
            regexp.find_all(s, flags.contains(b'y'), context, |found, context| {
                on(found, context)?;
                Ok(true)
            })?;
        } else if let Some(found) = Self::built_in_match(&rx, &regexp, s, context)? {
            on(found, context)?;
        }

        if let Some(last) = last.as_ref().or(matches.last()) {
            Self::remember(s, last, context);
        }
        if let Ok(function) = replacement {
            for found in matches {
                let mut arguments = Vec::with_capacity(found.captures.len() + 3);
                arguments.push(s.get_expect(found.range()).into());
                for capture in &found.captures {
                    arguments.push(
                        capture
                            .clone()
                            .map_or_else(JsValue::undefined, |range| s.get_expect(range).into()),
                    );
                }
                arguments.push(found.start().into());
                arguments.push(s.clone().into());
                let value = function.call(&JsValue::undefined(), &arguments, context)?;
                let value = value.to_string(context)?;
                text.push(s.get_units(next, found.start()))?;
                text.push(value.as_str())?;
                next = found.end();
            }
        }
        if next == 0 && text.len() == 0 {
            return Ok(Some(s.clone().into()));
        }
        text.push(s.get_units(next, s.len()))?;
        Ok(Some(text.into_string().into()))
    }

    /// The steps of `RegExp.prototype [ @@split ]` from 11 on, or `None` where they can be seen.
    pub(super) fn split_directly(
        rx: &JsObject,
        constructor: &JsObject,
        flags: &JsString,
        s: &JsString,
        limit: &JsValue,
        context: &mut Context,
    ) -> JsResult<Option<JsValue>> {
        let intrinsic = context.intrinsics().constructors().regexp();
        if !(JsObject::equals(constructor, &intrinsic.constructor())
            || context
                .regexp_constructor
                .as_ref()
                .is_some_and(|own| JsObject::equals(constructor, own)))
        {
            return Ok(None);
        }
        let is_data = intrinsic
            .prototype()
            .borrow()
            .properties()
            .get(&JsSymbol::r#match().into())
            .is_some_and(|matcher| matcher.value().is_some_and(|value| value.to_boolean()));
        if !is_data || !(limit.is_undefined() || limit.is_number()) {
            return Ok(None);
        }
        let Some((_, regexp)) = Self::plain(rx, flags, context) else {
            return Ok(None);
        };
        let limit = if limit.is_undefined() {
            u32::MAX as usize
        } else {
            limit.to_u32(context)? as usize
        };
        let mut parts: Vec<JsValue> = Vec::new();
        if limit == 0 {
            return Ok(Some(Array::create_array_from_list(parts, context).into()));
        }
        let size = s.len();
        if size == 0 {
            match regexp.find(s, 0, true, context)? {
                Some(found) => Self::remember(s, &found, context),
                None => parts.push(s.clone().into()),
            }
            return Ok(Some(Array::create_array_from_list(parts, context).into()));
        }
        let mut p = 0;
        let mut last = None;
        regexp.find_all(s, false, context, |found, _| {
            let (start, end) = (found.start(), found.end());
            if start >= size {
                return Ok(false);
            }
            if end == p {
                last = Some(found);
                return Ok(true);
            }
            parts.push(s.get_expect(p..start).into());
            if parts.len() < limit {
                p = end;
                for capture in &found.captures {
                    parts.push(
                        capture
                            .clone()
                            .map_or_else(JsValue::undefined, |range| s.get_expect(range).into()),
                    );
                    if parts.len() == limit {
                        break;
                    }
                }
            }
            last = Some(found);
            Ok(parts.len() < limit)
        })?;
        if let Some(last) = last {
            Self::remember(s, &last, context);
        }
        if parts.len() < limit {
            parts.push(s.get_expect(p..size).into());
        }
        Ok(Some(Array::create_array_from_list(parts, context).into()))
    }
}

/// Text that is put together, in Latin-1 as long as all parts are.
#[derive(Default)]
struct Text {
    latin1: Vec<u8>,
    utf16: Vec<u16>,
}

impl Text {
    fn len(&self) -> usize {
        self.latin1.len() + self.utf16.len()
    }

    fn push(&mut self, part: JsStr<'_>) -> JsResult<()> {
        check_string_length(self.len() + part.len())?;
        match part.variant() {
            JsStrVariant::Latin1(part) if self.utf16.is_empty() => {
                self.latin1.extend_from_slice(part);
            }
            JsStrVariant::Latin1(part) => self.utf16.extend(part.iter().copied().map(u16::from)),
            JsStrVariant::Utf16(part) => {
                if !part.is_empty() {
                    let latin1 = std::mem::take(&mut self.latin1);
                    self.utf16.extend(latin1.into_iter().map(u16::from));
                    self.utf16.extend_from_slice(part);
                }
            }
        }
        Ok(())
    }

    fn into_string(self) -> JsString {
        if self.utf16.is_empty() {
            JsString::from(JsStr::latin1(&self.latin1))
        } else {
            JsString::from(JsStr::utf16(&self.utf16))
        }
    }
}

/// A part of what stands in the place of a match.
enum Part {
    /// Units of the template.
    Literal(usize, usize),
    Matched,
    Before,
    After,
    /// By its index in the list of captures.
    Capture(usize),
}

/// A replacement of a pattern without names, with its `$`s understood (ECMA-262 22.1.3.19.1 `GetSubstitution`).
struct Template(Vec<Part>);

impl Template {
    fn new(replacement: &JsString, captures: usize) -> Self {
        let unit = |at| replacement.code_unit_at(at);
        let digit = |at| {
            unit(at)
                .filter(|unit| (u16::from(b'0')..=u16::from(b'9')).contains(unit))
                .map(|unit| usize::from(unit - u16::from(b'0')))
        };
        let len = replacement.len();
        let mut parts = Vec::new();
        let mut literal = 0;
        let mut at = 0;
        while let Some(dollar) = replacement.index_of(JsStr::latin1(b"$"), at) {
            let special = match unit(dollar + 1) {
                Some(0x24) => Some((Part::Literal(dollar, dollar + 1), 2)),
                Some(0x26) => Some((Part::Matched, 2)),
                Some(0x60) => Some((Part::Before, 2)),
                Some(0x27) => Some((Part::After, 2)),
                _ => digit(dollar + 1).and_then(|first| {
                    let two = digit(dollar + 2).map(|second| first * 10 + second);
                    match two {
                        Some(two) if (1..=captures).contains(&two) => {
                            Some((Part::Capture(two - 1), 3))
                        }
                        _ if (1..=captures).contains(&first) => Some((Part::Capture(first - 1), 2)),
                        _ => None,
                    }
                }),
            };
            let Some((part, taken)) = special else {
                // The character after it is no `$`, and has no meaning of its own.
                at = dollar + 1;
                continue;
            };
            if literal < dollar {
                parts.push(Part::Literal(literal, dollar));
            }
            parts.push(part);
            at = dollar + taken;
            literal = at;
        }
        if literal < len {
            parts.push(Part::Literal(literal, len));
        }
        Self(parts)
    }

    fn push_to(
        &self,
        text: &mut Text,
        s: &JsString,
        replacement: &JsString,
        found: &Match,
        context: &mut Context,
    ) -> JsResult<()> {
        for part in &self.0 {
            match part {
                Part::Literal(start, end) => text.push(replacement.get_units(*start, *end))?,
                Part::Matched => text.push(s.get_units(found.start(), found.end()))?,
                Part::Before => text.push(s.get_units(0, found.start()))?,
                Part::After => text.push(s.get_units(found.end(), s.len()))?,
                Part::Capture(index) => {
                    if let Some(range) = &found.captures[*index] {
                        text.push(s.get_units(range.start, range.end))?;
                    }
                }
            }
            context.poll()?;
        }
        Ok(())
    }
}

/// Reads units of a string without making another one.
trait Units {
    /// The units from one index up to another, which are within the string.
    fn get_units(&self, start: usize, end: usize) -> JsStr<'_>;
}

impl Units for JsString {
    fn get_units(&self, start: usize, end: usize) -> JsStr<'_> {
        match self.as_str().variant() {
            JsStrVariant::Latin1(units) => JsStr::latin1(&units[start..end]),
            JsStrVariant::Utf16(units) => JsStr::utf16(&units[start..end]),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Context, Source, TestAction, js_string, run_test_actions};

    /// The methods with an `exec` of the script, so that every step is taken, and without.
    const COMPARE: &str = r"
        function slow(source, flags) {
            const regexp = new RegExp(source, flags);
            regexp.exec = function (s) { return RegExp.prototype.exec.call(this, s) };
            return regexp;
        }
        const texts = ['', 'abc', 'a,b,,c', 'aaa bbb', 'x1y22z333', '\u{1f600}a\u{1f600}', '\u4f60a\u4f60', '\xe9t\xe9', '\n a\nb'];
        const sources = ['', 'a', 'b+', '(a)(b)?', ',', '\\d+', '(\\w)(\\w)', '^', '$', '(?=a)', '(?<=a)b', '.', '\\s*', 'zz', '(x)|(y)', '(?<n>a)'];
        const replacements = ['', '-', '[$&]', '$1$2', '$$', '$`|$\'', '$10$01$0$3', '$', 'x$', '$<n>', '\u4f60', (...all) => JSON.stringify(all)];
        function compare(work) {
            for (const source of sources) for (const flags of ['', 'g', 'y', 'gy', 'u', 'gu', 'gi', 'gv', 'gm', 'd'])
                for (const text of texts) for (const lastIndex of [0, 1, 5]) {
                    const make = (create) => {
                        const regexp = create(source, flags);
                        regexp.lastIndex = lastIndex;
                        const value = work(regexp, text);
                        return JSON.stringify([value, value?.index, value?.input, value?.groups, value?.indices, regexp.lastIndex]);
                    };
                    const fast = make((...args) => new RegExp(...args)), long = make(slow);
                    if (fast !== long) throw new Error([source, flags, JSON.stringify(text), lastIndex, fast, long].join(' : '));
                }
            return true;
        }";

    #[test]
    fn what_is_done_directly_is_what_the_steps_come_to() {
        run_test_actions([
            TestAction::run(COMPARE),
            TestAction::assert("compare((regexp, text) => regexp.test(text))"),
            TestAction::assert("compare((regexp, text) => regexp.exec(text))"),
            TestAction::assert("compare((regexp, text) => text.match(regexp))"),
            TestAction::assert("compare((regexp, text) => text.search(regexp))"),
            TestAction::assert(
                "compare((regexp, text) => replacements.map((replacement) => text.replace(regexp, replacement)))",
            ),
        ]);
    }

    /// `split` makes another regular expression, of a class of the script.
    #[test]
    fn texts_are_split_directly_as_by_the_steps() {
        run_test_actions([
            TestAction::run(COMPARE),
            TestAction::run(
                r"
                class Slow extends RegExp { exec(s) { return super.exec(s) } }
                slow = (source, flags) => new Slow(source, flags);",
            ),
            TestAction::assert("compare((regexp, text) => text.split(regexp))"),
            TestAction::assert("compare((regexp, text) => text.split(regexp, 2))"),
            TestAction::assert("compare((regexp, text) => text.split(regexp, 0))"),
        ]);
    }

    #[test]
    fn what_a_script_changes_is_seen() {
        run_test_actions([
            TestAction::assert(
                "const own = /a/g; own.exec = () => null; 'aa'.replace(own, 'b') === 'aa'",
            ),
            TestAction::assert(
                r"
                const log = [];
                const regexp = /a/g;
                Object.defineProperty(regexp, 'flags', { get() { log.push('flags'); return '' } });
                'aa'.replace(regexp, 'b') === 'ba' && log.join() === 'flags'",
            ),
            TestAction::assert(
                "const frozen = Object.freeze(/a/g); try { 'aa'.replace(frozen, ''); false } catch (e) { e instanceof TypeError }",
            ),
            TestAction::assert(
                r"
                const { exec } = RegExp.prototype;
                let calls = 0;
                RegExp.prototype.exec = function (s) { calls++; return exec.call(this, s) };
                const replaced = 'aba'.replace(/a/g, 'x');
                RegExp.prototype.exec = exec;
                replaced === 'xbx' && calls === 3",
            ),
        ]);
    }

    #[test]
    fn the_last_match_is_told() {
        let mut context = Context::default();
        for (source, subject, range) in [
            ("/b/.test('abc')", "abc", 1..2),
            ("'aXbXc'.replace(/X/g, '')", "aXbXc", 3..4),
            ("'a-b'.split(/-/)", "a-b", 1..2),
            ("'abab'.match(/a/g)", "abab", 2..3),
            ("/none/.test('abc')", "abab", 2..3),
        ] {
            context
                .eval(Source::from_bytes(source))
                .expect("the script runs");
            let last = context.last_match();
            assert_eq!(last.subject, js_string!(subject), "{source}");
            assert_eq!(last.range, range, "{source}");
        }
    }
}
