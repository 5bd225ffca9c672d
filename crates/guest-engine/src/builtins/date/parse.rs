//! The texts that V8 takes for dates: the format of ECMA-262 21.4.1.32, and what browsers always took.

use super::tokens::{Keyword, Token, Tokens};

/// What a text says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) year: i32,
    /// From 1.
    pub(super) month: i32,
    pub(super) day: i32,
    /// Hours, minutes, seconds and milliseconds.
    pub(super) time: [i32; 4],
    /// Seconds to the east of UTC; local time without.
    pub(super) offset: Option<i32>,
}

/// What has been read.
#[derive(Default)]
struct Reader {
    /// Year, month and day, in an order that is seen only at the end.
    numbers: Vec<i32>,
    month: Option<i32>,
    is_iso: bool,
    time: Vec<i32>,
    half_of_day: Option<i32>,
    zone: Zone,
}

#[derive(Default)]
struct Zone {
    is_west: Option<bool>,
    hours: Option<i32>,
    minutes: Option<i32>,
}

/// The text is no date, whatever follows.
struct NoDate;

/// Reads a text; `None` if it is no date.
pub(super) fn parse(text: &[u16]) -> Option<Parsed> {
    let mut tokens = Tokens::new(text);
    let mut reader = Reader::default();
    let mut token = reader.iso(&mut tokens).ok()?;
    let mut has_number = !reader.numbers.is_empty();
    while token != Token::End {
        reader.legacy(token, &mut tokens, &mut has_number).ok()?;
        token = tokens.next();
    }
    let (year, month, day) = reader.date()?;
    Some(Parsed {
        year,
        month,
        day,
        time: reader.time_of_day()?,
        offset: reader.zone.offset(),
    })
}

impl Reader {
    /// Reads as much of the standard's format as there is, and gives the first token that is not of it.
    fn iso(&mut self, tokens: &mut Tokens<'_>) -> Result<Token, NoDate> {
        if let Token::Symbol(sign @ (b'+' | b'-')) = tokens.peek() {
            let token = tokens.next();
            match tokens.peek() {
                Token::Number(year, 6) if sign == b'-' => {
                    tokens.next();
                    if year == 0 {
                        return Ok(token);
                    }
                    self.numbers.push(-year);
                }
                Token::Number(year, 6) => {
                    tokens.next();
                    self.numbers.push(year);
                }
                _ => return Ok(token),
            }
        } else if let Some(year) = tokens.digits(4, 0, 9999) {
            self.numbers.push(year);
        } else {
            return Ok(tokens.next());
        }
        for most in [12, 31] {
            if !tokens.skip(b'-') {
                break;
            }
            let Some(number) = tokens.digits(2, 1, most) else {
                return Ok(tokens.next());
            };
            self.numbers.push(number);
        }
        if tokens.peek() == Token::Keyword(Keyword::Time) {
            tokens.next();
            self.iso_time(tokens)?;
        } else if tokens.peek() != Token::End {
            return Ok(tokens.next());
        } else {
            self.zone.set(0);
        }
        self.is_iso = true;
        Ok(Token::End)
    }

    fn iso_time(&mut self, tokens: &mut Tokens<'_>) -> Result<(), NoDate> {
        let hour = tokens.digits(2, 0, 24).ok_or(NoDate)?;
        let most = if hour == 24 { 0 } else { 59 };
        self.time.push(hour);
        if !tokens.skip(b':') {
            return Err(NoDate);
        }
        self.time.push(tokens.digits(2, 0, most).ok_or(NoDate)?);
        if tokens.skip(b':') {
            self.time.push(tokens.digits(2, 0, most).ok_or(NoDate)?);
            if tokens.skip(b'.') {
                match tokens.next() {
                    Token::Number(value, length) if hour < 24 || value == 0 => {
                        self.time.push(milliseconds(value, length));
                    }
                    _ => return Err(NoDate),
                }
            }
        }
        match tokens.peek() {
            Token::Keyword(Keyword::Zulu) => {
                tokens.next();
                self.zone.set(0);
            }
            Token::Symbol(sign @ (b'+' | b'-')) => {
                tokens.next();
                self.zone.is_west = Some(sign == b'-');
                let (hours, minutes) = match tokens.peek() {
                    Token::Number(both, 4) if both / 100 <= 23 && both % 100 <= 59 => {
                        tokens.next();
                        (both / 100, both % 100)
                    }
                    _ => {
                        let hours = tokens.digits(2, 0, 23).ok_or(NoDate)?;
                        if !tokens.skip(b':') {
                            return Err(NoDate);
                        }
                        (hours, tokens.digits(2, 0, 59).ok_or(NoDate)?)
                    }
                };
                self.zone.hours = Some(hours);
                self.zone.minutes = Some(minutes);
            }
            _ => {}
        }
        match tokens.peek() {
            Token::End => Ok(()),
            _ => Err(NoDate),
        }
    }

