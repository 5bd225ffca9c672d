//! `Math.sin` and `Math.cos` by the algorithm of fdlibm.

/// Up to here arguments are reduced with three parts of `π/2`: 2¹⁹ times `π/2`.
const REDUCIBLE: f64 = 823_549.663_8;

/// `π/2` in parts of 33 bits, each with what is left after it.
const HALF_PI: [(f64, f64); 3] = [
    (1.570_796_326_734_125_614_17, 6.077_100_506_506_192_249_32e-11),
    (6.077_100_506_303_965_976_60e-11, 2.022_266_248_795_950_631_54e-21),
    (2.022_266_248_711_166_455_80e-21, 8.478_427_660_368_899_569_97e-32),
];

fn exponent(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32
}

/// Writes `x` as a multiple of `π/2` and a rest of at most `π/4` in two parts. Returns the multiple, modulo 4, and the
/// rest.
fn reduce(x: f64) -> (i32, f64, f64) {
    let magnitude = x.abs();
    let n = (magnitude * std::f64::consts::FRAC_2_PI + 0.5).trunc();
    let mut r = magnitude - n * HALF_PI[0].0;
    let mut w = n * HALF_PI[0].1;
    // As many bits as were lost are made up for from the next part.
    for ((part, rest), lost) in HALF_PI[1..].iter().zip([16, 49]) {
        if exponent(x) - exponent(r - w) <= lost {
            break;
        }
        let before = r;
        w = n * part;
        r = before - w;
        w = n * rest - ((before - r) - w);
    }
    let rest = r - w;
    let (n, rest, low) = (n as i32, rest, (r - rest) - w);
    if x < 0. { (-n & 3, -rest, -low) } else { (n & 3, rest, low) }
}

/// The series of the sine in the square of a number, after its first two terms.
fn sin_series(z: f64) -> f64 {
    8.333_333_333_322_489_461_24e-3
        + z * (-1.984_126_982_985_794_931_34e-4
            + z * (2.755_731_370_707_006_767_89e-6
                + z * (-2.505_076_025_340_686_341_95e-8 + z * 1.589_690_995_211_550_102_21e-10)))
}

/// The coefficient of the cube in the series of the sine.
const SIN_CUBE: f64 = -1.666_666_666_666_663_243_48e-1;

/// Below this, the sine of a number is the number.
const TINY: f64 = 1. / 134_217_728.;

/// The sine of `x + y`, `y` being much smaller.
fn sin_of_rest(x: f64, y: f64) -> f64 {
    if x.abs() < TINY {
        return x;
    }
    let z = x * x;
    let v = z * x;
    x - ((z * (0.5 * y - v * sin_series(z)) - y) - v * SIN_CUBE)
}

/// The sine of a small number.
fn sin_of_small(x: f64) -> f64 {
    if x.abs() < TINY {
        return x;
    }
    let z = x * x;
    x + z * x * (SIN_CUBE + z * sin_series(z))
}

/// The cosine of `x + y`, `y` being much smaller.
fn cos_of_rest(x: f64, y: f64) -> f64 {
    let high = (x.to_bits() >> 32) as u32 & 0x7fff_ffff;
    if x.abs() < TINY {
        return 1.;
    }
    let z = x * x;
    let r = z
        * (4.166_666_666_666_660_190_37e-2
            + z * (-1.388_888_888_887_410_957_49e-3
                + z * (2.480_158_728_947_672_941_78e-5
                    + z * (-2.755_731_435_139_066_330_35e-7
                        + z * (2.087_572_321_298_174_827_90e-9 + z * -1.135_964_755_778_819_482_65e-11)))));
    if high < 0x3fd3_3333 {
        return 1. - (0.5 * z - (z * r - x * y));
    }
    // A quarter of the number, so that nothing is lost when it is taken off.
    let quarter = if high > 0x3fe9_0000 {
        0.28125
    } else {
        f64::from_bits(u64::from(high - 0x0020_0000) << 32)
    };
    let rest = 0.5 * z - quarter;
    (1. - quarter) - (rest - (z * r - x * y))
}

/// `Math.sin`
pub(super) fn sin(x: f64) -> f64 {
    if x.abs() <= std::f64::consts::FRAC_PI_4 {
        return sin_of_small(x);
    }
    if x.is_nan() || x.abs() > REDUCIBLE {
        return libm::sin(x);
    }
    let (n, rest, low) = reduce(x);
    match n {
        0 => sin_of_rest(rest, low),
        1 => cos_of_rest(rest, low),
        2 => -sin_of_rest(rest, low),
        _ => -cos_of_rest(rest, low),
    }
}

/// `Math.cos`
pub(super) fn cos(x: f64) -> f64 {
    if x.abs() <= std::f64::consts::FRAC_PI_4 {
        return cos_of_rest(x, 0.);
    }
    if x.is_nan() || x.abs() > REDUCIBLE {
        return libm::cos(x);
    }
    let (n, rest, low) = reduce(x);
    match n {
        0 => cos_of_rest(rest, low),
        1 => -sin_of_rest(rest, low),
        2 => -cos_of_rest(rest, low),
        _ => sin_of_rest(rest, low),
    }
}
