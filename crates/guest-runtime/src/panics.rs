//! What Boa says when it panics. A panic is contained and becomes an error of the host
//! (`ERR_VM_CONTEXT_POISONED`); it must not write to the program's standard error by itself.

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
            let text = without_folders(&info.to_string(), info.location());
            LAST.with(|last| *last.borrow_mut() = text);
        }));
    });
}

/// Where the engine was built is nobody's business: of the file that panicked the name is left.
fn without_folders(text: &str, location: Option<&panic::Location<'_>>) -> String {
    let Some(file) = location.map(panic::Location::file) else {
        return text.to_owned();
    };
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    text.replace(file, name)
}

/// Goes on as a panic would that says `text`: to the entry, which poisons the realm.
pub fn unwind(text: &str) -> ! {
    LAST.with(|last| text.clone_into(&mut last.borrow_mut()));
    panic::resume_unwind(Box::new(()))
}

/// What the last panic of this thread said.
#[must_use]
pub fn take_last() -> String {
    LAST.with(RefCell::take)
}

#[cfg(test)]
mod tests {
    use super::without_folders;

    #[test]
    fn a_panic_names_no_folder() {
        let here = std::panic::Location::caller();
        let text = format!("panicked at {}:1:2:\nwhy", here.file());
        assert_eq!(
            without_folders(&text, Some(here)),
            "panicked at panics.rs:1:2:\nwhy"
        );
    }
}
