//! The guest's half of the membrane: the one place where Node-API and Boa types meet (ARCHITECTURE.md, "The way of
//! a value").
//!
//! A value crosses through `MembraneScope::to_guest` and `MembraneScope::to_host`, and through nothing else.

#![forbid(unsafe_code)]

pub mod agent;
pub mod binary;
mod dates;
pub mod descriptor;
pub mod display;
pub mod error_stacks;
mod errors;
pub mod events;
pub mod exports;
pub mod failure;
pub mod global;
pub mod guest_buffer;
pub mod imports;
pub mod instructions;
pub mod internal_slots;
pub mod intl;
pub mod intrinsics;
pub mod jobs;
pub mod kept_host_reads;
pub mod kept_reads;
pub mod microtasks;
pub mod mirrored_bytes;
pub mod mirrored_properties;
pub mod mirrors;
pub mod modules;
pub mod promises;
pub mod realm;
mod regexps;
pub mod scope;
pub mod shadow_target;
pub mod stats;
mod stopped;
pub mod symbols;
pub mod to_guest;
pub mod to_host;
pub mod traps;
