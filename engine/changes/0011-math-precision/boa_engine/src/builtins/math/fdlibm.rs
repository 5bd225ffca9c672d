//! The functions of `Math` whose results the specification leaves to the implementation, by the algorithms of
//! fdlibm, which other engines use: the same number on every platform, and an error of less than one unit in the
//! last place also near zero, where the short formulas of the standard library lose most digits.
//!
//! What is the same in [`libm`] is taken from there.

const LN2: f64 = std::f64::consts::LN_2;
/// `ln 2` in two parts, the first with zeros behind it, so that multiples of it are exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;

/// The coefficients of the series for `ln(1 + f)` in `f / (2 + f)`.
const LOG: [f64; 7] = [
    6.666_666_666_666_735_130e-1,
    3.999_999_999_940_941_908e-1,
    2.857_142_874_366_239_149e-1,
    2.222_219_843_214_978_396e-1,
    1.818_357_216_161_805_012e-1,
    1.531_383_769_920_937_332e-1,
    1.479_819_860_511_658_591e-1,
];

const TWO_POW_54: f64 = 18_014_398_509_481_984.0;
const TWO_POW_28: f64 = 268_435_456.0;

/// Above this, `cosh` and `sinh` are infinite.
const HYPERBOLIC_LIMIT: f64 = 710.475_860_073_943_9;
/// Above this, `exp` is infinite, or nearly so.
const EXP_LIMIT: f64 = 709.782_226_562_5;

/// The sign, the exponent and the upper 20 bits of the fraction.
fn high(x: f64) -> i32 {
    (x.to_bits() >> 32) as i32
}

fn with_high(x: f64, high: i32) -> f64 {
    f64::from_bits((x.to_bits() & 0xffff_ffff) | (u64::from(high as u32) << 32))
}

/// Splits a positive finite number into a power of two and a fraction between `√½` and `√2`, of which the
/// upper bits come too.
fn split(mut x: f64) -> (i32, f64, i32) {
    let mut k = 0;
    if high(x) < 0x0010_0000 {
        k = -54;
        x *= TWO_POW_54;
    }
    k += (high(x) >> 20) - 1023;
    let bits = high(x) & 0x000f_ffff;
    let carry = (bits + 0x95f64) & 0x0010_0000;
    (k + (carry >> 20), with_high(x, bits | (carry ^ 0x3ff0_0000)), bits)
}

/// `Math.exp`
pub(super) fn exp(x: f64) -> f64 {
    // The algorithm misses the last bit of a constant that everybody knows.
    if x == 1. { std::f64::consts::E } else { libm::exp(x) }
}

/// `Math.log`
pub(super) fn log(x: f64) -> f64 {
    if x == 0. {
        return f64::NEG_INFINITY;
    }
    if x < 0. || !x.is_finite() {
        return if x < 0. { f64::NAN } else { x };
    }
    let (k, fraction, bits) = split(x);
    let f = fraction - 1.;
    let dk = f64::from(k);
    if 0x000f_ffff & (2 + bits) < 3 {
        let r = f * f * (0.5 - 0.333_333_333_333_333_33 * f);
        return match (f == 0., k == 0) {
            (true, true) => 0.,
            (true, false) => dk * LN2_HIGH + dk * LN2_LOW,
            (false, true) => f - r,
            (false, false) => dk * LN2_HIGH - ((r - dk * LN2_LOW) - f),
        };
    }
    let s = f / (2. + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LOG[1] + w * (LOG[3] + w * LOG[5]));
    let odd = z * (LOG[0] + w * (LOG[2] + w * (LOG[4] + w * LOG[6])));
    let r = odd + even;
    if (bits - 0x6147a) | (0x6b851 - bits) > 0 {
        let half = 0.5 * f * f;
        if k == 0 {
            f - (half - s * (half + r))
        } else {
            dk * LN2_HIGH - ((half - (s * (half + r) + dk * LN2_LOW)) - f)
        }
    } else if k == 0 {
        f - s * (f - r)
    } else {
        dk * LN2_HIGH - ((s * (f - r) - dk * LN2_LOW) - f)
    }
}

