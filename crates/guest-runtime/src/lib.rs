//! Runs a Boa `Context`: in coroutines on stacks of its own, within limits of time and memory, with a queue of jobs.
//!
//! What it takes to stop guest code is here, and nothing of what a realm consists of. `unsafe` stands where a file
//! allows it.

pub mod abandon;
pub mod coroutine;
pub mod cpu_clock;
pub mod heap;
pub mod interrupt;
pub mod interrupt_keys;
pub mod jobs;
pub mod panics;
