//! Reads a JSON text (ECMA-404), without recursion, and says in V8's words what is wrong with one.

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsString, JsValue,
    object::{JsObject, builtins::JsArray},
    property::PropertyKey,
};

use super::super::super::property;

/// How much of a text an error message shows on each side of the place.
const SHOWN: usize = 10;

/// Texts that somebody did not mean to parse.
const MISTAKES: [&str; 4] = ["NaN", "Infinity", "undefined", "[object Object]"];

/// The value of a text.
///
/// # Errors
/// A SyntaxError.
pub(super) fn read(text: &[u16], context: &mut Context) -> JsResult<JsValue> {
    let mut reader = Reader { text, at: 0 };
    reader.document(context)
}

struct Reader<'a> {
    text: &'a [u16],
    at: usize,
}

/// An array or object that is not complete.
enum Open {
    Array(Vec<JsValue>),
    /// The object, and the name of the property that comes next.
    Object(JsObject, PropertyKey),
}

impl Reader<'_> {
    fn document(&mut self, context: &mut Context) -> JsResult<JsValue> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let mut value = match self.next() {
                Some(b'[') => {
                    self.at += 1;
                    if self.next() != Some(b']') {
                        open.push(Open::Array(Vec::new()));
                        continue;
                    }
                    self.at += 1;
                    JsArray::from_iter([], context).into()
                }
                Some(b'{') => {
                    self.at += 1;
                    let object = JsObject::with_object_proto(context.intrinsics());
                    if self.next() != Some(b'}') {
                        let name = self.name("Expected property name or '}'")?;
                        open.push(Open::Object(object, name));
                        continue;
                    }
                    self.at += 1;
                    object.into()
                }
                _ => self.primitive()?,
            };
            // What is complete goes into what it stands in, which may be complete then.
            loop {
                let next = self.next();
                match open.pop() {
                    None if next.is_none() && self.at >= self.text.len() => return Ok(value),
                    None => {
                        return Err(self.wrong_at("Unexpected non-whitespace character after JSON"));
                    }
                    Some(Open::Array(mut elements)) => {
                        elements.push(value);
                        match next {
                            Some(b',') => {
                                self.at += 1;
                                open.push(Open::Array(elements));
                                break;
                            }
                            Some(b']') => value = JsArray::from_iter(elements, context).into(),
                            _ => return Err(self.wrong("Expected ',' or ']' after array element")),
                        }
                    }
                    Some(Open::Object(object, name)) => {
                        property::insert(&object, name, property::plain(value, true));
                        match next {
                            Some(b',') => {
                                self.at += 1;
                                let name = self.name("Expected double-quoted property name")?;
                                open.push(Open::Object(object, name));
                                break;
                            }
                            Some(b'}') => value = object.into(),
                            _ => {
                                return Err(self.wrong("Expected ',' or '}' after property value"));
                            }
                        }
                    }
                }
                self.at += 1;
            }
        }
    }

    fn unit(&self) -> Option<u16> {
        self.text.get(self.at).copied()
    }

    /// The next character that is not white space; `None` beyond ASCII and at the end.
    fn next(&mut self) -> Option<u8> {
        while matches!(self.unit(), Some(0x09 | 0x0A | 0x0D | 0x20)) {
            self.at += 1;
        }
        self.ascii()
    }

    fn ascii(&self) -> Option<u8> {
        self.unit().and_then(|unit| u8::try_from(unit).ok())
    }

    /// A property's name, up to the value.
    fn name(&mut self, expected: &str) -> JsResult<PropertyKey> {
        if self.next() != Some(b'"') {
            return Err(self.wrong(expected));
        }
        let name = self.string()?;
        if self.next() != Some(b':') {
            return Err(self.wrong("Expected ':' after property name"));
        }
        self.at += 1;
        Ok(name.into())
    }

    fn primitive(&mut self) -> JsResult<JsValue> {
        match self.next() {
            Some(b'"') => Ok(self.string()?.into()),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", JsValue::from(true)),
            Some(b'f') => self.word("false", JsValue::from(false)),
            Some(b'n') => self.word("null", JsValue::null()),
            _ => Err(self.unexpected()),
        }
    }

    fn word(&mut self, word: &str, value: JsValue) -> JsResult<JsValue> {
        for unit in word.encode_utf16() {
            if self.unit() != Some(unit) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.unit(), Some(0x30..=0x39)) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> JsResult<JsValue> {
        let start = self.at;
        if self.ascii() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        match self.digits() {
            0 => return Err(self.wrong("No number after minus sign")),
            1 => {}
            _ if self.text[first] == u16::from(b'0') => {
                self.at = first + 1;
                return Err(self.wrong("Unexpected number"));
            }
            _ => {}
        }
        if self.ascii() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.wrong("Unterminated fractional number"));
            }
        }
        if matches!(self.ascii(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.ascii(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.wrong("Exponent part is missing a number"));
            }
        }
        let digits = String::from_utf16_lossy(&self.text[start..self.at]);
        Ok(match digits.parse::<i32>() {
            Ok(number) if number != 0 || first == start => number.into(),
            _ => digits.parse::<f64>().unwrap_or(f64::NAN).into(),
        })
    }

    fn string(&mut self) -> JsResult<JsString> {
        self.at += 1;
        let start = self.at;
        while let Some(unit) = self.unit() {
            match unit {
                0x22 => {
                    let text = JsString::from(&self.text[start..self.at]);
                    self.at += 1;
                    return Ok(text);
                }
                0x5C => return self.string_with_escapes(start),
                0..0x20 => break,
                _ => self.at += 1,
            }
        }
        Err(self.unterminated())
    }

    fn string_with_escapes(&mut self, start: usize) -> JsResult<JsString> {
        let mut text = self.text[start..self.at].to_vec();
        while let Some(unit) = self.unit() {
            match unit {
                0x22 => {
                    self.at += 1;
                    return Ok(JsString::from(text.as_slice()));
                }
                0x5C => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                0..0x20 => break,
                _ => {
                    text.push(unit);
                    self.at += 1;
                }
            }
        }
        Err(self.unterminated())
    }

    fn unterminated(&self) -> JsError {
        self.wrong(if self.unit().is_some() {
            "Bad control character in string literal"
        } else {
            "Unterminated string"
        })
    }

    fn escape(&mut self) -> JsResult<u16> {
        let Some(unit) = self.unit() else {
            return Err(self.unexpected());
        };
        let escaped = match self.ascii() {
            Some(b'"' | b'\\' | b'/') => unit,
            Some(b'b') => 0x08,
            Some(b'f') => 0x0C,
            Some(b'n') => 0x0A,
            Some(b'r') => 0x0D,
            Some(b't') => 0x09,
            Some(b'u') => {
                let mut value = 0;
                for _ in 0..4 {
                    self.at += 1;
                    let digit = self
                        .ascii()
                        .and_then(|digit| char::from(digit).to_digit(16));
                    let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
                        return Err(self.wrong("Bad Unicode escape"));
                    };
                    value = value << 4 | digit;
                }
                value
            }
            _ => return Err(self.wrong("Bad escaped character")),
        };
        self.at += 1;
        Ok(escaped)
    }

    fn wrong_at(&self, what: &str) -> JsError {
        syntax_error(format!("{what} at position {}", self.at))
    }

    fn wrong(&self, what: &str) -> JsError {
        self.wrong_at(&format!("{what} in JSON"))
    }

    /// The character at which the text is none.
    fn unexpected(&self) -> JsError {
        let quoted = |before: &str, text: &[u16], after: &str| {
            let mut message: Vec<u16> = before.encode_utf16().collect();
            message.extend_from_slice(text);
            message.extend(after.encode_utf16());
            message
        };
        let Some(unit) = self.unit() else {
            return syntax_error("Unexpected end of JSON input".to_owned());
        };
        let is_mistake = |mistake: &&str| mistake.encode_utf16().eq(self.text.iter().copied());
        if MISTAKES.iter().any(is_mistake) {
            let message = quoted("\"", self.text, "\" is not valid JSON");
            return syntax_error(String::from_utf16_lossy(&message));
        }
        if unit == 0x22 || matches!(unit, 0x30..=0x39 | 0x2D) {
            let what = if unit == 0x22 { "string" } else { "number" };
            return self.wrong(&format!("Unexpected {what}"));
        }
        let (length, at) = (self.text.len(), self.at);
        let is_short = length <= 2 * SHOWN;
        let start = if is_short || at < SHOWN {
            0
        } else {
            at - SHOWN
        };
        let end = if is_short || at + SHOWN >= length {
            length
        } else {
            at + SHOWN
        };
        let before = if start == 0 { "', \"" } else { "', ...\"" };
        let after = if end == length { "\" is" } else { "\"... is" };
        let mut message = quoted("Unexpected token '", &[unit], before);
        message.extend(quoted("", &self.text[start..end], after));
        message.extend(" not valid JSON".encode_utf16());
        syntax_error(String::from_utf16_lossy(&message))
    }
}

fn syntax_error(message: String) -> JsError {
    JsNativeError::syntax().with_message(message).into()
}
