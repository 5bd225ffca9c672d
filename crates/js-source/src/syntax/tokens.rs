//! Splits a source text that does not parse into tokens, to find out what V8 would say of it.
//!
//! It must cope with any text. Where a slash could begin a regular expression or divide, it guesses.

use super::lexer::Lexer;

/// What a token is, as far as V8's messages tell the kinds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A name that begins with `#`.
    Private,
    /// A number.
    Number,
    /// A string.
    String,
    /// A template, or the part of one up to `${` or from `}`.
    Template,
    /// A regular expression.
    Regex,
    /// Anything of punctuation characters.
    Punctuator,
    /// Something that is no token.
    Bad,
    /// The end of the text.
    End,
}

/// A token and its place in the text, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Splits a text. The last token is [`Kind::End`].
#[must_use]
pub fn tokenize(text: &[u16]) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        braces: Vec::new(),
    };
    lexer.hashbang();
    while let Some(token) = lexer.next() {
        lexer.tokens.push(token);
    }
    let end = text.len();
    lexer.tokens.push(Token {
        kind: Kind::End,
        start: end,
        end,
    });
    lexer.tokens
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokenize};

    fn list(text: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        tokenize(&units)
            .iter()
            .map(|token| {
                let text = String::from_utf16_lossy(&units[token.start..token.end]);
                match token.kind {
                    Kind::Bad => format!("bad {text}"),
                    Kind::Regex => format!("regex {text}"),
                    Kind::End => "end".to_owned(),
                    _ => text,
                }
            })
            .collect()
    }

    #[test]
    fn texts_are_split() {
        for (text, expected) in [
            ("a+=b>>>=c=>d", "a|+=|b|>>>=|c|=>|d|end"),
            ("1.5e-3.x 0x1F-2 .5 1n", "1.5e-3|.|x|0x1F|-|2|.5|1n|end"),
            ("'a\\'b' \"c\\\nd\"", "'a\\'b'|\"c\\\nd\"|end"),
            ("`a${b+`c${{}}`}d`e", "`a${|b|+|`c${|{|}|}`|}d`|e|end"),
            ("a/b/c; x=/d[/]e/g", "a|/|b|/|c|;|x|=|regex /d[/]e/g|end"),
            ("return /a/.b", "return|regex /a/|.|b|end"),
            ("#!x\n#a \\u0061b //c\n/*d*/é", "#a|\\u0061b|é|end"),
            ("a?.b a?.1:c", "a|?.|b|a|?|.1|:|c|end"),
            ("'abc\n@ /x", "bad 'abc|bad @|/|x|end"),
            ("`a", "bad `a|end"),
            ("/* a", "bad /* a|end"),
            ("1a 0b2 1e+ 0x", "bad 1|a|bad 0b|2|bad 1e+|bad 0x|end"),
            ("", "end"),
        ] {
            assert_eq!(list(text).join("|"), expected, "{text}");
        }
    }
}
