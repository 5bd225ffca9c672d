//! Where an error was thrown: the tokens around the place, the call or the member there, and, when the
//! engine tells no place, what in the function could have thrown.

use super::facts::Facts;
use super::values::{Value, value_of};
use js_source::expression::{chain_end, chain_start, expression_end, follows_operand, print, text};
use js_source::source_text::SourceText;
use js_source::syntax::program::Program;

/// Longer texts are looked at around the place only.
const WHOLE_TEXT: usize = 16_000;
/// How much of a longer text is looked at, before the place and behind it.
const WINDOW: (usize, usize) = (4_000, 2_000);

/// The part of `text` that matters for `index`, and the index in it.
pub(super) fn window(source: &SourceText, index: Option<usize>) -> (Vec<u16>, Option<usize>) {
    let length = source.text().len();
    if length <= WHOLE_TEXT {
        return (source.text().to_vec(), index);
    }
    let Some(index) = index else {
        return (Vec::new(), None);
    };
    let (line, _) = source.position_of(index.saturating_sub(WINDOW.0));
    let start = source.index_of(line + 1, 1).filter(|&start| start <= index);
    let start = start.unwrap_or_else(|| index.saturating_sub(WINDOW.0 / 4));
    let end = (index + WINDOW.1).min(length);
    let units = (start..end).map(|at| source.unit(at)).collect();
    (units, Some(index - start))
}

/// The place of a throw.
pub(super) struct ThrowSite<'a> {
    pub(super) program: Program<'a>,
    /// The token that the engine points at.
    pub(super) at: Option<usize>,
    /// The name of the function that it was in; empty where it has none.
    function: &'a str,
    /// What the engine knows.
    pub(super) facts: &'a Facts,
}

/// A call in the text.
pub(super) struct Call {
    /// The tokens of what is called, without `new`.
    pub(super) callee: (usize, usize),
    /// The opening parenthesis, if there is one.
    arguments: Option<usize>,
    /// Whether it goes through `call` or `apply`.
    pub(super) is_indirect: bool,
}

impl<'a> ThrowSite<'a> {
    pub(super) fn new(
        units: &'a [u16],
        index: Option<usize>,
        function: &'a str,
        facts: &'a Facts,
    ) -> Self {
        let program = Program::new(units);
        let at = index.map(|index| program.number_at(index));
        Self {
            program,
            at,
            function,
            facts,
        }
    }

    pub(super) fn print(&self, (start, last): (usize, usize)) -> String {
        print(&self.program, start, last)
    }

    pub(super) fn value(&self, (start, last): (usize, usize)) -> Option<Value> {
        (start <= last)
            .then(|| value_of(&self.program, start, last))
            .flatten()
    }

    /// The call that the engine points at.
    pub(super) fn call(&self) -> Option<Call> {
        let program = &self.program;
        let at = self.at?;
        let (start, last) = if program.is(at, "new") {
            (at + 1, chain_end(program, at + 1, false))
        } else if program.is(at, "(") && follows_operand(program, at) {
            let last = at.checked_sub(1)?;
            let last = if program.is(last, "?.") {
                last.checked_sub(1)?
            } else {
                last
            };
            (chain_start(program, last), last)
        } else {
            return None;
        };
        let is_indirect = last > start + 1
            && program.is(last - 1, ".")
            && !program.is(last - 2, "Reflect")
            && program.is_any(last, &["call", "apply"]);
        let open = if program.is(at, "(") { at } else { last + 1 };
        Some(Call {
            callee: (start, last),
            arguments: program.is(open, "(").then_some(open),
            is_indirect,
        })
    }

    /// The bare name of the built-in that threw.
    pub(super) fn native(&self) -> Option<String> {
        if let Facts::Native { name, .. } = self.facts {
            return Some(name.clone());
        }
        let method = self.method()?;
        Some(method.rsplit('.').next()?.to_owned())
    }

    /// What is called, without a `.call`.
    pub(super) fn method(&self) -> Option<String> {
        let call = self.call()?;
        let (start, last) = call.callee;
        let last = if call.is_indirect { last - 2 } else { last };
        Some(self.print((start, last)))
    }

    /// The tokens of an argument, those of `.call` not counted; none that is left out.
    #[expect(clippy::option_option, reason = "not known, or left out")]
    pub(super) fn argument(&self, number: usize) -> Option<Option<(usize, usize)>> {
        let call = self.call()?;
        let number = number + usize::from(call.is_indirect);
        let Some(open) = call.arguments else {
            return Some(None);
        };
        let close = self.program.closing(open)?;
        let mut at = open + 1;
        for _ in 0..number {
            at = expression_end(&self.program, at) + 2;
        }
        if self.program.is(at, "...") {
            return None;
        }
        if at >= close {
            return Some(None);
        }
        Some(Some((at, expression_end(&self.program, at))))
    }

