//! Finds, from any thread, what may be interrupted: by a key that is a random text, which nobody can guess and behind
//! which nothing can be reached but the request to stop.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use boa_engine::context::InterruptHandle;

use crate::interrupt;

static HANDLES: LazyLock<Mutex<HashMap<String, InterruptHandle>>> = LazyLock::new(Mutex::default);

fn handles() -> MutexGuard<'static, HashMap<String, InterruptHandle>> {
    HANDLES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A key of one `Context`, which is forgotten when this is dropped.
#[derive(Debug)]
pub struct InterruptKey(String);

impl InterruptKey {
    /// Makes a text the key of a `Context`.
    #[must_use]
    pub fn new(key: String, handle: InterruptHandle) -> Self {
        handles().insert(key.clone(), handle);
        Self(key)
    }
}

impl Drop for InterruptKey {
    fn drop(&mut self) {
        handles().remove(&self.0);
    }
}

/// Stops what runs in the `Context` of a key. Gives whether anything does.
#[must_use]
pub fn interrupt(key: &str) -> bool {
    let handle = handles().get(key).cloned();
    handle.is_some_and(|handle| interrupt::stop_runs(&handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interrupt::{Interrupt, Limits, Stop};
    use boa_engine::{Context, Source};
    use std::{thread, time::Duration};

    #[test]
    fn a_key_stops_what_runs_and_nothing_else() {
        let mut context = Context::default();
        let key = InterruptKey::new("key".into(), context.interrupt_handle());
        assert!(!interrupt("key"));
        assert!(!interrupt("another"));
        let limits = Limits {
            interruptible: true,
            ..Limits::default()
        };
        let run = Interrupt::arm(&context, None, limits).unwrap();
        let other = thread::spawn(|| {
            thread::sleep(Duration::from_millis(20));
            interrupt("key")
        });
        let endless = Source::from_bytes("try { for (;;); } finally { for (;;); }");
        assert!(context.eval(endless).is_err());
        assert!(other.join().unwrap());
        assert_eq!(run.stopped(), Some(Stop::Interrupted));
        drop((run, key));
        assert!(!interrupt("key"));
        assert!(
            context
                .eval(Source::from_bytes("[1].map((x) => x)"))
                .is_ok()
        );
    }
}
