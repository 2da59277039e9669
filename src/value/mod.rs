//! Exact values: money, rates, sets of whole numbers, rounding. No spans, no floats.

mod kind;
mod money;
mod number;
mod set;

pub use kind::{AdjustOp, Period};
pub use money::{FEN_LIMIT, Money, RATE_ONE, Rate};
pub use number::{is_plain_number, plain_number};
pub use set::Set;
