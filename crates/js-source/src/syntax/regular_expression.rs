//! What is wrong with a regular expression, in V8's words. Its order of looking is V8's, so that of two faults
//! the same one is told.
//!
//! Only for patterns that the engine has refused: a fault that it does not mind is none.

mod escapes;

use std::collections::HashSet;

/// How deep groups and classes can be nested; the engine's own limit.
const MOST_NESTED: usize = 256;

/// How many groups of a pattern V8 lets capture.
const MOST_CAPTURES: u32 = (1 << 15) - 1;

/// What ends a pattern.
const END: u32 = u32::MAX;

type Checked<T> = Result<T, &'static str>;

const NOTHING_TO_REPEAT: &str = "Nothing to repeat";
const INVALID_ESCAPE: &str = "Invalid escape";
const INVALID_UNICODE_ESCAPE: &str = "Invalid Unicode escape";
const INVALID_GROUP: &str = "Invalid group";
const INVALID_NAME: &str = "Invalid capture group name";
const INVALID_REFERENCE: &str = "Invalid named capture referenced";
const INVALID_PROPERTY: &str = "Invalid property name";
const INVALID_PROPERTY_IN_CLASS: &str = "Invalid property name in character class";
const TOO_LARGE: &str = "Regular expression too large";
const ESCAPE_AT_END: &str = "\\ at end of pattern";

/// V8's message about a pattern that the engine has refused.
#[must_use]
pub fn message(pattern: &[u16], flags: &str) -> String {
    let mut ordered: Vec<char> = flags.chars().collect();
    ordered.sort_unstable();
    let ordered: String = ordered.into_iter().collect();
    let text = String::from_utf16_lossy(pattern);
    let fault = fault(pattern, flags);
    format!("Invalid regular expression: /{text}/{ordered}: {fault}")
}

/// What V8 calls the first fault of a pattern.
pub(super) fn fault(pattern: &[u16], flags: &str) -> &'static str {
    let mut check = Check::new(pattern, flags);
    match check.pattern() {
        Err(fault) => fault,
        // Which names of properties there are, the engine knows, and how much it takes.
        Ok(()) => check.property.unwrap_or(match () {
            () if check.captures > MOST_CAPTURES => "Too many captures",
            () if check.deepest > MOST_NESTED => TOO_LARGE,
            () if check.has_sets => "Invalid set operation in character class",
            () if check.has_names => INVALID_NAME,
            () => TOO_LARGE,
        }),
    }
}

/// A group that is not closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Plain,
    Lookahead,
    Lookbehind,
}

/// What a quantifier would be about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Term {
    Nothing,
    Atom,
    /// A lookaround that can't be repeated.
    Fixed,
}

struct Check {
    units: Vec<u32>,
    at: usize,
    /// The flag `u` or `v`.
    is_unicode: bool,
    /// The flag `v`.
    has_sets: bool,
    names: HashSet<Vec<u32>>,
    references: Vec<Vec<u32>>,
    open: Vec<Group>,
    /// The most groups that were open at a time.
    deepest: usize,
    /// Classes that are open.
    classes: usize,
    captures: u32,
    has_names: bool,
    /// What is wrong if a property that was used has no name that anybody knows.
    property: Option<&'static str>,
}

const fn unit(character: char) -> u32 {
    character as u32
}

fn is(unit: u32, characters: &str) -> bool {
    char::from_u32(unit).is_some_and(|character| characters.contains(character))
}

fn digit(unit: u32, radix: u32) -> Option<u32> {
    char::from_u32(unit)?.to_digit(radix)
}

impl Check {
    fn new(pattern: &[u16], flags: &str) -> Self {
        let is_unicode = flags.contains(['u', 'v']);
        let units: Vec<u32> = if is_unicode {
            char::decode_utf16(pattern.iter().copied())
                .map(|point| match point {
                    Ok(character) => u32::from(character),
                    Err(lone) => u32::from(lone.unpaired_surrogate()),
                })
                .collect()
        } else {
            pattern.iter().copied().map(u32::from).collect()
        };
        let mut check = Self {
            units,
            at: 0,
            is_unicode,
            has_sets: flags.contains('v'),
            names: HashSet::new(),
            references: Vec::new(),
            open: Vec::new(),
            deepest: 0,
            classes: 0,
            captures: 0,
            has_names: false,
            property: None,
        };
        check.count_captures();
        check
    }

