//! Exact values: money, rates, sets of whole numbers, rounding. No spans, no floats.

mod kind;
mod money;
mod set;

pub use kind::{AdjustOp, Period};
pub use money::{FEN_LIMIT, Money, RATE_ONE, Rate};
pub use set::Set;
