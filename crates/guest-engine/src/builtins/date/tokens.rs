//! Splits the text of a date into tokens.

use js_source::characters::{is_line_end, is_space};

/// A part of such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits: their value, of the first nine, and how many there are.
    Number(i32, usize),
    /// One of `:-+.)`.
    Symbol(u8),
    /// A word that means something.
    Keyword(Keyword),
    /// One that does not.
    Word,
    Space,
    /// What is skipped: comments in parentheses, and other punctuation.
    Other,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    /// From 1.
    Month(i32),
    /// Hours to add to those up to 12.
    HalfOfDay(i32),
    /// Hours from UTC.
    Zone(i32),
    /// `Z`.
    Zulu,
    /// `T`.
    Time,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const OTHER_WORDS: [(&str, Keyword); 15] = [
    ("am", Keyword::HalfOfDay(0)),
    ("pm", Keyword::HalfOfDay(12)),
    ("t", Keyword::Time),
    ("z", Keyword::Zulu),
    ("ut", Keyword::Zone(0)),
    ("utc", Keyword::Zone(0)),
    ("gmt", Keyword::Zone(0)),
    ("edt", Keyword::Zone(-4)),
    ("est", Keyword::Zone(-5)),
    ("cdt", Keyword::Zone(-5)),
    ("cst", Keyword::Zone(-6)),
    ("mdt", Keyword::Zone(-6)),
    ("mst", Keyword::Zone(-7)),
    ("pdt", Keyword::Zone(-7)),
    ("pst", Keyword::Zone(-8)),
];

/// The tokens of a text, with one of look-ahead.
pub(super) struct Tokens<'a> {
    text: &'a [u16],
    at: usize,
    next: Token,
}

impl<'a> Tokens<'a> {
    /// As in V8, a NUL ends the text.
    pub(super) fn new(text: &'a [u16]) -> Self {
        let end = text.iter().position(|&unit| unit == 0);
        let mut tokens = Self {
            text: &text[..end.unwrap_or(text.len())],
            at: 0,
            next: Token::End,
        };
        tokens.next = tokens.scan();
        tokens
    }

    pub(super) fn peek(&self) -> Token {
        self.next
    }

    pub(super) fn next(&mut self) -> Token {
        let scanned = self.scan();
        std::mem::replace(&mut self.next, scanned)
    }

    /// Takes the next token if it is this symbol.
    pub(super) fn skip(&mut self, symbol: u8) -> bool {
        let is_it = self.next == Token::Symbol(symbol);
        if is_it {
            self.next();
        }
        is_it
    }

    /// Takes the next token if it is a number of so many digits, within a range.
    pub(super) fn digits(&mut self, count: usize, least: i32, most: i32) -> Option<i32> {
        match self.next {
            Token::Number(value, length) if length == count && (least..=most).contains(&value) => {
                self.next();
                Some(value)
            }
            _ => None,
        }
    }

    fn scan(&mut self) -> Token {
        let Some(&unit) = self.text.get(self.at) else {
            return Token::End;
        };
        let ascii = u8::try_from(unit).unwrap_or(u8::MAX);
        match ascii {
            b'0'..=b'9' => self.number(),
            // Whatever comes behind the digits, and all that is not ASCII.
            b'A'.. if !is_space(unit) => self.word(),
            b'(' => {
                self.comment();
                Token::Other
            }
            _ => {
                self.at += 1;
                match ascii {
                    b':' | b'-' | b'+' | b'.' | b')' => Token::Symbol(ascii),
                    _ if is_space(unit) || is_line_end(unit) => Token::Space,
                    _ => Token::Other,
                }
            }
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let mut value = 0;
        while let Some(&unit @ 0x30..=0x39) = self.text.get(self.at) {
            if self.at - start < 9 {
                value = value * 10 + i32::from(unit) - 0x30;
            }
            self.at += 1;
        }
        Token::Number(value, self.at - start)
    }

    fn word(&mut self) -> Token {
        let rest = &self.text[self.at..];
        let length = rest
            .iter()
            .position(|&unit| unit < u16::from(b'A') || is_space(unit));
        let word = &rest[..length.unwrap_or(rest.len())];
        self.at += word.len();
        let is = |keyword: &str, word: &[u16]| {
            let word = word.iter().map(|unit| unit | 0x20);
            word.eq(keyword.encode_utf16())
        };
        // Of months the first three letters count, of other words all.
        let first = &word[..word.len().min(3)];
        if let Some(month) = (1..).zip(MONTHS).find(|(_, month)| is(month, first)) {
            return Token::Keyword(Keyword::Month(month.0));
        }
        let found = OTHER_WORDS.iter().find(|(keyword, _)| is(keyword, word));
        found.map_or(Token::Word, |(_, keyword)| Token::Keyword(*keyword))
    }

    /// Skips to the parenthesis that closes, or the end.
    fn comment(&mut self) {
        let mut open = 0;
        while let Some(&unit) = self.text.get(self.at) {
            self.at += 1;
            match u8::try_from(unit) {
                Ok(b'(') => open += 1,
                Ok(b')') => open -= 1,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }
}
