//! Reads one token after the other.

use super::tokens::{Kind, Token};
use crate::characters::{is_line_end, is_part, is_space};

/// The punctuators of more than one character, the longest first.
const PUNCTUATORS: [&str; 33] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

/// The keywords after which an expression begins.
const BEFORE_EXPRESSION: [&str; 15] = [
    "await",
    "case",
    "delete",
    "do",
    "else",
    "extends",
    "in",
    "instanceof",
    "new",
    "of",
    "return",
    "throw",
    "typeof",
    "void",
    "yield",
];

pub(super) struct Lexer<'a> {
    pub(super) text: &'a [u16],
    pub(super) at: usize,
    pub(super) tokens: Vec<Token>,
    /// For each open brace, whether it is that of `${`.
    pub(super) braces: Vec<bool>,
}

impl Lexer<'_> {
    pub(super) fn hashbang(&mut self) {
        if self.text.starts_with(&[0x23, 0x21]) {
            self.skip_line();
        }
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        self.skip_space();
        let start = self.at;
        let first = *self.text.get(start)?;
        let kind = match u8::try_from(first).unwrap_or(0) {
            // A comment that ends would have been skipped.
            b'/' if self.ascii(1) == b'*' => {
                self.at = self.text.len();
                Kind::Bad
            }
            b'"' | b'\'' => self.string(first),
            b'`' => self.template(),
            b'}' if self.braces.last() == Some(&true) => {
                self.braces.pop();
                self.template()
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.ascii(1).is_ascii_digit() => self.number(),
            b'#' if self.is_word_at(1) => {
                self.at += 1;
                self.word();
                Kind::Private
            }
            b'/' if self.regex_may_begin() => self.regex(),
            _ if self.is_word_at(0) => self.word(),
            _ => self.punctuator(first),
        };
        Some(Token {
            kind,
            start,
            end: self.at,
        })
    }

    fn unit(&self, ahead: usize) -> u16 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn ascii(&self, ahead: usize) -> u8 {
        u8::try_from(self.unit(ahead)).unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while self.at < self.text.len() {
            match (self.ascii(0), self.ascii(1)) {
                (b'/', b'/') => self.skip_line(),
                (b'/', b'*') => {
                    let comment = &self.text[self.at + 2..];
                    let Some(end) = comment.windows(2).position(|pair| *pair == [0x2A, 0x2F])
                    else {
                        return;
                    };
                    self.at += end + 4;
                }
                _ if is_space(self.unit(0)) => self.at += 1,
                _ => return,
            }
        }
    }

    fn skip_line(&mut self) {
        while self.at < self.text.len() && !is_line_end(self.unit(0)) {
            self.at += 1;
        }
    }

    fn string(&mut self, quote: u16) -> Kind {
        self.at += 1;
        while self.at < self.text.len() {
            match self.unit(0) {
                unit if unit == quote => {
                    self.at += 1;
                    return Kind::String;
                }
                0x5C if self.ascii(1) == b'\r' && self.ascii(2) == b'\n' => self.at += 3,
                0x5C => self.at += 2,
                0x0A | 0x0D => return Kind::Bad,
                _ => self.at += 1,
            }
        }
        self.at = self.text.len();
        Kind::Bad
    }

    fn template(&mut self) -> Kind {
        self.at += 1;
        while self.at < self.text.len() {
            match (self.ascii(0), self.ascii(1)) {
                (b'`', _) => {
                    self.at += 1;
                    return Kind::Template;
                }
                (b'$', b'{') => {
                    self.at += 2;
                    self.braces.push(true);
                    return Kind::Template;
                }
                (b'\\', _) => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.text.len();
        Kind::Bad
    }

    fn number(&mut self) -> Kind {
        let base = match (self.ascii(0), self.ascii(1) | 0x20) {
            (b'0', b'x') => 16,
            (b'0', b'o') => 8,
            (b'0', b'b') => 2,
            _ => 10,
        };
        let is_whole = if base == 10 {
            self.decimal()
        } else {
            self.at += 2;
            (self.digits(base) > 0).then_some(true)
        };
        if is_whole == Some(true) && self.ascii(0) == b'n' {
            self.at += 1;
        }
        if is_whole.is_none() || self.is_word_at(0) || is_name_part(self.unit(0)) {
            return Kind::Bad;
        }
        Kind::Number
    }

    /// Reads a decimal literal; says whether it is an integer, or that it is none.
    fn decimal(&mut self) -> Option<bool> {
        self.digits(10);
        let mut is_whole = true;
        if self.ascii(0) == b'.' {
            is_whole = false;
            self.at += 1;
            self.digits(10);
        }
        if matches!(self.ascii(0), b'e' | b'E') {
            is_whole = false;
            self.at += 1;
            if matches!(self.ascii(0), b'+' | b'-') {
                self.at += 1;
            }
            if self.digits(10) == 0 {
                return None;
            }
        }
        Some(is_whole)
    }

    fn digits(&mut self, base: u32) -> usize {
        let start = self.at;
        while self.ascii(0) == b'_' || char::from(self.ascii(0)).is_digit(base) {
            self.at += 1;
        }
        self.at - start
    }

    fn regex(&mut self) -> Kind {
        self.at += 1;
        let mut in_class = false;
        while self.at < self.text.len() && !is_line_end(self.unit(0)) {
            match self.ascii(0) {
                b'\\' => self.at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => {
                    self.at += 1;
                    while is_name_part(self.unit(0)) {
                        self.at += 1;
                    }
                    return Kind::Regex;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.text.len());
        Kind::Bad
    }

    fn regex_may_begin(&self) -> bool {
        let Some(last) = self.tokens.last() else {
            return true;
        };
        let text = &self.text[last.start..last.end];
        match last.kind {
            Kind::Word => BEFORE_EXPRESSION
                .iter()
                .any(|word| word.encode_utf16().eq(text.iter().copied())),
            Kind::Punctuator => !matches!(text, [0x29 | 0x5D] | [0x2B, 0x2B] | [0x2D, 0x2D]),
            Kind::Template => text.ends_with(&[0x7B]),
            _ => false,
        }
    }

    fn word(&mut self) -> Kind {
        while self.is_word_at(0) || is_name_part(self.unit(0)) {
            if self.ascii(0) == b'\\' {
                self.at += 2;
                if self.ascii(0) == b'{' {
                    while self.at < self.text.len() && self.ascii(0) != b'}' {
                        self.at += 1;
                    }
                }
            }
            self.at = (self.at + 1).min(self.text.len());
        }
        Kind::Word
    }

    fn is_word_at(&self, ahead: usize) -> bool {
        let unit = self.unit(ahead);
        let is_escape = unit == 0x5C && self.ascii(ahead + 1) == b'u';
        is_escape || (is_name_part(unit) && !(0x30..=0x39).contains(&unit))
    }

    fn punctuator(&mut self, first: u16) -> Kind {
        let long = PUNCTUATORS.iter().find(|long| {
            let mut units = long.encode_utf16().enumerate();
            units.all(|(ahead, unit)| self.unit(ahead) == unit)
        });
        // `a?.1:b` has no `?.` in it.
        let long = long.filter(|long| **long != "?." || !self.ascii(2).is_ascii_digit());
        self.at += long.map_or(1, |long| long.len());
        match u8::try_from(first).unwrap_or(0) {
            b'{' => self.braces.push(false),
            b'}' => {
                self.braces.pop();
            }
            b'(' | b')' | b'[' | b']' | b';' | b',' | b'<' | b'>' | b'+' | b'-' | b'*' | b'%'
            | b'&' | b'|' | b'^' | b'!' | b'~' | b'?' | b':' | b'=' | b'.' | b'/' => {}
            _ => return Kind::Bad,
        }
        Kind::Punctuator
    }
}

/// As the `is_part` that is imported, but punctuation beyond ASCII is no part of a name.
fn is_name_part(unit: u16) -> bool {
    let is_letter = |point: char| point.is_alphanumeric();
    is_part(unit)
        && (unit < 0x80
            || matches!(unit, 0xD800..=0xDFFF | 0x200C | 0x200D | 0x300..=0x36F)
            || char::from_u32(u32::from(unit)).is_some_and(is_letter))
}