    /// Counts the groups that capture, as far as brackets and backslashes tell them.
    fn count_captures(&mut self) {
        let mut at = 0;
        let mut is_in_class = false;
        while at < self.units.len() {
            match self.units[at] {
                0x5C => at += 1,
                0x5B => is_in_class = true,
                0x5D => is_in_class = false,
                0x28 if !is_in_class => {
                    let next = |more: usize| self.units.get(at + more).copied().unwrap_or(END);
                    let is_named =
                        next(1) == unit('?') && next(2) == unit('<') && !is(next(3), "=!");
                    self.has_names |= is_named;
                    self.captures += u32::from(is_named || next(1) != unit('?'));
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn peek(&self, more: usize) -> u32 {
        self.units.get(self.at + more).copied().unwrap_or(END)
    }

    fn eat(&mut self, character: char) -> bool {
        let is_there = self.peek(0) == unit(character);
        self.at += usize::from(is_there);
        is_there
    }

    fn pattern(&mut self) -> Checked<()> {
        while self.peek(0) != END || !self.open.is_empty() {
            let term = self.term()?;
            if term != Term::Nothing {
                self.quantifier(term)?;
            }
        }
        if self.references.iter().all(|name| self.names.contains(name)) {
            Ok(())
        } else {
            Err(INVALID_REFERENCE)
        }
    }

    fn term(&mut self) -> Checked<Term> {
        let current = self.peek(0);
        if current == END {
            return Err("Unterminated group");
        }
        match char::from_u32(current) {
            Some(')') => return self.close(),
            Some('|' | '^' | '$') => {
                self.at += 1;
                return Ok(Term::Nothing);
            }
            Some('*' | '+' | '?') => return Err(NOTHING_TO_REPEAT),
            Some('(') => return self.group().map(|()| Term::Nothing),
            Some('[') => return self.class().map(|()| Term::Atom),
            Some('\\') => return self.escape(),
            Some('{') if self.interval().is_some() => return Err(NOTHING_TO_REPEAT),
            Some('{' | '}' | ']') if self.is_unicode => return Err("Lone quantifier brackets"),
            _ => self.at += 1,
        }
        Ok(Term::Atom)
    }

    fn close(&mut self) -> Checked<Term> {
        self.at += 1;
        match self.open.pop() {
            None => Err("Unmatched ')'"),
            Some(Group::Lookbehind) => Ok(Term::Fixed),
            Some(Group::Lookahead) if self.is_unicode => Ok(Term::Fixed),
            Some(_) => Ok(Term::Atom),
        }
    }

    fn group(&mut self) -> Checked<()> {
        self.at += 1;
        let mut group = Group::Plain;
        if self.eat('?') {
            match (char::from_u32(self.peek(0)), self.peek(1)) {
                (Some(':'), _) => self.at += 1,
                (Some('=' | '!'), _) => {
                    group = Group::Lookahead;
                    self.at += 1;
                }
                (Some('<'), next) if is(next, "=!") => {
                    group = Group::Lookbehind;
                    self.at += 2;
                }
                (Some('<'), _) => {
                    self.at += 1;
                    let name = self.name()?;
                    if !self.names.insert(name) {
                        return Err("Duplicate capture group name");
                    }
                }
                _ => return Err(INVALID_GROUP),
            }
        }
        self.open.push(group);
        self.deepest = self.deepest.max(self.open.len());
        Ok(())
    }

    /// A name, up to its `>`.
    fn name(&mut self) -> Checked<Vec<u32>> {
        let mut name = Vec::new();
        loop {
            let mut point = self.point();
            if point == unit('\\') && self.eat('u') {
                point = self.unicode_escape(true).ok_or(INVALID_UNICODE_ESCAPE)?;
            } else if point == unit('>') && !name.is_empty() {
                return Ok(name);
            }
            let fits = char::from_u32(point).is_some_and(|character| {
                character.is_alphabetic()
                    || is(point, "$_")
                    || (!name.is_empty()
                        && (character.is_numeric() || is(point, "\u{200C}\u{200D}")))
            });
            if !fits {
                return Err(INVALID_NAME);
            }
            name.push(point);
        }
    }

    /// The next character, which is whole also without the flag `u`.
    fn point(&mut self) -> u32 {
        let (high, low) = (self.peek(0), self.peek(1));
        self.at += usize::from(high != END);
        if matches!(high, 0xD800..0xDC00) && matches!(low, 0xDC00..0xE000) {
            self.at += 1;
            return 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        }
        high
    }

    /// `{1}`, `{1,}` or `{1,2}`: both ends. Nothing is read if there is none.
    fn interval(&mut self) -> Option<(u64, u64)> {
        let start = self.at;
        let found = self.read_interval();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn read_interval(&mut self) -> Option<(u64, u64)> {
        self.eat('{').then_some(())?;
        let least = self.number()?;
        let most = match self.eat(',') {
            true if self.peek(0) == unit('}') => u64::MAX,
            true => self.number()?,
            false => least,
        };
        self.eat('}').then_some((least, most))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = None;
        while let Some(digit) = digit(self.peek(0), 10) {
            let so_far: u64 = number.unwrap_or(0);
            number = Some(so_far.saturating_mul(10).saturating_add(digit.into()));
            self.at += 1;
        }
        // V8 counts no further.
        number.map(|number| number.min(i32::MAX as u64))
    }

    fn quantifier(&mut self, term: Term) -> Checked<()> {
        if !(self.eat('*') || self.eat('+') || self.eat('?')) {
            if self.peek(0) != unit('{') {
                return Ok(());
            }
            match self.interval() {
                Some((least, most)) if most < least => {
                    return Err("numbers out of order in {} quantifier");
                }
                Some(_) => {}
                None if self.is_unicode => return Err("Incomplete quantifier"),
                None => return Ok(()),
            }
        }
        self.eat('?');
        if term == Term::Fixed {
            return Err("Invalid quantifier");
        }
        Ok(())
    }

    fn class(&mut self) -> Checked<()> {
        self.at += 1;
        self.eat('^');
        while self.peek(0) != END && self.peek(0) != unit(']') {
            if self.has_sets && self.peek(0) == unit('[') {
                self.classes += 1;
                if self.classes > MOST_NESTED {
                    return Err(TOO_LARGE);
                }
                self.class()?;
                self.classes -= 1;
                continue;
            }
            let is_operator = |check: &Self, mark| {
                check.has_sets && check.peek(0) == unit(mark) && check.peek(1) == unit(mark)
            };
            if is_operator(self, '-') || is_operator(self, '&') {
                self.at += 2;
                continue;
            }
            let first = self.class_atom()?;
            if is_operator(self, '-') || !self.eat('-') {
                continue;
            }
            if self.peek(0) == END || self.peek(0) == unit(']') {
                break;
            }
            match (first, self.class_atom()?) {
                (Some(first), Some(last)) if first > last => {
                    return Err("Range out of order in character class");
                }
                (Some(_), Some(_)) => {}
                _ if self.is_unicode => return Err("Invalid character class"),
                _ => {}
            }
        }
        if self.eat(']') {
            Ok(())
        } else {
            Err("Unterminated character class")
        }
    }

    /// A character of a class, or nothing for many.
    fn class_atom(&mut self) -> Checked<Option<u32>> {
        let current = self.peek(0);
        if current != unit('\\') {
            if self.has_sets && is(current, "()[]{}/-|") {
                return Err("Invalid character in character class");
            }
            self.at += 1;
            return Ok(Some(current));
        }
        let next = self.peek(1);
        match char::from_u32(next) {
            None if next == END => Err(ESCAPE_AT_END),
            Some('b') => {
                self.at += 2;
                Ok(Some(0x08))
            }
            Some('d' | 'D' | 's' | 'S' | 'w' | 'W') => {
                self.at += 2;
                Ok(None)
            }
            Some('q') if self.has_sets => {
                self.at += 2;
                Ok(None)
            }
            Some('p' | 'P') if self.is_unicode => {
                self.property_escape(INVALID_PROPERTY_IN_CLASS)?;
                Ok(None)
            }
            _ => self.character_escape(true).map(Some),
        }
    }
}