/// `Math.log1p`
pub(super) fn log1p(x: f64) -> f64 {
    let magnitude = x.abs();
    if x <= -1. || !x.is_finite() {
        return match x {
            -1. => f64::NEG_INFINITY,
            f64::INFINITY => x,
            _ => f64::NAN,
        };
    }
    if magnitude < 1. / 536_870_912. {
        return if magnitude < 1. / TWO_POW_54 { x } else { x - x * x * 0.5 };
    }
    let (mut k, mut f, mut bits, mut c) = (0, x, 1, 0.);
    // -0.2929 < x < 0.41422
    if !(high(x) < 0x3fda_827a && (high(x) > 0 || high(x) <= 0xbfd2_bec3_u32 as i32)) {
        let mut u = x;
        if high(x) < 0x4340_0000 {
            u = 1. + x;
            k = (high(u) >> 20) - 1023;
            c = if k > 0 { 1. - (u - x) } else { x - (u - 1.) } / u;
        } else {
            k = (high(u) >> 20) - 1023;
        }
        bits = high(u) & 0x000f_ffff;
        if bits < 0x6a09e {
            u = with_high(u, bits | 0x3ff0_0000);
        } else {
            k += 1;
            u = with_high(u, bits | 0x3fe0_0000);
            bits = (0x0010_0000 - bits) >> 2;
        }
        f = u - 1.;
    }
    let dk = f64::from(k);
    let half = 0.5 * f * f;
    if bits == 0 {
        if f == 0. {
            return if k == 0 { 0. } else { dk * LN2_HIGH + (c + dk * LN2_LOW) };
        }
        let r = half * (1. - 0.666_666_666_666_666_66 * f);
        return if k == 0 { f - r } else { dk * LN2_HIGH - ((r - (dk * LN2_LOW + c)) - f) };
    }
    let s = f / (2. + f);
    let z = s * s;
    let r = z * LOG.iter().rev().fold(0., |sum, coefficient| coefficient + z * sum);
    if k == 0 {
        f - (half - s * (half + r))
    } else {
        dk * LN2_HIGH - ((half - (s * (half + r) + (dk * LN2_LOW + c))) - f)
    }
}

/// `Math.log10`
pub(super) fn log10(mut x: f64) -> f64 {
    if !(x > 0. && x.is_finite()) {
        return log(x);
    }
    let mut k = 0;
    if high(x) < 0x0010_0000 {
        k = -54;
        x *= TWO_POW_54;
    }
    k += (high(x) >> 20) - 1023;
    let sign = i32::from(k < 0);
    let fraction = with_high(x, (high(x) & 0x000f_ffff) | ((0x3ff - sign) << 20));
    let y = f64::from(k + sign);
    let z = y * 3.694_239_077_158_930_786_16e-13 + 4.342_944_819_032_518_276_51e-1 * log(fraction);
    z + y * 3.010_299_956_636_117_713_06e-1
}

/// `Math.acosh`
pub(super) fn acosh(x: f64) -> f64 {
    if x < 1. || x.is_nan() {
        f64::NAN
    } else if x >= TWO_POW_28 {
        log(x) + LN2
    } else if x > 2. {
        let t = x * x;
        log(2. * x - 1. / (x + (t - 1.).sqrt()))
    } else {
        let t = x - 1.;
        log1p(t + (2. * t + t * t).sqrt())
    }
}

/// `Math.asinh`
pub(super) fn asinh(x: f64) -> f64 {
    let magnitude = x.abs();
    let result = if magnitude < 1. / TWO_POW_28 || !x.is_finite() {
        return x;
    } else if magnitude > TWO_POW_28 {
        log(magnitude) + LN2
    } else if magnitude > 2. {
        log(2. * magnitude + 1. / ((x * x + 1.).sqrt() + magnitude))
    } else {
        let t = x * x;
        log1p(magnitude + t / (1. + (1. + t).sqrt()))
    };
    result.copysign(x)
}

/// `Math.atanh`
pub(super) fn atanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude < 1. / TWO_POW_28 {
        return x;
    }
    let result = if magnitude < 0.5 {
        let t = magnitude + magnitude;
        0.5 * log1p(t + t * magnitude / (1. - magnitude))
    } else {
        0.5 * log1p((magnitude + magnitude) / (1. - magnitude))
    };
    if magnitude > 1. { f64::NAN } else { result.copysign(x) }
}

