//! Whether examples bite: one figure, guard or window of a plan changed at a time, and the examples run by it.

mod edit;
mod guards;
mod ladders;
mod lines;
mod mutant;
mod survey;
mod words;

pub use edit::{Edit, Site};
pub use mutant::{Differs, Mutant, Spot, mutants};
pub use survey::{Run, Survey, Survivor, report, sample, survey};