    /// The value of an argument, where the text tells it.
    pub(super) fn argument_value(&self, number: usize) -> Option<Value> {
        if let Facts::Native { arguments, .. } = self.facts {
            return Some(arguments.get(number).cloned().unwrap_or(Value::Undefined));
        }
        match self.argument(number)? {
            None => Some(Value::Undefined),
            Some(tokens) => self.value(tokens),
        }
    }

    /// The value that a method was called on, where the engine or the text tells it.
    pub(super) fn receiver(&self) -> Option<Value> {
        if let Facts::Native { receiver, .. } = self.facts {
            return Some(receiver.clone());
        }
        let call = self.call()?;
        let (start, last) = call.callee;
        if call.is_indirect {
            let open = call.arguments?;
            if self.program.closing(open) == Some(open + 1) {
                return Some(Value::Undefined);
            }
            return self.value((open + 1, expression_end(&self.program, open + 1)));
        }
        if last > start + 1 && self.program.is(last - 1, ".") {
            return self.value((start, last - 2));
        }
        None
    }

    /// The tokens of one kind that can have thrown. What has no place of its own has that of what came before:
    /// these are behind it in the same function. If nothing came before, they are those of the function, provided
    /// that the text has one such function.
    pub(super) fn all(&self, is_it: impl Fn(&Self, usize) -> bool) -> Vec<usize> {
        self.all_until(is_it, |_, at| at)
    }

    /// As [`ThrowSite::all`], for what can have its place before it is done, at `end`.
    pub(super) fn all_until(
        &self,
        is_it: impl Fn(&Self, usize) -> bool,
        end: impl Fn(&Self, usize) -> usize,
    ) -> Vec<usize> {
        let functions = self.functions();
        let around = |at: usize| functions.iter().rposition(|one| one.0 < at && at < one.1);
        let found = (0..self.program.end()).filter(|&at| is_it(self, at));
        if let Some(place) = self.at {
            let behind = match self.call() {
                Some(_) => self.program.closing(place).unwrap_or(place),
                None => place,
            };
            return found
                .filter(|&at| end(self, at) >= behind && around(at) == around(place))
                .collect();
        }
        let name = |function: Option<usize>| {
            let name = function.and_then(|number| functions[number].2.as_deref());
            name.unwrap_or("")
        };
        let is_known = functions
            .iter()
            .any(|one| one.2.as_deref() == Some(self.function));
        let found: Vec<usize> = found
            .filter(|&at| !is_known || name(around(at)) == self.function)
            .collect();
        let is_one = found.iter().all(|&at| around(at) == around(found[0]));
        if is_one { found } else { Vec::new() }
    }

    /// The functions of the text, outer ones first: where parameters begin, where the body ends, the name.
    fn functions(&self) -> Vec<(usize, usize, Option<String>)> {
        let program = &self.program;
        let mut functions = Vec::new();
        for brace in 1..program.end() {
            if !program.is(brace, "{") {
                continue;
            }
            let Some(close) = program.closing(brace) else {
                continue;
            };
            let is_arrow = program.is(brace - 1, "=>");
            let end_of_parameters = if is_arrow {
                brace.checked_sub(2)
            } else {
                Some(brace - 1)
            };
            let Some(parameters) = end_of_parameters else {
                continue;
            };
            if !program.is(parameters, ")") {
                continue;
            }
            let Some(open) = program.opening(parameters).filter(|&open| open > 0) else {
                continue;
            };
            let before = open - 1;
            let is_statement = ["if", "for", "while", "switch", "with", "catch", "await"];
            if !is_arrow && program.is_any(before, &is_statement) {
                continue;
            }
            let name = self.name_of_function(before, is_arrow);
            functions.push((before, close, name));
        }
        functions
    }

    /// What Boa calls a function: methods have no names there.
    fn name_of_function(&self, before: usize, is_arrow: bool) -> Option<String> {
        let program = &self.program;
        let is_function = |at: usize| program.is_any(at, &["function", "*"]);
        if !is_arrow && before > 0 && program.is_name(before) {
            return is_function(before - 1).then(|| text(program, before));
        }
        let mut at = before;
        if !is_arrow {
            while at > 0 && program.is_any(at, &["function", "*", "async"]) {
                at -= 1;
            }
        } else if program.is(at, "async") {
            at = at.checked_sub(1)?;
        }
        let is_assigned = program.is_any(at, &["=", ":"]) && at > 0 && program.is_name(at - 1);
        is_assigned.then(|| text(program, at - 1))
    }
}
