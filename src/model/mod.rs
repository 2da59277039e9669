//! A policy with everything inherited, names resolved and types checked: what analysis and compiling read.

mod benefit;
mod catalog;
mod chain;
mod constant;
mod define;
mod demand;
mod filing;
mod guard;
mod head;
mod interface;
mod layer;
mod merge;
mod order;
pub mod policy;
mod resolve;
mod scope;
mod table;
mod typer;
mod words;

pub use chain::one_day;
pub use guard::{both, meet};
pub use resolve::{Resolved, resolve};
pub use scope::is_named;
