//! Finds the name that a text declares twice, for which Boa gives neither name nor place.
//!
//! It follows blocks and functions by their braces. Names it must not miss are those of `let`, `const`,
//! `class`, `var`, functions, parameters and `catch`; a text that declares nothing twice is not its business.

use super::messages::Found;
use super::program::Program;
use super::targets::declared;

/// The names declared in a pair of braces.
#[derive(Default)]
struct Scope {
    lexical: Vec<Vec<u16>>,
    variable: Vec<Vec<u16>>,
    is_function: bool,
}

impl Scope {
    fn has(&self, name: &[u16]) -> bool {
        let mut names = self.lexical.iter().chain(&self.variable);
        names.any(|known| known == name)
    }
}

/// Finds the second declaration of a name.
pub(super) fn find_redeclaration(program: &Program<'_>) -> Option<Found> {
    // Names behind an initializer and names within it are found one way or the other.
    search(program, true).or_else(|| search(program, false))
}

fn search(program: &Program<'_>, skips_initializers: bool) -> Option<Found> {
    let mut finder = Finder {
        program,
        scopes: vec![Scope {
            is_function: true,
            ..Scope::default()
        }],
        parameters: Vec::new(),
        is_catch: false,
        skips_initializers,
    };
    let mut number = 0;
    while number < program.end() {
        match finder.step(number) {
            Ok(next) => number = next.max(number + 1),
            Err(found) => return Some(found),
        }
    }
    None
}

struct Finder<'a> {
    program: &'a Program<'a>,
    scopes: Vec<Scope>,
    /// The parameters of the function or `catch` whose braces open next.
    parameters: Vec<Vec<u16>>,
    is_catch: bool,
    skips_initializers: bool,
}

