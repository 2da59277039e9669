//! Results as text people read: one tree of marked text, and small renderers that draw it.

pub mod doc;
mod example;
pub mod gate;
mod names;
pub mod nhsa;
mod order;
mod policy;
mod refusal;
pub mod schema;
mod statement;
mod steps;
mod summary;
pub mod terminal;
mod terms;
mod vocabulary;
mod words;

pub use doc::Doc;
pub use example::failure;
pub use names::Names;
pub use policy::show;
pub use refusal::refusal;
pub use statement::statement;
pub use steps::account;
pub use summary::summary;
pub use vocabulary::vocabulary;
