//! Cargo wants a target: this is one.