impl Finder<'_> {
    /// Looks at one token; gives the next one, or the declaration that is one too many.
    fn step(&mut self, number: usize) -> Result<usize, Found> {
        let program = self.program;
        let is_statement = number == 0
            || program.is_any(number - 1, &[";", "{", "}", ")", ":", "else"])
            || !program.is_any(
                number - 1,
                &[
                    "=", "(", ",", "?", "return", "=>", "new", "[", "&&", "||", "!", "+", "async",
                    "extends", "default", "typeof", "void",
                ],
            );
        if program.opens(number) {
            return Ok(self.open(number));
        }
        if program.closes(number) {
            if (program.is(number, "}") || program.is(number, ")")) && self.scopes.len() > 1 {
                let is_brace = program.is(number, "}");
                if is_brace || self.is_loop_head(number) {
                    self.scopes.pop();
                }
            }
            return Ok(number + 1);
        }
        if program.is_any(number, &["let", "const", "var"]) && !program.is(number + 1, "=") {
            return self.declare_list(number);
        }
        if program.is(number, "class") && is_statement && program.is_name(number + 1) {
            let end = program
                .find(number, "{")
                .and_then(|brace| program.closing(brace));
            self.declare_lexical(number + 1, (number, end.unwrap_or(number + 1)))?;
            return Ok(number + 2);
        }
        if program.is(number, "function") {
            return self.function(number, is_statement);
        }
        if program.is(number, "catch") && program.is(number + 1, "(") {
            self.parameters = self.names_in(number + 1);
            self.is_catch = true;
            return Ok(program.closing(number + 1).unwrap_or(number) + 1);
        }
        if program.is(number, "=>") && number > 0 {
            let last = number - 1;
            self.parameters = match program.opening(last).filter(|_| program.is(last, ")")) {
                Some(opening) => self.names_in(opening),
                None => vec![program.name(last)],
            };
        }
        Ok(number + 1)
    }

    fn open(&mut self, number: usize) -> usize {
        let program = self.program;
        if program.is(number, "{") {
            let mut scope = Scope::default();
            let follows = number > 0 && program.is_any(number - 1, &[")", "=>"]);
            scope.is_function = !self.is_catch && follows && self.is_function_body(number);
            if scope.is_function || self.is_catch {
                scope.variable = std::mem::take(&mut self.parameters);
            }
            self.is_catch = false;
            self.scopes.push(scope);
        } else if program.is(number, "(")
            && number > 0
            && program.is_any(number - 1, &["for", "await"])
        {
            self.scopes.push(Scope::default());
        }
        number + 1
    }

    /// Whether these braces follow parameters: of an arrow, a function or a method.
    fn is_function_body(&self, number: usize) -> bool {
        let program = self.program;
        if program.is(number - 1, "=>") {
            return true;
        }
        let Some(before) = program
            .opening(number - 1)
            .and_then(|open| open.checked_sub(1))
        else {
            return false;
        };
        !program.is_any(
            before,
            &["if", "for", "while", "switch", "with", "catch", "await"],
        )
    }

    fn is_loop_head(&self, number: usize) -> bool {
        let program = self.program;
        let opening = program
            .opening(number)
            .and_then(|opening| opening.checked_sub(1));
        opening.is_some_and(|before| program.is_any(before, &["for", "await"]))
    }

    fn function(&mut self, number: usize, is_statement: bool) -> Result<usize, Found> {
        let program = self.program;
        let name = if program.is(number + 1, "*") {
            number + 2
        } else {
            number + 1
        };
        if is_statement && program.is_name(name) {
            let text = program.name(name);
            let scope = self.scopes.last_mut();
            if let Some(scope) = scope {
                if scope.lexical.contains(&text) {
                    return Err(declared(&text, (number, number)));
                }
                scope.variable.push(text);
            }
        }
        let Some(parameters) = program.find(number, "(") else {
            return Ok(number + 1);
        };
        self.parameters = self.names_in(parameters);
        Ok(program.closing(parameters).unwrap_or(parameters) + 1)
    }

    fn declare_list(&mut self, keyword: usize) -> Result<usize, Found> {
        let program = self.program;
        let is_var = program.is(keyword, "var");
        let mut number = keyword + 1;
        loop {
            let end = match program.closing(number).filter(|_| program.opens(number)) {
                Some(end) => end,
                None => number,
            };
            for name in self.binding_names(number, end) {
                if is_var {
                    self.declare_var(name)?;
                } else {
                    self.declare_lexical(name, (name, name))?;
                }
            }
            number = self.skip_initializer(end + 1);
            if !program.is(number, ",") {
                return Ok(number);
            }
            number += 1;
        }
    }

    /// Goes on to the comma, or to whatever else ends a declaration.
    fn skip_initializer(&self, mut number: usize) -> usize {
        let program = self.program;
        if !program.is(number, "=") || !self.skips_initializers {
            return number;
        }
        while number < program.end() {
            if program.is_any(number, &[",", ";", "let", "const", "var"]) {
                return number;
            }
            if program.closes(number) {
                return number;
            }
            number = match program.closing(number).filter(|_| program.opens(number)) {
                Some(end) => end + 1,
                None => number + 1,
            };
        }
        number
    }

    /// The names that a pattern binds: in `{ a, b: c = d }` these are `a` and `c`.
    fn binding_names(&self, start: usize, end: usize) -> Vec<usize> {
        let program = self.program;
        let mut names = Vec::new();
        let mut number = start;
        while number <= end {
            if program.is(number, "=") && number > start {
                number = self.skip_default(number, end);
                continue;
            }
            if program.is_name(number) && !program.is(number + 1, ":") {
                names.push(number);
            }
            number += 1;
        }
        names
    }

    fn skip_default(&self, mut number: usize, end: usize) -> usize {
        let program = self.program;
        while number <= end && !program.is(number, ",") && !program.closes(number) {
            number = match program.closing(number).filter(|_| program.opens(number)) {
                Some(closing) => closing + 1,
                None => number + 1,
            };
        }
        number
    }

    fn names_in(&self, opening: usize) -> Vec<Vec<u16>> {
        let end = self.program.closing(opening).unwrap_or(opening);
        let names = self.binding_names(opening, end);
        names.iter().map(|&name| self.program.name(name)).collect()
    }

    fn declare_lexical(&mut self, name: usize, tokens: (usize, usize)) -> Result<(), Found> {
        let text = self.program.name(name);
        let Some(scope) = self.scopes.last_mut() else {
            return Ok(());
        };
        if scope.has(&text) {
            return Err(declared(&text, tokens));
        }
        scope.lexical.push(text);
        Ok(())
    }

    fn declare_var(&mut self, name: usize) -> Result<(), Found> {
        let text = self.program.name(name);
        for scope in self.scopes.iter_mut().rev() {
            if scope.lexical.contains(&text) {
                return Err(declared(&text, (name, name)));
            }
            scope.variable.push(text.clone());
            if scope.is_function {
                break;
            }
        }
        Ok(())
    }
}
