//! What comes in and what goes out: facts, items, counters, settlement. One contract for JSON, columns and Rust.

mod build;
mod counter;
mod figure;
mod id;
mod input;
mod interchange;
pub mod json;
mod role;
mod settlement;
mod words;

pub use counter::CounterRow;
pub use figure::LayerFigure;
pub(crate) use id::no_id;
pub use id::{NoId, id_text};
pub use input::{Assumption, Claim, Item, Value};
pub use role::{DISTANCES, FILING_FAILURES, FILING_STAGES, FILINGS, RESERVED, ROLES, ROUTES, Role};
pub use settlement::{
    Assumed, BillLine, ClaimFault, ClauseRef, Counters, Defaulted, Derived, Figure, LayerStatement, Outcome, Part, PartitionLine, Reason,
    Refusal, Settlement, Step, WouldDiffer,
};
