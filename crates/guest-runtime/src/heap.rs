//! The allocator of the addon, and how much memory a realm holds: what is allocated and freed while its guest runs, or
//! for its heap, is charged to its account.
//!
//! An account may have a limit. Whoever goes over it is asked to stop, by the same flag as at a timeout
//! ([`interrupt::has_to_stop`](crate::interrupt::has_to_stop) collects the garbage and decides); who goes far over it
//! before it hears that, or asks for more at once than there can be, is taken its stack away.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr::NonNull,
    rc::Rc,
};

use boa_engine::context::InterruptHandle;
use boa_gc::HeapOwner;

use crate::abandon;

thread_local! {
    /// Who is charged for what this thread allocates: nobody while the host runs.
    static CHARGED: Cell<Option<NonNull<Account>>> = const { Cell::new(None) };
}

/// How many times its limit a guest may have asked for until it loses its stack: a vector that grows asks for twice
/// what it has, and touches little of it before the guest hears that it has to stop.
const MOST_TIMES: i64 = 3;

/// A guest that comes to its limit is stopped unless a collection brings it below by this part of it: it would
/// only come back, for one collection more each time.
const ROOM: i64 = 16;

/// How many bytes beyond what is held after a collection have the garbage collected again, at least. The collector itself
/// looks at the cells of its heap alone, which may be small and hold much.
const LEAST_ROOM: i64 = 16 << 20;

/// The memory of one realm.
#[derive(Debug)]
pub struct Account {
    bytes: Cell<i64>,
    peak: Cell<i64>,
    limit: i64,
    /// The most that the limit lets pass in the middle of something.
    most: i64,
    /// With how many bytes the garbage is to be collected.
    threshold: Cell<i64>,
    is_over: Cell<bool>,
    /// Whether a guest was stopped that had no room to go on.
    was_exhausted: Cell<bool>,
    /// The collector takes some memory itself, which is no reason to stop.
    is_collecting: Cell<bool>,
    interrupt: InterruptHandle,
}

impl Account {
    /// An account of what holds `bytes` already; `interrupt` is by what its guest is asked to stop.
    #[must_use]
    pub fn new(bytes: i64, limit: Option<u64>, interrupt: InterruptHandle) -> Self {
        let limit = limit.map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        Self {
            bytes: Cell::new(bytes),
            peak: Cell::new(bytes),
            limit,
            most: limit.saturating_mul(MOST_TIMES),
            threshold: Cell::new(threshold_after(bytes)),
            is_over: Cell::new(false),
            was_exhausted: Cell::new(false),
            is_collecting: Cell::new(false),
            interrupt,
        }
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.bytes.get()).unwrap_or(0)
    }

    /// The most bytes that were held at a time.
    #[must_use]
    pub fn peak(&self) -> u64 {
        u64::try_from(self.peak.get()).unwrap_or(0)
    }

    /// The limit in bytes, if there is one.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        (self.limit != i64::MAX).then(|| u64::try_from(self.limit).unwrap_or(0))
    }

    /// Whether more is held than the limit allows when the garbage is gone.
    #[must_use]
    pub fn is_full(&self) -> bool {
        if self.bytes.get() > self.limit {
            self.collect();
        }
        self.bytes.get() > self.limit
    }

    /// Whether a guest that has come to its limit has no room to go on when the garbage is gone.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.collect();
        self.has_no_room()
    }

    /// Whether a guest that runs now would soon be stopped: because it is over its limit, or has been stopped there since
    /// this was asked last. Costs nothing.
    #[must_use]
    pub fn wants_room(&self) -> bool {
        self.was_exhausted.take() || self.bytes.get() > self.limit
    }

    /// A guest was stopped that had no room to go on.
    pub fn note_exhaustion(&self) {
        self.was_exhausted.set(true);
    }

    /// As if no guest had been stopped: all was freed that can be.
    pub fn forget_exhaustion(&self) {
        self.was_exhausted.set(false);
    }

    /// Whether there is no room to go on, garbage included.
    #[must_use]
    pub fn has_no_room(&self) -> bool {
        self.bytes.get() > self.limit - self.limit / ROOM
    }

    /// Collects the garbage of the current heap, which must be the account's.
    pub fn collect(&self) {
        self.is_collecting.set(true);
        collect();
        self.is_collecting.set(false);
    }

    /// Takes the note that the limit was exceeded.
    pub fn take_over(&self) -> bool {
        self.is_over.take()
    }

    /// Adds bytes, and notes when they are too many. Gives whether they are far too many.
    fn add(&self, bytes: i64) -> bool {
        let now = self.bytes.get().wrapping_add(bytes);
        self.bytes.set(now);
        self.peak.set(self.peak.get().max(now));
        if bytes <= 0 || self.is_collecting.get() {
            return false;
        }
        if now > self.threshold.get() {
            // Once, until it was collected.
            self.threshold.set(i64::MAX);
            boa_gc::request_collection();
        }
        if now <= self.limit {
            return false;
        }
        if !self.is_over.replace(true) {
            self.interrupt.request();
        }
        now > self.most
    }
}

/// Has an account pay for a heap.
#[derive(Debug)]
pub struct Payer(pub Rc<Account>);

impl HeapOwner for Payer {
    fn pay_for(&self, work: &mut dyn FnMut()) {
        let _charge = Charge::to(Some(&self.0));
        work();
    }