    /// Takes one token, and those that belong to it, as browsers do.
    fn legacy(
        &mut self,
        token: Token,
        tokens: &mut Tokens<'_>,
        has_number: &mut bool,
    ) -> Result<(), NoDate> {
        match token {
            Token::Number(value, _) => {
                *has_number = true;
                self.number(value, tokens)?;
            }
            Token::Keyword(Keyword::HalfOfDay(hours)) if !self.time.is_empty() => {
                self.half_of_day = Some(hours);
            }
            Token::Keyword(Keyword::Month(month)) => {
                self.month = Some(month);
                tokens.skip(b'-');
            }
            Token::Keyword(Keyword::Zone(hours)) if *has_number => self.zone.set(hours),
            Token::Keyword(Keyword::Zulu) if *has_number => self.zone.set(0),
            Token::Keyword(_) | Token::Word => {
                // Any word may come before the first number, but not right before it.
                if *has_number || matches!(tokens.peek(), Token::Number(..)) {
                    return Err(NoDate);
                }
            }
            Token::Symbol(sign @ (b'+' | b'-')) if self.zone.is_utc() || !self.time.is_empty() => {
                *has_number = true;
                self.offset(sign == b'-', tokens)?;
            }
            Token::Symbol(b'+' | b'-' | b')') if *has_number => return Err(NoDate),
            Token::Symbol(_) | Token::Space | Token::Other | Token::End => {}
        }
        Ok(())
    }

    fn number(&mut self, value: i32, tokens: &mut Tokens<'_>) -> Result<(), NoDate> {
        if tokens.skip(b':') {
            let is_double = tokens.skip(b':');
            if is_double {
                if !self.time.is_empty() {
                    return Err(NoDate);
                }
                self.time.extend([value, 0]);
                return Ok(());
            }
            if self.time.len() == 4 {
                return Err(NoDate);
            }
            self.time.push(value);
            tokens.skip(b'.');
            return Ok(());
        }
        let has_point = tokens.skip(b'.');
        if has_point && self.expects_time(value) {
            self.time.push(value);
            let Token::Number(value, length) = tokens.next() else {
                return Err(NoDate);
            };
            self.end_time(milliseconds(value, length));
        } else if self.zone.expects_minutes(value) {
            self.zone.minutes = Some(value);
        } else if self.expects_time(value) {
            self.end_time(value);
            let may_follow = matches!(
                tokens.peek(),
                Token::End
                    | Token::Space
                    | Token::Keyword(Keyword::Zulu)
                    | Token::Symbol(b'+' | b'-')
            );
            if !may_follow {
                return Err(NoDate);
            }
        } else {
            if self.numbers.len() == 3 {
                return Err(NoDate);
            }
            self.numbers.push(value);
            tokens.skip(b'-');
        }
        Ok(())
    }

    /// Reads an offset from UTC behind its sign: `hh:mm`, `h`, `hh`, `hmm` or `hhmm`.
    fn offset(&mut self, is_west: bool, tokens: &mut Tokens<'_>) -> Result<(), NoDate> {
        self.zone.is_west = Some(is_west);
        let (value, length) = match tokens.peek() {
            Token::Number(value, length) => {
                tokens.next();
                (value, length)
            }
            _ => (0, 0),
        };
        let (hours, minutes) = match length {
            _ if tokens.peek() == Token::Symbol(b':') => (value, None),
            1 | 2 => (value, Some(0)),
            3 | 4 => (value / 100, Some(value % 100)),
            _ => return Err(NoDate),
        };
        self.zone.hours = Some(hours);
        self.zone.minutes = minutes;
        Ok(())
    }

    /// Whether a number can be the next part of a time that has begun.
    fn expects_time(&self, value: i32) -> bool {
        match self.time.len() {
            1 | 2 => (0..=59).contains(&value),
            3 => (0..=999).contains(&value),
            _ => false,
        }
    }

