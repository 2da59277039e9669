//! Examples of a policy: read into claims with what is expected of them, settled, compared.
//!
//! An example is one claim, or several of one person in turn, or (with a table) as many cases as the table has rows.
//! [`cases`] reads them and reports every fault in them at once; [`run()`] settles one and says what differs.

mod account;
mod assume;
mod bill;
mod case;
mod compare;
mod counter;
mod draft;
mod error;
mod expect;
mod figure;
mod name;
mod read;
mod run;
mod table;
mod value;
mod words;

pub use case::{Case, CounterFigure, CounterKey, Expect, Figure, Measure, Stage, Sum, Used, Wanted};
pub use compare::{Mismatch, compare};
pub use read::{all, cases, check};
pub use run::{Ran, RanStage, run, run_with};
