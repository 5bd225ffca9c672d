//! How much memory a realm holds. Boa's heap is the thread's and keeps no public count, so what a
//! realm's entries allocate and free is added up: a collection that an entry triggers counts for its
//! realm, whosever garbage it frees.
#![allow(unsafe_code)]

use std::cell::Cell;

/// The balance of one realm, in bytes.
#[derive(Debug, Default)]
pub struct Balance(Cell<i64>);

impl Balance {
    /// Bytes held, as far as the entries of this realm tell.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.0.get()).unwrap_or(0)
    }

    /// Runs `f` and adds what it allocated and did not free.
    pub fn weigh<R>(&self, f: impl FnOnce() -> R) -> R {
        let (result, bytes) = weigh(f);
        self.0.set(self.0.get() + bytes);
        result
    }

    /// Adds bytes that were weighed before the balance existed.
    pub fn add(&self, bytes: i64) {
        self.0.set(self.0.get() + bytes);
    }
}

/// Runs `f`, which must not panic, and gives what it allocated and did not free, in bytes.
pub fn weigh<R>(f: impl FnOnce() -> R) -> (R, i64) {
    let mut result = None;
    let info = allocation_counter::measure(|| result = Some(f()));
    match result {
        Some(result) => (result, info.bytes_current),
        // `measure` calls its closure once.
        None => unreachable!(),
    }
}

/// Collects what dropped realms have left, and gives the freed pages back to the system: glibc would
/// keep them, and a process that once had many contexts would look as if it leaked.
pub fn collect() {
    boa_gc::force_collect();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes no pointer, and the allocator's own lock covers it.
    unsafe {
        libc::malloc_trim(0)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_counts_and_what_is_freed_does_not() {
        let balance = Balance::default();
        let kept = balance.weigh(|| {
            drop(vec![0_u8; 1 << 20]);
            vec![0_u8; 1 << 16]
        });
        assert!((1 << 16..1 << 17).contains(&balance.bytes()));
        balance.weigh(|| drop(kept));
        assert_eq!(balance.bytes(), 0);
    }
}
