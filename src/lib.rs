//! boa-vm: Node's `vm` module on the Boa engine.
//!
//! Layers, one way only: `api` → `bridge` → `engine`. See ARCHITECTURE.md.

pub mod api;
pub mod bridge;
pub mod engine;
