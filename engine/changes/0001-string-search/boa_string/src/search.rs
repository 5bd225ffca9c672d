//! Search for a run of code units in another one, in time that grows with the sum of their lengths.

/// Returns where `needle` begins in `haystack` for the first time.
///
/// `needle` must not be empty: the caller knows what that means.
///
/// A first unit that is rare makes the plain search the fastest. It is only left where it compares the same units
/// again and again.
pub(crate) fn find<H, N>(haystack: &[H], needle: &[N]) -> Option<usize>
where
    H: Copy + Into<u16>,
    N: Copy + Into<u16>,
{
    let (first, rest) = needle.split_first()?;
    let first = (*first).into();
    let last_start = haystack.len().checked_sub(needle.len())?;
    let mut compared = 0;
    let mut start = 0;
    while start <= last_start {
        start += haystack[start..=last_start]
            .iter()
            .position(|&unit| unit.into() == first)?;
        let equal = common_prefix(&haystack[start + 1..], rest);
        if equal == rest.len() {
            return Some(start);
        }
        compared += equal;
        if compared > 4 * start + 64 {
            return find_by_borders(&haystack[start..], needle).map(|i| start + i);
        }
        start += 1;
    }
    None
}

/// Returns how many units from the start of both are the same.
fn common_prefix<H, N>(haystack: &[H], needle: &[N]) -> usize
where
    H: Copy + Into<u16>,
    N: Copy + Into<u16>,
{
    let pairs = haystack.iter().zip(needle);
    pairs
        .take_while(|&(&unit, &wanted)| unit.into() == wanted.into())
        .count()
}

/// The search of Knuth, Morris and Pratt, which never goes back in `haystack`.
fn find_by_borders<H, N>(haystack: &[H], needle: &[N]) -> Option<usize>
where
    H: Copy + Into<u16>,
    N: Copy + Into<u16>,
{
    let borders = borders(needle);
    let mut matched = 0;
    for (i, &unit) in haystack.iter().enumerate() {
        let unit = unit.into();
        while matched > 0 && needle[matched].into() != unit {
            matched = borders[matched - 1];
        }
        if needle[matched].into() == unit {
            matched += 1;
        }
        if matched == needle.len() {
            return Some(i + 1 - matched);
        }
    }
    None
}

/// For each prefix of `needle`, the length of the longest shorter prefix that the prefix ends with.
fn borders<N: Copy + Into<u16>>(needle: &[N]) -> Vec<usize> {
    let mut borders = vec![0; needle.len()];
    let mut matched = 0;
    for i in 1..needle.len() {
        let unit = needle[i].into();
        while matched > 0 && needle[matched].into() != unit {
            matched = borders[matched - 1];
        }
        if needle[matched].into() == unit {
            matched += 1;
        }
        borders[i] = matched;
    }
    borders
}
