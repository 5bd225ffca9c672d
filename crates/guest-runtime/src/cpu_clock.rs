//! Reads how much processor time a thread has taken.
#![allow(unsafe_code)]

use std::time::Duration;

/// Gives the processor time of the thread; `None` where the system does not tell.
#[cfg(unix)]
#[must_use]
pub fn thread_time() -> Option<Duration> {
    time_of(libc::CLOCK_THREAD_CPUTIME_ID)
}

#[cfg(unix)]
fn time_of(clock: libc::clockid_t) -> Option<Duration> {
    use std::mem::MaybeUninit;

    let mut time = MaybeUninit::<libc::timespec>::uninit();
    // SAFETY: the pointer is valid for a write of a `timespec`; a clock that is not there is an error.
    let status = unsafe { libc::clock_gettime(clock, time.as_mut_ptr()) };
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

/// The processor time of a thread, for others to read while it lives.
#[derive(Debug, Clone, Copy)]
pub struct ThreadClock(#[cfg(target_os = "linux")] libc::clockid_t);

#[cfg(target_os = "linux")]
// SAFETY: declared as POSIX and both C libraries of Linux have it; the `libc` crate does not name it there.
unsafe extern "C" {
    fn pthread_getcpuclockid(thread: libc::pthread_t, clock: *mut libc::clockid_t) -> libc::c_int;
}

#[cfg(target_os = "linux")]
impl ThreadClock {
    /// The clock of the thread that asks.
    #[must_use]
    pub fn current() -> Option<Self> {
        let mut id = 0;
        // SAFETY: it takes nothing and gives the thread that asks.
        let thread = unsafe { libc::pthread_self() };
        // SAFETY: the thread that asks is alive, and the pointer is valid for a write of a `clockid_t`.
        let status = unsafe { pthread_getcpuclockid(thread, &raw mut id) };
        (status == 0).then_some(Self(id))
    }

    /// Gives the processor time of the thread; `None` when it is gone.
    #[must_use]
    pub fn read(self) -> Option<Duration> {
        time_of(self.0)
    }
}

#[cfg(not(target_os = "linux"))]
impl ThreadClock {
    /// The system does not tell.
    #[must_use]
    pub fn current() -> Option<Self> {
        None
    }

    /// Gives nothing: there is no such clock.
    #[must_use]
    pub fn read(self) -> Option<Duration> {
        None
    }
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

    #[cfg(target_os = "linux")]
    #[test]
    fn the_clock_of_a_thread_that_waits_stands_for_others_to_read() {
        use std::sync::mpsc::channel;
        let (tell, hear) = channel();
        let (end, wait) = channel::<()>();
        let thread = thread::spawn(move || {
            let before = thread_time().unwrap();
            while thread_time().unwrap().saturating_sub(before) < Duration::from_millis(5) {}
            tell.send(ThreadClock::current().unwrap()).unwrap();
            wait.recv().unwrap_err();
        });
        let clock = hear.recv().unwrap();
        let first = clock.read().unwrap();
        assert!(first >= Duration::from_millis(5), "{first:?}");
        thread::sleep(Duration::from_millis(20));
        let later = clock.read().unwrap().saturating_sub(first);
        assert!(later < Duration::from_millis(5), "{later:?}");
        drop(end);
        thread.join().unwrap();
    }

    #[test]
    fn work_takes_processor_time() {
        let before = thread_time().unwrap();
        while thread_time().unwrap().saturating_sub(before) < Duration::from_millis(5) {}
        assert!(thread_time().unwrap() > before);
    }
}
