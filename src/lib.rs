//! boa-vm: Node's `vm` module on the Boa engine.
//!
//! Layers, one way only: `api` → `bridge`, above the crates. See ARCHITECTURE.md.

pub mod api;
pub mod bridge;
