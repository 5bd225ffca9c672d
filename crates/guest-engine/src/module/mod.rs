//! Modules: source text modules and synthetic ones (ECMA-262 16.2.1), linked and evaluated by Boa
//! under the eyes of records of our own.

mod completion;
mod cycle;
mod evaluate;
mod exports;
mod graph;
mod import;
mod link;
mod namespace;
mod prelude;
mod record;
mod referrers;
mod synthetic;
#[cfg(test)]
mod tests;
mod text;

pub use evaluate::{can_finish, evaluate, has_async_graph};
pub(super) use import::Loader;
pub(super) use link::Loading;
pub use link::{LinkError, link};
pub use namespace::namespace;
pub(super) use prelude::is_of_prelude;
pub use record::{Callbacks, ModuleRecord, Status};
pub use referrers::{Referrer, enter_script};
pub use synthetic::{set_export, synthetic};
pub use text::ModuleText;
