//! A source text with its tokens, and the questions that the messages ask of it.

use super::tokens::{Kind, Token, tokenize};

/// A text as its tokens, with the brackets that belong together. A token is known by its number.
pub struct Program<'a> {
    /// The text.
    pub text: &'a [u16],
    tokens: Vec<Token>,
    /// For each bracket the one that it belongs to. The middle part of a template, which closes
    /// and opens, has that which comes last.
    partners: Vec<Option<usize>>,
}

impl<'a> Program<'a> {
    /// Takes a text apart.
    #[must_use]
    pub fn new(text: &'a [u16]) -> Self {
        let mut program = Self {
            text,
            tokens: tokenize(text),
            partners: Vec::new(),
        };
        program.pair_brackets();
        program
    }

    /// A token by its number; past both ends the last, which is [`Kind::End`].
    #[must_use]
    pub fn token(&self, number: usize) -> Token {
        let last = self.tokens.len() - 1;
        self.tokens[number.min(last)]
    }

    /// The number behind that of the last token.
    #[must_use]
    pub fn end(&self) -> usize {
        self.tokens.len() - 1
    }

    /// The number of the token at or after an index of the text.
    #[must_use]
    pub fn number_at(&self, index: usize) -> usize {
        let number = self.tokens.partition_point(|token| token.end <= index);
        number.min(self.end())
    }

    /// The text of a token; empty for the end.
    #[must_use]
    pub fn units(&self, number: usize) -> &'a [u16] {
        let token = self.token(number);
        &self.text[token.start..token.end]
    }

    /// Whether a token is this text.
    #[must_use]
    pub fn is(&self, number: usize, text: &str) -> bool {
        text.encode_utf16().eq(self.units(number).iter().copied())
    }

    /// Whether a token is one of these texts.
    #[must_use]
    pub fn is_any(&self, number: usize, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(number, text))
    }

    /// Whether a token is a name that a binding may have.
    #[must_use]
    pub fn is_name(&self, number: usize) -> bool {
        self.token(number).kind == Kind::Word && !self.is_any(number, &KEYWORDS)
    }

    /// The name of a word, its escapes decoded.
    #[must_use]
    pub fn name(&self, number: usize) -> Vec<u16> {
        let units = self.units(number);
        if !units.contains(&0x5C) {
            return units.to_vec();
        }
        let text = String::from_utf16_lossy(units);
        let mut parts = text.split("\\u");
        let mut name: Vec<u16> = parts.next().unwrap_or("").encode_utf16().collect();
        for part in parts {
            let (digits, rest) = match part.strip_prefix('{').and_then(|part| part.split_once('}'))
            {
                Some(parts) => parts,
                None => part.split_at_checked(4).unwrap_or((part, "")),
            };
            let point = u32::from_str_radix(digits, 16)
                .ok()
                .and_then(char::from_u32);
            name.extend(point.unwrap_or('\u{FFFD}').encode_utf16(&mut [0; 2]).iter());
            name.extend(rest.encode_utf16());
        }
        name
    }

    /// Whether an expression can end with this token.
    #[must_use]
    pub fn ends_expression(&self, number: usize) -> bool {
        match self.token(number).kind {
            Kind::Word => {
                !self.is_any(number, &KEYWORDS)
                    || self.is_any(number, &["this", "null", "true", "false", "super"])
            }
            Kind::Private | Kind::Number | Kind::String | Kind::Regex => true,
            Kind::Template => self.units(number).ends_with(&[0x60]),
            Kind::Punctuator => self.is_any(number, &[")", "]", "}"]),
            Kind::Bad | Kind::End => false,
        }
    }

    /// The bracket that closes the one at `number`.
    #[must_use]
    pub fn closing(&self, number: usize) -> Option<usize> {
        self.partner(number).filter(|&closing| closing > number)
    }

    /// The bracket that the one at `number` closes.
    #[must_use]
    pub fn opening(&self, number: usize) -> Option<usize> {
        self.partner(number).filter(|&opening| opening < number)
    }

    fn partner(&self, number: usize) -> Option<usize> {
        self.partners.get(number).copied().flatten()
    }

    /// Pairs all brackets, of whatever kind.
    fn pair_brackets(&mut self) {
        let mut open = Vec::new();
        self.partners = vec![None; self.tokens.len()];
        for number in 0..self.end() {
            if self.closes(number)
                && let Some(opening) = open.pop()
            {
                self.partners[number] = Some(opening);
                self.partners[opening] = Some(number);
            }
            if self.opens(number) {
                open.push(number);
            }
        }
    }

    /// The first bracket that closes what nothing has opened.
    #[must_use]
    pub fn unmatched_closing(&self) -> Option<usize> {
        (0..self.end()).find(|&number| self.closes(number) && self.partner(number).is_none())
    }

    /// Whether a bracket opens here; `${` counts.
    #[must_use]
    pub fn opens(&self, number: usize) -> bool {
        match self.token(number).kind {
            Kind::Template => self.units(number).ends_with(&[0x24, 0x7B]),
            _ => self.is_any(number, &["(", "[", "{"]),
        }
    }

    /// Whether a bracket closes here; the end of `${…}` counts.
    #[must_use]
    pub fn closes(&self, number: usize) -> bool {
        match self.token(number).kind {
            Kind::Template => self.units(number).starts_with(&[0x7D]),
            _ => self.is_any(number, &[")", "]", "}"]),
        }
    }

    /// The first token from `number` on with this text.
    #[must_use]
    pub fn find(&self, number: usize, text: &str) -> Option<usize> {
        (number..self.end()).find(|&number| self.is(number, text))
    }

    /// The first token that is none.
    #[must_use]
    pub fn find_bad(&self) -> Option<usize> {
        (0..self.end()).find(|&number| self.token(number).kind == Kind::Bad)
    }

    /// The token with which the expression begins that `number` ends.
    #[must_use]
    pub fn expression_start(&self, number: usize) -> usize {
        let mut start = number;
        let mut at = number;
        loop {
            if self.closes(at) {
                match self.opening(at) {
                    Some(opening) => at = opening,
                    None => return start,
                }
            } else if self.is_any(at, &BOUNDARIES) || self.opens(at) {
                return start;
            }
            start = at;
            match at.checked_sub(1) {
                Some(before) => at = before,
                None => return start,
            }
        }
    }
}

/// What stands before an expression and is not part of it.
const BOUNDARIES: [&str; 20] = [
    ";", ",", "=", "=>", ":", "?", "&&", "||", "??", "return", "throw", "case", "var", "let",
    "const", "else", "do", "yield", "await", "in",
];

/// The words that cannot be names.
pub const KEYWORDS: [&str; 36] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];
