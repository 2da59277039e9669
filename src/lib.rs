//! Yibao (医保): a language in which health-insurance policy is written, checked and settled.

pub mod analysis;
pub mod calendar;
pub mod claim;
pub mod diagnostic;
mod engine;
pub mod example;
pub mod library;
pub mod model;
pub mod place;
pub mod plan;
pub mod report;
pub mod settle;
pub mod source;
pub mod syntax;
pub mod value;

pub use engine::{Engine, LoadError};
pub use library::Library;
