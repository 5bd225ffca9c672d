//! What Boa says when it panics. A panic is contained and becomes an error of the host
//! (`ERR_VM_REALM_POISONED`); it must not write to the program's standard error by itself.

use std::{cell::RefCell, panic, sync::Once};

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic on any thread of the addon is remembered instead of printed. The hook belongs to
/// the addon's own copy of the standard library.
pub fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let text = info.to_string();
            LAST.with(|last| *last.borrow_mut() = text);
        }));
    });
}

/// What the last panic of this thread said.
#[must_use]
pub fn take_last() -> String {
    LAST.with(RefCell::take)
}
