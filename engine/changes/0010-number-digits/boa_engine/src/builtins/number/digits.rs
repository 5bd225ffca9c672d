//! Rounds numbers to a number of significant decimal digits.

/// How many digits more than asked for are looked at before the exact value is.
const GUARD: usize = 20;

/// No finite number has more significant digits.
const EXACT_DIGITS: usize = 767;

/// No finite number has more digits after the decimal point.
const EXACT_PLACES: usize = 1074;

/// The first `count` significant digits, cut off, the digits after them, and the exponent of the first.
fn expand(magnitude: f64, count: usize, more: usize) -> (Vec<u8>, Vec<u8>, i32) {
    let text = format!("{magnitude:.*e}", count + more - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let rest = digits.split_off(count);
    (digits, rest, exponent.parse().unwrap_or(0))
}

/// Whether what comes after the digits that stay makes the last of them greater. `None` if it may only look like the
/// middle of two candidates: what was formatted is rounded itself.
fn goes_up(rest: &[u8]) -> Option<bool> {
    match rest {
        [b'5', after @ ..] if after.iter().all(|digit| *digit == b'0') => None,
        [first, ..] => Some(*first >= b'5'),
        [] => Some(false),
    }
}

/// Adds one to the last digit. Returns whether a `1` has to stand before all of them, which are zeros then.
fn increment(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        match *digit {
            b'9' => *digit = b'0',
            b'0'..=b'8' => {
                *digit += 1;
                return false;
            }
            // A decimal point.
            _ => {}
        }
    }
    true
}

fn to_text(digits: Vec<u8>) -> String {
    digits.into_iter().map(char::from).collect()
}

/// Rounds a finite number that is not negative to `count` significant digits, of which there must be one at least.
///
/// Returns the digits and the exponent of the first one: `n` and `e` of [`Number.prototype.toPrecision`][spec]. Of two
/// candidates that are as close, this is the larger one, while Rust's formatting takes the even one.
///
/// [spec]: https://tc39.es/ecma262/#sec-number.prototype.toprecision
pub(super) fn round_to_digits(magnitude: f64, count: usize) -> (String, i32) {
    let (mut digits, mut rest, mut exponent) = expand(magnitude, count, GUARD);
    if goes_up(&rest).is_none() {
        (digits, rest, exponent) = expand(magnitude, count, EXACT_DIGITS);
    }
    if goes_up(&rest).unwrap_or(true) && increment(&mut digits) {
        digits[0] = b'1';
        exponent += 1;
    }
    (to_text(digits), exponent)
}

/// Rounds a finite number that is not negative to `places` digits after the decimal point: `n` of
/// [`Number.prototype.toFixed`][spec], with the point.
///
/// [spec]: https://tc39.es/ecma262/#sec-number.prototype.tofixed
pub(super) fn round_to_places(magnitude: f64, places: usize) -> String {
    let expand = |more: usize| {
        let mut digits = format!("{magnitude:.*}", places + more).into_bytes();
        let rest = digits.split_off(digits.len() - more);
        (digits, rest)
    };
    let (mut digits, mut rest) = expand(GUARD);
    if goes_up(&rest).is_none() {
        (digits, rest) = expand(EXACT_PLACES);
    }
    if goes_up(&rest).unwrap_or(true) && increment(&mut digits) {
        digits.insert(0, b'1');
    }
    if digits.last() == Some(&b'.') {
        digits.pop();
    }
    to_text(digits)
}
