//! The guest's engine: what a realm consists of, and everything else about Boa that needs no Node-API type.

#![forbid(unsafe_code)]

pub mod builtins;
pub mod compile_function;
pub mod console;
pub mod for_in;
pub mod hooks;
pub mod intl;
pub mod kept_functions;
pub mod lazy;
pub mod lexicals;
pub mod messages;
pub mod module;
pub mod pattern;
pub mod property;
pub mod proxies;
pub mod realm;
pub mod script;
pub mod sources;
pub mod stack_trace;
#[cfg(test)]
mod testing;
