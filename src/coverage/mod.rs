//! How much of a policy its examples reach, and the claims that would reach the rest.

pub mod describe;
pub mod html;
pub mod inventory;
pub mod measure;
pub mod probe;
pub mod reach;
pub mod suggest;
pub mod target;
pub mod text;
pub mod watch;
pub mod words;

pub use measure::{Coverage, Covered, Measured, measure, percent};
pub use probe::Prober;
