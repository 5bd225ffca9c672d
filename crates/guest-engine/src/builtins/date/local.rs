//! Local time (ECMA-262 21.4.1.25 `LocalTime`, 21.4.1.26 `UTC`). Boa asks for the offset of local time as if
//! it were UTC, which is wrong for some hours around each change of clocks.

use boa_engine::Context;

use super::parse::Parsed;

pub(super) const MS_PER_DAY: f64 = 86_400_000.0;
/// The farthest from the epoch that a time may be.
const MOST: f64 = 8.64e15;

/// Milliseconds that local time is ahead, at a time in UTC. Beyond the first and the last time it is as there.
pub(super) fn offset(time: f64, context: &Context) -> f64 {
    let time = time.clamp(-MOST, MOST);
    #[expect(clippy::cast_possible_truncation, reason = "a time in seconds fits")]
    let seconds = (time / 1000.0).floor() as i64;
    let hooks = context.host_hooks();
    f64::from(hooks.local_timezone_offset_seconds(seconds)) * 1000.0
}

/// The time at which clocks show `local`: the first if they do so twice, and if never, that by the clocks
/// before the change.
pub(super) fn to_utc(local: f64, context: &Context) -> f64 {
    if !local.is_finite() || local.abs() > MOST + MS_PER_DAY {
        return f64::NAN;
    }
    let before = offset(local - MS_PER_DAY, context);
    let after = offset(local + MS_PER_DAY, context);
    let shows_local = |ahead: f64| (offset(local - ahead, context) - ahead).abs() < 1.0;
    let ahead = if !shows_local(before) && shows_local(after) {
        after
    } else {
        before
    };
    clip(local - ahead)
}

/// ECMA-262 21.4.1.31 `TimeClip`.
pub(super) fn clip(time: f64) -> f64 {
    // Adding zero turns -0 into 0.
    if time.abs() <= MOST {
        time.trunc() + 0.0
    } else {
        f64::NAN
    }
}

/// The time that a text names.
pub(super) fn time_of(parsed: &Parsed, context: &Context) -> f64 {
    let [hours, minutes, seconds, milliseconds] = parsed.time.map(f64::from);
    let days = f64::from(days_from_epoch(parsed.year, parsed.month, parsed.day));
    let in_day = ((hours * 60.0 + minutes) * 60.0 + seconds) * 1000.0 + milliseconds;
    let time = days * MS_PER_DAY + in_day;
    match parsed.offset {
        Some(offset) => clip(time - f64::from(offset) * 1000.0),
        None => to_utc(time, context),
    }
}

/// Days since 1 January 1970, in the Gregorian calendar; a day beyond its month's end is in the next.
fn days_from_epoch(year: i32, month: i32, day: i32) -> i32 {
    // Years that begin in March, so that a leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::{clip, days_from_epoch};

    #[test]
    fn days_are_counted() {
        for (year, month, day, days) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2000, 2, 29, 11016),
            (2000, 3, 1, 11017),
            (2001, 2, 29, 11382),
            (1, 1, 1, -719_162),
            (-1, 12, 31, -719_529),
        ] {
            assert_eq!(
                days_from_epoch(year, month, day),
                days,
                "{year}-{month}-{day}"
            );
        }
    }

    #[test]
    fn times_end_where_dates_end() {
        assert!((clip(8.64e15) - 8.64e15).abs() < 1.0);
        assert!(clip(8.64e15 + 1.0).is_nan());
    }
}