/// `Math.cosh`
pub(super) fn cosh(x: f64) -> f64 {
    let magnitude = x.abs();
    if high(magnitude) < 0x3fd6_2e43 {
        let t = libm::expm1(magnitude);
        let w = 1. + t;
        if high(magnitude) < 0x3c80_0000 { w } else { 1. + (t * t) / (w + w) }
    } else if magnitude < 22. {
        let t = exp(magnitude);
        0.5 * t + 0.5 / t
    } else if high(magnitude) < 0x4086_2e42 {
        0.5 * exp(magnitude)
    } else if magnitude <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * magnitude);
        0.5 * w * w
    } else {
        magnitude * f64::INFINITY
    }
}

/// `Math.sinh`
pub(super) fn sinh(x: f64) -> f64 {
    let half = 0.5_f64.copysign(x);
    let magnitude = x.abs();
    if magnitude < 1. / TWO_POW_28 {
        x
    } else if magnitude < 22. {
        let t = libm::expm1(magnitude);
        if magnitude < 1. { half * (2. * t - t * t / (t + 1.)) } else { half * (t + t / (t + 1.)) }
    } else if magnitude < EXP_LIMIT {
        half * exp(magnitude)
    } else if magnitude <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * magnitude);
        half * w * w
    } else {
        x * f64::INFINITY
    }
}

/// `Math.tanh`
pub(super) fn tanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude < 1. / TWO_POW_28 || x.is_nan() {
        return x;
    }
    let result = if magnitude >= 22. {
        1.
    } else if magnitude >= 1. {
        1. - 2. / (libm::expm1(2. * magnitude) + 2.)
    } else {
        let t = libm::expm1(-2. * magnitude);
        -t / (t + 2.)
    };
    result.copysign(x)
}

/// `Math.cbrt`
pub(super) fn cbrt(x: f64) -> f64 {
    const BIAS: i32 = 715_094_163;
    const BIAS_OF_SUBNORMALS: i32 = 696_219_795;
    const P: [f64; 5] = [
        1.875_951_824_271_770_096_43,
        -1.884_979_795_433_771_698_75,
        1.621_429_720_105_354_466_140,
        -0.758_397_934_778_766_047_437,
        0.145_996_192_886_612_446_982,
    ];
    if x == 0. || !x.is_finite() {
        return x;
    }
    let magnitude = x.abs();
    let guess = if high(magnitude) < 0x0010_0000 {
        high(magnitude * TWO_POW_54) / 3 + BIAS_OF_SUBNORMALS
    } else {
        high(magnitude) / 3 + BIAS
    };
    let mut t = with_high(0., guess).copysign(x);
    let r = (t * t) * (t / x);
    t *= (P[0] + r * (P[1] + r * P[2])) + ((r * r) * r) * (P[3] + r * P[4]);
    t = f64::from_bits(t.to_bits().wrapping_add(0x8000_0000) & 0xffff_ffff_c000_0000);
    let r = x / (t * t);
    t + t * ((r - t) / (t + t + r))
}

/// `Math.hypot`, with the sum of squares as [Kahan] adds it up.
///
/// [Kahan]: https://en.wikipedia.org/wiki/Kahan_summation_algorithm
pub(super) fn hypot(numbers: &[f64]) -> f64 {
    let mut largest = 0_f64;
    let mut is_nan = false;
    for number in numbers {
        is_nan |= number.is_nan();
        largest = largest.max(number.abs());
    }
    if largest.is_infinite() {
        return largest;
    }
    if is_nan {
        return f64::NAN;
    }
    if largest == 0. {
        return 0.;
    }
    let (mut sum, mut lost) = (0., 0.);
    for number in numbers {
        let n = number.abs() / largest;
        let summand = n * n - lost;
        let next = sum + summand;
        lost = (next - sum) - summand;
        sum = next;
    }
    sum.sqrt() * largest
}

/// [`Number::exponentiate`][spec]: `Math.pow` and `**`.
///
/// [spec]: https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate
pub(crate) fn pow(base: f64, exponent: f64) -> f64 {
    // Where C's function has an answer and the specification has none.
    if exponent.is_nan() || (base.abs() == 1. && exponent.is_infinite()) {
        return f64::NAN;
    }
    libm::pow(base, exponent)
}
