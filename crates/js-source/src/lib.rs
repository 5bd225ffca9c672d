//! Reads JavaScript source text: its tokens, positions and functions, and what is wrong with its syntax in V8's words.
//!
//! Everything here works on a text alone, without a `Context`, so that its tests need no engine.

#![forbid(unsafe_code)]

pub mod characters;
pub mod edits;
pub mod expression;
pub mod origin;
pub mod refine;
pub mod source_text;
pub mod syntax;
