//! Reads how much processor time the current thread has taken.
#![allow(unsafe_code)]

use std::time::Duration;

/// Gives the processor time of the thread; `None` where the system does not tell.
#[cfg(unix)]
#[must_use]
pub fn thread_time() -> Option<Duration> {
    use std::mem::MaybeUninit;

    let mut time = MaybeUninit::<libc::timespec>::uninit();
    // SAFETY: the pointer is valid for a write of a `timespec`.
    let status = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, time.as_mut_ptr()) };
    if status != 0 {
        return None;
    }
    // SAFETY: the call has succeeded, so it has filled `time`.
    let time = unsafe { time.assume_init() };
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let nanoseconds = u32::try_from(time.tv_nsec).ok()?;
    Some(Duration::new(seconds, nanoseconds))
}

/// Gives the processor time of the thread; `None` where the system does not tell.
#[cfg(not(unix))]
#[must_use]
pub fn thread_time() -> Option<Duration> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{thread, time::Instant};

    #[test]
    fn a_thread_that_sleeps_takes_no_processor_time() {
        let (clock, cpu) = (Instant::now(), thread_time().unwrap());
        thread::sleep(Duration::from_millis(50));
        let (clock, cpu) = (clock.elapsed(), thread_time().unwrap().saturating_sub(cpu));
        assert!(cpu < clock / 2, "{cpu:?} of {clock:?}");
    }

    #[test]
    fn work_takes_processor_time() {
        let before = thread_time().unwrap();
        while thread_time().unwrap().saturating_sub(before) < Duration::from_millis(5) {}
        assert!(thread_time().unwrap() > before);
    }
}
