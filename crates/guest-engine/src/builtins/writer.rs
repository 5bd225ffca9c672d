//! A text that grows: one byte a character as long as that is enough, and never longer than V8's strings.

use boa_engine::{
    JsError, JsNativeError, JsResult, JsString,
    string::{JsStr, JsStrVariant},
};

/// V8 has no longer strings.
pub(super) const LONGEST: usize = (1 << 29) - 24;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// What V8 says of a string that would be longer.
pub(super) fn too_long() -> JsError {
    JsNativeError::range()
        .with_message("Invalid string length")
        .into()
}

enum Units {
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

pub(super) struct Writer(Units);

impl Writer {
    pub(super) fn new() -> Self {
        Self(Units::Narrow(Vec::new()))
    }

    pub(super) fn finish(self) -> JsString {
        match self.0 {
            Units::Narrow(text) => JsString::from(JsStr::latin1(&text)),
            Units::Wide(text) => JsString::from(text.as_slice()),
        }
    }

    /// Adds Latin-1 characters.
    ///
    /// # Errors
    /// A RangeError if the text gets too long.
    pub(super) fn push(&mut self, part: &[u8]) -> JsResult<()> {
        match &mut self.0 {
            Units::Narrow(text) => {
                make_room(text, part.len())?;
                text.extend_from_slice(part);
            }
            Units::Wide(text) => {
                make_room(text, part.len())?;
                text.extend(part.iter().map(|&unit| u16::from(unit)));
            }
        }
        Ok(())
    }

    /// Adds a string as it is.
    ///
    /// # Errors
    /// A RangeError if the text gets too long.
    pub(super) fn push_string(&mut self, part: &JsString) -> JsResult<()> {
        match part.as_str().variant() {
            JsStrVariant::Latin1(part) => self.push(part),
            JsStrVariant::Utf16(part) => self.push_wide(part),
        }
    }

    /// Adds a string so many times.
    ///
    /// # Errors
    /// A RangeError if the text gets too long.
    pub(super) fn push_repeated(&mut self, part: &JsString, times: u64) -> JsResult<()> {
        if part.is_empty() {
            return Ok(());
        }
        if times > (LONGEST / part.len()) as u64 {
            return Err(too_long());
        }
        for _ in 0..times {
            self.push_string(part)?;
        }
        Ok(())
    }

    fn push_wide(&mut self, part: &[u16]) -> JsResult<()> {
        let text = self.wide()?;
        make_room(text, part.len())?;
        text.extend_from_slice(part);
        Ok(())
    }

    fn wide(&mut self) -> JsResult<&mut Vec<u16>> {
        if let Units::Narrow(narrow) = &self.0 {
            let mut text = Vec::new();
            make_room(&mut text, narrow.len())?;
            text.extend(narrow.iter().map(|&unit| u16::from(unit)));
            self.0 = Units::Wide(text);
        }
        match &mut self.0 {
            Units::Wide(text) => Ok(text),
            Units::Narrow(_) => Err(too_long()),
        }
    }

    /// Adds a string as JSON has it (ECMA-262 25.5.2.3 `QuoteJSONString`).
    ///
    /// # Errors
    /// A RangeError if the text gets too long.
    pub(super) fn push_quoted(&mut self, string: &JsString) -> JsResult<()> {
        self.push(b"\"")?;
        match string.as_str().variant() {
            JsStrVariant::Latin1(units) => self.push_escaped(units)?,
            JsStrVariant::Utf16(units) => self.push_escaped_wide(units)?,
        }
        self.push(b"\"")
    }

    fn push_escaped(&mut self, units: &[u8]) -> JsResult<()> {
        let mut start = 0;
        for (at, &unit) in units.iter().enumerate() {
            if is_plain(u16::from(unit)) {
                continue;
            }
            self.push(&units[start..at])?;
            self.push_escape(u16::from(unit))?;
            start = at + 1;
        }
        self.push(&units[start..])
    }

    fn push_escaped_wide(&mut self, units: &[u16]) -> JsResult<()> {
        let mut start = 0;
        let mut at = 0;
        while let Some(&unit) = units.get(at) {
            if is_plain(unit) {
                at += 1;
            } else if is_pair(unit, units.get(at + 1)) {
                at += 2;
            } else {
                self.push_wide(&units[start..at])?;
                self.push_escape(unit)?;
                at += 1;
                start = at;
            }
        }
        self.push_wide(&units[start..])
    }

    fn push_escape(&mut self, unit: u16) -> JsResult<()> {
        let short = match unit {
            0x08 => b"\\b",
            0x09 => b"\\t",
            0x0A => b"\\n",
            0x0C => b"\\f",
            0x0D => b"\\r",
            0x22 => b"\\\"",
            0x5C => b"\\\\",
            unit => {
                let digit = |shift: u32| HEX[usize::from(unit >> shift & 0xF)];
                return self.push(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
            }
        };
        self.push(short)
    }
}

/// Whether a character stands for itself.
fn is_plain(unit: u16) -> bool {
    !matches!(unit, 0..0x20 | 0x22 | 0x5C | 0xD800..=0xDFFF)
}

fn is_pair(unit: u16, next: Option<&u16>) -> bool {
    matches!(unit, 0xD800..=0xDBFF) && matches!(next, Some(0xDC00..=0xDFFF))
}

/// Fails where an allocation would fail, which would end the process.
fn make_room<T>(text: &mut Vec<T>, more: usize) -> JsResult<()> {
    if more > LONGEST - text.len() {
        return Err(too_long());
    }
    text.try_reserve(more).map_err(|_| too_long())
}

#[cfg(test)]
mod tests {
    use boa_engine::{JsString, js_string};

    use super::{LONGEST, Writer};

    #[test]
    fn a_text_gets_wide_when_it_must() {
        let mut text = Writer::new();
        text.push(b"a\xE9").unwrap();
        text.push_string(&js_string!("\u{20AC}")).unwrap();
        text.push(b"\xE9").unwrap();
        assert_eq!(text.finish(), js_string!("a\u{E9}\u{20AC}\u{E9}"));
    }

    #[test]
    fn strings_are_quoted() {
        for (units, expected) in [
            (&[0x61, 0x22, 0x5C][..], "\"a\\\"\\\\\""),
            (&[0x00, 0x1F, 0x7F], "\"\\u0000\\u001f\u{7F}\""),
            (&[0x08, 0x09, 0x0A, 0x0C, 0x0D], "\"\\b\\t\\n\\f\\r\""),
            (&[0xD83D, 0xDE00, 0xDE00], "\"\u{1F600}\\ude00\""),
            (&[0xD83D], "\"\\ud83d\""),
        ] {
            let mut text = Writer::new();
            text.push_quoted(&JsString::from(units)).unwrap();
            assert_eq!(text.finish().to_std_string_lossy(), expected);
        }
    }

    #[test]
    fn a_text_never_gets_too_long() {
        let mut text = Writer::new();
        let part = vec![b'x'; LONGEST / 2];
        text.push(&part).unwrap();
        text.push(&part).unwrap();
        assert!(text.push(b"x").is_err());
    }
}
