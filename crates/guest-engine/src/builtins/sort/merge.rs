//! Merge sorts for comparisons that may fail, and may contradict themselves.
//!
//! They are stable, and never ask more of a comparison than its answers: one that is random gives some
//! order. Which pairs are compared, and in which sequence, is as in V8 for fewer than 64 values.

use boa_engine::JsResult;

/// Whether the first comes before the second.
pub(super) trait Before<T>: FnMut(&T, &T) -> JsResult<bool> {}
impl<T, F: FnMut(&T, &T) -> JsResult<bool>> Before<T> for F {}

/// Runs this long are not worth merging.
const LONGEST_INSERTION: usize = 64;

/// Sorts by ascending runs: those that are there, made longer by insertion, and merged while they are
/// about as long as each other.
///
/// # Errors
/// What the comparison throws.
pub(super) fn sort<T: Clone>(values: &mut [T], before: &mut impl Before<T>) -> JsResult<()> {
    let least = shortest_run(values.len());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    while start < values.len() {
        let rest = &mut values[start..];
        let forced = least.min(rest.len());
        let mut length = ascending_run(rest, before)?;
        if length < forced {
            insert(&mut rest[..forced], length, before)?;
            length = forced;
        }
        runs.push((start, length));
        start += length;
        while let [.., (left, left_length), (_, right_length)] = runs[..]
            && (left_length <= right_length || start == values.len())
        {
            let run = &mut values[left..left + left_length + right_length];
            merge(run, left_length, before)?;
            runs.pop();
            if let Some(last) = runs.last_mut() {
                last.1 += right_length;
            }
        }
    }
    Ok(())
}

/// As V8 sorts typed arrays: halves, each sorted and then merged.
///
/// # Errors
/// What the comparison throws.
pub(super) fn sort_halves<T: Clone>(values: &mut [T], before: &mut impl Before<T>) -> JsResult<()> {
    if values.len() < 2 {
        return Ok(());
    }
    let middle = values.len() / 2;
    sort_halves(&mut values[..middle], before)?;
    sort_halves(&mut values[middle..], before)?;
    merge(values, middle, before)
}

/// A length below 64, so that about a power of two of such runs make up the whole.
fn shortest_run(mut length: usize) -> usize {
    let mut is_odd = 0;
    while length >= LONGEST_INSERTION {
        is_odd |= length & 1;
        length >>= 1;
    }
    length + is_odd
}

/// The length of the ascending run that the values begin with; one that descends is turned round.
fn ascending_run<T>(values: &mut [T], before: &mut impl Before<T>) -> JsResult<usize> {
    if values.len() < 2 {
        return Ok(values.len());
    }
    let descends = before(&values[1], &values[0])?;
    let mut length = 2;
    while length < values.len() && before(&values[length], &values[length - 1])? == descends {
        length += 1;
    }
    if descends {
        values[..length].reverse();
    }
    Ok(length)
}

/// Sorts by insertion what follows the first `sorted` values.
fn insert<T>(values: &mut [T], sorted: usize, before: &mut impl Before<T>) -> JsResult<()> {
    for next in sorted.max(1)..values.len() {
        let (mut left, mut right) = (0, next);
        while left < right {
            let middle = left + (right - left) / 2;
            if before(&values[next], &values[middle])? {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        values[left..=next].rotate_right(1);
    }
    Ok(())
}

/// Merges two sorted neighbours, the second of which begins at `middle`.
fn merge<T: Clone>(values: &mut [T], middle: usize, before: &mut impl Before<T>) -> JsResult<()> {
    let left = values[..middle].to_vec();
    let mut left = left.into_iter().peekable();
    let mut right = middle;
    let mut target = 0;
    while let Some(value) = left.peek() {
        if right < values.len() && before(&values[right], value)? {
            values[target] = values[right].clone();
            right += 1;
        } else if let Some(value) = left.next() {
            values[target] = value;
        }
        target += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_halves};

    /// Numbers without a pattern, and always the same.
    fn noise(length: usize) -> Vec<u32> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            (state >> 16) % 100
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn both_sort_stably() {
        for length in [0, 1, 2, 3, 10, 63, 64, 65, 127, 200, 1000, 4097] {
            let values: Vec<(u32, usize)> = noise(length).into_iter().zip(0..).collect();
            let mut expected = values.clone();
            expected.sort_unstable();
            let mut runs = values.clone();
            sort(&mut runs, &mut |a: &(u32, usize), b: &(u32, usize)| {
                Ok(a.0 < b.0)
            })
            .unwrap();
            assert_eq!(runs, expected, "{length}");
            let mut halves = values;
            sort_halves(&mut halves, &mut |a: &(u32, usize), b: &(u32, usize)| {
                Ok(a.0 < b.0)
            })
            .unwrap();
            assert_eq!(halves, expected, "{length}");
        }
    }

    #[test]
    fn contradictions_lose_no_value() {
        for length in [2, 30, 64, 100, 1000] {
            let mut answers = noise(1 << 20).into_iter();
            let mut values: Vec<usize> = (0..length).collect();
            sort(&mut values, &mut |_: &usize, _: &usize| {
                Ok(answers.next() < Some(50))
            })
            .unwrap();
            values.sort_unstable();
            assert_eq!(values, (0..length).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_sorted_already_takes_one_comparison_each() {
        let mut count = 0;
        let mut values: Vec<u32> = (0..1000).rev().collect();
        let mut before = |a: &u32, b: &u32| {
            count += 1;
            Ok(a < b)
        };
        sort(&mut values, &mut before).unwrap();
        assert_eq!((count, values[0]), (999, 0));
    }
}
