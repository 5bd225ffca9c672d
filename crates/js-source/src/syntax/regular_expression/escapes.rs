//! Escapes in patterns.

use super::{
    Check, Checked, END, ESCAPE_AT_END, INVALID_ESCAPE, INVALID_PROPERTY, INVALID_UNICODE_ESCAPE,
    Term, digit, is, unit,
};

impl Check {
    /// An escape that is in no class.
    pub(super) fn escape(&mut self) -> Checked<Term> {
        let next = self.peek(1);
        match char::from_u32(next) {
            None if next == END => return Err(ESCAPE_AT_END),
            Some('b' | 'B') => {
                self.at += 2;
                return Ok(Term::Nothing);
            }
            Some('1'..='9') => self.decimal_escape()?,
            Some('0') if self.is_unicode && digit(self.peek(2), 10).is_some() => {
                return Err("Invalid decimal escape");
            }
            Some('k') if self.is_unicode || self.has_names => {
                self.at += 2;
                if !self.eat('<') {
                    return Err("Invalid named reference");
                }
                let name = self.name()?;
                self.references.push(name);
            }
            Some('p' | 'P') if self.is_unicode => self.property_escape(INVALID_PROPERTY)?,
            Some('d' | 'D' | 's' | 'S' | 'w' | 'W') => self.at += 2,
            _ => {
                self.character_escape(false)?;
            }
        }
        Ok(Term::Atom)
    }

    /// A back reference, or an octal number.
    fn decimal_escape(&mut self) -> Checked<()> {
        self.at += 1;
        let start = self.at;
        let number = self.number().unwrap_or(0);
        if number > u64::from(self.captures) {
            if self.is_unicode {
                return Err(INVALID_ESCAPE);
            }
            self.at = start + 1;
        }
        Ok(())
    }

    pub(super) fn property_escape(&mut self, fault: &'static str) -> Checked<()> {
        self.at += 2;
        if !self.eat('{') {
            return Err(fault);
        }
        while char::from_u32(self.peek(0))
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '=')
        {
            self.at += 1;
        }
        if !self.eat('}') {
            return Err(fault);
        }
        self.property.get_or_insert(fault);
        Ok(())
    }

    /// An escape that stands for one character, which is given.
    pub(super) fn character_escape(&mut self, is_in_class: bool) -> Checked<u32> {
        self.at += 1;
        let current = self.peek(0);
        self.at += 1;
        match char::from_u32(current) {
            Some('c') => return self.control_escape(is_in_class),
            Some('0'..='9') => return self.octal_escape(current),
            Some('x') => {
                if let Some(value) = self.hexadecimal(2) {
                    return Ok(value);
                }
                if self.is_unicode {
                    return Err(INVALID_ESCAPE);
                }
            }
            Some('u') => {
                if let Some(value) = self.unicode_escape(self.is_unicode) {
                    return Ok(value);
                }
                if self.is_unicode {
                    return Err(INVALID_UNICODE_ESCAPE);
                }
            }
            Some('f' | 'n' | 'r' | 't' | 'v') => {}
            _ if self.is_unicode => {
                let is_mark = is(current, "^$\\.*+?()[]{}|/");
                let is_dash = is_in_class && current == unit('-');
                let is_of_sets = is_in_class && self.has_sets && is(current, "&-!#%,:;<=>@`~");
                if !(is_mark || is_dash || is_of_sets) {
                    return Err(INVALID_ESCAPE);
                }
            }
            Some('k') if self.has_names => return Err(INVALID_ESCAPE),
            _ => {}
        }
        Ok(match char::from_u32(current) {
            Some('f') => 0x0C,
            Some('n') => 0x0A,
            Some('r') => 0x0D,
            Some('t') => 0x09,
            Some('v') => 0x0B,
            _ => current,
        })
    }

    fn control_escape(&mut self, is_in_class: bool) -> Checked<u32> {
        let letter = self.peek(0);
        let is_letter = char::from_u32(letter).is_some_and(|letter| letter.is_ascii_alphabetic());
        let is_more = is_in_class && (digit(letter, 10).is_some() || letter == unit('_'));
        if is_letter || (is_more && !self.is_unicode) {
            self.at += 1;
            return Ok(letter & 0x1F);
        }
        if self.is_unicode {
            return Err(INVALID_UNICODE_ESCAPE);
        }
        // The backslash stands for itself.
        self.at -= 1;
        Ok(unit('\\'))
    }

    fn octal_escape(&mut self, first: u32) -> Checked<u32> {
        let is_zero = first == unit('0') && digit(self.peek(0), 10).is_none();
        if is_zero {
            return Ok(0);
        }
        if self.is_unicode {
            return Err("Invalid class escape");
        }
        let Some(mut value) = digit(first, 8) else {
            return Ok(first);
        };
        for _ in 0..2 {
            match digit(self.peek(0), 8) {
                Some(digit) if value * 8 + digit < 256 => value = value * 8 + digit,
                _ => break,
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn hexadecimal(&mut self, length: usize) -> Option<u32> {
        let mut value = 0;
        for more in 0..length {
            value = value << 4 | digit(self.peek(more), 16)?;
        }
        self.at += length;
        Some(value)
    }

    /// What follows `\u`. Nothing is read if it is none.
    pub(super) fn unicode_escape(&mut self, has_braces: bool) -> Option<u32> {
        let start = self.at;
        let value = self.read_unicode_escape(has_braces);
        if value.is_none() {
            self.at = start;
        }
        value
    }

    fn read_unicode_escape(&mut self, has_braces: bool) -> Option<u32> {
        if has_braces && self.eat('{') {
            let mut value = digit(self.peek(0), 16)?;
            self.at += 1;
            while let Some(digit) = digit(self.peek(0), 16) {
                value = value << 4 | digit;
                self.at += 1;
                if value > 0x10_FFFF {
                    return None;
                }
            }
            return self.eat('}').then_some(value);
        }
        let value = self.hexadecimal(4)?;
        let is_pair = has_braces
            && matches!(value, 0xD800..0xDC00)
            && self.peek(0) == unit('\\')
            && self.peek(1) == unit('u');
        if is_pair {
            let start = self.at;
            self.at += 2;
            match self.hexadecimal(4) {
                Some(low @ 0xDC00..0xE000) => {
                    return Some(0x1_0000 + ((value - 0xD800) << 10) + (low - 0xDC00));
                }
                _ => self.at = start,
            }
        }
        Some(value)
    }
}