    fn end_time(&mut self, last: i32) {
        self.time.push(last);
        self.time.resize(4, 0);
    }

    fn date(&self) -> Option<(i32, i32, i32)> {
        let first = *self.numbers.first()?;
        // What is missing counts as 1, the year too.
        let part = |index: usize| self.numbers.get(index).copied().unwrap_or(1);
        let is_day = |number: i32| (1..=31).contains(&number);
        let (year, month, day) = match self.month {
            None if self.is_iso || !is_day(first) => (first, part(1), part(2)),
            None => (part(2), first, part(1)),
            Some(month) if !is_day(first) => (first, month, part(1)),
            Some(month) => (part(1), month, first),
        };
        let year = match year {
            0..=49 if !self.is_iso => year + 2000,
            50..=99 if !self.is_iso => year + 1900,
            _ => year,
        };
        ((1..=12).contains(&month) && is_day(day)).then_some((year, month, day))
    }

    fn time_of_day(&self) -> Option<[i32; 4]> {
        let part = |index: usize| self.time.get(index).copied().unwrap_or(0);
        let mut hour = part(0);
        if let Some(more) = self.half_of_day {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + more;
        }
        let rest = [part(1), part(2), part(3)];
        let is_time = (0..=23).contains(&hour)
            && (0..=59).contains(&rest[0])
            && (0..=59).contains(&rest[1])
            && (0..=999).contains(&rest[2]);
        (is_time || (hour == 24 && rest == [0; 3])).then_some([hour, rest[0], rest[1], rest[2]])
    }
}

impl Zone {
    fn set(&mut self, hours: i32) {
        self.is_west = Some(hours < 0);
        self.hours = Some(hours.abs());
        self.minutes = Some(0);
    }

    fn is_utc(&self) -> bool {
        self.hours == Some(0) && self.minutes == Some(0)
    }

    fn expects_minutes(&self, value: i32) -> bool {
        self.hours.is_some() && self.minutes.is_none() && (0..=59).contains(&value)
    }

    fn offset(&self) -> Option<i32> {
        let seconds = self.hours.unwrap_or(0) * 3600 + self.minutes.unwrap_or(0) * 60;
        self.is_west
            .map(|is_west| if is_west { -seconds } else { seconds })
    }
}

/// The first three digits behind the point.
fn milliseconds(value: i32, length: usize) -> i32 {
    match length {
        1 => value * 100,
        2 => value * 10,
        _ => value / 10_i32.pow(u32::try_from(length.min(9) - 3).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Parsed, parse};

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn is(text: &str, year: i32, month: i32, day: i32, time: [i32; 4], offset: Option<i32>) {
        let expected = Parsed {
            year,
            month,
            day,
            time,
            offset,
        };
        assert_eq!(parse(&units(text)), Some(expected), "{text}");
    }

    #[test]
    fn the_format_of_the_standard() {
        is("2020-02-03", 2020, 2, 3, [0; 4], Some(0));
        is("2020", 2020, 1, 1, [0; 4], Some(0));
        is("2020-02-03T04:05", 2020, 2, 3, [4, 5, 0, 0], None);
        is(
            "2020-02-03T04:05:06.7Z",
            2020,
            2,
            3,
            [4, 5, 6, 700],
            Some(0),
        );
        is("-000001-02-03T24:00", -1, 2, 3, [24, 0, 0, 0], None);
        is(
            "2020-02-03T04:05-01:30",
            2020,
            2,
            3,
            [4, 5, 0, 0],
            Some(-5400),
        );
    }

    #[test]
    fn what_browsers_take() {
        is("Jan 2, 2020", 2020, 1, 2, [0; 4], None);
        is("1/2/70", 1970, 1, 2, [0; 4], None);
        is("2020/01/02", 2020, 1, 2, [0; 4], None);
        is(
            "2 January 2020 10:00 PM GMT+0200 (c)",
            2020,
            1,
            2,
            [22, 0, 0, 0],
            Some(7200),
        );
        is(
            "Thu, 01 Jan 1970 00:00:00 PDT",
            1970,
            1,
            1,
            [0; 4],
            Some(-25200),
        );
        is("2020-01-02 03:04:05.6", 2020, 1, 2, [3, 4, 5, 600], None);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "junk",
            "2020-13-01",
            "2020-01-02T25:00",
            "1 2 3 4",
            "12:00",
        ] {
            assert_eq!(parse(&units(text)), None, "{text}");
        }
    }
}
