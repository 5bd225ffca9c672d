//! Tells which code units a match can begin with, so that text without pairs of surrogates can be searched for them
//! before anything is tried.

use crate::ir::{self, Node};

/// How many units are searched until somebody asks whether to go on.
#[cfg(feature = "utf16")]
pub(crate) const SEARCHED_AT_ONCE: usize = 1 << 16;

/// The units that a match can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartUnits {
    /// One bit for each ASCII character.
    ascii: u128,
    /// Whether a match can begin with any other unit.
    other: bool,
    /// Whether a match can be nothing but the empty string somewhere, so that it can begin everywhere.
    pub(crate) anywhere: bool,
    /// Whether a match begins where the text begins, or not at all.
    pub(crate) anchored: bool,
}

/// What a match of a node can begin with, and whether it can be empty.
type Start = (StartUnits, bool);

impl StartUnits {
    const NONE: Self = Self {
        ascii: 0,
        other: false,
        anywhere: false,
        anchored: false,
    };

    const ALL: Self = Self {
        ascii: u128::MAX,
        other: true,
        anywhere: false,
        anchored: false,
    };

    /// Finds the units for an expression.
    pub(crate) fn of(regex: &ir::Regex, anchored: bool) -> Self {
        let (units, is_empty) = start_of(&regex.node);
        Self {
            anywhere: is_empty || units == Self::ALL,
            anchored,
            ..units
        }
    }

    fn with(mut self, unit: u32) -> Self {
        if unit < 128 {
            self.ascii |= 1 << unit;
        } else {
            self.other = true;
        }
        self
    }

    fn and(self, more: Self) -> Self {
        Self {
            ascii: self.ascii | more.ascii,
            other: self.other || more.other,
            ..self
        }
    }

    /// Whether a match can begin with a unit.
    #[inline(always)]
    pub(crate) fn contains(&self, unit: u32) -> bool {
        if unit < 128 {
            self.ascii & (1 << unit) != 0
        } else {
            self.other
        }
    }

    /// Finds the first of Latin-1 units that a match can begin with.
    #[cfg(feature = "utf16")]
    pub(crate) fn find_latin1(&self, units: &[u8]) -> Option<usize> {
        if !self.other {
            let mut rest = self.ascii;
            let mut next = || {
                let unit = rest.trailing_zeros() as u8;
                rest &= rest.wrapping_sub(1);
                unit
            };
            match self.ascii.count_ones() {
                0 => return None,
                1 => return memchr::memchr(next(), units),
                2 => return memchr::memchr2(next(), next(), units),
                3 => return memchr::memchr3(next(), next(), next(), units),
                _ => {}
            }
        }
        units
            .iter()
            .position(|unit| self.contains(u32::from(*unit)))
    }
}

/// Finds what a match of a node can begin with.
fn start_of(node: &Node) -> Start {
    match node {
        // What takes no room says nothing about what follows.
        Node::Empty
        | Node::Goal
        | Node::Anchor { .. }
        | Node::WordBoundary { .. }
        | Node::LookaroundAssertion { .. } => (StartUnits::NONE, true),

        Node::Char { c } => (StartUnits::NONE.with(*c), false),
        Node::ByteSequence(bytes) => match bytes.first() {
            Some(byte) => (StartUnits::NONE.with(u32::from(*byte)), false),
            None => (StartUnits::NONE, true),
        },
        Node::ByteSet(bytes) => {
            let units = bytes.iter().map(|byte| u32::from(*byte));
            (units.fold(StartUnits::NONE, StartUnits::with), false)
        }
        Node::CharSet(chars) => {
            let units = chars.iter().copied();
            (units.fold(StartUnits::NONE, StartUnits::with), false)
        }
        Node::Bracket(contents) => {
            let mut units = StartUnits::NONE;
            for unit in 0..128 {
                let is_in = contents
                    .cps
                    .intervals()
                    .iter()
                    .any(|interval| interval.first <= unit && unit <= interval.last);
                if is_in != contents.invert {
                    units = units.with(unit);
                }
            }
            units.other = contents.invert
                || contents
                    .cps
                    .intervals()
                    .iter()
                    .any(|interval| interval.last >= 128);
            (units, false)
        }

        Node::Cat(nodes) => {
            let mut all = StartUnits::NONE;
            for node in nodes {
                let (units, is_empty) = start_of(node);
                all = all.and(units);
                if !is_empty {
                    return (all, false);
                }
            }
            (all, true)
        }
        Node::Alt(left, right) => {
            let (left, left_is_empty) = start_of(left);
            let (right, right_is_empty) = start_of(right);
            (left.and(right), left_is_empty || right_is_empty)
        }
        Node::CaptureGroup { contents, .. } => start_of(contents),
        Node::Loop { loopee, quant, .. } | Node::Loop1CharBody { loopee, quant } => {
            let (units, is_empty) = start_of(loopee);
            (units, is_empty || quant.min == 0)
        }

        Node::MatchAny
        | Node::MatchAnyExceptLineTerminator
        | Node::BackRef { .. }
        | Node::StringSet { .. } => (StartUnits::ALL, true),
    }
}

#[cfg(all(test, feature = "utf16"))]
mod tests {
    use crate::Regex;

    /// All matches, found with the search and without it.
    fn both(pattern: &str, flags: &str, text: &str) -> [Vec<(usize, usize)>; 3] {
        let mut regex = Regex::with_flags(pattern, flags).expect("the pattern is one");
        let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let ucs2: Vec<u16> = text.encode_utf16().collect();
        let fast: Vec<_> = regex
            .find_from_latin1(&latin1, 0)
            .map(|m| (m.start(), m.end()))
            .collect();
        let wide: Vec<_> = regex
            .find_from_ucs2(&ucs2, 0)
            .map(|m| (m.start(), m.end()))
            .collect();
        regex.try_everywhere();
        let plain = regex
            .find_from_ucs2(&ucs2, 0)
            .map(|m| (m.start(), m.end()))
            .collect();
        [fast, wide, plain]
    }

    #[test]
    fn the_search_for_a_start_misses_nothing() {
        let text = "Hello w\u{f6}rld, foo-bar 12.5 k\u{e9}K \n\taaa ss \u{df} x";
        for pattern in [
            "o",
            "o+",
            "[a-f]+",
            "[^a-z]",
            "\\s*,\\s*",
            "\\bfoo",
            "^",
            "^H",
            "^x",
            "$",
            "x?",
            "(?:)",
            "(a|b)+",
            "(?=f)",
            "(?!f)o",
            "(?<=o)\\w",
            "\\d+\\.\\d",
            "\u{f6}",
            "[\u{e0}-\u{ff}]",
            ".",
            "(a)\\1",
            "k|s",
            "\\W+",
            "[]",
            "a*b|x",
            "(?:a|)f",
            "w.r",
        ] {
            for flags in ["", "i", "m", "s", "u", "iu"] {
                let [fast, wide, plain] = both(pattern, flags, text);
                assert_eq!(fast, plain, "{pattern} {flags}");
                assert_eq!(wide, plain, "{pattern} {flags}");
            }
        }
    }

    #[test]
    fn a_sticky_match_begins_where_the_last_one_has_ended() {
        let regex = Regex::new("a|bc").expect("the pattern is one");
        let mut matches = regex.find_from_latin1(b"abcaxa", 0);
        let ends: Vec<_> = core::iter::from_fn(|| matches.next_here())
            .map(|m| m.end())
            .collect();
        assert_eq!(ends, [1, 3, 4]);
    }
}