    /// A guest that is asked to stop does so before its garbage is collected, unless it is asked because of that.
    fn is_urgent(&self) -> bool {
        self.0.interrupt.is_requested() && !self.0.is_collecting.get()
    }

    fn collected(&self) {
        let bytes = self.0.bytes.get();
        self.0.threshold.set(threshold_after(bytes));
    }
}

/// With how many bytes the garbage is to be collected next, if so many are held without garbage.
fn threshold_after(bytes: i64) -> i64 {
    bytes.saturating_add(bytes.max(LEAST_ROOM))
}

/// Charges an account with what the thread allocates, until it is dropped.
#[derive(Debug)]
pub struct Charge {
    before: Option<NonNull<Account>>,
    _account: Option<Rc<Account>>,
}

impl Charge {
    /// Charges `account`, or nobody.
    #[must_use]
    pub fn to(account: Option<&Rc<Account>>) -> Self {
        let account = account.cloned();
        let charged = account.as_deref().map(NonNull::from);
        Self {
            before: CHARGED.replace(charged),
            _account: account,
        }
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        CHARGED.set(self.before);
    }
}

/// The account that is charged now has to pay for bytes that the allocator does not see.
fn charge(bytes: i64) -> bool {
    // At the end of a thread its locals are gone; what is freed then counts for nobody.
    let charged = CHARGED.try_with(Cell::get).ok().flatten();
    // SAFETY: the `Charge` that put the pointer there holds the account, and takes the pointer out before it goes.
    charged.is_some_and(|account| unsafe { account.as_ref() }.add(bytes))
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// The system's allocator, which charges the realm that runs, and which no guest is taken away from in the middle.
struct Charging;

/// Allocates by `allocate` and charges for it; takes the guest away that asks for too much, where that can be done.
fn obtain(bytes: i64, allocate: impl FnOnce() -> *mut u8) -> *mut u8 {
    if charge(bytes) {
        abandon::leave_for_memory();
    }
    let pointer = {
        let _critical = abandon::Critical::enter();
        allocate()
    };
    if pointer.is_null() {
        abandon::leave_for_memory();
        charge(-bytes);
    }
    pointer
}

// SAFETY: every call goes to `System` with the arguments that it came with; what is done besides allocates nothing
// and does not panic. A guest that is taken away never sees that its call did not come back.
unsafe impl GlobalAlloc for Charging {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps `GlobalAlloc`'s contract, which is `System`'s.
        obtain(signed(layout.size()), || unsafe { System.alloc(layout) })
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        charge(-signed(layout.size()));
        let _critical = abandon::Critical::enter();
        // SAFETY: `pointer` came from `System` with this layout, by the caller's contract.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        obtain(signed(layout.size()), || unsafe {
            System.alloc_zeroed(layout)
        })
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let more = signed(size) - signed(layout.size());
        // SAFETY: as for `dealloc`.
        obtain(more, || unsafe { System.realloc(pointer, layout, size) })
    }
}

#[global_allocator]
static ALLOCATOR: Charging = Charging;

/// Runs `f` and gives what it allocated and did not free, in bytes.
pub fn measure<R>(f: impl FnOnce() -> R) -> (R, i64) {
    let account = Rc::new(Account::new(0, None, InterruptHandle::default()));
    let charge = Charge::to(Some(&account));
    let result = f();
    drop(charge);
    (result, account.bytes.get())
}

/// Collects the garbage of the current heap, and gives freed pages back to the system.
pub fn collect() {
    boa_gc::force_collect();
    give_back();
}

/// Gives freed pages back to the system: glibc would keep them, and a process that once had many contexts would look as
/// if it leaked.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes no pointer, and the allocator's own lock covers it.
    unsafe {
        libc::malloc_trim(0)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(limit: Option<u64>) -> (Rc<Account>, InterruptHandle) {
        let interrupt = InterruptHandle::default();
        let account = Rc::new(Account::new(0, limit, interrupt.clone()));
        (account, interrupt)
    }

    #[test]
    fn what_is_kept_counts_and_what_is_freed_does_not() {
        let (account, _) = account(None);
        let charge = Charge::to(Some(&account));
        drop(vec![0_u8; 1 << 20]);
        let kept = vec![0_u8; 1 << 16];
        drop(charge);
        assert!((1 << 16..1 << 17).contains(&account.bytes()));
        let charge = Charge::to(Some(&account));
        drop(kept);
        drop(charge);
        assert_eq!(account.bytes(), 0);
    }

    #[test]
    fn who_goes_over_the_limit_is_asked_to_stop_once() {
        let (account, interrupt) = account(Some(1 << 20));
        let _charge = Charge::to(Some(&account));
        let half = vec![0_u8; 1 << 19];
        assert!(!interrupt.is_requested());
        let whole = vec![0_u8; 1 << 20];
        assert!(interrupt.is_requested());
        assert!(account.is_full());
        assert!(account.take_over());
        drop((half, whole));
        assert!(!account.is_full());
    }

    #[test]
    fn nobody_is_charged_while_the_host_runs() {
        let (account, _) = account(None);
        let _guest = Charge::to(Some(&account));
        let _host = Charge::to(None);
        let kept = vec![0_u8; 1 << 16];
        assert_eq!(account.bytes(), 0);
        drop(kept);
    }
}
